"""Writes a rubric as a spreadsheet that is pleasant to edit: heads that stay, cells that wrap, and how to go on."""

from __future__ import annotations

import datetime
from fractions import Fraction
from io import BytesIO

from xlsxwriter.format import Format
from xlsxwriter.workbook import Workbook
from xlsxwriter.worksheet import Worksheet

from certdesk.core.rubric import Rubric
from certdesk.core.words import _
from certdesk.rubric_formats import tables_writing
from certdesk.rubric_formats.building_points import read_points
from certdesk.rubric_formats.tables import LONGEST_CELL

_INK, _PAPER, _HEAD, _BAND, _LINE = "#1F2A37", "#FFFFFF", "#1F4E5F", "#F3F6F8", "#C9D3DB"
_WIDTHS = {"Section": 18, "Code": 8, "Criterion": 26, "Question": 34, "Weight": 9, "Level": 18, "Points": 9}
_WIDTH_OF_TEXT, _WIDTH_OF_DESCRIPTION = 34, 60
_WIDTH_OF_NOTES = 70
_LETTERS_A_LINE, _POINTS_A_LINE, _TALLEST, _HEIGHT_OF_TITLE = 1.12, 14.5, 400, 28
_TEXTS_ARE_TEXTS = {
    "in_memory": True,
    "strings_to_numbers": False,
    "strings_to_formulas": False,
    "strings_to_urls": False,
}
_SOME_DAY = datetime.datetime(2026, 1, 1)  # noqa: DTZ001 - a spreadsheet knows no time zones
"""The same rubric gives the same file."""


def write(rubric: Rubric) -> bytes:
    """Return an .xlsx with the rubric on its first sheet and how to edit it on the second."""
    file = BytesIO()
    with Workbook(file, _TEXTS_ARE_TEXTS) as book:
        book.set_properties({"title": rubric.title, "created": _SOME_DAY})
        looks = _looks(book)
        _table(book.add_worksheet(_("Rubric")), rubric, looks)
        _notes(book.add_worksheet(_("How to edit")), looks)
    return file.getvalue()


def _looks(book: Workbook) -> dict[str, Format]:
    basic = {"font_name": "Calibri", "font_size": 11, "font_color": _INK, "valign": "top", "text_wrap": True}
    framed = basic | {"border": 1, "border_color": _LINE}
    return {
        "title": book.add_format({"font_name": "Calibri", "font_size": 18, "bold": True, "font_color": _HEAD}),
        "purpose": book.add_format(basic | {"italic": True}),
        "head": book.add_format(framed | {"bold": True, "font_color": _PAPER, "bg_color": _HEAD, "valign": "vcenter"}),
        "name": book.add_format(framed | {"bold": True}),
        "text": book.add_format(framed),
        "number": book.add_format(framed | {"align": "center", "num_format": "General"}),
        "name band": book.add_format(framed | {"bold": True, "bg_color": _BAND}),
        "text band": book.add_format(framed | {"bg_color": _BAND}),
        "number band": book.add_format(framed | {"align": "center", "num_format": "General", "bg_color": _BAND}),
        "note": book.add_format(basic),
    }


def _table(sheet: Worksheet, rubric: Rubric, looks: dict[str, Format]) -> None:
    heads = tables_writing.header(rubric)
    last = len(heads) - 1
    widths = [_width(head) for head in heads]
    for at, width in enumerate(widths):
        sheet.set_column(at, at, width)
    top = 0
    for line in tables_writing.lines_above(rubric):
        sheet.merge_range(top, 0, top, last, "", looks["purpose" if top else "title"])
        sheet.write_string(top, 0, line[:LONGEST_CELL], looks["purpose" if top else "title"])
        sheet.set_row(top, _height([line], [sum(widths)]) if top else _HEIGHT_OF_TITLE)
        top += 1
    for at, head in enumerate(heads):
        sheet.write_string(top, at, head, looks["head"])
    sheet.set_row(top, 32)
    sheet.freeze_panes(top + 1, tables_writing.HEAD.index("Question"))
    rows = list(tables_writing.body(rubric))
    criterion, band = "", True
    for number, row in enumerate(rows, start=top + 1):
        band = band if row[1] == criterion and criterion else not band
        criterion = row[1]
        _row(sheet, (number, row), heads, looks, band=band)
        sheet.set_row(number, _height(row, widths))
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(top)
    sheet.hide_gridlines(2)


def _row(
    sheet: Worksheet, numbered: tuple[int, list[str]], heads: list[str], looks: dict[str, Format], *, band: bool
) -> None:
    number, row = numbered
    behind = " band" if band else ""
    for at, (head, cell) in enumerate(zip(heads, row, strict=True)):
        value = read_points(cell).value if head in {"Weight", "Points"} else None
        if value is not None and Fraction(str(float(value))) == value and "/" not in cell:
            sheet.write_number(number, at, float(value), looks[f"number{behind}"])
        else:
            look = "name" if head in {"Code", "Criterion", "Level"} else "number" if head == "Weight" else "text"
            sheet.write_string(number, at, cell[:LONGEST_CELL], looks[f"{look}{behind}"])


def _width(head: str) -> int:
    return _WIDTHS.get(head) or (_WIDTH_OF_DESCRIPTION if head == "Description" else _WIDTH_OF_TEXT)


def _height(cells: list[str], widths: list[int]) -> float:
    """Guess how high a row has to be for its fullest cell, as not every program finds out by itself."""
    lines = max(
        sum(1 + int(len(line) / (width * _LETTERS_A_LINE)) for line in cell.split("\n"))
        for cell, width in zip(cells, widths, strict=False)
    )
    return min(_TALLEST, max(1, lines) * _POINTS_A_LINE + 4)


def _notes(sheet: Worksheet, looks: dict[str, Format]) -> None:
    sheet.set_column(0, 0, _WIDTH_OF_NOTES)
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    sheet.hide_gridlines(2)
    sheet.write_string(0, 0, _("How to edit this rubric"), looks["title"])
    sheet.set_row(0, _HEIGHT_OF_TITLE)
    for number, line in enumerate(tables_writing.edit_hint(), start=2):
        sheet.write_string(number, 0, line, looks["note"])
        sheet.set_row(number, _height([line], [_WIDTH_OF_NOTES]))
