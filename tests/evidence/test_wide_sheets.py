"""A cell far out in a sheet: the used part is shown, and that it is not all."""

from __future__ import annotations

import zipfile

import pytest

from certdesk.evidence.replies import Heading, TableBlock
from certdesk.evidence.requests import Describe, ExtractText, ReadDocument, Thumbnail

ROW = '<row r="{0}"><c r="A{0}"><v>{1}</v></c>{2}</row>'


@pytest.fixture
def sheet(make):
    """Make a workbook whose only sheet holds these rows."""

    def write(rows):
        path = make.xlsx("wide.xlsx", [["x"]])
        with zipfile.ZipFile(path) as archive:
            held = {name: archive.read(name) for name in archive.namelist()}
        data = held["xl/worksheets/sheet1.xml"]
        before, after = data.split(b"<sheetData>")[0], data.split(b"</sheetData>")[1]
        held["xl/worksheets/sheet1.xml"] = before + b"<sheetData>" + rows.encode() + b"</sheetData>" + after
        return make.zipped("wide.xlsx", held)

    return write


@pytest.mark.parametrize(
    "rows",
    [
        ROW.format(1, 31, "") + ROW.format(2, 44, "") + '<row r="1048576"><c r="XFD1048576"><v>7</v></c></row>',
        ROW.format(1, 31, '<c r="XFD1"><v>7</v></c>') + ROW.format(2, 44, "") + ROW.format(5000, 9, ""),
        "<row><c><v>31</v></c></row><row><c><v>44</v></c></row>"
        + '<row r="1048576"><c r="XFD1048576"><v>7</v></c></row>',
    ],
    ids=["corner", "edges", "unnumbered"],
)
def test_the_used_part_of_a_sheet_with_a_far_cell_is_shown(worker, sheet, rows):
    path = sheet(rows)
    assert worker.ask(Describe(path)).problem is None
    reading = worker.ask(ReadDocument(path))
    assert reading.blocks == (Heading(2, "Tests"), TableBlock((("31",), ("44",))))
    assert not reading.complete
    assert worker.ask(Thumbnail(path, 200, 200)).width
    assert "44" in worker.ask(ExtractText(path)).parts[0].text


def test_a_used_part_further_down_is_shown(worker, sheet):
    rows = ROW.format(40_000, 31, "") + '<row r="1048576"><c r="XFD1048576"><v>7</v></c></row>'
    assert worker.ask(ReadDocument(sheet(rows))).blocks == (Heading(2, "Tests"), TableBlock((("31",),)))


def test_empty_cells_far_out_hide_nothing(worker, sheet):
    rows = ROW.format(1, 31, '<c r="XFD1" s="0"/>') + '<row r="1048576"><c r="XFD1048576" s="0"/></row>'
    assert worker.ask(ReadDocument(sheet(rows))).blocks == (Heading(2, "Tests"), TableBlock((("31",),)))
