"""A framework's items as a list, with the criteria of a draft beside the one that is chosen."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from certdesk.core.aligning import StandardsCoverage, standards_coverage
from certdesk.core.rubric import Rubric
from certdesk.core.standards import Framework, StandardItem, found_in, with_those_above
from certdesk.core.words import _
from certdesk.store.rubric_drafts import RubricDraft
from certdesk.ui.screens.standards.filters import EVERY, WITHOUT, StandardFilters
from certdesk.ui.screens.standards.framework_table import FrameworkTable
from certdesk.ui.screens.standards.item_side import ItemSide
from certdesk.ui.screens.standards.item_table import WIDTHS, StandardTable
from certdesk.ui.theme.source import ThemeSource
from certdesk.ui.widgets.empty_state import EmptyState
from certdesk.ui.widgets.splitter import Splitter
from certdesk.ui.widgets.table import TableView

_LIST, _LIST_LEAST, _SIDE, _ROW, _TALL = 240, 140, 372, 36, 56


class AlignmentView(QWidget):
    """``framework_chosen(id)``; ``aligned(criterion, item, bool)``; ``criterion_asked(item)``."""

    framework_chosen = Signal(str)
    aligned = Signal(str, str, bool)
    criterion_asked = Signal(str)

    def __init__(self, theme: ThemeSource) -> None:
        super().__init__()
        self._theme = theme
        self._framework: Framework | None = None
        self._rubric: Rubric | None = None
        self._words, self._criterion = "", ""
        self._coverage: StandardsCoverage | None = None
        self.filters = StandardFilters(theme)
        self.frameworks, self.items = FrameworkTable(), StandardTable()
        self.list = TableView(theme, row_height=_TALL)
        self.list.setObjectName("frameworks")
        self.list.setAccessibleName(_("Frameworks"))
        self.table = TableView(theme, row_height=_ROW)
        self.table.setObjectName("standards")
        self.table.setAccessibleName(_("Standards"))
        self.side = ItemSide(theme)
        self._nothing = EmptyState(theme, framed=False)
        self._pages = QStackedWidget()
        self._build()
        self._connect()

    def show_frameworks(self, frameworks: tuple[Framework, ...], current: str) -> None:
        """Show the list, with one chosen."""
        self.list.blockSignals(True)
        self.frameworks.show_frameworks(frameworks)
        self.list.set_columns((None,))
        self.list.set_current_row(max(0, self.frameworks.place_of(current)))
        self.list.blockSignals(False)
        self._show_framework(self.frameworks.row(self.list.current_row()))

    def show_drafts(self, drafts: tuple[RubricDraft, ...], current: str) -> None:
        """Offer the drafts, and show the coverage of the one that is chosen."""
        self.filters.show_drafts(drafts, current)
        self._rubric = next((one.rubric for one in drafts if one.id == current), None)
        self._show_coverage()

    def show_found(self, words: str) -> None:
        """Show the items that hold these words, with what stands above them."""
        self._words = words.strip()
        self._show_items()

    def look_at(self, criterion_id: str) -> None:
        """Let Enter in the list lead to this criterion's box."""
        self._criterion = criterion_id

    def framework(self) -> Framework | None:
        """Return the framework that is chosen."""
        return self._framework

    def item(self) -> StandardItem | None:
        """Return the item that is chosen."""
        return self.items.row(self.table.current_row())

    def _show_framework(self, framework: Framework | None) -> None:
        if framework != self._framework:
            self._framework = framework
            self._show_coverage()
        self._show_items()

    def _show_coverage(self) -> None:
        both = self._framework is not None and self._rubric is not None
        self._coverage = standards_coverage(self._rubric, self._framework) if both else None  # type: ignore[arg-type]
        self.filters.show_coverage(self._coverage)
        self.items.show_criteria(self._coverage.criteria_of if self._coverage else {})
        if self.filters.kind.current() != EVERY:
            self._show_items()
        self._show_item()

    def _show_items(self) -> None:
        kept = self.item()
        shown = self._wanted()
        same = [one.identifier for one in shown] == [one.identifier for one in self.items.shown()]
        if not same or kept is None:
            self.table.blockSignals(True)
            self.items.show_items(self._framework, shown)
            self.table.set_columns(WIDTHS)
            place = self.items.place_of(kept.identifier) if kept else 0
            self.table.set_current_row(max(0, place))
            self.table.blockSignals(False)
        self._pages.setCurrentIndex(0 if shown else 1)
        self._nothing.show_empty("search", _("No standard is like that"), _("Other words or “All” may find some."))
        self._show_item()

    def _wanted(self) -> tuple[StandardItem, ...]:
        framework = self._framework
        if framework is None:
            return ()
        items = found_in(framework, self._words) if self._words else framework.items
        kind = self.filters.kind.current()
        if kind == EVERY or self._coverage is None:
            return items
        without = {item.identifier for item in self._coverage.items_without}
        kept = without if kind == WITHOUT else set(self._coverage.criteria_of)
        return with_those_above(framework, kept & {item.identifier for item in items})

    def _show_item(self) -> None:
        item = self.item()
        self.side.setVisible(item is not None)
        if item is not None and self._framework is not None:
            self.side.show_item(self._framework, item, self._rubric)

    def _on_framework(self, row: int) -> None:
        if framework := self.frameworks.row(row):
            self._show_framework(framework)
            self.framework_chosen.emit(framework.identifier)

    def _on_tick(self, criterion_id: str, on: bool) -> None:
        if item := self.item():
            self.aligned.emit(criterion_id, item.identifier, on)

    def _build(self) -> None:
        self.list.setModel(self.frameworks)
        self.list.set_columns((None,))
        self.table.setModel(self.items)
        self.table.set_columns(WIDTHS)
        for shown in (self.table, self._nothing):
            self._pages.addWidget(shown)
        middle = QWidget()
        column = QVBoxLayout(middle)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.filters)
        column.addWidget(self._pages, 1)
        self.list.setMinimumWidth(self._theme.px(_LIST_LEAST))
        split = Splitter(self._theme, Qt.Orientation.Horizontal)
        for pane in (self.list, middle, self.side):
            split.addWidget(pane)
        split.setStretchFactor(0, 0)
        split.setStretchFactor(1, 1)
        split.setStretchFactor(2, 0)
        split.set_usual_sizes((self._theme.px(_LIST), 700, self._theme.px(_SIDE)))
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(split)

    def _connect(self) -> None:
        self.list.row_chosen.connect(self._on_framework)
        self.table.row_chosen.connect(lambda _row: self._show_item())
        self.table.row_opened.connect(lambda _row: self.side.focus_criterion(self._criterion))
        self.filters.changed.connect(self._show_items)
        self.side.ticked.connect(self._on_tick)
        self.side.criterion_asked.connect(self._ask_criterion)

    def _ask_criterion(self) -> None:
        if item := self.item():
            self.criterion_asked.emit(item.identifier)
