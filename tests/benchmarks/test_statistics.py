"""Statistics of 100,000 double marks, against the libraries where they are there, else a bare counting pass."""

from __future__ import annotations

import random
from collections import Counter
from fractions import Fraction

import pytest
from tests.benchmarks.conftest import median_seconds
from tests.core.statistics.numbers import scale

from certdesk.core.marks import LevelGiven
from certdesk.core.statistics.agreement import Breakdown, agreement_by, agreement_of
from certdesk.core.statistics.chance_corrected import gwet_ac
from certdesk.core.statistics.double_marks import DoubleMark
from certdesk.core.statistics.kappa import cohen_kappa, count_pairs
from certdesk.core.statistics.krippendorff import Metric, krippendorff_alpha
from certdesk.core.statistics.rating_table import table_of_rows
from certdesk.core.statistics.severity import severity_of
from certdesk.core.statistics.weights import Weighting, weights_of
from certdesk.core.suppression_tables import suppress_people

pytestmark = pytest.mark.benchmark
MANY = 100_000
FOUR = scale(1, 2, 3, 4)
QUADRATIC, IDENTITY = weights_of(Weighting.QUADRATIC, range(4)), weights_of(Weighting.IDENTITY, range(4))


def invented(count):
    """Two invented lists of places on a scale of four, mostly equal."""
    chance = random.Random(1)
    first = chance.choices(range(4), [1, 5, 14, 5], k=count)
    return first, [min(3, max(0, one + chance.choice((0, 0, 0, 0, -1, 1)))) for one in first]


FIRST, SECOND = invented(MANY)


def doubles():
    marks = [LevelGiven(Fraction(level)) for level in (1, 2, 3, 4)]
    return [
        DoubleMark(f"P{at // 8}", f"C{at % 8}", f"R{at // 8 % 9}", f"R{(at // 8 + 1) % 9}", marks[one], marks[other])
        for at, (one, other) in enumerate(zip(FIRST, SECOND, strict=True))
    ]


def counting():
    return median_seconds(lambda: Counter(zip(FIRST, SECOND, strict=True)), 7)


def test_kappa_against_scikit_learn(benchmark, ratio):
    metrics = pytest.importorskip("sklearn.metrics")
    levels = [0, 1, 2, 3]
    theirs = metrics.cohen_kappa_score(FIRST, SECOND, labels=levels, weights="quadratic")
    assert cohen_kappa(count_pairs(FIRST, SECOND), QUADRATIC).value == pytest.approx(theirs, abs=1e-9)
    baseline = median_seconds(lambda: metrics.cohen_kappa_score(FIRST, SECOND, labels=levels, weights="quadratic"), 5)
    benchmark.pedantic(lambda: cohen_kappa(count_pairs(FIRST, SECOND), QUADRATIC), rounds=7, warmup_rounds=1)
    ratio(f"quadratic kappa with SE, {MANY} pairs", benchmark.stats["median"], "cohen_kappa_score, no SE", baseline)


def test_alpha_against_krippendorff(benchmark, ratio):
    library = pytest.importorskip("krippendorff")
    rows = list(zip(FIRST, SECOND, strict=True))
    given = [[float(one) for one in FIRST], [float(one) for one in SECOND]]

    def theirs():
        return library.alpha(given, level_of_measurement="ordinal", value_domain=[0.0, 1.0, 2.0, 3.0])

    def ours():
        return krippendorff_alpha(table_of_rows(rows, 4), range(4), Metric.ORDINAL, replicates=0)

    assert ours().value == pytest.approx(theirs(), abs=1e-9)
    baseline = median_seconds(theirs, 5)
    benchmark.pedantic(ours, rounds=7, warmup_rounds=1)
    ratio(f"ordinal alpha, {MANY} pairs", benchmark.stats["median"], "krippendorff.alpha", baseline)


def test_ac2_against_irrcac(benchmark, ratio):
    raw = pytest.importorskip("irrCAC.raw")
    pandas = pytest.importorskip("pandas")
    rows = list(zip(FIRST, SECOND, strict=True))
    frame = pandas.DataFrame([[float(one), float(other)] for one, other in rows])

    def theirs():
        return raw.CAC(frame, weights="quadratic", categories=[0.0, 1.0, 2.0, 3.0], digits=12).gwet()

    ours = gwet_ac(table_of_rows(rows, 4), QUADRATIC).value
    assert ours == pytest.approx(theirs()["est"]["coefficient_value"], abs=1e-9)
    baseline = median_seconds(theirs, 3)
    benchmark.pedantic(lambda: gwet_ac(table_of_rows(rows, 4), QUADRATIC), rounds=7, warmup_rounds=1)
    ratio(f"AC2 with SE, {MANY} pairs", benchmark.stats["median"], "irrCAC gwet", baseline)


@pytest.mark.parametrize("replicates", [0, 1000])
def test_everything_about_agreement(benchmark, ratio, replicates):
    pairs = doubles()
    assert agreement_of(pairs, FOUR, replicates=0).n == MANY
    benchmark.pedantic(lambda: agreement_of(pairs, FOUR, replicates=replicates), rounds=5, warmup_rounds=1)
    job = f"all of agreement, {MANY} pairs, {replicates} replicates"
    ratio(job, benchmark.stats["median"], "one bare Counter pass", counting())


def test_agreement_by_criterion_and_severity(benchmark, ratio):
    pairs = doubles()

    def both():
        return agreement_by(pairs, FOUR, Breakdown.CRITERION, replicates=0), severity_of(pairs, FOUR)

    by_criterion, severities = both()
    assert (len(by_criterion), len(severities)) == (8, 9)
    benchmark.pedantic(both, rounds=3, warmup_rounds=1)
    ratio(f"by criterion + severity, {MANY} pairs", benchmark.stats["median"], "one bare Counter pass", counting())


def test_suppression_of_a_large_cohort(benchmark, ratio):
    people = [
        {"school": f"S{at * 7 % 41:02}", "subject": "mpcbg"[at % 5], "result": "yyyn"[at // 3 % 4]}
        for at in range(10_000)
    ]
    tables = [("school", "result"), ("subject", "result"), ("school", "subject")]
    baseline = median_seconds(
        lambda: [Counter(tuple(one[name] for name in names) for one in people) for names in tables], 5
    )
    benchmark.pedantic(lambda: suppress_people(people, tables), rounds=3, warmup_rounds=1)
    ratio("hide small cells, 3 tables of 10000", benchmark.stats["median"], "three bare Counter passes", baseline)
