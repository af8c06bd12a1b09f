"""Ratings by any number of raters, with gaps, counted by pattern, so that size costs nothing after one pass."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from certdesk.core.statistics.kappa import PairCounts

Pattern = tuple[tuple[int, int], ...]
"""What one unit got: (rater, category), both as indices, in the order of the raters."""
CategoryCounts = tuple[tuple[int, int], ...]
"""What one unit got, whoever gave it: (category, how often), in the order of the categories."""


@dataclass(frozen=True, slots=True)
class RatingTable:
    """Ratings of units: each pattern and how many units have it. Units that nobody rated are not in it.

    ``categories`` is the length of the full scale; ``raters`` counts those who rated anything.
    """

    categories: int
    raters: int
    patterns: tuple[tuple[Pattern, int], ...]

    @property
    def units(self) -> int:
        """How many units have a rating."""
        return sum(count for _pattern, count in self.patterns)

    @property
    def units_with_two(self) -> int:
        """How many units have two ratings or more."""
        return sum(count for pattern, count in self.patterns if len(pattern) > 1)

    def by_category(self) -> tuple[tuple[CategoryCounts, int], ...]:
        """Return the patterns without who gave which rating, and how many units have each, in a fixed order."""
        found: Counter[CategoryCounts] = Counter()
        for pattern, count in self.patterns:
            found[tuple(sorted(Counter(category for _rater, category in pattern).items()))] += count
        return tuple(sorted(found.items()))


def table_of_ratings(ratings: Mapping[tuple[Hashable, Hashable], int], categories: int) -> RatingTable:
    """Make a table of (unit, rater) -> category index. Raises ValueError for an index outside the scale."""
    units: defaultdict[Hashable, list[tuple[Hashable, int]]] = defaultdict(list)
    for (unit, rater), category in ratings.items():
        units[unit].append((rater, category))
    places = {rater: place for place, rater in enumerate(dict.fromkeys(rater for _unit, rater in ratings))}
    return _table(
        Counter(tuple(sorted((places[who], what) for who, what in row)) for row in units.values()), categories
    )


def table_of_rows(rows: Iterable[Sequence[int | None]], categories: int) -> RatingTable:
    """Make a table of one row per unit and one column per rater; None where a rater did not rate."""
    counted = Counter(map(tuple, rows))
    patterns: Counter[Pattern] = Counter()
    for row, count in counted.items():
        patterns[tuple((rater, what) for rater, what in enumerate(row) if what is not None)] += count
    return _table(patterns, categories)


def table_of_pairs(counts: PairCounts, categories: int) -> RatingTable:
    """Make a table of two raters from the counts of their pairs."""
    return _table(Counter({((0, one), (1, other)): n for (one, other), n in counts.items() if n}), categories)


def table_of_counts(rows: Iterable[Sequence[int]]) -> RatingTable:
    """Make a table of how many raters chose each category, one row per unit (the form of Fleiss 1971).

    Nobody knows who gave which rating here, so the raters are numbered anew in every unit.
    """
    kept = [tuple(row) for row in rows]
    patterns: Counter[Pattern] = Counter()
    for row in kept:
        given = [category for category, count in enumerate(row) for _each in range(count)]
        patterns[tuple(enumerate(given))] += 1
    return _table(patterns, len(kept[0]) if kept else 0)


def _table(patterns: Counter[Pattern], categories: int) -> RatingTable:
    rated = sorted((pattern, count) for pattern, count in patterns.items() if pattern)
    if any(not 0 <= category < categories for pattern, _count in rated for _rater, category in pattern):
        raise ValueError(categories)
    raters = {rater for pattern, _count in rated for rater, _category in pattern}
    return RatingTable(categories, len(raters), tuple(rated))
