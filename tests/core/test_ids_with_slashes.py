"""Criteria whose ids hold slashes, as other systems have them: what belongs to “T1/1” is never taken for T1's."""

from dataclasses import replace

import pytest
from tests.core.samples import built_in

from certdesk.core.editing_criteria import duplicate_criterion, remove_criterion
from certdesk.core.renaming import named_in, with_criteria_renamed
from certdesk.core.rubric import ExternalId, Rubric
from certdesk.core.wordings import text_in, texts, with_text


@pytest.fixture
def rubric() -> Rubric:
    """T1, and T1/1 with translations, an id elsewhere and a remark of its own."""
    made = with_criteria_renamed(built_in("stem_teaching"), {"T2": "T1/1"})
    for key in texts(made):
        made = with_text(made, "cy", key, f"cy {key}")
    external = (ExternalId("moodle", "T1", "7"), ExternalId("moodle", "T1/1", "8"), ExternalId("moodle", "T1/3", "9"))
    return replace(made, external=external, remarks={"criteria/T1/title": "of T1", "criteria/T1/1/title": "of T1/1"})


def untranslated(rubric: Rubric) -> list[str]:
    return [key for key in texts(rubric) if not text_in(rubric, "cy", key)]


def orphans(rubric: Rubric) -> list[str]:
    return [key for key in rubric.translations[0].texts if key not in texts(rubric)]


def test_removing_one_leaves_the_other_whole(rubric: Rubric) -> None:
    left = remove_criterion(rubric, "T1")
    assert untranslated(left) == orphans(left) == []
    assert left.external == (ExternalId("moodle", "T1/1", "8"),)
    assert left.remarks == {"criteria/T1/1/title": "of T1/1"}
    other = remove_criterion(rubric, "T1/1")
    assert untranslated(other) == orphans(other) == []
    assert other.remarks == {"criteria/T1/title": "of T1"}


def test_a_copy_of_one_has_nothing_of_the_other(rubric: Rubric) -> None:
    copied, _id = duplicate_criterion(rubric, "T1")
    assert untranslated(copied) == orphans(copied) == []


def test_another_id_for_one_leaves_the_other_its_own(rubric: Rubric) -> None:
    renamed = with_criteria_renamed(rubric, {"T1": "Z9"})
    assert untranslated(renamed) == orphans(renamed) == []
    assert [each.part for each in renamed.external] == ["Z9", "T1/1", "Z9/3"]
    assert set(renamed.remarks) == {"criteria/Z9/title", "criteria/T1/1/title"}


def test_the_longest_id_is_meant() -> None:
    assert named_in("A/1/title", {"A", "A/1"}) == "A/1"
    assert named_in("A/12/title", {"A", "A/1"}) == "A"
    assert named_in("B", {"A"}) == ""
