"""The comments of the bank as a list, those that filters and words leave, and one of them chosen."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from certdesk.core.bank_filtering import BankFilter, BankRow, filtered
from certdesk.core.rubric import Rubric
from certdesk.core.words import _, ngettext
from certdesk.ui.screens.bank.bank_filters import BankFilters
from certdesk.ui.screens.bank.bank_table import KIND, USED, WHOSE, WIDTHS, BankTable
from certdesk.ui.theme.source import ThemeSource
from certdesk.ui.widgets.button import button
from certdesk.ui.widgets.empty_state import EmptyState
from certdesk.ui.widgets.search_field import SearchField
from certdesk.ui.widgets.table import TableView

_ROW = 52
# Columns that give way, in this order, where a window is narrow.
_GIVING_WAY = ((USED, 700), (WHOSE, 640), (KIND, 520))


class BankList(QWidget):
    """``chosen`` when a person goes to another row, ``opened`` with Enter, ``listed`` when other rows are shown.

    ``search`` is the field for words, which stands elsewhere.
    """

    chosen = Signal()
    opened = Signal()
    listed = Signal()

    def __init__(self, theme: ThemeSource, search: SearchField) -> None:
        super().__init__()
        self._theme = theme
        self._search = search
        self._rows: tuple[BankRow, ...] = ()
        self.filters = BankFilters(theme)
        self.model = BankTable()
        self.table = TableView(theme, row_height=_ROW)
        self._nothing = EmptyState(theme, framed=False)
        self._pages = QStackedWidget()
        self._build()
        self._connect()

    def show_bank(self, rows: tuple[BankRow, ...], rubrics: tuple[Rubric, ...]) -> None:
        """Show a bank; filters and the row that is chosen stay."""
        self._rows = rows
        self.filters.show_bank(tuple(row.comment for row in rows), rubrics)
        self._show()

    def show_filter(self, wanted: BankFilter) -> None:
        """Show what is asked for."""
        self.filters.show_filter(wanted)
        self._show()

    def shown(self) -> tuple[BankRow, ...]:
        """Return what the filters and the words that are searched leave."""
        return filtered(self._rows, self.filters.wanted(self._search.text()))

    def current(self) -> BankRow | None:
        """Return the row that is chosen."""
        return self.model.row(self.table.current_row())

    def row_of(self, comment_id: str) -> BankRow | None:
        """Return a comment's row, also one that is not shown."""
        return next((row for row in self._rows if row.comment.id == comment_id), None)

    def choose(self, comment_id: str) -> None:
        """Choose a comment; where filters hide it, everything is shown."""
        if self.model.place_of(comment_id) < 0:
            self.show_everything()
        self.table.set_current_row(self.model.place_of(comment_id))

    def show_everything(self) -> None:
        """Take all filters and words away."""
        self._search.show_text("")
        self.filters.clear()

    def fit(self, room: int) -> None:
        """Let columns give way where there is little room, in pixels, for the words."""
        for column, least in _GIVING_WAY:
            self.table.setColumnHidden(column, room < self._theme.px(least))

    def _show(self) -> None:
        row, before = self.current(), max(0, self.table.current_row())
        rows = self.shown()
        self.table.blockSignals(True)
        self.model.show_rows(rows)
        self.table.set_columns(WIDTHS)
        place = self.model.place_of(row.comment.id if row else "")
        self.table.set_current_row(place if place >= 0 else min(before, len(rows) - 1))
        self.table.blockSignals(False)
        text = ngettext("{count} comment", "{count} comments", len(rows)).format(count=len(rows))
        total = _("{shown} of {all}").format(shown=text, all=len(self._rows))
        self.filters.count.setText(text if len(rows) == len(self._rows) else total)
        self._pages.setCurrentWidget(self.table if rows else self._nothing)
        self.listed.emit()

    def _build(self) -> None:
        self.table.setObjectName("bank")
        self.table.setAccessibleName(_("Comment bank"))
        self.table.setModel(self.model)
        self.table.set_columns(WIDTHS)
        clear = button(self._theme, _("Show everything"))
        clear.setObjectName("showEverything")
        clear.clicked.connect(self.show_everything)
        self._nothing.setObjectName("noComments")
        self._nothing.add_action(clear)
        self._nothing.show_empty("bank", _("No comment is like that"), _("Other filters or words may find some."))
        self._pages.addWidget(self.table)
        self._pages.addWidget(self._nothing)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.filters)
        column.addWidget(self._pages, 1)
        self.setFocusProxy(self.table)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)

    def _connect(self) -> None:
        self._search.edited.connect(self._show)
        self._search.returnPressed.connect(self.table.setFocus)
        self.filters.changed.connect(self._show)
        self.table.row_chosen.connect(self.chosen)
        self.table.row_opened.connect(self.opened)
