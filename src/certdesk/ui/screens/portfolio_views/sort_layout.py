"""How the sort view is laid out: what waits, the slots, and the details beside them."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QFrame, QHBoxLayout, QMenu, QStackedWidget, QVBoxLayout, QWidget

from certdesk.core.words import _
from certdesk.ui.screens.narrow import side_width
from certdesk.ui.screens.portfolio_views.item_side import ItemSide
from certdesk.ui.screens.portfolio_views.people_side import PeopleSide
from certdesk.ui.screens.portfolio_views.sort_tree import SortTree
from certdesk.ui.screens.portfolio_views.writing_side import WritingSide
from certdesk.ui.theme.source import ThemeSource
from certdesk.ui.widgets.button import button
from certdesk.ui.widgets.card import card
from certdesk.ui.widgets.empty_state import EmptyState
from certdesk.ui.widgets.icon_view import IconView
from certdesk.ui.widgets.labels import label
from certdesk.ui.widgets.paragraph import Paragraph
from certdesk.ui.widgets.scrolling import from_the_top
from certdesk.ui.widgets.segment import Choice, Segment

_SIDE, _WAITING, _LEAST = 348, 344, 860
ITEM, WHOSE = "item", "whose"


class SortLayout(QWidget):
    """The frame only: `waiting`, `slots`, `item`, `people`, `writing` and the buttons, for whoever owns it."""

    def __init__(self, theme: ThemeSource) -> None:
        super().__init__()
        self._theme = theme
        self.waiting = SortTree(theme, _("Not sorted yet"), "waiting")
        self.slots = SortTree(theme, _("Slots"), "slots")
        self.item, self.people, self.writing = ItemSide(theme), PeopleSide(theme), WritingSide(theme)
        self.nothing = EmptyState(theme, framed=False)
        self.nothing.show_empty("image", _("Nothing is chosen"), _("Choose an item to see and change what is known."))
        self.standing = Paragraph(theme, role="name")
        self.banner = card(name="changingBanner", tone="warn")
        self._banner_words = Paragraph(theme)
        self.accept_all = button(theme, "", kind="primary", icon="check")
        self.accept_all.setObjectName("acceptAll")
        self.add = button(theme, _("Add"), icon="plus")
        self.add.set_icon("plus", trailing="chevron_down")
        self.add.setObjectName("addEvidence")
        self.add_menu = QMenu(self.add)
        self.which = Segment(theme, (Choice(ITEM, _("Item")), Choice(WHOSE, _("Whose it is"))), ITEM)
        self.which.setObjectName("sideOf")
        self._pages = QStackedWidget()
        self._side = QFrame()
        self._side.setProperty("surface", "panel")
        self._trees = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._head = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._build()
        self.which.chosen.connect(self.show_side)
        theme.changed.connect(self._fit)

    def show_banner(self, words: str) -> None:
        """Say what can't be changed any more; "" where everything can be."""
        self._banner_words.show_text(words)
        self.banner.setVisible(bool(words))

    def show_side(self, which: str) -> None:
        """Show the details of the item, or whose portfolio it is."""
        self.which.set_current(which)
        self._pages.setCurrentIndex(1 if which == WHOSE else 0)

    def show_item(self, *, any_chosen: bool) -> None:
        """Show the fields of what is chosen, or that nothing is."""
        self._item_page.setCurrentIndex(1 if any_chosen else 0)

    def show_writing(self, *, on: bool) -> None:
        """Show where a note or links are written, or the details again."""
        self.which.setEnabled(not on)
        self._pages.setCurrentIndex(2 if on else 1 if self.which.current() == WHOSE else 0)

    @property
    def is_writing(self) -> bool:
        """Whether a note or links are written."""
        return self._pages.currentIndex() == 2

    def side_width(self) -> int:
        """Return the width of the side in px."""
        return self._side.width()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Let the side give way; what waits stands above the slots where there is no room beside them."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        theme = self._theme
        self._side.setFixedWidth(side_width(theme, _SIDE, self.width()))
        narrow = self.width() - self._side.width() < theme.px(_LEAST) * 0.75
        direction = QBoxLayout.Direction.TopToBottom if narrow else QBoxLayout.Direction.LeftToRight
        self._trees.setDirection(direction)
        self._head.setDirection(direction)
        self._head.setAlignment(self.standing, Qt.AlignmentFlag(0) if narrow else Qt.AlignmentFlag.AlignVCenter)
        self._waiting_card.setMaximumWidth(16_777_215 if narrow else theme.px(_WAITING))
        self._waiting_card.setMinimumWidth(0 if narrow else theme.px(_WAITING))
        self._trees.setStretch(0, 2 if narrow else 0)
        self._trees.setStretch(1, 3 if narrow else 1)

    def _build(self) -> None:
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        buttons.addStretch(1)
        buttons.addWidget(self.accept_all)
        buttons.addWidget(self.add)
        head = self._head
        head.setSpacing(8)
        head.addWidget(self.standing, 1, Qt.AlignmentFlag.AlignVCenter)
        head.addLayout(buttons)
        told = QHBoxLayout()
        told.setSpacing(10)
        told.addWidget(IconView(self._theme, "lock", "warn", 18), 0, Qt.AlignmentFlag.AlignTop)
        told.addWidget(self._banner_words, 1)
        self.banner.body.addLayout(told)
        self._waiting_card = card(name="waitingCard")
        slots_card = card(name="slotsCard")
        for holder, tree in ((self._waiting_card, self.waiting), (slots_card, self.slots)):
            holder.set_flush()
            holder.body.setContentsMargins(2, 0, 2, 6)
            holder.body.addWidget(tree)
        self._trees.setSpacing(16)
        self._trees.addWidget(self._waiting_card)
        self._trees.addWidget(slots_card, 1)
        left = QVBoxLayout()
        left.setContentsMargins(0, 10, 0, 16)
        left.setSpacing(10)
        left.addLayout(head)
        left.addWidget(self.banner)
        left.addLayout(self._trees, 1)
        self._item_page = QStackedWidget()
        for part in (self.nothing, self.item):
            self._item_page.addWidget(from_the_top(part) if part is self.item else part)
        for page in (self._item_page, from_the_top(self.people), from_the_top(self.writing)):
            self._pages.addWidget(page)
        side = QVBoxLayout(self._side)
        side.setContentsMargins(0, 12, 0, 0)
        side.setSpacing(4)
        which = QHBoxLayout()
        which.setContentsMargins(16, 0, 16, 0)
        which.addWidget(self.which)
        which.addWidget(label("", "small"), 1)
        side.addLayout(which)
        side.addWidget(self._pages, 1)
        row = QHBoxLayout(self)
        row.setContentsMargins(24, 0, 0, 0)
        row.setSpacing(16)
        row.addLayout(left, 1)
        row.addWidget(self._side)
