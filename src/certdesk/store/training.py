"""Sets of portfolios with agreed marks, calibration circles with their votes, and standard-setting sessions."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from sqlite_utils import Database

from certdesk.core.circles import Circle, Vote
from certdesk.core.errors import NotFoundError
from certdesk.core.marks import Mark, mark_from_plain, mark_to_plain
from certdesk.core.plain import canonical
from certdesk.core.qualifying import Reference, SetPurpose
from certdesk.core.words import _
from certdesk.store.records import Row


@dataclass(frozen=True, slots=True)
class SignedOnSet:
    """A signed assessment of a portfolio of a set."""

    assessor_id: str
    portfolio_id: str
    assessment_id: str
    signed_on: date
    marks: Mapping[str, Mark]


@dataclass(frozen=True, slots=True)
class StoredSession:
    """A standard-setting session; ``body`` holds its judgements as plain values."""

    id: str
    rubric_id: str
    rubric_version: str
    method: str
    title: str
    at: datetime
    body: Mapping[str, object]


def references(db: Database, purpose: SetPurpose | None = None) -> tuple[Reference, ...]:
    """Read the portfolios of a set in their order, or those of both."""
    sql = "select t.*, p.code from training_set t join portfolio p on p.id = t.portfolio_id order by position, p.code"
    found = tuple(_reference(row) for row in db.query(sql))
    return tuple(one for one in found if purpose is None or one.purpose is purpose)


def reference_row(reference: Reference, at: datetime) -> Row:
    """Return the row of a portfolio of a set."""
    expected = {criterion: mark_to_plain(mark) for criterion, mark in reference.expected.items()}
    return {
        "portfolio_id": reference.portfolio_id,
        "purpose": reference.purpose.value,
        "title": reference.title,
        "position": reference.position,
        "expected": canonical(expected),
        "at": at.isoformat(),
    }


def signed_on_sets(db: Database, purpose: SetPurpose) -> tuple[SignedOnSet, ...]:
    """Read what everybody signed on the portfolios of a set, by assessor."""
    sql = (
        "select a.id, a.assessor_id, a.portfolio_id, a.signed_at, m.criterion_id, m.kind, m.level, m.code"
        " from training_set t join assessment a on a.portfolio_id = t.portfolio_id and a.state = 'signed'"
        " left join mark m on m.assessment_id = a.id where t.purpose = ? order by a.assessor_id, t.position, a.id"
    )
    found: dict[str, tuple[tuple[str, str, date], dict[str, Mark]]] = {}
    for row in db.query(sql, [purpose.value]):
        about = row["assessor_id"], row["portfolio_id"], datetime.fromisoformat(row["signed_at"]).date()
        marks = found.setdefault(row["id"], (about, {}))[1]
        if row["criterion_id"]:
            marks[row["criterion_id"]] = mark_from_plain(row)
    return tuple(
        SignedOnSet(assessor, portfolio, id_, signed_on, marks)
        for id_, ((assessor, portfolio, signed_on), marks) in found.items()
    )


def circle_row(circle: Circle) -> Row:
    """Return the row of a circle."""
    return {
        "id": circle.id,
        "portfolio_id": circle.portfolio_id,
        "item_id": circle.item_id,
        "title": circle.title,
        "criteria": canonical(circle.criteria),
        "members": canonical(circle.members),
        "opened_at": circle.opened_at.isoformat(),
        "closed_at": circle.closed_at.isoformat() if circle.closed_at else None,
        "note": circle.note,
    }


def load_circles(db: Database) -> tuple[Circle, ...]:
    """Read all circles, the newest first."""
    return tuple(_circle(row) for row in db.query("select * from circle order by opened_at desc, id"))


def load_circle(db: Database, circle_id: str) -> Circle:
    """Read one circle by its id or the end of it. Raises NotFoundError."""
    found = [one for one in load_circles(db) if circle_id and one.id.endswith(circle_id)]
    if len(found) != 1:
        text = _("There is no calibration circle {id}.").format(id=circle_id)
        raise NotFoundError(text, _("“certdesk circle list” shows which there are."))
    return found[0]


def vote_row(vote: Vote) -> Row:
    """Return the row of a vote."""
    plain = mark_to_plain(vote.mark)
    return {
        "circle_id": vote.circle_id,
        "member": vote.member,
        "criterion_id": vote.criterion_id,
        "kind": plain["kind"],
        "level": plain.get("level"),
        "code": plain.get("code"),
        "at": vote.at.isoformat(),
    }


def load_votes(db: Database, circle_id: str) -> tuple[Vote, ...]:
    """Read the votes of a circle by member and criterion."""
    sql = "select * from circle_vote where circle_id = ? order by member, criterion_id"
    return tuple(
        Vote(row["circle_id"], row["member"], row["criterion_id"], mark_from_plain(row), _moment(row["at"]))
        for row in db.query(sql, [circle_id])
    )


def session_row(session: StoredSession) -> Row:
    """Return the row of a standard-setting session."""
    return {
        "id": session.id,
        "rubric_id": session.rubric_id,
        "rubric_version": session.rubric_version,
        "method": session.method,
        "title": session.title,
        "at": session.at.isoformat(),
        "body": canonical(dict(session.body)),
    }


def load_sessions(db: Database, rubric_id: str = "") -> tuple[StoredSession, ...]:
    """Read the sessions about a rubric, or all, the newest first."""
    found = tuple(
        StoredSession(**(row | {"at": _moment(row["at"]), "body": json.loads(row["body"])}))
        for row in db.query("select * from standard_setting order by at desc, id")
    )
    return tuple(one for one in found if rubric_id in {"", one.rubric_id})


def _reference(row: Mapping[str, str]) -> Reference:
    expected = {criterion: mark_from_plain(plain) for criterion, plain in json.loads(row["expected"]).items()}
    position = int(row["position"])
    purpose = SetPurpose(row["purpose"])
    return Reference(row["portfolio_id"], row["code"], purpose, row["title"], position, expected)


def _circle(row: Mapping[str, str]) -> Circle:
    return Circle(
        id=row["id"],
        portfolio_id=row["portfolio_id"],
        item_id=row["item_id"],
        title=row["title"],
        criteria=tuple(json.loads(row["criteria"])),
        members=tuple(json.loads(row["members"])),
        opened_at=_moment(row["opened_at"]),
        closed_at=_moment(row["closed_at"]) if row["closed_at"] else None,
        note=row["note"],
    )


def _moment(text: str) -> datetime:
    return datetime.fromisoformat(text)
