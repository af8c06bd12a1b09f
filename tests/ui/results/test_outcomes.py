"""Outcomes of a cohort: numbers, the rule behind each, hold, release, recall, the decision file."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from pytestqt.qtbot import QtBot
from tests.ui.results.conftest import ALONE, RELEASED, LeadsResults

from certdesk.actions.cohort_results import results_of_cohort
from certdesk.actions.cohorts import load_cohort
from certdesk.core.cohorts import CohortState, ResultState
from certdesk.core.headline import score
from certdesk.store.results_of_cohorts import find_result
from certdesk.store.rubrics import load_rubric
from certdesk.ui.screens.results.issue_pane import IssuePane
from certdesk.ui.screens.results.outcomes_pane import OutcomesPane
from certdesk.ui.widgets.notice_bar import Notice

SitDown = Callable[..., LeadsResults]


def outcomes(desk: LeadsResults, **params: object) -> OutcomesPane:
    pane = desk.go("outcomes", **params)
    assert isinstance(pane, OutcomesPane)
    return pane


def choose(desk: LeadsResults, pane: OutcomesPane, portfolio_id: str) -> None:
    pane.list.table.set_current_row(pane.model.place_of(portfolio_id))


def first_of(desk: LeadsResults, state: ResultState) -> str:
    results = results_of_cohort(desk.workspace, desk.cohort)
    return next(one.member.portfolio_id for one in results if one.state is state)


def test_decided_held_and_released(sit_down: SitDown) -> None:
    desk = sit_down()
    assert isinstance(desk.go(), OutcomesPane)  # where there is a cohort, its outcomes come first
    pane = outcomes(desk)
    results = results_of_cohort(desk.workspace, desk.cohort)
    rubric = load_rubric(desk.workspace.db, desk.cohort.rubric)
    rows = [pane.model.row(place) for place in range(pane.model.rowCount())]
    assert len(rows) == len(desk.made.portfolios)
    told = {row.member.portfolio_id: row for row in rows if row is not None}
    for one in results:
        found = score(rubric, one.marks)
        assert told[one.member.portfolio_id].number == (found.shown if found and one.outcome else "")
    assert str(len(results)) in desk.find("tile-decided").accessibleName()
    waiting = [row for row in told.values() if row.result is None]
    assert waiting
    assert all(row.why for row in waiting)
    # Names do not stand beside results while marking is blind.
    assert not any(row.name for row in told.values())
    assert "Candidate" not in pane.model.heads()

    held = results[1].member.portfolio_id
    choose(desk, pane, held)
    desk.dialogs.reasons.append("A consent is missing")
    desk.press("outcome-hold")
    assert pane.current() is not None
    assert pane.current().member.portfolio_id == held  # type: ignore[union-attr]
    assert find_result(desk.workspace.db, held).state is ResultState.HELD  # type: ignore[union-attr]
    assert "A consent is missing" in pane.current().note  # type: ignore[union-attr]

    desk.press("releaseResults")
    assert desk.shown("releaseBlocks")  # the moderation is open, and somebody has no result
    assert not desk.find("releaseGo").isEnabled()
    pane.release_panel._why.writing.setPlainText("The ministry needs it")
    desk.press("releaseGo")
    after = {one.member.portfolio_id: one.state for one in results_of_cohort(desk.workspace, desk.cohort)}
    assert after.pop(held) is ResultState.HELD
    assert set(after.values()) == {ResultState.RELEASED}
    assert load_cohort(desk.workspace, desk.cohort.id).state is CohortState.RELEASED
    assert "Candidate" in pane.model.heads()

    choose(desk, pane, held)
    assert pane.current().name == ""  # type: ignore[union-attr]  # who is held back is still being marked
    said: list[str] = []
    desk.running.tools.session.refused.connect(lambda problem: said.append(str(problem)))
    earlier = next(one.member for one in results if after.get(one.member.portfolio_id) and one.certifies)
    desk.dialogs.reasons.append(earlier.code)
    desk.press("outcome-follows")  # nobody tries again after a pass
    assert earlier.code in said[-1]
    desk.press("outcome-let_go")
    assert find_result(desk.workspace.db, held).state is ResultState.DECIDED  # type: ignore[union-attr]
    pane.list.filters.set_current(ResultState.RELEASED.value)
    pane.search("zzz")
    assert pane.model.rowCount() == 0
    pane.search("")
    assert pane.model.rowCount() == len(after)


def test_how_a_result_came_about_recall_and_decision_file(sit_down: SitDown, qtbot: QtBot, tmp_path: Path) -> None:
    desk = sit_down(RELEASED)
    pane = outcomes(desk)
    twice = next(id_ for id_ in desk.made.second if (kept := find_result(desk.workspace.db, id_)) and kept.outcome)
    choose(desk, pane, twice)
    rubric = load_rubric(desk.workspace.db, desk.cohort.rubric)
    for criterion in rubric.criteria:
        qtbot.waitUntil(lambda id_=criterion.id: desk.shown(f"counted-{id_}"))  # type: ignore[misc]
    assert not desk.shown("allMarks")
    desk.press("showAllMarks")
    assert desk.shown("allMarks")
    assert desk.find("allMarks").accessibleDescription().count(":") > 1  # both assessors' marks, as words

    desk.press("outcome-recheck")
    assert desk.shown("recheckSentence")
    desk.press("recheckAway")

    folder = tmp_path / "files"
    folder.mkdir()
    desk.dialogs.files.append(folder)
    desk.press("outcome-file")
    desk.press("fileGo")
    desk.finish(qtbot)
    assert sorted(path.suffix for path in folder.iterdir()) == [".csv", ".json", ".pdf"]

    told: list[Notice] = []
    pane.noticed.connect(told.append)
    desk.press("outcome-recall")
    assert not desk.find("recallGo").isEnabled()
    assert not desk.shown("recallWithdraws")  # there is no certificate of it
    pane.recall_panel._why.writing.setPlainText("A figure was wrong")
    desk.press("recallGo")
    assert find_result(desk.workspace.db, twice).state is ResultState.RECALLED  # type: ignore[union-attr]
    assert "release it" in told[-1].hint
    desk.press("outcome-decide")
    assert find_result(desk.workspace.db, twice).state is ResultState.DECIDED  # type: ignore[union-attr]


def test_without_a_cohort_issuing_comes_first(sit_down: SitDown) -> None:
    desk = sit_down(ALONE)
    assert isinstance(desk.go(), IssuePane)
    assert not desk.shown("cohortIssue")
    for view, name in (("outcomes", "noCohort"), ("hand", "nothingToHand")):
        desk.go(view)
        assert desk.shown(name)
    desk.go("appeals")
    assert not desk.find("newAppeal").isEnabled()
