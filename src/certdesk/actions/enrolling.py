"""Enrol a person: they make a request, the lead approves it after both compared words, they take the approval in.

No private key travels: the request holds public keys and proofs, the approval the programme's certificate.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from cryptography import x509

from certdesk.actions.identifying import ROLES, my_identity
from certdesk.actions.joining import Certified, let_join
from certdesk.actions.letting_in import let_in_held
from certdesk.actions.programme_files import bring_rubrics, file_of_programme
from certdesk.actions.programmes import Member, identity_here, issuer_stands, member_of
from certdesk.actions.telling_news import desk_of, publish
from certdesk.core.changes import Change
from certdesk.core.errors import NotAllowedError, NotFoundError
from certdesk.core.words import _
from certdesk.signing.authority.acts import Whom, approval_of, certify
from certdesk.signing.authority.approvals import CheckedApproval, read_approval_file, with_programme
from certdesk.signing.authority.checking import revoked_serials
from certdesk.signing.authority.desk import Enrolled, IssuingDesk
from certdesk.signing.authority.formats import to_text, written
from certdesk.signing.authority.keys import AuthorityKeys
from certdesk.signing.authority.names import TEST, person_name
from certdesk.signing.authority.profile import LONGEST_LEAF, der
from certdesk.signing.authority.requests import EnrolmentRequest, new_request, read_request_file
from certdesk.signing.authority.seen import Standing
from certdesk.signing.authority.spoken import is_same
from certdesk.signing.identity import Identity, is_key_of, origin_certificate
from certdesk.signing.membership import FIRST_KEY, NEXT_KEY
from certdesk.signing.programme_store import keep_programme, programme_standing
from certdesk.signing.safe_write import write_file
from certdesk.signing.signer import Signer
from certdesk.signing.trust_store import look_at, standing_of, take_in
from certdesk.store.workspace import Workspace


@dataclass(frozen=True, slots=True)
class RequestView:
    """A request as people look at it. ``words`` (8) and ``fingerprint`` stand for everything it asks for.

    ``renewal`` says that it is for another key of a member, and that their earlier key vouches for it.
    """

    name: str
    role: str
    words: tuple[str, ...]
    fingerprint: str
    person_id: str
    made_at: datetime
    renewal: bool
    path: Path


@dataclass(frozen=True, slots=True)
class ApprovalView:
    """An approval as people look at it. ``words`` (10) and ``fingerprint`` are those of the programme's root."""

    programme_id: str
    programme_name: str
    rehearsal: bool
    words: tuple[str, ...]
    fingerprint: str
    name: str
    role: str
    valid_until: datetime
    person_id: str
    path: Path


def make_request(workspace: Workspace, signer: Signer, target: Path) -> RequestView:
    """Write the request of whoever acts to ``target``. Raises `StorageError`, `CertDeskError` when locked."""
    identity = my_identity(workspace)
    name = identity.name.removeprefix(TEST)
    origin, now = origin_certificate(identity), workspace.clock()
    # Where the key was changed since, the origin's is an earlier one, and the present one vouches for itself.
    old = signer if identity.key_file != FIRST_KEY else None
    request = new_request(signer, origin, (name, identity.role), now, old=old)
    write_file(target, written(request))
    return _request_view(request, target)


def read_request(path: Path) -> RequestView:
    """Read a request and check that its sender has the keys it names. Raises `UntrustedFileError`."""
    return _request_view(read_request_file(path), path)


def check_request_words(request: RequestView, typed: str) -> None:
    """Refuse words, or a fingerprint, that are not those of a request. Raises NotAllowedError."""
    if not is_same(typed, request.words, request.fingerprint):
        text = _("These are not the words of this request.")
        hint = _("Call the person. If they read other words, somebody changed the file: do not approve it.")
        raise NotAllowedError(text, hint)


def approve(
    workspace: Workspace, keys: AuthorityKeys, request: RequestView, role: str, years: int, target: Path
) -> Member:
    """Certify a person whose request was looked at, and write what they take in to ``target``.

    Raises NotAllowedError when the file was replaced since then, for an unknown role or term, or when the person is a
    member with another key that does not vouch for this one.
    """
    stored = read_request_file(request.path)
    if (stored.person, stored.words, stored.fingerprint) != (request.person_id, request.words, request.fingerprint):
        text = _("The request is not the one whose words were compared.")
        raise NotAllowedError(text, _("Open it again, and compare the words once more."))
    check_terms(role, years)
    desk = desk_of(workspace, keys)
    refuse_other_key(desk, stored)
    name = person_name(desk.anchors.name, stored.name, role)
    whom = Whom(stored.person, stored.name, role, stored.subject(name))
    desk, enrolled = certify(desk, keys, whom, years, workspace.clock())
    return hand_over(workspace, keys, (desk, enrolled), stored.digest, target)


def hand_over(
    workspace: Workspace, keys: AuthorityKeys, done: tuple[IssuingDesk, Enrolled], request: str, target: Path
) -> Member:
    """Keep a new certificate and write the approval. ``request`` is the digest of what was asked for, or empty.

    The desk remembers the certificate before the file leaves it, so that it can always be revoked.
    """
    desk, enrolled = done
    desk, bundle = publish(workspace, desk, keys)
    programme = file_of_programme(workspace, keys, desk, bundle)
    write_file(target, written(with_programme(approval_of(keys, enrolled, request, bundle), programme)))
    return member_of(workspace, desk, enrolled.person)


def read_approval(path: Path) -> ApprovalView:
    """Read an approval whose signatures and chain are good. Raises `UntrustedFileError`."""
    approval = read_approval_file(path)
    enrolled = Enrolled(approval.grant.person, "", "", approval.grant.certificate, approval.leaf.not_valid_before_utc)
    trust = approval.trust
    name, role = name_and_role(enrolled)
    return ApprovalView(
        trust.bundle.anchors.programme,
        trust.bundle.anchors.name,
        trust.test,
        trust.words,
        trust.fingerprint,
        name,
        role,
        approval.leaf.not_valid_after_utc,
        approval.grant.person,
        path,
    )


def accept(workspace: Workspace, path: Path, *, confirmed: str) -> Change:
    """Take an approval in: from now on the person signs for the programme, with the key and the id that they had.

    ``confirmed`` are the words of the programme's root (or its fingerprint) as they were read aloud and typed; empty
    is enough where this desk trusts that root already. Raises NotAllowedError for other words, for somebody else's
    approval or another key, `UntrustedFileError` for one that was altered.
    """
    approval = read_approval_file(path)
    identity = identity_here(workspace, approval.grant.person)
    if identity is None:
        text = _("This approval is for somebody whose key is not on this computer.")
        raise NotFoundError(text, _("Take it in where the request was made."))
    new_key = _is_new_key(identity, approval)
    if approval.leaf.not_valid_after_utc < workspace.clock():
        text = _("The certificate in this approval has ended.")
        raise NotAllowedError(text, _("Ask the programme's lead for a renewal, or set this computer's clock right."))
    if not _overtaken(workspace, identity, approval):
        take_in(workspace.folder, approval.trust.bundle, confirmed, workspace.clock())
    _bring_programme(workspace, approval)
    anchors = approval.trust.bundle.anchors
    certified = Certified(
        anchors.programme,
        anchors.name,
        to_text(der(approval.leaf)),
        tuple(to_text(der(each)) for each in approval.chain),
        new_key,
    )
    return let_join(workspace, identity, certified)


def _bring_programme(workspace: Workspace, approval: CheckedApproval) -> None:
    """Take in what an approval says of the programme, unless something newer is here."""
    checked = approval.programme
    if checked is None or programme_standing(workspace.folder, checked) not in {Standing.NEWER, Standing.SAME}:
        return
    keep_programme(workspace.folder, checked, "", workspace.clock())
    bring_rubrics(workspace, checked.file)
    let_in_held(workspace)


def _overtaken(workspace: Workspace, identity: Identity, approval: CheckedApproval) -> bool:
    """Say whether this desk has a newer bundle than the approval brings, by which the certificate stands all the same.

    Files cross on their way: whoever took the newest bundle in first still gets their certificate, and keeps it.
    """
    bundle = approval.trust.bundle
    known = look_at(workspace.folder, bundle.anchors.programme)
    if known.problem or not known.checked or standing_of(approval.trust, known) is not Standing.OLDER:
        return False
    if identity.programme_id == bundle.anchors.programme:
        current = x509.load_pem_x509_certificate(identity.certificate_pem.encode())
        if approval.leaf.not_valid_before_utc < current.not_valid_before_utc:
            return False
    if approval.leaf.serial_number in revoked_serials(known.checked.lists):
        return False
    return issuer_stands(known.checked.bundle.anchors, known.checked.issuers, approval.leaf)


def check_terms(role: str, years: int) -> None:
    """Refuse an unknown role, and more years than a certificate may last."""
    if role not in ROLES:
        text = _("“{role}” is not a role.").format(role=role)
        raise NotAllowedError(text, _("Choose one of {roles}.").format(roles=", ".join(ROLES)))
    if not 1 <= years <= LONGEST_LEAF:
        text = _("A person's certificate lasts one or two years.")
        raise NotAllowedError(text, _("Renew it before it ends; the key can stay."))


def refuse_other_key(desk: IssuingDesk, request: EnrolmentRequest) -> None:
    """Refuse another key for a known member unless a key of theirs, which is not revoked, vouches for it."""
    theirs = desk.of(request.person)
    if not theirs:
        _refuse_borrowed_id(request)
        return
    if any(one.leaf.public_key() == request.public_key for one in theirs if not one.revoked_on):
        return
    if any(request.signed_by(one.leaf.public_key()) for one in theirs if not one.revoked_on):
        return
    if any(one.leaf.public_key() == request.public_key for one in theirs):
        text = _("The certificate for this key was revoked, which is for good.")
        raise NotAllowedError(text, _("Let the person make a new identity, and a request with that."))
    text = _("This request is for another key than the one that the programme knows of this person.")
    raise NotAllowedError(
        text, _("Let them make a request to renew with a new key, on the computer that has the old one.")
    )


def _refuse_borrowed_id(request: EnrolmentRequest) -> None:
    """Refuse somebody who is not known yet and asks under an id whose key they do not have."""
    if request.is_for_first_key or request.signed_by(request.first_key):
        return
    text = _("This request is for another key than the one that its sender's id was made with.")
    raise NotAllowedError(text, _("Let them make a new identity, and a request with that."))


def name_and_role(enrolled: Enrolled) -> tuple[str, str]:
    """Return what a certificate says of a person."""
    from cryptography.x509.oid import NameOID

    from certdesk.signing.self_made import words_of

    subject = enrolled.leaf.subject
    return words_of(subject, NameOID.COMMON_NAME), words_of(subject, NameOID.TITLE)


def _is_new_key(identity: Identity, approval: CheckedApproval) -> bool:
    if is_key_of(identity, approval.leaf):
        return False
    if (identity.folder / identity.id / NEXT_KEY).exists():
        return True
    text = _("This approval is for another key than the one on this computer.")
    raise NotAllowedError(text, _("Make a new request here, and send that to the programme's lead."))


def _request_view(request: EnrolmentRequest, path: Path) -> RequestView:
    return RequestView(
        request.name,
        request.role,
        request.words,
        request.fingerprint,
        request.person,
        request.made_at,
        bool(request.by_old_key),
        path,
    )
