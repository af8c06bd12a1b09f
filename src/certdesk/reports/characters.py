"""Which characters can't be printed, so that the program can say so before anything is signed."""

from __future__ import annotations

from collections.abc import Iterable

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
