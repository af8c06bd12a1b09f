"""Sentences in parts: words that are only read, and tokens that stand for one value each and can be changed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from string import Formatter
from typing import TypeVar

from certdesk.core.conditions import Comparing
from certdesk.core.errors import RubricError
from certdesk.core.fields import exact_number
from certdesk.core.judging import plain_number
from certdesk.core.words import _

T = TypeVar("T")
_MOST = 999
_LONGEST_COUNT = 9


class TokenKind(StrEnum):
    """What a token's value is, and so how it is edited."""

    NUMBER = "number"
    """A cut: an exact number, Fraction."""
    WHOLE = "whole"
    """How many criteria or months: int, 0 to 999."""
    LEVEL = "level"
    """A level's value: Fraction."""
    SECTION = "section"
    """A section's id."""
    CRITERIA = "criteria"
    """Ids of criteria: a tuple of them."""
    COMPARING = "comparing"
    """Exactly a level, or beyond it too: Comparing."""
    WEIGHTED = "weighted"
    """By weight or plain: bool."""


@dataclass(frozen=True, slots=True)
class Words:
    """A part of a sentence that is only read, with the spaces that belong to it."""

    text: str


@dataclass(frozen=True, slots=True)
class Token:
    """A part that can be changed: the field it stands for, what kind of value that is, the value, and how it reads."""

    field: str
    kind: TokenKind
    value: object
    text: str


Part = Words | Token


def in_words(parts: tuple[Part, ...]) -> str:
    """Write a sentence as plain text, for those who don't see its tokens."""
    return "".join(part.text for part in parts)


def read_token(kind: TokenKind, text: str) -> Fraction | int:
    """Read what was typed into a token of a number, a level or a count; a decimal comma is read too.

    Raises RubricError that says what to type.
    """
    typed = text.strip()
    if kind is TokenKind.WHOLE:
        return _read_count(typed)
    try:
        return exact_number(typed.replace(",", ".") if typed.count(",") == 1 else typed)
    except ValueError as problem:
        text = _("“{text}” is not a number.").format(text=typed)
        raise RubricError(text, _("Type a number such as 3 or 2.75.")) from problem


def _read_count(typed: str) -> int:
    if typed.isascii() and typed.isdecimal() and len(typed) <= _LONGEST_COUNT and int(typed) <= _MOST:
        return int(typed)
    raise RubricError(_("“{text}” is not a count.").format(text=typed), _("Type a whole number such as 2."))


def parts(template: str, named: Mapping[str, Part]) -> tuple[Part, ...]:
    """Split a translated template, so that each language keeps its own order of words and tokens."""
    found: list[Part] = []
    for text, name, _spec, _conversion in Formatter().parse(template):
        for part in (Words(text), None if name is None else named[name]):
            if isinstance(part, Token):
                found.append(part)
            elif part and part.text:
                said = found.pop().text if found and isinstance(found[-1], Words) else ""
                found.append(Words(said + part.text))
    return tuple(found)


def checked(kind: TokenKind, value: object, wanted: type[T]) -> T:
    """Return a value if it can stand in a token of this kind. Raises RubricError, or TypeError for another type."""
    if type(value) is not wanted or wanted is not TYPES[kind]:
        raise TypeError(value)
    if isinstance(value, int) and not 0 <= value <= _MOST:
        problem = _("{count} can't be counted here.").format(count=value)
        raise RubricError(problem, _("Type a whole number from 0 to 999."))
    if value == ():
        raise RubricError(_("The rule would name no criterion."), _("Tick at least one, or remove the rule."))
    return value


TYPES: Mapping[TokenKind, type] = {
    TokenKind.NUMBER: Fraction,
    TokenKind.WHOLE: int,
    TokenKind.LEVEL: Fraction,
    TokenKind.SECTION: str,
    TokenKind.CRITERIA: tuple,
    TokenKind.COMPARING: Comparing,
    TokenKind.WEIGHTED: bool,
}


def level_token(value: Fraction, field: str = "level") -> Token:
    """Make the token of a level."""
    return Token(field, TokenKind.LEVEL, value, plain_number(value))


def whole_token(field: str, value: int) -> Token:
    """Make the token of a count."""
    return Token(field, TokenKind.WHOLE, value, str(value))
