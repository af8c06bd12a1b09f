"""Where a line may end (UAX 14) and what must not be torn apart (UAX 29), by ICU.

ICU knows Chinese, Japanese, Thai, Khmer, Lao and Burmese words from its dictionaries, so their lines end between words.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from unicodedata import combining

from icu4py.breakers import CharacterBreaker, LineBreaker
from icu4py.locale import Locale

_NO_BREAK_SPACES = "\u00a0\u2007\u202f\u2060"
_JOINERS = frozenset("-\u2010\u2012\u2013\u2014/")
_REPEATS = frozenset("\u0e46\u0ec6\u17d7")  # signs that say a Thai, Lao or Khmer word twice
_ETHIOPIC_ENDS = re.compile("(?<=[\u1361-\u1368])(?=[\u1200-\u135a])")
_VIRAMAS = 9
# The rules are those of no language in particular: what people write in one document is in several.
_ANY = Locale("en")


def words(text: str) -> list[str]:
    """Cut ``text`` into the pieces between which a line may end; blanks stay with the piece before them."""
    pieces = _joined(LineBreaker(text, _ANY), _belongs)
    if _ETHIOPIC_ENDS.search(text):
        return [part for piece in pieces for part in _ETHIOPIC_ENDS.split(piece)]
    return pieces


def clusters(text: str) -> list[str]:
    """Cut ``text`` into letters with their marks: the smallest pieces that may stand apart."""
    if text.isascii():
        return list(text)
    return _joined(CharacterBreaker(text, _ANY), _stacks)


def is_blank(character: str) -> bool:
    """Whether a character is a space at which a line may end."""
    return character.isspace() and character not in _NO_BREAK_SPACES


def _joined(pieces: Iterable[str], together: Callable[[str, str], bool]) -> list[str]:
    """Put pieces together again that must not part."""
    made: list[str] = []
    for piece in pieces:
        if made and together(made[-1], piece):
            made[-1] += piece
        else:
            made.append(piece)
    return made


def _belongs(before: str, after: str) -> bool:
    """Whether pieces are a range of numbers (03:05-03:40), or one Korean word, which ends at a space as Latin does."""
    last, first = before[-1], after[0]
    if first in _REPEATS:
        return True
    if last in _JOINERS:
        return first.isdigit() and before[-2:-1].isdigit()
    return _is_hangul(last) and _is_hangul(first)


def _stacks(before: str, after: str) -> bool:
    """Whether a consonant stands under the one before it."""
    return combining(before[-1]) == _VIRAMAS and after[0].isalpha()


def _is_hangul(character: str) -> bool:
    return "\uac00" <= character <= "\ud7a3" or "\u1100" <= character <= "\u11ff"
