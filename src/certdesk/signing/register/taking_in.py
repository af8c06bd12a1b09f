"""Take somebody else's register in: checked by itself and against everything seen before, remembered, countersigned."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from certdesk.core.errors import UntrustedFileError
from certdesk.core.words import _
from certdesk.signing.issuer import StatementSigner
from certdesk.signing.register.checking import Checked, RegisterProblem, Tampering, check_against, check_register
from certdesk.signing.register.checkpoints import countersigned, read_checkpoint, witnesses
from certdesk.signing.register.files import read_register, read_register_file
from certdesk.signing.register.notes import Witness, read_note, with_signature
from certdesk.signing.register.views import PUBLISHED, TRUST, checked_register, keep, read_known
from certdesk.signing.safe_write import write_file
from certdesk.signing.trust import RegisterKey

CONFLICT = "conflict.certdesk-register"
MOST_TOGETHER = 50
_UNDENIABLE = frozenset({Tampering.FORKED, Tampering.RESTORED})


@dataclass(frozen=True, slots=True)
class TakenIn:
    """What came in: how many entries there were ``before``, and the register as it is kept now."""

    before: int
    checked: Checked

    @property
    def fresh(self) -> int:
        """How many entries are new here."""
        return self.checked.tree.size - self.before


def take_in(folder: Path, untrusted: bytes, name: str, keys: Iterable[RegisterKey], now: datetime) -> TakenIn:
    """Check the content of a register's file and keep it in the workspace in ``folder``; ``name`` is the file's.

    Raises `RegisterProblem` when it was tampered with or does not go on from what was seen before; what proves that
    its keeper signed two different registers is kept beside it. Raises `UntrustedFileError` and `StorageError` too.
    """
    keys = tuple(keys)
    checked = check_register(read_register(untrusted, name), keys)
    register = checked.file.register
    here = _here(folder, register, keys)
    known = read_known(folder, register)
    try:
        if known is not None:
            check_against(checked, known.size, known.root, here.file.lines if here else ())
        if here is not None:
            check_against(checked, here.tree.size, here.tree.root(), here.file.lines)
    except RegisterProblem as problem:
        if problem.tampering in _UNDENIABLE:
            write_file(folder / TRUST / register / CONFLICT, untrusted)
        raise
    before = max(known.size if known else 0, here.tree.size if here else 0)
    if here is not None and here.checkpoint == checked.checkpoint:
        merged = merged_note(here.file.note, checked.file.note)
        checked = check_register(replace(checked.file, note=merged), keys)
    keep(folder, checked, now)
    return TakenIn(before, checked)


def countersign(
    folder: Path, register: str, keys: Iterable[RegisterKey], signer: StatementSigner, now: datetime
) -> Checked:
    """Countersign the register that was taken in, and keep it so; its file can be handed back.

    By that the signer says: this is the longest one that I have seen, and it goes on from all that I saw before.
    Raises `UntrustedFileError` when there is none, or `RegisterProblem`.
    """
    keys = tuple(keys)
    checked = checked_register(folder, register, keys)
    if checked is None:
        raise UntrustedFileError(_("There is no such register here."), _("Import it first."))
    signed = replace(checked.file, note=countersigned(checked.file.note, signer, now))
    checked = check_register(signed, keys)
    keep(folder, checked, now)
    return checked


def merged_note(one: str, other: str) -> str:
    """Return the first note with the good countersignatures of the second; both are over the same checkpoint.

    Anybody can make keys and countersign, so no more than 50 lines come together. Raises `UntrustedFileError` when
    the checkpoints differ.
    """
    note, more = read_note(one), read_note(other)
    if read_checkpoint(note) != read_checkpoint(more) or note.text != more.text:
        raise UntrustedFileError(
            _("The countersignature is of another state of the register."),
            _("Export the register once more and have that one countersigned."),
        )
    standing = {each.key: each.at for each in witnesses(note)}
    for each in witnesses(more):
        if each.key not in standing or each.at > standing[each.key]:
            line = max((one for one in more.signatures if one.name == each.name), key=lambda one: one.data[:8])
            if each.key in standing or len(note.signatures) < MOST_TOGETHER:
                note = with_signature(note, line)
    return str(note)


def witnesses_of(checked: Checked) -> tuple[Witness, ...]:
    """Return who countersigned a register, the register's own key left out, oldest first."""
    return tuple(each for each in witnesses(checked.note) if each.key != checked.key)


def _here(folder: Path, register: str, keys: Iterable[RegisterKey]) -> Checked | None:
    """Return what was taken in before; a damaged file can be replaced, because what was seen is remembered apart."""
    path = folder / TRUST / register / PUBLISHED
    if not path.is_file():
        return None
    try:
        return check_register(read_register_file(path), keys)
    except UntrustedFileError:
        return None
