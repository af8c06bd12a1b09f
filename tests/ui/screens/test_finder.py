"""Finding words in the whole portfolio: typed, listed by item, gone to with arrows and Enter."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QLineEdit
from pytestqt.qtbot import QtBot

from certdesk import shipped
from certdesk.core.marks import Unmarked
from certdesk.ui.app import Running
from certdesk.ui.models.found_places import RowKind
from certdesk.ui.screens.score.screen import ScoreScreen
from certdesk.ui.viewers.engine_bar import View
from certdesk.ui.viewers.marks_on_media import as_quote
from certdesk.ui.viewers.pdf_viewer import PdfViewer
from certdesk.ui.viewers.text_viewer import TextViewer

from .conftest import begin, find, portfolio_folder, press, take_in
from .test_score import mark_of, score


@pytest.fixture
def screen(running: Running, tmp_path: Path) -> ScoreScreen:
    folder = portfolio_folder(tmp_path / "KITE-37")
    (folder / "Letter.txt").write_text("The 3 ministers thank the school for its Café.\n", encoding="utf-8")
    return score(running, begin(running, take_in(running, folder)))


def find_words(screen: ScoreScreen, qtbot: QtBot, words: str) -> QLineEdit:
    screen.searching.open()
    typed = find(screen, "finderTyped")
    assert isinstance(typed, QLineEdit)
    typed.setText(words)
    return typed


def rows(screen: ScoreScreen, kind: RowKind) -> list[str]:
    return [row.words or row.place for row in screen.searching.popup.model.rows if row.kind is kind]


def test_every_item_is_read_while_nobody_waits(running: Running, screen: ScoreScreen, qtbot: QtBot) -> None:
    find_words(screen, qtbot, "cafe")
    hits = screen.searching.popup.model
    qtbot.waitUntil(lambda: any(row.hit and row.hit.quote == "Café" for row in hits.rows), timeout=15000)
    assert len(rows(screen, RowKind.HIT)) == 1
    qtbot.waitUntil(lambda: not running.tools.jobs.busy, timeout=15000)
    assert rows(screen, RowKind.UNSEARCHABLE) == []


def test_enter_goes_there_and_the_next_place_needs_no_panel(
    running: Running, screen: ScoreScreen, qtbot: QtBot
) -> None:
    typed = find_words(screen, qtbot, "layers")
    qtbot.waitUntil(lambda: len(rows(screen, RowKind.HIT)) == 15, timeout=15000)
    assert rows(screen, RowKind.HEADING) == ["Log", "Plan", "Reflection"]
    for _line in range(5):
        qtbot.keyClick(typed, Qt.Key.Key_Down)
    qtbot.keyClick(typed, Qt.Key.Key_Return)
    assert not screen.searching.popup.isVisible()
    assert screen.view is not None
    plan = next(item for item in screen.view.items if item.title == "Plan")
    assert screen.left_off.item == plan.id
    viewer = screen.stage.viewer
    assert isinstance(viewer, TextViewer)
    qtbot.waitUntil(lambda: viewer.view.textCursor().selectedText() == "layers", timeout=8000)
    qtbot.keyClick(running.window, Qt.Key.Key_F3)
    row = screen.searching.popup.row()
    assert row is not None
    assert row.hit is not None
    assert row.hit.offset > 0
    assert row.item_id == plan.id


def test_digits_in_the_field_set_no_level_and_esc_leaves(running: Running, screen: ScoreScreen, qtbot: QtBot) -> None:
    qtbot.keyClick(
        running.window, Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
    )
    typed = find(screen, "finderTyped")
    assert isinstance(typed, QLineEdit)
    assert typed.isVisible()
    qtbot.keyClicks(typed, "3 min")
    assert isinstance(mark_of(screen, "T1"), Unmarked)
    qtbot.waitUntil(lambda: len(rows(screen, RowKind.HIT)) == 1, timeout=15000)
    typed.clear()
    qtbot.keyClick(typed, Qt.Key.Key_Escape)
    assert not typed.isVisible()
    press(qtbot, running, "3")
    assert not isinstance(mark_of(screen, "T1"), Unmarked)


def test_nothing_found_is_said(screen: ScoreScreen, qtbot: QtBot) -> None:
    find_words(screen, qtbot, "zebra")
    state = find(screen, "finderState")
    assert isinstance(state, QLabel)
    qtbot.waitUntil(lambda: state.text() == "Nothing found", timeout=15000)


def test_words_found_in_an_office_document_are_pointed_out_in_either_view(
    running: Running, tmp_path: Path, qtbot: QtBot
) -> None:
    folder = portfolio_folder(tmp_path / "KITE-39")
    sample = shipped.resources() / "sample_cohort" / "KITE-37" / "commentary.docx"
    (folder / "Commentary.docx").write_bytes(sample.read_bytes())
    screen = score(running, begin(running, take_in(running, folder)))
    typed = find_words(screen, qtbot, "breathed")
    qtbot.waitUntil(lambda: bool(rows(screen, RowKind.HIT)), timeout=20000)
    qtbot.keyClick(typed, Qt.Key.Key_Return)
    stage = screen.stage
    qtbot.waitUntil(lambda: isinstance(stage.viewer, PdfViewer), timeout=8000)
    qtbot.waitUntil(lambda: stage.selected() is not None, timeout=15000)
    for view in (View.READING, View.SIMPLIFIED):
        assert isinstance(stage.viewer, PdfViewer | TextViewer)
        stage.viewer.engine_bar.view_chosen.emit(view.value)
        qtbot.waitUntil(lambda: stage.selected() is not None, timeout=15000)
        quote = as_quote(stage.anchor())
        assert quote is not None
        assert "breathed" in quote.quote.lower()
