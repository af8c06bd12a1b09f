from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

import pytest
from tests.reports.samples import SCALE

from certdesk.core.marks import UNMARKED, CommentOnly, LevelGiven, NotObserved, Unscorable
from certdesk.core.rubric import Level, Scale
from certdesk.reports.level_marks import level_colour, level_digits, level_share, mark_in_words


def scale_of(count: int, standard: int) -> Scale:
    levels = tuple(Level(Fraction(n), str(n), str(n)) for n in range(1, count + 1))
    return Scale(levels, Fraction(standard))


@pytest.mark.parametrize(("level", "share"), [(1, 0.25), (2, 0.5), (Fraction(5, 2), 0.625), (4, 1)])
def test_a_disc_is_as_full_as_its_level(level, share):
    assert level_share(Fraction(level), SCALE) == share


def test_the_lowest_level_is_never_empty_and_a_scale_of_one_is_full():
    assert level_share(Fraction(1), scale_of(7, 4)) == pytest.approx(1 / 7)
    assert level_share(Fraction(1), scale_of(1, 1)) == 1


def test_colours_change_at_the_standard():
    below, at = level_colour(Fraction(2), SCALE), level_colour(Fraction(3), SCALE)
    assert below[0] > below[2]
    assert at[2] > at[0]
    assert len({level_colour(level.value, SCALE) for level in SCALE.levels}) == 4


def test_a_long_scale_has_one_colour():
    scale = scale_of(9, 5)
    assert len({level_colour(level.value, scale) for level in scale.levels}) == 1


def test_a_scale_whose_standard_is_its_lowest_level():
    scale = replace(SCALE, standard=Fraction(1))
    assert len({level_colour(level.value, scale) for level in scale.levels}) == 4


@pytest.mark.parametrize(
    ("mark", "label", "words"),
    [
        (LevelGiven(Fraction(3)), "Secure", "3 Secure"),
        (LevelGiven(Fraction(5, 2)), "", "2½"),
        (LevelGiven(Fraction(1, 2)), "", "½"),
        (NotObserved(), "", "Not observed"),
        (Unscorable("U-AUDIO"), "", "Cannot be scored (U-AUDIO)"),
        (CommentOnly(), "", "Comment only"),
        (UNMARKED, "", "Not marked"),
        (NotObserved(), "Keine Gelegenheit", "Keine Gelegenheit"),
    ],
)
def test_the_five_kinds_of_mark_in_words(mark, label, words):
    assert mark_in_words(mark, label) == words


def test_digits():
    assert [level_digits(Fraction(n, 4)) for n in (4, 6, 9)] == ["1", "1½", "2.25"]
