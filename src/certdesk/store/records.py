"""The recorded tables, and how one of their rows is read and written. They are a view of the journal."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from sqlite_utils import Database
from sqlite_utils.db import quote_identifier

from certdesk.core.changes import Kind
from certdesk.store.connection import explained

Row = dict[str, str | int | None]


@dataclass(frozen=True, slots=True)
class Recorded:
    """A recorded table: its key columns, and the kind of thing that changes with it."""

    key: tuple[str, ...]
    kind: Kind


TABLES: Mapping[str, Recorded] = {
    "person": Recorded(("id",), Kind.PERSON),
    "rubric": Recorded(("id", "version"), Kind.RUBRIC),
    "portfolio": Recorded(("id",), Kind.PORTFOLIO),
    "item": Recorded(("id",), Kind.EVIDENCE),
    "assessment": Recorded(("id",), Kind.ASSESSMENT),
    "mark": Recorded(("assessment_id", "criterion_id"), Kind.MARK),
    "feedback": Recorded(("assessment_id", "criterion_id"), Kind.FEEDBACK),
    "annotation": Recorded(("id",), Kind.ANNOTATION),
    "document": Recorded(("id",), Kind.DOCUMENT),
    "rubric_draft_part": Recorded(("draft_id", "part"), Kind.RUBRIC_DRAFT),
    "bank_comment": Recorded(("id",), Kind.COMMENT),
    "framework": Recorded(("id",), Kind.FRAMEWORK),
    "certificate": Recorded(("id",), Kind.CERTIFICATE),
    "certificate_design": Recorded(("programme",), Kind.DESIGN),
    "candidate": Recorded(("id",), Kind.CANDIDATE),
    "external_id": Recorded(("subject", "system", "kind", "value"), Kind.PORTFOLIO),
    "consent": Recorded(("id",), Kind.CONSENT),
    "item_copy": Recorded(("id",), Kind.EVIDENCE),
    "item_day": Recorded(("item_id",), Kind.EVIDENCE),
    "as_received": Recorded(("subject",), Kind.PORTFOLIO),
    "removed_item": Recorded(("id",), Kind.EVIDENCE),
    "statement": Recorded(("hash",), Kind.EXCHANGE),
    "card": Recorded(("did",), Kind.EXCHANGE),
    "settled": Recorded(("subject", "tbl", "row_key"), Kind.EXCHANGE),
    "exchange": Recorded(("id",), Kind.EXCHANGE),
    "exchange_statement": Recorded(("exchange_id", "hash"), Kind.EXCHANGE),
    "cohort": Recorded(("id",), Kind.COHORT),
    "assessor": Recorded(("id",), Kind.COHORT),
    "known_conflict": Recorded(("assessor_id", "subject", "ground"), Kind.COHORT),
    "allocation": Recorded(("id",), Kind.ALLOCATION),
    "task": Recorded(("id",), Kind.ALLOCATION),
    "draw": Recorded(("id",), Kind.COHORT),
    "moderation_check": Recorded(("draw_id", "portfolio_id"), Kind.COHORT),
    "ruling": Recorded(("portfolio_id", "criterion_id"), Kind.RULING),
    "result": Recorded(("portfolio_id",), Kind.RESULT),
    "appeal": Recorded(("id",), Kind.APPEAL),
    "attempt": Recorded(("portfolio_id",), Kind.RESULT),
    "training_set": Recorded(("portfolio_id",), Kind.TRAINING),
    "circle": Recorded(("id",), Kind.TRAINING),
    "circle_vote": Recorded(("circle_id", "member", "criterion_id"), Kind.TRAINING),
    "standard_setting": Recorded(("id",), Kind.TRAINING),
    "development_offer": Recorded(("id",), Kind.INSIGHT),
    "exemplar": Recorded(("id",), Kind.INSIGHT),
    "legal_hold": Recorded(("id",), Kind.RETENTION),
    "purged_item": Recorded(("item_id",), Kind.RETENTION),
    "handed_over": Recorded(("id",), Kind.RESULT),
    "purge_receipt": Recorded(("id",), Kind.RETENTION),
    "register_event": Recorded(("register", "position"), Kind.REGISTER),
    "register_checkpoint": Recorded(("register", "size"), Kind.REGISTER),
}


# Columns that came after the first release, with what they hold in rows that were written before.
LATER_COLUMNS: Mapping[str, Row] = {"item": {"claim_places": "[]"}}


@dataclass(frozen=True, slots=True)
class RowChange:
    """One row before and after; None where it does not exist."""

    table: str
    key: Row
    before: Row | None
    after: Row | None

    def reversed(self) -> RowChange:
        """Return the change that takes this one back."""
        return RowChange(self.table, self.key, self.after, self.before)

    def to_plain(self) -> dict[str, object]:
        """Return the form that the journal keeps."""
        return {"table": self.table, "key": self.key, "before": self.before, "after": self.after}

    @classmethod
    def from_plain(cls, plain: Mapping[str, object]) -> RowChange:
        """Read what `to_plain` wrote, also before a table had all its columns."""
        change = cls(**plain)  # type: ignore[arg-type]
        later = LATER_COLUMNS.get(change.table)
        if not later:
            return change
        before, after = (row if row is None else {**later, **row} for row in (change.before, change.after))
        return cls(change.table, change.key, before, after)


def writable(row: Row) -> Row:
    """Return a row whose texts can be written; see `whole_text`."""
    return {name: whole_text(value) if isinstance(value, str) else value for name, value in row.items()}


def whole_text(text: str) -> str:
    """Replace what no encoding can hold: half of an emoji that was pasted, a file name in an unknown code page."""
    try:
        text.encode()
    except UnicodeEncodeError:
        return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    return text


def key_of(table: str, row: Row) -> Row:
    """Pick the key columns of a row."""
    return {column: row[column] for column in TABLES[table].key}


def read_row(db: Database, table: str, key: Row) -> Row | None:
    """Read one row, or None when there is none. Raises StorageError."""
    with explained():
        # Not `query`, which opens and closes a savepoint: a deed may look up thousands of rows.
        found = db.execute(f"select * from {table} where {_is_at(key)}", key)  # noqa: S608 - names from TABLES
        row = found.fetchone()
    return None if row is None else dict(zip((column[0] for column in found.description), row, strict=True))


def apply_change(db: Database, change: RowChange) -> None:
    """Make the table look like ``change.after``."""
    if change.after is None:
        db.execute(f"delete from {change.table} where {_is_at(change.key)}", change.key)  # noqa: S608 - as above
        return
    # Not the library's `insert`, which reads the schema each time and takes ten times as long.
    db.execute(_put_in(change.table, tuple(change.after)), tuple(change.after.values()))


@lru_cache(maxsize=256)
def _put_in(table: str, columns: tuple[str, ...]) -> str:
    """Write the statement for a table once: a package brings fifty thousand rows."""
    names, places = ", ".join(map(quote_identifier, columns)), ", ".join("?" * len(columns))
    return f"insert or replace into {table} ({names}) values ({places})"  # noqa: S608 - quoted


def _is_at(key: Row) -> str:
    return " and ".join(f"{column} = :{column}" for column in key)
