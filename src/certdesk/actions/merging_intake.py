"""A newer version of what came in, against what was edited here since: an edit stays, anything else follows the source.

What was neither edited nor described then is filled in from what is described now.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from certdesk.core.plain import from_plain, to_plain
from certdesk.core.portfolio import Candidate, Claim, EvidenceItem, Portfolio
from certdesk.intake.found import FoundItem, FoundPortfolio
from certdesk.store.as_received import AsReceived

Fields = dict[str, Any]


def item_fields(found: FoundItem, sorted_as: str) -> Fields:
    """Return what the source says of an item; ``sorted_as`` is the evidence type that it got when it came in."""
    return {
        "file": found.file.name,
        "title": found.title,
        "type": found.type,
        "sorted": sorted_as,
        "caption": found.caption,
        "claims": list(found.claims),
        "places": to_plain(found.claim_places),
        "day": found.made_on.isoformat() if found.made_on else "",
    }


def portfolio_fields(found: FoundPortfolio) -> Fields:
    """Return what the source says of a portfolio."""
    return {
        "code": found.code,
        "title": found.title,
        "name": found.candidate.name,
        "school": found.candidate.school,
        "language": found.candidate.language,
        "programme": found.programme,
        "cohort": found.cohort,
        "due": found.due.isoformat() if found.due else "",
        "note": found.note,
    }


def merged_item(here: EvidenceItem, was: AsReceived | None, found: FoundItem) -> EvidenceItem:
    """Return the item with what its source says anew of its title, type, caption and claims."""
    now = item_fields(found, found.type)
    then = dict(was.fields) if was else {}
    here_now: Fields = {
        "title": here.title,
        "type": here.evidence_type,
        "caption": here.caption,
        "claims": list(here.claims),
        "places": to_plain(here.claim_places),
    }
    # The type that it was sorted into then was no edit of a person's.
    unedited = then | {"type": then.get("sorted", "")}
    fields = {name: _merged(here_now[name], then.get(name), unedited.get(name), now[name]) for name in here_now}
    return replace(
        here,
        title=fields["title"],
        evidence_type=fields["type"],
        caption=fields["caption"],
        claims=tuple(fields["claims"]),
        claim_places=tuple(from_plain(Claim, place) for place in fields["places"]),
    )


def merged_day(here: date | None, was: AsReceived | None, found: FoundItem) -> date | None:
    """Return the day on which the item was made, as `merged_item` does with the rest."""
    then = was.fields.get("day") if was else None
    text = _merged(here.isoformat() if here else "", then, then, found.made_on.isoformat() if found.made_on else "")
    return date.fromisoformat(text) if text else None


def merged_portfolio(here: Portfolio, was: AsReceived | None, found: FoundPortfolio) -> Portfolio:
    """Return the portfolio with what its source says anew; its code and its rubric stay as they are here."""
    now = portfolio_fields(found)
    then: Mapping[str, Any] = was.fields if was else {}
    here_now = {
        "title": here.title,
        "name": here.candidate.name,
        "school": here.candidate.school,
        "language": here.candidate.language,
        "programme": here.programme,
        "cohort": here.cohort,
        "due": here.due_on.isoformat() if here.due_on else "",
        "note": here.note,
    }
    fields = {name: _merged(value, then.get(name), then.get(name), now[name]) for name, value in here_now.items()}
    return replace(
        here,
        title=fields["title"],
        candidate=Candidate(fields["name"], fields["school"], fields["language"]),
        programme=fields["programme"],
        cohort=fields["cohort"],
        due_on=date.fromisoformat(fields["due"]) if fields["due"] else None,
        note=fields["note"],
    )


def _merged(here: Any, then: Any, unedited: Any, now: Any) -> Any:  # noqa: ANN401 - texts and lists alike
    """Decide about one field: what is here, what the source said then, what that became here, what it says now."""
    if not now or now == then:
        return here
    return now if not here or here == unedited else here
