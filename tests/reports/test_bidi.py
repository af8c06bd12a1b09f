from __future__ import annotations

from bidi import get_display
from hypothesis import given
from hypothesis import strategies as st

from certdesk.reports.text.bidi import levels, line_level, paragraph_level, visual_order

# Letters, digits, signs and isolates, but nothing that is mirrored or combined: how those look is the font's business.
ALPHABET = "ab אב اب 12 ٣٤ +-/,.:%$#!?&*\u2066\u2067\u2068\u2069\u200e\u200f"
MARKS = str.maketrans("", "", "\u2066\u2067\u2068\u2069\u200e\u200f")


@given(text=st.text(ALPHABET, max_size=24), base=st.sampled_from([0, 1]))
def test_letters_stand_where_the_unicode_algorithm_puts_them(text, base):
    ours = "".join(text[place] for place in visual_order(levels(text, base)))
    theirs = get_display(text, base_dir="LR"[base])
    assert ours.translate(MARKS) == theirs.translate(MARKS)


def test_brackets_follow_what_they_enclose():
    assert levels("א (b) ג", 1) == [1, 1, 1, 2, 1, 1, 1]
    assert levels("a (ב) c", 0) == [0, 0, 0, 1, 0, 0, 0]
    assert levels("a ב(c)", 0) == [0, 0, 1, 0, 0, 0]


def test_embeddings_and_overrides():
    assert levels("a\u202bb\u202cc", 0) == [0, 0, 2, 2, 0]
    assert levels("\u202eab\u202c", 0) == [0, 1, 1, 0]


def test_a_level_never_goes_beyond_the_deepest():
    assert max(levels("\u202b" * 200 + "a", 0)) <= 126


def test_plain_left_to_right_text_is_level_0_throughout():
    assert levels("At 03:05 (p. 3)", 0) == [0] * 15


def test_the_letters_decide_on_a_paragraph_not_the_code_before_them():
    assert paragraph_level("T4. دع كل مجموعة") == 1
    assert paragraph_level("The word كتاب is Arabic") == 0
    assert paragraph_level("12 %") == 0
    assert (paragraph_level("aא"), paragraph_level("אa")) == (0, 1)


def test_a_line_of_the_frame_follows_the_document_if_it_has_its_letters():
    assert line_level("KITE-37 مياه", "ar") == 1
    assert line_level("Page 1 of 3", "ar-EG") == 0
    assert line_level("مياه", "en") == 0
