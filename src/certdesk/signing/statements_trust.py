"""The keys that somebody on this desk accepted by their words: ``trust/people.json`` in the workspace's folder."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from certdesk.core.errors import NotAllowedError
from certdesk.core.words import _
from certdesk.signing.authority.formats import check_format, read_value, written
from certdesk.signing.identity import Identity
from certdesk.signing.programme_store import listed_keys
from certdesk.signing.safe_write import write_private_file
from certdesk.signing.statements import Accepted, Trusted, own_keys
from certdesk.signing.statements_card import Card
from certdesk.signing.trust_store import TRUST, load_programmes

FORMAT, PEOPLE = "certdesk-people-1", "people.json"


@dataclass(frozen=True, slots=True)
class AcceptedPeople:
    """The file."""

    format: str
    people: tuple[Accepted, ...]


def load_trusted(folder: Path, identities: Iterable[Identity]) -> Trusted:
    """Return whom the desk with the workspace in ``folder`` takes statements from.

    Raises `UntrustedFileError` if the list of accepted keys is damaged.
    """
    programmes = load_programmes(folder)
    return Trusted(own_keys(identities), accepted_people(folder), programmes, listed_keys(folder, programmes))


def accepted_people(folder: Path) -> tuple[Accepted, ...]:
    """Return the keys that were accepted here by their words. Raises `UntrustedFileError` if the list is damaged."""
    path = folder / TRUST / PEOPLE
    if not path.exists():
        return ()
    found = read_value(AcceptedPeople, path)
    check_format(found.format, FORMAT, path.name)
    return found.people


def accept_key(folder: Path, card: Card, typed: str, now: datetime) -> None:
    """Accept a key whose words somebody typed as they heard them. Raises NotAllowedError for other words.

    A person has one accepted key: the new one takes the place of an earlier one.
    """
    if not card.is_called(typed):
        text = _("These are not the words of this key.")
        hint = _(
            "A key has six words of its own, not those that open a package; they stand under Settings, Programme, "
            "People. Have them read aloud once more. If they still differ, it is not from whom you think."
        )
        raise NotAllowedError(text, hint)
    others = tuple(one for one in accepted_people(folder) if one.person != card.person)
    _keep(folder, (*others, Accepted(card.person, card.did, card.name, card.role, now)))


def forget_key(folder: Path, person: str) -> None:
    """Take an acceptance back; what has come in stays."""
    _keep(folder, tuple(one for one in accepted_people(folder) if one.person != person))


def _keep(folder: Path, people: tuple[Accepted, ...]) -> None:
    ordered = tuple(sorted(people, key=lambda one: one.person))
    write_private_file(folder / TRUST / PEOPLE, written(AcceptedPeople(FORMAT, ordered)))
