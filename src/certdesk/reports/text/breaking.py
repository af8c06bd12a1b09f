"""Where a line may end: after spaces and some signs, between ideographs, at Ethiopic word spaces (a part of UAX 14)."""

from __future__ import annotations

from unicodedata import category, combining

_NO_BREAK_SPACES = "\u00a0\u2007\u202f\u2060"
_HYPHENS = "-\u2010\u2012\u2013\u2014/"
_ETHIOPIC = "\u1361\u1362\u1363\u1364\u1365\u1366\u1367\u1368"
_NEVER_FIRST = frozenset(
    "!%),.:;?]}\u00a2\u00b0\u2019\u201d\u2026\u3001\u3002\u3005\u3009\u300b\u300d\u300f\u3011\u3015\u3017"
    "\u30fb\u30fc\uff01\uff05\uff09\uff0c\uff0e\uff1a\uff1b\uff1f\uff3d\uff5d"
    "\u3041\u3043\u3045\u3047\u3049\u3063\u3083\u3085\u3087\u30a1\u30a3\u30a5\u30a7\u30a9\u30c3\u30e3\u30e5\u30e7"
)
_NEVER_LAST = frozenset("([{\u2018\u201c\u3008\u300a\u300c\u300e\u3010\u3014\u3016\uff08\uff3b\uff5b\uffe5$\u00a3")
_VIRAMAS = 9


def words(text: str) -> list[str]:
    """Cut ``text`` into the pieces between which a line may end; blanks stay with the piece before them."""
    pieces, start = [], 0
    for index in range(1, len(text)):
        if _may_break(text, index):
            pieces.append(text[start:index])
            start = index
    if text:
        pieces.append(text[start:])
    return pieces


def clusters(text: str) -> list[str]:
    """Cut ``text`` into letters with their marks: the smallest pieces that may stand apart."""
    pieces: list[str] = []
    for character in text:
        if pieces and _clings(pieces[-1][-1], character):
            pieces[-1] += character
        else:
            pieces.append(character)
    return pieces


def is_blank(character: str) -> bool:
    """Whether a character is a space at which a line may end."""
    return character.isspace() and character not in _NO_BREAK_SPACES


def _clings(before: str, character: str) -> bool:
    if category(character).startswith("M") or character in "\u200c\u200d":
        return True
    return before == "\u200d" or (combining(before) == _VIRAMAS and category(character) == "Lo")


def _may_break(text: str, index: int) -> bool:
    before, after = text[index - 1], text[index]
    if is_blank(after) or _clings(before, after) or after in _NO_BREAK_SPACES or before in _NO_BREAK_SPACES:
        return False
    if is_blank(before) or before == "\u200b":
        return True
    if before in _ETHIOPIC:
        return after not in _ETHIOPIC
    if before in _HYPHENS:
        return after.isalpha() and index > 1 and not is_blank(text[index - 2])
    if _is_ideograph(before) or _is_ideograph(after):
        return before not in _NEVER_LAST and after not in _NEVER_FIRST
    return False


def _is_ideograph(character: str) -> bool:
    return (
        "\u2e80" <= character <= "\ua4cf"
        or "\uac00" <= character <= "\ud7a3"
        or ("\uf900" <= character <= "\ufaff" or "\uff01" <= character <= "\uff60" or character >= "\U00020000")
    )
