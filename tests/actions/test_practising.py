"""A practice cohort is as true as any other: its journal holds, and a lead can bring it to its end."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

import pytest
from tests.support.fixtures import without_backup

from certdesk import shipped
from certdesk.actions import practising
from certdesk.actions.cases import cases_of
from certdesk.actions.checking import make_check, plan_check
from certdesk.actions.cohort_progress import progress_of
from certdesk.actions.cohort_results import results_of_cohort
from certdesk.actions.cohorts import find_cohort
from certdesk.actions.deciding_results import decide_results
from certdesk.actions.moderating import close_moderation
from certdesk.actions.releasing import hold, release
from certdesk.actions.rubric_loading import load_built_in_rubrics
from certdesk.actions.settling import rule
from certdesk.actions.undoing import undo
from certdesk.core.cohorts import CaseState, Cohort, CohortState, ResultState
from certdesk.core.errors import NotAllowedError
from certdesk.core.marks import LevelGiven, Unscorable
from certdesk.core.progress import silent
from certdesk.store.journal import entries
from certdesk.store.workspace import Workspace


def practise(workspace: Workspace, candidates: int = 40, seed: int = 7) -> None:
    load_built_in_rubrics(workspace, shipped.rubrics())
    plan = practising.plan_practice(workspace, shipped.resources() / practising.WORDS, candidates, seed)
    practising.keep_practice(workspace, plan, practising.make_practice(plan, silent))


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Workspace]:
    """The desk of the invented lead; tests go on where the one before ended."""
    with without_backup(), Workspace(tmp_path_factory.mktemp("practice") / "desk") as workspace:
        practise(workspace)
        yield workspace


def running(workspace: Workspace) -> Cohort:
    return find_cohort(workspace, "Autumn practice")


def test_what_is_written_down_stands_in_the_journal(desk):
    findings = make_check(plan_check(desk), silent, deep=True)
    assert [one for one in findings if one.faults] == []
    assert len(plan_check(desk).evidence) == 60


def test_times_lie_in_the_past_and_in_their_order(desk):
    times = [one.at for one in entries(desk.db)]
    assert max(times) <= desk.clock().isoformat()
    own = [one.at for one in entries(desk.db) if one.author == desk.person]
    assert own == sorted(own)


def test_what_came_is_no_step_to_undo(desk):
    assert "practice.made" in {one.type for one in entries(desk.db)}
    before = desk.db.table("assessment").count
    undo(desk)
    assert desk.db.table("assessment").count == before


def test_one_desk_was_never_heard_of(desk):
    rows = progress_of(desk, running(desk)).rows
    assert len(rows) == 9
    assert [(one.assessor.name, one.begun + one.signed) for one in rows if one.late] == [("Fatou Sarr", 0)]
    assert all(one.signed for one in rows if not one.late)
    assert all(one.minutes_left is not None for one in rows)


def test_assessors_differ_so_that_the_lead_has_to_act(desk):
    cases = cases_of(desk, running(desk))
    states = Counter(case.state for case in cases)
    assert states[CaseState.SETTLED] > 15
    assert min(states[each] for each in (CaseState.TO_ADJUDICATE, CaseState.THIRD_OPEN, CaseState.FIRST_OPEN)) >= 1
    marks = [{type(one.marks[key]) for one in case.ratings} for case in cases for key in case.disputed]
    assert {LevelGiven, Unscorable} in marks
    assert {LevelGiven} in marks


def test_the_earlier_cohort_is_released(desk):
    earlier = find_cohort(desk, "Spring practice")
    results = results_of_cohort(desk, earlier)
    assert earlier.state is CohortState.RELEASED
    assert {one.state for one in results} <= {ResultState.RELEASED, ResultState.HELD}
    assert sum(one.state is ResultState.RELEASED for one in results) >= 15
    assert {one.certifies for one in results} == {True, False}


def test_a_lead_brings_it_to_its_end(desk):
    cohort = running(desk)
    for case in cases_of(desk, cohort):
        if case.state is CaseState.TO_ADJUDICATE:
            for key in case.disputed:
                level = next((one.marks[key] for one in case.ratings if isinstance(one.marks[key], LevelGiven)), None)
                rule(desk, case.member.portfolio_id, key, level or Unscorable("U-MISSING"), "Both point to one place.")
    close_moderation(desk, cohort, "practised")
    undecided = [one.member.portfolio_id for one in decide_results(desk, cohort).undecided]
    hold(desk, cohort, undecided, "not marked yet")
    release(desk, running(desk))
    released = [one for one in results_of_cohort(desk, cohort) if one.state is ResultState.RELEASED]
    assert len(released) == 40 - len(undecided) > 20
    assert [one for one in make_check(plan_check(desk), silent, deep=False) if one.faults] == []


def test_nobody_practises_where_somebody_works(desk):
    with pytest.raises(NotAllowedError, match="works in this workspace already"):
        practising.plan_practice(desk, shipped.resources() / practising.WORDS)


@pytest.mark.parametrize("count", [0, 19, 2001])
def test_too_few_and_too_many_are_refused(desk, count):
    with pytest.raises(NotAllowedError, match="between 20 and 2000"):
        practising.plan_practice(desk, shipped.resources() / practising.WORDS, count)


def test_without_the_rubric_there_is_no_cohort(tmp_path):
    words = shipped.resources() / practising.WORDS
    with without_backup(), Workspace(tmp_path / "bare") as bare, pytest.raises(NotAllowedError, match="no rubric"):
        practising.plan_practice(bare, words)


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(1, 13))
def test_any_seed_makes_a_cohort_that_is_true(tmp_path, seed):
    with without_backup(), Workspace(tmp_path / "desk") as workspace:
        practise(workspace, 20 + 11 * seed, seed)
        assert [one for one in make_check(plan_check(workspace), silent, deep=True) if one.faults] == []
        assert any(case.disputed for case in cases_of(workspace, running(workspace)))
