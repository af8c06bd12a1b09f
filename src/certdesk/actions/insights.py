"""Figures of a cohort from its results in the workspace, made once for as long as nothing changes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction

from certdesk.actions.cases import cases_of, rubric_of
from certdesk.actions.cohort_results import results_of_cohort
from certdesk.actions.cohorts import cohorts_here, policy_of
from certdesk.actions.development_catalogue import catalogue
from certdesk.core.cohorts import Cohort, CohortResult, Rating, ResultState, Turn
from certdesk.core.insights.assembling import Known, Protected, assemble, protected
from certdesk.core.insights.figures import AttemptChange, CohortFigures, Filter
from certdesk.core.insights.growth import UNKNOWN_ERROR, Attempts, MarkingError, changes_of, error_of
from certdesk.core.insights.trends import PastCohort, not_comparable, past_cohort
from certdesk.core.rubric import Rubric
from certdesk.core.scoring import weighted_mean
from certdesk.core.words import _
from certdesk.store.insights import count_members
from certdesk.store.journal import next_position
from certdesk.store.results_of_cohorts import earlier_attempts
from certdesk.store.workspace import Workspace

_COUNTED = {ResultState.DECIDED, ResultState.RELEASED}


@dataclass(slots=True)
class FiguresMemory:
    """What was read of a cohort, until the journal goes on. A window keeps one for as long as it is open."""

    position: int = -1
    known: dict[tuple[str, bool], Protected] = field(default_factory=dict)
    made: dict[tuple[str, bool, Filter], CohortFigures] = field(default_factory=dict)


def figures_of(
    workspace: Workspace,
    cohort: Cohort,
    chosen: Filter | None = None,
    *,
    everything: bool = False,
    memory: FiguresMemory | None = None,
) -> CohortFigures:
    """Return the figures of a cohort: of released results, or with ``everything`` of all that are decided.

    Raises NotAllowedError for a filter that would tell of too few, NotFoundError without the cohort's rubric.
    """
    chosen, memory = chosen or Filter(), memory if memory is not None else FiguresMemory()
    known = _known(workspace, cohort, memory, everything=everything)
    key = cohort.id, everything, chosen
    if key not in memory.made:
        memory.made[key] = assemble(known, chosen)
    return memory.made[key]


def attempts_of(
    workspace: Workspace, cohort: Cohort, *, everything: bool = False, memory: FiguresMemory | None = None
) -> tuple[AttemptChange, ...]:
    """Return what may be said of each candidate with an earlier attempt: for the lead, never for a document."""
    memory = memory if memory is not None else FiguresMemory()
    known = _known(workspace, cohort, memory, everything=everything).known
    return changes_of(known.attempts, known.error)


def _known(workspace: Workspace, cohort: Cohort, memory: FiguresMemory, *, everything: bool) -> Protected:
    position = next_position(workspace.db)
    if memory.position != position:
        memory.position = position
        memory.known.clear()
        memory.made.clear()
    key = cohort.id, everything
    if key not in memory.known:
        memory.known[key] = protected(_read(workspace, cohort, everything=everything))
    return memory.known[key]


def _read(workspace: Workspace, cohort: Cohort, *, everything: bool) -> Known:
    rubric, smallest = rubric_of(workspace, cohort), policy_of(workspace, cohort).smallest_cell
    results = counted(results_of_cohort(workspace, cohort), everything=everything)
    siblings = {
        one.id: one for one in cohorts_here(workspace) if one.programme == cohort.programme and one.id != cohort.id
    }
    others = {id_: counted(results_of_cohort(workspace, one), everything=False) for id_, one in siblings.items()}
    rubrics = {id_: rubric_of(workspace, siblings[id_]) for id_, found in others.items() if found}
    before = {one.member.portfolio_id: (one, rubric) for one in results}
    before |= {one.member.portfolio_id: (one, rubrics[id_]) for id_, found in others.items() for one in found}
    attempts = _attempts(workspace, results, rubric, before)
    return Known(
        cohort=cohort,
        rubric=rubric,
        results=results,
        members=count_members(workspace.db, cohort.programme, cohort.name),
        released=all(one.state is ResultState.RELEASED for one in results) if results else not everything,
        smallest=smallest,
        made_at=workspace.clock(),
        offers=catalogue(workspace),
        past=_past((*siblings.values(), cohort), {**others, cohort.id: results}, {**rubrics, cohort.id: rubric}),
        attempts=attempts,
        error=_error(workspace, cohort, rubric, smallest) if attempts else UNKNOWN_ERROR,
    )


def counted(results: tuple[CohortResult, ...], *, everything: bool) -> tuple[CohortResult, ...]:
    """Return the results that count: released ones, or all that are decided; never those held or recalled."""
    wanted = _COUNTED if everything else {ResultState.RELEASED}
    return tuple(one for one in results if one.state in wanted and one.outcome)


def _past(
    cohorts: tuple[Cohort, ...], results: Mapping[str, tuple[CohortResult, ...]], rubrics: Mapping[str, Rubric]
) -> tuple[PastCohort, ...]:
    """Return the cohorts with results, the oldest first."""
    order = sorted(cohorts, key=lambda one: (one.opened_at.isoformat() if one.opened_at else "~", one.name))
    return tuple(past_cohort(one.name, rubrics[one.id], results[one.id]) for one in order if results[one.id])


def _attempts(
    workspace: Workspace,
    results: tuple[CohortResult, ...],
    rubric: Rubric,
    before: Mapping[str, tuple[CohortResult, Rubric]],
) -> tuple[Attempts, ...]:
    links = earlier_attempts(workspace.db)
    found = []
    for one in results:
        earlier = before.get(links.get(one.member.portfolio_id, ""))
        if earlier is not None:
            found.append(_pair(one, rubric, *earlier))
    return tuple(found)


def _pair(now: CohortResult, rubric: Rubric, was: CohortResult, old: Rubric) -> Attempts:
    id_, code = now.member.portfolio_id, now.member.code
    if old.id != rubric.id:
        return Attempts(id_, code, None, None, _("the attempts were marked with different rubrics"))
    changed = [one.id for one in rubric.criteria if not_comparable(old, rubric, one.id)]
    if changed:
        reason = _("the rubric changed in {criteria}").format(criteria=", ".join(changed))
        return Attempts(id_, code, None, None, reason)
    return Attempts(id_, code, weighted_mean(old.criteria, was.marks), weighted_mean(rubric.criteria, now.marks))


def _error(workspace: Workspace, cohort: Cohort, rubric: Rubric, smallest: int) -> MarkingError:
    """Return the scoring error of a mean level, from the portfolios of the cohort that two marked in full."""
    doubles: list[tuple[Fraction, Fraction]] = []
    for case in cases_of(workspace, cohort):
        full = [
            one for one in case.ratings if one.turn in {Turn.FIRST, Turn.SECOND} and one.signed and not one.criteria
        ]
        if len(full) != 2:  # most are marked once
            continue
        means = [_mean(rubric, one) for one in sorted(full, key=lambda one: one.turn.value)]
        kept = [mean for mean in means if mean is not None]
        if len(kept) == 2:
            doubles.append((kept[0], kept[1]))
    return error_of(doubles, smallest)


def _mean(rubric: Rubric, rating: Rating) -> Fraction | None:
    return weighted_mean(rubric.criteria, rating.marks)
