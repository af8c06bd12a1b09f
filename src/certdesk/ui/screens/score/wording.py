"""The words to the teacher: half-typed ones are kept, finished ones written down, ready-made ones taken in."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt

from certdesk.actions.bank_offers import Box, Offer, Offers, Place, offers_at
from certdesk.actions.looking import AssessmentView
from certdesk.ui.screens.bank.in_boxes import BankInBox
from certdesk.ui.screens.score.bank import BankPopup
from certdesk.ui.screens.score.criterion_panel import FIELDS
from certdesk.ui.screens.score.words_keeper import WordsKeeper

if TYPE_CHECKING:
    from certdesk.ui.screens.score.screen import ScoreScreen
    from certdesk.ui.screens.score.stage_pane import StagePane


class Wording:
    """What a person can write on a `ScoreScreen`."""

    def __init__(self, screen: ScoreScreen) -> None:
        self._screen = screen
        self._keeper = WordsKeeper(screen.tools.session)
        person = screen.tools.session.workspace
        self._popup = BankPopup(screen.tools.theme, screen, lambda: person.person)
        panel = screen.panel
        self._strength = BankInBox(screen.tools, panel.strength, partial(self._where, Box.STRENGTH))
        self._next_step = BankInBox(screen.tools, panel.next_step, partial(self._where, Box.NEXT_STEP))

    def connect(self) -> None:
        """Listen to the two boxes and to the bank."""
        screen = self._screen
        panel = screen.panel
        panel.bank_asked.connect(self.open_bank)
        panel.words_edited.connect(self._keep)
        panel.words_committed.connect(self._on_committed)
        self._popup.taken.connect(self.take)
        self._popup.bank_asked.connect(self._show_bank)
        for box in (self._strength, self._next_step):
            box.noticed.connect(screen.noticed)

    def offer_in_notes(self, pane: StagePane) -> None:
        """Offer ready-made words in the lines for notes of a pane: the report prints those too."""
        for line in (pane.filing.note, pane.editor.note):
            BankInBox(self._screen.tools, line, partial(self._where, Box.COMMENT)).noticed.connect(self._screen.noticed)

    def focus_strength(self) -> None:
        """Write the strength."""
        self._screen.desk.show_panel()
        self._screen.panel.strength.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def open_bank(self) -> None:
        """Offer ready-made words for this criterion and level."""
        screen = self._screen
        if screen.view is None or screen.criterion is None:
            return
        screen.desk.show_panel()
        self._popup.open_above(screen.panel.next_step, self._offers)

    def take(self, offer: Offer) -> None:
        """Write a text of the bank into its box, with the first slot to fill selected."""
        (self._strength if offer.is_strength else self._next_step).take(offer)

    def save_as_mine(self) -> None:
        """Keep the words of the box that somebody writes in, or wrote in last, as their own in the bank."""
        panel = self._screen.panel
        in_next_step = panel.next_step.writing.hasFocus() or not panel.strength.text().strip()
        (self._next_step if in_next_step else self._strength).save_as_mine()

    def show(self) -> None:
        """Show the words of the criterion in front."""
        screen = self._screen
        if screen.view:
            screen.panel.show_words(*self._keeper.words_of(screen.view.assessment, screen.left_off.criterion))

    def commit(self) -> None:
        """Write down what stands in the boxes."""
        screen = self._screen
        if screen.view is None or not screen.in_front:
            return
        criterion = screen.left_off.criterion
        known = dict(zip(FIELDS, self._keeper.words_of(screen.view.assessment, criterion), strict=True))
        for field, text in screen.panel.words().items():
            # What was typed since the last pause has not been told yet.
            if text != known[field]:
                self._keeper.keep(screen.view.assessment.id, criterion, field, text)
        self._keeper.write_down(screen.view.assessment)

    def _where(self, box: Box) -> tuple[AssessmentView, Place] | None:
        screen = self._screen
        if screen.view is None or screen.criterion is None:
            return None
        return screen.view, Place(box, screen.left_off.criterion, screen.left_off.item)

    def _offers(self, others: bool) -> Offers:
        here = self._where(Box.COMMENT)
        if here is None:
            return Offers((), {}, "")
        return offers_at(self._screen.tools.session.workspace, *here, others=others)

    def _show_bank(self) -> None:
        screen = self._screen
        if screen.view is not None:
            found = {"rubric": screen.view.rubric.id, "criterion": screen.left_off.criterion}
            screen.left_for.emit("bank", found)

    def _keep(self, field: str, text: str) -> None:
        screen = self._screen
        if screen.view and screen.in_front:
            self._keeper.keep(screen.view.assessment.id, screen.left_off.criterion, field, text)

    def _on_committed(self, _field: str, _text: str) -> None:
        self.commit()
