"""The words of a document for preflight: how it begins, and a print of all of it by which copies are known."""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterable
from heapq import nsmallest

LONGEST = 8000
"""Characters of the beginning that are kept: the first pages, where names stand."""
_NUMBERS = 64
_ROW = 3
_LEAST, _MOST = 120, 1500
"""Three words in a row, so many of them: shorter texts are alike by chance, and of longer ones a part says enough."""
_WORD = re.compile(r"\w+")
_MASK = 2**32 - 1
_TURNS = tuple((2654435761 * (number + 1) | 1, 40503 * number * number + 97) for number in range(_NUMBERS))


def beginning(parts: Iterable[str]) -> str:
    """Return the first characters of a text given in parts."""
    kept: list[str] = []
    left = LONGEST
    for part in parts:
        kept.append(part[:left])
        left -= len(part) + 1
        if left <= 0:
            break
    return "\n".join(kept)


def print_of(text: str) -> tuple[int, ...]:
    """Return 64 numbers of which two texts have as many in common as they share runs of three words (MinHash).

    Broder 1997: the chance that the smallest of mixed-up numbers is the same is the share that is in both sets.
    """
    words = [word.casefold() for word in _WORD.findall(text)]
    rows = {zlib.crc32(" ".join(words[at : at + _ROW]).encode()) for at in range(len(words) - _ROW + 1)}
    if len(rows) < _LEAST:
        return ()
    chosen = nsmallest(_MOST, rows)
    return tuple(min((value * factor + more & _MASK) ^ value >> 7 for value in chosen) for factor, more in _TURNS)
