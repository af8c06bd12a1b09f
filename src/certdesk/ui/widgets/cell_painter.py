"""Drawing `Cell` values: for tables and for lists with pictures."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from certdesk.ui.icons import paint_icon
from certdesk.ui.theme import paint
from certdesk.ui.theme.source import ThemeSource
from certdesk.ui.theme.theme import Theme
from certdesk.ui.widgets.cell import DISC, Cell, Index, cell_of, marks_pitch
from certdesk.ui.widgets.chip import chip_size, paint_chip
from certdesk.ui.widgets.level_disc import paint_mark

SIDE = 12
_ICON, _GAP, _BAR = 16, 7, 6


class CellDelegate(QStyledItemDelegate):
    """Draws the cells of a `TableView`: ground of the row, line below it, and the cell."""

    def __init__(self, theme: ThemeSource, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """Return the width that the words want."""
        theme = self._theme.theme
        cell = cell_of(index)
        words = QFontMetricsF(theme.font("body", cell.weight)).horizontalAdvance(f"{cell.words} {cell.rest}")
        marks = len(cell.marks) * marks_pitch(len(cell.marks), scale=theme.text_scale)
        width = max(words, marks) + 2 * theme.px(SIDE) + (theme.px(_ICON + _GAP) if cell.icon else 0)
        return QSize(round(width + 1), super().sizeHint(option, index).height())

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw one cell."""
        theme = self._theme.theme
        frame = QRectF(option.rect)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        ground = self._ground(option, index.row())
        if ground:
            painter.fillRect(frame, theme.color(ground))
        painter.fillRect(QRectF(frame.left(), frame.bottom() - 1, frame.width(), 1), theme.color("line"))
        enabled = bool(option.state & QStyle.StateFlag.State_Enabled)
        inner = frame.adjusted(theme.px(SIDE), 0, -theme.px(SIDE), -1)
        painter.setLayoutDirection(option.direction)
        paint_cell(painter, theme, inner, cell_of(index), enabled=enabled)
        painter.restore()

    def _ground(self, option: QStyleOptionViewItem, row: int) -> str:
        if option.state & QStyle.StateFlag.State_Selected:
            return "accent-soft"
        view = option.widget
        hovered = getattr(view, "hovered_row", None)
        return "hover" if hovered is not None and hovered() == row else ""


def paint_cell(painter: QPainter, theme: Theme, inner: QRectF, cell: Cell, *, enabled: bool = True) -> None:
    """Draw a cell into ``inner``, mirrored when the painter is."""
    if cell.share is not None:
        _paint_bar(painter, theme, inner, cell.share)
    elif cell.marks and cell.scales:
        _paint_marks(painter, theme, inner, cell)
    elif cell.chip:
        size = chip_size(theme, cell.words, cell.icon or None)
        chip = QRectF(inner.left(), inner.center().y() - size.height() / 2, size.width(), size.height())
        paint_chip(painter, theme, _turned(painter, inner, chip), cell.words, cell.chip, cell.icon or None)
    else:
        _paint_words(painter, theme, inner, cell, enabled=enabled)


def _paint_words(painter: QPainter, theme: Theme, inner: QRectF, cell: Cell, *, enabled: bool) -> None:
    ink = theme.color(cell.tone if enabled else "text3")
    if cell.icon:
        side = theme.px(_ICON)
        spot = _turned(painter, inner, QRectF(inner.left(), inner.top(), side, inner.height()))
        paint_icon(painter, spot, cell.icon, theme.color(cell.icon_tone) if cell.icon_tone and enabled else ink)
        used = side + theme.px(_GAP)
        right_to_left = painter.layoutDirection() == Qt.LayoutDirection.RightToLeft
        inner = inner.adjusted(0, 0, -used, 0) if right_to_left else inner.adjusted(used, 0, 0, 0)
    upper = inner
    if cell.below:
        line, small = theme.line_height("body"), theme.line_height("small")
        top = inner.center().y() - (line + small) / 2
        upper = QRectF(inner.left(), top, inner.width(), line)
        lower = QRectF(inner.left(), top + line, inner.width(), small)
        painter.setFont(theme.font("small"))
        painter.setPen(theme.color("text3"))
        paint.line_of_text(painter, lower, cell.below)
    _paint_line(painter, theme, upper, cell, ink)


def _paint_line(painter: QPainter, theme: Theme, frame: QRectF, cell: Cell, ink: QColor) -> None:
    """Draw the words and, in a lighter colour, what follows them."""
    font = theme.font("body", cell.weight, tabular=cell.right)
    painter.setFont(font)
    painter.setPen(ink)
    if not cell.rest:
        align = Qt.AlignmentFlag.AlignRight if cell.right else Qt.AlignmentFlag.AlignLeft
        paint.line_of_text(painter, frame, cell.words, align)
        return
    words = QFontMetricsF(font).horizontalAdvance(f"{cell.words} ")
    rest = QFontMetricsF(theme.font("body")).horizontalAdvance(cell.rest) + 1
    left = max(frame.left(), frame.right() - words - rest) if cell.right else frame.left()
    first = QRectF(left, frame.top(), min(words, frame.right() - left), frame.height())
    paint.line_of_text(painter, _turned(painter, frame, first), cell.words)
    second = QRectF(left + words, frame.top(), max(0.0, frame.right() - left - words), frame.height())
    painter.setFont(theme.font("body"))
    painter.setPen(theme.color("text3"))
    if second.width() > 0:
        paint.line_of_text(painter, _turned(painter, frame, second), cell.rest)


def _paint_marks(painter: QPainter, theme: Theme, inner: QRectF, cell: Cell) -> None:
    """Draw the discs; where even the closest do not fit, the rest is told as a number."""
    side, count = theme.px(DISC), len(cell.marks)
    pitch = marks_pitch(count, inner.width(), theme.text_scale)
    shown = count
    if side + pitch * (count - 1) > inner.width() + 1:
        shown = max(1, int((inner.width() - theme.px(24) - side) // pitch) + 1)
    for place, (mark, scale) in enumerate(zip(cell.marks[:shown], cell.scales, strict=False)):
        if mark is None or scale is None:
            continue
        spot = QRectF(inner.left() + place * pitch, inner.top(), side, inner.height())
        paint_mark(painter, theme, _turned(painter, inner, spot), mark, scale)
    if shown < count:
        rest = QRectF(inner.left() + shown * pitch, inner.top(), theme.px(28), inner.height())
        painter.setFont(theme.font("small"))
        painter.setPen(theme.color("text3"))
        paint.line_of_text(painter, _turned(painter, inner, rest), f"+{count - shown}")


def _paint_bar(painter: QPainter, theme: Theme, inner: QRectF, share: float) -> None:
    track = QRectF(inner.left(), inner.center().y() - _BAR / 2, inner.width(), _BAR)
    paint.box(painter, track, _BAR / 2, fill=theme.color("pressed"))
    done = QRectF(track.left(), track.top(), track.width() * min(max(share, 0.0), 1.0), _BAR)
    if done.width() >= 1:
        paint.box(painter, _turned(painter, track, done), min(_BAR, done.width()) / 2, fill=theme.color("accent"))


def _turned(painter: QPainter, inside: QRectF, part: QRectF) -> QRectF:
    """Return ``part`` mirrored inside ``inside`` where the language runs from right to left."""
    if painter.layoutDirection() != Qt.LayoutDirection.RightToLeft:
        return part
    return QRectF(inside.left() + inside.right() - part.right(), part.top(), part.width(), part.height())
