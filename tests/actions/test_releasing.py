"""Holding back, releasing at once, and recalling."""

from __future__ import annotations

import pytest
from tests.support.building import open_workspace
from tests.support.cohorts import Shape, put_cohort

from certdesk.actions.cohorts import close_cohort, load_cohort
from certdesk.actions.releasing import hold, let_go, outlook, recall, release
from certdesk.actions.undoing import undo_label
from certdesk.core.cohorts import CohortState, ResultState
from certdesk.core.errors import NotAllowedError
from certdesk.store.journal import entries
from certdesk.store.results_of_cohorts import find_result, load_results


@pytest.fixture
def led(tmp_path):
    """A workspace with a cohort of ten, of whom nobody is in dispute, and who has lost nobody."""
    with open_workspace(tmp_path / "workspace", person="lead") as workspace:
        yield workspace, put_cohort(workspace, Shape(candidates=10, double=0, seed=5)).cohort


@pytest.fixture
def lacking(tmp_path):
    """A cohort in which some first marks are missing."""
    with open_workspace(tmp_path / "workspace", person="lead") as workspace:
        yield workspace, put_cohort(workspace, Shape(candidates=10, double=0, lost=0.3, seed=5)).cohort


def states(workspace, cohort):
    return {one.state for one in load_results(workspace.db, cohort.id).values()}


def test_nothing_is_released_while_the_moderation_is_open(led):
    workspace, cohort = led
    with pytest.raises(NotAllowedError, match="moderation of 2026 B is still open"):
        release(workspace, cohort)
    assert ResultState.RELEASED not in states(workspace, cohort)
    close_cohort(workspace, cohort)
    change = release(workspace, cohort)
    assert change.label == "10 results of 2026 B released"
    assert states(workspace, cohort) == {ResultState.RELEASED}
    assert load_cohort(workspace, cohort.id).state is CohortState.RELEASED
    assert "released" not in undo_label(workspace)
    assert "decided" not in undo_label(workspace)


def test_marks_that_nobody_asked_for_are_named_before_a_release(led):
    workspace, cohort = led
    close_cohort(workspace, cohort)
    with workspace.local_change() as db:
        db.execute("delete from allocation where portfolio_id = 'portfolio-2026 B-00003'")
    with pytest.raises(NotAllowedError, match=r"1 portfolio was never given out to be marked.*: 2026B-003"):
        release(workspace, cohort)
    with workspace.local_change() as db:
        db.execute("delete from allocation")
    assert release(workspace, cohort)  # where no work is given out, whoever marks was asked otherwise


def test_somebody_without_a_result_is_left_held_or_stops_it(lacking):
    workspace, cohort = lacking
    close_cohort(workspace, cohort)
    with pytest.raises(NotAllowedError, match=r"candidates? ha(s|ve) no result yet: 2026B-"):
        release(workspace, cohort)
    missing = [one.portfolio_id for one in outlook(workspace, cohort).undecided]
    assert missing
    hold(workspace, cohort, missing, "marks on their way")
    release(workspace, cohort)
    assert {id_ for id_, one in load_results(workspace.db, cohort.id).items() if one.state is ResultState.HELD} == set(
        missing
    )
    assert find_result(workspace.db, missing[0]).outcome == ""


def test_an_override_stays_written_down_with_what_it_overrode(led):
    workspace, cohort = led
    release(workspace, cohort, override="the ministry  asked")
    told = [entry.label for entry in entries(workspace.db) if entry.subject == cohort.id]
    assert "the ministry asked" in told[-1]
    assert "moderation of 2026 B is still open" in told[-1]
    assert {one.reason for one in load_results(workspace.db, cohort.id).values()} == {"the ministry asked"}


def test_a_part_is_released_only_with_a_reason(led):
    workspace, cohort = led
    close_cohort(workspace, cohort)
    one = outlook(workspace, cohort).undecided[0].portfolio_id
    with pytest.raises(NotAllowedError, match="reveal whose portfolio"):
        release(workspace, cohort, only=[one])
    release(workspace, cohort, only=[one], override="hardship")
    assert [id_ for id_, kept in load_results(workspace.db, cohort.id).items() if kept.released_at] == [one]
    assert load_cohort(workspace, cohort.id).state is CohortState.MODERATED


def test_a_hold_needs_a_reason_and_ends(led):
    workspace, cohort = led
    close_cohort(workspace, cohort)
    one = outlook(workspace, cohort).undecided[0].portfolio_id
    with pytest.raises(NotAllowedError, match="for a reason"):
        hold(workspace, cohort, [one], "  ")
    assert hold(workspace, cohort, [one], "a complaint")
    assert not hold(workspace, cohort, [one], "a complaint")
    release(workspace, cohort)
    assert find_result(workspace.db, one).state is ResultState.HELD
    assert find_result(workspace.db, one).outcome
    let_go(workspace, cohort, [one])
    assert find_result(workspace.db, one).state is ResultState.DECIDED
    release(workspace, load_cohort(workspace, cohort.id))
    assert find_result(workspace.db, one).state is ResultState.RELEASED
    with pytest.raises(NotAllowedError, match="is released"):
        hold(workspace, cohort, [one], "too late")
    with pytest.raises(NotAllowedError, match="waits to be released"):
        release(workspace, cohort)


def test_a_recall_says_why_and_what_to_do(led):
    workspace, cohort = led
    close_cohort(workspace, cohort)
    one = outlook(workspace, cohort).undecided[0].portfolio_id
    with pytest.raises(NotAllowedError, match="is not released"):
        recall(workspace, cohort, one, "a figure")
    release(workspace, cohort)
    with pytest.raises(NotAllowedError, match="for a reason"):
        recall(workspace, cohort, one, "")
    done = recall(workspace, cohort, one, "a figure was wrong")
    assert done.to_do == ("Decide the result anew, then release it.",)
    assert find_result(workspace.db, one).state is ResultState.RECALLED
    # Whoever decides the others does not bring it back by that.
    with pytest.raises(NotAllowedError, match="waits to be released"):
        release(workspace, cohort)
    with pytest.raises(NotAllowedError, match="was recalled: a figure was wrong"):
        let_go(workspace, cohort, [one])
    let_go(workspace, cohort, [one], "the figure was right")
    release(workspace, cohort)
    assert find_result(workspace.db, one).state is ResultState.RELEASED
