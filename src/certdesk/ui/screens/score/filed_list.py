"""A list of filed evidence: one click goes there, Delete takes it out."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QModelIndex, QPersistentModelIndex, QPoint, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetricsF, QKeyEvent, QPainter
from PySide6.QtWidgets import QListView, QMenu, QSizePolicy, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from certdesk.core.words import _
from certdesk.ui.icons import paint_icon
from certdesk.ui.models.filed_evidence import FiledEvidence, FiledRow
from certdesk.ui.theme import paint
from certdesk.ui.theme.source import ThemeSource
from certdesk.ui.widgets.chip import chip_size, paint_chip
from certdesk.ui.widgets.kept_keys import MOVES, OPENS, REMOVES, keeps_key

_HEIGHT, _ICON, _GAP = 26, 16, 8


class FiledList(QListView):
    """``chosen(annotation id)`` on click or Enter, ``removal_asked(annotation id)`` on Delete or from the menu."""

    chosen = Signal(str)
    removal_asked = Signal(str)

    def __init__(self, theme: ThemeSource, words: str) -> None:
        super().__init__()
        self.setAccessibleName(words)
        self.setProperty("ground", "none")
        self.setFrameShape(QListView.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.setMouseTracking(True)
        self.setUniformItemSizes(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self._theme = theme
        self._model = FiledEvidence()
        self._delegate = FiledDelegate(theme)
        self.setModel(self._model)
        self.setItemDelegate(self._delegate)
        self.clicked.connect(self._choose)
        self.customContextMenuRequested.connect(self._open_menu)

    def show_rows(self, rows: tuple[FiledRow, ...]) -> None:
        """Show these rows."""
        self._model.show_rows(rows)
        self.updateGeometry()

    def sizeHint(self) -> QSize:
        """Return room for two rows; more are shown where there is room."""
        return QSize(200, self._theme.px(_HEIGHT) * 2)

    def minimumSizeHint(self) -> QSize:
        """Return room for one row: the list gives way before the descriptors do."""
        return QSize(80, self._theme.px(_HEIGHT))

    def event(self, event: QEvent) -> bool:
        """Keep the keys that move in the list, go there and take out."""
        return keeps_key(event, MOVES | OPENS | REMOVES) or super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go there with Enter, take out with Delete."""
        row = self._row(self.currentIndex())
        if row and event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.chosen.emit(row.id)
        elif row and event.key() in {Qt.Key.Key_Delete, Qt.Key.Key_Backspace}:
            self.removal_asked.emit(row.id)
        else:
            super().keyPressEvent(event)

    def _choose(self, index: QModelIndex) -> None:
        if row := self._row(index):
            self.chosen.emit(row.id)

    def _open_menu(self, at: QPoint) -> None:
        row = self._row(self.indexAt(at))
        if row is None:
            return
        menu = QMenu(self)
        menu.addAction(_("Go there")).triggered.connect(lambda: self.chosen.emit(row.id))
        menu.addAction(_("Remove")).triggered.connect(lambda: self.removal_asked.emit(row.id))
        menu.popup(self.viewport().mapToGlobal(at))

    @staticmethod
    def _row(index: QModelIndex) -> FiledRow | None:
        return index.data(FiledEvidence.RowRole) if index.isValid() else None


class FiledDelegate(QStyledItemDelegate):
    """Draws icon or chip, the place in bold, and the note."""

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
        row: FiledRow = index.data(FiledEvidence.RowRole)
        theme = self._theme.theme
        frame = QRectF(option.rect)
        state = option.state
        if state & QStyle.StateFlag.State_MouseOver:
            paint.box(painter, frame, 4, fill=theme.color("hover"))
        if state & QStyle.StateFlag.State_HasFocus:
            paint.ring(painter, frame, 4, theme.color("accent"))
        words = frame.adjusted(2, 0, -2, 0)
        if row.chip:
            size = chip_size(theme, row.chip, height=18)
            place = QRectF(words.left(), words.center().y() - size.height() / 2, size.width(), size.height())
            paint_chip(painter, theme, place, row.chip, "accent" if row.current else "neutral")
            words.setLeft(place.right() + _GAP)
        elif row.icon:
            side = theme.px(_ICON)
            paint_icon(painter, QRectF(words.left(), words.top(), side, words.height()), row.icon, theme.color("text2"))
            words.setLeft(words.left() + side + _GAP)
        self._paint_words(painter, row, words)

    def _paint_words(self, painter: QPainter, row: FiledRow, words: QRectF) -> None:
        theme = self._theme.theme
        painter.save()
        bold = theme.font("body", 500)
        painter.setFont(bold)
        painter.setPen(theme.color("text"))
        leading = Qt.AlignmentFlag.AlignLeading | Qt.AlignmentFlag.AlignVCenter
        metrics = QFontMetricsF(bold)
        place = metrics.elidedText(row.place, Qt.TextElideMode.ElideRight, words.width())
        painter.drawText(words, leading, place)
        words.setLeft(words.left() + metrics.horizontalAdvance(place) + _GAP)
        painter.setFont(theme.font("body"))
        painter.setPen(theme.color("text2"))
        note = QFontMetricsF(theme.font("body")).elidedText(row.note, Qt.TextElideMode.ElideRight, words.width())
        if words.width() > theme.px(24):
            painter.drawText(words, leading, note)
        painter.restore()
