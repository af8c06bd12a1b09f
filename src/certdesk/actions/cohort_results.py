"""The results of a cohort as they stand, and how each of them came about."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from certdesk.actions.cohorts import members_of
from certdesk.core.assessment import Assessment
from certdesk.core.cohorts import Cohort, CohortMember, CohortResult, ResultState
from certdesk.core.errors import NotFoundError
from certdesk.core.plain import loads
from certdesk.core.result_assessments import is_result_assessment
from certdesk.core.result_details import ResultDetail
from certdesk.core.words import N_, _
from certdesk.store.assessments import assessments_of_all
from certdesk.store.people import list_people
from certdesk.store.results_of_cohorts import KeptResult, find_result, load_results, standing_serials
from certdesk.store.workspace import Workspace

STATES: Mapping[ResultState, str] = {
    ResultState.DECIDED: N_("Decided"),
    ResultState.HELD: N_("Held back"),
    ResultState.RELEASED: N_("Released"),
    ResultState.RECALLED: N_("Recalled"),
}


@dataclass(frozen=True, slots=True)
class ResultView:
    """One result with everything behind it; ``detail`` is None while nothing is decided.

    ``assessments`` are everybody's of this portfolio, also those whose marks do not count; ``names`` are people's by
    id.
    """

    result: CohortResult
    detail: ResultDetail | None
    assessments: tuple[Assessment, ...]
    names: Mapping[str, str]


def results_of_cohort(workspace: Workspace, cohort: Cohort) -> tuple[CohortResult, ...]:
    """Return the results that were decided or held back, by code."""
    kept = load_results(workspace.db, cohort.id)
    if not kept:
        return ()
    serials = standing_serials(workspace.db, cohort.id)
    found = [
        as_result(cohort, member, kept[member.portfolio_id], serials.get(member.portfolio_id, ""))
        for member in members_of(workspace, cohort)
        if member.portfolio_id in kept
    ]
    return tuple(sorted(found, key=lambda each: each.member.code))


def result_of(workspace: Workspace, cohort: Cohort, portfolio_id: str) -> ResultView:
    """Return one result with its full trace and all assessments. Raises NotFoundError while there is none."""
    member = member_of(workspace, cohort, portfolio_id)
    kept = find_result(workspace.db, portfolio_id)
    if kept is None:
        text = _("{code} has no result yet.").format(code=member.code)
        raise NotFoundError(text, _("Decide first: certdesk results decide."))
    serial = standing_serials(workspace.db, cohort.id).get(portfolio_id, "")
    everybody = assessments_of_all(workspace.db, [portfolio_id]).get(portfolio_id, ())
    return ResultView(
        as_result(cohort, member, kept, serial),
        detail_of(kept),
        tuple(one for one in everybody if not is_result_assessment(one.id)),
        {person.id: person.name for person in list_people(workspace.db)},
    )


def member_of(workspace: Workspace, cohort: Cohort, portfolio_id: str) -> CohortMember:
    """Return the member of a cohort with a portfolio. Raises NotFoundError."""
    found = next((one for one in members_of(workspace, cohort) if one.portfolio_id == portfolio_id), None)
    if found is None:
        text = _("This portfolio is not in the cohort {name}.").format(name=cohort.name)
        raise NotFoundError(text, _("See who is in it: certdesk cohort show."))
    return found


def detail_of(kept: KeptResult) -> ResultDetail | None:
    """Read how a result came about; None for somebody who was held back before anything was decided."""
    return loads(ResultDetail, kept.detail) if kept.detail else None


def as_result(cohort: Cohort, member: CohortMember, kept: KeptResult, serial: str = "") -> CohortResult:
    """Return a result as everybody who shows results takes it."""
    return CohortResult(
        member=member,
        rubric=cohort.rubric,
        state=kept.state,
        assessment_id=kept.assessment_id,
        outcome=kept.outcome,
        label=kept.label if kept.outcome else _("Not decided yet"),
        certifies=kept.certifies,
        score=kept.score,
        marks=kept.marks,
        averaged=frozenset(kept.averaged),
        decided_at=kept.decided_at,
        released_at=kept.released_at,
        assessors=kept.assessors,
        serial=serial,
        reason=kept.reason,
        would_be=kept.would_be,
    )
