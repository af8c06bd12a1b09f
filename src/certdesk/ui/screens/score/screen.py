"""The Score screen: evidence, what is in view, the criterion, and the foot. The only mediator between them."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QStackedLayout

from certdesk.actions.looking import AssessmentView, look_at_assessment
from certdesk.actions.scoring import mark_criterion
from certdesk.actions.undoing import undo, undo_label
from certdesk.core.annotations import Annotation
from certdesk.core.asked import asked_sentence
from certdesk.core.changes import Change, Kind
from certdesk.core.marks import Mark
from certdesk.core.rubric import Criterion
from certdesk.core.words import _
from certdesk.store.places import add_time
from certdesk.ui.commands import Command
from certdesk.ui.screens.score.commands import score_commands, score_key_map
from certdesk.ui.screens.score.coverage_clock import CoverageClock
from certdesk.ui.screens.score.desk import SIDE, ScoreDesk
from certdesk.ui.screens.score.in_view import criterion_beside, unmarked_after
from certdesk.ui.screens.score.item_menu import ItemDeeds
from certdesk.ui.screens.score.left_off import LeftOff, recall
from certdesk.ui.screens.score.linking import Linking
from certdesk.ui.screens.score.marking import Marking
from certdesk.ui.screens.score.noting import Noting
from certdesk.ui.screens.score.searching import Searching
from certdesk.ui.screens.score.stage_pane import StagePane
from certdesk.ui.screens.score.standing import standing_of
from certdesk.ui.screens.score.unchanged import Unchanged
from certdesk.ui.screens.score.viewing import Viewing
from certdesk.ui.screens.score.wording import Wording
from certdesk.ui.screens.screen import Params, Screen
from certdesk.ui.tools import Tools
from certdesk.ui.viewers.stage import EvidenceStage
from certdesk.ui.widgets.button import button
from certdesk.ui.widgets.empty_state import EmptyState
from certdesk.ui.widgets.key_map import KeyGroup
from certdesk.ui.widgets.notice_bar import Notice

_PLACE_PAUSE_MS, _TIME_STEP_S = 500, 30


class ScoreScreen(Screen):
    """Scores one assessment. Without one it says how to choose.

    What a person can do is in its parts: `Marking` (levels, flags), `Viewing` (items, places), `Noting` (filing,
    changing what was filed), `Wording` (the words to the teacher), `Searching`, `ItemDeeds` (open elsewhere, export).
    """

    def __init__(self, tools: Tools) -> None:
        super().__init__(tools)
        self._view: AssessmentView | None = None
        # Text boxes and viewers still tell what happens to them while they go out of sight; then nobody listens.
        self.in_front = False
        self._left_off = LeftOff()
        self.desk = ScoreDesk(tools)
        self.head, self.foot = self.desk.head, self.desk.foot
        self.evidence, self.panel = self.desk.evidence, self.desk.panel
        self.marking, self.viewing, self.wording = Marking(self), Viewing(self), Wording(self)
        self.linking = Linking(self.desk)
        self.noting, self.searching, self.items = Noting(self), Searching(self), ItemDeeds(self)
        self.coverage, self.unchanged = CoverageClock(self), Unchanged(self)
        self._place_timer = _timer(self, _PLACE_PAUSE_MS, self._remember, repeats=False)
        self._clock = _timer(self, _TIME_STEP_S * 1000, self._count_time, repeats=True)
        self._build()
        self._connect()

    # What the window asks of every screen

    def enter(self, params: Params) -> None:
        """Open ``params["assessment"]`` or the one that was open; ``criterion``, ``item`` and ``focus`` lead on."""
        assessment_id = str(params.get("assessment") or (self._view.assessment.id if self._view else ""))
        if not assessment_id:
            self._layers.setCurrentWidget(self._empty)
            return
        self._view = look_at_assessment(self.tools.session.workspace, assessment_id)
        self._left_off = recall(self.tools.session.workspace, self._view)
        wanted = str(params.get("criterion", ""))
        if wanted in {criterion.id for criterion in self._view.criteria}:
            self._left_off.criterion = wanted
        self._layers.setCurrentWidget(self.desk)
        self.desk.recall()
        self.desk.activate(self._left_off.active)
        if params.get("item"):
            self._left_off.item = str(params["item"])
        self.in_front = True
        self.viewing.show()
        self.refresh(words_too=True)
        self.viewing.show_pictures()
        self._clock.start()
        self.coverage.start()
        self.searching.start()
        self._focus_on(str(params.get("focus", "")))
        if wanted and wanted != self._left_off.criterion:
            self._tell_asked()

    def leave(self) -> None:
        """Write half-typed words down, remember the place, let the video rest."""
        if not self.in_front:
            return
        self._clock.stop()
        self.coverage.stop()
        self.searching.stop()
        self.noting.moving.settle()
        self.noting.let_go()
        self.wording.commit()
        self._remember()
        self.viewing.close()
        self._place_timer.stop()
        self.in_front = False

    def on_changed(self, change: Change) -> None:
        """Look again when this assessment changed."""
        if self._view and self._view.assessment.id in change.subjects:
            self.refresh(words_too=True)
        elif self._view and change.kinds & Kind.CONSENT:
            self.refresh()
            self.viewing.show()
            self.viewing.show_pictures()

    def commands(self) -> tuple[Command, ...]:
        """Return the keys of the screen."""
        return score_commands(self)

    def key_map(self) -> tuple[KeyGroup, ...]:
        """Return the key map, with the keys for levels on one line."""
        return score_key_map(self)

    def notice_aside(self) -> int:
        """Leave the criterion free: what is written to the teacher stands at its foot."""
        return self.panel.width() if self.panel.isVisible() else 0

    def notice_lift(self) -> int:
        """Leave the foot free, which says what is missing and what was saved, and the bars on which one files."""
        bars = [bar for pane in self.desk.panes for bar in (pane.filing, pane.editor) if bar.isVisible()]
        return self.foot.height() + max((max(bar.height(), bar.sizeHint().height()) for bar in bars), default=0)

    def place(self) -> Params:
        """Return the open assessment."""
        return {"assessment": self._view.assessment.id} if self._view else {}

    def undo_scope(self) -> str:
        """Undo is about the open assessment, and half-typed words come first."""
        self.wording.commit()
        return self._view.assessment.id if self._view else ""

    # What commands and parts ask for

    def is_open(self) -> bool:
        """Whether there is something to score."""
        return self._view is not None

    @property
    def view(self) -> AssessmentView | None:
        """The assessment as it is shown."""
        return self._view

    @property
    def left_off(self) -> LeftOff:
        """Where the person is: criterion, items, and places inside items."""
        return self._left_off

    @property
    def stage(self) -> EvidenceStage:
        """The viewer that keys and filing go to."""
        return self.desk.stage

    @property
    def criterion(self) -> Criterion | None:
        """The criterion in front."""
        return self._view.rubric.criterion(self._left_off.criterion) if self._view else None

    def annotation(self, annotation_id: str) -> Annotation | None:
        """Find what was filed."""
        notes = self._view.assessment.annotations if self._view else ()
        return next((note for note in notes if note.id == annotation_id), None)

    def give(self, mark: Mark) -> None:
        """Mark the criterion in front."""
        if self._view and self.criterion:
            self.tools.session.do(mark_criterion, self._view.assessment.id, self.criterion.id, mark)

    def step_criterion(self, by: int) -> None:
        """Go to the next or previous criterion; stops at the ends."""
        if self._view:
            self.go_to_criterion(criterion_beside(self._view, self._left_off.criterion, by))

    def go_to_unmarked(self) -> None:
        """Go to the next criterion without a mark; with none left, finalise."""
        if self._view is None:
            return
        if name := unmarked_after(self._view, self._left_off.criterion):
            self.go_to_criterion(name)
            if self.panel.isVisible():
                self.panel.levels.focus_level()
        else:
            self.finalise()

    def go_to_criterion(self, name: str) -> None:
        """Show another criterion of those that are asked for. Half-typed words are written down for the one left.

        The keyboard does not stay in a box: what is typed next would go to the teacher as words for another criterion.
        """
        if self._view and name not in {criterion.id for criterion in self._view.criteria}:
            self._tell_asked()
            return
        self.wording.commit()
        with_levels = self.panel.holds_keyboard() and name != self._left_off.criterion
        self._left_off.criterion = name
        self.refresh(words_too=True)
        if with_levels:
            self.panel.levels.focus_level()
        self.remember_soon()

    def finalise(self) -> None:
        """Go on to signing."""
        if self._view:
            self.left_for.emit("finalise", {"assessment": self._view.assessment.id})

    def refresh(self, *, words_too: bool = False) -> None:
        """Show the assessment as it is on disk now."""
        if self._view is None:
            return
        workspace = self.tools.session.workspace
        self._view = look_at_assessment(workspace, self._view.assessment.id)
        if self._left_off.criterion not in {criterion.id for criterion in self._view.criteria}:
            # What is asked for came anew with a package while somebody was here.
            self._left_off.criterion = self._view.criteria[0].id
        criterion = self._view.rubric.criterion(self._left_off.criterion)
        self.head.show_view(self._view, criterion.id)
        self.desk.reason.show_assessment(self._view.assessment)
        self.desk.asked.show_asked(self._view.asked)
        beside = [self._left_off.items[pane.number] for pane in self.desk.shown_panes if not pane.active]
        self.evidence.show_view(self._view, self._left_off.item, criterion.id, "".join(beside))
        self.panel.show_view(self._view, criterion)
        if words_too:
            self.wording.show()
        self.viewing.show_marks()
        self.noting.renew()
        label = undo_label(workspace, within=self._view.assessment.id)
        self.foot.show_standing(standing_of(self._view, label))
        self.titled.emit(_("{code} – CertDesk").format(code=self._view.portfolio.code))

    def remember_soon(self) -> None:
        """Remember the place once the person stays there."""
        self._place_timer.start()

    # Inside

    def _build(self) -> None:
        self._empty = EmptyState(self.tools.theme, framed=False)
        self._empty.setObjectName("nothingToScore")
        self._empty.show_empty(
            "score", _("Nothing to score yet"), _("Choose a portfolio on Today. You come back to where you left off.")
        )
        to_today = button(self.tools.theme, _("Go to Today"), kind="primary")
        to_today.clicked.connect(lambda: self.left_for.emit("today", {}))
        self._empty.add_action(to_today)
        self._layers = QStackedLayout(self)
        self._layers.addWidget(self.desk)
        self._layers.addWidget(self._empty)

    def _connect(self) -> None:
        self.head.back_chosen.connect(self._go_back)
        self.head.criterion_chosen.connect(self.go_to_criterion)
        self.head.flag_chosen.connect(self.marking.flag)
        self.head.finalise_chosen.connect(self.finalise)
        self.desk.reason.end_asked.connect(self.marking.end_state)
        self.desk.pane_made.connect(self._connect_pane)
        self.desk.layout_changed.connect(self._on_layout)
        self.desk.active_changed.connect(self._on_active)
        self.evidence.item_chosen.connect(self.viewing.go_to_item)
        self.evidence.menu_asked.connect(self.items.open_menu)
        self.evidence.find_asked.connect(self.searching.open)
        self.evidence.beside_asked.connect(self.viewing.open_beside)
        for part in (self.evidence, self.panel):
            part.annotation_chosen.connect(self.viewing.go_to_annotation)
            part.claim_chosen.connect(self.viewing.go_to_claim)
            part.edit_asked.connect(self.noting.edit)
            part.removal_asked.connect(self.noting.remove)
        self.panel.marked.connect(self.give)
        self.panel.mark_cleared.connect(self.marking.clear)
        self.panel.code_asked.connect(self.marking.ask_code)
        self.wording.connect()
        self.foot.missing_chosen.connect(self._mend)
        self.foot.undo_chosen.connect(self._undo)
        for pane in self.desk.panes:
            self._connect_pane(pane)

    def _connect_pane(self, pane: StagePane) -> None:
        stage = pane.stage
        stage.viewer_changed.connect(self.viewing.tell_keys)
        stage.viewer_changed.connect(self.linking.renew)
        pane.link.toggled.connect(self.linking.want)
        stage.place_changed.connect(self.remember_soon)
        stage.clip_wanted.connect(lambda item_id, _play: self._show_in(pane, item_id))
        stage.menu_asked.connect(self.items.open_menu)
        stage.open_elsewhere_requested.connect(self.items.open_elsewhere)
        pane.item_wanted.connect(lambda item_id: self._show_in(pane, item_id))
        pane.closing_asked.connect(lambda: self._close_pane(pane))
        self.noting.connect(pane)
        for bar in (pane.filing, pane.editor):
            bar.opened.connect(self.lift_changed)

    def _show_in(self, pane: StagePane, item_id: str) -> None:
        self.desk.activate(pane.number)
        self.viewing.go_to_item(item_id)

    def _close_pane(self, pane: StagePane) -> None:
        """Go on with the other one alone."""
        self._remember()
        if pane.number == 0:
            self._left_off.items.reverse()
        self.desk.show_layout(SIDE)

    def _on_layout(self) -> None:
        if self.in_front:
            self.viewing.keep_places()
            self._left_off.active = self.desk.pane.number
            self.viewing.show()
            self.linking.renew()
            self.refresh()

    def _on_active(self, number: int) -> None:
        self._left_off.active = number
        if self.in_front:
            self.refresh()

    def _tell_asked(self) -> None:
        if self._view and self._view.asked:
            self.noticed.emit(Notice(asked_sentence(self._view.asked), "info"))

    def _undo(self) -> None:
        self.tools.session.do(undo, within=self.undo_scope())

    def _mend(self) -> None:
        if self._view and self._view.unmarked:
            self.go_to_unmarked()
        else:
            self.finalise()

    def _focus_on(self, what: str) -> None:
        boxes = {"next_step": self.panel.next_step, "words": self.panel.strength}
        if what in boxes:
            self.desk.show_panel()
            boxes[what].setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self.stage.setFocus(Qt.FocusReason.OtherFocusReason)

    def _go_back(self) -> None:
        if self._view:
            self.left_for.emit("portfolio", {"portfolio": self._view.portfolio.id})

    def _remember(self) -> None:
        if self._view and self.in_front:
            self.viewing.keep_places()
            self._left_off.remember(self.tools.session.workspace, self._view.assessment.id)

    def _count_time(self) -> None:
        """Count only time in which the window is really in front."""
        if self._view and self.isActiveWindow() and self.isVisible():
            add_time(self.tools.session.workspace, self._view.assessment.id, _TIME_STEP_S)


def _timer(screen: ScoreScreen, milliseconds: int, run: Callable[[], None], *, repeats: bool) -> QTimer:
    timer = QTimer(screen)
    timer.setInterval(milliseconds)
    timer.setSingleShot(not repeats)
    timer.timeout.connect(run)
    return timer
