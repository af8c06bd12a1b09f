"""Ten thousand teachers are told of in a moment."""

from __future__ import annotations

import random

import pytest
from tests.support.building import CRITERIA, small_rubric
from tests.support.insights import COHORT, MADE, a_result

from certdesk.core.insights.assembling import Known, assemble, protected


@pytest.mark.benchmark
@pytest.mark.parametrize("schools", [31, 500])
def test_ten_thousand_are_protected_and_counted(benchmark, schools):
    chance = random.Random(7)
    results = tuple(
        a_result(
            number,
            (f"School {chance.randrange(schools)}", chance.choice("mpbcd"), chance.choice(["en", "fr", "ar", "sw"])),
            [chance.choice([1, 2, 3, 3, 4, None]) for _one in CRITERIA],
        )
        for number in range(10_000)
    )
    known = Known(COHORT, small_rubric(), results, len(results), True, 5, MADE)
    figures = benchmark.pedantic(lambda: assemble(protected(known)), rounds=1)
    assert figures.people == len(results)
