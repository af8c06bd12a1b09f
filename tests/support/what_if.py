"""What-if as a whole, from the parts that the program puts together bit by bit."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from certdesk.core.flips import Flip, explain_flip
from certdesk.core.rubric import Rubric
from certdesk.core.scoring import Marks
from certdesk.core.what_if import OutcomeCount, count_outcomes, outcomes_by_both


@dataclass(frozen=True)
class WhatIf:
    """What changed rules do; ``outcomes`` holds one (key, before, after) for each result."""

    outcomes: tuple[tuple[str, str, str], ...]
    counts: tuple[OutcomeCount, ...]
    flips: tuple[Flip, ...]


def what_if(before: Rubric, after: Rubric, results: Iterable[tuple[str, Marks]]) -> WhatIf:
    """Decide each result, a key and its marks, by both rubrics, and explain those that flip."""
    given = tuple(results)
    was, now = outcomes_by_both(before, after, [marks for _key, marks in given])
    flips = tuple(
        explain_flip(before, after, result, (one, other))
        for result, one, other in zip(given, was, now, strict=True)
        if one != other
    )
    outcomes = tuple((key, one, other) for (key, _marks), one, other in zip(given, was, now, strict=True))
    return WhatIf(outcomes, count_outcomes(before, after, was, now), flips)
