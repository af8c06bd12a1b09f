"""Tables as CSV that Excel, LibreOffice and DuckDB read alike, and back without losing anything.

UTF-8 with the mark that Excel needs and DuckDB passes over, commas, CRLF. Every text stands in quotation marks, and
nothing at all stands where a value is missing, so that an empty text stays apart. A text that a spreadsheet would take
for a formula gets an apostrophe before it, and so does one that already has such an apostrophe.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from decimal import Decimal, InvalidOperation

from certdesk.core.errors import UntrustedFileError
from certdesk.core.result_columns import Column, Kind
from certdesk.core.result_tables import Cells, Table, Value
from certdesk.core.words import _

_FORMULA = re.compile(r"'*[=+\-@\t\r\n＝＋－＠]")
"""Also the wide signs, which some spreadsheets take for the narrow ones."""
_MARK = "\ufeff"
_END = "\r\n"


def write_csv(table: Table) -> bytes:
    """Return the table with its names in the first row."""
    lines = [",".join(_quoted(name) for name in table.names)]
    lines += [",".join(map(_cell, row)) for row in table.rows]
    return (_MARK + "".join(line + _END for line in lines)).encode()


def read_csv(name: str, untrusted: bytes, columns: tuple[Column, ...]) -> Table:
    """Read a table that `write_csv` wrote; ``columns`` say of which kinds its values are.

    Raises UntrustedFileError when it has other columns, or values of other kinds.
    """
    try:
        rows = list(_rows(untrusted.decode("utf-8-sig")))
        if not rows or tuple(rows[0]) != tuple(column.name for column in columns):
            raise ValueError(name)
        cells = [tuple(_value(*pair) for pair in zip(row, columns, strict=True)) for row in rows[1:]]
    except (ValueError, InvalidOperation) as problem:
        text = _("“{file}” is not the table that was handed over.").format(file=f"{name}.csv")
        hint = _("Check the folder: certdesk verify FOLDER. Ask its sender for it again.")
        raise UntrustedFileError(text, hint) from problem
    return Table(name, columns, tuple(cells))


def guarded(text: str) -> str:
    """Put an apostrophe before what a spreadsheet would take for a formula."""
    return f"'{text}" if _FORMULA.match(text) else text


def unguarded(text: str) -> str:
    """Take away the apostrophe that `guarded` put there."""
    return text[1:] if text.startswith("'") and _FORMULA.match(text) else text


def _cell(value: Value) -> str:
    match value:
        case None:
            return ""
        case bool():
            return "true" if value else "false"
        case str():
            return _quoted(guarded(value))
        case Decimal():
            return f"{value:f}"
        case date():
            return value.isoformat()
    return str(value)


def _quoted(text: str) -> str:
    return '"' + text.replace('"', '""') + '"'


def _rows(text: str) -> Iterator[list[str | None]]:
    """Take a table of ours apart; None is where nothing stands, not even quotation marks."""
    row: list[str | None] = []
    at, end = 0, len(text)
    while at < end:
        if text[at] == '"':
            cell, at = _quoted_cell(text, at + 1)
            row.append(cell)
        else:
            stop = min((place for sign in ",\r" if (place := text.find(sign, at)) >= 0), default=end)
            row.append(text[at:stop] or None)
            at = stop
        if text.startswith(_END, at):
            yield row
            row, at = [], at + 2
        elif text.startswith(",", at):
            at += 1
            if text.startswith(_END, at):  # the last value of the row is missing
                row.append(None)
                yield row
                row, at = [], at + 2
        else:
            raise ValueError(at)
    if row:
        raise ValueError(end)


def _quoted_cell(text: str, start: int) -> tuple[str, int]:
    """Return what stands between quotation marks, and where to go on after them."""
    at = text.index('"', start)
    while text.startswith('""', at):
        at = text.index('"', at + 2)
    return text[start:at].replace('""', '"'), at + 1


def _value(cell: str | None, column: Column) -> Value:
    if cell is None:
        return None
    match column.kind:
        case Kind.TEXT:
            return unguarded(cell)
        case Kind.WHOLE:
            return int(cell)
        case Kind.NUMBER:
            return Decimal(cell)
        case Kind.DAY:
            return date.fromisoformat(cell)
        case Kind.YES_NO:
            return {"true": True, "false": False}[cell] if cell in {"true", "false"} else _refuse(cell)


def _refuse(cell: str) -> bool:
    raise ValueError(cell)


def cells_of(row: Cells) -> tuple[str, ...]:
    """Return a row as texts for people: nothing where a value is missing."""
    return tuple(value if isinstance(value, str) else _cell(value) for value in row)
