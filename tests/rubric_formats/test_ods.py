"""Spreadsheets of LibreOffice: merged cells mean for each cell that they cover what they say."""

from __future__ import annotations

import io
import time
import zipfile
from contextlib import suppress

from tests.rubric_formats.reading_files import grid, read

from certdesk.core.errors import RubricError

NAMES = (
    'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
    'xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" '
    'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"'
)
KIND = "application/vnd.oasis.opendocument.spreadsheet"
GAP = '<table:table-cell table:number-columns-repeated="2"/>'


def cell(text, along=1, down=1):
    spans = f' table:number-columns-spanned="{along}" table:number-rows-spanned="{down}"' if along * down > 1 else ""
    covered = f'<table:covered-table-cell table:number-columns-repeated="{along - 1}"/>' if along > 1 else ""
    words = f"<text:p>{text}</text:p>" if text else ""
    return f'<table:table-cell office:value-type="string"{spans}>{words}</table:table-cell>{covered}'


def row(*cells, repeated=1):
    again = f' table:number-rows-repeated="{repeated}"' if repeated > 1 else ""
    return f"<table:table-row{again}>{''.join(cells)}</table:table-row>"


def ods(*sheets):
    tables = "".join(f'<table:table table:name="S{n}">{"".join(rows)}</table:table>' for n, rows in enumerate(sheets))
    body = f"<office:body><office:spreadsheet>{tables}</office:spreadsheet></office:body>"
    content = f"<office:document-content {NAMES}>{body}</office:document-content>"
    manifest = (
        '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0">'
        f'<manifest:file-entry manifest:full-path="/" manifest:media-type="{KIND}"/>'
        "</manifest:manifest>"
    )
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("mimetype", KIND)
        archive.writestr("content.xml", content)
        archive.writestr("META-INF/manifest.xml", manifest)
    return file.getvalue()


HIDDEN_BELOW = "<table:covered-table-cell/>"


def test_sections_and_heads_that_cover_several_rows_and_columns():
    rows = (
        row(cell("Domain", down=2), cell("Criterion", down=2), cell("Levels of performance", along=2)),
        row(HIDDEN_BELOW * 2, cell("Good (2)"), cell("Poor (1)")),
        row(cell("Plan", down=2), cell("Aims"), cell("a is seen"), cell("b is seen")),
        row(HIDDEN_BELOW, cell("Order"), cell("one text for both", along=2)),
        row(cell("Do", down=2), cell("Voice"), cell("e"), cell("f")),
        row(HIDDEN_BELOW, cell("Pace"), cell("g"), cell("h")),
    )
    [rubric] = read("xlsx", ods(rows), name="a.ods").rubrics
    assert [section.title for section in rubric.sections] == ["Plan", "Do"]
    assert grid(rubric)["Order"] == {"1": ("Poor", "one text for both"), "2": ("Good", "one text for both")}


def test_merged_cells_of_a_table_that_begins_further_down_and_to_the_right():
    rows = (
        row(GAP, repeated=3),
        row(GAP, cell("Criteria"), cell("Good (2)"), cell("Poor (1)")),
        row(GAP, cell("Aim"), cell("both", along=2)),
        row(GAP, cell("Form"), cell("c"), cell("d")),
    )
    [rubric] = read("xlsx", ods(rows), name="a.ods").rubrics
    assert grid(rubric)["Aim"] == {"1": ("Poor", "both"), "2": ("Good", "both")}


def test_cells_merged_over_each_other_do_not_take_hours():
    huge = cell("x", along=200, down=9999)
    rows = (row(cell("Criterion"), cell("Good (2)"), cell("Poor (1)")), *(row(huge * 3) for _number in range(2000)))
    start = time.perf_counter()
    with suppress(RubricError):
        read("xlsx", ods(rows), name="a.ods")
    assert time.perf_counter() - start < 5
