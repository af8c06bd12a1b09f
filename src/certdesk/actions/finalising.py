"""Close the marks and sign: plan what is signed, make the PDFs, keep them with the assessment."""

from __future__ import annotations

import hashlib
import shutil
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from certdesk.actions.editable import open_assessment
from certdesk.actions.evidence_pictures import PictureOrder, picture_orders, take_pictures
from certdesk.actions.identifying import my_identity
from certdesk.actions.looking import AssessmentView, look_at_assessment
from certdesk.actions.signing_checks import refuse_unready
from certdesk.core.assessment import AssessmentState
from certdesk.core.changes import Change
from certdesk.core.composing import Judged, compose_certificate, compose_report, serial_number
from certdesk.core.documents import CertificateText, FeedbackReport, SignerLine
from certdesk.core.errors import NotAllowedError, StorageError, UnprintableTextError
from certdesk.core.progress import Progress
from certdesk.core.words import _
from certdesk.evidence.client import EvidenceWorker
from certdesk.signing.identity import Identity
from certdesk.signing.signer import Signer
from certdesk.store.assessments import SignedDocument, assessment_row, document_row
from certdesk.store.journal import newest_about
from certdesk.store.workspace import Workspace

# Where pages are kept that LibreOffice made of office documents.
PAGES = "pages"
REPORT, CERTIFICATE = "feedback report", "certificate"


@dataclass(frozen=True, slots=True)
class SigningPlan:
    """Everything that making the PDFs needs, so that it needs no database."""

    assessment_id: str
    seen: str
    judged: Judged
    orders: tuple[PictureOrder, ...]
    signer: SignerLine
    report_id: str
    certificate_id: str
    serial: str
    staging: Path

    @property
    def certifies(self) -> bool:
        """Whether there will be a certificate."""
        return bool(self.serial)


@dataclass(frozen=True, slots=True)
class Made:
    """One finished file in staging, and what it is."""

    document: SignedDocument
    path: Path


def plan_signing(workspace: Workspace, assessment_id: str) -> SigningPlan:
    """Check that everything is there, and gather what the documents say.

    Raises NotAllowedError naming what is missing, UnprintableTextError naming characters that no font can print.
    """
    open_assessment(workspace, assessment_id)
    view = look_at_assessment(workspace, assessment_id)
    identity = my_identity(workspace)
    refuse_unready(workspace, view, identity)
    plan = plan_preview(workspace, view, identity)
    _refuse_unprintable(plan)
    return plan


def plan_preview(workspace: Workspace, view: AssessmentView, identity: Identity) -> SigningPlan:
    """Gather what the documents would say now, ready or not."""
    judged = Judged(view.portfolio, view.items, view.rubric, view.assessment, view.decision)
    now = workspace.clock()
    serial = _next_serial(workspace, view.portfolio.programme, now) if view.decision.certifies else ""
    return SigningPlan(
        assessment_id=view.assessment.id,
        seen=newest_about(workspace.db, view.assessment.id),
        judged=judged,
        orders=picture_orders(judged, workspace.vault, workspace.derived / PAGES),
        signer=SignerLine(identity.name, identity.role, identity.fingerprint, now),
        report_id=workspace.new_id(),
        certificate_id=workspace.new_id(),
        serial=serial,
        staging=workspace.staging / workspace.new_id(),
    )


def make_preview(plan: SigningPlan, worker: EvidenceWorker, progress: Progress) -> Path:
    """Write the unsigned report as it would look, and return its path in staging."""
    from certdesk.reports.feedback_pdf import write_feedback  # costs time that nobody should wait for at start

    report = _report(plan, take_pictures(plan.orders, worker, progress))
    plan.staging.mkdir(parents=True, exist_ok=True)
    target = plan.staging / "preview.pdf"
    write_feedback(report, target)
    return target


def make_signed(plan: SigningPlan, signer: Signer, worker: EvidenceWorker, progress: Progress) -> tuple[Made, ...]:
    """Write and sign the report and, when the result is a pass, the certificate. Nothing is left after an error."""
    try:
        plan.staging.mkdir(parents=True, exist_ok=True)
        pictures = take_pictures(plan.orders, worker, progress)
        made = [_make_report(plan, signer, pictures)]
        progress(1, 2, _("Signing"))
        if plan.certifies:
            made.append(_make_certificate(plan, signer))
        progress(2, 2, _("Signing"))
    except OSError as problem:
        shutil.rmtree(plan.staging, ignore_errors=True)
        text = _("The documents could not be written: {reason}.").format(reason=problem.strerror or problem)
        raise StorageError(text, _("Your marks are safe. Make room on the disk and sign again.")) from problem
    except BaseException:
        shutil.rmtree(plan.staging, ignore_errors=True)
        raise
    return tuple(made)


def keep_signed(workspace: Workspace, plan: SigningPlan, made: tuple[Made, ...]) -> Change:
    """Keep the signed documents and close the marks. Raises NotAllowedError if a mark changed meanwhile."""
    open_assessment(workspace, plan.assessment_id)
    number_taken = plan.certifies and plan.serial != _next_serial(
        workspace, plan.judged.portfolio.programme, plan.signer.signed_at
    )
    if number_taken or newest_about(workspace.db, plan.assessment_id) != plan.seen:
        shutil.rmtree(plan.staging, ignore_errors=True)
        text = _("Something was changed while the documents were made, so they were not kept.")
        raise NotAllowedError(text, _("Sign again."))
    moved: list[Path] = []
    try:
        for one in made:
            # One by one, so that what was moved before a failure is known.
            moved.append(_move(one.path, workspace.documents / one.document.file_name))  # noqa: PERF401
        return _close(workspace, plan, made)
    except BaseException:
        # A signed file that nothing in the workspace knows of would be a second original.
        for path in moved:
            path.unlink(missing_ok=True)
        raise
    finally:
        shutil.rmtree(plan.staging, ignore_errors=True)


def _close(workspace: Workspace, plan: SigningPlan, made: tuple[Made, ...]) -> Change:
    assessment = open_assessment(workspace, plan.assessment_id)
    signed = replace(assessment, state=AssessmentState.SIGNED, reason="", signed_at=plan.signer.signed_at)
    with workspace.recording("assessment.signed", _("signed"), subject=plan.assessment_id) as recording:
        recording.put("assessment", assessment_row(signed))
        for one in made:
            recording.put("document", document_row(one.document))
    return recording.change


def _report(plan: SigningPlan, pictures: Mapping[str, bytes]) -> FeedbackReport:
    return compose_report(replace(plan.judged, pictures=pictures), plan.signer, plan.report_id)


def _certificate(plan: SigningPlan) -> CertificateText:
    return compose_certificate(plan.judged, plan.signer, plan.serial, plan.certificate_id)


def _make_report(plan: SigningPlan, signer: Signer, pictures: Mapping[str, bytes]) -> Made:
    from certdesk.reports.feedback_pdf import SIGNATURE_FIELD, write_feedback
    from certdesk.signing.sign_pdf import Afterwards, SignatureRequest, sign_pdf

    plain, signed = plan.staging / "report.pdf", plan.staging / "report-signed.pdf"
    write_feedback(_report(plan, pictures), plain)
    request = SignatureRequest(SIGNATURE_FIELD, plan.signer.signed_at, certify=Afterwards.SIGNATURES)
    sign_pdf(plain, signed, signer, request)
    return Made(_document(plan, REPORT, plan.report_id, signed), signed)


def _make_certificate(plan: SigningPlan, signer: Signer) -> Made:
    from certdesk.reports.certificate_pdf import SIGNATURE_FIELD, write_certificate
    from certdesk.signing.sign_pdf import Afterwards, SignatureRequest, sign_pdf

    plain, signed = plan.staging / "certificate.pdf", plan.staging / "certificate-signed.pdf"
    write_certificate(_certificate(plan), plain)
    request = SignatureRequest(SIGNATURE_FIELD, plan.signer.signed_at, certify=Afterwards.NOTHING)
    sign_pdf(plain, signed, signer, request)
    return Made(_document(plan, CERTIFICATE, plan.certificate_id, signed), signed)


def _document(plan: SigningPlan, kind: str, document_id: str, path: Path) -> SignedDocument:
    # The code can hold anything that a folder's name can't; the id makes the name unique, even after reopening.
    code = "".join(letter if letter.isalnum() or letter in "-_" else "_" for letter in plan.judged.portfolio.code)[:40]
    tail = document_id[-6:]
    return SignedDocument(
        id=document_id,
        assessment_id=plan.assessment_id,
        kind=kind,
        file_name=f"{code}-{kind.replace(' ', '-')}-{plan.signer.signed_at:%Y-%m-%d}-{tail}.pdf",
        digest=hashlib.sha256(path.read_bytes()).hexdigest(),
        serial=plan.serial if kind == CERTIFICATE else "",
        made_at=plan.signer.signed_at,
    )


def _refuse_unprintable(plan: SigningPlan) -> None:
    from certdesk.reports.characters import unprintable

    texts = [*_texts(_report(plan, {}))]
    if plan.certifies:
        texts += _texts(_certificate(plan))
    if missing := unprintable(texts):
        shown = " ".join(missing[:20])
        text = _("No font here can print these characters: {characters}").format(characters=shown)
        raise UnprintableTextError(text, _("Write them another way, or ask for the text in another script."))


def _texts(document: FeedbackReport | CertificateText) -> list[str]:
    """Collect every string of a document that a person may have written."""
    if isinstance(document, CertificateText):
        return [document.programme, document.title, document.holder, document.signer.name]
    own = [document.programme, document.cohort, document.portfolio_code, document.portfolio_title, document.summary]
    for criterion in document.criteria:
        own += [criterion.title, criterion.gist, criterion.strength, criterion.next_step]
        own += [text for piece in criterion.evidence for text in (piece.item_title, piece.place, piece.note)]
    return [*own, document.signer.name]


def _next_serial(workspace: Workspace, programme: str, now: datetime) -> str:
    # Counted in the journal, which is never shortened, so that no number is ever used twice.
    sql = "select count(*) from journal where type = 'assessment.signed' and instr(body, ?) > 0"
    used = workspace.db.execute(sql, [f'"kind":"{CERTIFICATE}"']).fetchone()[0]
    return serial_number(programme, now.year, used + 1)


def _move(source: Path, target: Path) -> Path:
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        if target.exists():
            raise StorageError(_("{file} already exists.").format(file=target), _("Move it away and sign again."))
        return source.replace(target)
    except OSError as problem:
        text = _("{file} could not be stored: {reason}.").format(file=target, reason=problem.strerror)
        raise StorageError(text, _("Your marks are safe. Make room on the disk and sign again.")) from problem
