"""Samples that were drawn for moderation, what moderators found in them, and when a moderation was closed."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlite_utils import Database

from certdesk.core.cohorts import Cohort
from certdesk.core.marks import Mark, mark_from_plain, mark_to_plain
from certdesk.core.moderation import Drawn
from certdesk.core.moderation_checks import Check, Draw, Verdict
from certdesk.core.plain import canonical, from_plain, to_plain
from certdesk.core.policy import ModerationSample, Pick
from certdesk.store.records import Row

MODERATION, CLOSING = "moderation", "moderation_closed"


@dataclass(frozen=True, slots=True)
class Closing:
    """That a moderation was closed: by whom, what the light said, and the reason where the policy was not met."""

    id: str
    cohort_id: str
    at: datetime
    closed_by: str
    sentence: str
    reason: str = ""


def draws_of(db: Database, cohort: Cohort) -> tuple[Draw, ...]:
    """Read every sample that was drawn for a cohort's moderation, the oldest first."""
    return tuple(_draw(row) for row in _rows(db, cohort, MODERATION))


def closings_of(db: Database, cohort: Cohort) -> tuple[Closing, ...]:
    """Read how often a cohort's moderation was closed, the oldest first."""
    return tuple(
        Closing(row["id"], row["cohort_id"], datetime.fromisoformat(row["at"]), **json.loads(row["body"]))
        for row in _rows(db, cohort, CLOSING)
    )


def checks_of(db: Database, cohort: Cohort) -> tuple[Check, ...]:
    """Read every verdict on samples of a cohort, the oldest first."""
    sql = "select c.* from moderation_check c join draw d on d.id = c.draw_id where d.cohort_id = ? order by c.at, d.id"
    return tuple(_check(row) for row in db.query(sql, [cohort.id]))


def draw_row(draw: Draw) -> Row:
    """Return the row of a draw."""
    body = {
        "policy": to_plain(draw.policy),
        "eligible": draw.eligible,
        "band": draw.band,
        "picks": [[one.portfolio_id, [reason.value for reason in one.reasons]] for one in draw.picks],
        "marked_by": to_plain(draw.marked_by),
    }
    return _row(draw.id, (draw.cohort_id, MODERATION, draw.seed), draw.at, body)


def closing_row(closing: Closing) -> Row:
    """Return the row of a closing."""
    body = {"closed_by": closing.closed_by, "sentence": closing.sentence, "reason": closing.reason}
    return _row(closing.id, (closing.cohort_id, CLOSING, ""), closing.at, body)


def check_row(check: Check) -> Row:
    """Return the row of a verdict."""
    body = {
        "marks": _plain(check.marks),
        "note": check.note,
        "blind": check.blind,
        "assessment_id": check.assessment_id,
        "looked_at": {id_: _plain(marks) for id_, marks in check.looked_at.items()},
        "assessors": dict(check.assessors),
    }
    return {
        "draw_id": check.draw_id,
        "portfolio_id": check.portfolio_id,
        "moderator_id": check.moderator_id,
        "at": check.at.isoformat(),
        "verdict": check.verdict.value,
        "body": canonical(body),
    }


def seed_of_last_draw(db: Database, cohort: Cohort, purpose: str) -> str:
    """Return the seed of the last draw for a purpose, empty before the first."""
    rows = _rows(db, cohort, purpose)
    return str(rows[-1]["seed"]) if rows else ""


def _rows(db: Database, cohort: Cohort, purpose: str) -> list[dict[str, Any]]:
    sql = "select * from draw where cohort_id = ? and purpose = ? order by at, id"
    return list(db.query(sql, [cohort.id, purpose]))


def _row(id_: str, about: tuple[str, str, str], at: datetime, body: Mapping[str, Any]) -> Row:
    cohort_id, purpose, seed = about
    return {
        "id": id_, "cohort_id": cohort_id, "purpose": purpose, "seed": seed, "at": at.isoformat(),
        "body": canonical(body),
    }  # fmt: skip


def _draw(row: dict[str, Any]) -> Draw:
    body = json.loads(row["body"])
    return Draw(
        id=row["id"],
        cohort_id=row["cohort_id"],
        seed=row["seed"],
        at=datetime.fromisoformat(row["at"]),
        policy=from_plain(ModerationSample, body["policy"]),
        eligible=body["eligible"],
        picks=tuple(Drawn(id_, tuple(map(Pick, reasons))) for id_, reasons in body["picks"]),
        band=body["band"],
        marked_by={id_: tuple(people) for id_, people in body["marked_by"].items()},
    )


def _check(row: dict[str, Any]) -> Check:
    body = json.loads(row["body"])
    return Check(
        draw_id=row["draw_id"],
        portfolio_id=row["portfolio_id"],
        moderator_id=row["moderator_id"],
        at=datetime.fromisoformat(row["at"]),
        verdict=Verdict(row["verdict"]),
        marks=_marks(body["marks"]),
        note=body["note"],
        blind=body["blind"],
        assessment_id=body["assessment_id"],
        looked_at={id_: _marks(marks) for id_, marks in body["looked_at"].items()},
        assessors=body["assessors"],
    )


def _plain(marks: Mapping[str, Mark]) -> dict[str, dict[str, str]]:
    return {key: mark_to_plain(mark) for key, mark in marks.items()}


def _marks(plain: Mapping[str, dict[str, str]]) -> dict[str, Mark]:
    return {key: mark_from_plain(mark) for key, mark in plain.items()}
