"""The conditions of which decision rules are made, as data."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction


@dataclass(frozen=True, slots=True)
class MeanAtLeast:
    """The mean over all criteria that have a level, by weight or plain."""

    cut: Fraction
    weighted: bool = True


@dataclass(frozen=True, slots=True)
class TotalAtLeast:
    """The sum of weight times level, or of the plain levels."""

    cut: Fraction
    weighted: bool = True


@dataclass(frozen=True, slots=True)
class EveryCriterionAtLeast:
    """Every criterion with a level reaches it."""

    level: Fraction


@dataclass(frozen=True, slots=True)
class FloorsMet:
    """Every criterion reaches its own floor."""


@dataclass(frozen=True, slots=True)
class BelowFloorAtMost:
    """No more than so many criteria miss their own floor."""

    count: int


@dataclass(frozen=True, slots=True)
class CriticalAtLeast:
    """Every critical criterion reaches the level."""

    level: Fraction


@dataclass(frozen=True, slots=True)
class SectionMeanAtLeast:
    """The weighted mean of one section."""

    section: str
    cut: Fraction


@dataclass(frozen=True, slots=True)
class SectionTotalAtLeast:
    """The sum over one section, by weight or plain."""

    section: str
    cut: Fraction
    weighted: bool = True


class Comparing(StrEnum):
    """Which criteria a count takes in: those exactly at the level, or those beyond it too."""

    EXACTLY = "exactly"
    OR_ABOVE = "or_above"
    OR_BELOW = "or_below"


@dataclass(frozen=True, slots=True)
class CountAtLevel:
    """How many criteria stand at a level, with a least or a most number."""

    level: Fraction
    at_least: int | None = None
    at_most: int | None = None
    comparing: Comparing = Comparing.EXACTLY


@dataclass(frozen=True, slots=True)
class NamedAtLeast:
    """Each of the named criteria reaches the level."""

    criteria: tuple[str, ...]
    level: Fraction


@dataclass(frozen=True, slots=True)
class NotObservedAtMost:
    """Completeness: no more than so many criteria are not observed; with 0 every criterion has a level."""

    count: int


@dataclass(frozen=True, slots=True)
class BankedAtMost:
    """No more than so many criteria stand on results from an earlier attempt."""

    count: int


Condition = (
    MeanAtLeast
    | TotalAtLeast
    | EveryCriterionAtLeast
    | FloorsMet
    | BelowFloorAtMost
    | CriticalAtLeast
    | SectionMeanAtLeast
    | SectionTotalAtLeast
    | CountAtLevel
    | NamedAtLeast
    | NotObservedAtMost
    | BankedAtMost
)
