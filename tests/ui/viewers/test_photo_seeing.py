"""Seeing photos better: squares of large ones, brightness, moving pictures, pages, pulled marks, two at once."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PIL import Image
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QLabel, QSlider
from pytestqt.qtbot import QtBot

from certdesk.core.annotations import PhotoRegion, Rect
from certdesk.evidence.client import EvidenceWorker
from certdesk.ui.theme.source import ThemeSource
from certdesk.ui.viewers.bridge import Deliveries
from certdesk.ui.viewers.marks_on_media import MediaMark
from certdesk.ui.viewers.photo_tone import AS_IT_IS, Tone
from certdesk.ui.viewers.photo_viewer import PhotoViewer
from certdesk.ui.viewers.sheet_scene import Fit
from certdesk.ui.widgets.button import Button
from certdesk.ui.widgets.labels import FileName
from certdesk.ui.widgets.switch import Switch

LEFT, NONE = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
CONTROL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def viewer(
    theme: ThemeSource, worker: EvidenceWorker, deliveries: Deliveries, show: Callable[..., None]
) -> PhotoViewer:
    made = PhotoViewer(theme, worker, deliveries)
    show(made)
    return made


@pytest.fixture(scope="module")
def panorama(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """6000 x 3000, grey, with a red square at its end."""
    image = Image.new("RGB", (6000, 3000), (90, 90, 90))
    image.paste("red", (5800, 2800, 6000, 3000))
    path = tmp_path_factory.mktemp("panorama") / "panorama.png"
    image.save(path, compress_level=1)
    return path


@pytest.fixture
def scan(tmp_path: Path) -> Path:
    pages = [Image.new("RGB", (400, 500), colour) for colour in ("red", "lime", "blue")]
    path = tmp_path / "scan.tif"
    pages[0].save(path, save_all=True, append_images=pages[1:])
    return path


@pytest.fixture
def moving(tmp_path: Path) -> Path:
    pictures = [Image.new("RGB", (200, 100), colour) for colour in ("red", "lime", "blue")]
    path = tmp_path / "moving.gif"
    pictures[0].save(path, save_all=True, append_images=pictures[1:], duration=40)
    return path


def drawn(viewer: PhotoViewer, page: int = 1) -> Callable[[], bool]:
    return lambda: bool(viewer._pictures.shots(page)) and not viewer._pictures.busy


def color_at(viewer: PhotoViewer, x: float, y: float, page: int = 1) -> QColor:
    there = (viewer.canvas.sheet_layout.transform(page).map(QPointF(x, y)) - viewer.canvas.offset).toPoint()
    return viewer.canvas.viewport().grab().toImage().pixelColor(there)


def at(viewer: PhotoViewer, x: float, y: float) -> QPoint:
    return (viewer.canvas.sheet_layout.transform(1).map(QPointF(x, y)) - viewer.canvas.offset).toPoint()


def test_only_squares_that_are_seen_are_asked_for(
    qtbot: QtBot, viewer: PhotoViewer, item: Callable, panorama: Path
) -> None:
    viewer.show_item(item(panorama))
    qtbot.waitUntil(drawn(viewer))
    assert all(shot.part is None for shot, _image in viewer._pictures.shots(1))
    viewer.canvas.set_zoom(1.0)
    viewer.canvas.scroll_to(1, QPointF(5500, 2500))
    qtbot.waitUntil(lambda: any(shot.part is not None for shot, _image in viewer._pictures.shots(1)))
    qtbot.waitUntil(drawn(viewer))
    squares = [shot.part for shot, _image in viewer._pictures.shots(1) if shot.part is not None]
    assert color_at(viewer, 5810, 2810).green() < 20
    assert color_at(viewer, 5790, 2810).green() > 60
    assert all(part.right > 4000 for part in squares)
    assert viewer._pictures.bytes_kept < 40 * 2**20


def test_a_panorama_can_be_made_as_small_as_its_whole(
    qtbot: QtBot, viewer: PhotoViewer, item: Callable, panorama: Path
) -> None:
    viewer.show_item(item(panorama))
    whole = viewer.canvas.zoom
    assert whole < 0.25
    viewer.zoom.enlarge()
    assert viewer.canvas.zoom == 0.25
    for _step in range(6):
        viewer.zoom.shrink()
    assert viewer.canvas.zoom == pytest.approx(whole)


@pytest.mark.parametrize(
    ("tone", "seen"),
    [
        (AS_IT_IS, 90),
        (Tone(brightness=50), 180),
        (Tone(brightness=-50), 45),
        (Tone(contrast=50), 53),
        (Tone(contrast=-50), 109),
        (Tone(inverted=True), 165),
        (Tone(brightness=100), 255),
        (Tone(contrast=100, inverted=True), 255),
    ],
)
def test_the_tone_changes_what_is_seen(
    qtbot: QtBot, viewer: PhotoViewer, item: Callable, panorama: Path, tone: Tone, seen: int
) -> None:
    viewer.show_item(item(panorama))
    qtbot.waitUntil(drawn(viewer))
    viewer.set_tone(tone)
    assert color_at(viewer, 1000, 1000).green() == pytest.approx(seen, abs=4)


def test_brightness_by_hand_is_remembered_with_the_place(
    qtbot: QtBot, viewer: PhotoViewer, item: Callable, panorama: Path
) -> None:
    viewer.show_item(item(panorama))
    qtbot.waitUntil(drawn(viewer))
    qtbot.mouseClick(viewer.findChild(Button, "photoTone"), LEFT)
    panel = viewer.tools.panel
    assert panel.isVisible()
    with qtbot.waitSignal(viewer.place_changed):
        panel.findChild(QSlider, "toneBrightness").setValue(50)
    panel.findChild(Switch, "toneInvert").toggle()
    panel.findChild(QSlider, "toneContrast").setValue(10)
    panel.close()
    assert viewer.findChild(Button, "photoTone").isChecked()
    place = json.loads(json.dumps(viewer.place()))
    viewer.show_item(item(panorama))
    assert viewer.place()["brightness"] == 0
    viewer.show_item(item(panorama, place=place))
    assert (viewer.place()["brightness"], viewer.place()["contrast"], viewer.place()["inverted"]) == (50, 10, True)
    qtbot.mouseClick(viewer.findChild(Button, "photoTone"), LEFT)
    qtbot.mouseClick(panel.findChild(Button, "toneReset"), LEFT)
    assert not viewer.findChild(Button, "photoTone").isChecked()
    panel.close()


def test_brightness_by_keyboard(qtbot: QtBot, viewer: PhotoViewer, item: Callable, panorama: Path) -> None:
    viewer.show_item(item(panorama))
    viewer.canvas.setFocus()
    qtbot.keyClick(viewer.canvas, Qt.Key.Key_T, CONTROL)
    panel = viewer.tools.panel
    assert panel.isVisible()
    qtbot.keyClick(panel.findChild(QSlider, "toneBrightness"), Qt.Key.Key_Right)
    assert viewer.place()["brightness"] == 5
    qtbot.keyClick(panel, Qt.Key.Key_Escape)
    assert not panel.isVisible()
    qtbot.keyClick(viewer.canvas, Qt.Key.Key_T, CONTROL | Qt.KeyboardModifier.ShiftModifier)
    assert viewer.place()["inverted"]


def test_pages_of_a_scan(qtbot: QtBot, viewer: PhotoViewer, item: Callable, scan: Path) -> None:
    region = PhotoRegion(Rect(100, 100, 300, 300), 3)
    viewer.show_item(item(scan, (MediaMark("a", "T4", region, current=True),)))
    qtbot.waitUntil(drawn(viewer))
    assert viewer.looked_at() == {1}
    assert color_at(viewer, 50, 50).red() > 240
    qtbot.mouseClick(viewer.findChild(Button, "pageNext"), LEFT)
    qtbot.waitUntil(drawn(viewer, 2))
    assert viewer.looked_at() == {2}
    assert color_at(viewer, 50, 50, 2).green() > 240
    viewer.go_to(region)
    qtbot.waitUntil(drawn(viewer, 3))
    assert viewer.place()["page"] == 3
    assert viewer.canvas.scene.chosen == "a"
    viewer.canvas.choose("")
    viewer.canvas.begin_region()
    anchor = viewer.anchor()
    assert isinstance(anchor, PhotoRegion)
    assert anchor.page == 3


def test_one_photo_has_no_page_tools(viewer: PhotoViewer, item: Callable, photo: Path) -> None:
    viewer.show_item(item(photo))
    assert not viewer.findChild(Button, "pageNext").isVisible()
    assert not viewer.findChild(Button, "animationPlay").isVisible()


def test_what_is_on_screen_is_one_piece(qtbot: QtBot, viewer: PhotoViewer, item: Callable, photo: Path) -> None:
    assert viewer.looked_at() == frozenset()
    viewer.show_item(item(photo))
    qtbot.waitUntil(drawn(viewer))
    assert viewer.looked_at() == {0}
    viewer.hide()
    assert viewer.looked_at() == frozenset()


@pytest.fixture
def in_motion(theme: ThemeSource) -> Iterator[None]:
    before = theme.theme.reduced_motion
    theme.choose(reduced_motion=False)
    yield
    theme.choose(reduced_motion=before)


@pytest.mark.usefixtures("in_motion")
def test_a_moving_picture_plays_stops_and_steps(
    qtbot: QtBot, viewer: PhotoViewer, item: Callable, moving: Path
) -> None:
    viewer.show_item(item(moving))
    qtbot.waitUntil(lambda: viewer.player.count == 3)
    assert viewer.player.playing
    qtbot.waitUntil(lambda: viewer.player.position == 3)
    viewer.canvas.setFocus()
    qtbot.keyClick(viewer.canvas, Qt.Key.Key_Space)
    assert not viewer.player.playing
    viewer.player.step(2 - viewer.player.position)
    assert color_at(viewer, 100, 50).green() > 240
    qtbot.keyClick(viewer.canvas, Qt.Key.Key_Period)
    assert color_at(viewer, 100, 50).blue() > 240
    qtbot.mouseClick(viewer.findChild(Button, "animationBack"), LEFT)
    assert viewer.findChild(QLabel, "animationFrame").text() == "2 of 3"
    qtbot.mouseClick(viewer.findChild(Button, "animationPlay"), LEFT)
    assert viewer.player.playing
    viewer.close_item()
    assert viewer.player.count == 0


@pytest.mark.usefixtures("in_motion")
def test_with_reduced_motion_it_waits(
    qtbot: QtBot, viewer: PhotoViewer, item: Callable, moving: Path, theme: ThemeSource
) -> None:
    theme.choose(reduced_motion=True)
    viewer.show_item(item(moving))
    qtbot.waitUntil(lambda: viewer.player.count == 3)
    assert not viewer.player.playing
    assert viewer.player.position == 1


def test_a_mark_is_pulled_by_its_corner(qtbot: QtBot, viewer: PhotoViewer, item: Callable, photo: Path) -> None:
    region = PhotoRegion(Rect(200, 200, 600, 600))
    viewer.show_item(item(photo, (MediaMark("a", "T4", region, current=True),)))
    qtbot.waitUntil(drawn(viewer))
    viewer.go_to(region)
    start, end = at(viewer, 600, 600), at(viewer, 800, 900)
    window = viewer.canvas.viewport()
    with qtbot.waitSignal(viewer.mark_moved) as moved:
        qtbot.mousePress(window, LEFT, NONE, start)
        qtbot.mouseMove(window, (start + end) / 2)
        qtbot.mouseMove(window, end)
        qtbot.mouseRelease(window, LEFT, NONE, end)
    name, anchor = moved.args
    assert name == "a"
    assert (anchor.rect.left, anchor.rect.top) == (200, 200)
    assert (anchor.rect.right, anchor.rect.bottom) == pytest.approx((800, 900), abs=8)
    assert float(anchor.rect.right).is_integer()


def test_two_photos_of_different_size_move_together(
    qtbot: QtBot,
    viewer: PhotoViewer,
    theme: ThemeSource,
    worker: EvidenceWorker,
    deliveries: Deliveries,
    show: Callable[..., None],
    item: Callable,
    photo: Path,
    tmp_path: Path,
) -> None:
    other_photo = tmp_path / "small.png"
    Image.new("RGB", (300, 400), "white").save(other_photo)
    other = PhotoViewer(theme, worker, deliveries)
    show(other, 400, 500)
    viewer.show_item(item(photo))
    other.show_item(item(other_photo))
    viewer.looked_around.connect(other.follow)
    other.looked_around.connect(viewer.follow)
    viewer.canvas.set_zoom(2.0, QPointF(100, 100))
    there, here = viewer.linked_place(), other.linked_place()
    assert there is not None
    assert here is not None
    assert here.nearness == pytest.approx(there.nearness, rel=0.02)
    assert (here.across, here.down) == pytest.approx((there.across, there.down), abs=0.02)
    other.canvas.rotate(90)
    assert viewer.canvas.rotation == 90
    other.canvas.set_fit(Fit.PAGE)
    assert viewer.canvas.fit is Fit.PAGE


def test_size_and_time_stand_beside_the_name(viewer: PhotoViewer, item: Callable, tmp_path: Path) -> None:
    exif = Image.Exif()
    exif.get_ifd(0x8769)[0x9003] = "2026:03:12 14:05:00"
    exif.get_ifd(0x8825).update({1: "S", 2: (1.0, 17.0, 0.0)})
    path = tmp_path / "IMG_1.jpg"
    Image.new("RGB", (1200, 800)).save(path, exif=exif)
    viewer.show_item(item(path))
    said = viewer.findChild(FileName, "viewerFacts").text()
    assert viewer.findChild(FileName, "viewerFileName").text() == "IMG_1.jpg"
    assert "800 px" in said
    assert "26" in said
    assert "has a location inside" in said
    assert "17" not in said
