"""The Score screen: evidence, the item in view, the criterion, and the foot. The only mediator between them."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QStackedLayout

from certdesk import shipped
from certdesk.actions.annotating import Filing, remove_annotation
from certdesk.actions.catalogues import comment_bank
from certdesk.actions.looking import AssessmentView, look_at_assessment
from certdesk.actions.scoring import mark_criterion
from certdesk.actions.undoing import undo, undo_label
from certdesk.core.annotations import Anchor
from certdesk.core.changes import Change
from certdesk.core.marks import Mark
from certdesk.core.rubric import Criterion
from certdesk.core.words import _
from certdesk.store.places import add_time
from certdesk.ui.commands import Command
from certdesk.ui.screens.score.bank import BankPopup
from certdesk.ui.screens.score.bank_texts import Offer, first_slot, offers_for
from certdesk.ui.screens.score.commands import score_commands, score_key_map
from certdesk.ui.screens.score.criterion_panel import FIELDS
from certdesk.ui.screens.score.desk import EVIDENCE, ScoreDesk
from certdesk.ui.screens.score.filing import EvidenceFiler
from certdesk.ui.screens.score.in_view import criterion_beside, item_beside, media_marks, unmarked_after, viewed_item
from certdesk.ui.screens.score.left_off import LeftOff, recall
from certdesk.ui.screens.score.marking import Marking
from certdesk.ui.screens.score.standing import standing_of
from certdesk.ui.screens.score.words_keeper import WordsKeeper
from certdesk.ui.screens.screen import Params, Screen
from certdesk.ui.screens.single_keys import single_keys
from certdesk.ui.tools import Tools
from certdesk.ui.widgets.button import button
from certdesk.ui.widgets.empty_state import EmptyState
from certdesk.ui.widgets.key_map import KeyGroup
from certdesk.ui.widgets.notice_bar import Notice

_PLACE_PAUSE_MS, _TIME_STEP_S = 500, 30


class ScoreScreen(Screen):
    """Scores one assessment. Without one it says how to choose."""

    def __init__(self, tools: Tools) -> None:
        super().__init__(tools)
        self._view: AssessmentView | None = None
        # Text boxes and viewers still tell what happens to them while they go out of sight; then nobody listens.
        self._in_front = False
        self._left_off = LeftOff()
        self._keeper = WordsKeeper(tools.session)
        self._bank = comment_bank(shipped.rubrics())
        self.marking = Marking(self)
        self.desk = ScoreDesk(tools)
        self.stage, self.head, self.foot = self.desk.stage, self.desk.head, self.desk.foot
        self.evidence, self.panel = self.desk.evidence, self.desk.panel
        self._filer = EvidenceFiler(tools, self.stage.still)
        self._bank_popup = BankPopup(tools.theme, self)
        self._place_timer = _timer(self, _PLACE_PAUSE_MS, self._remember, repeats=False)
        self._clock = _timer(self, _TIME_STEP_S * 1000, self._count_time, repeats=True)
        self._build()
        self._connect()

    # What the window asks of every screen

    def enter(self, params: Params) -> None:
        """Open ``params["assessment"]`` or the one that was open; ``criterion`` and ``focus`` lead to a place."""
        assessment_id = str(params.get("assessment") or (self._view.assessment.id if self._view else ""))
        if not assessment_id:
            self._layers.setCurrentWidget(self._empty)
            return
        self._view = look_at_assessment(self.tools.session.workspace, assessment_id)
        self._left_off = recall(self.tools.session.workspace, self._view)
        if params.get("criterion"):
            self._left_off.criterion = str(params["criterion"])
        if params.get("item"):
            self._left_off.item = str(params["item"])
        self._layers.setCurrentWidget(self.desk)
        self.desk.recall()
        self._show_item()
        self._tell_keys()
        self._refresh(words_too=True)
        self._clock.start()
        self._in_front = True
        self._focus_on(str(params.get("focus", "")))

    def leave(self) -> None:
        """Write half-typed words down, remember the place, let the video rest."""
        if not self._in_front:
            return
        self._clock.stop()
        self._commit_words()
        self._note_inside()
        self._remember()
        self.stage.close_item()
        self._place_timer.stop()
        self._in_front = False

    def on_changed(self, change: Change) -> None:
        """Look again when this assessment changed."""
        if self._view and self._view.assessment.id in change.subjects:
            self._refresh(words_too=True)

    def commands(self) -> tuple[Command, ...]:
        """Return the keys of the screen."""
        return score_commands(self)

    def key_map(self) -> tuple[KeyGroup, ...]:
        """Return the key map, with the keys for levels on one line."""
        return score_key_map(self)

    def notice_lift(self) -> int:
        """Leave the foot free: it says what is missing and what was saved."""
        return self.foot.height()

    def place(self) -> Params:
        """Return the open assessment."""
        return {"assessment": self._view.assessment.id} if self._view else {}

    def undo_scope(self) -> str:
        """Undo is about the open assessment, and half-typed words come first."""
        self._commit_words()
        return self._view.assessment.id if self._view else ""

    # What commands and widgets ask for

    def is_open(self) -> bool:
        """Whether there is something to score."""
        return self._view is not None

    @property
    def view(self) -> AssessmentView | None:
        """The assessment as it is shown."""
        return self._view

    @property
    def left_off(self) -> LeftOff:
        """Where the person is: criterion, item, and places inside items."""
        return self._left_off

    @property
    def criterion(self) -> Criterion | None:
        """The criterion in front."""
        return self._view.rubric.criterion(self._left_off.criterion) if self._view else None

    def give(self, mark: Mark) -> None:
        """Mark the criterion in front."""
        if self._view and self.criterion:
            self.tools.session.do(mark_criterion, self._view.assessment.id, self.criterion.id, mark)

    def open_bank(self) -> None:
        """Offer ready-made words for this criterion and level."""
        if self._view is None or self.criterion is None:
            return
        self.desk.show_panel()
        offers = offers_for(self._view, self.criterion, self._bank, self._left_off.item)
        self._bank_popup.open_above(self.panel.next_step, offers)

    def take_offer(self, offer: Offer) -> None:
        """Write a text of the bank into its box, with the first slot to fill selected."""
        box = self.panel.strength if offer.is_strength else self.panel.next_step
        box.insert(offer.text, select=first_slot(offer.text))
        box.setFocus(Qt.FocusReason.OtherFocusReason)

    def file_here(self) -> None:
        """File what is being looked at for the criterion in front."""
        self._file(self.stage.anchor(), "")
        self.stage.clear_selection()

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
        else:
            self.finalise()

    def go_to_criterion(self, name: str) -> None:
        """Show another criterion. Half-typed words are written down for the one that is left."""
        self._commit_words()
        self._left_off.criterion = name
        self._refresh(words_too=True)
        self._place_timer.start()

    def step_item(self, by: int) -> None:
        """Show the next or previous evidence item."""
        if self._view and self._view.items:
            self.go_to_item(item_beside(self._view, self._left_off.item, by))

    def go_to_item(self, item_id: str, anchor: Anchor | None = None) -> None:
        """Show an item where it was left, or at ``anchor``."""
        if item_id != self._left_off.item:
            self._note_inside()
            self._left_off.item = item_id
            self._show_item()
            self._refresh()
        if anchor is not None:
            self.stage.go_to(anchor)
        self._place_timer.start()

    def focus_strength(self) -> None:
        """Write the strength."""
        self.desk.show_panel()
        self.panel.strength.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def finalise(self) -> None:
        """Go on to signing."""
        if self._view:
            self.left_for.emit("finalise", {"assessment": self._view.assessment.id})

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
        self.evidence.item_chosen.connect(self.go_to_item)
        for part in (self.evidence, self.panel):
            part.annotation_chosen.connect(self._go_to_annotation)
            part.removal_asked.connect(self._remove)
        self.panel.marked.connect(self.give)
        self.panel.mark_cleared.connect(self.marking.clear)
        self.panel.code_asked.connect(self.marking.ask_code)
        self.panel.bank_asked.connect(self.open_bank)
        self.panel.words_edited.connect(self._keep_words)
        self.panel.words_committed.connect(self._on_words_committed)
        self._bank_popup.taken.connect(self.take_offer)
        self.foot.missing_chosen.connect(self._mend)
        self.foot.undo_chosen.connect(self._undo)
        self.stage.viewer_changed.connect(self._tell_keys)
        self.stage.place_changed.connect(self._place_timer.start)
        self.stage.mark_clicked.connect(self._go_to_annotation)
        self.stage.note_written.connect(self._file)
        self.stage.open_elsewhere_requested.connect(self._save_copy)

    def _refresh(self, *, words_too: bool = False) -> None:
        """Show the assessment as it is on disk now."""
        if self._view is None:
            return
        workspace = self.tools.session.workspace
        self._view = look_at_assessment(workspace, self._view.assessment.id)
        criterion = self._view.rubric.criterion(self._left_off.criterion)
        self.head.show_view(self._view, criterion.id)
        self.desk.reason.show_assessment(self._view.assessment)
        self.evidence.show_view(self._view, self._left_off.item, criterion.id)
        self.panel.show_view(self._view, criterion)
        if words_too:
            self.panel.show_words(*self._keeper.words_of(self._view.assessment, criterion.id))
        self.stage.set_criterion(criterion.id)
        self.stage.set_marks(media_marks(self._view, self._left_off))
        label = undo_label(workspace, within=self._view.assessment.id)
        self.foot.show_standing(standing_of(self._view, label))
        self.titled.emit(_("{code} – CertDesk").format(code=self._view.portfolio.code))

    def _show_item(self) -> None:
        item = self._view.item(self._left_off.item) if self._view else None
        if item is None or self._view is None:
            return
        for row in self._view.items:
            self.tools.thumbnails.request(row, self.evidence.show_picture)
        self.stage.show_item(viewed_item(self.tools.session.workspace, self._view, item, self._left_off))

    def _file(self, anchor: Anchor, note: str) -> None:
        if self._view is None or not self._left_off.item:
            return
        filing = Filing(self._left_off.item, anchor, (self._left_off.criterion,), note)
        change = self._filer.file(self._view.assessment.id, filing)
        if change and self.desk.shown_layout == EVIDENCE:
            # Elsewhere it appears in the lists and in the foot at once, where nothing is covered by saying it again.
            self.noticed.emit(Notice(change.label, "ok"))

    def _save_copy(self, item_id: str) -> None:
        item = self._view.item(item_id) if self._view else None
        if item and (notice := self._filer.save_copy(item)):
            self.noticed.emit(notice)

    def _go_to_annotation(self, annotation_id: str) -> None:
        notes = self._view.assessment.annotations if self._view else ()
        note = next((note for note in notes if note.id == annotation_id), None)
        if note:
            self.go_to_item(note.item_id, note.anchor)

    def _remove(self, annotation_id: str) -> None:
        if self._view:
            self.tools.session.do(remove_annotation, self._view.assessment.id, annotation_id)

    def _keep_words(self, field: str, text: str) -> None:
        if self._view and self._in_front:
            self._keeper.keep(self._view.assessment.id, self._left_off.criterion, field, text)

    def _on_words_committed(self, _field: str, _text: str) -> None:
        self._commit_words()

    def _commit_words(self) -> None:
        if self._view is None or not self._in_front:
            return
        criterion = self._left_off.criterion
        known = dict(zip(FIELDS, self._keeper.words_of(self._view.assessment, criterion), strict=True))
        for field, text in self.panel.words().items():
            # What was typed since the last pause has not been told yet.
            if text != known[field]:
                self._keeper.keep(self._view.assessment.id, criterion, field, text)
        self._keeper.write_down(self._view.assessment)

    def _tell_keys(self) -> None:
        if self.stage.player:
            self.stage.player.set_single_keys(enabled=single_keys(self.tools.session.workspace))

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

    def _note_inside(self) -> None:
        if self._left_off.item:
            self._left_off.inside[self._left_off.item] = self.stage.place()

    def _remember(self) -> None:
        if self._view and self._in_front:
            self._note_inside()
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
