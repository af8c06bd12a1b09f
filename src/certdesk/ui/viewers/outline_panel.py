"""The table of contents of a document, beside its pages."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QAbstractItemView, QTreeWidget, QTreeWidgetItem, QVBoxLayout, QWidget

from certdesk.core.words import _
from certdesk.evidence.replies import Outline, OutlineEntry
from certdesk.ui.theme.source import ThemeSource
from certdesk.ui.widgets.tips import plain_tip

_OPEN_UP_TO = 60
"""A short table of contents is shown in full, a long one with its first level."""
_PAGE = Qt.ItemDataRole.UserRole


class OutlinePanel(QWidget):
    """A tree; a click, or Enter, goes there."""

    page_wanted = Signal(int)

    def __init__(self, themes: ThemeSource) -> None:
        super().__init__()
        self._themes = themes
        self._tree = QTreeWidget()
        self._tree.setObjectName("outline")
        self._tree.setAccessibleName(_("Contents"))
        self._tree.setHeaderHidden(True)
        self._tree.setColumnCount(1)
        self._tree.setProperty("ring", "inside")
        self._tree.setProperty("ground", "none")
        self._tree.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self._tree.setUniformRowHeights(True)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._tree)
        self.setFocusProxy(self._tree)
        self._tree.itemClicked.connect(self._go)
        self._tree.itemActivated.connect(self._go)
        themes.changed.connect(self._dress)
        self._dress()

    def show_outline(self, outline: Outline) -> None:
        """Show these entries; a level that is left out counts as the next one."""
        self._tree.clear()
        above: list[tuple[int, QTreeWidgetItem]] = []
        for entry in outline.entries:
            while above and above[-1][0] >= entry.level:
                above.pop()
            made = _row(entry)
            if above:
                above[-1][1].addChild(made)
            else:
                self._tree.addTopLevelItem(made)
            above.append((entry.level, made))
        if len(outline.entries) <= _OPEN_UP_TO:
            self._tree.expandAll()

    def _go(self, row: QTreeWidgetItem) -> None:
        page = row.data(0, _PAGE)
        if page:
            self.page_wanted.emit(int(page))

    def _dress(self) -> None:
        self._tree.setIndentation(self._themes.px(14))
        self._tree.setStyleSheet(f"QTreeView::item {{ padding: {self._themes.px(4)}px 2px; }}")


def _row(entry: OutlineEntry) -> QTreeWidgetItem:
    made = QTreeWidgetItem([entry.title])
    made.setData(0, _PAGE, entry.page)
    where = _("{title}, page {page}").format(title=entry.title, page=entry.page) if entry.page else entry.title
    made.setToolTip(0, plain_tip(where))
    made.setData(0, Qt.ItemDataRole.AccessibleTextRole, where)
    return made
