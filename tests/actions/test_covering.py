"""What was really on screen: kept for its assessor alone."""

from __future__ import annotations

from dataclasses import replace

import pytest
from tests.support.building import a_portfolio, open_workspace, some_items
from tests.support.fixtures import begun

from certdesk.actions.covering import coverage_of, note_coverage
from certdesk.core.coverage import ItemCoverage, Ranges, Unit
from certdesk.store.journal import entries
from certdesk.store.portfolios import item_row

PLAN, VIDEO = "item-P-001-0", "item-P-001-1"


@pytest.fixture
def measured(workspace, assessment_id):
    """The plan has 12 pages, the video lasts 90.5 seconds."""
    plan, video = some_items(a_portfolio())
    with workspace.recording("test", "measured") as recording:
        recording.put("item", item_row(replace(plan, kind="pdf", pages=12)))
        recording.put("item", item_row(replace(video, kind="video", duration_ms=90_500)))
    return assessment_id


def test_nothing_was_seen_at_first(workspace, measured):
    assert coverage_of(workspace, measured) == {
        PLAN: ItemCoverage(PLAN, Unit.PAGES, Ranges(), 12),
        VIDEO: ItemCoverage(VIDEO, Unit.SECONDS, Ranges(), 91),
    }


def test_what_was_seen_adds_up_over_a_restart(workspace, measured):
    note_coverage(workspace, measured, PLAN, frozenset({1, 2}))
    note_coverage(workspace, measured, PLAN, frozenset({2, 3, 9}))
    note_coverage(workspace, measured, VIDEO, frozenset(range(90)))
    workspace.close()
    with open_workspace(workspace.folder) as again:
        seen = coverage_of(again, measured)
    assert str(seen[PLAN].seen) == "1-3,9"
    assert (seen[VIDEO].seen.count, seen[VIDEO].total, seen[VIDEO].complete) == (90, 91, False)


def test_what_the_item_does_not_have_is_not_counted(workspace, measured):
    note_coverage(workspace, measured, PLAN, frozenset({-1, 0, 12, 13, 400}))
    note_coverage(workspace, measured, VIDEO, frozenset({0, 90, 91}))
    seen = coverage_of(workspace, measured)
    assert (str(seen[PLAN].seen), str(seen[VIDEO].seen)) == ("12", "0,90")


def test_what_is_one_piece_is_seen_as_a_whole(workspace, assessment_id):
    note_coverage(workspace, assessment_id, PLAN, frozenset({0}))
    note_coverage(workspace, assessment_id, VIDEO, frozenset({2, 3}))
    seen = coverage_of(workspace, assessment_id)
    assert seen[PLAN] == ItemCoverage(PLAN, Unit.WHOLE, Ranges.of([0]), 1)
    assert seen[VIDEO] == ItemCoverage(VIDEO, Unit.PAGES, Ranges.of([2, 3]))


def test_a_document_with_pages_that_was_read_as_text_is_not_called_unseen(workspace, measured):
    note_coverage(workspace, measured, PLAN, frozenset({0}))
    assert coverage_of(workspace, measured)[PLAN] == ItemCoverage(PLAN, Unit.WHOLE, Ranges.of([0]), 1)


def test_the_same_again_writes_nothing(workspace, measured):
    note_coverage(workspace, measured, PLAN, frozenset({1, 2}))
    before = workspace.db.execute("select total_changes()").fetchone()
    note_coverage(workspace, measured, PLAN, frozenset({2}))
    note_coverage(workspace, measured, PLAN, frozenset())
    assert workspace.db.execute("select total_changes()").fetchone() == before


def test_it_belongs_to_one_assessment_and_to_no_journal(workspace, measured):
    other = begun(workspace, "P-002")
    before = list(entries(workspace.db))
    note_coverage(workspace, measured, PLAN, frozenset({1}))
    assert list(entries(workspace.db)) == before
    assert not any(one.seen for one in coverage_of(workspace, other).values())
