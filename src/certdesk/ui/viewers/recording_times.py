"""Times in a recording as people type them and as fields show them."""

from __future__ import annotations

import re

from certdesk.core.annotations import clock

_TYPED = re.compile(r"(?:(?:(\d{1,3}):)?(\d{1,3}):)?(\d{1,5})(?:[.,](\d{1,3}))?")


def exact_clock(milliseconds: int) -> str:
    """Write a time with tenths: 03:05.2, 1:02:09.0."""
    return f"{clock(milliseconds)}.{milliseconds % 1000 // 100}"


def read_clock(typed: str) -> int | None:
    """Read 3:05, 1:02:09.5, 185 or 185.25, in the digits of any script, as milliseconds; None when it is no time."""
    found = _TYPED.fullmatch(typed.strip())
    if found is None:
        return None
    hours, minutes, seconds, rest = found.groups()
    if minutes is not None and int(seconds) > 59:
        return None
    if hours is not None and int(minutes) > 59:
        return None
    whole = int(hours or 0) * 3600 + int(minutes or 0) * 60 + int(seconds)
    return whole * 1000 + int((rest or "0").ljust(3, "0"))
