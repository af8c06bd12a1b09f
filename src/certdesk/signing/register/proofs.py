"""A proof that one entry is in the register, for anybody to check, with the entry itself (C2SP tlog-proof).

Other programs read the index, the hashes and the checkpoint; the entry travels as the proof's extra data.
"""

from __future__ import annotations

import base64
import re
from collections.abc import Iterable
from dataclasses import dataclass

from certdesk.core.credentials import RegisterEvent
from certdesk.core.errors import UntrustedFileError
from certdesk.core.merkle import HASH_BYTES, is_included, leaf_hash
from certdesk.core.register_events import LONGEST_LINE, read_event
from certdesk.core.words import _
from certdesk.signing.register.checking import Checked
from certdesk.signing.register.checkpoints import Checkpoint, read_checkpoint, signing_key
from certdesk.signing.register.notes import LONGEST_NOTE, decoded, read_note
from certdesk.signing.trust import RegisterKey

SUFFIX = ".tlog-proof"
LARGEST = LONGEST_NOTE + 16 * 1024
_HEAD = "c2sp.org/tlog-proof@v1"
_DEEPEST = 64
_INDEX = re.compile(r"index (0|[1-9][0-9]{0,9})")


@dataclass(frozen=True, slots=True)
class Proof:
    """A proof that was read and holds: the entry, its place from 0, and the checkpoint that it is under."""

    event: RegisterEvent
    index: int
    checkpoint: Checkpoint
    key: bytes | None
    """Which of the known keys signed the checkpoint; None when none did, and then it proves nothing."""


def write_proof(checked: Checked, index: int) -> str:
    """Return the proof of the entry at ``index`` (from 0). Raises ValueError when there is none."""
    hashes = checked.tree.inclusion_proof(index)
    lines = [
        _HEAD,
        f"extra {_text(checked.file.lines[index].encode())}",
        f"index {index}",
        *map(_text, hashes),
        "",
    ]
    return "\n".join(lines) + "\n" + checked.file.note


def read_proof(untrusted: str, keys: Iterable[RegisterKey]) -> Proof:
    """Check a proof. Raises `UntrustedFileError` when it is none, or does not lead to its checkpoint."""
    above, gap, note_text = untrusted.partition("\n\n")
    lines = above.split("\n")
    if len(untrusted) > LARGEST or not gap or len(lines) < 3 or len(lines) > 3 + _DEEPEST or lines[0] != _HEAD:
        raise _damaged()
    found = _INDEX.fullmatch(lines[2])
    if not lines[1].startswith("extra ") or not found:
        raise _damaged()
    index, hashes = int(found[1]), [decoded(line) for line in lines[3:]]
    entry = decoded(lines[1].removeprefix("extra "))
    note = read_note(note_text)
    checkpoint = read_checkpoint(note)
    if len(entry) > LONGEST_LINE or any(len(each) != HASH_BYTES for each in hashes):
        raise _damaged()
    if not is_included(leaf_hash(entry), index, checkpoint.size, hashes, checkpoint.root):
        text = _("The proof does not lead to what was signed: the entry or the proof was changed.")
        raise UntrustedFileError(text, _("Ask for the proof once more."))
    try:
        line = entry.decode()
    except UnicodeDecodeError:
        raise _damaged() from None
    return Proof(read_event(line, index), index, checkpoint, signing_key(note, [each.key for each in keys]))


def _text(data: bytes) -> str:
    return base64.b64encode(data).decode()


def _damaged() -> UntrustedFileError:
    return UntrustedFileError(_("This is no proof from a register, or it is damaged."), _("Ask for it once more."))
