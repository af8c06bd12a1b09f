"""Which other system a folder or zip comes from, by the names in it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from certdesk.intake import canvas, mahara_bulk, moodle, ora2
from certdesk.intake.bagit import reading as bagit
from certdesk.intake.found import Found, System
from certdesk.intake.leap2a import reading as leap2a
from certdesk.intake.limits import Limits
from certdesk.intake.listing import Entry, Listing
from certdesk.intake.parts import Container
from certdesk.intake.sources import Sources


@dataclass(frozen=True, slots=True)
class Reader:
    """How the exports of one system are known and read.

    ``recognises`` looks at names only. ``read`` finds the portfolios in a listing that it recognised; it raises a
    CertDeskError only when nothing at all can come in, and tells everything else among the skipped, as a warning of
    the portfolio, or as a doubt that somebody must decide.
    """

    system: System
    recognises: Callable[[Listing], bool]
    read: Callable[[Listing, Sources, Limits], Found]


READERS: tuple[Reader, ...] = (
    Reader(System.LEAP2A, leap2a.recognises, leap2a.read),
    Reader(System.MOODLE, moodle.recognises, moodle.read),
    Reader(System.ORA2, ora2.recognises, ora2.read),
    Reader(System.CANVAS, canvas.recognises, canvas.read),
)
"""The systems whose portfolios are read in one go, those with the clearest marks first."""


CONTAINERS: tuple[Container, ...] = (
    Container(bagit.recognises, bagit.parts_of),
    Container(mahara_bulk.recognises, mahara_bulk.parts_of),
)
"""What holds portfolios of other systems; asked before the readers, for a bag may hold anything."""


_KNOWN: tuple[Reader | Container, ...] = (*CONTAINERS, *READERS)


@dataclass(frozen=True, slots=True)
class Recognised:
    """Who knows a listing, and the listing as they know it: without folders that only wrap it."""

    by: Reader | Container
    listing: Listing


def recognise(listing: Listing) -> Recognised | None:
    """Find who reads a listing, or what the folders that only wrap it hold; None where no system is known."""
    for level in wrapped_levels(listing):
        for one in _KNOWN:
            if one.recognises(level):
                return Recognised(one, level)
    return None


def wrapped_levels(listing: Listing) -> tuple[Listing, ...]:
    """Return the listing, and again without each folder that holds nothing but one other folder."""
    levels = [listing]
    while len(tops := {entry.parts[0] for entry in listing.entries}) == 1:
        if any(len(entry.parts) == 1 for entry in listing.entries):
            break
        [name] = tops
        inside = tuple(Entry(entry.parts[1:], entry.file) for entry in listing.entries)
        listing = Listing(name, inside, listing.skipped)
        levels.append(listing)
    return tuple(levels)
