"""Copies of the database that can be opened on their own: seven daily, four weekly, one before each upgrade."""

from __future__ import annotations

import shutil
from datetime import datetime
from pathlib import Path
from typing import Any

from sqlite_utils import Database

from certdesk.core.errors import StorageError
from certdesk.core.words import _
from certdesk.store.connection import sqlite3
from certdesk.store.flushing import flush_file, flush_folder

DAILY, WEEKLY = 7, 4


def back_up(db: Database, folder: Path, name: str) -> Path:
    """Write a copy, check that it opens, and only then give it its name."""
    folder.mkdir(parents=True, exist_ok=True)
    part = folder / f"{name}.part"
    part.unlink(missing_ok=True)
    try:
        db.execute("vacuum into ?", [str(part)])
        _make_usable(part, folder)
        # SQLite leaves it to us to bring the copy to the disk.
        flush_file(part)
        target = part.replace(folder / f"{name}.db")
        flush_folder(folder)
        return target
    finally:
        part.unlink(missing_ok=True)


def back_up_if_due(db: Database, folder: Path, now: datetime) -> None:
    """Renew today's backup, make this week's unless it is there, and drop the oldest ones."""
    if not db.execute("select exists (select 1 from journal)").fetchone()[0]:
        return
    year, week, _day = now.isocalendar()
    today = back_up(db, folder, f"daily-{now:%Y-%m-%d}")
    this_week = folder / f"weekly-{year}-{week:02}.db"
    if not this_week.exists():
        _copy(today, this_week)
    for prefix, newest, keep in (("daily", today, DAILY), ("weekly", this_week, WEEKLY)):
        # What was made now stays, even if a clock that was wrong once left names from the future.
        others = sorted(set(folder.glob(f"{prefix}-*.db")) - {newest})
        for old in others[: -(keep - 1)]:
            old.unlink()


def _copy(made: Path, target: Path) -> None:
    """Copy a backup that was checked when it was made."""
    part = target.with_name(f"{target.stem}.part")
    try:
        shutil.copyfile(made, part)
        flush_file(part)
        part.replace(target)
        flush_folder(target.parent)
    finally:
        part.unlink(missing_ok=True)


def _make_usable(part: Path, folder: Path) -> None:
    """Check the copy, and take the epoch out of it: whoever goes on from here must not reuse journal numbers."""
    copy = sqlite3.connect(str(part), isolation_level=None)
    try:
        copy.execute("delete from desk where key = 'epoch'")
        _leave_out_searched(copy)
        healthy = copy.execute("pragma quick_check(1)").fetchone()[0] == "ok"
    finally:
        copy.close()
    if not healthy:
        raise StorageError(_("The backup in {folder} could not be read back.").format(folder=folder))


def _leave_out_searched(copy: Any) -> None:  # noqa: ANN401 - the driver's connection type
    """Leave out the words of evidence: they can be read again, and in a dozen copies they would fill the disk."""
    there = "select 1 from sqlite_master where name = 'searched'"
    if not copy.execute(there).fetchone() or not copy.execute("select exists (select 1 from searched)").fetchone()[0]:
        return
    copy.execute("delete from searched_text")
    copy.execute("delete from searched")
    copy.execute("vacuum")
