"""The comment bank: ready-made words for a criterion and level, found by typing, to be made one's own."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import (
    QEvent,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QPoint,
    QPointF,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QFrame,
    QListWidget,
    QListWidgetItem,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from certdesk.core.words import _
from certdesk.ui.screens.score.bank_texts import Offer
from certdesk.ui.theme import paint
from certdesk.ui.theme.source import ThemeSource
from certdesk.ui.widgets.labels import label
from certdesk.ui.widgets.paragraph import Wrapped, wrap
from certdesk.ui.widgets.search_field import SearchField

_WIDTH, _HEIGHT, _SIDE, _AIR, _HEADING = 460, 380, 10, 6, 26
_OFFER = int(Qt.ItemDataRole.UserRole)
_MOVES = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}
Index = QModelIndex | QPersistentModelIndex


@dataclass(frozen=True, slots=True)
class _Group:
    heading: str
    offers: tuple[Offer, ...]


class BankPopup(QFrame):
    """Type to find, arrows to choose, Enter to take: ``taken(Offer)``. Esc or a click elsewhere closes it."""

    taken = Signal(object)

    def __init__(self, theme: ThemeSource, parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self.setObjectName("bankPopup")
        self.setProperty("surface", "floating")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._theme = theme
        self._offers: tuple[Offer, ...] = ()
        self._typed = SearchField(theme, _("Find words in the bank"))
        self._typed.setObjectName("bankTyped")
        self._typed.textChanged.connect(self._filter)
        self._typed.installEventFilter(self)
        self._list = QListWidget()
        self._list.setObjectName("bankList")
        self._list.setAccessibleName(_("Comment bank"))
        self._list.setProperty("ground", "none")
        self._list.setFrameShape(QFrame.Shape.NoFrame)
        self._list.setItemDelegate(OfferDelegate(theme, self._list))
        self._list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._list.setMouseTracking(True)
        self._list.setResizeMode(QListWidget.ResizeMode.Adjust)
        self._list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._list.setVerticalScrollMode(QListWidget.ScrollMode.ScrollPerPixel)
        self._list.itemClicked.connect(self._take)
        self._nothing = label("", "body", "text2")
        self._nothing.setContentsMargins(8, 8, 8, 8)
        column = QVBoxLayout(self)
        column.setContentsMargins(8, 8, 8, 8)
        column.setSpacing(6)
        column.addWidget(self._typed)
        column.addWidget(self._list, 1)
        column.addWidget(self._nothing, 1, Qt.AlignmentFlag.AlignTop)

    def open_above(self, target: QWidget, offers: tuple[Offer, ...]) -> None:
        """Show what the bank offers, over ``target`` and inside its window."""
        self._offers = offers
        self._typed.clear()
        self._filter("")
        window = target.window().frameGeometry()
        width = min(self._theme.px(_WIDTH), window.width() - 32)
        size = QSize(width, min(self._wanted_height(width), self._theme.px(_HEIGHT), window.height() - 32))
        corner = target.mapToGlobal(QPoint(target.width() - size.width(), -size.height() - 4))
        left = min(max(corner.x(), window.left() + 16), window.right() - size.width() - 16)
        self.setGeometry(left, max(corner.y(), window.top() + 16), size.width(), size.height())
        self.show()
        self._typed.setFocus(Qt.FocusReason.PopupFocusReason)

    def _wanted_height(self, width: int) -> int:
        """Return the height at which everything that is offered can be seen."""
        self.resize(width, self.height())
        if (layout := self.layout()) is not None:
            layout.activate()
        rows = sum(self._list.sizeHintForRow(row) for row in range(self._list.count()))
        return max(rows, self._theme.px(60)) + self._typed.sizeHint().height() + 30

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Let arrows move in the list and Enter take, while the words are typed."""
        if watched is self._typed and isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            key = Qt.Key(event.key())
            if key in _MOVES:
                self._step(_MOVES[key])
                return True
            if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                self._take(self._list.currentItem())
                return True
        return super().eventFilter(watched, event)

    def _filter(self, typed: str) -> None:
        wanted = typed.casefold().split()
        found = [offer for offer in self._offers if all(word in offer.text.casefold() for word in wanted)]
        groups = (
            _Group(_("Strength"), tuple(offer for offer in found if offer.is_strength)),
            _Group(_("Next step"), tuple(offer for offer in found if not offer.is_strength)),
        )
        self._list.clear()
        for group in groups:
            if group.offers:
                heading = QListWidgetItem(group.heading)
                heading.setFlags(Qt.ItemFlag.NoItemFlags)
                self._list.addItem(heading)
            for offer in group.offers:
                item = QListWidgetItem(offer.text)
                item.setData(_OFFER, offer)
                self._list.addItem(item)
        self._list.setVisible(bool(found))
        self._nothing.setVisible(not found)
        text = _("Nothing in the bank holds “{typed}”.").format(typed=typed.strip())
        self._nothing.setText(text if self._offers else _("The bank has nothing for this criterion and level."))
        self._step(1)

    def _step(self, by: int) -> None:
        rows = [row for row in range(self._list.count()) if self._list.item(row).data(_OFFER)]
        if rows:
            here = self._list.currentRow()
            place = rows.index(here) + by if here in rows else 0
            self._list.setCurrentRow(rows[place % len(rows)])
            if place % len(rows) == 0:
                self._list.scrollToTop()

    def _take(self, item: QListWidgetItem | None) -> None:
        offer = item.data(_OFFER) if item is not None else None
        if isinstance(offer, Offer):
            self.close()
            self.taken.emit(offer)


class OfferDelegate(QStyledItemDelegate):
    """Draws a heading, or a whole text: words that are to be chosen are never cut."""

    def __init__(self, theme: ThemeSource, view: QListWidget) -> None:
        super().__init__(view)
        self._theme = theme
        self._view = view

    def sizeHint(self, _option: QStyleOptionViewItem, index: Index) -> QSize:
        """Return the height that the text needs at the width of the list."""
        if not index.data(_OFFER):
            return QSize(120, self._theme.px(_HEADING))
        return QSize(120, self._wrapped(index, self._view.viewport().width()).height + 2 * _AIR)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw one row."""
        theme = self._theme.theme
        frame = QRectF(option.rect)
        painter.save()
        painter.setLayoutDirection(option.direction)
        if not index.data(_OFFER):
            painter.setFont(theme.font("small", 600))
            painter.setPen(theme.color("text2"))
            paint.line_of_text(painter, frame.adjusted(_SIDE, 0, -_SIDE, 0), str(index.data()))
            painter.restore()
            return
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        if chosen or option.state & QStyle.StateFlag.State_MouseOver:
            paint.box(painter, frame, 6, fill=theme.color("accent-soft" if chosen else "hover"))
        painter.setPen(theme.color("text"))
        self._wrapped(index, round(frame.width())).draw(painter, QPointF(frame.left() + _SIDE, frame.top() + _AIR))
        painter.restore()

    def _wrapped(self, index: Index, width: int) -> Wrapped:
        theme = self._theme.theme
        return wrap(str(index.data()), theme.font("body"), width - 2 * _SIDE, theme.line_height("body"))
