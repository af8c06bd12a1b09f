"""Ids for new parts of a rubric, in the manner of those that are there."""

from __future__ import annotations

import re
from collections.abc import Collection

_NUMBERED = re.compile(r"^(.*?)(\d+)$")
_SOUND = re.compile(r"[A-Za-z][A-Za-z0-9_-]{0,31}")


def free_id(like: str, taken: Collection[str]) -> str:
    """Return an id that is not taken, counted on from one like it: T5 after T4, C-2 after C."""
    matched = _NUMBERED.match(like)
    start, number = (matched[1], int(matched[2])) if matched else (f"{like}-" if like else "C", 1)
    while f"{start}{number}" in taken:
        number += 1
    return f"{start}{number}"


def is_sound_id(text: str) -> bool:
    """Whether a text can be an id: a letter, then letters, digits, - and _, at most 32 in all."""
    return _SOUND.fullmatch(text) is not None
