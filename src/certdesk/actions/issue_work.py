"""One document of an issuing desk, from what it says to signed bytes. Needs no database, so any process can do it."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path

from certdesk.core.awards import certificate_text
from certdesk.core.certificate_design import CertificateDesign
from certdesk.core.credentials import Award
from certdesk.core.documents import CertificateText, DecisionLetter, SignerLine
from certdesk.core.errors import StorageError
from certdesk.core.words import _
from certdesk.signing.issuer import Issuer, StatementSigner
from certdesk.signing.sign_pdf import Afterwards, DocumentSigner, SignatureRequest


@dataclass(frozen=True, slots=True)
class CertificateOrder:
    """A certificate that is to be made: for which award, and the id that the document will have."""

    document_id: str
    award: Award


@dataclass(frozen=True, slots=True)
class LetterOrder:
    """A decision letter that is to be made."""

    document_id: str
    letter: DecisionLetter


@dataclass(frozen=True, slots=True)
class CountersignOrder:
    """A signed report that is to be countersigned; ``digest`` is what its file had when that was decided."""

    document_id: str
    path: Path
    digest: str
    at: datetime


Order = CertificateOrder | LetterOrder | CountersignOrder


@dataclass(frozen=True, slots=True)
class Shop:
    """What all orders of a job share. ``designs`` are by programme; ``staging`` is a folder for half-made files."""

    issuer: Issuer
    line: SignerLine
    staging: Path
    designs: Mapping[str, CertificateDesign] = field(default_factory=dict)
    test: bool = False
    """Whether the programme is a rehearsal, whose certificates say TEST."""


@dataclass(frozen=True, slots=True)
class Finished:
    """A signed document, whole, and the signed badge (JSON) that it carries if it is a certificate."""

    document_id: str
    content: bytes = field(repr=False)
    badge: str = field(default="", repr=False)

    @property
    def digest(self) -> str:
        """The SHA-256 of the document."""
        return hashlib.sha256(self.content).hexdigest()


def perform(order: Order, shop: Shop, signer: DocumentSigner, statements: StatementSigner) -> Finished:
    """Make and sign one document. Raises CertDeskError, StorageError where the disk refuses."""
    try:
        shop.staging.mkdir(parents=True, exist_ok=True)
        match order:
            case CertificateOrder():
                return _certificate(order, shop, signer, statements)
            case LetterOrder():
                return _letter(order, shop, signer)
            case CountersignOrder():
                return _countersigned(order, signer)
    except OSError as problem:
        text = _("The documents could not be written: {reason}.").format(reason=problem.strerror or problem)
        raise StorageError(text, _("Make room on the disk, then go on.")) from problem


def text_of(order: CertificateOrder, line: SignerLine, code: str = "", badge: bytes = b"") -> CertificateText:
    """Say what the certificate prints; it is signed at the time at which the award was made."""
    award = order.award
    return certificate_text(award, replace(line, signed_at=award.issued_at), order.document_id, code, badge)


def _certificate(order: CertificateOrder, shop: Shop, signer: DocumentSigner, statements: StatementSigner) -> Finished:
    from certdesk.reports.certificate_pdf import SIGNATURE_FIELD, write_certificate
    from certdesk.signing.badge import make_badge
    from certdesk.signing.codes import make_code

    award = order.award
    badge = make_badge(award, shop.issuer, statements)
    code = make_code(award, shop.issuer, statements, hashlib.sha256(badge).digest())
    plain = shop.staging / f"{order.document_id}.pdf"
    design = shop.designs.get(award.programme, CertificateDesign())
    write_certificate(text_of(order, shop.line, code, badge), plain, design=design)
    request = SignatureRequest(SIGNATURE_FIELD, award.issued_at, certify=Afterwards.NOTHING)
    return Finished(order.document_id, _signed(plain, signer, request), badge.decode())


def _letter(order: LetterOrder, shop: Shop, signer: DocumentSigner) -> Finished:
    from certdesk.reports.letter_pdf import SIGNATURE_FIELD, write_letter

    plain = shop.staging / f"{order.document_id}.pdf"
    write_letter(order.letter, plain)
    request = SignatureRequest(SIGNATURE_FIELD, order.letter.signer.signed_at, certify=Afterwards.NOTHING)
    return Finished(order.document_id, _signed(plain, signer, request))


def _countersigned(order: CountersignOrder, signer: DocumentSigner) -> Finished:
    from certdesk.reports.feedback_pdf import LEAD_FIELD
    from certdesk.signing.sign_pdf import signed_content

    before = order.path.read_bytes()
    if hashlib.sha256(before).hexdigest() != order.digest:
        text = _("{file} is not as it was signed.").format(file=order.path.name)
        raise StorageError(text, _("Take it back from a backup of the workspace, then countersign."))
    return Finished(order.document_id, signed_content(order.path, signer, SignatureRequest(LEAD_FIELD, order.at)))


def _signed(plain: Path, signer: DocumentSigner, request: SignatureRequest) -> bytes:
    from certdesk.signing.sign_pdf import signed_content

    try:
        return signed_content(plain, signer, request)
    finally:
        plain.unlink(missing_ok=True)
