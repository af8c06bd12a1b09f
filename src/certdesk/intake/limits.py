"""How much may come in at once. Everything beyond is told or refused, never silently cut."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

MIB = 2**20
GIB = 2**30


def unheard(_what: str) -> None:
    """Take no notice of what is opened."""


@dataclass(frozen=True, slots=True)
class Limits:
    """Bounds of one intake; sizes in bytes.

    ``opening`` hears of each file before it is read, by its place, and may refuse it with a CertDeskError: whoever
    watches knows by it at which file a reader broke down.
    """

    items_per_portfolio: int = 40
    files: int = 20_000
    portfolio_size: int = 8 * GIB
    file_size: int = 39 * GIB // 10  # every file stays below the 4 GiB that FAT32 sticks can hold
    folder_depth: int = 16
    zip_entries: int = 20_000
    zip_directory: int = 8 * MIB
    zip_ratio: int = 200
    zip_ratio_from: int = 10 * MIB  # small files of one colour pack extremely well, and do no harm
    description: int = MIB
    feed: int = 32 * MIB  # leap2a.xml
    checked: int = GIB  # so much of a bag is read while looking, the rest is checked when it is copied
    nesting: int = 3  # zips inside zips
    opening: Callable[[str], None] = field(default=unheard, compare=False, repr=False)


USUAL = Limits()
