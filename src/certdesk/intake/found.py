"""What was found in a folder or zip, before anything is copied. Names in here are for people, never paths."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from pathlib import Path

from certdesk.core.candidates import ExternalId
from certdesk.core.consent import Basis, Scope
from certdesk.core.portfolio import Candidate, Claim, RubricRef


@dataclass(frozen=True, slots=True)
class OnDisk:
    """Bytes in a file of their own."""

    path: Path


@dataclass(frozen=True, slots=True)
class InZip:
    """Bytes of one entry of a zip: its place in the directory, and what to recognise it by.

    ``above`` names the zips inside ``zip_path`` around it, outermost first, each by index and checksum.
    """

    zip_path: Path
    index: int
    checksum: int
    above: tuple[tuple[int, int], ...] = ()


@dataclass(frozen=True, slots=True)
class Written:
    """Bytes that an intake writes itself: a text that another system keeps in its own tables, as a file of its own."""

    data: bytes


Source = OnDisk | InZip | Written


class System(StrEnum):
    """Where it comes from."""

    FOLDER = "folder"
    ZIP = "zip"
    BAGIT = "bagit"
    LEAP2A = "leap2a"
    MAHARA_BULK = "mahara_bulk"
    MOODLE = "moodle"
    CANVAS = "canvas"
    ORA2 = "ora2"


@dataclass(frozen=True, slots=True)
class FoundFile:
    """One file: its name as it came (with folders, if it lay in one), size in bytes, and where `Sources` finds it.

    ``sums`` are what its sender says of its bytes, as pairs of "sha256", "sha512", "sha1" or "md5" and hex digits;
    `Sources` refuses the file at its end when one of them is not true.
    """

    name: str
    size: int
    source: Source
    sums: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class FoundItem:
    """One evidence item as described, or as guessed from its name; ``type`` is an evidence type's id or empty."""

    file: FoundFile
    type: str
    title: str
    claims: tuple[str, ...] = ()
    caption: str = ""
    claim_places: tuple[Claim, ...] = ()
    known_as: tuple[ExternalId, ...] = ()
    """Ids of the system it comes from, by which a second intake finds the same item again."""
    made_on: date | None = None


@dataclass(frozen=True, slots=True)
class FoundConsent:
    """A consent as a description tells it; ``file`` and ``proof`` name files of the portfolio, or are empty."""

    people: str
    basis: Basis
    scopes: tuple[Scope, ...]
    file: str = ""
    given: date | None = None
    until: date | None = None
    withdrawn: date | None = None
    proof: str = ""
    note: str = ""


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
    known_as: tuple[ExternalId, ...] = ()
    """Ids of the system it comes from, by which a second intake finds the same portfolio again."""
    doubts: tuple[str, ...] = ()
    """What somebody must decide before it comes in, in words: two people of one name, a group's work."""
    consents: tuple[FoundConsent, ...] = ()
    offered: tuple[FoundItem, ...] = ()
    """What stays outside unless somebody asks for it, such as the page of a profile."""

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
    system: System = System.FOLDER
    title: str = ""
    """What the other system calls it: an assignment, a course; empty where it says nothing."""
