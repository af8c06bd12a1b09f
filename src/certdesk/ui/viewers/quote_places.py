"""Where quoted words stand on the pages of a document: looked for once each, and kept while it is open."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from certdesk.evidence.replies import Match, Matches, Reply
from certdesk.evidence.requests import FindText
from certdesk.ui.viewers.bridge import Deliveries
from certdesk.ui.viewers.marks_on_media import CUT
from certdesk.ui.viewers.page_file import PageFile
from certdesk.ui.viewers.page_words import bounds_of_rects
from certdesk.ui.viewers.sheet_pictures import Asks
from certdesk.ui.viewers.sheet_scene import Part

_FIRST_WORDS = (12, 8, 6, 4)
"""When a quote is not found as it stands (a page may end within it), so much of its beginning is looked for."""


class QuotePlaces:
    """Places by quote of one document at a time. ``arrived`` is called when one was found, or is nowhere."""

    def __init__(self, worker: Asks, deliveries: Deliveries, arrived: Callable[[str], None]) -> None:
        self._worker = worker
        self._deliveries = deliveries
        self._arrived = arrived
        self._file = PageFile(Path())
        self._known: dict[str, tuple[Match, ...]] = {}
        self._asked: dict[str, int] = {}

    def open(self, file: PageFile) -> None:
        """Begin with another document."""
        for ticket in self._asked.values():
            self._deliveries.drop(ticket)
        self._file = file
        self._known.clear()
        self._asked.clear()

    def of(self, quote: str, near: int = 1) -> Part | None:
        """Return where a quote stands, on page ``near`` or the nearest to it.

        None means that it is nowhere, or that it is looked for and ``arrived`` will be called.
        """
        match = self.match(quote, near)
        return _part(match) if match is not None else None

    def match(self, quote: str, near: int = 1) -> Match | None:
        """Return the same with a box for each of its lines."""
        if quote and not self.sought(quote) and quote not in self._asked:
            self._look(quote, needles_of(quote))
        return min(self._known.get(quote, ()), key=lambda match: abs(match.page - near), default=None)

    def sought(self, quote: str) -> bool:
        """Say whether the search for a quote is over."""
        return quote in self._known

    def _look(self, quote: str, needles: tuple[str, ...]) -> None:
        self._asked[quote] = self._deliveries.bring(
            self._worker.submit(FindText(self._file.path, needles[0], self._file.password), 1),
            lambda reply: self._found(quote, needles[1:], reply),
            lambda _problem: self._keep(quote, ()),
        )

    def _found(self, quote: str, left: tuple[str, ...], reply: Reply) -> None:
        if isinstance(reply, Matches) and not reply.matches and left:
            self._look(quote, left)
            return
        found = reply.matches if isinstance(reply, Matches) else ()
        self._keep(quote, tuple(match for match in found if match.rects))

    def _keep(self, quote: str, matches: tuple[Match, ...]) -> None:
        self._asked.pop(quote, None)
        self._known[quote] = matches
        self._arrived(quote)


def needles_of(quote: str) -> tuple[str, ...]:
    """Return what to look for, one after the other: the quote on one line, then less and less of it."""
    words = quote.removesuffix(CUT).split()
    beginnings = (words[:count] for count in _FIRST_WORDS if count < len(words))
    return (" ".join(words), *(" ".join(beginning) for beginning in beginnings))


def _part(match: Match) -> Part:
    return Part(match.page, bounds_of_rects(match.rects))
