"""The worked examples as cards side by side, a page at a time."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from certdesk.core.editing_examples import CheckedExample
from certdesk.core.rubric import Rubric
from certdesk.ui.screens.rubrics.examples_card import WIDTH, ExampleCard
from certdesk.ui.theme.source import ThemeSource

_GAP = 8


class ExamplesStrip(QWidget):
    """As many cards as there is room for. ``opened(place)`` and ``menu_asked(place)`` say which card is meant."""

    opened = Signal(int)
    menu_asked = Signal(int)
    turned = Signal()

    def __init__(self, theme: ThemeSource) -> None:
        super().__init__()
        self._theme = theme
        self._cards: list[ExampleCard] = []
        self._first = 0
        self.setObjectName("examplesStrip")
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        theme.changed.connect(self._arrange)

    @property
    def cards(self) -> tuple[ExampleCard, ...]:
        """All cards, also those on other pages."""
        return tuple(self._cards)

    @property
    def can_turn(self) -> tuple[bool, bool]:
        """Whether there are cards before and after those that are shown."""
        return self._first > 0, self._first + self._fits() < len(self._cards)

    def show_examples(self, rubric: Rubric, checked: tuple[CheckedExample, ...]) -> None:
        """Show examples; the page and the keyboard stay where they are."""
        while len(self._cards) > len(checked):
            gone = self._cards.pop()
            gone.hide()
            gone.deleteLater()
        while len(self._cards) < len(checked):
            self._cards.append(self._new_card(len(self._cards)))
        for card, each in zip(self._cards, checked, strict=True):
            card.show_example(rubric, each)
        self._first = min(self._first, max(0, len(self._cards) - self._fits()))
        self._arrange()

    def turn(self, step: int) -> None:
        """Show the next page or the one before."""
        self._first = min(max(self._first + step * self._fits(), 0), max(0, len(self._cards) - self._fits()))
        self._arrange()

    def bring(self, place: int) -> None:
        """Show a card and give it the keyboard."""
        if not self._cards:
            return
        place = min(max(place, 0), len(self._cards) - 1)
        if place < self._first:
            self._first = place
        elif place >= self._first + self._fits():
            self._first = place - self._fits() + 1
        self._arrange()
        self._cards[place].setFocus(Qt.FocusReason.OtherFocusReason)

    def sizeHint(self) -> QSize:
        """Return the size of one card and the height that the tallest shown needs."""
        return QSize(self._theme.px(WIDTH), self._height())

    def minimumSizeHint(self) -> QSize:
        """Return the smallest size: one card."""
        return QSize(self._theme.px(180), self._height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put as many cards side by side as fit."""
        super().resizeEvent(event)
        self._first = min(self._first, max(0, len(self._cards) - self._fits()))
        self._arrange()

    def _new_card(self, place: int) -> ExampleCard:
        card = ExampleCard(self._theme)
        card.setParent(self)
        card.setObjectName(f"example-{place}")
        card.clicked.connect(lambda: self.opened.emit(place))
        card.left.connect(lambda step: self.bring(place + step))
        card.menu_asked.connect(lambda: self.menu_asked.emit(place))
        return card

    def _fits(self) -> int:
        return max(1, (self.width() + _GAP) // (self._theme.px(WIDTH) - 16 + _GAP))

    def _card_width(self) -> int:
        fits = self._fits()
        shared = (self.width() - _GAP * (fits - 1)) // fits
        return min(shared, self._theme.px(WIDTH + 60)) if len(self._cards) < fits else shared

    def _height(self) -> int:
        shown = self._cards[self._first : self._first + self._fits()]
        return max((card.wanted_height(self._card_width()) for card in shown), default=0)

    def _arrange(self) -> None:
        width, height = self._card_width(), self._height()
        turned = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        for place, card in enumerate(self._cards):
            n = place - self._first
            shown = 0 <= n < self._fits()
            if shown:
                left = n * (width + _GAP)
                card.setGeometry(self.width() - left - width if turned else left, 0, width, height)
            card.setVisible(shown)
        self.updateGeometry()
        self.turned.emit()
