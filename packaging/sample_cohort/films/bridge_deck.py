"""The paper bridge of FERN-08: how far it sags under how many washers, and how that looks."""

import math

import props
import skia
from dialogue import Timeline, smooth
from props import mix, paint, pen

LEFT, RIGHT, DECK = 486.0, 786.0, 372.0  # inner edges of the two piles of books, and their height
SAGS = ((0, 0.0), (5, 2.0), (10, 5.0), (15, 9.0), (20, 15.0), (23, 24.0))
FILLS = (("to five", 0, 5), ("to ten", 5, 10), ("to fifteen", 10, 15), ("to twenty", 15, 20))


def washers(line: Timeline, t: float) -> int:
    """How many washers lie on the bridge."""
    if t > line.beats["collapse"][1] + 0.4:
        return 0
    if line.since(t, "collapse") > 0:
        return 20 + min(3, math.floor(line.part(t, "collapse") * 5))
    for beat, low, high in reversed(FILLS):
        if line.since(t, beat) > 0:
            return low + math.floor((high - low) * line.part(t, beat) + 0.001)
    if line.since(t, "fold") > 0:
        return 0
    if line.since(t, "falls") > 0:
        return 2 if line.since(t, "falls") < 0.8 else 0
    return 1 if line.part(t, "one washer") > 0.5 else 0


def sag_of(line: Timeline, t: float) -> float:
    """Sag of the middle in millimetres."""
    load = washers(line, t)
    if line.since(t, "fold") > 0.8:
        fall = smooth((line.since(t, "collapse") - 1.5) / 0.35)
        even = sum(_between(load, n) for n in range(len(SAGS) - 1))
        return even * (1 - fall) + 36 * fall if line.since(t, "collapse") > 0 else even
    down = smooth(line.since(t, "falls") / 0.6 - 0.5)
    return 4 + 30 * smooth(line.since(t, "one washer") - 0.9) + 6 * down


def _between(load: int, n: int) -> float:
    (a, low), (b, high) = SAGS[n], SAGS[n + 1]
    return (high - low) * min(1.0, max(0.0, (load - a) / (b - a)))


def books(canvas: skia.Canvas) -> None:
    """Two piles of books."""
    canvas.drawOval(skia.Rect.MakeLTRB(350, 470, 930, 496), paint("#000000", 35, 8))
    for left, right in ((370.0, LEFT), (RIGHT, 902.0)):
        for n, ink in enumerate(("#8f3f38", "#3d6b74", "#c79a4a", "#5b5a86")):
            y = DECK + 2 + n * 27
            shift = 5 * props.wave(n * 1.7 + left, 3)
            canvas.drawRoundRect(
                skia.Rect.MakeLTRB(left + shift * 0.4, y, right - abs(shift) * 0.2, y + 26), 3, 3, paint(ink)
            )
            canvas.drawRect(
                skia.Rect.MakeLTRB(left + 6, y + 7, right - 6, y + 10), paint(mix(ink, "#ffffff", 0.35), 150)
            )


def ruler(canvas: skia.Canvas) -> None:
    """A ruler that stands behind the middle of the bridge."""
    x = 700.0
    canvas.drawRect(skia.Rect.MakeLTRB(x, 336, x + 20, 482), paint("#e9cf87"))
    for n in range(19):
        canvas.drawLine(x, 340 + n * 7.6, x + (13 if n % 5 == 0 else 7), 340 + n * 7.6, pen("#5a4522", 1.4))
    canvas.drawRect(skia.Rect.MakeLTRB(x - 18, 480, x + 38, 488), paint("#7a5837"))


def bridge(canvas: skia.Canvas, line: Timeline, t: float) -> None:
    """The sheet, its load and the number beside it."""
    fall = smooth(line.since(t, "falls") / 0.5 - 1.0) * (1 - smooth(line.since(t, "fold") * 2))
    late = smooth((line.since(t, "collapse") - 1.5) / 0.5)
    drop = 74 * max(fall, late)
    sag = sag_of(line, t) * 1.75
    folded = line.since(t, "fold") > 0.8
    if 0 < line.part(t, "fold") < 1:
        drop -= 26 * math.sin(line.part(t, "fold") * math.pi)
    points = [(LEFT - 26 + n * (RIGHT - LEFT + 52) / 24, _deck(n / 24, sag, drop)) for n in range(25)]
    _folded(canvas, points, sag) if folded else _flat(canvas, points)
    load = washers(line, t)
    middle = points[12]
    for n in range(load):
        column, row = n % 5, n // 5
        x, y = (
            middle[0] + (column - (2 if load > 4 else (load - 1) / 2)) * 22,
            middle[1] - (18 if folded else 4) - row * 7 - abs(column - 2) * sag * 0.03,
        )
        canvas.drawOval(skia.Rect.MakeLTRB(x - 10, y - 7, x + 10, y), paint("#7c8388"))
        canvas.drawOval(skia.Rect.MakeLTRB(x - 10, y - 9, x + 10, y - 2), paint("#aab1b5"))
        canvas.drawOval(skia.Rect.MakeLTRB(x - 3.5, y - 7, x + 3.5, y - 4), paint("#5f6569"))
    if drop > 40 and (late > 0.5 or line.since(t, "fold") < 0):
        _scattered(canvas, 23 if late > 0.5 else 2)


def _deck(share: float, sag: float, drop: float) -> float:
    inside = max(0.0, min(1.0, (share * (RIGHT - LEFT + 52) - 26) / (RIGHT - LEFT)))
    return DECK + (sag + drop * (1 if drop > 0 else 0.0)) * math.sin(inside * math.pi) ** 0.9 + min(0.0, drop)


def _flat(canvas: skia.Canvas, points: list[tuple[float, float]]) -> None:
    canvas.drawPath(props.shape(*points, *[(x + 12, y - 12) for x, y in reversed(points)]), paint("#f4f1e4"))
    path = skia.Path()
    path.moveTo(*points[0])
    for point in points[1:]:
        path.lineTo(*point)
    canvas.drawPath(path, pen("#cfc8b2", 2.6))


def _folded(canvas: skia.Canvas, points: list[tuple[float, float]], sag: float) -> None:
    high = max(5.0, 20 - sag * 0.28)
    for n in range(5):
        lift = high * (1 if n % 2 else 0.15)
        ink = mix("#f7f4e8", "#b9b29c", 0.0 if n % 2 else 0.5)
        strip = [(x + n * 5, y - n * 4 - lift * 0.6) for x, y in points]
        low = [(x + n * 5, y - n * 4 + 7) for x, y in reversed(points)]
        canvas.drawPath(props.shape(*strip, *low), paint(ink))
    for n in (0, 2, 4):
        path = skia.Path()
        path.moveTo(points[0][0] + n * 5, points[0][1] - n * 4)
        for x, y in points[1:]:
            path.lineTo(x + n * 5, y - n * 4 - high * 0.2)
        canvas.drawPath(path, pen("#a39c86", 1.6))


def _scattered(canvas: skia.Canvas, count: int) -> None:
    chance = props.random.Random(5)
    for _ in range(count):
        x, y = 640 + chance.gauss(0, 62), 474 + chance.uniform(-8, 16)
        canvas.drawOval(skia.Rect.MakeLTRB(x - 10, y - 5, x + 10, y + 3), paint("#7c8388"))
        canvas.drawOval(skia.Rect.MakeLTRB(x - 10, y - 7, x + 10, y + 1), paint("#aab1b5"))
        canvas.drawOval(skia.Rect.MakeLTRB(x - 3.5, y - 5, x + 3.5, y - 1.5), paint("#5f6569"))
