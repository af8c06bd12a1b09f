"""Results that left for good: what went where, and the pseudonyms that stand for candidates there."""

from __future__ import annotations

import json
import secrets
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlite_utils import Database

from certdesk.core.plain import canonical
from certdesk.store.records import Row
from certdesk.store.workspace import Workspace

_LETTERS = "23456789BCDFGHJKMNPQRTVWXYZ"  # no vowels, so that no word comes of it, and nothing that looks alike
_LENGTH = 7
_RESULTS_FOR = "results for "


@dataclass(frozen=True, slots=True)
class HandedOverResults:
    """One hand-over: how many candidates, for whom, where it lies, and the SHA-256 of the list that was signed."""

    id: str
    cohort_id: str
    at: datetime
    recipient: str
    place: str
    candidates: int
    pseudonymised: bool
    digest: str


def handed_over_row(one: HandedOverResults) -> Row:
    """Return the row of a hand-over."""
    told = {
        "recipient": one.recipient,
        "place": one.place,
        "candidates": one.candidates,
        "pseudonymised": one.pseudonymised,
        "digest": one.digest,
    }
    return {"id": one.id, "cohort_id": one.cohort_id, "at": one.at.isoformat(), "body": canonical(told)}


def results_handed_over(db: Database, cohort_id: str) -> tuple[HandedOverResults, ...]:
    """Return the hand-overs of a cohort, the newest first."""
    sql = "select * from handed_over where cohort_id = ? order by at desc, id desc"
    return tuple(
        HandedOverResults(
            row["id"], row["cohort_id"], datetime.fromisoformat(row["at"]), **json.loads(row["body"])
        )
        for row in db.query(sql, [cohort_id])
    )  # fmt: skip


def result_pseudonyms(workspace: Workspace, portfolio_ids: Iterable[str], recipient: str) -> Mapping[str, str]:
    """Return the pseudonym of each portfolio for a recipient of results.

    They are made when they are first needed, in one go, and stay: the table is kept on this desk only.
    """
    name = _RESULTS_FOR + recipient
    sql = "select portfolio_id, code from pseudonym where recipient = ?"
    known = dict(workspace.db.execute(sql, [name]).fetchall())
    wanted = tuple(dict.fromkeys(portfolio_ids))
    fresh = [one for one in wanted if one not in known]
    if fresh:
        taken = {str(code) for (code,) in workspace.db.execute("select code from pseudonym").fetchall()}
        made = [{"portfolio_id": one, "recipient": name, "code": _fresh(taken)} for one in fresh]
        with workspace.local_change() as db:
            db.table("pseudonym").insert_all(made)
        known |= {row["portfolio_id"]: row["code"] for row in made}
    return {one: known[one] for one in wanted}


def _fresh(taken: set[str]) -> str:
    while True:
        code = "P-" + "".join(secrets.choice(_LETTERS) for _letter in range(_LENGTH))
        if code not in taken:
            taken.add(code)
            return code
