"""An Open edX open response assessment, however it was written down, and the rubric that is made of it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from fractions import Fraction

from certdesk.core.decision import decide
from certdesk.core.examples import example_marks
from certdesk.core.fields import LONGEST_TEXT
from certdesk.core.importing import ExampleWork
from certdesk.core.rubric import ExternalId, Rubric, WorkedExample
from certdesk.core.words import _, ngettext
from certdesk.rubric_formats.building_points import plain
from certdesk.rubric_formats.building_questions import Asking
from certdesk.rubric_formats.building_text import clean, from_html, one_line
from certdesk.rubric_formats.found import FoundCriterion, FoundLevel, FoundRubric
from certdesk.rubric_formats.together import Finish, Whole, source_ids

SYSTEM = "ora2"
COMMENT_ONLY = "ora2-comment-only"
_LONGEST_NAME = 500
_LIST_POINT = re.compile(r"(?:[-*•–]|\d{1,2}[.)])\s")


@dataclass(frozen=True, slots=True)
class Option:
    """One choice of a criterion. ``name`` is its id there, ``label`` what people see."""

    name: str
    label: str
    points: str
    explanation: str


@dataclass(frozen=True, slots=True)
class Asked:
    """One criterion. Without options it asks for written feedback only."""

    place: str
    name: str
    label: str
    prompt: str
    options: tuple[Option, ...]
    feedback: str = ""


@dataclass(frozen=True, slots=True)
class TrainingExample:
    """An answer with the option that the authors chose for each criterion, by their names."""

    parts: tuple[str, ...]
    chosen: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Problem:
    """An assessment: its title, what learners are asked to write, its criteria and its training examples."""

    key: str
    title: str
    prompts: tuple[str, ...]
    criteria: tuple[Asked, ...]
    examples: tuple[TrainingExample, ...] = ()
    prompts_are_html: bool = False
    feedback_prompt: str = ""


def found(problem: Problem, asking: Asking) -> tuple[FoundRubric, Finish]:
    """Return the rubric of a problem, and what adds its training examples and comment-only criteria to it."""
    marked = tuple(one for one in problem.criteria if one.options)
    bare = tuple(one for one in problem.criteria if not one.options)
    for one in bare:
        reason = _(
            "It asks for words only and has no options. In CertDesk every criterion has a comment, so it becomes none "
            "of its own; it is remembered and written back to Open edX."
        )
        asking.skipped(one.place, one.label or one.name, reason)
    if problem.feedback_prompt.strip():
        reason = _("CertDesk asks for strengths, next steps and a reason in its own words.")
        asking.skipped(_("overall feedback"), problem.feedback_prompt, reason)
    prompts = (from_html(text) if problem.prompts_are_html else unwrapped(text) for text in problem.prompts)
    rubric = FoundRubric(
        key=problem.key,
        title=one_line(problem.title),
        criteria=tuple(_criterion(one) for one in marked),
        purpose="\n\n".join(text for text in prompts if text),
        system=SYSTEM,
        source_id="",
    )
    return rubric, lambda built: _finished(problem, bare, built, asking)


def unwrapped(text: str) -> str:
    """Return a text without the padding of a hand-written file, whose lines break where the editor was full.

    Only a text that begins or goes on with indented lines is joined; blank lines and list points keep their own.
    """
    lines = text[: LONGEST_TEXT * 4].replace("\t", "    ").replace("\r\n", "\n").split("\n")
    padded = len(lines) > 1 and all(line.startswith("  ") or not line.strip() for line in lines[1:])
    if not padded:
        return clean(text[: LONGEST_TEXT * 4])
    joined: list[str] = []
    before = ""
    for line in (line.strip() for line in lines):
        goes_on = line and before and not _LIST_POINT.match(line)
        joined.append(f" {line}" if goes_on else f"\n{line}")
        before = line
    return clean(re.sub(r"\n{3,}", "\n\n", "".join(joined)))


def _criterion(one: Asked) -> FoundCriterion:
    levels = tuple(
        FoundLevel(
            points=option.points.strip(),
            label=one_line(option.label) or one_line(option.name),
            text=unwrapped(option.explanation),
            source_id=_name(option.name),
        )
        for option in one.options
    )
    title = one_line(one.label) or one_line(one.name)
    return FoundCriterion(one.place, title, levels, description=unwrapped(one.prompt), source_id=_name(one.name))


def _finished(problem: Problem, bare: tuple[Asked, ...], rubric: Rubric, asking: Asking) -> Whole:
    remembered = tuple(
        ExternalId(COMMENT_ONLY, _name(one.name), f"{one_line(one.label)}\n{unwrapped(one.prompt)}") for one in bare
    )
    work = tuple(_example(number, one, rubric) for number, one in enumerate(problem.examples, start=1))
    if work:
        text = ngettext(
            "The levels of {count} training example become a worked example; its answer is not kept.",
            "The levels of {count} training examples become worked examples; their answers are not kept.",
            len(work),
        )
        asking.accepted(_("training examples"), rubric.title, text.format(count=len(work)))
    for number, (one, given) in enumerate(zip(work, problem.examples, strict=True), start=1):
        if len(one.marks) < len(given.chosen):
            reason = _("It names an option or criterion that the rubric doesn't have; that mark is left out.")
            asking.skipped(_("training example {number}").format(number=number), one.text, reason)
    whole = replace(rubric, external=(*rubric.external, *remembered))
    return Whole(replace(whole, examples=tuple(_worked(work, whole))), example_work=work)


def _worked(work: Iterable[ExampleWork], rubric: Rubric) -> Iterator[WorkedExample]:
    """Yield what the rubric's rules, as they are so far, make of the expected levels."""
    for one in work:
        example = WorkedExample(one.name, one.marks, Fraction(0), "")
        decision = decide(rubric, example_marks(rubric, example))
        if decision.mean is not None:
            yield replace(example, mean=decision.mean, outcome=decision.outcome)


def _example(number: int, example: TrainingExample, rubric: Rubric) -> ExampleWork:
    names = source_ids(rubric, SYSTEM)
    criteria = {value: part for part, value in names.items() if "/" not in part}
    levels: dict[tuple[str, str], str] = {}
    for criterion in rubric.criteria:
        for level in rubric.scale_of(criterion).levels:
            name = names.get(f"{criterion.id}/{level.value}")
            if name is not None:
                levels[criterion.id, name] = plain(level.value)
    chosen = ((criteria.get(_name(criterion), ""), _name(option)) for criterion, option in example.chosen)
    marks = {criterion: levels[criterion, option] for criterion, option in chosen if (criterion, option) in levels}
    text = "\n\n".join(part for part in _cleaned(example.parts) if part)
    return ExampleWork(_("Training example {number}").format(number=number), text, marks)


def _name(text: str) -> str:
    return text.strip()[:_LONGEST_NAME]


def _cleaned(parts: Iterable[str]) -> Iterable[str]:
    return (unwrapped(part) for part in parts)
