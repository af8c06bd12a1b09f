"""Where quoted words stand on the pages of a document: looked for once each, and kept while it is open."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from certdesk.evidence.replies import Match, Matches, Reply
from certdesk.evidence.requests import FindText
from certdesk.ui.viewers.bridge import Deliveries
from certdesk.ui.viewers.page_words import bounds_of_rects
from certdesk.ui.viewers.sheet_pictures import Asks
from certdesk.ui.viewers.sheet_scene import Part


class QuotePlaces:
    """Places by quote of one document at a time. ``arrived`` is called when one was found."""

    def __init__(self, worker: Asks, deliveries: Deliveries, arrived: Callable[[str], None]) -> None:
        self._worker = worker
        self._deliveries = deliveries
        self._arrived = arrived
        self._path = Path()
        self._known: dict[str, Part | None] = {}
        self._asked: dict[str, int] = {}

    def open(self, path: Path) -> None:
        """Begin with another document."""
        for ticket in self._asked.values():
            self._deliveries.drop(ticket)
        self._path = path
        self._known.clear()
        self._asked.clear()

    def of(self, quote: str) -> Part | None:
        """Return where a quote stands; None when it is nowhere, or is looked for and ``arrived`` will be called."""
        if quote and quote not in self._known and quote not in self._asked:
            self._asked[quote] = self._deliveries.bring(
                self._worker.submit(FindText(self._path, quote), 1),
                lambda reply: self._keep(quote, reply),
                lambda _problem: self._keep(quote, Matches((), complete=True)),
            )
        return self._known.get(quote)

    def _keep(self, quote: str, reply: Reply) -> None:
        self._asked.pop(quote, None)
        if isinstance(reply, Matches):
            self._known[quote] = _part(reply.matches[0]) if reply.matches else None
            self._arrived(quote)


def _part(match: Match) -> Part | None:
    return Part(match.page, bounds_of_rects(match.rects)) if match.rects else None
