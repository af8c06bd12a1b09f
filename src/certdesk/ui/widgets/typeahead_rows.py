"""Rows of texts to choose from: the whole text, never cut, with a quiet line below that says why it is offered."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QFrame, QListWidget, QListWidgetItem, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from certdesk.ui.theme import paint
from certdesk.ui.theme.source import ThemeSource
from certdesk.ui.widgets.paragraph import Wrapped, wrap

_SIDE, _AIR, _HEADING = 10, 6, 26
VALUE = int(Qt.ItemDataRole.UserRole)
_NOTE = VALUE + 1
_STEPS = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}
Index = QModelIndex | QPersistentModelIndex


@dataclass(frozen=True, slots=True)
class Suggestion:
    """One text that can be taken, a few quiet words about it, and what it stands for; without that it is a heading."""

    words: str
    note: str = ""
    value: object = None


class SuggestionList(QListWidget):
    """Shows suggestions; the keyboard stays where it is, so whoever shows the list moves in it with `step`."""

    def __init__(self, theme: ThemeSource, what: str) -> None:
        super().__init__()
        self._theme = theme
        self.setAccessibleName(what)
        self.setProperty("ground", "none")
        self.setFrameShape(QFrame.Shape.NoFrame)
        self._rows = _Rows(theme, self)
        self.setItemDelegate(self._rows)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setMouseTracking(True)
        self.setResizeMode(QListWidget.ResizeMode.Adjust)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QListWidget.ScrollMode.ScrollPerPixel)

    def show_suggestions(self, suggestions: tuple[Suggestion, ...]) -> None:
        """Show other suggestions and make the first one current."""
        self.clear()
        for one in suggestions:
            item = QListWidgetItem(one.words)
            if one.value is None:
                item.setFlags(Qt.ItemFlag.NoItemFlags)
            else:
                item.setData(VALUE, one.value)
                item.setData(_NOTE, one.note)
                item.setData(Qt.ItemDataRole.AccessibleDescriptionRole, one.note)
            self.addItem(item)
        self.step(1)

    def step(self, by: int) -> None:
        """Make the next or previous suggestion current, round the ends; headings are passed over."""
        rows = [row for row in range(self.count()) if self.item(row).data(VALUE) is not None]
        if not rows:
            return
        here = self.currentRow()
        place = rows.index(here) + by if here in rows else 0
        self.setCurrentRow(rows[place % len(rows)])
        if place % len(rows) == 0:
            self.scrollToTop()

    def step_with(self, key: int) -> bool:
        """Move with an arrow key; False for any other key."""
        by = _STEPS.get(Qt.Key(key))
        if by is not None:
            self.step(by)
        return by is not None

    def current_value(self) -> object:
        """Return what the current suggestion stands for, or None."""
        item = self.currentItem()
        return item.data(VALUE) if item is not None else None

    def wanted_height(self, width: int) -> int:
        """Return the height in px at which every suggestion can be seen when the list is so many px wide."""
        model = self.model()
        return sum(self._rows.height_at(model.index(row, 0), width) for row in range(self.count()))


class _Rows(QStyledItemDelegate):
    """Draws a heading, or a whole text: words that are to be chosen are never cut."""

    def __init__(self, theme: ThemeSource, view: QListWidget) -> None:
        super().__init__(view)
        self._theme = theme
        self._view = view

    def sizeHint(self, _option: QStyleOptionViewItem, index: Index) -> QSize:
        """Return the height that the text needs at the width of the list."""
        return QSize(120, self.height_at(index, self._view.viewport().width()))

    def height_at(self, index: Index, width: int) -> int:
        """Return the height of a row in a list of this width, in px."""
        if index.data(VALUE) is None:
            return self._theme.px(_HEADING)
        note = self._theme.theme.line_height("small") if index.data(_NOTE) else 0
        return self._wrapped(index, width).height + note + 2 * _AIR

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw one row."""
        theme = self._theme.theme
        frame = QRectF(option.rect)
        painter.save()
        painter.setLayoutDirection(option.direction)
        if index.data(VALUE) is None:
            painter.setFont(theme.font("small", 600))
            painter.setPen(theme.color("text2"))
            paint.line_of_text(painter, frame.adjusted(_SIDE, 0, -_SIDE, 0), str(index.data()))
            painter.restore()
            return
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        if chosen or option.state & QStyle.StateFlag.State_MouseOver:
            paint.box(painter, frame, 6, fill=theme.color("accent-soft" if chosen else "hover"))
        painter.setPen(theme.color("text"))
        words = self._wrapped(index, round(frame.width()))
        words.draw(painter, QPointF(frame.left() + _SIDE, frame.top() + _AIR))
        if note := str(index.data(_NOTE) or ""):
            line = frame.adjusted(_SIDE, _AIR + words.height, -_SIDE, -_AIR)
            painter.setFont(theme.font("small"))
            painter.setPen(theme.color("text2"))
            paint.line_of_text(painter, line, note)
        painter.restore()

    def _wrapped(self, index: Index, width: int) -> Wrapped:
        theme = self._theme.theme
        return wrap(str(index.data()), theme.font("body"), width - 2 * _SIDE, theme.line_height("body"))
