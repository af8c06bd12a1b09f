"""The first start: besides saying who one is, there are two ways to look around."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot
from tests.support.fixtures import without_backup
from tests.support.lent_worker import LentWorker

from certdesk.actions.cohorts import cohorts_here
from certdesk.evidence.client import EvidenceWorker
from certdesk.store.workspace import Workspace
from certdesk.ui.app import Running, build
from certdesk.ui.screens.cohort.screen import CohortScreen
from certdesk.ui.screens.welcome import WelcomeScreen
from certdesk.ui.theme.source import ThemeSource

from .conftest import PlayedDialogs, click, find


@pytest.fixture
def first_start(
    tmp_path: Path, theme: ThemeSource, dialogs: PlayedDialogs, shared_worker: EvidenceWorker, qtbot: QtBot
) -> Iterator[Running]:
    """The window of a workspace in which nobody works yet."""
    made = build(Workspace(tmp_path / "workspace"), theme, dialogs, LentWorker(shared_worker))
    made.window.resize(1366, 768)
    made.window.show()
    qtbot.waitExposed(made.window)
    yield made
    with without_backup():
        made.close()


def test_nothing_is_cut_with_large_letters_on_a_small_screen(first_start: Running, theme: ThemeSource) -> None:
    window = first_start.window
    theme.choose(text_scale=2.0)
    window.resize(1024, 640)
    for name in ("name", "passphrase", "again"):
        line = find(window, name).findChild(QLineEdit)
        assert line.height() >= line.sizeHint().height() > 30
    assert window.width() == 1024
    theme.choose(text_scale=1.0)


def test_somebody_who_will_lead_looks_around_in_a_cohort_under_way(first_start: Running, qtbot: QtBot) -> None:
    window = first_start.window
    assert isinstance(window.current, WelcomeScreen)
    upper, lower = find(window, "lookAround"), find(window, "practise")
    assert upper.geometry().bottom() < lower.y()
    assert (upper.x(), upper.width()) == (lower.x(), lower.width())
    click(qtbot, window, "practise")
    assert not find(window, "lookAround").isEnabled()
    qtbot.waitUntil(lambda: isinstance(window.current, CohortScreen), timeout=20_000)
    workspace = first_start.tools.session.workspace
    now, earlier = cohorts_here(workspace)
    assert (now.name, earlier.name) == ("Autumn practice", "Spring practice")
    assert window.current.desk.cohort_id == now.id
    window.go("welcome")
    assert not find(window, "practise").isVisible()
    qtbot.waitUntil(lambda: not first_start.tools.jobs.busy, timeout=20_000)
