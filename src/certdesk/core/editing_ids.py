"""Ids for new parts of a rubric, in the manner of those that are there."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection

_NUMBERED = re.compile(r"^(.*?)(\d+)$")
_NOT_IN_A_SLUG = re.compile(r"[^a-z0-9]+")
_LONGEST_SLUG = 40
_SOUND = re.compile(r"[A-Za-z][A-Za-z0-9_-]{0,31}")


def free_id(like: str, taken: Collection[str]) -> str:
    """Return an id that is not taken, counted on from one like it: T5 after T4, C-2 after C."""
    matched = _NUMBERED.match(like)
    start, number = (matched[1], int(matched[2])) if matched else (f"{like}-" if like else "C", 1)
    while f"{start}{number}" in taken:
        number += 1
    return f"{start}{number}"


def unused_id(wanted: str, taken: Collection[str]) -> str:
    """Return an id as it is wanted, or with the first number from 2 on that makes it one of its own: T4, T4-2, T4-3."""
    number, id_ = 1, wanted
    while id_ in taken:
        number += 1
        id_ = f"{wanted}-{number}"
    return id_


def slug(text: str) -> str:
    """Return a text in small letters without accents, with hyphens between its words; empty where no letter is left."""
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    return _NOT_IN_A_SLUG.sub("-", plain)[:_LONGEST_SLUG].strip("-")


def is_sound_id(text: str) -> bool:
    """Whether a text can be an id: a letter, then letters, digits, - and _, at most 32 in all."""
    return _SOUND.fullmatch(text) is not None
