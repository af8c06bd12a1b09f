from fractions import Fraction

import pytest

from certdesk.core.level_keys import level_by_key
from certdesk.core.rubric import Level, Scale


def scale(*values):
    return Scale(tuple(Level(Fraction(value), value, value) for value in values), Fraction(values[-1]))


@pytest.mark.parametrize(
    ("values", "key", "value"),
    [
        (("1", "2", "3", "4"), 3, "3"),
        (("1", "2", "3", "4"), 0, None),
        (("1", "2", "3", "4"), 5, None),
        (("0", "1"), 0, "0"),
        (("0", "1"), 1, "1"),
        (("2", "4", "6"), 4, "4"),
        (("2", "4", "6"), 1, None),
        (("1.25", "2.25", "3.25"), 1, "1.25"),
        (("1.25", "2.25", "3.25"), 3, "3.25"),
        (("1.25", "2.25", "3.25"), 4, None),
        (("1.25", "2.25", "3.25"), 0, None),
        (("10", "20", "30"), 2, "20"),
        (tuple(map(str, range(1, 13))), 12, "12"),
    ],
)
def test_a_key_means_a_value_where_it_can_and_a_place_where_it_must(values, key, value):
    found = level_by_key(scale(*values), key)
    assert (found and found.value) == (None if value is None else Fraction(value))
