"""The library of rubrics: what there is and how a new draft is begun."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

import pytest
from tests.core.samples import outcome, rubric

from certdesk import shipped
from certdesk.actions.editing_rubrics import begin_draft
from certdesk.actions.printing_rubrics import PrintWish, file_name, make_print, plan_print, save_print
from certdesk.actions.rubric_library import (
    built_in_refs,
    draft_after,
    duplicate,
    free_id,
    look_at_library,
    next_version,
    open_for_editing,
    rubric_of,
)
from certdesk.core import conditions as rule
from certdesk.core.errors import NotFoundError, StorageError
from certdesk.core.portfolio import RubricRef
from certdesk.core.progress import silent
from certdesk.core.rubric import Translation
from certdesk.store.rubric_shelf import ShelfEntry, words_on_shelf
from certdesk.store.rubrics import rubric_row
from certdesk.store.workspace import Workspace

SMALL = rubric(outcome("met", rule.MeanAtLeast(Fraction(3)), certifies=True))


@pytest.fixture
def workspace(tmp_path):
    with Workspace(tmp_path / "workspace", person="p") as opened:
        yield opened


def publish(workspace, *rubrics):
    with workspace.recording("rubric.published", "published", subject="x") as recording:
        for each in rubrics:
            recording.put("rubric", rubric_row(each))


def rows(workspace):
    return look_at_library(workspace, frozenset())


def entry(workspace, version):
    return next(row.entry for row in rows(workspace) if row.entry.version == version and not row.is_draft)


def test_rows_stand_by_title_and_of_each_rubric_the_newest_first(workspace):
    other = replace(SMALL, id="zebra", title="Another", version="1.0.0")
    publish(workspace, replace(SMALL, version="1.9.0"), replace(SMALL, version="1.10.0"), other)
    begin_draft(workspace, replace(SMALL, version="2.0.0", based_on="1.10.0"))
    found = [(row.entry.title, row.entry.version, row.is_draft, row.newest) for row in rows(workspace)]
    assert found == [
        ("Another", "1.0.0", False, True),
        (SMALL.title, "2.0.0", True, True),
        (SMALL.title, "1.10.0", False, False),
        (SMALL.title, "1.9.0", False, False),
    ]


def test_a_row_knows_languages_criteria_and_when_it_was_written(workspace):
    publish(workspace, replace(SMALL, translations=(Translation("fr", {}), Translation("ar", {}))))
    [row] = rows(workspace)
    assert row.entry.languages == (SMALL.language, "fr", "ar")
    assert row.entry.criteria == len(SMALL.criteria)
    assert row.entry.changed_at is not None
    assert rubric_of(workspace, row.entry).translations[0].language == "fr"


def test_everything_that_people_read_can_be_searched_for(workspace):
    publish(workspace, replace(SMALL, purpose="Judges WATER filters"))
    begin_draft(workspace, replace(SMALL, id="d", title="Draft of sand"))
    said = list(words_on_shelf(workspace.db).values())
    assert any("judges water filters" in text for text in said)
    assert any("draft of sand" in text for text in said)
    assert not any("weighted" in text for text in said), "what only programs read is not searched"


def test_editing_a_published_version_begins_one_draft_and_goes_on_with_it(workspace):
    publish(workspace, replace(SMALL, version="1.0.0"), replace(SMALL, version="1.1.0"))
    first = entry(workspace, "1.0.0")
    draft_id, change = open_for_editing(workspace, first)
    assert change
    going_on = draft_after(workspace, first)
    assert going_on is not None
    assert (going_on.draft_id, going_on.version, going_on.based_on) == (draft_id, "1.2.0", "1.0.0")
    again, nothing = open_for_editing(workspace, first)
    assert (again, bool(nothing)) == (draft_id, False)
    assert open_for_editing(workspace, going_on)[0] == draft_id


@pytest.mark.parametrize(
    ("version", "following"), [("1.0.0", "1.1.0"), ("2", "2.1.0"), ("1.4.7-beta", "1.5.0"), ("x", "x.1")]
)
def test_the_next_version_is_free_and_above(workspace, version, following):
    publish(workspace, replace(SMALL, version=version))
    assert next_version(workspace, entry(workspace, version)) == following


def test_a_copy_has_an_id_of_its_own(workspace):
    publish(workspace, replace(SMALL, title="Clean water"))
    first, _change = duplicate(workspace, rows(workspace)[0].entry)
    assert first
    copied = next(row.entry for row in rows(workspace) if row.is_draft)
    assert (copied.id, copied.title) == ("copy-of-clean-water", "Copy of Clean water")
    assert free_id(workspace, "Copy of clean WATER!") == "copy-of-clean-water-2"
    assert free_id(workspace, "学生") == "rubric"


def test_what_came_with_the_program_is_known_by_its_files():
    assert RubricRef("stem-teaching", "1.0.0") in built_in_refs(shipped.rubrics())


def test_a_draft_that_is_gone_is_our_own_error(workspace):
    with pytest.raises(NotFoundError):
        rubric_of(workspace, ShelfEntry("a", "1", "A", ("en",), 1, draft_id="nowhere"))


def test_a_print_is_planned_made_and_saved(workspace, tmp_path):
    plan = plan_print(workspace, SMALL, PrintWish(paper="Letter"), draft=True)
    made = make_print(plan, silent)
    assert made.read_bytes().startswith(b"%PDF")
    save_print(made, tmp_path / file_name(SMALL))
    assert (tmp_path / file_name(SMALL)).read_bytes() == made.read_bytes()
    with pytest.raises(StorageError):
        save_print(made, tmp_path / "nowhere" / "x.pdf")
