"""A rubric from nothing to published and used, in one sitting, with keys alone."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QMenu, QTableView
from pytestqt.qtbot import QtBot
from tests.support.command_line import Desk

from certdesk.core import conditions as rule
from certdesk.core.portfolio import RubricRef
from certdesk.core.rubric import Rubric
from certdesk.store.rubric_drafts import list_drafts, load_draft
from certdesk.store.rubrics import list_rubrics, load_rubric
from certdesk.ui.app import Running
from certdesk.ui.screens.rubrics.editor_pane import EditorPane
from certdesk.ui.screens.rubrics.grid_model import Spot
from certdesk.ui.screens.rubrics.screen import RubricsScreen

from . import believable as told
from .conftest import PlayedDialogs, wait_for_jobs
from .hands import ALT, CTRL, SHIFT, K, Keyboard
from .reading_off import read_off

pytestmark = pytest.mark.timeout(60)

TITLE = "Mentor teacher certificate"
CELLS = {
    "C1": ("Plans with others", "Plans alone.", "Asks when stuck.", "Keeps a joint record.", "Others plan that way."),
    "C2": ("Watches and tells", "Visits nobody.", "Visits to praise.", "Visits with a question.", "Is asked to visit."),
    "C3": ("Knows the pupils", "Names no pupil.", "Names some.", "Tells what each can do.", "Pupils tell it."),
    "C4": ("Shows a change", "Says it went well.", "Shows one week.", "Compares two times.", "Finds what stayed."),
}


class Writer:
    """What somebody does on the Rubrics screen with keys."""

    def __init__(self, keyboard: Keyboard) -> None:
        self.keys = keyboard

    @property
    def pane(self) -> EditorPane:
        """The editor, which is in front."""
        screen = self.keys.running.window.current
        assert isinstance(screen, RubricsScreen)
        assert isinstance(screen.pane, EditorPane)
        return screen.pane

    @property
    def kept(self) -> Rubric:
        """The draft as it is on disk."""
        db = self.keys.running.tools.session.workspace.db
        (draft,) = list_drafts(db)
        return load_draft(db, draft.id).rubric

    def says(self, name: str) -> str:
        """What a label of this name shows."""
        found = [each for each in self.keys.running.window.current.findChildren(QLabel, name) if each.isVisible()]
        assert len(found) == 1, name
        return found[0].text()

    def command(self, words: str) -> None:
        """Run a command by its name."""
        self.keys.press((K.Key_K, CTRL), words, K.Key_Return)

    def choose(self, *words: str) -> None:
        """Go to an entry of the menu that floats, through the menus on the way."""
        for last, text in enumerate(words, 1 - len(words)):
            menu = self.keys.focus
            assert isinstance(menu, QMenu), menu
            self.keys.press_until(K.Key_Down, lambda text=text, menu=menu: _active(menu).startswith(text))  # type: ignore[misc]
            self.keys.press(K.Key_Right if last else K.Key_Return)

    def at(self, key: str) -> bool:
        """Whether the keyboard is at a place of the grid."""
        return self.pane.grid.view.spot == Spot(key) and self.pane.grid.isAncestorOf(self.keys.focus)

    def fill(self, criterion: str) -> None:
        """Write title and descriptors, with Tab from one to the next."""
        for words in CELLS[criterion]:
            self.keys.press(words, K.Key_Tab)

    def title_of(self, criterion: str) -> None:
        """Go back to the title of a criterion with the arrow keys."""
        self.keys.press(K.Key_Home)
        self.keys.press_until(K.Key_Up, lambda: self.at(f"criterion/{criterion}/title"))

    def rule(self, words: str) -> None:
        """Add a condition to the result whose menu is in front; its last token has the keyboard then."""
        self.keys.tab_to("outcomeMore", back=True)
        self.keys.press(K.Key_Return)
        self.choose("Add a rule", words)


def _active(menu: QMenu) -> str:
    action = menu.activeAction()
    return action.text() if action is not None else ""


def test_from_nothing(
    qtbot: QtBot, opened: Callable[[], Running], folder: Path, dialogs: PlayedDialogs, tmp_path: Path
) -> None:
    writer = Writer(Keyboard(qtbot, opened()))
    begin(writer)
    write_criteria(writer)
    writer = Writer(Keyboard(qtbot, closed_and_opened(writer, opened)))
    weigh(writer)
    decide(writer)
    try_out(writer)
    see_as_assessor(writer)
    publish(writer)
    use(writer, dialogs, a_portfolio(tmp_path / "P-1"))
    writer.keys.running.close()
    check_from_outside(Desk(folder), tmp_path / "mentor.yaml")


def begin(writer: Writer) -> None:
    """Go to the rubrics and make a new one with a title and four levels, one of them with a name of its own."""
    keys = writer.keys
    keys.until(keys.running.window.isActiveWindow)
    keys.press((K.Key_4, CTRL), (K.Key_N, CTRL), TITLE)
    keys.tab_to("newLevel-1")
    keys.press("Starting", K.Key_Return)
    assert writer.says("rubricState") == "Draft 1.0.0"
    assert [level.label for level in writer.kept.scale.levels] == ["Starting", "Developing", "Secure", "Leading"]
    assert writer.kept.title == TITLE


def write_criteria(writer: Writer) -> None:
    """Write four criteria in two sections; the last cell is taken back once, and brought back."""
    keys = writer.keys
    assert writer.at("criterion/C1/title"), "the keyboard waits where the first words go"
    writer.fill("C1")
    keys.press((K.Key_N, CTRL | SHIFT))
    writer.fill("C2")
    writer.command("Add a section")
    keys.press((K.Key_A, CTRL), "Work with pupils", K.Key_Return)
    keys.press((K.Key_N, CTRL | SHIFT))
    writer.fill("C3")
    keys.press((K.Key_N, CTRL | SHIFT))
    writer.fill("C4")
    keys.press((K.Key_Z, CTRL))
    assert writer.kept.criterion("C4").descriptors[Fraction(4)] == ""
    assert writer.kept.criterion("C4").descriptors[Fraction(3)] == "Compares two times."
    assert writer.at("criterion/C4/descriptor/4"), "the keyboard is where something was taken back"
    keys.press((K.Key_Y, CTRL))
    keys.press(K.Key_Home)
    keys.press_until(K.Key_Up, lambda: writer.at("section/A/title"))
    keys.press(K.Key_Return, (K.Key_A, CTRL), "Work with colleagues", K.Key_Return)
    assert [(each.title, each.criteria) for each in writer.kept.sections] == [
        ("Work with colleagues", ("C1", "C2")),
        ("Work with pupils", ("C3", "C4")),
    ]
    for name, (title, *descriptors) in CELLS.items():
        assert writer.kept.criterion(name).title == title
        assert list(writer.kept.criterion(name).descriptors.values()) == descriptors


def weigh(writer: Writer) -> None:
    """Type weights that total 110, rebalance, and give C1 a floor and make it critical."""
    keys = writer.keys
    for name, weight in (("C1", "44"), ("C2", "22"), ("C3", "22"), ("C4", "22")):
        keys.press_until(K.Key_Down, lambda name=name: writer.at(f"criterion/{name}/title"))  # type: ignore[misc]
        keys.press(K.Key_Right, *weight, K.Key_Return, K.Key_Home)
    assert writer.says("totalWeight") == "Total 110"
    writer.command("Rebalance the weights")
    assert writer.says("totalWeight") == "Total 100"
    assert [each.weight for each in writer.kept.criteria] == [40, 20, 20, 20]
    writer.title_of("C1")
    keys.press(K.Key_Right, K.Key_Right, K.Key_Return)
    writer.choose("2 Developing")
    keys.press(K.Key_Right, K.Key_Space)
    assert writer.kept.criterion("C1").floor == 2
    assert writer.kept.criterion("C1").critical


def decide(writer: Writer) -> None:
    """Add a result, which certifies as the first one does: weighted mean, floors, critical criteria."""
    keys = writer.keys
    keys.pane_to("addRule")
    keys.press(K.Key_Return)
    writer.choose("New result")
    keys.press((K.Key_A, CTRL), "Certified", K.Key_Return)
    keys.tab_to("outcomeMore")
    keys.press(K.Key_Tab)
    writer.rule("Weighted mean")
    keys.press(*"2.8", K.Key_Return)
    writer.rule("Every criterion reaches")
    writer.rule("Critical criteria")
    certified, otherwise = writer.kept.decision.outcomes
    assert (certified.label, certified.certifies) == ("Certified", True)
    assert certified.conditions == (
        rule.MeanAtLeast(Fraction(14, 5)),
        rule.FloorsMet(),
        rule.CriticalAtLeast(Fraction(3)),
    )
    assert (otherwise.label, otherwise.conditions) == ("Not yet", ())


def closed_and_opened(writer: Writer, opened: Callable[[], Running]) -> Running:
    """Close the window in the middle of a word and open it again: the word is there, and so is the keyboard."""
    keys, before = writer.keys, writer.kept
    keys.press_until(K.Key_Down, lambda: writer.at("criterion/C2/title"))
    keys.press(K.Key_Right, K.Key_Right, K.Key_Right, K.Key_Right)
    assert writer.at("criterion/C2/descriptor/1")
    keys.press(" A closed door.")
    keys.running.close()
    running = opened()
    again = Writer(Keyboard(keys.qtbot, running))
    again.keys.until(running.window.isActiveWindow)
    assert again.kept.criterion("C2").descriptors[Fraction(1)] == "Visits nobody. A closed door."
    assert again.kept.criterion("C1") == before.criterion("C1")
    assert again.kept.sections == before.sections
    assert again.at("criterion/C2/descriptor/1")
    again.keys.press((K.Key_Z, CTRL))
    assert again.kept == before, "undo goes on where it was"
    again.title_of("C1")
    return running


def try_out(writer: Writer) -> None:
    """Add two worked examples; one fails, which blocks publishing, and is put right where it is shown."""
    keys = writer.keys
    keys.pane_to("examples-add")
    keys.press(K.Key_Return, *"All secure", K.Key_Return)
    keys.press((K.Key_D, CTRL), *"Critical one missed", K.Key_Return, K.Key_Right, "2", K.Key_Return)
    assert [(each.name, each.mean) for each in writer.kept.examples] == [
        ("All secure", Fraction(3)),
        ("Critical one missed", Fraction(13, 5)),
    ]
    assert "1 of 2 gives another result than expected" in shown_words(writer)
    keys.press((K.Key_Return, CTRL))
    assert "Worked example “Critical one missed” fails" in shown_words(writer)
    keys.press((K.Key_Return, CTRL))
    db = keys.running.tools.session.workspace.db
    assert all(ref.id != writer.kept.id for ref in list_rubrics(db)), "a failing example blocks publishing"
    keys.press(K.Key_Return)
    assert keys.focus.objectName() == "examplesTable"
    table = keys.focus
    assert isinstance(table, QTableView)
    assert table.currentIndex().row() == 1
    heads = [table.model().headerData(n, Qt.Orientation.Horizontal) for n in range(table.model().columnCount())]
    keys.press_until(K.Key_Right, lambda: heads[table.currentIndex().column()] == "Expected result")
    keys.press(K.Key_Return)
    writer.choose("Not yet")
    assert writer.says("examplesRight") == "2 of 2 give the expected result"


def see_as_assessor(writer: Writer) -> None:
    """Look at it as the assessor does, and try marks that are kept nowhere."""
    keys = writer.keys
    before = writer.kept
    keys.press((K.Key_2, ALT))
    assert writer.says("trialResult") == "No result yet"
    keys.press("3", K.Key_PageDown, "3", K.Key_PageDown, "4", K.Key_PageDown, "3")
    assert writer.says("trialResult") == "Certified"
    assert writer.kept == before
    keys.press((K.Key_1, ALT))


def publish(writer: Writer) -> None:
    """Publish, and go back to the library."""
    keys, db = writer.keys, writer.keys.running.tools.session.workspace.db
    written = writer.kept
    keys.press((K.Key_Return, CTRL))
    assert "2 worked examples come out as they say" in shown_words(writer)
    keys.press((K.Key_Return, CTRL))
    assert f"{TITLE} 1.0.0 is published" in shown_words(writer)
    assert list_drafts(db) == ()
    assert load_rubric(db, RubricRef("mentor-teacher-certificate", "1.0.0")) == written
    keys.press(K.Key_Return)
    assert keys.focus.objectName() == "library"


def a_portfolio(folder: Path) -> Path:
    """Write a portfolio of one file that is to be assessed by the new rubric."""
    folder.mkdir()
    (folder / "record.txt").write_text("We planned the visit together.", encoding="utf-8")
    head = "schema: certdesk.portfolio/1\ncode: P-1\ntitle: A year of visits\ncandidate: {name: Selam Abera}\n"
    rest = "programme: Mentors\ncohort: 2026\nrubric: {id: mentor-teacher-certificate, version: 1.0.0}\n"
    items = "items:\n- {file: record.txt, type: record, title: Record, claims: [C1]}\n"
    (folder / "portfolio.yaml").write_text(head + rest + items, encoding="utf-8")
    return folder


def use(writer: Writer, dialogs: PlayedDialogs, portfolio: Path) -> None:
    """Take a portfolio in that is to be assessed by it, and mark it: the critical criterion decides."""
    keys, running = writer.keys, writer.keys.running
    dialogs.files.append(portfolio)
    keys.press((K.Key_1, CTRL), (K.Key_O, CTRL))
    wait_for_jobs(keys.qtbot, running)
    keys.press("/", "P-1", K.Key_Return, K.Key_Return, K.Key_Return, K.Key_Return)
    keys.until(lambda: running.window.current.objectName() == "score")
    screen = told.score_screen(running)
    assert screen.criterion is not None
    assert screen.criterion.title == CELLS["C1"][0]
    keys.press("2", (K.Key_Down, ALT), "4", (K.Key_Down, ALT), "4", (K.Key_Down, ALT), "4")
    assert screen.view is not None
    assert screen.view.mean == Fraction(16, 5)
    assert screen.view.decision.label == "Not yet"
    keys.press((K.Key_Up, ALT), (K.Key_Up, ALT), (K.Key_Up, ALT), "3")
    assert screen.view.decision.label == "Certified"


def check_from_outside(desk: Desk, file: Path) -> None:
    """Find it on the command line too, and read what that exports."""
    assert "mentor-teacher-certificate" in desk.does("rubric", "list")
    desk.does("rubric", "export", "mentor-teacher-certificate@1.0.0", "--to", "certdesk", "-o", file)
    assert "Compares two times." in file.read_text(encoding="utf-8")
    assert "nothing stands in the way of publishing it" in desk.does("rubric", "check", file)


def shown_words(writer: Writer) -> str:
    """Everything that can be read on the screen in front."""
    return read_off(writer.keys.running.window.current)
