"""Quotes are found again."""

from __future__ import annotations

from hypothesis import assume, given
from hypothesis import strategies as st

from certdesk.core.annotations import PageRegion, Rect, TextQuote, WholeItem
from certdesk.ui.viewers.marks_on_media import MediaMark, as_quote, quote_marks
from certdesk.ui.viewers.quotes import CONTEXT, find_quote, quote_at, to_characters, to_units

TEXTS = st.text(alphabet="ab \né𝄞ሀ", min_size=1, max_size=120)


@given(text=TEXTS, data=st.data())
def test_a_quote_is_found_where_it_was_taken(text, data) -> None:
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    quote = quote_at(text, start, end)
    assume(quote.quote)
    assert find_quote(text, quote) == (quote.offset, quote.offset + len(quote.quote))
    assert quote.quote == text[start:end].strip()
    assert len(quote.before) <= CONTEXT
    assert len(quote.after) <= CONTEXT


@given(text=TEXTS, before=TEXTS, data=st.data())
def test_a_quote_is_found_when_text_was_put_before_it(text, before, data) -> None:
    start = data.draw(st.integers(0, len(text)))
    quote = quote_at(text, start, len(text))
    assume(quote.quote)
    found = find_quote(before + text, quote)
    assert found is not None
    assert (before + text)[slice(*found)] == quote.quote


def test_surroundings_tell_equal_words_apart() -> None:
    text = "one apple. two apples. red apple pie."
    quote = TextQuote("apple", "red ", " pie", 0)
    assert find_quote(text, quote) == (27, 32)


def test_other_line_breaks_do_not_matter() -> None:
    assert find_quote("She changed\nher   lesson.", TextQuote("changed her lesson")) == (4, 24)


def test_words_that_are_gone_are_not_found() -> None:
    assert find_quote("nothing here", TextQuote("water")) is None
    assert find_quote("nothing here", TextQuote("")) is None


@given(text=TEXTS, data=st.data())
def test_qt_counts_in_other_units_and_back(text, data) -> None:
    offset = data.draw(st.integers(0, len(text)))
    assert to_characters(text, to_units(text, offset)) == offset


def test_words_on_a_page_are_quotes_too() -> None:
    region = PageRegion(2, Rect(0, 0, 1, 1), "sand on top")
    assert as_quote(region) == TextQuote("sand on top")
    assert as_quote(WholeItem()) is None
    marks = (MediaMark("a", "T4", region, current=True), MediaMark("b", "T5", WholeItem(), current=False))
    assert [mark.annotation_id for mark, _quote in quote_marks(marks)] == ["a"]
