"""What several statements about one record come to, and what is odd about them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from certdesk.core.statements import Place, Row, RowVersion, Statement, SubjectKind, Vector

HERE = ""
"""Stands for this very desk where the digest of a statement would stand."""


@dataclass(frozen=True, slots=True)
class Said:
    """A statement under its digest. ``rank`` is 0 for coordinators and leads, 1 for everybody else."""

    hash: str
    statement: Statement
    rank: int = 0


@dataclass(frozen=True, slots=True)
class LocalRow:
    """A row as somebody last changed it on this desk; ``seen`` is what was known here of the record at that time.

    ``knew`` are the digests of the statements that were here by then.
    """

    version: RowVersion
    at: datetime
    seen: Vector
    knew: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Local:
    """What was changed on this desk about one record, and what the desk itself has numbered so far.

    ``owners`` are the people of this desk, where the record began on it: nobody else writes it. ``signed`` are the
    rows of an assessment as they were signed on this desk, else None. ``doubles`` are the digests of statements under
    this desk's own numbers that it never made: a copy of the desk did. ``settles`` are those between which somebody
    here has chosen.
    """

    rows: Mapping[Place, LocalRow] = field(default_factory=dict)
    knows: Vector = field(default_factory=dict)
    owners: frozenset[str] = frozenset()
    signed: Mapping[Place, Row] | None = None
    doubles: frozenset[str] = frozenset()
    settles: frozenset[str] = frozenset()


NOTHING_LOCAL = Local()


@dataclass(frozen=True, slots=True)
class Side:
    """One of the values of a row that stand against each other. ``of`` is the digest of its statement, or `HERE`."""

    row: Row | None
    epoch: str
    seq: int
    of: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Clash:
    """The same row, changed on two desks of one person. The first side stands until the person decides."""

    place: Place
    sides: tuple[Side, ...]


@dataclass(frozen=True, slots=True)
class Fork:
    """Statements under one number: a desk was restored or copied without its program noticing. All are kept."""

    epoch: str
    seq: int
    hashes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class OddClock:
    """A statement whose time can't be right; for display only.

    ``backwards`` says that it is earlier than a statement that it builds on, rather than in the future.
    """

    hash: str
    at: datetime
    backwards: bool


@dataclass(frozen=True, slots=True)
class Merged:
    """One record as all statements together have it.

    ``rows`` holds what stands for each row, None where it was removed; ``versions`` every version that nothing
    dominates, more than one while a clash is open. ``heads`` are the digests of the statements that nothing
    dominates, ``foreign`` of those that don't count because the record is somebody else's.
    """

    kind: SubjectKind
    subject: str
    writer: str
    heads: tuple[str, ...]
    rows: Mapping[Place, Row | None]
    versions: Mapping[Place, tuple[RowVersion, ...]]
    knows: Vector
    clashes: tuple[Clash, ...] = ()
    forks: tuple[Fork, ...] = ()
    foreign: tuple[str, ...] = ()
