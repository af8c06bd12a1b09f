"""What the documents about a result are made of: the marks that count, decided with what stands from before."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from certdesk.actions.cohorts import load_cohort, policy_of
from certdesk.actions.consent_gate import closings
from certdesk.actions.evidence_pictures import picture_orders
from certdesk.actions.issue_work import ReportOrder
from certdesk.actions.resubmitting import AttemptsBefore
from certdesk.actions.writing_letters import letter_for
from certdesk.core.appeals import GROUNDS, last_day_to_appeal
from certdesk.core.composing import Judged, compose_report
from certdesk.core.days import day_in_words
from certdesk.core.decision import decide
from certdesk.core.documents import DecisionLetter, FeedbackReport, SignerLine
from certdesk.core.policy import ProgrammePolicy
from certdesk.core.portfolio import RubricRef
from certdesk.core.resubmission import ToHandIn, to_hand_in
from certdesk.core.rubric import Rubric
from certdesk.core.words import _, ngettext
from certdesk.store.assessments import load_assessment
from certdesk.store.portfolios import load_items, load_portfolio
from certdesk.store.results_of_cohorts import KeptResult, banked_in, find_result
from certdesk.store.rubrics import load_rubric
from certdesk.store.workspace import Workspace

_PAGES = "pages"


@dataclass(slots=True)
class JudgedResults:
    """Reads what results are made of, rubrics and policies only once for a whole cohort."""

    workspace: Workspace
    _rubrics: dict[RubricRef, Rubric] = field(default_factory=dict)
    _policies: dict[str, ProgrammePolicy] = field(default_factory=dict)
    _judged: dict[str, Judged] = field(default_factory=dict)
    _before: AttemptsBefore | None = None

    def judged(self, assessment_id: str) -> Judged:
        """Return an assessment with its portfolio, rubric and decision. Raises NotFoundError."""
        if assessment_id not in self._judged:
            # One after the other, all papers of a result: nobody needs the one before any more.
            self._judged = {assessment_id: self._read(assessment_id)}
        return self._judged[assessment_id]

    def report(self, assessment_id: str, line: SignerLine, document_id: str) -> ReportOrder:
        """Say what the feedback report of a released result says, signed by the lead."""
        workspace, judged = self.workspace, self.judged(assessment_id)
        report = replace(compose_report(judged, line, document_id), released=True, settled=True)
        report = self._by_policy(judged, report)
        closed = closings(workspace, judged.portfolio.id)
        return ReportOrder(
            document_id,
            report,
            tuple(
                tuple(note.id for note in judged.assessment.evidence_for(criterion.id))
                for criterion in judged.rubric.criteria
            ),
            picture_orders(judged, workspace.vault, workspace.derived / _PAGES, closed),
        )

    def letter(self, assessment_id: str, line: SignerLine, document_id: str) -> DecisionLetter:
        """Say what the letter about a result says; of a cohort's, how to appeal and to try again by its policy."""
        judged = self.judged(assessment_id)
        letter = letter_for(judged, line, document_id)
        kept = find_result(self.workspace.db, judged.portfolio.id)
        if kept is None or kept.released_at is None:
            return letter
        letter = replace(letter, appeal=_appeal_route(self._policy(kept), kept))
        again = self._again(judged, kept)
        if again is None or not again.banked + again.unscorable:
            return letter
        return replace(letter, next_steps=(resubmission_note(again), *letter.next_steps))

    def _read(self, assessment_id: str) -> Judged:
        db = self.workspace.db
        assessment = load_assessment(db, assessment_id)
        portfolio = load_portfolio(db, assessment.portfolio_id)
        if portfolio.rubric not in self._rubrics:
            self._rubrics[portfolio.rubric] = load_rubric(db, portfolio.rubric)
        rubric = self._rubrics[portfolio.rubric]
        decision = decide(rubric, assessment.marks, banked_in(db, assessment_id))
        return Judged(portfolio, load_items(db, portfolio.id), rubric, assessment, decision)

    def _by_policy(self, judged: Judged, report: FeedbackReport) -> FeedbackReport:
        """Say how to appeal and what to hand in again as the cohort's own policy has it."""
        kept = find_result(self.workspace.db, judged.portfolio.id)
        if kept is None or kept.released_at is None:
            return report
        again = self._again(judged, kept)
        report = replace(report, appeal=_appeal_route(self._policy(kept), kept))
        if again is not None and again.banked + again.unscorable:
            return replace(report, resubmit=again.named, resubmit_note=resubmission_note(again))
        return report

    def _again(self, judged: Judged, kept: KeptResult) -> ToHandIn | None:
        if self._before is None:
            self._before = AttemptsBefore(self.workspace)
        number = len(self._before.chain(judged.portfolio.id)) + 1
        about = (number, (kept.released_at or kept.decided_at).date())
        policy = self._policy(kept).resubmission
        return to_hand_in(judged.rubric, judged.assessment.marks, judged.decision, about, policy)

    def _policy(self, kept: KeptResult) -> ProgrammePolicy:
        if kept.cohort_id not in self._policies:
            cohort = load_cohort(self.workspace, kept.cohort_id)
            self._policies[kept.cohort_id] = policy_of(self.workspace, cohort)
        return self._policies[kept.cohort_id]


def resubmission_note(again: ToHandIn) -> str:
    """Say until when and how often something may be handed in again."""
    if again.left == 0:
        return _("There is no attempt left under the rules of the programme.")
    left = ngettext("{count} attempt is left.", "{count} attempts are left.", again.left).format(count=again.left)
    if again.until is None:
        return left
    return _("Hand it in by {day}; what is kept counts until then.").format(day=day_in_words(again.until)) + " " + left


def _appeal_route(policy: ProgrammePolicy, kept: KeptResult) -> str:
    appeals = policy.appeals
    if not appeals.grounds or kept.released_at is None:
        return ""
    grounds = "; ".join(_(GROUNDS[ground]).lower() for ground in appeals.grounds)
    text = _(
        "You may appeal until {day} on these grounds: {grounds}. Disagreement with professional judgement alone is no "
        "ground."
    )
    return text.format(day=day_in_words(last_day_to_appeal(appeals, kept.released_at.date())), grounds=grounds)
