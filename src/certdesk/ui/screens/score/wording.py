"""The words to the teacher: half-typed ones are kept, finished ones written down, ready-made ones taken in."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt

from certdesk import shipped
from certdesk.actions.catalogues import comment_bank
from certdesk.ui.screens.score.bank import BankPopup
from certdesk.ui.screens.score.bank_texts import Offer, first_slot, offers_for
from certdesk.ui.screens.score.criterion_panel import FIELDS
from certdesk.ui.screens.score.words_keeper import WordsKeeper

if TYPE_CHECKING:
    from certdesk.ui.screens.score.screen import ScoreScreen


class Wording:
    """What a person can write on a `ScoreScreen`."""

    def __init__(self, screen: ScoreScreen) -> None:
        self._screen = screen
        self._keeper = WordsKeeper(screen.tools.session)
        self._bank = comment_bank(shipped.rubrics())
        self._popup = BankPopup(screen.tools.theme, screen)

    def connect(self) -> None:
        """Listen to the two boxes and to the bank."""
        panel = self._screen.panel
        panel.bank_asked.connect(self.open_bank)
        panel.words_edited.connect(self._keep)
        panel.words_committed.connect(self._on_committed)
        self._popup.taken.connect(self.take)

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
        offers = offers_for(screen.view, screen.criterion, self._bank, screen.left_off.item)
        self._popup.open_above(screen.panel.next_step, offers)

    def take(self, offer: Offer) -> None:
        """Write a text of the bank into its box, with the first slot to fill selected."""
        panel = self._screen.panel
        box = panel.strength if offer.is_strength else panel.next_step
        box.insert(offer.text, select=first_slot(offer.text))
        box.setFocus(Qt.FocusReason.OtherFocusReason)

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

    def _keep(self, field: str, text: str) -> None:
        screen = self._screen
        if screen.view and screen.in_front:
            self._keeper.keep(screen.view.assessment.id, screen.left_off.criterion, field, text)

    def _on_committed(self, _field: str, _text: str) -> None:
        self.commit()
