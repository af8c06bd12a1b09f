"""What counts as near a cut: measured where enough is marked twice, and never a float where it matters."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

import pytest
from tests.support.building import level, small_rubric

from certdesk.core.conditions import EveryCriterionAtLeast, TotalAtLeast
from certdesk.core.near_cut import ENOUGH_PAIRS, Band, NearCut, band_from
from certdesk.core.policy import SecondMarking
from certdesk.core.rubric import DecisionRules, Outcome, Rubric


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


def test_without_a_mean_one_step_that_turns_the_result_is_near():
    near = NearCut(with_rule(EveryCriterionAtLeast(Fraction(3))))
    found = [near.is_near(marks(*each), Band(0.15, 0)) for each in ((3, 3, 3, 3), (2, 3, 4, 4), (4,) * 4, (1, 3, 3, 3))]
    assert found == [True, True, False, False]
    assert near.best == ""
