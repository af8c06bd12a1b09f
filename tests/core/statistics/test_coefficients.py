"""Kappa, AC, alpha and their like against numbers that others published."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.core.statistics.numbers import (
    FOUR_CODERS,
    FOUR_RATERS,
    FOURTEEN_RATERS,
    PATHOLOGISTS,
    check_numbers,
    columns,
    indexed,
)

from certdesk.core.statistics.chance_corrected import brennan_prediger, conger_kappa, fleiss_kappa, gwet_ac
from certdesk.core.statistics.kappa import cohen_kappa, count_pairs, counts_of_table
from certdesk.core.statistics.krippendorff import Metric, krippendorff_alpha
from certdesk.core.statistics.proportions import wilson
from certdesk.core.statistics.rating_table import table_of_counts, table_of_pairs, table_of_ratings, table_of_rows
from certdesk.core.statistics.results import Estimate, Interval, NotComputed
from certdesk.core.statistics.weights import Weighting, weights_of

CLOSE = 1e-4


def near(wanted, tolerance=CLOSE):
    return pytest.approx(wanted, abs=tolerance)


def four(size):
    return {kind.value: weights_of(kind, range(size)) for kind in Weighting}


def alpha(table, values, metric):
    return krippendorff_alpha(table, values, Metric(metric), replicates=0).value


@pytest.mark.parametrize("kind", list(Weighting))
@pytest.mark.parametrize("places", [(0, 1, 2, 3), (0, 0.5, 1, 2, 3), (0, 3, 10), (5,)])
def test_the_sum_of_weights_is_that_of_all_pairs(kind, places):
    weights = weights_of(kind, places)
    size = range(len(places))
    assert weights.total() == pytest.approx(sum(weights.of(one, other) for one in size for other in size))


def test_three_by_three_with_sas_standard_errors():
    """SAS PROC FREQ output, as quoted in the tests of statsmodels."""
    counts = counts_of_table([[0, 4, 1], [0, 8, 0], [0, 1, 5]])
    weights = four(3)
    plain, linear = (cohen_kappa(counts, weights[kind]) for kind in ("identity", "linear"))
    assert (plain.value, plain.se) == (near(0.4842), near(0.1380))
    assert (plain.interval.low, plain.interval.high) == (near(0.2137), near(0.7547))
    assert (linear.value, linear.se) == (near(0.4701), near(0.1457))
    assert (linear.interval.low, linear.interval.high) == (near(0.1845), near(0.7558))


def test_two_pathologists():
    """Gwet 2014; kappa as in Agresti 2013, section 11.5."""
    counts = counts_of_table(PATHOLOGISTS)
    weights, table = four(4), table_of_pairs(counts, 4)
    kappas = [cohen_kappa(counts, weights[kind]).value for kind in ("identity", "linear", "quadratic")]
    assert kappas == [near(0.4930056), near(0.64880952), near(0.78382187)]
    acs = [gwet_ac(table, weights[kind]).value for kind in ("identity", "linear", "quadratic")]
    assert acs == [near(0.5263), near(0.71853), near(0.85317)]


def test_four_coders_of_krippendorff():
    table = table_of_rows(indexed(columns(FOUR_CODERS)), 5)
    found = [alpha(table, range(1, 6), metric) for metric in Metric]
    assert found == [near(0.743421), near(0.815388), near(0.849107), near(0.797403)]


def test_four_raters_of_gwet():
    table, weights = table_of_rows(indexed(columns(FOUR_RATERS)), 5), four(5)
    plain = gwet_ac(table, weights["identity"])
    assert (plain.value, plain.se, plain.n) == (near(0.77544), near(0.14295), 12)
    assert plain.interval.low == near(0.46081)
    assert plain.interval.high == 1
    others = [gwet_ac(table, weights[kind]).value for kind in ("linear", "quadratic", "ordinal")]
    assert others == [near(0.85874), near(0.914), near(0.89894)]
    fleiss, conger = fleiss_kappa(table, weights["identity"]), conger_kappa(table, weights["identity"])
    assert (fleiss.value, fleiss.se, conger.value) == (near(0.76117), near(0.15302), near(0.76282))
    assert brennan_prediger(table, weights["identity"]).value == near(0.77273)


def test_fourteen_raters_of_fleiss():
    assert fleiss_kappa(table_of_counts(FOURTEEN_RATERS), four(5)["identity"]).value == near(0.2099307)


@pytest.mark.parametrize("which", ["K1", "K2", "K6"])
def test_the_check_numbers_of_two_raters(which):
    given_ = check_numbers("kappa", which)
    expected = given_["expect"]
    counts = (
        counts_of_table(given_["table"])
        if "table" in given_
        else count_pairs(*([level - 1 for level in given_[who]] for who in ("rater_a", "rater_b")))
    )
    size = len(given_.get("table", given_.get("levels")))
    weights, table = four(size), table_of_pairs(counts, size)
    n = sum(counts.values())
    plain, linear = cohen_kappa(counts, weights["identity"]), cohen_kappa(counts, weights["linear"])
    exact = sum(k for (one, other), k in counts.items() if one == other)
    found = {
        "n": n,
        "exact": exact / n,
        "within_one": sum(k for (one, other), k in counts.items() if abs(one - other) < 2) / n,
        "kappa": plain.value,
        "se": plain.se,
        "ci95": [near(plain.interval.low), near(plain.interval.high)],
        "linear": linear.value,
        "linear_se": linear.se,
        "linear_ci95": [near(linear.interval.low), near(linear.interval.high)],
        "quadratic": cohen_kappa(counts, weights["quadratic"]).value,
        "AC1": gwet_ac(table, weights["identity"]).value,
        "wilson95_exact": [near(wilson(exact, n).low), near(wilson(exact, n).high)],
    }
    found |= {f"AC2_{kind}": gwet_ac(table, weights[kind]).value for kind in ("linear", "quadratic")}
    found |= {
        f"alpha_{metric}": alpha(table, range(1, size + 1), metric) for metric in ("nominal", "ordinal", "interval")
    }
    for name, wanted in expected.items():
        assert wanted == (found[name] if isinstance(wanted, list) else near(found[name])), name


def test_the_check_numbers_of_many_raters():
    assert fleiss_kappa(table_of_counts(check_numbers("fleiss")["counts"]), four(5)["identity"]).value == near(
        check_numbers("fleiss")["expect"]
    )
    coders = check_numbers("krippendorff")
    table = table_of_rows(indexed(columns(coders["data"])), 5)
    for metric, wanted in coders["expect"].items():
        assert alpha(table, range(1, 6), metric) == near(wanted)
    raters = check_numbers("gwet")
    table, weights = table_of_rows(indexed(columns(raters["data_by_rater"])), 5), four(5)
    plain = gwet_ac(table, weights["identity"])
    found = {"AC1": plain.value, "AC1_se": plain.se, "alpha_nominal": alpha(table, range(5), "nominal")}
    found |= {f"AC2_{kind}": gwet_ac(table, weights[kind]).value for kind in ("linear", "quadratic", "ordinal")}
    several = {"fleiss": fleiss_kappa, "conger": conger_kappa, "brennan_prediger": brennan_prediger}
    found |= {name: of(table, weights["identity"]).value for name, of in several.items()}
    for name, wanted in raters["expect"].items():
        if name != "pa":
            assert found[name] == near(wanted), name


def test_a_level_that_nobody_used_counts():
    """Brennan-Prediger and AC1 depend on the length of the scale; kappa and alpha don't."""
    counts = counts_of_table([[5, 2], [1, 6]])
    short, long = (table_of_pairs(counts, size) for size in (2, 4))
    assert brennan_prediger(short, four(2)["identity"]).value == near(1 - (3 / 14) / (1 / 2))
    assert brennan_prediger(long, four(4)["identity"]).value == near(1 - (3 / 14) / (3 / 4))
    assert gwet_ac(long, four(4)["identity"]).value > gwet_ac(short, four(2)["identity"]).value
    assert cohen_kappa(counts, four(2)["linear"]).value == near(cohen_kappa(counts, four(4)["linear"]).value)


def test_all_equal_is_no_kappa_but_an_ac():
    counts = {(2, 2): 30}
    table = table_of_pairs(counts, 4)
    for found in (
        cohen_kappa(counts, four(4)["identity"]),
        fleiss_kappa(table, four(4)["identity"]),
        conger_kappa(table, four(4)["identity"]),
        krippendorff_alpha(table, range(4), Metric.NOMINAL),
    ):
        assert found == NotComputed("All ratings are equal, so kappa and alpha are not defined", 30)
    agreed = gwet_ac(table, four(4)["identity"])
    assert (agreed.value, agreed.n) == (1, 30)
    assert isinstance(agreed.interval, NotComputed)


def test_one_judgement_is_not_agreement():
    alone = table_of_rows([[1, None], [None, 2]], 4)
    found = gwet_ac(alone, four(4)["identity"])
    assert found == NotComputed("One judgement is not agreement: nothing was marked by two assessors", 0)
    once = table_of_rows([[1, 2], [None, 2]], 4)
    assert krippendorff_alpha(once, range(4), Metric.ORDINAL).reason == (
        "There are fewer than two portfolios with two marks"
    )


def test_a_rater_who_never_varies_gives_zero_without_an_interval():
    found = cohen_kappa({(1, 0): 4, (1, 1): 9}, four(3)["quadratic"])
    assert (found.value, found.se) == (0, None)
    assert isinstance(found.interval, NotComputed)


def test_a_scale_of_one_level_has_no_agreement():
    assert isinstance(gwet_ac(table_of_pairs({(0, 0): 9}, 1), four(1)["identity"]), NotComputed)


def test_levels_below_zero_have_no_ratios():
    table = table_of_pairs({(0, 1): 3, (1, 1): 4}, 2)
    assert isinstance(krippendorff_alpha(table, (-1, 2), Metric.RATIO, replicates=0), NotComputed)


def test_an_index_outside_the_scale_is_refused():
    with pytest.raises(ValueError, match="4"):
        table_of_ratings({("u", "r"): 4}, 4)


def test_the_interval_of_alpha_is_the_same_on_every_run():
    table = table_of_pairs(counts_of_table(PATHOLOGISTS), 4)
    first, second = (krippendorff_alpha(table, range(4), Metric.NOMINAL, seed=7) for _run in range(2))
    assert first == second
    assert (first.interval.seed, first.interval.replicates) == (7, 1000)
    assert first.interval.low < first.value < first.interval.high
    assert first.se == pytest.approx(0.0585, abs=0.01)  # irrCAC: 0.05830 by linearisation


@pytest.mark.parametrize(
    ("count", "n", "low", "high"),
    [(13, 20, 0.4329, 0.8188), (0, 10, 0.0, 0.2775), (10, 10, 0.7225, 1.0), (1, 1, 0.2065, 1.0)],
)
def test_wilson(count, n, low, high):
    found = wilson(count, n)
    assert (found.low, found.high) == (near(low), near(high))


RATINGS = st.lists(st.lists(st.one_of(st.none(), st.integers(0, 3)), min_size=3, max_size=3), max_size=25)


def laws_hold(rows):
    table, weights = table_of_rows(rows, 4), four(4)
    mirrored = table_of_rows([[None if value is None else 3 - value for value in row] for row in rows], 4)
    for of in (gwet_ac, fleiss_kappa, conger_kappa, brennan_prediger):
        for kind in weights.values():
            found, again = of(table, kind), of(mirrored, kind)
            if isinstance(found, NotComputed):
                assert isinstance(again, NotComputed)
                continue
            assert found.value == pytest.approx(again.value, abs=1e-9)
            assert found.value <= 1 + 1e-12
            assert not isinstance(found.interval, Interval) or found.interval.low <= found.value <= found.interval.high


@settings(max_examples=25)
@given(RATINGS)
def test_turning_the_scale_round_changes_nothing(rows):
    laws_hold(rows)


@pytest.mark.slow
@settings(max_examples=1000)
@given(RATINGS)
def test_turning_the_scale_round_changes_nothing_at_length(rows):
    laws_hold(rows)


@settings(max_examples=25)
@given(st.lists(st.tuples(st.integers(0, 3), st.integers(0, 3)), min_size=2, max_size=30))
def test_two_raters_without_gaps_conger_is_cohen(pairs):
    counts = count_pairs(*zip(*pairs, strict=True))
    for weights in four(4).values():
        cohen, conger = cohen_kappa(counts, weights), conger_kappa(table_of_pairs(counts, 4), weights)
        assert isinstance(cohen, Estimate) is isinstance(conger, Estimate)
        if isinstance(cohen, Estimate):
            assert cohen.value == pytest.approx(conger.value, abs=1e-9)
