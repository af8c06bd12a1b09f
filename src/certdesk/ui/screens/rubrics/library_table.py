"""The library as a table: rubric, version, state, languages, criteria, how much it is used, when it changed."""

from __future__ import annotations

from datetime import UTC, datetime

from certdesk.actions.rubric_library import LibraryRow
from certdesk.core.words import _, ngettext
from certdesk.ui.models.row_table import RowTable
from certdesk.ui.screens.rubrics.preview_languages import language_name
from certdesk.ui.widgets.cell import Cell

WIDTHS: tuple[int | None, ...] = (None, 76, 96, 108, 70, 116, 112)
CRITERIA = 4


class LibraryTable(RowTable[LibraryRow]):
    """Pure adapter from rows of the library."""

    right = frozenset({CRITERIA})

    def __init__(self) -> None:
        super().__init__()
        self._now = datetime.min.replace(tzinfo=UTC)

    def show_rows(self, rows: tuple[LibraryRow, ...], now: datetime) -> None:
        """Replace what is shown."""
        self._now = now
        self._replace(rows)

    def place_of(self, key: str) -> int:
        """Return the place of a row, or -1."""
        return next((place for place, row in enumerate(self._rows) if row.key == key), -1)

    def heads(self) -> tuple[str, ...]:
        """Return the heads of the columns."""
        return (
            _("Rubric"), _("Version"), _("State"), _("Languages"), _("Criteria"), _("Used by"), _("Changed"),
        )  # fmt: skip

    def spoken(self, row: LibraryRow, column: int) -> str:
        """Say of a version that it is not the newest, which is only shown by its look."""
        if column == 0 and not row.newest:
            return _("{title}, earlier version").format(title=title_of(row))
        cell = self.cell(row, column)
        return f"{cell.words} {cell.rest}".strip()

    def tip(self, row: LibraryRow, column: int) -> str:
        """Return the whole title and the id."""
        return f"{title_of(row)}\n{row.entry.id}" if column == 0 else ""

    def cell(self, row: LibraryRow, column: int) -> Cell:
        """Return what a cell shows."""
        entry = row.entry
        if column == 0:
            return _title_cell(row)
        state, chip = state_of(row)
        cells = (
            Cell(entry.version, tone="text" if row.newest else "text2"),
            Cell(state, chip=chip),
            Cell(languages_words(entry.languages), tone="text2"),
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


def used_words(count: int, begun: int = 0) -> str:
    """Say how many portfolios are on a version, and how many of them somebody has begun to assess."""
    if not count:
        return _("not used")
    text = ngettext("{count} portfolio", "{count} portfolios", count).format(count=count)
    return _("{portfolios}, {begun} begun").format(portfolios=text, begun=begun) if begun else text


def changed_words(moment: datetime | None, now: datetime) -> str:
    """Say when something changed: today with its time, else the day."""
    if moment is None:
        return ""
    local = moment.astimezone(now.tzinfo)
    if local.date() == now.date():
        return _("today, {time}").format(time=f"{local:%H:%M}")
    return f"{local.day} {local:%b}" if local.year == now.year else f"{local.day} {local:%b %Y}"


def languages_words(codes: tuple[str, ...]) -> str:
    """Name the first language, and say how many more there are; the preview names them all."""
    name, more = language_name(codes[0]), len(codes) - 1
    return _("{language} +{count}").format(language=name, count=more) if more else name
