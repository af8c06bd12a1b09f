"""A rubric's worked examples: its own test, run whenever it is loaded or published."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from certdesk.core.decision import decide
from certdesk.core.errors import RubricError
from certdesk.core.fields import exact_number, shown, written
from certdesk.core.marks import UNMARKED, CommentOnly, LevelGiven, Mark, NotObserved, Unscorable
from certdesk.core.rubric import Rubric, WorkedExample
from certdesk.core.words import _


@dataclass(frozen=True, slots=True)
class ExampleResult:
    """What a worked example promised and what the rules gave; ``found_mean`` is None when no criterion has a level."""

    name: str
    expected_mean: Fraction
    found_mean: Fraction | None
    expected_outcome: str
    found_outcome: str

    @property
    def passed(self) -> bool:
        """Whether mean and outcome are exactly as promised."""
        return self.expected_mean == self.found_mean and self.expected_outcome == self.found_outcome


def example_name(name: str) -> str:
    """Return the name of an example as a heading: with a capital, but for a first word such as pH that has one."""
    first = name.partition(" ")[0]
    return name[:1].upper() + name[1:] if first.islower() else name


def run_examples(rubric: Rubric) -> tuple[ExampleResult, ...]:
    """Apply the rubric to each of its worked examples. Raises RubricError for a mark that can't be read."""
    return tuple(_run(rubric, example) for example in rubric.examples)


def check_examples(rubric: Rubric) -> None:
    """Raise RubricError naming the first worked example that the rubric's own rules contradict."""
    for result in run_examples(rubric):
        if not result.passed:
            found = _("no mean") if result.found_mean is None else written(result.found_mean)
            text = _(
                "Worked example “{name}” of {rubric}: expected mean {expected_mean} and outcome “{expected_outcome}”, "
                "found {found_mean} and “{found_outcome}”."
            )
            message = text.format(
                name=result.name,
                rubric=rubric.title,
                expected_mean=written(result.expected_mean),
                expected_outcome=result.expected_outcome,
                found_mean=found,
                found_outcome=result.found_outcome,
            )
            raise RubricError(message, _("Correct the example, or the rule that it contradicts."))


def example_marks(rubric: Rubric, example: WorkedExample) -> Mapping[str, Mark]:
    """Return the marks of a worked example: levels such as 3 or 2.5, NO, an unscorable code, "comment" or "-"."""
    return {criterion_id: example_mark(rubric, example, text) for criterion_id, text in example.marks.items()}


def example_mark(rubric: Rubric, example: WorkedExample, text: str) -> Mark:
    """Read one mark of a worked example. Raises RubricError that names the example."""
    try:
        return _mark(text)
    except ValueError as error:
        problem = _("Worked example “{name}” of {rubric}: “{text}” is not a mark.")
        hint = _("Write a level such as 3 or 2.5, NO for not observed, or a code such as U-AUDIO.")
        message = problem.format(name=example.name, rubric=rubric.title, text=shown(text))
        raise RubricError(message, hint) from error


def _mark(text: str) -> Mark:
    match text.strip().upper():
        case "NO":
            return NotObserved()
        case "-":
            return UNMARKED
        case "COMMENT":
            return CommentOnly()
        case code if code.startswith("U-"):
            return Unscorable(code)
        case number:
            return LevelGiven(exact_number(number))


def _run(rubric: Rubric, example: WorkedExample) -> ExampleResult:
    decision = decide(rubric, example_marks(rubric, example))
    return ExampleResult(example.name, example.mean, decision.mean, example.outcome, decision.outcome)
