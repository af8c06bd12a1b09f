"""The conditions of which decision rules are made, as data."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction


@dataclass(frozen=True, slots=True)
class MeanAtLeast:
    """The weighted mean over all criteria that have a level."""

    cut: Fraction


@dataclass(frozen=True, slots=True)
class TotalAtLeast:
    """The sum of weight times level."""

    cut: Fraction


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
class CountAtLevel:
    """How many criteria stand exactly at a level, with a least or a most number."""

    level: Fraction
    at_least: int | None = None
    at_most: int | None = None


Condition = (
    MeanAtLeast
    | TotalAtLeast
    | EveryCriterionAtLeast
    | FloorsMet
    | BelowFloorAtMost
    | CriticalAtLeast
    | SectionMeanAtLeast
    | CountAtLevel
)
