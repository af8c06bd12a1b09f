"""All tables of a hand-over in one JSON document, the schema that it keeps to, and a description of the CSV files."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from certdesk.core.codebook import in_words
from certdesk.core.errors import UntrustedFileError
from certdesk.core.result_columns import Column, Kind
from certdesk.core.result_tables import Cells, Table, Value
from certdesk.core.words import _

FORMAT = "certdesk-results-1.0"
SCHEMA = "results.schema.json"
_TYPES: dict[Kind, dict[str, Any]] = {
    Kind.TEXT: {"type": ["string", "null"]},
    Kind.WHOLE: {"type": ["integer", "null"]},
    Kind.NUMBER: {"type": ["number", "null"]},
    Kind.DAY: {"type": ["string", "null"], "format": "date"},
    Kind.YES_NO: {"type": ["boolean", "null"]},
}
_NEVER_MISSING = {"id", "programme", "cohort", "criterion", "turn", "kind", "rubric", "rubric_version"}


def write_json(tables: Iterable[Table]) -> bytes:
    """Return all tables: for each its columns with their types, and its rows as objects."""
    parts = [_one_table(table) for table in tables]
    head = f'{{"$schema": {json.dumps(SCHEMA)}, "format": {json.dumps(FORMAT)}, "tables": {{\n'
    return (head + ",\n".join(parts) + "\n}}\n").encode()


def _one_table(table: Table) -> str:
    """Write a table with a row in each line: small, and people can look at it all the same."""
    columns = _line([{"name": one.name, "type": one.kind.value} for one in table.columns])
    rows = ",\n".join(_line(dict(zip(table.names, map(_plain, row), strict=True))) for row in table.rows)
    return f'{_line(table.name)}: {{"columns": {columns}, "rows": [\n{rows}\n]}}'


def _line(plain: object) -> str:
    return json.dumps(plain, ensure_ascii=False, separators=(",", ":"))


def read_json(untrusted: bytes, columns: Mapping[str, tuple[Column, ...]]) -> tuple[Table, ...]:
    """Read the tables that `write_json` wrote; ``columns`` by table. Raises UntrustedFileError for anything else."""
    try:
        told = json.loads(untrusted, parse_float=Decimal, parse_constant=_refuse)
        if told["format"] != FORMAT:
            raise ValueError(told["format"])
        return tuple(_table(name, told["tables"][name], columns[name]) for name in told["tables"])
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as problem:
        text = _("“{file}” is not the document that was handed over.").format(file="results.json")
        hint = _("Check the folder: certdesk verify FOLDER. Ask its sender for it again.")
        raise UntrustedFileError(text, hint) from problem


def write_schema(tables: Iterable[Table]) -> bytes:
    """Return the JSON Schema (2020-12) of `write_json`'s document."""
    shapes = {table.name: _shape(table) for table in tables}
    schema = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": _("Results of a cohort"),
        "type": "object",
        "required": ["format", "tables"],
        "properties": {
            "$schema": {"type": "string"},
            "format": {"const": FORMAT},
            "tables": {"type": "object", "required": list(shapes), "properties": shapes},
        },
    }
    return (json.dumps(schema, ensure_ascii=False, indent=1) + "\n").encode()


def write_data_package(tables: Iterable[Table], title: str) -> bytes:
    """Return a Frictionless data package: which CSV files there are, and of which types their columns are."""
    told = {
        "profile": "tabular-data-package",
        "name": "certdesk-results",
        "title": title,
        "resources": [_resource(table) for table in tables],
    }
    return (json.dumps(told, ensure_ascii=False, indent=1) + "\n").encode()


def _resource(table: Table) -> dict[str, Any]:
    fields = [
        {"name": one.name, "type": _FRICTIONLESS[one.kind], "title": in_words(one)[0], "description": in_words(one)[1]}
        for one in table.columns
    ]
    return {
        "profile": "tabular-data-resource",
        "name": table.name,
        "path": f"{table.name}.csv",
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "dialect": {"delimiter": ",", "lineTerminator": "\r\n", "quoteChar": '"', "doubleQuote": True, "header": True},
        "schema": {"fields": fields, "missingValues": [""]},
    }


_FRICTIONLESS = {
    Kind.TEXT: "string",
    Kind.WHOLE: "integer",
    Kind.NUMBER: "number",
    Kind.DAY: "date",
    Kind.YES_NO: "boolean",
}


def _shape(table: Table) -> dict[str, Any]:
    properties = {one.name: _property(one) for one in table.columns}
    row = {
        "type": "object",
        "required": list(table.names),
        "properties": properties,
        "additionalProperties": False,
    }
    return {
        "type": "object",
        "required": ["columns", "rows"],
        "properties": {"columns": {"type": "array"}, "rows": {"type": "array", "items": row}},
    }


def _property(column: Column) -> dict[str, Any]:
    kind: dict[str, Any] = dict(_TYPES[column.kind])
    if column.name in _NEVER_MISSING:
        kind["type"] = kind["type"][0]
    title, meaning, _missing = in_words(column)
    return kind | {"title": title, "description": meaning}


def _plain(value: Value) -> Any:  # noqa: ANN401 - what JSON has
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else float(value)
    return value.isoformat() if isinstance(value, date) else value


def _table(name: str, plain: Any, columns: tuple[Column, ...]) -> Table:  # noqa: ANN401 - JSON
    names = [column.name for column in columns]
    rows: list[Cells] = []
    for row in plain["rows"]:
        if list(row) != names:
            raise ValueError(name)
        rows.append(tuple(_value(row[column.name], column) for column in columns))
    return Table(name, columns, tuple(rows))


def _value(plain: Any, column: Column) -> Value:  # noqa: ANN401 - JSON
    if plain is None:
        return None
    match column.kind, plain:
        case (Kind.TEXT, str()) | (Kind.YES_NO, bool()):
            return plain  # type: ignore[no-any-return]
        case (Kind.DAY, str()):
            return date.fromisoformat(plain)
        case (Kind.NUMBER | Kind.WHOLE, bool()):
            raise ValueError(plain)
        case (Kind.WHOLE, int()):
            return plain
        case (Kind.NUMBER, int() | Decimal()):
            return Decimal(plain)
    raise ValueError(column.name)


def _refuse(text: str) -> float:
    raise ValueError(text)
