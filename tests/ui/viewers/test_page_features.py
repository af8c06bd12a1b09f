"""What can be done with pages: contents, links, notes, flowing words, marks that are pulled, one page at a time."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QContextMenuEvent, QGuiApplication, QWheelEvent
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QMenu
from pytestqt.qtbot import QtBot
from reportlab.pdfgen.canvas import Canvas

from certdesk.core.annotations import PageRegion, Rect, Stance, TextQuote, WholeItem
from certdesk.evidence.client import EvidenceWorker
from certdesk.ui.theme.source import ThemeSource
from certdesk.ui.viewers.bridge import Deliveries
from certdesk.ui.viewers.marks_on_media import MediaMark
from certdesk.ui.viewers.page_file import PageFile
from certdesk.ui.viewers.pdf_viewer import PdfViewer
from certdesk.ui.viewers.sheet_scene import Fit, Part
from certdesk.ui.widgets.button import Button

LEFT, NONE = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
CONTROL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def viewer(theme: ThemeSource, worker: EvidenceWorker, deliveries: Deliveries, show: Callable[..., None]) -> PdfViewer:
    made = PdfViewer(theme, worker, deliveries)
    made.set_criterion("T4")
    show(made)
    return made


@pytest.fixture
def linked(tmp_path: Path) -> Path:
    """Four pages with contents, a link to page 3, an outside link and a comment on page 1."""
    path = tmp_path / "linked.pdf"
    canvas = Canvas(str(path), pagesize=(400, 500))
    for page in range(1, 5):
        canvas.bookmarkPage(f"p{page}")
        canvas.addOutlineEntry(f"Chapter {page}", f"p{page}", level=0 if page != 2 else 1)
        canvas.drawString(40, 400, f"Chapter {page} begins")
        if page == 1:
            canvas.linkRect("", "p3", (40, 300, 140, 320))
            canvas.linkURL("https://example.org/a?b=1&c=2", (40, 200, 140, 220))
            canvas.textAnnotation("Please say why", (300, 380, 320, 400))
        canvas.showPage()
    canvas.save()
    return path


@pytest.fixture
def scan(tmp_path: Path) -> Path:
    """Two pages that are pictures of text."""
    from PIL import Image, ImageDraw

    picture = Image.new("RGB", (1000, 1400), "white")
    ImageDraw.Draw(picture).text((100, 100), "Not text but a picture of it", fill="black", font_size=40)
    path = tmp_path / "scan.pdf"
    picture.save(path, save_all=True, append_images=[picture])
    return path


def at(viewer: PdfViewer, page: int, x: float, y: float) -> QPoint:
    return (viewer.canvas.sheet_layout.transform(page).map(QPointF(x, y)) - viewer.canvas.offset).toPoint()


def drag(qtbot: QtBot, viewer: PdfViewer, start: QPoint, end: QPoint) -> None:
    window = viewer.canvas.viewport()
    qtbot.mousePress(window, LEFT, NONE, start)
    qtbot.mouseMove(window, (start + end) / 2)
    qtbot.mouseMove(window, end)
    qtbot.mouseRelease(window, LEFT, NONE, end)


def words_known(viewer: PdfViewer, page: int = 1) -> Callable[[], bool]:
    return lambda: viewer._texts.of(page) is not None


# -- contents, links, notes ----------------------------------------------------------------------


def test_the_contents_lead_to_their_pages(qtbot: QtBot, viewer: PdfViewer, item: Callable, linked: Path) -> None:
    viewer.show_item(item(linked))
    button = viewer.findChild(Button, "outlineOpen")
    qtbot.waitUntil(button.isVisible)
    qtbot.mouseClick(button, LEFT)
    tree = viewer.sides.outline._tree
    assert tree.isVisible()
    assert [tree.topLevelItem(at).text(0) for at in range(tree.topLevelItemCount())] == [
        "Chapter 1",
        "Chapter 3",
        "Chapter 4",
    ]
    assert tree.topLevelItem(0).child(0).text(0) == "Chapter 2"
    tree.setCurrentItem(tree.topLevelItem(1))
    qtbot.keyClick(tree, Qt.Key.Key_Return)
    assert viewer.canvas.page == 3
    place = tree.visualItemRect(tree.topLevelItem(2)).center()
    qtbot.mouseClick(tree.viewport(), LEFT, NONE, place)
    assert viewer.canvas.page == 4


def test_a_document_without_contents_or_notes_offers_none(
    qtbot: QtBot, viewer: PdfViewer, item: Callable, plan: Path
) -> None:
    arrived: list[bool] = []
    viewer.sides.arrived.connect(lambda: arrived.append(True))
    viewer.show_item(item(plan))
    qtbot.waitUntil(lambda: len(arrived) == 2)
    assert not viewer.findChild(Button, "outlineOpen").isVisible()
    assert not viewer.findChild(Button, "notesOpen").isVisible()


def test_links_jump_inside_and_are_only_told_outside(
    qtbot: QtBot, viewer: PdfViewer, item: Callable, linked: Path
) -> None:
    viewer.show_item(item(linked))
    qtbot.waitUntil(lambda: len(viewer.canvas.scene.links) == 2)
    outside = at(viewer, 1, 90, 290)
    said = viewer.canvas.link_words(viewer.canvas.spot_at(QPointF(outside)))
    assert said == "Link, not followed: https://example.org/a?b=1&c=2"
    qtbot.mouseClick(viewer.canvas.viewport(), LEFT, NONE, outside)
    assert viewer.canvas.page == 1
    qtbot.mouseClick(viewer.canvas.viewport(), LEFT, NONE, at(viewer, 1, 90, 190))
    assert viewer.canvas.page == 3


def test_an_outside_address_can_be_copied_with_the_keyboard(
    qtbot: QtBot, viewer: PdfViewer, item: Callable, linked: Path
) -> None:
    viewer.show_item(item(linked))
    qtbot.waitUntil(lambda: len(viewer.canvas.scene.links) == 2)
    middle = QPoint(10, 10)
    asked = QContextMenuEvent(QContextMenuEvent.Reason.Keyboard, middle, viewer.canvas.mapToGlobal(middle))
    QApplication.sendEvent(viewer.canvas, asked)
    menu = viewer.findChild(QMenu, "pageMenu")
    more = next(action.menu() for action in menu.actions() if action.menu() is not None)
    copy = next(action for action in more.actions() if "example.org" in action.text())
    copy.trigger()
    menu.close()
    assert QGuiApplication.clipboard().text() == "https://example.org/a?b=1&c=2"


def test_notes_are_counted_and_lead_to_their_page(
    qtbot: QtBot, viewer: PdfViewer, item: Callable, linked: Path
) -> None:
    viewer.show_item(item(linked))
    button = viewer.findChild(Button, "notesOpen")
    qtbot.waitUntil(button.isVisible)
    assert button.words == "1"
    viewer.canvas.scroll_to(4)
    qtbot.mouseClick(button, LEFT)
    notes = viewer.sides.notes
    qtbot.waitUntil(notes.isVisible)
    qtbot.mouseClick(notes.viewport(), LEFT, NONE, notes.visualItemRect(notes.item(0)).center())
    assert viewer.canvas.page == 1
    viewer.show_item(item(linked))
    assert not viewer.sides.isVisible()


def test_a_scan_is_said_to_be_one(qtbot: QtBot, viewer: PdfViewer, item: Callable, scan: Path) -> None:
    viewer.show_item(item(scan, described=False))
    remark = viewer.findChild(QLabel, "viewerRemark")
    qtbot.waitUntil(lambda: "scan" in remark.text())
    assert not viewer.findChild(Button, "toolQuote").isEnabled()
    drag(qtbot, viewer, at(viewer, 1, 30, 85), at(viewer, 1, 250, 135))
    assert viewer.anchor().quote == ""


# -- words ---------------------------------------------------------------------------------------


def test_a_double_click_takes_a_word_and_a_third_the_paragraph(
    qtbot: QtBot, viewer: PdfViewer, item: Callable, tmp_path: Path
) -> None:
    path = tmp_path / "letter.pdf"
    canvas = Canvas(str(path), pagesize=(400, 500))
    for top, line in ((400, "One two three"), (386, "four five six."), (340, "Another paragraph.")):
        canvas.drawString(40, top, line)
    canvas.save()
    viewer.show_item(item(path))
    qtbot.waitUntil(words_known(viewer))
    window, spot = viewer.canvas.viewport(), at(viewer, 1, 75, 97)
    qtbot.mouseClick(window, LEFT, NONE, spot)
    qtbot.mouseDClick(window, LEFT, NONE, spot)
    assert viewer.anchor().quote == "two"
    qtbot.mouseClick(window, LEFT, NONE, spot)
    assert viewer.anchor().quote == "One two three four five six."
    viewer.canvas.setFocus()
    qtbot.keyClick(viewer.canvas, Qt.Key.Key_C, CONTROL)
    assert QGuiApplication.clipboard().text() == "One two three\nfour five six."


def test_words_are_taken_with_keys_alone(qtbot: QtBot, viewer: PdfViewer, item: Callable, plan: Path) -> None:
    viewer.show_item(item(plan))
    qtbot.waitUntil(words_known(viewer))
    viewer.findChild(Button, "toolQuote").click()
    viewer.canvas.setFocus()
    qtbot.keyClick(viewer.canvas, Qt.Key.Key_Return)
    assert viewer.anchor().quote == "Line"
    qtbot.keyClick(viewer.canvas, Qt.Key.Key_Right, CONTROL)
    assert viewer.anchor().quote == "1"
    qtbot.keyClick(viewer.canvas, Qt.Key.Key_Right, SHIFT)
    qtbot.keyClick(viewer.canvas, Qt.Key.Key_Right, SHIFT)
    assert viewer.anchor().quote == "1 of page"
    qtbot.keyClick(viewer.canvas, Qt.Key.Key_Down, SHIFT)
    assert viewer.anchor().quote == "1 of page 1 says something Line 2 of page"
    assert len(viewer.canvas.scene.lines) == 2
    qtbot.keyClick(viewer.canvas, Qt.Key.Key_A, CONTROL)
    assert viewer.anchor().quote.endswith("Line 10 of page 1 says something")
    assert viewer.selected() == viewer.anchor()
    qtbot.keyClick(viewer.canvas, Qt.Key.Key_Escape)
    assert viewer.selected() is None


# -- marks ---------------------------------------------------------------------------------------


def test_a_mark_is_pulled_by_its_edge_and_quotes_anew(
    qtbot: QtBot, viewer: PdfViewer, item: Callable, plan: Path
) -> None:
    mark = MediaMark("a", "T4", PageRegion(1, Rect(35, 85, 300, 110)), current=True)
    viewer.show_item(item(plan, (mark,)))
    qtbot.waitUntil(words_known(viewer))
    qtbot.mouseClick(viewer.canvas.viewport(), LEFT, NONE, at(viewer, 1, 200, 98))
    with qtbot.waitSignal(viewer.mark_moved) as moved:
        drag(qtbot, viewer, at(viewer, 1, 120, 110), at(viewer, 1, 120, 140))
    name, anchor = moved.args
    assert name == "a"
    assert (anchor.rect.left, anchor.rect.top, anchor.rect.right) == pytest.approx((35, 85, 300), abs=1)
    assert anchor.rect.bottom == pytest.approx(140, abs=2)
    assert "Line 1" in anchor.quote
    assert "Line 2" in anchor.quote
    assert viewer.canvas.selection is None


def test_a_mark_is_moved_with_keys_and_told_once(qtbot: QtBot, viewer: PdfViewer, item: Callable, plan: Path) -> None:
    region = PageRegion(2, Rect(40, 90, 200, 140))
    viewer.show_item(item(plan, (MediaMark("a", "T4", region, current=True),)))
    qtbot.waitUntil(words_known(viewer, 2))
    viewer.canvas.setFocus()
    qtbot.keyClick(viewer.canvas, Qt.Key.Key_F8)
    assert viewer.canvas.page == 2
    told: list[object] = []
    viewer.mark_moved.connect(lambda _name, anchor: told.append(anchor))
    for _turn in range(3):
        qtbot.keyClick(viewer.canvas, Qt.Key.Key_Down, CONTROL)
    qtbot.keyClick(viewer.canvas, Qt.Key.Key_Escape)
    assert len(told) == 1
    assert told[0].rect.top > region.rect.top + 10
    assert told[0].rect.bottom - told[0].rect.top == pytest.approx(50, abs=0.3)


def test_plates_keep_off_the_words(qtbot: QtBot, viewer: PdfViewer, item: Callable, plan: Path) -> None:
    """Lines stand 30 points apart, so the plate of a region just below one would cover it."""
    anchor = PageRegion(1, Rect(40, 113, 210, 140))
    viewer.show_item(item(plan, (MediaMark("a", "T4", anchor, current=True, stance=Stance.QUESTION),)))
    qtbot.waitUntil(lambda: 1 in viewer.canvas.scene.words)
    frame = viewer.canvas.tags_on(1)["a"]
    layout = viewer.canvas.sheet_layout
    words = [layout.to_sheet(1, rect) for rect in viewer.canvas.scene.words[1]]
    assert not any(frame.intersects(word) for word in words)
    assert layout.page_box(1).adjusted(-7, -7, 7, 7).contains(frame)


def test_every_stance_looks_different_without_colour(
    qtbot: QtBot, viewer: PdfViewer, item: Callable, plan: Path
) -> None:
    viewer.show_item(item(plan))
    pictures = []
    for stance in Stance:
        viewer.set_marks((MediaMark("a", "T4", PageRegion(1, Rect(40, 20, 300, 70)), current=True, stance=stance),))
        qtbot.waitUntil(lambda: 1 in viewer.canvas.scene.words)
        pictures.append(
            viewer.canvas.viewport().grab().toImage().convertToFormat(viewer.grab().toImage().Format.Format_Grayscale8)
        )
    assert pictures[0] != pictures[1]
    assert pictures[1] != pictures[2]
    assert pictures[0] != pictures[2]


def test_what_is_selected_looks_unlike_what_is_filed(
    qtbot: QtBot, viewer: PdfViewer, item: Callable, plan: Path
) -> None:
    viewer.show_item(item(plan))
    qtbot.waitUntil(words_known(viewer))
    part = Part(1, Rect(100, 20, 300, 60))
    viewer.canvas.select(part)
    top = at(viewer, 1, 150, 20)
    row = viewer.canvas.viewport().grab().toImage()
    colours = {row.pixelColor(x, top.y()).name() for x in range(top.x(), top.x() + 40)}
    viewer.canvas.select(None)
    viewer.set_marks((MediaMark("a", "T4", PageRegion(1, part.rect), current=True),))
    row = viewer.canvas.viewport().grab().toImage()
    filed = {row.pixelColor(x, top.y()).name() for x in range(top.x(), top.x() + 40)}
    assert len(filed) == 1
    assert len(colours) > 1


# -- marks made elsewhere --------------------------------------------------------------------------


def test_marks_of_other_pages_are_found_by_their_words(
    qtbot: QtBot, viewer: PdfViewer, item: Callable, plan: Path
) -> None:
    quoted = PageRegion(2, Rect(10, 10, 60, 30), "Line 4 of page 6 says", "LibreOffice 7.4")
    bare = PageRegion(3, Rect(10, 10, 60, 30), "", "LibreOffice 7.4")
    shown = item(plan, (MediaMark("a", "T4", quoted, current=True), MediaMark("b", "T2", bare, current=False)))
    viewer.show_pages(shown, PageFile(plan, engine="LibreOffice 24.2", faithful=True))
    qtbot.waitUntil(lambda: len(viewer.canvas.scene.marks) == 2)
    places = {mark.annotation_id: part for mark, part in viewer.canvas.scene.marks}
    assert places["a"].page == 6
    assert places["b"] == Part(3, bare.rect)
    viewer.go_to(quoted)
    assert viewer.canvas.page == 6
    assert viewer.findChild(QLabel, "viewerRemark").text() == ""
    viewer.go_to(bare)
    assert "may differ" in viewer.findChild(QLabel, "viewerRemark").text()
    viewer.canvas.select(Part(3, Rect(10, 10, 60, 30)))
    assert viewer.anchor().view == "LibreOffice 24.2"


def test_a_quote_over_two_pages_is_found_by_its_beginning(
    qtbot: QtBot, viewer: PdfViewer, item: Callable, plan: Path
) -> None:
    words = "Line 10 of page 4 says something Line 1 of page 5 says something"
    viewer.show_item(item(plan))
    viewer.go_to(TextQuote(words))
    qtbot.waitUntil(lambda: viewer.canvas.scene.flash is not None)
    assert viewer.canvas.scene.flash.page == 4


def test_words_found_in_the_portfolio_are_pointed_out_on_their_page(
    qtbot: QtBot, viewer: PdfViewer, item: Callable, plan: Path
) -> None:
    viewer.show_item(item(plan))
    viewer.go_to(PageRegion(7, Rect(0, 0, 0, 0), "says something"))
    qtbot.waitUntil(lambda: viewer.canvas.scene.flash is not None)
    assert viewer.canvas.scene.flash.page == 7
    qtbot.waitUntil(lambda: viewer.selected() is not None)
    there = viewer.selected()
    assert isinstance(there, PageRegion)
    assert (there.page, there.quote) == (7, "says something"), "it can be filed as it was found"
    viewer.clear_selection()
    viewer.go_to(PageRegion(9, Rect(0, 0, 0, 0)))
    assert viewer.canvas.page == 9


def test_who_leaves_the_search_has_selected_what_was_found(
    qtbot: QtBot, viewer: PdfViewer, item: Callable, plan: Path
) -> None:
    viewer.show_item(item(plan))
    viewer.canvas.setFocus()
    qtbot.keyClick(viewer.canvas, Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    field = viewer.findChild(QLineEdit, "findField")
    assert field is not None
    assert not viewer.untouched, "no other pages come while somebody searches these"
    qtbot.keyClicks(field, "ine 4 of page 3 say")
    qtbot.keyClick(field, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: bool(viewer.canvas.scene.hits))
    assert viewer.selected() is None
    qtbot.keyClick(field, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: viewer.selected() is not None)
    there = viewer.selected()
    assert isinstance(there, PageRegion)
    assert (there.page, there.quote) == (3, "Line 4 of page 3 says"), "whole words"
    assert viewer.canvas.hasFocus()


# -- one page at a time ----------------------------------------------------------------------------


def seen(viewer: PdfViewer) -> list[int]:
    window = viewer.canvas.seen_box
    return [page for page in range(1, 13) if viewer.canvas.sheet_layout.page_box(page).intersects(window)]


def wheel(viewer: PdfViewer, by: int) -> None:
    window, point = viewer.canvas.viewport(), QPoint(100, 100)
    event = QWheelEvent(
        QPointF(point), window.mapToGlobal(QPointF(point)), QPoint(), QPoint(0, by), Qt.MouseButton.NoButton, NONE,
        Qt.ScrollPhase.NoScrollPhase, False,
    )  # fmt: skip
    QApplication.sendEvent(window, event)


@pytest.mark.parametrize("fit", [Fit.PAGE, Fit.WIDTH])
def test_pages_are_shown_one_at_a_time(qtbot: QtBot, viewer: PdfViewer, item: Callable, plan: Path, fit: Fit) -> None:
    viewer.show_item(item(plan))
    viewer.canvas.set_fit(fit)
    viewer.canvas.scroll_to(5)
    viewer.canvas.setFocus()
    qtbot.keyClick(viewer.canvas, Qt.Key.Key_7, CONTROL)
    assert seen(viewer) == [5]
    for key, page in ((Qt.Key.Key_PageDown, 6), (Qt.Key.Key_PageUp, 5), (Qt.Key.Key_End, 12), (Qt.Key.Key_Home, 1)):
        for _turn in range(2 if fit is Fit.WIDTH and key in (Qt.Key.Key_PageDown, Qt.Key.Key_PageUp) else 1):
            qtbot.keyClick(viewer.canvas, key)
            assert len(seen(viewer)) == 1
        if fit is Fit.PAGE:
            assert seen(viewer) == [page]
    field = viewer.findChild(QLineEdit, "pageNumber")
    viewer._turn_to(8)
    assert (seen(viewer), field.text()) == ([8], "8")
    viewer.go_to(PageRegion(11, Rect(40, 430, 200, 480)))
    assert seen(viewer) == [11]
    place = viewer.place()
    viewer.close_item()
    viewer.show_item(item(plan, place=place))
    assert viewer.canvas.single
    assert viewer.place() == place


def test_the_wheel_leafs_by_whole_notches(viewer: PdfViewer, item: Callable, plan: Path) -> None:
    viewer.show_item(item(plan))
    viewer.canvas.set_fit(Fit.PAGE)
    viewer.canvas.set_single(single=True)
    wheel(viewer, -120)
    assert seen(viewer) == [2]
    for _turn in range(3):
        wheel(viewer, -30)
    assert seen(viewer) == [2]
    wheel(viewer, -30)
    assert seen(viewer) == [3]
    wheel(viewer, 120)
    assert seen(viewer) == [2]


# -- what was looked at ----------------------------------------------------------------------------


def test_pages_count_as_looked_at_when_enough_of_them_is_seen(
    qtbot: QtBot, viewer: PdfViewer, item: Callable, plan: Path
) -> None:
    assert viewer.looked_at() == frozenset()
    viewer.show_item(item(plan))
    qtbot.waitUntil(lambda: viewer.looked_at() == {1})
    viewer.canvas.set_zoom(0.35)
    qtbot.waitUntil(lambda: viewer.looked_at() >= {1, 2})
    assert 5 not in viewer.looked_at()
    viewer.canvas.set_zoom(4.0)
    viewer.canvas.scroll_to(7, QPointF(100, 200))
    qtbot.waitUntil(lambda: viewer.looked_at() == {7})
    viewer.close_item()
    assert viewer.looked_at() == frozenset()


def test_each_document_begins_upright(
    qtbot: QtBot, viewer: PdfViewer, item: Callable, plan: Path, linked: Path
) -> None:
    viewer.show_item(item(plan))
    viewer.canvas.rotate(90)
    viewer.show_item(item(linked))
    assert viewer.canvas.rotation == 0
    viewer.go_to(WholeItem())
    assert viewer.canvas.page == 1


def test_words_that_are_on_no_page_are_said_to_be_missing(
    qtbot: QtBot, viewer: PdfViewer, item: Callable, plan: Path
) -> None:
    viewer.show_item(item(plan))
    viewer.go_to(TextQuote("nobody wrote this anywhere"))
    remark = viewer.findChild(QLabel, "viewerRemark")
    qtbot.waitUntil(lambda: "not found on these pages" in remark.text())
    assert viewer.canvas.page == 1
