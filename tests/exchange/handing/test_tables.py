"""What is written comes back the same, whatever it is: from CSV, JSON, XLSX and Parquet."""

from __future__ import annotations

import io
import json
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from python_calamine import CalamineWorkbook

from certdesk.core.errors import UntrustedFileError
from certdesk.core.result_columns import Column, Kind, Sort
from certdesk.core.result_tables import Table, Value, plain_decimal
from certdesk.exchange.handing.csv_table import guarded, read_csv, unguarded, write_csv
from certdesk.exchange.handing.json_table import read_json, write_json, write_schema
from certdesk.exchange.handing.parquet import folder_name, partition_path, write_parquet
from certdesk.exchange.handing.xlsx_table import LONGEST_TEXT, shortened, write_xlsx

COLUMNS = (
    Column("id", Kind.TEXT, Sort.KEY, "Id", "which"),
    Column("programme", Kind.TEXT, Sort.KEY, "Programme", ""),
    Column("words", Kind.TEXT, Sort.WORDS, "Words", ""),
    Column("count", Kind.WHOLE, Sort.RESULT, "Count", ""),
    Column("score", Kind.NUMBER, Sort.RESULT, "Score", ""),
    Column("day", Kind.DAY, Sort.RESULT, "Day", ""),
    Column("passed", Kind.YES_NO, Sort.RESULT, "Passed", ""),
)
HARD = (
    "=1+1", "+1", "-1", "@SUM(A1)", "\tx", "\rx", "'=1", "''=1", "'", "3-2", "007", "12345678901234567890", "1e5", "",
    " ", 'a "quoted" word', "a,b;c", "line\nline\r\nline", "أمل المنصوري", "👩🏽‍🏫", "TRUE", "2026-01-02", "NULL",
    "＝1", "_x0041_", "\u2028", "nan", "#N/A", "=cmd|' /C calc'!A0",
)  # fmt: skip
TEXTS = st.one_of(st.sampled_from(HARD), st.text(st.characters(codec="utf-8"), max_size=12))
NUMBERS = st.decimals(-(10**6), 10**6, places=6, allow_nan=False).map(plain_decimal)
ROWS = st.lists(
    st.tuples(
        TEXTS, TEXTS, st.none() | TEXTS, st.none() | st.integers(-(2**53), 2**53), st.none() | NUMBERS,
        st.none() | st.dates(date(1, 1, 1)), st.none() | st.booleans(),
    ),
    max_size=12,
)  # fmt: skip
EVERY = Table("results", COLUMNS, tuple(
    (text, HARD[-number - 1], text if number % 3 else None, number if number % 2 else None, Decimal(number) / 4,
     date(2026, 1, 1 + number) if number % 4 else None, bool(number % 2) if number % 5 else None)
    for number, text in enumerate(HARD)
))  # fmt: skip


def table(rows: list[tuple[Value, ...]]) -> Table:
    return Table("results", COLUMNS, tuple(rows))


def laws_of_text(one: Table) -> None:
    assert read_csv("results", write_csv(one), COLUMNS) == one
    assert read_json(write_json([one]), {"results": COLUMNS}) == (one,)


def law_of_xlsx(one: Table) -> None:
    """A workbook has no missing texts, knows days since 1900 only, and can't hold some signs that XML can't."""
    book = CalamineWorkbook.from_filelike(io.BytesIO(write_xlsx([one], "Results", date(2026, 1, 2))))
    found = book.get_sheet_by_index(0).to_python(skip_empty_area=False)
    assert found[0] == list(one.names)
    for cells, row in zip(found[1:], one.rows, strict=False):
        for cell, value in zip(cells, row, strict=True):
            wanted = value.isoformat() if isinstance(value, date) and value < date(1900, 3, 1) else value
            wanted = float(wanted) if isinstance(wanted, Decimal) else "" if wanted is None else wanted
            assert cell == wanted
            assert not isinstance(value, str) or isinstance(cell, str)


def law_of_parquet(one: Table, folder) -> None:
    duckdb = pytest.importorskip("duckdb")
    path = folder / "part.parquet"
    path.write_bytes(write_parquet(one))
    rows = duckdb.read_parquet(str(path)).fetchall()
    wanted = [tuple(float(value) if isinstance(value, Decimal) else value for value in row) for row in one.rows]
    assert rows == wanted


def test_every_hard_text_comes_back_from_every_format(tmp_path):
    laws_of_text(EVERY)
    law_of_xlsx(EVERY)
    law_of_parquet(EVERY, tmp_path)
    for none in (Table("results", COLUMNS, ()), Table("results", COLUMNS, EVERY.rows[:1])):
        laws_of_text(none)
        law_of_parquet(none, tmp_path)


def test_the_json_keeps_to_its_schema():
    jsonschema = pytest.importorskip("jsonschema")
    schema = json.loads(write_schema([EVERY]))
    jsonschema.Draft202012Validator.check_schema(schema)
    told = json.loads(write_json([EVERY]))
    jsonschema.Draft202012Validator(schema).validate(told)
    told["tables"]["results"]["rows"][0]["count"] = "many"
    assert not jsonschema.Draft202012Validator(schema).is_valid(told)


@given(ROWS)
@settings(max_examples=25, deadline=None)
def test_csv_and_json_give_back_what_was_written(rows):
    laws_of_text(table(rows))


@pytest.mark.slow
@given(ROWS)
@settings(max_examples=600, deadline=None)
def test_csv_and_json_give_back_anything(rows):
    laws_of_text(table(rows))


@pytest.mark.slow
@given(ROWS)
@settings(max_examples=150, deadline=None)
def test_parquet_gives_back_anything(tmp_path_factory, rows):
    law_of_parquet(table(rows), tmp_path_factory.getbasetemp())


@pytest.mark.slow
@given(ROWS)
@settings(max_examples=150, deadline=None)
def test_a_workbook_gives_back_anything(rows):
    law_of_xlsx(table(rows))


def test_parquet_of_many_rows_has_groups_and_dictionaries_that_others_read(tmp_path):
    parquet = pytest.importorskip("pyarrow.parquet")
    rows = tuple((f"id {n}", "P", None if n % 7 else f"w{n % 300}", n, Decimal(n % 5), None, True) for n in range(1500))
    one = Table("results", COLUMNS, rows)
    path = tmp_path / "part.parquet"
    path.write_bytes(write_parquet(one))
    found = parquet.read_table(path)
    assert [tuple(row.values())[:4] for row in found.to_pylist()] == [row[:4] for row in rows]
    assert found.column_names[1] == "programme_name"
    assert write_parquet(one) == path.read_bytes()


def test_cells_that_would_be_formulas_are_texts_everywhere():
    for text in HARD:
        assert unguarded(guarded(text)) == text
    lines = write_csv(table([("=1+1", "-3", "@x", 1, None, None, None)])).decode("utf-8-sig").split("\r\n")
    assert lines[1] == '"\'=1+1","\'-3","\'@x",1,,,'


def test_texts_too_long_for_a_cell_are_cut_there_and_nowhere_else():
    long = "é🙂" * LONGEST_TEXT
    assert len(shortened(long).encode("utf-16-le")) <= 2 * LONGEST_TEXT
    law_of_xlsx(table([(shortened(long), "P", "w", 1, None, None, None)]))
    laws_of_text(table([(long, "P", "w", 1, None, None, None)]))


@pytest.mark.parametrize("damage", [b"", b"id\r\n", b'\xef\xbb\xbf"id","x"\r\n', b"\xff\xfe", b'"id'])
def test_a_table_of_somebody_else_is_refused(damage):
    with pytest.raises(UntrustedFileError, match="not the table"):
        read_csv("results", damage, COLUMNS)
    with pytest.raises(UntrustedFileError):
        read_json(damage, {"results": COLUMNS})


@pytest.mark.parametrize(
    ("name", "folder"),
    [
        ("2026 B", "2026%20B"), ("a/b\\..", "a%2Fb%5C.%2E"), (".", "%2E"), ("007", "007"), ("A=b", "A%3Db"),
        ("", "__HIVE_DEFAULT_PARTITION__"), ("Ärzte", "%C3%84rzte"), ("con:*?", "con%3A%2A%3F"),
    ],
)  # fmt: skip
def test_names_of_partitions_are_safe_on_every_stick(name, folder):
    assert folder_name(name) == folder


def test_long_names_of_partitions_stay_short_and_apart():
    one, other = folder_name("ትምህርት" * 40), folder_name("ትምህርት" * 39 + "ትምህር")
    assert len(one) <= 64
    assert one != other
    assert partition_path("P", "C") == "programme=P/cohort=C/part-0.parquet"
