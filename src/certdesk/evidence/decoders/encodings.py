"""How the letters of a plain text are stored: said by a mark at its beginning, else judged by its bytes."""

from __future__ import annotations

import codecs
from itertools import pairwise

import charset_normalizer

from certdesk.evidence import written

_MAY_BE_CUT = 2**20
"""From this length on, the last letter may be half there, as only the beginning of a file was read."""
_LOOKED_AT = 16_384
_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig", "UTF-8"),
    (codecs.BOM_UTF16_LE, "utf-16", "UTF-16"),
    (codecs.BOM_UTF16_BE, "utf-16", "UTF-16"),
)
_USUAL = "cp1252"
_CANDIDATES = [
    "cp1252",
    "cp1250",
    "cp1251",
    "cp1253",
    "cp1254",
    "cp1256",
    "cp437",
    "cp850",
    "mac_roman",
    "koi8_r",
    "shift_jis",
    "gb18030",
    "big5",
    "euc_kr",
]
_NAMES = {
    "cp437": "DOS (437)",
    "cp850": "DOS (850)",
    "mac_roman": "Macintosh",
    "koi8_r": "KOI8-R",
    "shift_jis": "Shift JIS",
    "gb18030": "GB 18030",
    "big5": "Big5",
    "euc_kr": "EUC-KR",
}
_WESTERN = (_USUAL, "cp850", "mac_roman")
_SIGNS = frozenset("‘’‚“”„–—…•°²³µ½×÷±§©®€£«»¿¡·´\u00a0")
_LETTERS = frozenset("àáâãäåæçèéêëìíîïñòóôõöøùúûüýÿœšžßÀÁÂÃÄÅÆÇÈÉÊËÌÍÎÏÑÒÓÔÕÖØÙÚÛÜÝŒŠŽ")
_WORTH_GUESSING = 12
"""So few odd bytes say nothing about a language further away."""


def decode(data: bytes, declared: str = "") -> tuple[str, str]:
    """Return ``data`` as text, and the name of its encoding for people; what can't be read becomes "\ufffd".

    What the text itself says about its encoding (``declared``) counts where it is not UTF-8.
    """
    for mark, codec, name in _MARKS:
        if data.startswith(mark):
            return data.decode(codec, "replace"), name
    order = written.utf16_without_mark(data[:_LOOKED_AT]) if b"\x00" in data[:_LOOKED_AT] else ""
    if order:
        return data.decode(order, "replace"), "UTF-16"
    try:
        text = codecs.getincrementaldecoder("utf-8")().decode(data, final=len(data) < _MAY_BE_CUT)
    except UnicodeDecodeError:
        codec = _known(declared) or _guessed(data[:_LOOKED_AT])
        return data.decode(codec, "replace"), _name(codec)
    return text, "UTF-8"


def _known(declared: str) -> str:
    try:
        codec = codecs.lookup(declared)
    except LookupError:
        return ""
    is_text = getattr(codec, "_is_text_encoding", True)
    return codec.name if declared and is_text and codec.name not in {"utf-8", "ascii"} else ""


def _name(codec: str) -> str:
    if codec.startswith("cp125"):
        return f"Windows-{codec.removeprefix('cp')}"
    return _NAMES.get(codec, codec.upper().replace("_", "-"))


def _guessed(sample: bytes) -> str:
    odd = sum(byte >= 0x80 for byte in sample)
    western = max(_WESTERN, key=lambda codec: _fitness(sample, codec))
    if odd < _WORTH_GUESSING or _fitness(sample, western) == odd:
        return western
    best = charset_normalizer.from_bytes(sample, cp_isolation=_CANDIDATES, threshold=0.3).best()
    return best.encoding if best is not None else western


def _fitness(sample: bytes, codec: str) -> float:
    """Count the odd letters that make sense where they stand: small ones within words of small letters, and signs.

    Read in a wrong encoding, most of them are boxes, fractions, or capitals in the middle of a word.
    """
    text = " " + sample.decode(codec, "replace")
    points = 0.0
    for before, letter in pairwise(text):
        if letter < "\x80":
            continue
        if letter in _SIGNS:
            points += 1
        elif letter.isalpha() and letter in _LETTERS:
            points += 1 if letter.islower() or not before.islower() else -1
        else:
            points -= 1
    return points
