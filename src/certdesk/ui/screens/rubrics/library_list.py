"""The list of the library: a filter, the table, and what it says when nothing fits or nothing is there."""

from __future__ import annotations

from datetime import UTC, datetime

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from certdesk.actions.rubric_library import LibraryRow
from certdesk.core.words import _
from certdesk.store.rubric_shelf import words_on_shelf
from certdesk.store.workspace import Workspace
from certdesk.ui.screens.rubrics.library_table import WIDTHS, LibraryTable, title_of
from certdesk.ui.theme.source import ThemeSource
from certdesk.ui.widgets.button import button
from certdesk.ui.widgets.empty_state import EmptyState
from certdesk.ui.widgets.labels import label
from certdesk.ui.widgets.segment import Choice, Segment
from certdesk.ui.widgets.table import TableView

_NEWEST, _ALL, _DRAFTS, _USED = "newest", "all", "drafts", "used"
_ROW = 40
# Columns that give way, in this order, where titles have no room: languages, criteria, when it changed, uses, state.
_GIVING_WAY = (3, 4, 6, 5, 2)
_TITLE = 240


class LibraryList(QWidget):
    """``chosen`` when another row is current, ``opened`` with Enter or a double click."""

    chosen = Signal()
    opened = Signal()
    new_asked = Signal()
    import_asked = Signal()

    def __init__(self, theme: ThemeSource) -> None:
        super().__init__()
        self._theme = theme
        self._rows: tuple[LibraryRow, ...] = ()
        self._workspace: Workspace | None = None
        self._search = ""
        self._now = datetime.min.replace(tzinfo=UTC)
        self.model = LibraryTable()
        self.table = TableView(theme, row_height=_ROW)
        self.table.setObjectName("library")
        self.table.setAccessibleName(_("Rubrics"))
        self._filter = Segment(theme)
        self._filter.setObjectName("libraryFilter")
        self._count = label("", "small", "text3", name="libraryCount")
        self._nothing = EmptyState(theme, framed=False)
        self._nothing.setObjectName("nothingFits")
        self._first = EmptyState(theme, framed=False)
        self._first.setObjectName("noRubrics")
        self._build()

    def show_rows(self, rows: tuple[LibraryRow, ...], workspace: Workspace, key: str = "") -> None:
        """Show these rows as far as filter and search let them through, with one of them chosen."""
        self._rows, self._workspace = rows, workspace
        self._now = workspace.clock().astimezone()
        self.table.blockSignals(True)
        self._show_filter()
        self._show(key)
        self.table.blockSignals(False)

    def all_rows(self) -> tuple[LibraryRow, ...]:
        """Return every row, shown or not."""
        return self._rows

    def current(self) -> LibraryRow | None:
        """Return the row that is chosen."""
        return self.model.row(self.table.current_row()) if self._rows else None

    def search(self, text: str) -> None:
        """Show only rubrics that hold every word: in title, id, criteria or descriptors."""
        self._search = text
        if not self.isVisible():
            return  # the pause after typing ended when somebody had left already
        self._show()
        self.chosen.emit()

    def focus(self) -> None:
        """Give the keyboard to the table."""
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def has_keyboard(self) -> bool:
        """Whether the table has the keyboard."""
        return self.table.hasFocus()

    def resizeEvent(self, event: object) -> None:
        """Let columns give way where there is little room for titles."""
        super().resizeEvent(event)  # type: ignore[arg-type]
        room = self.width() - self._theme.px(_TITLE + sum(width or 0 for width in WIDTHS))
        for column in _GIVING_WAY:
            self.table.setColumnHidden(column, room < 0)
            room += self._theme.px(WIDTHS[column] or 0) if room < 0 else 0

    def _show_filter(self) -> None:
        counts = {key: sum(_passes(row, key) for row in self._rows) for key in (_NEWEST, _ALL, _DRAFTS, _USED)}
        choices = (
            Choice(_NEWEST, _("Newest {count}").format(count=counts[_NEWEST])),
            Choice(_ALL, _("All versions {count}").format(count=counts[_ALL])),
            Choice(_DRAFTS, _("Drafts {count}").format(count=counts[_DRAFTS])),
            Choice(_USED, _("In use {count}").format(count=counts[_USED])),
        )
        self._filter.show_choices(choices, self._filter.current() or _ALL)
        self._filter.setVisible(bool(self._rows))

    def _show(self, key: str = "") -> None:
        kept = self.current()
        key = key or (kept.key if kept else "")
        rows = tuple(row for row in self._rows if _passes(row, self._filter.current()))
        rows = self._found(rows)
        self.model.show_rows(rows, self._now)
        self.table.set_columns(WIDTHS)
        self.table.set_current_row(max(0, self.model.place_of(key)))
        self.table.setVisible(bool(rows))
        self._first.setVisible(not self._rows)
        self._nothing.setVisible(bool(self._rows) and not rows)
        self._count.setText(_("{shown} of {all}").format(shown=len(rows), all=len(self._rows)))
        self._count.setVisible(bool(self._rows) and len(rows) != len(self._rows))
        if self._rows and not rows:
            self._say_why()

    def _found(self, rows: tuple[LibraryRow, ...]) -> tuple[LibraryRow, ...]:
        wanted = self._search.casefold().split()
        if not wanted or self._workspace is None:
            return rows
        words = words_on_shelf(self._workspace.db)

        def holds(row: LibraryRow) -> bool:
            entry = row.entry
            key = (entry.draft_id, "") if entry.draft_id else (entry.id, entry.version)
            said = f"{title_of(row).casefold()} {entry.id.casefold()} {words.get(key, '')}"
            return all(word in said for word in wanted)

        # What is found in a title stands before what is found somewhere in a descriptor.
        found = [row for row in rows if holds(row)]
        return tuple(sorted(found, key=lambda row: not all(word in title_of(row).casefold() for word in wanted)))

    def _say_why(self) -> None:
        if self._search.strip():
            text = _("No rubric holds “{search}”").format(search=self._search.strip())
            self._nothing.show_empty("search", text, _("Titles, ids, criteria and descriptors are searched."))
        elif self._filter.current() == _DRAFTS:
            detail = _("Editing a published rubric begins a draft of its next version.")
            self._nothing.show_empty("edit", _("Nothing is being written"), detail)
        else:
            self._nothing.show_empty("grid", _("No assessment uses these rubrics yet"), "")

    def _build(self) -> None:
        self.table.setModel(self.model)
        self.table.set_columns(WIDTHS)
        detail = _("Write one, or bring one along: drop a file anywhere on this screen.")
        self._first.show_empty("grid", _("No rubrics yet"), detail)
        begin = button(self._theme, _("New rubric"), kind="primary", icon="plus")
        begin.setObjectName("newFirst")
        begin.clicked.connect(self.new_asked)
        bring = button(self._theme, _("Import…"), icon="package")
        bring.setObjectName("importFirst")
        bring.clicked.connect(self.import_asked)
        self._first.add_action(begin)
        self._first.add_action(bring)
        head = QHBoxLayout()
        head.setContentsMargins(16, 10, 16, 10)
        head.setSpacing(12)
        head.addWidget(self._filter)
        head.addWidget(self._count)
        head.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(head)
        for part in (self.table, self._nothing, self._first):
            column.addWidget(part, 1)
        self.table.row_chosen.connect(lambda _row: self.chosen.emit())
        self.table.row_opened.connect(lambda _row: self.opened.emit())
        self.table.doubleClicked.connect(lambda _index: self.opened.emit())
        self._filter.chosen.connect(lambda _key: self._on_filter())

    def _on_filter(self) -> None:
        self._show()
        self.chosen.emit()


def _passes(row: LibraryRow, key: str) -> bool:
    if key == _NEWEST:
        return row.newest
    if key == _DRAFTS:
        return row.is_draft
    return row.entry.used_by > 0 if key == _USED else True
