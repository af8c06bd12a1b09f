from fractions import Fraction

import pytest
from tests.core.samples import NO, criterion, levels, rubric

from certdesk.core import conditions as rule
from certdesk.core.judging import below_floor, judge, level, plain_number
from certdesk.core.marks import Unscorable

SMALL = rubric()
GOOD = levels(A1=3, A2=3, B1=3, B2=3)


OR_ABOVE, OR_BELOW = rule.Comparing.OR_ABOVE, rule.Comparing.OR_BELOW


def judged(condition, marks, base=SMALL):
    found = judge(base, condition, marks)
    return found.rule, found.found, found.met, found.open


@pytest.mark.parametrize(
    ("condition", "marks", "asked", "found", "met"),
    [
        (rule.MeanAtLeast(Fraction("2.75")), GOOD, "Weighted mean at least 2.75", "3.00", True),
        (rule.MeanAtLeast(Fraction(3)), GOOD, "Weighted mean at least 3.00", "3.00", True),
        (rule.MeanAtLeast(Fraction("3.001")), GOOD, "Weighted mean at least 3.001", "3.00", False),
        (rule.TotalAtLeast(Fraction(18)), GOOD, "Total at least 18", "18", True),
        (rule.TotalAtLeast(Fraction("18.5")), GOOD, "Total at least 18.5", "18.00", False),
        (rule.EveryCriterionAtLeast(Fraction(3)), GOOD, "Every criterion at least 3", "yes", True),
        (
            rule.EveryCriterionAtLeast(Fraction(3)),
            levels(A1=2, A2=3, B1="2.5", B2=3),
            "Every criterion at least 3",
            "A1 is 2, B1 is 2.5",
            False,
        ),
        (rule.FloorsMet(), GOOD, "Every criterion reaches its minimum (floor)", "yes", True),
        (
            rule.FloorsMet(),
            levels(A1=1, A2=2, B1=1, B2=1),
            "Every criterion reaches its minimum (floor)",
            "below: A1, A2",
            False,
        ),
        (
            rule.BelowFloorAtMost(1),
            levels(A1=1, A2=3, B1=1, B2=1),
            "At most 1 criterion below its minimum (floor)",
            "below: A1",
            True,
        ),
        (
            rule.BelowFloorAtMost(1),
            levels(A1=1, A2=2, B1=1, B2=1),
            "At most 1 criterion below its minimum (floor)",
            "below: A1, A2",
            False,
        ),
        (rule.BelowFloorAtMost(0), GOOD, "At most 0 criteria below their minimum (floor)", "yes", True),
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
        (rule.MeanAtLeast(Fraction(3), weighted=False), GOOD, "Mean at least 3.00", "3.00", True),
        (
            rule.MeanAtLeast(Fraction("2.5"), weighted=False),
            levels(A1=1, A2=1, B1=4, B2=3),
            "Mean at least 2.50",
            "2.25",
            False,
        ),
        (
            rule.TotalAtLeast(Fraction(9), weighted=False),
            levels(A1=1, A2=1, B1=4, B2=3),
            "Sum of the levels at least 9",
            "9",
            True,
        ),
        (
            rule.TotalAtLeast(Fraction(9), weighted=False),
            levels(A1=NO, A2=1, B1=2, B2=3),
            "Sum of the levels at least 9",
            "8",
            False,
        ),
        (
            rule.SectionTotalAtLeast("B", Fraction(14)),
            levels(A1=1, A2=1, B1=4, B2=3),
            "Total of section B (Part B) at least 14",
            "14",
            True,
        ),
        (
            rule.SectionTotalAtLeast("B", Fraction("7.5"), weighted=False),
            levels(A1=4, A2=4, B1=4, B2=3),
            "Sum of the levels in section B (Part B) at least 7.5",
            "7.00",
            False,
        ),
        (
            rule.CountAtLevel(Fraction(3), at_least=2, comparing=OR_ABOVE),
            levels(A1=4, A2=3, B1="2.5", B2=1),
            "At least 2 criteria at level 3 or above",
            "2",
            True,
        ),
        (
            rule.CountAtLevel(Fraction(2), at_most=1, comparing=OR_BELOW),
            levels(A1=2, A2="2.5", B1=1, B2=4),
            "At most 1 criterion at level 2 or below",
            "2",
            False,
        ),
        (rule.NamedAtLeast(("A1", "B2"), Fraction(3)), GOOD, "Each of A1, B2 at least 3", "yes", True),
        (
            rule.NamedAtLeast(("B2",), Fraction(3)),
            levels(A1=1, A2=1, B1=1, B2=2),
            "Criterion B2 at least 3",
            "B2 is 2",
            False,
        ),
        (rule.NotObservedAtMost(0), GOOD, "Every criterion observed", "yes", True),
        (
            rule.NotObservedAtMost(1),
            levels(A1=NO, A2=3, B1=NO, B2=3),
            "At most 1 criterion not observed",
            "not observed: A1, B1",
            False,
        ),
        (rule.BankedAtMost(0), GOOD, "No criterion from an earlier attempt", "none", True),
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
    assert found == ("Mean of section B (Part B) at least 2.00", "nothing observed", False, True)


def test_a_critical_criterion_that_was_not_observed_leaves_its_minimum_open():
    found = judged(rule.CriticalAtLeast(Fraction(3)), {**GOOD, "A2": NO})
    assert found == ("Critical criterion A2 at least 3", "A2 not observed", False, True)


def test_one_critical_criterion_too_low_settles_it_although_another_was_not_observed():
    two = rubric(criteria=(criterion("A1", "A", critical=True), criterion("A2", "A", critical=True)))
    found = judged(rule.CriticalAtLeast(Fraction(3)), levels(A1=2, A2=NO), two)
    assert found == ("Critical criteria A1, A2 at least 3", "A1 is 2", False, False)


def test_a_named_criterion_that_was_not_observed_leaves_it_open_unless_another_is_too_low():
    named = rule.NamedAtLeast(("A1", "A2"), Fraction(3))
    assert judged(named, levels(A1=NO, A2=3)) == ("Each of A1, A2 at least 3", "A1 not observed", False, True)
    assert judged(named, levels(A1=NO, A2=2)) == ("Each of A1, A2 at least 3", "A2 is 2", False, False)


def test_a_section_total_grows_with_what_was_not_observed_and_is_open_without_any():
    asked = rule.SectionTotalAtLeast("B", Fraction(12))
    assert judged(asked, levels(B1=3, B2=NO))[1:] == ("12", True, False)
    assert judged(asked, levels(B1=NO, B2=NO))[1:] == ("nothing observed", False, True)


def test_what_cannot_be_scored_leaves_completeness_open_and_never_fails_it():
    unscorable = Unscorable("U-AUDIO")
    assert judged(rule.NotObservedAtMost(1), levels(A1=NO, A2=unscorable))[1:] == (
        "no level yet: A2, B1, B2",
        False,
        True,
    )
    assert judged(rule.NotObservedAtMost(1), {**GOOD, "A1": unscorable})[2:] == (True, False)
    assert judged(rule.NotObservedAtMost(0), {**GOOD, "A1": unscorable})[2:] == (False, True)
    assert judged(rule.NotObservedAtMost(0), {**GOOD, "A1": unscorable, "A2": NO})[2:] == (False, False)


def test_results_of_an_earlier_attempt_are_counted_and_named_in_the_order_of_the_rubric():
    asked = rule.BankedAtMost(1)
    one = judge(SMALL, asked, GOOD, frozenset({"B1"}))
    assert (one.rule, one.found, one.met) == (
        "At most 1 criterion from an earlier attempt",
        "from an earlier attempt: B1",
        True,
    )
    two = judge(SMALL, asked, GOOD, frozenset({"B1", "A2", "not in this rubric"}))
    assert (two.found, two.met) == ("from an earlier attempt: A2, B1", False)


def test_in_a_rubric_with_ranges_a_level_is_counted_for_its_whole_range():
    ranged = rubric(ranges=True)
    marks = levels(A1="2.01", A2=3, B1="3.01", B2=2)
    assert judged(rule.CountAtLevel(Fraction(3), at_least=2), marks, ranged)[1:3] == ("2", True)
    above = rule.CountAtLevel(Fraction(3), at_least=3, comparing=OR_ABOVE)
    assert judged(above, marks, ranged)[1:3] == ("3", True)
    below = rule.CountAtLevel(Fraction(3), at_least=3, comparing=OR_BELOW)
    assert judged(below, marks, ranged)[1:3] == ("3", True)


def test_a_draft_that_asks_for_a_section_it_does_not_have_is_judged_as_open():
    assert judged(rule.SectionMeanAtLeast("Q", Fraction(2)), GOOD)[1:] == ("nothing observed", False, True)
    assert judged(rule.SectionTotalAtLeast("Q", Fraction(2)), GOOD)[1:] == ("nothing observed", False, True)


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
