"""Things that stand on tables in pictures and films: bottles, jars, sheets, drawn flat with soft light."""

import math
import random

import skia
from figures import colour

SAND, GRAVEL, CHARCOAL, CLOTH = "#d9b77e", "#9a958c", "#3d3b3a", "#ece7dc"
GROUND = {"sand": SAND, "gravel": GRAVEL, "charcoal": CHARCOAL, "cloth": CLOTH}


def paint(value: str, alpha: int = 255, soft: float = 0.0) -> skia.Paint:
    """A filled paint."""
    made = skia.Paint(AntiAlias=True, Color=colour(value, alpha))
    if soft:
        made.setMaskFilter(skia.MaskFilter.MakeBlur(skia.kNormal_BlurStyle, soft))
    return made


def pen(value: str, width: float, alpha: int = 255) -> skia.Paint:
    """A line paint with round ends."""
    return skia.Paint(
        AntiAlias=True,
        Color=colour(value, alpha),
        Style=skia.Paint.kStroke_Style,
        StrokeWidth=width,
        StrokeCap=skia.Paint.kRound_Cap,
        StrokeJoin=skia.Paint.kRound_Join,
    )


def shape(*points: tuple[float, float]) -> skia.Path:
    """A closed path through points."""
    path = skia.Path()
    path.moveTo(*points[0])
    for point in points[1:]:
        path.lineTo(*point)
    path.close()
    return path


def mix(first: str, second: str, share: float) -> str:
    """A colour between two colours."""
    pairs = ((int(first[at : at + 2], 16), int(second[at : at + 2], 16)) for at in (1, 3, 5))
    return "#" + "".join(f"{round(a + (b - a) * min(1.0, max(0.0, share))):02x}" for a, b in pairs)


def bottle_path(width: float, height: float) -> skia.Path:
    """A cut bottle with its neck downwards, its open edge at y = 0, centred on x = 0."""
    half, neck = width / 2, width * 0.11
    path = skia.Path()
    path.moveTo(-half, 0)
    path.lineTo(half, 0)
    path.lineTo(half, height * 0.70)
    path.cubicTo(half, height * 0.84, neck, height * 0.84, neck, height * 0.93)
    path.lineTo(neck, height)
    path.lineTo(-neck, height)
    path.lineTo(-neck, height * 0.93)
    path.cubicTo(-neck, height * 0.84, -half, height * 0.84, -half, height * 0.70)
    path.close()
    return path


def filter_bottle(
    canvas: skia.Canvas,
    size: tuple[float, float],
    layers: list[str],
    water: float = 0.0,
    muddy: float = 1.0,
    mud_line: float = 0.0,
) -> None:
    """The bottle filter at the origin: layers from the top, water standing on them (0 to 1), mud caught on the first."""
    width, height = size
    outline = bottle_path(width, height)
    canvas.save()
    canvas.clipPath(outline, skia.ClipOp.kIntersect, True)
    canvas.drawRect(skia.Rect.MakeLTRB(-width, 0, width, height), paint("#e8eff1", 150))
    top, bottom = height * 0.30, height * 0.88
    deep = (bottom - top) / len(layers)
    if water > 0:
        canvas.drawRect(
            skia.Rect.MakeLTRB(-width, top - water * height * 0.24, width, top),
            paint(mix("#cfe3ea", "#a8814f", muddy), 215),
        )
    for number, layer in enumerate(layers):
        _layer(canvas, layer, (-width / 2, top + number * deep, width / 2, top + (number + 1) * deep + 1), number)
    if mud_line > 0:
        canvas.drawRect(skia.Rect.MakeLTRB(-width, top - 1, width, top + 5 * mud_line), paint("#6b4a26", 220))
    canvas.drawRect(skia.Rect.MakeLTRB(-width, bottom, width, height), paint(CLOTH))
    canvas.drawRect(skia.Rect.MakeLTRB(-width * 0.42, 0, -width * 0.33, height), paint("#ffffff", 60))
    canvas.restore()
    canvas.drawPath(outline, pen("#8fa9b3", max(1.4, width * 0.012), 220))
    canvas.drawOval(skia.Rect.MakeLTRB(-width / 2, -width * 0.035, width / 2, width * 0.035), pen("#8fa9b3", 1.5, 200))


def _layer(canvas: skia.Canvas, layer: str, box: tuple[float, float, float, float], seed: int) -> None:
    left, top, right, bottom = box
    canvas.drawRect(skia.Rect.MakeLTRB(*box), paint(GROUND[layer]))
    chance = random.Random(f"{layer}{seed}")
    grain = {"gravel": 0.055, "charcoal": 0.032, "sand": 0.008, "cloth": 0.004}[layer] * (right - left)
    count = int(min(420, (right - left) * (bottom - top) / (grain * grain * 5)))
    for _ in range(count):
        x, y = chance.uniform(left, right), chance.uniform(top + grain * 0.6, bottom)
        size = grain * chance.uniform(0.6, 1.15)
        shade = mix(GROUND[layer], chance.choice(["#ffffff", "#000000"]), chance.uniform(0.05, 0.26))
        canvas.save()
        canvas.translate(x, y)
        canvas.rotate(chance.uniform(0, 180))
        canvas.drawOval(skia.Rect.MakeLTRB(-size, -size * 0.72, size, size * 0.72), paint(shade))
        canvas.restore()


def jar(canvas: skia.Canvas, width: float, height: float, fill: float, muddy: float, cross: bool = False) -> None:
    """A glass with water; its base centre is the origin. With a cross seen through the water when it is clear."""
    half = width / 2
    glass = skia.Rect.MakeLTRB(-half, -height, half, 0)
    canvas.drawRoundRect(glass, width * 0.1, width * 0.1, paint("#f2f7f8", 150))
    canvas.save()
    canvas.clipRRect(
        skia.RRect.MakeRectXY(glass.makeInset(width * 0.04, width * 0.04), width * 0.08, width * 0.08),
        skia.ClipOp.kIntersect,
        True,
    )
    top = -height * fill
    if cross:
        visible = round(255 * max(0.0, 1 - muddy * 1.1))
        canvas.drawLine(-half * 0.5, -height * 0.1, half * 0.5, -height * 0.4, pen("#222222", width * 0.06, visible))
        canvas.drawLine(half * 0.5, -height * 0.1, -half * 0.5, -height * 0.4, pen("#222222", width * 0.06, visible))
    canvas.drawRect(
        skia.Rect.MakeLTRB(-half, top, half, 0), paint(mix("#cfe6ee", "#a57c48", muddy), round(130 + 90 * muddy))
    )
    canvas.drawOval(
        skia.Rect.MakeLTRB(-half, top - width * 0.06, half, top + width * 0.06),
        paint(mix("#e4f2f6", "#bb9663", muddy), 200),
    )
    canvas.drawRect(skia.Rect.MakeLTRB(-half * 0.72, -height, -half * 0.55, 0), paint("#ffffff", 90))
    canvas.restore()
    canvas.drawRoundRect(glass, width * 0.1, width * 0.1, pen("#8fa9b3", max(1.2, width * 0.02), 220))


def tablet(canvas: skia.Canvas, width: float, height: float) -> None:
    """An empty tablet lying at the origin (its top left corner)."""
    canvas.drawRoundRect(
        skia.Rect.MakeXYWH(-width * 0.04 + 6, -width * 0.04 + 10, width * 1.08, height + width * 0.08),
        24,
        24,
        paint("#000000", 90, 12),
    )
    canvas.drawRoundRect(
        skia.Rect.MakeXYWH(-width * 0.04, -width * 0.04, width * 1.08, height + width * 0.08), 22, 22, paint("#202226")
    )
    canvas.drawRect(skia.Rect.MakeWH(width, height), paint("#fdfdfb"))


def table_top(canvas: skia.Canvas, width: float, horizon: float, height: float, wood: str = "#b98a5a") -> None:
    """A wooden table from the horizon to the lower edge, with grain and light from the left."""
    canvas.drawRect(skia.Rect.MakeLTRB(0, horizon, width, height), paint(wood))
    chance = random.Random(wood)
    for _ in range(46):
        y = horizon + (height - horizon) * chance.random() ** 1.3
        x = chance.uniform(-width * 0.1, width * 0.8)
        path = skia.Path()
        path.moveTo(x, y)
        path.cubicTo(
            x + width * 0.12, y + chance.uniform(-5, 5), x + width * 0.26, y + chance.uniform(-5, 5), x + width * 0.4, y
        )
        canvas.drawPath(path, pen(mix(wood, "#3a2412", chance.uniform(0.15, 0.4)), chance.uniform(0.8, 2.6), 90))
    glow = skia.Paint(
        AntiAlias=True,
        Shader=skia.GradientShader.MakeLinear(
            [skia.Point(0, 0), skia.Point(width, 0)], [colour("#fff2d0", 70), colour("#000000", 45)]
        ),
    )
    canvas.drawRect(skia.Rect.MakeLTRB(0, horizon, width, height), glow)


def spread(start: float, end: float, count: int) -> list[float]:
    """Evenly spread numbers from start to end."""
    return [start + (end - start) * n / max(1, count - 1) for n in range(count)]


def wave(t: float, period: float) -> float:
    """A slow movement between -1 and 1."""
    return math.sin(t * 2 * math.pi / period)
