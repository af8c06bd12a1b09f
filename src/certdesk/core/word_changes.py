"""Which words were added and removed between two texts, to be shown in one line of reading."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum

_MOST_PAIRS = 2_000_000
_SIGNS = r".,;:!?()\[\]{}«»“”„‘’\"'،؛؟።፣"
# A letter of scripts that put no spaces between words stands for itself.
_ALONE = r"\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff"
_TOKEN = re.compile(rf"(?:[{_ALONE}]|[^\s{_SIGNS}{_ALONE}]+(?:['’][^\s{_SIGNS}{_ALONE}]+)*|[{_SIGNS}])\s*|\s+")


class Word(StrEnum):
    """What became of some words."""

    SAME = "same"
    REMOVED = "removed"
    ADDED = "added"


@dataclass(frozen=True, slots=True)
class Piece:
    """Some words that follow each other and share their fate."""

    fate: Word
    text: str


def word_changes(before: str, after: str) -> tuple[Piece, ...]:
    """Compare two texts word by word.

    The pieces that are not removed make up ``after``, those that are not added ``before`` up to its spaces. Texts that
    are long and wholly different are set against each other as a whole.
    """
    pieces = []
    for old, new, same in _runs(before, after):
        if same:
            pieces.append(Piece(Word.SAME, new))
        else:
            pieces += [Piece(Word.REMOVED, old), Piece(Word.ADDED, new)]
    return _joined(pieces)


def two_sides(before: str, after: str) -> tuple[tuple[Piece, ...], tuple[Piece, ...]]:
    """Compare two texts to be shown beside each other: each side holds its own text, space for space."""
    runs = list(_runs(before, after))
    return (
        _joined([Piece(Word.SAME if same else Word.REMOVED, old) for old, _new, same in runs]),
        _joined([Piece(Word.SAME if same else Word.ADDED, new) for _old, new, same in runs]),
    )


def _runs(before: str, after: str) -> Iterator[tuple[str, str, bool]]:
    """Yield pieces of both texts that lie beside each other, and whether they hold the same words."""
    old, new = _TOKEN.findall(before), _TOKEN.findall(after)
    start, end = _shared_ends(old, new)
    yield "".join(old[:start]), "".join(new[:start]), True
    yield from _middle(old[start : len(old) - end], new[start : len(new) - end])
    yield "".join(old[len(old) - end :]), "".join(new[len(new) - end :]), True


def _shared_ends(old: list[str], new: list[str]) -> tuple[int, int]:
    """Count the tokens that both begin with, and those that both end with."""
    most = min(len(old), len(new))
    start = 0
    while start < most and old[start].strip() == new[start].strip():
        start += 1
    end = 0
    while end < most - start and old[-1 - end].strip() == new[-1 - end].strip():
        end += 1
    return start, end


def _middle(old: list[str], new: list[str]) -> Iterator[tuple[str, str, bool]]:
    if len(old) * len(new) > _MOST_PAIRS:
        yield "".join(old), "".join(new), False
        return
    matcher = SequenceMatcher(None, [token.strip() for token in old], [token.strip() for token in new], autojunk=False)
    for tag, old_from, old_to, new_from, new_to in matcher.get_opcodes():
        yield "".join(old[old_from:old_to]), "".join(new[new_from:new_to]), tag == "equal"


def _joined(pieces: list[Piece]) -> tuple[Piece, ...]:
    """Leave out empty pieces and join those that follow each other with the same fate."""
    joined: list[Piece] = []
    for piece in pieces:
        if not piece.text:
            continue
        if joined and joined[-1].fate is piece.fate:
            joined[-1] = Piece(piece.fate, joined[-1].text + piece.text)
        else:
            joined.append(piece)
    return tuple(joined)
