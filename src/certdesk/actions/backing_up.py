"""Copy a whole workspace to another place: plan, make. The copy is a workspace that can be opened as it is."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from certdesk.actions.inbox import INBOX
from certdesk.actions.outbox import ABOUT, OUTBOX
from certdesk.core.errors import NotAllowedError, StorageError
from certdesk.core.progress import Progress
from certdesk.core.words import _
from certdesk.store.backups import back_up
from certdesk.store.connection import open_database, sqlite3
from certdesk.store.flushing import flush_file, flush_folder
from certdesk.store.journal import entries
from certdesk.store.opening import DATABASE, VAULT, is_workspace, take_lock
from certdesk.store.workspace import Workspace

# A file in these two never changes once it is there, so one of the same size is the same.
LASTING = (VAULT, "documents")
# Keys, and what is known of programmes: small, and changed in place.
PRIVATE = ("identities", "authority", "trust", "register")
# Of what the inbox holds, parts and files as large as this never change either.
LARGE = 2**20
BLOCK = 2**20


@dataclass(frozen=True, slots=True)
class BackupPlan:
    """What a backup is made from: a copy of the database in staging, and the files beside it by their paths."""

    source: Path
    target: Path
    database: Path
    files: tuple[Path, ...]
    journal: frozenset[str]


@dataclass(frozen=True, slots=True)
class BackedUp:
    """Where the copy is, how many files were copied, how many were there before, and what could not be copied."""

    folder: Path
    copied: int
    present: int
    faults: tuple[str, ...]


def plan_backup(workspace: Workspace, target: Path) -> BackupPlan:
    """Set the database aside and list the files. Raises NotAllowedError for a target inside the workspace."""
    target = target.absolute()
    if target.resolve().is_relative_to(workspace.folder.resolve()):
        text = _("{folder} lies inside the workspace itself.").format(folder=target)
        raise NotAllowedError(text, _("Choose a folder elsewhere, best on another disk."))
    files = [
        path.relative_to(workspace.folder)
        for folder in (*LASTING, *PRIVATE, INBOX)
        for path in sorted((workspace.folder / folder).rglob("*"))
        if path.is_file()
    ]
    # What waits in the inbox may be nowhere else by now. A package can be packed again, but what its receiver has is
    # remembered only here.
    files += [path.relative_to(workspace.folder) for path in sorted((workspace.folder / OUTBOX).glob(f"*/{ABOUT}"))]
    with _explained(workspace.folder):
        database = back_up(workspace.db, workspace.staging, workspace.new_id())
    journal = frozenset(entry.id for entry in entries(workspace.db))
    return BackupPlan(workspace.folder, target, database, tuple(files), journal)


def make_backup(plan: BackupPlan, progress: Progress) -> BackedUp:
    """Copy what the target does not have yet, the database last. Stopped or failed, it goes on the next time.

    ``progress`` counts files. Raises StorageError when the target can't be written, belongs to somebody else's files
    or is open in another CertDesk; NotAllowedError when it holds work that this workspace does not have.
    """
    faults: list[str] = []
    copied = 0
    with closing(take_lock(plan.target)), _explained(plan.target):
        _check_nothing_is_lost(plan)
        for done, file in enumerate(plan.files):
            progress(done, len(plan.files), file.name)
            if _is_there(plan, file):
                continue
            fault = _copy(plan, file)
            faults += [fault] if fault else []
            copied += not fault
        _put_database(plan)
        progress(len(plan.files), len(plan.files), "")
    return BackedUp(plan.target, copied, len(plan.files) - copied - len(faults), tuple(faults))


def _check_nothing_is_lost(plan: BackupPlan) -> None:
    if not is_workspace(plan.target):
        return
    try:
        with closing(open_database(plan.target / DATABASE)) as db:
            others = {entry.id for entry in entries(db)} - plan.journal if "journal" in db.table_names() else set()
    except sqlite3.Error as problem:
        text = _("{folder} holds a workspace that can't be read: {reason}.").format(folder=plan.target, reason=problem)
        raise StorageError(text, _("Nothing was changed. Choose another folder for the backup.")) from problem
    if others:
        text = _("{folder} holds a workspace with work that is not in this one.").format(folder=plan.target)
        raise NotAllowedError(text, _("Nothing was changed. Choose another folder for the backup."))


def _is_there(plan: BackupPlan, file: Path) -> bool:
    source, target = plan.source / file, plan.target / file
    if not target.is_file() or target.stat().st_size != source.stat().st_size:
        return False
    lasting = file.parts[0] in LASTING or (file.parts[0] == INBOX and source.stat().st_size > LARGE)
    return lasting or target.read_bytes() == source.read_bytes()


def _copy(plan: BackupPlan, file: Path) -> str:
    """Copy one file and give it its name when it is whole. Returns what is wrong with the original, if anything."""
    source, target = plan.source / file, plan.target / file
    target.parent.mkdir(parents=True, exist_ok=True)
    part = target.with_name(f"{target.name}.part")
    digest = sha256()
    with part.open("wb") as out:
        try:
            for block in _blocks(source):
                digest.update(block)
                out.write(block)
        except _UnreadableError as problem:
            out.close()
            part.unlink()
            return _("{file} could not be read: {reason}.").format(file=source, reason=problem)
    if file.parts[0] == VAULT and digest.hexdigest() != source.name:
        part.unlink()
        return _("{file} is damaged and was not copied. “certdesk check --deep” says what to do.").format(file=source)
    flush_file(part)
    part.replace(target)
    return ""


class _UnreadableError(Exception):
    """The original, not the copy, is the trouble."""


def _blocks(path: Path) -> Iterator[bytes]:
    try:
        with path.open("rb") as stream:
            while block := stream.read(BLOCK):
                yield block
    except OSError as problem:
        raise _UnreadableError(problem.strerror or problem) from problem


@contextmanager
def _explained(folder: Path) -> Iterator[None]:
    try:
        yield
    except OSError as problem:
        text = _("The backup in {folder} could not be written: {reason}.")
        hint = _("Check its free space and that it is still connected, then start the backup again: it goes on.")
        raise StorageError(text.format(folder=folder, reason=problem.strerror or problem), hint) from problem


def _put_database(plan: BackupPlan) -> None:
    target = plan.target / DATABASE
    part = target.with_name(f"{DATABASE}.part")
    shutil.copyfile(plan.database, part)
    flush_file(part)
    for beside in ("-wal", "-shm", "-journal"):
        # What an older database left beside itself must never be read into the new one.
        target.with_name(f"{DATABASE}{beside}").unlink(missing_ok=True)
    part.replace(target)
    flush_folder(plan.target)
    plan.database.unlink()
