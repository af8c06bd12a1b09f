"""The page that checks codes in any browser, saved from the row of a programme on the Programme screen."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot
from tests.support.lent_worker import LentWorker
from tests.support.programmes import Made, made_programme

from certdesk.evidence.client import EvidenceWorker
from certdesk.store.workspace import Workspace
from certdesk.ui.app import Running, build
from certdesk.ui.theme.source import ThemeSource
from certdesk.ui.widgets.notice_bar import Notice

from .conftest import PlayedDialogs, click

__all__ = ["made_programme"]


@pytest.fixture
def issuing(
    made_programme: Made,
    tmp_path: Path,
    theme: ThemeSource,
    dialogs: PlayedDialogs,
    shared_worker: EvidenceWorker,
) -> Iterator[Running]:
    """The window of a programme's issuing desk."""
    shutil.copytree(made_programme.folder / "lead", tmp_path / "lead")
    made = build(Workspace(tmp_path / "lead"), theme, dialogs, LentWorker(shared_worker))
    made.window.show()
    yield made
    made.close()


def test_the_page_is_saved_where_the_person_says(
    issuing: Running, made_programme: Made, qtbot: QtBot, dialogs: PlayedDialogs, tmp_path: Path
) -> None:
    issuing.window.go("programme")
    screen = issuing.window.current
    heard: list[Notice] = []
    screen.noticed.connect(heard.append)
    deed = f"page-{made_programme.founded.programme_id}"
    click(qtbot, screen, deed)  # thought better of it
    assert heard == []
    page, nowhere = tmp_path / "check.html", tmp_path / "no such stick" / "check.html"
    dialogs.files += [page, nowhere]
    click(qtbot, screen, deed)
    assert "Highlands STEM" in page.read_text(encoding="utf-8")
    click(qtbot, screen, deed)
    assert [notice.kind for notice in heard] == ["ok", "warn"]
    assert not nowhere.exists()
