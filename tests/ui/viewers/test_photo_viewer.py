"""Photos stand upright, and their regions are pixels of the upright original."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QColor
from pytestqt.qtbot import QtBot

from certdesk.core.annotations import PhotoRegion, Rect, WholeItem
from certdesk.evidence.client import EvidenceWorker
from certdesk.ui.theme.source import ThemeSource
from certdesk.ui.viewers.bridge import Deliveries
from certdesk.ui.viewers.marks_on_media import MediaMark
from certdesk.ui.viewers.photo_viewer import PhotoViewer
from certdesk.ui.viewers.sheet_scene import Fit
from certdesk.ui.widgets.button import Button

LEFT, NONE = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier


@pytest.fixture
def viewer(
    theme: ThemeSource, worker: EvidenceWorker, deliveries: Deliveries, show: Callable[..., None]
) -> PhotoViewer:
    made = PhotoViewer(theme, worker, deliveries)
    show(made)
    return made


def drawn(viewer: PhotoViewer) -> Callable[[], bool]:
    return lambda: bool(viewer._pictures.shots(1)) and not viewer._pictures.busy


def at(viewer: PhotoViewer, x: float, y: float) -> QPoint:
    return (viewer.canvas.sheet_layout.transform(1).map(QPointF(x, y)) - viewer.canvas.offset).toPoint()


def color_at(viewer: PhotoViewer, x: float, y: float) -> QColor:
    return viewer.canvas.viewport().grab().toImage().pixelColor(at(viewer, x, y))


def test_a_photo_taken_sideways_stands_upright(qtbot: QtBot, viewer: PhotoViewer, item: Callable, photo: Path) -> None:
    viewer.show_item(item(photo))
    qtbot.waitUntil(drawn(viewer))
    assert viewer.canvas.sheet_layout.sizes == ((1200.0, 1600.0),)
    assert viewer.canvas.fit is Fit.PAGE
    assert color_at(viewer, 100, 100).red() > 240
    assert color_at(viewer, 100, 100).green() < 30
    assert color_at(viewer, 1100, 100).green() > 240
    assert color_at(viewer, 100, 1500).green() > 240


def test_turning_the_view_turns_what_is_seen_and_not_the_region(
    qtbot: QtBot, viewer: PhotoViewer, item: Callable, photo: Path
) -> None:
    viewer.show_item(item(photo))
    qtbot.waitUntil(drawn(viewer))
    qtbot.mouseClick(viewer.findChild(Button, "photoTurn"), LEFT)
    assert viewer.canvas.rotation == 90
    corner = at(viewer, 0, 0)
    assert corner.x() > viewer.canvas.viewport().width() / 2
    assert color_at(viewer, 100, 100).green() < 30
    start, end = at(viewer, 300, 400), at(viewer, 900, 1000)
    window = viewer.canvas.viewport()
    qtbot.mousePress(window, LEFT, NONE, start)
    qtbot.mouseMove(window, (start + end) / 2)
    qtbot.mouseMove(window, end)
    qtbot.mouseRelease(window, LEFT, NONE, end)
    rect = viewer.anchor().rect
    assert (rect.left, rect.top, rect.right, rect.bottom) == pytest.approx((300, 400, 900, 1000), abs=6)
    assert all(float(edge).is_integer() for edge in (rect.left, rect.top, rect.right, rect.bottom))


def test_zooming_in_brings_the_original_pixels(qtbot: QtBot, viewer: PhotoViewer, item: Callable, photo: Path) -> None:
    viewer.show_item(item(photo))
    qtbot.waitUntil(drawn(viewer))
    assert all(shot.scale < 1 for shot, _image in viewer._pictures.shots(1))
    viewer.canvas.set_zoom(2.0)
    qtbot.waitUntil(lambda: any(shot.scale == 1.0 for shot, _image in viewer._pictures.shots(1)))
    _shot, image = viewer._pictures.to_paint(1, 2.0)[0]
    assert (image.width(), image.height()) == (1200, 1600)


def test_nothing_selected_means_the_whole_photo(viewer: PhotoViewer, item: Callable, photo: Path) -> None:
    viewer.show_item(item(photo))
    assert viewer.anchor() == WholeItem()


def test_going_to_a_small_region_comes_near(qtbot: QtBot, viewer: PhotoViewer, item: Callable, photo: Path) -> None:
    region = PhotoRegion(Rect(1000, 1400, 1060, 1450))
    viewer.show_item(item(photo, (MediaMark("a", "T4", region, current=True),)))
    viewer.go_to(region)
    box = viewer.canvas.sheet_layout.to_sheet(1, region.rect)
    assert box.width() > 40
    assert viewer.canvas.seen_box.contains(box)
    with qtbot.waitSignal(viewer.mark_clicked) as clicked:
        qtbot.mouseClick(viewer.canvas.viewport(), LEFT, NONE, at(viewer, 1030, 1425))
    assert clicked.args == ["a"]
    viewer.go_to(WholeItem())
    assert viewer.canvas.fit is Fit.PAGE


def test_the_sheet_is_pulled_with_the_middle_button(
    qtbot: QtBot, viewer: PhotoViewer, item: Callable, photo: Path
) -> None:
    viewer.show_item(item(photo))
    viewer.canvas.set_zoom(1.0)
    before = viewer.canvas.offset
    window = viewer.canvas.viewport()
    qtbot.mousePress(window, Qt.MouseButton.MiddleButton, NONE, QPoint(200, 200))
    qtbot.mouseMove(window, QPoint(150, 120))
    qtbot.mouseRelease(window, Qt.MouseButton.MiddleButton, NONE, QPoint(150, 120))
    assert viewer.canvas.offset - before == QPointF(50, 80)
    assert viewer.canvas.selection is None


def test_the_place_is_plain_and_comes_back(viewer: PhotoViewer, item: Callable, photo: Path) -> None:
    viewer.show_item(item(photo))
    viewer.canvas.rotate(180)
    viewer.canvas.set_zoom(1.5)
    viewer.canvas.scroll_to(1, QPointF(900, 1200))
    place = json.loads(json.dumps(viewer.place()))
    viewer.show_item(item(photo))
    assert viewer.canvas.rotation == 0
    viewer.show_item(item(photo, place=place))
    assert viewer.place()["rotation"] == 180
    assert viewer.place()["zoom"] == 1.5
    assert viewer.place()["x"] == pytest.approx(place["x"], abs=1.5)
    assert viewer.place()["y"] == pytest.approx(place["y"], abs=1.5)


def test_a_photo_that_nobody_described_is_looked_at_first(
    qtbot: QtBot, viewer: PhotoViewer, item: Callable, photo: Path
) -> None:
    viewer.show_item(item(photo, described=False))
    viewer.go_to(PhotoRegion(Rect(0, 0, 600, 800)))
    qtbot.waitUntil(lambda: viewer.canvas.scene.flash is not None)


def test_a_damaged_photo_says_so(qtbot: QtBot, viewer: PhotoViewer, item: Callable, tmp_path: Path) -> None:
    broken = tmp_path / "broken.jpg"
    broken.write_bytes(b"\xff\xd8\xff\xe0" + b"\0" * 200)
    with qtbot.waitSignal(viewer.problem_shown):
        viewer.show_item(item(broken))
    assert viewer._panel.isVisible()
    assert viewer.anchor() == WholeItem()
