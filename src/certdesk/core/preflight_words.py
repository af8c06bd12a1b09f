"""Numbers, sizes, lengths and lists of a finding, as people read them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from fractions import Fraction

from certdesk.core.fields import shown, written
from certdesk.core.words import _, ngettext

_NAMED = 3


def size_in_words(count: int) -> str:
    """Write a number of bytes as a person says it: 3.9 GB, 12 MB."""
    if count >= 10**9:
        return _("{size} GB").format(size=f"{count / 10**9:.1f}")
    if count >= 10**6:
        return _("{size} MB").format(size=round(count / 10**6))
    return _("{size} kB").format(size=max(1, round(count / 1000)))


def length_in_words(milliseconds: int) -> str:
    """Write a length as minutes and seconds: "21 min 5 s"."""
    minutes, seconds = divmod(round(milliseconds / 1000), 60)
    if not minutes:
        return _("{seconds} s").format(seconds=seconds)
    return (
        _("{minutes} min {seconds} s").format(minutes=minutes, seconds=seconds)
        if seconds
        else _("{minutes} min").format(minutes=minutes)
    )


def number_in_words(number: Fraction) -> str:
    """Write a limit: 20, 2.5."""
    return written(number)


def pages_in_words(pages: Sequence[int]) -> str:
    """Name pages: "page 3", "pages 3, 4 and 7", "pages 3, 4, 7 and 9 more"."""
    if len(pages) <= _NAMED + 1:
        text = ngettext("page {pages}", "pages {pages}", len(pages))
        return text.format(pages=listed(map(str, pages)))
    first = ", ".join(map(str, pages[:_NAMED]))
    return _("pages {pages} and {count} more").format(pages=first, count=len(pages) - _NAMED)


def listed(words: Iterable[str]) -> str:
    """Join words: "A", "A and B", "A, B and C"."""
    each = list(words)
    if len(each) < 2:
        return "".join(each)
    return _("{first} and {last}").format(first=", ".join(each[:-1]), last=each[-1])


def quoted(names: Iterable[str]) -> str:
    """Join names that strangers gave: “a.pdf” and “b.pdf”, at most three of them."""
    each = list(names)
    told = [f"“{shown(name, 50)}”" for name in each[:_NAMED]]
    if len(each) > _NAMED:
        told.append(ngettext("{count} more", "{count} more", len(each) - _NAMED).format(count=len(each) - _NAMED))
    return listed(told)
