"""What another cut, weight or floor would do to results that are there: who gets which outcome, and how many."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from certdesk.core.decision import INCOMPLETE
from certdesk.core.quick_decisions import QuickDecisions
from certdesk.core.rubric import Rubric
from certdesk.core.scoring import Marks
from certdesk.core.words import _

Outcomes = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class OutcomeCount:
    """One outcome: how many results have it by the rules as they are, and how many by the changed ones."""

    outcome: str
    label: str
    certifies: bool
    before: int
    after: int


def outcomes_by_both(
    before: Rubric, after: Rubric, results: Sequence[Marks], known: Outcomes | None = None
) -> tuple[Outcomes, Outcomes]:
    """Return the id of each result's outcome by both rubrics, in the order of the results.

    ``known`` are those by the first, where they were found already. Neither rubric needs to be sound.
    """
    second = QuickDecisions(after)
    if known is not None:
        return known, tuple(map(second.outcome, results))
    first = QuickDecisions(before)
    alike = first.reads_like(second)
    was: list[str] = []
    now: list[str] = []
    for marks in results:
        row = first.row(marks)
        was.append(first.outcome_of(row, marks))
        now.append(second.outcome_of(row if alike else second.row(marks), marks))
    return tuple(was), tuple(now)


def count_outcomes(before: Rubric, after: Rubric, was: Outcomes, now: Outcomes) -> tuple[OutcomeCount, ...]:
    """Count in the order of the changed rules; what only the old ones have comes after, what is incomplete last."""
    old, new = Counter(was), Counter(now)
    known = {outcome.id: outcome for rules in (before, after) for outcome in reversed(rules.decision.outcomes)}
    order = dict.fromkeys(outcome.id for rules in (after, before) for outcome in rules.decision.outcomes)
    return (
        *(OutcomeCount(id_, known[id_].label, known[id_].certifies, old[id_], new[id_]) for id_ in order),
        OutcomeCount(INCOMPLETE, _("Incomplete"), certifies=False, before=old[INCOMPLETE], after=new[INCOMPLETE]),
    )
