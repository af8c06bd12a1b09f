"""Criteria and the codes of standards that they stand for."""

from __future__ import annotations

from dataclasses import replace

import pytest
from tests.core.samples import rubric as sample

from certdesk.core.aligning import (
    align_criterion,
    criteria_from_items,
    standards_coverage,
    unalign_criterion,
    with_new_criteria,
)
from certdesk.core.rubric import Alignment
from certdesk.core.standards import Framework, StandardItem, depths, found_in

FRAMEWORK = Framework(
    "f",
    "STEM",
    (
        StandardItem("1", "S", "Subject"),
        StandardItem("2", "S.1", "Knows the subject", parent="1"),
        StandardItem("3", "S.2", "Teaches the subject", parent="1"),
        StandardItem("4", "", "A statement that has no code of its own and goes on", parent="1"),
    ),
)


@pytest.fixture
def rubric():
    return sample()


def test_a_criterion_stands_for_a_code_once(rubric):
    first = rubric.criteria[0].id
    aligned = align_criterion(rubric, first, FRAMEWORK, FRAMEWORK.items[1])
    assert aligned.criteria[0].alignments == (Alignment("STEM", "S.1", "Knows the subject", "2"),)
    assert align_criterion(aligned, first, FRAMEWORK, FRAMEWORK.items[1]) == aligned
    assert unalign_criterion(aligned, first, FRAMEWORK, FRAMEWORK.items[1]) == rubric


def test_an_item_without_a_code_is_called_by_its_words(rubric):
    aligned = align_criterion(rubric, rubric.criteria[0].id, FRAMEWORK, FRAMEWORK.items[3])
    assert aligned.criteria[0].alignments[0].code == "A statement that has no code of its own…"


def test_both_sides_are_looked_at(rubric):
    first, *others = rubric.criteria
    coverage = standards_coverage(align_criterion(rubric, first.id, FRAMEWORK, FRAMEWORK.items[1]), FRAMEWORK)
    assert coverage.criteria_of == {"2": (first.id,)}
    assert [item.identifier for item in coverage.items_without] == ["3", "4"]
    assert coverage.criteria_without == tuple(others)


def test_a_code_from_elsewhere_counts_where_it_has_no_identifier(rubric):
    first = replace(rubric.criteria[0], alignments=(Alignment("STEM", "S.2"),))
    coverage = standards_coverage(replace(rubric, criteria=(first, *rubric.criteria[1:])), FRAMEWORK)
    assert coverage.criteria_of == {"3": (first.id,)}


def test_items_become_criteria_to_pick_from(rubric):
    section = rubric.sections[-1].id
    new = criteria_from_items(FRAMEWORK, {"2", "4"}, rubric, section)
    assert next((one.id, one.title, one.section) for one in new) == ("S.1", "Knows the subject", section)
    assert new[0].alignments[0].identifier == "2"
    grown = with_new_criteria(rubric, new)
    assert grown.sections[-1].criteria[-2:] == tuple(one.id for one in new)
    again = criteria_from_items(FRAMEWORK, {"2"}, grown, section)
    assert again[0].id == "S.1-2"


def test_a_search_shows_what_stands_above():
    assert [item.identifier for item in found_in(FRAMEWORK, "teaches")] == ["1", "3"]
    assert found_in(FRAMEWORK, "nothing like it") == ()


def test_depths_also_of_circles():
    assert depths(FRAMEWORK) == {"1": 0, "2": 1, "3": 1, "4": 1}
    circle = Framework("c", "C", (StandardItem("a", "A", "", parent="b"), StandardItem("b", "B", "", parent="a")))
    assert set(depths(circle)) == {"a", "b"}
