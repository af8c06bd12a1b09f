"""Severity and drift of assessors, and the error of scores given twice."""

from __future__ import annotations

import math
from datetime import UTC, date, datetime, timedelta
from fractions import Fraction

import pytest
from tests.core.statistics.numbers import check_numbers, scale

from certdesk.core.marks import LevelGiven, Unscorable
from certdesk.core.statistics.distributions import t_quantile
from certdesk.core.statistics.double_marks import DoubleMark
from certdesk.core.statistics.drift import drift_of
from certdesk.core.statistics.results import Estimate, NotComputed
from certdesk.core.statistics.scoring_error import (
    chance_at_or_above,
    change_between,
    near_cut_band,
    scoring_error,
    stepped_up,
)
from certdesk.core.statistics.severity import severity_of

FOUR = scale(1, 2, 3, 4)
START = date(2026, 3, 2)


def near(wanted, tolerance=1e-4):
    return pytest.approx(wanted, abs=tolerance)


def double(portfolio, first, second, who=("amara", "bo"), criterion="T1", at=START):
    return DoubleMark(portfolio, criterion, *who, LevelGiven(Fraction(first)), LevelGiven(Fraction(second)), at)


def test_severity_by_hand_with_marks_of_a_portfolio_belonging_together():
    pairs = [
        double("P1", 3, 2),
        double("P1", 4, 2, criterion="T2"),
        double("P2", 2, 2),
        double("P3", 3, 4),
        DoubleMark("P4", "T1", "amara", "bo", Unscorable("dark"), LevelGiven(Fraction(2))),
        double("P5", 1, 4, who=("amara", "amara")),
    ]
    bo, amara = severity_of(pairs, FOUR)
    assert (amara.assessor, amara.marks, amara.portfolios) == ("amara", 4, 3)
    assert (amara.stricter, amara.same, amara.milder) == (1, 1, 2)
    # Differences 1 and 2 (one portfolio), 0, -1; mean 0.5; sums of deviations 2, -0.5, -1.5.
    se = math.sqrt(3 / 2 * (2**2 + 0.5**2 + 1.5**2)) / 4
    assert (amara.difference.value, amara.difference.se, amara.difference.n) == (near(0.5), near(se), 4)
    assert amara.difference.interval.high == near(0.5 + t_quantile(0.975, 2) * se)
    assert bo.difference.value == near(-0.5)


def test_three_assessors_are_compared_with_the_mean_of_the_others():
    """The check numbers of the facets name the simple difference in points."""
    entry = check_numbers("facets")
    pairs = [
        DoubleMark(
            f"P{portfolio}",
            f"C{criterion}",
            f"R{one}",
            f"R{other}",
            *(Fraction(rows[at][criterion]) for at in (one, other)),
        )
        for portfolio, rows in enumerate(entry["ratings_portfolio_rater_criterion"])
        for criterion in range(4)
        for one, other in ((0, 1), (0, 2), (1, 2))
    ]
    found = {one.assessor: one.difference.value for one in severity_of(pairs, FOUR)}
    assert [near(found[f"R{at}"]) for at in range(3)] == entry["also"]["simple_leniency_points"]


def test_one_portfolio_and_equal_differences_have_no_interval():
    alone, _other = severity_of([double("P1", 3, 2)], FOUR)
    assert isinstance(alone.difference.interval, NotComputed)
    steady, _other = severity_of([double(f"P{at}", 3, 2) for at in range(5)], FOUR)
    assert (steady.difference.value, steady.difference.se) == (-1, 0)
    assert isinstance(steady.difference.interval, NotComputed)


def test_a_criterion_with_its_own_levels():
    pairs = [double("P1", 10, 0), double("P2", 3, 3, criterion="T2")]
    found = severity_of(pairs, FOUR, {"T1": scale(0, 5, 10)})
    assert [one.difference.value for one in found] == [-5, 5]
    assert [one.marks for one in severity_of(pairs, FOUR)] == [1, 1]


def test_drift_finds_a_slope_and_periods():
    levels = [(2, 2), (2, 2), (2, 2), (2, 3), (2, 3), (2, 3), (1, 3), (1, 3)]
    pairs = [double(f"P{at}", *pair, at=START + timedelta(days=15 * at)) for at, pair in enumerate(levels)]
    amara, bo = drift_of(pairs, FOUR)
    assert amara.slope.value == near(-13.5 / 42 * 2)  # levels per 30 days
    assert bo.slope.value == near(-amara.slope.value)
    assert amara.slope.interval.high < 0
    assert [period.difference.value for period in amara.periods] == [0, near(-0.5), -1, -2]
    assert amara.periods[0].last == START + timedelta(days=15)


def test_one_day_is_never_cut_in_two():
    moments = [datetime(2026, 3, 2, hour, tzinfo=UTC) for hour in (8, 9, 10, 11)]
    pairs = [double(f"P{at}", 2, 3, at=moment) for at, moment in enumerate(moments)]
    amara, _bo = drift_of(pairs, FOUR)
    assert [(period.first, period.difference.n) for period in amara.periods] == [(START, 4)]
    assert "one day" in amara.slope.reason


def test_drift_without_days_or_portfolios():
    pairs = [double(f"P{at}", 2, 3, at=None) for at in range(4)]
    amara, _bo = drift_of(pairs, FOUR)
    assert (amara.undated, amara.periods) == (4, ())
    assert "at least three portfolios" in amara.slope.reason


def test_the_check_numbers_of_scoring_error():
    entry = check_numbers("scoring_error")
    found, expected = scoring_error(entry["a"], entry["b"]), entry["expect"]
    assert found.sum_of_squares == near(expected["sum_d2"])
    assert (found.sem.value, found.sem_of_mean) == (near(expected["sem_single"]), near(expected["sem_mean_of_two"]))
    assert (found.correlation, found.spearman_brown) == (near(expected["r"]), near(expected["spearman_brown"]))
    for score, chance in entry["at_cut_2.75"].items():
        assert chance_at_or_above(Fraction(score), Fraction("2.75"), found.sem_of_mean) == near(chance)
    assert found.sem_of(2) == near(found.sem_of_mean)
    assert found.sem.interval.low < found.sem.value < found.sem.interval.high


@pytest.mark.parametrize(
    ("first", "second", "words"),
    [([1], [2], "fewer than two"), ([], [], "fewer than two")],
)
def test_scoring_error_that_can_not_be_computed(first, second, words):
    assert words in scoring_error(first, second).reason


def test_scores_that_are_always_equal():
    found = scoring_error([2, 2, 2], [2, 2, 2])
    assert found.sem.value == 0
    assert isinstance(found.sem.interval, NotComputed)
    assert isinstance(found.correlation, NotComputed)
    assert (chance_at_or_above(2, 2, 0), chance_at_or_above(1, 2, 0)) == (1, 0)


def test_opposite_orders_have_no_reliability_of_the_mean():
    assert isinstance(scoring_error([1, 2], [2, 1]).spearman_brown, NotComputed)
    assert stepped_up(0.5, 2) == near(2 / 3)  # Spearman 1910
    assert stepped_up(0.6, 3) == near(0.8182)


def test_the_band_near_a_cut_holds_both_ends():
    band = near_cut_band(Fraction("2.75"), 0.1)
    assert (band.low, band.high) == (near(2.5540), near(2.9460))
    assert band.holds(band.low)
    assert not band.holds(band.high + 1e-9)


def test_a_reliable_change_is_more_than_error_would_make():
    """Jacobson & Truax 1991: 1.96 SEM sqrt 2."""
    small, large = change_between(2, Fraction("2.27"), 0.1), change_between(2, Fraction("1.72"), 0.1)
    assert small.needed == near(0.27718)
    assert (small.is_reliable, large.is_reliable) == (False, True)
    assert (small.interval.low, small.interval.high) == (near(-0.00718), near(0.54718))


def test_estimates_say_their_n():
    [one, _other] = severity_of([double("P1", 3, 2), double("P2", 3, 3)], FOUR)
    assert isinstance(one.difference, Estimate)
    assert one.difference.n == 2
