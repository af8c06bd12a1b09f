"""Intraclass correlation, generalizability, many-facet measures: published numbers and laws."""

from __future__ import annotations

import math
import random

import pytest
from tests.core.statistics.numbers import BRENNAN_3, SIX_TARGETS, check_numbers

from certdesk.core.statistics.distributions import chi_square_quantile, f_probability, f_quantile, t_quantile
from certdesk.core.statistics.facets import Rating, facets_of, mean_and_variance, probabilities
from certdesk.core.statistics.generalizability import Components, components_of, decision_study
from certdesk.core.statistics.icc import cronbach_alpha, icc_of
from certdesk.core.statistics.results import NotComputed


def near(wanted, tolerance=1e-4):
    return pytest.approx(wanted, abs=tolerance)


@pytest.mark.parametrize(
    ("found", "table"),
    [
        (f_quantile(0.95, 5, 15), 2.9013),
        (f_quantile(0.975, 1, 1), 647.789),
        (f_quantile(0.05, 10, 3), 1 / 3.7083),
        (t_quantile(0.975, 1), 12.7062),
        (t_quantile(0.975, 30), 2.0423),
        (t_quantile(0.025, 10), -2.2281),
        (t_quantile(0.5, 4), 0.0),
        (chi_square_quantile(0.95, 10), 18.307),
        (chi_square_quantile(0.025, 1), 0.000982),
    ],
)
def test_quantiles_are_those_of_printed_tables(found, table):
    assert found == pytest.approx(table, rel=1e-4, abs=1e-6)


@pytest.mark.parametrize("df", [(0.3, 0.7), (1, 1e6), (1e6, 1), (1e5, 1e5), (2.5, 17.25)])
@pytest.mark.parametrize("share", [1e-4, 0.025, 0.5, 0.975, 0.9999])
def test_a_quantile_has_its_probability(df, share):
    assert f_probability(f_quantile(share, *df), *df) == near(share, 1e-9)


def test_six_targets_of_shrout_and_fleiss():
    found = icc_of(SIX_TARGETS)
    squares = found.squares
    assert (squares.between, squares.judges_between) == (near(11.24167), near(32.48611))
    assert (squares.error, squares.within) == (near(1.01944), near(6.26389))
    single, mean = (found.icc1, found.icc2, found.icc3), (found.icc1k, found.icc2k, found.icc3k)
    assert [one.value for one in single] == [near(0.16574), near(0.28976), near(0.71484)]
    assert [one.value for one in mean] == [near(0.4428), near(0.62005), near(0.90932)]
    # Intervals as printed by psych::ICC for these data.
    limits = [(one.interval.low, one.interval.high) for one in (*single, *mean)]
    assert limits == [
        (near(-0.1329), near(0.7226)),
        (near(0.0188), near(0.7611)),
        (near(0.3425), near(0.9459)),
        (near(-0.8844), near(0.9124)),
        (near(0.0711), near(0.9272)),
        (near(0.6757), near(0.9859)),
    ]


def test_the_check_numbers_of_icc():
    entry = check_numbers("icc")
    found, expected = icc_of(entry["data"]), entry["expect"]
    values = {f"ICC{name}": getattr(found, f"icc{name}").value for name in ("1", "2", "3", "1k", "2k", "3k")}
    squares = found.squares
    values |= {"MSB": squares.between, "MSJ": squares.judges_between, "MSE": squares.error, "MSW": squares.within}
    values["cronbach_alpha"] = cronbach_alpha(entry["data"]).value
    assert {name: near(value) for name, value in values.items()} == expected


def test_rows_with_gaps_are_left_out_and_told():
    found = icc_of([*SIX_TARGETS, (3, None, 4, 5)])
    assert (found.left_out, found.icc2.n) == (1, 6)


@pytest.mark.parametrize(
    ("rows", "words"),
    [
        ([(1, 2)], "fewer than two"),
        ([(1,), (2,)], "One judgement"),
        ([(2, 2), (2, 2)], "All ratings are equal"),
        ([], "fewer than two"),
    ],
)
def test_icc_that_can_not_be_computed(rows, words):
    assert words in icc_of(rows).reason


def test_perfect_agreement_is_one_without_an_interval():
    found = icc_of([(1, 1), (2, 2), (4, 4)])
    assert (found.icc1.value, found.icc2.value, found.icc3.value) == (1, 1, 1)
    assert isinstance(found.icc2.interval, NotComputed)


def test_portfolios_that_do_not_differ():
    found = icc_of([(1, 2), (2, 1)])
    assert found.icc1.value == near(-1)
    assert isinstance(found.icc1k, NotComputed)


def brennan(occasions):
    return [[[one[person][item] for one in occasions] for item in range(4)] for person in range(10)]


def test_synthetic_data_three_of_brennan():
    found = components_of(brennan(BRENNAN_3))
    wanted = {"p": 0.5528, "i": 0.4417, "o": 0.0074, "pi": 0.575, "po": 0.1009, "io": 0.1565, "pio": 0.9352}
    assert {name: near(value) for name, value in found.estimates.items()} == wanted
    small, large = decision_study(found, 4, 2), decision_study(found, 8, 2)
    assert (small.generalizability, small.dependability) == (near(0.6399), near(0.5541))
    assert (large.generalizability, large.dependability) == (near(0.7536), near(0.6890))


def test_the_check_numbers_of_generalizability():
    entry = check_numbers("generalizability")
    found = components_of(brennan((entry["data_o1"], entry["data_o2"])))
    values = dict(found.estimates)
    for items in (4, 8):
        study = decision_study(found, items, 2)
        values |= {f"Erho2_{items}_2": study.generalizability, f"Phi_{items}_2": study.dependability}
    assert {name: near(value) for name, value in values.items()} == entry["expect"]


def test_a_component_below_zero_is_told_and_counts_as_none():
    found = Components(5, 4, 2, {"p": 0.5, "i": 0.1, "o": -0.2, "pi": 0.2, "po": -0.1, "io": 0.0, "pio": 0.4})
    assert found.negative == ("o", "po")
    assert decision_study(found, 2, 2).relative_error == near(0.2)
    assert decision_study(found, 2, 2).absolute_error == near(0.25)


def test_generalizability_that_can_not_be_computed():
    assert "at least two" in components_of([[[1], [2]], [[3], [4]]]).reason
    with pytest.raises(ValueError, match="2, 2, 2"):
        components_of([[[1, 2], [3, 4]], [[1, 2], [3]]])
    flat = components_of([[[1, 1], [1, 1]], [[1, 1], [1, 1]]])
    assert isinstance(decision_study(flat, 2, 2).dependability, NotComputed)


def rated(entry):
    data = entry["ratings_portfolio_rater_criterion"]
    return [
        Rating(portfolio, rater, criterion, data[portfolio][rater][criterion] - 1)
        for portfolio in range(10)
        for rater in range(3)
        for criterion in range(4)
    ]


def test_the_check_numbers_of_facets():
    entry = check_numbers("facets")
    found, expected, also = facets_of(rated(entry)), entry["expect"], entry["also"]
    assert [near(found.criteria[at]) for at in range(4)] == expected["delta"]
    assert [near(found.portfolios[at]) for at in range(10)] == expected["theta"]
    assert [near(value) for value in found.thresholds] == expected["tau"]
    raters = [found.assessors[at] for at in range(3)]
    for name, wanted in (("severity", "gamma"), ("se", "se"), ("infit", "infit"), ("outfit", "outfit")):
        assert [near(getattr(one, name)) for one in raters] == expected[wanted]
    assert [near(one.fair_average + 1) for one in raters] == also["fair_average_by_rater"]
    assert [near(one.mean + 1) for one in raters] == also["raw_mean_by_rater"]
    assert found.negative_log_likelihood == near(also["neg_loglik"])
    assert (found.separation, found.reliability) == (near(also["rater_separation"]), near(also["rater_reliability"]))
    assert found.fixed_chi_square == near(also["fixed_chi2"])


def invented(portfolios=60, raters=(-0.8, 0.0, 0.8), criteria=4):
    """Ratings from the model itself: two of three assessors mark each portfolio."""
    chance = random.Random(5)
    for portfolio in range(portfolios):
        ability = chance.gauss(0.3, 1)
        for rater in (portfolio % 3, (portfolio + 1) % 3):
            for criterion in range(criteria):
                parts = probabilities(ability - raters[rater] - (criterion - 1.5) / 3, (-1, 0, 1))
                yield Rating(portfolio, rater, criterion, chance.choices(range(4), parts)[0])


def test_severity_is_found_again_with_gaps_and_the_equations_hold():
    ratings = list(invented())
    found = facets_of(ratings)
    assert found.assessors[0].severity < found.assessors[1].severity < found.assessors[2].severity
    assert math.fsum(one.severity for one in found.assessors.values()) == near(0, 1e-9)
    for rater in range(3):
        off = math.fsum(
            one.score
            - mean_and_variance(
                found.portfolios[one.portfolio] - found.assessors[rater].severity - found.criteria[one.criterion],
                found.thresholds,
            )[0]
            for one in ratings
            if one.assessor == rater and one.portfolio not in found.extreme
        )
        assert off == near(0, 1e-3)


def test_extreme_portfolios_get_a_rough_measure_and_are_named():
    ratings = [*invented(20), *(Rating("top", 0, criterion, 3) for criterion in range(4))]
    found = facets_of(ratings)
    assert "top" in found.extreme
    assert found.portfolios["top"] > max(value for key, value in found.portfolios.items() if key not in found.extreme)


@pytest.mark.parametrize(
    ("ratings", "words"),
    [
        ([], "different levels"),
        ([Rating(p, "a", c, (p + c) % 3) for p in range(6) for c in range(2)], "alone has no severity"),
        (
            [Rating(p, "ab"[p % 2], c, (p // 2 + c) % 3) for p in range(12) for c in range(2)],
            "linked",
        ),
        (
            [Rating(p, r, c, 2 if r == "b" else (p + c) % 3) for p in range(6) for r in "ab" for c in range(2)],
            "nothing but",
        ),
    ],
)
def test_facets_that_can_not_be_computed(ratings, words):
    assert words in facets_of(ratings).reason


def test_ratings_that_have_no_best_severity_are_told():
    """One assessor always two levels above the other: the likelihood grows for ever."""
    found = facets_of(Rating(p, r, 0, p % 2 + 2 * (r == "b")) for p in range(6) for r in "ab")
    assert isinstance(found, NotComputed)


def test_an_interval_always_holds_its_value():
    chance = random.Random(2)
    for _each in range(300):
        rows = [[chance.randrange(3) for _judge in range(2)] for _target in range(chance.randint(2, 5))]
        found = icc_of(rows)
        if not isinstance(found, NotComputed):
            for one in (found.icc1, found.icc2, found.icc3, found.icc1k, found.icc2k, found.icc3k):
                if not isinstance(one, NotComputed) and not isinstance(one.interval, NotComputed):
                    assert one.interval.low - 1e-9 <= one.value <= one.interval.high + 1e-9
