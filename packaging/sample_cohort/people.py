"""People drawn from flat shapes: behind a table, in front of it with their backs to us, or standing."""

import math
from dataclasses import dataclass

import skia
from props import mix, paint, pen

Point = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Person:
    """How somebody looks; x and y are the middle of the neck, size 1 is a pupil of about 200 pixels."""

    who: str
    x: float
    y: float
    skin: str = "#7a4d33"
    hair: str = "#1d1714"
    style: str = "short"
    top: str = "#3e7d63"
    size: float = 1.0
    collar: str = "#f2efe6"


@dataclass(frozen=True, slots=True)
class Pose:
    """What somebody does just now: where hands and eyes are, how wide the mouth is open."""

    left: Point | None = None
    right: Point | None = None
    look: Point = (0.0, 0.0)
    mouth: float = 0.0
    blink: bool = False
    lean: float = 0.0
    smile: float = 0.3


def person(canvas: skia.Canvas, body: Person, pose: Pose) -> None:
    """Somebody seen from the front, to the waist; arms are drawn separately with `arms`."""
    canvas.save()
    canvas.translate(body.x, body.y)
    canvas.scale(body.size, body.size)
    if body.style != "scarf":
        canvas.save()
        canvas.rotate(pose.lean)
        _hair_behind(canvas, body)
        canvas.restore()
    _torso(canvas, body)
    canvas.rotate(pose.lean)
    _head(canvas, body, pose)
    canvas.restore()


def legs(canvas: skia.Canvas, body: Person, floor: float, ink: str) -> None:
    """A long skirt or trousers of somebody who stands, down to the floor."""
    top, half = body.y + 176 * body.size, 84 * body.size
    canvas.drawOval(
        skia.Rect.MakeLTRB(body.x - half * 1.2, floor - 12, body.x + half * 1.2, floor + 12), paint("#000000", 45, 7)
    )
    path = skia.Path()
    path.moveTo(body.x - half, top)
    path.lineTo(body.x + half, top)
    path.lineTo(body.x + half * 0.9, floor)
    path.lineTo(body.x - half * 0.9, floor)
    path.close()
    canvas.drawPath(path, paint(ink))


def _torso(canvas: skia.Canvas, body: Person) -> None:
    path = skia.Path()
    path.moveTo(-26, 8)
    path.cubicTo(-70, 16, -82, 40, -86, 100)
    path.lineTo(-86, 190)
    path.lineTo(86, 190)
    path.lineTo(86, 100)
    path.cubicTo(82, 40, 70, 16, 26, 8)
    path.close()
    canvas.drawPath(path, paint(body.top))
    canvas.drawPath(_shade(), paint("#000000", 22))
    neck = skia.Path()
    neck.addRoundRect(skia.Rect.MakeLTRB(-17, -34, 17, 22), 14, 14)
    canvas.drawPath(neck, paint(mix(body.skin, "#000000", 0.14)))
    for side in (-1, 1):
        collar = skia.Path()
        collar.moveTo(0, 34)
        collar.lineTo(side * 27, 4)
        collar.lineTo(side * 36, 20)
        collar.lineTo(side * 9, 44)
        collar.close()
        canvas.drawPath(collar, paint(body.collar))


def _shade() -> skia.Path:
    path = skia.Path()
    path.moveTo(40, 20)
    path.cubicTo(70, 30, 82, 50, 86, 100)
    path.lineTo(86, 190)
    path.lineTo(52, 190)
    path.cubicTo(60, 120, 56, 60, 40, 20)
    path.close()
    return path


def _head(canvas: skia.Canvas, body: Person, pose: Pose) -> None:
    look_x, look_y = pose.look[0] * 7, pose.look[1] * 6
    if body.style == "scarf":
        _hair_behind(canvas, body)
    face = skia.Path()
    face.addOval(skia.Rect.MakeLTRB(-41, -118, 41, -16))
    for side in (-1, 1):
        canvas.drawOval(
            skia.Rect.MakeLTRB(side * 41 - 8 - look_x * 0.3, -76, side * 41 + 8 - look_x * 0.3, -54),
            paint(mix(body.skin, "#000000", 0.08)),
        )
    canvas.drawPath(face, paint(body.skin))
    canvas.save()
    canvas.clipPath(face, skia.ClipOp.kIntersect, True)
    canvas.drawOval(skia.Rect.MakeLTRB(14, -110, 70, -10), paint("#000000", 18))
    canvas.restore()
    _features(canvas, body, pose, look_x, look_y)
    _hair_front(canvas, body, look_x)


def _features(canvas: skia.Canvas, body: Person, pose: Pose, dx: float, dy: float) -> None:
    dark = mix(body.skin, "#140a06", 0.82)
    for side in (-1, 1):
        x, y = side * 15.5 + dx, -68 + dy
        if pose.blink:
            canvas.drawLine(x - 6, y + 1, x + 6, y + 1, pen(dark, 2.6))
        else:
            canvas.drawOval(skia.Rect.MakeLTRB(x - 6.6, y - 5.4, x + 6.6, y + 5.4), paint("#fbfaf6"))
            canvas.drawCircle(x + pose.look[0] * 2.4, y + pose.look[1] * 2.2, 4.0, paint("#20140d"))
        lift = 2.5 if pose.mouth > 0.15 else 0
        canvas.drawLine(x - 8, y - 12 - lift, x + 8, y - 13 - lift + side * 0.6, pen(dark, 2.8))
    nose = skia.Path()
    nose.moveTo(dx * 1.25 - 1, -60 + dy)
    nose.quadTo(dx * 1.3 + 6, -49 + dy, dx * 1.25 - 3, -48 + dy)
    canvas.drawPath(nose, pen(mix(body.skin, "#000000", 0.32), 2.4))
    x, y = dx * 1.1, -33.5 + dy
    if pose.mouth > 0.12:
        wide, deep = 9.5 + 3 * pose.mouth, 2.5 + 7.5 * pose.mouth
        canvas.drawOval(skia.Rect.MakeLTRB(x - wide, y - deep * 0.55, x + wide, y + deep), paint("#5a1f1c"))
        canvas.drawRect(
            skia.Rect.MakeLTRB(x - wide * 0.6, y - deep * 0.5, x + wide * 0.6, y - deep * 0.5 + 2.4),
            paint("#ffffff", 220),
        )
    else:
        mouth = skia.Path()
        mouth.moveTo(x - 10, y)
        mouth.quadTo(x, y + 9 * pose.smile, x + 10, y)
        canvas.drawPath(mouth, pen(dark, 2.8))


def _hair_behind(canvas: skia.Canvas, body: Person) -> None:
    ink = paint(body.hair)
    if body.style == "bob":
        canvas.drawRoundRect(skia.Rect.MakeLTRB(-51, -124, 51, -12), 44, 44, ink)
    elif body.style == "long":
        canvas.drawRoundRect(skia.Rect.MakeLTRB(-52, -124, 52, 34), 44, 44, ink)
    elif body.style == "bun":
        canvas.drawCircle(0, -136, 20, ink)
    elif body.style == "puffs":
        for side in (-1, 1):
            canvas.drawCircle(side * 44, -112, 24, ink)
    elif body.style == "braids":
        for side in (-1, 1):
            for n in range(6):
                canvas.drawCircle(side * (46 + n % 2 * 2), -62 + n * 14, 8.5, ink)
    elif body.style == "scarf":
        canvas.drawRoundRect(skia.Rect.MakeLTRB(-54, -126, 54, 26), 50, 50, ink)


def _hair_front(canvas: skia.Canvas, body: Person, dx: float) -> None:
    if body.style == "scarf":
        wrap = skia.Path()
        wrap.addOval(skia.Rect.MakeLTRB(-52, -127, 52, 10))
        wrap.addOval(skia.Rect.MakeLTRB(-33 + dx * 0.6, -106, 33 + dx * 0.6, -12))
        wrap.setFillType(skia.PathFillType.kEvenOdd)
        canvas.drawPath(wrap, paint(body.hair))
        canvas.drawArc(skia.Rect.MakeLTRB(-44, -121, 44, -30), 200, 140, False, pen(mix(body.hair, "#ffffff", 0.25), 2))
        return
    cap = skia.Path()
    low = {
        "short": -84,
        "curly": -82,
        "bun": -86,
        "bob": -82,
        "long": -82,
        "puffs": -86,
        "braids": -84,
        "flat": -90,
    }.get(body.style, -84)
    cap.moveTo(-43, low + 8)
    cap.cubicTo(-50, -140, 50, -140, 43, low + 8)
    cap.cubicTo(32 + dx * 0.5, low - 16, -32 + dx * 0.5, low - 16, -43, low + 8)
    cap.close()
    canvas.drawPath(cap, paint(body.hair))
    if body.style == "curly":
        for n in range(9):
            turn = math.pi * (1.06 + 0.88 * n / 8)
            canvas.drawCircle(44 * math.cos(turn), -80 + 42 * math.sin(turn), 13, paint(body.hair))
    canvas.drawArc(skia.Rect.MakeLTRB(-34, -122, 30, -70), 205, 70, False, pen(mix(body.hair, "#ffffff", 0.28), 3, 150))


def arms(canvas: skia.Canvas, body: Person, pose: Pose) -> None:
    """Arms from the shoulders to where the hands are; without a target a hand rests on the table."""
    for side, target in ((-1, pose.left), (1, pose.right)):
        shoulder = (body.x + side * 68 * body.size, body.y + 46 * body.size)
        hand = target or (body.x + side * 46 * body.size, body.y + 152 * body.size)
        _arm(canvas, body, shoulder, hand, side)


def _arm(canvas: skia.Canvas, body: Person, shoulder: Point, hand: Point, side: int) -> None:
    size = body.size
    reach = 78 * size
    dx, dy = hand[0] - shoulder[0], hand[1] - shoulder[1]
    far = min(math.hypot(dx, dy), reach * 1.98)
    turn = math.atan2(dy, dx)
    bend = math.acos(max(-1.0, min(1.0, far / (2 * reach))))
    outward = 1 if math.cos(turn + bend) * side >= math.cos(turn - bend) * side else -1
    elbow = (
        shoulder[0] + reach * math.cos(turn + outward * bend),
        shoulder[1] + reach * math.sin(turn + outward * bend),
    )
    if math.hypot(dx, dy) > far:
        hand = (shoulder[0] + far * math.cos(turn), shoulder[1] + far * math.sin(turn))
    fore = skia.Path()
    fore.moveTo(*elbow)
    fore.lineTo(*hand)
    canvas.drawPath(fore, pen(body.skin, 19 * size))
    upper = skia.Path()
    upper.moveTo(*shoulder)
    upper.lineTo(*elbow)
    upper.lineTo(elbow[0] + (hand[0] - elbow[0]) * 0.35, elbow[1] + (hand[1] - elbow[1]) * 0.35)
    canvas.drawPath(upper, pen(mix(body.top, "#000000", 0.09), 31 * size))
    canvas.drawCircle(hand[0], hand[1], 13.5 * size, paint(body.skin))
    thumb = (hand[0] - side * 8 * size, hand[1] - 9 * size)
    canvas.drawLine(hand[0], hand[1], thumb[0], thumb[1], pen(body.skin, 8 * size))


def back(canvas: skia.Canvas, body: Person, pose: Pose) -> None:
    """Somebody in front of the table, seen from behind."""
    canvas.save()
    canvas.translate(body.x, body.y)
    canvas.scale(body.size, body.size)
    _torso_back(canvas, body)
    canvas.rotate(pose.lean)
    ink = paint(body.hair)
    canvas.drawRoundRect(skia.Rect.MakeLTRB(-16, -34, 16, 20), 12, 12, paint(mix(body.skin, "#000000", 0.12)))
    for side in (-1, 1):
        canvas.drawOval(skia.Rect.MakeLTRB(side * 44 - 7, -72, side * 44 + 7, -50), paint(body.skin))
    canvas.drawOval(skia.Rect.MakeLTRB(-46, -126, 46, -16), ink)
    if body.style in {"bob", "long"}:
        canvas.drawRoundRect(skia.Rect.MakeLTRB(-50, -100, 50, 4 if body.style == "bob" else 46), 30, 30, ink)
    elif body.style == "braids":
        for n in range(8):
            canvas.drawCircle(0, -30 + n * 13, 9, paint(mix(body.hair, "#ffffff", 0.10 if n % 2 else 0.0)))
    elif body.style == "puffs":
        for side in (-1, 1):
            canvas.drawCircle(side * 46, -104, 26, ink)
    elif body.style == "scarf":
        canvas.drawRoundRect(skia.Rect.MakeLTRB(-50, -120, 50, 40), 46, 46, ink)
    canvas.restore()


def _torso_back(canvas: skia.Canvas, body: Person) -> None:
    path = skia.Path()
    path.moveTo(-30, 4)
    path.cubicTo(-86, 14, -98, 60, -102, 130)
    path.lineTo(-104, 320)
    path.lineTo(104, 320)
    path.lineTo(102, 130)
    path.cubicTo(98, 60, 86, 14, 30, 4)
    path.close()
    canvas.drawPath(path, paint(mix(body.top, "#000000", 0.06)))
    canvas.drawArc(skia.Rect.MakeLTRB(-40, -26, 40, 30), 20, 140, False, pen(body.collar, 8))


def back_arm(canvas: skia.Canvas, body: Person, hand: Point, side: int) -> None:
    """One arm of somebody seen from behind, reaching over the table."""
    shoulder = (body.x + side * 84 * body.size, body.y + 60 * body.size)
    wide = Person(body.who, body.x, body.y, body.skin, body.hair, body.style, body.top, body.size * 1.22, body.collar)
    _arm(canvas, wide, shoulder, hand, side)
