"""What was found in a folder or zip, before anything is copied. Names in here are for people, never paths."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from certdesk.core.portfolio import Candidate, Claim, RubricRef


@dataclass(frozen=True, slots=True)
class OnDisk:
    """Bytes in a file of their own."""

    path: Path


@dataclass(frozen=True, slots=True)
class InZip:
    """Bytes of one entry of a zip: its place in the directory, and what to recognise it by."""

    zip_path: Path
    index: int
    checksum: int


Source = OnDisk | InZip


@dataclass(frozen=True, slots=True)
class FoundFile:
    """One file: its name as it came (with folders, if it lay in one), size in bytes, and where `Sources` finds it."""

    name: str
    size: int
    source: Source


@dataclass(frozen=True, slots=True)
class FoundItem:
    """One evidence item as described, or as guessed from its name; ``type`` is an evidence type's id or empty."""

    file: FoundFile
    type: str
    title: str
    claims: tuple[str, ...] = ()
    caption: str = ""
    claim_places: tuple[Claim, ...] = ()


@dataclass(frozen=True, slots=True)
class FoundPortfolio:
    """One portfolio that can come in. ``described`` says whether it had a portfolio.yaml."""

    code: str
    title: str
    candidate: Candidate
    items: tuple[FoundItem, ...]
    programme: str = ""
    cohort: str = ""
    rubric: RubricRef | None = None
    received: date | None = None
    due: date | None = None
    note: str = ""
    described: bool = False
    warnings: tuple[str, ...] = ()

    @property
    def size(self) -> int:
        """Bytes of all items."""
        return sum(item.file.size for item in self.items)


@dataclass(frozen=True, slots=True)
class Skipped:
    """Something that doesn't come in, and why. ``expected`` marks system files that nobody misses."""

    name: str
    reason: str
    expected: bool = False


@dataclass(frozen=True, slots=True)
class Found:
    """All portfolios of one folder or zip, and everything that was left out."""

    portfolios: tuple[FoundPortfolio, ...]
    skipped: tuple[Skipped, ...] = ()
