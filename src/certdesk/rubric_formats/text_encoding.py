"""A file's bytes as text, whatever program saved it: UTF-8, UTF-16 with or without a mark, or an older encoding."""

from __future__ import annotations

import codecs

import charset_normalizer

_MARKS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
_LOOKED_AT = 16_384
_OLDER = ["cp1252", "cp1250", "cp1251", "cp1253", "cp1254", "cp1255", "cp1256", "mac_roman", "shift_jis", "gb18030"]
_WORTH_GUESSING = 12
"""With fewer odd bytes than these a guess is worth less than the encoding that most people have."""


def decoded(data: bytes) -> str:
    """Return the text of a file without its byte order mark; what can't be read becomes "\ufffd"."""
    for mark, codec in _MARKS:
        if data.startswith(mark):
            return data.decode(codec, "replace")
    order = _order_of_utf16(data[:_LOOKED_AT])
    if order:
        return data.decode(order, "replace")
    try:
        return data.decode()
    except UnicodeDecodeError:
        return data.decode(_guessed(data[:_LOOKED_AT]), "replace")


def _order_of_utf16(start: bytes) -> str:
    """Tell UTF-16 without a mark by its zero bytes, which stand in every other place of most texts."""
    even, odd = start[::2].count(0), start[1::2].count(0)
    if max(even, odd) * 4 < len(start) or min(even, odd) * 8 > max(even, odd):
        return ""
    return "utf-16-be" if even > odd else "utf-16-le"


def _guessed(sample: bytes) -> str:
    if sum(byte >= 0x80 for byte in sample) < _WORTH_GUESSING:
        return "cp1252"
    best = charset_normalizer.from_bytes(sample, cp_isolation=_OLDER, threshold=0.3).best()
    return best.encoding if best is not None else "cp1252"
