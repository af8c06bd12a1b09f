"""Standard setting: every method by hand, and why it can't be computed where it can't."""

from __future__ import annotations

import math
from statistics import NormalDist

import pytest
from tests.core.statistics.numbers import check_numbers

from certdesk.core.statistics.results import Estimate, NotComputed
from certdesk.core.statistics.standard_angoff import angoff
from certdesk.core.statistics.standard_borderline import borderline_group, borderline_regression
from certdesk.core.statistics.standard_contrasting import contrasting_groups, crossing
from certdesk.core.statistics.standard_hofstee import HofsteeJudgement, hofstee


def near(wanted, tolerance=1e-4):
    return pytest.approx(wanted, abs=tolerance)


def test_the_check_numbers_of_angoff():
    entry = check_numbers("standard_setting", "Z1")
    found, expected = angoff(entry["judges"], entry["weights"]), entry["expect"]
    assert [near(cut) for cut in found.judge_cuts] == expected["judge_cuts"]
    assert (found.cut.value, found.sd, found.cut.se) == tuple(near(expected[name]) for name in ("mean", "sd", "se"))


def test_angoff_leaves_out_judges_with_gaps_but_not_where_the_weight_is_none():
    found = angoff([[2, 3, None], [3, None, 3], [2, 2, 9]], [1, 1, 0])
    assert (found.judge_cuts, found.left_out, found.cut.n) == ((2.5, 2), 1, 2)


@pytest.mark.parametrize(
    ("judges", "weights", "words"),
    [([], [1], "No judge"), ([[1, 2]], [0, 0], "positive"), ([[1, 2]], [2, -1], "positive")],
)
def test_angoff_that_can_not_be_computed(judges, weights, words):
    assert words in angoff(judges, weights).reason


def test_one_judge_has_a_cut_without_an_interval():
    found = angoff([[2, 3]], [1, 3])
    assert (found.cut.value, found.cut.se) == (2.75, None)
    assert isinstance(found.cut.interval, NotComputed)


def test_borderline_group():
    found = borderline_group([2.2, 2.4, 2.5, 2.6, 3.8], seed=3)
    assert (found.median.value, found.mean.value) == (2.5, near(2.7))
    assert found.mean.se == near(math.sqrt(sum((x - 2.7) ** 2 for x in (2.2, 2.4, 2.5, 2.6, 3.8)) / 4 / 5))
    assert found.median.interval.seed == 3
    assert found == borderline_group([2.2, 2.4, 2.5, 2.6, 3.8], seed=3)
    assert "called borderline" in borderline_group([2.2]).reason


def test_borderline_regression():
    found = borderline_regression([1, 1, 2, 2, 3, 3], [2.0, 2.2, 2.4, 2.6, 3.0, 3.2], 2)
    assert (found.slope, found.intercept, found.cut.value) == (near(0.5), near(1.5667), near(2.5667))
    s = math.sqrt(sum(rest**2 for rest in (1 / 15, -2 / 15, 1 / 6, -1 / 30, 1 / 15, -2 / 15)) / 4)
    assert found.residual_sd == near(found.cut.se * math.sqrt(6))
    assert found.residual_sd == near(s)


@pytest.mark.parametrize(
    ("judgements", "scores", "words"),
    [
        ([1, 2], [2, 3], "at least three"),
        ([2, 2, 2], [1, 2, 3], "same judgement"),
        ([1, 2, 3], [3, 2, 1], "do not go with"),
        ([1, 2, 3], [2, 2, 2], "do not go with"),
    ],
)
def test_borderline_regression_that_can_not_be_computed(judgements, scores, words):
    assert words in borderline_regression(judgements, scores, 2).reason


def spread(mean, sd, count=25):
    """Scores that lie like a normal curve."""
    return [NormalDist(mean, sd).inv_cdf((at + 0.5) / count) for at in range(count)]


def test_curves_of_equal_spread_cross_half_way():
    found = contrasting_groups(spread(3, 0.5), spread(2, 0.5), replicates=200)
    assert found.used is found.normal_curves
    assert found.used.value == near(2.5, 1e-9)
    assert found.logistic.value == near(2.5, 1e-6)
    assert found.used.interval.low < 2.5 < found.used.interval.high
    assert "does" in found.why


def test_where_curves_cross_both_are_equally_high():
    high, low = spread(3.1, 0.3), spread(2.2, 0.6)
    at = crossing(high, low)
    curves = []
    for values in (high, low):
        mean = math.fsum(values) / 25
        curves.append(NormalDist(mean, math.sqrt(math.fsum((x - mean) ** 2 for x in values) / 24)))
    assert curves[0].pdf(at) == near(curves[1].pdf(at), 1e-9)


def test_groups_apart_have_curves_but_no_logistic():
    found = contrasting_groups([3, 3.2, 3.4], [1, 1.4, 1.8], replicates=50)
    assert isinstance(found.used, Estimate)
    assert "do not overlap" in found.logistic.reason


def test_logistic_is_used_where_the_curves_do_not_cross_between_the_means():
    found = contrasting_groups(spread(2.05, 0.1), spread(2, 2), replicates=10)
    assert "do not cross" in found.normal_curves.reason
    assert found.used is found.logistic
    assert "logistic" in found.why


@pytest.mark.parametrize(("high", "low", "words"), [([3], [1, 2], "at least two"), ([1, 2], [3, 4], "higher scores")])
def test_contrasting_groups_that_can_not_be_computed(high, low, words):
    assert words in contrasting_groups(high, low).reason


def test_hofstee_meets_on_a_step_or_between():
    judge = HofsteeJudgement(2, 3, 0.0, 0.5)
    # Scores 1.0 to 3.9: 10 of 30 below 2, then one more each tenth.
    scores = [1 + at / 10 for at in range(30)]
    found = hofstee([judge], scores)
    # Line 0.5 - (c - 2) / 2 meets the steps 10/30 + k/30 between 2.2 and 2.3: 12 or 13 of 30 below.
    cut = found.cut.value
    below = sum(score < cut for score in scores) / 30
    above = sum(score <= cut for score in scores) / 30
    assert below - 1e-9 <= 0.5 - (cut - 2) / 2 <= above + 1e-9
    assert found.fails == below
    assert isinstance(found.cut.interval, NotComputed)


def test_hofstee_has_a_spread_over_judges():
    judges = [HofsteeJudgement(2 + at / 20, 3, 0.05, 0.5) for at in range(6)]
    found = hofstee(judges, [1 + at / 100 for at in range(300)], seed=4, replicates=200)
    assert found.cut.n == 6
    assert found.cut.interval.low <= found.cut.value <= found.cut.interval.high
    assert found.cut.se > 0


@pytest.mark.parametrize(
    ("judges", "scores", "words"),
    [
        ([], [1], "No judge"),
        ([(2, 3, 0, 0.5)], [], "no scores"),
        ([(3, 2, 0, 0.5)], [1], "no room"),
        ([(2, 3, 0, 0.2)], [1, 1, 4], "more would fail"),
        ([(2, 3, 0.4, 0.6)], [4, 4, 4], "fewer would fail"),
    ],
)
def test_hofstee_that_can_not_be_computed(judges, scores, words):
    assert words in hofstee([HofsteeJudgement(*judge) for judge in judges], scores).reason
