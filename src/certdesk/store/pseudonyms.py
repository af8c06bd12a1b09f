"""The codes under which portfolios travel blind: one for each portfolio and recipient, known on this desk only."""

from __future__ import annotations

import secrets
from collections.abc import Mapping

from sqlite_utils import Database

from certdesk.store.workspace import Workspace

_LETTERS = "23456789BCDFGHJKMNPQRTVWXYZ"  # no vowels, so that no word comes of it, and nothing that looks alike
_LENGTH = 5


def pseudonym_of(workspace: Workspace, portfolio_id: str, recipient: str) -> str:
    """Return the code of a portfolio for somebody; it is made when it is first needed, and stays."""
    known = _known(workspace.db, portfolio_id, recipient)
    if known:
        return known
    code = _fresh(workspace.db)
    with workspace.local_change() as db:
        db.table("pseudonym").insert({"portfolio_id": portfolio_id, "recipient": recipient, "code": code})
    return code


def pseudonyms(db: Database) -> Mapping[str, str]:
    """Return which portfolio (by id) each code stands for."""
    return {row["code"]: row["portfolio_id"] for row in db.query("select code, portfolio_id from pseudonym")}


def _known(db: Database, portfolio_id: str, recipient: str) -> str:
    sql = "select code from pseudonym where portfolio_id = ? and recipient = ?"
    return next((str(row["code"]) for row in db.query(sql, [portfolio_id, recipient])), "")


def _fresh(db: Database) -> str:
    taken = set(pseudonyms(db)) | {row["code"] for row in db.query("select code from portfolio")}
    while True:
        code = "B-" + "".join(secrets.choice(_LETTERS) for _letter in range(_LENGTH))
        if code not in taken:
            return code
