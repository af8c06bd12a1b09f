"""The programmes that this desk knows, the keys of those it issues for, and their members."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from cryptography import x509

from certdesk.actions.telling_news import keep_fresh
from certdesk.core.errors import NotFoundError
from certdesk.core.words import _
from certdesk.signing.authority.bundle import Anchors
from certdesk.signing.authority.checking import revoked_serials, vouched
from certdesk.signing.authority.desk import Enrolled, IssuingDesk, desks_in, has_desk, load_desk, unlock_desk
from certdesk.signing.authority.formats import to_bytes
from certdesk.signing.authority.keys import AuthorityKeys
from certdesk.signing.authority.lists import REASONS
from certdesk.signing.authority.names import is_test
from certdesk.signing.authority.rollover import revoked_issuers
from certdesk.signing.fingerprint import fingerprint
from certdesk.signing.identity import Identity, list_identities
from certdesk.signing.trust_store import Known, look_at, programmes_in
from certdesk.store.workspace import Workspace

ENDING = timedelta(days=60)


class MemberState(StrEnum):
    """What the newest certificate of a member is worth now."""

    ACTIVE = "active"
    ENDING = "ending"
    EXPIRED = "expired"
    REVOKED = "revoked"


@dataclass(frozen=True, slots=True)
class ProgrammeHere:
    """A programme that this desk knows.

    ``words`` and ``fingerprint`` are of its root. ``refused`` tells of bundles that would have turned the clock back;
    ``mine`` says that whoever acts signs for it.
    """

    id: str
    name: str
    rehearsal: bool
    words: tuple[str, ...]
    fingerprint: str
    is_issuing_desk: bool
    version: int
    made_at: datetime | None
    problem: str
    refused: tuple[str, ...] = ()
    mine: bool = False


@dataclass(frozen=True, slots=True)
class Member:
    """A person whom the programme certified, by their newest certificate. ``reason`` is in words.

    ``since`` is the day from which a revoked key is not to be believed; ``key_here`` says that the key is on this desk.
    """

    id: str
    name: str
    role: str
    fingerprint: str
    valid_until: datetime
    state: MemberState
    revoked_on: date | None = None
    reason: str = ""
    since: date | None = None
    key_here: bool = False


def programmes_here(workspace: Workspace) -> tuple[ProgrammeHere, ...]:
    """Return the programmes that this desk trusts or issues for; real ones first, by name."""
    mine = {one.id: one.programme_id for one in list_identities(workspace.identities)}.get(workspace.person, "")
    ids = sorted({*programmes_in(workspace.folder), *desks_in(workspace.folder)})
    found = [_programme(workspace, look_at(workspace.folder, each), mine=each == mine) for each in ids]
    return tuple(sorted(found, key=lambda one: (one.rehearsal, one.name.casefold(), one.id)))


def find_programme(workspace: Workspace, wanted: str = "") -> ProgrammeHere:
    """Return the programme with this id, or the only one whose name is or begins so. Raises NotFoundError."""
    here = programmes_here(workspace)
    exact = [one for one in here if not wanted or wanted == one.id or wanted.casefold() == one.name.casefold()]
    found = exact or [one for one in here if one.name.casefold().startswith(wanted.casefold())]
    if len(found) == 1:
        return found[0]
    if not found:
        text = _("This desk knows no such programme.") if wanted else _("This desk knows no programme yet.")
        raise NotFoundError(text, _("Found one, join one, or take in its trust bundle."))
    told = ", ".join(f"{one.name} ({one.id})" for one in found)
    raise NotFoundError(_("Say which programme is meant."), _("Known here: {programmes}.").format(programmes=told))


def unlock_authority(workspace: Workspace, programme_id: str, passphrase: str) -> AuthorityKeys:
    """Open the keys of a programme's issuing desk for this session, and tell its news again where they are old.

    Raises `WrongPassphraseError`, NotFoundError where another desk issues, `UntrustedFileError` if they are damaged.
    """
    keys = unlock_desk(workspace.folder, programme_id, passphrase)
    keep_fresh(workspace, keys)
    return keys


def members(workspace: Workspace, programme_id: str) -> tuple[Member, ...]:
    """Return everybody whom the programme certified at this desk, by name. Raises NotFoundError at other desks."""
    desk = load_desk(workspace.folder, programme_id)
    found = [member_of(workspace, desk, person) for person in dict.fromkeys(one.person for one in desk.enrolled)]
    return tuple(sorted(found, key=lambda one: (one.name.casefold(), one.id)))


def member_of(workspace: Workspace, desk: IssuingDesk, person: str) -> Member:
    """Return one member. Raises NotFoundError."""
    theirs = desk.of(person)
    if not theirs:
        raise NotFoundError(_("The programme has no such member."), _("The list of members shows their ids."))
    # A certificate that was revoked alone, such as that of a lost laptop, counts only while there is no later one.
    return _member(workspace, desk, max(theirs, key=lambda one: (one.revoked_on is None, one.issued_at)))


def _programme(workspace: Workspace, known: Known, *, mine: bool) -> ProgrammeHere:
    checked, seen = known.checked, known.seen
    programme_id = known.folder.name
    name = checked.bundle.anchors.name if checked else seen.name if seen else programme_id
    made_at = max(checked.bundle.anchors.made_at, checked.bundle.news.made_at) if checked else None
    return ProgrammeHere(
        programme_id,
        name,
        is_test(name),
        checked.words if checked else (),
        checked.fingerprint if checked else "",
        has_desk(workspace.folder, programme_id),
        checked.bundle.news.version if checked else 0,
        made_at,
        known.problem,
        seen.refused if seen else (),
        mine,
    )


def _member(workspace: Workspace, desk: IssuingDesk, one: Enrolled) -> Member:
    leaf, now = one.leaf, workspace.clock()
    state, reason = MemberState.ACTIVE, _(REASONS[one.reason]) if one.reason in REASONS else ""
    if one.revoked_on:
        state = MemberState.REVOKED
    elif not issuer_stands(desk.anchors, desk.issuers, leaf):
        state, reason = MemberState.REVOKED, _("The issuing certificate above it was revoked: renew it")
    elif leaf.not_valid_after_utc < now:
        state = MemberState.EXPIRED
    elif leaf.not_valid_after_utc < now + ENDING:
        state = MemberState.ENDING
    return Member(
        one.person,
        one.name,
        one.role,
        fingerprint(to_bytes(one.certificate)),
        leaf.not_valid_after_utc,
        state,
        one.revoked_on.date() if one.revoked_on else None,
        reason,
        one.since.date() if one.since else None,
        identity_here(workspace, one.person) is not None,
    )


def issuer_stands(anchors: Anchors, issuers: Iterable[x509.Certificate], leaf: x509.Certificate) -> bool:
    """Say whether one of the issuing certificates that the root did not revoke signed the certificate of a person."""
    gone = revoked_issuers(anchors)
    return any(vouched(leaf, (each,)) for each in issuers if each.serial_number not in gone)


def why_not_sign(workspace: Workspace, identity: Identity) -> str:
    """Say in a sentence why somebody may not sign for their programme any more; empty when they may.

    Goes by the newest trust bundle that this desk has seen.
    """
    if not identity.programme_id:
        return ""
    checked = look_at(workspace.folder, identity.programme_id).checked
    leaf = x509.load_pem_x509_certificate(identity.certificate_pem.encode())
    if checked and leaf.serial_number in revoked_serials(checked.lists):
        return _("{programme} has revoked your certificate.").format(programme=identity.programme_name)
    if checked and not issuer_stands(checked.bundle.anchors, checked.issuers, leaf):
        text = _("{programme} has revoked the key that certified yours, and has to renew your certificate.")
        return text.format(programme=identity.programme_name)
    return ""


def identity_here(workspace: Workspace, person: str) -> Identity | None:
    """Return the identity of a person whose key is on this desk, or None."""
    return next((one for one in list_identities(workspace.identities) if one.id == person), None)
