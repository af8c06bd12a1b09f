"""Who issues certificates at this desk, with which numbers, and how an issued one is entered."""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from certdesk.actions.identifying import my_identity
from certdesk.actions.registering import events_here
from certdesk.core.awards import Entered, certificate_number, number_in
from certdesk.core.credentials import Award, CertificateState, Deed, RegisterEvent
from certdesk.core.documents import SignerLine
from certdesk.core.errors import NotAllowedError
from certdesk.core.words import _
from certdesk.signing.badge.holder import holder_hash
from certdesk.signing.identity import Identity
from certdesk.signing.issuer import Issuer
from certdesk.signing.trust_store import load_programmes
from certdesk.store.assessments import SignedDocument, document_row, load_documents
from certdesk.store.certificates import (
    Certificate,
    certificate_row,
    load_certificates,
    standing_certificate,
    standing_for_result,
)
from certdesk.store.register import reserve, reserve_status_indices
from certdesk.store.workspace import Recording, Workspace

REPORT, COUNTERSIGNED, CERTIFICATE, LETTER = "feedback report", "countersigned report", "certificate", "decision letter"
RESULT_REPORT = "result report"
"""The kinds of signed documents."""
AUTHORITY, ASSESSOR = "authority", "assessor"


@dataclass(frozen=True, slots=True)
class IssuingDesk:
    """Who issues here: a programme, where its secrets are kept on this computer, or a person for themselves.

    ``line`` is what certificates print about the signer, with the time at which this was asked. ``mark`` is put into
    the numbers of a person, whose register nobody else knows of; it is empty for a programme.
    """

    register: str
    issuer: Issuer
    identity: Identity
    line: SignerLine
    mark: str = ""
    test: bool = False


def may_issue(workspace: Workspace) -> bool:
    """Say whether whoever acts may issue certificates here: no if a programme issues them at another desk.

    Its assessors never do, not even at the issuing desk: whoever verifies would doubt what they signed.
    """
    identity = my_identity(workspace)
    if not identity.programme_id:
        return True
    return identity.role != ASSESSOR and (workspace.folder / AUTHORITY / identity.programme_id).is_dir()


def own_desk(identity: Identity, now: datetime) -> IssuingDesk:
    """Say who issues where a person belongs to no programme: they do themselves."""
    issuer, line = Issuer(identity.name, identity.statement_key), signer_line(identity, now)
    return IssuingDesk(f"self-{identity.id}", issuer, identity, line, mark=identity.fingerprint[:4])


def issuing_desk(workspace: Workspace) -> IssuingDesk:
    """Say who issues. Raises NotAllowedError where the programme issues at another desk."""
    identity = my_identity(workspace)
    if not identity.programme_id:
        return own_desk(identity, workspace.clock())
    line = signer_line(identity, workspace.clock())
    if not may_issue(workspace):
        text = _("Certificates of {programme} are issued at its issuing desk.").format(
            programme=identity.programme_name
        )
        raise NotAllowedError(text, _("Sign the report here; whoever leads the programme issues the certificate."))
    programme = next((each for each in load_programmes(workspace.folder) if each.id == identity.programme_id), None)
    keys = [each.key for each in programme.register_keys if each.retired_at is None] if programme else []
    if programme is None or not keys:
        text = _("What this desk knows of {programme} can't be read.").format(programme=identity.programme_name)
        raise NotAllowedError(text, _("Take its trust bundle in again, or take the workspace back from a backup."))
    issuer = Issuer(programme.name, keys[-1], programme.id)
    return IssuingDesk(programme.id, issuer, identity, line, test=programme.test)


def desk_without_register(workspace: Workspace) -> IssuingDesk:
    """Say who signs at a desk whose programme keeps its register elsewhere; nothing is issued in this name."""
    identity = my_identity(workspace)
    issuer = Issuer(identity.programme_name or identity.name, identity.statement_key, identity.programme_id)
    return IssuingDesk("", issuer, identity, signer_line(identity, workspace.clock()))


def signer_line(identity: Identity, now: datetime) -> SignerLine:
    """Return what documents print about a signer."""
    return SignerLine(identity.name, identity.role, identity.fingerprint, now, self_made=not identity.programme_id)


def take_numbers(workspace: Workspace, desk: IssuingDesk, programmes: Sequence[str]) -> tuple[Entered, ...]:
    """Take a number, a place in the status list, an id and a salt for an award of each of ``programmes``, for good.

    What is taken is on the disk before this returns, and is never given out again, whatever happens next.
    """
    now = workspace.clock()
    taken = _serials_taken(workspace)
    serials: list[str] = []
    # Certificates from before there were registers were numbered by programme alone; such a number is passed over.
    while missing := len(programmes) - len(serials):
        for number in reserve(workspace, desk.register, now.year, missing):
            serial = certificate_number(programmes[len(serials)], now.year, number, desk.mark)
            if serial not in taken:
                serials.append(serial)
    places = reserve_status_indices(workspace, desk.register, len(programmes)) if programmes else ()
    return tuple(
        Entered(workspace.new_id(), serial, secrets.token_hex(16), place, now)
        for serial, place in zip(serials, places, strict=True)
    )


@dataclass(frozen=True, slots=True)
class Issued:
    """A certificate that is made and is to be entered; ``reason`` says why it takes the place of another one."""

    document: SignedDocument
    award: Award
    badge: str
    reason: str = ""

    @property
    def event(self) -> RegisterEvent:
        """What the register says of it, but for the signer."""
        return RegisterEvent(
            deed=Deed.ISSUED,
            at=self.award.issued_at,
            serial=self.award.serial,
            award_id=self.award.id,
            pdf=self.document.digest,
            badge=hashlib.sha256(self.badge.encode()).hexdigest(),
            holder=holder_hash(self.award),
            status_index=self.award.status_index,
            valid_until=self.award.valid_until,
            replaces=self.award.replaces,
            reason=self.reason,
        )


def put_certificates(
    workspace: Workspace, recording: Recording, desk: IssuingDesk, issued: Iterable[Issued]
) -> tuple[RegisterEvent, ...]:
    """Put certificates and their documents down, end those that they replace, and return what the register says.

    Raises NotAllowedError when one was issued for the same assessment meanwhile.
    """
    issued = tuple(issued)
    events = list(_not_entered_yet(workspace, desk)) if issued and desk.mark else []
    for one in issued:
        _end_replaced(workspace, recording, one)
        year, number = number_in(one.award.serial)
        row = Certificate(
            assessment_id=one.document.assessment_id,
            document_id=one.document.id,
            register=desk.register,
            year=year,
            number=number,
            award=one.award,
            badge=one.badge,
        )
        recording.put("document", document_row(one.document))
        recording.put("certificate", certificate_row(row))
        events.append(replace(one.event, signer=desk.identity.digest))
    return tuple(events)


def _not_entered_yet(workspace: Workspace, desk: IssuingDesk) -> tuple[RegisterEvent, ...]:
    """Return what a person's register says of certificates that they signed before they had one.

    Else whoever checks them would be told that the register does not know them, once there is a register.
    """
    sql = """
        select d.digest, d.serial, a.id from document d join assessment a on a.id = d.assessment_id
        left join certificate c on c.document_id = d.id
        where d.kind = ? and c.id is null and a.assessor_id = ? order by d.made_at, d.id
    """
    found = workspace.db.execute(sql, [CERTIFICATE, desk.identity.id]).fetchall()
    entered = {event.pdf for event in events_here(workspace, desk.register)} if found else set()
    events, newest = [], dict[str, str]()
    for digest, serial, assessment_id in found:
        if digest not in entered:
            event = RegisterEvent(Deed.ISSUED, desk.line.signed_at, serial, pdf=digest, signer=desk.identity.digest)
            events.append(replace(event, replaces=newest.get(assessment_id, "")))
        newest[assessment_id] = serial
    return tuple(events)


def reported(desk: IssuingDesk, document: SignedDocument) -> RegisterEvent:
    """Return what the register says of a signed report or letter: that it was there at this time."""
    return RegisterEvent(Deed.REPORTED, document.made_at, "", pdf=document.digest, signer=desk.identity.digest)


def end_certificate(recording: Recording, ended: Certificate, *, replaced_by: str = "") -> None:
    """Put down that a certificate is replaced, or, without a successor, withdrawn as its own fields say."""
    state = CertificateState.SUPERSEDED if replaced_by else CertificateState.WITHDRAWN
    recording.put("certificate", certificate_row(replace(ended, state=state, replaced_by=replaced_by)))


def withdrawal(ended: Certificate, now: datetime) -> RegisterEvent:
    """Return what the register says of a certificate that is withdrawn, since when and why."""
    return RegisterEvent(
        deed=Deed.WITHDRAWN, at=now, serial=ended.serial, award_id=ended.id, since=ended.since, reason=ended.reason,
        status_index=ended.award.status_index,
    )  # fmt: skip


def _end_replaced(workspace: Workspace, recording: Recording, one: Issued) -> None:
    standing = _standing(workspace, one.document.assessment_id)
    if standing is None:
        return
    if standing.serial != one.award.replaces:
        text = _("Certificate {serial} was issued for this portfolio meanwhile.").format(serial=standing.serial)
        raise NotAllowedError(text, _("Replace that one if it has to be corrected."))
    ended = replace(standing, since=one.award.issued_on, reason=one.reason)
    end_certificate(recording, ended, replaced_by=one.award.serial)


def _serials_taken(workspace: Workspace) -> frozenset[str]:
    return frozenset(serial for (serial,) in workspace.db.execute("select serial from document where serial <> ''"))


def standing_serial(workspace: Workspace, assessment_id: str) -> str:
    """Return the number of the certificate that stands for an assessment, or an empty text.

    One from before there were registers stands until there is another one.
    """
    if standing := _standing(workspace, assessment_id):
        return standing.serial
    if load_certificates(workspace.db, assessment_id):
        return ""
    old = [each.serial for each in load_documents(workspace.db, assessment_id) if each.kind == CERTIFICATE]
    return old[-1] if old else ""


def _standing(workspace: Workspace, assessment_id: str) -> Certificate | None:
    own = standing_certificate(workspace.db, assessment_id)
    return own or standing_for_result(workspace.db, assessment_id)


def document_name(code: str, kind: str, day: datetime, document_id: str) -> str:
    """Return the file name of a document; the code can hold anything that a file's name can't."""
    plain = "".join(letter if letter.isalnum() or letter in "-_" else "_" for letter in code)[:40]
    return f"{plain}-{kind.replace(' ', '-')}-{day:%Y-%m-%d}-{document_id[-6:]}.pdf"
