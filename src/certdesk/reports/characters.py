"""Which characters can't be printed, so that the program can say so before anything is signed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import fields, is_dataclass

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
