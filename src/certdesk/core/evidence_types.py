"""What may be handed in as evidence, within which limits, and why something can't be judged."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction


@dataclass(frozen=True, slots=True)
class EvidenceType:
    """One sort of evidence. ``limits`` are pairs such as ("max_pages", 6) and ("max_minutes", 20), ("max_count", 3).

    ``consent`` is "", "required", "if_people" or "author"; ``author`` may be "not_candidate"; ``pointer`` is the usual
    sort of annotation: page_region, region, time_range or any.
    """

    id: str
    label: str
    media: tuple[str, ...]
    formats: tuple[str, ...] = ()
    limits: tuple[tuple[str, Fraction], ...] = ()
    consent: str = ""
    anonymise: bool = False
    restricted: bool = False
    author: str = ""
    pointer: str = ""
    note: str = ""

    def limit(self, name: str) -> Fraction | None:
        """Return one limit, or None where there is none."""
        return dict(self.limits).get(name)


@dataclass(frozen=True, slots=True)
class UnscorableCode:
    """A reason why no level can be given, and what follows from it."""

    code: str
    label: str
    candidate_can_fix: bool
    routes_to: str = ""
    hides_item: bool = False


@dataclass(frozen=True, slots=True)
class EvidenceCatalogue:
    """All evidence types and unscorable codes of a programme, and its limits for one portfolio."""

    types: tuple[EvidenceType, ...]
    codes: tuple[UnscorableCode, ...]
    max_items: int
    max_total_bytes: int
    max_file_bytes: int
    currency_months: int = 24
    """How old evidence may be when it comes in."""

    def type(self, type_id: str) -> EvidenceType | None:
        """Find an evidence type, or None for an unknown id."""
        return next((found for found in self.types if found.id == type_id), None)

    def code(self, code: str) -> UnscorableCode | None:
        """Find an unscorable code, or None for an unknown one."""
        return next((found for found in self.codes if found.code == code), None)
