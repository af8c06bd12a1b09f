"""Whether many-facet measures can be estimated: every assessor uses several levels, and all of them are linked."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Hashable, Sequence

from certdesk.core.words import _

Row = tuple[Hashable, Hashable, Hashable, int]
"""Portfolio, assessor, criterion, score."""


def not_estimable(rows: Sequence[Row]) -> str:
    """Say why measures can't be estimated; empty if they can."""
    if len({row[3] for row in rows}) < 2:
        return _("There are no portfolios with different levels, so severity can't be told from quality")
    if len({row[1] for row in rows}) < 2:
        return _("One assessor alone has no severity: there is nobody to compare with")
    for facet, text in (
        (1, _("An assessor gave nothing but the lowest or the highest level, so the severity has no limit")),
        (2, _("On one criterion everybody got the lowest or the highest level, so its difficulty has no limit")),
    ):
        if _has_extreme(rows, facet):
            return text
    if not _linked(rows):
        return _("Not all assessors are linked by portfolios that both marked, so they can't be compared")
    return ""


def _has_extreme(rows: Sequence[Row], facet: int) -> bool:
    low, high = min(row[3] for row in rows), max(row[3] for row in rows)
    scores: defaultdict[Hashable, set[int]] = defaultdict(set)
    for row in rows:
        scores[row[facet]].add(row[3])
    return any(found in ({low}, {high}) for found in scores.values())


def _linked(rows: Sequence[Row]) -> bool:
    """Whether differences inside portfolios determine all assessors and criteria.

    The design without the portfolios must have full rank, apart from the two sums that are set to 0.
    """
    names = [*dict.fromkeys((1, row[1]) for row in rows), *dict.fromkeys((2, row[2]) for row in rows)]
    places = {name: place for place, name in enumerate(names)}
    matrix = [[0.0] * len(names) for _name in names]
    of_portfolio: defaultdict[Hashable, list[tuple[int, int]]] = defaultdict(list)
    for row in rows:
        of_portfolio[row[0]].append((places[1, row[1]], places[2, row[2]]))
    for own in of_portfolio.values():
        sums = Counter(place for pair in own for place in pair)
        for pair in own:
            for one in pair:
                for other in pair:
                    matrix[one][other] += 1
        for one, times in sums.items():
            for other, more in sums.items():
                matrix[one][other] -= times * more / len(own)
    return _rank(matrix) == len(names) - 2


def _rank(matrix: list[list[float]]) -> int:
    """Return the rank by elimination with full rows exchanged for the largest pivot."""
    rank, size = 0, len(matrix)
    for column in range(size):
        pivot = max(range(rank, size), key=lambda row: abs(matrix[row][column]), default=None)
        if pivot is None or abs(matrix[pivot][column]) < 1e-8:
            continue
        matrix[rank], matrix[pivot] = matrix[pivot], matrix[rank]
        top = matrix[rank]
        for row in range(rank + 1, size):
            factor = matrix[row][column] / top[column]
            if factor:
                matrix[row] = [value - factor * above for value, above in zip(matrix[row], top, strict=True)]
        rank += 1
    return rank
