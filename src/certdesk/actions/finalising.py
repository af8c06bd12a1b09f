"""Close the marks and sign: plan what is signed, make the PDFs, keep them with the assessment.

Somebody who belongs to no programme signs the report and, after a pass, issues the certificate at once. Where a
programme issues, or somebody leads the cohort, only the report is signed here; its field for the lead stays free.
"""

from __future__ import annotations

import hashlib
import shutil
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from certdesk.actions.designing import design_of
from certdesk.actions.editable import open_assessment
from certdesk.actions.evidence_pictures import PictureOrder, picture_orders, take_pictures
from certdesk.actions.identifying import my_identity
from certdesk.actions.issue_shelf import put_aside_in_place, set_aside
from certdesk.actions.issue_work import CertificateOrder, Shop, perform, refuse_too_long, stated, text_of
from certdesk.actions.issuing import (
    CERTIFICATE,
    REPORT,
    Issued,
    IssuingDesk,
    document_name,
    end_certificate,
    own_desk,
    put_certificates,
    reported,
    signer_line,
    standing_serial,
    take_numbers,
    withdrawal,
)
from certdesk.actions.leading import is_led
from certdesk.actions.looking import AssessmentView, look_at_assessment
from certdesk.actions.registering import append_events, refuse_incomplete, settle
from certdesk.actions.signing_checks import refuse_unprintable, refuse_unready, texts_of
from certdesk.core.asked import asked_rubric
from certdesk.core.assessment import AssessmentState
from certdesk.core.awards import Entered, compose_award, with_number
from certdesk.core.changes import Change
from certdesk.core.composing import Judged, compose_report
from certdesk.core.credentials import Award
from certdesk.core.documents import FeedbackReport, SignerLine
from certdesk.core.errors import NotAllowedError, StorageError
from certdesk.core.progress import Progress
from certdesk.core.words import _
from certdesk.evidence.client import EvidenceWorker
from certdesk.signing.identity import Identity
from certdesk.signing.issuer import StatementSigner
from certdesk.signing.signer import Signer
from certdesk.store.assessments import SignedDocument, assessment_row, document_row
from certdesk.store.certificates import standing_certificate
from certdesk.store.journal import newest_about
from certdesk.store.workspace import Recording, Workspace

__all__ = [
    "CERTIFICATE",
    "REPORT",
    "Made",
    "SigningPlan",
    "keep_signed",
    "make_preview",
    "make_signed",
    "plan_preview",
    "plan_signing",
]

# Where pages are kept that LibreOffice made of office documents.
PAGES = "pages"


@dataclass(frozen=True, slots=True)
class SigningPlan:
    """Everything that making the PDFs needs, so that it needs no database.

    ``desk`` and ``shop`` are those of a person who issues for themselves, else None; ``order`` is what they issue.
    ``asked`` are the only criteria asked for, empty where it is all of them.
    """

    assessment_id: str
    seen: str
    judged: Judged
    orders: tuple[PictureOrder, ...]
    signer: SignerLine
    report_id: str
    staging: Path
    desk: IssuingDesk | None = None
    shop: Shop | None = None
    order: CertificateOrder | None = None
    asked: tuple[str, ...] = ()

    @property
    def certifies(self) -> bool:
        """Whether there will be a certificate."""
        return self.order is not None

    @property
    def serial(self) -> str:
        """The number of the certificate, or an empty text."""
        return self.order.award.serial if self.order else ""


@dataclass(frozen=True, slots=True)
class Made:
    """One finished file in staging, and what it is; of a certificate its award and badge as well.

    ``statements`` signs the register when it is kept.
    """

    document: SignedDocument
    path: Path
    statements: StatementSigner = field(repr=False)
    award: Award | None = None
    badge: str = field(default="", repr=False)


def plan_signing(workspace: Workspace, assessment_id: str) -> SigningPlan:
    """Check that everything is there, take a number for the certificate, and gather what the documents say.

    Raises NotAllowedError naming what is missing, UnprintableTextError naming characters that no font can print.
    """
    open_assessment(workspace, assessment_id)
    view = look_at_assessment(workspace, assessment_id)
    identity = my_identity(workspace)
    refuse_unready(workspace, view, identity)
    plan = plan_preview(workspace, view, identity)
    if plan.desk:
        refuse_incomplete(workspace, plan.desk.register)
    refuse_unprintable(texts_of(_report(plan, {})))
    if plan.order is None or plan.desk is None or plan.shop is None:
        return plan
    return _numbered(workspace, plan, plan.desk, plan.shop, plan.order)


def _numbered(
    workspace: Workspace, plan: SigningPlan, desk: IssuingDesk, shop: Shop, order: CertificateOrder
) -> SigningPlan:
    """Take a number for the certificate, once nothing stands in its way any more."""
    refuse_unprintable(texts_of(text_of(order, plan.signer)))
    award = order.award
    design = design_of(workspace, award.programme)
    refuse_too_long(order, plan.signer, design)
    entered = take_numbers(workspace, desk, (award.programme,))[0]
    final = stated(replace(order, award=with_number(award, entered)), plan.signer, design)
    return replace(plan, shop=replace(shop, designs={award.programme: design}), order=final)


def plan_preview(workspace: Workspace, view: AssessmentView, identity: Identity) -> SigningPlan:
    """Gather what the documents would say now, ready or not; a certificate has no number yet."""
    rubric = asked_rubric(view.rubric, view.asked)
    judged = Judged(view.portfolio, view.items, rubric, view.assessment, view.decision)
    line = signer_line(identity, workspace.clock())
    staging = workspace.staging / workspace.new_id()
    plan = SigningPlan(
        assessment_id=view.assessment.id,
        seen=newest_about(workspace.db, view.assessment.id),
        judged=judged,
        orders=picture_orders(judged, workspace.vault, workspace.derived / PAGES, view.closed),
        signer=line,
        report_id=workspace.new_id(),
        staging=staging,
        asked=view.asked,
    )
    if identity.programme_id or is_led(workspace, view.portfolio.id):
        # Somebody leads the cohort: what follows from a result is issued once all of them are released.
        return plan
    desk = own_desk(identity, line.signed_at)
    shop = Shop(desk.issuer, line, workspace.documents, staging)
    if not view.decision.certifies:
        return replace(plan, desk=desk, shop=shop)
    entered = Entered("", "", "", 0, line.signed_at, replaces=standing_serial(workspace, view.assessment.id))
    order = CertificateOrder(workspace.new_id(), compose_award(judged, entered))
    return replace(plan, desk=desk, shop=shop, order=order)


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
        if plan.order and plan.shop:
            made.append(_make_certificate(plan, plan.order, plan.shop, signer))
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
    if newest_about(workspace.db, plan.assessment_id) != plan.seen:
        shutil.rmtree(plan.staging, ignore_errors=True)
        text = _("Something was changed while the documents were made, so they were not kept.")
        raise NotAllowedError(text, _("Sign again."))
    try:
        set_aside(workspace, plan.report_id, {one.document.file_name: one.path for one in made})
        change = _close(workspace, plan, made)
    finally:
        shutil.rmtree(plan.staging, ignore_errors=True)
        put_aside_in_place(workspace)
    if plan.desk:
        settle(workspace, plan.desk.register, plan.desk.issuer)
    return change


def _close(workspace: Workspace, plan: SigningPlan, made: tuple[Made, ...]) -> Change:
    assessment = open_assessment(workspace, plan.assessment_id)
    signed = replace(assessment, state=AssessmentState.SIGNED, reason="", signed_at=plan.signer.signed_at)
    with workspace.recording("assessment.signed", _("signed"), subject=plan.assessment_id) as recording:
        recording.put("assessment", assessment_row(signed))
        _enter(workspace, recording, plan, made)
    return recording.change


def _enter(workspace: Workspace, recording: Recording, plan: SigningPlan, made: tuple[Made, ...]) -> None:
    """Put the documents down, and enter in the register what this person issues for themselves."""
    reports = [one.document for one in made if one.award is None]
    for document in reports:
        recording.put("document", document_row(document))
    if plan.desk is None:
        return
    issued = [Issued(one.document, one.award, one.badge) for one in made if one.award]
    events = [reported(plan.desk, document) for document in reports]
    events += put_certificates(workspace, recording, plan.desk, issued)
    standing = standing_certificate(workspace.db, plan.assessment_id)
    if standing and not plan.certifies:
        # The result that it stood for has been taken back, and the new one carries no certificate.
        ended = replace(standing, since=plan.signer.signed_at.date(), reason=_("The result was changed."))
        end_certificate(recording, ended)
        events.append(withdrawal(ended, plan.signer.signed_at))
    append_events(workspace, recording, plan.desk.register, events, made[0].statements)


def _report(plan: SigningPlan, pictures: Mapping[str, bytes]) -> FeedbackReport:
    report = compose_report(replace(plan.judged, pictures=pictures), plan.signer, plan.report_id)
    if plan.asked:
        # Whoever is asked for some criteria tells the programme, not the teacher.
        return replace(report, marks_only=True, priorities=(), appeal="", resubmit=())
    # Where the lead signs after this, the result is not final yet, whatever it is.
    return report if plan.desk else replace(report, released=False)


def _make_report(plan: SigningPlan, signer: Signer, pictures: Mapping[str, bytes]) -> Made:
    from certdesk.reports.feedback_pdf import SIGNATURE_FIELD, write_feedback
    from certdesk.signing.pdf.sign_pdf import Afterwards, SignatureRequest, sign_pdf

    plain, signed = plan.staging / "report.pdf", plan.staging / "report-signed.pdf"
    write_feedback(_report(plan, pictures), plain)
    request = SignatureRequest(SIGNATURE_FIELD, plan.signer.signed_at, certify=Afterwards.SIGNATURES)
    sign_pdf(plain, signed, signer, request)
    digest = hashlib.sha256(signed.read_bytes()).hexdigest()
    return Made(_document(plan, REPORT, plan.report_id, digest), signed, signer)


def _make_certificate(plan: SigningPlan, order: CertificateOrder, shop: Shop, signer: Signer) -> Made:
    finished = perform(order, shop, signer, signer)
    path = plan.staging / "certificate-signed.pdf"
    path.write_bytes(finished.content)
    document = _document(plan, CERTIFICATE, order.document_id, finished.digest)
    return Made(document, path, signer, order.award, finished.badge)


def _document(plan: SigningPlan, kind: str, document_id: str, digest: str) -> SignedDocument:
    # The id makes the name unique, even after reopening.
    at = plan.signer.signed_at
    name = document_name(plan.judged.portfolio.code, kind, at, document_id)
    return SignedDocument(
        id=document_id,
        assessment_id=plan.assessment_id,
        kind=kind,
        file_name=name,
        digest=digest,
        serial=plan.serial if kind == CERTIFICATE else "",
        made_at=at,
    )
