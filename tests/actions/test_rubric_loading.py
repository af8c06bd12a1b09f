"""Rubrics come in once, checked by their own examples, and never change."""

from __future__ import annotations

import pytest

from certdesk import shipped
from certdesk.actions.catalogues import comment_bank, evidence_types
from certdesk.actions.rubric_loading import load_built_in_rubrics, load_rubric_file
from certdesk.core.changes import Kind
from certdesk.core.errors import NotAllowedError, RubricError, StorageError
from certdesk.core.plain import dumps
from certdesk.core.portfolio import RubricRef
from certdesk.store.rubrics import list_rubrics, load_rubric
from certdesk.store.workspace import Workspace

TEACHING = shipped.rubrics() / "stem_teaching.yaml"


@pytest.fixture
def desk(tmp_path):
    with Workspace(tmp_path / "workspace") as workspace:
        yield workspace


def test_the_built_in_rubrics(desk):
    changes = load_built_in_rubrics(desk, shipped.rubrics())
    assert [change.kinds for change in changes] == [Kind.RUBRIC] * 3
    assert {ref.id for ref in list_rubrics(desk.db)} == {"stem-teaching", "stem-coordinator", "stem-lesson-practice"}
    assert not any(load_built_in_rubrics(desk, shipped.rubrics()))


def test_a_stored_rubric_gives_the_same_bytes(desk):
    load_rubric_file(desk, TEACHING)
    [ref] = list_rubrics(desk.db)
    assert ref == RubricRef("stem-teaching", "1.0.0")
    rubric = load_rubric(desk.db, ref)
    body = desk.db.execute("select body from rubric").fetchone()[0]
    assert dumps(rubric) == body


def test_a_version_never_changes(desk, tmp_path):
    load_rubric_file(desk, TEACHING)
    other = tmp_path / "other.yaml"
    text = TEACHING.read_text(encoding="utf-8")
    other.write_text(text.replace("title: Collaborative teaching practice", "title: Something else"), encoding="utf-8")
    with pytest.raises(NotAllowedError, match=r"other\.yaml is another") as refused:
        load_rubric_file(desk, other)
    assert "new version number" in refused.value.hint
    other.write_text(text.replace("version: 1.0.0", "version: 1.1.0", 1), encoding="utf-8")
    assert load_rubric_file(desk, other)
    assert [ref.version for ref in list_rubrics(desk.db)] == ["1.1.0", "1.0.0"]


def test_a_built_in_rubric_that_differs_never_keeps_the_program_from_opening(desk, tmp_path):
    load_built_in_rubrics(desk, shipped.rubrics())
    kept = load_rubric(desk.db, RubricRef("stem-teaching", "1.0.0"))
    text = TEACHING.read_text(encoding="utf-8")
    other = text.replace("title: Collaborative teaching practice", "title: Something else")
    (tmp_path / "stem_teaching.yaml").write_text(other, encoding="utf-8")
    assert load_built_in_rubrics(desk, tmp_path) == ()
    assert load_rubric(desk.db, RubricRef("stem-teaching", "1.0.0")) == kept


def test_a_rubric_whose_examples_fail_stays_out(desk, tmp_path):
    broken = tmp_path / "broken.yaml"
    text = TEACHING.read_text(encoding="utf-8")
    assert "mean_at_least: 2.75" in text or "2.75" in text
    broken.write_text(text.replace("2.75", "3.95"), encoding="utf-8")
    with pytest.raises(RubricError):
        load_rubric_file(desk, broken)
    assert list_rubrics(desk.db) == ()


@pytest.mark.parametrize("content", [b"", b"\xff\xfe\x00", b"- a list", b"a: [", b"schema: other/1\n"])
def test_what_is_no_rubric(desk, tmp_path, content):
    path = tmp_path / "no-rubric.yaml"
    path.write_bytes(content)
    with pytest.raises((RubricError, StorageError)) as refused:
        load_rubric_file(desk, path)
    assert "no-rubric.yaml" in refused.value.sentence


def test_a_file_that_is_not_there(desk, tmp_path):
    with pytest.raises(StorageError, match=r"nowhere\.yaml could not be read"):
        load_rubric_file(desk, tmp_path / "nowhere.yaml")


def test_the_lists_that_come_with_the_program():
    assert len(comment_bank(shipped.rubrics())) > 20
    assert evidence_types(shipped.rubrics())
