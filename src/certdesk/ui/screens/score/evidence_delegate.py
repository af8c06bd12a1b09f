"""How an evidence item looks in the strip: picture, title, facts, and the criteria it speaks for."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRectF, QSize, Qt
from PySide6.QtGui import QFont, QFontMetricsF, QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from certdesk.core.words import _
from certdesk.ui.models.evidence_items import EvidenceItems, ItemRow, kind_icon
from certdesk.ui.models.seen import facts_and_seen, seen_share
from certdesk.ui.theme import paint
from certdesk.ui.theme.source import ThemeSource
from certdesk.ui.widgets.seen_bar import paint_seen
from certdesk.ui.widgets.thumbnail import paint_thumbnail

_HEIGHT, _PICTURE, _SIDE, _GAP, _CODES = 54, 40, 8, 10, 2


class EvidenceDelegate(QStyledItemDelegate):
    """Draws one row, 54 px high, picture 40 px."""

    def __init__(self, theme: ThemeSource) -> None:
        super().__init__()
        self._theme = theme

    def sizeHint(self, _option: QStyleOptionViewItem, _index: QModelIndex | QPersistentModelIndex) -> QSize:
        """Return the height of a row."""
        return QSize(100, self._theme.px(_HEIGHT))

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """Draw the row."""
        row = index.data(EvidenceItems.RowRole)
        theme = self._theme.theme
        frame = QRectF(option.rect).adjusted(0, 1, 0, -1)
        state = option.state
        if state & QStyle.StateFlag.State_Selected:
            paint.box(painter, frame, 8, fill=theme.color("surface"), border=theme.color("line2"))
        elif state & QStyle.StateFlag.State_MouseOver:
            paint.box(painter, frame, 8, fill=theme.color("hover"))
        elif row.beside:
            paint.box(painter, frame, 8, border=theme.color("line2"))
        if state & QStyle.StateFlag.State_HasFocus and state & QStyle.StateFlag.State_Selected:
            paint.ring(painter, frame, 8, theme.color("accent"))
        side = theme.px(_PICTURE)
        left = frame.left() + _SIDE
        picture = QRectF(left, frame.center().y() - side / 2, side, side)
        icon = "lock" if row.closed else kind_icon(row.item.kind)
        paint_thumbnail(painter, theme, picture, index.data(EvidenceItems.PictureRole), icon=icon)
        paint_seen(painter, theme, picture, seen_share(row.seen))
        self._paint_words(painter, row, QRectF(picture.right() + _GAP, frame.top(), 0, frame.height()), frame.right())

    def _paint_words(self, painter: QPainter, row: ItemRow, words: QRectF, edge: float) -> None:
        theme = self._theme.theme
        painter.save()
        small = QFontMetricsF(theme.font("small"))
        codes = (*row.criteria, *row.claimed)[:_CODES]
        room = max((small.horizontalAdvance(code) for code in codes), default=0.0)
        column = QRectF(edge - _SIDE - room, words.top(), room, words.height())
        words.setRight(column.left() - 6)
        title, meta = theme.font("body", 500), theme.font("small")
        upper = QRectF(words.left(), words.center().y() - theme.px(19), words.width(), theme.px(18))
        lower = upper.translated(0, theme.px(19))
        painter.setPen(theme.color("text"))
        self._line(painter, upper, row.item.title, title)
        painter.setPen(theme.color("bad" if row.item.problem else "text3"))
        self._line(painter, lower, _("Closed") if row.closed else facts_and_seen(row.item, row.seen), meta)
        painter.setFont(meta)
        for number, code in enumerate(codes):
            place = QRectF(column.left(), (upper if number == 0 else lower).top(), room, theme.px(18))
            # What is filed is said firmly, what is only claimed is not.
            painter.setPen(theme.color("text" if code in row.criteria else "text3"))
            painter.drawText(place, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, code)
        painter.restore()

    @staticmethod
    def _line(painter: QPainter, place: QRectF, text: str, font: QFont) -> None:
        painter.setFont(font)
        cut = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, int(place.width()))
        painter.drawText(place, Qt.AlignmentFlag.AlignLeading | Qt.AlignmentFlag.AlignVCenter, cut)
