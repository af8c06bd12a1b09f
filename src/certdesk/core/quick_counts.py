"""Counting the criteria at a level in rows of whole numbers."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from math import ceil, floor

from certdesk.core.conditions import Comparing, CountAtLevel
from certdesk.core.rubric import Scale


def counter(condition: CountAtLevel, scales: Sequence[Scale], unit: int) -> Callable[[Sequence[int]], bool]:
    """Make the check of a count: ``scales`` are those of a row's criteria, ``unit`` the steps of a level of one."""
    bounds = [_bounds(condition, scale, unit) for scale in scales]
    least = 0 if condition.at_least is None else condition.at_least
    most = len(bounds) if condition.at_most is None else condition.at_most
    if len(set(bounds)) == 1 and bounds[0][0] == bounds[0][1]:
        same = bounds[0][0]
        return lambda row: least <= row.count(same) <= most
    return lambda row: (
        least <= sum(low <= steps <= high for steps, (low, high) in zip(row, bounds, strict=True)) <= most
    )


def _bounds(condition: CountAtLevel, scale: Scale, unit: int) -> tuple[int, int]:
    """Return the lowest and the highest step that is counted; where none is, the highest is under the lowest."""
    values = [level.value for level in scale.levels]
    under_all, over_all = floor(values[0] * unit) - 1, ceil(values[-1] * unit) + 1
    wanted = condition.level
    if not scale.ranges:
        low, high = ceil(wanted * unit), floor(wanted * unit)
    elif condition.comparing is Comparing.EXACTLY and wanted not in values:
        return over_all, under_all
    else:
        # A level stands for what is above the one below it, up to its own value.
        low = max((floor(each * unit) + 1 for each in values if each < wanted), default=under_all)
        high = max((floor(each * unit) for each in values if each <= wanted), default=under_all)
    match condition.comparing:
        case Comparing.EXACTLY:
            return low, high
        case Comparing.OR_ABOVE:
            return low, over_all
        case Comparing.OR_BELOW:
            return under_all, high
