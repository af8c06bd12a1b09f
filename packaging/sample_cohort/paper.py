"""Drawn by hand: pages with handwriting, tables and sketches, with a memory of where things are."""

import math
import random
from dataclasses import dataclass, field

import numpy as np
import skia
from figures import colour
from PIL import Image, ImageDraw
from typefaces import hand, pillow_font, skia_face

Rect = tuple[float, float, float, float]
CAPTION = "Invented sample for CertDesk"


@dataclass
class Picture:
    """A drawing in pixels; named areas keep where things were drawn, so that marks can point at them."""

    width: int
    height: int
    ground: str = "#fbf8f0"
    seed: int = 1
    areas: dict[str, Rect] = field(default_factory=dict)
    surface: skia.Surface = field(init=False)
    canvas: skia.Canvas = field(init=False)
    chance: random.Random = field(init=False)

    def __post_init__(self) -> None:
        self.surface = skia.Surface(self.width, self.height)
        self.canvas = self.surface.getCanvas()
        self.canvas.clear(colour(self.ground))
        self.chance = random.Random(self.seed)

    def name(self, area: str, box: Rect) -> None:
        """Remember an area, joined to what already has that name."""
        old = self.areas.get(area, box)
        self.areas[area] = (min(old[0], box[0]), min(old[1], box[1]), max(old[2], box[2]), max(old[3], box[3]))

    # -- lines --

    def stroke(
        self,
        points: list[tuple[float, float]],
        ink: str = "#25313f",
        w: float = 3.0,
        wobble: float = 1.2,
        alpha: int = 235,
    ) -> None:
        """A line as a hand draws it."""
        path = skia.Path()
        fine = _finer(points, 26)
        for number, (x, y) in enumerate(fine):
            at = (x + self.chance.gauss(0, wobble), y + self.chance.gauss(0, wobble))
            path.moveTo(*at) if number == 0 else path.lineTo(*at)
        pen = skia.Paint(
            AntiAlias=True,
            Color=colour(ink, alpha),
            Style=skia.Paint.kStroke_Style,
            StrokeWidth=w,
            StrokeCap=skia.Paint.kRound_Cap,
            StrokeJoin=skia.Paint.kRound_Join,
            PathEffect=skia.CornerPathEffect.Make(14),
        )
        self.canvas.drawPath(path, pen)

    def loop(self, x: float, y: float, rx: float, ry: float, ink: str = "#25313f", w: float = 3.0) -> None:
        """An ellipse as a hand draws it: not quite closed."""
        turns = [(x + rx * math.cos(a), y + ry * math.sin(a)) for a in np.linspace(-1.4, 5.1, 40)]
        self.stroke(turns, ink, w, 0.8)

    def box(self, x: float, y: float, w: float, h: float, ink: str = "#25313f", wide: float = 3.0) -> None:
        self.stroke([(x, y), (x + w, y), (x + w, y + h), (x, y + h), (x, y - 2)], ink, wide)

    def arrow(self, x1: float, y1: float, x2: float, y2: float, ink: str = "#25313f", w: float = 3.0) -> None:
        self.stroke([(x1, y1), (x2, y2)], ink, w)
        turn = math.atan2(y2 - y1, x2 - x1)
        for side in (2.6, -2.6):
            self.stroke([(x2, y2), (x2 + 18 * math.cos(turn + side), y2 + 18 * math.sin(turn + side))], ink, w, 0.5)

    def hatch(self, x: float, y: float, w: float, h: float, ink: str, gap: float = 12, wide: float = 2.4) -> None:
        """Crayon shading."""
        step = x
        while step < x + w:
            self.stroke([(step, y + 3), (min(step + gap * 0.8, x + w), y + h - 3)], ink, wide, 1.4, 170)
            step += gap * self.chance.uniform(0.35, 0.6)

    def fill(self, points: list[tuple[float, float]], ink: str, alpha: int = 255, soft: float = 0.0) -> None:
        path = skia.Path()
        path.moveTo(*points[0])
        for point in points[1:]:
            path.lineTo(*point)
        path.close()
        paint = skia.Paint(AntiAlias=True, Color=colour(ink, alpha))
        if soft:
            paint.setMaskFilter(skia.MaskFilter.MakeBlur(skia.kNormal_BlurStyle, soft))
        self.canvas.drawPath(path, paint)

    def ruled(self, gap: float = 46, top: float = 150, ink: str = "#9fb6cf", margin: float | None = 120) -> None:
        """Lines of an exercise book."""
        y = top
        while y < self.height - 40:
            self.canvas.drawLine(
                0, y, self.width, y, skia.Paint(AntiAlias=True, Color=colour(ink, 150), StrokeWidth=1.4)
            )
            y += gap
        if margin:
            self.canvas.drawLine(
                margin,
                0,
                margin,
                self.height,
                skia.Paint(AntiAlias=True, Color=colour("#d58a8a", 170), StrokeWidth=1.8),
            )

    def squared(self, gap: float = 34, ink: str = "#a9c3d8") -> None:
        """Squared paper."""
        pen = skia.Paint(AntiAlias=True, Color=colour(ink, 130), StrokeWidth=1.1)
        for x in np.arange(gap / 2, self.width, gap):
            self.canvas.drawLine(float(x), 0, float(x), self.height, pen)
        for y in np.arange(gap / 2, self.height, gap):
            self.canvas.drawLine(0, float(y), self.width, float(y), pen)

    # -- words --

    def write(
        self,
        words: str,
        x: float,
        y: float,
        size: float = 40,
        face: str = "kalam",
        ink: str = "#23395b",
        area: str | None = None,
        width: float | None = None,
        leading: float = 1.16,
    ) -> float:
        """Handwriting from (x, baseline y), wrapped at a width; returns the next baseline."""
        font = hand(face, size)
        for line in _wrapped(words, font, width):
            self._line(line, x + self.chance.uniform(-2, 3), y, font, ink)
            if area:
                self.name(area, (x - 6, y - size * 0.95, x + font.measureText(line) * 1.015 + 12, y + size * 0.35))
            y += size * leading
        return y

    def _line(self, words: str, x: float, y: float, font: skia.Font, ink: str) -> None:
        drift = self.chance.uniform(-0.004, 0.004)
        start = x
        for letter in words:
            if not font.unicharToGlyph(ord(letter)):
                raise ValueError(f"The handwriting has no letter {letter!r}")
            lift = self.chance.gauss(0, font.getSize() * 0.018) + (x - start) * drift
            self.canvas.save()
            self.canvas.translate(x, y + lift)
            self.canvas.rotate(self.chance.gauss(0, 1.1))
            self.canvas.drawString(
                letter, 0, 0, font, skia.Paint(AntiAlias=True, Color=colour(ink, self.chance.randint(205, 245)))
            )
            self.canvas.restore()
            x += font.measureText(letter) * self.chance.uniform(0.985, 1.03)

    def type(
        self,
        words: str,
        x: float,
        y: float,
        size: float = 30,
        family: str = "figtree",
        ink: str = "#2b2b2b",
        weight: int = 400,
        area: str | None = None,
        middle: bool = False,
    ) -> None:
        """Printed words."""
        font = skia.Font(skia_face(family, weight), size)
        wide = font.measureText(words)
        left = x - wide / 2 if middle else x
        self.canvas.drawString(words, left, y, font, skia.Paint(AntiAlias=True, Color=colour(ink)))
        if area:
            self.name(area, (left - 4, y - size, left + wide + 4, y + size * 0.3))

    def table(
        self,
        rows: list[list[str]],
        x: float,
        y: float,
        widths: list[float],
        size: float = 34,
        face: str = "kalam",
        ink: str = "#23395b",
        row: float = 58,
        area: str | None = None,
    ) -> float:
        """A table ruled and filled by hand; returns the y below it."""
        total, deep = sum(widths), row * len(rows)
        for number in range(len(rows) + 1):
            self.stroke([(x, y + number * row), (x + total, y + number * row)], ink, 2.2, 0.9)
        edge = x
        for wide in [0.0, *widths]:
            edge += wide
            self.stroke([(edge, y), (edge, y + deep)], ink, 2.2, 0.9)
        for down, cells in enumerate(rows):
            left = x
            for wide, words in zip(widths, cells, strict=True):
                self.write(words, left + 12, y + down * row + row * 0.7, size, face, ink)
                left += wide
        if area:
            self.name(area, (x, y, x + total, y + deep))
        return y + deep

    def image(self) -> Image.Image:
        """The drawing as it is."""
        return Image.fromarray(self.surface.toarray(colorType=skia.kRGBA_8888_ColorType)).convert("RGB")


def _finer(points: list[tuple[float, float]], step: float) -> list[tuple[float, float]]:
    fine = [points[0]]
    for (x1, y1), (x2, y2) in zip(points, points[1:], strict=False):
        parts = max(1, round(math.hypot(x2 - x1, y2 - y1) / step))
        fine.extend((x1 + (x2 - x1) * n / parts, y1 + (y2 - y1) * n / parts) for n in range(1, parts + 1))
    return fine


def _wrapped(words: str, font: skia.Font, width: float | None) -> list[str]:
    if width is None:
        return words.split("\n")
    lines: list[str] = []
    for paragraph in words.split("\n"):
        line = ""
        for word in paragraph.split(" "):
            trial = f"{line} {word}".strip()
            if line and font.measureText(trial) > width:
                lines.append(line)
                line = word
            else:
                line = trial
        lines.append(line)
    return lines


def shaped(
    picture: Picture, words: str, right: float, y: float, font: tuple[str, str, int], ink: str = "#23395b"
) -> None:
    """Words in a script that joins its letters, ending at the right edge; font is family, subset and size."""
    family, subset, size = font
    face = pillow_font(family, size, subset, 600)
    left, top, far, low = face.getbbox(words, direction="rtl")
    tile = Image.new("L", (far - left + 20, low - top + 20), 0)
    ImageDraw.Draw(tile).text((10 - left, 10 - top), words, fill=255, font=face, direction="rtl")
    alpha = np.asarray(tile)
    tones = [np.full(alpha.shape, int(ink[at : at + 2], 16), np.uint8) for at in (1, 3, 5)]
    pixels = np.dstack([(tone.astype(np.uint16) * alpha // 255).astype(np.uint8) for tone in tones] + [alpha])
    image = skia.Image.fromarray(np.ascontiguousarray(pixels), colorType=skia.kRGBA_8888_ColorType)
    picture.canvas.drawImage(image, right - tile.width, y - size)
