"""Poster, curves, notes and letter of OTTER-51."""

import math

import props
import skia
from figures import Axis, Figure, bars, curves
from lens import Finished, photo, scan
from paper import Picture, shaped

INK, PENCIL, RED, GOLD, TEAL = "#2b3a55", "#4c4c4c", "#b3402f", "#c98a1b", "#2d7a72"
ARABIC = ("noto-naskh-arabic", "arabic")
BOX = [(0, 24), (10, 41), (20, 55), (30, 66), (40, 63), (50, 74), (60, 79)]
CONE = [(0, 24), (10, 38), (20, 50), (30, 56), (40, 55), (50, 66), (60, 71)]
OLD = [(0, 24), (10, 33), (20, 42), (30, 49), (40, 53), (50, 56), (60, 58)]


def versions() -> Figure:
    """Heating curves."""
    return curves(
        Axis(0, 60, (0, 10, 20, 30, 40, 50, 60), "minutes"),
        Axis(20, 90, (20, 40, 60, 80), "temperature in °C"),
        [
            ("first version, 2025", "#9a9a94", OLD),
            ("box, second version", "#b3402f", BOX),
            ("cone, second version", "#c98a1b", CONE),
        ],
    )


def slope() -> Figure:
    """The two cycles."""
    return bars(
        Axis(0, 40, (0, 10, 20, 30, 40), "pupils"),
        [("January", [9, 4]), ("May", [13, 7]), ("October", [34, 18])],
        [("both classes", "#8a5a1d"), ("of these, class of the mathematics teacher", "#d9b77e")],
        (430, 150),
    )


def poster() -> Finished:
    """The poster in two languages, upright 1200 x 1500."""
    sheet = Picture(1200, 1500, "#a4b4ac", 71)
    canvas = sheet.canvas
    canvas.drawRect(skia.Rect.MakeLTRB(78, 84, 1138, 1446), props.paint("#000000", 80, 14))
    canvas.drawRect(skia.Rect.MakeLTRB(64, 66, 1126, 1430), props.paint("#fff8e2"))
    for x, y in ((90, 92), (1100, 92), (90, 1404), (1100, 1404)):
        canvas.drawCircle(x, y, 11, props.paint("#2d7a72"))
    sheet.write("Solar cooker", 120, 180, 88, "patrick", RED, "title")
    shaped(sheet, "الطبّاخ الشمسي", 1080, 180, (*ARABIC, 80), RED)
    sheet.write("second version", 124, 244, 48, "patrick", PENCIL)
    shaped(sheet, "النسخة الثانية", 1076, 244, (*ARABIC, 46), PENCIL)
    _sun(sheet, 1000, 400)
    _box(sheet, 190, 420)
    sheet.table(
        [
            ["", "heat", "cost", "eyes", "sum"],
            ["glass", "5", "2", "4", "11"],
            ["mirror x 2", "5", "1", "1", "7"],
            ["straw wall", "3", "5", "5", "13"],
            ["black pot", "4", "5", "5", "14"],
        ],
        120,
        850,
        [250, 130, 130, 130, 130],
        42,
        "patrick",
        INK,
        66,
        "points",
    )
    sheet.write(
        "We chose straw + black pot + glass. Not the second mirror: it is hotter, but it blinds the lane.",
        120,
        1250,
        46,
        "patrick",
        INK,
        "choice",
        960,
    )
    sheet.write("58 °C  to  79 °C", 740, 1380, 58, "patrick", RED, "result")
    return photo(sheet, (0.014, 0.012), 6, 3.4)


def _sun(sheet: Picture, x: float, y: float) -> None:
    sheet.canvas.drawCircle(x, y, 62, props.paint("#f4c542", 190))
    for n in range(12):
        a = n * math.pi / 6
        sheet.stroke(
            [(x + 78 * math.cos(a), y + 78 * math.sin(a)), (x + 122 * math.cos(a), y + 122 * math.sin(a))], GOLD, 7
        )


def _box(sheet: Picture, x: float, y: float) -> None:
    sheet.fill([(x, y + 90), (x + 420, y + 90), (x + 390, y + 320), (x + 30, y + 320)], "#b98d58", 120)
    sheet.hatch(x + 20, y + 100, 70, 210, "#c9a53f", 10, 5)
    sheet.hatch(x + 330, y + 100, 70, 210, "#c9a53f", 10, 5)
    sheet.stroke([(x, y + 90), (x + 30, y + 320), (x + 390, y + 320), (x + 420, y + 90)], INK, 5)
    sheet.stroke([(x - 10, y + 84), (x + 430, y + 84)], "#5f9fb5", 9)
    sheet.fill([(x + 140, y + 200), (x + 280, y + 200), (x + 262, y + 308), (x + 158, y + 308)], "#222222", 225)
    sheet.loop(x + 210, y + 200, 70, 14, INK, 4)
    sheet.arrow(x + 620, y + 10, x + 300, y + 70, GOLD, 7)
    sheet.arrow(x + 180, y + 180, x + 130, y + 100, RED, 5)
    sheet.write("light in", x + 470, y + 100, 42, "patrick", GOLD)
    shaped(sheet, "الضوء يدخل", x + 760, y + 160, (*ARABIC, 40), GOLD)
    sheet.write("heat stays", x + 470, y + 240, 42, "patrick", RED)
    shaped(sheet, "الحرارة تبقى", x + 760, y + 300, (*ARABIC, 40), RED)
    sheet.write("straw", x - 70, y + 380, 40, "patrick", PENCIL)
    sheet.arrow(x - 10, y + 345, x + 40, y + 260, PENCIL)
    sheet.name("section", (x - 80, y, x + 780, y + 390))


def graph() -> Finished:
    """Pupil S's graph with the cloud, on squared paper."""
    sheet = Picture(1300, 950, "#fbfaf4", 72)
    sheet.squared(40)
    sheet.write("Pupil S   box and cone, 6 October", 160, 90, 50, "kalam", INK)
    sheet.arrow(160, 820, 160, 130, PENCIL, 4)
    sheet.arrow(160, 820, 1180, 820, PENCIL, 4)
    for n in range(7):
        sheet.write(str(n * 10), 146 + n * 150, 870, 36, "kalam", PENCIL)
    for value in (20, 40, 60, 80):
        sheet.write(str(value), 92, 832 - (value - 20) * 10, 36, "kalam", PENCIL)
    for points, ink in ((BOX, RED), (CONE, GOLD)):
        at = [(160 + m * 15, 820 - (v - 20) * 10) for m, v in points]
        sheet.stroke(at, ink, 6)
        for x, y in at:
            sheet.loop(x, y, 8, 8, ink, 5)
    sheet.write("CLOUD! all lines go down here, not only ours", 640, 640, 42, "kalam", "#5a7f95", "cloud", 420)
    sheet.arrow(740, 590, 758, 420, "#5a7f95")
    sheet.write("steep: 1.7 °C each minute, gain is bigger than loss", 420, 250, 40, "kalam", INK, "slope", 420)
    return scan(sheet, -0.6, 0.7)


NOTES = (
    (
        73,
        "Pupil R",
        "indie",
        "The glass lets light in. The pot is black and gets warm. Warm air cannot leave. The cone has no glass, so it loses more heat to the wind.",
        "The tank loses heat at night and gains nothing. I would put straw round it and a black cover by day. It is the cooker, but we want the small loss.",
        "tank",
    ),
    (
        74,
        "Pupil Q",
        "caveat",
        "The box is hotter because of the glass. I wrote all the numbers.",
        "Put a blanket on the tank.",
        "numbers",
    ),
    (
        75,
        "Pupil S",
        "kalam",
        "Both gain the same light at first, the slope is nearly the same. After 30 minutes the cone is flat because loss is as big as gain.",
        "Ice needs loss. Make the loss small with straw, and measure in the night to know if it is enough.",
        "balance",
    ),
)


def notes() -> list[Finished]:
    """Exit notes of three pupils."""
    return [_note(*note) for note in NOTES]


def _note(seed: int, pupil: str, face: str, first: str, second: str, name: str) -> Finished:
    sheet = Picture(990, 1400, "#fbf9f2", seed)
    sheet.ruled(56, 250, margin=90)
    sheet.type("Exit note, lesson 6", 110, 100, 34, "figtree", "#222222", 600)
    sheet.write(pupil, 760, 104, 44, face, INK)
    sheet.type("1  Why do box and cone end at different temperatures?", 110, 176, 23)
    below = sheet.write(first, 116, 262, 46, face, INK, f"{name} first", 800, 1.22)
    sheet.type("2  New problem: our water tank freezes in January. What do you suggest?", 110, below + 40, 23)
    below = sheet.write(second, 116, below + 122, 46, face, INK, name, 800, 1.22)
    if name != "numbers":
        y = max(below + 40, 930)
        sheet.box(300, y, 300, 240, PENCIL)
        sheet.hatch(270, y, 32, 240, "#c9a53f", 8, 4)
        sheet.hatch(598, y, 32, 240, "#c9a53f", 8, 4)
        for n in range(4):
            sheet.stroke([(310 + k * 28, y + 70 + n * 44 + 6 * (k % 2)) for k in range(11)], "#5a9fc0", 3)
        sheet.arrow(640, y + 120, 760, y + 90, RED)
        sheet.write("loss", 770, y + 100, 42, face, RED)
        sheet.arrow(450, y - 90, 450, y - 14, GOLD)
        sheet.write("gain by day", 480, y - 50, 42, face, GOLD)
    return scan(sheet, (0.8, -0.7, 0.4)[seed % 3])


def letter() -> Finished:
    """The bakery's letter, handwritten, photographed on a floury table, upright 1400 x 1050."""
    scene = Picture(1400, 1050, "#8f6f4e", 76)
    props.table_top(scene.canvas, 1400, 0, 1050, "#8f6f4e")
    for n in range(60):
        scene.canvas.drawCircle(
            scene.chance.uniform(0, 1400),
            scene.chance.uniform(0, 1050),
            scene.chance.uniform(8, 60),
            props.paint("#fffaf0", 16, 12),
        )
    canvas = scene.canvas
    canvas.save()
    canvas.translate(190, 60)
    canvas.rotate(1.6)
    canvas.drawRect(skia.Rect.MakeXYWH(10, 14, 1010, 900), props.paint("#000000", 90, 14))
    canvas.drawRect(skia.Rect.MakeWH(1010, 900), props.paint("#fbf7ec"))
    for n in range(15):
        canvas.drawLine(0, 130 + n * 52, 1010, 130 + n * 52, props.pen("#b8c6d2", 1.3))
    shaped(scene, "شكراً لكم", 950, 92, (*ARABIC, 58), "#26408b")
    y = scene.write("The women's bakery to class 8, 28 October", 50, 96, 42, "reenie", "#26408b")
    y = scene.write(
        "We used the box on eleven days. The dough rises in it, we save the gas of one hour each day.",
        50,
        178,
        46,
        "reenie",
        "#26408b",
        "used",
        900,
        1.13,
    )
    y = scene.write(
        "For tea it is not hot enough after three o'clock. Your slope says why, we saw it on the paper you left.",
        50,
        y + 10,
        46,
        "reenie",
        "#26408b",
        "tea",
        900,
        1.13,
    )
    y = scene.write(
        "We set you a new question: can the box dry apricots in June? Two of us will come to school and show how we cut them. Pupils who are new in the quarter are welcome here after lessons.",
        50,
        y + 10,
        46,
        "reenie",
        "#26408b",
        "next",
        900,
        1.13,
    )
    scene.write("(signed, invented)", 620, 850, 40, "reenie", "#26408b")
    canvas.restore()
    scene.areas = {name: (box[0] + 175, box[1] + 62, box[2] + 185, box[3] + 84) for name, box in scene.areas.items()}
    return photo(scene, (0.008, 0.004), 9, 4)
