"""The marks of many results as a table of whole numbers, which a cohort of ten thousand is counted from in a moment."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import lcm

from certdesk.core.cohorts import CohortResult
from certdesk.core.marks import UNMARKED, LevelGiven, Mark
from certdesk.core.rubric import Rubric

Entry = int | Mark
"""A level, counted in parts of ``1 / unit``; or a mark that has none."""
Row = tuple[Entry, ...]


@dataclass(frozen=True, slots=True)
class MarksTable:
    """A row for each result, a column for each criterion of the rubric."""

    rubric: Rubric
    unit: int
    rows: tuple[Row, ...]

    def level(self, entry: int) -> Fraction:
        """Return the level that an entry stands for."""
        return Fraction(entry, self.unit)

    def only(self, places: Iterable[int]) -> MarksTable:
        """Return the table of some of the results."""
        return MarksTable(self.rubric, self.unit, tuple(self.rows[at] for at in places))


def table_of(rubric: Rubric, results: Sequence[CohortResult]) -> MarksTable:
    """Write the marks of results as a table."""
    ids = [criterion.id for criterion in rubric.criteria]
    whole = lcm(*{mark.level.denominator for one in results for mark in one.marks.values() if type(mark) is LevelGiven})
    return MarksTable(rubric, whole, tuple(_row(one, ids, whole) for one in results))


def _row(one: CohortResult, ids: Sequence[str], unit: int) -> Row:
    marks = [one.marks.get(id_, UNMARKED) for id_ in ids]
    return tuple(
        mark.level.numerator * (unit // mark.level.denominator) if type(mark) is LevelGiven else mark for mark in marks
    )
