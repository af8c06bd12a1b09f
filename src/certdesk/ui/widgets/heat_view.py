"""A heat map that is a table: arrow keys go from cell to cell, and each says in words what it shows."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QHeaderView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
)

from certdesk.core.insights.figures import Breakdown, HeatCell, HeatMap
from certdesk.core.words import _
from certdesk.ui.models.heat_table import HeatTable
from certdesk.ui.theme import paint
from certdesk.ui.theme.source import ThemeSource
from certdesk.ui.theme.theme import Theme
from certdesk.ui.widgets.cell import CELL, Index
from certdesk.ui.widgets.chart_paint import draw_wrapped, hatch, wrapped_height

_ROW, _HEAD, _LEAST, _GAP, _NAMES, _MOST_NAMES = 35, 30, 52, 12, 0.34, 300
_TONES = ("", "h1", "h2", "h3", "h4", "h5")


class HeatView(QTableView):
    """The map. Names stay where they are when it is scrolled sideways."""

    def __init__(self, theme: ThemeSource) -> None:
        super().__init__()
        self._theme = theme
        self.table = HeatTable()
        self._fitted: tuple[int, float, Theme] | None = None
        self.names = HeatNames(theme)
        self.setModel(self.table)
        self.setVerticalHeader(self.names)
        self.setHorizontalHeader(HeatHead(theme))
        self.setItemDelegate(HeatDelegate(theme))
        self.setShowGrid(False)
        self.setFrameShape(QTableView.Shape.NoFrame)
        self.setCornerButtonEnabled(False)
        self.setTabKeyNavigation(False)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setProperty("ground", "none")
        self.viewport().setAutoFillBackground(False)
        self.setAccessibleName(_("Heat map"))
        corner = self.findChild(QAbstractButton)
        if corner is not None:
            corner.setStyleSheet("QTableCornerButton::section { background: transparent; border: none; }")
        theme.changed.connect(self.fit)

    def show_heat(self, heat: HeatMap | None) -> None:
        """Show a map, from its first row."""
        self._fitted = None
        self.table.show_heat(heat)
        self.setAccessibleName(heat.title if heat else _("Heat map"))
        if heat is not None:
            shown = len(heat.shown)
            self.setAccessibleDescription(_("{shown} of {all} rows are told.").format(shown=shown, all=len(heat.rows)))
        self.fit()
        self.scrollToTop()

    def sizeHint(self) -> QSize:
        """Return the least height there must be: the map takes what is left, and scrolls."""
        return QSize(super().sizeHint().width(), self.minimumHeight())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Let the columns share the room."""
        super().resizeEvent(event)
        self.fit()

    def fit(self) -> None:
        """Give names and columns their widths, and rows their heights."""
        theme, heat = self._theme.theme, self.table.heat
        self.horizontalHeader().setFixedHeight(self._head_height())
        if heat is None:
            return
        names = self.names.wanted(min(theme.px(_MOST_NAMES), round(self.width() * _NAMES)))
        self.names.setFixedWidth(names)
        room = self.width() - names - (self.verticalScrollBar().sizeHint().width() if self._scrolls() else 0) - 2
        columns = max(1, len(heat.columns))
        least = theme.px(_LEAST if heat.by not in (Breakdown.SECTION, Breakdown.CODE) else 84)
        wide = max(least, room // columns)
        spare = room - wide * columns
        for at in range(columns):
            self.setColumnWidth(at, wide + (1 if 0 <= at < spare else 0))
        self._fit_rows(heat, names - self.names.count_width() - _GAP)

    def _fit_rows(self, heat: HeatMap, room: float) -> None:
        """Make rows as tall as their names need; only names that are too long for a line are laid out."""
        theme = self._theme.theme
        if self._fitted == (id(heat), room, theme):
            return
        self._fitted = id(heat), room, theme
        font, least = theme.font("body"), theme.px(_ROW)
        self.verticalHeader().setDefaultSectionSize(least)
        for at, (row, wide) in enumerate(zip(heat.rows, self.names.advances(), strict=True)):
            high = least if wide <= room else max(least, round(wrapped_height(font, row.label, room)) + 8)
            if high != self.rowHeight(at):
                self.setRowHeight(at, high)

    def _scrolls(self) -> bool:
        rows = self.table.rowCount() * self._theme.px(_ROW)
        return rows + self._head_height() > self.height()

    def _head_height(self) -> int:
        theme, heat = self._theme.theme, self.table.heat
        if heat is None or heat.by not in (Breakdown.SECTION, Breakdown.CODE):
            return theme.px(_HEAD)
        font = theme.font("column")
        wide = max(theme.px(84), (self.width() * (1 - _NAMES)) / max(1, len(heat.columns))) - 8
        tallest = max((wrapped_height(font, one.title, wide) for one in heat.columns), default=0.0)
        return max(theme.px(_HEAD), round(tallest) + 8)


class HeatHead(QHeaderView):
    """Codes or names above the columns."""

    def __init__(self, theme: ThemeSource) -> None:
        super().__init__(Qt.Orientation.Horizontal)
        self._theme = theme
        self.setSectionsClickable(False)
        self.setHighlightSections(False)
        self.setMinimumSectionSize(20)
        self.setProperty("ground", "none")
        self.viewport().setAutoFillBackground(False)

    def paintSection(self, painter: QPainter, rect: QRect, logical: int) -> None:
        """Draw one head, in the middle of its column."""
        theme = self._theme.theme
        painter.save()
        painter.fillRect(rect, theme.color("surface"))
        painter.setFont(theme.font("column"))
        painter.setPen(theme.color("text2"))
        words = str(self.model().headerData(logical, Qt.Orientation.Horizontal) or "")
        draw_wrapped(painter, QRectF(rect).adjusted(4, 0, -4, 0), words, centred=True)
        painter.restore()


class HeatNames(QHeaderView):
    """The groups, each with how many teachers are in it."""

    def __init__(self, theme: ThemeSource) -> None:
        super().__init__(Qt.Orientation.Vertical)
        self._theme = theme
        self._measured: tuple[HeatMap, Theme, int, int] | None = None
        self._advances: list[float] = []
        self.setSectionsClickable(False)
        self.setHighlightSections(False)
        self.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.setMinimumSectionSize(20)
        self.setProperty("ground", "none")
        self.viewport().setAutoFillBackground(False)

    def wanted(self, most: int) -> int:
        """Return the width in px that names and counts need, ``most`` px at most; longer names wrap."""
        return min(most, self._widths()[0] + self._widths()[1] + 2 * _GAP)

    def advances(self) -> list[float]:
        """Return the width in px of each name on one line."""
        self._widths()
        return self._advances

    def count_width(self) -> int:
        """Return the width in px of the widest count."""
        return self._widths()[1] + _GAP

    def sizeHint(self) -> QSize:
        """Return the width of names and counts."""
        return QSize(self.wanted(self._theme.px(_MOST_NAMES)), super().sizeHint().height())

    def paintSection(self, painter: QPainter, rect: QRect, logical: int) -> None:
        """Draw a name, and its count at the end."""
        table = self.model()
        if not isinstance(table, HeatTable):
            return
        row, theme = table.row(logical), self._theme.theme
        painter.save()
        painter.setLayoutDirection(self.layoutDirection())
        painter.fillRect(rect, theme.color("surface"))
        inner = QRectF(rect).adjusted(0, 0, -_GAP, 0)
        count = self._widths()[1]
        name, number = inner.adjusted(0, 0, -count - _GAP, 0), QRectF(inner)
        number.setLeft(inner.right() - count)
        if self.layoutDirection() == Qt.LayoutDirection.RightToLeft:
            inner = QRectF(rect).adjusted(_GAP, 0, 0, 0)
            name, number = inner.adjusted(count + _GAP, 0, 0, 0), QRectF(inner)
            number.setRight(inner.left() + count)
        painter.setFont(theme.font("body"))
        painter.setPen(theme.color("text" if not row.hidden else "text2"))
        draw_wrapped(painter, name, row.label)
        painter.setFont(theme.font("small", tabular=True))
        painter.setPen(theme.color("text3"))
        paint.line_of_text(painter, number, _("n {count}").format(count=row.n), Qt.AlignmentFlag.AlignRight)
        painter.restore()

    def _widths(self) -> tuple[int, int]:
        """Return the widths of the longest name and the widest count; thousands of names are measured once."""
        table, theme = self.model(), self._theme.theme
        heat = table.heat if isinstance(table, HeatTable) else None
        if heat is None:
            return 0, 0
        if self._measured is None or self._measured[0] is not heat or self._measured[1] is not theme:
            body, small = QFontMetricsF(theme.font("body")), QFontMetricsF(theme.font("small", tabular=True))
            self._advances = [body.horizontalAdvance(row.label) + 2 for row in heat.rows]
            longest = max(self._advances, default=0.0)
            most = max((row.n for row in heat.rows), default=0)
            count = small.horizontalAdvance(_("n {count}").format(count=most))
            self._measured = heat, theme, round(longest) + 2, round(count) + 2
        return self._measured[2], self._measured[3]


class HeatDelegate(QStyledItemDelegate):
    """Draws a mean on its tint, or hatching where it is not told."""

    def __init__(self, theme: ThemeSource) -> None:
        super().__init__()
        self._theme = theme

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index | QModelIndex) -> None:
        """Draw one cell."""
        cell, theme = index.data(CELL), self._theme.theme
        if not isinstance(cell, HeatCell):
            return
        painter.save()
        frame = paint.snapped(painter, QRectF(option.rect).adjusted(0, 0, -2, -2))
        if cell.tone:
            painter.fillRect(frame, theme.color(_TONES[cell.tone]))
            painter.setFont(theme.font("body", tabular=True))
            painter.setPen(theme.color("text"))
            painter.drawText(frame, Qt.AlignmentFlag.AlignCenter, cell.shown)
        else:
            hatch(painter, theme, frame)
        view = option.widget
        if option.state & QStyle.StateFlag.State_HasFocus and view is not None and view.hasFocus():
            paint.ring(painter, frame, 3, theme.color("accent"))
        painter.restore()
