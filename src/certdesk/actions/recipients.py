"""Who can be given a package: everybody whose statement key this desk knows, and the recovery key of the programme."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from certdesk.core.errors import CertDeskError, NotFoundError
from certdesk.core.words import _
from certdesk.signing.authority.desk import desks_in, load_desk
from certdesk.signing.fingerprint import did_key
from certdesk.signing.identity import list_identities
from certdesk.signing.self_made import statement_key_of
from certdesk.signing.statements_trust import accepted_people
from certdesk.signing.trust_store import load_programmes
from certdesk.store.workspace import Workspace


@dataclass(frozen=True, slots=True)
class Recipient:
    """Somebody who can open what is sealed for them. ``dids`` are their statement keys as did:key, the newest first.

    ``how`` says in words where the key is known from; ``here`` that the key is on this very desk.
    """

    id: str
    name: str
    role: str
    dids: tuple[str, ...]
    how: str
    here: bool = False

    @property
    def reachable(self) -> bool:
        """Whether anything can be sealed for them."""
        return bool(self.dids)


def recipients(workspace: Workspace) -> tuple[Recipient, ...]:
    """Return everybody who can be given a package, by name; whoever acts comes last, for their own other machine."""
    found: dict[str, Recipient] = {}
    for one in (*_own(workspace), *_members(workspace), *_accepted(workspace)):
        known = found.get(one.id)
        found[one.id] = one if known is None else _joined(known, one)
    mine = workspace.person
    return tuple(sorted(found.values(), key=lambda one: (one.id == mine, one.name.casefold(), one.id)))


def find_recipient(workspace: Workspace, wanted: str) -> Recipient:
    """Find somebody by id, or by their name or its beginning. Raises NotFoundError."""
    here = recipients(workspace)
    squeezed = wanted.strip().casefold()
    exact = [one for one in here if wanted == one.id or squeezed == one.name.casefold()]
    found = exact or [one for one in here if one.name.casefold().startswith(squeezed)]
    if len(found) == 1:
        return found[0]
    names = ", ".join(f"{one.name} ({one.id})" for one in here) or _("nobody yet")
    text = _("Several people are called {name}.") if found else _("This desk has no key of {name}.")
    hint = _("Known here: {names}. For anybody else, pack with a passphrase.").format(names=names)
    raise NotFoundError(text.format(name=wanted), hint)


def recovery_keys(workspace: Workspace, dids: Iterable[str] = ()) -> tuple[str, ...]:
    """Return the keys (did:key) that can open every package of the programmes of this desk: those of their registers.

    They lie with the issuing desk, so that a package for somebody who lost their key is not lost. ``dids`` are left
    out because they are sealed for anyhow.
    """
    known = set(dids)
    found: dict[str, None] = {}
    for programme in load_programmes(workspace.folder):
        current = [one for one in programme.register_keys if one.retired_at is None]
        if programme.problem or not current:
            continue
        did = did_key(max(current, key=lambda one: one.since).key)
        if did not in known:
            found[did] = None
    return tuple(found)


def _joined(one: Recipient, other: Recipient) -> Recipient:
    return replace(one, dids=tuple(dict.fromkeys((*one.dids, *other.dids))), here=one.here or other.here)


def _own(workspace: Workspace) -> Iterator[Recipient]:
    for one in list_identities(workspace.identities):
        yield Recipient(one.id, one.name, one.role, (did_key(one.statement_key),), _("works on this desk"), here=True)


def _members(workspace: Workspace) -> Iterator[Recipient]:
    for programme in desks_in(workspace.folder):
        try:
            desk = load_desk(workspace.folder, programme)
        except CertDeskError:
            continue  # what is wrong with a desk is told where it is looked after; others can still be given packages
        how = _("certified by {programme}").format(programme=desk.anchors.name)
        for one in reversed(desk.enrolled):
            key = statement_key_of(one.leaf)
            if one.revoked_on is None and key is not None:
                yield Recipient(one.person, one.name, one.role, (did_key(key),), how)


def _accepted(workspace: Workspace) -> Iterator[Recipient]:
    for one in accepted_people(workspace.folder):
        yield Recipient(one.person, one.name, one.role, (one.did,), _("accepted by their six words"))
