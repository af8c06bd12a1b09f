"""An assessor signs, the lead on the same desk countersigns: the first signature holds, and both are seen."""

from __future__ import annotations

import pytest
from pytestqt.qtbot import QtBot

from certdesk.actions import identifying
from certdesk.actions.certificates import eligible
from certdesk.actions.commenting import write_feedback
from certdesk.actions.identifying import act_as
from certdesk.actions.scoring import mark_criterion
from certdesk.core.changes import Change, Kind
from certdesk.core.marks import LevelGiven
from certdesk.core.progress import silent
from certdesk.signing.verification import Verdict
from certdesk.ui.app import Running
from certdesk.ui.screens.finalise import FinaliseScreen
from certdesk.ui.screens.results.issue_pane import IssuePane
from certdesk.ui.screens.results.screen import ResultsScreen
from certdesk.ui.screens.verify.screen import VerifyScreen

from .conftest import PASSPHRASE, click, find

pytestmark = pytest.mark.slow


def wait(qtbot: QtBot, running: Running) -> None:
    qtbot.waitUntil(lambda: not running.tools.jobs.busy, timeout=120_000)


def sign(qtbot: QtBot, running: Running, assessment: str) -> None:
    running.window.go("finalise", {"assessment": assessment})
    screen = running.window.current
    assert isinstance(screen, FinaliseScreen)
    assert screen.view is not None
    for criterion in screen.view.rubric.criteria:
        workspace = running.tools.session.workspace
        mark_criterion(workspace, assessment, criterion.id, LevelGiven(screen.view.rubric.scale.standard))
        write_feedback(workspace, assessment, criterion.id, strength="Pupils compare readings.")
    running.window.go("finalise", {"assessment": assessment})
    screen.sign(PASSPHRASE)
    wait(qtbot, running)


def test_countersigned_by_the_lead_of_the_same_desk(running: Running, assessment: str, qtbot: QtBot) -> None:
    workspace = running.tools.session.workspace
    sign(qtbot, running, assessment)
    plan = identifying.plan_identity(workspace, "Leila Haddad", "lead", "another passphrase")
    lead = identifying.make(plan, silent)
    identifying.keep(workspace, lead)
    running.tools.keyring.lock()
    act_as(workspace, lead.id)
    running.tools.session.announce(Change(Kind.PERSON, frozenset({lead.id})))
    running.window.go("results", {"pane": "reports"})
    screen = running.window.current
    assert isinstance(screen, ResultsScreen)
    pane = screen.pane
    assert isinstance(pane, IssuePane)
    pane.choose_all()
    assert len(pane.chosen()) == 1
    pane.keys.mine.field.line.setText("another passphrase")
    click(qtbot, pane, "reportsGo")
    wait(qtbot, running)
    assert [row.countersigned for row in eligible(workspace)] == [True]
    assert pane.model.rowCount() == 0

    report = next(workspace.documents.glob("*countersigned*.pdf"))
    running.window.go("verify", {"file": str(report)})
    verify = running.window.current
    assert isinstance(verify, VerifyScreen)
    wait(qtbot, running)
    assert verify.result is not None
    assert verify.result.verdict in {Verdict.GENUINE, Verdict.GENUINE_BUT}
    assert len(verify.result.signatures) == 2
    assert find(verify, "verdict").isVisible()
