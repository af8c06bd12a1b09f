"""Blocks into pages: what goes on which page, at which height."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from certdesk.reports.tagged.blocks import Block, Space

Page = list[tuple[Block, float]]
_SLACK = 0.01


@dataclass(frozen=True, slots=True)
class Together:
    """Blocks that begin on one page: a heading, what must follow it, and ``tail``, which may go on elsewhere.

    ``least`` is how much of the tail must fit under the heading, in points.
    """

    first: Block
    gap: float
    tail: Block
    least: float = 48.0


@dataclass(slots=True)
class _Pages:
    """The pages so far, and the height at which the next block begins."""

    pages: list[Page]
    y: float
    top: float
    bottom: float

    @property
    def room(self) -> float:
        return self.bottom - self.y

    def turn(self) -> None:
        """Begin another page."""
        self.pages.append([])
        self.y = self.top

    def put(self, block: Block) -> None:
        """Place a block that fits."""
        self.pages[-1].append((block, self.y))
        self.y += block.height


def paginate(story: Iterable[Block | Together], first_top: float, top: float, bottom: float) -> list[Page]:
    """Place blocks between the top (another one on the first page) and the bottom, counted from the page's top."""
    made = _Pages([[]], first_top, top, bottom)
    for item in story:
        if not isinstance(item, Together):
            _add(made, item)
            continue
        if made.pages[-1] and not _begins_here(item, made.room):
            made.turn()
        for block in (item.first, Space(item.gap), item.tail):
            _add(made, block)
    return [page for page in made.pages if page]


def _begins_here(item: Together, room: float) -> bool:
    above, rest = item.tail.split(room - item.first.height - item.gap)
    return rest is None or (above is not None and above.height >= item.least)


def _add(made: _Pages, block: Block) -> None:
    """Add one block, over as many pages as it needs."""
    rest: Block | None = block
    while rest is not None:
        if isinstance(rest, Space):
            made.y += rest.height if made.pages[-1] else 0.0
            return
        if rest.height <= made.room + _SLACK:
            made.put(rest)
            return
        above, below = rest.split(made.room)
        if above is None and not made.pages[-1]:  # in one piece and taller than a page: it runs over the margin
            made.put(rest)
            return
        if above is not None:
            made.put(above)
        rest = below
        if rest is not None:
            made.turn()
