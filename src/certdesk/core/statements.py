"""What one person says about one record, signed: the only thing that packages between desks are made of.

A statement is the whole record as its writer's desk has it, so the newest one is enough; it names what it builds on,
so no clock decides. The journal gives its numbers: ``seq`` is the position of an entry in the journal of that desk,
and with the epoch of the desk it names that entry everywhere.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from functools import lru_cache

from certdesk.core.errors import UntrustedFileError
from certdesk.core.plain import canonical, to_plain
from certdesk.core.plain import digest as sha256_of
from certdesk.core.words import _

FORMAT = "certdesk-statement-1"
_MAJOR = "certdesk-statement-"
_PURPOSE = "certdesk-statement-1\n"
_LONGEST_NUMBER = 2**53

Row = Mapping[str, str | int | None]
Vector = Mapping[str, int]
"""Up to which number everything of a desk (by its epoch) is known."""
Place = tuple[str, str]
"""A row: its table, and its key as canonical JSON."""


class NewerFormatError(UntrustedFileError):
    """A package was made by a later version of the program, which this one can't read."""


class SubjectKind(StrEnum):
    """The sorts of record. One record has one writer."""

    PORTFOLIO = "portfolio"
    """A portfolio with its items, consents and copies: the coordinator's desk."""
    BLIND_PORTFOLIO = "blind_portfolio"
    """The same under a pseudonym, without identity, as made for an assessor; it never replaces the full one."""
    ASSESSMENT = "assessment"
    """An assessment with marks, feedback, annotations and documents: its assessor."""
    RUBRIC = "rubric"
    """One frozen version of a rubric: whoever leads."""
    TASK = "task"
    """What one assessor is asked to do about one portfolio: whoever leads, for that assessor only."""
    RECEIPT = "receipt"
    """That a package arrived, and what became of each thing in it: whoever took it in."""


@lru_cache(maxsize=200_000)
def key_text(key: tuple[tuple[str, str], ...]) -> str:
    """Write a key as canonical JSON; remembered, because a merge asks for the same ones again and again."""
    return canonical(dict(key))


@dataclass(frozen=True, slots=True)
class RowVersion:
    """A row as its writer last left it; ``row`` is None where it was removed.

    ``epoch`` and ``seq`` name the journal entry that made it so, on whichever desk of the author that was. While a
    clash is undecided, a statement holds several versions of one row.
    """

    table: str
    key: Mapping[str, str]
    row: Row | None
    epoch: str
    seq: int

    @property
    def place(self) -> Place:
        """Which row it is a version of."""
        return self.table, key_text(tuple(self.key.items()))


@dataclass(frozen=True, slots=True)
class Statement:
    """One record by one author. ``author`` is the did:key of the Ed25519 key, ``person`` the id of the identity.

    ``after`` says up to which ``seq`` of the author's other desks (by epoch) this one has taken everything in.
    ``at`` is for display only. ``audience`` is the person for whom a blind portfolio was made. ``settles`` are the
    digests of statements between which the author has chosen, because one desk had given a number twice.
    ``signature`` (base64) is over `signed_bytes`.
    """

    format: str
    kind: SubjectKind
    subject: str
    programme: str
    author: str
    person: str
    epoch: str
    seq: int
    after: tuple[tuple[str, int], ...]
    at: datetime
    rows: tuple[RowVersion, ...]
    audience: str = ""
    settles: tuple[str, ...] = ()
    signature: str = ""

    @property
    def knows(self) -> Vector:
        """Everything that this statement has taken in, its own desk included."""
        return {**dict(self.after), self.epoch: self.seq}


@dataclass(frozen=True, slots=True)
class Sealed:
    """A signed statement as it travels, byte for byte; ``hash`` (SHA-256 of the text) names it everywhere.

    ``statement`` is None for a sort of record that only a newer version knows: it is kept and passed on as it is.
    """

    text: str
    hash: str
    kind: str
    subject: str
    author: str
    person: str
    epoch: str
    seq: int
    audience: str
    at: datetime
    signature: str
    statement: Statement | None

    @property
    def signed(self) -> bytes:
        """What the signature is over."""
        plain = json.loads(self.text)
        plain.pop("signature", None)
        return f"{_PURPOSE}{canonical(plain)}".encode()


def signed_bytes(statement: Statement) -> bytes:
    """Return what a statement's signature is over."""
    plain = to_plain(replace(statement, rows=())) | {"rows": [_row_to_plain(row) for row in statement.rows]}
    del plain["signature"]
    return f"{_PURPOSE}{canonical(plain)}".encode()


def seal(statement: Statement) -> Sealed:
    """Return a signed statement as it travels."""
    plain = to_plain(replace(statement, rows=())) | {"rows": [_row_to_plain(row) for row in statement.rows]}
    text = canonical(plain)
    return _sealed(text, plain, statement)


def read_sealed(text: str) -> Sealed:
    """Read a statement that a stranger wrote; the signature isn't checked. Raises UntrustedFileError.

    Of a newer minor version what is not known here is left alone; one of a newer major version can't be read.
    """
    try:
        plain = json.loads(text)
        if canonical(plain) != text:
            raise ValueError(text[:40])
        _check_format(_text(plain["format"]))
        return _sealed(text, plain, _statement(plain))
    except (ValueError, KeyError, TypeError, RecursionError, AttributeError, OverflowError):
        sentence = _("A statement in this package is damaged, or is not what it should be.")
        raise UntrustedFileError(sentence, _("Ask the sender for the package again.")) from None


def _check_format(given: str) -> None:
    major = given.removeprefix(_MAJOR).split(".")[0]
    if given == FORMAT or given.startswith(FORMAT + "."):
        return
    if given.startswith(_MAJOR) and major.isdecimal() and len(major) < 5:
        text = _("This package is of format {number}, and this version of CertDesk reads format 1.")
        hint = _("Nothing was changed. Take it in with the newest version of CertDesk.")
        raise NewerFormatError(text.format(number=major), hint)
    raise ValueError(given)


def _sealed(text: str, plain: Mapping[str, object], statement: Statement | None) -> Sealed:
    return Sealed(
        text=text,
        hash=sha256_of(text),
        kind=_text(plain["kind"]),
        subject=_text(plain["subject"]),
        author=_text(plain["author"]),
        person=_text(plain["person"]),
        epoch=_text(plain["epoch"]),
        seq=_number(plain["seq"]),
        audience=_text(plain.get("audience", "")),
        at=_moment(plain["at"]),
        signature=_text(plain.get("signature", "")),
        statement=statement,
    )


def _statement(plain: Mapping[str, object]) -> Statement | None:
    kind = _text(plain["kind"])
    if kind not in set(SubjectKind):
        return None
    return Statement(
        format=_text(plain["format"]),
        kind=SubjectKind(kind),
        subject=_text(plain["subject"]),
        programme=_text(plain["programme"]),
        author=_text(plain["author"]),
        person=_text(plain["person"]),
        epoch=_text(plain["epoch"]),
        seq=_number(plain["seq"]),
        after=tuple(_known_until(pair) for pair in _many(plain["after"])),
        at=_moment(plain["at"]),
        rows=tuple([_row_version(row) for row in _many(plain["rows"])]),
        audience=_text(plain.get("audience", "")),
        settles=tuple(_text(one) for one in _many(plain.get("settles", []))),
        signature=_text(plain.get("signature", "")),
    )


def _row_to_plain(version: RowVersion) -> dict[str, object]:
    """Write a version by hand: a package holds fifty thousand of them."""
    row = None if version.row is None else dict(version.row)
    key = dict(version.key)
    return {"table": version.table, "key": key, "row": row, "epoch": version.epoch, "seq": version.seq}


def _row_version(plain: object) -> RowVersion:
    if not isinstance(plain, dict):
        raise TypeError(plain)
    key, row = plain["key"], plain["row"]
    if not (isinstance(key, dict) and all(type(value) is str for value in key.values())):
        raise TypeError(key)
    if not (row is None or (isinstance(row, dict) and all(_is_cell(value) for value in row.values()))):
        raise TypeError(row)
    return RowVersion(_text(plain["table"]), key, row, _text(plain["epoch"]), _number(plain["seq"]))


def _known_until(plain: object) -> tuple[str, int]:
    epoch, seq = _many(plain)
    return _text(epoch), _number(seq)


def _is_cell(value: object) -> bool:
    return value is None or type(value) is str or (type(value) is int and abs(value) <= _LONGEST_NUMBER)


def _text(value: object) -> str:
    if type(value) is not str:
        raise TypeError(value)
    value.encode()  # half of an emoji has no bytes, and can't be signed or stored
    return value


def _number(value: object) -> int:
    if type(value) is not int:
        raise TypeError(value)
    if not 0 <= value <= _LONGEST_NUMBER:
        raise ValueError(value)
    return value


def _moment(value: object) -> datetime:
    moment = datetime.fromisoformat(_text(value))
    if moment.tzinfo is None:
        raise ValueError(value)
    return moment


def _many(value: object) -> list[object]:
    if not isinstance(value, list):
        raise TypeError(value)
    return value
