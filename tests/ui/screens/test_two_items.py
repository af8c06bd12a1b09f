"""Two pieces of evidence at once: one is active, keys and filing go there, and both are remembered."""

from __future__ import annotations

from pathlib import Path

from PIL import Image
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMenu
from pytestqt.qtbot import QtBot

from certdesk.core.annotations import WholeItem
from certdesk.ui.app import Running
from certdesk.ui.screens.score.desk import SIDE, TWO
from certdesk.ui.viewers.photo_viewer import PhotoViewer

from .conftest import begin, click, find, press, take_in
from .test_score import score


def test_a_second_item_opens_beside_and_is_active(running: Running, assessment: str, qtbot: QtBot) -> None:
    screen = score(running, assessment)
    assert screen.view is not None
    first, second, third = (item.id for item in screen.view.items)
    screen.evidence.beside_asked.emit(third)
    assert screen.desk.shown_layout == TWO
    assert screen.left_off.items == [first, third]
    assert [pane.stage.item.id for pane in screen.desk.panes if pane.stage.item] == [first, third]
    press(qtbot, running, "[")
    assert screen.left_off.items == [first, second], "[ and ] act on the active one"
    press(qtbot, running, "e")
    (note,) = screen.view.assessment.annotations
    assert (note.item_id, note.anchor) == (second, WholeItem())


def test_the_keyboard_says_which_one_is_active(running: Running, assessment: str, qtbot: QtBot) -> None:
    screen = score(running, assessment)
    screen.desk.show_layout(TWO)
    first, second = screen.desk.panes
    second.setFocus()
    assert second.active
    assert not first.active
    press(qtbot, running, Qt.Key.Key_F6)
    screen.desk.switch()
    assert first.active or second.active
    first.setFocus()
    assert first.active
    assert screen.left_off.active == 0


def test_both_and_the_layout_are_remembered(running: Running, assessment: str) -> None:
    screen = score(running, assessment)
    assert screen.view is not None
    ids = [item.id for item in screen.view.items]
    screen.viewing.open_beside(ids[2])
    screen.desk.turn()
    running.window.go("today")
    assert all(pane.stage.item is None for pane in screen.desk.panes), "nothing stays open behind"
    again = score(running, assessment)
    assert again.desk.shown_layout == TWO
    assert again.left_off.items == [ids[0], ids[2]]
    assert again.left_off.active == 1


def test_closing_one_goes_on_with_the_other_alone(running: Running, assessment: str, qtbot: QtBot) -> None:
    screen = score(running, assessment)
    assert screen.view is not None
    third = screen.view.items[2].id
    screen.viewing.open_beside(third)
    click(qtbot, screen.desk.panes[0], "paneClose")
    assert screen.desk.shown_layout == SIDE
    assert screen.left_off.item == third
    assert screen.stage.item is not None
    assert screen.stage.item.id == third


def test_the_head_of_a_pane_offers_the_other_items(running: Running, assessment: str, qtbot: QtBot) -> None:
    screen = score(running, assessment)
    assert screen.view is not None
    screen.desk.show_layout(TWO)
    menu = screen.desk.panes[1].open_items()
    assert isinstance(menu, QMenu)
    menu.actions()[2].trigger()
    menu.close()
    assert screen.left_off.items[1] == screen.view.items[2].id


def test_a_click_with_control_opens_beside(running: Running, assessment: str, qtbot: QtBot) -> None:
    screen = score(running, assessment)
    assert screen.view is not None
    rows = find(screen, "evidence")
    model = screen.evidence.model
    place = rows.visualRect(model.index_of(screen.view.items[1].id)).center()  # type: ignore[attr-defined]
    viewport = rows.viewport()  # type: ignore[attr-defined]
    qtbot.mouseClick(viewport, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.ControlModifier, place)
    assert screen.desk.shown_layout == TWO
    assert screen.left_off.items[1] == screen.view.items[1].id


def test_two_photos_move_together_while_wanted(running: Running, tmp_path: Path, qtbot: QtBot) -> None:
    folder = tmp_path / "KITE-37"
    folder.mkdir()
    for name, colour in (("before.png", "white"), ("after.png", "grey")):
        Image.new("RGB", (800, 600), colour).save(folder / name)
    screen = score(running, begin(running, take_in(running, folder)))
    assert screen.view is not None
    screen.viewing.open_beside(screen.view.items[1].id)
    viewers = [pane.stage.viewer for pane in screen.desk.panes]
    left, right = viewers
    assert isinstance(left, PhotoViewer)
    assert isinstance(right, PhotoViewer)
    qtbot.waitUntil(lambda: None not in (left.linked_place(), right.linked_place()), timeout=10000)
    click(qtbot, screen.desk.panes[1], "linkPhotos")
    left.canvas.rotate(90)
    qtbot.waitUntil(lambda: right.canvas.rotation == 90, timeout=5000)
    screen.linking.toggle()
    left.canvas.rotate(180)
    assert right.canvas.rotation == 90
