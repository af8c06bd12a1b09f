"""A released cohort is issued for in one job and printed; a recall withdraws its certificate."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from fractions import Fraction
from pathlib import Path

import pikepdf
import pytest
from PySide6.QtWidgets import QAbstractButton, QWidget
from pytestqt.qtbot import QtBot
from tests.support.building import START, Clock
from tests.support.cohorts import Shape, put_cohort, shipped_rubric
from tests.support.issuing import PASSPHRASE, issuing_workspace, lead_keys
from tests.ui.screens.conftest import PlayedDialogs

from certdesk.actions.certificates import certificates
from certdesk.actions.cohort_results import results_of_cohort
from certdesk.actions.cohorts import cohorts_here
from certdesk.actions.issuing_cohort import missing_papers
from certdesk.actions.printing_cohort import Printed
from certdesk.actions.releasing import release
from certdesk.core.credentials import CertificateState
from certdesk.core.marks import LevelGiven
from certdesk.signing.identity import Identity
from certdesk.store.assessments import mark_row
from certdesk.store.workspace import Workspace
from certdesk.ui.app import Running, build
from certdesk.ui.screens.results.issue_pane import IssuePane
from certdesk.ui.screens.results.outcomes_pane import OutcomesPane
from certdesk.ui.screens.results.screen import ResultsScreen
from certdesk.ui.theme.source import ThemeSource

__all__ = ["lead_keys"]
pytestmark = pytest.mark.slow
IDS = [criterion.id for criterion in shipped_rubric().criteria]


@pytest.fixture
def window(lead_keys: Identity, tmp_path: Path, theme: ThemeSource, qtbot: QtBot) -> Iterator[Running]:
    """The lead's window over a released cohort of three: two certified, one not."""
    with issuing_workspace(tmp_path / "workspace", lead_keys, ()) as workspace:
        workspace.person = lead_keys.id
        made = put_cohort(workspace, Shape(candidates=3, double=0, seed=11))
        with workspace.recording("mark.given", "marked", subject="all") as recording:
            for number, portfolio in enumerate(made.portfolios):
                level = LevelGiven(Fraction(3 if number else 2))
                for id_ in IDS:
                    recording.put("mark", mark_row(made.first[portfolio.id].id, id_, level))
        release(workspace, made.cohort, override="a trial")
    clock = Clock(START + timedelta(hours=2))
    running = build(Workspace(tmp_path / "workspace", clock=clock, person=lead_keys.id), theme, PlayedDialogs())
    running.window.resize(1366, 768)
    running.window.show()
    yield running
    running.close()


def press(screen: ResultsScreen, name: str) -> None:
    pressed = screen.pane.findChild(QWidget, name)
    assert isinstance(pressed, QAbstractButton), name
    assert pressed.isEnabled(), name
    pressed.click()


def test_issued_printed_and_recalled(window: Running, qtbot: QtBot, tmp_path: Path) -> None:
    workspace, dialogs = window.tools.session.workspace, window.tools.dialogs
    assert isinstance(dialogs, PlayedDialogs)
    cohort = cohorts_here(workspace)[0]
    window.window.go("results", {"pane": "issue"})
    screen = window.window.current
    assert isinstance(screen, ResultsScreen)
    pane = screen.pane
    assert isinstance(pane, IssuePane)
    qtbot.waitUntil(pane.cohort.isVisible, timeout=10_000)
    assert pane.cohort.count() == 2 + 3 + 3
    pane.keys.mine.field.show_text(PASSPHRASE)
    press(screen, "cohortGo")
    qtbot.waitUntil(lambda: not window.tools.jobs.busy and not pane.work.busy, timeout=120_000)
    assert sum(missing_papers(workspace, cohort).values()) == 0
    assert len(certificates(workspace)) == 2

    target = tmp_path / "all.pdf"
    dialogs.files.append(target)
    pane.cohort.print_all(Printed.CERTIFICATES)
    qtbot.waitUntil(lambda: not window.tools.jobs.busy, timeout=60_000)
    with pikepdf.open(target) as joined:
        assert len(joined.pages) >= 2

    certified = next(one for one in results_of_cohort(workspace, cohort) if one.serial)
    window.window.go("results", {"pane": "outcomes", "portfolio": certified.member.portfolio_id})
    outcomes = screen.pane
    assert isinstance(outcomes, OutcomesPane)
    press(screen, "outcome-recall")
    assert outcomes.recall_panel.withdraws
    outcomes.recall_panel._why.writing.setPlainText("A figure was wrong")
    if outcomes.recall_panel.keys.asks():
        outcomes.recall_panel.keys.mine.field.show_text(PASSPHRASE)
    press(screen, "recallGo")
    states = {row.serial: row.state for row in certificates(workspace)}
    assert states[certified.serial] is CertificateState.WITHDRAWN
