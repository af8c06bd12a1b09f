"""Drawing again: exact counts, the right spread, the same numbers every time."""

from __future__ import annotations

import random

import pytest

from certdesk.core.statistics.resampling import (
    binomial,
    bootstrap_se,
    percentile_interval,
    resampled_counts,
)
from certdesk.core.statistics.results import NotComputed


@pytest.mark.parametrize(
    ("n", "p"), [(5, 0.3), (1000, 0.002), (400, 0.5), (100_000, 0.9), (60, 0.4), (7, 1.0), (7, 0.0)]
)
def test_a_binomial_has_its_mean_and_variance(n, p):
    chance = random.Random(3)
    drawn = [binomial(chance, n, p) for _each in range(3000)]
    assert all(0 <= value <= n for value in drawn)
    mean = sum(drawn) / len(drawn)
    variance = sum((value - mean) ** 2 for value in drawn) / len(drawn)
    wanted = n * p * (1 - p)
    assert mean == pytest.approx(n * p, abs=4.5 * (wanted / 3000) ** 0.5)
    assert variance == pytest.approx(wanted, rel=0.15)


def test_every_sample_is_as_large_as_what_was_seen():
    counts = [3, 0, 40, 1, 17]
    drawn = list(resampled_counts(counts, 5, 200))
    assert all(sum(each) == 61 and each[1] == 0 and min(each) >= 0 for each in drawn)
    assert drawn == list(resampled_counts(counts, 5, 200))
    assert drawn != list(resampled_counts(counts, 6, 200))
    assert sum(each[2] for each in drawn) / 200 == pytest.approx(40, abs=1)


def test_the_middle_of_the_values_is_the_interval():
    found = percentile_interval([float(value) for value in range(101)], 9, "so")
    assert (found.low, found.high, found.seed, found.replicates) == (2.5, 97.5, 9, 101)
    assert bootstrap_se([1.0, 2.0, 3.0, None]) == 1
    assert bootstrap_se([1.0]) is None


def test_without_enough_values_there_is_no_interval():
    assert isinstance(percentile_interval([], 1, "so"), NotComputed)
    assert isinstance(percentile_interval([1.0, 2.0, None], 1, "so"), NotComputed)
    assert isinstance(percentile_interval([1.0] * 50, 1, "so"), NotComputed)
