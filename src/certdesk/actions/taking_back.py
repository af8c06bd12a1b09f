"""Take a package back: every record is worked out anew from the statements that remain and what was done here."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from certdesk.actions.merging_rows import changes_between, standing_rows
from certdesk.actions.merging_values import Touched
from certdesk.actions.quarantine import let_files_in
from certdesk.actions.record_state import Desk, desk_of, record_of
from certdesk.core.changes import Change
from certdesk.core.days import day_in_words
from certdesk.core.errors import NotAllowedError, NotFoundError
from certdesk.core.exchange import Direction
from certdesk.core.statements import SubjectKind
from certdesk.core.words import _
from certdesk.store.exchanges import (
    TAKE_BACK_FOR,
    Exchange,
    Fate,
    State,
    codes_of,
    content_row,
    exchange_row,
    load_contents,
    load_exchange,
)
from certdesk.store.journal import TAKEN_BACK
from certdesk.store.statement_rows import Columns, all_columns, rubric_of
from certdesk.store.statements import Kept, drop_held, kept_about, load_held
from certdesk.store.workspace import Recording, Workspace

_ORDER = (
    SubjectKind.TASK,
    SubjectKind.ASSESSMENT,
    SubjectKind.BLIND_PORTFOLIO,
    SubjectKind.PORTFOLIO,
    SubjectKind.RUBRIC,
)


def take_back(workspace: Workspace, exchange_id: str) -> Change:
    """Undo what a package brought, as long as nothing here builds on it and for 30 days; the history keeps the line.

    Raises NotAllowedError that says what builds on it, NotFoundError.
    """
    exchange = _exchange(workspace, exchange_id)
    plan = _Plan(workspace, exchange)
    refused = _too_late(workspace, exchange) or plan.refused()
    if refused:
        raise NotAllowedError(refused, _("Nothing was changed."))
    label = _("package of {name} taken back").format(name=exchange.peer_name or exchange.package)
    with workspace.recording_many(TAKEN_BACK, label) as many:
        for touched in plan.touched:
            with many.about(touched.subject) as recording:
                for one in plan.gone(touched.subject):
                    recording.remove("statement", {"hash": one.sealed.hash})
                for change in touched.changes:
                    recording.apply(change)
        with many.about(exchange.id) as recording:
            _close(recording, plan, exchange)
        drop_held(workspace.db, [one.hash for one in load_held(workspace.db, package=exchange.package)])
    let_files_in(workspace)
    return many.change


def _close(recording: Recording, plan: _Plan, exchange: Exchange) -> None:
    """Let go of what is no record, and of whoever has nothing left to say here; the history keeps the package."""
    for one in plan.others():
        recording.remove("statement", {"hash": one.sealed.hash})
    for did in exchange.cards:
        if not plan.speaks(did):
            recording.remove("card", {"did": did})
    for person in exchange.people:
        if not plan.is_about(person):
            recording.remove("person", {"id": person})
    for other, content in plan.left_to:
        recording.put("exchange_statement", content_row(other, content))
    recording.put("exchange", exchange_row(replace(exchange, state=State.TAKEN_BACK)))


def why_not_taken_back(workspace: Workspace, exchange_id: str) -> str:
    """Say why a package can't be taken back (any more), or nothing. Raises NotFoundError."""
    exchange = _exchange(workspace, exchange_id)
    return _too_late(workspace, exchange) or _Plan(workspace, exchange).refused()


def _exchange(workspace: Workspace, exchange_id: str) -> Exchange:
    exchange = load_exchange(workspace.db, exchange_id)
    if exchange is None or exchange.direction is not Direction.RECEIVED:
        raise NotFoundError(_("There is no such package in the history."))
    return exchange


def _too_late(workspace: Workspace, exchange: Exchange) -> str:
    if exchange.state is State.TAKEN_BACK:
        return _("This package was taken back already.")
    until = exchange.at + TAKE_BACK_FOR
    if workspace.clock() > until:
        return _("A package can be taken back for 30 days, this one until {day}.").format(day=day_in_words(until))
    return ""


class _Plan:
    """What would be there without the statements that came with one package."""

    def __init__(self, workspace: Workspace, exchange: Exchange) -> None:
        self._workspace = workspace
        self._exchange = exchange
        brought = {one.hash: one for one in load_contents(workspace.db, exchange.id) if one.fate is Fate.TAKEN}
        others = _also_brought(workspace, exchange)
        self._brought = set(brought) - set(others)
        self.left_to = tuple((others[hash_], brought[hash_]) for hash_ in sorted(set(brought) & set(others)))
        subjects = [brought[hash_].subject for hash_ in self._brought]
        self._kept = kept_about(workspace.db, subjects)
        self._desk = desk_of(workspace)
        columns = all_columns(workspace.db)
        kinds = sorted({(one.sealed.kind, one.sealed.subject) for one in self._all() if self._is_gone(one)})
        self.touched = tuple(
            touched
            for kind in _ORDER
            for each, subject in kinds
            if each == kind
            for touched in self._touched(self._desk, kind, subject, columns)
        )

    def gone(self, subject: str) -> Iterable[Kept]:
        """Return the statements about a record that would go; each once, though it has a full and a blind side."""
        return [one for one in self._kept.get(subject, ()) if self._is_gone(one)]

    def others(self) -> Iterable[Kept]:
        """Return what would go and is no record in the tables: receipts, and kinds that are not known here."""
        shown = {kind.value for kind in _ORDER}
        return [one for one in self._all() if self._is_gone(one) and one.sealed.kind not in shown]

    def speaks(self, did: str) -> bool:
        """Whether somebody with this key has said anything that remains."""
        sql = "select hash from statement where author = ?"
        return any(row[0] not in self._brought for row in self._workspace.db.execute(sql, [did]).fetchall())

    def is_about(self, person: str) -> bool:
        """Whether anything of a person remains."""
        sql = "select hash from statement where person = ?"
        rows = self._workspace.db.execute(sql, [person]).fetchall()
        return any(row[0] not in self._brought for row in rows)

    def refused(self) -> str:
        """Say what here builds on the package, or nothing."""
        names = codes_of(self._workspace.db, [touched.subject for touched in self.touched])
        for touched in self.touched:
            name = names.get(touched.subject, touched.subject)
            arrived = min(one.arrived for one in self.gone(touched.subject))
            if any(local.version.seq > arrived for local in touched.before.local.rows.values()):
                return _("{name} was changed here since.").format(name=name)
            vanishes = bool(touched.before.rows) and not standing_rows(touched.after, all_columns(self._workspace.db))
            builds_on = self._builds_on(touched) if vanishes else ""
            if builds_on:
                return builds_on.format(name=name)
        return ""

    def _builds_on(self, touched: Touched) -> str:
        """Say what points at a record that would vanish."""
        going = {(each.kind, each.subject) for each in self.touched}
        match touched.kind:
            case SubjectKind.PORTFOLIO | SubjectKind.BLIND_PORTFOLIO:
                found = self._ids("select id from assessment where portfolio_id = ?", [touched.subject])
                if any((SubjectKind.ASSESSMENT, id_) not in going for id_ in found):
                    return _("{name} is being assessed here.")
            case SubjectKind.RUBRIC:
                ref = list(rubric_of(touched.subject))
                found = self._ids("select id from portfolio where rubric_id = ? and rubric_version = ?", ref)
                portfolios = {id_ for kind, id_ in going if kind is not SubjectKind.ASSESSMENT}
                if set(found) - portfolios:
                    return _("Portfolios here are on the rubric that came with it.")
            case SubjectKind.ASSESSMENT:
                found = self._ids("select id from document where assessment_id = ?", [touched.subject])
                mine = {change.key["id"] for change in touched.changes if change.table == "document"}
                if set(found) - mine:
                    return _("Documents were issued here for the assessment of {name}.")
        return ""

    def _ids(self, sql: str, values: list[str]) -> list[str]:
        return [row[0] for row in self._workspace.db.execute(sql, values).fetchall()]

    def _all(self) -> Iterable[Kept]:
        return (one for each in self._kept.values() for one in each)

    def _is_gone(self, one: Kept) -> bool:
        return one.sealed.hash in self._brought

    def _touched(self, desk: Desk, kind: SubjectKind, subject: str, columns: dict[str, Columns]) -> Iterable[Touched]:
        kept = self._kept.get(subject, ())
        remain = tuple(one for one in kept if not self._is_gone(one))
        before = record_of(self._workspace, desk, kind, subject, kept)
        after = record_of(self._workspace, desk, kind, subject, remain)
        shown = after
        if kind is SubjectKind.PORTFOLIO and not (after.kept or after.local.owners):
            # Without the full portfolio the one under a pseudonym is shown again, if there is one.
            shown = record_of(self._workspace, desk, SubjectKind.BLIND_PORTFOLIO, subject, remain)
        changes = changes_between(self._workspace, before, standing_rows(shown, columns))
        if kind is SubjectKind.BLIND_PORTFOLIO and any(one.sealed.kind == SubjectKind.PORTFOLIO for one in kept):
            changes = ()
        yield Touched(kind, subject, before, shown, (), changes)


def _also_brought(workspace: Workspace, exchange: Exchange) -> dict[str, str]:
    """Return the statements that another package has brought as well, and the first such package: they stay."""
    sql = (
        "select s.hash, e.id from exchange_statement s join exchange e on e.id = s.exchange_id where e.id != ?"
        " and e.direction = 'received' and e.state != 'taken_back' and s.outcome in ('taken', 'already')"
        " order by e.at desc, e.id desc"
    )
    return dict(workspace.db.execute(sql, [exchange.id]).fetchall())
