"""Checkpoints: a signed note that says how long a register is and what its tree's root is (C2SP tlog-checkpoint).

Beside the plain signature that every reader of such notes knows, the register's own key countersigns with a time
(cosignature/v1), so that "as of when" is signed as well.
"""

from __future__ import annotations

import base64
import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from certdesk.core.errors import UntrustedFileError
from certdesk.core.merkle import EMPTY_ROOT, HASH_BYTES
from certdesk.core.words import _
from certdesk.signing.issuer import StatementSigner
from certdesk.signing.register.notes import (
    Note,
    Witness,
    cosigned,
    decoded,
    is_key_name,
    is_signed,
    read_note,
    signed,
    with_signature,
    witness_key,
    witnessed,
)

ORIGIN = "certdesk/"
MOST_EVENTS = 1_000_000
_SIZE = re.compile(r"0|[1-9][0-9]{0,9}")


@dataclass(frozen=True, slots=True)
class Checkpoint:
    """How long a register is and what the root of its tree is."""

    origin: str
    size: int
    root: bytes

    @property
    def text(self) -> str:
        """The text that is signed."""
        return f"{self.origin}\n{self.size}\n{base64.b64encode(self.root).decode()}\n"


def origin_of(register: str) -> str:
    """Return the first line of a register's checkpoints. Raises ValueError for a name that can't stand there."""
    origin = f"{ORIGIN}{register}"
    if not is_key_name(origin) or not origin.isprintable():
        raise ValueError(register)
    return origin


def sign_checkpoint(checkpoint: Checkpoint, signer: StatementSigner, now: datetime) -> str:
    """Return the note over a checkpoint, signed by the register's key, with the time as its own countersignature."""
    note = Note(checkpoint.text, (signed(checkpoint.text, checkpoint.origin, signer),))
    return str(with_signature(note, cosigned(note.text, signer, now)))


def countersigned(note: str, signer: StatementSigner, now: datetime) -> str:
    """Return the note with a countersignature of ``signer``; an older one of the same key makes room."""
    read = read_note(note)
    return str(with_signature(read, cosigned(read.text, signer, now)))


def witnesses(note: Note) -> tuple[Witness, ...]:
    """Return the countersignatures that hold, those of the register's own key among them, oldest first."""
    keys = {key for one in note.signatures if (key := witness_key(one.name)) is not None}
    found = [each for key in keys if (each := witnessed(note, key)) is not None]
    return tuple(sorted(found, key=lambda each: (each.at, each.name)))


def read_checkpoint(note: Note) -> Checkpoint:
    """Read the three lines of a checkpoint; lines below them mean nothing here. Raises UntrustedFileError."""
    lines = note.text.removesuffix("\n").split("\n")
    if len(lines) < 3 or not all(lines) or not _SIZE.fullmatch(lines[1]):
        raise _damaged()
    root, size = decoded(lines[2]), int(lines[1])
    if len(root) != HASH_BYTES or size > MOST_EVENTS or (size == 0) != (root == EMPTY_ROOT):
        raise _damaged()
    return Checkpoint(lines[0], size, root)


def signing_key(note: Note, keys: Iterable[bytes]) -> bytes | None:
    """Return the key, of those given, whose signature under the checkpoint's own origin holds, or None."""
    origin = note.text.partition("\n")[0]
    return next((key for key in keys if is_signed(note, origin, key)), None)


def signed_time(note: Note, key: bytes) -> datetime | None:
    """Return when the register's key says that it signed, or None when the note does not say."""
    found = witnessed(note, key)
    return found.at if found else None


def _damaged() -> UntrustedFileError:
    return UntrustedFileError(
        _("The signed note of the register is not a checkpoint."),
        _("Ask for the register once more, from the same desk."),
    )
