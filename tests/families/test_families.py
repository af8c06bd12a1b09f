"""The families of rules that real programmes use, as rubric files, with the numbers that they publish."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from certdesk.core.contradictions import contradictions
from certdesk.core.decision import INCOMPLETE, decide
from certdesk.core.examples import run_examples
from certdesk.core.marks import LevelGiven, NotObserved, Unscorable
from certdesk.rubric_formats.our_yaml import read_rubric

FOLDER = Path(__file__).parent
NAMES = sorted(path.stem for path in FOLDER.glob("*.yaml"))


def rubric_called(name):
    return read_rubric((FOLDER / f"{name}.yaml").read_text(encoding="utf-8"), name=name)


def everywhere(rubric, value, **others):
    """Marks of the same level on every criterion, but for some."""
    return {criterion.id: LevelGiven(Fraction(others.get(criterion.id, value))) for criterion in rubric.criteria}


BOARD = rubric_called("national_board")
UNITS = rubric_called("every_criterion_met")
TASKS = rubric_called("task_four_twice")


@pytest.mark.parametrize("name", NAMES)
def test_each_file_is_sound_and_its_examples_hold(name):
    rubric = rubric_called(name)
    assert contradictions(rubric) == ()
    results = run_examples(rubric)
    assert len(results) >= 2
    assert all(result.passed for result in results)


def test_the_weights_and_the_total_of_seven_parts():
    assert sum(criterion.weight for criterion in BOARD.criteria) == Fraction("41.825")
    assert decide(BOARD, everywhere(BOARD, "4.25")).score.words == "Total 177.76 of 177.76"


@pytest.mark.parametrize(
    ("everywhere_at", "total", "shown", "outcome"),
    [
        ("2.63", "109.99975", "109.99", "not_yet"),
        ("2.64", "110.418", "110.42", "certified"),
        ("4.25", "177.75625", "177.76", "certified"),
        ("0", "0", "0", "not_yet"),
    ],
)
def test_a_total_is_compared_exactly_and_shown_on_its_side_of_the_cut(everywhere_at, total, shown, outcome):
    decision = decide(BOARD, everywhere(BOARD, everywhere_at))
    assert decision.outcome == outcome
    assert decision.score.value == Fraction(total)
    assert decision.score.shown == shown
    assert decision.trace[0].lines[0].found == shown
    assert decision.mean == Fraction(everywhere_at)


@pytest.mark.parametrize("low", [("E1", "E2", "E3", "S1"), ("P1", "P2", "P3")])
def test_a_total_that_is_high_enough_does_not_make_up_for_a_low_section(low):
    marks = everywhere(BOARD, "4.25", **dict.fromkeys(low, "1.74"))
    decision = decide(BOARD, marks)
    total, *sections = decision.trace[0].lines
    assert (total.met, sorted(line.met for line in sections)) == (True, [False, True])
    assert decision.outcome == "not_yet"
    assert decide(BOARD, everywhere(BOARD, "4.25", **dict.fromkeys(low, "1.75"))).outcome == "certified"


@settings(max_examples=60, deadline=None)
@given(st.integers(0, 425))
def test_any_hundredth_is_on_the_scale_and_none_is_shown_on_the_wrong_side(hundredths):
    marks = everywhere(BOARD, Fraction(hundredths, 100))
    decision = decide(BOARD, marks)
    certified = Fraction(hundredths, 100) * Fraction("41.825") >= 110
    assert decision.outcome == ("certified" if certified else "not_yet")
    assert (Fraction(decision.score.shown) >= 110) is certified


def test_a_value_counts_as_the_level_whose_range_it_lies_in():
    standing = [BOARD.scale.standing(Fraction(value)).key for value in ("0", "0.01", "1.25", "1.26", "2.63", "4.25")]
    assert standing == ["none", "little", "little", "some", "clear", "full"]
    assert BOARD.scale.standing(Fraction("4.26")) is None
    assert BOARD.scale.allows(Fraction("2.63"))
    assert not BOARD.scale.allows(Fraction("2.635"))
    assert not BOARD.scale.allows(Fraction("-0.01"))


@pytest.mark.parametrize(("count", "cut"), [(13, 37), (15, 42), (18, 50)])
def test_a_plain_sum_of_so_many_rubrics_has_its_own_cut(count, cut):
    rubric = rubric_called(f"total_of_{count}")
    assert len(rubric.criteria) == count
    names = [criterion.id for criterion in rubric.criteria]
    spread = dict(zip(names, [5] * 5 + [1] * (count - 5), strict=True))
    rest = cut - sum(spread.values())
    for name in names[5:]:
        step = max(0, min(4, rest))
        spread[name] += step
        rest -= step
    assert sum(spread.values()) == cut
    passed = decide(rubric, everywhere(rubric, 1, **spread))
    assert (passed.outcome, passed.score.words) == ("passed", f"Total {cut} of {5 * count}")
    half_less = everywhere(rubric, 1, **{**spread, names[0]: "4.5"})
    assert decide(rubric, half_less).outcome == "not_yet"
    assert decide(rubric, half_less).trace[0].lines[0].found == f"{cut - 1}.50"


def test_what_cannot_be_scored_makes_a_sum_incomplete_and_never_a_fail():
    rubric = rubric_called("total_of_15")
    assert decide(rubric, {**everywhere(rubric, 5), "R07": Unscorable("U-AUDIO")}).outcome == INCOMPLETE


def test_the_fourth_task_counts_twice():
    assert decide(TASKS, everywhere(TASKS, 4)).score.words == "Total 60 of 60"
    marks = everywhere(TASKS, 3, T4S1=1, T4S2=2)
    assert decide(TASKS, marks).score.value == 45 - 2 * 3
    assert decide(TASKS, marks).outcome == "not_yet"
    assert decide(TASKS, {**marks, "T4S1": LevelGiven(Fraction(2))}).outcome == "passed"


@settings(max_examples=60, deadline=None)
@given(st.sets(st.sampled_from([criterion.id for criterion in UNITS.criteria])))
def test_where_every_criterion_has_to_be_met_one_that_is_not_decides(missed):
    decision = decide(UNITS, everywhere(UNITS, 1, **dict.fromkeys(missed, 0)))
    wanted = "licensed" if not missed else "some_again" if len(missed) <= 3 else "not_yet"
    assert decision.outcome == wanted
    if wanted == "some_again":
        assert set(decision.banked) == {criterion.id for criterion in UNITS.criteria} - missed


def test_units_banked_from_an_earlier_attempt_count_up_to_a_number():
    marks = everywhere(UNITS, 1)
    assert decide(UNITS, marks, frozenset({"U1", "U2", "U3"})).outcome == "licensed"
    assert decide(UNITS, marks, frozenset({"U1", "U2", "U3", "U4"})).outcome == "some_again"


def test_an_unobserved_unit_is_not_taken_for_a_met_one():
    lenient = replace(UNITS, scale=replace(UNITS.scale, not_observed_at_most=6))
    assert decide(lenient, {**everywhere(UNITS, 1), "U2": NotObserved()}).outcome == "some_again"
