"""Tables as Parquet, so that DuckDB, Spark and every warehouse read them as they are.

A small writer of our own, because the libraries that do it take 65 to 170 MB and bring code that fetches things. It
writes what every reader knows: version 1 pages, no compression, plain values, and a dictionary for texts that repeat.
Cohorts and programmes are folders as Hive names them, so their names stand in the files under other names too: a folder
called ``cohort=007`` is read as the number 7 by readers that guess.
"""

from __future__ import annotations

import re
import struct as packing
from array import array
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from hashlib import sha256
from itertools import accumulate, chain
from sys import byteorder

from certdesk.core.result_columns import Column, Kind
from certdesk.core.result_tables import Cells, Table, Value
from certdesk.exchange.handing import thrift

_MAGIC = b"PAR1"
_MADE_BY = "CertDesk version 1.0 (build results)"
_ROWS_IN_A_GROUP = 100_000
_BOOLEAN, _INT32, _INT64, _DOUBLE, _BYTES = 0, 1, 2, 5, 6
_UTF8, _DATE = 0, 6
_PLAIN, _RLE, _DICTIONARY = 0, 3, 8
_DATA_PAGE, _DICTIONARY_PAGE = 0, 2
_TYPES = {Kind.TEXT: _BYTES, Kind.WHOLE: _INT64, Kind.NUMBER: _DOUBLE, Kind.DAY: _INT32, Kind.YES_NO: _BOOLEAN}
_EPOCH = date(1970, 1, 1).toordinal()
_LONGEST_NAME = 64
_SAFE = re.compile(r"[A-Za-z0-9_.-]")
PARTITIONS = {"programme": "programme_name", "cohort": "cohort_name"}
"""Columns that are folders, and what they are called inside of the files."""


def partition_path(programme: str, cohort: str) -> str:
    """Return where the part of a programme and cohort lies: ``programme=…/cohort=…/part-0.parquet``."""
    return f"programme={folder_name(programme)}/cohort={folder_name(cohort)}/part-0.parquet"


def folder_name(value: str) -> str:
    """Write a name as Hive writes it into a path: ASCII, the rest as %XX. A long one ends with a part of its digest."""
    if not value:
        return "__HIVE_DEFAULT_PARTITION__"
    signs = [_escaped(value, place) for place in range(len(value))]
    if sum(map(len, signs)) <= _LONGEST_NAME:
        return "".join(signs)
    kept = [sign for sign, end in zip(signs, accumulate(map(len, signs)), strict=True) if end <= _LONGEST_NAME - 17]
    return f"{''.join(kept)}-{sha256(value.encode()).hexdigest()[:16]}"


def _escaped(value: str, place: int) -> str:
    """Write one letter of a name; dots at its ends are no name for Windows, and hidden elsewhere."""
    sign = value[place]
    if _SAFE.fullmatch(sign) and not (sign == "." and place in {0, len(value) - 1}):
        return sign
    return "".join(f"%{byte:02X}" for byte in sign.encode())


def write_parquet(table: Table) -> bytes:
    """Return a table as a Parquet file; programme and cohort have their names of `PARTITIONS`."""
    found = bytearray(_MAGIC)
    groups = []
    for start in range(0, max(len(table.rows), 1), _ROWS_IN_A_GROUP):
        rows = table.rows[start : start + _ROWS_IN_A_GROUP]
        groups.append(_group(found, table, rows))
    footer = thrift.struct(
        (
            thrift.i32(1, 1),
            thrift.structs(2, [_root(table), *map(_schema, table.columns)]),
            thrift.i64(3, len(table.rows)),
            thrift.structs(4, groups),
            thrift.text(6, _MADE_BY),
        )
    )
    return bytes(found) + footer + packing.pack("<I", len(footer)) + _MAGIC


def name_of(column: Column) -> str:
    """Return what a column is called inside of the files."""
    return PARTITIONS.get(column.name, column.name)


def _root(table: Table) -> bytes:
    return thrift.struct((thrift.text(4, "schema"), thrift.i32(5, len(table.columns))))


def _schema(column: Column) -> bytes:
    fields = [thrift.i32(1, _TYPES[column.kind]), thrift.i32(3, 1), thrift.text(4, name_of(column))]
    if column.kind is Kind.TEXT:
        fields += [thrift.i32(6, _UTF8), thrift.inner(10, [thrift.inner(1, ())])]
    if column.kind is Kind.DAY:
        fields += [thrift.i32(6, _DATE), thrift.inner(10, [thrift.inner(6, ())])]
    return thrift.struct(fields)


def _group(file: bytearray, table: Table, rows: Sequence[Cells]) -> bytes:
    """Add the columns of some rows to the file, and return what the footer says of them."""
    chunks, begin = [], len(file)
    for number, column in enumerate(table.columns):
        chunks.append(_chunk(file, column, [row[number] for row in rows]))
    fields = (thrift.structs(1, chunks), thrift.i64(2, len(file) - begin), thrift.i64(3, len(rows)))
    return thrift.struct(fields)


@dataclass(frozen=True, slots=True)
class _Pages:
    """The pages of a column: the dictionary's, where there is one, and the one with the values."""

    dictionary: bytes
    data: bytes


def _chunk(file: bytearray, column: Column, values: list[Value]) -> bytes:
    present: list[Value] = [value for value in values if value is not None]
    pages = _pages(column, values, present)
    begin = len(file)
    file += pages.dictionary + pages.data
    encodings = [_PLAIN, _RLE, _DICTIONARY] if pages.dictionary else [_PLAIN, _RLE]
    size = len(file) - begin
    fields = [
        thrift.i32(1, _TYPES[column.kind]), thrift.i32s(2, encodings), thrift.texts(3, [name_of(column)]),
        thrift.i32(4, 0), thrift.i64(5, len(values)), thrift.i64(6, size), thrift.i64(7, size),
        thrift.i64(9, begin + len(pages.dictionary)),
    ]  # fmt: skip
    if pages.dictionary:
        fields.append(thrift.i64(11, begin))
    fields.append(thrift.inner(12, [thrift.i64(3, len(values) - len(present))]))
    return thrift.struct((thrift.i64(2, begin), thrift.inner(3, fields)))


def _pages(column: Column, values: list[Value], present: list[Value]) -> _Pages:
    levels = _levels(values)
    places = {value: place for place, value in enumerate(dict.fromkeys(present))} if column.kind is Kind.TEXT else {}
    if not places or len(places) * 2 > len(present):
        body = levels + _plain(column.kind, present)
        return _Pages(b"", _data_page(body, len(values), _PLAIN))
    listed = _plain(column.kind, list(places))
    head = thrift.struct(
        (
            thrift.i32(1, _DICTIONARY_PAGE),
            thrift.i32(2, len(listed)),
            thrift.i32(3, len(listed)),
            thrift.inner(7, [thrift.i32(1, len(places)), thrift.i32(2, _PLAIN)]),
        )
    )
    body = levels + _packed([places[value] for value in present], len(places))
    return _Pages(head + listed, _data_page(body, len(values), _DICTIONARY))


def _data_page(body: bytes, count: int, encoding: int) -> bytes:
    kinds = [thrift.i32(1, count), thrift.i32(2, encoding), thrift.i32(3, _RLE), thrift.i32(4, _RLE)]
    fields = (thrift.i32(1, _DATA_PAGE), thrift.i32(2, len(body)), thrift.i32(3, len(body)), thrift.inner(5, kinds))
    return thrift.struct(fields) + body


def _levels(values: list[Value]) -> bytes:
    """Say which values are there: runs of 1 and of 0, with their length before them."""
    runs = bytearray()
    for there, count in _runs(values):
        runs += _varint(count << 1) + bytes([there])
    return packing.pack("<I", len(runs)) + bytes(runs)


def _runs(values: list[Value]) -> Iterator[tuple[int, int]]:
    there, count = 1, 0
    for value in values:
        now = 0 if value is None else 1
        if now != there and count:
            yield there, count
            count = 0
        there, count = now, count + 1
    if count:
        yield there, count


def _packed(places: list[int], count: int) -> bytes:
    """Write places in the dictionary in whole bytes each: a run of groups of eight."""
    width, code = (1, "B") if count <= 0x100 else (2, "H") if count <= 0x10000 else (4, "I")
    groups = -(-len(places) // 8)
    cells = array(code, chain(places, [0] * (groups * 8 - len(places))))
    if byteorder == "big":
        cells.byteswap()
    return bytes([width * 8]) + _varint(groups << 1 | 1) + cells.tobytes()


def _plain(kind: Kind, values: Sequence[Value]) -> bytes:
    if kind is Kind.TEXT:
        texts = [str(value).encode() for value in values]
        return b"".join(packing.pack("<I", len(text)) + text for text in texts)
    if kind is Kind.YES_NO:
        bits = sum(1 << place for place, value in enumerate(values) if value)
        return bits.to_bytes(-(-len(values) // 8), "little")
    return packing.pack(f"<{len(values)}{_CODES[kind]}", *(_NUMBERS[kind](value) for value in values))


def _day(value: Value) -> int:
    return value.toordinal() - _EPOCH if isinstance(value, date) else 0


def _number(value: Value) -> float:
    return float(value) if isinstance(value, Decimal | int) else 0.0


def _whole(value: Value) -> int:
    return int(value) if isinstance(value, int) else 0


_CODES = {Kind.WHOLE: "q", Kind.NUMBER: "d", Kind.DAY: "i"}
_NUMBERS = {Kind.WHOLE: _whole, Kind.NUMBER: _number, Kind.DAY: _day}


def _varint(value: int) -> bytes:
    found = bytearray()
    while value > 0x7F:
        found.append(value & 0x7F | 0x80)
        value >>= 7
    found.append(value)
    return bytes(found)
