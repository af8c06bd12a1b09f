"""Whether words in a colour can be read, and the nearest colour in which they can."""

from __future__ import annotations

import re

READABLE = 4.5
"""The least contrast of text to its ground (WCAG 2, level AA)."""
WHITE, BLACK = "#FFFFFF", "#000000"
_CODE = re.compile(r"#[0-9A-Fa-f]{6}")
_STEPS = 64


def is_colour(code: str) -> bool:
    """Whether ``code`` is written as ``#RRGGBB``."""
    return _CODE.fullmatch(code) is not None


def channels(code: str) -> tuple[float, float, float]:
    """Turn ``#RRGGBB`` into red, green and blue from 0 to 1."""
    red, green, blue = (int(code[at : at + 2], 16) / 255 for at in (1, 3, 5))
    return red, green, blue


def contrast(one: str, other: str) -> float:
    """Return the contrast of two colours, from 1 to 21."""
    lighter, darker = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def readable(colour: str, ground: str) -> str:
    """Return ``colour``, or the nearest darker (on a dark ground lighter) one that can be read on ``ground``."""
    towards = BLACK if contrast(BLACK, ground) >= contrast(WHITE, ground) else WHITE
    for step in range(_STEPS + 1):
        tried = mixed(colour, towards, step / _STEPS)
        if contrast(tried, ground) >= READABLE:
            return tried
    return towards


def mixed(one: str, other: str, share: float) -> str:
    """Mix ``share`` of the other colour into the first."""
    pairs = zip(channels(one), channels(other), strict=True)
    return "#" + "".join(f"{round((a + (b - a) * share) * 255):02X}" for a, b in pairs)


def _luminance(code: str) -> float:
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in channels(code))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
