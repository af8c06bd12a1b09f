from fractions import Fraction

import pytest
from tests.core.samples import NO, NO_SOUND, levels, rubric

from certdesk.core.scoring import in_section, show_number, weighted_mean, weighted_total

ALL = levels(A1=1, A2=2, B1=3, B2=4)


def test_the_mean_follows_the_weights_exactly():
    assert weighted_mean(rubric().criteria, ALL) == Fraction(1 + 2 + 6 + 8, 6)


def test_what_was_not_observed_leaves_the_mean_and_the_other_weights_grow():
    assert weighted_mean(rubric().criteria, {**ALL, "B2": NO}) == Fraction(1 + 2 + 6, 4)


@pytest.mark.parametrize("without", [NO, NO_SOUND])
def test_nothing_without_a_level_is_ever_averaged_in(without):
    assert weighted_mean(rubric().criteria, {**ALL, "A1": without}) == Fraction(2 + 6 + 8, 5)


def test_no_level_at_all_gives_no_mean():
    assert weighted_mean(rubric().criteria, {}) is None
    assert weighted_mean(rubric().criteria, dict.fromkeys(("A1", "A2", "B1", "B2"), NO)) is None


def test_marks_of_criteria_that_the_rubric_does_not_have_are_left_alone():
    assert weighted_mean(rubric().criteria, {**ALL, **levels(Z9=4)}) == Fraction(17, 6)


def test_a_section_has_its_own_mean():
    assert weighted_mean(in_section(rubric(), "A"), ALL) == Fraction(3, 2)
    assert weighted_mean(in_section(rubric(), "B"), ALL) == Fraction(7, 2)
    assert weighted_mean(in_section(rubric(), "B"), {**ALL, "B1": NO, "B2": NO}) is None


def test_a_total_is_the_sum_of_weight_times_level():
    assert weighted_total(rubric().criteria, ALL) == 17


def test_a_total_is_not_harder_to_reach_when_something_was_not_observed():
    assert weighted_total(rubric().criteria, {**ALL, "A1": NO}) == Fraction(16) * 6 / 5


def test_a_total_of_half_done_work_counts_only_what_is_marked():
    assert weighted_total(rubric().criteria, levels(A1=4)) == 4
    assert weighted_total(rubric().criteria, {}) == 0


@pytest.mark.parametrize(
    ("value", "against", "shown"),
    [
        ("109.999", "110", "109.99"),
        ("110", "110", "110.00"),
        ("110.001", "110", "110.00"),
        ("2.7499", "2.75", "2.74"),
        ("2.75", "2.75", "2.75"),
        ("2.7549", "2.75", "2.75"),
        ("38/15", "2.6", "2.53"),
        ("2.6001", "2.6001", "2.61"),
        ("2.6", "2.6001", "2.60"),
        ("7/3", "7/3", "2.34"),
        ("2.3333", "7/3", "2.33"),
    ],
)
def test_a_number_never_contradicts_its_cut(value, against, shown):
    assert show_number(Fraction(value), against=Fraction(against)) == shown


@pytest.mark.parametrize(
    ("value", "decimals", "shown"),
    [
        ("2.005", 2, "2.01"),  # a half goes up, also where floats would lose it
        ("2.675", 2, "2.68"),
        ("1/3", 2, "0.33"),
        ("2/3", 3, "0.667"),
        ("3", 0, "3"),
        ("2.5", 0, "3"),
        ("3", 2, "3.00"),
        ("0", 2, "0.00"),
        ("1000000", 2, "1000000.00"),
    ],
)
def test_a_number_is_rounded_as_people_expect(value, decimals, shown):
    assert show_number(Fraction(value), decimals) == shown
