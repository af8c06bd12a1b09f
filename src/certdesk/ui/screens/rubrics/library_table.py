"""The library as a table: rubric, version, state, languages, criteria, how much it is used, when it changed."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt

from certdesk.actions.rubric_library import LibraryRow
from certdesk.core.words import _, ngettext
from certdesk.ui.screens.rubrics.preview_languages import language_name
from certdesk.ui.widgets.cell import CELL, Cell, Head

Index = QModelIndex | QPersistentModelIndex
WIDTHS: tuple[int | None, ...] = (None, 76, 96, 92, 70, 116, 112)
_MOST_LANGUAGES = 3


class LibraryTable(QAbstractTableModel):
    """Pure adapter from rows of the library."""

    def __init__(self) -> None:
        super().__init__()
        self._rows: tuple[LibraryRow, ...] = ()
        self._now = datetime.min.replace(tzinfo=UTC)

    def show_rows(self, rows: tuple[LibraryRow, ...], now: datetime) -> None:
        """Replace what is shown."""
        self.beginResetModel()
        self._rows, self._now = rows, now
        self.endResetModel()

    def row(self, number: int) -> LibraryRow | None:
        """Return one row, or None outside the table."""
        return self._rows[number] if 0 <= number < len(self._rows) else None

    def place_of(self, key: str) -> int:
        """Return the place of a row, or -1."""
        return next((place for place, row in enumerate(self._rows) if row.key == key), -1)

    def rowCount(self, parent: Index | None = None) -> int:
        """Return how many rows there are."""
        return 0 if parent is not None and parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index | None = None) -> int:
        """Return how many columns there are."""
        return 0 if parent is not None and parent.isValid() else len(WIDTHS)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:  # noqa: ANN401 - Qt's signature
        """Return the cell, its words for screen readers, or the whole title where it is cut."""
        row = self.row(index.row()) if index.isValid() else None
        if row is None:
            return None
        if role == CELL:
            return self._cell(row, index.column())
        if role in {Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole}:
            return self._words(row, index.column())
        if role == Qt.ItemDataRole.ToolTipRole and index.column() == 0:
            return f"{title_of(row)}\n{row.entry.id}"
        return None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:  # noqa: ANN401 - Qt's signature
        """Return the heads of the columns."""
        if orientation != Qt.Orientation.Horizontal:
            return None
        heads = (
            _("Rubric"), _("Version"), _("State"), _("Languages"), _("Criteria"), _("Used by"), _("Changed"),
        )  # fmt: skip
        if role == CELL:
            return Head(heads[section], right=section == 4)
        return heads[section] if role == Qt.ItemDataRole.DisplayRole else None

    def _words(self, row: LibraryRow, column: int) -> str:
        cell = self._cell(row, column)
        if column == 0 and not row.newest:
            return _("{title}, earlier version").format(title=title_of(row))
        return f"{cell.words} {cell.rest}".strip()

    def _cell(self, row: LibraryRow, column: int) -> Cell:
        entry = row.entry
        if column == 0:
            return _title_cell(row)
        state, chip = state_of(row)
        cells = (
            Cell(entry.version, tone="text" if row.newest else "text2"),
            Cell(state, chip=chip),
            Cell(_languages(entry.languages), tone="text2"),
            Cell(str(entry.criteria), right=True, tone="text2"),
            Cell("" if row.is_draft else used_words(entry.used_by), tone="text2"),
            Cell(changed_words(entry.changed_at, self._now), tone="text2"),
        )
        return cells[column - 1]


def _title_cell(row: LibraryRow) -> Cell:
    if row.newest:
        icon, tone = ("edit", "accent") if row.is_draft else ("grid", "text2")
        return Cell(title_of(row), icon=icon, icon_tone=tone, weight=600)
    return Cell(title_of(row), icon="edit" if row.is_draft else "clock", icon_tone="text3", tone="text3")


def title_of(row: LibraryRow) -> str:
    """Return the title of a row; a draft may not have one yet."""
    return row.entry.title.strip() or _("Rubric without a title")


def state_of(row: LibraryRow) -> tuple[str, str]:
    """Return the state of a row in a word, and the kind of chip that it stands in."""
    if row.is_draft:
        return _("Draft"), "accent"
    return (_("Built in"), "neutral") if row.built_in else (_("Published"), "ok")


def used_words(count: int) -> str:
    """Say how many assessments are made by a version."""
    if not count:
        return _("not used")
    return ngettext("{count} assessment", "{count} assessments", count).format(count=count)


def changed_words(moment: datetime | None, now: datetime) -> str:
    """Say when something changed: today with its time, else the day."""
    if moment is None:
        return ""
    local = moment.astimezone(now.tzinfo)
    if local.date() == now.date():
        return _("today, {time}").format(time=f"{local:%H:%M}")
    return f"{local.day} {local:%b}" if local.year == now.year else f"{local.day} {local:%b %Y}"


def _languages(codes: tuple[str, ...]) -> str:
    if len(codes) == 1:
        return language_name(codes[0])
    shown = ", ".join(codes[:_MOST_LANGUAGES])
    return f"{shown} …" if len(codes) > _MOST_LANGUAGES else shown
