"""Rubrics as spreadsheets: .xlsx in and out, .ods in."""

from __future__ import annotations

from certdesk.core.errors import RubricError
from certdesk.core.fields import shown
from certdesk.core.importing import Answers, Question, Reading
from certdesk.core.words import _
from certdesk.rubric_formats import tables_writing
from certdesk.rubric_formats.building import reading
from certdesk.rubric_formats.building_questions import Asking, choices
from certdesk.rubric_formats.format import RubricFormat, Source
from certdesk.rubric_formats.tables import Table
from certdesk.rubric_formats.tables_reading import looks_like_a_table, rubrics_of
from certdesk.rubric_formats.xlsx_cells import read_sheets
from certdesk.rubric_formats.xlsx_writing import write

FORMAT = "xlsx"
_ALL = "all"
_INSIDE = (b"xl/workbook.xml", b"xl/worksheets/", b"application/vnd.oasis.opendocument.spreadsheet")


def xlsx_table() -> RubricFormat:
    """Return the format."""
    return RubricFormat(
        FORMAT, _("Spreadsheet (Excel, LibreOffice)"), ".xlsx", looks_like, read, write, tables_writing.losses
    )


def looks_like(source: Source) -> float:
    """Whether it is a zip that holds the parts of a spreadsheet."""
    if source.data[:4] != b"PK\x03\x04":
        return 0.0
    if any(sign in source.data for sign in _INSIDE):
        return 0.8
    return 0.3 if source.name.lower().endswith((".xlsx", ".xlsm", ".ods")) else 0.0


def read(source: Source, answers: Answers) -> Reading:
    """Read the sheet or sheets with a table. Raises RubricError when it can't be opened, or there is no table in it."""
    asking = Asking(answers)
    sheets = [sheet for sheet in read_sheets(source) if looks_like_a_table(sheet)]
    if not sheets:
        problem = _("{file} has no sheet with a table of criteria and levels.").format(file=shown(source.name))
        raise RubricError(problem, _("The first row names the levels, the first column the criteria."))
    chosen = _chosen(source, sheets, asking)
    found = [one for number, sheet in chosen for one in rubrics_of(sheet, str(number), asking)]
    return reading(FORMAT, source, found, asking)


def _chosen(source: Source, sheets: list[Table], asking: Asking) -> list[tuple[int, Table]]:
    """Ask which sheet is meant where several hold tables."""
    numbered = list(enumerate(sheets, start=1))
    if len(sheets) == 1:
        return numbered
    offered = [(str(number), sheet.name) for number, sheet in numbered]
    text = _("There are tables on several sheets. Which of them is the rubric?")
    question = Question("sheet", text, choices(*offered, (_ALL, _("All of them, each a rubric of its own"))))
    answer = asking.ask(_("sheets"), source.name, question)
    return numbered if answer == _ALL else [(number, sheet) for number, sheet in numbered if str(number) == answer]
