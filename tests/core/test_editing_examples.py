"""Worked examples while they and the rules are being written."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

import pytest
from tests.core.samples import built_in, criterion, outcome, rubric

from certdesk.core import editing_examples as editing
from certdesk.core import editing_rules
from certdesk.core.conditions import MeanAtLeast, SectionMeanAtLeast, TotalAtLeast
from certdesk.core.errors import RubricError
from certdesk.core.rubric import WorkedExample

TEACHING = built_in("stem_teaching")


def test_every_built_in_example_passes_and_says_why() -> None:
    found = editing.check_each_example(TEACHING)
    assert len(found) == 11
    assert all(each.passed for each in found)
    missed = found[1]
    assert missed.label == "Not yet - resubmit named criteria"
    assert "T4 is 2" in missed.why
    assert "Certified" in missed.why


def test_a_higher_cut_fails_the_examples_between_and_names_the_rule() -> None:
    made = editing_rules.change_condition(TEACHING, "certified", 0, MeanAtLeast(Fraction("2.9")))
    failing = [each for each in editing.check_each_example(made) if not each.passed]
    assert [each.example.name for each in failing] == [
        "two supporting criteria developing",
        "exactly on the cut (averaged double mark)",
    ]
    assert all(each.mean_right and not each.outcome_right for each in failing)
    assert "2.82" in failing[0].why


def test_a_new_example_stands_at_the_standard_and_expects_what_the_rules_say() -> None:
    made = editing.add_example(editing.add_example(TEACHING))
    one, other = made.examples[-2:]
    assert set(one.marks.values()) == {"3"}
    assert (one.mean, one.outcome) == (3, "certified")
    assert one.name != other.name


def test_a_typed_mark_carries_a_computed_mean_along_and_leaves_another_one_alone() -> None:
    made = editing.set_example_mark(TEACHING, 0, "T4", " 2,5 ")
    assert made.examples[0].marks["T4"] == "2.5"
    assert made.examples[0].mean == Fraction("2.92")
    wrong = editing.set_example_mean(TEACHING, 0, "38/15")
    assert editing.set_example_mark(wrong, 0, "T4", "2").examples[0].mean == Fraction(38, 15)


@pytest.mark.parametrize(("typed", "kept"), [("no", "NO"), ("u-audio", "U-AUDIO"), ("", "-"), ("2½", "2.5")])
def test_marks_as_people_type_them(typed: str, kept: str) -> None:
    assert editing.set_example_mark(TEACHING, 0, "T6", typed).examples[0].marks["T6"] == kept


@pytest.mark.parametrize("typed", ["5", "0", "three", "2.5.1", "-1"])
def test_what_is_no_mark_is_refused_with_a_sentence(typed: str) -> None:
    with pytest.raises(RubricError) as refused:
        editing.set_example_mark(TEACHING, 0, "T6", typed)
    assert refused.value.hint


def test_means_are_exact_and_an_empty_one_is_computed() -> None:
    assert editing.set_example_mean(TEACHING, 0, "38/15").examples[0].mean == Fraction(38, 15)
    assert editing.set_example_mean(TEACHING, 1, "").examples[1].mean == Fraction("3.68")
    with pytest.raises(RubricError):
        editing.set_example_mean(TEACHING, 0, "about 3")


def test_expecting_what_is_found_mends_an_example() -> None:
    made = editing.set_example_outcome(editing.set_example_mean(TEACHING, 0, "1"), 0, "not_yet")
    assert not editing.check_each_example(made)[0].passed
    assert editing.expect_what_is_found(made, 0) == TEACHING


def test_duplicating_moving_removing_and_renaming() -> None:
    made = editing.duplicate_example(TEACHING, 0)
    assert made.examples[1] == replace(made.examples[0], name=made.examples[1].name)
    assert editing.remove_example(made, 1) == TEACHING
    assert editing.move_example(TEACHING, 0, 2).examples[2] == TEACHING.examples[0]
    assert editing.rename_example(TEACHING, 0, " All there ").examples[0].name == "All there"
    with pytest.raises(RubricError):
        editing.rename_example(TEACHING, 0, " ")


def test_a_total_is_shown_where_the_rules_ask_for_one_and_never_contradicts_the_outcome() -> None:
    weights = ("41.825", "41.8231939163")
    base = rubric(
        outcome("passed", TotalAtLeast(Fraction(110))),
        criteria=tuple(criterion(f"A{n}", "A", weight) for n, weight in enumerate(weights)),
    )
    close = replace(base, examples=(WorkedExample("close", {"A0": "2", "A1": "1"}, Fraction(0), "not_yet"),))
    close = editing_rules.change_condition(close, "passed", 0, TotalAtLeast(Fraction("125.474")))
    found = editing.check_each_example(close)[0]
    assert found.outcome == "not_yet"
    assert found.total is not None
    assert editing.shown_total(close, found.total) == "125.47"
    assert editing.check_each_example(TEACHING)[0].total is None


def test_a_draft_that_contradicts_itself_says_so_instead_of_falling_over() -> None:
    gone = editing_rules.add_condition(TEACHING, "distinction", SectionMeanAtLeast("Z", Fraction(1)), place=0)
    assert [each.example for each in editing.check_each_example(gone)] == list(TEACHING.examples)
    bad = editing.with_examples(TEACHING, [replace(TEACHING.examples[0], marks={"T1": "many"})])
    assert "many" in editing.check_each_example(bad)[0].problem
    without = replace(TEACHING, scale=replace(TEACHING.scale, levels=()))
    assert editing.check_each_example(without)[0].problem


def test_an_outcome_that_is_gone_is_said_to_be_gone() -> None:
    assert editing.outcome_label(TEACHING, "certified") == "Certified"
    assert editing.outcome_label(TEACHING, "incomplete") == "Incomplete"
    assert "gone" in editing.outcome_label(TEACHING, "elsewhere")
