"""The marked moments of a recording as lines: when, for which criterion, what was noted."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QPersistentModelIndex,
    QRectF,
    QSignalBlocker,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from certdesk.core.annotations import TimeSpan, clock
from certdesk.core.words import _
from certdesk.ui.theme import paint
from certdesk.ui.theme.source import ThemeSource
from certdesk.ui.viewers.mark_tags import told
from certdesk.ui.viewers.marks_on_media import Marks, MediaMark, span_marks
from certdesk.ui.viewers.timeline_painting import paint_label, tag_wide
from certdesk.ui.widgets.tips import plain_tip

_MARK = Qt.ItemDataRole.UserRole
_ROW, _TIME, _FEW = 26, 44, 3
Index = QModelIndex | QPersistentModelIndex


class Moments(QAbstractListModel):
    """The moments among some marks, in order of time."""

    def __init__(self) -> None:
        super().__init__()
        self._rows: tuple[tuple[MediaMark, TimeSpan], ...] = ()

    def show_marks(self, marks: Marks) -> None:
        """Replace what is shown, unless it is the same."""
        rows = span_marks(marks)
        if rows == self._rows:
            return
        self.beginResetModel()
        self._rows = rows
        self.endResetModel()

    def index_of(self, annotation_id: str) -> QModelIndex:
        """Find a moment; an invalid index when it is not there."""
        names = [mark.annotation_id for mark, _span in self._rows]
        return self.index(names.index(annotation_id)) if annotation_id in names else QModelIndex()

    def rowCount(self, parent: Index | None = None) -> int:
        """Return how many moments there are."""
        return 0 if parent is not None and parent.isValid() else len(self._rows)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:  # noqa: ANN401 - Qt's signature
        """Return the mark itself, or its words."""
        if not index.isValid():
            return None
        mark, span = self._rows[index.row()]
        if role == _MARK:
            return mark
        if role == Qt.ItemDataRole.ToolTipRole:
            return plain_tip(mark.note)
        if role in {Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole}:
            times = _("{start} to {end}").format(start=clock(span.start_ms), end=clock(span.end_ms))
            return f"{times}, {told(mark)}"
        return None


class MomentList(QListView):
    """Lines in order of time. Click or Enter opens one."""

    opened = Signal(str)
    chosen = Signal(str)
    """A line became the current one: its annotation; its span can be moved now."""

    def __init__(self, themes: ThemeSource) -> None:
        super().__init__()
        self._themes = themes
        self._chosen = ""
        self._moments = Moments()
        self.setModel(self._moments)
        self.setObjectName("moments")
        self.setAccessibleName(_("Marked moments"))
        self.setItemDelegate(_Line(themes, self))
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setUniformItemSizes(True)
        self.setStyleSheet("QListView { background: transparent; }")  # lines on the window, not a white box
        self.clicked.connect(self._open)
        self.activated.connect(self._open)
        self.selectionModel().currentChanged.connect(self._choose)
        themes.changed.connect(self.doItemsLayout)

    def show_marks(self, marks: Marks) -> None:
        """Show the moments among these marks."""
        before = self._chosen
        with QSignalBlocker(self.selectionModel()):
            self._moments.show_marks(marks)
        self.show_chosen(before)

    def show_chosen(self, annotation_id: str) -> None:
        """Show which line is chosen, or none."""
        self._chosen = annotation_id
        with QSignalBlocker(self.selectionModel()):
            self.setCurrentIndex(self._moments.index_of(annotation_id))
        self.viewport().update()  # a model that is kept quiet tells nobody to paint

    def few_lines(self) -> int:
        """Return the height in px for a few lines, however many there are: nothing moves when one comes.

        Where whoever shows it gives the list no room, it wants none.
        """
        return min(_FEW * self._themes.px(_ROW), self.maximumHeight())

    def paintEvent(self, event: QPaintEvent) -> None:
        """Say what belongs here while there is nothing."""
        super().paintEvent(event)
        if self._moments.rowCount():
            return
        painter = QPainter(self.viewport())
        painter.setFont(self._themes.font("small"))
        painter.setPen(self._themes.color("text3"))
        words = _("Moments that you mark are listed here.")
        paint.line_of_text(painter, QRectF(0, 0, self.viewport().width(), self._themes.px(_ROW)), words)
        painter.end()

    def sizeHint(self) -> QSize:
        """Return the size for a few lines."""
        return QSize(300, self.few_lines())

    def minimumSizeHint(self) -> QSize:
        """Let the list give way first."""
        return QSize(100, 0)

    def _choose(self, line: Index, _before: Index) -> None:
        mark: MediaMark | None = line.data(_MARK)
        self._chosen = mark.annotation_id if mark is not None else ""
        self.chosen.emit(self._chosen)

    def _open(self, line: Index) -> None:
        mark: MediaMark = line.data(_MARK)
        self.opened.emit(mark.annotation_id)


class _Line(QStyledItemDelegate):
    """Paints one moment."""

    def __init__(self, themes: ThemeSource, parent: QListView) -> None:
        super().__init__(parent)
        self._themes = themes

    def sizeHint(self, _option: QStyleOptionViewItem, _index: Index) -> QSize:
        """Return the height of a line."""
        return QSize(100, self._themes.px(_ROW))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint time, label and note."""
        theme = self._themes.theme
        mark = index.data(_MARK)
        frame = QRectF(option.rect)
        state = option.state
        painter.save()
        if state & QStyle.StateFlag.State_Selected:
            paint.box(painter, frame, 4, fill=theme.color("accent-soft"))
        elif state & QStyle.StateFlag.State_MouseOver:
            paint.box(painter, frame, 4, fill=theme.color("hover"))
        if state & QStyle.StateFlag.State_HasFocus:
            paint.ring(painter, frame, 4, theme.color("accent"))
        inner = frame.adjusted(4, 0, -4, 0)
        mirrored = painter.layoutDirection() == Qt.LayoutDirection.RightToLeft
        time_box = QRectF(inner.left(), inner.top(), theme.px(_TIME), inner.height())
        painter.setFont(theme.font("column"))
        painter.setPen(theme.color("text"))
        paint.line_of_text(painter, _turned(time_box, frame, mirrored=mirrored), clock(mark.anchor.start_ms))
        high, wide = theme.px(18), tag_wide(mark, theme)
        chip = QRectF(time_box.right() + 4, inner.center().y() - high / 2, wide, high)
        place = _turned(chip, frame, mirrored=mirrored)
        paint_label(painter, place, mark, theme, chosen=False)
        painter.setFont(theme.font("small"))
        painter.setPen(theme.color("text2"))
        note = QRectF(chip.right() + 8, inner.top(), inner.right() - chip.right() - 8, inner.height())
        paint.line_of_text(painter, _turned(note, frame, mirrored=mirrored), mark.note)
        painter.restore()


def _turned(box: QRectF, frame: QRectF, *, mirrored: bool) -> QRectF:
    """Return a box where it belongs in a language that runs to the left."""
    return box.translated(frame.left() + frame.right() - box.left() - box.right(), 0) if mirrored else box
