"""What-if on 10,000 assessments of eight criteria, against the bare arithmetic: sum of whole numbers and compare."""

from __future__ import annotations

import random
from dataclasses import replace
from fractions import Fraction
from operator import mul

import pytest
from tests.benchmarks.conftest import median_seconds
from tests.core.samples import built_in
from tests.support.building import AMARA, START, a_portfolio, open_workspace, put_person, put_rubric
from tests.support.what_if import what_if

from certdesk.actions.what_if import existing_results
from certdesk.core import conditions as rule
from certdesk.core.assessment import Assessment, AssessmentState
from certdesk.core.marks import LevelGiven
from certdesk.core.portfolio import RubricRef
from certdesk.store.assessments import assessment_row, mark_row
from certdesk.store.portfolios import portfolio_row

pytestmark = pytest.mark.benchmark
MANY, READ = 10_000, 1_000
OURS = built_in("stem_teaching")
LEVELS = [LevelGiven(Fraction(value)) for value in (1, 2, 3, 4)]


def invented(count):
    """Invented marks, most of them near the standard."""
    chance = random.Random(1)
    names = [criterion.id for criterion in OURS.criteria]
    return [dict(zip(names, chance.choices(LEVELS, [1, 5, 14, 5], k=8), strict=True)) for _each in range(count)]


def moved(cut):
    """Our rubric with another cut of the certificate."""
    certified = OURS.decision.outcomes[1]
    conditions = (rule.MeanAtLeast(Fraction(cut)), *certified.conditions[1:])
    outcomes = (OURS.decision.outcomes[0], replace(certified, conditions=conditions), *OURS.decision.outcomes[2:])
    return replace(OURS, decision=replace(OURS.decision, outcomes=outcomes))


def fill(recording, number, marks):
    """Put one portfolio with a marked assessment."""
    portfolio = a_portfolio(f"P-{number:05}", rubric=RubricRef(OURS.id, OURS.version))
    assessment = Assessment(f"assessment-{number}", portfolio.id, AMARA, AssessmentState.OPEN, START)
    recording.put("portfolio", portfolio_row(portfolio))
    recording.put("assessment", assessment_row(assessment))
    for criterion_id, mark in marks.items():
        recording.put("mark", mark_row(assessment.id, criterion_id, mark))


@pytest.mark.parametrize("cut", ["2.75", "2.8"])
def test_what_if(benchmark, ratio, cut):
    results = [(str(number), marks) for number, marks in enumerate(invented(MANY))]
    rows = [[int(mark.level) for mark in marks.values()] for _key, marks in results]
    weights = [int(criterion.weight) for criterion in OURS.criteria]
    baseline = median_seconds(lambda: [sum(map(mul, weights, row)) >= 275 for row in rows], 9)
    changed = moved(cut)
    found = what_if(OURS, changed, results)
    assert (len(found.flips) == 0) is (cut == "2.75")
    benchmark.pedantic(lambda: what_if(OURS, changed, results), rounds=5, warmup_rounds=1)
    job = f"what-if, cut {cut}, {MANY} x 8, all rules twice"
    note = f"{len(found.flips)} flips explained"
    ratio(job, benchmark.stats["median"], "one sum and one comparison each", baseline, note)


def test_reading_existing_results(benchmark, ratio, tmp_path):
    with open_workspace(tmp_path / "workspace") as workspace:
        put_rubric(workspace, OURS)
        put_person(workspace, AMARA, "Amara Obi")
        with workspace.recording("test", "results") as recording:
            for number, marks in enumerate(invented(READ)):
                fill(recording, number, marks)
        db = workspace.db
        baseline = median_seconds(lambda: db.execute("select * from mark").fetchall(), 5)
        assert len(existing_results(workspace, OURS.id)) == READ
        benchmark.pedantic(lambda: existing_results(workspace, OURS.id), rounds=5, warmup_rounds=1)
    ratio(f"read {READ} results", benchmark.stats["median"], "select * from mark", baseline)
