"""Which characters can't be printed, so that the program can say so before anything is signed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import fields, is_dataclass, replace
from enum import Enum
from typing import Any
from unicodedata import normalize

from certdesk.reports.text.runs import missing, unprintable_error
from certdesk.reports.text.tidy import clean


def unprintable(texts: Iterable[str]) -> tuple[str, ...]:
    """Return the characters of ``texts`` that no font at hand has, each once, in the order in which they appear."""
    return missing(clean(text) for text in texts)


def must_be_printable(texts: Iterable[str]) -> None:
    """Raise UnprintableTextError naming all characters that can't be printed."""
    found = unprintable(texts)
    if found:
        raise unprintable_error(found)


def texts_in(value: object) -> Iterator[str]:
    """Yield every text in a value made of dataclasses, tuples and texts."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, tuple):
        for part in value:
            yield from texts_in(part)
    elif is_dataclass(value):
        for field in fields(value):
            yield from texts_in(getattr(value, field.name))


def spelled_out(record: Any) -> Any:  # noqa: ANN401 - what comes out is of the kind that went in
    """Return a value made of dataclasses, tuples and texts in which characters that can't be printed are their codes.

    What a stranger's file says must never keep the record of it from being printed.
    """
    codes = {ord(character): f"[U+{ord(character):04X}]" for character in unprintable(texts_in(record))}
    return _translated(record, codes) if codes else record


def _translated(value: Any, codes: Mapping[int, str]) -> Any:  # noqa: ANN401 - as above
    if isinstance(value, Enum):
        return value  # it is known by what it is, and printed in other words
    if isinstance(value, str):
        return normalize("NFC", value).translate(codes)  # the codes are of what is printed, which is composed
    if isinstance(value, tuple):
        return tuple(_translated(part, codes) for part in value)
    if is_dataclass(value) and not isinstance(value, type):
        return replace(value, **{field.name: _translated(getattr(value, field.name), codes) for field in fields(value)})
    return value
