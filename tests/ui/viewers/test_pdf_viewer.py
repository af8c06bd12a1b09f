"""Pages: drawn by the worker, zoomed, searched, selected and marked."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QColor, QWheelEvent
from PySide6.QtWidgets import QApplication, QLineEdit
from pytestqt.qtbot import QtBot

from certdesk.core.annotations import PageRegion, Rect, TextQuote, WholeItem
from certdesk.evidence.client import EvidenceWorker
from certdesk.evidence.formats import Kind
from certdesk.ui.theme.source import ThemeSource
from certdesk.ui.viewers.bridge import Deliveries
from certdesk.ui.viewers.marks_on_media import MediaMark
from certdesk.ui.viewers.password_panel import PasswordPanel
from certdesk.ui.viewers.pdf_viewer import PdfViewer
from certdesk.ui.viewers.picture_cache import CACHE_BYTES
from certdesk.ui.viewers.sheet_scene import Fit, Part
from certdesk.ui.viewers.viewer import ViewedItem
from certdesk.ui.widgets.button import Button

LEFT, NONE = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier


@pytest.fixture
def viewer(theme: ThemeSource, worker: EvidenceWorker, deliveries: Deliveries, show: Callable[..., None]) -> PdfViewer:
    made = PdfViewer(theme, worker, deliveries)
    made.set_criterion("T4")
    show(made)
    return made


def drawn(viewer: PdfViewer, page: int = 1) -> Callable[[], bool]:
    """Whether the sharp picture of a page is there."""

    def sharp() -> bool:
        scale = viewer.canvas.sheet_layout.scale
        return any(abs(shot.scale - scale) < 0.01 for shot, _image in viewer._pictures.shots(page))

    return sharp


def at(viewer: PdfViewer, page: int, x: float, y: float) -> QPoint:
    """Return where a point of a page is in the window."""
    return (viewer.canvas.sheet_layout.transform(page).map(QPointF(x, y)) - viewer.canvas.offset).toPoint()


def drag(qtbot: QtBot, viewer: PdfViewer, start: QPoint, end: QPoint) -> None:
    window = viewer.canvas.viewport()
    qtbot.mousePress(window, LEFT, NONE, start)
    qtbot.mouseMove(window, (start + end) / 2)
    qtbot.mouseMove(window, end)
    qtbot.mouseRelease(window, LEFT, NONE, end)


def test_pages_are_drawn_and_fit_the_width(qtbot: QtBot, viewer: PdfViewer, item: Callable, plan: Path) -> None:
    viewer.show_item(item(plan))
    qtbot.waitUntil(drawn(viewer))
    box = viewer.canvas.sheet_layout.page_box(1)
    assert viewer.canvas.viewport().width() - 20 < box.width() < viewer.canvas.viewport().width()
    shown = viewer.canvas.viewport().grab().toImage()
    white = sum(shown.pixelColor(x, 40) == QColor("white") for x in range(20, 500))
    assert white > 300


def test_a_document_that_nobody_described_is_measured_first(
    qtbot: QtBot, viewer: PdfViewer, item: Callable, plan: Path
) -> None:
    viewer.go_to(WholeItem())
    viewer.show_item(item(plan, described=False))
    viewer.go_to(PageRegion(9, Rect(40, 80, 200, 120)))
    qtbot.waitUntil(lambda: viewer.canvas.page == 9)
    assert viewer.findChild(QLineEdit, "pageNumber").text() == "9"


def test_a_region_is_dragged_and_its_words_are_quoted(
    qtbot: QtBot, viewer: PdfViewer, item: Callable, plan: Path
) -> None:
    viewer.show_item(item(plan))
    qtbot.waitUntil(drawn(viewer))
    with qtbot.waitSignal(viewer.anchor_changed):
        drag(qtbot, viewer, at(viewer, 1, 30, 85), at(viewer, 1, 250, 135))
    qtbot.waitUntil(lambda: "Line 2" in viewer.anchor().quote)
    anchor = viewer.anchor()
    assert anchor.page == 1
    assert anchor.quote == "Line 1 of page 1 says something Line 2 of page 1 says something"
    for found, asked in zip(
        (anchor.rect.left, anchor.rect.top, anchor.rect.right, anchor.rect.bottom), (30, 85, 250, 135), strict=True
    ):
        assert found == pytest.approx(asked, abs=1.5)


def test_a_region_means_the_same_place_at_every_zoom_and_turn(
    qtbot: QtBot, viewer: PdfViewer, item: Callable, plan: Path
) -> None:
    viewer.show_item(item(plan))
    viewer.canvas.set_zoom(0.5)
    viewer.canvas.rotate(90)
    start, end = at(viewer, 1, 40, 85), at(viewer, 1, 250, 135)
    drag(qtbot, viewer, start, end)
    rect = viewer.anchor().rect
    assert (rect.left, rect.top) == pytest.approx((40, 85), abs=3)
    assert (rect.right, rect.bottom) == pytest.approx((250, 135), abs=3)


def test_a_corner_is_pulled_and_escape_clears(qtbot: QtBot, viewer: PdfViewer, item: Callable, plan: Path) -> None:
    viewer.show_item(item(plan))
    drag(qtbot, viewer, at(viewer, 1, 50, 100), at(viewer, 1, 150, 160))
    drag(qtbot, viewer, at(viewer, 1, 150, 160), at(viewer, 1, 200, 220))
    rect = viewer.anchor().rect
    assert (rect.left, rect.top, rect.right, rect.bottom) == pytest.approx((50, 100, 200, 220), abs=2)
    qtbot.keyClick(viewer.canvas, Qt.Key.Key_Escape)
    assert viewer.canvas.selection is None


def test_a_region_can_be_made_with_keys_alone(qtbot: QtBot, viewer: PdfViewer, item: Callable, plan: Path) -> None:
    viewer.show_item(item(plan))
    qtbot.keyClick(viewer.canvas, Qt.Key.Key_Return)
    first = viewer.canvas.selection.rect
    qtbot.keyClick(viewer.canvas, Qt.Key.Key_Right, Qt.KeyboardModifier.ControlModifier)
    moved = viewer.canvas.selection.rect
    assert moved.left > first.left
    assert moved.right - moved.left == pytest.approx(first.right - first.left, abs=0.2)
    both = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
    qtbot.keyClick(viewer.canvas, Qt.Key.Key_Down, both)
    assert viewer.canvas.selection.rect.bottom > moved.bottom
    assert viewer.canvas.selection.rect.top == moved.top


def test_words_are_quoted_with_the_other_tool(qtbot: QtBot, viewer: PdfViewer, item: Callable, plan: Path) -> None:
    viewer.show_item(item(plan))
    qtbot.waitUntil(drawn(viewer))
    qtbot.mouseClick(viewer.findChild(Button, "toolQuote"), LEFT)
    drag(qtbot, viewer, at(viewer, 1, 69, 96), at(viewer, 1, 60, 126))
    qtbot.waitUntil(lambda: viewer.canvas.selection is not None)
    assert viewer.anchor().quote == "1 of page 1 says something Line"


def test_nothing_selected_means_the_page(viewer: PdfViewer, item: Callable, plan: Path) -> None:
    viewer.show_item(item(plan))
    viewer.canvas.scroll_to(4)
    assert viewer.anchor() == PageRegion(4, Rect(0, 0, 400, 500))


def test_going_to_a_mark_shows_and_points_it_out(qtbot: QtBot, viewer: PdfViewer, item: Callable, plan: Path) -> None:
    region = PageRegion(8, Rect(40, 200, 200, 240), "Line 5")
    viewer.show_item(item(plan, (MediaMark("a", "T4", region, current=True),)))
    viewer.go_to(region)
    assert viewer.canvas.scene.flash == Part(8, region.rect)
    assert viewer.canvas.seen_box.contains(viewer.canvas.sheet_layout.to_sheet(8, region.rect))
    qtbot.waitUntil(drawn(viewer, 8), timeout=2000)
    viewer.canvas._flash_over.setInterval(1)
    qtbot.waitUntil(lambda: viewer.canvas.scene.flash is None)


def test_clicking_a_mark_says_which(qtbot: QtBot, viewer: PdfViewer, item: Callable, plan: Path) -> None:
    marks = (
        MediaMark("under", "T6", PageRegion(1, Rect(40, 90, 300, 200)), current=False),
        MediaMark("over", "T4", PageRegion(1, Rect(100, 120, 200, 160)), current=True),
    )
    viewer.show_item(item(plan, marks))
    with qtbot.waitSignal(viewer.mark_clicked) as clicked:
        qtbot.mouseClick(viewer.canvas.viewport(), LEFT, NONE, at(viewer, 1, 150, 140))
    assert clicked.args == ["over"]
    with qtbot.waitSignal(viewer.mark_clicked) as clicked:
        qtbot.mouseClick(viewer.canvas.viewport(), LEFT, NONE, at(viewer, 1, 60, 100))
    assert clicked.args == ["under"]


def test_marks_are_painted_with_ticks_beside_the_scroll_bar(
    qtbot: QtBot, viewer: PdfViewer, item: Callable, plan: Path
) -> None:
    viewer.show_item(item(plan))
    qtbot.waitUntil(drawn(viewer))
    before = viewer.canvas.viewport().grab().toImage()
    viewer.set_marks((MediaMark("a", "T4", PageRegion(1, Rect(100, 20, 200, 60)), current=True),))
    after = viewer.canvas.viewport().grab().toImage()
    edge = at(viewer, 1, 100, 40)
    assert before.pixelColor(edge) == QColor("white")
    assert after.pixelColor(edge).blue() - after.pixelColor(edge).red() > 60
    assert len(viewer.canvas.verticalScrollBar().ticks) == 1


def test_quoted_words_of_a_document_are_marked_on_its_page(
    qtbot: QtBot, viewer: PdfViewer, item: Callable, plan: Path
) -> None:
    quote = TextQuote("Line 3 of page 7")
    viewer.show_item(item(plan, (MediaMark("a", "T4", quote, current=True),)))
    qtbot.waitUntil(lambda: len(viewer.canvas.scene.marks) == 1)
    assert viewer.canvas.scene.marks[0][1].page == 7
    viewer.go_to(quote)
    qtbot.waitUntil(lambda: viewer.canvas.page == 7)


def test_the_place_survives_another_window_size(qtbot: QtBot, viewer: PdfViewer, item: Callable, plan: Path) -> None:
    viewer.show_item(item(plan))
    viewer.canvas.set_zoom(1.4)
    viewer.canvas.scroll_to(6, QPointF(120, 210))
    place = json.loads(json.dumps(viewer.place()))
    viewer.close_item()
    viewer.resize(480, 400)
    viewer.show_item(item(plan, place=place))
    again = viewer.place()
    assert (again["page"], again["zoom"], again["fit"]) == (6, 1.4, "free")
    assert again["y"] == pytest.approx(place["y"], abs=1)
    assert again["x"] == pytest.approx(place["x"], abs=1)


@pytest.mark.parametrize("place", [{"page": "x"}, {"page": 99, "y": 5}, {"zoom": -3, "fit": "free"}, {"fit": 7}])
def test_a_place_that_makes_no_sense_does_no_harm(viewer: PdfViewer, item: Callable, plan: Path, place: dict) -> None:
    viewer.show_item(item(plan, place=place))
    assert 1 <= viewer.place()["page"] <= 12
    assert viewer.place()["zoom"] > 0


def test_ctrl_and_wheel_zoom_about_the_pointer_and_the_wheel_alone_scrolls(
    viewer: PdfViewer, item: Callable, plan: Path
) -> None:
    viewer.show_item(item(plan))
    point = QPoint(100, 200)
    layout, canvas = viewer.canvas.sheet_layout, viewer.canvas
    under = layout.to_page(1, canvas.offset + QPointF(point))
    turn(viewer, point, 240, Qt.KeyboardModifier.ControlModifier)
    assert canvas.zoom > layout.scale / (96 / 72)
    assert canvas.fit is Fit.FREE
    after = canvas.sheet_layout.to_page(1, canvas.offset + QPointF(point))
    assert (after.x(), after.y()) == pytest.approx((under.x(), under.y()), abs=1.5)
    zoom, top = canvas.zoom, canvas.offset.y()
    turn(viewer, point, -120, NONE)
    assert canvas.zoom == zoom
    assert canvas.offset.y() > top


def turn(viewer: PdfViewer, point: QPoint, by: int, keys: Qt.KeyboardModifier) -> None:
    window = viewer.canvas.viewport()
    event = QWheelEvent(
        QPointF(point), window.mapToGlobal(QPointF(point)), QPoint(), QPoint(0, by), Qt.MouseButton.NoButton, keys,
        Qt.ScrollPhase.NoScrollPhase, False,
    )  # fmt: skip
    QApplication.sendEvent(window, event)


def test_keys_zoom(qtbot: QtBot, viewer: PdfViewer, item: Callable, plan: Path) -> None:
    viewer.show_item(item(plan))
    control = Qt.KeyboardModifier.ControlModifier
    viewer.canvas.setFocus()
    qtbot.keyClick(viewer.canvas, Qt.Key.Key_0, control)
    assert viewer.canvas.zoom == 1.0
    qtbot.keyClick(viewer.canvas, Qt.Key.Key_Plus, control)
    assert viewer.canvas.zoom == pytest.approx(1.1)
    qtbot.keyClick(viewer.canvas, Qt.Key.Key_Minus, control)
    qtbot.keyClick(viewer.canvas, Qt.Key.Key_Minus, control)
    assert viewer.canvas.zoom == pytest.approx(0.9)
    qtbot.keyClick(viewer.canvas, Qt.Key.Key_8, control)
    assert viewer.canvas.fit is Fit.PAGE
    assert viewer.findChild(Button, "zoomMenu").words.endswith("%")


def test_a_page_number_is_typed(qtbot: QtBot, viewer: PdfViewer, item: Callable, plan: Path) -> None:
    viewer.show_item(item(plan))
    field = viewer.findChild(QLineEdit, "pageNumber")
    field.setFocus()
    field.selectAll()
    qtbot.keyClicks(field, "11")
    qtbot.keyClick(field, Qt.Key.Key_Return)
    assert viewer.canvas.page == 11
    qtbot.mouseClick(viewer.findChild(Button, "pageNext"), LEFT)
    assert viewer.canvas.page == 12
    assert not viewer.findChild(Button, "pageNext").isEnabled()
    assert field.text() == "12"


def test_words_are_found_from_where_the_person_is(qtbot: QtBot, viewer: PdfViewer, item: Callable, plan: Path) -> None:
    viewer.show_item(item(plan))
    viewer.canvas.scroll_to(5)
    qtbot.mouseClick(viewer.findChild(Button, "findOpen"), LEFT)
    field = viewer.findChild(QLineEdit, "findField")
    qtbot.waitUntil(field.hasFocus)
    qtbot.keyClicks(field, "line 2 of")
    qtbot.keyClick(field, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: viewer.canvas.scene.flash is not None)
    assert viewer.canvas.scene.flash.page == 5
    qtbot.keyClick(field, Qt.Key.Key_Return)
    assert viewer.canvas.scene.flash.page == 6
    qtbot.keyClick(field, Qt.Key.Key_Return, Qt.KeyboardModifier.ShiftModifier)
    assert viewer.canvas.scene.flash.page == 5
    assert len(viewer.canvas.scene.hits) == 12
    qtbot.keyClick(field, Qt.Key.Key_Escape)
    assert viewer.canvas.scene.hits == ()


def sharp_part(viewer: PdfViewer, page: int) -> bool:
    return any(shot.part is not None for shot, _image in viewer._pictures.shots(page))


@pytest.mark.slow
def test_memory_stays_bounded_at_the_largest_zoom(qtbot: QtBot, viewer: PdfViewer, item: Callable, plan: Path) -> None:
    viewer.show_item(item(plan))
    viewer.canvas.set_zoom(8.0)
    for page in (1, 3, 5, 7, 9, 11):
        viewer.canvas.scroll_to(page, QPointF(100, 100))
        qtbot.waitUntil(lambda page=page: sharp_part(viewer, page), timeout=10_000)
    assert viewer._pictures.bytes_kept <= CACHE_BYTES


@pytest.fixture
def locked(plan: Path, tmp_path: Path) -> Path:
    import pikepdf

    path = tmp_path / "locked.pdf"
    with pikepdf.open(plan) as document:
        document.save(path, encryption=pikepdf.Encryption(user="secret", owner="owner"))
    return path


def test_a_locked_file_asks_for_its_password_and_says_when_it_is_wrong(
    qtbot: QtBot, viewer: PdfViewer, item: Callable, locked: Path
) -> None:
    with qtbot.waitSignal(viewer.problem_shown) as said:
        viewer.show_item(item(locked))
    assert "password" in said.args[0]
    assert viewer.place() == {}
    assert viewer.looked_at() == frozenset()
    field, panel = viewer.findChild(QLineEdit, "password"), viewer.findChild(PasswordPanel)
    viewer.setFocus()
    assert field.hasFocus()
    qtbot.keyClicks(field, "Secret")
    with qtbot.waitSignal(viewer.problem_shown):
        qtbot.keyClick(field, Qt.Key.Key_Return)
    assert "does not open" in panel.sentence
    assert field.text() == ""
    qtbot.keyClicks(field, "secret")
    qtbot.mouseClick(viewer.findChild(Button, "passwordOpen"), LEFT)
    qtbot.waitUntil(drawn(viewer))
    assert viewer.canvas.hasFocus() or not panel.isVisible()
    drag(qtbot, viewer, at(viewer, 1, 30, 85), at(viewer, 1, 250, 110))
    qtbot.waitUntil(lambda: "Line 1" in viewer.anchor().quote)


def test_a_password_is_asked_for_once_while_the_program_runs(
    qtbot: QtBot, viewer: PdfViewer, item: Callable, locked: Path, plan: Path
) -> None:
    known = item(locked)
    with qtbot.waitSignal(viewer.problem_shown):
        viewer.show_item(known)
    qtbot.keyClicks(viewer.findChild(QLineEdit, "password"), "secret")
    qtbot.keyClick(viewer.findChild(QLineEdit, "password"), Qt.Key.Key_Return)
    qtbot.waitUntil(drawn(viewer))
    viewer.show_item(ViewedItem("other", plan, "Plan", Kind.PDF, "plan.pdf", digest="cd" * 32))
    viewer.show_item(known)
    qtbot.waitUntil(drawn(viewer))


def test_the_next_document_shows_nothing_of_the_one_before(
    qtbot: QtBot, viewer: PdfViewer, item: Callable, plan: Path, tmp_path: Path
) -> None:
    other = tmp_path / "other.pdf"
    other.write_bytes(plan.read_bytes())
    viewer.show_item(item(plan, (MediaMark("a", "T4", PageRegion(1, Rect(1, 1, 50, 50)), current=True),)))
    drag(qtbot, viewer, at(viewer, 1, 50, 100), at(viewer, 1, 150, 160))
    viewer.show_item(item(other))
    assert viewer.canvas.scene.marks == ()
    assert viewer.canvas.selection is None
    assert viewer.canvas.page == 1
    qtbot.waitUntil(drawn(viewer))


def test_every_control_has_a_name_for_screen_readers(viewer: PdfViewer, item: Callable, plan: Path) -> None:
    viewer.show_item(item(plan))
    for control in (*viewer.findChildren(Button), *viewer.findChildren(QLineEdit), viewer.canvas):
        assert control.accessibleName(), control.objectName()
        assert control.objectName()


def test_an_item_whose_file_is_gone_says_so(qtbot: QtBot, viewer: PdfViewer, item: Callable, plan: Path) -> None:
    known: ViewedItem = item(plan, described=False)
    plan.unlink()
    with qtbot.waitSignal(viewer.problem_shown) as said:
        viewer.show_item(known)
    assert "moved or deleted" in said.args[0]
