"""A cohort of ten thousand with a million marks: what its screens ask for, against the bare SQL that counts it."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from tests.benchmarks.conftest import median_seconds
from tests.support.cohorts import Made, Shape, put_cohort, shipped_rubric

from certdesk.actions.allocating import Wishes, plan_allocation
from certdesk.actions.cohort_progress import progress_of
from certdesk.actions.cohorts import members_of
from certdesk.actions.second_marking import plan_second_marks
from certdesk.core.rubric import Rubric
from certdesk.store.workspace import Workspace

pytestmark = [pytest.mark.benchmark, pytest.mark.timeout(600)]
BARE = "one SQL question that counts the marks by assessor and state"
CRITERIA = 84
_COUNT = (
    "select a.assessor_id, a.state, count(*) from portfolio p join assessment a on a.portfolio_id = p.id"
    " join mark m on m.assessment_id = a.id where p.programme = ? and p.cohort = ? group by 1, 2"
)


def large_rubric() -> Rubric:
    """The shipped rubric with so many criteria that ten thousand candidates have a million marks."""
    rubric = shipped_rubric()
    first = rubric.criteria[0]
    more = tuple(replace(first, id=f"X{number}") for number in range(CRITERIA - len(rubric.criteria)))
    return replace(rubric, id="large", criteria=(*rubric.criteria, *more))


@pytest.fixture(scope="module")
def large(tmp_path_factory: pytest.TempPathFactory):
    with Workspace(tmp_path_factory.mktemp("large") / "workspace") as workspace:
        yield workspace, put_cohort(workspace, Shape(10_000, 40, words=False), large_rubric())


def test_a_cohort_is_counted(large: tuple[Workspace, Made], ratio):
    workspace, made = large
    given = [made.cohort.programme, made.cohort.name]
    rows = workspace.db.execute(_COUNT, given).fetchall()
    assert sum(row[2] for row in rows) > 950_000
    bare = median_seconds(lambda: workspace.db.execute(_COUNT, given).fetchall(), 3)
    ratio("cohort: progress by assessor and desk", median_seconds(lambda: progress_of(workspace, made.cohort), 3),
          BARE, bare)  # fmt: skip
    ratio("cohort: its members", median_seconds(lambda: members_of(workspace, made.cohort), 3), BARE, bare)


def test_ten_thousand_are_divided(tmp_path: Path, ratio):
    with Workspace(tmp_path / "workspace") as workspace:
        made = put_cohort(workspace, Shape(10_000, 9, lost=1.0, double=0.0, words=False))
        with workspace.local_change() as db:
            db.execute("delete from allocation")
        bare = median_seconds(lambda: members_of(workspace, made.cohort), 3)
        wishes = Wishes(markers=2)
        ratio("cohort: 20,000 pieces of work divided among 9",
              median_seconds(lambda: plan_allocation(workspace, made.cohort, wishes), 3),
              "reading who is in the cohort", bare)  # fmt: skip


def test_second_marks_are_picked(large: tuple[Workspace, Made], ratio):
    workspace, made = large
    given = [made.cohort.programme, made.cohort.name]
    bare = median_seconds(lambda: workspace.db.execute(_COUNT, given).fetchall(), 3)
    ratio("cohort: second marks picked and divided",
          median_seconds(lambda: plan_second_marks(workspace, made.cohort, "2026"), 1), BARE, bare)  # fmt: skip
