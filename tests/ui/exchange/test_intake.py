"""Portfolios from elsewhere in the window: looked at, decided, taken in, reported; and where other files lead."""

from __future__ import annotations

import zipfile
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot
from tests.support.desks import ADA
from tests.ui.screens.conftest import click, find

from certdesk.actions.previewing_intake import Standing
from certdesk.ui.screens.exchange.now_pane import NowPane
from certdesk.ui.widgets.notice_bar import Notice

from .conftest import Desk

PEOPLE = ("Ada Obi", "Bela Nyasha", "Chipo Moyo", "Ada Obi")


def moodle_zip(path: Path) -> Path:
    """An assignment as Moodle hands it out, with two people of one name."""
    with zipfile.ZipFile(path, "w") as made:
        for number, name in enumerate(PEOPLE):
            for kind in ("plan", "log"):
                entry = f"{name}_{1000 + number}_assignsubmission_file_/{kind}.txt"
                made.writestr(entry, f"{kind} of number {number}\n" * 20)
    return path


def test_a_moodle_assignment_is_decided_taken_in_and_reported(
    sit_down: Callable[[str], Desk], qtbot: QtBot, tmp_path: Path
) -> None:
    ada = sit_down(ADA)
    path = moodle_zip(tmp_path / "Portfolio-77.zip")
    ada.running.window.go("exchange", {"files": [str(path)]})
    ada.finish(qtbot)
    pane = ada.screen.pane
    assert isinstance(pane, NowPane)
    card = pane.left.intake
    assert find(pane, "intake").isVisible()
    assert len(card.model._rows) == 4
    doubtful = [row.key for row in card.model._rows if row.standing is Standing.DOUBTFUL]
    assert len(doubtful) == 2
    assert ada.codes() == {"P-001", "P-002"}  # looking changes nothing

    card.table.set_current_row(card.model.place_of(doubtful[0]))
    click(qtbot, pane, "intakeNew")
    left_out = next(row.key for row in card.model._rows if row.standing is Standing.NEW)
    card.table.set_current_row(card.model.place_of(left_out))
    qtbot.keyClick(card.table, Qt.Key.Key_Space)
    assert not card.model._rows[card.model.place_of(left_out)].selected
    words = find(pane, "takeIntake").text()  # type: ignore[attr-defined]
    assert words == "Take in 2 portfolios"
    click(qtbot, pane, "takeIntake")
    ada.finish(qtbot)
    assert len(ada.codes()) == 4
    heading = find(pane, "reportHeading")
    assert isinstance(heading, QLabel)
    assert heading.text() == "2 portfolios taken in, 1 still open"
    ada.dialogs.files.append(tmp_path / "report.csv")
    click(qtbot, pane, "saveReport")
    ada.finish(qtbot)
    assert (tmp_path / "report.csv").read_text(encoding="utf-8-sig").count("\n") >= 4
    click(qtbot, pane, "closeReport")
    assert not find(pane, "report").isVisible()


def test_files_of_a_programme_lead_to_its_screen(sit_down: Callable[[str], Desk], qtbot: QtBot, tmp_path: Path) -> None:
    ada = sit_down(ADA)
    pane = ada.go().pane
    heard: list[tuple[str, object]] = []
    pane.left_for.disconnect()
    pane.left_for.connect(lambda name, params: heard.append((name, params)))
    said: list[Notice] = []
    pane.noticed.connect(said.append)
    kinds = ("request", "trust", "approval", "programme", "card", "register")
    files = [tmp_path / f"a.certdesk-{kind}" for kind in kinds]
    ada.screen.take_files((*files, tmp_path / "gone.zip"))
    assert heard == [
        *(("programme", {"file": str(file)}) for file in files[:-1]),
        ("verify", {"file": str(files[-1])}),
    ]
    assert "gone.zip is not there" in said[0].words


def test_a_candidates_list_leads_to_its_own_screen(sit_down: Callable[[str], Desk], tmp_path: Path) -> None:
    path = tmp_path / "teachers.csv"
    path.write_text("Teacher\nAda Obi\n", encoding="utf-8")
    ada = sit_down(ADA)
    heard: list[tuple[str, object]] = []
    ada.go().pane.left_for.connect(lambda name, params: heard.append((name, params)))
    ada.screen.take_files((path,))
    assert heard == [("candidates", {"file": str(path)})]
