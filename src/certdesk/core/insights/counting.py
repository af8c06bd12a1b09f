"""Counts the marks of many results, criterion by criterion."""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Mapping, Sequence
from dataclasses import replace
from fractions import Fraction

from certdesk.core.cohorts import CohortResult
from certdesk.core.insights.figures import CriterionFigures, LevelCount, OutcomeFigure
from certdesk.core.insights.marks_table import MarksTable
from certdesk.core.marks import UNMARKED, CommentOnly, NotObserved, Unscorable
from certdesk.core.rubric import Rubric, Scale
from certdesk.core.statistics.proportions import proportion
from certdesk.core.statistics.results import Interval, NotComputed, Proportion, with_t_interval
from certdesk.core.words import ngettext


def count_criteria(table: MarksTable, smallest: int) -> tuple[CriterionFigures, ...]:
    """Count every criterion of a rubric; one with fewer levels than ``smallest`` is hidden."""
    return tuple(count_criterion(table, at, smallest) for at in range(len(table.rubric.criteria)))


def count_criterion(table: MarksTable, place: int, smallest: int) -> CriterionFigures:
    """Count the criterion at a place of the rubric."""
    criterion = table.rubric.criteria[place]
    scale = table.rubric.scale_of(criterion)
    bare = CriterionFigures(criterion.id, criterion.title, criterion.section, scale.standard)
    counts = Counter(row[place] for row in table.rows)
    given = {table.level(mark): n for mark, n in counts.items() if isinstance(mark, int)}
    n = sum(given.values())
    if n < smallest:
        return replace(bare, hidden=too_few(smallest))
    reached = Counter[Fraction]()
    for level, count in given.items():
        reached[reached_level(scale, level)] += count
    below = sum(count for level, count in given.items() if scale.is_below_standard(level))
    codes = Counter({mark.code: count for mark, count in counts.items() if isinstance(mark, Unscorable)})
    return replace(
        bare,
        n=n,
        levels=tuple(
            LevelCount(one.value, one.label, reached[one.value], Fraction(reached[one.value], n), below_standard)
            for one in scale.levels
            for below_standard in (scale.is_below_standard(one.value),)
        ),
        between=sum(count for level, count in given.items() if scale.level(level) is None),
        not_observed=counts[NotObserved()],
        unscorable=codes.total(),
        comment_only=counts[CommentOnly()],
        unmarked=counts[UNMARKED],
        codes=tuple(sorted(codes.items())),
        mean=sum((level * count for level, count in given.items()), Fraction(0)) / n,
        mean_interval=_interval_of_mean(given, scale),
        at_standard=_share(n - below, n),
        below_standard=_share(below, n),
    )


def reached_level(scale: Scale, value: Fraction) -> Fraction:
    """Return the step that a value counts to: that in whose range it lies, or the highest that is not above it.

    So the mean of 2 and 3 counts to level 2, as it counts for the decision: it is below a standard of 3.
    """
    if scale.ranges:
        return scale.counted(value)
    return max((one.value for one in scale.levels if one.value <= value), default=scale.levels[0].value)


def count_outcomes(rubric: Rubric, results: Sequence[CohortResult]) -> tuple[OutcomeFigure, ...]:
    """Count the outcomes in the order of the rubric, those that it does not know (incomplete) at the end."""
    counts = Counter(one.outcome for one in results)
    known = {one.id: (one.label, one.certifies) for one in rubric.decision.outcomes}
    others = {one.outcome: (one.label, one.certifies) for one in results if one.outcome not in known}
    n = len(results)
    return tuple(
        OutcomeFigure(id_, label, certifies, share)
        for id_, (label, certifies) in {**known, **dict(sorted(others.items()))}.items()
        if (share := _share(counts[id_], n)) is not None
    )


def certified_of(results: Sequence[CohortResult]) -> Proportion | None:
    """Return how many have a certificate."""
    return _share(sum(one.certifies for one in results), len(results))


def too_few(smallest: int) -> str:
    """Say why a number is not told."""
    text = ngettext("hidden, fewer than {count} teacher", "hidden, fewer than {count} teachers", smallest)
    return text.format(count=smallest)


def sums_by_group(table: MarksTable, groups: Sequence[Hashable]) -> dict[Hashable, Sums]:
    """Add levels up by group: sum and number of levels for each criterion; ``groups`` are those of the table's rows."""
    width = len(table.rubric.criteria)
    found: dict[Hashable, tuple[list[int], list[int]]] = {}
    for row, group in zip(table.rows, groups, strict=True):
        known = found.get(group)
        if known is None:
            known = found[group] = ([0] * width, [0] * width)
        sums, counts = known
        for at, entry in enumerate(row):
            if type(entry) is int:
                sums[at] += entry
                counts[at] += 1
    return {
        group: [(table.level(total), n) for total, n in zip(sums, counts, strict=True)]
        for group, (sums, counts) in found.items()
    }


Sums = list[tuple[Fraction, int]]
"""For each criterion the sum of levels, and how many there are."""


def _share(count: int, n: int) -> Proportion | None:
    found = proportion(count, n)
    return None if isinstance(found, NotComputed) else found


def _interval_of_mean(given: Mapping[Fraction, int], scale: Scale) -> Interval | None:
    n = sum(given.values())
    mean = sum((level * count for level, count in given.items()), Fraction(0)) / n
    if n < 2:
        return None
    variance = sum(count * (level - mean) ** 2 for level, count in given.items()) / (n - 1)
    bounds = float(scale.levels[0].value), float(scale.levels[-1].value)
    found = with_t_interval(float(mean), n, float(variance) / n, bounds).interval
    return None if isinstance(found, NotComputed) else found
