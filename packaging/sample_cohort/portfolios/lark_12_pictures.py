"""Boxes, notebook, dot plot and note of LARK-12."""

import props
import skia
from figures import Axis, Figure, bars, colour
from films.seeds import HEIGHTS, seed_box
from lens import Finished, photo, scan
from paper import Picture

INK, PENCIL, GREEN, BROWN = "#2b3a55", "#4c4c4c", "#3f7a3a", "#7a5230"


def dots() -> Figure:
    """The teachers' own trial as dots."""
    figure = Figure(430, 130)
    for value in range(20, 101, 20):
        x = 60 + (value - 20) * 4.4
        figure.line(x, 20, x, 96, "#dededa", 0.6)
        figure.text(x, 108, str(value), 8, "#8a8a86", "middle")
    figure.text(418, 121, "height in mm, day 14", 8, "#8a8a86", "end")
    for row, (name, ink) in enumerate((("compost", "#4f8a45"), ("sand", "#c99a35"))):
        y = 44 + row * 34
        figure.text(4, y + 3, name, 8.5)
        for number, height in enumerate(HEIGHTS[row]):
            figure.dot(60 + (height - 20) * 4.4, y - (number % 2) * 7, 3.4, ink)
        middle = sorted(HEIGHTS[row])[len(HEIGHTS[row]) // 2]
        figure.line(60 + (middle - 20) * 4.4, y - 16, 60 + (middle - 20) * 4.4, y + 8, "#b3402f", 1.4)
    return figure


def doubt() -> Figure:
    """Reports with and without doubt."""
    return bars(
        Axis(0, 30, (0, 10, 20, 30), "reports"),
        [("names a winner only", [28, 12]), ("mentions overlap", [1, 18]), ("uses it to decide", [0, 9])],
        [("October 2025", "#c9bba0"), ("October 2026", "#5f7f4b")],
        (430, 175),
    )


def boxes() -> Finished:
    """Two boxes on the window sill, with labels; upright 1500 x 1125."""
    scene = Picture(1500, 1125, "#e3d8c6", 81)
    canvas = scene.canvas
    canvas.drawRect(
        skia.Rect.MakeLTRB(0, 0, 1500, 700),
        skia.Paint(
            Shader=skia.GradientShader.MakeLinear(
                [skia.Point(0, 0), skia.Point(0, 700)], [colour("#b9d8e6"), colour("#eef3e6")]
            )
        ),
    )
    for x, y, r in ((180, 560, 150), (420, 610, 190), (1180, 580, 210), (1400, 630, 150)):
        canvas.drawCircle(x, y, r, props.paint("#9dbb8f", 200, 22))
    for x in (0, 740, 1460):
        canvas.drawRect(skia.Rect.MakeXYWH(x, 0, 40, 720), props.paint("#f2efe7"))
    canvas.drawRect(skia.Rect.MakeXYWH(0, 300, 1500, 26), props.paint("#f2efe7"))
    props.table_top(canvas, 1500, 700, 1125, "#c9a77a")
    for x, soil, heights, name, words in (
        (90, "#4a3524", HEIGHTS[0], "compost", "COMPOST  11 of 12"),
        (820, "#cbb07c", HEIGHTS[1], "sand", "SAND  7 of 12"),
    ):
        canvas.save()
        canvas.translate(x, 880)
        canvas.scale(2.05, 2.05)
        seed_box(canvas, 0, 0, soil, heights, 1.0 if name == "sand" else 2.0)
        canvas.restore()
        canvas.drawRect(skia.Rect.MakeXYWH(x + 120, 958, 360, 74), props.paint("#000000", 80, 7))
        canvas.drawRect(skia.Rect.MakeXYWH(x + 114, 950, 360, 74), props.paint("#fffdf2"))
        scene.write(words, x + 134, 1002, 42, "patrick", INK)
        scene.name(name, (x - 30, 690, x + 600, 1034))
    return photo(scene, (0.01, 0.0), 3, 4, 0.25)


PAGES = (
    (
        82,
        "Pupil V",
        "kalam",
        "Day 4",
        "A bean needs water and warm. Soil is for later, the bean has its own food inside. We opened one and saw the white part.",
        "I predict sand is the same for coming up, and worse for growing.",
        "food",
    ),
    (
        83,
        "Pupil W",
        "architect",
        "Day 14",
        "Compost: median 84. Sand: median 55. But three of the sand are as tall as the small ones of compost. One plant alone tells you nothing.",
        "Speaks against: our box was at the window. Group 3 in the corner has ten of twelve, so light is not all.",
        "alone",
    ),
    (
        84,
        "Pupil Y",
        "gochi",
        "Day 21",
        "We changed places of boxes. Sand at the window: no more come up. So it is the soil, or we sowed too deep, our finger is long.",
        "I would sow again, with a stick to make all holes 3 cm.",
        "deep",
    ),
)


def notebook() -> list[Finished]:
    """Three pages of notebooks."""
    return [_page(*page) for page in PAGES]


def _page(seed: int, pupil: str, face: str, day: str, first: str, second: str, name: str) -> Finished:
    sheet = Picture(990, 1320, "#fbf8ec", seed)
    sheet.squared(36, "#b9c9b4")
    sheet.write(day, 90, 120, 64, face, BROWN)
    sheet.write(pupil, 740, 112, 46, face, INK)
    below = sheet.write(first, 96, 220, 48, face, INK, f"{name} first", 800, 1.2)
    below = sheet.write(second, 96, below + 30, 48, face, GREEN, name, 800, 1.2)
    y = max(below + 60, 760)
    if day == "Day 4":
        sheet.loop(300, y + 190, 150, 100, BROWN, 4)
        sheet.stroke([(250, y + 120), (330, y + 190), (300, y + 270)], BROWN, 4)
        sheet.hatch(200, y + 150, 90, 80, "#d9c9a0", 12, 4)
        sheet.arrow(600, y + 120, 420, y + 170, PENCIL)
        sheet.write("food for the first days", 560, y + 100, 42, face, PENCIL)
        sheet.stroke([(330, y + 196), (370, y + 170), (384, y + 140)], GREEN, 5)
    else:
        _dots(sheet, 130, y, day == "Day 14")
    return scan(sheet, (0.9, -0.6, 0.5)[seed % 3])


def _dots(sheet: Picture, x: float, y: float, both: bool) -> None:
    sheet.arrow(x, y + 330, x + 740, y + 330, PENCIL, 3.5)
    for place in range(5):
        sheet.write(str(20 + place * 20), x + place * 165 - 14, y + 378, 36, "kalam", PENCIL)
    for row, heights in enumerate(HEIGHTS if both else HEIGHTS[1:]):
        ink = GREEN if both and row == 0 else "#c08a1e"
        for number, height in enumerate(heights):
            sheet.loop(x + (height - 20) * 8.25, y + 110 + row * 120 + (number % 2) * 26, 10, 10, ink, 6)
    sheet.name("dots", (x - 20, y + 60, x + 760, y + 390))


def plot() -> Finished:
    """The class's dot plot on the wall, squared paper, 1300 x 900."""
    sheet = Picture(1300, 900, "#fcfbf4", 85)
    sheet.squared(44)
    sheet.write("All eight boxes, 96 beans", 120, 100, 62, "patrick", INK)
    sheet.arrow(150, 780, 1220, 780, PENCIL, 4)
    for place in range(6):
        sheet.write(str(place * 20), 140 + place * 200, 836, 38, "patrick", PENCIL)
    for row, (name, ink, middle, spread, count) in enumerate(
        (("compost", GREEN, 84, 9, 33), ("his soil", BROWN, 71, 13, 27), ("sand", "#c08a1e", 56, 17, 14))
    ):
        y = 250 + row * 190
        sheet.write(name, 60, y - 66, 46, "patrick", ink)
        for number in range(count):
            value = max(8.0, min(104.0, sheet.chance.gauss(middle, spread)))
            sheet.loop(150 + value * 10, y + (number % 4) * 24 - 20, 8, 8, ink, 5)
        sheet.stroke([(150 + middle * 10, y - 60), (150 + middle * 10, y + 74)], "#b3402f", 5)
        sheet.name(name, (50, y - 110, 1210, y + 80))
    sheet.write("the dots overlap!", 860, 200, 52, "patrick", "#b3402f", "overlap")
    return scan(sheet, 0.4, 0.6)


def note() -> Finished:
    """The farmer's note: pencil on a torn piece of a seed bag, upright 1200 x 900."""
    scene = Picture(1200, 900, "#6f7a58", 86)
    props.table_top(scene.canvas, 1200, 0, 900, "#9a7a52")
    canvas = scene.canvas
    torn = [
        (120, 110),
        (1080, 80),
        (1092, 330),
        (1070, 420),
        (1098, 640),
        (1060, 800),
        (700, 812),
        (420, 790),
        (140, 806),
        (110, 500),
    ]
    scene.fill([(x + 10, y + 14) for x, y in torn], "#000000", 90, 12)
    scene.fill(torn, "#d9c3a0")
    for n in range(90):
        canvas.drawLine(
            130 + (n * 97) % 930,
            110 + (n * 53) % 680,
            160 + (n * 97) % 930,
            112 + (n * 53) % 680,
            props.pen("#b99f77", 1.4, 120),
        )
    y = scene.write("To the class, 20 October", 190, 190, 50, "reenie", "#3d3a36")
    y = scene.write(
        "I read your letter twice. You write: compost is better in the middle, but look at all of them and not at the tallest.",
        190,
        y + 20,
        52,
        "reenie",
        "#3d3a36",
        "read",
        840,
        1.12,
    )
    y = scene.write(
        "I will sow two handfuls in compost beside my own soil in March. You come and count, and bring the stick for 3 cm.",
        190,
        y + 16,
        52,
        "reenie",
        "#3d3a36",
        "march",
        840,
        1.12,
    )
    scene.write("(signed, invented)", 690, 740, 44, "reenie", "#3d3a36")
    return photo(scene, (0.01, 0.004), 6, 5)
