"""What came in lately is read from the journal, and from nothing else."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

from certdesk.actions.receiving import keep_receive, make_receive, plan_receive
from certdesk.actions.recent_intakes import recent_intakes
from certdesk.actions.rubric_loading import load_built_in_rubrics
from certdesk.actions.undoing import undo
from certdesk.core.progress import silent
from certdesk.evidence.client import EvidenceWorker
from certdesk.store.workspace import Workspace

REPOSITORY = Path(__file__).parents[2]


def take_in(workspace: Workspace, folder: Path) -> None:
    load_built_in_rubrics(workspace, REPOSITORY / "rubrics")
    with EvidenceWorker() as worker:
        plan = plan_receive(workspace, folder)
        keep_receive(workspace, plan, make_receive(plan, worker, silent))


def portfolio(folder: Path) -> Path:
    folder.mkdir()
    (folder / "Reflection.txt").write_text("They changed the order of the layers.", encoding="utf-8")
    (folder / "Plan.pdf").write_bytes(b"%PDF-1.7\n1 0 obj")
    return folder


def test_an_intake_is_told_with_its_files_and_what_needs_a_look(tmp_path: Path) -> None:
    with Workspace(tmp_path / "workspace") as workspace:
        assert recent_intakes(workspace) == ()
        take_in(workspace, portfolio(tmp_path / "KITE-37"))
        (intake,) = recent_intakes(workspace)
        assert intake.codes == ("KITE-37",)
        assert intake.files == 2
        assert intake.to_look_at >= 1


def test_what_was_taken_back_and_what_is_old_is_left_out(tmp_path: Path) -> None:
    with Workspace(tmp_path / "workspace") as workspace:
        take_in(workspace, portfolio(tmp_path / "KITE-37"))
        now = workspace.clock()
        workspace.clock = lambda: now + timedelta(days=8)
        assert recent_intakes(workspace) == ()
        workspace.clock = lambda: now
        undo(workspace)
        assert recent_intakes(workspace) == ()
