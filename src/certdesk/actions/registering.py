"""Enter what was done in a register of this desk, and see whether the register is still whole.

How to use it is written in `certdesk.signing.register`.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from certdesk.core.changes import Change
from certdesk.core.credentials import RegisterEvent
from certdesk.core.days import day_in_words
from certdesk.core.errors import NotAllowedError
from certdesk.core.merkle import Tree
from certdesk.core.register_events import event_line
from certdesk.core.words import _, ngettext
from certdesk.signing.issuer import Issuer, StatementSigner
from certdesk.signing.register.checking import Checked, check_register, events_of
from certdesk.signing.register.checkpoints import (
    Checkpoint,
    countersigned,
    origin_of,
    read_checkpoint,
    sign_checkpoint,
    signing_key,
)
from certdesk.signing.register.files import RegisterFile
from certdesk.signing.register.notes import read_note
from certdesk.signing.trust import RegisterKey
from certdesk.store.register import (
    RegisterLook,
    confirm,
    lines_of,
    look,
    newest_note,
    promise,
    put_lines,
    put_note,
    reserve,
    reserve_status_indices,
    take_over,
)
from certdesk.store.register_seen import PUBLISHED, read_seen, register_folder, write_durably
from certdesk.store.workspace import Recording, Workspace

__all__ = [
    "RegisterState",
    "append_events",
    "complete_register",
    "events_here",
    "look_at_register",
    "refuse_incomplete",
    "register_file",
    "register_name",
    "renew_checkpoint",
    "reserve",
    "reserve_status_indices",
    "settle",
    "take_over",
]


@dataclass(frozen=True, slots=True)
class RegisterState:
    """How a register stands, in sentences for whoever keeps it; ``todo`` says what to do, empty when all is well."""

    look: RegisterLook
    sentences: tuple[str, ...]
    todo: str = ""


def register_name(issuer: Issuer, identity_id: str) -> str:
    """Return the name of the register that an issuer's certificates are entered in."""
    return issuer.programme_id or f"self-{identity_id}"


def append_events(
    workspace: Workspace, recording: Recording, register: str, events: Iterable[RegisterEvent], signer: StatementSigner
) -> str:
    """Add events to a register inside a recording and return the signed checkpoint note over all of it.

    What is about to be promised is on the disk before this returns. Raises NotAllowedError when entries are missing
    (see `look_at_register`), `CertDeskError` when the keys are locked.
    """
    refuse_incomplete(workspace, register)
    lines = lines_of(workspace.db, register)
    fresh = [event_line(event, position) for position, event in enumerate(events, len(lines))]
    if not fresh:
        return newest_note(workspace.db, register)
    tree = Tree(line.encode() for line in (*lines, *fresh))
    note = sign_checkpoint(Checkpoint(origin_of(register), tree.size, tree.root()), signer, workspace.clock())
    promise(workspace, register, tree.size, tree.root())
    put_lines(recording, register, len(lines), fresh)
    put_note(recording, register, tree.size, note)
    return note


def settle(workspace: Workspace, register: str, issuer: Issuer) -> None:
    """Publish the register in the workspace's folder for whoever verifies, then remember it for good.

    Call it after the recording that `append_events` was part of. It may be called again at any time: where entries
    are missing here, what was published before stays as it is.
    """
    if not look(workspace, register).complete:
        return
    file = register_file(workspace, register, issuer)
    if file.lines:
        write_durably(register_folder(workspace.folder, register) / PUBLISHED, file.content())
    confirm(workspace, register)


def renew_checkpoint(workspace: Workspace, register: str, issuer: Issuer, signer: StatementSigner) -> Change:
    """Sign the register as it is once more, so that others see as of when it is complete.

    Countersignatures of others belong to the same text and stay. Raises NotAllowedError when entries are missing.
    """
    refuse_incomplete(workspace, register)
    lines, note = lines_of(workspace.db, register), newest_note(workspace.db, register)
    if not lines:
        raise NotAllowedError(_("Nothing has been entered in the register yet."), _("Issue a certificate first."))
    if signing_key(read_note(note), (signer.statement_key,)) is None:
        tree = Tree(line.encode() for line in lines)
        note = sign_checkpoint(Checkpoint(origin_of(register), tree.size, tree.root()), signer, workspace.clock())
    else:
        note = countersigned(note, signer, workspace.clock())
    with workspace.recording("register.checkpoint", _("register signed")) as recording:
        put_note(recording, register, len(lines), note)
    settle(workspace, register, issuer)
    return recording.change


def events_here(workspace: Workspace, register: str) -> tuple[RegisterEvent, ...]:
    """Read the events of a register of this desk. Raises `UntrustedFileError` when a line can't be read."""
    return events_of(lines_of(workspace.db, register))


def register_file(workspace: Workspace, register: str, issuer: Issuer) -> RegisterFile:
    """Gather what the register says and the newest checkpoint over it."""
    return RegisterFile(register, issuer, lines_of(workspace.db, register), newest_note(workspace.db, register))


def refuse_incomplete(workspace: Workspace, register: str) -> None:
    """Raise NotAllowedError when entries are missing or others than they were, or the workspace is a copy."""
    state = look_at_register(workspace, register)
    if not state.look.ready:
        raise NotAllowedError(" ".join(state.sentences), state.todo)


def look_at_register(workspace: Workspace, register: str) -> RegisterState:
    """Say whether the register is whole, and what is known where it is not."""
    found = look(workspace, register)
    sentences, todo = _told(found), ""
    if not found.complete:
        todo = _(
            "Import the newest export of this register: entries that fit what is remembered are taken back in. "
            "Whoever verifies for this programme has one."
        )
    elif found.moved:
        todo = _("Make sure that nobody issues in the other copy, then continue with: certdesk register continue")
    return RegisterState(found, sentences, todo)


def complete_register(
    workspace: Workspace, register: str, file: RegisterFile, keys: Iterable[RegisterKey]
) -> tuple[int, Change]:
    """Take entries back in that were lost, from an export; return how many and what changed.

    Only what is signed by one of ``keys``, goes on from the lines that are here and leads to what is remembered is
    taken. Raises NotAllowedError or `RegisterProblem`.
    """
    checked = check_register(file, keys)
    here = lines_of(workspace.db, register)
    _refuse_other(workspace, register, checked, here)
    fresh = checked.file.lines[len(here) :]
    label = ngettext("{count} entry taken back", "{count} entries taken back", len(fresh)).format(count=len(fresh))
    with workspace.recording("register.completed", label) as recording:
        promise(workspace, register, checked.tree.size, checked.tree.root())
        put_lines(recording, register, len(here), fresh)
        put_note(recording, register, checked.tree.size, file.note)
    settle(workspace, register, file.issuer)
    return len(fresh), recording.change


def _refuse_other(workspace: Workspace, register: str, checked: Checked, here: Sequence[str]) -> None:
    if checked.file.register != register:
        text = _("This is another register.")
        raise NotAllowedError(text, _("Take the export of this one."))
    if checked.file.lines[: len(here)] != tuple(here):
        text = _("The export and the entries here go different ways.")
        raise NotAllowedError(text, _("Take another export, or restore a newer backup of the workspace first."))
    seen = read_seen(workspace.folder, register)
    if seen is None or seen.size == 0:
        return
    if checked.tree.size < seen.size:
        text = _("The export has {count} entries, and {seen} are known to have been there.")
        raise NotAllowedError(text.format(count=checked.tree.size, seen=seen.size), _("Look for a newer export."))
    if checked.tree.root(seen.size).hex() != seen.root:
        text = _("The export does not lead to what this desk remembers of its register.")
        raise NotAllowedError(text, _("Take another export."))


def _told(found: RegisterLook) -> tuple[str, ...]:
    told = []
    day = _seen_on(found.at)
    if found.differs:
        told.append(_("Entries of the register were changed since this desk last wrote in it."))
    if found.missing:
        text = ngettext(
            "{count} entry of the register is missing; it was there on {day}.",
            "{count} entries of the register are missing; they were there on {day}.",
            found.missing,
        )
        told.append(text.format(count=found.missing, day=day or _("an unknown day")))
    if not found.complete or found.moved or found.forgotten:
        told += [
            _("In {year}, numbers up to {number} are known to be used.").format(year=year, number=number)
            for year, number in found.numbers
        ]
    if found.moved:
        told.append(_("This workspace was copied or taken back from a backup since it last issued certificates."))
    if found.forgotten:
        told.append(_("The file that remembers the register is gone; what is known was worked out from what is here."))
    if found.unfinished and found.complete:
        told.append(_("The last addition was begun and never finished; nothing of it was issued."))
    return tuple(told)


def _seen_on(at: str) -> str:
    """Return the day of a time as the file that remembers the register has it; empty where it has none."""
    try:
        return day_in_words(date.fromisoformat(at[:10]))
    except ValueError:
        return ""


def signed_size(note: str) -> int:
    """Return how many entries a checkpoint note is over; 0 for none. Raises `UntrustedFileError`."""
    return read_checkpoint(read_note(note)).size if note else 0
