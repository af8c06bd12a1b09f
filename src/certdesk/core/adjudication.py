"""The programme's table: which mark counts where independent assessors marked the same criterion.

Levels are compared in steps of the criterion's own scale: neighbouring levels are one step apart whatever numbers the
rubric writes on them, a half level lies half a step from each of its neighbours. "Adjacent" is at most one step, so two
assessors with 2 and 3, or with 2.5 and 3, are adjacent; with 2.5 and 4 they are not. A mean only ever stands for two
levels. A code ("unscorable"), "not observed" and a comment alone are no levels: where assessors differ in them somebody
else has to look, and neither a mean nor a median is made of them.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

from certdesk.core.marks import LevelGiven, Mark, Unmarked, Unscorable
from certdesk.core.policy import AdjudicationTable, Settle
from certdesk.core.rubric import Scale

ONLY_MARK, THIRD_EQUALS, MEDIAN, RULED = "only_mark", "third_equals_one", "median_of_three", "ruled"
MAJORITY, MEDIAN_OF_ALL = "majority", "median_of_all"
_ONE_STEP = Fraction(1)


class Step(StrEnum):
    """What has to happen before a criterion is settled."""

    THIRD = "third"
    """Somebody else marks it, who has not marked the portfolio before."""
    RULE = "rule"
    """The programme lead decides, with a reason."""


class Why(StrEnum):
    """Why marks do not settle a criterion."""

    OUTCOMES = "outcomes_differ"
    APART = "two_or_more_apart"
    ONE_CODE = "one_code"
    TWO_CODES = "two_codes"
    NO_LEVEL = "one_without_level"
    UNMARKED = "unmarked"
    OFF_SCALE = "off_scale"
    BY_TABLE = "by_the_table"
    WITH_OTHERS = "with_others"
    """Adjacent, and drawn in because the two lead to different outcomes elsewhere."""
    MEANS = "means_change_outcome"
    """Both lead to one outcome, but the means of their levels do not."""
    NO_MIDDLE = "no_middle"


@dataclass(frozen=True, slots=True)
class Settled:
    """The mark that counts, and by which rule; see `SettledMark.rule` in `core.cohorts`."""

    mark: Mark
    rule: str
    averaged: bool = False


@dataclass(frozen=True, slots=True)
class Open:
    """What has to happen next, and why. ``all_in_dispute`` draws in every criterion on which the two differ."""

    step: Step
    why: Why
    all_in_dispute: bool = False


def steps_apart(scale: Scale, one: Fraction, other: Fraction) -> Fraction:
    """Return how many steps of the scale lie between two values. Both must lie on it (`Scale.covers`)."""
    return abs(_place(scale, one) - _place(scale, other))


def settle_two(
    scale: Scale, table: AdjudicationTable, marks: tuple[Mark, Mark], *, same_outcome: bool
) -> Settled | Open:
    """Apply the table to two independent marks; the order of the two does not matter.

    ``same_outcome`` says that both whole assessments lead to the same outcome; "incomplete" is one.
    """
    one, other = marks
    strange = _strange(scale, marks)
    if strange:
        return strange
    if one == other:
        return Settled(one, Settle.SAME.value)
    if not (isinstance(one, LevelGiven) and isinstance(other, LevelGiven)):
        return _open(table.one_code, _why_no_level(one, other))
    if steps_apart(scale, one.level, other.level) > _ONE_STEP:
        action, why = table.two_apart, Why.APART
    elif same_outcome:
        action, why = table.adjacent_same_outcome, Why.BY_TABLE
    else:
        action, why = table.adjacent_other_outcome, Why.OUTCOMES
    if action is Settle.MEAN:
        return Settled(LevelGiven((one.level + other.level) / 2), Settle.MEAN.value, averaged=True)
    return _open(action, why)


def settle_three(scale: Scale, two: tuple[Mark, Mark], third: Mark) -> Settled | Open:
    """Settle what two could not with the mark of a third: one of theirs, else the middle one of three levels.

    Where the three differ and one of them is no level there is no middle, and the lead decides.
    """
    strange = _strange(scale, (third,))
    if strange:
        return Open(Step.RULE, strange.why)
    if third in two:
        return Settled(third, THIRD_EQUALS)
    levels = [mark.level for mark in (*two, third) if isinstance(mark, LevelGiven) and scale.covers(mark.level)]
    if len(levels) < 3:
        return Open(Step.RULE, Why.NO_MIDDLE)
    return Settled(LevelGiven(sorted(levels)[1]), MEDIAN)


def settle_many(scale: Scale, marks: Sequence[Mark], *, last: bool = False) -> Settled | Open:
    """Settle three or more independent marks: all equal; what more than half gave; the middle one of all levels.

    An even number of levels has a middle only where the two in the middle are equal; else one more assessor is
    needed, and where one was asked already (``last``) the lead decides. Nothing is averaged.
    """
    step = Step.RULE if last else Step.THIRD
    strange = _strange(scale, marks)
    if strange:
        return Open(step, strange.why)
    mark, count = Counter(marks).most_common(1)[0]
    if count == len(marks):
        return Settled(mark, Settle.SAME.value)
    if 2 * count > len(marks):
        return Settled(mark, MAJORITY)
    levels = sorted(mark.level for mark in marks if isinstance(mark, LevelGiven))
    if len(levels) < len(marks):
        return Open(step, Why.NO_MIDDLE)
    low, high = levels[(len(levels) - 1) // 2], levels[len(levels) // 2]
    if low != high:
        return Open(step, Why.NO_MIDDLE)
    return Settled(LevelGiven(low), MEDIAN_OF_ALL)


def _open(action: Settle, why: Why) -> Open:
    return Open(Step.THIRD, why, all_in_dispute=action is Settle.THIRD_ALL_IN_DISPUTE)


def _strange(scale: Scale, marks: Sequence[Mark]) -> Open | None:
    """Say that a mark is missing, or lies beyond the scale: nobody's vote counts that the rubric has no room for."""
    if any(isinstance(mark, Unmarked) for mark in marks):
        return Open(Step.THIRD, Why.UNMARKED)
    if any(isinstance(mark, LevelGiven) and not scale.covers(mark.level) for mark in marks):
        return Open(Step.THIRD, Why.OFF_SCALE)
    return None


def _why_no_level(one: Mark, other: Mark) -> Why:
    codes = [isinstance(mark, Unscorable) for mark in (one, other)]
    if all(codes):
        return Why.TWO_CODES
    if any(codes) and any(isinstance(mark, LevelGiven) for mark in (one, other)):
        return Why.ONE_CODE
    return Why.NO_LEVEL


def _place(scale: Scale, value: Fraction) -> Fraction:
    """Return where a value lies among the levels: 0 is the lowest; between two levels in proportion."""
    levels = sorted({level.value for level in scale.levels})
    below = max(place for place, level in enumerate(levels) if level <= value)
    if levels[below] == value:
        return Fraction(below)
    return below + (value - levels[below]) / (levels[below + 1] - levels[below])
