"""Fixtures that several folders of tests share; a conftest names those that it wants."""

from __future__ import annotations

import atexit
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from tests.support.building import AMARA, Clock, furnished, open_workspace

from certdesk.actions.assessing import begin_assessment
from certdesk.store import backups
from certdesk.store.assessments import find_assessment
from certdesk.store.workspace import Workspace


@pytest.fixture
def workspace(tmp_path: Path) -> Iterator[Workspace]:
    """A workspace with the small rubric and the portfolios P-001 and P-002, in which Amara acts."""
    made, at = _made()
    workspace = open_workspace(shutil.copytree(made, tmp_path / "workspace"), clock=Clock(at))
    yield workspace
    with without_backup():
        workspace.close()


@cache
def _made() -> tuple[Path, datetime]:
    """Make that workspace once, to be copied for each test; also the time by its clock."""
    folder = TemporaryDirectory()
    atexit.register(folder.cleanup)
    clock = Clock()
    furnished(Path(folder.name) / "workspace", clock=clock).close()
    return Path(folder.name) / "workspace", clock.now


@contextmanager
def without_backup() -> Iterator[None]:
    """Close workspaces in here that nobody opens again, without the backup that closing makes."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(backups, "back_up_if_due", lambda *_: None)
        yield


@pytest.fixture
def assessment_id(workspace: Workspace) -> str:
    """Amara's assessment of P-001."""
    return begun(workspace, "P-001")


def begun(workspace: Workspace, code: str) -> str:
    """Begin an assessment as whoever acts and return its id."""
    begin_assessment(workspace, f"portfolio-{code}")
    found = find_assessment(workspace.db, f"portfolio-{code}", workspace.person or AMARA)
    assert found
    return found.id
