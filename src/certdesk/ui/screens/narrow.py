"""Lists in narrow windows and with large text: the side gives way first, then columns that say least."""

from __future__ import annotations

from certdesk.ui.theme.source import ThemeSource
from certdesk.ui.widgets.table import TableView

_SHARE = 0.4


def side_width(theme: ThemeSource, wanted: int, room: int) -> int:
    """Return the width in px of a side that would like ``wanted`` px at 100 %, beside a list in ``room`` px."""
    return min(theme.px(wanted), round(room * _SHARE))


def fit_columns(
    theme: ThemeSource, table: TableView, widths: tuple[int | None, ...], expendable: tuple[int, ...], least: int
) -> None:
    """Hide columns, those named first in ``expendable`` first, until the one that stretches has ``least`` px."""
    shown = [theme.px(least if width is None else width) for width in widths]
    room = table.viewport().width()
    hidden: set[int] = set()
    for column in expendable:
        if sum(width for place, width in enumerate(shown) if place not in hidden) <= room:
            break
        hidden.add(column)
    for column in range(len(widths)):
        table.setColumnHidden(column, column in hidden)
