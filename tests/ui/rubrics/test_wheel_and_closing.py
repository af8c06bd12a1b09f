"""The wheel changes nothing in the editor; the window closes at once whatever is under way."""

from __future__ import annotations

import time
from functools import partial
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QApplication, QWidget
from tests.core.samples import built_in
from tests.ui.rubrics.test_editor import Desk, desk, opened
from tests.ui.rubrics.test_editor import own_window as running

from certdesk.rubric_formats.our_yaml_writing import write
from certdesk.ui.screens.rubrics.editor_head import ASSESSOR, GRID, PRINT, WHAT_IF

__all__ = ["desk", "opened", "running"]


def turn_over_everything(window: QWidget) -> None:
    """Turn the wheel once over each widget that is seen, also with the keyboard in it."""
    for widget in window.findChildren(QWidget):
        if not widget.isVisible() or not widget.isEnabled():
            continue
        for focus in (False, widget.focusPolicy() != Qt.FocusPolicy.NoFocus):
            if focus:
                widget.setFocus()
            middle = QPointF(widget.rect().center())
            event = QWheelEvent(
                middle,
                widget.mapToGlobal(middle),
                QPoint(),
                QPoint(0, -120),
                Qt.MouseButton.NoButton,
                Qt.KeyboardModifier.NoModifier,
                Qt.ScrollPhase.NoScrollPhase,
                False,
            )
            QApplication.sendEvent(widget, event)


def test_the_wheel_changes_nothing(desk: Desk) -> None:
    before = desk.rubric
    tried: list[object] = []
    desk.pane.rules.trying.connect(tried.append)
    for view, show in (
        ("table", partial(desk.pane.examples.open_table, 0)),
        *((each, partial(desk.pane.show_view, each)) for each in (GRID, ASSESSOR, PRINT, WHAT_IF)),
        ("details", partial(desk.pane.show_details, "T4")),
        ("rubric", desk.pane.show_details),
    ):
        show()
        QApplication.processEvents()
        turn_over_everything(desk.pane)
        desk.pane.leave()
        assert desk.rubric == before, view
    assert all(each == before for each in tried)


@pytest.mark.parametrize("under_way", ["import", PRINT, WHAT_IF, "library", "details"])
def test_the_window_closes_at_once_whatever_is_under_way(desk: Desk, tmp_path: Path, under_way: str) -> None:
    window = desk.running.window
    match under_way:
        case "import":
            file = tmp_path / "rubric.yaml"
            file.write_bytes(write(built_in("stem_teaching")))
            window.go("rubrics", {"pane": "import", "file": str(file)})
        case "library":
            window.go("rubrics")
        case "details":
            desk.pane.show_details("T4")
            desk.pane.details.criterion.question.writing.setPlainText("half typed")
        case _:
            desk.pane.show_view(under_way)
    begun = time.monotonic()
    desk.running.close()
    assert time.monotonic() - begun < 2
    QApplication.processEvents()
