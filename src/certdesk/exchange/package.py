"""What a package is made of: the head that anybody may read, its signature, and the index that is sealed."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from certdesk.core.errors import UntrustedFileError
from certdesk.core.exchange import UsualTime
from certdesk.core.words import _

KIB, MIB, GIB = 2**10, 2**20, 2**30
LEAF = 64 * MIB
"""A part is hashed in leaves of this size, so that damage is found, and a copy goes on, to the leaf."""
PIECE = 1008 * MIB
"""The most of a big file that goes into one part: sealed it stays below 1 GiB, and FAT32 ends at 4 GiB - 1."""
GROUP = LEAF - MIB
"""Small files are put together up to here, so that one damaged leaf costs no other group."""

HEAD_FORMAT, INDEX_FORMAT, SIGNATURE_FORMAT = "certdesk-package", "certdesk-index", "certdesk-signature"
MAJOR, MINOR = 1, 0
HEAD, SIGNATURE, READ_ME = "certdesk-package.json", "certdesk-signature.json", "READ-ME-FIRST.html"
_FORMAT = re.compile(r"([a-z-]{1,40})-([1-9][0-9]{0,3})\.([0-9]{1,4})")
PART_NAME = re.compile(r"[0-9a-f]{32}\.(age|bin)")
PACKAGE_ID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")


class Seal(StrEnum):
    """Who can open a package."""

    RECIPIENTS = "recipients"
    """Those whose statement keys it was sealed for, with age."""
    PASSPHRASE = "passphrase"  # noqa: S105 - the name of a way to seal
    """Whoever is told the six words: they open a key (age, scrypt), and that opens the rest."""
    OPEN = "open"
    """Everybody: for receipts and requests, which hold digests only."""


class Purpose(StrEnum):
    """What a package is for."""

    PORTFOLIOS = "portfolios"
    MARKS = "marks"
    """Assessments only, without evidence."""
    RECEIPT = "receipt"
    REQUEST = "request"
    """Asks for what was missing or damaged."""


@dataclass(frozen=True, slots=True)
class Part:
    """One file of the payload: its name, bytes, SHA-256, and the SHA-256 of each leaf of 64 MiB in order."""

    name: str
    size: int
    digest: str
    leaves: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Head:
    """What stands outside the seal, and names nobody. ``author`` is the did:key that signed.

    ``key`` is the part that holds the key of a package with a passphrase.
    """

    format: str
    package: str
    made_at: datetime
    author: str
    seal: Seal
    purpose: Purpose
    index: Part
    parts: tuple[Part, ...] = ()
    key: Part | None = None

    @property
    def payload(self) -> tuple[Part, ...]:
        """Everything under ``data/``: what every stick carries first, then the parts."""
        return (*self.small, *self.parts)

    @property
    def small(self) -> tuple[Part, ...]:
        """What every stick carries."""
        return (self.index,) if self.key is None else (self.key, self.index)

    @property
    def size(self) -> int:
        """Bytes of the whole payload."""
        return sum(part.size for part in self.payload)


@dataclass(frozen=True, slots=True)
class HeadSignature:
    """The file that is written last. ``digest`` is the SHA-256 of the head's bytes, which ``signature`` is over."""

    format: str
    package: str
    author: str
    digest: str
    signature: str


@dataclass(frozen=True, slots=True)
class Piece:
    """``size`` bytes of a file: ``offset`` bytes into what a part holds once it is opened. Parts count from 0."""

    part: int
    offset: int
    size: int


@dataclass(frozen=True, slots=True)
class PackedFile:
    """A file by its SHA-256; its pieces in order make it up."""

    digest: str
    size: int
    pieces: tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class Packer:
    """Who packed, in their own words: the signature says who they are, a certificate among the cards what they may."""

    person: str
    name: str
    desk: str


@dataclass(frozen=True, slots=True)
class Asked:
    """What is asked for again: a package and the digests of files that did not arrive, or all of it."""

    package: str
    files: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Index:
    """What is inside the seal. ``statements`` and ``cards`` travel byte for byte as their writers wrote them.

    ``elsewhere`` are the digests and sizes of files that the statements speak of and that are not in this package,
    because whoever gets it has said that they have them. ``codes`` maps nothing in blind packages; elsewhere it lets
    a preview speak of files by the code of their portfolio.
    """

    format: str
    package: str
    purpose: Purpose
    packer: Packer
    statements: tuple[str, ...]
    cards: tuple[str, ...]
    files: tuple[PackedFile, ...] = ()
    elsewhere: tuple[tuple[str, int], ...] = ()
    blind: bool = False
    programme: str = ""
    asked: tuple[Asked, ...] = ()
    answers: str = ""
    """The id of the package that this one answers."""
    usual_time: UsualTime | None = None
    """How long whoever packed usually takes for a portfolio, where they tell it."""


def format_of(name: str) -> str:
    """Return how a format of this version is written: ``certdesk-package-1.0``."""
    return f"{name}-{MAJOR}.{MINOR}"


def check_version(given: object, wanted: str, name: str) -> None:
    """Refuse another format and a newer major version of ours, with the version that is needed; newer minors pass."""
    found = _FORMAT.fullmatch(given) if isinstance(given, str) else None
    if found is None or found[1] != wanted:
        text = _("“{file}” is damaged, or no package of CertDesk.").format(file=name)
        raise UntrustedFileError(text, _("Ask its sender for it again."))
    if int(found[2]) != MAJOR:
        text = _("“{file}” needs a CertDesk that reads packages of version {version}; this one reads {ours}.")
        raise UntrustedFileError(
            text.format(file=name, version=f"{found[2]}.{found[3]}", ours=f"{MAJOR}.{MINOR}"),
            _("Nothing was changed. Update CertDesk, then take the package in."),
        )
