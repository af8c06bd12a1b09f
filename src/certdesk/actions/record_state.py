"""One record as this desk has it: what was said about it, what was changed here, and what both come to."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from certdesk.core.assessment import AssessmentState
from certdesk.core.merged import Local, LocalRow, Merged, Said
from certdesk.core.merging import joined, merge
from certdesk.core.plain import canonical
from certdesk.core.statements import Place, RowVersion, SubjectKind, Vector
from certdesk.signing.identity import list_identities
from certdesk.store.row_versions import LastChange, Span, catch_up, changes_about, items_ever, spans
from certdesk.store.statement_rows import TABLES_OF, in_scope, owners_of, rows_of
from certdesk.store.statements import Kept, kept_about
from certdesk.store.workspace import DESK, Workspace


@dataclass(frozen=True, slots=True)
class Desk:
    """What is the same for all records: the epochs of this desk, and whose keys are on it."""

    spans: tuple[Span, ...]
    people: frozenset[str]
    epoch: str

    def gave(self, epoch: str, seq: int) -> bool:
        """Whether a number is one that this desk has given, or would give next: nobody else may."""
        return epoch == self.epoch or any(span.epoch == epoch and seq <= span.last for span in self.spans)

    def numbered(self, epoch: str, position: int) -> Vector:
        """Return what the desk had written by the time of an entry."""
        seen = {span.epoch: min(span.last, position) for span in self.spans if span.first <= position}
        return {**seen, epoch: position}


@dataclass(frozen=True, slots=True)
class Record:
    """A record. ``rows`` is what stands in the tables here; ``merged`` is None where nobody has said anything yet."""

    kind: SubjectKind
    subject: str
    kept: tuple[Kept, ...]
    local: Local
    rows: Mapping[Place, Mapping[str, str | int | None]]
    merged: Merged | None


def desk_of(workspace: Workspace) -> Desk:
    """Read the journal as far as it is new, and return what is the same for all records."""
    catch_up(workspace.db)
    people = frozenset(identity.id for identity in list_identities(workspace.identities))
    return Desk(spans(workspace.db), people, workspace.epoch)


def record_of(
    workspace: Workspace,
    desk: Desk,
    kind: SubjectKind,
    subject: str,
    kept: tuple[Kept, ...] | None = None,
) -> Record:
    """Read one record. ``kept`` are the statements to count, those that this desk has where it is None."""
    if kept is None:
        kept = kept_about(workspace.db, [subject]).get(subject, ())
    kept = _about(desk, kind, kept)
    rows = rows_of(workspace.db, kind, subject)
    local = _local(workspace, desk, (kind, subject), kept, rows)
    said = tuple(said_of(kept))
    return Record(kind, subject, kept, local, rows, merge(said, local) if said else None)


def _about(desk: Desk, kind: SubjectKind, kept: Iterable[Kept]) -> tuple[Kept, ...]:
    """Pick the statements about one record. Of a portfolio under several pseudonyms our own one counts."""
    found = tuple(one for one in kept if one.sealed.kind == kind.value)
    if kind is not SubjectKind.BLIND_PORTFOLIO:
        return found
    audience = min(((one.sealed.audience not in desk.people, one.sealed.audience) for one in found), default=(True, ""))
    return tuple(one for one in found if one.sealed.audience == audience[1])


def said_of(kept: Iterable[Kept]) -> Iterable[Said]:
    """Return statements as they are merged."""
    for one in kept:
        if one.sealed.statement is not None:
            yield Said(one.sealed.hash, one.sealed.statement, one.rank)


def _local(
    workspace: Workspace,
    desk: Desk,
    which: tuple[SubjectKind, str],
    kept: tuple[Kept, ...],
    rows: Mapping[Place, Mapping[str, str | int | None]],
) -> Local:
    kind, subject = which
    if kind in {SubjectKind.BLIND_PORTFOLIO, SubjectKind.RECEIPT}:
        return Local()
    items = items_ever(workspace.db, subject) if kind is SubjectKind.PORTFOLIO else ()
    found = [
        one for one in changes_about(workspace.db, owners_of(kind, subject, items)) if one.table in TABLES_OF[kind]
    ]
    versions = {(one.table, one.key): (one, _version(one)) for one in found}
    known = {(one.epoch, one.position): _known_then(desk, one, kept) for one in found}
    mine = {
        place: LocalRow(version, datetime.fromisoformat(change.at), *known[change.epoch, change.position])
        for place, (change, version) in versions.items()
        if in_scope(place[0], version.row) and _of_this_record(kind, subject, version)
    }
    local = Local(mine, _numbers(desk, mine))
    local = replace(local, owners=_owners(desk, kind, (versions[place][0] for place in mine)))
    settles = _settled(workspace, subject)
    doubles = _doubles(workspace, desk, kept) - settles
    return replace(local, signed=_signed(kind, mine, rows), doubles=doubles, settles=settles)


def _version(change: LastChange) -> RowVersion:
    row = None if change.row is None else json.loads(change.row)
    return RowVersion(change.table, json.loads(change.key), row, change.epoch, change.position)


def _of_this_record(kind: SubjectKind, subject: str, version: RowVersion) -> bool:
    """Tell the versions of a rubric apart: all of them hang on its id."""
    return kind is not SubjectKind.RUBRIC or json.dumps([version.key["id"], version.key["version"]]) == subject


def _known_then(desk: Desk, change: LastChange, kept: Iterable[Kept]) -> tuple[Vector, frozenset[str]]:
    """Return what was known of the record here when a row was changed, and the statements that were here."""
    before = [one.sealed for one in kept if one.arrived <= change.position]
    known = [sealed.statement.knows for sealed in before if sealed.statement is not None]
    seen = joined([desk.numbered(change.epoch, change.position), *known])
    return seen, frozenset(sealed.hash for sealed in before)


def _numbers(desk: Desk, rows: Mapping[Place, LocalRow]) -> Vector:
    if not rows:
        return {}
    newest = max(rows.values(), key=lambda row: row.version.seq).version
    return desk.numbered(newest.epoch, newest.seq)


def _owners(desk: Desk, kind: SubjectKind, changes: Iterable[LastChange]) -> frozenset[str]:
    """Return whose record it is, where it began on this desk: of nobody else anything is taken in about it."""
    for change in changes:
        if change.table == kind.value and change.born_by:
            return desk.people | ({change.born_by} - {DESK, ""})
    return frozenset()


def _signed(
    kind: SubjectKind, mine: Mapping[Place, LocalRow], rows: Mapping[Place, Mapping[str, str | int | None]]
) -> Mapping[Place, Mapping[str, str | int | None]] | None:
    if kind is not SubjectKind.ASSESSMENT:
        return None
    signed = AssessmentState.SIGNED.value
    for place, local in mine.items():
        here = rows.get(place)
        if place[0] == kind.value and local.version.row and here:
            both = local.version.row["state"] == signed and here["state"] == signed
            return rows if both else None
    return None


def _doubles(workspace: Workspace, desk: Desk, kept: Iterable[Kept]) -> frozenset[str]:
    """Find statements under numbers of this desk that it never made: a copy of it goes about."""
    found = set()
    for one in kept:
        statement = one.sealed.statement
        if statement is None or not desk.gave(statement.epoch, statement.seq) or _was_sent(workspace, one.sealed.hash):
            continue
        given = (version for version in statement.rows if desk.gave(version.epoch, version.seq))
        if not all(_was_written(workspace, version) for version in given):
            found.add(one.sealed.hash)
    return frozenset(found)


def _settled(workspace: Workspace, subject: str) -> frozenset[str]:
    rows = workspace.db.execute("select hashes from settled where subject = ?", [subject]).fetchall()
    return frozenset(hash_ for row in rows for hash_ in json.loads(row[0]))


def _was_sent(workspace: Workspace, hash_: str) -> bool:
    sql = (
        "select 1 from exchange_statement s join exchange e on e.id = s.exchange_id"
        " where s.hash = ? and e.direction = 'handed_over'"
    )
    return workspace.db.execute(sql, [hash_]).fetchone() is not None


def _was_written(workspace: Workspace, version: RowVersion) -> bool:
    sql = "select body from journal where epoch = ? and position = ?"
    found = workspace.db.execute(sql, [version.epoch, version.seq]).fetchone()
    if found is None:
        return False
    table, key = version.place
    told = canonical(None if version.row is None else dict(version.row))
    for change in json.loads(found[0])["changes"]:
        if change["table"] == table and canonical({name: str(value) for name, value in change["key"].items()}) == key:
            return canonical(change["after"]) == told
        decided = change["after"] if change["table"] == "settled" else None
        if decided and (decided["tbl"], decided["row_key"], decided["row"]) == (table, key, told):
            return True
    return False
