"""What somebody has really had on screen: pages, seconds of a recording, or a thing as a whole."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum

from certdesk.core.words import N_, _, ngettext

TOLD = 1_000_000_000
"""Neither page nor second: what was on screen is the sentence that says why the item can't be shown."""


class Unit(StrEnum):
    """What the parts of an item are counted in."""

    PAGES = "pages"
    """Counted from 1."""
    SECONDS = "seconds"
    """Counted from 0; second 5 lasts from 5.0 to 6.0."""
    WHOLE = "whole"
    """One piece, 0."""


# In minutes? Heard only? Then: all of it, part of it, and part of what has no known length.
_TIMES = {
    (False, False): (
        N_("All {total} seconds watched"),
        N_("{count} of {total} seconds watched"),
        N_("{count} seconds watched"),
    ),
    (False, True): (
        N_("All {total} seconds heard"),
        N_("{count} of {total} seconds heard"),
        N_("{count} seconds heard"),
    ),
    (True, False): (
        N_("All {total} minutes watched"),
        N_("{count} of {total} minutes watched"),
        N_("{count} minutes watched"),
    ),
    (True, True): (
        N_("All {total} minutes heard"),
        N_("{count} of {total} minutes heard"),
        N_("{count} minutes heard"),
    ),
}


@dataclass(frozen=True, slots=True)
class Ranges:
    """A set of whole numbers from 0, as sorted spans with both ends in them that neither touch nor overlap."""

    spans: tuple[tuple[int, int], ...] = ()

    def __post_init__(self) -> None:
        last = -2
        for first, end in self.spans:
            if first < 0 or first <= last + 1 or end < first:
                raise ValueError(self.spans)
            last = end

    @classmethod
    def of(cls, numbers: Iterable[int]) -> Ranges:
        """Gather numbers in any order. Raises ValueError for one below 0."""
        return cls(_joined((number, number) for number in numbers))

    @classmethod
    def read(cls, text: str) -> Ranges:
        """Read what ``str`` wrote, such as "1-4,7". Raises ValueError."""
        pairs = [part.partition("-") for part in text.split(",")] if text else []
        read = cls(tuple((int(first), int(last or first)) for first, _dash, last in pairs))
        if str(read) != text:
            raise ValueError(text)
        return read

    def union(self, other: Ranges) -> Ranges:
        """Return the numbers that are in either."""
        return Ranges(_joined((*self.spans, *other.spans)))

    def within(self, first: int, last: int) -> Ranges:
        """Return the numbers from first to last, both included."""
        cut = ((max(first, start), min(last, end)) for start, end in self.spans)
        return Ranges(tuple((start, end) for start, end in cut if start <= end))

    @property
    def count(self) -> int:
        """How many numbers there are."""
        return sum(end - first + 1 for first, end in self.spans)

    def __contains__(self, number: int) -> bool:
        return any(first <= number <= end for first, end in self.spans)

    def __iter__(self) -> Iterator[int]:
        return (number for first, end in self.spans for number in range(first, end + 1))

    def __bool__(self) -> bool:
        return bool(self.spans)

    def __str__(self) -> str:
        return ",".join(str(first) if first == end else f"{first}-{end}" for first, end in self.spans)


@dataclass(frozen=True, slots=True)
class ItemCoverage:
    """How much of one evidence item was seen. ``total`` is None where nobody knows how much there is.

    ``told``: it was opened, and what was on screen is why it can't be shown.
    """

    item_id: str
    unit: Unit
    seen: Ranges = Ranges()
    total: int | None = None
    told: bool = False

    @property
    def opened(self) -> bool:
        """Whether somebody had it, or why it can't be shown, on screen at all."""
        return self.told or bool(self.seen)

    @property
    def complete(self) -> bool:
        """Whether all of it was seen."""
        return self.total is not None and self.seen.count >= self.total


def words_for_coverage(coverage: ItemCoverage, *, heard: bool = False) -> str:
    """Say it without flattery: "4 of 12 pages seen", "6 of 18 minutes watched". ``heard`` is for sound alone."""
    if not coverage.seen:
        return _("Opened, can’t be shown") if coverage.told else _("Not looked at yet")
    match coverage.unit:
        case Unit.PAGES:
            return _pages(coverage)
        case Unit.SECONDS:
            return _times(coverage, heard=heard)
        case Unit.WHOLE:
            return _("Looked at")


def _pages(coverage: ItemCoverage) -> str:
    count, total = coverage.seen.count, coverage.total
    if total is None:
        return ngettext("{count} page seen", "{count} pages seen", count).format(count=count)
    if coverage.complete:
        return ngettext("The page seen", "All {total} pages seen", total).format(total=total)
    return ngettext("{count} of {total} page seen", "{count} of {total} pages seen", total).format(
        count=count, total=total
    )


def _times(coverage: ItemCoverage, *, heard: bool) -> str:
    """Count in minutes from two minutes on: what was seen rounded down, what there is rounded up."""
    count, total = coverage.seen.count, coverage.total
    in_minutes = (total or count) >= 120
    if in_minutes:
        count, total = count // 60, None if total is None else -(-total // 60)
    whole, partly, unknown = _TIMES[in_minutes, heard]
    text = whole if coverage.complete else unknown if total is None else partly
    return _(text).format(count=count, total=total)


def _joined(spans: Iterable[tuple[int, int]]) -> tuple[tuple[int, int], ...]:
    joined: list[tuple[int, int]] = []
    for first, end in sorted(spans):
        if joined and first <= joined[-1][1] + 1:
            joined[-1] = (joined[-1][0], max(joined[-1][1], end))
        else:
            joined.append((first, end))
    return tuple(joined)
