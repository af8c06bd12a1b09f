"""Rooms and the camera: what stands still behind the people of a film."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

import skia
from dialogue import smooth
from figures import colour
from props import mix, paint, pen, wave
from typefaces import HANDS, skia_face

WORLD = (1280.0, 720.0)


@dataclass(frozen=True, slots=True)
class Shot:
    """From a time on the camera moves, in some seconds, to a middle and a zoom."""

    start: float
    x: float
    y: float
    zoom: float
    seconds: float = 1.8


def aim(canvas: skia.Canvas, shots: Sequence[Shot], t: float, size: tuple[int, int]) -> None:
    """Point the canvas at the part of the world that the camera sees."""
    x, y, zoom = shots[0].x, shots[0].y, shots[0].zoom
    for shot in shots[1:]:
        share = smooth((t - shot.start) / shot.seconds)
        x, y, zoom = x + (shot.x - x) * share, y + (shot.y - y) * share, zoom + (shot.zoom - zoom) * share
    scale = size[0] / WORLD[0] * zoom
    canvas.translate(size[0] / 2, size[1] / 2)
    canvas.scale(scale, scale)
    canvas.translate(-x, -y)


def wall(
    canvas: skia.Canvas, upper: str = "#e2d6bf", lower: str = "#cdbd9f", floor: str = "#9c7f5c", line: float = 400.0
) -> None:
    """Back wall with a painted lower part, and the floor."""
    canvas.drawRect(skia.Rect.MakeLTRB(-300, -300, 1600, line), paint(upper))
    canvas.drawRect(skia.Rect.MakeLTRB(-300, line, 1600, 560), paint(lower))
    canvas.drawRect(skia.Rect.MakeLTRB(-300, line - 4, 1600, line + 3), paint(mix(lower, "#5a4630", 0.35)))
    canvas.drawRect(skia.Rect.MakeLTRB(-300, 560, 1600, 1100), paint(floor))
    light = skia.Paint(
        AntiAlias=True,
        Shader=skia.GradientShader.MakeRadial(
            skia.Point(180, 160), 900, [colour("#fff6dc", 95), colour("#000000", 28)]
        ),
    )
    canvas.drawRect(skia.Rect.MakeLTRB(-300, -300, 1600, 1100), light)


def window(canvas: skia.Canvas, x: float, y: float, t: float) -> None:
    """A window with hills, a drifting cloud and a tree that moves in the wind."""
    wide, high = 196.0, 216.0
    canvas.save()
    canvas.clipRect(skia.Rect.MakeXYWH(x, y, wide, high))
    canvas.drawRect(
        skia.Rect.MakeXYWH(x, y, wide, high),
        skia.Paint(
            Shader=skia.GradientShader.MakeLinear(
                [skia.Point(0, y), skia.Point(0, y + high)], [colour("#a9cfe3"), colour("#e6f1ee")]
            )
        ),
    )
    for shift, down, size in ((0.0, 38.0, 1.0), (130.0, 74.0, 0.7)):
        left = x - 60 + (shift + t * 2.4) % (wide + 120)
        for dx, r in ((0, 17), (20, 23), (44, 16)):
            canvas.drawCircle(left + dx * size, y + down, r * size, paint("#ffffff", 205))
    for top, ink in ((150.0, "#9dbb8f"), (176.0, "#7ba274")):
        hill = skia.Path()
        hill.moveTo(x, y + high)
        hill.lineTo(x, y + top + 10)
        hill.cubicTo(x + 50, y + top - 34, x + 110, y + top + 30, x + wide, y + top - 12)
        hill.lineTo(x + wide, y + high)
        canvas.drawPath(hill, paint(ink))
    sway = 3 * wave(t, 4.1)
    canvas.drawLine(x + 150, y + high, x + 150 + sway * 0.4, y + 130, pen("#6b4f35", 7))
    for dx, dy, r in ((-17, 128, 21), (14, 122, 24), (-2, 104, 23)):
        canvas.drawCircle(x + 150 + dx + sway, y + dy, r, paint("#5f8f5d"))
    canvas.restore()
    for box in ((x - 7, y - 7, wide + 14, high + 14),):
        canvas.drawRect(skia.Rect.MakeXYWH(*box), pen("#8a6642", 13))
    canvas.drawLine(x + wide / 2, y, x + wide / 2, y + high, pen("#8a6642", 7))
    canvas.drawLine(x, y + high * 0.48, x + wide, y + high * 0.48, pen("#8a6642", 7))
    canvas.drawRect(skia.Rect.MakeXYWH(x - 18, y + high + 6, wide + 36, 12), paint("#7a5837"))


def board(canvas: skia.Canvas, box: tuple[float, float, float, float], ink: str = "#31483f") -> None:
    """An empty blackboard with frame, smears and a ledge with chalk."""
    left, top, right, bottom = box
    canvas.drawRect(skia.Rect.MakeLTRB(left - 10, top - 10, right + 10, bottom + 10), paint("#7d5a38"))
    canvas.drawRect(skia.Rect.MakeLTRB(*box), paint(ink))
    for n in range(7):
        y = top + 24 + n * (bottom - top - 40) / 6
        canvas.drawLine(left + 40 + n * 17 % 90, y, right - 70 - n * 31 % 120, y + 7, pen("#ffffff", 22, 7))
    canvas.drawRect(skia.Rect.MakeLTRB(left - 4, bottom + 8, right + 4, bottom + 17), paint("#6b4a2d"))
    for n, chalk in enumerate(("#f5f2e8", "#f2d57e", "#e7a7a0")):
        canvas.drawRoundRect(skia.Rect.MakeXYWH(left + 40 + n * 46, bottom + 2, 30, 7), 3, 3, paint(chalk))


def chalk_words(
    canvas: skia.Canvas,
    words: str,
    x: float,
    y: float,
    size: float,
    shown: float,
    ink: str = "#f3efe2",
    middle: bool = False,
) -> None:
    """Words in chalk, of which a share has been written."""
    if shown <= 0:
        return
    family, weight = HANDS["gochi"]
    font = skia.Font(skia_face(family, weight), size)
    left = x - font.measureText(words) / 2 if middle else x
    part = words[: max(1, round(len(words) * min(1.0, shown)))]
    canvas.drawString(part, left, y, font, paint(ink, 232))


def chalk_path(
    canvas: skia.Canvas, points: Sequence[tuple[float, float]], shown: float, ink: str = "#f3efe2", width: float = 3.2
) -> None:
    """A chalk line of which a share has been drawn."""
    if shown <= 0:
        return
    path = skia.Path()
    path.moveTo(*points[0])
    for point in points[1:]:
        path.lineTo(*point)
    measure = skia.PathMeasure(path, False)
    part = skia.Path()
    measure.getSegment(0, measure.getLength() * min(1.0, shown), part, True)
    canvas.drawPath(part, pen(ink, width, 225))


def clock(canvas: skia.Canvas, x: float, y: float, t: float, minutes: float) -> None:
    """The wall clock: lesson time in minutes at the start of the film, running."""
    canvas.drawCircle(x + 2, y + 4, 39, paint("#000000", 50, 5))
    canvas.drawCircle(x, y, 38, paint("#5b4632"))
    canvas.drawCircle(x, y, 33, paint("#fbf8ef"))
    for n in range(12):
        turn = n * math.pi / 6
        canvas.drawLine(
            x + 27 * math.sin(turn),
            y - 27 * math.cos(turn),
            x + 31 * math.sin(turn),
            y - 31 * math.cos(turn),
            pen("#4a4036", 2),
        )
    seconds = minutes * 60 + t
    for length, turn, width, ink in (
        (16, seconds / 43200, 4.0, "#2b2521"),
        (25, seconds / 3600, 3.0, "#2b2521"),
        (28, math.floor(seconds) / 60, 1.4, "#b3402f"),
    ):
        angle = turn * 2 * math.pi
        canvas.drawLine(x, y, x + length * math.sin(angle), y - length * math.cos(angle), pen(ink, width))
    canvas.drawCircle(x, y, 3.2, paint("#2b2521"))


def notice(canvas: skia.Canvas, x: float, y: float, kind: int) -> None:
    """A sheet pinned to the wall."""
    canvas.save()
    canvas.translate(x, y)
    canvas.rotate((-1.5, 1.2, -0.8, 2.0)[kind % 4])
    canvas.drawRect(skia.Rect.MakeXYWH(3, 4, 92, 72), paint("#000000", 40, 4))
    canvas.drawRect(skia.Rect.MakeWH(92, 72), paint(("#fbf7ea", "#f3e7c9", "#eef3f4", "#fbf7ea")[kind % 4]))
    if kind % 2:
        path = skia.Path()
        path.moveTo(12, 58)
        for px, py in ((26, 40), (40, 46), (56, 24), (78, 16)):
            path.lineTo(px, py)
        canvas.drawPath(path, pen("#b4583c", 3))
    else:
        canvas.drawCircle(28, 36, 16, paint("#7fa9c2"))
        for n in range(3):
            canvas.drawLine(54, 24 + n * 14, 82, 24 + n * 14, pen("#8c8577", 3))
    canvas.drawCircle(46, 5, 4, paint("#b3402f"))
    canvas.restore()


def desk(
    canvas: skia.Canvas,
    top: float,
    left: float = 170.0,
    right: float = 1110.0,
    deep: float = 84.0,
    wood: str = "#c08c5a",
) -> None:
    """A table seen a little from above: its top between two edges, its front, its legs."""
    lean = 66.0
    canvas.drawRect(
        skia.Rect.MakeLTRB(left - lean + 20, top + deep + 14, right + lean - 20, top + deep + 60),
        paint("#000000", 40, 14),
    )
    for x in (left - lean + 34, right + lean - 60):
        canvas.drawRect(skia.Rect.MakeLTRB(x, top + deep, x + 26, top + deep + 260), paint(mix(wood, "#000000", 0.42)))
    canvas.drawRect(
        skia.Rect.MakeLTRB(left - lean + 60, top + deep, right + lean - 60, top + deep + 74),
        paint(mix(wood, "#000000", 0.5)),
    )
    path = skia.Path()
    path.moveTo(left, top)
    path.lineTo(right, top)
    path.lineTo(right + lean, top + deep)
    path.lineTo(left - lean, top + deep)
    path.close()
    canvas.drawPath(path, paint(wood))
    for n in range(6):
        y = top + 10 + n * (deep - 14) / 5
        canvas.drawLine(
            left - lean * (y - top) / deep + 30 + n * 53,
            y,
            right - 200 + n * 31,
            y + 2,
            pen(mix(wood, "#5a3a1c", 0.4), 1.6, 110),
        )
    canvas.drawRect(
        skia.Rect.MakeLTRB(left - lean, top + deep, right + lean, top + deep + 22), paint(mix(wood, "#000000", 0.22))
    )


def blink(t: float, seed: int) -> bool:
    """Eyes close for a moment every few seconds."""
    return (t + seed * 1.7) % (3.1 + seed * 0.37) < 0.14


def outdoors(canvas: skia.Canvas, t: float, sun: tuple[float, float] = (210.0, 96.0), ground: str = "#cdb487") -> None:
    """Sky with a sun and clouds, hills, a school building, dry ground."""
    canvas.drawRect(
        skia.Rect.MakeLTRB(-300, -300, 1600, 430),
        skia.Paint(
            Shader=skia.GradientShader.MakeLinear(
                [skia.Point(0, -100), skia.Point(0, 430)], [colour("#8fc3e0"), colour("#e9f2ea")]
            )
        ),
    )
    canvas.drawCircle(
        *sun,
        120,
        skia.Paint(
            AntiAlias=True,
            Shader=skia.GradientShader.MakeRadial(
                skia.Point(*sun), 120, [colour("#fff3c0", 220), colour("#fff3c0", 0)]
            ),
        ),
    )
    canvas.drawCircle(*sun, 40, paint("#ffe9a0"))
    for shift, down, size in ((300.0, 70.0, 1.4), (820.0, 120.0, 1.0), (1180.0, 50.0, 1.2)):
        left = -200 + (shift + t * 3.0) % 1700
        for dx, r in ((0, 24), (30, 34), (66, 26)):
            canvas.drawCircle(left + dx * size, down, r * size, paint("#ffffff", 190))
    for base, lift, ink in ((360.0, 70.0, "#9fb796"), (392.0, 40.0, "#86a57c")):
        hill = skia.Path()
        hill.moveTo(-300, 560)
        hill.lineTo(-300, base)
        hill.cubicTo(200, base - lift * 1.6, 480, base + lift * 0.5, 800, base - lift * 0.4)
        hill.cubicTo(1050, base - lift * 1.3, 1300, base + lift * 0.3, 1600, base - lift)
        hill.lineTo(1600, 560)
        canvas.drawPath(hill, paint(ink))
    canvas.drawRect(
        skia.Rect.MakeLTRB(-300, 420, 1600, 1100),
        skia.Paint(
            Shader=skia.GradientShader.MakeLinear(
                [skia.Point(0, 420), skia.Point(0, 760)],
                [colour(mix(ground, "#ffffff", 0.2)), colour(mix(ground, "#5c4525", 0.25))],
            )
        ),
    )


def building(canvas: skia.Canvas, x: float, y: float, wide: float, high: float) -> None:
    """A low school building with a tin roof."""
    canvas.drawRect(skia.Rect.MakeXYWH(x, y, wide, high), paint("#e8d9bb"))
    roof = skia.Path()
    roof.moveTo(x - 18, y)
    roof.lineTo(x + 22, y - 44)
    roof.lineTo(x + wide - 22, y - 44)
    roof.lineTo(x + wide + 18, y)
    roof.close()
    canvas.drawPath(roof, paint("#a5584a"))
    for n in range(int(wide // 34)):
        canvas.drawLine(x + 20 + n * 34, y - 42, x + 6 + n * 34, y - 2, pen("#8b463a", 2, 160))
    for n in range(int(wide // 90)):
        canvas.drawRect(skia.Rect.MakeXYWH(x + 24 + n * 90, y + 22, 44, 40), paint("#6d8fa0"))
        canvas.drawRect(skia.Rect.MakeXYWH(x + 24 + n * 90, y + 22, 44, 40), pen("#7a5837", 4))


def easel(canvas: skia.Canvas, box: tuple[float, float, float, float], ink: str = "#31483f") -> None:
    """A blackboard on three legs."""
    left, top, right, bottom = box
    for x, lean in ((left + 30, -24), (right - 30, 24), ((left + right) / 2, 0)):
        canvas.drawLine(x, top - 6, x + lean, bottom + 130, pen("#6b4a2d", 9))
    board(canvas, box, ink)
