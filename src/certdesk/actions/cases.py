"""How far each portfolio of a cohort has come: who marked it, what is settled, what is in dispute."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping

from certdesk.actions.cohorts import members_of, policy_of
from certdesk.core.cases import CaseRules, Known, Ruling, Settlement, case_of, settle
from certdesk.core.cohorts import Allocation, Case, Cohort
from certdesk.core.errors import NotFoundError
from certdesk.core.rubric import Rubric
from certdesk.core.words import _
from certdesk.store.cohorts import load_allocations
from certdesk.store.rubrics import load_rubric
from certdesk.store.rulings import ratings_of, rulings_of, rulings_on
from certdesk.store.workspace import Workspace


def cases_of(workspace: Workspace, cohort: Cohort) -> tuple[Case, ...]:
    """Return every portfolio of a cohort by code, with its state, its ratings by turn and what counts.

    Only signed marks are told. Results that were made from settled marks are no ratings and are left out, and so are
    ratings whose allocation was taken back. Raises NotFoundError without the cohort's rubric.
    """
    rules = rules_of(workspace, cohort)
    ratings, conflicts = ratings_of(workspace.db, cohort)
    rulings = rulings_of(workspace.db, cohort)
    allocations = _by_portfolio(workspace, cohort)
    nothing: Mapping[str, Ruling] = {}
    return tuple(
        case_of(
            rules,
            Known(
                member,
                allocations.get(member.portfolio_id, ()),
                ratings.get(member.portfolio_id, ()),
                rulings.get(member.portfolio_id, nothing),
                conflicts.get(member.portfolio_id, frozenset()),
            ),
        )
        for member in members_of(workspace, cohort)
    )


def case_in(workspace: Workspace, cohort: Cohort, portfolio_id: str) -> Case:
    """Return one portfolio of a cohort. Raises NotFoundError when it is not in it."""
    found = next((one for one in cases_of(workspace, cohort) if one.member.portfolio_id == portfolio_id), None)
    if found is None:
        raise NotFoundError(_("That portfolio is not in the cohort {name}.").format(name=cohort.name))
    return found


def settlement_of(workspace: Workspace, cohort: Cohort, case: Case) -> Settlement:
    """Return what is settled of a case and what is open, with the reasons and the next step."""
    rulings = rulings_on(workspace.db, case.member.portfolio_id)
    return settle(rules_of(workspace, cohort), case.ratings, rulings)


def rules_of(workspace: Workspace, cohort: Cohort) -> CaseRules:
    """Return the cohort's rubric and table, ready for many portfolios. Raises NotFoundError without the rubric."""
    return CaseRules(rubric_of(workspace, cohort), policy_of(workspace, cohort).adjudication)


def rubric_of(workspace: Workspace, cohort: Cohort) -> Rubric:
    """Return the rubric version by which a cohort is assessed. Raises NotFoundError when it is not here."""
    return load_rubric(workspace.db, cohort.rubric)


def _by_portfolio(workspace: Workspace, cohort: Cohort) -> Mapping[str, list[Allocation]]:
    found: defaultdict[str, list[Allocation]] = defaultdict(list)
    for one in load_allocations(workspace.db, cohort, ended=True):
        found[one.portfolio_id].append(one)
    return found
