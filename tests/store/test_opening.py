"""Opening a workspace: settings, foreign folders, newer and older versions, and a new place on the disk."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from tests.support.building import level, marks_of, open_workspace
from tests.support.folders import content_of

from certdesk.actions.scoring import mark_criterion
from certdesk.core.errors import NotAllowedError, StorageError
from certdesk.store import connection, schema
from certdesk.store.connection import SAFE_WAL, open_database, sqlite3
from certdesk.store.opening import DATABASE, is_workspace
from certdesk.store.rebuilding import broken_links, snapshot
from certdesk.store.workspace import Workspace


def pragma(workspace: Workspace, name: str) -> object:
    return workspace.db.execute(f"pragma {name}").fetchone()[0]


@pytest.fixture
def patient(quick_disk, monkeypatch) -> None:
    """The store waits for the disk, as it does outside the tests."""
    monkeypatch.setattr(connection, "SYNCHRONOUS", quick_disk)


@pytest.mark.usefixtures("patient")
def test_an_acknowledged_commit_survives_a_power_cut(tmp_path):
    assert sqlite3.sqlite_version_info >= SAFE_WAL
    with Workspace(tmp_path) as workspace:
        assert pragma(workspace, "journal_mode") == "wal"
        assert pragma(workspace, "synchronous") == 2
        assert pragma(workspace, "foreign_keys") == 1


@pytest.mark.usefixtures("patient")
def test_an_old_sqlite_does_without_its_faulty_journal(tmp_path, monkeypatch):
    monkeypatch.setattr(sqlite3, "sqlite_version_info", (3, 51, 2))
    with Workspace(tmp_path) as workspace:
        assert pragma(workspace, "journal_mode") == "truncate"
        assert pragma(workspace, "synchronous") == 2


def test_every_recorded_table_is_strict(workspace):
    tables = [table for table in workspace.db.tables if not table.name.startswith(("sqlite_", "_sqlite"))]
    assert tables
    assert all(table.strict for table in tables)


def test_a_folder_becomes_a_workspace(tmp_path):
    folder = tmp_path / "Miriam's portfolios" / "ação 中文"
    assert not is_workspace(folder)
    Workspace(folder).close()
    assert is_workspace(folder)
    Workspace(folder).close()


def test_somebody_elses_folder_is_left_alone(tmp_path):
    (tmp_path / "thesis.docx").write_bytes(b"mine")
    with pytest.raises(StorageError, match="already holds other files"):
        Workspace(tmp_path)
    assert content_of(tmp_path) == {"thesis.docx": b"mine"}


def test_a_hidden_file_does_not_make_a_folder_foreign(tmp_path):
    (tmp_path / ".DS_Store").write_bytes(b"")
    Workspace(tmp_path).close()


def test_a_file_is_not_a_workspace(tmp_path):
    (tmp_path / "file").write_bytes(b"")
    with pytest.raises(StorageError, match="cannot be used as a workspace") as refused:
        Workspace(tmp_path / "file")
    assert "folder on this computer" in refused.value.hint


def test_another_programs_database_is_refused_unchanged(tmp_path):
    connection = sqlite3.connect(str(tmp_path / DATABASE))
    connection.execute("create table theirs (x)")
    connection.commit()
    connection.close()
    before = (tmp_path / DATABASE).read_bytes()
    with pytest.raises(StorageError, match="is not a CertDesk workspace"):
        Workspace(tmp_path)
    assert (tmp_path / DATABASE).read_bytes() == before


def test_a_newer_workspace_is_refused_unchanged(workspace):
    step = {"migration_set": "certdesk", "name": "999_from_the_future", "applied_at": "2031"}
    workspace.db.table("_sqlite_migrations").insert(step)
    workspace.close()
    before = content_of(workspace.folder)
    with pytest.raises(StorageError, match="newer CertDesk") as refused:
        Workspace(workspace.folder)
    assert refused.value.hint.startswith("Nothing was changed.")
    assert content_of(workspace.folder) == before


@pytest.fixture
def newer_steps(monkeypatch):
    """The steps of a later program, which has one more; ``newer_steps(step)`` begins using it."""

    def use(step):
        steps = type(schema.steps)("certdesk")
        steps._migrations.extend(schema.steps._migrations)
        steps(name="002_later")(step)
        monkeypatch.setattr(schema, "steps", steps)

    return use


def test_an_upgrade_makes_a_backup_that_opens_and_has_everything(workspace, assessment_id, newer_steps):
    mark_criterion(workspace, assessment_id, "T1", level(3))
    before = snapshot(workspace.db)
    workspace.close()
    newer_steps(lambda db: db.execute("create table later (x)"))
    with open_workspace(workspace.folder) as upgraded:
        assert "later" in upgraded.db.table_names()
        assert marks_of(upgraded, assessment_id) == {"T1": level(3)}
    [backup] = (workspace.folder / "backups").glob("before-upgrade-20261122-*.db")
    copy = open_database(backup)
    assert snapshot(copy) == before
    assert "later" not in copy.table_names()
    copy.close()


def test_no_backup_before_the_first_step(tmp_path):
    with Workspace(tmp_path):
        assert not (tmp_path / "backups").exists()


def test_a_failed_upgrade_changes_nothing(workspace, newer_steps, monkeypatch):
    before = snapshot(workspace.db)
    workspace.close()

    def breaks(db):
        db.execute("create table half_done (x)")
        db.execute("insert into half_done values (no_such_column)")

    with monkeypatch.context():
        newer_steps(breaks)
        with pytest.raises(StorageError):
            Workspace(workspace.folder)
    monkeypatch.undo()
    with Workspace(workspace.folder) as again:
        assert "half_done" not in again.db.table_names()
        assert snapshot(again.db) == before


def test_an_upgrade_without_room_for_its_backup_does_not_begin(workspace, newer_steps):
    shutil.rmtree(workspace.folder / "backups", ignore_errors=True)
    (workspace.folder / "backups").write_bytes(b"a file where a folder should be")
    workspace.close()
    before = content_of(workspace.folder)
    newer_steps(lambda db: db.execute("create table later (x)"))
    with pytest.raises(StorageError, match="could not be opened"):
        Workspace(workspace.folder)
    assert content_of(workspace.folder) == before


def only_the_file(_db):
    pass


def only_the_list_of_steps(db):
    schema.steps.ensure_migrations_table(db)


def all_steps(db):
    schema.steps.apply(db)


@pytest.mark.parametrize("reached", [only_the_file, only_the_list_of_steps, all_steps])
def test_a_workspace_whose_making_was_cut_off_can_still_be_used(tmp_path, reached):
    db = open_database(tmp_path / DATABASE)
    db.execute(f"pragma application_id = {schema.APPLICATION_ID}")
    reached(db)
    db.close()
    (tmp_path / "workspace.lock").touch()
    with Workspace(tmp_path) as workspace:
        assert workspace.epoch


def test_nothing_is_left_in_staging(workspace):
    half = workspace.staging / "half-done" / "file.part"
    half.parent.mkdir()
    half.write_bytes(b"x")
    workspace.close()
    with Workspace(workspace.folder) as again:
        assert list(again.staging.iterdir()) == []


def test_a_moved_workspace_opens_and_keeps_its_evidence(workspace, assessment_id, tmp_path):
    staged = workspace.staging / "a"
    staged.write_bytes(b"evidence")
    digest = "ab" * 32
    workspace.vault.keep(staged, digest)
    mark_criterion(workspace, assessment_id, "T1", level(3))
    workspace.close()
    moved = tmp_path / "stick (F)" / "CertDesk"
    moved.parent.mkdir()
    workspace.folder.rename(moved)
    with open_workspace(moved) as again:
        assert marks_of(again, assessment_id) == {"T1": level(3)}
        assert again.vault.path(digest).read_bytes() == b"evidence"
        assert again.vault.path(digest).is_relative_to(moved)
        assert mark_criterion(again, assessment_id, "T2", level(2))
        assert not broken_links(again.db)


def test_no_path_is_stored(workspace, assessment_id):
    mark_criterion(workspace, assessment_id, "T1", level(3))
    workspace.close()
    assert str(workspace.folder).encode() not in (workspace.folder / DATABASE).read_bytes()


def test_the_epoch_stays_while_the_workspace_stays(workspace):
    epoch = workspace.epoch
    workspace.close()
    with Workspace(workspace.folder) as again:
        assert again.epoch == epoch


def copy_of(folder: Path, target: Path) -> Path:
    return shutil.copytree(folder, target)


def restored(folder: Path, _target: Path) -> Path:
    [backup] = (folder / "backups").glob("daily-*.db")
    (folder / DATABASE).write_bytes(backup.read_bytes())
    return folder


def copied_over(folder: Path, target: Path) -> Path:
    """Somebody's own older copy of the file, written over it: the same file as before, as far as a disk can tell."""
    (folder / DATABASE).write_bytes((target.parent / "older.db").read_bytes())
    return folder


@pytest.mark.parametrize("copied", [copy_of, restored, copied_over])
def test_a_copy_never_reuses_journal_numbers(workspace, assessment_id, tmp_path, copied):
    workspace.db.execute("pragma wal_checkpoint(truncate)")
    shutil.copy(workspace.folder / DATABASE, tmp_path / "older.db")
    mark_criterion(workspace, assessment_id, "T1", level(3))
    workspace.close()
    with open_workspace(copied(workspace.folder, tmp_path / "clone")) as clone:
        assert clone.epoch != workspace.epoch
        assert clone.epoch
        mark_criterion(clone, assessment_id, "T2", level(3))
        assert not broken_links(clone.db)
        newest = clone.db.execute("select epoch, seq, previous from journal order by position desc").fetchone()
        assert newest == (clone.epoch, 1, "")


def test_the_database_is_not_shared_between_threads(workspace):
    import threading

    problems = []

    def work():
        try:
            with workspace.recording("x", "x") as recording:
                recording.remove("portfolio", {"id": "portfolio-P-001"})
        except sqlite3.ProgrammingError as problem:
            problems.append(problem)

    thread = threading.Thread(target=work)
    thread.start()
    thread.join()
    assert problems


def test_what_something_builds_on_stays(workspace, assessment_id):
    with (
        pytest.raises(NotAllowedError, match="something else builds on it"),
        workspace.recording("portfolio.removed", "removed") as recording,
    ):
        recording.remove("portfolio", {"id": "portfolio-P-001"})
    assert workspace.db.table("portfolio").count == 2
