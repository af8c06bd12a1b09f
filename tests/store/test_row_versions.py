"""Rows know the entry that made them, from the journal alone; many subjects change in one transaction."""

from __future__ import annotations

import pytest
from tests.support.building import furnished, level, put_portfolio
from tests.support.fixtures import begun

from certdesk.actions.deciding_clashes import open_clashes
from certdesk.actions.scoring import mark_criterion
from certdesk.actions.undoing import undo
from certdesk.core.errors import NotAllowedError
from certdesk.store.journal import RECEIVED, entries
from certdesk.store.rebuilding import broken_links, rebuild, snapshot
from certdesk.store.records import read_row
from certdesk.store.row_versions import catch_up, changes_about, items_ever, spans


@pytest.fixture
def workspace(tmp_path):
    """A workspace that was never closed yet, nor moved."""
    with furnished(tmp_path / "workspace") as workspace:
        yield workspace


def newest(workspace):
    return workspace.db.execute("select max(position) from journal").fetchone()[0]


def test_the_last_change_of_each_row_is_known(workspace, assessment_id):
    mark_criterion(workspace, assessment_id, "T1", level(3))
    catch_up(workspace.db)
    mark_criterion(workspace, assessment_id, "T1", level(4))
    mark_criterion(workspace, assessment_id, "T2", level(2))
    undo(workspace)
    catch_up(workspace.db)
    found = {(one.table, one.key): one for one in changes_about(workspace.db, [assessment_id])}
    first = found["mark", f'{{"assessment_id":"{assessment_id}","criterion_id":"T1"}}']
    second = found["mark", f'{{"assessment_id":"{assessment_id}","criterion_id":"T2"}}']
    assert (first.position, '"level":"4"' in (first.row or "")) == (newest(workspace) - 2, True)
    assert (second.position, second.row, second.born_by) == (newest(workspace), None, workspace.person)
    assert [(span.epoch, span.last) for span in spans(workspace.db)] == [(workspace.epoch, newest(workspace))]
    assert items_ever(workspace.db, "portfolio-P-001") == {"item-P-001-0", "item-P-001-1"}


def test_it_can_be_worked_out_again_at_any_time(workspace, assessment_id):
    mark_criterion(workspace, assessment_id, "T1", level(3))
    catch_up(workspace.db)
    before = workspace.db.execute("select * from row_version order by tbl, row_key").fetchall()
    with workspace.local_change() as db:
        db.execute("delete from row_version")
        db.execute("delete from desk_span")
        db.execute("delete from desk where key = 'versions_until'")
    catch_up(workspace.db)
    assert workspace.db.execute("select * from row_version order by tbl, row_key").fetchall() == before
    assert not open_clashes(workspace)


def renamed(workspace, many, code):
    row = read_row(workspace.db, "portfolio", {"id": f"portfolio-{code}"})
    with many.about(f"portfolio-{code}") as recording:
        recording.put("portfolio", {**row, "title": "Another title"})


def test_many_subjects_change_together_with_an_entry_each(workspace):
    before = newest(workspace)
    with workspace.recording_many(RECEIVED, "taken in") as many:
        for code in ("P-001", "P-002"):
            renamed(workspace, many, code)
        renamed(workspace, many, "P-001")  # it looks like that already
    assert newest(workspace) == before + 2
    assert [one.subject for one in entries(workspace.db)][-2:] == ["portfolio-P-001", "portfolio-P-002"]
    assert {"portfolio-P-001", "portfolio-P-002"} <= many.change.subjects
    assert snapshot(rebuild(workspace.db)) == snapshot(workspace.db)
    assert not broken_links(workspace.db)


def stopped_halfway(workspace):
    with workspace.recording_many(RECEIVED, "taken in") as many:
        renamed(workspace, many, "P-001")
        raise ZeroDivisionError


def broken_link(workspace):
    with workspace.recording_many(RECEIVED, "taken in") as many:
        renamed(workspace, many, "P-001")
        with many.about("portfolio-P-003") as recording:
            recording.remove("portfolio", {"id": "portfolio-P-003"})


@pytest.mark.parametrize(("fail", "error"), [(stopped_halfway, ZeroDivisionError), (broken_link, NotAllowedError)])
def test_when_one_of_many_fails_nothing_has_changed(workspace, fail, error):
    put_portfolio(workspace, "P-003")
    begun(workspace, "P-003")
    before, position = snapshot(workspace.db), newest(workspace)
    with pytest.raises(error):
        fail(workspace)
    assert (snapshot(workspace.db), newest(workspace)) == (before, position)


def test_nothing_written_is_no_entry(workspace):
    before = newest(workspace)
    with workspace.recording_many(RECEIVED, "taken in") as many, many.about("x"):
        pass
    assert (newest(workspace), bool(many.change)) == (before, False)
