"""What was found in a document, and which place of it is shown."""

from __future__ import annotations

from dataclasses import dataclass

from certdesk.evidence.replies import Match, Matches
from certdesk.ui.viewers.page_words import box_of
from certdesk.ui.viewers.sheet_scene import Part


@dataclass(frozen=True, slots=True)
class Found:
    """Places in order, and the one shown now (from 0)."""

    matches: tuple[Match, ...] = ()
    complete: bool = True
    now: int = 0

    @property
    def parts(self) -> tuple[Part, ...]:
        """Every box of every place."""
        return tuple(Part(match.page, box_of(rect)) for match in self.matches for rect in match.rects)

    @property
    def current(self) -> Part | None:
        """The first box of the place that is shown."""
        if not self.matches:
            return None
        match = self.matches[self.now]
        return Part(match.page, box_of(match.rects[0])) if match.rects else None

    @property
    def current_parts(self) -> tuple[Part, ...]:
        """Every box of the place that is shown."""
        if not self.matches:
            return ()
        match = self.matches[self.now]
        return tuple(Part(match.page, box_of(rect)) for rect in match.rects)

    def stepped(self, direction: int) -> Found:
        """Return the same with the next (1) or previous (-1) place, round the ends."""
        if not self.matches:
            return self
        return Found(self.matches, self.complete, (self.now + direction) % len(self.matches))


def found_from(reply: Matches, page: int) -> Found:
    """Return what was found, beginning with the first place from ``page`` on."""
    first = next((number for number, match in enumerate(reply.matches) if match.page >= page), 0)
    return Found(reply.matches, reply.complete, first)
