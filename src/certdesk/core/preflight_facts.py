"""What preflight judges: a portfolio with what was measured of its files, and the programme's rules."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction

from certdesk.core.consent import ConsentState
from certdesk.core.evidence_types import EvidenceCatalogue, EvidenceType
from certdesk.core.portfolio import EvidenceItem, Portfolio
from certdesk.core.preflight_looks import ItemLook
from certdesk.core.preflight_settings import PreflightSettings
from certdesk.core.rubric import Rubric


@dataclass(frozen=True, slots=True)
class CheckedItem:
    """An evidence item, what was measured of its file (None: not yet), its consent, and the day told for it.

    ``unsettled`` says that people may be in it and nobody has noted whether they are.
    """

    item: EvidenceItem
    look: ItemLook | None = None
    consent: ConsentState | None = None
    unsettled: bool = False
    made_on: date | None = None

    @property
    def id(self) -> str:
        """The item's id."""
        return self.item.id

    @property
    def name(self) -> str:
        """What it is called in a list."""
        return self.item.title or self.item.file_name


@dataclass(frozen=True, slots=True)
class Checked:
    """A portfolio to be checked, with the rubric that it is judged by."""

    portfolio: Portfolio
    rubric: Rubric
    items: tuple[CheckedItem, ...]


@dataclass(frozen=True, slots=True)
class Programme:
    """By what is checked: evidence types and limits, settings, and which day it is."""

    catalogue: EvidenceCatalogue
    settings: PreflightSettings
    today: date

    def type_of(self, item: EvidenceItem) -> EvidenceType | None:
        """Return the evidence type of an item, or None where it has none that is known."""
        return self.catalogue.type(item.evidence_type) if item.evidence_type else None


@dataclass(frozen=True, slots=True)
class Limits:
    """The limits of each evidence type, those that the rubric sets before those of the programme."""

    by_type: Mapping[str, Mapping[str, Fraction]] = field(default_factory=dict)

    def of(self, kind: EvidenceType, name: str) -> Fraction | None:
        """Return a limit such as "max_minutes", or None where there is none."""
        return self.by_type.get(kind.id, {}).get(name, kind.limit(name))


def limits_of(rubric: Rubric) -> Limits:
    """Gather the limits that criteria set for evidence types; the widest counts, because one file may serve several."""
    found: dict[str, dict[str, Fraction]] = {}
    for criterion in rubric.criteria:
        for rule in criterion.required:
            mine = found.setdefault(rule.type, {})
            for name, value in rule.limits:
                known = mine.get(name)
                wider = min if name.startswith("min") else max
                mine[name] = value if known is None else wider(known, value)
    return Limits(found)
