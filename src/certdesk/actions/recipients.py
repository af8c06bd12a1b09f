"""Who can be given a package: everybody whose statement key this desk knows, and the recovery key of the programme."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from certdesk.core.days import day_in_words
from certdesk.core.did_keys import did_key
from certdesk.core.errors import CertDeskError, NotFoundError
from certdesk.core.words import _
from certdesk.signing.authority.desk import desks_in, load_desk
from certdesk.signing.authority.recovery import read_recovery
from certdesk.signing.identity import list_identities
from certdesk.signing.programme_store import Belonging, kept_says, listed_people
from certdesk.signing.self_made import statement_key_of
from certdesk.signing.statements_trust import accepted_people
from certdesk.signing.trust import ProgrammeTrust
from certdesk.signing.trust_store import load_programmes
from certdesk.store.workspace import Workspace


@dataclass(frozen=True, slots=True)
class Recipient:
    """Somebody who can open what is sealed for them. ``dids`` are their statement keys as did:key, the newest first.

    ``how`` says in words where the key is known from; ``here`` that the key is on this very desk. ``gone`` says why
    somebody whom a programme lists can't be given anything any more; empty for everybody else.
    """

    id: str
    name: str
    role: str
    dids: tuple[str, ...]
    how: str
    here: bool = False
    gone: str = ""

    @property
    def reachable(self) -> bool:
        """Whether anything can be sealed for them."""
        return bool(self.dids)


def recipients(workspace: Workspace) -> tuple[Recipient, ...]:
    """Return everybody who can be given a package, by name; whoever acts comes last, for their own other machine."""
    found: dict[str, Recipient] = {}
    listed, revoked = _listed(workspace)
    for one in (*_own(workspace), *_members(workspace), *listed, *_accepted(workspace)):
        still = replace(one, dids=tuple(did for did in one.dids if did not in revoked))
        known = found.get(one.id)
        found[one.id] = still if known is None else _joined(known, still)
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
    """Return the keys that can open every package of the programmes of this desk.

    Those are their recovery keys (``age1...``), or where a programme has none yet, its register key (did:key). They
    lie with the issuing desk, so that a package for somebody who lost their key is not lost. ``dids`` are left out
    because they are sealed for anyhow.
    """
    known = set(dids)
    found: dict[str, None] = {}
    for programme in load_programmes(workspace.folder):
        if recovery := recovery_recipient(workspace, programme):
            found[recovery] = None
            continue
        current = [one for one in programme.register_keys if one.retired_at is None]
        if programme.problem or not current:
            continue
        did = did_key(max(current, key=lambda one: one.since).key)
        if did not in known:
            found[did] = None
    return tuple(found)


def recovery_recipient(workspace: Workspace, programme: ProgrammeTrust) -> str:
    """Return whom packages of a programme are sealed for besides, as its desk or its newest file says; or nothing."""
    if programme.id in desks_in(workspace.folder):
        own = read_recovery(workspace.folder, programme.id)
        return own.recipient if own else ""
    says = kept_says(workspace.folder, programme)
    return says.recovery if says else ""


def _joined(one: Recipient, other: Recipient) -> Recipient:
    dids = tuple(dict.fromkeys((*one.dids, *other.dids)))
    gone = "" if dids else one.gone or other.gone
    how = one.how if one.dids or not other.dids else other.how
    return replace(one, dids=dids, here=one.here or other.here, gone=gone, how=gone or how)


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
        gone = _("{programme} has revoked their certificate").format(programme=desk.anchors.name)
        for one in reversed(desk.enrolled):
            key = statement_key_of(one.leaf)
            if one.revoked_on is not None:
                yield Recipient(one.person, one.name, one.role, (), gone, gone=gone)
            elif key is not None:
                yield Recipient(one.person, one.name, one.role, (did_key(key),), how)


def _listed(workspace: Workspace) -> tuple[tuple[Recipient, ...], frozenset[str]]:
    """Return everybody whom programme files list, and the keys among theirs that are revoked."""
    found: list[Recipient] = []
    revoked: set[str] = set()
    for listed in listed_people(workspace.folder, workspace.clock()):
        one, programme = listed.colleague, listed.programme_name
        if listed.belonging is Belonging.REVOKED:
            revoked.add(one.key)
            gone = _("{programme} has revoked their certificate").format(programme=programme)
            found.append(Recipient(one.person, one.name, one.role, (), gone, gone=gone))
            continue
        how = _("belongs to {programme}").format(programme=programme)
        if listed.belonging is Belonging.ENDED:
            how = _("belonged to {programme} until {day}: their certificate has ended")
            how = how.format(programme=programme, day=day_in_words(one.valid_until))
        found.append(Recipient(one.person, one.name, one.role, (one.key,), how))
    return tuple(found), frozenset(revoked)


def _accepted(workspace: Workspace) -> Iterator[Recipient]:
    for one in accepted_people(workspace.folder):
        yield Recipient(one.person, one.name, one.role, (one.did,), _("accepted by their six words"))
