"""A disk that is full, read-only or in use: a sentence that is true, and nothing lost."""

from __future__ import annotations

import json
import sys
import tempfile
from pathlib import Path

import pytest
from sqlite_utils import Database
from tests.support.building import furnished, level, marks_of, open_workspace
from tests.support.children import run
from tests.support.fixtures import begun
from tests.support.folders import content_of, tiny_disk

from certdesk.actions.commenting import write_feedback
from certdesk.actions.scoring import mark_criterion
from certdesk.core.errors import StorageError
from certdesk.store.connection import sqlite3
from certdesk.store.journal import entries
from certdesk.store.opening import DATABASE
from certdesk.store.rebuilding import broken_links, rebuild, snapshot
from certdesk.store.workspace import Workspace

posix = pytest.mark.skipif(sys.platform == "win32", reason="limits and owners of POSIX")

# Marks until no file may grow any more, goes on after there is room again, and says what was acknowledged.
UNTIL_FULL = """
import json, resource
from certdesk.actions.commenting import write_feedback
workspace = open_workspace(folder)
assessment_id = sys.argv[2]
largest = max(path.stat().st_size for path in folder.glob("certdesk.db*"))
_soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
resource.setrlimit(resource.RLIMIT_FSIZE, (largest + 60_000, hard))
done, refused, count = {}, [], 0
while len(refused) < 3:
    count += 1
    criterion, text = CRITERIA[count % 4], f"{count} " + "x" * 2000
    try:
        write_feedback(workspace, assessment_id, criterion, strength=text)
    except StorageError as problem:
        refused.append(problem.sentence)
        continue
    done[criterion] = text
resource.setrlimit(resource.RLIMIT_FSIZE, (hard, hard))
write_feedback(workspace, assessment_id, "T4", comment="there is room again")
print(json.dumps([done, refused]))
workspace.close()
"""


@posix
def test_a_full_disk_refuses_and_loses_nothing(workspace, assessment_id):
    workspace.close()
    child = run(UNTIL_FULL, workspace.folder, assessment_id)
    assert child.returncode == 0, child.stderr
    done, refused = json.loads(child.stdout)
    assert "could not be written" in refused[0]
    assert "Nothing is half done. Check that the disk has free space" in refused[0]
    with open_workspace(workspace.folder) as again:
        kept = {row["criterion_id"]: row["strength"] for row in again.db.query("select * from feedback")}
        assert {id_: text for id_, text in kept.items() if text} == done
        assert again.db.execute("select comment from feedback where criterion_id = 'T4'").fetchone()[0]
        assert_whole(again)


def assert_whole(workspace):
    assert workspace.db.execute("pragma integrity_check").fetchone()[0] == "ok"
    assert not broken_links(workspace.db)
    assert snapshot(rebuild(workspace.db)) == snapshot(workspace.db)


@posix
def test_a_disk_that_is_really_full(tmp_path):
    # Room for the database, all of it once more in its log, and the backup of the day, before it is filled.
    with tiny_disk(tmp_path / "stick", "8m") as disk:
        workspace = furnished(disk / "workspace")
        assessment_id = begun(workspace, "P-001")
        mark_criterion(workspace, assessment_id, "T1", level(3))
        filler = disk / "holiday.mp4"
        fill(filler)
        told = write_until_refused(workspace, assessment_id)
        assert "could not be written: database or disk is full" in told
        assert_whole(workspace)
        count = len(list(entries(workspace.db)))
        filler.unlink()
        workspace.close()
        assert not (disk / "workspace" / f"{DATABASE}-wal").exists()
        fill(filler)
        before = content_of(disk / "workspace")
        with pytest.raises(StorageError, match="could not be opened: d") as refused:
            open_workspace(disk / "workspace")
        assert "free space" in refused.value.hint
        assert content_of(disk / "workspace") == before
        filler.unlink()
        with open_workspace(disk / "workspace") as again:
            assert marks_of(again, assessment_id) == {"T1": level(3)}
            assert len(list(entries(again.db))) == count
            assert_whole(again)


def write_until_refused(workspace: Workspace, assessment_id: str) -> str:
    """Write new words until the disk is full, and return what was told then."""
    for number in range(1000):
        count = len(list(entries(workspace.db)))
        try:
            write_feedback(workspace, assessment_id, "T1", strength=f"{number}" + "x" * 3900)
        except StorageError as problem:
            assert len(list(entries(workspace.db))) == count
            return problem.sentence
    return ""


def fill(path: Path) -> None:
    """Take all the room that is left, to the last byte."""
    with path.open("ab", buffering=0) as file:
        for size in (65536, 4096, 512, 1):
            try:
                while file.write(bytes(size)) == size:
                    pass
            except OSError:
                continue


# Root may write anywhere, so whoever is root becomes nobody first. Everything is imported before.
AS_NOBODY = """
import os, encodings.idna
Workspace(Path(sys.argv[2])).close()
if os.getuid() == 0:
    os.setgroups([]); os.setgid(65534); os.setuid(65534)
try:
    Workspace(folder)
except StorageError as problem:
    print(problem.sentence)
"""


@pytest.fixture
def public_folder():
    """A folder that everybody may look into, unlike pytest's own."""
    with tempfile.TemporaryDirectory() as folder:
        Path(folder).chmod(0o755)
        yield Path(folder)


def told_as_nobody(folder: Path, own: Path) -> str:
    child = run(AS_NOBODY, folder, own)
    assert child.returncode == 0, child.stderr
    return child.stdout.strip()


@posix
def test_a_folder_that_may_not_be_written(public_folder, tmp_path):
    folder = public_folder / "read-only"
    folder.mkdir(mode=0o555)
    told = told_as_nobody(folder, tmp_path / "own")
    assert "cannot be used as a workspace: Permission denied" in told
    assert "Choose a folder on this computer's own disk" in told
    assert list(folder.iterdir()) == []


@posix
def test_a_workspace_that_may_not_be_written(public_folder, tmp_path):
    folder = public_folder / "workspace"
    furnished(folder).close()
    before = content_of(folder)
    for path in [*folder.rglob("*"), folder]:
        path.chmod(0o555 if path.is_dir() else 0o444)
    told = told_as_nobody(folder, tmp_path / "own")
    assert "cannot be used as a workspace" in told
    assert "damaged" not in told
    assert content_of(folder) == before


@posix
def test_a_database_that_may_not_be_written(public_folder, tmp_path):
    folder = public_folder / "workspace"
    furnished(folder).close()
    for path in [*folder.rglob("*"), folder]:
        path.chmod(0o777 if path.is_dir() else 0o666)
    (folder / DATABASE).chmod(0o444)
    before = content_of(folder)
    told = told_as_nobody(folder, tmp_path / "own")
    assert "could not be opened: attempt to write a readonly database" in told
    assert content_of(folder) == before


def test_another_program_that_holds_the_database(workspace, monkeypatch):
    workspace.close()
    before = content_of(workspace.folder)
    other = sqlite3.connect(str(workspace.folder / DATABASE), isolation_level=None)
    other.execute("begin immediate")
    monkeypatch.setattr("certdesk.store.connection.PATIENCE", 0.05)
    with pytest.raises(StorageError, match="could not be opened: database is locked") as refused:
        Workspace(workspace.folder)
    assert "no other program" in refused.value.hint
    other.close()
    assert content_of(workspace.folder) == before


def test_another_program_that_writes_at_the_same_time(workspace, assessment_id):
    other = sqlite3.connect(str(workspace.folder / DATABASE), isolation_level=None)
    other.execute("begin immediate")
    workspace.db.execute("pragma busy_timeout = 50")
    with pytest.raises(StorageError, match="could not be written: database is locked"):
        mark_criterion(workspace, assessment_id, "T1", level(3))
    other.execute("rollback")
    other.close()
    mark_criterion(workspace, assessment_id, "T1", level(3))
    assert marks_of(workspace, assessment_id) == {"T1": level(3)}


class FaultyDisk:
    """Stands between a database and its driver, and lets the next commit fail, before or after it is on the disk."""

    def __init__(self, workspace: Workspace, *, after: bool) -> None:
        self._execute = workspace.db.execute
        self._after = after
        self.failed = False

    def __call__(self, sql, parameters=None):
        if sql == "commit" and not self.failed:
            self.failed = True
            if self._after:
                self._execute("commit")
            raise disk_error()
        return self._execute(sql, parameters) if parameters is not None else self._execute(sql)


def disk_error():
    problem = sqlite3.OperationalError("disk I/O error")
    problem.sqlite_errorcode = 778
    return problem


def test_a_commit_that_failed_and_yet_is_on_disk_counts_as_done(workspace, assessment_id, monkeypatch):
    monkeypatch.setattr(workspace.db, "execute", FaultyDisk(workspace, after=True))
    change = mark_criterion(workspace, assessment_id, "T1", level(3))
    assert change.entry_id
    assert marks_of(workspace, assessment_id) == {"T1": level(3)}


def test_a_commit_that_failed_is_told_and_can_be_repeated(workspace, assessment_id, monkeypatch):
    before = list(entries(workspace.db))
    monkeypatch.setattr(workspace.db, "execute", FaultyDisk(workspace, after=False))
    with pytest.raises(StorageError, match="disk I/O error"):
        mark_criterion(workspace, assessment_id, "T1", level(3))
    assert marks_of(workspace, assessment_id) == {}
    assert list(entries(workspace.db)) == before
    assert mark_criterion(workspace, assessment_id, "T1", level(3))
    assert_whole(workspace)


def test_a_disk_that_went_away_is_told_in_a_sentence(workspace, assessment_id, monkeypatch):
    def gone(*_):
        raise disk_error()

    def takes_an_item(recording):
        recording.remove("item", {"id": "item-P-001-0"})
        # Unplugged after everything was written and before the commit: not even looking works any more.
        monkeypatch.setattr(Database, "query", gone)

    monkeypatch.setattr(workspace.db, "execute", FaultyDisk(workspace, after=False))
    with pytest.raises(StorageError, match="disk I/O error"):
        record(workspace, takes_an_item)


def record(workspace, work):
    with workspace.recording("portfolio.changed", "x") as recording:
        work(recording)


def test_a_bug_stays_a_bug_and_undoes_its_change(workspace, assessment_id):
    before = list(entries(workspace.db))

    def misspelt(recording):
        recording.remove("item", {"id": "item-P-001-0"})
        workspace.db.execute("update mark set colour = 'red'")

    def divides(recording):
        recording.remove("item", {"id": "item-P-001-0"})
        raise ZeroDivisionError

    with pytest.raises(sqlite3.OperationalError, match="no such column"):
        record(workspace, misspelt)
    with pytest.raises(ZeroDivisionError):
        record(workspace, divides)
    assert workspace.db.table("item").count == 4
    assert list(entries(workspace.db)) == before
    assert not workspace.db.conn.in_transaction


def test_a_value_of_the_wrong_type_is_a_bug(workspace):
    row = dict(next(workspace.db.query("select * from item limit 1")))
    with (
        pytest.raises(sqlite3.IntegrityError, match="cannot store TEXT value"),
        workspace.recording("portfolio.received", "x") as recording,
    ):
        recording.put("item", row | {"size": "big"})


def test_one_deed_within_another_is_a_bug_and_writes_nothing(workspace, assessment_id):
    before = list(entries(workspace.db))

    def marks_meanwhile(recording):
        recording.remove("item", {"id": "item-P-001-0"})
        mark_criterion(workspace, assessment_id, "T1", level(3))

    with pytest.raises(sqlite3.OperationalError, match="within a transaction"):
        record(workspace, marks_meanwhile)
    assert workspace.db.table("item").count == 4
    assert list(entries(workspace.db)) == before


def test_local_changes_are_told_in_the_same_words(workspace, monkeypatch):
    monkeypatch.setattr(workspace.db, "execute", FaultyDisk(workspace, after=False))
    with pytest.raises(StorageError, match="disk I/O error"), workspace.local_change() as db:
        db.table("desk").insert({"key": "a", "value": "b"})
    assert not workspace.db.conn.in_transaction
