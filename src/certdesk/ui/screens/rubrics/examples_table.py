"""The worked examples as a table that is written in like a spreadsheet."""

from __future__ import annotations

from PySide6.QtCore import QAbstractItemModel, QEvent, QModelIndex, QObject, QPoint, QPointF, QRectF, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QMouseEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemDelegate,
    QAbstractItemView,
    QApplication,
    QLineEdit,
    QMenu,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from certdesk.ui.icons import paint_icon
from certdesk.ui.screens.rubrics.examples_rows import NAME, OUTCOME, RESULT, ExampleRows
from certdesk.ui.screens.rubrics.rules_flow import start_of
from certdesk.ui.theme import paint
from certdesk.ui.theme.source import ThemeSource
from certdesk.ui.widgets.cell import DISC, Index, cell_of
from certdesk.ui.widgets.cell_painter import SIDE, CellDelegate
from certdesk.ui.widgets.level_disc import paint_mark
from certdesk.ui.widgets.paragraph import Wrapped, wrap
from certdesk.ui.widgets.table import TableView

_ROW, _MARK, _NAME, _NUMBER, _OUTCOME, _RESULT, _AIR = 36, 54, 220, 70, 180, 260, 12
_WRAPS = {NAME: 500, OUTCOME: 400, RESULT: 400}
"""Columns whose words wrap, with the weight of their letters."""
_K = Qt.Key
_ENTERS = (_K.Key_Return, _K.Key_Enter)
_LONGEST_MS = 1800
_EMPTIES = (_K.Key_Delete, _K.Key_Backspace)


class ExamplesTable(TableView):
    """Cells are written in place: typing begins, Enter goes down, Tab goes on, Delete empties, Esc takes back."""

    outcome_asked = Signal(int, QPoint)
    trying = Signal(int, str, str)
    """Row, column and what stands in the cell while it is typed."""
    pasted = Signal(int, int, str)
    emptied = Signal(int, str)
    taken_back = Signal()
    duplicate_asked = Signal(int)
    remove_asked = Signal(int)
    move_asked = Signal(int, int)
    cell_left = Signal()
    """Another cell is the current one now."""

    def __init__(self, theme: ThemeSource, rows: ExampleRows) -> None:
        self._rows = rows
        super().__init__(theme, row_height=_ROW)
        self._theme_source = theme
        self._held = False
        self.setObjectName("examplesTable")
        self.setItemDelegate(ExampleDelegate(theme, self, rows))
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectItems)
        self.setEditTriggers(
            QAbstractItemView.EditTrigger.AnyKeyPressed
            | QAbstractItemView.EditTrigger.DoubleClicked
            | QAbstractItemView.EditTrigger.EditKeyPressed
        )
        self.setTabKeyNavigation(True)
        self.setModel(rows)
        rows.modelReset.connect(self.size_up)
        rows.dataChanged.connect(self.size_up)
        theme.changed.connect(self.size_up)

    def size_up(self, *_changed: object) -> None:
        """Give the columns their widths and the rows the height that their last column needs."""
        keys = self._rows.keys
        if not keys:
            return
        px = self._theme_source.px
        widths = {NAME: _NAME, OUTCOME: _OUTCOME, "mean": _NUMBER, "total": _NUMBER}
        taken = 0
        for column, key in enumerate(keys[:-1]):
            width = px(widths.get(key, _MARK))
            taken += width
            self.setColumnWidth(column, width)
        room = max(px(_RESULT), self.viewport().width() - taken)
        self.setColumnWidth(len(keys) - 1, room)
        for row in range(self._rows.rowCount()):
            cells = [self._rows.index(row, column) for column, key in enumerate(keys) if key in _WRAPS]
            tallest = max(self._wrapped(index).height for index in cells)
            self.setRowHeight(row, max(px(_ROW), tallest + px(_AIR)))

    def wrapped(self, index: Index) -> Wrapped:
        """Lay the words of a cell out in the width of its column."""
        return self._wrapped(index)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Use the width for the last column."""
        super().resizeEvent(event)
        self.size_up()

    def setModel(self, model: QAbstractItemModel | None) -> None:
        """Show the rows."""
        super().setModel(model)
        self.size_up()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Write, empty, copy, paste, move and remove as a spreadsheet does."""
        if self.state() == ExamplesTable.State.EditingState:
            event.accept()  # what the field left over, such as its Enter
        elif not self.currentIndex().isValid() or not (self._act_on_row(event) or self._act_on_cell(event)):
            QTableView.keyPressEvent(self, event)

    def _act_on_row(self, event: QKeyEvent) -> bool:
        row, key = self.currentIndex().row(), _K(event.key())
        control = event.modifiers() == Qt.KeyboardModifier.ControlModifier
        if event.modifiers() == Qt.KeyboardModifier.AltModifier and key in (_K.Key_Up, _K.Key_Down):
            self.move_asked.emit(row, -1 if key == _K.Key_Up else 1)
        elif control and key == _K.Key_D:
            self.duplicate_asked.emit(row)
        elif control and key in _EMPTIES:
            self.remove_asked.emit(row)
        else:
            return False
        return True

    def _act_on_cell(self, event: QKeyEvent) -> bool:
        here, key = self.currentIndex(), _K(event.key())
        typed = bool(event.text()) and event.text().isprintable()
        if event.matches(QKeySequence.StandardKey.Copy):
            QApplication.clipboard().setText(str(here.data(int(Qt.ItemDataRole.EditRole)) or ""))
        elif event.matches(QKeySequence.StandardKey.Paste):
            self.pasted.emit(here.row(), here.column(), QApplication.clipboard().text())
        elif key in _EMPTIES:
            self.emptied.emit(here.row(), self._rows.keys[here.column()])
        elif key in _ENTERS or (typed and self._is(here, OUTCOME)):
            self._open(here)
        else:
            return False
        return True

    def event(self, event: QEvent) -> bool:
        """Keep the keys that move, remove and copy rows from the shortcuts of the window."""
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            control = event.modifiers() == Qt.KeyboardModifier.ControlModifier
            alt = event.modifiers() == Qt.KeyboardModifier.AltModifier
            if (control and event.key() == _K.Key_D) or (alt and event.key() in (_K.Key_Up, _K.Key_Down)):
                event.accept()
                return True
            if event.key() in _ENTERS and not control:
                event.accept()
                return True
        return super().event(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Open the menu of results where one is expected."""
        index = self.indexAt(event.position().toPoint())
        if index.isValid() and self._is(index, OUTCOME):
            self._open(index)
            return
        QTableView.mouseDoubleClickEvent(self, event)

    def closeEditor(self, editor: QWidget, hint: QAbstractItemDelegate.EndEditHint) -> None:
        """Go down after Enter, as spreadsheets do; stay where what was written can't stand."""
        here = self.currentIndex()
        held, self._held = self._held, False
        if held:
            super().closeEditor(editor, QAbstractItemDelegate.EndEditHint.NoHint)
            return
        submitted = hint == QAbstractItemDelegate.EndEditHint.SubmitModelCache
        super().closeEditor(editor, QAbstractItemDelegate.EndEditHint.NoHint if submitted else hint)
        if hint == QAbstractItemDelegate.EndEditHint.RevertModelCache:
            if editor.property("kept"):
                self._rows.setData(self._rows.index(here.row(), here.column()), editor.property("before"))
            self.taken_back.emit()
        below = here.siblingAtRow(here.row() + 1)
        if submitted and below.isValid():
            self.setCurrentIndex(below)

    def currentChanged(self, current: Index, previous: Index) -> None:
        """Say that a cell was left."""
        super().currentChanged(current, previous)
        self.cell_left.emit()

    def hold(self) -> None:
        """Stay in the cell that is written: what stands in it was refused."""
        self._held = self.state() == ExamplesTable.State.EditingState

    @property
    def held(self) -> bool:
        """Whether what is written was refused."""
        return self._held

    def go_sideways(self, step: int) -> None:
        """Make the cell beside the current one the current one."""
        here = self.currentIndex()
        if (beside := here.siblingAtColumn(here.column() + step)).isValid():
            self.setCurrentIndex(beside)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the cells, then the ring inside the current one."""
        QTableView.paintEvent(self, event)
        here = self.currentIndex()
        if not self.hasFocus() or not here.isValid():
            return
        painter = QPainter(self.viewport())
        paint.ring(painter, QRectF(self.visualRect(here)), 3, self._theme_source.color("accent"))
        painter.end()

    def _wrapped(self, index: Index) -> Wrapped:
        cell, source = cell_of(index), self._theme_source
        room = self.columnWidth(index.column()) - source.px(2 * SIDE + (23 if cell.icon else 0))
        font = source.font("small", _WRAPS[self._rows.keys[index.column()]])
        return wrap(cell.words, font, max(1, room), source.theme.line_height("small"))

    def _is(self, index: Index, key: str) -> bool:
        return self._rows.keys[index.column()] == key

    def _open(self, index: QModelIndex) -> None:
        if self._is(index, OUTCOME):
            place = self.visualRect(index)
            corner = place.bottomRight() if self.isRightToLeft() else place.bottomLeft()
            self.outcome_asked.emit(index.row(), self.viewport().mapToGlobal(corner))
        elif index.flags() & Qt.ItemFlag.ItemIsEditable:
            self.edit(index)


class ExampleDelegate(CellDelegate):
    """Draws marks as disc and words, lets the last column wrap, and hands out the field to write in."""

    def __init__(self, theme: ThemeSource, view: ExamplesTable, rows: ExampleRows) -> None:
        super().__init__(theme, view)
        self._view = view
        self._rows = rows

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw one cell."""
        key = self._rows.keys[index.column()]
        theme = self._theme.theme
        inner = QRectF(option.rect).adjusted(theme.px(SIDE), 0, -theme.px(SIDE), -1)
        if key in _WRAPS:
            self._paint_words(painter, option, index, inner)
            return
        super().paint(painter, option, index)
        found = self._rows.mark(index)
        if found is None:
            return
        painter.save()
        mark, scale = found
        side = theme.px(DISC)
        disc = QRectF(inner.left(), inner.top(), side, inner.height())
        words = inner.adjusted(side + theme.px(5), 0, theme.px(SIDE), 0)
        if option.direction == Qt.LayoutDirection.RightToLeft:
            disc.moveRight(inner.right())
            words = inner.adjusted(-theme.px(SIDE), 0, -side - theme.px(5), 0)
        paint_mark(painter, theme, disc, mark, scale)
        painter.setFont(theme.font("small"))
        painter.setPen(theme.color("text"))
        painter.setLayoutDirection(option.direction)
        paint.line_of_text(painter, words, str(index.data(int(Qt.ItemDataRole.EditRole))))
        painter.restore()

    def _paint_words(self, painter: QPainter, option: QStyleOptionViewItem, index: Index, inner: QRectF) -> None:
        """Draw every word on as many lines as they need, with the icon before the first."""
        theme, cell = self._theme.theme, cell_of(index)
        painter.save()
        ground = self._ground(option, index.row())
        frame = QRectF(option.rect)
        if ground:
            painter.fillRect(frame, theme.color(ground))
        painter.fillRect(QRectF(frame.left(), frame.bottom() - 1, frame.width(), 1), theme.color("line"))
        wrapped = self._view.wrapped(index)
        mirrored = option.direction == Qt.LayoutDirection.RightToLeft
        top, left, room = inner.center().y() - wrapped.height / 2, inner.left(), inner.width()
        if cell.icon:
            side = theme.px(16)
            spot = QRectF(inner.right() - side if mirrored else left, top, side, theme.line_height("small"))
            paint_icon(painter, spot, cell.icon, theme.color(cell.icon_tone))
            left = left if mirrored else spot.right() + theme.px(7)
            room -= side + theme.px(7)
        painter.setPen(theme.color(cell.tone))
        wrapped.draw(painter, QPointF(start_of(wrapped, left, room, mirrored=mirrored), top))
        painter.restore()

    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: Index) -> QWidget:
        """Return the field that a cell is written in."""
        del option
        field = QLineEdit(parent)
        field.setObjectName("exampleCell")
        field.setProperty("ring", "none")
        field.setStyleSheet("QLineEdit { border-radius: 0; min-height: 0; }")
        field.setMaxLength(120)
        field.setAccessibleName(str(index.model().headerData(index.column(), Qt.Orientation.Horizontal)))
        row, key = index.row(), self._rows.keys[index.column()]
        field.textEdited.connect(lambda text: self._view.trying.emit(row, key, text))
        clock = QTimer(field)
        clock.setSingleShot(True)
        clock.setInterval(_LONGEST_MS)
        clock.timeout.connect(lambda: self._keep_meanwhile(field))
        field.textEdited.connect(lambda: clock.isActive() or clock.start())
        return field

    def _keep_meanwhile(self, field: QLineEdit) -> None:
        """Keep what is typed so far, so that no more than 2 s of it are ever lost; Esc still takes all of it back."""
        field.setProperty("kept", True)
        self.commitData.emit(field)

    def setEditorData(self, editor: QWidget, index: Index) -> None:
        """Put what stands in the cell into the field once; what is typed stays when the examples run again."""
        if isinstance(editor, QLineEdit) and not editor.property("begun"):
            editor.setProperty("begun", True)
            editor.setProperty("before", index.data(int(Qt.ItemDataRole.EditRole)))
            editor.setText(str(index.data(int(Qt.ItemDataRole.EditRole))))

    def setModelData(self, editor: QWidget, model: QAbstractItemModel, index: Index) -> None:
        """Hand over what was written."""
        if isinstance(editor, QLineEdit):
            model.setData(self._rows.index(index.row(), index.column()), editor.text())

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Keep Esc and Enter with the field; the window has them as shortcuts. Arrows leave it at its ends."""
        pressed = event.type() == QEvent.Type.KeyPress
        if pressed and isinstance(watched, QLineEdit) and (step := _step_out(watched, event)):
            self._leave(watched, step)
            return True
        keys = (_K.Key_Escape, *_ENTERS)
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent) and event.key() in keys:
            event.accept()
            return True
        return super().eventFilter(watched, event)

    def _leave(self, field: QLineEdit, step: int) -> None:
        """Keep what was written, and go on beside it where it was taken."""
        here = self._view.currentIndex()
        self._view.commitData(field)
        held = self._view.held
        self._view.closeEditor(field, QAbstractItemDelegate.EndEditHint.NoHint)
        if not held and self._view.currentIndex() == here:
            self._view.go_sideways(step)


def _step_out(field: QLineEdit, event: QEvent) -> int:
    """Return which column an arrow leads to from the end of what is written: 1, -1, or 0 as long as it moves in it."""
    if not isinstance(event, QKeyEvent):
        return 0
    key = _K(event.key())
    plain = event.modifiers() in (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier)
    if key not in (_K.Key_Left, _K.Key_Right) or not plain or field.hasSelectedText():
        return 0
    mirrored = field.layoutDirection() == Qt.LayoutDirection.RightToLeft
    ahead = (key == _K.Key_Right) != mirrored
    end = len(field.text()) if ahead else 0
    return (1 if ahead else -1) if field.cursorPosition() == end else 0


class OutcomeChoices(QMenu):
    """The results that an example may expect. ``chosen(id)``."""

    chosen = Signal(str)

    def __init__(self, offered: tuple[tuple[str, str], ...], current: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("outcomeChoices")
        for id_, words in offered:
            action = self.addAction(words.replace("&", "&&"))
            action.setData(id_)
            action.setCheckable(True)
            action.setChecked(id_ == current)
            if id_ == current:
                self.setActiveAction(action)
        self.triggered.connect(lambda action: self.chosen.emit(action.data()))
        self.aboutToHide.connect(self.deleteLater)
