"""What differs between two versions of a rubric, as lines that people can read."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from typing import TypeVar

from certdesk.core.judging import plain_number
from certdesk.core.words import _

T = TypeVar("T")


class DifferenceKind(StrEnum):
    """What a difference means for marks that were given before."""

    WORDING_ONLY = "wording_only"
    """Marks and results stay as they are."""
    SCORES_NEED_REVIEW = "scores_need_review"
    """Marks or results have to be looked at again."""
    NOT_COMPARABLE = "not_comparable"
    """The numbers mean something else now."""


_BY_WEIGHT = tuple(DifferenceKind)


@dataclass(frozen=True, slots=True)
class Line:
    """One difference: its place as in `core.places`, such as ``criterion/T4/descriptor/3``, words, and both texts.

    Where ``words`` is set, before and after are texts to be set side by side word by word.
    """

    place: str
    text: str
    kind: DifferenceKind
    before: str = ""
    after: str = ""
    words: bool = False


@dataclass(frozen=True, slots=True)
class Difference:
    """Everything that differs, in reading order; no lines when two versions say the same."""

    lines: tuple[Line, ...]

    @property
    def kind(self) -> DifferenceKind:
        """The gravest kind of its lines; wording only when there are none."""
        return max((line.kind for line in self.lines), key=_BY_WEIGHT.index, default=DifferenceKind.WORDING_ONLY)

    def of_kind(self, kind: DifferenceKind) -> tuple[Line, ...]:
        """Return the lines of one kind."""
        return tuple(line for line in self.lines if line.kind is kind)


WORDING, REVIEW, OTHER = DifferenceKind.WORDING_ONLY, DifferenceKind.SCORES_NEED_REVIEW, DifferenceKind.NOT_COMPARABLE


def moved(what: str, before: Fraction | int, after: Fraction | int) -> str:
    """Say that a number rises or falls."""
    text = _("{what} rises from {before} to {after}") if after > before else _("{what} falls from {before} to {after}")
    return text.format(what=what, before=number(before), after=number(after))


def number(value: Fraction | int) -> str:
    """Write an exact number; a fraction of a whole with two decimals where they hold it: 2.80."""
    fraction = Fraction(value)
    if fraction.denominator != 1 and (fraction * 100).denominator == 1:
        hundredths = abs(int(fraction * 100))
        return f"{'-' if fraction < 0 else ''}{hundredths // 100}.{hundredths % 100:02}"
    return plain_number(fraction)


def numbers(values: Iterable[Fraction]) -> str:
    """Write several numbers."""
    return ", ".join(plain_number(value) for value in values)


def same_but_for_signs(before: str, after: str) -> bool:
    """Whether two texts hold the same words, so that only spaces, capitals or punctuation differ."""
    return _letters(before) == _letters(after)


def by_key(
    old: tuple[T, ...], new: tuple[T, ...], key: Callable[[T], Hashable]
) -> tuple[list[tuple[T, T]], list[T], list[T], bool]:
    """Match two lists: what is in both, what was removed, what was added, and whether the rest stands in other order.

    The first of several with one key counts.
    """
    before, after = _keyed(old, key), _keyed(new, key)
    both = [name for name in before if name in after]
    reordered = both != [name for name in after if name in before]
    return (
        [(before[name], after[name]) for name in both],
        [before[name] for name in before if name not in after],
        [after[name] for name in after if name not in before],
        reordered,
    )


def _keyed(values: tuple[T, ...], key: Callable[[T], Hashable]) -> dict[Hashable, T]:
    found: dict[Hashable, T] = {}
    for value in values:
        found.setdefault(key(value), value)
    return found


def _letters(text: str) -> str:
    return "".join(character for character in text.casefold() if character.isalnum() or not character.isascii())
