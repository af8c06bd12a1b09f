"""Hand registers from desk to desk: export, import, countersign, prove. Each import says what it found."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from certdesk.actions.registering import complete_register, look_at_register, register_file, settle
from certdesk.core.changes import UNCHANGED, Change
from certdesk.core.errors import CertDeskError, NotAllowedError, NotFoundError, UntrustedFileError
from certdesk.core.words import _
from certdesk.signing.identity import Identity, list_identities
from certdesk.signing.issuer import Issuer, StatementSigner
from certdesk.signing.register import taking_in
from certdesk.signing.register.checking import Checked, check_against, check_register
from certdesk.signing.register.files import RegisterFile, read_register_file
from certdesk.signing.register.notes import Witness
from certdesk.signing.register.proofs import LARGEST, Proof, read_proof, write_proof
from certdesk.signing.register.views import OWN, TRUST, checked_register, findings
from certdesk.signing.safe_write import write_file
from certdesk.signing.trust import RegisterKey
from certdesk.signing.trust_store import load_programmes
from certdesk.store.register import lines_of, newest_note, put_note, registers_of
from certdesk.store.workspace import Workspace


@dataclass(frozen=True, slots=True)
class RegisterHere:
    """A register that this desk keeps (``own``) or knows. ``problem`` is empty when all is well.

    ``name`` is who keeps it; ``as_of`` when it was last signed; ``witnesses`` countersigned it.
    """

    register: str
    name: str
    own: bool
    size: int
    as_of: datetime | None
    witnesses: tuple[Witness, ...]
    problem: str = ""
    todo: str = ""


@dataclass(frozen=True, slots=True)
class Received:
    """What an import did: ``fresh`` entries are new here, ``completed`` were taken back into this desk's own register.

    ``countersigned`` says that countersignatures came back. ``size`` is how long the register is now.
    """

    register: str
    name: str
    size: int
    fresh: int = 0
    completed: int = 0
    countersigned: bool = False
    change: Change = UNCHANGED


def register_keys(folder: Path, register: str) -> tuple[RegisterKey, ...]:
    """Return the keys that may sign a register, as far as the workspace in ``folder`` knows; files only."""
    programme = next((each for each in load_programmes(folder) if each.id == register), None)
    if programme is not None:
        return programme.register_keys
    own = (each for each in list_identities(folder / "identities") if f"self-{each.id}" == register)
    return tuple(RegisterKey(each.statement_key, each.made_at) for each in own)


def registers_here(workspace: Workspace) -> tuple[RegisterHere, ...]:
    """Look at every register that this desk keeps or knows, checking each; never raises for what is in them."""
    own = frozenset(registers_kept(workspace))
    found = (_here(workspace, register, own=register in own) for register in sorted(own | {*_names(workspace.folder)}))
    return tuple(each for each in found if each is not None)


def export_register(workspace: Workspace, register: str, issuer: Issuer, target: Path, *, force: bool = False) -> int:
    """Write the register's file for others and return how many entries it has.

    Raises NotAllowedError for an empty or incomplete register, or when ``target`` is there already.
    """
    state = look_at_register(workspace, register)
    if not state.look.complete:
        raise NotAllowedError(" ".join(state.sentences), state.todo)
    settle(workspace, register, issuer)
    file = register_file(workspace, register, issuer)
    if not file.lines:
        raise NotAllowedError(_("Nothing has been entered in the register yet."), _("Issue a certificate first."))
    _write(target, file.content(), force=force)
    return len(file.lines)


def receive_register(workspace: Workspace, path: Path) -> Received:
    """Take in a register's file: of another desk, or of this one, with countersignatures or with what was lost.

    Raises `RegisterProblem` with a sentence for each way of tampering, `UntrustedFileError` for a damaged file,
    NotAllowedError when it does not fit this desk's own register.
    """
    file = read_register_file(path)
    keys = register_keys(workspace.folder, file.register)
    if not keys:
        text = _("Nobody here knows the keys of {name}.").format(name=file.issuer.name)
        raise NotFoundError(text, _("Take in the trust bundle of the programme first, then its register."))
    if keeps(workspace, file.register):
        return _receive_own(workspace, file, keys)
    taken = taking_in.take_in(workspace.folder, file.content(), path.name, keys, workspace.clock())
    return Received(file.register, file.issuer.name, taken.checked.tree.size, fresh=taken.fresh)


def registers_kept(workspace: Workspace) -> tuple[str, ...]:
    """Name the registers that this desk keeps itself: those with entries, and those that it remembers to have had."""
    folder = workspace.folder / OWN
    remembered = {entry.name for entry in folder.iterdir() if entry.is_dir()} if folder.is_dir() else set()
    return tuple(sorted({*registers_of(workspace.db), *remembered}))


def keeps(workspace: Workspace, register: str) -> bool:
    """Say whether this desk keeps a register itself."""
    return register in registers_kept(workspace)


def countersign_register(
    workspace: Workspace, register: str, signer: StatementSigner, target: Path | None = None, *, force: bool = False
) -> Checked:
    """Countersign a register that was taken in, and write its file for whoever keeps it when ``target`` is given."""
    if keeps(workspace, register):
        text = _("This is this desk's own register.")
        raise NotAllowedError(text, _("Let somebody else import and countersign it; that is what proves something."))
    keys = register_keys(workspace.folder, register)
    checked = taking_in.countersign(workspace.folder, register, keys, signer, workspace.clock())
    if target is not None:
        _write(target, checked.file.content(), force=force)
    return checked


def prove_entry(folder: Path, serial: str, target: Path, *, force: bool = False) -> str:
    """Write a proof that the certificate with this serial is in a register, and return the register's name.

    Reads files only. Raises NotFoundError when no register here holds it.
    """
    for register in _names(folder):
        checked = checked_register(folder, register, register_keys(folder, register))
        position = findings(checked.view(), serial).position if checked else None
        if checked is not None and position is not None:
            _write(target, write_proof(checked, position).encode(), force=force)
            return register
    text = _("No register here holds {serial}.").format(serial=serial)
    raise NotFoundError(text, _("Check the number, or import the newest register of the programme."))


def check_proof(folder: Path, path: Path) -> Proof:
    """Check a proof by what the workspace in ``folder`` knows. Raises `UntrustedFileError`."""
    try:
        with path.open("rb") as file:
            text = file.read(LARGEST + 1).decode()
    except (OSError, UnicodeDecodeError) as problem:
        told = _("{path} can't be read.").format(path=path)
        raise UntrustedFileError(told, _("Check that the file is there and that you may open it.")) from problem
    keys = [key for register in _names(folder) for key in register_keys(folder, register)]
    return read_proof(text, keys)


def check_file(folder: Path, path: Path) -> Checked:
    """Check a register's file by itself and against what was seen here, and keep nothing of it."""
    file = read_register_file(path)
    keys = register_keys(folder, file.register)
    checked = check_register(file, keys)
    here = checked_register(folder, file.register, keys)
    if here is not None and here.tree.size <= checked.tree.size:
        check_against(checked, here.tree.size, here.tree.root(), here.file.lines)
    elif here is not None:
        check_against(here, checked.tree.size, checked.tree.root(), file.lines)
    return checked


def own_issuer(folder: Path, register: str) -> Issuer:
    """Return who stands behind a register of this desk; files only. Raises NotFoundError."""
    programme = next((each for each in load_programmes(folder) if each.id == register), None)
    if programme is not None:
        keys = [each.key for each in programme.register_keys if each.retired_at is None]
        return Issuer(programme.name, keys[-1] if keys else programme.register_keys[-1].key, programme.id)
    identity = _identity(list_identities(folder / "identities"), register)
    if identity is None:
        text = _("The key behind the register {register} is not on this computer.").format(register=register)
        raise NotFoundError(text, _("Work where its certificates are issued."))
    return Issuer(identity.name, identity.statement_key)


def _identity(identities: Iterable[Identity], register: str) -> Identity | None:
    return next((each for each in identities if f"self-{each.id}" == register), None)


def _receive_own(workspace: Workspace, file: RegisterFile, keys: tuple[RegisterKey, ...]) -> Received:
    """Complete this desk's own register from an export, or take countersignatures back."""
    here = lines_of(workspace.db, file.register)
    if not look_at_register(workspace, file.register).look.complete or len(file.lines) > len(here):
        count, change = complete_register(workspace, file.register, file, keys)
        return Received(file.register, file.issuer.name, len(file.lines), completed=count, change=change)
    checked = check_register(file, keys)
    note = newest_note(workspace.db, file.register)
    merged = taking_in.merged_note(note, file.note)
    if merged == note:
        return Received(file.register, file.issuer.name, len(here))
    with workspace.recording("register.checkpoint", _("register countersigned")) as recording:
        put_note(recording, file.register, checked.tree.size, merged)
    settle(workspace, file.register, own_issuer(workspace.folder, file.register))
    return Received(file.register, file.issuer.name, len(here), countersigned=True, change=recording.change)


def _here(workspace: Workspace, register: str, *, own: bool) -> RegisterHere | None:
    state = look_at_register(workspace, register) if own else None
    size, todo = state.look.size if state else 0, state.todo if state else ""
    problem = " ".join(state.sentences) if state and (not state.look.complete or state.look.moved) else ""
    try:
        checked = checked_register(workspace.folder, register, register_keys(workspace.folder, register))
    except CertDeskError as found:
        return RegisterHere(register, "", own, size, None, (), problem or str(found), todo or found.hint)
    if checked is None:
        return RegisterHere(register, "", own, size, None, (), problem, todo) if own else None
    witnesses = taking_in.witnesses_of(checked)
    size = size if own else checked.tree.size
    return RegisterHere(register, checked.file.issuer.name, own, size, checked.signed_at, witnesses, problem, todo)


def _names(folder: Path) -> tuple[str, ...]:
    places = [folder / each for each in (OWN, TRUST)]
    return tuple(sorted({one.name for place in places if place.is_dir() for one in place.iterdir() if one.is_dir()}))


def _write(target: Path, content: bytes, *, force: bool) -> None:
    if target.exists() and not force:
        text = _("{file} is there already.").format(file=target)
        raise NotAllowedError(text, _("Name another file, or replace it with --force."))
    write_file(target, content)
