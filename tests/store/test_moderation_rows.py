"""Draws, verdicts, closings and rulings are read as they were written."""

from __future__ import annotations

from dataclasses import replace

import pytest
from tests.support.building import START, level, open_workspace, put_portfolio, put_rubric, small_rubric
from tests.support.cohorts import Shape, put_cohort

from certdesk.core.cases import Ruling
from certdesk.core.marks import NotObserved, Unscorable
from certdesk.core.moderation import Drawn
from certdesk.core.moderation_checks import Check, Draw, Verdict
from certdesk.core.policy import ModerationSample, Pick
from certdesk.store.moderation import Closing, check_row, checks_of, closing_row, closings_of, draw_row, draws_of
from certdesk.store.rulings import ratings_of, ruling_row, rulings_of, rulings_on


@pytest.fixture
def desk(tmp_path):
    """A workspace with a cohort of two."""
    with open_workspace(tmp_path / "workspace") as workspace:
        yield workspace, put_cohort(workspace, Shape(candidates=2, double=0, words=False))


def test_draws_verdicts_and_closings_come_back(desk):
    workspace, made = desk
    cohort = made.cohort
    picks = (Drawn("p1", (Pick.RANDOM, Pick.NEAR_CUT)), Drawn("p2", (Pick.LOWEST,)))
    drawn = Draw("d1", cohort.id, "14 July", START, ModerationSample(), 2, picks, "0.15", {"p1": ("ann", "ben")})
    given = {"T1": level("5/2"), "T2": NotObserved(), "T3": Unscorable("U-AUDIO")}
    check = Check("d1", "p1", "lead", START, Verdict.DIFFERS, given, "é", True, "a1", {"a2": given}, {"a2": "ann"})
    closing = Closing("c1", cohort.id, START, "lead", "Amber.", "Because.")
    with workspace.recording("moderation.drawn", "x", subject=cohort.id) as recording:
        for table, row in (
            ("draw", draw_row(drawn)), ("moderation_check", check_row(check)), ("draw", closing_row(closing)),
        ):  # fmt: skip
            recording.put(table, row)
    assert draws_of(workspace.db, cohort) == (drawn,)
    assert checks_of(workspace.db, cohort) == (check,)
    assert closings_of(workspace.db, cohort) == (closing,)
    other = replace(cohort, id="another")
    assert draws_of(workspace.db, other) == checks_of(workspace.db, other) == closings_of(workspace.db, other) == ()


def test_rulings_come_back_by_portfolio_and_criterion(desk):
    workspace, made = desk
    first = made.portfolios[0].id
    rulings = [
        Ruling(first, "T1", level(3), "Because.", "lead", START),
        Ruling(first, "T2", Unscorable("U-AUDIO"), "No sound.", "lead", START),
    ]
    with workspace.recording("mark.ruled", "x", subject=first) as recording:
        for one in rulings:
            recording.put("ruling", ruling_row(one))
    wanted = {one.criterion_id: one for one in rulings}
    assert rulings_of(workspace.db, made.cohort) == {first: wanted}
    assert rulings_on(workspace.db, first) == wanted
    assert rulings_on(workspace.db, "nobody's") == {}


def test_marks_are_read_whatever_a_criterion_is_called(desk):
    workspace, made = desk
    assessment = made.first[made.portfolios[0].id]
    odd = "T\x1e9\x1f"
    with workspace.local_change() as db:
        db.execute(
            "update mark set criterion_id = ? where assessment_id = ? and criterion_id = 'T1'", [odd, assessment.id]
        )
    put_rubric(workspace, small_rubric())
    put_portfolio(workspace)
    ratings, conflicts = ratings_of(workspace.db, made.cohort)
    found = ratings[made.portfolios[0].id][0].marks
    assert found == {odd if key == "T1" else key: mark for key, mark in assessment.marks.items()}
    assert (set(ratings), conflicts) == ({each.id for each in made.portfolios}, {})
    only, _nobody = ratings_of(workspace.db, made.cohort, made.portfolios[1].id)
    assert set(only) == {made.portfolios[1].id}
