"""The outlines of a QR code: together they enclose its dark modules and nothing else."""

from __future__ import annotations

from random import Random

from certdesk.reports.certificate.code import _outlines, modules_of


def area(loop):
    """The area inside a loop, negative for one that runs the other way round, as holes do."""
    pairs = zip(loop, [*loop[1:], loop[0]], strict=True)
    return sum(x * end_y - end_x * y for (x, y), (end_x, end_y) in pairs) / 2


def test_outlines_enclose_what_is_dark():
    draw = Random(7)
    codes = [tuple(tuple(draw.random() < share for _x in range(12)) for _y in range(12)) for share in (0.1, 0.5, 0.9)]
    for modules in (
        *codes,
        modules_of("CD1:" + "A1B2" * 30),
        ((True, False), (False, True)),
        ((False, True), (True, False)),
    ):
        loops = list(_outlines(modules))
        assert sum(map(area, loops)) == sum(map(sum, modules))
        for loop in loops:
            turns = zip(loop, loop[1:], loop[2:], strict=False)
            assert all((a[0] == b[0]) != (b[0] == c[0]) for a, b, c in turns), "every corner is a corner"


def test_modules_that_touch_at_a_corner_stay_apart():
    assert len(list(_outlines(((True, False), (False, True))))) == 2
    assert len(list(_outlines(((False, True), (True, False))))) == 2
