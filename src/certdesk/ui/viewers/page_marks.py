"""Where marks lie on the pages that are shown, also when they were made on pages that another program laid out."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from certdesk.core.annotations import Anchor, PageRegion, Rect, TextQuote
from certdesk.evidence.replies import Match
from certdesk.ui.viewers.marks_on_media import Marks, current_last
from certdesk.ui.viewers.page_file import PageFile
from certdesk.ui.viewers.quote_places import QuotePlaces
from certdesk.ui.viewers.sheet_scene import Part, Placed

NOWHERE = Rect(0.0, 0.0, 0.0, 0.0)
"""The box of an anchor that names a page and words on it, or the page alone: something found, or claimed."""


@dataclass(frozen=True, slots=True)
class Spot:
    """A place on the pages shown; ``sure`` is False when it was marked elsewhere and has no words to find it by."""

    part: Part
    sure: bool = True


class PageMarks:
    """Finds anchors on the pages of one document at a time."""

    def __init__(self, places: QuotePlaces) -> None:
        self._places = places
        self._engine = ""
        self._faithful = False

    def open(self, file: PageFile, engine: str) -> None:
        """Begin with other pages, laid out by ``engine`` ("" when the file itself has pages)."""
        self._places.open(file)
        self._engine, self._faithful = engine, file.faithful

    def placed(self, marks: Marks) -> Iterator[Placed]:
        """Yield the marks that have a place, the current criterion's last."""
        for mark in current_last(marks):
            spot = self.spot(mark.anchor)
            if spot is not None:
                yield mark, spot.part

    def spot(self, anchor: Anchor) -> Spot | None:
        """Return where an anchor lies; None while its words are looked for, and when it has no place on pages."""
        if isinstance(anchor, TextQuote):
            part = self._places.of(anchor.quote)
            return Spot(part) if part is not None else None
        if not isinstance(anchor, PageRegion):
            return None
        if self._here(anchor) and (anchor.rect != NOWHERE or not anchor.quote):
            return Spot(Part(anchor.page, anchor.rect))
        if anchor.quote:
            part = self._places.of(anchor.quote, anchor.page)
            if part is not None:
                return Spot(part)
            if not self._places.sought(anchor.quote):
                return None
        return Spot(Part(anchor.page, anchor.rect), sure=self._here(anchor))

    def found(self, anchor: Anchor) -> Match | None:
        """Return where the words stand that an anchor names without a box of its own: something found, or claimed."""
        if isinstance(anchor, PageRegion) and anchor.rect == NOWHERE:
            return self._places.match(anchor.quote, anchor.page)
        return self._places.match(anchor.quote) if isinstance(anchor, TextQuote) else None

    def _here(self, region: PageRegion) -> bool:
        """Whether a region was marked on these pages. Older marks on simplified pages do not say whose they were."""
        return region.view == self._engine or (not region.view and not self._faithful)
