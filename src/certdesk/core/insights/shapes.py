"""All figures as plain values for JSON and as rows for a spreadsheet; what is hidden has no number in either."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from typing import Any

from certdesk.core.insights.figures import CohortFigures, CriterionFigures, HeatMap, Trends
from certdesk.core.plain import to_plain
from certdesk.core.statistics.results import Interval, Proportion

HEAD = ("part", "row", "label", "column", "measure", "value", "n", "low", "high", "hidden")
Line = tuple[str, ...]


def shape_of(figures: CohortFigures) -> dict[str, Any]:
    """Return everything that is told as plain values. Shares and means are exact fractions as text, n whole numbers."""
    plain: dict[str, Any] = _without_kinds(to_plain(figures))
    return plain


def rows_of(figures: CohortFigures) -> Iterator[Line]:
    """Yield the head and a row for each number, with what it stands for; hidden ones have a reason instead."""
    yield HEAD
    yield _line(("cohort", figures.cohort, figures.programme, ""), "people", str(figures.people))
    yield _line(("cohort", figures.cohort, figures.programme, ""), "members", str(figures.members))
    yield _line(("cohort", figures.cohort, figures.programme, ""), "released", "yes" if figures.released else "no")
    if figures.hidden:
        yield _line(("cohort", figures.cohort, figures.programme, ""), "all", "", hidden=figures.hidden)
        return
    if figures.certified:
        yield _share(("certified", "", "", ""), "count", figures.certified)
    for outcome in figures.outcomes:
        yield _share(("outcome", outcome.id, outcome.label, ""), "count", outcome.share)
    for criterion in figures.criteria:
        yield from _criterion(criterion)
    for heat in figures.heat:
        yield from _heat(heat)
    yield from _growth(figures)
    yield from _trends(figures.trends)


def _criterion(one: CriterionFigures) -> Iterator[Line]:
    name = ("criterion", one.id, one.title, "")
    if one.hidden:
        yield _line(name, "all", "", hidden=one.hidden)
        return
    yield _line(name, "mean", _number(one.mean), n=one.n, interval=one.mean_interval)
    if one.at_standard and one.below_standard:
        yield _share(name, "at_standard", one.at_standard)
        yield _share(name, "below_standard", one.below_standard)
    for level in one.levels:
        at = ("criterion", one.id, one.title, _number(level.value))
        yield _line(at, "level", str(level.count), n=one.n)
    counts = (("not_observed", one.not_observed), ("unscorable", one.unscorable))
    for measure, count in (*counts, ("comment_only", one.comment_only), ("unmarked", one.unmarked)):
        yield _line(name, measure, str(count))
    for code, count in one.codes:
        yield _line(("criterion", one.id, one.title, code), "unscorable_code", str(count))


def _heat(heat: HeatMap) -> Iterator[Line]:
    for row in heat.rows:
        yield _line((heat.by.value, row.key, row.label, ""), "teachers", str(row.n), hidden=row.hidden)
        for column, cell in zip(heat.columns, row.cells, strict=True):
            at = (heat.by.value, row.key, row.label, column.id or "all")
            n = cell.n if cell.mean is not None else None
            yield _line(at, "mean", _number(cell.mean), n=n, hidden=cell.hidden)


def _growth(figures: CohortFigures) -> Iterator[Line]:
    growth, name = figures.growth, ("growth", "", "", "")
    if growth.hidden:
        yield _line(name, "all", "", hidden=growth.hidden)
        return
    for measure, count in (("up", growth.up), ("within_error", growth.within_error), ("down", growth.down)):
        yield _line(name, measure, str(count), n=growth.n)
    yield _line(name, "mean_change", _number(growth.mean_change), n=growth.n)
    yield _line(name, "scoring_error", f"{growth.error:.6g}" if growth.error else "", n=growth.error_n)
    yield _line(name, "smallest_change", f"{growth.band:.6g}" if growth.band else "", n=growth.error_n)


def _trends(trends: Trends) -> Iterator[Line]:
    for line in trends.lines:
        for point in line.points:
            at = ("trend", line.criterion or "certified", line.title, point.cohort)
            if point.share is None:
                yield _line(at, "count", "", hidden=point.hidden)
            else:
                yield _share(at, "count", point.share)


def _share(at: tuple[str, str, str, str], measure: str, share: Proportion) -> Line:
    return _line(at, measure, str(share.count), n=share.n, interval=share.interval)


def _line(
    at: tuple[str, str, str, str],
    measure: str,
    value: str,
    *,
    n: int | None = None,
    interval: Interval | None = None,
    hidden: str = "",
) -> Line:
    low, high = (f"{interval.low:.4f}", f"{interval.high:.4f}") if interval else ("", "")
    return (*at, measure, value, "" if n is None else str(n), low, high, hidden)


def _number(value: Fraction | None) -> str:
    """Write a mean with six decimals, enough to compute with."""
    if value is None:
        return ""
    return str(value.numerator) if value.denominator == 1 else f"{float(value):.6f}"


def _without_kinds(plain: Any) -> Any:  # noqa: ANN401 - what JSON has
    if isinstance(plain, dict):
        return {key: _without_kinds(value) for key, value in plain.items() if key != "is"}
    if isinstance(plain, list):
        return [_without_kinds(value) for value in plain]
    return plain
