"""One process holds a workspace, and the operating system lets go when it dies."""

from __future__ import annotations

import pytest
from tests.support.children import refusal_elsewhere, start_until_ready

from certdesk.core.errors import StorageError
from certdesk.store.workspace import Workspace

HOLD = """
workspace = Workspace(folder)
print("ready")
sys.stdin.read()
"""


def test_a_second_window_of_the_same_process_is_refused(workspace):
    with pytest.raises(StorageError, match="already open in another CertDesk") as refused:
        Workspace(workspace.folder)
    assert "close it first" in refused.value.hint


def test_a_second_process_is_refused(workspace):
    assert "already open in another CertDesk" in refusal_elsewhere(workspace.folder)


def test_a_refused_second_window_does_not_let_other_processes_in(workspace):
    # POSIX drops all locks of a process on a file as soon as the process closes that file anywhere.
    with pytest.raises(StorageError):
        Workspace(workspace.folder)
    assert "already open" in refusal_elsewhere(workspace.folder)


def test_closing_lets_others_in(workspace):
    workspace.close()
    assert refusal_elsewhere(workspace.folder) == ""


def test_the_lock_dies_with_its_process(tmp_path):
    holder = start_until_ready(HOLD, tmp_path)
    try:
        with pytest.raises(StorageError, match="already open"):
            Workspace(tmp_path)
    finally:
        holder.kill()
        holder.communicate()
    Workspace(tmp_path).close()


def test_a_workspace_that_could_not_be_opened_is_not_locked(workspace):
    database = workspace.folder / "certdesk.db"
    workspace.close()
    whole = database.read_bytes()
    database.write_bytes(b"not a database" * 1000)
    with pytest.raises(StorageError):
        Workspace(workspace.folder)
    database.write_bytes(whole)
    Workspace(workspace.folder).close()


def test_closing_twice_does_no_harm(workspace):
    workspace.close()
    workspace.close()
    with Workspace(workspace.folder):
        workspace.close()
        assert "already open" in refusal_elsewhere(workspace.folder)
