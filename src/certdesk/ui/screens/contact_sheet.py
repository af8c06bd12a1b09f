"""The contact sheet: every evidence item as a card; the arrow keys go from card to card."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QImage, QKeyEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from certdesk.core.coverage import ItemCoverage
from certdesk.core.portfolio import EvidenceItem
from certdesk.ui.screens.item_card import ItemCard
from certdesk.ui.theme.source import ThemeSource
from certdesk.ui.widgets.emptying import empty
from certdesk.ui.widgets.flow import GridFlow
from certdesk.ui.widgets.kept_keys import MOVES, OPENS, keeps_key
from certdesk.ui.widgets.scrolling import scrolling

_CARD_WIDTH, _GAP = 200, 12


class ContactSheet(QWidget):
    """``opened(item id)`` when somebody chooses a card."""

    opened = Signal(str)

    def __init__(self, theme: ThemeSource) -> None:
        super().__init__()
        self._theme = theme
        self._cards: dict[str, ItemCard] = {}
        self._holder = CardHolder()
        self._grid = GridFlow(theme.px(_CARD_WIDTH), _GAP)
        self._holder.setLayout(self._grid)
        self._holder.moved.connect(self._move)
        self._area = scrolling(self._holder)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._area)

    def show_items(self, items: tuple[EvidenceItem, ...]) -> None:
        """Show these items in place of the ones before; cards of the same items stay, with their pictures."""
        if list(self._cards) == [item.id for item in items]:
            return
        self._cards.clear()
        empty(self._grid)
        for item in items:
            made = ItemCard(self._theme, item)
            made.opened.connect(self.opened)
            self._grid.addWidget(made)
            self._cards[item.id] = made

    def show_picture(self, item_id: str, image: QImage) -> None:
        """Show the picture of an item that has arrived."""
        if card := self._cards.get(item_id):
            card.show_picture(image)

    def in_sight(self, item_id: str) -> bool:
        """Whether any of a card is on screen."""
        card = self._cards.get(item_id)
        return card is not None and card.isVisible() and not card.visibleRegion().isEmpty()

    def show_closed(self, closed: Mapping[str, str]) -> None:
        """Show which items nobody may look at (by id), and why."""
        for item_id, card in self._cards.items():
            card.show_closed(closed.get(item_id, ""))

    def show_seen(self, seen: Mapping[str, ItemCoverage]) -> None:
        """Show how much of each item was on screen."""
        for item_id, card in self._cards.items():
            card.show_seen(seen.get(item_id))

    def focus(self) -> None:
        """Give the keyboard to the first card."""
        for card in list(self._cards.values())[:1]:
            card.setFocus(Qt.FocusReason.OtherFocusReason)

    def _move(self, across: int, down: int) -> None:
        cards = list(self._cards.values())
        here = next((place for place, card in enumerate(cards) if card.hasFocus()), None)
        if here is None:
            return
        columns = self._grid.columns(self._holder.width())
        wanted = here + across + down * columns
        if 0 <= wanted < len(cards):
            cards[wanted].setFocus(Qt.FocusReason.TabFocusReason)
            self._area.ensureWidgetVisible(cards[wanted], 0, _GAP)


class CardHolder(QWidget):
    """What the cards lie on; hears the arrow keys that a card leaves to others."""

    moved = Signal(int, int)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go to the neighbour, mirrored where the language runs from right to left."""
        ahead = -1 if self.layoutDirection() == Qt.LayoutDirection.RightToLeft else 1
        steps = {
            Qt.Key.Key_Left: (-ahead, 0),
            Qt.Key.Key_Right: (ahead, 0),
            Qt.Key.Key_Up: (0, -1),
            Qt.Key.Key_Down: (0, 1),
        }
        if step := steps.get(Qt.Key(event.key())):
            self.moved.emit(*step)
        else:
            super().keyPressEvent(event)

    def event(self, event: QEvent) -> bool:
        """Keep the arrow keys and Enter from the shortcuts."""
        return keeps_key(event, MOVES | OPENS) or super().event(event)
