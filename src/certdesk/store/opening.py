"""Opening a workspace: the lock, the upgrade of the database, and its check after a crash."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any

from sqlite_utils import Database

from certdesk.core.errors import StorageError
from certdesk.core.words import _
from certdesk.store import backups, schema
from certdesk.store.connection import open_database, sqlite3

DATABASE = "certdesk.db"


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
        with (folder / "workspace.lock").open("ab"):
            pass
        lock = sqlite3.connect(str(folder / "workspace.lock"), timeout=0, isolation_level=None)
    except (OSError, sqlite3.Error) as problem:
        raise _cannot_write(folder, problem) from problem
    try:
        lock.execute("pragma journal_mode = memory")
        lock.execute("begin exclusive")
    except sqlite3.OperationalError as problem:
        lock.close()
        if "locked" not in str(problem):
            raise _cannot_write(folder, problem) from problem
        text = _("The workspace {folder} is already open in another CertDesk.").format(folder=folder)
        raise StorageError(text, _("Use that window, or close it first.")) from problem
    return lock


def _check_foreign_files(folder: Path) -> None:
    """Refuse to scatter a workspace among somebody's own files."""
    if is_workspace(folder) or (folder / "workspace.lock").exists():
        return
    if any(not child.name.startswith(".") for child in folder.iterdir()):
        text = _("{folder} already holds other files and is not a CertDesk workspace.").format(folder=folder)
        raise StorageError(text, _("Choose an empty or a new folder."))


def open_and_upgrade(folder: Path, clock: Callable[[], datetime]) -> Database:
    """Open the database, checked after a crash and brought to today's schema after a backup."""
    path = folder / DATABASE
    try:
        db = open_database(path)
    except (OSError, sqlite3.Error) as problem:
        raise _damaged(path, problem) from problem
    try:
        _check_origin(db, path)
        _check_after_crash(db, path)
        if db.table_names() and schema.steps.pending(db):
            backups.back_up(db, folder / "backups", f"before-upgrade-{clock():%Y%m%d-%H%M%S}")
        schema.steps.apply(db)
        db.execute(f"pragma application_id = {schema.APPLICATION_ID}")
        _set(db, "closed_cleanly", "no")
    except sqlite3.Error as problem:
        db.close()
        raise _damaged(path, problem) from problem
    except BaseException:
        db.close()
        raise
    return db


def mark_closed(db: Database) -> None:
    """Remember that nothing was cut off, so that the next start needs no check."""
    try:
        _set(db, "closed_cleanly", "yes")
    except sqlite3.Error:
        # The next start then merely checks the file once more.
        db.rollback()


def device_epoch(db: Database) -> str:
    """Return the random id of this installation of the workspace; restores and clones get a new one."""
    found = _get(db, "epoch")
    if found:
        return found
    epoch = os.urandom(8).hex()
    _set(db, "epoch", epoch)
    return epoch


def empty_folder(folder: Path) -> None:
    """Remove what an interrupted job left behind."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True, exist_ok=True)


def _check_origin(db: Database, path: Path) -> None:
    found = db.execute("pragma application_id").fetchone()[0]
    if found not in {0, schema.APPLICATION_ID} or (found == 0 and db.table_names()):
        raise StorageError(_("{path} is not a CertDesk workspace.").format(path=path), _("Choose another folder."))
    known = {step.name for step in schema.steps.pending(db)} | {step.name for step in schema.steps.applied(db)}
    ours = {step.name for step in schema.steps._migrations}  # noqa: SLF001 - the library has no public list of steps
    if known - ours:
        text = _("The workspace {path} was last used with a newer CertDesk.").format(path=path.parent)
        raise StorageError(text, _("Nothing was changed. Open it with that version or a later one."))


def _check_after_crash(db: Database, path: Path) -> None:
    if "desk" not in db.table_names() or _get(db, "closed_cleanly") == "yes":
        return
    answer = db.execute("pragma quick_check(1)").fetchone()[0]
    if answer != "ok":
        raise _damaged(path, answer)


def _damaged(path: Path, reason: object) -> StorageError:
    text = _("The workspace file {path} is damaged: {reason}.").format(path=path, reason=reason)
    hint = _(
        "Nothing was changed. Copy the newest file from the folder “backups” beside it over it, and open it again."
    )
    return StorageError(text, hint)


def _cannot_write(folder: Path, problem: Exception) -> StorageError:
    reason = problem.strerror if isinstance(problem, OSError) and problem.strerror else problem
    text = _("The folder {folder} cannot be used as a workspace: {reason}.").format(folder=folder, reason=reason)
    return StorageError(text, _("Choose a folder on this computer's own disk that you may write to."))


def _get(db: Database, key: str) -> str:
    rows = list(db.query("select value from desk where key = ?", [key]))
    return rows[0]["value"] if rows else ""


def _set(db: Database, key: str, value: str) -> None:
    with db.atomic():
        db.execute(
            "insert into desk values (?, ?) on conflict (key) do update set value = excluded.value", [key, value]
        )
