"""Whose portfolio a feed is, and by which ids other systems know them and their work."""

from __future__ import annotations

from certdesk.core.candidates import ExternalId
from certdesk.core.portfolio import Candidate
from certdesk.intake.leap2a.feed import Entry, Feed

_SYSTEMS = ("mahara", "moodle", "claroline", "pebblepad")


def system_of(feed: Feed) -> str:
    """Return the program that wrote a feed: "mahara", "moodle", ..., or "leap2a" where that is not said."""
    said = feed.generator.casefold()
    return next((name for name in _SYSTEMS if name in said), "leap2a")


def candidate_of(feed: Feed) -> Candidate:
    """Return the owner of a feed, whose name may be empty."""
    owner = _owner(feed)
    given = _fact(owner, "legal_given_name", "firstname")
    family = _fact(owner, "legal_family_name", "lastname")
    full = " ".join(part for part in (given, family) if part)
    name = full or _fact(owner, "full_name", "name") or (owner.title if owner else "") or feed.author
    school = _fact(owner, "organisation", "institution")
    language = feed.language.split("-")[0].split("_")[0].casefold()
    return Candidate(name or feed.author, school, language if len(language) in {2, 3} else "en")


def known_as(feed: Feed) -> tuple[ExternalId, ...]:
    """Return the ids by which the owner is known: on the system it comes from, by e-mail and by number."""
    system, owner = system_of(feed), _owner(feed)
    facts = (
        ("user", feed.address),
        ("username", _fact(owner, "username", "username")),
        ("email", (feed.email or _fact(owner, "email", "email")).casefold()),
        ("number", _fact(owner, "", "studentid")),
    )
    return tuple(ExternalId(system, kind, value) for kind, value in facts if value)


def key_of(feed: Feed) -> str:
    """Return what tells this portfolio from others of the same system, the same in each export; empty if nothing."""
    return feed.address or feed.email.casefold() or feed.id or feed.author


def entry_id(feed: Feed, entry: Entry) -> tuple[ExternalId, ...]:
    """Return the id of an entry, unmistakable among all portfolios."""
    key = key_of(feed)
    return (ExternalId(system_of(feed), "entry", f"{key}#{entry.id}"),) if key else ()


def _owner(feed: Feed) -> Entry | None:
    people = [entry for entry in feed.entries if entry.kind == "person"]
    selves = [entry for entry in people if entry.id == feed.owner or entry.term("person_type") == "self"]
    return next(iter([*selves, *people]), None)


def _fact(owner: Entry | None, field: str, name: str) -> str:
    if owner is None:
        return ""
    facts = [one for one in owner.person if one.value and name and one.name == name]
    facts += [one for one in owner.person if one.value and field and one.field == field]
    return facts[0].value if facts else ""
