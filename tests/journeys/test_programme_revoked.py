"""A member's signature: made on their desk, believed on the lead's, and no longer after their laptop was lost."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot
from tests.ui.screens.conftest import begin, portfolio_folder, take_in

from certdesk.actions.commenting import write_feedback
from certdesk.actions.scoring import mark_criterion
from certdesk.core.marks import LevelGiven
from certdesk.signing.verification import Verdict, Verification
from certdesk.ui.screens.finalise import FinaliseScreen
from certdesk.ui.screens.verify.screen import VerifyScreen
from certdesk.ui.theme.source import ThemeSource

from .conftest import click, find, wait_for_jobs
from .programme_hands import MINE, Desk, enrol, found, open_desk, revoke, until, write

pytestmark = [pytest.mark.timeout(300), pytest.mark.slow]


@pytest.fixture
def lead(tmp_path: Path, theme: ThemeSource) -> Iterator[Desk]:
    desk = open_desk(tmp_path / "lead", ("Leila Haddad", "lead"), theme)
    yield desk
    desk.running.close()


@pytest.fixture
def assessor(tmp_path: Path, theme: ThemeSource) -> Iterator[Desk]:
    desk = open_desk(tmp_path / "assessor", ("Amara Diallo", "assessor"), theme)
    yield desk
    desk.running.close()


def sign_a_report(qtbot: QtBot, desk: Desk, folder: Path) -> Path:
    """Mark a small portfolio at the standard, sign it, and return the report."""
    assessment = begin(desk.running, take_in(desk.running, portfolio_folder(folder)))
    desk.running.window.go("finalise", {"assessment": assessment})
    screen = desk.screen
    assert isinstance(screen, FinaliseScreen)
    assert screen.view is not None
    standard = screen.view.rubric.scale.standard
    for criterion in screen.view.rubric.criteria:
        mark_criterion(desk.workspace, assessment, criterion.id, LevelGiven(standard))
        write_feedback(desk.workspace, assessment, criterion.id, strength="Pupils compare readings.")
    desk.running.window.go("finalise", {"assessment": assessment})
    until(qtbot, lambda: find(screen, "check-later").isVisible())  # the certificate comes from the programme
    write(screen, "passphrase", MINE)
    click(qtbot, screen, "sign")
    wait_for_jobs(qtbot, desk.running, 120)
    documents = sorted(desk.workspace.documents.glob("*.pdf"))
    assert [path.name for path in documents if "certificate" in path.name] == []
    assert len(documents) == 1
    return documents[0]


def verified(qtbot: QtBot, desk: Desk, path: Path) -> Verification:
    desk.running.window.go("verify")
    screen = desk.screen
    assert isinstance(screen, VerifyScreen)
    before = screen.result
    screen.verify(path)
    until(qtbot, lambda: screen.result is not before)
    wait_for_jobs(qtbot, desk.running)
    assert screen.result is not None
    return screen.result


def test_signed_by_a_member_and_no_longer_believed_when_revoked(
    qtbot: QtBot, lead: Desk, assessor: Desk, tmp_path: Path
) -> None:
    words = found(qtbot, lead, (tmp_path / "E", tmp_path / "F"))
    enrol(qtbot, lead, assessor, words, tmp_path)
    report = sign_a_report(qtbot, assessor, tmp_path / "KITE-37")
    assessor.running.window.go("results")
    until(qtbot, lambda: find(assessor.screen, "canNotIssue").isVisible())

    believed = verified(qtbot, lead, report)
    assert believed.verdict is Verdict.GENUINE_BUT, believed.summary  # a rehearsal, and otherwise in order
    lead.running.window.go("programme", {"pane": "members"})
    revoke(qtbot, lead, "Amara Diallo")
    after = verified(qtbot, lead, report)
    assert after.verdict is not Verdict.GENUINE
    assert after.summary != believed.summary
    assert any("revoked" in check.sentence.lower() for check in after.checks)
