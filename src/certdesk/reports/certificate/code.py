"""The QR code of a certificate, drawn as shapes so that it is sharp at any size."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

import segno

from certdesk.core.errors import CertDeskError
from certdesk.core.words import _
from certdesk.reports.look import ink
from certdesk.reports.tagged.pen import Pen, Point
from certdesk.reports.tagged.structure import Node

_MILLIMETRE = 72 / 25.4
_SIDE = 34 * _MILLIMETRE
_LEAST_MODULE = 0.25 * _MILLIMETRE
_LONG = 470  # letters
_QUIET = 4  # modules of white around it, as ISO/IEC 18004 asks
_BLACK, _WHITE = ink("#000000"), ink("#FFFFFF")

Modules = tuple[tuple[bool, ...], ...]


@lru_cache(maxsize=64)
def modules_of(code: str) -> Modules:
    """Return the dark modules of a code, row by row, without the quiet zone.

    At level Q a quarter of it may be damaged; a long one has level M instead, so that its modules stay large.
    """
    try:
        made = segno.make(code, error="q" if len(code) <= _LONG else "m", micro=False, boost_error=False)
    except ValueError as problem:
        text = _("The QR code can't hold {count} letters.").format(count=len(code))
        raise CertDeskError(text, _("Shorten the names of programme and certificate.")) from problem
    return tuple(tuple(bool(module) for module in row) for row in made.matrix)


def code_side(code: str) -> float:
    """Return the width of a code with its white border in points; nothing for no code."""
    if not code:
        return 0.0
    count = len(modules_of(code))
    return _module(count) * (count + 2 * _QUIET)


def draw_code(pen: Pen, node: Node, code: str, corner: Point) -> None:
    """Draw a code with its white border from the top left corner, as content of the Figure ``node``."""
    modules = modules_of(code)
    size = _module(len(modules))
    side = code_side(code)
    with pen.artifact():
        pen.box(corner, (side, side), fill=_WHITE)
    left, top = corner[0] + _QUIET * size, corner[1] + _QUIET * size
    outlines = [[(left + x * size, top + y * size) for x, y in loop] for loop in _outlines(modules)]
    node.attributes["BBox"] = pen.bounds(corner, (side, side))
    with pen.content(node):
        pen.path(outlines, fill=_BLACK)


def code_figure(parent: Node, serial: str) -> Node:
    """Add the Figure of a code, which says what it is for."""
    return parent.child("Figure", Alt=_("QR code that proves what certificate {serial} says").format(serial=serial))


def _module(count: int) -> float:
    return max(_SIDE / count, _LEAST_MODULE)


def _outlines(modules: Modules) -> Iterator[list[tuple[int, int]]]:
    """Yield the outlines of dark areas one way round and those of holes the other, so that no seams show inside."""
    ahead: dict[tuple[int, int], list[tuple[int, int]]] = {}
    for start, end in _edges(modules):
        ahead.setdefault(start, []).append(end)
    while ahead:
        start = next(iter(ahead))
        loop, at, before = [start], _step(ahead, start, None), start
        while at != start:
            if len(loop) > 1 and _straight(loop[-2], before, at):
                loop[-1] = at
            else:
                loop.append(at)
            before, at = at, _step(ahead, at, before)
        yield loop


def _edges(modules: Modules) -> Iterator[tuple[tuple[int, int], tuple[int, int]]]:
    """Yield the sides of dark modules that have no dark neighbour, clockwise around each."""
    count = len(modules)

    def dark(x: int, y: int) -> bool:
        return 0 <= x < count and 0 <= y < count and modules[y][x]

    for y in range(count):
        for x in range(count):
            if not modules[y][x]:
                continue
            if not dark(x, y - 1):
                yield (x, y), (x + 1, y)
            if not dark(x + 1, y):
                yield (x + 1, y), (x + 1, y + 1)
            if not dark(x, y + 1):
                yield (x + 1, y + 1), (x, y + 1)
            if not dark(x - 1, y):
                yield (x, y + 1), (x, y)


def _step(
    ahead: dict[tuple[int, int], list[tuple[int, int]]], at: tuple[int, int], before: tuple[int, int] | None
) -> tuple[int, int]:
    """Take the next side; where two dark modules touch at a corner only, the one that stays with its own."""
    ends = ahead[at]
    chosen = 0
    if before is not None and len(ends) > 1:
        across, down = at[0] - before[0], at[1] - before[1]
        right = (at[0] - down, at[1] + across)
        chosen = ends.index(right) if right in ends else 0
    end = ends.pop(chosen)
    if not ends:
        del ahead[at]
    return end


def _straight(one: tuple[int, int], middle: tuple[int, int], end: tuple[int, int]) -> bool:
    return one[0] == middle[0] == end[0] or one[1] == middle[1] == end[1]
