"""Tables as an Excel workbook in which every cell has its type, so that nothing turns into something else.

A text stays a text, also when somebody edits its cell: "3-2" is no day, "007" no number and "=1+1" no formula.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator
from decimal import Decimal
from io import BytesIO

from xlsxwriter.format import Format
from xlsxwriter.workbook import Workbook
from xlsxwriter.worksheet import Worksheet

from certdesk.core.codebook import in_words
from certdesk.core.progress import Progress, silent
from certdesk.core.result_columns import Column, Kind
from certdesk.core.result_tables import Cells, Table, Value
from certdesk.core.words import N_, _

LONGEST_TEXT = 32_767
"""Signs of UTF-16 that a cell can hold; a longer text is cut here and whole in the other formats."""
_MOST_ROWS = 1_048_575
_FIRST_DAY = datetime.date(1900, 3, 1)
"""Excel believes that 1900 had a 29th of February: earlier days are texts."""
_INK, _PAPER, _HEAD, _LINE = "#1F2A37", "#FFFFFF", "#1F4E5F", "#C9D3DB"
_TITLES = {
    "results": N_("Results"), "marks": N_("Marks"), "criteria": N_("Criteria"), "levels": N_("Levels"),
    "outcomes": N_("Outcomes"), "codebook": N_("Codebook"),
}  # fmt: skip
_WIDTHS = {"question": 50, "descriptor": 70, "meaning": 80, "missing": 32, "strength": 60, "next_step": 60}
_WIDEST, _NARROWEST, _LOOKED_AT = 34, 7, 300
_PRINTED_TOGETHER, _TOLD_EVERY = 9, 500
"""More columns than these can't be read when they are all on one page."""
_SETTINGS = {"in_memory": True, "strings_to_numbers": False, "strings_to_formulas": False, "strings_to_urls": False}
_RISKY = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")


def write_xlsx(tables: Iterable[Table], title: str, made: datetime.date, progress: Progress = silent) -> bytes:
    """Return a workbook with a sheet for each table. ``made`` is the day in its properties: no clock is asked.

    ``progress`` counts rows, as a workbook of many takes a while; what it raises stops the work.
    """
    file = BytesIO()
    with Workbook(file, _SETTINGS) as book:
        moment = datetime.datetime(made.year, made.month, made.day)  # noqa: DTZ001 - a workbook knows no time zones
        book.set_properties({"title": title, "created": moment, "author": "CertDesk"})
        looks = _Looks(book)
        for table in tables:
            for name, rows in _sheets(table):
                _fill(book.add_worksheet(name), Table(table.name, table.columns, rows), looks, progress)
    return file.getvalue()


class _Looks:
    """The formats of cells, by kind; texts have that of texts, so that they stay texts when somebody edits them."""

    def __init__(self, book: Workbook) -> None:
        basic = {"font_name": "Calibri", "font_size": 11, "font_color": _INK, "valign": "top"}
        head = {"bold": True, "font_color": _PAPER, "bg_color": _HEAD, "valign": "vcenter", "text_wrap": True}
        self.head: Format = book.add_format(basic | head | {"num_format": "@"})
        self.text: Format = book.add_format(basic | {"num_format": "@"})
        self.long: Format = book.add_format(basic | {"num_format": "@", "text_wrap": True})
        self.risky: Format = book.add_format(basic | {"num_format": "@", "quote_prefix": True})
        self.number: Format = book.add_format(basic | {"num_format": "General"})
        self.day: Format = book.add_format(basic | {"num_format": "yyyy-mm-dd", "align": "left"})


def _sheets(table: Table) -> Iterator[tuple[str, tuple[Cells, ...]]]:
    """Name the sheets of a table: one, unless it has more rows than a sheet can."""
    title = _(_TITLES.get(table.name, table.name))
    for number, start in enumerate(range(0, max(len(table.rows), 1), _MOST_ROWS)):
        yield (title if not number else f"{title} {number + 1}"), table.rows[start : start + _MOST_ROWS]


def _fill(sheet: Worksheet, table: Table, looks: _Looks, progress: Progress) -> None:
    rows = table.rows
    for at, column in enumerate(table.columns):
        sheet.set_column(at, at, _width(column, at, rows))
        sheet.write_string(0, at, column.name, looks.head)
        if column.meaning or column.criterion:
            sheet.write_comment(0, at, ": ".join(part for part in in_words(column)[:2] if part), _NOTE)
    for number, row in enumerate(rows, start=1):
        if number % _TOLD_EVERY == 0:
            progress(number, len(rows), _("Writing tables"))
        for at, value in enumerate(row):
            _write(sheet, (number, at), value, looks, wide=table.columns[at].name in _WIDTHS)
    keys = sum(column.name in {"code", "name", "id", "table", "column", "criterion"} for column in table.columns[:2])
    sheet.freeze_panes(1, max(keys, 1))
    sheet.autofilter(0, 0, max(len(rows), 1), len(table.columns) - 1)
    sheet.set_row(0, 30)
    sheet.set_landscape()
    sheet.set_paper(9)
    if len(table.columns) <= _PRINTED_TOGETHER:
        sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(0)


_NOTE = {"author": "CertDesk", "x_scale": 2.0, "y_scale": 1.2}


def _write(sheet: Worksheet, place: tuple[int, int], value: Value, looks: _Looks, *, wide: bool) -> None:
    match value:
        case None:
            return
        case bool():
            sheet.write_boolean(*place, value, looks.number)
        case str():
            look = looks.risky if value.startswith(_RISKY) else looks.long if wide else looks.text
            sheet.write_string(*place, shortened(value), look)
        case datetime.date() if value >= _FIRST_DAY:
            sheet.write_datetime(*place, value, looks.day)
        case datetime.date():
            sheet.write_string(*place, value.isoformat(), looks.text)
        case Decimal() | int():
            sheet.write_number(*place, float(value) if isinstance(value, Decimal) else value, looks.number)


def shortened(text: str) -> str:
    """Return what of a text fits into a cell."""
    data = text.encode("utf-16-le")
    if len(data) <= 2 * LONGEST_TEXT:
        return text
    return data[: 2 * (LONGEST_TEXT - 1)].decode("utf-16-le", errors="ignore") + "…"


def _width(column: Column, at: int, rows: tuple[Cells, ...]) -> int:
    if column.name in _WIDTHS:
        return _WIDTHS[column.name]
    if column.kind is Kind.DAY:
        return 12
    longest = max((len(str(row[at])) for row in rows[:_LOOKED_AT] if row[at] is not None), default=0)
    return min(_WIDEST, max(_NARROWEST, longest + 2, min(len(column.name) + 3, 18)))
