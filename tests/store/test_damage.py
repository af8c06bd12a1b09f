"""A damaged file is told in a sentence and left as it is; nobody's work is begun anew over it."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.support.building import marks_of, open_workspace
from tests.support.children import start_until_ready
from tests.support.folders import content_of

from certdesk.actions.looking import look_at_assessment
from certdesk.actions.scoring import mark_criterion
from certdesk.core.errors import StorageError
from certdesk.core.marks import LevelGiven
from certdesk.store.connection import sqlite3
from certdesk.store.opening import DATABASE
from certdesk.store.workspace import Workspace


def cut_in_half(path: Path) -> None:
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])


def emptied(path: Path) -> None:
    path.write_bytes(b"")


def taken_away(path: Path) -> None:
    path.unlink()


def garbage_at_the_start(path: Path) -> None:
    path.write_bytes(b"\xff" * 200 + path.read_bytes()[200:])


def something_else(path: Path) -> None:
    path.write_text("Dear Joseph, please find attached ...", encoding="utf-8")


@pytest.fixture
def closed(workspace: Workspace, assessment_id: str) -> Path:
    mark_criterion(workspace, assessment_id, "T1", LevelGiven(3))
    workspace.close()
    return workspace.folder


@pytest.mark.parametrize("harm", [cut_in_half, emptied, taken_away, garbage_at_the_start, something_else])
def test_a_damaged_file_is_refused_untouched(closed, harm):
    harm(closed / DATABASE)
    before = content_of(closed)
    with pytest.raises(StorageError, match=r"certdesk\.db is damaged") as refused:
        Workspace(closed)
    assert str(closed) in str(refused.value)
    assert refused.value.hint.startswith("Nothing was changed. Move certdesk.db")
    assert content_of(closed) == before


CRASH = """
from certdesk.store.connection import sqlite3
from certdesk.store.opening import DATABASE
import os, signal
workspace = open_workspace(folder)
workspace.db.execute("pragma wal_checkpoint(truncate)")
print("ready")
os.kill(os.getpid(), signal.SIGKILL)
"""


def test_after_a_crash_the_whole_file_is_checked(closed):
    start_until_ready(CRASH, closed).communicate()
    path = closed / DATABASE
    whole = path.read_bytes()
    page = len(whole) // 4096 // 2 * 4096
    path.write_bytes(whole[:page] + b"\xaa" * 4096 + whole[page + 4096 :])
    with pytest.raises(StorageError, match=r"certdesk\.db is damaged"):
        Workspace(closed)
    path.write_bytes(whole)
    Workspace(closed).close()


def test_the_hint_works(closed, tmp_path):
    garbage_at_the_start(closed / DATABASE)
    with pytest.raises(StorageError):
        Workspace(closed)
    for path in closed.glob(f"{DATABASE}*"):
        path.rename(tmp_path / path.name)
    [backup] = (closed / "backups").glob("daily-*.db")
    (closed / DATABASE).write_bytes(backup.read_bytes())
    with open_workspace(closed) as again:
        [assessment_id] = [row["id"] for row in again.db.query("select id from assessment")]
        assert marks_of(again, assessment_id) == {"T1": LevelGiven(3)}


def spoil_while_open(workspace: Workspace) -> None:
    """Spoil everything after the first page, and make SQLite forget what it had read."""
    workspace.db.execute("pragma wal_checkpoint(truncate)")
    path = workspace.folder / DATABASE
    with path.open("r+b") as file:
        file.seek(4096)
        file.write(b"\xaa" * (path.stat().st_size - 4096))
    workspace.db.execute("pragma cache_size = 0")
    workspace.db.execute("pragma shrink_memory")


def test_damage_that_shows_while_working_is_a_sentence(workspace, assessment_id, caplog):
    spoil_while_open(workspace)
    with pytest.raises(StorageError, match="could not be read: database disk image is malformed") as told:
        look_at_assessment(workspace, assessment_id)
    assert "open the workspace again" in told.value.hint
    with pytest.raises(StorageError, match="could not be read: database disk image is malformed"):
        mark_criterion(workspace, assessment_id, "T1", LevelGiven(3))
    workspace.close()
    assert "no backup on closing" in caplog.text
    with pytest.raises(StorageError, match=r"certdesk\.db is damaged"):
        Workspace(workspace.folder)


def test_a_mistake_in_a_query_stays_a_bug(workspace):
    with pytest.raises(sqlite3.OperationalError, match="no such column"):
        list(workspace.db.query("select colour from mark"))
