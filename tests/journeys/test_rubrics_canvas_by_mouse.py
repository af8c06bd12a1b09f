"""A Canvas rubric dropped, asked about, corrected, published and exported again, with the mouse alone."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractItemView, QApplication, QWidget
from pytestqt.qtbot import QtBot

from certdesk.core import conditions as rule
from certdesk.core.portfolio import RubricRef
from certdesk.core.rubric import Rubric
from certdesk.store.rubric_drafts import list_drafts
from certdesk.store.rubrics import list_rubrics, load_rubric
from certdesk.ui.app import Running
from certdesk.ui.screens.rubrics.editor_pane import EditorPane
from certdesk.ui.screens.rubrics.grid_model import Spot
from certdesk.ui.screens.rubrics.import_pane import ImportPane
from certdesk.ui.screens.rubrics.screen import RubricsScreen

from .conftest import PlayedDialogs
from .hands import Mouse
from .reading_off import read_off

pytestmark = pytest.mark.timeout(60)

RATINGS = ",Rating Name,Rating Description,Rating Points" * 3
CANVAS = f"""Rubric Name,Criteria Name,Criteria Description,Criteria Enable Range{RATINGS}
Lab report,Question,Is it testable?,false,Full,Names what is measured.,4,Partly,Names a topic.,2,None,No question.,0
,Method,Can it be repeated?,false,Full,Lists every step.,10-8,Partly,Lists some steps.,5,None,Lists no step.,0
Lab report,Evidence,What was read?,true,Full,All readings stand in a table.,4,Partly,Some readings.,2,None,No reading.,0
Lab report,Conclusion,,false,Full,Answers the question.,4,None,Repeats the method.,0
"""
LAB = RubricRef("lab-report", "1.0.0")
ANSWERS = (("names", "fill"), ("1.3.1.points", "10"), ("1.ranges", "levels"))
Pane = ImportPane | EditorPane


class Person:
    """What somebody does on the Rubrics screen with the mouse."""

    def __init__(self, mouse: Mouse) -> None:
        self.mouse = mouse

    @property
    def screen(self) -> RubricsScreen:
        """The Rubrics screen, which is in front."""
        screen = self.mouse.running.window.current
        assert isinstance(screen, RubricsScreen)
        return screen

    @property
    def drafts(self) -> tuple[Rubric, ...]:
        """The drafts as they are on disk."""
        return tuple(each.rubric for each in list_drafts(self.mouse.running.tools.session.workspace.db))

    def drop(self, path: Path) -> ImportPane:
        """Let go of a file in the middle of the screen, and wait until it is read."""
        mime = QMimeData()
        mime.setUrls([QUrl.fromLocalFile(str(path))])
        middle, left = self.screen.rect().center(), Qt.MouseButton.LeftButton
        none, copy = Qt.KeyboardModifier.NoModifier, Qt.DropAction.CopyAction
        entering = QDragEnterEvent(middle, copy, mime, left, none)
        QApplication.sendEvent(self.screen, entering)
        assert entering.isAccepted()
        QApplication.sendEvent(self.screen, QDropEvent(QPointF(middle), copy, mime, left, none))
        pane = self.screen.pane
        assert isinstance(pane, ImportPane)
        self.mouse.until(lambda: pane.reading is not None)
        return pane

    def seen(self, name: str) -> QWidget:
        """Wait until a widget is there, and return it."""
        window = self.mouse.running.window
        self.mouse.until(lambda: any(each.isVisible() for each in window.findChildren(QWidget, name)))
        return self.mouse.named(name)

    def write_into_cell(self, key: str, words: str) -> None:
        """Click the middle of a cell of the grid, go to the end of what stands there, and write."""
        pane = self.screen.pane
        assert isinstance(pane, EditorPane)
        view = pane.grid.view
        assert view.grid is not None
        place = view.grid.where(Spot(key))
        assert place is not None
        self.mouse.click(view.viewport(), view.cell_frame(*place).toRect().center())
        box = QApplication.focusWidget()
        assert box is not None
        assert box.objectName() == "cellBox"
        QTest.keyClicks(box, words)


def test_from_canvas_and_back(
    qtbot: QtBot, opened: Callable[[], Running], dialogs: PlayedDialogs, tmp_path: Path
) -> None:
    person = Person(Mouse(qtbot, opened()))
    take_in(person, tmp_path / "rubric.csv")
    correct_and_publish(person)
    target = tmp_path / "again.csv"
    dialogs.files.append(target)
    export(person, target)
    take_in_again(person, target)


def take_in(person: Person, file: Path) -> None:
    """Drop the file, answer what only a person can say, and keep it as a draft."""
    mouse = person.mouse
    file.write_text(CANVAS, encoding="utf-8")
    mouse.until(mouse.running.window.isActiveWindow)
    mouse.click("place-rubrics")
    pane = person.drop(file)
    assert pane.format.currentText() == "Recognised: Canvas rubric CSV"
    assert not mouse.named("keepImport").isEnabled()
    for question, answer in ANSWERS:
        mouse.click(person.seen(f"answer-{question}-{answer}"))
        assert person.drafts == (), "nothing is kept by answering"
    mouse.until(mouse.named("keepImport").isEnabled)
    answered = "“10-8” is not one number. How many points is this level worth?"
    mouse.until(lambda: answered in read_off(person.screen))
    said = read_off(person.screen)
    for title in ("Question", "Method", "Evidence", "Conclusion"):
        assert title in said
    chosen = person.seen("importedRubric-0")
    assert chosen.visibleRegion().boundingRect().height() == chosen.height(), "all of it is in view"
    mouse.click("keepImport")
    (draft,) = person.drafts
    assert [each.title for each in draft.criteria] == ["Question", "Method", "Evidence", "Conclusion"]
    assert draft.criterion("C2").descriptors == {
        Fraction(0): "Lists no step.",
        Fraction(5): "Lists some steps.",
        Fraction(10): "Lists every step.",
    }
    assert [level.value for level in draft.criterion("C4").own_levels] == [0, 4]
    assert not draft.scale.ranges


def correct_and_publish(person: Person) -> None:
    """Write on in a cell of the grid, take ready rules, and publish."""
    mouse = person.mouse
    person.write_into_cell("criterion/C4/descriptor/0", " It says no more.")
    mouse.click("usePattern")
    mouse.choose("Total only")
    (draft,) = person.drafts
    assert draft.criterion("C4").descriptors[Fraction(0)] == "Repeats the method. It says no more."
    certified, otherwise = draft.decision.outcomes
    assert certified.certifies
    assert [type(each) for each in certified.conditions] == [rule.TotalAtLeast]
    assert otherwise.conditions == ()
    mouse.click("publish")
    assert "There are no worked examples" in read_off(person.screen)
    mouse.click("publishNow")
    assert "Lab report 1.0.0 is published" in read_off(person.screen)
    assert person.drafts == ()
    assert load_rubric(mouse.running.tools.session.workspace.db, LAB) == draft
    mouse.click("offerLibrary")
    assert "Lab report" in read_off(mouse.named("preview")), "the library shows what was just published"


def export(person: Person, target: Path) -> None:
    """Write it for Canvas; what Canvas can't hold is said before anything is written."""
    mouse = person.mouse
    mouse.click("exportRubric")
    mouse.pick("exportFormat", "canvas")
    lost = "The decision rules, with what is banked and what is incomplete, are left out."
    mouse.until(lambda: lost in read_off(mouse.named("exportForm")))
    assert "2 things do not fit" in read_off(mouse.named("exportForm"))
    assert not target.exists()
    mouse.click("saveExport")
    lines = target.read_text(encoding="utf-8").splitlines()
    assert lines[0].startswith("Rubric Name,Criteria Name,Criteria Description,Criteria Enable Range,Rating Name")
    assert lines[2].startswith("Lab report,Method,Can it be repeated?,false,Full,Lists every step.,10,Partly")
    assert len(lines) == 5


def take_in_again(person: Person, file: Path) -> None:
    """Drop what was exported: it is recognised as what is here, and taking it in changes nothing."""
    mouse = person.mouse
    db = mouse.running.tools.session.workspace.db
    before = list_rubrics(db)
    pane = person.drop(file)
    assert pane.reading is not None
    assert pane.reading.questions == ()
    said = read_off(person.seen("importedRubric-0"))
    assert "“Lab report” 1.0.0 is here already. The file says the same, so there is nothing to keep." in said
    mouse.until(mouse.named("keepImport").isEnabled)
    mouse.click("keepImport")
    table = mouse.named("library")
    assert isinstance(table, QAbstractItemView)
    assert person.drafts == ()
    assert list_rubrics(db) == before
