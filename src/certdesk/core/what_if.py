"""What another cut, weight or floor would do to results that are there: how many of each outcome, and who flips why."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from certdesk.core.decision import INCOMPLETE
from certdesk.core.flips import Flip, explain_flip
from certdesk.core.quick_decisions import QuickDecisions
from certdesk.core.rubric import Rubric
from certdesk.core.scoring import Marks
from certdesk.core.words import _


@dataclass(frozen=True, slots=True)
class OutcomeCount:
    """One outcome: how many results have it by the rules as they are, and how many by the changed ones."""

    outcome: str
    label: str
    certifies: bool
    before: int
    after: int


@dataclass(frozen=True, slots=True)
class WhatIf:
    """What changed rules do. ``outcomes`` holds one (key, before, after) for each result, in their order."""

    outcomes: tuple[tuple[str, str, str], ...]
    counts: tuple[OutcomeCount, ...]
    flips: tuple[Flip, ...]


def what_if(before: Rubric, after: Rubric, results: Iterable[tuple[str, Marks]]) -> WhatIf:
    """Decide each result (a key and its marks) by both rubrics; only those that flip are explained.

    Neither rubric needs to be sound. Keeps every result in memory until it is done.
    """
    given = tuple(results)
    tried = tuple(_tried(QuickDecisions(before), QuickDecisions(after), given))
    flips = tuple(
        explain_flip(before, after, result, (was, now))
        for result, (_key, was, now) in zip(given, tried, strict=True)
        if was != now
    )
    return WhatIf(tried, _counts(before, after, tried), flips)


def _tried(
    one: QuickDecisions, other: QuickDecisions, given: tuple[tuple[str, Marks], ...]
) -> Iterator[tuple[str, str, str]]:
    alike = one.reads_like(other)
    for key, marks in given:
        row = one.row(marks)
        again = row if alike else other.row(marks)
        yield key, one.outcome_of(row, marks), other.outcome_of(again, marks)


def _counts(before: Rubric, after: Rubric, tried: tuple[tuple[str, str, str], ...]) -> tuple[OutcomeCount, ...]:
    """Count in the order of the changed rules; what only the old ones have comes after, what is incomplete last."""
    was = Counter(each for _key, each, _now in tried)
    now = Counter(each for _key, _was, each in tried)
    known = {outcome.id: outcome for rules in (after, before) for outcome in reversed(rules.decision.outcomes)}
    order = dict.fromkeys(outcome.id for rules in (after, before) for outcome in rules.decision.outcomes)
    counts = [OutcomeCount(id_, known[id_].label, known[id_].certifies, was[id_], now[id_]) for id_ in order]
    incomplete = OutcomeCount(
        INCOMPLETE, _("Incomplete"), certifies=False, before=was[INCOMPLETE], after=now[INCOMPLETE]
    )
    return (*counts, incomplete)
