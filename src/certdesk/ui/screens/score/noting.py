"""Filing what is looked at, and changing what was filed: place, criteria, stance, note. Undo takes each step back."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from certdesk.actions import annotating
from certdesk.actions.annotating import Filing
from certdesk.actions.looking import AssessmentView
from certdesk.core.annotations import Anchor, Annotation, Stance, TextQuote, TimeSpan
from certdesk.core.changes import Change
from certdesk.core.words import _
from certdesk.ui.models.filed_evidence import Tag
from certdesk.ui.screens.score.annotation_bar import Edited
from certdesk.ui.screens.score.desk import EVIDENCE
from certdesk.ui.screens.score.filing import EvidenceFiler
from certdesk.ui.screens.score.filing_bar import Offered
from certdesk.ui.screens.score.in_view import numbers_of
from certdesk.ui.screens.score.moving import Moving
from certdesk.ui.screens.score.selecting import offered_place
from certdesk.ui.screens.score.stage_pane import StagePane
from certdesk.ui.widgets.notice_bar import Notice

if TYPE_CHECKING:
    from certdesk.ui.screens.score.screen import ScoreScreen


class Noting:
    """What a person can file and change on a `ScoreScreen`."""

    def __init__(self, screen: ScoreScreen) -> None:
        self._screen = screen
        self._filer = EvidenceFiler(screen.tools)
        self.moving = Moving(screen)

    def connect(self, pane: StagePane) -> None:
        """Listen to a pane."""
        stage, editor = pane.stage, pane.editor
        self._screen.wording.offer_in_notes(pane)
        stage.anchor_changed.connect(partial(self.offer, pane))
        stage.note_written.connect(partial(self._file_note, pane))
        stage.mark_moved.connect(self.moving.move)
        stage.mark_clicked.connect(self.edit)
        pane.filing.filing_asked.connect(partial(self._file_from, pane))
        pane.filing.dismissed.connect(partial(self._dismiss, pane))
        editor.note_written.connect(partial(self._do, annotating.note_on_annotation))
        editor.stance_chosen.connect(partial(self._do, annotating.judge_annotation))
        editor.criterion_added.connect(partial(self._do, annotating.also_for))
        editor.criterion_dropped.connect(partial(self._do, annotating.no_longer_for))
        editor.go_asked.connect(self._screen.viewing.go_to_annotation)
        editor.removal_asked.connect(self.remove)
        editor.closed.connect(partial(self._close_editor, pane))

    def offer(self, pane: StagePane) -> None:
        """Show the filing bar while something is selected in a pane, and only then."""
        screen = self._screen
        anchor = pane.stage.selected()
        if anchor is None or self._is_pointed_at(anchor) or screen.view is None or screen.criterion is None:
            pane.filing.forget()
            return
        pane.editor.forget()
        place, quote = offered_place(anchor, words=pane.stage.words_chosen)
        tag = Tag(screen.criterion.id, numbers_of(screen.view)[screen.criterion.id])
        pane.filing.show_offered(Offered(tag, place, quote), screen.view.criteria)
        pane.leave_note(to_player=isinstance(anchor, TimeSpan))

    def file_here(self) -> None:
        """File what is selected or looked at in the active pane, with what the filing bar says."""
        self._file_from(self._screen.desk.pane)

    def focus_note(self) -> None:
        """Write the note of what is selected, of what is being changed, or of the moment of a film."""
        pane = self._screen.desk.pane
        for note in (pane.filing.note, pane.editor.note):
            if note.isVisible():
                note.setFocus()
                return
        if pane.stage.player:
            pane.stage.player.note.setFocus()

    def edit(self, annotation_id: str) -> None:
        """Show an annotation's place and open it to be changed."""
        screen = self._screen
        note = screen.annotation(annotation_id)
        if note is None or screen.view is None:
            return
        screen.viewing.go_to_annotation(annotation_id)
        self.let_go()
        item = screen.view.item(note.item_id)
        screen.desk.pane.editor.show_edited(_edited(screen.view, note, item.title if item else ""))

    def edit_current(self) -> None:
        """Change what is chosen in a list, or else what was filed last for this criterion."""
        screen = self._screen
        if screen.view is None:
            return
        chosen = screen.panel.filed.current_id() or screen.evidence.marks.current_id()
        notes = screen.view.assessment.evidence_for(screen.left_off.criterion)
        if chosen or notes:
            self.edit(chosen or notes[-1].id)
            screen.desk.pane.editor.note.setFocus()

    def renew(self) -> None:
        """Show what is being changed as it is on disk now; close what is gone."""
        screen = self._screen
        for pane in screen.desk.panes:
            if pane.filing.isVisible():
                self.offer(pane)
            if not pane.editor.annotation_id or screen.view is None:
                continue
            note = screen.annotation(pane.editor.annotation_id)
            item = screen.view.item(note.item_id) if note else None
            if note is None or item is None:
                pane.editor.discard()
            else:
                pane.editor.show_edited(_edited(screen.view, note, item.title))

    def let_go(self) -> None:
        """Close the bars; a half-typed note on something filed is written down."""
        for pane in self._screen.desk.panes:
            pane.filing.forget()
            pane.editor.forget()

    def remove(self, annotation_id: str) -> None:
        """Take evidence out of the file."""
        self._do(annotating.remove_annotation, annotation_id)

    def _is_pointed_at(self, anchor: Anchor) -> bool:
        there = self._screen.viewing.pointed_at
        return isinstance(anchor, TextQuote) and isinstance(there, TextQuote) and anchor.quote == there.quote

    def _file_from(self, pane: StagePane) -> None:
        if pane.stage.player and pane.stage.player.note.draft.strip():
            pane.stage.player.note.finish()  # the note of a moment stands in the player's own box
            return
        filed = self._file(pane, pane.stage.anchor(), pane.filing.note.text().strip())
        if filed:
            focused = pane.filing.isAncestorOf(pane.window().focusWidget() or pane)
            pane.stage.clear_selection()
            pane.filing.forget()
            if focused:
                pane.stage.setFocus()

    def _file_note(self, pane: StagePane, anchor: Anchor, note: str) -> None:
        self._file(pane, anchor, note)
        pane.filing.forget()

    def _file(self, pane: StagePane, anchor: Anchor, note: str) -> bool:
        screen = self._screen
        item = screen.left_off.items[pane.number]
        if screen.view is None or not item:
            return False
        if pane.stage.withheld:
            screen.noticed.emit(Notice(_("Nothing is filed: the file in view is not what was handed in."), "warn"))
            return False
        offered = pane.filing.isVisible()
        also = pane.filing.also if offered else ()
        stance = pane.filing.stance if offered else Stance.SUPPORTS
        filing = Filing(item, anchor, (screen.left_off.criterion, *also), note, stance)
        change = self._filer.file(screen.view.assessment.id, filing, pane.stage)
        if change and screen.desk.shown_layout == EVIDENCE:
            # Elsewhere it appears in the lists and in the foot at once, where nothing is covered by saying it again.
            screen.noticed.emit(Notice(change.label, "ok"))
        if change is not None and not change:
            screen.noticed.emit(Notice(_("That is filed already."), "ok"))
        return change is not None

    def _dismiss(self, pane: StagePane) -> None:
        pane.stage.clear_selection()
        pane.filing.forget()
        pane.stage.setFocus()

    def _close_editor(self, pane: StagePane) -> None:
        pane.editor.discard()
        pane.stage.setFocus()

    def _do(self, action: Callable[..., Change], annotation_id: str, *words: object) -> None:
        if self._screen.view:
            self._screen.tools.session.do(action, self._screen.view.assessment.id, annotation_id, *words)


def _edited(view: AssessmentView, note: Annotation, title: str) -> Edited:
    """Offer the criteria that are asked for, and those that it was filed for before."""
    offered = {criterion.id for criterion in view.criteria} | set(note.criteria)
    return Edited(note, tuple(criterion for criterion in view.rubric.criteria if criterion.id in offered), title)
