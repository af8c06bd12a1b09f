"""Where assessors differ: which portfolios, and both sides of each criterion with their words and evidence."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from certdesk.actions.cases import case_in, cases_of, rubric_of, rules_of
from certdesk.core.adjudication import Step
from certdesk.core.adjudication_words import explain, explain_open
from certdesk.core.annotations import Annotation
from certdesk.core.assessment import Assessment, Feedback
from certdesk.core.case_states import COUNTED
from certdesk.core.cases import OpenMark, Ruling, settle
from certdesk.core.cohorts import (
    Allocation,
    Case,
    CaseState,
    Cohort,
    CohortMember,
    Rating,
    SettledMark,
    Turn,
)
from certdesk.core.marks import UNMARKED, Mark
from certdesk.core.portfolio import EvidenceItem
from certdesk.core.result_assessments import is_result_assessment
from certdesk.core.rubric import Criterion, Rubric
from certdesk.core.words import _
from certdesk.store.assessments import assessments_of_all, load_assessments
from certdesk.store.cohorts import load_allocations, load_assessors
from certdesk.store.people import list_people
from certdesk.store.portfolios import load_items
from certdesk.store.rulings import rulings_of, rulings_on
from certdesk.store.workspace import Workspace

_FIRST_TO_SEE = (CaseState.TO_ADJUDICATE, CaseState.THIRD_OPEN, CaseState.SECOND_OPEN, CaseState.FIRST_OPEN)


@dataclass(frozen=True, slots=True)
class Side:
    """What one assessor gave and wrote on one criterion, with the places in the evidence that they pointed to."""

    assessment_id: str
    assessor_id: str
    assessor: str
    turn: Turn
    mark: Mark
    signed_at: datetime | None = None
    words: Feedback = field(default_factory=Feedback)
    evidence: tuple[Annotation, ...] = ()
    chosen: bool = False
    """Whether the mark that counts is theirs, or stands on theirs."""


@dataclass(frozen=True, slots=True)
class CriterionView:
    """One criterion of a portfolio: every side, what counts or what has to happen, and the rule in a sentence."""

    criterion: Criterion
    sides: tuple[Side, ...]
    sentence: str
    settled: SettledMark | None = None
    open: OpenMark | None = None
    ruling: Ruling | None = None

    @property
    def differs(self) -> bool:
        """Whether the marks are not all the same."""
        return len({side.mark for side in self.sides}) > 1


@dataclass(frozen=True, slots=True)
class Dispute:
    """A portfolio in which assessors differ so that something has to happen, and what does.

    ``asked`` are the assessors who were asked to mark it as a third and have not signed yet.
    """

    member: CohortMember
    state: CaseState
    disputed: tuple[str, ...]
    next_step: Step
    signed_at: datetime | None
    asked: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class DisputeView:
    """Everything that is known of a portfolio and its marks, for the screen that shows two sides beside each other."""

    dispute: Dispute
    rubric: Rubric
    criteria: tuple[CriterionView, ...]
    items: tuple[EvidenceItem, ...]
    summaries: tuple[tuple[str, str], ...] = ()
    """Who wrote which summary."""


def disputes_of(workspace: Workspace, cohort: Cohort) -> tuple[Dispute, ...]:
    """List what is in dispute in a cohort: first where the lead has to act, the oldest first, then what waits."""
    rules = rules_of(workspace, cohort)
    rulings = rulings_of(workspace.db, cohort)
    thirds = _asked_as_third(load_allocations(workspace.db, cohort))
    found = []
    for case in cases_of(workspace, cohort):
        if case.disputed:
            still = settle(rules, case.ratings, rulings.get(case.member.portfolio_id, {})).open
            found.append(_dispute(case, still, thirds[case.member.portfolio_id]))
    return tuple(sorted(found, key=_in_good_order))


def look_at_dispute(
    workspace: Workspace, cohort: Cohort, portfolio_id: str, *, case: Case | None = None
) -> DisputeView:
    """Return both sides of every criterion with words, evidence and the rule; also of portfolios that are settled.

    Whoever has the case at hand gives it, which saves reading the cohort. Raises NotFoundError when the portfolio is
    not in the cohort.
    """
    case = case or case_in(workspace, cohort, portfolio_id)
    rubric = rubric_of(workspace, cohort)
    rulings = rulings_on(workspace.db, portfolio_id)
    found = settle(rules_of(workspace, cohort), case.ratings, rulings)
    signed = [one for one in case.ratings if one.signed]
    whole = {one.id: one for one in load_assessments(workspace.db, [one.assessment_id for one in signed])}
    names = names_of(workspace)
    settled = {one.criterion_id: one for one in found.settled}
    still = {one.criterion_id: one for one in found.open}
    criteria = []
    for criterion in rubric.criteria:
        counts, open_ = settled.get(criterion.id), still.get(criterion.id)
        chosen = counts.assessment_ids if counts else ()
        sides = tuple(
            _side(one, whole[one.assessment_id], criterion.id, (names, chosen))
            for one in signed
            if _asked(one, criterion)
        )
        sentence = _sentence(counts, open_, sides)
        criteria.append(CriterionView(criterion, sides, sentence, counts, open_, rulings.get(criterion.id)))
    summaries = tuple((names.get(one.assessor_id, ""), one.summary) for one in whole.values() if one.summary)
    items = load_items(workspace.db, portfolio_id)
    thirds = _asked_as_third(load_allocations(workspace.db, portfolio_ids=[portfolio_id]))
    dispute = _dispute(case, found.open, thirds[portfolio_id])
    return DisputeView(dispute, rubric, tuple(criteria), tuple(items), summaries)


def kept_with_authors(
    workspace: Workspace, portfolio_id: str, *, besides: Collection[str] = ()
) -> tuple[Assessment, ...]:
    """Return every signed assessment of a portfolio with marks, words and evidence, the oldest first.

    Those whose marks were not chosen, or whose work was taken back, are kept and shown too. ``besides`` are ids to
    leave out, such as the assessment that a report was made of.
    """
    every = assessments_of_all(workspace.db, [portfolio_id]).get(portfolio_id, ())
    kept = [one for one in every if one.signed_at and one.id not in besides and not is_result_assessment(one.id)]
    return tuple(sorted(kept, key=lambda one: (str(one.signed_at), one.id)))


def names_of(workspace: Workspace) -> Mapping[str, str]:
    """Return the names of everybody who is known here, by id."""
    return {one.id: one.name for one in list_people(workspace.db)} | {
        one.id: one.name for one in load_assessors(workspace.db)
    }


def _asked_as_third(allocations: Iterable[Allocation]) -> defaultdict[str, list[str]]:
    found: defaultdict[str, list[str]] = defaultdict(list)
    for one in allocations:
        if one.turn is Turn.THIRD:
            found[one.portfolio_id].append(one.assessor_id)
    return found


def _dispute(case: Case, still: Sequence[OpenMark], thirds: Sequence[str]) -> Dispute:
    signed = [one.signed_at for one in case.ratings if one.signed and one.signed_at]
    signers = {one.assessor_id for one in case.ratings if one.signed}
    to_rule = still and all(one.step is Step.RULE for one in still)
    return Dispute(
        case.member,
        case.state,
        tuple(one.criterion_id for one in still),
        Step.RULE if to_rule else Step.THIRD,
        max(signed, default=None),
        tuple(person for person in thirds if person not in signers),
    )


def _in_good_order(one: Dispute) -> tuple[int, int, str, str]:
    place = _FIRST_TO_SEE.index(one.state) if one.state in _FIRST_TO_SEE else 0
    return place, one.next_step is Step.THIRD, str(one.signed_at or ""), one.member.code


def _asked(rating: Rating, criterion: Criterion) -> bool:
    return not rating.criteria or criterion.id in rating.criteria


def _side(
    rating: Rating, whole: Assessment, criterion_id: str, known: tuple[Mapping[str, str], Collection[str]]
) -> Side:
    names, chosen = known
    return Side(
        rating.assessment_id,
        rating.assessor_id,
        names.get(rating.assessor_id, rating.assessor_id),
        rating.turn,
        rating.marks.get(criterion_id, UNMARKED),
        rating.signed_at,
        whole.words(criterion_id),
        whole.evidence_for(criterion_id),
        rating.assessment_id in chosen,
    )


def _sentence(settled: SettledMark | None, open_: OpenMark | None, sides: Sequence[Side]) -> str:
    counted = [side for side in sides if side.turn in COUNTED]
    if open_:
        return explain_open(open_.why, open_.step, [side.mark for side in counted])
    return explain(settled, [side.mark for side in counted]) if settled else _("Nobody marked this.")
