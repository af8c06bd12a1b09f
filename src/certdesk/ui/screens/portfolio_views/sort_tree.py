"""A tree of slots that can be sorted with the mouse and with the keyboard."""

from __future__ import annotations

from collections.abc import Collection

from PySide6.QtCore import QEvent, QItemSelection, QItemSelectionModel, QPoint, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QFocusEvent, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QFrame, QTreeView

from certdesk.ui.models.slot_rows import EmptyNode, GroupNode, ItemNode, SlotRows
from certdesk.ui.screens.portfolio_views.sort_delegate import SortDelegate
from certdesk.ui.theme.source import ThemeSource
from certdesk.ui.widgets.kept_keys import MOVES, OPENS, keeps_key


class SortTree(QTreeView):
    """``chosen()`` when other items are chosen, ``opened()`` with Enter or a double click on items.

    ``filling(group)`` with Enter on a place that is still empty; ``menu_asked(point)`` in global px;
    ``accepted(item id)`` for a proposal.
    """

    chosen = Signal()
    opened = Signal()
    filling = Signal(str)
    menu_asked = Signal(QPoint)
    accepted = Signal(str)

    def __init__(self, theme: ThemeSource, what: str, name: str) -> None:
        super().__init__()
        self.rows = SlotRows(self)
        self.setObjectName(name)
        self.setAccessibleName(what)
        self.setModel(self.rows)
        delegate = SortDelegate(theme, self)
        delegate.accepted.connect(self.accepted)
        self.setItemDelegate(delegate)
        self.setHeaderHidden(True)
        self.setRootIsDecorated(False)
        self.setItemsExpandable(False)
        self.setIndentation(0)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setProperty("ground", "none")
        self.setMouseTracking(True)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setDragDropMode(QAbstractItemView.DragDropMode.DragDrop)
        self.setDefaultDropAction(Qt.DropAction.MoveAction)
        self.setDropIndicatorShown(True)
        self.setAutoScrollMargin(40)
        self.rows.modelReset.connect(self.expandAll)
        theme.changed.connect(self.doItemsLayout)

    def chosen_items(self) -> tuple[ItemNode, ...]:
        """Return the chosen items in the order in which they stand."""
        indexes = sorted(self.selectedIndexes(), key=lambda each: (each.internalId(), each.row()))
        return tuple(node for index in indexes if isinstance(node := self.rows.node(index), ItemNode))

    def choose(self, item_ids: Collection[str]) -> bool:
        """Choose items, the first of them current; False when none is here."""
        picked = QItemSelection()
        first = None
        for item_id in item_ids:
            index = self.rows.index_of(item_id)
            if index.isValid():
                picked.select(index, index)
                first = first if first is not None else index
        if first is None:
            self.clearSelection()
            return False
        self.selectionModel().setCurrentIndex(first, QItemSelectionModel.SelectionFlag.NoUpdate)
        self.selectionModel().select(picked, QItemSelectionModel.SelectionFlag.ClearAndSelect)
        self.scrollTo(first)
        return True

    def group_key(self) -> str | None:
        """Return the group in which the keyboard is."""
        group = self.rows.group_of(self.currentIndex())
        return group.key if group is not None else None

    def selectionChanged(self, selected: QItemSelection, deselected: QItemSelection) -> None:
        """Say that other items are chosen."""
        super().selectionChanged(selected, deselected)
        self.chosen.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Open what is chosen with Enter, and fill what is empty."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            node = self.rows.node(self.currentIndex())
            if isinstance(node, EmptyNode | GroupNode):
                self.filling.emit(self.group_key() or "")
            elif node is not None:
                self.opened.emit()
            return
        super().keyPressEvent(event)

    def event(self, event: QEvent) -> bool:
        """Keep what moves in the list and Enter from the shortcuts of the screen."""
        return keeps_key(event, MOVES | OPENS) or super().event(event)

    def mouseDoubleClickEvent(self, event: object) -> None:
        """Open with a double click."""
        super().mouseDoubleClickEvent(event)  # type: ignore[arg-type]
        if self.chosen_items():
            self.opened.emit()

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Ask for the menu of what is chosen."""
        self.menu_asked.emit(event.globalPos())

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Begin at the first row when the keyboard comes here for the first time."""
        super().focusInEvent(event)
        if not self.currentIndex().isValid():
            first = self.rows.index(0, 0)
            below = self.rows.index(0, 0, first) if first.isValid() else first
            self.selectionModel().setCurrentIndex(
                below if below.isValid() else first, QItemSelectionModel.SelectionFlag.NoUpdate
            )

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Lay the rows out for the new width: details wrap."""
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self.scheduleDelayedItemsLayout()
