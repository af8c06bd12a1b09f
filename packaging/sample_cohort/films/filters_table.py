"""What stands on table two of KITE-37: filter, jar, jug, clarity tube, cards and tablet, as they are at a time."""

import props
import skia
import stage
from dialogue import Timeline, smooth
from props import paint, pen

SPOT = 600.0  # where the filter stands


def on_table(canvas: skia.Canvas, line: Timeline, t: float) -> None:
    _cards(canvas)
    _tablet(canvas, line, t)
    _filter(canvas, line, t)
    _tube(canvas, line, t)
    jug = jug_at(line, t)
    _draw_jug(
        canvas,
        jug or (720, 470),
        tilt=0 if jug is None else -62 * smooth(pouring(line, t) * 4) * smooth((1 - pouring(line, t)) * 4),
    )
    if jug and 0.2 < pouring(line, t) < 0.84:
        _stream(canvas, (jug[0] - 38, jug[1] - 14), (SPOT + 10, 330), t)


def _filter(canvas: skia.Canvas, line: Timeline, t: float) -> None:
    """Stand, bottle with its layers and water, drops, jar."""
    canvas.drawOval(skia.Rect.MakeLTRB(SPOT - 76, 486, SPOT + 80, 512), paint("#000000", 60, 6))
    canvas.drawRect(skia.Rect.MakeLTRB(SPOT - 66, 252, SPOT - 57, 498), paint("#6d4c2e"))
    canvas.drawRect(skia.Rect.MakeLTRB(SPOT - 80, 494, SPOT + 74, 502), paint("#7d5936"))
    canvas.drawRect(skia.Rect.MakeLTRB(SPOT - 62, 318, SPOT - 40, 326), paint("#7d5936"))
    second = line.part(t, "swap")
    lift = 42 * smooth(min(second, 1 - second) * 3)
    canvas.save()
    canvas.translate(SPOT, 246 - lift)
    canvas.rotate(10 * props.wave(t, 0.6) * (1 if 0.1 < second < 0.9 else 0) * 0.5)
    order = ["sand", "gravel", "charcoal"] if second < 0.5 else ["gravel", "sand", "charcoal"]
    props.filter_bottle(canvas, (86, 188), order, _water(line, t), 1.0, _mud(line, t))
    canvas.restore()
    canvas.save()
    canvas.translate(SPOT, 498)
    full, muddy = _jar(line, t)
    props.jar(canvas, 62, 58, full, muddy, cross=True)
    canvas.restore()
    _drops(canvas, line, t)


def _water(line: Timeline, t: float) -> float:
    """Water standing on the layers."""
    if t < line.beats["swap"][0] + 1:
        return 0.95 * line.part(t, "pour one") * (1 - 0.35 * smooth(line.since(t, "drip one") / 20))
    return 0.95 * line.part(t, "pour two") * (1 - 0.98 * smooth(line.since(t, "drip two") / 11))


def _mud(line: Timeline, t: float) -> float:
    if t < line.beats["swap"][0] + 1:
        return 1.6 * smooth(line.since(t, "drip one") / 9)
    return 0.5 * smooth(line.since(t, "drip two") / 9)


def _jar(line: Timeline, t: float) -> tuple[float, float]:
    """How full the jar is, and how muddy what is in it."""
    if t < line.beats["swap"][0]:
        return 0.06 + 0.34 * smooth(line.since(t, "drip one") / 12), 0.30
    if t < line.beats["pour two"][0] + 1:
        return 0.05, 0.12
    return 0.06 + 0.7 * smooth(line.since(t, "drip two") / 10), 0.10


def _drops(canvas: skia.Canvas, line: Timeline, t: float) -> None:
    slow, fast = line.since(t, "drip one"), line.since(t, "drip two")
    pace = 0.0
    if fast > -1.5:
        pace = 2.6 if fast < 11 else 0.0
    elif -1.2 < slow < 14 and t < line.beats["swap"][0]:
        pace = 1.5 if slow < 5 else 0.7
    if pace == 0:
        return
    for shift in (0.0, 0.5):
        fall = (t * pace + shift) % 1.0
        y = 436 + (30 * fall * fall)
        canvas.drawOval(skia.Rect.MakeLTRB(SPOT - 2.6, y - 4, SPOT + 2.6, y + 4), paint("#8fb9c8", 230))
    if pace > 2:
        canvas.drawLine(SPOT, 434, SPOT, 452, pen("#9cc4d2", 3.0, 180))


def _stream(canvas: skia.Canvas, start: tuple[float, float], end: tuple[float, float], t: float) -> None:
    path = skia.Path()
    path.moveTo(*start)
    path.cubicTo(start[0] - 18, start[1] + 4, end[0] + 3 * props.wave(t, 0.23), end[1] - 60, end[0], end[1] - 44)
    canvas.drawPath(path, pen("#a17a48", 7.5, 225))
    canvas.drawPath(path, pen("#c6a575", 2.5, 200))


def _draw_jug(canvas: skia.Canvas, at: tuple[float, float], tilt: float) -> None:
    canvas.save()
    canvas.translate(*at)
    canvas.rotate(tilt)
    body = skia.Path()
    body.moveTo(-28, -32)
    body.lineTo(30, -32)
    body.lineTo(26, 32)
    body.lineTo(-24, 32)
    body.close()
    handle = skia.Path()
    handle.addOval(skia.Rect.MakeLTRB(18, -20, 48, 20))
    canvas.drawPath(handle, pen("#c3d2d6", 7))
    canvas.drawPath(body, paint("#dfe9eb", 235))
    if tilt > -5:
        canvas.drawRect(skia.Rect.MakeLTRB(-25, -8, 27, 30), paint("#a98049", 220))
    else:
        canvas.drawPath(props.shape((-28, -30), (10, 30), (-22, 30)), paint("#a98049", 210))
    canvas.drawPath(body, pen("#8fa9b3", 2))
    canvas.restore()


def _tube(canvas: skia.Canvas, line: Timeline, t: float) -> None:
    """The clarity tube with its scale; the cross is under its base."""
    up = tube_lift(line, t)
    canvas.save()
    canvas.translate(978 - 14 * up, 508 - 70 * up)
    canvas.rotate(3 - 3 * up)
    read = 0.45 if t < line.beats["swap"][0] else 0.55
    level = read if t > line.beats["drip one"][0] + 1 else 0.08
    canvas.drawRoundRect(skia.Rect.MakeLTRB(-15, -170, 15, 4), 5, 5, paint("#eef4f5", 190))
    canvas.drawRect(skia.Rect.MakeLTRB(-13, 2 - 168 * level, 13, 2), paint("#cdbd94" if read < 0.5 else "#d5dcd0", 215))
    for n in range(13):
        canvas.drawLine(-15, -n * 13.2, -15 + (11 if n % 2 == 0 else 6), -n * 13.2, pen("#57636a", 1.5))
    canvas.drawRoundRect(skia.Rect.MakeLTRB(-15, -170, 15, 4), 5, 5, pen("#7f99a3", 2))
    canvas.drawRect(skia.Rect.MakeLTRB(-22, 3, 22, 9), paint("#f5f1e6"))
    canvas.restore()


def _cards(canvas: skia.Canvas) -> None:
    """Word cards on the table."""
    for x, y, words, turn in ((250, 462, "gap", -6), (330, 486, "flow", 4), (440, 470, "range", -3)):
        canvas.save()
        canvas.translate(x, y)
        canvas.rotate(turn)
        canvas.drawRect(skia.Rect.MakeXYWH(2, 3, 66, 26), paint("#000000", 50, 3))
        canvas.drawRect(skia.Rect.MakeWH(66, 26), paint("#fbf7ea"))
        stage.chalk_words(canvas, words, 33, 19, 19, 1, "#2c4a63", middle=True)
        canvas.restore()


def _tablet(canvas: skia.Canvas, line: Timeline, t: float) -> None:
    """The tablet with the shared table; rows appear while Pupil C types."""
    path = props.shape((764, 462), (868, 462), (884, 502), (758, 502))
    canvas.drawPath(path, pen("#24272b", 9))
    canvas.drawPath(path, paint("#fdfdfb"))
    rows = 3 + round(2 * line.part(t, "type"))
    for n in range(rows):
        y = 468 + n * 6.8
        canvas.drawLine(770 - n, y, 800, y, pen("#2f6f8f", 2.6))
        canvas.drawLine(808, y, 836 + n * 2, y, pen("#8c8577", 2.6))
        canvas.drawLine(846, y, 862 + n * 2, y, pen("#c98a2b", 2.6))


def pouring(line: Timeline, t: float) -> float:
    return max(_during(line, t, "pour one"), _during(line, t, "pour two"))


def _during(line: Timeline, t: float, beat: str) -> float:
    share = line.part(t, beat)
    return share if 0 < share < 1 else 0.0


def jug_at(line: Timeline, t: float) -> tuple[float, float] | None:
    """Where the jug is while somebody pours."""
    share = pouring(line, t)
    if share <= 0:
        return None
    lift = smooth(share * 5) * smooth((1 - share) * 5)
    return 720 - 62 * lift, 400 - 178 * lift


def tube_lift(line: Timeline, t: float) -> float:
    """The clarity tube is raised to the eye while Pupil F reads."""
    first = smooth((t - line.cues["quiet"][0] - 1.2) / 1.0) * smooth((line.cues["quiet"][1] - 3.0 - t) / 1.0)
    second = smooth((line.beats["drip two"][1] - 1.0 - t) / -1.0) * smooth((line.beats["drip two"][1] + 5.0 - t) / 1.0)
    return max(first, second)
