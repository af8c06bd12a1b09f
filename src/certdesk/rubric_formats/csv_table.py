"""Rubrics as CSV, the way teachers and other programs write them."""

from __future__ import annotations

from certdesk.core.errors import CertDeskError, RubricError
from certdesk.core.fields import shown
from certdesk.core.importing import Answers, Reading
from certdesk.core.rubric import Rubric
from certdesk.core.words import _
from certdesk.rubric_formats import tables_writing
from certdesk.rubric_formats.building import reading
from certdesk.rubric_formats.building_questions import Asking
from certdesk.rubric_formats.csv_cells import has_wide_rows, read_cells, write_cells
from certdesk.rubric_formats.format import RubricFormat, Source
from certdesk.rubric_formats.tables_reading import looks_like_a_table, rubrics_of
from certdesk.rubric_formats.text_encoding import decoded

FORMAT = "csv"
_ENDINGS = (".csv", ".tsv", ".txt", ".tab")
_LOOKED_AT = 65_536
_MOST_ODD = 20
"""One in so many signs may be damaged."""


def csv_table() -> RubricFormat:
    """Return the format."""
    return RubricFormat(FORMAT, _("Table (CSV)"), ".csv", looks_like, read, write, tables_writing.losses)


def looks_like(source: Source) -> float:
    """Whether it is text in columns; any more telling format goes first."""
    data = source.data[:_LOOKED_AT]
    if not data.strip() or data[:2] in {b"PK", b"\x1f\x8b"} or data.lstrip(b"\xef\xbb\xbf \r\n\t")[:1] in {b"<", b"{"}:
        return 0.0
    if not source.name.lower().endswith(_ENDINGS) or _is_no_text(data):
        return 0.0
    try:
        return 0.2 if looks_like_a_table(read_cells(Source(source.name, data))) else 0.05
    except CertDeskError:
        return 0.05


def _is_no_text(data: bytes) -> bool:
    """Whether it is a photo or the like under a table's name: full of signs that nobody writes, zeros among them.

    Without zeros it is a text, if one with signs that nobody sees: what we write is read again.
    """
    text = decoded(data)
    if "\0" not in text:
        return False
    odd = sum(sign == "\ufffd" or (sign < " " and sign not in "\t\n\r\f\v") for sign in text)
    return odd * _MOST_ODD > len(text)


def read(source: Source, answers: Answers) -> Reading:
    """Read the table. Raises RubricError when nothing in it is like a rubric."""
    asking = Asking(answers)
    table = read_cells(source)
    if _is_no_text(source.data[:_LOOKED_AT]) or not looks_like_a_table(table):
        problem = _("{file} holds no table of criteria and levels.").format(file=shown(source.name))
        raise RubricError(problem, _("The first row names the levels, the first column the criteria."))
    found = rubrics_of(table, "1", asking)
    if not found and not asking.rows and has_wide_rows(source):
        reason = _(
            "Its rows have more cells than the first one. A text with a comma in it needs quotation marks around it."
        )
        asking.skipped(_("file"), source.name, reason)
    return reading(FORMAT, source, found, asking)


def write(rubric: Rubric) -> bytes:
    """Return the table with its title above it, marked as UTF-8 for spreadsheets."""
    above = [[line] for line in tables_writing.lines_above(rubric)]
    return write_cells([*above, tables_writing.header(rubric), *tables_writing.body(rubric)], marked=True)
