"""How far each portfolio of a cohort has come: who marked it, what is settled, what is in dispute."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from certdesk.actions.cohorts import members_of, policy_of
from certdesk.core.cases import CaseRules, Known, Rated, Ruling, case_of, rated
from certdesk.core.cohorts import Allocation, Case, Cohort, CohortMember
from certdesk.core.errors import NotFoundError
from certdesk.core.rubric import Rubric
from certdesk.core.words import _
from certdesk.store.cohorts import load_allocations
from certdesk.store.rubrics import load_rubric
from certdesk.store.rulings import ratings_of, rulings_of
from certdesk.store.workspace import Workspace


def cases_of(workspace: Workspace, cohort: Cohort) -> tuple[Case, ...]:
    """Return every portfolio of a cohort by code, with its state, its ratings by turn and what counts.

    Only signed marks are told. Results that were made from settled marks are no ratings and are left out, and so are
    ratings whose allocation was taken back. Raises NotFoundError without the cohort's rubric.
    """
    return _cases(workspace, cohort, members_of(workspace, cohort))


def rated_of(workspace: Workspace, cohort: Cohort) -> tuple[Rated, ...]:
    """Return every portfolio of a cohort by code with its ratings as `cases_of` has them, and settle nothing."""
    return tuple(rated(known) for known in _known(workspace, cohort, members_of(workspace, cohort)))


def case_in(workspace: Workspace, cohort: Cohort, portfolio_id: str) -> Case:
    """Return one portfolio of a cohort. Raises NotFoundError when it is not in it."""
    member = next((one for one in members_of(workspace, cohort) if one.portfolio_id == portfolio_id), None)
    if member is None:
        raise NotFoundError(_("That portfolio is not in the cohort {name}.").format(name=cohort.name))
    return _cases(workspace, cohort, (member,), portfolio_id)[0]


def rules_of(workspace: Workspace, cohort: Cohort) -> CaseRules:
    """Return the cohort's rubric and table, ready for many portfolios. Raises NotFoundError without the rubric."""
    return CaseRules(rubric_of(workspace, cohort), policy_of(workspace, cohort).adjudication)


def rubric_of(workspace: Workspace, cohort: Cohort) -> Rubric:
    """Return the rubric version by which a cohort is assessed. Raises NotFoundError when it is not here."""
    return load_rubric(workspace.db, cohort.rubric)


def _cases(workspace: Workspace, cohort: Cohort, members: Sequence[CohortMember], only: str = "") -> tuple[Case, ...]:
    rules = rules_of(workspace, cohort)
    return tuple(case_of(rules, known) for known in _known(workspace, cohort, members, only))


def _known(workspace: Workspace, cohort: Cohort, members: Sequence[CohortMember], only: str = "") -> Iterator[Known]:
    ratings, conflicts = ratings_of(workspace.db, cohort, only)
    rulings = rulings_of(workspace.db, cohort)
    ids = [only] if only else None
    allocations: defaultdict[str, list[Allocation]] = defaultdict(list)
    for one in load_allocations(workspace.db, cohort, portfolio_ids=ids, ended=True):
        allocations[one.portfolio_id].append(one)
    nothing: Mapping[str, Ruling] = {}
    nobody: frozenset[str] = frozenset()
    for member in members:
        id_ = member.portfolio_id
        given = allocations.get(id_, ()), ratings.get(id_, ()), rulings.get(id_, nothing), conflicts.get(id_, nobody)
        yield Known(member, *given)
