"""Is this register whole, is it the same that was seen before? Each way of tampering has its own sentence."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from certdesk.core.credentials import RegisterEvent
from certdesk.core.errors import UntrustedFileError
from certdesk.core.merkle import Tree
from certdesk.core.register_events import position_of, read_event
from certdesk.core.words import N_, _
from certdesk.signing.register.checkpoints import Checkpoint, origin_of, read_checkpoint, signed_time, signing_key
from certdesk.signing.register.files import RegisterFile
from certdesk.signing.register.notes import Note, read_note
from certdesk.signing.trust import RegisterKey, RegisterView


class Tampering(StrEnum):
    """What was found. The last four need somebody who holds the register's key, or an old copy of what they signed."""

    UNKNOWN_KEY = "unknown_key"
    WRONG_REGISTER = "wrong_register"
    EDITED = "edited"
    DELETED = "deleted"
    REORDERED = "reordered"
    TRUNCATED = "truncated"
    ADDED = "added"
    OLDER = "older"
    RESTORED = "restored"
    FORKED = "forked"
    RETIRED_KEY = "retired_key"


_SENTENCES = {
    Tampering.UNKNOWN_KEY: N_("The register is not signed by a key of {name} that is known here."),
    Tampering.WRONG_REGISTER: N_("The file is called a register of {name}, but what is signed in it is another one."),
    Tampering.EDITED: N_("The entries of the register are not those that were signed: at least one was changed."),
    Tampering.DELETED: N_("Entry {entry} was taken out of the register after it was signed."),
    Tampering.REORDERED: N_("The entries of the register were put into another order, from entry {entry} on."),
    Tampering.TRUNCATED: N_("The end of the register was cut off: {signed} entries were signed, {count} are left."),
    Tampering.ADDED: N_("The register has {count} entries, but only {signed} were signed."),
    Tampering.OLDER: N_(
        "This copy of the register is older than the one that was seen before: it has {count} entries, and {seen} were "
        "there already."
    ),
    Tampering.RESTORED: N_(
        "From entry {entry} on, the register says something else than it said before: the desk that keeps it was taken "
        "back to an old state and went on from there, or its past was rewritten."
    ),
    Tampering.FORKED: N_(
        "There are two different registers of {count} entries, and both are signed: others were shown one, and you the "
        "other."
    ),
    Tampering.RETIRED_KEY: N_("The register was signed with a key of {name} after that key had been withdrawn."),
}
_RESTORED_SOMEWHERE = N_(
    "The first {before} entries of the register are not those that were seen before: the desk that keeps it was taken "
    "back to an old state and went on from there, or its past was rewritten."
)
_ASK = N_("Ask the desk that keeps the register for a fresh copy; if it says the same, call the programme's lead.")
_CALL = N_("Do not rely on this register. Call the programme's lead and compare both copies; keep this file.")
_HINTS = {
    Tampering.UNKNOWN_KEY: N_("Take in the newest trust bundle of the programme first."),
    Tampering.OLDER: N_("Ask for the newest copy. If there is none, the desk that keeps it has lost entries."),
    Tampering.RESTORED: _CALL,
    Tampering.FORKED: _CALL,
    Tampering.RETIRED_KEY: _CALL,
}


class RegisterProblem(UntrustedFileError):  # noqa: N818 - it is what was found, not a fault of the program
    """A register that can't be relied on; ``tampering`` says what was done to it."""

    def __init__(self, tampering: Tampering, *, name: str = "", **numbers: int) -> None:
        self.tampering = tampering
        sentence = _RESTORED_SOMEWHERE if "before" in numbers else _SENTENCES[tampering]
        text = _(sentence).format(name=name or _("the programme"), **numbers)
        super().__init__(text, _(_HINTS.get(tampering, _ASK)))


@dataclass(frozen=True, slots=True)
class Checked:
    """A register whose tree and signature hold."""

    file: RegisterFile
    note: Note
    checkpoint: Checkpoint
    key: bytes
    as_of: datetime | None
    tree: Tree
    events: tuple[RegisterEvent, ...]

    @property
    def signed_at(self) -> datetime:
        """When it was signed: as the register's key says, or else when the last entry was made."""
        if self.as_of is not None:
            return self.as_of
        return self.events[-1].at if self.events else _BEGINNING

    def view(self) -> RegisterView:
        """Return what the register says."""
        return RegisterView(self.checkpoint.origin, self.events, self.file.note, self.signed_at)


_BEGINNING = datetime.fromisoformat("1970-01-01T00:00:00+00:00")


def events_of(lines: Sequence[str]) -> tuple[RegisterEvent, ...]:
    """Read every line. Raises `UntrustedFileError`."""
    return tuple(read_event(line, position) for position, line in enumerate(lines))


def check_register(file: RegisterFile, keys: Iterable[RegisterKey]) -> Checked:
    """Check a register by itself: its signature, its length, its tree, every line.

    Raises `RegisterProblem`, or `UntrustedFileError` for what can't be read at all.
    """
    note = read_note(file.note)
    checkpoint = read_checkpoint(note)
    if checkpoint.origin != origin_of(file.register):
        raise RegisterProblem(Tampering.WRONG_REGISTER, name=file.issuer.name)
    key, as_of = _signed_by(note, keys, file.issuer.name)
    tree = Tree(line.encode() for line in file.lines)
    if tree.size != checkpoint.size or tree.root() != checkpoint.root:
        raise _changed(file.lines, checkpoint.size)
    return Checked(file, note, checkpoint, key, as_of, tree, events_of(file.lines))


def check_against(checked: Checked, size: int, root: bytes, known_lines: Sequence[str] = ()) -> None:
    """Check that a register goes on from where it was when last seen: ``size`` entries under ``root``.

    ``known_lines`` are those of then, if they are still there; they let the sentence name the entry.
    Raises `RegisterProblem`.
    """
    if checked.tree.size < size:
        count = checked.tree.size
        # Known lines that were tampered with here must not be what another's register is judged by.
        known = Tree(line.encode() for line in known_lines)
        if known.size >= size and known.root(size) == root and known.root(count) != checked.tree.root():
            raise _parted(checked.file.lines, known_lines, size)
        raise RegisterProblem(Tampering.OLDER, count=count, seen=size)
    if checked.tree.root(size) == root:
        return
    if checked.tree.size == size:
        raise RegisterProblem(Tampering.FORKED, count=size)
    raise _parted(checked.file.lines, known_lines, size)


def _signed_by(note: Note, keys: Iterable[RegisterKey], name: str) -> tuple[bytes, datetime | None]:
    known = {each.key: each for each in keys}
    key = signing_key(note, known)
    if key is None:
        raise RegisterProblem(Tampering.UNKNOWN_KEY, name=name)
    as_of, retired = signed_time(note, key), known[key].retired_at
    if retired is not None and (as_of is None or as_of > retired):
        raise RegisterProblem(Tampering.RETIRED_KEY, name=name)
    return key, as_of


def _changed(lines: Sequence[str], size: int) -> RegisterProblem:
    """Say how lines under an honest checkpoint were tampered with; each line says its own place."""
    places = [position_of(line) for line in lines]
    wrong = next((at for at, place in enumerate(places) if place != at), None)
    if wrong is None:
        if len(lines) == size:
            return RegisterProblem(Tampering.EDITED)
        kind = Tampering.TRUNCATED if len(lines) < size else Tampering.ADDED
        return RegisterProblem(kind, signed=size, count=len(lines))
    if len(lines) == size and sorted(place for place in places if place is not None) == list(range(size)):
        return RegisterProblem(Tampering.REORDERED, entry=wrong + 1)
    if len(lines) < size and wrong not in places:
        return RegisterProblem(Tampering.DELETED, entry=wrong + 1)
    return RegisterProblem(Tampering.EDITED)


def _parted(lines: Sequence[str], known_lines: Sequence[str], size: int) -> RegisterProblem:
    """Say from where on two pasts differ; without the lines of the other one only that they do."""
    if len(known_lines) < size:
        return RegisterProblem(Tampering.RESTORED, before=size)
    pairs = zip(lines, known_lines, strict=False)
    parted = next((at for at, (one, other) in enumerate(pairs) if one != other), min(len(lines), len(known_lines)))
    return RegisterProblem(Tampering.RESTORED, entry=parted + 1)
