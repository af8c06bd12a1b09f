"""The packages that came and went: what was in each, and how it stands with its receipt."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from sqlite_utils import Database

from certdesk.core.exchange import (
    Carrier,
    Direction,
    HistoryLine,
    LineKind,
    PreviewLine,
    ReceiptState,
    UsualTime,
)
from certdesk.core.plain import canonical, from_plain, to_plain
from certdesk.core.statements import SubjectKind
from certdesk.store.records import Row

TAKE_BACK_FOR = timedelta(days=30)
MOST_NAMES = 100


class State(StrEnum):
    """How far a package came."""

    COMPLETE = "complete"
    PARTIAL = "partial"
    TAKEN_BACK = "taken_back"


class Fate(StrEnum):
    """What became of one statement of a package."""

    SENT = "sent"
    TAKEN = "taken"
    ALREADY = "already"
    HELD = "held"
    QUARANTINED = "quarantined"
    DAMAGED = "damaged"


@dataclass(frozen=True, slots=True)
class Exchange:
    """A package that came or went. ``people`` and ``cards`` are the ids and keys that came in with it.

    ``peer`` is the id of the person it came from or went to, ``peer_name`` what they are called.
    """

    id: str
    package: str
    direction: Direction
    carrier: Carrier
    peer: str
    peer_name: str
    at: datetime
    state: State
    size: int = 0
    people: tuple[str, ...] = ()
    cards: tuple[str, ...] = ()
    usual_time: UsualTime | None = None
    """How long the person it came from usually takes for a portfolio, where they told it."""


@dataclass(frozen=True, slots=True)
class Content:
    """One statement of a package, and what became of it."""

    hash: str
    kind: str
    subject: str
    fate: Fate
    reason: str = ""


def exchange_row(exchange: Exchange) -> Row:
    """Return the row of a package."""
    told: dict[str, object] = {
        "size": exchange.size,
        "name": exchange.peer_name,
        "people": list(exchange.people),
        "cards": list(exchange.cards),
    }
    if exchange.usual_time is not None:
        told["usual_time"] = to_plain(exchange.usual_time)
    return {
        "id": exchange.id,
        "package": exchange.package,
        "direction": exchange.direction.value,
        "carrier": exchange.carrier.value,
        "peer": exchange.peer,
        "at": exchange.at.isoformat(),
        "state": exchange.state.value,
        "told": canonical(told),
    }


def content_row(exchange_id: str, content: Content) -> Row:
    """Return the row of one statement of a package."""
    return {
        "exchange_id": exchange_id,
        "hash": content.hash,
        "kind": content.kind,
        "subject": content.subject,
        "outcome": content.fate.value,
        "reason": content.reason,
    }


def load_exchange(db: Database, exchange_id: str) -> Exchange | None:
    """Read one package, or None."""
    return next(iter(_exchanges(db, "id = ?", [exchange_id])), None)


def received(db: Database, package: str) -> Exchange | None:
    """Find a package that came in and was not taken back, or None."""
    where = "package = ? and direction = 'received' and state != 'taken_back'"
    return next(iter(_exchanges(db, where, [package])), None)


def usual_times(db: Database, rubric: str) -> dict[str, UsualTime]:
    """Return how long people said that a portfolio on a rubric (its id) takes them: the one from most portfolios."""
    where = "direction = 'received' and state != 'taken_back' and told ->> '$.usual_time.rubric' = ?"
    found: dict[str, UsualTime] = {}
    for one in _exchanges(db, where, [rubric]):
        told, before = one.usual_time, found.get(one.peer)
        if told is not None and (before is None or told.portfolios > before.portfolios):
            found[one.peer] = told
    return found


def packages_handed_over(db: Database) -> frozenset[str]:
    """Return the packages that went out from this desk."""
    return frozenset(row[0] for row in db.execute("select package from exchange where direction = 'handed_over'"))


def still_waiting(db: Database, hashes: Iterable[str]) -> tuple[tuple[str, Content], ...]:
    """Return where some statements stand as held or put aside: ids in the history, and what stands there."""
    sql = (
        "select s.exchange_id, s.hash, s.kind, s.subject, s.outcome, s.reason from exchange_statement s"
        " join exchange e on e.id = s.exchange_id where e.direction = 'received' and e.state != 'taken_back'"
        " and s.outcome in ('held', 'quarantined') and s.hash in (select value from json_each(?))"
    )
    rows = db.execute(sql, [json.dumps(sorted(hashes))]).fetchall()
    return tuple((id_, Content(hash_, kind, subject, Fate(fate), why)) for id_, hash_, kind, subject, fate, why in rows)


def package_that_said(db: Database, hash_: str) -> str:
    """Return the newest package that went out from this desk with a statement, or an empty text."""
    sql = (
        "select e.package from exchange_statement s join exchange e on e.id = s.exchange_id"
        " where s.hash = ? and e.direction = 'handed_over' order by e.at desc limit 1"
    )
    found = db.execute(sql, [hash_]).fetchone()
    return str(found[0]) if found else ""


def load_contents(db: Database, exchange_id: str) -> tuple[Content, ...]:
    """Read what was in a package."""
    sql = "select hash, kind, subject, outcome, reason from exchange_statement where exchange_id = ? order by hash"
    rows = db.execute(sql, [exchange_id]).fetchall()
    return tuple(Content(hash_, kind, subject, Fate(fate), reason) for hash_, kind, subject, fate, reason in rows)


def history(db: Database, now: datetime) -> tuple[HistoryLine, ...]:
    """Return every package that came or went, the newest first."""
    counts = _counts(db)
    back, sent = receipts_back(db), _receipts_sent(db)
    lines = []
    for one in _exchanges(db, "1", []):
        kinds = counts.get(one.id, Counter())
        until = one.at + TAKE_BACK_FOR
        taken_back = one.state is State.TAKEN_BACK
        open_ = one.direction is Direction.RECEIVED and not taken_back and kinds["fate taken"] and now <= until
        lines.append(
            HistoryLine(
                id=one.id,
                package=one.package,
                direction=one.direction,
                carrier=one.carrier,
                peer=one.peer_name or one.peer,
                at=one.at,
                portfolios=kinds[SubjectKind.PORTFOLIO] + kinds[SubjectKind.BLIND_PORTFOLIO],
                assessments=kinds[SubjectKind.ASSESSMENT],
                receipts=kinds[SubjectKind.RECEIPT],
                rubrics=kinds[SubjectKind.RUBRIC],
                size=one.size,
                receipt=_receipt_state(one, kinds, back, sent),
                complete=one.state is not State.PARTIAL,
                taken_back=taken_back,
                can_take_back=until if open_ else None,
            )
        )
    return tuple(lines)


def contents_of(db: Database, exchange_id: str) -> tuple[PreviewLine, ...]:
    """Return what was in a package as lines: what of it was taken, was here already, is held, and why."""
    groups: dict[tuple[LineKind, str], list[Content]] = {}
    for one in load_contents(db, exchange_id):
        groups.setdefault((_line_kind(one), one.reason), []).append(one)
    order = list(LineKind)
    lines = []
    for (kind, reason), found in sorted(groups.items(), key=lambda each: (order.index(each[0][0]), each[0][1])):
        names = codes_of(db, [one.subject for one in found])
        about = tuple(dict.fromkeys(names[one.subject] for one in found if one.subject in names))
        lines.append(PreviewLine(kind, len(found), about[:MOST_NAMES], detail=reason))
    return tuple(lines)


def codes_of(db: Database, subjects: Iterable[str]) -> dict[str, str]:
    """Return the codes of portfolios, also of those that assessments are about."""
    given = {"ids": json.dumps(sorted(set(subjects)))}
    sql = (
        "select id, code from portfolio where id in (select value from json_each(:ids)) union all"
        " select a.id, p.code from assessment a join portfolio p on p.id = a.portfolio_id"
        " where a.id in (select value from json_each(:ids)) union all"
        " select t.id, p.code from task t join portfolio p on p.id = t.portfolio_id"
        " where t.id in (select value from json_each(:ids))"
    )
    return dict(db.execute(sql, given).fetchall())


def _line_kind(content: Content) -> LineKind:
    if content.fate in _KINDS_OF_FATES:
        return _KINDS_OF_FATES[content.fate]
    return _KINDS_OF_RECORDS.get(content.kind, LineKind.NEW_PORTFOLIO)


_KINDS_OF_FATES = {
    Fate.ALREADY: LineKind.ALREADY_HERE,
    Fate.HELD: LineKind.HELD,
    Fate.QUARANTINED: LineKind.QUARANTINED,
    Fate.DAMAGED: LineKind.DAMAGED,
}
_KINDS_OF_RECORDS = {
    SubjectKind.RECEIPT.value: LineKind.RECEIPT,
    SubjectKind.RUBRIC.value: LineKind.NEW_RUBRIC,
    SubjectKind.ASSESSMENT.value: LineKind.NEW_ASSESSMENT,
    SubjectKind.TASK.value: LineKind.TASK,
}


def _receipt_state(
    one: Exchange, kinds: Counter[str], back: Mapping[str, frozenset[str]], sent: frozenset[str]
) -> ReceiptState:
    worth = sum(kinds[kind] for kind in SubjectKind if kind is not SubjectKind.RECEIPT)
    if not worth or one.state is State.TAKEN_BACK:
        return ReceiptState.NONE
    if one.direction is Direction.RECEIVED:
        return ReceiptState.SENT if one.package in sent else ReceiptState.TO_SEND
    answered = back.get(one.package, frozenset())
    # Anybody who sees a package can read its id; only those whom it was for can say that they have it.
    by_them = answered & set(one.peer.split()) if one.peer else answered
    return ReceiptState.BACK if by_them else ReceiptState.WAITED_FOR


def receipts_back(db: Database) -> dict[str, frozenset[str]]:
    """Return who has said of which package (its id) that it arrived."""
    found: dict[str, set[str]] = {}
    for package, person in db.execute("select subject, person from statement where kind = 'receipt'").fetchall():
        found.setdefault(package, set()).add(person)
    return {package: frozenset(people) for package, people in found.items()}


def _receipts_sent(db: Database) -> frozenset[str]:
    sql = (
        "select distinct s.subject from exchange_statement s join exchange e on e.id = s.exchange_id"
        " where s.kind = 'receipt' and e.direction = 'handed_over'"
    )
    return frozenset(row[0] for row in db.execute(sql).fetchall())


def _counts(db: Database) -> dict[str, Counter[str]]:
    found: dict[str, Counter[str]] = {}
    sql = "select exchange_id, kind, outcome, count(distinct subject) from exchange_statement group by 1, 2, 3"
    for exchange_id, kind, outcome, count in db.execute(sql).fetchall():
        counts = found.setdefault(exchange_id, Counter())
        counts[kind] += count
        counts[f"fate {outcome}"] += count
    return found


def _exchanges(db: Database, where: str, values: list[str]) -> Iterable[Exchange]:
    sql = f"select * from exchange where {where} order by at desc, id desc"  # noqa: S608 - fixed words
    for row in db.query(sql, values):
        told = json.loads(row["told"])
        yield Exchange(
            id=row["id"],
            package=row["package"],
            direction=Direction(row["direction"]),
            carrier=Carrier(row["carrier"]),
            peer=row["peer"],
            peer_name=told.get("name", ""),
            at=datetime.fromisoformat(row["at"]),
            state=State(row["state"]),
            size=told.get("size", 0),
            people=tuple(told.get("people", ())),
            cards=tuple(told.get("cards", ())),
            usual_time=from_plain(UsualTime, told["usual_time"]) if told.get("usual_time") else None,
        )
