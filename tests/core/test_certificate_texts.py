from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from certdesk.core.certificate_colours import READABLE, contrast, is_colour, mixed, readable
from certdesk.core.certificate_design import CertificateDesign, Look, colour_hints, must_be_colours, palette_of
from certdesk.core.certificate_texts import LONGEST, SLOTS, fill, must_be_fillable, text_problem, unknown_slots
from certdesk.core.errors import CertDeskError

COLOURS = st.builds(lambda n: f"#{n:06X}", st.integers(0, 0xFFFFFF))


def test_contrast_is_that_of_wcag():
    assert contrast("#000000", "#FFFFFF") == pytest.approx(21)
    assert contrast("#767676", "#FFFFFF") == pytest.approx(4.54, abs=0.01)
    assert contrast("#3050C8", "#FFFFFF") == pytest.approx(6.75, abs=0.01)


@settings(max_examples=60)
@given(COLOURS, st.sampled_from(Look))
def test_words_can_be_read_in_whatever_colour_is_chosen(code, look):
    palette = palette_of(CertificateDesign(look=look, ink=code, accent=code))
    assert contrast(palette.ink, palette.ground) >= READABLE
    assert contrast(palette.accent_text, palette.ground) >= READABLE
    if look is Look.SIGNAL:
        assert contrast("#FFFFFF", palette.accent) >= READABLE


@settings(max_examples=60)
@given(COLOURS, COLOURS)
def test_what_can_be_read_stays_and_the_rest_moves_as_little_as_needed(colour, ground):
    found = readable(colour, ground)
    assert contrast(found, ground) >= READABLE
    assert (found == colour) is (contrast(colour, ground) >= READABLE)


def test_a_colour_that_is_made_darker_is_told():
    [hint] = colour_hints(CertificateDesign(accent="#DDAA4C"))
    assert "#DDAA4C" in hint
    assert palette_of(CertificateDesign(accent="#DDAA4C")).accent_text in hint
    assert colour_hints(CertificateDesign(accent="#0B4F4B")) == ()


@pytest.mark.parametrize("code", ["red", "#12345", "#12345G", "0B4F4B", "#0B4F4B "])
def test_what_is_no_colour_is_refused(code):
    assert not is_colour(code)
    with pytest.raises(CertDeskError, match="not a colour"):
        must_be_colours(CertificateDesign(ink=code))


def test_colours_are_mixed_from_one_to_the_other():
    assert mixed("#102030", "#FFFFFF", 0) == "#102030"
    assert mixed("#102030", "#FFFFFF", 1) == "#FFFFFF"


@pytest.mark.parametrize(
    ("text", "said", "hint"),
    [
        ("the {titel}", "{titel}", "{title}"),
        ("the {xyzzy}", "{xyzzy}", "{holder}"),
        ("the {}", "{}", "{holder}"),
        ("the {title", "stands alone", "{holder}"),
        ("the title}", "stands alone", "{holder}"),
        ("x" * (LONGEST + 1), str(LONGEST + 1), "shorter"),
    ],
)
def test_what_can_not_be_filled_in_is_named_with_a_hint(text, said, hint):
    problem = text_problem(text)
    assert problem is not None
    assert said in problem[0]
    assert hint in problem[1]
    with pytest.raises(CertDeskError, match="Small print"):
        must_be_fillable(CertificateDesign(small_print=text))


def test_all_slots_are_filled_and_unknown_ones_stay():
    text = " ".join(f"{{{name}}}" for name in SLOTS)
    assert unknown_slots(text) == ()
    assert fill(text, {name: name.upper() for name in SLOTS}) == " ".join(SLOTS).upper()
    assert fill("{a} {holder}", {"holder": "{a}"}) == "{a} {a}"
