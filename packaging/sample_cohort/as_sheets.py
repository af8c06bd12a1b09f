"""Workbooks: rows of values, column widths, a chart."""

import re
import zipfile
from dataclasses import dataclass
from pathlib import Path

from as_office import FOOTER, STAMP, same_every_day
from openpyxl import Workbook
from openpyxl.chart import BarChart, LineChart, Reference
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.worksheet.worksheet import Worksheet

Cell = str | float | int | None


@dataclass(frozen=True, slots=True)
class Tab:
    """One sheet of a workbook: a heading, its rows (the first is the header), widths, and what to chart."""

    name: str
    heading: str
    rows: list[list[Cell]]
    widths: list[float]
    chart: tuple[str, int, int] | None = None  # kind, column of labels, column of values (from 1)


def write_xlsx(target: Path, title: str, tabs: list[Tab], accent: str) -> None:
    """Write the tabs to a workbook."""
    book = Workbook()
    book.remove(book.active)
    for tab in tabs:
        _fill(book.create_sheet(tab.name), tab, accent)
    book.properties.creator = book.properties.lastModifiedBy = "Invented sample for CertDesk"
    book.properties.title, book.properties.created, book.properties.modified = title, STAMP, STAMP
    book.save(target)
    _freeze_dates(target)


def _fill(sheet: Worksheet, tab: Tab, accent: str) -> None:
    sheet["A1"], sheet["A1"].font = tab.heading, Font(bold=True, size=14, color=accent[1:])
    for down, row in enumerate(tab.rows):
        for across, value in enumerate(row):
            cell = sheet.cell(row=down + 3, column=across + 1, value=value)
            if down == 0:
                cell.font, cell.fill = Font(bold=True, color="FFFFFF"), PatternFill("solid", fgColor=accent[1:])
                cell.alignment = Alignment(wrap_text=True, vertical="top")
    for across, width in enumerate(tab.widths):
        sheet.column_dimensions["ABCDEFGHIJKLMNOP"[across]].width = width
    last = len(tab.rows) + 2
    sheet.cell(row=last + 2, column=1, value=FOOTER).font = Font(italic=True, size=9, color="777777")
    sheet.freeze_panes = "A4"
    if tab.chart:
        kind, labels, values = tab.chart
        chart = BarChart() if kind == "bar" else LineChart()
        chart.add_data(Reference(sheet, min_col=values, min_row=3, max_row=last), titles_from_data=True)
        chart.set_categories(Reference(sheet, min_col=labels, min_row=4, max_row=last))
        chart.title, chart.height, chart.width = tab.heading, 7.5, 15
        sheet.add_chart(chart, f"A{last + 4}")


def _freeze_dates(target: Path) -> None:
    """openpyxl writes the hour of saving; put the fixed one back."""
    with zipfile.ZipFile(target) as packed:
        parts = [(entry, packed.read(entry)) for entry in packed.namelist()]
    with zipfile.ZipFile(target, "w") as packed:
        for name, data in parts:
            if name == "docProps/core.xml":
                data = re.sub(rb"(<dcterms:(modified|created)[^>]*>)[^<]*", rb"\g<1>2026-11-02T09:00:00Z", data)
            packed.writestr(name, data)
    same_every_day(target)
