"""Fixtures that several folders of tests share; a conftest names those that it wants."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.support.building import AMARA, furnished

from certdesk.actions.assessing import begin_assessment
from certdesk.store.assessments import find_assessment
from certdesk.store.workspace import Workspace


@pytest.fixture
def workspace(tmp_path: Path) -> Iterator[Workspace]:
    """A workspace with the small rubric and the portfolios P-001 and P-002, in which Amara acts."""
    with furnished(tmp_path / "workspace") as workspace:
        yield workspace


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
