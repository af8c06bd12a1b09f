"""The one place where a database is opened, so that its driver can change without anyone noticing."""

from __future__ import annotations

from collections.abc import Generator, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import sqlite_utils.utils
from sqlite_utils import Database

from certdesk.core.errors import StorageError
from certdesk.core.words import _

# sqlite-utils takes the newer SQLite of the pysqlite3 package where it is installed.
sqlite3: Any = sqlite_utils.utils.sqlite3  # type: ignore[attr-defined]

# Two connections that write can corrupt a WAL file in every SQLite from 3.7.0 to 3.51.2.
SAFE_WAL = (3, 51, 3)

# When a commit counts as done: when it would survive a power cut.
SYNCHRONOUS = "full"

# Seconds to wait for another program that has the database open, such as one that makes a backup of the disk.
PATIENCE = 5

# SQLite's own numbers for what a disk, a lock or a permission does to us. Everything else is a bug of ours.
_PERM, _BUSY, _LOCKED, _NOMEM, _READONLY, _IOERR, _FULL, _CANTOPEN, _NOLFS = 3, 5, 6, 7, 8, 10, 13, 14, 22
_DISK = frozenset({_PERM, _BUSY, _LOCKED, _NOMEM, _READONLY, _IOERR, _FULL, _CANTOPEN, _NOLFS})
_CORRUPT, _NOTADB = 11, 26


class ReadableDatabase(Database):
    """A database that says in a sentence when it can't be read any more: the disk failed, or the file is damaged."""

    def query(
        self, sql: str, params: Sequence[Any] | dict[str, Any] | None = None
    ) -> Generator[dict[str, Any], None, None]:
        """Run a query now and return its rows as they are read. Raises StorageError."""
        with explained():
            rows = super().query(sql, params)
        return _read(rows)


def _read(rows: Iterator[dict[str, Any]]) -> Generator[dict[str, Any], None, None]:
    with explained():
        yield from rows


@contextmanager
def explained() -> Iterator[None]:
    """Say in a sentence that the workspace could not be read. Raises StorageError."""
    try:
        yield
    except sqlite3.Error as problem:
        if not (is_disk_trouble(problem) or is_damage(problem)):
            raise
        text = _("The workspace could not be read: {reason}.").format(reason=problem)
        hint = _("Close CertDesk, check the disk, and open the workspace again: it is checked then.")
        raise StorageError(text, hint) from problem


def open_database(path: Path) -> Database:
    """Connect to ``path`` without changing the file, so that a foreign one can still be refused untouched."""
    connection = sqlite3.connect(str(path), timeout=PATIENCE)
    try:
        db = ReadableDatabase(connection, execute_plugins=False)
        db.execute("pragma foreign_keys = on")
        # Without this, "insert or replace" gets past a trigger that forbids deleting.
        db.execute("pragma recursive_triggers = on")
        db.execute(f"pragma synchronous = {SYNCHRONOUS}")
    except BaseException:
        connection.close()
        raise
    return db


def use_safe_journal(db: Database) -> None:
    """Choose the journal with which an acknowledged commit survives a power cut. Writes to the file."""
    journal = "wal" if sqlite3.sqlite_version_info >= SAFE_WAL else "truncate"
    db.execute(f"pragma journal_mode = {journal}")


def is_disk_trouble(problem: BaseException) -> bool:
    """Whether SQLite complains about the disk, a lock or a permission, not about us or about what is in the file."""
    return _code(problem) in _DISK


def is_damage(problem: BaseException) -> bool:
    """Whether SQLite found the file itself damaged."""
    return _code(problem) in {_CORRUPT, _NOTADB}


def _code(problem: BaseException) -> int:
    """Return the primary result code; SQLite's extended codes carry it in their lowest byte."""
    return int(getattr(problem, "sqlite_errorcode", 0)) & 0xFF
