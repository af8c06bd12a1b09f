"""Rubric files that are damaged or hostile: every format answers or says what is wrong, soon and in little memory."""

from __future__ import annotations

import io
import json
import time
import tracemalloc
import zipfile
from contextlib import suppress
from functools import cache
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.support.mutating import damaged

from certdesk import shipped
from certdesk.core.errors import CertDeskError
from certdesk.core.importing import Reading, Verdict
from certdesk.rubric_formats.all_formats import format_called, formats, recognise, refuse_the_huge
from certdesk.rubric_formats.building import MOST_CRITERIA
from certdesk.rubric_formats.format import LARGEST, Source
from certdesk.rubric_formats.our_yaml import read_rubric

FORMATS = {one.id: one for one in formats()}
RUBRIC = read_rubric((shipped.rubrics() / "stem_teaching.yaml").read_text("utf-8"), name="stem_teaching.yaml")
WHOLE = {one.id: one.write(RUBRIC) for one in formats() if one.write is not None}
SECONDS = 20
MEGABYTES = 700


def told_by(one, source: Source, answers=None) -> str:
    """What a format makes of a file; any exception but our own comes through."""
    score = one.looks_like(source)
    assert 0 <= score <= 1
    try:
        reading = one.read(source, answers or {})
    except CertDeskError as error:
        return str(error)
    assert isinstance(reading, Reading)
    assert all(row.question is not None for row in reading.rows if row.verdict is Verdict.QUESTION)
    for rubric in reading.rubrics:
        rubric.title.encode()
        for criterion in rubric.criteria:
            "".join((criterion.id, criterion.title, criterion.question, *criterion.descriptors.values())).encode()
    return "read"


def told_by_all(source: Source) -> None:
    for one in formats():
        told_by(one, source)


@settings(deadline=None)
@given(
    st.binary(max_size=300),
    st.sampled_from(["a.csv", "a.yaml", "a.json", "a.xlsx", "a.xml", "a", ".rbc", "\ud800.csv"]),
)
def test_any_bytes_are_read_or_refused(data, name):
    told_by_all(Source(name, data))


@settings(deadline=None)
@given(
    st.text(alphabet=',;\t"\n\r{}[]<>&:-|>#=+@ aB1.5%\ufeff\x00', max_size=200),
    st.sampled_from(["a.csv", "a.yml", "a.json"]),
)
def test_any_signs_are_read_or_refused(text, name):
    told_by_all(Source(name, text.encode()))


@pytest.mark.parametrize("format_id", WHOLE)
def test_a_damaged_file_is_read_or_refused(format_id):
    for seed in range(12):
        read_damaged(format_id, seed)


@pytest.mark.slow
@pytest.mark.parametrize("format_id", WHOLE)
@pytest.mark.parametrize("first", range(12, 600, 49))
def test_many_damaged_files_are_read_or_refused(format_id, first):
    for seed in range(first, first + 49):
        read_damaged(format_id, seed)


def read_damaged(format_id, seed):
    one, random = FORMATS[format_id], Random(f"{format_id} {seed}")
    name = f"a{one.suffix}"
    source = Source(name, damaged("a.csv" if one.suffix != ".xlsx" else name, WHOLE[format_id], random))
    try:
        told_by(one, source)
        with suppress(CertDeskError):
            recognise(source)
    except Exception as fault:
        fault.add_note(f"{format_id} {seed}")
        raise


@pytest.mark.parametrize("format_id", WHOLE)
def test_random_answers_do_not_break_a_reading(format_id):
    one, random = FORMATS[format_id], Random(format_id)
    for _seed in range(6):
        source = Source(f"a{one.suffix}", damaged("a.csv", WHOLE[format_id], random))
        try:
            questions = one.read(source, {}).questions
        except CertDeskError:
            continue
        for _again in range(2):
            answers = {
                each.id: random.choice(
                    [*(choice.id for choice in each.choices), "", "7", "1e9", "x" * 900, "\ud800", "-3"]
                )
                for each in questions
            }
            told_by(one, source, answers)


def hostile_files() -> dict[str, Source]:
    deep = b'{"Rubric":' + b"[" * 100_000 + b"]" * 100_000 + b',"RubricCriterion":[]}'
    laughs = b"a: &a [x,x]\n" + b"".join(b"b%d: &b%d [*a, *a]\n" % (n, n) for n in range(50)) + b"max_mark: 1\n"
    numbers = json.dumps(
        {
            "Rubric": [{"id": 1, "criterion": [1], "scale_values": [1, 2]}],
            "RubricCriterion": [{"id": 1, "name": "\ud800 lone", "value": 0}],
            "RubricScale": [{"id": 1, "value": 7, "name": "a"}, {"id": 2, "value": 8, "name": "b"}],
            "RubricCriterionScale": [{"id": 1, "criterion": 1, "scale_value": 1, "value": 9}],
        }
    )
    wild = numbers.replace("7", "1e999999").replace("8", "9" * 100_000).replace("9}", "NaN}")
    entities = (
        b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;">]><rubric>&b;</rubric>'
    )
    ours = WHOLE["certdesk"].decode()
    return {
        "deep JSON": Source("a.rbc", deep),
        "billion laughs": Source("a.yml", laughs),
        "wild numbers": Source("a.rbc", wild.encode()),
        "entities": Source("a.xml", entities),
        "one cell of 20 MB": Source("a.csv", b"Criterion,Good,Bad\nA," + b"x" * 20 * 2**20 + b",y\n"),
        "commas": Source("a.csv", b"," * 7 * 2**20),
        "quotation marks": Source("a.csv", b'a,"' * 2 * 2**20),
        "lists": Source("a.json", b"[" + b"[]," * 2 * 2**20 + b"[]]"),
        **{f"10,000 {name}": source for name, source in long_files(10_000).items()},
        "NUL bytes": Source("a.csv", b"Criterion\x00,Good (2),Bad\x00 (1)\nA\x00,x,y\n"),
        "deep YAML": Source(
            "a.yaml", ours.replace("sections:", "x: " + "[" * 5000 + "]" * 5000 + "\nsections:").encode()
        ),
        "zip bomb": Source("a.xlsx", zipped({"xl/workbook.xml": b"x", "xl/worksheets/sheet1.xml": bytes(200 * 2**20)})),
        "far cell": Source("a.xlsx", far_cell()),
        "one text for many cells": Source("a.xlsx", shared_text()),
        "wide ODS": Source("a.ods", wide_ods()),
    }


def long_files(rows: int) -> dict[str, Source]:
    """Files of as many criteria."""
    many = "Criterion,Good (2),Bad (1)\n" + "".join(f"Aim {n},yes,no\n" for n in range(rows))
    canvas = "Rubric Name,Criteria Name,Criteria Description,Criteria Enable Range,"
    canvas += "Rating Name,Rating Description,Rating Points\n"
    canvas += "".join(f"R,Aim {n},,false,Good,x,10-8\n" for n in range(rows))
    markus = "".join(f"Aim {n}: {{type: flexible, max_mark: 3}}\n" for n in range(rows))
    turnitin = {
        "Rubric": [{"id": 1}],
        "RubricScale": [{"id": n, "value": n, "name": n} for n in range(1, 4)],
        "RubricCriterion": [{"id": n, "name": f"Aim {n}"} for n in range(rows)],
        "RubricCriterionScale": [],
    }
    mahara = {
        "framework": {
            "name": "x",
            "standards": [{"standardid": 1, "name": "s"}],
            "standardelements": [{"standardid": 1, "name": f"Aim {n}"} for n in range(rows)],
        }
    }
    return {
        "rows": Source("a.csv", many.encode()),
        "questions": Source("a.csv", canvas.encode()),
        "of MarkUs": Source("a.yml", markus.encode()),
        "of Turnitin": Source("a.rbc", json.dumps(turnitin).encode()),
        "of Mahara": Source("a.matrix", json.dumps(mahara).encode()),
    }


def zipped(files: dict[str, bytes]) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return file.getvalue()


def repacked(changed: dict[str, bytes]) -> bytes:
    """The spreadsheet of our rubric with some of its parts replaced."""
    with zipfile.ZipFile(io.BytesIO(WHOLE["xlsx"])) as archive:
        return zipped({name: archive.read(name) for name in archive.namelist()} | changed)


def far_cell() -> bytes:
    near, far = b'<row r="1"><c r="A1"><v>1</v></c></row>', b'<row r="1048576"><c r="XFD1048576"><v>2</v></c></row>'
    sheet = b"<worksheet><sheetData>" + near + far + b"</sheetData></worksheet>"
    return repacked({"xl/worksheets/sheet1.xml": sheet})


def shared_text() -> bytes:
    cells = b"".join(b'<row r="%d"><c r="A%d" t="s"><v>0</v></c></row>' % (n, n) for n in range(1, 100_000))
    strings = b"<sst><si><t>" + b"x" * 30_000 + b"</t></si></sst>"
    return repacked(
        {
            "xl/worksheets/sheet1.xml": b"<worksheet><sheetData>" + cells + b"</sheetData></worksheet>",
            "xl/sharedStrings.xml": strings,
        }
    )


def wide_ods() -> bytes:
    names = b"office table text".split()
    spaces = b" ".join(b'xmlns:%b="urn:oasis:names:tc:opendocument:xmlns:%b:1.0"' % (name, name) for name in names)
    cell = b'<table:table-cell office:value-type="string" table:number-columns-repeated="16384"><text:p>x</text:p>'
    row = b'<table:table-row table:number-rows-repeated="1048576">' + cell + b"</table:table-cell></table:table-row>"
    table = b'<table:table table:name="a">' + row + b"</table:table>"
    body = b"<office:body><office:spreadsheet>" + table + b"</office:spreadsheet></office:body>"
    content = b"<office:document-content " + spaces + b">" + body + b"</office:document-content>"
    mime = b"application/vnd.oasis.opendocument.spreadsheet"
    return zipped({"mimetype": mime, "content.xml": content, "META-INF/manifest.xml": b"<manifest/>"})


HOSTILE = (
    "deep JSON",
    "billion laughs",
    "wild numbers",
    "entities",
    "one cell of 20 MB",
    "commas",
    "quotation marks",
    "lists",
    "10,000 rows",
    "10,000 questions",
    "10,000 of MarkUs",
    "10,000 of Turnitin",
    "10,000 of Mahara",
    "NUL bytes",
    "deep YAML",
    "zip bomb",
    "far cell",
    "one text for many cells",
    "wide ODS",
)


@cache
def all_hostile():
    found = hostile_files()
    assert tuple(found) == HOSTILE
    return found


def hostile(case):
    """One of the hostile files; all of them are made when the first is asked for, not while tests are collected."""
    return all_hostile()[case]


@pytest.mark.parametrize("case", HOSTILE)
def test_hostile_files_end_soon(case):
    for one in formats():
        start = time.monotonic()
        told_by(one, hostile(case))
        assert time.monotonic() - start < SECONDS, one.id


@pytest.mark.timeout(240)
@pytest.mark.parametrize(
    "case", ["deep JSON", "zip bomb", *(pytest.param(each, marks=pytest.mark.slow) for each in HOSTILE)]
)
def test_hostile_files_need_little_memory(case):
    tracemalloc.start()
    try:
        for one in formats():
            told_by(one, hostile(case))
            _now, peak = tracemalloc.get_traced_memory()
            assert peak < MEGABYTES * 2**20, one.id
    finally:
        tracemalloc.stop()


@pytest.mark.parametrize("case", ["rows", "questions", "of MarkUs", "of Turnitin", "of Mahara"])
def test_more_criteria_than_any_rubric_has_are_said(case):
    source = long_files(MOST_CRITERIA + 1)[case]
    reading = recognise(source).read(source, {})
    assert any("Only the first" in row.reason for row in reading.rows)


def test_a_file_larger_than_any_rubric_is_refused_at_once():
    huge = Source("a.csv", bytes(LARGEST + 1))
    with pytest.raises(CertDeskError, match="larger than any rubric"):
        refuse_the_huge(huge)
    with pytest.raises(CertDeskError, match="larger than any rubric"):
        recognise(huge)


@pytest.mark.parametrize("case", ["zip bomb", "far cell", "one text for many cells"])
def test_spreadsheets_that_would_grow_are_refused(case):
    with pytest.raises(CertDeskError, match="not opened"):
        format_called("xlsx").read(hostile(case), {})
