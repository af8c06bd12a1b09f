"""Finding words as people read them: whatever their case, accents, ligatures, hyphens and line ends."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass

# What may stand in place of a letter that a font or a program wrote its own way.
_SAME = str.maketrans({
    "ø": "o", "đ": "d", "ł": "l", "ħ": "h", "ı": "i", "æ": "ae", "œ": "oe", "ð": "d", "þ": "th", "ŋ": "n",
    "‘": "'", "’": "'", "ʼ": "'", "‛": "'", "´": "'", "“": '"', "”": '"', "„": '"', "«": '"', "»": '"',
    "–": "-", "—": "-", "−": "-", "‐": "-", "‑": "-",
    # Persian and Urdu keyboards give Arabic's yeh and kaf other numbers; a final yeh is often left without its dots.
    "ى": "ي", "ی": "ي", "ک": "ك", "ـ": "",
})  # fmt: skip

# Marks that people leave out when they type: accents, Hebrew and Arabic vowels. Those of Indian scripts are letters.
_LEFT_OUT = re.compile(
    "[\u0300-\u036f\u0483-\u0489\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7\u0610-\u061a\u064b-\u065f\u0670"
    "\u06d6-\u06dc\u06df-\u06e8\u06ea-\u06ed\u0711\u0730-\u074a\u08d3-\u08ff\u135d-\u135f\u1ab0-\u1aff\u1dc0-\u1dff"
    "\u20d0-\u20f0\ufe00-\ufe0f\ufe20-\ufe2f]"
)
_LETTER = r"[^\W\d_]"
# A hyphen between letters may be the word's own or the line's end, so none counts. Two are PDFium's for the line's end.
_HYPHEN = re.compile(rf"(?<={_LETTER})[-‐‑\u00ad\x02\ufffe]\s*(?={_LETTER})")
_LINE_END = re.compile(rf"(?<={_LETTER})([-‐‑\u00ad\x02\ufffe])\s*\n\s*(?={_LETTER})")
# Chinese and Japanese lines end inside words; Ethiopic puts a mark where others put a space.
_EAST = "[\u2e80-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\uff00-\uffef]"
_LINE_IN_WORD = re.compile(rf"(?<={_EAST})\s*\n\s*(?={_EAST})")
_SPACES = re.compile(r"[\s\u1361]+")
_UNSEEN = re.compile("[\u00ad\x02\ufffe]")
_NOTHING = "\u00ad"


@dataclass(frozen=True, slots=True)
class Folded:
    """A text as it is compared. ``jumps`` are pairs of offsets, in it and in the original, where both part company."""

    text: str
    jumps: tuple[tuple[int, int], ...] = ()

    def original(self, at: int) -> int:
        """Return where the letter at this place stands in the original."""
        number = bisect_right(self.jumps, (at, 1 << 62)) - 1
        folded, original = self.jumps[number] if number >= 0 else (0, 0)
        return original + at - folded


def fold(text: str) -> str:
    """Write a text so that what reads alike is alike. It has no line ends."""
    return _evened(text).translate(_FOLDED)


def folded(text: str) -> Folded:
    """Fold a text and remember where each letter stood."""
    origins = [at for at, letter in enumerate(_evened(text)) for _part in _FOLDED[ord(letter)]]
    expected = -1
    jumps: list[tuple[int, int]] = []
    for at, origin in enumerate(origins):
        expected += 1
        if origin != expected:
            jumps.append((at, origin))
            expected = origin
    return Folded(fold(text), tuple(jumps))


def needle_of(words: str) -> str:
    """Fold what somebody wants to find; empty when nothing is left to look for."""
    return fold(words.strip()).strip()


def places(text: str, compared: Folded, needle: str) -> Iterator[tuple[int, int]]:
    """Find where a folded needle stands: start and end in ``text``, of which ``compared`` is what `folded` gave."""
    at = compared.text.find(needle) if needle else -1
    while at >= 0:
        start, end = compared.original(at), compared.original(at + len(needle) - 1) + 1
        while end < len(text) and _LEFT_OUT.match(text[end]):
            end += 1
        yield start, end
        at = compared.text.find(needle, at + len(needle))


def one_line(text: str) -> str:
    """Write a piece of a text on one line: spaces and line ends become single spaces, words cut in two are whole."""
    whole = _LINE_END.sub(lambda found: "-" if found[1] in "-‐‑" else "", text)
    return _SPACES.sub(" ", _UNSEEN.sub("", whole))


def _evened(text: str) -> str:
    """Take out line ends and hyphens without moving any letter: what goes leaves a soft hyphen, which folds away."""
    for pattern in (_HYPHEN, _LINE_IN_WORD):
        text = pattern.sub(lambda found: _NOTHING * len(found[0]), text)
    return _SPACES.sub(lambda found: " " + _NOTHING * (len(found[0]) - 1), text)


class _Folded(dict[int, str]):
    """How each letter is folded, remembered."""

    def __missing__(self, number: int) -> str:
        self[number] = folded = _fold_letter(chr(number))
        return folded


def _fold_letter(letter: str) -> str:
    category = unicodedata.category(letter)
    if category == "Cf" or (category == "Cc" and not letter.isspace()):
        return ""
    digit = unicodedata.decimal(letter, -1)
    if digit >= 0:
        return str(digit)
    if "\uac00" <= letter <= "\ud7a3":
        return letter  # taken apart, a Korean syllable would be found inside others
    parts = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", letter).casefold())
    return _SPACES.sub(" ", _LEFT_OUT.sub("", parts).translate(_SAME))


_FOLDED = _Folded()
