"""Reading beside somebody who works: the workspace as it was when the reading began, and never a change."""

from __future__ import annotations

import threading
from pathlib import Path

import pytest
from tests.support.building import Clock

from certdesk.store.beside import reading_beside
from certdesk.store.connection import sqlite3
from certdesk.store.workspace import Workspace

ROW = {"id": "p1", "name": "Amara", "role": "assessor", "fingerprint": "ab", "made_at": "2026-11-22"}


def test_another_thread_reads_what_was_there_and_can_write_nothing(tmp_path: Path) -> None:
    found: list[object] = []
    reading, changed = threading.Event(), threading.Event()
    with Workspace(tmp_path / "workspace", clock=Clock(), person="p1") as workspace:
        with workspace.local_change() as db:
            db["person"].insert(ROW)

        def read() -> None:
            with reading_beside(workspace) as beside:
                found.append(beside.db["person"].count)
                reading.set()
                changed.wait(20)
                found.append(beside.db["person"].count)
                with pytest.raises(sqlite3.OperationalError, match="readonly"):
                    beside.db.execute("delete from person")
                beside.close()
            found.append((beside.clock, beside.person))

        thread = threading.Thread(target=read)
        thread.start()
        assert reading.wait(20)
        with workspace.local_change() as db:
            db["person"].insert({**ROW, "id": "p2"})
        changed.set()
        thread.join(20)
        assert found == [1, 1, (workspace.clock, "p1")]
        assert workspace.db["person"].count == 2, "it is open still, with its own change"
