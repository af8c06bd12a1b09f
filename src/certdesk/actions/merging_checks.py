"""Whether what a stranger said can stand in the tables here: every value is read once before it is believed."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping
from datetime import date, datetime
from typing import Any

from certdesk.actions.scoring import check_mark
from certdesk.core.allocating import Purpose, task_id
from certdesk.core.annotations import Anchor, Stance
from certdesk.core.assessment import AssessmentState
from certdesk.core.consent import Basis, Scope
from certdesk.core.errors import CertDeskError, NotAllowedError, NotFoundError, UntrustedFileError
from certdesk.core.examples import check_examples
from certdesk.core.marks import mark_from_plain
from certdesk.core.plain import canonical, from_plain, loads
from certdesk.core.portfolio import Claim
from certdesk.core.preflight_names import unsafe
from certdesk.core.recipes import CopyPurpose
from certdesk.core.rubric import Rubric
from certdesk.core.statements import Place, Row, RowVersion, Sealed, Statement, SubjectKind
from certdesk.core.words import _
from certdesk.store.copies import recipe_from
from certdesk.store.statement_rows import TABLES_OF, Columns, hangs_on, in_scope, owners_of, rubric_of, whole_row

_DIGEST = re.compile(r"[0-9a-f]{64}")
_LONGEST_ID = 200
_WRONG = (ValueError, KeyError, TypeError, AttributeError, RecursionError, OverflowError, CertDeskError)
_OUTCOMES = frozenset({"taken", "already", "held", "quarantined", "damaged"})


def is_sound(statement: Statement, columns: Mapping[str, Columns]) -> bool:
    """Say whether every row of a statement belongs to its record and can be read here."""
    try:
        if statement.kind is SubjectKind.RECEIPT:
            return all(_is_receipt(version) for version in statement.rows)
        owners = _owners(statement)
        for version in statement.rows:
            if version.table in TABLES_OF[statement.kind]:
                _check_row(version, owners, columns[version.table])
            elif statement.format.endswith("-1"):
                return False
        return _is_whole(statement)
    except _WRONG:
        return False


def read_rubric(sealed: Sealed) -> Rubric:
    """Read the version of a rubric that a sound statement holds, and run its examples. Raises a CertDeskError."""
    rows = [row.row for row in sealed.statement.rows if row.row] if sealed.statement else []
    try:
        rubric = loads(Rubric, str(rows[0]["body"]))
    except (IndexError, ValueError, KeyError, TypeError) as problem:
        raise UntrustedFileError(_("The rubric in this package can't be read.")) from problem
    if (rubric.id, rubric.version) != rubric_of(sealed.subject):
        raise UntrustedFileError(_("The rubric in this package is not the one it is called."))
    check_examples(rubric)
    return rubric


def why_unfit(rubric: Rubric, rows: Mapping[Place, Row | None]) -> str:
    """Say which mark of an assessment the rubric here has no room for, or nothing."""
    for (table, _key), row in rows.items():
        if table != "mark" or row is None:
            continue
        try:
            check_mark(rubric, str(row["criterion_id"]), mark_from_plain(_told(row)))
        except (NotAllowedError, NotFoundError) as problem:
            text = _("It does not fit version {version} of the rubric here: {problem}")
            return text.format(version=rubric.version, problem=problem)
    return ""


def _owners(statement: Statement) -> frozenset[str]:
    items = (version.key.get("id", "") for version in statement.rows if version.table == "item")
    return owners_of(statement.kind, statement.subject, items)


def _check_row(version: RowVersion, owners: frozenset[str], columns: Columns) -> None:
    if any(not value or len(value) > _LONGEST_ID for value in version.key.values()):
        raise ValueError(version.table)
    if not (hangs_on(version, owners) and in_scope(version.table, version.row)):
        raise ValueError(version.table)
    row = whole_row(columns, version)
    if row is not None:
        _READERS[version.table](row)


def _is_whole(statement: Statement) -> bool:
    """Whether the row that everything else hangs on is there, and none that the author can't have removed."""
    head = TABLES_OF[statement.kind][0]
    # What was asked of somebody may be taken back whole: then nothing else hangs on it.
    gone = statement.kind is SubjectKind.TASK
    return any(version.table == head and (gone or version.row is not None) for version in statement.rows)


def _is_receipt(version: RowVersion) -> bool:
    row = version.row
    if version.table != "receipt" or row is None or set(version.key) != {"hash"}:
        return False
    words = {"kind", "subject", "outcome", "reason"}
    return set(row) >= words and row["outcome"] in _OUTCOMES and all(isinstance(row[name], str) for name in words)


def _told(row: Row) -> dict[str, str]:
    return {name: str(value) for name, value in row.items() if value is not None}


def _portfolio(row: Row) -> None:
    date.fromisoformat(str(row["received_on"]))
    if row["due_on"] is not None:
        date.fromisoformat(str(row["due_on"]))


def _item(row: Row) -> None:
    _digest(row["digest"])
    _count(row["position"], row["size"], row["pages"], row["duration_ms"])
    _texts(row["claims"])
    for place in json.loads(str(row["claim_places"])):
        from_plain(Claim, place)


def _consent(row: Row) -> None:
    Basis(str(row["basis"]))
    for scope in _texts(row["scopes"]):
        Scope(scope)
    for name in ("given_on", "until", "withdrawn_on"):
        if row[name] is not None:
            date.fromisoformat(str(row[name]))


def _item_copy(row: Row) -> None:
    _digest(row["digest"])
    _count(row["size"])
    CopyPurpose(str(row["purpose"]))
    recipe_from(str(row["recipe"]))


def _item_day(row: Row) -> None:
    date.fromisoformat(str(row["made_on"]))


def _external_id(_row: Row) -> None:
    """Any words of another system will do."""


def _assessment(row: Row) -> None:
    state = AssessmentState(str(row["state"]))
    _moment(row["begun_at"])
    if row["signed_at"] is not None:
        _moment(row["signed_at"])
    if (state is AssessmentState.SIGNED) != (row["signed_at"] is not None):
        raise ValueError(state)


def _mark(row: Row) -> None:
    mark_from_plain(_told(row))


def _feedback(_row: Row) -> None:
    """Any words will do."""


def _annotation(row: Row) -> None:
    from_plain(Anchor, json.loads(str(row["anchor"])))  # type: ignore[arg-type]
    _texts(row["criteria"])
    Stance(str(row["stance"]))


def _document(row: Row) -> None:
    _digest(row["digest"])
    _moment(row["made_at"])
    name = str(row["file_name"])
    odd = name.startswith(".") or len(name) > _LONGEST_ID or not name.isprintable()
    if odd or not name.endswith(".pdf") or unsafe(name):
        raise ValueError(name)


def _rubric(row: Row) -> None:
    loads(Rubric, str(row["body"]))


def _task(row: Row) -> None:
    _texts(row["criteria"])
    Purpose(str(row["purpose"]))
    if row["due_on"] is not None:
        date.fromisoformat(str(row["due_on"]))
    if row["id"] != task_id(str(row["portfolio_id"]), str(row["assessor_id"])):
        raise ValueError(row["id"])


_READERS: Mapping[str, Callable[[Row], None]] = {
    "portfolio": _portfolio,
    "item": _item,
    "consent": _consent,
    "item_copy": _item_copy,
    "item_day": _item_day,
    "external_id": _external_id,
    "assessment": _assessment,
    "mark": _mark,
    "feedback": _feedback,
    "annotation": _annotation,
    "document": _document,
    "rubric": _rubric,
    "task": _task,
}


def _digest(value: object) -> None:
    if not _DIGEST.fullmatch(str(value)):
        raise ValueError(value)


def _count(*values: object) -> None:
    if any(isinstance(value, int) and value < 0 for value in values):
        raise ValueError(values)


def _texts(value: object) -> list[str]:
    found: Any = json.loads(str(value))
    if not isinstance(found, list) or not all(isinstance(one, str) for one in found):
        raise ValueError(value)
    if canonical(found) != value:
        raise ValueError(value)
    return found


def _moment(value: object) -> None:
    if datetime.fromisoformat(str(value)).tzinfo is None:
        raise ValueError(value)
