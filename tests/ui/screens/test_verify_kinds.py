"""Verify through the window: a certificate, its badge as a picture, and the record of the check."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot
from tests.support.building import START, Clock
from tests.support.issuing import PASSPHRASE, issuing_workspace, lead_keys

from certdesk.actions.badges import badge_of_certificate
from certdesk.actions.certificates import certificates, eligible
from certdesk.actions.identifying import unlock_mine
from certdesk.actions.issuing_batch import keep_issue, make_issue, plan_issue
from certdesk.core.progress import silent
from certdesk.signing.identity import Identity
from certdesk.signing.verification import Verdict
from certdesk.store.workspace import Workspace
from certdesk.ui.app import build
from certdesk.ui.screens.verify.screen import VerifyScreen
from certdesk.ui.theme.source import ThemeSource

from .conftest import PlayedDialogs, click, find

__all__ = ["lead_keys"]
pytestmark = pytest.mark.slow


@pytest.fixture
def issued(lead_keys: Identity, tmp_path: Path) -> Path:
    """A closed workspace with one certificate."""
    folder = tmp_path / "workspace"
    with issuing_workspace(folder, lead_keys, ("P-001",)) as workspace:
        signer = unlock_mine(workspace, PASSPHRASE)
        plan = plan_issue(workspace, [row.assessment_id for row in eligible(workspace)])
        make_issue(plan, signer, signer, silent, workers=1)
        keep_issue(workspace, plan, signer)
    return folder


def test_certificate_badge_and_the_record_of_a_check(
    issued: Path, tmp_path: Path, theme: ThemeSource, dialogs: PlayedDialogs, qtbot: QtBot
) -> None:
    workspace = Workspace(issued, clock=Clock(START + timedelta(hours=3)))
    running = build(workspace, theme, dialogs)
    running.window.show()
    try:
        row = certificates(workspace)[0]
        running.window.go("verify", {"file": str(row.document)})
        screen = running.window.current
        assert isinstance(screen, VerifyScreen)
        qtbot.waitUntil(lambda: screen.result is not None and not running.tools.jobs.busy, timeout=60_000)
        assert screen.result is not None
        assert screen.result.verdict in {Verdict.GENUINE, Verdict.GENUINE_BUT}, screen.result.summary
        assert find(screen, "paper").isVisible()
        dialogs.files.append(tmp_path / "record.pdf")
        click(qtbot, screen, "saveCheck")
        qtbot.waitUntil(lambda: not running.tools.jobs.busy, timeout=60_000)
        assert (tmp_path / "record.pdf").read_bytes().startswith(b"%PDF-1.7")

        badge = tmp_path / "badge.png"
        badge.write_bytes(badge_of_certificate(workspace, row.serial, ".png"))
        before = screen.result
        screen.verify(badge)
        qtbot.waitUntil(lambda: screen.result is not before and not running.tools.jobs.busy, timeout=60_000)
        assert screen.result.verdict is not Verdict.NOT_GENUINE, screen.result.summary
        assert find(screen, "photoPreview").isVisible()
    finally:
        running.close()
