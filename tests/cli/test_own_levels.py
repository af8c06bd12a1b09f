"""Marks within ranges and on levels of a criterion's own, from the command line."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from pathlib import Path

import pytest
from tests.support.building import open_workspace, put_portfolio, put_rubric
from tests.support.fixtures import begun

from certdesk.actions.identifying import act_as, people_here
from certdesk.core.portfolio import RubricRef
from certdesk.core.rubric import Level
from certdesk.rubric_formats.our_yaml import read_rubric

BOARD = Path(__file__).parents[1] / "families" / "national_board.yaml"


@pytest.fixture
def own(here):
    """The workspace with a portfolio on a rubric with ranges, whose S1 is shown or not."""
    board = read_rubric(BOARD.read_text(encoding="utf-8"), name="board")
    levels = (Level(Fraction(0), "no", "Not shown"), Level(Fraction(4), "yes", "Shown"))
    words = {level.value: f"It is {level.label.lower()}." for level in levels}
    criteria = tuple(
        replace(each, own_levels=levels, own_standard=Fraction(4), descriptors=words) if each.id == "S1" else each
        for each in board.criteria
    )
    with open_workspace(here.workspace, person="") as workspace:
        act_as(workspace, people_here(workspace)[0].id)
        put_rubric(workspace, replace(board, id="own", criteria=criteria))
        put_portfolio(workspace, "OWN-1", rubric=RubricRef("own", "1.0.0"))
        begun(workspace, "OWN-1")
    return here


@pytest.mark.parametrize("typed", ["2.63", "2,63", "263/100"])
def test_a_value_in_a_range_is_given_and_shown_with_its_level(own, typed):
    own.does("mark", "OWN-1", "E1", typed)
    assert "2.63 Clear evidence" in own.does("show", "OWN-1")
    given = own.tells("show", "OWN-1")["assessment"]["criteria"][0]["mark"]
    assert given == {"kind": "level", "level": "263/100"}


def test_what_may_not_be_given_is_refused_with_what_may(own):
    assert own.refuses("mark", "OWN-1", "E1", "2.635").endswith(
        "E1 cannot be 2.635. Give any value from 0 to 4.25, with at most two decimals."
    )
    assert "S1 cannot be 4.25. Give any value from 0 to 4" in own.refuses("mark", "OWN-1", "S1", "4.25")


def test_a_criterion_is_read_and_marked_on_its_own_levels(own):
    own.does("mark", "OWN-1", "S1", "4")
    said = own.does("show", "OWN-1", "S1")
    assert "Mark: 4 Shown" in said
    assert "4 Shown: It is shown." in said
    assert "Clear evidence" not in said


def test_a_rubric_says_what_else_than_its_levels_may_be_given(own):
    rubric = own.tells("rubrics", "own")
    assert (rubric["ranges"], rubric["half_levels"]) == (True, False)
    levels = {each["id"]: each["own_levels"] for each in rubric["criteria"]}
    assert levels["S1"] == [{"level": "0", "label": "Not shown"}, {"level": "4", "label": "Shown"}]
    assert levels["E1"] == []
