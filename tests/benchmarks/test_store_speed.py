"""One mark against one bare commit; the worklist against a bare query."""

from __future__ import annotations

from datetime import date
from itertools import cycle

import pytest
from tests.benchmarks.conftest import median_seconds
from tests.support.building import AMARA, level, open_workspace, put_person, put_portfolio, sign
from tests.support.fixtures import begun
from tests.support.folders import fast_folder

from certdesk import shipped
from certdesk.actions.looking import look_at_worklist
from certdesk.actions.rubric_loading import load_built_in_rubrics
from certdesk.actions.scoring import mark_criterion
from certdesk.core.portfolio import RubricRef
from certdesk.store.connection import open_database, use_safe_journal
from certdesk.store.places import add_time

pytestmark = pytest.mark.benchmark
TEACHING = RubricRef("stem-teaching", "1.0.0")
PORTFOLIOS = 500


def real_workspace(folder):
    """A workspace with the rubrics that come with the program."""
    workspace = open_workspace(folder)
    load_built_in_rubrics(workspace, shipped.rubrics())
    put_person(workspace, AMARA, "Amara Obi")
    return workspace


def bare_database(path):
    """A database with the same settings and one table."""
    db = open_database(path)
    use_safe_journal(db)
    db.execute("create table mark (id text primary key, level text) strict")
    return db


def test_one_mark(benchmark, ratio, tmp_path):
    db = bare_database(tmp_path / "bare.db")
    levels = cycle("1234")
    with real_workspace(tmp_path / "workspace") as workspace:
        put_portfolio(workspace, "P-001", rubric=TEACHING)
        id_ = begun(workspace, "P-001")

        def commit():
            db.execute("insert or replace into mark values ('T1', ?)", [next(levels)])

        before = median_seconds(commit, 100)
        benchmark.pedantic(
            lambda: mark_criterion(workspace, id_, "T1", level(next(levels))), rounds=200, warmup_rounds=5
        )
        after = median_seconds(commit, 100)
    db.close()
    ratio("one mark, journalled", benchmark.stats["median"], "one bare SQLite commit (WAL, FULL)", (before + after) / 2)


@pytest.fixture(scope="module")
def season():
    """A season of portfolios: a fifth signed, a fifth ready, a fifth half marked, the rest not begun."""
    with fast_folder() as folder, real_workspace(folder / "workspace") as workspace:
        criteria = [f"T{number}" for number in range(1, 9)]
        for number in range(PORTFOLIOS):
            code = f"P-{number:03}"
            put_portfolio(workspace, code, rubric=TEACHING, due_on=date(2026, 12, 1 + number % 28))
            if number % 5 > 2:
                continue
            id_ = begun(workspace, code)
            add_time(workspace, id_, 7200 + number)
            for criterion in criteria[: 4 if number % 5 == 2 else 8]:
                mark_criterion(workspace, id_, criterion, level(3 + number % 2))
            if number % 5 == 0:
                sign(workspace, id_)
        yield workspace


@pytest.mark.timeout(600)
def test_a_worklist_of_500(benchmark, ratio, season):
    sql = "select p.*, a.* from portfolio p left join assessment a on a.portfolio_id = p.id order by due_on, code"

    def bare():
        return season.db.execute(sql).fetchall(), season.db.execute("select * from mark").fetchall()

    found = benchmark.pedantic(lambda: look_at_worklist(season), rounds=15, warmup_rounds=2)
    assert len(found.rows) == PORTFOLIOS
    assert {row.state for row in found.rows} == {"signed", "ready", "in_progress", "not_started"}
    ratio("worklist of 500", benchmark.stats["median"], "two bare SELECTs of the same rows", median_seconds(bare, 15))
