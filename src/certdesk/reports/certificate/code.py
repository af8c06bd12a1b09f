"""The QR code of a certificate, drawn as shapes so that it is sharp at any size."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import pairwise

import segno

from certdesk.core.errors import CertDeskError
from certdesk.core.words import _
from certdesk.reports.look import ink
from certdesk.reports.tagged.pen import Pen, Point
from certdesk.reports.tagged.structure import Node
from certdesk.reports.text.runs import Colour

_MILLIMETRE = 72 / 25.4
_SIDE = 34 * _MILLIMETRE
_LEAST_MODULE = 0.25 * _MILLIMETRE
LONG = 470  # letters
_QUIET = 4  # modules of white around it, as ISO/IEC 18004 asks
_BLACK, _WHITE = ink("#000000"), ink("#FFFFFF")

_ONES = re.compile("1+")

Modules = tuple[tuple[bool, ...], ...]
Corner = tuple[int, int]
Sides = dict[Corner, Corner]


@lru_cache(maxsize=64)
def modules_of(code: str) -> Modules:
    """Return the dark modules of a code, row by row, without the quiet zone.

    At level Q a quarter of it may be damaged; a long one has level M instead, so that its modules stay large.
    """
    try:
        made = segno.make(code, error="q" if len(code) <= LONG else "m", micro=False, boost_error=False)
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


def quiet_side(code: str) -> float:
    """Return the width of the border on each side of a code in points; nothing for no code."""
    return _QUIET * _module(len(modules_of(code))) if code else 0.0


def draw_code(pen: Pen, node: Node, code: str, corner: Point, ground: Colour = _WHITE) -> None:
    """Draw a code with its border from the top left corner, as content of the Figure ``node``.

    The border is white, or of the paper that it lies on where that is nearly white.
    """
    modules = modules_of(code)
    size = _module(len(modules))
    side = code_side(code)
    with pen.artifact():
        pen.box(corner, (side, side), fill=ground)
    left, top = corner[0] + _QUIET * size, corner[1] + _QUIET * size
    node.attributes["BBox"] = pen.bounds(corner, (side, side))
    with pen.content(node):
        pen.mosaic(tuple(_outlines(modules)), (left, top), size, _BLACK)


def code_figure(parent: Node, serial: str) -> Node:
    """Add the Figure of a code, which says what it is for."""
    return parent.child("Figure", Alt=_("QR code that proves what certificate {serial} says").format(serial=serial))


def _module(count: int) -> float:
    return max(_SIDE / count, _LEAST_MODULE)


def _outlines(modules: Modules) -> Iterator[list[Corner]]:
    """Yield the outlines of dark areas one way round and those of holes the other, so that no seams show inside.

    Where two dark modules touch at a corner only, the line stays with its own: it turns right there.
    """
    east, west, north, south = _sides(modules)
    while east:
        start, at = east.popitem()
        loop = [start, at]
        down = True
        while True:
            down = at in south if down else at not in north
            at = (south if down else north).pop(at)
            if at == start:
                break
            loop.append(at)
            back = at in west if down else at not in east
            at = (west if back else east).pop(at)
            loop.append(at)
            down = not back
        yield loop


def _sides(modules: Modules) -> tuple[Sides, Sides, Sides, Sides]:
    """Return the straight pieces between dark and light, clockwise around what is dark: where each starts and ends.

    Those that lead to the right, to the left, up and down.
    """
    east: Sides = {}
    west: Sides = {}
    north: Sides = {}
    south: Sides = {}
    for y, start, end, below in _pieces(modules):
        if below:
            east[start, y] = end, y
        else:
            west[end, y] = start, y
    for x, start, end, after in _pieces(tuple(zip(*modules, strict=True))):
        if after:
            north[x, end] = x, start
        else:
            south[x, start] = x, end
    return east, west, north, south


def _pieces(rows: Modules) -> Iterator[tuple[int, int, int, bool]]:
    """Yield where a row is dark and the one before it is not: number, start and end; False where it is reversed."""
    count = len(rows)
    numbers = [0, *(int("".join("01"[dark] for dark in row), 2) for row in rows), 0]
    for at, (before, after) in enumerate(pairwise(numbers)):
        for found in _ONES.finditer(f"{after & ~before:0{count}b}"):
            yield at, *found.span(), True
        for found in _ONES.finditer(f"{before & ~after:0{count}b}"):
            yield at, *found.span(), False
