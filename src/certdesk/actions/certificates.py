"""Which certificates there are and what they are worth today, and who could have one."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from certdesk.actions.certificate_obstacles import Facts, Signed, all_documents, obstacle
from certdesk.actions.issuing import CERTIFICATE, COUNTERSIGNED
from certdesk.core.assessment import Assessment, AssessmentState
from certdesk.core.credentials import Award, CertificateState
from certdesk.core.decision import decide
from certdesk.core.later import months_later
from certdesk.core.portfolio import Portfolio, RubricRef
from certdesk.core.rubric import Rubric
from certdesk.store.assessments import SignedDocument, load_assessments
from certdesk.store.certificates import Certificate, load_certificates
from certdesk.store.portfolios import load_portfolio, load_portfolios
from certdesk.store.rubrics import load_rubric
from certdesk.store.workspace import Workspace

RENEWAL_MONTHS = 6
"""So long before its end a certificate is due to be renewed."""


@dataclass(frozen=True, slots=True)
class CertificateRow:
    """One certificate as a list shows it. ``register`` is empty for one from before there were registers.

    ``since`` and ``reason`` tell of one that was withdrawn or replaced. ``document`` is the path of the file.
    """

    serial: str
    holder: str
    code: str
    cohort: str
    programme: str
    title: str
    issued_on: date
    valid_until: date
    state: CertificateState
    replaced_by: str
    replaces: str
    since: date | None
    reason: str
    assessment_id: str
    document_id: str
    document: Path
    register: str
    badge: str


@dataclass(frozen=True, slots=True)
class Eligible:
    """A signed result that a certificate could follow from. ``obstacle`` says why not now; empty means it can.

    ``serial`` is the number of the certificate that stands already; where its result was signed anew since, another one
    can be issued in its place. ``countersigned`` says whether the lead has signed the
    report, whose document id is ``report_id``.
    """

    assessment_id: str
    code: str
    holder: str
    cohort: str
    programme: str
    title: str
    outcome: str
    certifies: bool
    assessor: str
    signed_at: datetime
    obstacle: str = ""
    serial: str = ""
    countersigned: bool = False
    report_id: str = ""

    @property
    def ready(self) -> bool:
        """Whether a certificate can be issued now."""
        return not self.obstacle


def certificates(workspace: Workspace) -> tuple[CertificateRow, ...]:
    """List every certificate, the newest first, as it stands today."""
    documents = all_documents(workspace)
    found = load_certificates(workspace.db)
    today = workspace.clock().date()
    known = {each.document_id for each in found}
    portfolios = _Portfolios(workspace)
    portfolios.read_those_of(each.assessment_id for each in found)
    rows = [_row(workspace, each, documents[each.document_id], portfolios, today) for each in found]
    later = {each.assessment_id: each.serial for each in found}
    olds = [each for each in documents.values() if each.kind == CERTIFICATE and each.id not in known]
    for position, old in enumerate(olds):
        successor = later.get(old.assessment_id) or next(
            (each.serial for each in olds[position + 1 :] if each.assessment_id == old.assessment_id), ""
        )
        rows.append(_old_row(workspace, old, portfolios, (successor, today)))
    return tuple(sorted(rows, key=lambda row: (row.issued_on, row.serial), reverse=True))


def state_on(state: CertificateState, valid_until: date, today: date) -> CertificateState:
    """Return what a certificate is worth on a day: what the register says of it, else what follows from its dates."""
    if state in {CertificateState.WITHDRAWN, CertificateState.SUPERSEDED}:
        return state
    if today > valid_until:
        return CertificateState.LAPSED
    return CertificateState.RENEWAL_DUE if today >= months_later(valid_until, -RENEWAL_MONTHS) else state


def eligible(workspace: Workspace) -> tuple[Eligible, ...]:
    """List the signed results of this desk by cohort and code: whose certificate can be issued, and why not else."""
    by_portfolio: dict[str, list[Signed]] = defaultdict(list)
    facts = Facts.of(workspace)
    for one in _signed(workspace, facts):
        by_portfolio[one.portfolio.id].append(one)
    found = [_eligible(one, tuple(each), facts) for each in by_portfolio.values() for one in each]
    return tuple(sorted(found, key=lambda each: (each.cohort, each.code, each.signed_at)))


def _eligible(one: Signed, together: tuple[Signed, ...], facts: Facts) -> Eligible:
    assessment, portfolio = one.assessment, one.portfolio
    report = facts.reports.get(assessment.id)
    return Eligible(
        assessment_id=assessment.id,
        code=portfolio.code,
        holder=portfolio.candidate.name,
        cohort=portfolio.cohort,
        programme=portfolio.programme,
        title=one.rubric.title,
        outcome=one.label,
        certifies=one.certifies,
        assessor=facts.names.get(assessment.assessor_id, ""),
        signed_at=assessment.signed_at or assessment.begun_at,
        obstacle=obstacle(one, together, facts),
        serial=facts.standing.get(assessment.id, ("",))[0],
        countersigned=report is not None and report.kind == COUNTERSIGNED,
        report_id=report.id if report else "",
    )


def _signed(workspace: Workspace, facts: Facts) -> tuple[Signed, ...]:
    rows = workspace.db.execute("select id from assessment where state = ?", [AssessmentState.SIGNED.value])
    ids = [id_ for (id_,) in rows]
    portfolios = _Portfolios(workspace)
    portfolios.read_those_of(ids)
    found = []
    for assessment in load_assessments(workspace.db, ids):
        portfolio = portfolios.find(assessment.portfolio_id)
        rubric = portfolios.rubric(portfolio.rubric)
        led = facts.led.get(portfolio.id)
        if led is not None and led.assessment_id == assessment.id:
            label, certifies = led.label, led.certifies
        else:
            label, certifies = _outcome(assessment, rubric, facts.awards.get(assessment.id))
        found.append(Signed(assessment, portfolio, rubric, label, certifies))
    return tuple(found)


def _outcome(assessment: Assessment, rubric: Rubric, award: Award | None) -> tuple[str, bool]:
    """Return the label of a result, and whether it certifies.

    A certificate that was issued for this very result says so, which is far quicker than to decide it once more.
    """
    if (
        award is not None
        and assessment.signed_at is not None
        and award.issued_at >= assessment.signed_at
        and (award.rubric_id, award.rubric_version, award.language) == (rubric.id, rubric.version, rubric.language)
    ):
        return award.outcome, True
    decision = decide(rubric, assessment.marks)
    return decision.label, decision.certifies


class _Portfolios:
    """Portfolios and rubrics as they are asked for, each read once."""

    def __init__(self, workspace: Workspace) -> None:
        self._db = workspace.db
        self._portfolios: dict[str, Portfolio] = {}
        self._rubrics: dict[RubricRef, Rubric] = {}
        self._assessed: dict[str, str] = {}

    def read_those_of(self, assessment_ids: Iterable[str]) -> None:
        """Read the portfolios of many assessments at once, which is quicker than one by one."""
        if not self._assessed:
            self._assessed = dict(self._db.execute("select id, portfolio_id from assessment").fetchall())
        wanted = [self._assessed[id_] for id_ in assessment_ids]
        self._portfolios |= {each.id: each for each in load_portfolios(self._db, wanted)}

    def find(self, portfolio_id: str) -> Portfolio:
        if portfolio_id not in self._portfolios:
            self._portfolios[portfolio_id] = load_portfolio(self._db, portfolio_id)
        return self._portfolios[portfolio_id]

    def rubric(self, ref: RubricRef) -> Rubric:
        if ref not in self._rubrics:
            self._rubrics[ref] = load_rubric(self._db, ref)
        return self._rubrics[ref]

    def of_assessment(self, assessment_id: str) -> Portfolio:
        if assessment_id not in self._assessed:
            self.read_those_of([assessment_id])
        return self.find(self._assessed[assessment_id])


def _row(
    workspace: Workspace, one: Certificate, document: SignedDocument, portfolios: _Portfolios, today: date
) -> CertificateRow:
    portfolio, award = portfolios.of_assessment(one.assessment_id), one.award
    return CertificateRow(
        serial=one.serial,
        holder=award.holder,
        code=portfolio.code,
        cohort=portfolio.cohort,
        programme=award.programme,
        title=award.title,
        issued_on=award.issued_on,
        valid_until=award.valid_until,
        state=state_on(one.state, award.valid_until, today),
        replaced_by=one.replaced_by,
        replaces=award.replaces,
        since=one.since,
        reason=one.reason,
        assessment_id=one.assessment_id,
        document_id=one.document_id,
        document=workspace.documents / document.file_name,
        register=one.register,
        badge=one.badge,
    )


def _old_row(
    workspace: Workspace, old: SignedDocument, portfolios: _Portfolios, told: tuple[str, date]
) -> CertificateRow:
    """Tell of a certificate from before there were registers by what its rubric says; a later one replaces it."""
    portfolio, (successor, today) = portfolios.of_assessment(old.assessment_id), told
    rubric = portfolios.rubric(portfolio.rubric)
    until = months_later(old.made_at.date(), 12 * rubric.certificate.valid_years)
    state = CertificateState.SUPERSEDED if successor else CertificateState.ACTIVE
    return CertificateRow(
        serial=old.serial, holder=portfolio.candidate.name, code=portfolio.code, cohort=portfolio.cohort,
        programme=portfolio.programme, title=rubric.title, issued_on=old.made_at.date(), valid_until=until,
        state=state_on(state, until, today), replaced_by=successor, replaces="", since=None, reason="",
        assessment_id=old.assessment_id, document_id=old.id, document=workspace.documents / old.file_name,
        register="", badge="",
    )  # fmt: skip
