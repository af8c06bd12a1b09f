"""What somebody could pack: every portfolio here, with what a list needs to know of it, read in one go."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from certdesk.actions.consent_gate import sees_names
from certdesk.actions.preflighting import preflights_of
from certdesk.core.preflight import Severity
from certdesk.core.preflight_rules import words_of
from certdesk.core.words import ngettext
from certdesk.store.workspace import Workspace

_SQL = """
select p.id, p.code, p.title, p.programme, p.cohort, p.candidate_name,
    (select count(*) from item where item.portfolio_id = p.id) as items,
    (select coalesce(sum(size), 0) from item where item.portfolio_id = p.id) as size,
    (select max(state) from assessment a where a.portfolio_id = p.id and a.assessor_id = ?) as mine
from portfolio p order by p.code
"""


@dataclass(frozen=True, slots=True)
class Packable:
    """A portfolio; ``size`` in bytes of all its files, ``mine`` the state of the acting person's assessment, if any.

    ``candidate`` is empty for assessors, because marking may be blind.
    """

    portfolio_id: str
    code: str
    title: str
    programme: str
    cohort: str
    items: int
    size: int
    mine: str = ""
    candidate: str = ""


def packable(workspace: Workspace) -> tuple[Packable, ...]:
    """Return every portfolio here, by code."""
    rows = workspace.db.query(_SQL, [workspace.person])
    named = sees_names(workspace)
    return tuple(
        Packable(
            row["id"],
            row["code"],
            row["title"],
            row["programme"],
            row["cohort"],
            row["items"],
            row["size"],
            row["mine"] or "",
            row["candidate_name"] if named else "",
        )
        for row in rows
    )


def unready(workspace: Workspace, rows: Iterable[Packable]) -> dict[str, str]:
    """Say by portfolio what must be mended before it can be assessed; what nobody has checked yet is not among them."""
    ids = [row.portfolio_id for row in rows]
    found: dict[str, str] = {}
    for judged in preflights_of(workspace, ids):
        stops = [one for one in judged.findings if one.severity is Severity.STOP]
        if not stops:
            continue
        first = words_of(stops[0]).what
        more = len(stops) - 1
        text = ngettext("{first}, and {count} more", "{first}, and {count} more", more)
        found[judged.portfolio_id] = text.format(first=first, count=more) if more else first
    return found
