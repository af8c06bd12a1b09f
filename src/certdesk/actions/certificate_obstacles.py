"""Why a certificate can't be issued for a signed result now: what stands in the way, as a sentence."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from certdesk.actions.identifying import my_identity
from certdesk.actions.issuing import CERTIFICATE, COUNTERSIGNED, REPORT, RESULT_REPORT, may_issue
from certdesk.core.assessment import Assessment
from certdesk.core.cohorts import ResultState
from certdesk.core.credentials import Award, CertificateState
from certdesk.core.portfolio import Portfolio
from certdesk.core.printed import is_seen
from certdesk.core.result_assessments import RESULT_AUTHOR
from certdesk.core.rubric import Rubric
from certdesk.core.words import _
from certdesk.store.assessments import SignedDocument
from certdesk.store.certificates import Certificate, load_certificates
from certdesk.store.issue_batches import under_way
from certdesk.store.people import list_people
from certdesk.store.results_of_cohorts import Leading, led_portfolios
from certdesk.store.workspace import Workspace

_REPORTS = frozenset({REPORT, COUNTERSIGNED, RESULT_REPORT})


@dataclass(frozen=True, slots=True)
class Signed:
    """A signed result, with the label of its outcome and whether it certifies."""

    assessment: Assessment
    portfolio: Portfolio
    rubric: Rubric
    label: str
    certifies: bool


@dataclass(frozen=True, slots=True)
class Facts:
    """What stands in the way of issuing, read once for the whole list."""

    me: str
    programme: bool
    may: bool
    names: Mapping[str, str]
    standing: Mapping[str, tuple[str, datetime]]
    """Number and time of the certificate that stands, by assessment."""
    awards: Mapping[str, Award]
    """What the certificate that stands says, by assessment."""
    withdrawn: Mapping[str, Certificate]
    reports: Mapping[str, SignedDocument]
    under_way: frozenset[tuple[str, str]]
    led: Mapping[str, Leading]
    """What cohorts that are led here say about their portfolios."""

    @classmethod
    def of(cls, workspace: Workspace) -> Facts:
        """Read them."""
        identity = my_identity(workspace)
        documents = all_documents(workspace).values()
        found = load_certificates(workspace.db)
        known = {each.document_id for each in found}
        standing = {
            each.assessment_id: (each.serial, each.made_at)
            for each in documents
            if each.kind == CERTIFICATE and each.id not in known
        }
        for assessment_id in {each.assessment_id for each in found}:
            standing.pop(assessment_id, None)
        for each in found:
            if each.state is CertificateState.ACTIVE:
                standing[each.assessment_id] = (each.serial, each.award.issued_at)
        return cls(
            me=workspace.person,
            programme=bool(identity.programme_id),
            may=may_issue(workspace),
            names={person.id: person.name for person in list_people(workspace.db)}
            | {RESULT_AUTHOR: _("several assessors")},
            standing=standing,
            awards={each.assessment_id: each.award for each in found if each.state is CertificateState.ACTIVE},
            withdrawn={each.assessment_id: each for each in found if each.state is CertificateState.WITHDRAWN},
            reports={
                each.assessment_id: each for each in documents if each.kind in {REPORT, COUNTERSIGNED, RESULT_REPORT}
            },
            under_way=under_way(workspace.db),
            led=led_portfolios(workspace.db),
        )


def obstacle(one: Signed, together: tuple[Signed, ...], facts: Facts) -> str:
    """Say why no certificate can be issued for a result now; empty when one can."""
    led = facts.led.get(one.portfolio.id)
    if led is not None:
        return _in_a_cohort(one, led, facts) or _by_what_stands(one, together, led, facts) or _by_desk(together, facts)
    return _by_its_result(one, together, facts) or _by_who_issues(one, together, facts)


def _in_a_cohort(one: Signed, led: Leading, facts: Facts) -> str:
    """Say why the result of a cohort can't be certified yet: only what is released may be told to anybody."""
    if led.assessment_id and led.assessment_id != one.assessment.id:
        return _("The cohort’s result was settled, and is not this assessment.")
    if led.state != ResultState.RELEASED.value:
        return _("The results of {cohort} are not released.").format(cohort=led.cohort)
    if one.certifies:
        return "" if is_seen(one.portfolio.candidate.name) else _("The candidate has no name.")
    return _by_its_result(one, (one,), facts)


def _by_what_stands(one: Signed, together: tuple[Signed, ...], led: Leading, facts: Facts) -> str:
    """Say which certificate stands for a released result; one from before it was decided anew is replaced."""
    decided_at = datetime.fromisoformat(led.decided_at)
    for each in together:
        serial, issued_at = facts.standing.get(each.assessment.id, ("", decided_at))
        if serial and issued_at >= decided_at:
            return _("Certificate {serial} stands already.").format(serial=serial)
    ended = facts.withdrawn.get(one.assessment.id)
    if ended and ended.award.issued_at >= datetime.fromisoformat(led.released_at):
        text = _("Certificate {serial} was withdrawn; recall the result and release it again for a new one.")
        return text.format(serial=ended.serial)
    return ""


def _by_desk(together: tuple[Signed, ...], facts: Facts) -> str:
    if not facts.may:
        return _("Certificates are issued at the programme's issuing desk.")
    if any((each.assessment.id, CERTIFICATE) in facts.under_way for each in together):
        return _("A job that was begun and not finished is to issue it.")
    return ""


def _by_its_result(one: Signed, together: tuple[Signed, ...], facts: Facts) -> str:
    serial, issued_at = facts.standing.get(one.assessment.id, ("", signed_at(one)))
    if not one.certifies and serial:
        text = _("Certificate {serial} stands, but its result certifies nobody any more: withdraw it.")
        return text.format(serial=serial)
    if not one.certifies:
        return _("The result is “{label}”, which no certificate follows from.").format(label=one.label)
    others = [facts.standing[each.assessment.id][0] for each in together if each.assessment.id in facts.standing]
    if others and not (serial and issued_at < signed_at(one)):
        return _("Certificate {serial} stands already.").format(serial=serial or others[0])
    ended = facts.withdrawn.get(one.assessment.id)
    if ended and ended.award.issued_at >= signed_at(one):
        # Nobody should issue it again by issuing all that can be.
        text = _("Certificate {serial} was withdrawn; open the result again and sign it for a new one.")
        return text.format(serial=ended.serial)
    if not all(each.certifies for each in together):
        return _("Its assessors do not agree on the result.")
    return "" if is_seen(one.portfolio.candidate.name) else _("The candidate has no name.")


def _by_who_issues(one: Signed, together: tuple[Signed, ...], facts: Facts) -> str:
    if not facts.may:
        return _("Certificates are issued at the programme's issuing desk.")
    if not facts.programme and one.assessment.assessor_id != facts.me:
        return _("Its assessor issues this certificate.")
    if any((each.assessment.id, CERTIFICATE) in facts.under_way for each in together):
        return _("A job that was begun and not finished is to issue it.")
    if one is not min(together, key=lambda each: (signed_at(each), each.assessment.id)):
        return _("Another assessor's result for this portfolio was signed first.")
    return ""


def signed_at(one: Signed) -> datetime:
    """Return when a result was signed."""
    return one.assessment.signed_at or one.assessment.begun_at


def all_documents(workspace: Workspace) -> dict[str, SignedDocument]:
    """Read every signed document, oldest first, by its id."""
    rows = workspace.db.query("select * from document order by made_at, id")
    return {row["id"]: SignedDocument(**(row | {"made_at": datetime.fromisoformat(row["made_at"])})) for row in rows}
