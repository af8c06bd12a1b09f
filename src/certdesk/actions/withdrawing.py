"""What happens to a certificate after it was issued: it is replaced, renewed or withdrawn, never altered."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from certdesk.actions.issue_steps import certificate_step
from certdesk.actions.issuing import end_certificate, withdrawal
from certdesk.actions.issuing_batch import IssuePlan, plan_steps, ready_desk
from certdesk.actions.registering import append_events, settle
from certdesk.actions.signing_checks import refuse_unprintable
from certdesk.core.assessment import AssessmentState
from certdesk.core.changes import Change
from certdesk.core.credentials import CertificateState
from certdesk.core.days import day_in_words
from certdesk.core.errors import NotAllowedError
from certdesk.core.later import months_later
from certdesk.core.printed import one_line
from certdesk.core.words import _
from certdesk.signing.issuer import StatementSigner
from certdesk.store.assessments import load_assessment
from certdesk.store.certificates import Certificate, load_certificate
from certdesk.store.portfolios import load_portfolio
from certdesk.store.rubrics import load_rubric
from certdesk.store.workspace import Workspace


@dataclass(frozen=True, slots=True)
class Correction:
    """What a certificate says otherwise than the one that it replaces; what is empty stays as it was."""

    holder: str = ""
    statement: str = ""
    language: str = ""


def plan_reissue(workspace: Workspace, serial: str, correction: Correction, reason: str) -> IssuePlan:
    """Plan a certificate in place of one that says something wrong; it keeps its last day. Make and keep it as any job.

    Raises NotFoundError, NotAllowedError for one that does not stand any more or was not issued at this desk.
    """
    standing = _standing(workspace, serial)
    if not reason.strip():
        raise NotAllowedError(_("A certificate is replaced for a reason."), _("Say in a few words what was wrong."))
    award = standing.award
    said = replace(
        award,
        holder=one_line(correction.holder) or award.holder,
        statement=one_line(correction.statement) or award.statement,
        language=correction.language.strip() or award.language,
    )
    if said == award:
        text = _("The certificate says this already.")
        raise NotAllowedError(text, _("Say what it should say instead, or withdraw it."))
    return _plan(workspace, replace(standing, award=said), reason, own_words=bool(correction.statement.strip()))


def plan_renewal(workspace: Workspace, serial: str) -> IssuePlan:
    """Plan a certificate that goes on where this one ends, or from today where it has ended.

    Raises NotFoundError, NotAllowedError as `plan_reissue` does, and before the renewal is due.
    """
    from certdesk.actions.certificates import state_on

    standing = _standing(workspace, serial)
    today, until = workspace.clock().date(), standing.award.valid_until
    if state_on(standing.state, until, today) is CertificateState.ACTIVE:
        text = _("Certificate {serial} is valid until {day}.").format(serial=serial, day=day_in_words(until))
        raise NotAllowedError(text, _("It can be renewed in its last half year."))
    assessment = load_assessment(workspace.db, standing.assessment_id)
    rubric = load_rubric(workspace.db, load_portfolio(workspace.db, assessment.portfolio_id).rubric)
    fresh = months_later(max(today, until), 12 * rubric.certificate.valid_years)
    return _plan(workspace, replace(standing, award=replace(standing.award, valid_until=fresh)), _("Renewed"))


def withdraw(workspace: Workspace, serial: str, reason: str, since: date, statements: StatementSigner) -> Change:
    """Withdraw a certificate for good, as from a day that is not in the future. Once more changes nothing.

    Raises NotFoundError, NotAllowedError for one that was replaced or that another desk issued.
    """
    found = load_certificate(workspace.db, serial)
    if found.state is CertificateState.WITHDRAWN:
        return Change()
    standing = _standing(workspace, serial)
    now = workspace.clock()
    if not reason.strip():
        raise NotAllowedError(_("A certificate is withdrawn for a reason."), _("Say it in a few words, naming nobody."))
    if not standing.award.issued_on <= since <= now.date():
        text = _("A certificate is withdrawn from a day between its issue and today.")
        raise NotAllowedError(text, _("It was issued on {day}.").format(day=standing.award.issued_on.isoformat()))
    desk = ready_desk(workspace)
    ended = replace(standing, since=since, reason=" ".join(reason.split()))
    label = _("certificate {serial} withdrawn").format(serial=standing.serial)
    with workspace.recording("certificate.withdrawn", label, subject=standing.assessment_id) as recording:
        end_certificate(recording, ended)
        append_events(workspace, recording, desk.register, [withdrawal(ended, now)], statements)
    settle(workspace, desk.register, desk.issuer)
    return recording.change


def _standing(workspace: Workspace, serial: str) -> Certificate:
    found = load_certificate(workspace.db, serial)
    if found.state is CertificateState.WITHDRAWN:
        text = _("Certificate {serial} is withdrawn.").format(serial=serial)
        raise NotAllowedError(text, _("Open its result again and sign it, if a new one is due."))
    if found.state is CertificateState.SUPERSEDED:
        text = _("Certificate {serial} was replaced by {other}.").format(serial=serial, other=found.replaced_by)
        raise NotAllowedError(text, _("Take that one."))
    desk = ready_desk(workspace)
    if found.register != desk.register:
        text = _("Certificate {serial} was issued by somebody else.").format(serial=serial)
        raise NotAllowedError(text, _("Whoever issued it replaces, renews or withdraws it."))
    return found


def _plan(workspace: Workspace, said: Certificate, reason: str, *, own_words: bool = False) -> IssuePlan:
    """Plan a certificate that says what ``said`` does in place of the one that has its number."""
    assessment = load_assessment(workspace.db, said.assessment_id)
    if assessment.state is not AssessmentState.SIGNED or assessment.signed_at is None:
        text = _("The result that this certificate follows from is open again.")
        raise NotAllowedError(text, _("Sign it first; the certificate is replaced then."))
    desk = ready_desk(workspace)
    portfolio = load_portfolio(workspace.db, assessment.portfolio_id)
    now = desk.line.signed_at
    award = replace(said.award, issued_at=now, issued_on=now.date(), replaces=said.serial)
    refuse_unprintable((award.holder, award.statement))
    told = (assessment.id, portfolio.code, assessment.signed_at)
    step = certificate_step(desk, award, told, workspace.new_id())
    return plan_steps(workspace, desk, (replace(step, reason=" ".join(reason.split()), own_words=own_words),))
