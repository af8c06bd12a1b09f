from fractions import Fraction

import pytest
from tests.core.samples import LEVELS, rubric

from certdesk.core.rubric import Scale

SCALE = Scale(LEVELS, Fraction(3))
HALVES = Scale(LEVELS, Fraction(3), half_levels=True)


def test_levels_are_found_by_their_exact_value():
    assert SCALE.level(Fraction(2)).label == "Level 2"
    assert SCALE.level(Fraction("2.5")) is None


@pytest.mark.parametrize(("value", "whole", "half"), [
    ("1", True, True), ("4", True, True), ("2.5", False, True), ("1.5", False, True), ("0.5", False, False),
    ("4.5", False, False), ("2.25", False, False), ("7/3", False, False),
])  # fmt: skip
def test_half_levels_may_be_given_only_where_the_rubric_allows_them(value, whole, half):
    assert SCALE.allows(Fraction(value)) is whole
    assert HALVES.allows(Fraction(value)) is half


def test_parts_are_found_by_id_and_unknown_ones_are_refused():
    small = rubric()
    assert small.criterion("A2").critical
    assert small.section("B").criteria == ("B1", "B2")
    with pytest.raises(KeyError):
        small.criterion("Z1")
    with pytest.raises(KeyError):
        small.section("Z")
