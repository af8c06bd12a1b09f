"""A whole assessment with the mouse alone; only words are typed, into boxes that were clicked."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from time import perf_counter

import pytest
from PySide6.QtCore import QPoint, QRectF, Qt
from PySide6.QtWidgets import QAbstractItemView, QLineEdit, QListWidget, QScrollArea, QWidget
from pytestqt.qtbot import QtBot

from certdesk.actions.covering import coverage_of
from certdesk.core.annotations import Annotation, TimeSpan
from certdesk.core.assessment import AssessmentState
from certdesk.core.marks import LevelGiven
from certdesk.ui.app import Running
from certdesk.ui.models.evidence_items import EvidenceItems
from certdesk.ui.models.filed_evidence import FiledEvidence
from certdesk.ui.models.found_places import RowKind
from certdesk.ui.screens.finalise import FinaliseScreen
from certdesk.ui.screens.score.desk import SIDE, TWO
from certdesk.ui.viewers.pdf_viewer import PdfViewer
from certdesk.ui.viewers.video_player import VideoPlayer

from . import believable as told
from .believable import Found, Moment, Region, Step, Words
from .conftest import PASSPHRASE, SAMPLES, PlayedDialogs, wait_for_jobs
from .hands import Mouse

pytestmark = pytest.mark.timeout(180)
RIGHT = Qt.MouseButton.RightButton


class Assessor:
    """What somebody does on the Score screen with the mouse."""

    def __init__(self, mouse: Mouse) -> None:
        self.mouse = mouse
        self.screen = told.score_screen(mouse.running)

    def criterion(self, name: str) -> None:
        """Click a criterion in the head."""
        self.mouse.click(f"criterion-{name}")
        assert self.screen.criterion is not None
        assert self.screen.criterion.id == name

    def open(self, file: str) -> None:
        """Click an item of the list."""
        view = self.mouse.named("evidence")
        assert isinstance(view, QAbstractItemView)
        self.mouse.row(view, self.screen.evidence.model.index_of(told.item_of(self.screen, file).id))
        self.mouse.until(lambda: told.in_view(self.screen, file))

    def take(self, step: Step) -> None:
        """Find a place, and file it with a note."""
        count = len(told.filed(self.screen))
        match step:
            case Words():
                self.open(step.file)
                self.drag_over(step.words)
            case Found():
                self.search(step)
            case Region():
                self.open(step.file)
                self.drag_region(step.page)
            case Moment():
                self.open(told.FILM)
                self.watch(step)
        if not isinstance(step, Moment):
            self.mouse.until(lambda: self.screen.stage.selected() is not None)
            self.mouse.type_into("filingNote", step.note)
            if isinstance(step, Words):
                self.mouse.click(f"stance-{step.stance.value}")
            if isinstance(step, Region) and step.also:
                self.mouse.click("alsoFor")
                self.mouse.click_beside(self.mouse.choose(step.also))
            self.mouse.click("fileNow")
        self.mouse.until(lambda: len(told.filed(self.screen)) == count + 1)

    def drag_over(self, words: str) -> None:
        """Search the document, and quote what was found by dragging over it."""
        viewer = self.screen.stage.viewer
        assert isinstance(viewer, PdfViewer)
        self.mouse.click("findOpen")
        field = self.mouse.named("findField")
        assert isinstance(field, QLineEdit)
        self.mouse.type_over(field, words)
        self.mouse.click("findNext")
        self.mouse.until(lambda: bool(viewer.canvas.scene.now))
        self.mouse.click("toolQuote")
        first, *_between = boxes = [
            viewer.canvas.sheet_layout.to_sheet(part.page, part.rect).translated(-viewer.canvas.offset)
            for part in viewer.canvas.scene.now
        ]
        self.mouse.drag(viewer.canvas.viewport(), _in(first, 0.02), _in(boxes[-1], 0.98))
        self.mouse.until(lambda: self.screen.stage.selected() is not None)
        self.mouse.click("findClose")

    def drag_region(self, page: int) -> None:
        """Turn the wheel to the page, and drag a rectangle."""
        canvas = self.screen.stage.viewer.canvas  # type: ignore[union-attr]
        self.mouse.wheel_until(canvas.viewport(), -1, lambda: canvas.page == page)
        if isinstance(self.screen.stage.viewer, PdfViewer):
            self.mouse.click("toolRegion")
        room = QRectF(canvas.viewport().rect())
        self.mouse.drag(canvas.viewport(), _at(room, 0.35, 0.45), _at(room, 0.65, 0.7))

    def watch(self, moment: Moment) -> None:
        """Click the line of time, set in and out, write a note."""
        player = self.player
        self.go_to_second(moment.start)
        if moment.while_playing:
            self.mouse.click("play")
            self.mouse.until(lambda: player.engine.playing and player.engine.position > moment.start * 1000 + 300)
            self.mouse.type_into("note", moment.note)
            assert not player.engine.playing, "typing pauses"
            self.mouse.click("noteSave")
            self.mouse.until(lambda: player.engine.playing)
            self.mouse.click("play")
            return
        self.mouse.click("markIn")
        self.go_to_second(moment.end)
        self.mouse.click("markOut")
        self.mouse.type_into("note", moment.note)
        self.mouse.click(f"stance-{moment.stance.value}")
        self.mouse.click("fileNow")

    def go_to_second(self, second: int) -> None:
        """Click below the line of time, where no label is."""
        line = self.player.timeline
        self.mouse.click(line, QPoint(round(line.reach.x(second * 1000)), line.height() - 4))
        self.mouse.until(lambda: abs(self.player.engine.position - second * 1000) < 500)
        self.mouse.until(lambda: not self.player.still().isNull())

    @property
    def player(self) -> VideoPlayer:
        """The player, which is in front."""
        player = self.screen.stage.player
        assert player is not None
        return player

    def search(self, found: Found) -> None:
        """Find words in the whole portfolio, and click the first place."""
        rows = self.screen.searching.popup.model
        self.mouse.click("findEverywhere")
        self.mouse.type_into("finderTyped", found.words)
        self.mouse.until(lambda: any(row.kind is RowKind.HIT for row in rows.rows))
        view = self.mouse.named("finderList")
        assert isinstance(view, QAbstractItemView)
        first = next(place for place, row in enumerate(rows.rows) if row.kind is RowKind.HIT)
        self.mouse.row(view, rows.index(first))
        self.mouse.until(lambda: self.screen.stage.selected() is not None)
        assert self.screen.left_off.item == told.item_of(self.screen, found.file).id

    def write(self, criterion: str, *, from_bank: bool) -> None:
        """Write strength and next step into their boxes."""
        self.criterion(criterion)
        panel = self.screen.panel
        self.mouse.type_into(self.shown(panel.strength.writing), told.STRENGTH)
        if not from_bank:
            self.mouse.type_into(self.shown(panel.next_step.writing), told.NEXT_STEP)
            return
        self.mouse.click(self.shown(self.mouse.named("bank")))
        offers = self.mouse.named("bankList")
        assert isinstance(offers, QListWidget)
        rows = [offers.item(place) for place in range(offers.count())]
        row = next(
            row for row in rows
            if (offer := row.data(Qt.ItemDataRole.UserRole)) and not offer.is_strength and offer.text.count("{") <= 1
        )  # fmt: skip
        self.mouse.row(offers, offers.indexFromItem(row))
        if "{" in panel.next_step.text():
            self.mouse.qtbot.keyClicks(panel.next_step.writing, "the minutes of the meeting")
        assert panel.next_step.text()
        assert "{" not in panel.next_step.text()

    def shown(self, widget: QWidget) -> QWidget:
        """Turn the wheel over what scrolls until a widget is in view."""
        return into_view(self.mouse, widget)

    def filed_row(self, note: Annotation) -> QPoint:
        """Bring the row of a piece of evidence into view, and return where it is."""
        view = self.screen.panel.filed
        self.shown(view)
        model = view.model()
        places = (model.index(place, 0) for place in range(model.rowCount()))
        index = next(each for each in places if each.data(FiledEvidence.RowRole).id == note.id)
        return self.mouse.row_at(view, index)


def into_view(mouse: Mouse, widget: QWidget) -> QWidget:
    """Turn the wheel over the area that a widget lies in until the middle of it can be clicked."""
    area = widget.parentWidget()
    while area is not None and not isinstance(area, QScrollArea):
        area = area.parentWidget()
    if isinstance(area, QScrollArea):
        room = area.viewport()

        def seen() -> bool:
            return room.rect().contains(widget.mapTo(room, widget.rect().center()))

        down = widget.mapTo(room, widget.rect().center()).y() > room.rect().bottom()
        mouse.wheel_until(room, -1 if down else 1, seen)
    return widget


def take_in(mouse: Mouse, dialogs: PlayedDialogs) -> None:
    """Take the portfolio in on Today, declare no conflict, start."""
    running = mouse.running
    dialogs.files.append(SAMPLES / "KITE-37")
    mouse.until(running.window.isActiveWindow)
    mouse.click("add")
    wait_for_jobs(mouse.qtbot, running)
    table = mouse.named("worklist")
    assert isinstance(table, QAbstractItemView)
    mouse.double_click(table.viewport(), mouse.row_at(table, table.model().index(0, 1)))
    mouse.until(lambda: running.window.current.objectName() == "portfolio")
    mouse.click("open")
    mouse.click("start")
    mouse.until(lambda: running.window.current.objectName() == "score")


@pytest.mark.parametrize(
    "taken", [pytest.param(told.BRIEF, id="briefly"), pytest.param(told.STEPS, id="whole", marks=pytest.mark.slow)]
)
def test_by_mouse(
    qtbot: QtBot, opened: Callable[[], Running], dialogs: PlayedDialogs, taken: dict[str, tuple[Step, ...]]
) -> None:
    running = opened()
    mouse = Mouse(qtbot, running)
    take_in(mouse, dialogs)
    assessor = Assessor(mouse)
    screen = assessor.screen
    for criterion, steps in taken.items():
        assessor.criterion(criterion)
        for step in steps:
            assessor.take(step)
        mouse.click(assessor.shown(mouse.named(f"level-{told.LEVELS[criterion]}")))
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
    sign(mouse)
    told.check_all_found(screen, find_all_again(assessor))


def move_an_edge(assessor: Assessor) -> None:
    """Pull the end of the last moment of the film along the line of time."""
    mouse, screen = assessor.mouse, assessor.screen
    assessor.open(told.FILM)
    moments = [note for note in told.filed(screen) if isinstance(note.anchor, TimeSpan)]
    last = max(moments, key=lambda note: note.anchor.end_ms if isinstance(note.anchor, TimeSpan) else 0)
    assert isinstance(last.anchor, TimeSpan)
    line = assessor.player.timeline
    edge = QPoint(round(line.reach.x(last.anchor.end_ms)), round(line.band.center().y()))
    mouse.drag(line, edge, edge + QPoint(12, 0))

    def after() -> TimeSpan:
        note = screen.annotation(last.id)
        assert note is not None
        assert isinstance(note.anchor, TimeSpan)
        return note.anchor

    mouse.until(lambda: after() != last.anchor)
    assert after().start_ms == last.anchor.start_ms
    assert after().end_ms > last.anchor.end_ms
    assert after().still == last.anchor.still


def remove_and_undo(assessor: Assessor) -> None:
    """Take the first piece of a criterion out with its menu, and have it back with the button at the foot."""
    mouse, screen = assessor.mouse, assessor.screen
    assessor.criterion("T2")
    assert screen.view is not None
    first = screen.view.assessment.evidence_for("T2")[0]
    before = {note.id for note in told.filed(screen)}
    mouse.click(screen.panel.filed.viewport(), assessor.filed_row(first), RIGHT)
    mouse.choose("Remove")
    mouse.until(lambda: len(told.filed(screen)) == len(before) - 1)
    mouse.click("undo")
    mouse.until(lambda: {note.id for note in told.filed(screen)} == before)


def look_beside(assessor: Assessor) -> None:
    """Open an item beside another with its menu, then close it."""
    mouse, screen = assessor.mouse, assessor.screen
    assessor.open(told.POSTER)
    view = mouse.named("evidence")
    assert isinstance(view, QAbstractItemView)
    mouse.row(view, screen.evidence.model.index_of(told.item_of(screen, told.BESIDE).id), RIGHT)
    mouse.choose("Open beside")
    assert screen.desk.shown_layout == TWO
    first, second = screen.desk.panes
    mouse.until(lambda: bool(first.stage.looked_at()) and bool(second.stage.looked_at()))
    assert [pane.stage.item.file_name for pane in (first, second) if pane.stage.item] == [told.POSTER, told.BESIDE]
    close = second.findChild(QWidget, "paneClose")
    assert close is not None
    mouse.click(close)
    assert screen.desk.shown_layout == SIDE


def check_coverage(assessor: Assessor) -> None:
    """Rest on a page until it counts as seen, go on, and find that in the list."""
    mouse, screen = assessor.mouse, assessor.screen
    assessor.open(told.LETTER)
    looks: list[int] = []
    screen.coverage.timer.timeout.connect(lambda: looks.append(1))
    mouse.until(lambda: len(looks) >= 3)
    assessor.open(told.PLAN)
    assert screen.view is not None
    letter = told.item_of(screen, told.LETTER)
    seen = screen.evidence.model.index_of(letter.id).data(EvidenceItems.RowRole).seen
    assert seen is not None
    assert seen.seen.count >= 1
    assert seen == coverage_of(screen.tools.session.workspace, screen.view.assessment.id)[letter.id]


def sign(mouse: Mouse) -> None:
    """Finalise, write the summary, sign, and verify what was signed."""
    running = mouse.running
    mouse.click("finalise")
    finalise = running.window.current
    assert isinstance(finalise, FinaliseScreen)
    wait_for_jobs(mouse.qtbot, running)
    mouse.type_into(into_view(mouse, finalise.ready.summary.writing), told.SUMMARY)
    mouse.type_into(into_view(mouse, mouse.named("passphrase").focusProxy()), PASSPHRASE)
    mouse.click(into_view(mouse, mouse.named("sign")))
    wait_for_jobs(mouse.qtbot, running, 60)
    assert finalise.view is not None
    assert finalise.view.assessment.state is AssessmentState.SIGNED
    assert finalise.view.assessment.summary == told.SUMMARY
    told.check_signed(finalise)
    mouse.until(
        lambda: bool(finalise.findChildren(QWidget, "verify-feedback")) and mouse.named("verify-feedback").isVisible()
    )
    mouse.click(into_view(mouse, mouse.named("verify-feedback")))
    wait_for_jobs(mouse.qtbot, running)
    told.check_genuine(running)
    mouse.click("place-score")
    assert running.window.current.objectName() == "score"


def find_all_again(assessor: Assessor) -> list[float]:
    """Click every piece in the list of its criterion and land at its place; return how long each took (s)."""
    mouse, screen = assessor.mouse, assessor.screen
    took: dict[str, float] = {}
    for criterion in told.STEPS:
        assessor.criterion(criterion)
        assert screen.view is not None
        for note in screen.view.assessment.evidence_for(criterion):
            at = assessor.filed_row(note)
            began = perf_counter()
            mouse.click(screen.panel.filed.viewport(), at)
            mouse.until(lambda note=note: told.at(screen, note))  # type: ignore[misc]
            took.setdefault(note.id, perf_counter() - began)
    return list(took.values())


def _in(box: QRectF, share: float) -> QPoint:
    """Return a point on the middle line of a box."""
    return _at(box, share, 0.5)


def _at(box: QRectF, across: float, down: float) -> QPoint:
    return QPoint(round(box.left() + box.width() * across), round(box.top() + box.height() * down))
