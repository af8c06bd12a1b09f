"""Figures of a cohort in a workspace: what counts, what is remembered, and what a document needs."""

from __future__ import annotations

import pytest
from tests.support.building import open_workspace
from tests.support.cohorts import Shape, put_cohort
from tests.support.results import put_results

from certdesk.actions.development_catalogue import retire_offer
from certdesk.actions.insights import FiguresMemory, attempts_of, figures_of
from certdesk.actions.insights_documents import InsightDocument, figures_as_csv, print_insight
from certdesk.core.cohorts import ResultState
from certdesk.core.errors import NotAllowedError
from certdesk.core.insights.figures import Breakdown, Filter, Grown


@pytest.fixture(scope="module")
def led(tmp_path_factory):
    """A workspace with an older cohort, one with results and earlier attempts, and one that is not released."""
    with open_workspace(tmp_path_factory.mktemp("led") / "workspace") as workspace:
        old = put_cohort(workspace, Shape(candidates=20, name="2025 A", seed=3, words=False))
        new = put_cohort(workspace, Shape(candidates=60, name="2026 B", words=False, double=0.3))
        third = put_cohort(workspace, Shape(candidates=12, name="2026 C", seed=5, words=False))
        put_results(workspace, old)
        put_results(workspace, new)
        put_results(workspace, third, ResultState.DECIDED)
        with workspace.local_change() as db:
            for one, earlier in zip(new.portfolios[:8], old.portfolios, strict=False):
                db.execute("insert into attempt (portfolio_id, earlier_id, at) values (?, ?, '')", [one.id, earlier.id])
        yield workspace, old.cohort, new.cohort, third.cohort


def test_released_results_count_with_trends_and_growth(led):
    workspace, _old, cohort, _third = led
    figures = figures_of(workspace, cohort)
    assert (figures.people, figures.members, figures.released, figures.smallest) == (60, 60, True, 5)
    assert figures.trends.cohorts == ("2025 A", "2026 B")
    assert len(figures.trends.lines) == 9
    growth = figures.growth
    assert growth.n == 8 == growth.up + growth.down + growth.within_error
    assert growth.error_n > 10
    changes = attempts_of(workspace, cohort)
    assert [one.verdict for one in changes].count(Grown.UP) == growth.up
    assert figures.needs[0].offers
    assert figures.map_by(Breakdown.SUBJECT).rows


def test_what_is_not_released_is_told_only_where_somebody_asks(led):
    workspace, _old, _new, cohort = led
    assert "released yet" in figures_of(workspace, cohort).hidden
    everything = figures_of(workspace, cohort, everything=True)
    assert (everything.people, everything.released) == (12, False)
    assert "Not released" in everything.notes[0]


def test_figures_are_made_once_until_something_changes(led):
    workspace, _old, cohort, _third = led
    memory = FiguresMemory()
    first = figures_of(workspace, cohort, memory=memory)
    assert figures_of(workspace, cohort, memory=memory) is first
    retire_offer(workspace, first.needs[0].offers[0].id)
    again = figures_of(workspace, cohort, memory=memory)
    assert again is not first
    assert first.needs[0].offers[0] not in again.needs[0].offers


def test_documents_and_tables_come_from_the_same_figures(led, tmp_path):
    workspace, _old, cohort, _third = led
    figures = figures_of(workspace, cohort, Filter(subject="Physics"))
    assert print_insight(workspace, figures, InsightDocument.BRIEF, tmp_path / "brief.pdf") == 1
    assert (tmp_path / "brief.pdf").read_bytes().startswith(b"%PDF-")
    with pytest.raises(NotAllowedError, match="there already"):
        print_insight(workspace, figures, InsightDocument.BRIEF, tmp_path / "brief.pdf")
    for schools in ((), ("Nowhere",)):
        with pytest.raises(NotAllowedError):
            print_insight(workspace, figures, InsightDocument.PAGE, tmp_path / "page.pdf", schools=schools)
    assert not (tmp_path / "page.pdf").exists()
    table = figures_as_csv(figures).decode("utf-8-sig").splitlines()
    assert table[0].startswith("part,row,label")
    assert f"cohort,2026 B,STEM Teaching Certificate,,people,{figures.people},,,," in table
