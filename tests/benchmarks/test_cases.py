"""Cases of 10,000 portfolios with a million marks, against the bare SQL that reads those marks."""

from __future__ import annotations

from dataclasses import replace

import pytest
from tests.benchmarks.conftest import median_seconds
from tests.support.building import open_workspace
from tests.support.cohorts import Shape, put_cohort, shipped_rubric

from certdesk.actions.cases import cases_of
from certdesk.actions.moderating import draw_sample, light_of
from certdesk.core.rubric import Rubric

pytestmark = pytest.mark.benchmark
MANY, TIMES = 10_000, 11
_BARE = (
    "select m.assessment_id, m.criterion_id, m.kind, m.level, m.code from mark m"
    " join assessment a on a.id = m.assessment_id join portfolio p on p.id = a.portfolio_id"
    " where p.programme = ? and p.cohort = ?"
)


def large_rubric() -> Rubric:
    """Our rubric with eleven times as many criteria."""
    ours = shipped_rubric()
    again = [
        replace(each, id=f"{each.id}.{time}", critical=False) for time in range(1, TIMES) for each in ours.criteria
    ]
    return replace(ours, id="large", criteria=(*ours.criteria, *again), examples=())


def test_cases_of_ten_thousand(benchmark, ratio, tmp_path):
    with open_workspace(tmp_path / "workspace", person="person-lead") as workspace:
        made = put_cohort(workspace, Shape(candidates=MANY, words=False), large_rubric())
        asked = [made.cohort.programme, made.cohort.name]
        marks = len(workspace.db.execute(_BARE, asked).fetchall())
        baseline = median_seconds(lambda: workspace.db.execute(_BARE, asked).fetchall(), 3)
        cases = benchmark.pedantic(lambda: cases_of(workspace, made.cohort), rounds=3)
        assert len(cases) == MANY
        ratio(f"cases of {MANY:,} portfolios", benchmark.stats["median"], f"SQL of {marks:,} marks", baseline)


def test_the_light_of_ten_thousand(benchmark, ratio, tmp_path):
    with open_workspace(tmp_path / "workspace", person="person-lead") as workspace:
        made = put_cohort(workspace, Shape(candidates=MANY, words=False))
        asked = [made.cohort.programme, made.cohort.name]
        draw_sample(workspace, made.cohort, "seed")
        baseline = median_seconds(lambda: workspace.db.execute(_BARE, asked).fetchall(), 3)
        benchmark.pedantic(lambda: light_of(workspace, made.cohort), rounds=3)
        ratio("light of 10,000 portfolios", benchmark.stats["median"], "SQL of their marks", baseline)
