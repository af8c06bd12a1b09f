"""What counts as near a cut: measured where enough is marked twice, and never a float where it matters."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.support.building import level, small_rubric

from certdesk.core.conditions import EveryCriterionAtLeast, TotalAtLeast
from certdesk.core.marks import LevelGiven
from certdesk.core.near_cut import ENOUGH_PAIRS, Band, NearCut, band_from
from certdesk.core.policy import SecondMarking
from certdesk.core.rubric import DecisionRules, Outcome, Rubric
from certdesk.core.scoring import weighted_mean


def marks(*levels: float):
    return {f"T{number}": level(value) for number, value in enumerate(levels, 1)}


def with_rule(*conditions) -> Rubric:
    outcomes = (Outcome("pass", "Pass", conditions, certifies=True), Outcome("no", "No", ()))
    return replace(small_rubric(), decision=DecisionRules(outcomes=outcomes))


def test_the_band_is_measured_where_enough_was_marked_twice():
    policy = SecondMarking(near_cut_errors=Fraction(2))
    assert band_from([Fraction(1, 5)] * (ENOUGH_PAIRS - 1), policy) == Band(0.15, ENOUGH_PAIRS - 1)
    band = band_from([Fraction(1, 5)] * ENOUGH_PAIRS, policy)
    assert band.error == pytest.approx(0.2 / 2**0.5)
    assert band.size == pytest.approx(2 * 0.2 / 2**0.5)
    assert "measured on 20 double marks" in band.sentence


@pytest.mark.parametrize(("levels", "near"), [((3, 3, 3, 3), True), ((3, 2, 3, 3), False), ((4, 4, 4, 4), False)])
def test_a_mean_within_the_band_is_near(levels, near):
    assert NearCut(small_rubric()).is_near(marks(*levels), Band(0.15, 0)) is near


def test_a_total_counts_as_the_mean_it_comes_to():
    rubric = with_rule(TotalAtLeast(Fraction(300)))
    assert NearCut(rubric).is_near(marks(3, 3, 3, 3), Band(0.0, 0))
    assert not NearCut(rubric).is_near(marks(3, 3, 3, 4), Band(0.3, 0))


@settings(max_examples=60)
@given(st.lists(st.one_of(st.none(), st.fractions(1, 4, max_denominator=40)), min_size=4, max_size=4))
def test_the_quick_mean_is_the_exact_one(levels):
    given_ = {f"T{number}": LevelGiven(value) for number, value in enumerate(levels, 1) if value is not None}
    assert NearCut(small_rubric()).score(given_) == weighted_mean(small_rubric().criteria, given_)


def test_without_a_mean_one_step_that_turns_the_result_is_near():
    near = NearCut(with_rule(EveryCriterionAtLeast(Fraction(3))))
    found = [near.is_near(marks(*each), Band(0.15, 0)) for each in ((3, 3, 3, 3), (2, 3, 4, 4), (4,) * 4, (1, 3, 3, 3))]
    assert found == [True, True, False, False]
    assert near.best == ""
