"""Results: issue, go on after a crash, correct, withdraw, find and save certificates; the register beside them."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import QItemSelectionModel
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot
from tests.support.building import START, Clock
from tests.support.issuing import PASSPHRASE, issuing_workspace, lead_keys

from certdesk.actions.certificates import certificates
from certdesk.actions.issuing_batch import plan_issue, unfinished_batches
from certdesk.core.credentials import CertificateState
from certdesk.signing.identity import Identity
from certdesk.store.workspace import Workspace
from certdesk.ui.app import Running, build
from certdesk.ui.screens.results.certificates_pane import CertificatesPane
from certdesk.ui.screens.results.issue_pane import IssuePane
from certdesk.ui.screens.results.screen import ResultsScreen
from certdesk.ui.theme.source import ThemeSource

from .conftest import PlayedDialogs, click, find

__all__ = ["lead_keys"]
CODES = ("P-001", "P-002", "P-003")


@pytest.fixture(scope="session")
def signed_results(lead_keys: Identity, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A closed workspace with three signed passes that are not issued, made once."""
    folder = tmp_path_factory.mktemp("results") / "workspace"
    issuing_workspace(folder, lead_keys, CODES).close()
    return folder


@pytest.fixture
def desk(
    signed_results: Path, tmp_path: Path, theme: ThemeSource, dialogs: PlayedDialogs, qtbot: QtBot
) -> Iterator[Running]:
    """The window over a copy of them."""
    shutil.copytree(signed_results, tmp_path / "workspace")
    clock = Clock(START + timedelta(hours=2))  # after everything was signed
    made = build(Workspace(tmp_path / "workspace", clock=clock), theme, dialogs)
    made.window.resize(1366, 768)
    made.window.show()
    qtbot.waitExposed(made.window)
    yield made
    made.close()


def results(desk: Running, pane: str = "issue") -> ResultsScreen:
    desk.window.go("results", {"pane": pane})
    screen = desk.window.current
    assert isinstance(screen, ResultsScreen)
    return screen


def issue_pane(desk: Running) -> IssuePane:
    pane = results(desk).pane
    assert isinstance(pane, IssuePane)
    return pane


def certificates_pane(desk: Running) -> CertificatesPane:
    pane = results(desk, "certificates").pane
    assert isinstance(pane, CertificatesPane)
    return pane


def choose(pane: IssuePane, *rows: int) -> None:
    selection = pane.list.table.selectionModel()
    selection.clearSelection()
    for row in rows:
        how = QItemSelectionModel.SelectionFlag.Select | QItemSelectionModel.SelectionFlag.Rows
        selection.select(pane.model.index(row, 0), how)


def issue(qtbot: QtBot, desk: Running, *rows: int) -> None:
    pane = issue_pane(desk)
    choose(pane, *rows)
    pane.keys.mine.field.line.setText(PASSPHRASE)
    click(qtbot, pane, "eligibleGo")
    finish(qtbot, desk)


def finish(qtbot: QtBot, desk: Running) -> None:
    """Wait until nothing is made, and what was made is entered, which goes on after the job."""
    qtbot.waitUntil(lambda: not desk.tools.jobs.busy, timeout=60_000)
    work = getattr(getattr(desk.window.current, "pane", None), "work", None)
    qtbot.waitUntil(lambda: work is None or not work.busy, timeout=60_000)


def test_what_is_chosen_is_issued_and_the_passphrase_asked_once(desk: Running, qtbot: QtBot) -> None:
    pane = issue_pane(desk)
    assert pane.model.rowCount() == 3
    assert not find(pane, "eligibleGo").isEnabled()
    choose(pane, 0, 1)
    pane.keys.mine.field.line.setText("not this one")
    click(qtbot, pane, "eligibleGo")
    workspace = desk.tools.session.workspace
    assert certificates(workspace) == ()
    assert unfinished_batches(workspace) == ()  # a wrong passphrase uses no number
    issue(qtbot, desk, 0, 1)
    made = certificates(workspace)
    assert [row.code for row in made] == ["P-002", "P-001"]
    assert all(row.document.is_file() for row in made)
    assert pane.model.rowCount() == 1
    assert not pane.keys.mine.isVisible()
    choose(pane, 0)
    click(qtbot, pane, "eligibleGo")
    finish(qtbot, desk)
    assert len(certificates(workspace)) == 3


def test_a_job_that_ended_with_the_program_is_offered_again(desk: Running, qtbot: QtBot) -> None:
    workspace = desk.tools.session.workspace
    plan = plan_issue(workspace, [row.assessment_id for row in issue_pane(desk)._rows[:2]])
    numbers = sorted(step.order.award.serial for step in plan.steps)
    pane = issue_pane(desk)
    qtbot.waitUntil(find(pane, "unfinished").isVisible)
    pane.keys.mine.field.line.setText(PASSPHRASE)
    click(qtbot, pane, "goOn")
    finish(qtbot, desk)
    assert sorted(row.serial for row in certificates(workspace)) == numbers
    assert unfinished_batches(workspace) == ()


def test_a_corrected_one_takes_the_place_and_the_badge_is_a_picture(
    desk: Running, qtbot: QtBot, dialogs: PlayedDialogs, tmp_path: Path
) -> None:
    issue(qtbot, desk, 0)
    pane = certificates_pane(desk)
    old = pane.current()
    assert old is not None
    pane.side._name.line.setText("Miriam Adeyemi-Smith")
    click(qtbot, pane, "reissue")
    finish(qtbot, desk)
    assert len(certificates(desk.tools.session.workspace)) == 1  # nobody said why
    pane.side._why_again.line.setText("spelling of the name")
    click(qtbot, pane, "reissue")
    finish(qtbot, desk)
    rows = {row.serial: row for row in certificates(desk.tools.session.workspace)}
    assert len(rows) == 2
    new = rows[rows[old.serial].replaced_by]
    assert rows[old.serial].state is CertificateState.SUPERSEDED
    assert (new.holder, new.replaces) == ("Miriam Adeyemi-Smith", old.serial)
    dialogs.files += [tmp_path / "badge.png", tmp_path / "badge.json"]
    click(qtbot, pane, "badgeCertificate")
    click(qtbot, pane, "badgeCertificate")
    assert (tmp_path / "badge.png").read_bytes().startswith(b"\x89PNG")
    assert json.loads((tmp_path / "badge.json").read_bytes())["proof"]


def test_found_saved_and_withdrawn_for_good_and_the_register_says_so(
    desk: Running, qtbot: QtBot, dialogs: PlayedDialogs, tmp_path: Path
) -> None:
    issue(qtbot, desk, 0, 1)
    pane = certificates_pane(desk)
    pane.search("p-002")
    assert pane.model.rowCount() == 1
    pane.search("")
    stick = tmp_path / "stick"
    stick.mkdir()
    dialogs.files.append(stick)
    click(qtbot, pane, "saveAllCertificates")
    finish(qtbot, desk)
    assert len(list(stick.glob("*.pdf"))) == 2
    pane.side._why.line.setText("Evidence was not the candidate's own")
    dialogs.consent = False
    click(qtbot, pane, "withdraw")
    assert all(row.state is CertificateState.ACTIVE for row in certificates(desk.tools.session.workspace))
    dialogs.consent = True
    click(qtbot, pane, "withdraw")
    rows = certificates(desk.tools.session.workspace)
    assert sorted(row.state.value for row in rows) == ["active", "withdrawn"]
    assert not find(pane, "withdraw").isVisible()
    screen = results(desk, "register")
    size = find(screen, "registerSize")
    assert isinstance(size, QLabel)
    assert size.text().startswith("3 ")
    dialogs.files.append(tmp_path / "all.certdesk-register")
    click(qtbot, screen, "exportRegister")
    assert len(json.loads((tmp_path / "all.certdesk-register").read_bytes())["events"]) == 3


def test_reports_say_calmly_why_nothing_can_be_countersigned(desk: Running) -> None:
    screen = results(desk, "reports")
    assert not find(screen, "reportsGo").isEnabled()
    assert find(screen.pane, "reportsAbout").isVisible()


def test_own_reports_are_countersigned_by_somebody_else(desk: Running) -> None:
    pane = results(desk, "reports").pane
    assert isinstance(pane, IssuePane)
    pane.list.filters.set_current("all")
    pane.search("")
    assert pane.model.rowCount() == len(CODES)
    told = {pane.model.index(row, 4).data() for row in range(pane.model.rowCount())}
    assert told == {"There is no signed report."}
