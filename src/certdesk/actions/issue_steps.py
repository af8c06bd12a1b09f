"""What a job makes, document by document: drafted from signed results, written down, and said anew when it goes on."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from pathlib import Path

from certdesk.actions.certificates import Eligible, eligible
from certdesk.actions.countersigning import why_not_countersigned
from certdesk.actions.issue_work import (
    CertificateOrder,
    CountersignOrder,
    LetterOrder,
    Order,
    ReportOrder,
    Shop,
    text_of,
)
from certdesk.actions.issuing import (
    CERTIFICATE,
    COUNTERSIGNED,
    LETTER,
    REPORT,
    RESULT_REPORT,
    IssuingDesk,
    document_name,
    standing_serial,
    take_numbers,
)
from certdesk.actions.judged_results import JudgedResults
from certdesk.actions.signing_checks import refuse_unprintable, texts_of
from certdesk.core.assessment import AssessmentState
from certdesk.core.awards import Entered, compose_award, with_number
from certdesk.core.cohorts import ResultState
from certdesk.core.composing import Judged
from certdesk.core.credentials import Award
from certdesk.core.errors import NotFoundError
from certdesk.core.later import months_later
from certdesk.core.plain import dumps, loads
from certdesk.core.words import _
from certdesk.store.assessments import SignedDocument, load_assessment, load_documents
from certdesk.store.issue_batches import StoredStep
from certdesk.store.results_of_cohorts import leading_of
from certdesk.store.workspace import Workspace


class Part(StrEnum):
    """What a job can make for each result."""

    CERTIFICATE = CERTIFICATE
    LETTER = LETTER
    COUNTERSIGNED = COUNTERSIGNED
    REPORT = RESULT_REPORT
    """The report of a cohort's result: the assessor's, countersigned, or one that the lead signs."""


@dataclass(frozen=True, slots=True)
class IssueStep:
    """One document of a job. ``signed_at`` is when the result was signed that it follows from.

    ``reason`` is why a certificate takes the place of another one; with ``own_words`` its statement was written for it,
    so that of the programme's design does not count.
    """

    order: Order
    assessment_id: str
    code: str
    kind: str
    file_name: str
    signed_at: datetime
    reason: str = ""
    own_words: bool = False

    @property
    def id(self) -> str:
        """The id that the document will have."""
        return self.order.document_id

    @property
    def at(self) -> datetime:
        """The time at which it is signed."""
        match self.order:
            case CertificateOrder(award=award):
                return award.issued_at
            case LetterOrder(letter=letter):
                return letter.signer.signed_at
            case ReportOrder(report=report):
                return report.signer.signed_at
        return self.order.at

    def document(self, digest: str) -> SignedDocument:
        """Return what is kept about it once it is made."""
        serial = self.order.award.serial if isinstance(self.order, CertificateOrder) else ""
        return SignedDocument(self.id, self.assessment_id, self.kind, self.file_name, digest, serial, self.at)


@dataclass(frozen=True, slots=True)
class Skipped:
    """What was asked for and can't be made, and why."""

    assessment_id: str
    code: str
    part: Part
    why: str


@dataclass(frozen=True, slots=True)
class IssuePlan:
    """A job: everything that making the documents needs, so that it needs no database."""

    batch_id: str
    steps: tuple[IssueStep, ...]
    skipped: tuple[Skipped, ...]
    desk: IssuingDesk
    shop: Shop
    folder: Path

    @property
    def certificates(self) -> int:
        """How many certificates it is to make."""
        return sum(step.kind == CERTIFICATE for step in self.steps)


@dataclass(frozen=True, slots=True)
class Drafted:
    """The documents that can be made, still without numbers, and what can't."""

    steps: tuple[IssueStep, ...]
    skipped: tuple[Skipped, ...]


def draft_steps(
    workspace: Workspace, desk: IssuingDesk, assessment_ids: Sequence[str], parts: frozenset[Part]
) -> Drafted:
    """Say what can be made for each result. Raises UnprintableTextError, NotFoundError for an unknown assessment."""
    return draft_parts(workspace, desk, dict.fromkeys(assessment_ids, parts))


def draft_parts(
    workspace: Workspace,
    desk: IssuingDesk,
    wanted: Mapping[str, frozenset[Part]],
    signed: Sequence[Eligible] | None = None,
) -> Drafted:
    """Say what can be made of what is wanted for each result, by assessment. Raises as `draft_steps` does.

    ``signed`` are the signed results where they were read already.
    """
    known = {each.assessment_id: each for each in (eligible(workspace) if signed is None else signed)}
    results = JudgedResults(workspace)
    steps: list[IssueStep] = []
    skipped: list[Skipped] = []
    for assessment_id, parts in wanted.items():
        if assessment_id not in known:
            load_assessment(workspace.db, assessment_id)
            raise NotFoundError(_("This assessment is not signed."), _("Sign it first."))
        for part in sorted(parts):
            drafted = _draft(results, desk, known[assessment_id], part)
            if isinstance(drafted, IssueStep):
                steps.append(drafted)
            else:
                skipped.append(Skipped(assessment_id, known[assessment_id].code, part, drafted))
    refuse_unprintable(text for step in steps for text in _texts(desk, step))
    return Drafted(tuple(steps), tuple(skipped))


def numbered(workspace: Workspace, desk: IssuingDesk, steps: Sequence[IssueStep]) -> tuple[IssueStep, ...]:
    """Give the certificates among the steps their numbers, for good."""
    awards = [step.order.award for step in steps if isinstance(step.order, CertificateOrder)]
    entered = iter(take_numbers(workspace, desk, [award.programme for award in awards]))
    return tuple(
        _with_award(step, with_number(step.order.award, next(entered)))
        if isinstance(step.order, CertificateOrder)
        else step
        for step in steps
    )


def certificate_step(desk: IssuingDesk, award: Award, told: tuple[str, str, datetime], document_id: str) -> IssueStep:
    """Return the step of a certificate; ``told``: id of its assessment, code, when it was signed."""
    assessment_id, code, signed_at = told
    name = document_name(code, CERTIFICATE, desk.line.signed_at, document_id)
    return IssueStep(CertificateOrder(document_id, award), assessment_id, code, CERTIFICATE, name, signed_at)


def refreshed(desk: IssuingDesk, step: IssueStep) -> IssueStep:
    """Say a step anew as of now; a certificate keeps its number, and one that replaces another keeps its last day."""
    now = desk.line.signed_at
    match step.order:
        case CertificateOrder(award=award):
            until = award.valid_until
            if not award.replaces:
                until = months_later(now.date(), 12 * (until.year - award.issued_on.year))
            return _with_award(step, replace(award, issued_at=now, issued_on=now.date(), valid_until=until))
        case LetterOrder(document_id, letter):
            fresh = replace(letter, signer=replace(letter.signer, signed_at=now))
            return replace(step, order=LetterOrder(document_id, fresh))
        case ReportOrder(report=report):
            told = replace(report, signer=replace(report.signer, signed_at=now))
            return replace(step, order=replace(step.order, report=told))
    return replace(step, order=replace(step.order, at=now))


def still_follows(workspace: Workspace, step: IssueStep) -> bool:
    """Say whether a step is still right: its result stands as it was signed, and nobody was quicker."""
    assessment = load_assessment(workspace.db, step.assessment_id)
    if assessment.state is not AssessmentState.SIGNED or assessment.signed_at != step.signed_at:
        return False
    led = leading_of(workspace.db, assessment.portfolio_id)
    if led is not None and (led.state != ResultState.RELEASED.value or led.assessment_id != step.assessment_id):
        return False
    match step.order:
        case CertificateOrder(award=award):
            return standing_serial(workspace, step.assessment_id) == award.replaces
        case CountersignOrder(document_id, _file, digest):
            documents = load_documents(workspace.db, step.assessment_id)
            return any((each.id, each.kind, each.digest) == (document_id, REPORT, digest) for each in documents)
    return True


def stored(step: IssueStep) -> StoredStep:
    """Return a step as the database keeps it."""
    return StoredStep(step.id, step.assessment_id, step.kind, dumps(step))


def read_step(kept: StoredStep) -> IssueStep:
    """Read what `stored` wrote."""
    return loads(IssueStep, kept.body)


def _draft(results: JudgedResults, desk: IssuingDesk, one: Eligible, part: Part) -> IssueStep | str:
    """Return the step, or the sentence why there is none."""
    workspace, told = results.workspace, (one.assessment_id, one.code, one.signed_at)
    judged = results.judged(one.assessment_id)
    if part is not Part.CERTIFICATE and (why := _why_not_told(workspace, judged, part)):
        return why
    match part:
        case Part.CERTIFICATE:
            if one.obstacle:
                return one.obstacle
            replaces = standing_serial(workspace, one.assessment_id)
            entered = Entered("", "", "", 0, desk.line.signed_at, replaces)
            award = compose_award(judged, entered)
            step = certificate_step(desk, award, told, workspace.new_id())
            return replace(step, reason=_("The result was signed anew.") if replaces else "")
        case Part.LETTER:
            document_id = workspace.new_id()
            letter = results.letter(one.assessment_id, desk.line, document_id)
            name = document_name(one.code, LETTER, desk.line.signed_at, document_id)
            return IssueStep(LetterOrder(document_id, letter), one.assessment_id, one.code, LETTER, name, one.signed_at)
        case Part.REPORT if not _assessors_report(workspace, one):
            document_id = workspace.new_id()
            order = results.report(one.assessment_id, desk.line, document_id)
            name = document_name(one.code, RESULT_REPORT, desk.line.signed_at, document_id)
            return IssueStep(order, one.assessment_id, one.code, RESULT_REPORT, name, one.signed_at)
    return _countersign(workspace, desk, one)


def _countersign(workspace: Workspace, desk: IssuingDesk, one: Eligible) -> IssueStep | str:
    if why := why_not_countersigned(workspace, desk.identity, one.assessment_id):
        return why
    report = next(
        each
        for each in load_documents(workspace.db, one.assessment_id)
        if each.kind == REPORT and each.id == one.report_id
    )
    order = CountersignOrder(report.id, report.file_name, report.digest, desk.line.signed_at)
    name = document_name(one.code, COUNTERSIGNED, desk.line.signed_at, report.id)
    return IssueStep(order, one.assessment_id, one.code, COUNTERSIGNED, name, one.signed_at)


def _assessors_report(workspace: Workspace, one: Eligible) -> bool:
    """Whether the assessor's own signed report is here, which is the report of a result that nobody else settled."""
    reports = [each for each in load_documents(workspace.db, one.assessment_id) if each.kind in {REPORT, COUNTERSIGNED}]
    return bool(reports) and (workspace.documents / reports[-1].file_name).is_file()


def _why_not_told(workspace: Workspace, judged: Judged, part: Part) -> str:
    """Say why a cohort's result may not be told to anybody yet."""
    led = leading_of(workspace.db, judged.portfolio.id)
    if led is None:
        return _("It belongs to no cohort that is led here.") if part is Part.REPORT else ""
    if led.assessment_id and led.assessment_id != judged.assessment.id:
        return _("The cohort’s result was settled, and is not this assessment.")
    if led.state != ResultState.RELEASED.value:
        return _("The results of {cohort} are not released.").format(cohort=led.cohort)
    return ""


def _with_award(step: IssueStep, award: Award) -> IssueStep:
    return replace(step, order=CertificateOrder(step.order.document_id, award))


def _texts(desk: IssuingDesk, step: IssueStep) -> list[str]:
    match step.order:
        case CertificateOrder():
            return texts_of(text_of(step.order, desk.line))
        case LetterOrder(letter=letter):
            return texts_of(letter)
        case ReportOrder(report=report):
            return texts_of(report)
    return []
