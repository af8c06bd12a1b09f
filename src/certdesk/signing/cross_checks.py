"""Whether what a document carries beside its pages tells the same: the attached badge and the text of its code."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from certdesk.signing.gathering import Evidence, Finding, Pair
from certdesk.signing.trust import ProgrammeTrust
from certdesk.signing.verification import DocumentKind


@dataclass(frozen=True, slots=True)
class Carrying:
    """What badge and code say about the award; what stays empty is not said."""

    serial: str = ""
    holder: str = ""
    award: str = ""
    valid_until: date | None = None


def carrying(evidence: Evidence, pairs: Sequence[Pair], programmes: Sequence[ProgrammeTrust]) -> Carrying:
    """Read badge and code of one of our documents."""
    return Carrying()


def cross_findings(evidence: Evidence, carried: Carrying, kind: DocumentKind) -> Iterator[Finding]:
    """Compare what a document carries with what it is."""
    yield from ()
