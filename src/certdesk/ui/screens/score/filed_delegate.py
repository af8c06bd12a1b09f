"""How filed evidence looks in a list: criteria or medium, stance, the place in bold, and the words."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRectF, QSize
from PySide6.QtGui import QFont, QFontMetricsF, QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from certdesk.core.annotations import Stance
from certdesk.core.words import _
from certdesk.ui.icons import paint_icon
from certdesk.ui.models.filed_evidence import FiledEvidence, FiledRow
from certdesk.ui.models.stances import STANCE_ICONS
from certdesk.ui.screens.score.criterion_tag import paint_tag, tag_height, tag_width
from certdesk.ui.screens.score.room import Room
from certdesk.ui.theme import paint
from certdesk.ui.theme.source import ThemeSource

ROW = 26
_ICON, _GAP, _TAG_GAP, _LEAST = 16, 8, 4, 24


class FiledDelegate(QStyledItemDelegate):
    """Draws one row."""

    def __init__(self, theme: ThemeSource) -> None:
        super().__init__()
        self._theme = theme

    def sizeHint(self, _option: QStyleOptionViewItem, _index: QModelIndex | QPersistentModelIndex) -> QSize:
        """Return the height of a row."""
        return QSize(100, self._theme.px(ROW))

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """Draw the row."""
        row: FiledRow = index.data(FiledEvidence.RowRole)
        theme = self._theme.theme
        frame = QRectF(option.rect)
        painter.save()
        painter.setLayoutDirection(option.direction)
        if option.state & QStyle.StateFlag.State_MouseOver:
            paint.box(painter, frame, 4, fill=theme.color("hover"))
        if option.state & QStyle.StateFlag.State_HasFocus:
            paint.ring(painter, frame, 4, theme.color("accent"))
        room = Room(painter, frame.adjusted(2, 0, -2, 0))
        self._paint_tags(painter, row, room)
        self._paint_signs(painter, row, room)
        self._paint_words(painter, row, room)
        painter.restore()

    def _paint_tags(self, painter: QPainter, row: FiledRow, room: Room) -> None:
        theme = self._theme.theme
        height = tag_height(theme)
        for number, tag in enumerate(row.tags):
            last = number == len(row.tags) - 1
            piece = room.take(tag_width(theme, tag.label), _GAP if last else _TAG_GAP)
            place = QRectF(piece.left(), piece.center().y() - height / 2, piece.width(), height)
            paint_tag(painter, theme, place, tag, strong=row.current, claim=row.claim)

    def _paint_signs(self, painter: QPainter, row: FiledRow, room: Room) -> None:
        theme = self._theme.theme
        side = theme.px(_ICON)
        if row.icon:
            paint_icon(painter, room.take(side, _GAP), row.icon, theme.color("text2"))
        if row.stance is not Stance.SUPPORTS:
            # What speaks for a criterion is the rule; the other two are told apart by a sign.
            paint_icon(painter, room.take(side, 4), STANCE_ICONS[row.stance], theme.color("warn"))

    def _paint_words(self, painter: QPainter, row: FiledRow, room: Room) -> None:
        theme = self._theme.theme
        small = theme.font("small")
        if row.claim:
            self._line(painter, room.take(_width(small, _("claim")), _GAP), _("claim"), small, "text3")
        if row.also:
            self._line(painter, room.take(_width(small, row.also), _GAP, at_end=True), row.also, small, "text3")
        bold, plain = theme.font("body", 500), theme.font("body")
        place = room.take(min(_width(bold, row.place), room.left.width()), _GAP)
        self._line(painter, place, row.place, plain if row.claim else bold, "text2" if row.claim else "text")
        if room.left.width() > theme.px(_LEAST):
            self._line(painter, room.left, row.note, plain, "text2")

    def _line(self, painter: QPainter, place: QRectF, text: str, font: QFont, tone: str) -> None:
        painter.setFont(font)
        painter.setPen(self._theme.color(tone))
        paint.line_of_text(painter, place, text)


def _width(font: QFont, text: str) -> float:
    return QFontMetricsF(font).horizontalAdvance(text) + 1
