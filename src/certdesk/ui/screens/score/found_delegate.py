"""How a found place looks: where it is, and the words around it with what was sought in bold."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRectF, QSize, Qt
from PySide6.QtGui import QFont, QFontMetricsF, QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from certdesk.ui.icons import paint_icon
from certdesk.ui.models.found_places import FoundPlaces, FoundRow, RowKind
from certdesk.ui.screens.score.room import Room
from certdesk.ui.theme import paint
from certdesk.ui.theme.source import ThemeSource

_HEADING, _HIT, _SIDE, _PLACE, _ICON = 28, 26, 8, 62, 16
Index = QModelIndex | QPersistentModelIndex


class FoundDelegate(QStyledItemDelegate):
    """Draws headings, hits and reasons."""

    def __init__(self, theme: ThemeSource) -> None:
        super().__init__()
        self._theme = theme

    def sizeHint(self, _option: QStyleOptionViewItem, index: Index) -> QSize:
        """Return the height of a row."""
        row: FoundRow = index.data(FoundPlaces.RowRole)
        return QSize(120, self._theme.px(_HEADING if row.kind is RowKind.HEADING else _HIT))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw one row."""
        row: FoundRow = index.data(FoundPlaces.RowRole)
        theme = self._theme.theme
        frame = QRectF(option.rect)
        painter.save()
        painter.setLayoutDirection(option.direction)
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        if row.chooseable and (chosen or option.state & QStyle.StateFlag.State_MouseOver):
            paint.box(painter, frame, 6, fill=theme.color("accent-soft" if chosen else "hover"))
        room = Room(painter, frame.adjusted(_SIDE, 0, -_SIDE, 0))
        if row.kind is RowKind.HEADING:
            self._paint_heading(painter, row, room)
        elif row.kind is RowKind.HIT:
            self._paint_hit(painter, row, room)
        else:
            title = theme.font("body", 500)
            self._line(painter, room.take(_fit(title, row.place, room.left.width() / 2), 8), row.place, title, "text2")
            self._line(painter, room.left, row.words, theme.font("body"), "text3")
        painter.restore()

    def _paint_heading(self, painter: QPainter, row: FoundRow, room: Room) -> None:
        theme = self._theme.theme
        if row.icon:
            paint_icon(painter, room.take(theme.px(_ICON), 6), row.icon, theme.color("text2"))
        small = theme.font("small")
        count = room.take(_fit(small, row.place, room.left.width()), 8, at_end=True)
        self._line(painter, count, row.place, small, "text3", Qt.AlignmentFlag.AlignRight)
        self._line(painter, room.left, row.words, theme.font("label"), "text")

    def _paint_hit(self, painter: QPainter, row: FoundRow, room: Room) -> None:
        theme = self._theme.theme
        hit = row.hit
        if hit is None:
            return
        small, plain, bold = theme.font("small"), theme.font("body"), theme.font("body", 700)
        self._line(painter, room.take(theme.px(_PLACE), 6), row.place, small, "text2")
        quote = min(_fit(bold, hit.quote, room.left.width()), room.left.width())
        # What stands before gives way from its beginning, so that the found words are always to be seen.
        before = min(QFontMetricsF(plain).horizontalAdvance(hit.before), max(0.0, (room.left.width() - quote) / 2))
        cut = QFontMetricsF(plain).elidedText(hit.before, Qt.TextElideMode.ElideLeft, before + 0.5)
        self._line(painter, room.take(before, 0), cut, plain, "text2", Qt.AlignmentFlag.AlignRight)
        self._line(painter, room.take(quote, 0), hit.quote, bold, "text")
        self._line(painter, room.left, hit.after, plain, "text2")

    def _line(
        self,
        painter: QPainter,
        place: QRectF,
        text: str,
        font: QFont,
        tone: str,
        align: Qt.AlignmentFlag = Qt.AlignmentFlag.AlignLeft,
    ) -> None:
        painter.setFont(font)
        painter.setPen(self._theme.color(tone))
        paint.line_of_text(painter, place, text, align)


def _fit(font: QFont, text: str, most: float) -> float:
    return min(QFontMetricsF(font).horizontalAdvance(text) + 0.5, most)
