"""The one place where a database is opened, so that its driver can change without anyone noticing."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import sqlite_utils.utils
from sqlite_utils import Database

# sqlite-utils takes the newer SQLite of the pysqlite3 package where it is installed.
sqlite3: Any = sqlite_utils.utils.sqlite3  # type: ignore[attr-defined]

# Two connections that write can corrupt a WAL file in every SQLite from 3.7.0 to 3.51.2.
SAFE_WAL = (3, 51, 3)


def open_database(path: Path) -> Database:
    """Open ``path`` so that an acknowledged commit survives a power cut."""
    connection = sqlite3.connect(str(path), timeout=5)
    try:
        db = Database(connection, execute_plugins=False)
        db.execute("pragma foreign_keys = on")
        db.execute("pragma synchronous = full")
        journal = "wal" if sqlite3.sqlite_version_info >= SAFE_WAL else "truncate"
        db.execute(f"pragma journal_mode = {journal}")
    except BaseException:
        connection.close()
        raise
    return db
