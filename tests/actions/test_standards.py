"""Frameworks are kept, criteria aligned in drafts, results read by code."""

from __future__ import annotations

import json

import pytest

from certdesk.actions.editing_rubrics import begin_draft
from certdesk.actions.importing_rubrics import keep_imported
from certdesk.actions.keeping_frameworks import keep_frameworks
from certdesk.actions.rubric_loading import load_built_in_rubrics
from certdesk.actions.standards import (
    add_criteria_for,
    align_in_draft,
    read_framework_file,
    remove_framework,
    results_by_code,
    unalign_in_draft,
)
from certdesk.actions.undoing import undo
from certdesk.core.changes import UNCHANGED, Kind
from certdesk.core.errors import NotFoundError, RubricError
from certdesk.core.importing import Reading
from certdesk.core.standards import Framework, StandardItem
from certdesk.shipped import rubrics
from certdesk.store.frameworks import list_frameworks, load_framework
from certdesk.store.rubric_drafts import load_draft
from certdesk.store.rubrics import newest_rubrics
from certdesk.store.workspace import Workspace

FRAMEWORK = Framework("f", "STEM", (StandardItem("1", "S", "Subject"), StandardItem("2", "S.1", "Knows", parent="1")))


@pytest.fixture
def workspace(tmp_path):
    with Workspace(tmp_path / "w", person="p") as opened:
        load_built_in_rubrics(opened, rubrics())
        yield opened


@pytest.fixture
def draft(workspace):
    return begin_draft(workspace, newest_rubrics(workspace.db)[0])[0]


def test_a_framework_is_kept_once_and_undo_takes_it_back(workspace):
    change = keep_frameworks(workspace, (FRAMEWORK,))
    assert change.kinds == Kind.FRAMEWORK
    assert keep_frameworks(workspace, (FRAMEWORK,)) == UNCHANGED
    assert list_frameworks(workspace.db) == (FRAMEWORK,)
    undo(workspace)
    assert list_frameworks(workspace.db) == ()


def test_the_same_framework_again_is_replaced(workspace):
    keep_frameworks(workspace, (FRAMEWORK,))
    newer = Framework("f", "STEM 2", FRAMEWORK.items)
    keep_frameworks(workspace, (newer,))
    assert list_frameworks(workspace.db) == (newer,)
    remove_framework(workspace, "f")
    with pytest.raises(NotFoundError):
        load_framework(workspace.db, "f")
    undo(workspace)
    assert list_frameworks(workspace.db) == (newer,)


def test_a_criterion_of_a_draft_is_aligned_and_undo_takes_it_back(workspace, draft):
    keep_frameworks(workspace, (FRAMEWORK,))
    before = load_draft(workspace.db, draft).rubric
    first = before.criteria[0].id
    align_in_draft(workspace, draft, first, ("f", "2"))
    assert [each.code for each in load_draft(workspace.db, draft).rubric.criteria[0].alignments] == ["S.1"]
    unalign_in_draft(workspace, draft, first, ("f", "2"))
    assert load_draft(workspace.db, draft).rubric == before
    undo(workspace, within=draft)
    assert load_draft(workspace.db, draft).rubric.criteria[0].alignments
    with pytest.raises(NotFoundError):
        align_in_draft(workspace, draft, first, ("f", "nothing"))


def test_items_become_criteria_of_a_draft(workspace, draft):
    keep_frameworks(workspace, (FRAMEWORK,))
    add_criteria_for(workspace, draft, "f", {"2"})
    rubric = load_draft(workspace.db, draft).rubric
    assert (rubric.criteria[-1].id, rubric.sections[-1].criteria[-1]) == ("S.1", "S.1")


def test_frameworks_that_come_with_rubrics_are_kept_too(workspace):
    kept = keep_imported(workspace, Reading("case", frameworks=(FRAMEWORK,)), ())
    assert kept.changes
    assert list_frameworks(workspace.db) == (FRAMEWORK,)


def test_files_of_frameworks(tmp_path):
    table = tmp_path / "Our standards.csv"
    table.write_text("code,statement\nA,One\n", "utf-8")
    assert read_framework_file(table).frameworks[0].title == "Our standards"
    package = tmp_path / "case.json"
    package.write_text(
        json.dumps({"CFDocument": {"title": "D"}, "CFItems": [{"identifier": "x", "fullStatement": "s"}]})
    )
    assert read_framework_file(package).frameworks[0].title == "D"
    package.write_text(json.dumps({"CFRubrics": []}))
    with pytest.raises(RubricError):
        read_framework_file(package)


def test_results_without_any_are_nothing(workspace):
    assert results_by_code(workspace) == ()
    with pytest.raises(NotFoundError) as caught:
        results_by_code(workspace, "2026")
    assert caught.value.hint
