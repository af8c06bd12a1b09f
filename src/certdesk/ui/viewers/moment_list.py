"""The marked moments of a recording as lines: when, for which criterion, what was noted."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from certdesk.core.annotations import clock
from certdesk.core.words import _
from certdesk.ui.theme import paint
from certdesk.ui.theme.source import ThemeSource
from certdesk.ui.viewers.marks_on_media import Marks, MediaMark, span_marks
from certdesk.ui.widgets.chip import chip_size, paint_chip
from certdesk.ui.widgets.tips import plain_tip

_MARK = Qt.ItemDataRole.UserRole
_ROW, _TIME = 26, 44


class MomentList(QListWidget):
    """Lines in order of time. Click or Enter opens one."""

    opened = Signal(str)

    def __init__(self, themes: ThemeSource) -> None:
        super().__init__()
        self._themes = themes
        self.setObjectName("moments")
        self.setAccessibleName(_("Marked moments"))
        self.setItemDelegate(_Line(themes, self))
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setUniformItemSizes(True)
        self.setStyleSheet("QListWidget { background: transparent; }")  # lines on the window, not a white box
        self.itemClicked.connect(self._open)
        self.itemActivated.connect(self._open)
        themes.changed.connect(self.doItemsLayout)

    def show_marks(self, marks: Marks) -> None:
        """Show the moments among these marks."""
        self.clear()
        for mark, span in span_marks(marks):
            row = QListWidgetItem()
            row.setData(_MARK, mark)
            times = _("{start} to {end}").format(start=clock(span.start_ms), end=clock(span.end_ms))
            words = ", ".join(part for part in (times, mark.criterion_label, mark.note) if part)
            row.setData(Qt.ItemDataRole.AccessibleTextRole, words)
            row.setToolTip(plain_tip(mark.note))
            self.addItem(row)

    def few_lines(self) -> int:
        """Return the height in px for up to four lines; 0 when there is none."""
        return min(self.count(), 4) * self._themes.px(_ROW)

    def sizeHint(self) -> QSize:
        """Return the size for a few lines."""
        return QSize(300, self.few_lines())

    def minimumSizeHint(self) -> QSize:
        """Let the list give way first."""
        return QSize(100, 0)

    def _open(self, row: QListWidgetItem) -> None:
        mark: MediaMark = row.data(_MARK)
        self.opened.emit(mark.annotation_id)


class _Line(QStyledItemDelegate):
    """Paints one moment."""

    def __init__(self, themes: ThemeSource, parent: QListWidget) -> None:
        super().__init__(parent)
        self._themes = themes

    def sizeHint(self, _option: QStyleOptionViewItem, _index: QModelIndex | QPersistentModelIndex) -> QSize:
        """Return the height of a line."""
        return QSize(100, self._themes.px(_ROW))

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """Paint time, label and note."""
        theme = self._themes.theme
        mark = index.data(_MARK)
        frame = QRectF(option.rect)
        state = option.state
        painter.save()
        if state & QStyle.StateFlag.State_MouseOver:
            paint.box(painter, frame, 4, fill=theme.color("hover"))
        if state & QStyle.StateFlag.State_HasFocus:
            paint.ring(painter, frame, 4, theme.color("accent"))
        inner = frame.adjusted(4, 0, -4, 0)
        mirrored = painter.layoutDirection() == Qt.LayoutDirection.RightToLeft
        time_box = QRectF(inner.left(), inner.top(), theme.px(_TIME), inner.height())
        painter.setFont(theme.font("column"))
        painter.setPen(theme.color("text"))
        paint.line_of_text(painter, _turned(time_box, frame, mirrored=mirrored), clock(mark.anchor.start_ms))
        size = chip_size(theme, mark.criterion_label, height=18)
        chip = QRectF(time_box.right() + 4, inner.center().y() - size.height() / 2, size.width(), size.height())
        place = _turned(chip, frame, mirrored=mirrored)
        paint_chip(painter, theme, place, mark.criterion_label, "accent" if mark.current else "neutral")
        painter.setFont(theme.font("small"))
        painter.setPen(theme.color("text2"))
        note = QRectF(chip.right() + 8, inner.top(), inner.right() - chip.right() - 8, inner.height())
        paint.line_of_text(painter, _turned(note, frame, mirrored=mirrored), mark.note)
        painter.restore()


def _turned(box: QRectF, frame: QRectF, *, mirrored: bool) -> QRectF:
    """Return a box where it belongs in a language that runs to the left."""
    return box.translated(frame.left() + frame.right() - box.left() - box.right(), 0) if mirrored else box
