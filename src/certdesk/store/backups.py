"""Copies of the database that can be opened on their own: seven daily, four weekly, one before each upgrade."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from sqlite_utils import Database

from certdesk.core.errors import StorageError
from certdesk.core.words import _
from certdesk.store.connection import sqlite3

DAILY, WEEKLY = 7, 4


def back_up(db: Database, folder: Path, name: str) -> Path:
    """Write a copy, check that it opens, and only then give it its name."""
    folder.mkdir(parents=True, exist_ok=True)
    part = folder / f"{name}.part"
    part.unlink(missing_ok=True)
    try:
        db.execute("vacuum into ?", [str(part)])
        copy = sqlite3.connect(str(part))
        try:
            healthy = copy.execute("pragma quick_check(1)").fetchone()[0] == "ok"
        finally:
            copy.close()
        if not healthy:
            raise StorageError(_("The backup in {folder} could not be read back.").format(folder=folder))
        return part.replace(folder / f"{name}.db")
    finally:
        part.unlink(missing_ok=True)


def back_up_if_due(db: Database, folder: Path, now: datetime) -> None:
    """Make today's and this week's backup unless they are there, and drop the oldest ones."""
    if not db.execute("select exists (select 1 from journal)").fetchone()[0]:
        return
    year, week, _day = now.isocalendar()
    for prefix, stamp, keep in (("daily", f"{now:%Y-%m-%d}", DAILY), ("weekly", f"{year}-{week:02}", WEEKLY)):
        name = f"{prefix}-{stamp}"
        existing = folder / f"{name}.db"
        if prefix == "daily" or not existing.exists():
            back_up(db, folder, name)
        for old in sorted(folder.glob(f"{prefix}-*.db"))[:-keep]:
            old.unlink()
