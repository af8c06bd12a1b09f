from fractions import Fraction

import pytest
from tests.core.samples import NO, criterion, levels, rubric

from certdesk.core import conditions as rule
from certdesk.core.judging import below_floor, judge, level, plain_number

SMALL = rubric()
GOOD = levels(A1=3, A2=3, B1=3, B2=3)


def judged(condition, marks, base=SMALL):
    found = judge(base, condition, marks)
    return found.rule, found.found, found.met, found.open


@pytest.mark.parametrize(
    ("condition", "marks", "asked", "found", "met"),
    [
        (rule.MeanAtLeast(Fraction("2.75")), GOOD, "Weighted mean at least 2.75", "3.00", True),
        (rule.MeanAtLeast(Fraction(3)), GOOD, "Weighted mean at least 3", "3.00", True),
        (rule.MeanAtLeast(Fraction("3.001")), GOOD, "Weighted mean at least 3.001", "3.00", False),
        (rule.TotalAtLeast(Fraction(18)), GOOD, "Total at least 18", "18.00", True),
        (rule.TotalAtLeast(Fraction("18.5")), GOOD, "Total at least 18.5", "18.00", False),
        (rule.EveryCriterionAtLeast(Fraction(3)), GOOD, "Every criterion at least 3", "yes", True),
        (
            rule.EveryCriterionAtLeast(Fraction(3)),
            levels(A1=2, A2=3, B1="2.5", B2=3),
            "Every criterion at least 3",
            "A1 is 2, B1 is 2.5",
            False,
        ),
        (rule.FloorsMet(), GOOD, "Every criterion reaches its own minimum", "yes", True),
        (
            rule.FloorsMet(),
            levels(A1=1, A2=2, B1=1, B2=1),
            "Every criterion reaches its own minimum",
            "below: A1, A2",
            False,
        ),
        (
            rule.BelowFloorAtMost(1),
            levels(A1=1, A2=3, B1=1, B2=1),
            "At most 1 criterion below its own minimum",
            "below: A1",
            True,
        ),
        (
            rule.BelowFloorAtMost(1),
            levels(A1=1, A2=2, B1=1, B2=1),
            "At most 1 criterion below its own minimum",
            "below: A1, A2",
            False,
        ),
        (rule.BelowFloorAtMost(0), GOOD, "At most 0 criteria below their own minimum", "yes", True),
        (rule.CriticalAtLeast(Fraction(3)), GOOD, "Critical criterion A2 at least 3", "yes", True),
        (
            rule.CriticalAtLeast(Fraction(3)),
            levels(A1=4, A2="2.5", B1=4, B2=4),
            "Critical criterion A2 at least 3",
            "A2 is 2.5",
            False,
        ),
        (
            rule.SectionMeanAtLeast("B", Fraction("2.25")),
            levels(A1=4, A2=4, B1=2, B2="2.5"),
            "Mean of section B (Part B) at least 2.25",
            "2.25",
            True,
        ),
        (
            rule.SectionMeanAtLeast("B", Fraction("2.25")),
            levels(A1=4, A2=4, B1=2, B2=2),
            "Mean of section B (Part B) at least 2.25",
            "2.00",
            False,
        ),
        (rule.CountAtLevel(Fraction(4), at_least=1), GOOD, "At least 1 criterion at level 4", "0", False),
        (rule.CountAtLevel(Fraction(3), at_least=4), GOOD, "At least 4 criteria at level 3", "4", True),
        (rule.CountAtLevel(Fraction(3), at_most=3), GOOD, "At most 3 criteria at level 3", "4", False),
        (
            rule.CountAtLevel(Fraction(3), at_least=1, at_most=4),
            GOOD,
            "At least 1 criterion at level 3, At most 4 criteria at level 3",
            "4",
            True,
        ),
        (
            rule.CountAtLevel(Fraction(3), at_least=5, at_most=9),
            GOOD,
            "At least 5 criteria at level 3, At most 9 criteria at level 3",
            "4",
            False,
        ),
    ],
)
def test_each_condition_says_what_it_asks_and_what_it_found(condition, marks, asked, found, met):
    assert judged(condition, marks) == (asked, found, met, False)


def test_half_levels_are_not_counted_at_the_level_beside_them():
    count = rule.CountAtLevel(Fraction(3), at_least=1)
    assert not judge(SMALL, count, levels(A1="2.5", A2="3.5", B1=2, B2=4)).met


@pytest.mark.parametrize(
    "condition",
    [
        rule.MeanAtLeast(Fraction(3)),
        rule.EveryCriterionAtLeast(Fraction(3)),
        rule.FloorsMet(),
        rule.BelowFloorAtMost(0),
        rule.SectionMeanAtLeast("B", Fraction(3)),
        rule.TotalAtLeast(Fraction(18)),
    ],
)
def test_a_criterion_that_was_not_observed_is_left_out(condition):
    assert judge(SMALL, condition, {**GOOD, "B1": NO}).met


def test_a_section_of_which_nothing_was_observed_leaves_its_mean_open():
    found = judged(rule.SectionMeanAtLeast("B", Fraction(2)), {**GOOD, "B1": NO, "B2": NO})
    assert found == ("Mean of section B (Part B) at least 2", "nothing observed", False, True)


def test_a_critical_criterion_that_was_not_observed_leaves_its_minimum_open():
    found = judged(rule.CriticalAtLeast(Fraction(3)), {**GOOD, "A2": NO})
    assert found == ("Critical criterion A2 at least 3", "A2 not observed", False, True)


def test_one_critical_criterion_too_low_settles_it_although_another_was_not_observed():
    two = rubric(criteria=(criterion("A1", "A", critical=True), criterion("A2", "A", critical=True)))
    found = judged(rule.CriticalAtLeast(Fraction(3)), levels(A1=2, A2=NO), two)
    assert found == ("Critical criteria A1, A2 at least 3", "A1 is 2", False, False)


def test_only_levels_under_their_own_floor_are_below_it():
    assert below_floor(SMALL, levels(A1="1.5", A2=3, B1=1, B2=NO)) == ("A1",)


def test_marks_without_a_level_have_none():
    assert level({"A1": NO}, "A1") is None
    assert level({}, "A1") is None
    assert level(GOOD, "A1") == 3


@pytest.mark.parametrize(
    ("value", "written"),
    [
        ("3", "3"), ("2.5", "2.5"), ("2.75", "2.75"), ("2.625", "2.625"), ("110", "110"), ("0", "0"), ("1/2", "0.5"),
        ("2.05", "2.05"), ("7/3", "2 1/3"), ("1/3", "1/3"), ("-2.5", "-2.5"), ("100", "100"), ("0.001", "0.001"),
    ],
)  # fmt: skip
def test_thresholds_are_written_exactly(value, written):
    assert plain_number(Fraction(value)) == written
