"""Drawing slots and what is in them: a heading with its count, items with their pictures, and places still empty."""

from __future__ import annotations

from PySide6.QtCore import QAbstractItemModel, QEvent, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetricsF, QMouseEvent, QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from certdesk.core.words import _
from certdesk.ui.models.evidence_items import facts, kind_icon
from certdesk.ui.models.slot_rows import NODE, PICTURE, EmptyNode, GroupNode, Index, ItemNode
from certdesk.ui.theme import paint
from certdesk.ui.theme.source import ThemeSource
from certdesk.ui.widgets.chip import chip_size, paint_chip
from certdesk.ui.widgets.empty_state import paint_dashes
from certdesk.ui.widgets.paragraph import wrap
from certdesk.ui.widgets.thumbnail import paint_thumbnail

_HEAD, _ITEM, _EMPTY, _SIDE, _GAP = 34, 58, 40, 10, 10
_PICTURE = (64, 46)


class SortDelegate(QStyledItemDelegate):
    """``accepted(item id)`` when somebody presses the proposal of an item."""

    accepted = Signal(str)

    def __init__(self, theme: ThemeSource, view: QWidget) -> None:
        super().__init__(view)
        self._theme = theme
        self._view = view

    def sizeHint(self, _option: QStyleOptionViewItem, index: Index) -> QSize:
        """Return the height of a row."""
        theme, node = self._theme, index.data(NODE)
        if isinstance(node, GroupNode):
            detail = self._detail_height(node, self._view.width() - 2 * _SIDE - 24) if node.detail else 0
            return QSize(120, theme.px(_HEAD) + detail + 4)
        if isinstance(node, EmptyNode):
            return QSize(120, theme.px(_EMPTY))
        lines = theme.theme.line_height("small") + 2 if node.proposal else 0
        return QSize(120, theme.px(_ITEM) + lines)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw one row."""
        node = index.data(NODE)
        painter.save()
        painter.setLayoutDirection(option.direction)
        frame = QRectF(option.rect)
        if isinstance(node, GroupNode):
            self._paint_group(painter, option, frame, node)
        elif isinstance(node, EmptyNode):
            self._paint_empty(painter, option, frame, node)
        else:
            self._paint_item(painter, option, frame, index)
        painter.restore()

    def editorEvent(
        self, event: QEvent, _model: QAbstractItemModel, option: QStyleOptionViewItem, index: Index
    ) -> bool:
        """Accept a proposal with a click on it."""
        node = index.data(NODE)
        if not isinstance(node, ItemNode) or not node.proposal or not isinstance(event, QMouseEvent):
            return False
        place = self._accept_place(QRectF(option.rect), option.direction)
        if event.button() != Qt.MouseButton.LeftButton or not place.contains(event.position()):
            return False
        if event.type() == QEvent.Type.MouseButtonRelease:
            self.accepted.emit(node.item.id)
        return True

    def _detail_height(self, node: GroupNode, width: int) -> int:
        theme = self._theme.theme
        return wrap(node.detail, theme.font("small"), max(80, width), theme.line_height("small")).height

    def _paint_group(self, painter: QPainter, option: QStyleOptionViewItem, frame: QRectF, node: GroupNode) -> None:
        theme = self._theme.theme
        inner = frame.adjusted(_SIDE, 8, -_SIDE, 0)
        head = QRectF(inner.left(), inner.top(), inner.width(), theme.px(_HEAD) - 10)
        words, kind, icon = node.chip
        if words:
            size = chip_size(theme, words, icon or None, height=20)
            place = QRectF(head.right() - size.width(), head.center().y() - size.height() / 2, *_pair(size))
            rest = head.adjusted(0, 0, -size.width() - _GAP, 0)
            if option.direction == Qt.LayoutDirection.RightToLeft:
                place.moveLeft(head.left())
                rest = head.adjusted(size.width() + _GAP, 0, 0, 0)
            paint_chip(painter, theme, place, words, kind, icon or None)
            head = rest
        painter.setFont(theme.font("label"))
        painter.setPen(theme.color("text"))
        paint.line_of_text(painter, head, node.label)
        if node.detail:
            painter.setPen(theme.color("text2"))
            wrapped = wrap(node.detail, theme.font("small"), inner.width(), theme.line_height("small"))
            wrapped.draw(painter, QRectF(inner.left(), head.bottom(), 0, 0).topLeft())
        self._paint_ring(painter, option, frame.adjusted(2, 2, -2, 0))

    def _paint_empty(self, painter: QPainter, option: QStyleOptionViewItem, frame: QRectF, node: EmptyNode) -> None:
        theme = self._theme.theme
        inner = frame.adjusted(_SIDE, 3, -_SIDE, -3)
        paint_dashes(painter, self._theme, inner)
        painter.setFont(theme.font("small"))
        painter.setPen(theme.color("text2"))
        paint.line_of_text(painter, inner.adjusted(12, 0, -12, 0), node.words)
        self._paint_ring(painter, option, inner)

    def _paint_item(self, painter: QPainter, option: QStyleOptionViewItem, frame: QRectF, index: Index) -> None:
        theme, node = self._theme.theme, index.data(NODE)
        frame = frame.adjusted(4, 1, -4, -1)
        if option.state & QStyle.StateFlag.State_Selected:
            paint.box(painter, frame, 6, fill=theme.color("accent-soft"), border=theme.color("accent-line"))
        elif option.state & QStyle.StateFlag.State_MouseOver:
            paint.box(painter, frame, 6, fill=theme.color("hover"))
        inner = frame.adjusted(6, 0, -8, 0)
        width, height = (theme.px(side) for side in _PICTURE)
        spot = QRectF(inner.left(), inner.center().y() - height / 2, width, height)
        words = inner.adjusted(width + _GAP, 0, 0, 0)
        if option.direction == Qt.LayoutDirection.RightToLeft:
            spot.moveRight(inner.right())
            words = inner.adjusted(0, 0, -width - _GAP, 0)
        if node.removed:
            painter.setOpacity(0.6)
        paint_thumbnail(painter, theme, spot, index.data(PICTURE), icon=kind_icon(node.item.kind))
        painter.setOpacity(1.0)
        self._paint_words(painter, option, words, node)
        self._paint_ring(painter, option, frame)

    def _paint_words(self, painter: QPainter, option: QStyleOptionViewItem, room: QRectF, node: ItemNode) -> None:
        theme = self._theme.theme
        first, second = theme.line_height("body"), theme.line_height("small")
        whole = first + second + (second + 2 if node.proposal else 0)
        top = room.center().y() - whole / 2
        line = QRectF(room.left(), top, room.width(), first)
        painter.setFont(theme.font("name"))
        painter.setPen(theme.color("text2" if node.removed else "text"))
        paint.line_of_text(painter, line, node.item.title)
        line = QRectF(room.left(), top + first, room.width(), second)
        painter.setFont(theme.font("small"))
        painter.setPen(theme.color("bad" if node.item.problem else "text3"))
        told = " · ".join(part for part in (facts(node.item), " ".join(node.item.claims)) if part)
        paint.line_of_text(painter, line, told)
        if not node.proposal:
            return
        link = self._accept_place(QRectF(option.rect), option.direction)
        line = QRectF(room.left(), top + first + second + 2, room.width() - link.width() - 4, second)
        if option.direction == Qt.LayoutDirection.RightToLeft:
            line.moveRight(room.right())
        painter.setFont(theme.font("column"))
        painter.setPen(theme.color("text2"))
        paint.line_of_text(painter, line, _("{type}? {reason}").format(type=node.proposal, reason=node.reason))
        painter.setPen(theme.color("accent-text"))
        paint.line_of_text(painter, link, _("Accept"), Qt.AlignmentFlag.AlignHCenter)

    def _accept_place(self, row: QRectF, direction: Qt.LayoutDirection) -> QRectF:
        """Return where a click accepts the proposal: the end of the last line of a row."""
        theme = self._theme.theme
        width = QFontMetricsF(theme.font("column")).horizontalAdvance(_("Accept")) + 16
        height = max(24, theme.line_height("small") + 8)
        left = row.right() - 8 - width if direction != Qt.LayoutDirection.RightToLeft else row.left() + 8
        first, second = theme.line_height("body"), theme.line_height("small")
        middle = row.center().y() + (first + 2 * second + 2) / 2 - second / 2
        return QRectF(left, middle - height / 2, width, height)

    def _paint_ring(self, painter: QPainter, option: QStyleOptionViewItem, frame: QRectF) -> None:
        if self._view.hasFocus() and option.state & QStyle.StateFlag.State_HasFocus:
            paint.ring(painter, frame, 6, self._theme.theme.color("accent"))


def _pair(size: QSize) -> tuple[int, int]:
    return size.width(), size.height()
