"""Commands: what a person can do on a screen, by key, by palette, or by a button."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass


def _always() -> bool:
    return True


@dataclass(frozen=True, slots=True)
class Command:
    """One command: a stable id such as ``score.undo``, words for the palette, default keys, and what it does.

    ``group`` is its heading in the key map, ``icon`` its sign in the palette.
    """

    id: str
    words: str
    keys: tuple[str, ...]
    run: Callable[[], object]
    possible: Callable[[], bool] = _always
    group: str = ""
    icon: str = ""
