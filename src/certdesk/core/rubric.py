"""A rubric: sections, criteria, levels with descriptors, and the rules that turn marks into an outcome."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
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
    ranges: bool = False
    """A level stands for every value above the level below it, up to its own: any hundredth may be given."""

    def level(self, value: Fraction) -> Level | None:
        """Find the level with exactly this value."""
        return next((level for level in self.levels if level.value == value), None)

    def standing(self, value: Fraction) -> Level | None:
        """Find the level that a value counts as: the one with exactly it, or the one whose range it lies in."""
        if not self.ranges:
            return self.level(value)
        if not self.levels or not self.levels[0].value <= value <= self.levels[-1].value:
            return None
        return next(level for level in self.levels if value <= level.value)

    def counted(self, value: Fraction) -> Fraction:
        """Return the value of the level that a value counts as, or itself where it lies between two levels."""
        standing = self.standing(value)
        return standing.value if standing else value

    def is_below_standard(self, value: Fraction) -> bool:
        """Whether a value is under the standard; in a rubric with ranges the standard's whole range meets it."""
        return self.counted(value) < self.standard

    def covers(self, value: Fraction) -> bool:
        """Whether a value lies between the lowest and the highest level; means of several assessors may be anywhere."""
        return bool(self.levels) and self.levels[0].value <= value <= self.levels[-1].value

    def allows(self, value: Fraction) -> bool:
        """Whether an assessor may give this value: a level, half-way between two, or any hundredth where allowed."""
        if self.level(value):
            return True
        if not self.covers(value):
            return False
        if self.ranges:
            return (value * 100).denominator == 1
        return self.half_levels and (value * 2).denominator == 1


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
class Alignment:
    """A code of a framework of standards that a criterion stands for.

    ``framework`` and ``code`` are what people read; ``identifier`` is the item's own id (a UUID in CASE).
    """

    framework: str
    code: str
    statement: str = ""
    identifier: str = ""


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
    own_levels: tuple[Level, ...] = ()
    """Levels of this criterion alone, in place of the rubric's scale; rubrics from other systems often have them."""
    own_standard: Fraction | None = None
    alignments: tuple[Alignment, ...] = ()


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
class Translation:
    """The rubric's texts in one more language, by the keys of `core.wordings`; what is missing stays as it is."""

    language: str
    texts: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class ExternalId:
    """What another system calls a part of this rubric, so that the same file again is known again.

    ``part`` is empty for the rubric, a criterion's id, or a criterion's id and a level's value: ``T1/3``.
    """

    system: str
    part: str
    value: str


@dataclass(frozen=True, slots=True)
class Rubric:
    """One version of a rubric: published and never changed, or a draft that may still contradict itself."""

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
    based_on: str = ""
    """The version that this one was made from."""
    translations: tuple[Translation, ...] = ()
    external: tuple[ExternalId, ...] = ()
    remarks: Mapping[str, str] = field(default_factory=dict)
    """Comments that stood in its file, by the place that they stand above: ``""``, ``criteria/T1``, ``decision``."""

    def scale_of(self, criterion: Criterion) -> Scale:
        """Return the scale that a criterion is marked on: the rubric's, or one with the criterion's own levels.

        The standard of own levels is the criterion's own, else the rubric's value where it is one of them, else the
        highest level.
        """
        if not criterion.own_levels:
            return self.scale
        values = [level.value for level in criterion.own_levels]
        wanted = self.scale.standard if criterion.own_standard is None else criterion.own_standard
        return replace(self.scale, levels=criterion.own_levels, standard=wanted if wanted in values else values[-1])

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
