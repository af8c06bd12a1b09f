"""The rows that make up one record: which tables they lie in, and reading all of them at once."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping

from sqlite_utils import Database

from certdesk.core.recipes import CopyPurpose
from certdesk.core.statements import Place, RowVersion, SubjectKind, key_text
from certdesk.core.statements import Row as Cells
from certdesk.store.records import LATER_COLUMNS, TABLES, Row
from certdesk.store.row_versions import OWNERS

REPORT = "feedback report"
"""The only kind of document that the assessor writes; the others are issued by whoever leads."""

_PORTFOLIO = ("portfolio", "item", "consent", "item_copy", "item_day", "external_id")
TABLES_OF: Mapping[SubjectKind, tuple[str, ...]] = {
    SubjectKind.PORTFOLIO: _PORTFOLIO,
    SubjectKind.BLIND_PORTFOLIO: _PORTFOLIO,
    SubjectKind.ASSESSMENT: ("assessment", "mark", "feedback", "annotation", "document"),
    SubjectKind.RUBRIC: ("rubric",),
    SubjectKind.RECEIPT: (),
    SubjectKind.TASK: ("task",),
}
_SQL = {
    "portfolio": "select * from portfolio where id = :subject",
    "item": "select * from item where portfolio_id = :subject",
    "consent": "select * from consent where portfolio_id = :subject",
    "item_copy": "select c.* from item_copy c join item i on i.id = c.item_id where i.portfolio_id = :subject",
    "item_day": "select d.* from item_day d join item i on i.id = d.item_id where i.portfolio_id = :subject",
    "external_id": "select * from external_id where subject = :subject"
    " or subject in (select id from item where portfolio_id = :subject)",
    "assessment": "select * from assessment where id = :subject",
    "mark": "select * from mark where assessment_id = :subject",
    "feedback": "select * from feedback where assessment_id = :subject",
    "annotation": "select * from annotation where assessment_id = :subject",
    "document": "select * from document where assessment_id = :subject",
    "rubric": "select * from rubric where id = :id and version = :version",
    "task": "select * from task where id = :subject",
}


def rubric_subject(rubric_id: str, version: str) -> str:
    """Return the name under which statements speak of a version of a rubric."""
    return json.dumps([rubric_id, version])


def rubric_of(subject: str) -> tuple[str, str]:
    """Read what `rubric_subject` wrote. Raises ValueError."""
    found = json.loads(subject)
    match found:
        case [str() as id_, str() as version] if json.dumps([id_, version]) == subject:
            return id_, version
    raise ValueError(subject)


def place_of(table: str, row: Mapping[str, object]) -> Place:
    """Return the place of a row."""
    return table, key_text(tuple([(column, str(row[column])) for column in TABLES[table].key]))


def in_scope(table: str, row: Cells | None) -> bool:
    """Whether a row of a statement's tables travels: an assessor's own reports, and copies that may be shown."""
    if row is None:
        return True
    if table == "document":
        return row.get("kind") == REPORT
    return table != "item_copy" or row.get("purpose") == CopyPurpose.SHAREABLE.value


def rows_of(db: Database, kind: SubjectKind, subject: str) -> dict[Place, Row]:
    """Read the rows of one record as they stand here."""
    given = {"subject": subject}
    if kind is SubjectKind.RUBRIC:
        given = dict(zip(("id", "version"), rubric_of(subject), strict=True))
    found: dict[Place, Row] = {}
    for table in TABLES_OF[kind]:
        cursor = db.execute(_SQL[table], given)
        names = [column[0] for column in cursor.description]
        for cells in cursor.fetchall():
            row = dict(zip(names, cells, strict=True))
            if in_scope(table, row):
                found[place_of(table, row)] = row
    return found


def owners_of(kind: SubjectKind, subject: str, items: Iterable[str] = ()) -> frozenset[str]:
    """Return what the rows of a record hang on: the record itself, and the items of a portfolio."""
    if kind is SubjectKind.RUBRIC:
        return frozenset({rubric_of(subject)[0]})
    return frozenset({subject, *items})


_ELSEWHERE = {
    "item": "select id from item where id in (select value from json_each(:ids)) and portfolio_id != :subject",
    "consent": "select id from consent where id in (select value from json_each(:ids)) and portfolio_id != :subject",
    "item_copy": "select c.id from item_copy c join item i on i.id = c.item_id"
    " where c.id in (select value from json_each(:ids)) and i.portfolio_id != :subject",
    "annotation": "select id from annotation where id in (select value from json_each(:ids))"
    " and assessment_id != :subject",
    "document": "select id from document where id in (select value from json_each(:ids)) and assessment_id != :subject",
}


def belongs_elsewhere(db: Database, subject: str, places: Iterable[Place]) -> bool:
    """Whether one of these rows is here already and hangs on another record: a stranger could take it over so."""
    found: dict[str, list[str]] = {}
    for table, key in places:
        if table in _ELSEWHERE:
            found.setdefault(table, []).append(json.loads(key)["id"])
    return any(
        db.execute(_ELSEWHERE[table], {"ids": json.dumps(ids), "subject": subject}).fetchone() is not None
        for table, ids in found.items()
    )


Columns = Mapping[str, tuple[str, bool]]
"""The columns of a table: their type, and whether they may not be empty."""


def all_columns(db: Database) -> dict[str, Columns]:
    """Return the columns of every table that statements are made of."""
    return {table: _columns(db, table) for table in OWNERS}


def whole_row(columns: Columns, version: RowVersion) -> Row | None:
    """Return a stranger's row as the table here has it. Raises ValueError for one that can't stand in the table.

    What a newer version added is left out, what an older one did not have yet is filled in.
    """
    if version.row is None:
        return None
    given = {**LATER_COLUMNS.get(version.table, {}), **version.row}
    row = {name: given[name] for name in columns if name in given}
    if set(row) != set(columns) or any(not _fits(row[name], columns[name]) for name in columns):
        raise ValueError(version.table)
    if {name: str(row[name]) for name in TABLES[version.table].key} != dict(version.key):
        raise ValueError(version.table)
    return row


def shaped(columns: Columns, table: str, row: Cells) -> Row:
    """Return the cells of a row that was checked before as the table here has them."""
    if row.keys() == columns.keys():
        return dict(row)
    given = {**LATER_COLUMNS.get(table, {}), **row}
    return {name: given[name] for name in columns}


def hangs_on(version: RowVersion, owners: frozenset[str]) -> bool:
    """Whether a stranger's row belongs to the record that the statement is about."""
    column = OWNERS.get(version.table)
    if column is None:
        return False
    told = version.key.get(column) if version.row is None else version.row.get(column)
    return told in owners or (version.row is None and column not in TABLES[version.table].key)


def _fits(value: object, column: tuple[str, bool]) -> bool:
    kind, needed = column
    if value is None:
        return not needed
    return type(value) is (int if kind == "INTEGER" else str)


def _columns(db: Database, table: str) -> dict[str, tuple[str, bool]]:
    rows = db.execute(f"pragma table_info({table})").fetchall()
    return {row[1]: (str(row[2]).upper(), bool(row[3] or row[5])) for row in rows}
