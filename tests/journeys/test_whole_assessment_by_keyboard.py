"""A whole assessment without touching the mouse: from taking in to a verified signature, and back to every place."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from time import perf_counter

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QListWidget, QMenu, QWidget
from pytestqt.qtbot import QtBot

from certdesk.actions.covering import coverage_of
from certdesk.core.annotations import PageRegion, Stance
from certdesk.core.assessment import AssessmentState
from certdesk.core.marks import LevelGiven
from certdesk.ui.app import Running
from certdesk.ui.models.evidence_items import EvidenceItems
from certdesk.ui.models.found_places import RowKind
from certdesk.ui.screens.finalise import FinaliseScreen
from certdesk.ui.screens.score.desk import SIDE, TWO
from certdesk.ui.viewers.pdf_viewer import PdfViewer

from . import believable as told
from .believable import Found, Moment, Region, Step, Words
from .conftest import PASSPHRASE, SAMPLES, PlayedDialogs, find, wait_for_jobs
from .hands import ALT, CTRL, SHIFT, K, Keyboard

pytestmark = pytest.mark.timeout(180)


class Assessor:
    """What somebody does on the Score screen with keys."""

    def __init__(self, keyboard: Keyboard) -> None:
        self.keys = keyboard
        self.screen = told.score_screen(keyboard.running)

    def criterion(self, name: str) -> None:
        """Go on to a criterion."""
        assert self.screen.criterion is not None
        away = list(told.LEVELS).index(name) - list(told.LEVELS).index(self.screen.criterion.id)
        self.keys.press_fast((K.Key_Down if away > 0 else K.Key_Up, ALT), abs(away))
        assert self.screen.criterion.id == name

    def open(self, file: str) -> None:
        """Go on to an item with [ and ]."""
        assert self.screen.view is not None
        wanted = told.item_of(self.screen, file)
        order = [item.id for item in self.screen.view.items]
        away = order.index(wanted.id) - order.index(self.screen.left_off.item)
        self.keys.press_fast(K.Key_BracketRight if away > 0 else K.Key_BracketLeft, abs(away))
        assert self.screen.left_off.item == wanted.id
        self.keys.until(lambda: told.in_view(self.screen, file))
        self.into_item()

    def into_item(self) -> None:
        """Put the keyboard into the item in view."""
        self.keys.press_until(K.Key_F6, lambda: self.screen.stage.isAncestorOf(self.keys.focus))

    def take(self, step: Step) -> None:
        """Find a place, and file it with a note."""
        count = len(told.filed(self.screen))
        match step:
            case Words():
                self.open(step.file)
                self.select_words(step.words)
            case Found():
                self.search(step)
            case Region():
                self.open(step.file)
                self.select_region(step.page)
            case Moment():
                self.open(told.FILM)
                self.watch(step)
        if not isinstance(step, Moment):
            self.keys.press((K.Key_E, SHIFT), step.note)
            if isinstance(step, Words) and step.stance is not Stance.SUPPORTS:
                self.judge(step.stance)
            if isinstance(step, Region) and step.also:
                self.also_for(step.also)
            self.keys.press(K.Key_Return)
        self.keys.until(lambda: len(told.filed(self.screen)) == count + 1)
        assert self.screen.stage.isAncestorOf(self.keys.focus), "the keyboard is back in the evidence"

    def select_words(self, words: str) -> None:
        """Search, and leave the search at what was found."""
        viewer = self.screen.stage.viewer
        assert isinstance(viewer, PdfViewer)
        self.keys.press((K.Key_F, CTRL), words, K.Key_Return)
        self.keys.until(lambda: bool(viewer.canvas.scene.hits))
        self.keys.press(K.Key_Escape)
        self.keys.until(lambda: self.screen.stage.selected() is not None)

    def select_region(self, page: int) -> None:
        """Begin a region in the middle of what is seen, move it up a little and make it wider."""
        canvas = self.screen.stage.viewer.canvas  # type: ignore[union-attr]
        self.keys.press_until(K.Key_PageDown, lambda: canvas.page == page)
        self.keys.press(K.Key_Return, (K.Key_Up, CTRL), (K.Key_Up, CTRL), (K.Key_Right, CTRL | SHIFT))
        self.keys.until(lambda: self.screen.stage.selected() is not None)

    def watch(self, moment: Moment) -> None:
        """Go to a moment in steps of five seconds, mark in and out, and write a note."""
        player = self.screen.stage.player
        assert player is not None
        engine = player.engine

        def go(second: int) -> None:
            key = "l" if engine.position < second * 1000 else "j"
            self.keys.press_until(key, lambda: abs(engine.position - second * 1000) < 2500)
            self.keys.until(lambda: not player.still().isNull())

        go(moment.start)
        if moment.while_playing:
            self.keys.press(" ")
            self.keys.until(lambda: engine.playing and engine.position > moment.start * 1000 + 300)
            self.keys.press((K.Key_E, SHIFT), moment.note)
            assert not engine.playing, "typing pauses"
            self.keys.press(K.Key_Return)
            self.keys.until(lambda: engine.playing)
            self.keys.press("k")
            assert not engine.playing
            return
        self.keys.press("i")
        go(moment.end)
        self.keys.press("o", (K.Key_E, SHIFT), moment.note)
        if moment.stance is not Stance.SUPPORTS:
            self.keys.tab_to("stance-supports")
            self.keys.press_until(K.Key_Right, lambda: self.keys.focus.objectName() == f"stance-{moment.stance.value}")
            self.keys.tab_to("fileNow")
        self.keys.press(K.Key_Return)

    def search(self, found: Found) -> None:
        """Find words in the whole portfolio, and go to the first place."""
        rows = self.screen.searching.popup.model
        self.keys.press((K.Key_F, CTRL | SHIFT), found.words)
        self.keys.until(lambda: any(row.kind is RowKind.HIT for row in rows.rows))
        self.keys.press(K.Key_Return)
        self.keys.until(lambda: self.screen.stage.selected() is not None)
        assert self.screen.left_off.item == told.item_of(self.screen, found.file).id

    def judge(self, stance: Stance) -> None:
        """Say with the arrow keys that it contradicts, or raises a question; back to the note."""
        self.keys.tab_to("stance-supports", back=True)
        self.keys.press_until(K.Key_Right, lambda: self.keys.focus.objectName() == f"stance-{stance.value}")
        self.keys.tab_to("filingNote")

    def also_for(self, criterion: str) -> None:
        """Tick a second criterion in the menu; back to the note."""
        self.keys.tab_to("alsoFor")
        self.keys.press(K.Key_Space)
        menu = self.keys.focus
        assert isinstance(menu, QMenu)
        self.keys.press_until(K.Key_Down, lambda: (menu.activeAction() or menu.actions()[0]).data() == criterion)
        self.keys.press(K.Key_Space, K.Key_Escape)
        self.keys.tab_to("filingNote", back=True)

    def write(self, criterion: str, *, from_bank: bool) -> None:
        """Write strength and next step; Tab goes from one to the other."""
        self.criterion(criterion)
        panel = self.screen.panel
        self.keys.press("c", told.STRENGTH)
        if not from_bank:
            self.keys.press_until(K.Key_Tab, panel.next_step.writing.hasFocus)
            self.keys.press(told.NEXT_STEP)
        else:
            self.into_item()
            self.keys.press("/")
            offers = self.screen.findChild(QListWidget, "bankList")
            assert offers is not None
            self.keys.press_until(
                K.Key_Down, lambda: not offers.currentItem().data(Qt.ItemDataRole.UserRole).is_strength
            )
            self.keys.press(K.Key_Return)
            assert panel.next_step.writing.hasFocus()
            self.fill_slots()
        self.into_item()

    def fill_slots(self) -> None:
        """Write over what the bank leaves open; the first slot is selected already."""
        writing = self.screen.panel.next_step.writing
        while "{" in writing.toPlainText():
            if not writing.textCursor().hasSelection():
                self.keys.press((K.Key_Home, CTRL))
                self.keys.press_until(
                    K.Key_Right, lambda: writing.toPlainText()[writing.textCursor().position()] == "{"
                )
                self.keys.press_until((K.Key_Right, SHIFT), lambda: writing.textCursor().selectedText().endswith("}"))
            self.keys.press("the minutes of the meeting")


def take_in(keys: Keyboard, dialogs: PlayedDialogs) -> None:
    """Take the portfolio in on Today, declare no conflict, open the first item."""
    running = keys.running
    dialogs.files.append(SAMPLES / "KITE-37")
    keys.until(running.window.isActiveWindow)
    keys.press((K.Key_O, CTRL))
    wait_for_jobs(keys.qtbot, running)
    keys.press("/", "KITE-37", K.Key_Return, K.Key_Return)
    assert running.window.current.objectName() == "portfolio"
    keys.press(K.Key_Return)
    assert keys.focus.objectName() == "item-0"
    keys.press(K.Key_Return)
    keys.until(lambda: running.window.current.objectName() == "score")


@pytest.mark.parametrize(
    "taken", [pytest.param(told.BRIEF, id="briefly"), pytest.param(told.STEPS, id="whole", marks=pytest.mark.slow)]
)
def test_by_keyboard(
    qtbot: QtBot, opened: Callable[[], Running], dialogs: PlayedDialogs, taken: dict[str, tuple[Step, ...]]
) -> None:
    running = opened()
    keys = Keyboard(qtbot, running)
    take_in(keys, dialogs)
    assessor = Assessor(keys)
    screen = assessor.screen
    for criterion, steps in taken.items():
        assessor.criterion(criterion)
        for step in steps:
            assessor.take(step)
        keys.press(str(told.LEVELS[criterion]))
    assert screen.view is not None
    marks = {each.id: screen.view.assessment.mark(each.id) for each in screen.view.rubric.criteria}
    assert marks == {name: LevelGiven(Fraction(level)) for name, level in told.LEVELS.items()}
    told.check_filed(screen, taken)
    move_an_edge(assessor)
    remove_and_undo(assessor)
    look_beside(assessor)
    for name in told.BELOW:
        assessor.write(name, from_bank=name == "T7")
    check_coverage(assessor)
    sign(keys)
    told.check_all_found(screen, find_all_again(assessor))


def move_an_edge(assessor: Assessor) -> None:
    """Choose a mark on the page with F8, and make it wider."""
    keys, screen = assessor.keys, assessor.screen
    assessor.open(told.TICKETS)
    keys.press(K.Key_F8)
    before = next(note for note in told.filed(screen) if note.id == screen.desk.pane.editor.annotation_id)
    keys.press((K.Key_Right, CTRL | SHIFT), (K.Key_Down, CTRL | SHIFT))

    def after() -> PageRegion:
        note = screen.annotation(before.id)
        assert note is not None
        assert isinstance(note.anchor, PageRegion)
        return note.anchor

    keys.until(lambda: after() != before.anchor)
    assert isinstance(before.anchor, PageRegion)
    assert after().rect.left == before.anchor.rect.left
    assert after().rect.right > before.anchor.rect.right
    assert after().rect.bottom > before.anchor.rect.bottom
    keys.press(K.Key_Escape)


def remove_and_undo(assessor: Assessor) -> None:
    """Take the first piece of a criterion out, and have it back."""
    keys, screen = assessor.keys, assessor.screen
    assessor.criterion("T2")
    before = told.filed(screen)
    keys.pane_to("filed")
    keys.press(K.Key_Home, K.Key_Delete)
    keys.until(lambda: len(told.filed(screen)) == len(before) - 1)
    keys.press((K.Key_Z, CTRL))
    keys.until(lambda: len(told.filed(screen)) == len(before))
    assert {note.id for note in told.filed(screen)} == {note.id for note in before}
    assessor.into_item()


def look_beside(assessor: Assessor) -> None:
    """See two items at once, each as it is chosen, then one again."""
    keys, screen = assessor.keys, assessor.screen
    assessor.open(told.POSTER)
    keys.press((K.Key_B, CTRL), (K.Key_E, CTRL))
    assert screen.desk.shown_layout == TWO
    keys.until(lambda: screen.desk.pane.number == 1)
    assessor.open(told.BESIDE)
    first, second = screen.desk.panes
    keys.until(lambda: bool(first.stage.looked_at()) and bool(second.stage.looked_at()))
    assert [pane.stage.item.file_name for pane in (first, second) if pane.stage.item] == [told.POSTER, told.BESIDE]
    keys.press((K.Key_B, CTRL))
    assert screen.desk.shown_layout == SIDE
    assessor.into_item()


def check_coverage(assessor: Assessor) -> None:
    """Rest on a page until it counts as seen, go on, and find that in the list."""
    keys, screen = assessor.keys, assessor.screen
    assessor.open(told.LETTER)
    looks: list[int] = []
    screen.coverage.timer.timeout.connect(lambda: looks.append(1))
    keys.until(lambda: len(looks) >= 3)
    assessor.open(told.PLAN)
    assert screen.view is not None
    letter = told.item_of(screen, told.LETTER)
    rows = [screen.evidence.model.index(place).data(EvidenceItems.RowRole) for place in range(len(screen.view.items))]
    seen = next(row.seen for row in rows if row.item.id == letter.id)
    assert seen is not None
    assert seen.seen.count >= 1
    assert seen == coverage_of(screen.tools.session.workspace, screen.view.assessment.id)[letter.id]


def sign(keys: Keyboard) -> None:
    """Finalise, write the summary, sign, and verify what was signed."""
    running = keys.running
    keys.press((K.Key_Return, CTRL))
    finalise = running.window.current
    assert isinstance(finalise, FinaliseScreen)
    wait_for_jobs(keys.qtbot, running)
    keys.press_until(K.Key_Tab, finalise.ready.summary.writing.hasFocus)
    keys.press(told.SUMMARY)
    line = find(finalise.signing, "passphrase").focusProxy()
    assert line is not None
    keys.press_until(K.Key_Tab, line.hasFocus)
    keys.press(PASSPHRASE, K.Key_Return)
    wait_for_jobs(keys.qtbot, running, 60)
    assert finalise.view is not None
    assert finalise.view.assessment.state is AssessmentState.SIGNED
    assert finalise.view.assessment.summary == told.SUMMARY
    told.check_signed(finalise)
    keys.until(lambda: any(each.isVisible() for each in finalise.findChildren(QWidget, "verify-feedback")))
    keys.tab_to("verify-feedback")
    keys.press(K.Key_Return)
    wait_for_jobs(keys.qtbot, running)
    told.check_genuine(running)
    keys.press((K.Key_3, CTRL))
    assert running.window.current.objectName() == "score"


def find_all_again(assessor: Assessor) -> list[float]:
    """Choose every piece in the list of its criterion and land at its place; return how long each took (s)."""
    keys, screen = assessor.keys, assessor.screen
    took: dict[str, float] = {}
    for criterion in told.STEPS:
        assessor.criterion(criterion)
        keys.pane_to("filed")
        keys.press(K.Key_Home)
        assert screen.view is not None
        for _piece in screen.view.assessment.evidence_for(criterion):
            note = screen.annotation(screen.panel.filed.current_id())
            assert note is not None
            began = perf_counter()
            keys.press(K.Key_Return)
            keys.until(lambda note=note: told.at(screen, note))  # type: ignore[misc]
            took.setdefault(note.id, perf_counter() - began)
            keys.press(K.Key_Down)
    return list(took.values())
