"""Office documents: faithful pages where LibreOffice makes them, something to read until then and otherwise."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from concurrent.futures import Future
from pathlib import Path

import pytest
from PySide6.QtCore import QPointF, Qt
from PySide6.QtWidgets import QApplication, QLabel, QMenu
from pytestqt.qtbot import QtBot
from reportlab.pdfgen.canvas import Canvas

from certdesk import shipped
from certdesk.core.annotations import PageRegion, Rect, TextQuote
from certdesk.evidence import libreoffice
from certdesk.evidence.client import EvidenceWorker
from certdesk.evidence.formats import Kind
from certdesk.evidence.problems import Case, EvidenceError, Trouble, explain
from certdesk.ui.theme.source import ThemeSource
from certdesk.ui.viewers.pdf_viewer import PdfViewer
from certdesk.ui.viewers.stage import EvidenceStage
from certdesk.ui.viewers.still_maker import StillMaker
from certdesk.ui.viewers.text_viewer import TextViewer
from certdesk.ui.viewers.viewer import ViewedItem
from certdesk.ui.widgets.button import Button

LEFT = Qt.MouseButton.LeftButton
DIGEST = "ab" * 32


class Printer:
    """A stand-in for a program that may not be on this computer; pages are ready when the test says so."""

    engine = "LibreOffice 7.4"

    def __init__(self) -> None:
        self.kept: dict[str, Path] = {}
        self.asked: list[Future[Path]] = []

    def takes(self, format: str) -> bool:  # noqa: A002 - the word of `Description`
        return libreoffice.takes(format)

    def existing(self, digest: str) -> Path | None:
        return self.kept.get(digest)

    def submit(self, path: Path, name: str, digest: str) -> Future[Path]:
        self.asked.append(Future())
        return self.asked[-1]


@pytest.fixture
def printer() -> Printer:
    return Printer()


@pytest.fixture
def stage(
    theme: ThemeSource, worker: EvidenceWorker, show: Callable[..., None], printer: Printer
) -> Iterator[EvidenceStage]:
    stills = StillMaker()
    made = EvidenceStage(worker, stills, theme, faithful=printer)
    show(made)
    yield made
    stills.close()


@pytest.fixture
def printed(tmp_path: Path) -> Path:
    """What LibreOffice would make: three pages."""
    path = tmp_path / "printed.pdf"
    canvas = Canvas(str(path), pagesize=(400, 500))
    for page in range(1, 4):
        canvas.drawString(40, 400, f"Co-planning record, page {page}")
        canvas.showPage()
    canvas.save()
    return path


@pytest.fixture
def docx() -> ViewedItem:
    path = shipped.resources() / "sample_cohort" / "KITE-37" / "co-planning.docx"
    if not path.is_file():
        pytest.skip("the sample cohort is not built")
    return ViewedItem("d", path, "Co-planning", Kind.DOCUMENT, path.name, digest=DIGEST)


@pytest.fixture
def letter(tmp_path: Path) -> ViewedItem:
    path = tmp_path / "letter.rtf"
    path.write_text(r"{\rtf1\ansi Dear colleagues, we met on Monday.\par Second line.}")
    return ViewedItem("l", path, "Letter", Kind.DOCUMENT, path.name, digest="cd" * 32)


def engine(stage: EvidenceStage) -> str:
    return stage.viewer.findChild(Button, "engine").words


def words(stage: EvidenceStage) -> str:
    return stage.viewer.findChild(QLabel, "engineWords").text()


def pages_there(stage: EvidenceStage) -> bool:
    return isinstance(stage.viewer, PdfViewer) and stage.viewer._count > 0


def test_pages_that_were_made_before_open_at_once(
    qtbot: QtBot, stage: EvidenceStage, printer: Printer, docx: ViewedItem, printed: Path
) -> None:
    printer.kept[DIGEST] = printed
    stage.show_item(docx)
    qtbot.waitUntil(lambda: pages_there(stage))
    assert engine(stage) == "LibreOffice 7.4"
    assert stage.anchor().view == "LibreOffice 7.4"
    assert stage.viewer._count == 3
    assert stage.place()["view"] == "faithful"
    assert printer.asked == []


def test_simplified_pages_come_first_and_give_way_to_faithful_ones(
    qtbot: QtBot, stage: EvidenceStage, printer: Printer, docx: ViewedItem, printed: Path
) -> None:
    stage.show_item(docx)
    qtbot.waitUntil(lambda: pages_there(stage))
    assert engine(stage) == "Simplified pages"
    assert "being prepared by LibreOffice" in words(stage)
    assert stage.anchor().view == "dxpdf"
    printer.asked[0].set_result(printed)
    qtbot.waitUntil(lambda: engine(stage) == "LibreOffice 7.4")
    qtbot.waitUntil(lambda: pages_there(stage))
    assert words(stage) == ""


def test_somebody_who_has_moved_is_asked(
    qtbot: QtBot, stage: EvidenceStage, printer: Printer, docx: ViewedItem, printed: Path
) -> None:
    stage.show_item(docx)
    qtbot.waitUntil(lambda: pages_there(stage))
    stage.viewer.canvas.scroll_to(2, QPointF(0, 100))
    printer.asked[0].set_result(printed)
    offer = stage.viewer.findChild(Button, "showFaithful")
    qtbot.waitUntil(lambda: words(stage) == "" and offer.isVisible())
    assert engine(stage) == "Simplified pages"
    qtbot.mouseClick(offer, LEFT)
    qtbot.waitUntil(lambda: pages_there(stage) and engine(stage) == "LibreOffice 7.4")
    assert stage.viewer.canvas.page == 2


def test_what_is_selected_is_found_in_the_other_view(
    qtbot: QtBot, stage: EvidenceStage, printer: Printer, letter: ViewedItem
) -> None:
    stage.show_item(letter)
    stage.go_to(TextQuote("we met"))
    qtbot.waitUntil(lambda: isinstance(stage.viewer, TextViewer) and stage.selected() is not None)
    pages = letter.path.with_suffix(".pdf")
    canvas = Canvas(str(pages), pagesize=(400, 500))
    canvas.showPage()
    canvas.drawString(40, 400, "Dear colleagues, we met on Monday.")
    canvas.save()
    printer.asked[0].set_result(pages)
    offer = stage.viewer.findChild(Button, "showFaithful")
    qtbot.waitUntil(lambda: words(stage) == "")
    assert isinstance(stage.viewer, TextViewer)
    qtbot.mouseClick(offer, LEFT)
    qtbot.waitUntil(lambda: pages_there(stage) and stage.viewer.canvas.scene.flash is not None)
    assert stage.viewer.canvas.scene.flash.page == 2


def test_views_are_chosen_from_a_menu_and_remembered(
    qtbot: QtBot, stage: EvidenceStage, printer: Printer, docx: ViewedItem, printed: Path
) -> None:
    from dataclasses import replace

    printer.kept[DIGEST] = printed
    stage.show_item(docx)
    qtbot.waitUntil(lambda: pages_there(stage))
    menu = stage.viewer.findChild(QMenu, "engineMenu")
    assert [action.data() for action in menu.actions()] == ["faithful", "simplified", "reading"]
    assert [action.isChecked() for action in menu.actions()] == [True, False, False]
    menu.actions()[2].trigger()
    assert isinstance(stage.viewer, TextViewer)
    qtbot.waitUntil(lambda: bool(stage.viewer.surface.text))
    assert engine(stage).startswith("Reading view")
    place = stage.place()
    assert place["view"] == "reading"
    stage.close_item()
    stage.show_item(replace(docx, place=place))
    assert isinstance(stage.viewer, TextViewer)
    stage.viewer.findChild(QMenu, "engineMenu").actions()[1].trigger()
    qtbot.waitUntil(lambda: pages_there(stage) and engine(stage) == "Simplified pages")


def test_pages_that_cannot_be_made_are_told_calmly(
    qtbot: QtBot, stage: EvidenceStage, printer: Printer, docx: ViewedItem
) -> None:
    stage.show_item(docx)
    qtbot.waitUntil(lambda: pages_there(stage))
    printer.asked[0].set_exception(EvidenceError(explain(Trouble(Case.HUNG))))
    qtbot.waitUntil(lambda: "took too long" in words(stage))
    assert engine(stage) == "Simplified pages"


def test_answers_for_a_document_that_was_left_change_nothing(
    qtbot: QtBot, stage: EvidenceStage, printer: Printer, docx: ViewedItem, letter: ViewedItem, printed: Path
) -> None:
    stage.show_item(docx)
    stage.show_item(letter)
    printer.asked[0].set_result(printed)
    qtbot.waitUntil(lambda: isinstance(stage.viewer, TextViewer) and bool(stage.viewer.surface.text))
    assert "being prepared" in words(stage)
    stage.close_item()
    assert stage.looked_at() == frozenset()


def test_marks_of_simplified_pages_are_found_on_faithful_ones(
    qtbot: QtBot, stage: EvidenceStage, printer: Printer, docx: ViewedItem, printed: Path
) -> None:
    printer.kept[DIGEST] = printed
    stage.show_item(docx)
    stage.go_to(PageRegion(1, Rect(1, 1, 9, 9), "record, page 3", "dxpdf"))
    qtbot.waitUntil(lambda: pages_there(stage) and stage.viewer.canvas.page == 3)


def test_two_stages_beside_each_other_do_not_meddle(
    qtbot: QtBot, theme: ThemeSource, worker: EvidenceWorker, show: Callable[..., None], item: Callable, plan: Path
) -> None:
    from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QWidget

    stills = StillMaker()
    window = QWidget()
    row = QHBoxLayout(window)
    left, right = EvidenceStage(worker, stills, theme), EvidenceStage(worker, stills, theme)
    for each in (left, right):
        row.addWidget(each)
    show(window, 1100, 640)
    for each, page in ((left, 2), (right, 9)):
        each.show_item(item(plan))
        each.viewer.canvas.scroll_to(page)
    right.setFocus()
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    assert right.viewer.findChild(QLineEdit, "findField").hasFocus()
    assert not left.viewer.findChild(QLineEdit, "findField").isVisible()
    qtbot.keyClicks(QApplication.focusWidget(), "line 3 of page 11")
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: right.viewer.canvas.page == 11)
    assert left.viewer.canvas.page == 2
    assert left.viewer.canvas.scene.hits == ()
    left.setFocus()
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Plus, Qt.KeyboardModifier.ControlModifier)
    assert left.viewer.canvas.zoom != right.viewer.canvas.zoom
    left.close_item()
    assert right.viewer is not None
    stills.close()


@pytest.mark.slow
def test_libreoffice_itself_lays_out_a_document(
    qtbot: QtBot,
    theme: ThemeSource,
    worker: EvidenceWorker,
    show: Callable[..., None],
    docx: ViewedItem,
    tmp_path: Path,
) -> None:
    from certdesk.ui.faithful_documents import FaithfulDocuments

    documents = FaithfulDocuments(tmp_path)
    if not documents.takes("DOCX"):
        pytest.skip("LibreOffice is not on this computer")
    stills = StillMaker()
    stage = EvidenceStage(worker, stills, theme, faithful=documents)
    show(stage)
    stage.show_item(docx)
    qtbot.waitUntil(lambda: pages_there(stage) and engine(stage).startswith("LibreOffice"), timeout=30_000)
    stills.close()
    documents.close()
