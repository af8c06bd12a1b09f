"""A desk that portfolios come in to, and what looks at them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.support.building import AMARA, Clock, open_workspace, put_person, put_rubric, small_rubric
from tests.support.fixtures import without_backup
from tests.support.lent_reader import reader

from certdesk.evidence.client import EvidenceWorker
from certdesk.store.workspace import Workspace

__all__ = ["desk", "furnished", "reader", "worker"]


def furnished(folder: Path) -> Workspace:
    """Open a workspace with the small rubric, in which Amara acts."""
    workspace = open_workspace(folder, clock=Clock())
    put_rubric(workspace, small_rubric())
    put_person(workspace, AMARA, "Amara")
    workspace.person = AMARA
    return workspace


@pytest.fixture(scope="session")
def worker() -> Iterator[EvidenceWorker]:
    """What looks inside files, one for all tests."""
    with EvidenceWorker(files=1000) as worker:
        yield worker


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Workspace]:
    """A furnished workspace."""
    workspace = furnished(tmp_path / "workspace")
    yield workspace
    with without_backup():
        workspace.close()
