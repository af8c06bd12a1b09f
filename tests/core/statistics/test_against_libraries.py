"""Random tables, degenerate ones among them, against libraries that are for tests only; skipped without them."""

from __future__ import annotations

import math
import random
import warnings

import pytest

from certdesk.core.statistics.chance_corrected import brennan_prediger, conger_kappa, fleiss_kappa, gwet_ac
from certdesk.core.statistics.distributions import chi_square_quantile, f_quantile, t_quantile
from certdesk.core.statistics.icc import icc_of
from certdesk.core.statistics.kappa import cohen_kappa, count_pairs
from certdesk.core.statistics.krippendorff import Metric, krippendorff_alpha
from certdesk.core.statistics.rating_table import table_of_rows
from certdesk.core.statistics.results import Interval, NotComputed
from certdesk.core.statistics.weights import Weighting, weights_of

pytestmark = [pytest.mark.slow, pytest.mark.filterwarnings("ignore")]
TABLES = 300


def near(wanted, tolerance=1e-9):
    return pytest.approx(wanted, abs=tolerance, rel=tolerance)


def drawn(seed):
    """A scale, and ratings of some units by some raters on it: with gaps, agreement from none to complete."""
    chance = random.Random(seed)
    size, raters, units = chance.randint(2, 7), chance.randint(2, 6), chance.choice([1, 2, 3, 6, 15, 60])
    shares = [chance.gammavariate(chance.choice([0.3, 1, 3]), 1) for _level in range(size)]
    alike, gaps = chance.choice([0, 0.3, 0.7, 0.95, 1]), chance.choice([0, 0, 0.2, 0.5])
    rows = []
    for _unit in range(units):
        true = chance.choices(range(size), shares)[0]
        given = (
            true if chance.random() < alike else chance.choices(range(size), shares)[0] for _rater in range(raters)
        )
        rows.append([None if chance.random() < gaps else level for level in given])
    return size, rows


@pytest.mark.parametrize("kind", ["identity", "linear", "quadratic"])
def test_cohen_is_that_of_scikit_learn_and_statsmodels(kind):
    score = pytest.importorskip("sklearn.metrics").cohen_kappa_score
    inter_rater = pytest.importorskip("statsmodels.stats.inter_rater")
    for seed in range(TABLES):
        size, rows = drawn(seed)
        pairs = [(row[0], row[1]) for row in rows if None not in row[:2]]
        counts = count_pairs(*zip(*pairs, strict=True)) if pairs else {}
        ours = cohen_kappa(counts, weights_of(Weighting(kind), range(size)))
        if isinstance(ours, NotComputed):
            assert len(pairs) < 2 or len({level for pair in pairs for level in pair}) == 1
            continue
        first, second = zip(*pairs, strict=True)
        weights = None if kind == "identity" else kind
        assert ours.value == near(score(first, second, labels=list(range(size)), weights=weights))
        table = [[counts[one, other] for other in range(size)] for one in range(size)]
        name = {"identity": {}, "linear": {"wt": "linear"}, "quadratic": {"wt": "fc"}}[kind]
        variance = inter_rater.cohens_kappa(table, **name).var_kappa
        if ours.se and not math.isnan(variance):
            assert ours.se**2 == near(variance)


@pytest.mark.parametrize("metric", list(Metric))
def test_alpha_is_that_of_krippendorff(metric):
    library = pytest.importorskip("krippendorff")
    for seed in range(TABLES):
        size, rows = drawn(seed)
        values = [level / 2 for level in range(size)]
        ours = krippendorff_alpha(table_of_rows(rows, size), values, metric, replicates=0)
        if isinstance(ours, NotComputed):
            continue
        data = [[math.nan if row[at] is None else values[row[at]] for row in rows] for at in range(len(rows[0]))]
        assert ours.value == near(library.alpha(data, level_of_measurement=str(metric), value_domain=values))


@pytest.mark.parametrize("kind", list(Weighting))
@pytest.mark.parametrize(
    ("of", "name"), [(gwet_ac, "gwet"), (fleiss_kappa, "fleiss"), (conger_kappa, "conger"), (brennan_prediger, "bp")]
)
def test_the_others_are_those_of_irrcac(kind, of, name):
    raw, pandas = pytest.importorskip("irrCAC.raw"), pytest.importorskip("pandas")
    for seed in range(TABLES // 3):
        size, rows = drawn(seed)
        ours = of(table_of_rows(rows, size), weights_of(kind, range(size)))
        if isinstance(ours, NotComputed):
            continue
        frame = pandas.DataFrame([[math.nan if level is None else float(level) for level in row] for row in rows])
        levels = [float(level) for level in range(size)]
        frame = frame.dropna(axis=1, how="all")
        theirs = getattr(raw.CAC(frame, weights=str(kind), categories=levels, digits=12), name)()["est"]
        assert ours.value == near(theirs["coefficient_value"])
        assert ours.se == near(theirs["se"], 1e-7)
        if isinstance(ours.interval, Interval):
            assert ours.interval.low == near(theirs["confidence_interval"][0], 1e-6)


def test_icc_is_that_of_pingouin():
    pingouin, pandas = pytest.importorskip("pingouin"), pytest.importorskip("pandas")
    for seed in range(TABLES // 3):
        rows = [row for row in drawn(seed)[1] if None not in row]
        ours = icc_of(rows)
        if isinstance(ours, NotComputed) or len(rows) * len(rows[0]) < 5 or not ours.squares.error:
            continue
        long = pandas.DataFrame(
            [(unit, rater, float(level)) for unit, row in enumerate(rows) for rater, level in enumerate(row)],
            columns=["unit", "rater", "level"],
        )
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            theirs = pingouin.intraclass_corr(long, "unit", "rater", "level")["ICC"]
        for at, one in enumerate((ours.icc1, ours.icc2, ours.icc3, ours.icc1k, ours.icc2k, ours.icc3k)):
            if not isinstance(one, NotComputed):
                assert one.value == near(theirs.iloc[at])


def test_quantiles_are_those_of_scipy():
    stats = pytest.importorskip("scipy.stats")
    chance = random.Random(1)
    for _each in range(TABLES):
        share = chance.choice([0.025, 0.05, 0.5, 0.9, 0.975, 0.995])
        over, under = (chance.choice([1, 1.7, 2, 5, 40.2, 1000, 1e5]) for _df in range(2))
        assert f_quantile(share, over, under) == near(stats.f.ppf(share, over, under), 1e-8)
        assert t_quantile(share, under) == near(stats.t.ppf(share, under), 1e-7)
        assert chi_square_quantile(share, under) == near(stats.chi2.ppf(share, under))
