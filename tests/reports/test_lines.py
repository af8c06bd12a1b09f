from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from certdesk.reports.text.bidi import paragraph_level
from certdesk.reports.text.faces import Family, chain
from certdesk.reports.text.lines import Align, fill, fill_evenly, fill_well, line_width, place, room_factor
from certdesk.reports.text.runs import Span, Style, isolated, make_words, missing

BODY = Style(Family.BODY, 10, 14, (0, 0, 0))
TEXT = "Pupils question each other’s reasons and test them before changing the filter, then write down what they saw."


def set_in(text: str, style: Style = BODY, base: int = 0):
    return make_words([Span(text, style)], base)


def said(line) -> str:
    return "".join(run.text for run in line)


@given(text=st.text("abc deé-/ 学生 ሰላም", max_size=80), width=st.floats(20, 300))
def test_no_line_is_wider_than_its_measure_and_no_letter_is_lost(text, width):
    lines = fill(set_in(text), width)
    assert all(line_width(line) <= width + 0.01 for line in lines)
    assert "".join(said(line) for line in lines).replace(" ", "") == text.replace(" ", "")


def test_a_word_that_is_too_long_is_cut_between_letters():
    lines = fill(set_in("x" * 100), 60)
    assert len(lines) > 5
    assert all(line_width(line) <= 60 for line in lines)


def test_even_lines_are_as_many_and_about_as_long():
    greedy, even = fill(set_in(TEXT), 200), fill_evenly(set_in(TEXT), 200)
    assert len(even) == len(greedy)
    spread = [max(map(line_width, lines)) - min(map(line_width, lines)) for lines in (greedy, even)]
    assert spread[1] <= spread[0]


def test_a_short_last_word_does_not_stand_alone():
    text = "You compare the same task before and after, and say what did not work."
    widths = [width for width in range(100, 300) if said(fill(set_in(text), width)[-1]) == "work."]
    assert widths
    for width in widths:
        assert len(fill_well(set_in(text), width)) == len(fill(set_in(text), width))
    assert sum(said(fill_well(set_in(text), width)[-1]) == "work." for width in widths) < len(widths) / 4


@pytest.mark.parametrize(("align", "x"), [(Align.LEFT, 0), (Align.CENTRE, 50), (Align.RIGHT, 100)])
def test_lines_stand_where_they_are_told(align, x):
    [line] = fill(set_in("one"), 1000)
    [(_run, at)] = place(line, 0, line_width(line) + 100, align)
    assert at == pytest.approx(x)


def test_blanks_at_the_end_of_a_line_are_there_but_take_no_room():
    first, *_others = fill(set_in("one two"), 25)
    assert said(first) == "one "
    assert line_width(first) < 25
    assert place(first, 0, 25, Align.RIGHT)[-1][1] == pytest.approx(25)


def test_right_to_left_words_stand_from_the_right():
    [line] = fill(set_in("أمل عبد", base=1), 1000)
    places = [x for run, x in place(line, 0, 300, Align.RIGHT) if not run.blank]
    assert places == sorted(places, reverse=True)


def test_taller_scripts_get_taller_lines_but_one_word_does_not():
    assert room_factor(set_in(TEXT)) == 1.0
    assert room_factor(set_in("أمل عبد الرحمن", base=1)) > 1.1
    assert room_factor(set_in(TEXT + " ሰላም")) == 1.0


def test_letters_that_join_are_never_spaced_out():
    wide = replace(BODY, tracking=2)
    assert line_width(fill(set_in("abc", wide), 1000)[0]) > line_width(fill(set_in("abc"), 1000)[0]) + 5
    assert fill(set_in("أمل", wide, 1), 1000)[0][0].width == fill(set_in("أمل", base=1), 1000)[0][0].width


def test_marks_of_direction_leave_no_trace():
    assert [run.text for word in set_in(isolated("one")) for run in word] == ["one"]


def test_bold_without_a_bold_font_is_drawn_thicker():
    [word] = set_in("学", replace(BODY, family=Family.STRONG))
    assert word[0].thickened
    assert not set_in("学")[0][0].thickened


@given(st.text(st.sampled_from("aébŋ ئبّكिक्षሀ፡学かÀ\u0301\u0323\u064b\u3099\u093f\u2003\u00a0\u200d(«")))
def test_no_letter_falls_through_to_an_empty_box(text):
    assert missing([text]) == ()
    for family in (Family.BODY, Family.SERIF_BOLD, Family.DISPLAY):
        words = set_in(text, replace(BODY, family=family), paragraph_level(text))
        assert all(glyph.id for word in words for run in word for glyph in run.shaped.glyphs)


def test_all_families_cover_the_same_characters():
    samples = "aé đ ш α ب क ሀ 学 か"
    for family in Family:
        assert all(any(face.covers(letter) for face in chain(family)) for letter in samples.replace(" ", ""))


def test_marks_stand_over_their_letter_even_where_the_first_font_does_not_know_how():
    [word] = set_in("dɔ̃̀g")
    [middle] = [run for run in word if run.text.startswith("ɔ")]
    assert middle.face.name == "NotoSans-Regular"
    assert all(glyph.dx for glyph in middle.shaped.glyphs[1:])
    assert word[0].face.name == word[-1].face.name == "Inter-Regular"
