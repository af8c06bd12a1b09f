"""Signed notes: a few lines of text and signatures under it (C2SP signed-note; cosignatures as tlog-cosignature v1).

Keys are raw 32-byte Ed25519 public keys. A signature line names its key and carries the first four bytes of a hash over
that name, the kind of signature and the key, so that lines of unknown keys are passed over.
"""

from __future__ import annotations

import base64
import binascii
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import sha256

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from certdesk.core.did_keys import did_key, key_of_did
from certdesk.core.errors import UntrustedFileError
from certdesk.core.words import _
from certdesk.signing.issuer import StatementSigner

LONGEST_NOTE = 64 * 1024
MOST_SIGNATURES = 100
SIGNATURE, COSIGNATURE = b"\x01", b"\x04"
"""The kinds of signatures: a plain one, and a witness's with a time."""

_DASH = "\N{EM DASH} "
_WITNESS = "certdesk/witness/z"
_MOST_OWN = 4
_LATEST = 2**63 - 1


@dataclass(frozen=True, slots=True)
class NoteSignature:
    """One line under a note: the name of its key, the four bytes that tell keys of one name apart, and the rest."""

    name: str
    key_id: bytes
    data: bytes


@dataclass(frozen=True, slots=True)
class Note:
    """``text`` ends with a line's end, which is signed too."""

    text: str
    signatures: tuple[NoteSignature, ...]

    def __str__(self) -> str:
        lines = (f"{_DASH}{one.name} {base64.b64encode(one.key_id + one.data).decode()}\n" for one in self.signatures)
        return f"{self.text}\n{''.join(lines)}"


@dataclass(frozen=True, slots=True)
class Witness:
    """A countersignature that holds: who and when, by the witness's own clock."""

    name: str
    key: bytes
    at: datetime


def read_note(untrusted: str) -> Note:
    """Read a note without believing any of it. Raises `UntrustedFileError`."""
    if len(untrusted) > LONGEST_NOTE or any(letter < " " and letter != "\n" for letter in untrusted):
        raise _damaged()
    text, gap, below = untrusted.rpartition("\n\n")
    lines = below.split("\n")
    if not gap or not text or lines.pop() != "" or not 0 < len(lines) <= MOST_SIGNATURES:
        raise _damaged()
    return Note(f"{text}\n", tuple(map(_signature, lines)))


def key_id(name: str, kind: bytes, key: bytes) -> bytes:
    """Return the four bytes that stand before a signature."""
    return sha256(name.encode() + b"\n" + kind + key).digest()[:4]


def signed(text: str, name: str, signer: StatementSigner) -> NoteSignature:
    """Sign a note's text under a name."""
    return NoteSignature(name, key_id(name, SIGNATURE, signer.statement_key), signer.sign_statement(text.encode()))


def cosigned(text: str, signer: StatementSigner, now: datetime) -> NoteSignature:
    """Countersign a note's text at a time, whole seconds. Each key has one name, because the name is not signed."""
    name, stamp = witness_name(signer.statement_key), int(now.timestamp())
    data = stamp.to_bytes(8, "big") + signer.sign_statement(_cosigned_text(text, stamp))
    return NoteSignature(name, key_id(name, COSIGNATURE, signer.statement_key), data)


def is_signed(note: Note, name: str, key: bytes) -> bool:
    """Say whether the note bears a good signature of this key under this name, and no bad one."""
    wanted = key_id(name, SIGNATURE, key)
    found = [one for one in note.signatures if (one.name, one.key_id) == (name, wanted)]
    return bool(found) and all(_holds(key, one.data, note.text.encode()) for one in found)


def witnessed(note: Note, key: bytes) -> Witness | None:
    """Return this key's newest good countersignature, or None when there is none or a bad one."""
    name = witness_name(key)
    wanted = key_id(name, COSIGNATURE, key)
    found = [one for one in note.signatures if (one.name, one.key_id) == (name, wanted)]
    times = [_time_of(note.text, key, one.data) for one in found]
    if not times or None in times:
        return None
    return Witness(name, key, max(each for each in times if each is not None))


def witness_name(key: bytes) -> str:
    """Return the name that a key countersigns under: no spaces and no plus, as notes demand."""
    return f"certdesk/witness/{did_key(key).removeprefix('did:key:')}"


def witness_key(name: str) -> bytes | None:
    """Return the key that a countersignature of this name must be of, or None when it is not one of ours."""
    try:
        return key_of_did(f"did:key:{name.removeprefix('certdesk/witness/')}") if name.startswith(_WITNESS) else None
    except ValueError:
        return None


def signed_only(note: Note, key: bytes) -> Note:
    """Return the note with the lines of one key alone: anybody can write others under it, as many as they like."""
    own = {key_id(one.name, kind, key) for one in note.signatures for kind in (SIGNATURE, COSIGNATURE)}
    return Note(note.text, tuple(one for one in note.signatures if one.key_id in own)[:_MOST_OWN])


def with_signature(note: Note, added: NoteSignature) -> Note:
    """Return the note with one more line; an older one of the same key and kind makes room."""
    same = (added.name, added.key_id)
    return Note(note.text, (*(one for one in note.signatures if (one.name, one.key_id) != same), added))


def _signature(line: str) -> NoteSignature:
    name, gap, text = line.removeprefix(_DASH).partition(" ")
    if not line.startswith(_DASH) or not gap or not is_key_name(name):
        raise _damaged()
    data = decoded(text)
    if len(data) <= 4:
        raise _damaged()
    return NoteSignature(name, data[:4], data[4:])


def is_key_name(name: str) -> bool:
    """Say whether a name may stand before a signature."""
    return bool(name) and "+" not in name and not any(letter.isspace() for letter in name)


def decoded(text: str) -> bytes:
    """Read base 64, as strictly as it is written. Raises `UntrustedFileError`."""
    try:
        data = base64.b64decode(text, validate=True)
    except (binascii.Error, ValueError):
        raise _damaged() from None
    if base64.b64encode(data).decode() != text:
        raise _damaged()
    return data


def _time_of(text: str, key: bytes, data: bytes) -> datetime | None:
    if len(data) != 72 or (stamp := int.from_bytes(data[:8], "big")) > _LATEST:
        return None
    if not _holds(key, data[8:], _cosigned_text(text, stamp)):
        return None
    try:
        return datetime.fromtimestamp(stamp, UTC)
    except (ValueError, OverflowError, OSError):
        return None


def _cosigned_text(text: str, stamp: int) -> bytes:
    return f"cosignature/v1\ntime {stamp}\n{text}".encode()


def _holds(key: bytes, signature: bytes, data: bytes) -> bool:
    try:
        Ed25519PublicKey.from_public_bytes(key).verify(signature, data)
    except (InvalidSignature, ValueError):
        return False
    return True


def _damaged() -> UntrustedFileError:
    return UntrustedFileError(
        _("The signed note of the register is damaged."), _("Ask for the register once more, from the same desk.")
    )
