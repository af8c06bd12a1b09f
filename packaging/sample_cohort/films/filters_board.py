"""What stands on the blackboard of KITE-37 as the lesson goes on."""

import math

import props
import skia
import stage
from dialogue import Timeline, smooth
from props import paint

BOARD = (356.0, 44.0, 872.0, 300.0)


def writing(canvas: skia.Canvas, line: Timeline, t: float) -> None:
    """What stands on the board at this moment."""
    left, top = BOARD[0] + 24, BOARD[1]
    stage.chalk_words(canvas, "Which order is best?", left, top + 40, 34, 1, "#f2d57e")
    stage.chalk_words(canvas, "clear is not safe", left + 336, top + 28, 20, (t - line.cues["safe"][0] - 1.5) / 2)
    _board_ideas(canvas, line, t, left, top)
    _board_tests(canvas, line, t, left, top)
    _board_points(canvas, line, t)


def _board_ideas(canvas: skia.Canvas, line: Timeline, t: float, left: float, top: float) -> None:
    start = line.cues["why"][0]
    stage.chalk_words(canvas, "sand on top:", left, top + 70, 24, (t - start + 4) / 2)
    stage.chalk_words(canvas, "catches the mud first?", left + 12, top + 93, 22, (t - start - 3.5) / 2)
    stage.chalk_words(canvas, "full very soon?", left + 12, top + 115, 22, (t - start - 7.5) / 2)
    soak = line.cues["why"][1] + 0.4
    stage.chalk_words(canvas, "soaks it up?", left + 12, top + 137, 22, (t - soak) / 1.5)
    struck = line.cues["stuck"][0] + 6.2
    stage.chalk_path(canvas, [(left + 8, top + 132), (left + 122, top + 128)], (t - struck) / 0.6, "#e7a7a0", 4)
    stage.chalk_words(canvas, "stuck!", left + 134, top + 139, 26, (t - struck - 0.6) / 0.8, "#e7a7a0")


def _board_tests(canvas: skia.Canvas, line: Timeline, t: float, left: float, top: float) -> None:
    stage.chalk_words(canvas, "S-G-C", left, top + 168, 24, (t - line.beats["drip one"][1]) / 1.2)
    stage.chalk_words(canvas, "27 26 28", left + 70, top + 168, 24, (t - line.cues["quiet"][1] + 6.0) / 5)
    stage.chalk_words(
        canvas, "27, range 2", left + 172, top + 168, 22, (t - line.cues["quiet"][1] + 2.0) / 1.8, "#f2d57e"
    )
    done = line.beats["drip two"][1]
    stage.chalk_words(canvas, "G-S-C", left, top + 194, 24, (t - done + 1.0) / 1.0)
    stage.chalk_words(canvas, "31 29 33", left + 70, top + 194, 24, (t - done) / 3.6)
    stage.chalk_words(canvas, "31, range 4", left + 172, top + 194, 22, (t - done - 4.6) / 1.8, "#f2d57e")


def _board_points(canvas: skia.Canvas, line: Timeline, t: float) -> None:
    """The readings of all groups on one line, drawn while the class talks."""
    x0, x1, y = 694.0, 862.0, 250.0
    began = line.beats["drip one"][1] + 1.0
    stage.chalk_path(canvas, [(x0, 96), (x0, y), (x1, y)], (t - began) / 1.6)
    stage.chalk_words(canvas, "clarity, cm", x0 + 8, 98, 18, (t - began) / 1.6)
    for value in (20, 25, 30):
        stage.chalk_words(canvas, str(value), x0 - 26, _height(value) + 6, 18, (t - began - 1.2) / 0.5)
    pool = line.beats["type"][0]
    groups = [(0, 27.0, line.cues["quiet"][1] - 1.0, "#f3efe2"), (1, 31.0, line.beats["drip two"][1] + 6.0, "#f2d57e")]
    groups += [
        (n + 2, value, pool + 0.3 * n, ink)
        for n, (value, ink) in enumerate(
            (
                (31.0, "#f2d57e"),
                (30.0, "#f2d57e"),
                (20.3, "#f3efe2"),
                (30.0, "#f2d57e"),
                (24.3, "#f3efe2"),
                (29.7, "#f2d57e"),
            )
        )
    ]
    for place, value, when, ink in groups:
        if t >= when:
            canvas.drawCircle(x0 + 20 + place * 19, _height(value), 5.2 * smooth((t - when) / 0.4), paint(ink, 235))
    ring = line.cues["pool"][0] + 4.5
    around = [(x0 + 106 + 62 * math.cos(a), _height(30.4) + 19 * math.sin(a)) for a in props.spread(0, 6.5, 36)]
    stage.chalk_path(canvas, around, (t - ring) / 1.6, "#e7a7a0", 2.8)
    stage.chalk_words(canvas, "gravel on top", x0 + 66, 122, 18, (t - ring - 1.2) / 1.0, "#e7a7a0")


def _height(value: float) -> float:
    return 240 - (value - 18) * 8.0
