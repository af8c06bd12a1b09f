from dataclasses import replace
from fractions import Fraction

import pytest
from tests.core.samples import built_in, outcome, rubric

from certdesk.core import conditions as rule
from certdesk.core.errors import RubricError
from certdesk.core.examples import check_examples, example_marks, example_name, run_examples
from certdesk.core.marks import UNMARKED, CommentOnly, LevelGiven, NotObserved, Unscorable
from certdesk.core.rubric import WorkedExample

BASE = rubric(outcome("met", rule.MeanAtLeast(Fraction("2.75")), certifies=True))
RIGHT = WorkedExample("right", {"A1": "2.5", "A2": "3", "B1": "3", "B2": "2.5"}, Fraction("2.75"), "met")


@pytest.mark.parametrize(
    ("name", "count"), [("stem_teaching", 11), ("stem_coordinator", 6), ("stem_lesson_practice", 6)]
)
def test_all_worked_examples_of_our_rubrics_come_out_exactly(name, count):
    results = run_examples(built_in(name))
    assert len(results) == count
    assert [result.name for result in results if not result.passed] == []
    check_examples(built_in(name))


def test_an_averaged_half_level_lies_exactly_on_the_cut():
    [result] = run_examples(replace(BASE, examples=(RIGHT,)))
    assert result.passed
    assert (result.found_mean, result.found_outcome) == (Fraction(11, 4), "met")


@pytest.mark.parametrize(
    ("wrong", "told"),
    [
        (
            replace(RIGHT, name="wrong", outcome="not_yet"),
            "Worked example “wrong” of Small rubric: expected mean 2.75 and outcome “not_yet”, found 2.75 and “met”.",
        ),
        (
            replace(RIGHT, name="wrong", mean=Fraction("2.751")),
            "Worked example “wrong” of Small rubric: expected mean 2.751 and outcome “met”, found 2.75 and “met”.",
        ),
        (
            replace(RIGHT, name="empty", marks={}),
            "Worked example “empty” of Small rubric: expected mean 2.75 and outcome “met”, "
            "found no mean and “incomplete”.",
        ),
    ],
)
def test_the_failing_example_is_named_with_what_was_expected_and_found(wrong, told):
    with pytest.raises(RubricError) as caught:
        check_examples(replace(BASE, examples=(RIGHT, wrong)))
    assert str(caught.value) == told
    assert caught.value.hint


def test_examples_may_hold_every_kind_of_mark():
    marks = {"A1": "no", "A2": "U-AUDIO", "B1": "comment", "B2": "-"}
    assert example_marks(BASE, WorkedExample("all", marks, Fraction(3), "met")) == {
        "A1": NotObserved(), "A2": Unscorable("U-AUDIO"), "B1": CommentOnly(), "B2": UNMARKED,
    }  # fmt: skip
    assert example_marks(BASE, RIGHT)["A1"] == LevelGiven(Fraction(5, 2))


@pytest.mark.parametrize("mark", ["good", "", "1e9", "3-4"])
def test_a_mark_that_cannot_be_read_is_named(mark):
    with pytest.raises(RubricError, match="Worked example “odd” of Small rubric") as caught:
        run_examples(replace(BASE, examples=(WorkedExample("odd", {"A1": mark}, Fraction(3), "met"),)))
    assert "U-AUDIO" in caught.value.hint


def test_an_incomplete_result_can_be_an_example_too():
    tired = WorkedExample("no sound", {"A1": "3", "A2": "3", "B1": "3", "B2": "U-AUDIO"}, Fraction(3), "incomplete")
    check_examples(replace(BASE, examples=(tired,)))


@pytest.mark.parametrize(
    ("name", "shown"),
    [("all secure", "All secure"), ("pH in T2", "pH in T2"), ("élève", "Élève"), ("", ""), ("3 low", "3 low")],
)
def test_a_name_begins_with_a_capital_where_it_is_a_heading(name: str, shown: str) -> None:
    assert example_name(name) == shown
