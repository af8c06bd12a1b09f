"""A rubric: sections, criteria, levels with descriptors, and the rules that turn marks into an outcome."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction

from certdesk.core.conditions import Condition


@dataclass(frozen=True, slots=True)
class Level:
    """One step of the scale: its exact value, a stable key, and words."""

    value: Fraction
    key: str
    label: str
    meaning: str = ""


@dataclass(frozen=True, slots=True)
class Scale:
    """The ordered levels, the one that is the certificate standard, and what else may be marked."""

    levels: tuple[Level, ...]
    standard: Fraction
    not_observed_at_most: int = 0
    never_not_observed: frozenset[str] = frozenset()
    half_levels: bool = False

    def level(self, value: Fraction) -> Level | None:
        """Find the level with exactly this value."""
        return next((level for level in self.levels if level.value == value), None)

    def allows(self, value: Fraction) -> bool:
        """Whether an assessor may give this value: a level, or half-way between two where allowed."""
        if self.level(value):
            return True
        lowest, highest = self.levels[0].value, self.levels[-1].value
        return self.half_levels and lowest < value < highest and (value * 2).denominator == 1


@dataclass(frozen=True, slots=True)
class Section:
    """A group of criteria with its own mean."""

    id: str
    title: str
    criteria: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class EvidenceRule:
    """An evidence type that a criterion requires, with its limits in the type's own units."""

    type: str
    minimum: int = 1
    limits: tuple[tuple[str, Fraction], ...] = ()
    note: str = ""


@dataclass(frozen=True, slots=True)
class Cap:
    """The highest level that may be given when something is missing or wrong."""

    when: str
    max_level: Fraction
    reason: str


@dataclass(frozen=True, slots=True)
class Criterion:
    """One thing that is judged. Its identity is ``id``, never its title or place."""

    id: str
    title: str
    section: str
    weight: Fraction
    floor: Fraction
    critical: bool
    question: str
    descriptors: Mapping[Fraction, str]
    required: tuple[EvidenceRule, ...] = ()
    accepted: tuple[str, ...] = ()
    sufficiency: str = ""
    look_for: tuple[str, ...] = ()
    caps: tuple[Cap, ...] = ()


@dataclass(frozen=True, slots=True)
class Outcome:
    """A result that is given when all its conditions hold; good criteria may be banked for later attempts."""

    id: str
    label: str
    conditions: tuple[Condition, ...]
    certifies: bool = False
    banks_from: Fraction | None = None
    banks_months: int = 0


@dataclass(frozen=True, slots=True)
class DecisionRules:
    """Outcomes in order, and what makes a result incomplete."""

    outcomes: tuple[Outcome, ...]
    unscorable_at_least: int = 1
    unscorable_in_section: Mapping[str, int] = field(default_factory=dict)
    display_decimals: int = 2


@dataclass(frozen=True, slots=True)
class CertificateTerm:
    """How long a certificate holds, and how it is renewed."""

    valid_years: int
    renewal_window_months: int = 12
    renewal_route: str = ""


@dataclass(frozen=True, slots=True)
class WorkedExample:
    """Marks whose exact mean and outcome are known: the rubric's own test."""

    name: str
    marks: Mapping[str, str]
    mean: Fraction
    outcome: str


@dataclass(frozen=True, slots=True)
class Rubric:
    """One immutable version of a rubric."""

    id: str
    version: str
    language: str
    title: str
    audience: str
    purpose: str
    scale: Scale
    sections: tuple[Section, ...]
    criteria: tuple[Criterion, ...]
    decision: DecisionRules
    certificate: CertificateTerm
    examples: tuple[WorkedExample, ...] = ()

    def criterion(self, criterion_id: str) -> Criterion:
        """Find a criterion. Raises KeyError for an unknown id."""
        for criterion in self.criteria:
            if criterion.id == criterion_id:
                return criterion
        raise KeyError(criterion_id)

    def section(self, section_id: str) -> Section:
        """Find a section. Raises KeyError for an unknown id."""
        for section in self.sections:
            if section.id == section_id:
                return section
        raise KeyError(section_id)
