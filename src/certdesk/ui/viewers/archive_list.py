"""What is packed in an archive: names and sizes, of which nothing is unpacked."""

from __future__ import annotations

from PySide6.QtCore import QLocale, Qt
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableWidget, QTableWidgetItem

from certdesk.core.words import _
from certdesk.evidence.replies import Reading, TableBlock
from certdesk.ui.theme.source import ThemeSource

_MOST = 2000
_ROW, _HEAD = 30, 32


class ArchiveList(QTableWidget):
    """A table to be read."""

    def __init__(self, themes: ThemeSource) -> None:
        super().__init__(0, 2)
        self._themes = themes
        self.setObjectName("archiveList")
        self.setAccessibleName(_("What is packed inside"))
        self.setHorizontalHeaderLabels([_("Name"), _("Size")])
        self.setProperty("ring", "inside")
        self.setShowGrid(False)
        self.setTabKeyNavigation(False)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.verticalHeader().hide()
        head = self.horizontalHeader()
        head.setHighlightSections(False)
        head.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        head.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        head.setSectionResizeMode(1, QHeaderView.ResizeMode.ResizeToContents)
        themes.changed.connect(self._dress)
        self._dress()
        self.hide()

    def show_reading(self, reading: Reading) -> None:
        """Show the rows of the table that the worker made of an archive; nothing when it made none."""
        tables = [block for block in reading.blocks if isinstance(block, TableBlock)]
        rows = tables[0].rows[tables[0].header_rows :][:_MOST] if tables else ()
        self.setRowCount(len(rows))
        for number, row in enumerate(rows):
            name, size = QTableWidgetItem(row[0]), QTableWidgetItem(_size(row[1] if len(row) > 1 else ""))
            size.setTextAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
            self.setItem(number, 0, name)
            self.setItem(number, 1, size)
        self.setVisible(bool(rows))

    def _dress(self) -> None:
        self.verticalHeader().setDefaultSectionSize(self._themes.px(_ROW))
        self.horizontalHeader().setFixedHeight(self._themes.px(_HEAD))


def _size(text: str) -> str:
    return QLocale().formattedDataSize(int(text)) if text.isdecimal() else text
