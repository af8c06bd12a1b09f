"""The columns of a hand-over as a list to tick, in groups, as the codebook names them."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QAbstractItemView, QTreeWidget, QTreeWidgetItem

from certdesk.core.codebook import in_words
from certdesk.core.result_columns import Column, Sort
from certdesk.core.result_tables import Told, marks_table, results_table
from certdesk.core.rubric import Rubric
from certdesk.core.words import N_, _
from certdesk.ui.theme.source import ThemeSource

_NAME = int(Qt.ItemDataRole.UserRole)
_HEIGHT, _ROW = 260, 28
GROUPS: Mapping[Sort, str] = {
    Sort.IDENTITY: N_("Who it is"),
    Sort.SCHOOL: N_("School"),
    Sort.GROUP: N_("Subject and language"),
    Sort.RESULT: N_("Result"),
    Sort.MARK: N_("Marks"),
    Sort.ASSESSOR: N_("Assessors"),
    Sort.PROOF: N_("Certificate and report"),
    Sort.WORDS: N_("What candidates were told"),
}


class ColumnList(QTreeWidget):
    """``edited()`` says that others are ticked. What identifies rows always goes along, so it is not offered."""

    edited = Signal()

    def __init__(self, theme: ThemeSource) -> None:
        super().__init__()
        self._theme = theme
        self.setObjectName("handColumns")
        self.setAccessibleName(_("Columns"))
        self.setHeaderHidden(True)
        self.setProperty("ring", "inside")
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.itemChanged.connect(self._on_changed)
        theme.changed.connect(self._dress)
        self._dress()

    def show_columns(self, rubric: Rubric, leave_out: frozenset[Sort]) -> None:
        """Offer what may be handed over; what was unticked stays so."""
        off = {item.data(0, _NAME) for item in self._items() if item.checkState(0) is Qt.CheckState.Unchecked}
        groups: dict[Sort, list[Column]] = {}
        for column in _known(rubric, leave_out):
            groups.setdefault(column.sort, []).append(column)
        open_ones = {group.text(0) for group in self._groups() if group.isExpanded()}
        self.blockSignals(True)
        self.clear()
        for sort, words in GROUPS.items():
            if columns := groups.get(sort):
                self._add(_(words), columns, off)
        for group in self._groups():
            group.setExpanded(group.text(0) in open_ones)
        self.blockSignals(False)

    def chosen(self) -> tuple[str, ...]:
        """Return the names of the ticked columns; nothing where all of them are."""
        items = self._items()
        on = [str(item.data(0, _NAME)) for item in items if item.checkState(0) is Qt.CheckState.Checked]
        return () if len(on) == len(items) else tuple(on) or ("id",)

    def counts(self) -> tuple[int, int]:
        """Return how many are ticked, of how many."""
        items = self._items()
        return sum(item.checkState(0) is Qt.CheckState.Checked for item in items), len(items)

    def _add(self, words: str, columns: list[Column], off: set[object]) -> None:
        row = QSize(0, self._theme.px(_ROW))
        group = QTreeWidgetItem(self, [words])
        group.setSizeHint(0, row)
        group.setFlags(group.flags() | Qt.ItemFlag.ItemIsAutoTristate | Qt.ItemFlag.ItemIsUserCheckable)
        for column in columns:
            title, meaning, _missing = in_words(column)
            item = QTreeWidgetItem(group, [title])
            item.setData(0, _NAME, column.name)
            item.setToolTip(0, meaning)
            item.setSizeHint(0, row)
            state = Qt.CheckState.Unchecked if column.name in off else Qt.CheckState.Checked
            item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
            item.setCheckState(0, state)

    def _groups(self) -> list[QTreeWidgetItem]:
        found = (self.topLevelItem(number) for number in range(self.topLevelItemCount()))
        return [group for group in found if group is not None]

    def _items(self) -> list[QTreeWidgetItem]:
        found = (group.child(number) for group in self._groups() for number in range(group.childCount()))
        return [item for item in found if item is not None]

    def _on_changed(self, item: QTreeWidgetItem) -> None:
        if item.data(0, _NAME) is not None:
            self.edited.emit()

    def _dress(self) -> None:
        self.setFixedHeight(self._theme.px(_HEIGHT))


def _known(rubric: Rubric, leave_out: frozenset[Sort]) -> tuple[Column, ...]:
    told = Told("", "", rubric, leave_out=leave_out)
    columns = (*results_table((), told).columns, *marks_table((), told).columns)
    return tuple({one.name: one for one in columns if one.sort is not Sort.KEY}.values())
