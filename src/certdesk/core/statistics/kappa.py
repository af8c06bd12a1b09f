"""Cohen's kappa of two raters, plain and weighted, over the full scale."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from certdesk.core.statistics.reasons import all_equal, one_constant, too_few_pairs
from certdesk.core.statistics.results import Estimate, NotComputed, with_normal_interval
from certdesk.core.statistics.weights import Weights

PairCounts = Mapping[tuple[int, int], int]
"""How often the first rater chose one category and the second another, by their indices in the scale."""


def count_pairs(first: Iterable[int], second: Iterable[int]) -> Counter[tuple[int, int]]:
    """Count the pairs of two raters' category indices. Raises ValueError if one list is longer."""
    return Counter(zip(first, second, strict=True))


def counts_of_table(table: Sequence[Sequence[int]]) -> PairCounts:
    """Read a square table, rows by the first rater and columns by the second."""
    return {(row, column): n for row, cells in enumerate(table) for column, n in enumerate(cells) if n}


def cohen_kappa(counts: PairCounts, weights: Weights) -> Estimate | NotComputed:
    """Return kappa with the large-sample standard error; ``n`` counts pairs.

    Kappa: Cohen 1960 and 1968. Standard error: Fleiss, Cohen & Everitt 1969, formula 13, which is what SAS prints
    as ASE (not the one under the hypothesis of no agreement).
    """
    n = sum(counts.values())
    if n < 2:
        return too_few_pairs(n)
    rows, columns = _margins(counts, n)
    if len(rows) == len(columns) == 1 and rows.keys() == columns.keys():
        return all_equal(n)
    if len(rows) == 1 or len(columns) == 1:
        return Estimate(0.0, n, None, one_constant(n))
    row_means = {row: sum(weights.of(row, at) * share for at, share in columns.items()) for row in rows}
    column_means = {column: sum(weights.of(at, column) * share for at, share in rows.items()) for column in columns}
    expected = sum(share * row_means[row] for row, share in rows.items())
    # Disagreement is summed for itself: 1 - expected would lose digits where nearly everybody agrees.
    against = sum(
        share * other * (1 - weights.of(row, column))
        for row, share in rows.items()
        for column, other in columns.items()
    )
    disagreement = sum(count * (1 - weights.of(*pair)) for pair, count in counts.items() if count) / n
    kappa = 1 - disagreement / against
    square = sum(
        count / n * (weights.of(row, column) - (row_means[row] + column_means[column]) * (1 - kappa)) ** 2
        for (row, column), count in counts.items()
    )
    variance = (square - (kappa - expected * (1 - kappa)) ** 2) / (n * against**2)
    return with_normal_interval(kappa, n, variance if disagreement else 0.0, (-1.0, 1.0))


def _margins(counts: PairCounts, n: int) -> tuple[dict[int, float], dict[int, float]]:
    rows: Counter[int] = Counter()
    columns: Counter[int] = Counter()
    for (row, column), count in counts.items():
        if count:
            rows[row] += count
            columns[column] += count
    return {at: k / n for at, k in rows.items()}, {at: k / n for at, k in columns.items()}
