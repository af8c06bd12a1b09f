"""A rehearsed programme from end to end: its lead issues for signed results, and what was issued is verified."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot
from tests.support.issuing import PASSPHRASE, issuing_workspace

from certdesk.actions.certificates import certificates, eligible
from certdesk.actions.identifying import act_as, my_identity
from certdesk.actions.programmes import programmes_here
from certdesk.signing.identity import Identity, make_identity
from certdesk.signing.verification import Verdict
from certdesk.store.workspace import Workspace
from certdesk.ui.app import build
from certdesk.ui.screens.results.issue_pane import IssuePane
from certdesk.ui.screens.verify.screen import VerifyScreen
from certdesk.ui.theme.source import ThemeSource

from .conftest import PlayedDialogs, click, find, wait_for_jobs
from .programme_hands import DESK_SECRET, Desk, found, until, write

pytestmark = [pytest.mark.timeout(300), pytest.mark.slow]


@pytest.fixture
def lead_keys(tmp_path: Path) -> Identity:
    return make_identity("Leila Haddad", "lead", PASSPHRASE, now=datetime.now(UTC), folder=tmp_path / "keys")


@pytest.fixture
def desk(tmp_path: Path, lead_keys: Identity, theme: ThemeSource, monkeypatch: pytest.MonkeyPatch) -> Iterator[Desk]:
    """The lead's computer, with two results that she signed."""
    folder = tmp_path / "workspace"
    issuing_workspace(folder, lead_keys).close()
    monkeypatch.setattr("tests.journeys.programme_hands.MINE", PASSPHRASE)
    dialogs = PlayedDialogs()
    running = build(Workspace(folder), theme, dialogs)
    running.window.resize(1366, 768)
    running.window.show()
    yield Desk(running, dialogs)
    running.close()


def verdict_on(qtbot: QtBot, desk: Desk, path: Path) -> Verdict:
    desk.running.window.go("verify", {"file": str(path)})
    screen = desk.screen
    assert isinstance(screen, VerifyScreen)
    wait_for_jobs(qtbot, desk.running)
    until(qtbot, lambda: screen.result is not None)
    assert screen.result is not None
    return screen.result.verdict


def test_a_rehearsal_issues_and_says_that_it_is_worth_nothing(qtbot: QtBot, desk: Desk, tmp_path: Path) -> None:
    found(qtbot, desk, (tmp_path / "E", tmp_path / "F"))
    programme = programmes_here(desk.workspace)[0]
    desk.running.window.go("results")
    pane = desk.screen.pane  # type: ignore[attr-defined]
    assert isinstance(pane, IssuePane)
    pane.choose_all()
    assert find(pane, "eligibleMinePassphrase").isVisible()
    write(pane, "eligibleMinePassphrase", PASSPHRASE)
    write(pane, "eligibleDeskPassphrase", DESK_SECRET)
    click(qtbot, pane, "eligibleGo")
    wait_for_jobs(qtbot, desk.running, 120)
    until(qtbot, lambda: not pane.work.busy)  # what was made is entered after the job
    made = certificates(desk.workspace)
    assert len(made) == 2
    assert {row.register for row in made} == {programme.id}
    verdict = verdict_on(qtbot, desk, made[0].document)
    assert verdict is not Verdict.NOT_GENUINE
    assert verdict is not Verdict.GENUINE  # a rehearsal is never simply genuine

    # When it is ended, the lead signs as before.
    desk.running.window.go("programme")
    name = f"forget-{programme.id}"
    until(qtbot, lambda: len(desk.screen.findChildren(QWidget, name)) == 1)  # what stood there before is gone
    click(qtbot, desk.screen, name)
    assert programmes_here(desk.workspace) == ()
    assert my_identity(desk.workspace).name == "Leila Haddad"
    assert all(row.serial for row in eligible(desk.workspace))
    assert act_as(desk.workspace).programme_id == ""
