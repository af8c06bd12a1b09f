"""What is proposed for a finding, and names that tell nothing."""

from __future__ import annotations

from dataclasses import replace

import pytest
from tests.support.fixtures import begun

from certdesk.actions.mending_offers import hidden_in, measured, proposed_steps, rename_safely, safe_name
from certdesk.actions.undoing import undo
from certdesk.core.annotations import TimeSpan
from certdesk.core.errors import NotAllowedError
from certdesk.core.portfolio import EvidenceItem
from certdesk.core.preflight_looks import ItemLook, PageLook, Told
from certdesk.core.preflight_rules import found
from certdesk.core.recipes import Rotate, Smaller, Strip, Trim
from certdesk.store.portfolios import item_row, load_items
from certdesk.store.preflight import keep_looks, look_key
from certdesk.store.workspace import Workspace

PORTFOLIO = "portfolio-P-001"


@pytest.fixture
def scan(workspace: Workspace) -> EvidenceItem:
    """A scan of four pages, of which three lie wrongly."""
    first = load_items(workspace.db, PORTFOLIO)[0]
    item = replace(first, kind="pdf", format="PDF", pages=4, file_name="Miriam's scan.PDF", evidence_type="lesson_plan")
    with workspace.recording("test", "test") as recording:
        recording.put("item", item_row(item))
    pages = (PageLook(1, turn=90, sure=True), PageLook(2, turn=270, sure=True), PageLook(3), PageLook(4, turn=180))
    look = ItemLook("pdf", "PDF", 9, page_looks=pages, told=(Told("author", "Miriam"),) * 2, located=True)
    keep_looks(workspace, {look_key(item.digest, item.file_name): look})
    return item


def test_each_page_is_turned_by_what_was_measured_of_it(workspace: Workspace, scan: EvidenceItem) -> None:
    sideways = found("page_sideways", scan.id, pages="pages 1 and 2", degrees=90)
    assert proposed_steps(workspace, sideways) == (Rotate(90, (1,)), Rotate(270, (2,)))
    guessed = found("maybe_turned", scan.id, pages="page 4", way="", degrees=180)
    assert proposed_steps(workspace, guessed) == (Rotate(180, (4,)),)


def test_a_span_begins_at_the_start_and_ends_at_the_limit(workspace: Workspace, scan: EvidenceItem) -> None:
    long = found("too_long", scan.id, anchor=TimeSpan(1_200_000, 1_300_000), length="", most="20")
    assert proposed_steps(workspace, long) == (Trim(0, 1_200_000),)
    assert proposed_steps(workspace, found("place_in_file", scan.id)) == (Strip(),)
    assert proposed_steps(workspace, found("file_too_large", scan.id, size="", most="")) == (), "it is no video"
    assert proposed_steps(workspace, found("consent_missing", scan.id)) == ()
    with workspace.recording("test", "test") as recording:
        recording.put("item", item_row(replace(scan, kind="video", format="MP4")))
    assert proposed_steps(workspace, found("file_too_large", scan.id, size="", most="")) == (Smaller(),)


def test_what_goes_is_told_once(workspace: Workspace, scan: EvidenceItem) -> None:
    assert hidden_in(measured(workspace, scan)) == ("“Miriam” (author)", "the place where it was made")
    assert hidden_in(None) == ()


def test_names_tell_nothing_stay_different_and_come_back(workspace: Workspace, scan: EvidenceItem) -> None:
    other = load_items(workspace.db, PORTFOLIO)[1]
    with workspace.recording("test", "test") as recording:
        recording.put("item", item_row(replace(other, file_name=safe_name(scan).upper())))
    assert safe_name(scan) == "lesson-plan-01.pdf"
    assert rename_safely(workspace, (scan.id, scan.id))
    assert [item.file_name for item in load_items(workspace.db, PORTFOLIO)] == [
        "x-lesson-plan-01.pdf",
        "LESSON-PLAN-01.PDF",
    ]
    undo(workspace, within=PORTFOLIO)
    assert load_items(workspace.db, PORTFOLIO)[0].file_name == scan.file_name
    begun(workspace, "P-001")
    with pytest.raises(NotAllowedError):
        rename_safely(workspace, (scan.id,))
