"""Whose packages come in here: people of programmes, and those whose six words somebody compared by telephone."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from pathlib import Path

from certdesk.actions.identifying import my_identity
from certdesk.actions.merging_in import accept_sender
from certdesk.core.changes import UNCHANGED, Change, Kind
from certdesk.core.errors import CertDeskError, NotAllowedError, NotFoundError
from certdesk.core.exchange import SenderTrust
from certdesk.core.words import _
from certdesk.signing.authority.formats import SMALL, damaged
from certdesk.signing.identity import list_identities
from certdesk.signing.programme_store import Belonging, listed_people
from certdesk.signing.safe_write import read_small, write_file
from certdesk.signing.statements import check_card
from certdesk.signing.statements_card import Card, card_of, read_card
from certdesk.signing.statements_trust import accepted_people, forget_key, load_trusted
from certdesk.store.workspace import Workspace

SUFFIX = ".certdesk-card"


class Ground(StrEnum):
    """Why somebody is known here."""

    PROGRAMME = "programme"
    WORDS = "words"
    """Their six words were compared by telephone."""


@dataclass(frozen=True, slots=True)
class CardView:
    """A card as people look at it. ``why`` says in words why it does not count as known; empty where it does.

    The words are not in it: whoever accepts a card types what they hear, not what they see.
    """

    person_id: str
    name: str
    role: str
    until: datetime
    trust: SenderTrust
    why: str
    mine: bool
    path: Path


@dataclass(frozen=True, slots=True)
class KnownPerson:
    """Somebody whose packages come in here. ``since`` is when their words were compared, ``where`` their programme."""

    id: str
    name: str
    role: str
    ground: Ground
    where: str
    since: datetime | None
    until: datetime | None
    belonging: Belonging


def my_words(workspace: Workspace) -> tuple[str, ...]:
    """Return the six words of the key of whoever acts, which they read aloud; takes 0.1 s."""
    return card_of(my_identity(workspace)).words


def write_card(workspace: Workspace, target: Path) -> Path:
    """Write the card of whoever acts, for somebody who wants to know their key. Raises `StorageError`."""
    write_file(target, (card_of(my_identity(workspace)).text + "\n").encode())
    return target


def look_at_card(workspace: Workspace, path: Path) -> CardView:
    """Read a card and say what is known of it here. Raises `UntrustedFileError` if it does not hold together."""
    card = _read(path)
    identities = list_identities(workspace.identities)
    verdict = check_card(card, load_trusted(workspace.folder, identities), workspace.clock())
    mine = any(one.id == card.person for one in identities)
    why = "" if verdict.trust is SenderTrust.KNOWN else verdict.reason
    return CardView(card.person, card.name, card.role, card.until, verdict.trust, why, mine, path)


def accept_card(workspace: Workspace, path: Path, typed: str) -> Change:
    """Accept the key on a card whose words somebody typed as they heard them, and let in what was held for it.

    Raises NotAllowedError for other words and for a key that was revoked, `UntrustedFileError` for a damaged card.
    """
    card = _read(path)
    view = look_at_card(workspace, path)
    if view.trust is SenderTrust.KNOWN:
        return UNCHANGED
    if view.trust is SenderTrust.ENDED:
        raise NotAllowedError(view.why, _("Ask them for a card of their new key."))
    return _named(accept_sender(workspace, card.text, typed), card.person, _("key of {name} accepted"), card.name)


def known_people(workspace: Workspace) -> tuple[KnownPerson, ...]:
    """Return everybody whose packages come in here but those who work here, by name."""
    here = {one.id for one in list_identities(workspace.identities)}
    found = [one for one in (*_listed(workspace), *_accepted(workspace)) if one.id not in here]
    return tuple(sorted(found, key=lambda one: (one.name.casefold(), one.id, one.ground)))


def take_back_acceptance(workspace: Workspace, wanted: str) -> Change:
    """Let nothing more in from somebody (id or name) whose words were compared; what has come in stays.

    Raises NotFoundError where nobody of that name was accepted.
    """
    accepted = accepted_people(workspace.folder)
    same = wanted.strip().casefold()
    found = [one for one in accepted if one.person == wanted or one.name.casefold() == same]
    if len(found) != 1:
        names = ", ".join(f"{one.name} ({one.person})" for one in accepted) or _("nobody")
        text = _("Several accepted people are called {name}.") if found else _("Nobody called {name} was accepted.")
        raise NotFoundError(text.format(name=wanted), _("Accepted by their words: {names}.").format(names=names))
    forget_key(workspace.folder, found[0].person)
    return _named(UNCHANGED, found[0].person, _("key of {name} no longer accepted"), found[0].name)


def _listed(workspace: Workspace) -> Iterator[KnownPerson]:
    for listed in listed_people(workspace.folder, workspace.clock()):
        one = listed.colleague
        until, where = one.valid_until, listed.programme_name
        yield KnownPerson(one.person, one.name, one.role, Ground.PROGRAMME, where, None, until, listed.belonging)


def _accepted(workspace: Workspace) -> Iterator[KnownPerson]:
    for one in accepted_people(workspace.folder):
        yield KnownPerson(one.person, one.name, one.role, Ground.WORDS, "", one.at, None, Belonging.CURRENT)


def _read(path: Path) -> Card:
    try:
        text = read_small(path, SMALL).decode().removesuffix("\n")
        return read_card(text)
    except (UnicodeDecodeError, CertDeskError) as problem:
        if isinstance(problem, CertDeskError) and not path.is_file():
            raise
        raise damaged(path.name) from None


def _named(change: Change, person: str, label: str, name: str) -> Change:
    return Change(change.kinds | Kind.PERSON, change.subjects | {person}, label.format(name=name))
