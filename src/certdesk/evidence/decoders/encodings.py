"""How the letters of a plain text are stored: said by a mark at its beginning, else judged by its bytes."""

from __future__ import annotations

import codecs

import charset_normalizer

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
_DOS_LETTERS = frozenset(b"\x81\x82\x84\x85\x87\x88\x8a\x8e\x90\x94\x99\x9a\xa0\xa1\xa2\xa3\xa4\xa5\xe1")
_WORTH_GUESSING = 12
"""So few odd bytes say nothing about their language: then they are Western letters."""


def decode(data: bytes, declared: str = "") -> tuple[str, str]:
    """Return ``data`` as text, and the name of its encoding for people; what can't be read becomes "\ufffd".

    What the text itself says about its encoding (``declared``) counts where it is not UTF-8.
    """
    for mark, codec, name in _MARKS:
        if data.startswith(mark):
            return data.decode(codec, "replace"), name
    order = _unmarked_utf16(data)
    if order:
        return data.decode(order, "replace"), "UTF-16"
    try:
        text = codecs.getincrementaldecoder("utf-8")().decode(data)
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


def _unmarked_utf16(data: bytes) -> str:
    """Tell UTF-16 without its mark by every second byte of Western text being zero."""
    head = data[: _LOOKED_AT // 2 * 2]
    if len(head) < 4 or 0 not in head:
        return ""
    even, odd = head[::2].count(0), head[1::2].count(0)
    half = len(head) // 2
    if odd > 0.4 * half and even * 20 < half:
        return "utf-16-le"
    return "utf-16-be" if even > 0.4 * half and odd * 20 < half else ""


def _guessed(sample: bytes) -> str:
    odd = [byte for byte in sample if byte >= 0x80]
    if len(odd) < _WORTH_GUESSING:
        return _few(odd)
    best = charset_normalizer.from_bytes(sample, cp_isolation=_CANDIDATES, threshold=0.3).best()
    return best.encoding if best is not None else _few(odd)


def _few(odd: list[int]) -> str:
    """Tell DOS letters from Windows ones: what is an accented letter in one is a sign or nothing in the other."""
    dos = sum(byte in _DOS_LETTERS for byte in odd)
    windows = sum(byte >= 0xC0 for byte in odd) + sum(byte in {0x91, 0x92, 0x93, 0x94, 0x96, 0x97} for byte in odd)
    return "cp850" if dos > windows else _USUAL
