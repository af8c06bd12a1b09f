"""A workspace of the first release opens, complete, with the schema of a new one."""

from __future__ import annotations

import pytest
from tests.support.building import furnished, level, marks_of, open_workspace
from tests.support.fixtures import begun

from certdesk.actions.covering import coverage_of, note_coverage
from certdesk.actions.scoring import mark_criterion
from certdesk.actions.undoing import undo
from certdesk.store.connection import sqlite3
from certdesk.store.opening import DATABASE
from certdesk.store.portfolios import load_items
from certdesk.store.rebuilding import rebuild, snapshot

LATER = ("coverage", "searched_text", "searched")


def schema_of(workspace):
    return set(workspace.db.execute("select type, name, sql from sqlite_master where sql is not null").fetchall())


@pytest.fixture
def older(tmp_path):
    """A folder as the first release left it: no later tables, no later column, nothing of them in the journal."""
    with furnished(tmp_path / "workspace") as workspace:
        mark_criterion(workspace, begun(workspace, "P-001"), "T1", level(3))
    db = sqlite3.connect(str(tmp_path / "workspace" / DATABASE))
    trigger = db.execute("select sql from sqlite_master where name = 'journal_is_never_altered'").fetchone()[0]
    for table in LATER:
        db.execute(f"drop table {table}")
    db.execute("alter table item drop column claim_places")
    db.execute("delete from _sqlite_migrations where name = '002_evidence'")
    db.execute("drop trigger journal_is_never_altered")
    db.execute("""update journal set body = replace(body, '"claim_places":"[]",', '')""")
    db.execute(trigger)
    db.commit()
    assert not db.execute("select 1 from journal where body like '%claim_places%'").fetchall()
    db.close()
    return tmp_path / "workspace"


def test_it_has_the_schema_of_a_new_one_and_all_that_was_in_it(older, tmp_path):
    with open_workspace(older) as upgraded, furnished(tmp_path / "new") as new:
        assert schema_of(upgraded) == schema_of(new)
        assessment_id = begun(upgraded, "P-001")
        assert marks_of(upgraded, assessment_id) == {"T1": level(3)}
        items = load_items(upgraded.db, "portfolio-P-001")
        assert [(item.claims, item.claim_places) for item in items] == [(("T1",), ()), (("T1",), ())]
        assert snapshot(rebuild(upgraded.db)) == snapshot(upgraded.db)
        note_coverage(upgraded, assessment_id, items[0].id, frozenset({0}))
        assert coverage_of(upgraded, assessment_id)[items[0].id].complete


def test_what_was_done_before_can_be_taken_back(older):
    with open_workspace(older) as upgraded:
        assert undo(upgraded)
        assert marks_of(upgraded, begun(upgraded, "P-001")) == {}
        assert snapshot(rebuild(upgraded.db)) == snapshot(upgraded.db)
