"""One document of an issuing desk, from what it says to signed bytes. Needs no database, so any process can do it."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path

from certdesk.actions.evidence_pictures import PictureOrder, take_pictures
from certdesk.core.awards import certificate_text
from certdesk.core.certificate_design import CertificateDesign
from certdesk.core.credentials import Award
from certdesk.core.documents import CertificateText, DecisionLetter, FeedbackReport, SignerLine
from certdesk.core.errors import NotAllowedError, StorageError
from certdesk.core.progress import silent
from certdesk.core.words import _
from certdesk.evidence.client import EvidenceWorker
from certdesk.signing.issuer import Issuer, StatementSigner
from certdesk.signing.pdf.sign_pdf import Afterwards, DocumentSigner, SignatureRequest


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
    file_name: str
    digest: str
    at: datetime


@dataclass(frozen=True, slots=True)
class ReportOrder:
    """A feedback report that the lead signs; ``places`` are the annotations behind each criterion's evidence.

    ``pictures`` are what may be drawn of them, which is done when the report is made.
    """

    document_id: str
    report: FeedbackReport
    places: tuple[tuple[str, ...], ...] = ()
    pictures: tuple[PictureOrder, ...] = ()


Order = CertificateOrder | LetterOrder | CountersignOrder | ReportOrder


class Eyes:
    """Looks into evidence for reports that show some of it; starts no process before the first picture is wanted."""

    def __init__(self) -> None:
        self._worker: EvidenceWorker | None = None

    def take(self, orders: tuple[PictureOrder, ...]) -> Mapping[str, bytes]:
        """Have pictures made, by annotation; what can't be shown is left out."""
        if not orders:
            return {}
        if self._worker is None:
            self._worker = EvidenceWorker()
        return take_pictures(orders, self._worker, silent)

    def close(self) -> None:
        """End the process that looks into files."""
        if self._worker is not None:
            self._worker.close()


@dataclass(frozen=True, slots=True)
class Shop:
    """What all orders of a job share. ``designs`` are by programme; ``staging`` is a folder for half-made files."""

    issuer: Issuer
    line: SignerLine
    documents: Path
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


def perform(
    order: Order, shop: Shop, signer: DocumentSigner, statements: StatementSigner, eyes: Eyes | None = None
) -> Finished:
    """Make and sign one document; without ``eyes`` reports show no evidence.

    Raises CertDeskError, StorageError where the disk refuses.
    """
    try:
        match order:
            case CertificateOrder():
                return _certificate(order, shop, signer, statements)
            case LetterOrder():
                return _letter(order, shop, signer)
            case ReportOrder():
                return _report(order, shop, signer, eyes.take(order.pictures) if eyes else {})
            case CountersignOrder():
                return _countersigned(order, shop, signer)
    except OSError as problem:
        text = _("The documents could not be written: {reason}.").format(reason=problem.strerror or problem)
        raise StorageError(text, _("Make room on the disk, then go on.")) from problem


def text_of(order: CertificateOrder, line: SignerLine, code: str = "", badge: bytes = b"") -> CertificateText:
    """Say what the certificate prints; it is signed at the time at which the award was made."""
    award = order.award
    return certificate_text(award, replace(line, signed_at=award.issued_at), order.document_id, code, badge)


def stated(order: CertificateOrder, line: SignerLine, design: CertificateDesign) -> CertificateOrder:
    """Put the programme's own words, where it has some, into the award, so that badge and paper say the same."""
    from certdesk.reports.certificate_pdf import statement_of

    said = statement_of(text_of(order, line), design)
    return replace(order, award=replace(order.award, statement=said))


def refuse_too_long(order: CertificateOrder, line: SignerLine, design: CertificateDesign) -> None:
    """Lay the page out without badge and code. Raises CertDeskError when its words do not fit, or can't be printed."""
    from certdesk.reports.certificate_pdf import certificate_bytes

    certificate_bytes(text_of(order, line), design=replace(design, statement=""))


def _certificate(order: CertificateOrder, shop: Shop, signer: DocumentSigner, statements: StatementSigner) -> Finished:
    from certdesk.reports.certificate_pdf import SIGNATURE_FIELD, Stamp, certificate_bytes
    from certdesk.signing.badge.make import make_badge
    from certdesk.signing.codes.making import make_code

    award = order.award
    badge = make_badge(award, shop.issuer, statements)
    code = make_code(award, shop.issuer, statements, hashlib.sha256(badge).digest())
    text = text_of(order, shop.line, code, badge)
    # The award has its words already; those of the design may have changed since.
    design = replace(shop.designs.get(award.programme, CertificateDesign()), statement="")
    plain = certificate_bytes(text, design=design, stamp=Stamp.TEST if shop.test else Stamp.NONE)
    request = SignatureRequest(SIGNATURE_FIELD, award.issued_at, certify=Afterwards.NOTHING)
    return Finished(order.document_id, _signed(plain, order, signer, request), badge.decode())


def _letter(order: LetterOrder, shop: Shop, signer: DocumentSigner) -> Finished:
    from certdesk.reports.letter_pdf import SIGNATURE_FIELD, write_letter

    content = _written(shop, order.document_id, lambda target: write_letter(order.letter, target))
    request = SignatureRequest(SIGNATURE_FIELD, order.letter.signer.signed_at, certify=Afterwards.NOTHING)
    return Finished(order.document_id, _signed(content, order, signer, request))


def _report(order: ReportOrder, shop: Shop, signer: DocumentSigner, pictures: Mapping[str, bytes]) -> Finished:
    from certdesk.reports.feedback_pdf import SIGNATURE_FIELD, write_feedback

    report = replace(
        order.report,
        criteria=tuple(
            replace(
                told,
                evidence=tuple(
                    replace(one, picture=pictures.get(place)) for one, place in zip(told.evidence, places, strict=True)
                ),
            )
            for told, places in zip(order.report.criteria, order.places, strict=True)
        ),
    )
    content = _written(shop, order.document_id, lambda target: write_feedback(report, target))
    request = SignatureRequest(SIGNATURE_FIELD, report.signer.signed_at, certify=Afterwards.NOTHING)
    return Finished(order.document_id, _signed(content, order, signer, request))


def _written(shop: Shop, document_id: str, write: Callable[[Path], object]) -> bytes:
    """Return what is written to a file in staging, which goes again."""
    shop.staging.mkdir(parents=True, exist_ok=True)
    plain = shop.staging / f"{document_id}.pdf"
    try:
        write(plain)
        return plain.read_bytes()
    finally:
        plain.unlink(missing_ok=True)


def _countersigned(order: CountersignOrder, shop: Shop, signer: DocumentSigner) -> Finished:
    from certdesk.reports.feedback_pdf import LEAD_FIELD

    before = (shop.documents / order.file_name).read_bytes()
    if hashlib.sha256(before).hexdigest() != order.digest:
        text = _("{file} is not as it was signed.").format(file=order.file_name)
        raise NotAllowedError(text, _("Take it back from a backup of the workspace, then countersign."))
    return Finished(order.document_id, _signed(before, order, signer, SignatureRequest(LEAD_FIELD, order.at)))


def _signed(content: bytes, order: Order, signer: DocumentSigner, request: SignatureRequest) -> bytes:
    from certdesk.signing.pdf.sign_pdf import signed_content

    return signed_content(content, Path(f"{order.document_id}.pdf"), signer, request)
