"""Charts and line drawings for the papers: a list of simple shapes, painted by reportlab (PDF) or skia (pictures)."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

import skia
from reportlab.graphics.shapes import Circle, Drawing, Polygon, PolyLine, String
from reportlab.lib.colors import HexColor
from typefaces import pdf_font, skia_face

INK = "#2b2b2b"
SOFT = "#8a8a86"
GRID = "#dededa"


@dataclass
class Figure:
    """Shapes on a sheet of width x height points, y downwards."""

    width: float
    height: float
    family: str = "figtree"
    shapes: list[tuple[str, dict[str, Any]]] = field(default_factory=list)

    def line(
        self, x1: float, y1: float, x2: float, y2: float, colour: str = INK, w: float = 1.0, dash: bool = False
    ) -> None:
        self.shapes.append(("path", {"points": [(x1, y1), (x2, y2)], "stroke": colour, "w": w, "dash": dash}))

    def path(self, points: Sequence[tuple[float, float]], colour: str = INK, w: float = 1.5) -> None:
        self.shapes.append(("path", {"points": list(points), "stroke": colour, "w": w, "dash": False}))

    def area(self, points: Sequence[tuple[float, float]], fill: str, stroke: str | None = None, w: float = 0.8) -> None:
        self.shapes.append(("area", {"points": list(points), "fill": fill, "stroke": stroke, "w": w}))

    def rect(self, x: float, y: float, w: float, h: float, fill: str, stroke: str | None = None) -> None:
        self.area([(x, y), (x + w, y), (x + w, y + h), (x, y + h)], fill, stroke)

    def dot(self, x: float, y: float, r: float, fill: str, stroke: str | None = None) -> None:
        self.shapes.append(("dot", {"x": x, "y": y, "r": r, "fill": fill, "stroke": stroke}))

    def text(
        self,
        x: float,
        y: float,
        words: str,
        size: float = 8.5,
        colour: str = INK,
        anchor: str = "start",
        bold: bool = False,
    ) -> None:
        self.shapes.append(
            ("text", {"x": x, "y": y, "words": words, "size": size, "fill": colour, "anchor": anchor, "bold": bold})
        )


def to_reportlab(figure: Figure) -> Drawing:
    """The figure as vectors for a PDF."""
    sheet = Drawing(figure.width, figure.height)
    for kind, shape in figure.shapes:
        sheet.add(_reportlab_shape(kind, shape, figure))
    return sheet


def _reportlab_shape(kind: str, shape: dict[str, Any], figure: Figure) -> Any:
    top = figure.height
    if kind == "text":
        font = pdf_font(figure.family, 600 if shape["bold"] else 400)
        return String(
            shape["x"],
            top - shape["y"],
            shape["words"],
            fontName=font,
            fontSize=shape["size"],
            fillColor=HexColor(shape["fill"]),
            textAnchor=shape["anchor"],
        )
    if kind == "dot":
        stroke = HexColor(shape["stroke"]) if shape["stroke"] else None
        return Circle(
            shape["x"],
            top - shape["y"],
            shape["r"],
            fillColor=HexColor(shape["fill"]),
            strokeColor=stroke,
            strokeWidth=0.8,
        )
    flat = [value for x, y in shape["points"] for value in (x, top - y)]
    stroke = HexColor(shape["stroke"]) if shape["stroke"] else None
    if kind == "area":
        return Polygon(flat, fillColor=HexColor(shape["fill"]), strokeColor=stroke, strokeWidth=shape["w"])
    return PolyLine(flat, strokeColor=stroke, strokeWidth=shape["w"], strokeDashArray=[3, 2] if shape["dash"] else None)


def paint(figure: Figure, canvas: skia.Canvas) -> None:
    """The figure on a skia canvas, one unit per point."""
    for kind, shape in figure.shapes:
        if kind == "text":
            _paint_text(canvas, shape, figure.family)
        elif kind == "dot":
            canvas.drawCircle(
                shape["x"], shape["y"], shape["r"], skia.Paint(AntiAlias=True, Color=colour(shape["fill"]))
            )
        else:
            _paint_path(canvas, kind, shape)


def colour(value: str, alpha: int = 255) -> int:
    """A hex colour as skia wants it."""
    return skia.ColorSetARGB(alpha, int(value[1:3], 16), int(value[3:5], 16), int(value[5:7], 16))


def _paint_text(canvas: skia.Canvas, shape: dict[str, Any], family: str) -> None:
    font = skia.Font(skia_face(family, 600 if shape["bold"] else 400), shape["size"])
    shift = {"start": 0.0, "middle": 0.5, "end": 1.0}[shape["anchor"]] * font.measureText(shape["words"])
    canvas.drawString(
        shape["words"], shape["x"] - shift, shape["y"], font, skia.Paint(AntiAlias=True, Color=colour(shape["fill"]))
    )


def _paint_path(canvas: skia.Canvas, kind: str, shape: dict[str, Any]) -> None:
    path = skia.Path()
    path.moveTo(*shape["points"][0])
    for point in shape["points"][1:]:
        path.lineTo(*point)
    if kind == "area":
        path.close()
        canvas.drawPath(path, skia.Paint(AntiAlias=True, Color=colour(shape["fill"])))
    if shape["stroke"]:
        pen = skia.Paint(
            AntiAlias=True,
            Color=colour(shape["stroke"]),
            Style=skia.Paint.kStroke_Style,
            StrokeWidth=shape["w"],
            StrokeJoin=skia.Paint.kRound_Join,
            StrokeCap=skia.Paint.kRound_Cap,
        )
        if shape.get("dash"):
            pen.setPathEffect(skia.DashPathEffect.Make([3.0, 2.5], 0.0))
        canvas.drawPath(path, pen)


def to_png(figure: Figure, scale: float = 3.0) -> bytes:
    """The figure as a PNG for an office document."""
    surface = skia.Surface(round(figure.width * scale), round(figure.height * scale))
    canvas = surface.getCanvas()
    canvas.clear(skia.ColorWHITE)
    canvas.scale(scale, scale)
    paint(figure, canvas)
    return bytes(surface.makeImageSnapshot().encodeToData(skia.kPNG, 100))


@dataclass(frozen=True, slots=True)
class Axis:
    """A scale from low to high with its ticks and what it measures."""

    low: float
    high: float
    ticks: tuple[float, ...]
    title: str

    def at(self, value: float, start: float, end: float) -> float:
        return start + (value - self.low) / (self.high - self.low) * (end - start)


def bars(
    axis: Axis,
    groups: Sequence[tuple[str, Sequence[float]]],
    keys: Sequence[tuple[str, str]],
    size: tuple[float, float] = (430, 190),
) -> Figure:
    """Bars in groups; keys are (what a bar stands for, its colour); every bar carries its value."""
    figure = Figure(*size)
    left, right, top, base = 42.0, size[0] - 8, 26.0, size[1] - 30
    _frame(figure, axis, (left, right, top, base))
    step = (right - left) / len(groups)
    wide = min(34.0, step * 0.72 / len(keys))
    for place, (label, values) in enumerate(groups):
        middle = left + step * (place + 0.5)
        figure.text(middle, base + 13, label, 8, anchor="middle")
        for number, value in enumerate(values):
            x = middle + (number - len(values) / 2) * wide
            y = axis.at(value, base, top)
            figure.rect(x + 1, y, wide - 2, base - y, keys[number][1])
            figure.text(x + wide / 2, y - 3, f"{value:g}", 7.5, anchor="middle")
    _legend(figure, keys, left, base + 26)
    return figure


def curves(
    x_axis: Axis,
    y_axis: Axis,
    lines: Sequence[tuple[str, str, Sequence[tuple[float, float]]]],
    size: tuple[float, float] = (430, 210),
) -> Figure:
    """Lines with points; each line is (name, colour, points)."""
    figure = Figure(*size)
    left, right, top, base = 42.0, size[0] - 12, 26.0, size[1] - 42
    _frame(figure, y_axis, (left, right, top, base))
    for tick in x_axis.ticks:
        x = x_axis.at(tick, left, right)
        figure.line(x, base, x, base + 3, SOFT, 0.6)
        figure.text(x, base + 12, f"{tick:g}", 8, anchor="middle")
    figure.text(right, base + 23, x_axis.title, 8, SOFT, "end")
    for _name, ink, points in lines:
        at = [(x_axis.at(x, left, right), y_axis.at(y, base, top)) for x, y in points]
        figure.path(at, ink, 1.6)
        for x, y in at:
            figure.dot(x, y, 2.4, ink)
    _legend(figure, [(name, ink) for name, ink, _ in lines], left, size[1] - 6)
    return figure


def _frame(figure: Figure, axis: Axis, box: tuple[float, float, float, float]) -> None:
    left, right, top, base = box
    figure.text(2, 10, axis.title, 8, SOFT)
    for tick in axis.ticks:
        y = axis.at(tick, base, top)
        figure.line(left, y, right, y, GRID, 0.6)
        figure.text(left - 5, y + 3, f"{tick:g}", 8, SOFT, "end")
    figure.line(left, base, right, base, SOFT, 0.9)


def _legend(figure: Figure, keys: Sequence[tuple[str, str]], x: float, y: float) -> None:
    for name, ink in keys:
        figure.rect(x, y - 6, 7, 7, ink)
        figure.text(x + 11, y, name, 8)
        x += 24 + 4.6 * len(name)
