"""Map, echo sheet, exit tickets, note and letter of WREN-03."""

import math

import props
import skia
from figures import Axis, Figure, colour, curves
from lens import Finished, photo, scan
from letters import letter
from paper import Picture

INK, PENCIL, RED, BLUE, GREEN = "#2b3a55", "#4c4c4c", "#b3402f", "#2f6f8f", "#3f7a4a"
REACH = [(5, 92), (10, 86), (20, 80), (40, 74), (80, 68), (120, 64), (160, 61)]
TREES = [(5, 92), (10, 86), (20, 79), (40, 71), (80, 62), (120, 56), (160, 51)]


def reach() -> Figure:
    """Loudness against distance."""
    return curves(
        Axis(0, 160, (0, 40, 80, 120, 160), "metres"),
        Axis(40, 100, (40, 60, 80, 100), "loudness on the telephone's scale"),
        [("open yard", BLUE, REACH), ("behind the trees", GREEN, TREES)],
    )


def talk() -> Figure:
    """Share of contributions to another pupil."""
    return curves(
        Axis(0, 11, (0, 4, 11), "months since November 2025"),
        Axis(0, 50, (0, 10, 20, 30, 40, 50), "per cent of contributions"),
        [("to another pupil", BLUE, [(0, 12), (4, 18), (11, 40)])],
        (430, 180),
    )


def school_map() -> Finished:
    """The pupils' map of where the bell is heard, 1500 x 1125 upright."""
    scene = Picture(1500, 1125, "#7f8c86", 91)
    props.table_top(scene.canvas, 1500, 0, 1125, "#8f7f66")
    canvas = scene.canvas
    canvas.drawRect(skia.Rect.MakeLTRB(72, 66, 1440, 1076), props.paint("#000000", 90, 14))
    canvas.drawRect(skia.Rect.MakeLTRB(60, 50, 1430, 1060), props.paint("#fbf8ec"))
    scene.write("Where is the bell heard?", 120, 140, 72, "patrick", INK, "title")
    scene.write("north", 1300, 130, 40, "patrick", PENCIL)
    scene.arrow(1340, 220, 1340, 145, PENCIL, 5)
    for x, y, w, h, words in (
        (180, 260, 330, 150, "main house"),
        (600, 240, 120, 330, "hall"),
        (1060, 420, 280, 150, "east wing"),
        (240, 760, 300, 130, "Years 5, 6"),
        (1120, 760, 240, 120, "nurses"),
    ):
        scene.fill([(x, y), (x + w, y), (x + w, y + h), (x, y + h)], "#e3c9a4" if words != "nurses" else "#c9d6e3", 200)
        scene.box(x, y, w, h, INK, 4)
        scene.write(words, x + 14, y + 42, 38, "patrick", INK)
    scene.loop(560, 620, 30, 30, "#c98a1b", 7)
    scene.write("bell", 536, 690, 40, "patrick", "#a96f10")
    for r in (110, 230, 370):
        scene.loop(560, 620, r, r * 0.8, "#d9b77e", 3)
    for x, y, good in (
        (260, 370, True),
        (440, 360, True),
        (660, 400, True),
        (690, 520, True),
        (330, 850, True),
        (490, 850, True),
        (1110, 500, False),
        (1210, 540, False),
        (1300, 490, False),
        (1150, 545, True),
        (1290, 845, True),
    ):
        canvas.drawCircle(x, y, 17, props.paint(GREEN if good else RED))
    scene.name("east", (1050, 405, 1350, 585))
    for x in (800, 860, 920):
        canvas.drawCircle(x, 470 + (x % 50), 40, props.paint("#8fb07a", 200))
    scene.write("trees", 830, 590, 40, "patrick", GREEN)
    scene.write("green: heard by 3 of 3. red: heard by 0 or 1 of 3.", 120, 1010, 44, "patrick", PENCIL, "key")
    return photo(scene, (0.012, 0.006), 4, 4)


def echo_sheet() -> Finished:
    """The sheet of all rounds on the wall, 1600 x 1200 upright."""
    scene = Picture(1600, 1200, "#d9cdb8", 92)
    canvas = scene.canvas
    for y in range(0, 1200, 120):
        for x in range(-80, 1600, 240):
            canvas.drawRect(
                skia.Rect.MakeXYWH(x + (y // 120 % 2) * 120, y, 234, 114),
                props.paint(scene.chance.choice(("#cdbd9f", "#c6b594", "#d3c4a8"))),
            )
    canvas.drawRect(skia.Rect.MakeLTRB(190, 96, 1440, 1130), props.paint("#000000", 80, 14))
    canvas.drawRect(skia.Rect.MakeLTRB(170, 76, 1420, 1110), props.paint("#fdfcf6"))
    scene.write("Twenty claps: all rounds", 230, 170, 74, "patrick", INK)
    rows = [
        ["group", "gaps", "seconds", "one gap", "speed m/s"],
        ["1", "20", "10.4", "0.52", "327"],
        ["2", "20", "10.2", "0.51", "333"],
        ["3", "19", "9.4", "0.495", "343"],
        ["4", "10", "5.5", "0.55", "309"],
        ["5", "20", "9.9", "0.495", "343"],
    ]
    scene.table(rows, 230, 220, [170, 170, 230, 230, 270], 50, "patrick", INK, 84, "table")
    scene.write("170 m there and back", 230, 810, 48, "patrick", BLUE)
    scene.write("Group 4 clapped only ten: the thumb counts twice as much!", 230, 890, 48, "patrick", RED, "thumb")
    scene.write("We say: between 327 and 343. Not exactly 340.", 230, 980, 52, "patrick", GREEN, "say")
    return photo(scene, (-0.014, 0.01), 5, 4.5)


TICKETS = (
    (
        93,
        "Pupil K",
        "kalam",
        "One echo takes half a second and my thumb needs two tenths. In twenty gaps the thumb is still only two tenths, so it is small.",
        "It is further than the clap can come back before the next one.",
    ),
    (
        94,
        "Pupil N",
        "gochi",
        "Thumb slow one time start, one time stop. Twenty gaps: same two times. So better.",
        "If wall is near, echo is too fast to clap. If far, echo is weak.",
    ),
    (
        95,
        "Pupil O",
        "indie",
        "You can't see it but the meter can. You divide the mistake by twenty.",
        "I would use the meter and the second bell, and count the gaps and not the claps.",
    ),
)


def tickets() -> list[Finished]:
    """Exit tickets of three pupils."""
    return [_ticket(*ticket) for ticket in TICKETS]


def _ticket(seed: int, pupil: str, face: str, first: str, second: str) -> Finished:
    sheet = Picture(990, 1300, "#faf8f0", seed)
    sheet.ruled(56, 236, margin=90)
    sheet.type("Exit ticket, lesson 2", 110, 96, 34, "figtree", "#222222", 600)
    sheet.write(pupil, 760, 100, 44, face, INK)
    sheet.type("1  Why can twenty claps be timed and one can't?", 110, 170, 23)
    below = sheet.write(first, 116, 256, 46, face, INK, "first", 800, 1.22)
    sheet.type("2  What would you change if the wall were nearer, or further away?", 110, below + 40, 23)
    sheet.write(second, 116, below + 122, 46, face, INK, "second", 800, 1.22)
    y = 900.0
    for number in range(11):
        x = 140 + number * 66
        sheet.stroke([(x, y), (x, y + 70)], BLUE, 5)
        if number < 10:
            sheet.stroke([(x + 4 + n * 6, y + 90 + 10 * math.sin(n / 9 * math.pi)) for n in range(10)], RED, 3)
            sheet.write(str(number + 1), x + 22, y + 140, 32, face, RED)
    sheet.write("gaps", 806, y + 150, 40, face, RED)
    return scan(sheet, (0.7, -0.9, 0.4)[seed % 3])


def nurses_note() -> Finished:
    """The note of the night nurses, stuck to a window; 1200 x 900."""
    scene = Picture(1200, 900, "#9fb9c9", 96)
    canvas = scene.canvas
    canvas.drawRect(
        skia.Rect.MakeWH(1200, 900),
        skia.Paint(
            Shader=skia.GradientShader.MakeLinear(
                [skia.Point(0, 0), skia.Point(1200, 900)], [colour("#c5dbe6"), colour("#8fa9b8")]
            )
        ),
    )
    for x in (0, 1150):
        canvas.drawRect(skia.Rect.MakeXYWH(x, 0, 50, 900), props.paint("#f0ece2"))
    canvas.drawRect(skia.Rect.MakeLTRB(186, 106, 1026, 806), props.paint("#000000", 70, 12))
    canvas.drawRect(skia.Rect.MakeLTRB(176, 92, 1016, 792), props.paint("#fff6b8"))
    for x in (176, 930):
        canvas.drawRect(skia.Rect.MakeXYWH(x - 20, 76, 120, 40), props.paint("#ffffff", 150))
    y = scene.write("To class 8", 230, 180, 60, "caveat", INK)
    y = scene.write(
        "Thank you for asking before you ring. We work at night and sleep until two.",
        230,
        y + 10,
        56,
        "caveat",
        INK,
        "asked",
        740,
    )
    y = scene.write(
        "With 52 on your telephone at our window we did not wake up on three of four days. On the fourth the wind came from you.",
        230,
        y + 14,
        56,
        "caveat",
        INK,
        "wind",
        740,
    )
    scene.write("Two nurses (invented)", 560, 752, 48, "caveat", INK)
    return photo(scene, (0.012, 0.008), 2, 4)


def head_letter() -> Finished:
    """The letter of the head."""
    return letter("WREN-03", "council-letter", ("SCHOOL", "OFFICE"), {"The aim that": "aim"}, ("bitter", 97, 0.7))
