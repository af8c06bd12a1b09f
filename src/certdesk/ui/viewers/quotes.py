"""Quoting words of a text so that they are found again, also when the text around them has moved. Plain strings."""

from __future__ import annotations

import re

from certdesk.core.annotations import TextQuote

CONTEXT = 32
"""How many characters are kept on either side."""

_MOST_WORDS = 200


def quote_at(text: str, start: int, end: int) -> TextQuote:
    """Return the quote of ``text[start:end]`` without the white space at its ends."""
    chosen = text[start:end]
    start += len(chosen) - len(chosen.lstrip())
    end = max(start, end - (len(chosen) - len(chosen.rstrip())))
    return TextQuote(text[start:end], text[max(0, start - CONTEXT) : start], text[end : end + CONTEXT], start)


def find_quote(text: str, quote: TextQuote) -> tuple[int, int] | None:
    """Return where a quote stands: at its offset, else where its surroundings fit, else nearest to its offset."""
    words = quote.quote
    if not words:
        return None
    if text[quote.offset : quote.offset + len(words)] == words:
        return quote.offset, quote.offset + len(words)
    for before, after in ((quote.before, quote.after), (quote.before, ""), ("", quote.after)):
        if before or after:
            found = _nearest(text, before + words + after, quote.offset - len(before))
            if found is not None:
                return found + len(before), found + len(before) + len(words)
    found = _nearest(text, words, quote.offset)
    return (found, found + len(words)) if found is not None else _loosely(text, quote)


def _loosely(text: str, quote: TextQuote) -> tuple[int, int] | None:
    """Find the same words with other line breaks or spaces between them."""
    words = [re.escape(word) for word in quote.quote.split()[:_MOST_WORDS]]
    found = [match.span() for match in re.finditer(r"\s+".join(words), text)]
    return min(found, key=lambda span: abs(span[0] - quote.offset), default=None)


def _nearest(text: str, needle: str, offset: int) -> int | None:
    """Return the occurrence nearest to ``offset``."""
    offset = min(max(0, offset), len(text))
    after = text.find(needle, offset)
    before = text.rfind(needle, 0, offset + len(needle) - 1)
    found = [at for at in (before, after) if at >= 0]
    return min(found, key=lambda at: abs(at - offset), default=None)


def to_units(text: str, offset: int) -> int:
    """Return the UTF-16 position, which Qt counts in, of a character of ``text``."""
    return offset + sum(letter > "\uffff" for letter in text[:offset])


def to_characters(text: str, units: int) -> int:
    """Return the character of ``text`` at a UTF-16 position."""
    if text.isascii():
        return units
    return len(text.encode("utf-16-le", "surrogatepass")[: units * 2].decode("utf-16-le", "replace"))
