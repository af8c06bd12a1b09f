"""Discs and colours of levels: on any scale, never empty, never on the wrong side of the standard."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from certdesk.core.marks import CommentOnly, LevelGiven, NotObserved, Unmarked, Unscorable
from certdesk.core.rubric import Level, Scale
from certdesk.ui.theme.source import ThemeSource
from certdesk.ui.widgets.level_tones import filled_share, level_digits, level_tones, mark_words


def a_scale(count: int, standard: int) -> Scale:
    return Scale(tuple(Level(Fraction(n), f"k{n}", f"Level {n}") for n in range(1, count + 1)), Fraction(standard))


def test_four_levels_fill_by_quarters(scale: Scale) -> None:
    assert [filled_share(scale, level.value) for level in scale.levels] == [Fraction(n, 4) for n in range(1, 5)]


@given(count=st.integers(1, 12), data=st.data())
def test_no_disc_is_empty_and_higher_levels_fill_more(count: int, data: st.DataObject) -> None:
    scale = a_scale(count, 1)
    one, other = sorted(data.draw(st.tuples(st.integers(1, count), st.integers(1, count))))
    assert 0 < filled_share(scale, Fraction(one)) <= filled_share(scale, Fraction(other)) <= 1


def test_named_levels_have_the_named_colours(theme: ThemeSource, scale: Scale) -> None:
    for number, level in enumerate(scale.levels, 1):
        tones = level_tones(theme.theme, scale, level.value)
        assert tones.glyph == theme.color(f"g{number}")
        assert tones.fill == theme.color(f"l{number}")
        assert tones.tint == theme.color(f"l{number}s")


@pytest.mark.parametrize(("count", "standard"), [(2, 2), (3, 2), (5, 3), (6, 4)])
def test_other_scales_stay_on_their_side_of_the_standard(theme: ThemeSource, count: int, standard: int) -> None:
    """Below the standard colours are warm (more red than blue), from it up they are cool."""
    scale = a_scale(count, standard)
    for level in scale.levels:
        glyph = level_tones(theme.theme, scale, level.value).glyph
        assert (glyph.red() > glyph.blue()) == (level.value < scale.standard)


def test_more_than_six_levels_share_one_quiet_colour(theme: ThemeSource) -> None:
    scale = a_scale(7, 4)
    assert len({level_tones(theme.theme, scale, level.value).glyph.name() for level in scale.levels}) == 1


def test_half_levels_lie_between(theme: ThemeSource, scale: Scale) -> None:
    half = level_tones(theme.theme, scale, Fraction(7, 2)).glyph
    assert half not in (theme.color("g3"), theme.color("g4"))
    assert level_tones(theme.theme, scale, Fraction(5, 2)).glyph == theme.color("g2"), "below the standard is amber"


@pytest.mark.parametrize(("value", "digits"), [("3", "3"), ("5/2", "2½"), ("1/2", "½"), ("10", "10")])
def test_levels_are_written_as_people_do(value: str, digits: str) -> None:
    assert level_digits(Fraction(value)) == digits


def test_every_kind_of_mark_has_words_of_its_own(scale: Scale) -> None:
    marks = (LevelGiven(Fraction(3)), NotObserved(), Unscorable("U04"), CommentOnly(), Unmarked())
    said = [mark_words(mark, scale) for mark in marks]
    assert said == ["3 Secure", "not observed", "unscorable, U04", "comment only", "unmarked"]
