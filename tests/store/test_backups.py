"""Backups rotate, open on their own, and never hinder."""

from __future__ import annotations

import os
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from tests.support.building import AMARA, Clock, furnished, marks_of, open_workspace, put_rubric, small_rubric
from tests.support.fixtures import begun

from certdesk.actions.scoring import mark_criterion
from certdesk.core.errors import StorageError
from certdesk.core.marks import LevelGiven
from certdesk.core.searching import folded
from certdesk.store import backups
from certdesk.store.connection import open_database
from certdesk.store.rebuilding import snapshot
from certdesk.store.searching import SearchedFile, SearchedPart, keep_searched, searched_files
from certdesk.store.workspace import Workspace


@pytest.fixture
def workspace(tmp_path):
    """A workspace that was never closed yet, nor moved."""
    with furnished(tmp_path / "workspace") as workspace:
        yield workspace


def names(workspace):
    folder = workspace.folder / "backups"
    return sorted(path.name for path in folder.iterdir()) if folder.exists() else []


def test_closing_makes_a_copy_that_opens_on_its_own(workspace, assessment_id, tmp_path):
    mark_criterion(workspace, assessment_id, "T1", LevelGiven(4))
    before = snapshot(workspace.db)
    workspace.close()
    assert names(workspace) == ["daily-2026-11-22.db", "weekly-2026-47.db"]
    for name in names(workspace):
        copy = open_database(workspace.folder / "backups" / name)
        assert snapshot(copy) == before
        copy.close()


def test_a_copy_is_a_workspace_of_its_own(workspace, assessment_id, tmp_path):
    mark_criterion(workspace, assessment_id, "T1", LevelGiven(4))
    workspace.close()
    (tmp_path / "restored").mkdir()
    backup = workspace.folder / "backups" / "daily-2026-11-22.db"
    (tmp_path / "restored" / "workspace.lock").touch()
    (tmp_path / "restored" / "certdesk.db").write_bytes(backup.read_bytes())
    with open_workspace(tmp_path / "restored") as restored:
        assert marks_of(restored, assessment_id) == {"T1": LevelGiven(4)}


def test_todays_backup_has_todays_last_work(workspace, assessment_id):
    workspace.close()
    with open_workspace(workspace.folder) as again:
        mark_criterion(again, assessment_id, "T1", LevelGiven(4))
    copy = open_database(workspace.folder / "backups" / "daily-2026-11-22.db")
    assert copy.execute("select level from mark").fetchone() == ("4",)
    copy.close()


def test_seven_days_and_four_weeks_are_kept(tmp_path):
    furnished(tmp_path, ()).close()
    first = datetime(2026, 12, 1, 18, 0, tzinfo=UTC)
    for day in range(40):
        Workspace(tmp_path, clock=Clock(first + timedelta(days=day)), person=AMARA).close()
    found = sorted(path.name for path in (tmp_path / "backups").iterdir())
    days = [f"daily-2027-01-{day:02}.db" for day in range(3, 10)]
    weeks = ["weekly-2026-51.db", "weekly-2026-52.db", "weekly-2026-53.db", "weekly-2027-01.db"]
    assert found == days + weeks


def test_a_clock_that_was_wrong_does_not_cost_todays_backup(tmp_path):
    furnished(tmp_path, ()).close()
    for day in range(1, 9):
        Workspace(tmp_path, clock=Clock(datetime(2099, 1, day, tzinfo=UTC))).close()
    Workspace(tmp_path, clock=Clock(datetime(2026, 11, 23, tzinfo=UTC))).close()
    assert (tmp_path / "backups" / "daily-2026-11-23.db").exists()
    assert len(list((tmp_path / "backups").glob("daily-*.db"))) == 7


def test_an_empty_workspace_needs_none(tmp_path):
    Workspace(tmp_path).close()
    assert not (tmp_path / "backups").exists()


def test_a_backup_holds_what_was_not_yet_moved_out_of_the_log(tmp_path):
    with Workspace(tmp_path) as workspace:
        workspace.db.execute("pragma wal_autocheckpoint = 0")
        put_rubric(workspace, small_rubric())
        path = backups.back_up(workspace.db, tmp_path / "backups", "now")
        copy = open_database(path)
        assert copy.table("rubric").count == 1
        copy.close()


def test_an_unfinished_backup_is_replaced(workspace):
    part = workspace.folder / "backups" / "daily-2026-11-22.part"
    part.parent.mkdir()
    part.write_bytes(b"half")
    workspace.close()
    assert names(workspace) == ["daily-2026-11-22.db", "weekly-2026-47.db"]


def test_closing_works_where_no_backup_can_be_made(workspace, caplog):
    (workspace.folder / "backups").write_bytes(b"a file where the folder should be")
    workspace.close()
    assert "no backup on closing" in caplog.text
    open_workspace(workspace.folder).close()


def test_a_copy_that_cannot_be_read_back_gets_no_name(workspace, monkeypatch):
    # A stick that lies: what arrives in the copy is not what was written.
    flushed = []

    def lying_vacuum(sql, parameters=None):
        cursor = real_execute(sql, parameters) if parameters is not None else real_execute(sql)
        if sql.startswith("vacuum into"):
            with Path(parameters[0]).open("r+b") as copy:
                copy.seek(4096 * 3)
                copy.write(os.urandom(4096 * 5))
            flushed.append(parameters[0])
        return cursor

    real_execute = workspace.db.execute
    monkeypatch.setattr(workspace.db, "execute", lying_vacuum)
    with pytest.raises((StorageError, backups.sqlite3.DatabaseError)):
        backups.back_up(workspace.db, workspace.folder / "backups", "now")
    assert flushed
    assert names(workspace) == []


@pytest.mark.skipif(not Path("/proc/self/fd").exists(), reason="the names of open files are read from /proc")
def test_the_newest_backup_is_on_the_disk_before_it_has_its_name(workspace, monkeypatch):
    order = []
    real_fsync = os.fsync
    monkeypatch.setattr(os, "fsync", lambda descriptor: (order.append(_path(descriptor)), real_fsync(descriptor)))
    backups.back_up(workspace.db, workspace.folder / "backups", "now")
    assert [path.name for path in order] == ["now.part", "backups"]


def _path(descriptor):
    return Path(f"/proc/self/fd/{descriptor}").readlink()


def test_work_goes_on_after_a_backup(workspace):
    backups.back_up(workspace.db, workspace.folder / "backups", "now")
    assert mark_criterion(workspace, begun(workspace, "P-001"), "T1", LevelGiven(2))


def test_the_words_of_evidence_are_left_out_of_backups(workspace):
    text = "words " * 120_000
    keep_searched(workspace, [SearchedFile("a" * 64, (SearchedPart(1, text, folded(text)),))])
    before = snapshot(workspace.db)
    folder = workspace.folder / "backups"
    made = backups.back_up(workspace.db, folder, "daily-2026-11-22")
    assert searched_files(workspace.db, ["a" * 64])
    assert made.stat().st_size < len(text)
    copy = open_database(made)
    assert snapshot(copy) == before
    assert searched_files(copy, ["a" * 64]) == {}
    copy.close()
