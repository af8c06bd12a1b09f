"""From what a reader found to a draft of a rubric: one scale if that is possible, ids that stay, and questions."""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace
from fractions import Fraction
from pathlib import PurePosixPath

from certdesk.core.editing_ids import slug, unused_id
from certdesk.core.errors import RubricError
from certdesk.core.fields import shown
from certdesk.core.importing import Question, Reading, Verdict
from certdesk.core.rubric import (
    CertificateTerm,
    Criterion,
    DecisionRules,
    ExternalId,
    Level,
    Outcome,
    Rubric,
    Scale,
    Section,
)
from certdesk.core.words import _
from certdesk.rubric_formats.building_levels import FALLING, RISING, Shared, ValuedLevel, valued
from certdesk.rubric_formats.building_points import plain, read_points
from certdesk.rubric_formats.building_questions import SKIP, Asking, choices
from certdesk.rubric_formats.building_spans import question_of_spans
from certdesk.rubric_formats.building_text import clean, one_line
from certdesk.rubric_formats.format import Source
from certdesk.rubric_formats.found import FoundCriterion, FoundRubric

MOST_CRITERIA = 1000
MOST_RUBRICS = 50
FIRST_VERSION = "1.0.0"
_NOT_IN_AN_ID = re.compile(r"[^\w.\-]+")
_LONGEST_ID = 40


def reading(format_id: str, source: Source, found: Iterable[FoundRubric], asking: Asking) -> Reading:
    """Return the reading of a file: a draft of each rubric found, and the rows that `asking` has collected.

    Raises RubricError when there is nothing to use and nothing to ask.
    """
    rubrics: list[Rubric] = []
    every = list(found)
    for one in every[:MOST_RUBRICS]:
        rubric = built(one, source, asking)
        if rubric is not None:
            rubrics.append(replace(rubric, id=unused_id(rubric.id, {other.id for other in rubrics})))
    if len(every) > MOST_RUBRICS:
        reason = _("Only the first {count} rubrics of a file are taken.").format(count=MOST_RUBRICS)
        asking.skipped(_("file"), source.name, reason)
    if not rubrics and not any(row.verdict is Verdict.QUESTION for row in asking.rows):
        text = _("{file}: there is no criterion with levels in it.").format(file=shown(source.name))
        reasons = list(dict.fromkeys(row.reason for row in asking.rows if row.verdict is Verdict.SKIPPED))[:3]
        raise RubricError(text, " ".join(reasons) or _("Choose a file that holds a rubric."))
    return Reading(format_id, tuple(rubrics), tuple(asking.rows))


def built(found: FoundRubric, source: Source, asking: Asking) -> Rubric | None:
    """Return a draft of one rubric with the answers given so far, or None while nothing of it can be used."""
    drafts = _drafts(found, asking)
    if not drafts:
        return None
    title = one_line(found.title)
    if not title:
        title = one_line(PurePosixPath(source.name.replace("\\", "/")).stem) or _("Rubric")
        asking.accepted(_("title"), title, _("The file names no title, so the file's name is used."))
    scale = _scale(found, drafts, asking)
    sections, drafts = _in_sections(drafts)
    criteria = tuple(_criterion(draft, scale) for draft in drafts)
    _say_the_standard(scale, asking)
    return Rubric(
        id=_rubric_id(title),
        version=FIRST_VERSION,
        language=found.language,
        title=title,
        audience="",
        purpose=clean(found.purpose),
        scale=scale,
        sections=sections,
        criteria=criteria,
        decision=DecisionRules((Outcome("result", _("Result"), ()),)),
        certificate=CertificateTerm(3),
        external=tuple(_external(found, drafts)),
    )


def standard_of(levels: tuple[Level, ...]) -> Fraction:
    """Return the highest level but one; of two levels, the higher."""
    return levels[-2 if len(levels) > 2 else -1].value


@dataclass(frozen=True, slots=True)
class _Draft:
    """A criterion on its way: what was found, its id, its name, its weight and its levels with values."""

    found: FoundCriterion
    id: str
    title: str
    weight: Fraction
    levels: tuple[ValuedLevel, ...]
    section: str = ""


def _drafts(found: FoundRubric, asking: Asking) -> tuple[_Draft, ...]:
    taken: set[str] = set()
    names: set[tuple[str, str]] = set()
    drafts: list[_Draft] = []
    shared = Shared(found.order or _order(found, asking), question_of_spans(found))
    percent = any(read_points(criterion.weight).percent for criterion in found.criteria[:MOST_CRITERIA])
    for number, criterion in enumerate(found.criteria[:MOST_CRITERIA], start=1):
        key = f"{found.key}.{criterion.key or number}"
        id_ = unused_id(_criterion_id(criterion.code) or f"C{number}", taken)
        taken.add(id_)
        title = _title(criterion, key, names, asking)
        if not title:
            continue
        levels = valued(criterion, key, shared, asking)
        weight = _weight(criterion, key, percent, asking)
        if levels:
            drafts.append(_Draft(criterion, id_, title, weight, levels))
            asking.accepted(criterion.place, title)
        elif not criterion.levels:
            asking.skipped(criterion.place, title, _("It has no levels."))
    if len(found.criteria) > MOST_CRITERIA:
        reason = _("Only the first {count} criteria are taken; no rubric has more.").format(count=MOST_CRITERIA)
        asking.skipped(found.criteria[MOST_CRITERIA].place, found.title, reason)
    return tuple(drafts)


def _order(found: FoundRubric, asking: Asking) -> str:
    """Ask once for all criteria whose levels have no points which end is the best."""
    bare = [one for one in found.criteria if one.levels and not any(level.points.strip() for level in one.levels)]
    if not bare:
        return ""
    first, last = bare[0].levels[0], bare[0].levels[-1]
    name = _("the levels from “{first}” to “{last}”").format(
        first=one_line(first.label or first.text, 40), last=one_line(last.label or last.text, 40)
    )
    text = _("There are no points for {levels}. Which is the best?").format(levels=name)
    answers = choices(
        (RISING, _("The last, “{name}”: they rise").format(name=one_line(last.label or last.text, 40))),
        (FALLING, _("The first, “{name}”: they fall").format(name=one_line(first.label or first.text, 40))),
    )
    return asking.ask(bare[0].place, found.title or bare[0].title, Question(f"{found.key}.order", text, answers))


def _title(criterion: FoundCriterion, key: str, names: set[tuple[str, str]], asking: Asking) -> str:
    title = one_line(criterion.title)
    if not title:
        hint = one_line(criterion.description or next((level.text for level in criterion.levels if level.text), ""), 60)
        text = _("This criterion has no name. What is it called?")
        question = Question(f"{key}.name", text, choices((SKIP, _("Leave it out"))), free=True)
        answer = asking.ask(criterion.place, hint, question)
        title = "" if answer == SKIP else one_line(answer)
    elif (criterion.section, title.casefold()) in names:
        text = _("There is another criterion “{name}”. Is this one of its own?").format(name=shown(title))
        offered = choices(("both", _("Yes, keep both")), (SKIP, _("No, leave this one out")))
        answer = asking.ask(criterion.place, title, Question(f"{key}.twice", text, offered, free=True))
        title = {"": "", SKIP: "", "both": title}.get(answer, one_line(answer))
    names.add((criterion.section, title.casefold()))
    return title


def _weight(criterion: FoundCriterion, key: str, percent: bool, asking: Asking) -> Fraction:
    if not criterion.weight.strip():
        return Fraction(1)
    points = read_points(criterion.weight)
    asked = percent and not points.percent and points.value is not None and points.value <= 1
    if points.value is not None and points.value > 0 and not asked:
        return points.value
    possible = (points.value, points.value * 100) if asked and points.value is not None else points.possible
    text = _("“{weight}” is not clear as a weight. How much does this criterion weigh?")
    offered = [(plain(value), plain(value)) for value in dict.fromkeys(possible) if value > 0]
    shown_text = text.format(weight=one_line(criterion.weight, 60))
    question = Question(
        f"{key}.weight",
        shown_text,
        choices(*offered, ("1", "1")) if "1" not in dict(offered) else choices(*offered),
        free=True,
    )
    answer = asking.ask(criterion.place, criterion.title, question)
    given = read_points(answer).value
    if given is None or given <= 0:
        asking.ask_again(question)
        return Fraction(1)
    return given


def _scale(found: FoundRubric, drafts: tuple[_Draft, ...], asking: Asking) -> Scale:
    """Choose the levels that most criteria have as the rubric's own."""
    common = Counter(_names(draft.levels) for draft in drafts).most_common(1)[0][0]
    levels = _levels(next(draft.levels for draft in drafts if _names(draft.levels) == common))
    return Scale(levels, standard_of(levels), ranges=_ranges(found, drafts, asking))


def _ranges(found: FoundRubric, drafts: tuple[_Draft, ...], asking: Asking) -> bool:
    free = [draft for draft in drafts if draft.found.ranges or any(level.down_to is not None for level in draft.levels)]
    if not free or len(free) == len(drafts):
        return bool(free)
    text = _("Some criteria allow any points between two levels, others don't. What shall hold for the whole rubric?")
    offered = choices(("any", _("Any points between two levels")), ("levels", _("Only the points of the levels")))
    return asking.ask(free[0].found.place, free[0].title, Question(f"{found.key}.ranges", text, offered)) == "any"


def _names(levels: tuple[ValuedLevel, ...]) -> tuple[tuple[Fraction, str], ...]:
    return tuple((level.value, level.label) for level in levels)


def _levels(levels: tuple[ValuedLevel, ...]) -> tuple[Level, ...]:
    taken: set[str] = set()
    made: list[Level] = []
    for level in levels:
        label = level.label or plain(level.value)
        key = unused_id(slug(label) or plain(level.value), taken)
        taken.add(key)
        made.append(Level(level.value, key, label))
    return tuple(made)


def _criterion(draft: _Draft, scale: Scale) -> Criterion:
    levels = _levels(draft.levels)
    own = () if levels == scale.levels else levels
    return Criterion(
        id=draft.id,
        title=draft.title,
        section=draft.section,
        weight=draft.weight,
        floor=levels[0].value,
        critical=False,
        question=clean(draft.found.description),
        descriptors={level.value: level.text for level in draft.levels if level.text},
        own_levels=own,
        own_standard=standard_of(own) if own else None,
    )


def _in_sections(drafts: tuple[_Draft, ...]) -> tuple[tuple[Section, ...], tuple[_Draft, ...]]:
    """Give every criterion a section, in the order in which their titles first stand in the file."""
    names = list(dict.fromkeys((draft.found.section_code, one_line(draft.found.section)) for draft in drafts))
    ids: dict[tuple[str, str], str] = {}
    for number, (code, title) in enumerate(names):
        ids[code, title] = unused_id(_criterion_id(code) or _letter(number), set(ids.values()))
    placed = tuple(
        replace(draft, section=ids[draft.found.section_code, one_line(draft.found.section)]) for draft in drafts
    )
    titles = {id_: name[1] or (_("Criteria") if len(names) == 1 else _("Other criteria")) for name, id_ in ids.items()}
    members = {id_: tuple(draft.id for draft in placed if draft.section == id_) for id_ in titles}
    return tuple(Section(id_, title, members[id_]) for id_, title in titles.items()), placed


def _say_the_standard(scale: Scale, asking: Asking) -> None:
    standard = scale.level(scale.standard)
    if standard is not None:
        reason = _("It was made the standard, as the file doesn't say which level is. Change it where that is wrong.")
        asking.accepted(_("standard"), standard.label, reason)


def _external(found: FoundRubric, drafts: tuple[_Draft, ...]) -> Iterable[ExternalId]:
    if not found.system:
        return
    if found.source_id:
        yield ExternalId(found.system, "", found.source_id)
    for draft in drafts:
        if draft.found.source_id:
            yield ExternalId(found.system, draft.id, draft.found.source_id)
        for level in draft.levels:
            if level.source_id:
                yield ExternalId(found.system, f"{draft.id}/{level.value}", level.source_id)


def _criterion_id(code: str) -> str:
    return _NOT_IN_AN_ID.sub("-", one_line(code))[:_LONGEST_ID].strip("-.")


def _rubric_id(title: str) -> str:
    return slug(title) or f"rubric-{hashlib.sha256(title.encode()).hexdigest()[:8]}"


def _letter(number: int) -> str:
    before, last = divmod(number, 26)
    return (_letter(before - 1) if before else "") + chr(ord("A") + last)
