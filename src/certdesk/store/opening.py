"""Opening a workspace: the lock, the upgrade of the database, and its check after a crash."""

from __future__ import annotations

import logging
import os
import platform
import shutil
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any

from sqlite_utils import Database

from certdesk.core.errors import StorageError
from certdesk.core.plain import digest
from certdesk.core.words import _
from certdesk.store import backups, schema
from certdesk.store.connection import is_disk_trouble, open_database, sqlite3, use_safe_journal

log = logging.getLogger(__name__)
DATABASE, LOCK, BACKUPS, VAULT = "certdesk.db", "workspace.lock", "backups", "vault"
MARK = "workspace.mark"
_MACHINE_ID = Path("/etc/machine-id")


def is_workspace(folder: Path) -> bool:
    """Whether a folder holds a workspace."""
    return (folder / DATABASE).is_file()


def take_lock(folder: Path) -> Any:  # noqa: ANN401 - the driver's connection type
    """Hold the workspace for this process; the operating system lets go when the process ends.

    Raises StorageError when the folder can't be written or another process holds it.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
        _check_foreign_files(folder)
        # Never open the file here: closing it again would drop the lock that this very process may hold on it.
        (folder / LOCK).touch()
        lock = sqlite3.connect(str(folder / LOCK), timeout=0, isolation_level=None)
    except (OSError, sqlite3.Error) as problem:
        raise _cannot_write(folder, problem) from problem
    try:
        lock.execute("pragma journal_mode = memory")
        lock.execute("begin exclusive")
    except sqlite3.Error as problem:
        lock.close()
        if "locked" not in str(problem):
            raise _cannot_write(folder, problem) from problem
        text = _("The workspace {folder} is already open in another CertDesk.").format(folder=folder)
        raise StorageError(text, _("Use that window, or close it first.")) from problem
    return lock


def open_and_upgrade(folder: Path, clock: Callable[[], datetime]) -> Database:
    """Open the database, checked after a crash and brought to today's schema after a backup.

    Raises StorageError when it is damaged, foreign, newer than this program or can't be written; then it is unchanged.
    """
    path = folder / DATABASE
    _check_not_lost(folder)
    was_replaced = _was_replaced(folder)
    try:
        db = open_database(path)
    except (OSError, sqlite3.Error) as problem:
        raise _explained(path, problem) from problem
    try:
        _check_origin(db, path)
        _check_after_crash(db, path)
        _upgrade(db, folder, clock)
        _set(db, "closed_cleanly", "no")
        _renew_epoch_when_moved(db, path, was_replaced=was_replaced)
    except BaseException as problem:
        db.close()
        # Reading already says a sentence, but here it is known what to do about damage.
        cause = problem.__cause__ if isinstance(problem, StorageError) else problem
        if isinstance(cause, OSError | sqlite3.Error):
            raise _explained(path, cause) from cause
        raise
    return db


def mark_closed(db: Database) -> None:
    """Remember that nothing was cut off, so that the next start needs no check."""
    _set(db, "closed_cleanly", "yes")


def leave_mark(folder: Path) -> None:
    """Remember how the file was left. Call it when the database is closed.

    Without the mark, as after a crash, the next start can't tell that nobody put an older file in its place.
    """
    try:
        (folder / MARK).write_text(_look_of(folder / DATABASE), encoding="ascii")
    except OSError:
        log.warning("no mark was left", exc_info=True)


def device_epoch(db: Database) -> str:
    """Return the random id of this installation of the workspace; restores and clones get a new one."""
    return _get(db, "epoch")


def empty_folder(folder: Path) -> None:
    """Remove what an interrupted job left behind. Raises StorageError when there can't be such a folder."""
    # What can't be removed now is harmless, because no name in it is used twice, and goes the next time.
    shutil.rmtree(folder, ignore_errors=True)
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as problem:
        raise _cannot_write(folder.parent, problem) from problem


def _was_replaced(folder: Path) -> bool:
    """Whether the file is not as it was left when it was closed, because somebody put another one in its place."""
    mark, path = folder / MARK, folder / DATABASE
    try:
        return mark.exists() and path.is_file() and mark.read_text(encoding="ascii") != _look_of(path)
    except (OSError, UnicodeDecodeError):
        return False  # whatever is wrong with the folder shows itself soon


def _look_of(path: Path) -> str:
    found = path.stat()
    # Not the time of its last change of any kind: programs that make backups change that.
    return f"{found.st_size} {found.st_mtime_ns}"


def _machine() -> str:
    """Return what tells this computer from one that was set up from the same image, where the system has that."""
    try:
        return _MACHINE_ID.read_text(encoding="ascii").strip()
    except (OSError, UnicodeDecodeError):
        return ""


def _upgrade(db: Database, folder: Path, clock: Callable[[], datetime]) -> None:
    use_safe_journal(db)
    if _application_id(db) != schema.APPLICATION_ID:
        # First of all, so that a workspace whose making was cut off is still known as ours.
        db.execute(f"pragma application_id = {schema.APPLICATION_ID}")
    if schema.steps.applied(db) and schema.steps.pending(db):
        backups.back_up(db, folder / BACKUPS, f"before-upgrade-{clock():%Y%m%d-%H%M%S}")
    schema.steps.apply(db)


def _renew_epoch_when_moved(db: Database, path: Path, *, was_replaced: bool) -> None:
    """Give a workspace a new epoch when its file is not the one that it had: a copy would reuse its numbers.

    That is another file, machine or folder, and also the same file with somebody's older copy written over it. A
    renewal too many does no harm, it only begins a new chain in the journal.
    """
    # From here on the file changes, and after a crash nobody could tell by what.
    (path.parent / MARK).unlink(missing_ok=True)
    here = digest(f"{platform.node()} {_machine()} {path.resolve()} {path.stat().st_ino}")
    if _get(db, "epoch") and _get(db, "place") == here and not was_replaced:
        return
    _set(db, "epoch", os.urandom(8).hex())
    _set(db, "place", here)


def _check_foreign_files(folder: Path) -> None:
    """Refuse to scatter a workspace among somebody's own files."""
    if is_workspace(folder) or (folder / LOCK).exists():
        return
    if any(not child.name.startswith(".") for child in folder.iterdir()):
        text = _("{folder} already holds other files and is not a CertDesk workspace.").format(folder=folder)
        raise StorageError(text, _("Choose an empty or a new folder."))


def _check_not_lost(folder: Path) -> None:
    """Refuse to begin a new database where an old one was: it was emptied or taken away."""
    path = folder / DATABASE
    if path.is_file() and path.stat().st_size:
        return
    if any((folder / BACKUPS).glob("*.db")) or any((folder / VAULT).glob("*/*")):
        raise _damaged(path, _("it is empty") if path.is_file() else _("it is missing"))


def _check_origin(db: Database, path: Path) -> None:
    found = _application_id(db)
    if found not in {0, schema.APPLICATION_ID} or (found == 0 and db.table_names()):
        raise StorageError(_("{path} is not a CertDesk workspace.").format(path=path), _("Choose another folder."))
    if schema.unknown_steps(db):
        text = _("The workspace {path} was last used with a newer CertDesk.").format(path=path.parent)
        raise StorageError(text, _("Nothing was changed. Open it with that version or a later one."))


def _check_after_crash(db: Database, path: Path) -> None:
    if "desk" not in db.table_names() or _get(db, "closed_cleanly") == "yes":
        return
    answer = db.execute("pragma quick_check(1)").fetchone()[0]
    if answer != "ok":
        raise _damaged(path, answer)


def _explained(path: Path, problem: Exception) -> StorageError:
    """Tell a disk that lets us down from a damaged file: nobody should put an old backup over a good file."""
    if isinstance(problem, OSError) or is_disk_trouble(problem):
        reason = getattr(problem, "strerror", None) or problem
        text = _("The workspace {folder} could not be opened: {reason}.").format(folder=path.parent, reason=reason)
        hint = _(
            "Nothing was changed. Check that the disk has free space and may be written to, and that no other program "
            "uses the folder. Then try again."
        )
        return StorageError(text, hint)
    return _damaged(path, problem)


def _damaged(path: Path, reason: object) -> StorageError:
    text = _("The workspace file {path} is damaged: {reason}.").format(path=path, reason=reason)
    hint = _(
        "Nothing was changed. Move {name} and the files beside it that begin with the same name to another folder, "
        "copy the newest file from “backups” to its place, and open the workspace again."
    )
    return StorageError(text, hint.format(name=path.name))


def _cannot_write(folder: Path, problem: Exception) -> StorageError:
    reason = problem.strerror if isinstance(problem, OSError) and problem.strerror else problem
    text = _("The folder {folder} cannot be used as a workspace: {reason}.").format(folder=folder, reason=reason)
    return StorageError(text, _("Choose a folder on this computer's own disk that you may write to."))


def _application_id(db: Database) -> int:
    return int(db.execute("pragma application_id").fetchone()[0])


def _get(db: Database, key: str) -> str:
    rows = list(db.query("select value from desk where key = ?", [key]))
    return rows[0]["value"] if rows else ""


def _set(db: Database, key: str, value: str) -> None:
    with db.atomic():
        db.execute(
            "insert into desk values (?, ?) on conflict (key) do update set value = excluded.value", [key, value]
        )
