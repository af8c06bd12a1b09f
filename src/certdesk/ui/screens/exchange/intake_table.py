"""Portfolios from elsewhere as a table: which come in, how each stands to what is here, how much would be copied."""

from __future__ import annotations

from certdesk.actions.previewing_intake import Choice, ItemStanding, PreviewPortfolio, Standing
from certdesk.core.words import _, ngettext
from certdesk.ui.models.item_table import size_words
from certdesk.ui.models.row_table import RowTable
from certdesk.ui.widgets.cell import Cell

WIDTHS: tuple[int | None, ...] = (40, 132, None, 190, 150, 84)
EXPENDABLE, LEAST = (5, 3, 1), 150
_CHIPS = {Standing.DOUBTFUL: "warn", Standing.NEW: "accent", Standing.UPDATED: "accent", Standing.SAME: "neutral"}


def standing_words(standing: Standing) -> str:
    """Say in a word how a portfolio stands to what is here."""
    words = {
        Standing.DOUBTFUL: _("To decide"),
        Standing.NEW: _("New"),
        Standing.UPDATED: _("Renewed"),
        Standing.SAME: _("Already here"),
    }
    return words[standing]


def files_words(one: PreviewPortfolio) -> str:
    """Say how many files it has, and what is new in them."""
    kinds = (
        (ngettext("{count} new", "{count} new", one.count(ItemStanding.NEW)), one.count(ItemStanding.NEW)),
        (
            ngettext("{count} changed", "{count} changed", one.count(ItemStanding.CHANGED, ItemStanding.BESIDE)),
            one.count(ItemStanding.CHANGED, ItemStanding.BESIDE),
        ),
        (ngettext("{count} gone", "{count} gone", one.count(ItemStanding.GONE)), one.count(ItemStanding.GONE)),
    )
    whole = len(one.items) - one.count(ItemStanding.GONE)
    files = ngettext("{count} file", "{count} files", whole).format(count=whole)
    if one.standing is Standing.NEW or one.choice is Choice.NEW or not one.namesakes:
        return files
    parts = [text.format(count=count) for text, count in kinds if count]
    return f"{files}, {', '.join(parts)}" if parts else files


class IntakeTable(RowTable[PreviewPortfolio]):
    """Pure adapter; the first column says whether it comes in."""

    right = frozenset({5})

    def show_rows(self, rows: tuple[PreviewPortfolio, ...]) -> None:
        """Replace what is shown."""
        if [row.key for row in rows] == [row.key for row in self._rows]:
            self._rows = rows  # the same portfolios, decided otherwise: the place in the list stays
            self._renew()
        else:
            self._replace(rows)

    def place_of(self, key: str) -> int:
        """Return the row of a portfolio, or -1."""
        return next((place for place, row in enumerate(self._rows) if row.key == key), -1)

    def heads(self) -> tuple[str, ...]:
        """Return the heads of the columns."""
        return ("", _("Code"), _("Whose"), _("Files"), _("What it is"), _("Size"))

    def tip(self, row: PreviewPortfolio, column: int) -> str:
        """Return what may be cut, whole, and what is remarkable."""
        return {1: row.code, 2: f"{row.title}\n{row.name}".strip(), 4: "\n".join((*row.why, *row.warnings))}.get(
            column, ""
        )

    def spoken(self, row: PreviewPortfolio, column: int) -> str:
        """Say what the sign of the first column means."""
        if column == 0:
            if row.selected and row.choice is None:
                return _("to decide")
            return _("comes in") if row.comes_in else _("stays outside")
        return self.cell(row, column).words

    def cell(self, row: PreviewPortfolio, column: int) -> Cell:
        """Return what a cell shows."""
        out = not row.selected or row.choice is Choice.LEAVE
        tone = "text3" if out else "text"
        person = ", ".join(part for part in (row.name, row.school) if part)
        first, second = (person, row.title) if person else (row.title or row.code, "")
        standing = _("Stays outside") if out else standing_words(row.standing)
        if row.standing is Standing.DOUBTFUL and row.choice is not None and not out:
            standing = _("As a new one") if row.choice is Choice.NEW else _("Into the one here")
        chip = "neutral" if out else "ok" if standing != standing_words(row.standing) else _CHIPS[row.standing]
        icon = "warning" if chip == "warn" else ""
        cells = (
            _sign(row, out=out),
            Cell(row.code, weight=600, tone=tone),
            Cell(first, below=second, tone=tone),
            Cell(files_words(row), tone="text2"),
            Cell(standing, chip=chip, icon=icon),
            Cell(size_words(row.to_copy) if row.to_copy else "", right=True, tone="text2"),
        )
        return cells[column]


def _sign(row: PreviewPortfolio, *, out: bool) -> Cell:
    if out:
        return Cell(icon="circle", icon_tone="ctl")
    if row.choice is None:
        return Cell(icon="help", icon_tone="warn")
    if row.comes_in:
        return Cell(icon="ok", icon_tone="accent")
    return Cell(icon="check", icon_tone="text3")
