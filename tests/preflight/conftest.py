"""One bad and one clean portfolio, looked at once for all tests of preflight."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.preflight import planting

from certdesk import shipped
from certdesk.actions.preflighting import keep_preflight, make_preflight, plan_preflight
from certdesk.actions.rubric_loading import load_built_in_rubrics
from certdesk.core.portfolio import Candidate
from certdesk.core.progress import silent
from certdesk.evidence.client import EvidenceWorker
from certdesk.store.workspace import Workspace

CODES = ("BAD", "CLEAN", "THEIRS")


@pytest.fixture(scope="session")
def checked(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Workspace]:
    """A workspace with three portfolios whose files have been looked at."""
    folder: Path = tmp_path_factory.mktemp("preflight") / "workspace"
    with Workspace(folder, clock=lambda: planting.NOW) as workspace, EvidenceWorker() as worker:
        load_built_in_rubrics(workspace, shipped.rubrics())
        planting.put(workspace, "BAD", planting.bad())
        planting.put(workspace, "CLEAN", planting.clean())
        planting.put(workspace, "THEIRS", planting.theirs(), Candidate("Ben Alvarez"))
        plan = plan_preflight(workspace, [f"portfolio-{code}" for code in CODES])
        keep_preflight(workspace, plan, make_preflight(plan, worker, silent))
        yield workspace
