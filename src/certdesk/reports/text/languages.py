"""Which language a text is probably in, told by its letters, so that a screen reader changes its voice for it."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from functools import lru_cache

# Start of a block of letters, and the language that is meant when nothing else is known; "" for signs and marks.
_BLOCKS = (
    (0x0000, ""), (0x0041, "Latn"), (0x005B, ""), (0x0061, "Latn"), (0x007B, ""), (0x00C0, "Latn"), (0x00D7, ""),
    (0x00D8, "Latn"), (0x00F7, ""), (0x00F8, "Latn"), (0x02B0, ""), (0x0370, "el"), (0x0400, "ru"), (0x0530, "hy"),
    (0x0590, "he"), (0x0600, "ar"), (0x0700, ""), (0x0750, "ar"), (0x0780, ""), (0x08A0, "ar"), (0x0900, "hi"),
    (0x0964, ""), (0x0966, "hi"), (0x0980, "bn"), (0x0A00, "pa"), (0x0A80, "gu"), (0x0B00, "or"), (0x0B80, "ta"),
    (0x0C00, "te"), (0x0C80, "kn"), (0x0D00, "ml"), (0x0D80, "si"), (0x0E00, "th"), (0x0E80, "lo"), (0x0F00, "bo"),
    (0x1000, "my"), (0x10A0, "ka"), (0x1100, "ko"), (0x1200, "am"), (0x13A0, ""), (0x1780, "km"), (0x1800, ""),
    (0x1C90, "ka"), (0x1CC0, ""), (0x1E00, "Latn"), (0x1F00, "el"), (0x2000, ""), (0x2C60, "Latn"), (0x2C80, ""),
    (0x2D80, "am"), (0x2DE0, ""), (0x2E80, "zh"), (0x3000, ""), (0x3040, "ja"), (0x3100, "zh"), (0x3130, "ko"),
    (0x3190, ""), (0x3400, "zh"), (0xA000, ""), (0xA720, "Latn"), (0xA800, ""), (0xAB00, "am"), (0xAB30, ""),
    (0xAC00, "ko"), (0xD800, ""), (0xF900, "zh"), (0xFB00, ""), (0xFB1D, "he"), (0xFB50, "ar"), (0xFE00, ""),
    (0xFE70, "ar"), (0xFF00, ""), (0xFF66, "ja"), (0xFFA0, ""), (0x20000, "zh"), (0x40000, ""),
)  # fmt: skip
_STARTS, _MEANT = [start for start, _language in _BLOCKS], [language for _start, language in _BLOCKS]
_SAME_LETTERS = {
    "ar": ("arc", "ckb", "fa", "ku", "ps", "sd", "ug", "ur"), "he": ("yi",), "am": ("ti", "gez", "tig"),
    "ru": ("be", "bg", "kk", "ky", "mk", "mn", "sr", "tg", "uk"), "hi": ("mr", "ne", "sa", "mai", "bho", "kok"),
    "bn": ("as", "mni"), "zh": ("yue", "ja", "ko"), "ja": (), "ko": (),
}  # fmt: skip
_LATIN = "Latn"
_TELLING = (
    ("ur", frozenset("\u0679\u0688\u0691\u06ba\u06d2")), ("fa", frozenset("\u067e\u0686\u0698\u06af")),
    ("uk", frozenset("\u0456\u0457\u0454\u0491\u0406\u0407\u0404\u0490")),
)  # fmt: skip


@lru_cache(maxsize=20_000)
def other_language(text: str, language: str) -> str:
    """Return the language of a text whose letters are not those of ``language``, else nothing.

    Latin letters serve too many languages to tell which: in a document of another script they are ``und-Latn``.
    """
    if text.isascii() and _script(language) == _LATIN:
        return ""
    counts = Counter(meant for character in text if (meant := _MEANT[bisect_right(_STARTS, ord(character)) - 1]))
    if not counts:
        return ""
    found = _spelled_in(counts)
    if found == _script(language) or (found in {"zh", "ja"} and _written_in(language, found)):
        return ""
    if found == _LATIN:
        return f"und-{_LATIN}"
    return next((told for told, letters in _TELLING if _script(told) == found and letters & set(text)), found)


def _spelled_in(counts: Counter[str]) -> str:
    """Return what most letters are; a few kana make Japanese of what is mostly Chinese characters."""
    found, _count = counts.most_common(1)[0]
    return "ja" if found == "zh" and counts["ja"] else found


@lru_cache(maxsize=100)
def _script(language: str) -> str:
    """Return what the letters of a language are called here: the first language that they are known for, or Latin."""
    primary = language.lower().replace("_", "-").split("-")[0]
    if primary in _MEANT:
        return primary
    return next((first for first, others in _SAME_LETTERS.items() if primary in others), _LATIN)


def _written_in(language: str, letters: str) -> bool:
    primary = language.lower().split("-")[0]
    return primary == letters or primary in _SAME_LETTERS[letters]
