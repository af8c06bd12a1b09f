"""At a desk where somebody leads, the commands about whole cohorts show nothing to the others who work there."""

from __future__ import annotations

import pytest
from tests.support.cohorts import Shape, put_cohort
from tests.support.results import put_results

from certdesk.actions.identifying import people_here
from certdesk.store.workspace import Workspace

READING = (
    ("cohort", "members"), ("cohort", "progress"), ("cohort", "assessors"), ("cohort", "conflicts"),
    ("cohort", "allocations"), ("cohort", "give", "2026B-003"), ("disputes",), ("disputes", "2026B-003"),
    ("third", "2026B-003"), ("moderate", "list"), ("moderate", "light"), ("moderate", "report", "m.pdf"),
    ("agreement",), ("results", "list"), ("results", "show", "2026B-003"), ("results", "resubmissions"),
    ("results", "expiring"), ("results", "print-all", "reports", "r.pdf"), ("appeal", "list"),
    ("insights", "show"), ("insights", "figures"), ("insights", "brief", "b.pdf"),
)  # fmt: skip
WRITING = (
    ("set", "remove", "KITE-37"), ("circle", "open", "KITE-37", "--members", "A", "B"),
    ("catalogue", "add", "Walk", "--for", "stem-teaching/T8"), ("catalogue", "reset", "robotics"),
)  # fmt: skip


@pytest.fixture
def shared(here, monkeypatch):
    """A desk where a lead works, and an assessor who acts."""
    monkeypatch.chdir(here.workspace.parent)
    with Workspace(here.workspace) as workspace:
        put_results(workspace, put_cohort(workspace, Shape(candidates=8, double=0.5, words=False)))
        assert [one.role for one in people_here(workspace)] == ["assessor"]
        with workspace.local_change() as db:
            db.execute("insert into person values ('lea', 'Lea', 'lead', '', '2026-11-01T08:00:00+00:00')")
    return here


def test_who_does_not_lead_is_shown_nobodys_marks_names_and_results(shared):
    for words in READING:
        assert "Only whoever leads the programme" in shared.refuses(*words), words
    assert "leads" in shared.refuses("results", "release")
    assert "who the candidates are" in shared.refuses("candidates", "list")
    assert not list(shared.workspace.parent.glob("*.pdf"))


def test_who_does_not_direct_changes_no_set_circle_or_catalogue(shared):
    for words in WRITING:
        assert "Only whoever leads or coordinates" in shared.refuses(*words), words
