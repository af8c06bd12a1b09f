"""Poster, exit tickets, letter and photograph of KITE-37."""

import props
import skia
from figures import Axis, Figure, bars, curves
from lens import Finished, photo, scan
from letters import letter
from paper import Picture

INK, PENCIL, RED, GREEN = "#23395b", "#4c4c4c", "#b3402f", "#2f7d55"


def filter_figure() -> Figure:
    """The bottle filter for the unit plan."""
    figure = Figure(430, 190)
    x, w = 92.0, 96.0
    figure.area(
        [
            (x, 18),
            (x + w, 18),
            (x + w, 122),
            (x + w * 0.62, 156),
            (x + w * 0.62, 172),
            (x + w * 0.38, 172),
            (x + w * 0.38, 156),
            (x, 122),
        ],
        "#eef4f6",
        "#8fa9b3",
        1.1,
    )
    figure.rect(x + 1, 28, w - 2, 20, "#c3a16f")
    for top, fill in ((48, "#a8a39a"), (74, "#dcbd88"), (100, "#454342")):
        figure.rect(x + 1, top, w - 2, 26, fill)
    for number in range(40):
        figure.dot(x + 6 + (number * 37) % 85, 52 + (number * 13) % 19, 3.1, "#8b867d" if number % 2 else "#bdb8ae")
    figure.area([(x + 2, 126), (x + w - 2, 126), (x + w * 0.6, 154), (x + w * 0.4, 154)], "#efe9dc")
    for n, y in enumerate((180.0, 187.0)):
        figure.dot(x + w / 2, y, 2.0 - 0.5 * n, "#7db2c6")
    for y, words in (
        (40, "1 litre of muddy tap water"),
        (64, "coarse gravel: large gaps, fast, holds back leaves"),
        (90, "fine sand: small gaps, slow, holds back mud"),
        (116, "rinsed charcoal: takes away the smell"),
        (142, "cloth and rubber band"),
    ):
        figure.line(x + w + 4, y - 3, x + w + 24, y - 3, "#8a8a86", 0.7)
        figure.text(x + w + 28, y, words, 8.5)
    figure.text(x - 8, 90, "9 cm", 8.5, "#8a8a86", "end")
    figure.line(x - 5, 48, x - 5, 126, "#8a8a86", 0.8)
    return figure


def table_figure() -> Figure:
    """Means of the trial as bars."""
    axis = Axis(0, 40, (0, 10, 20, 30, 40), "clarity in cm, mean of three readings")
    return bars(
        axis,
        [("gravel, sand, charcoal", [30]), ("sand, gravel, charcoal", [27]), ("charcoal, sand, gravel", [21])],
        [("trial, 18 September", "#2f6f8f")],
        (430, 170),
    )


def cycle_figure() -> Figure:
    """The improvement cycle as lines."""
    return curves(
        Axis(2, 10, (2, 4, 6, 8, 10), "month of 2026"),
        Axis(0, 70, (0, 20, 40, 60), "per cent of reports"),
        [
            ("repeated readings used", "#2f6f8f", [(2, 16), (5, 22), (10, 58)]),
            ("one number against one", "#c98a2b", [(2, 45), (5, 59), (10, 29)]),
            ("no number", "#8c8c88", [(2, 39), (5, 19), (10, 13)]),
        ],
    )


def poster() -> Finished:
    """The poster of one group, photographed on the wall, upright 1200 x 1600."""
    sheet = Picture(1200, 1600, "#cfc7b6", 11)
    canvas = sheet.canvas
    for y in range(0, 1600, 200):
        canvas.drawLine(0, y, 1200, y + 6, props.pen("#b9b09d", 3, 120))
    canvas.drawRect(skia.Rect.MakeLTRB(92, 82, 1128, 1532), props.paint("#000000", 70, 14))
    canvas.drawRect(skia.Rect.MakeLTRB(80, 66, 1116, 1516), props.paint("#fbf6e6"))
    for x in (130, 1070):
        canvas.drawCircle(x, 92, 13, props.paint("#c0392b"))
    sheet.write("Which order is best?", 150, 190, 92, "patrick", "#1f5f7a", "title")
    sheet.stroke([(150, 214), (890, 206)], "#e0a030", 9)
    sheet.write("Group 2: Pupils A, B, C, D, F", 152, 268, 40, "patrick", PENCIL)
    _poster_filter(sheet, 300, 330, ["sand", "gravel", "charcoal"], "before", RED)
    _poster_filter(sheet, 800, 330, ["gravel", "sand", "charcoal"], "after", GREEN)
    sheet.arrow(478, 530, 610, 530, "#e0a030", 9)
    sheet.write("we changed\none thing", 455, 455, 38, "patrick", PENCIL)
    sheet.write("clogged!", 200, 745, 46, "patrick", RED)
    sheet.write("500 ml in 6 min", 690, 745, 46, "patrick", GREEN)
    sheet.table(
        [
            ["order", "1", "2", "3", "mean", "range"],
            ["S-G-C", "27", "26", "28", "27", "2"],
            ["G-S-C", "31", "29", "33", "31", "4"],
        ],
        150,
        800,
        [210, 110, 110, 110, 170, 170],
        44,
        "patrick",
        INK,
        76,
        "table",
    )
    sheet.write("31 - 27 = 4, more than 3 cm: we can trust it.", 150, 1090, 46, "patrick", INK, "trust")
    sheet.write(
        "Why? Gravel on top catches leaves and big bits. Then the small gaps in the sand stay open longer. The mud sat ON the sand, it did not soak in.",
        150,
        1180,
        44,
        "patrick",
        INK,
        "why",
        900,
    )
    sheet.write("Clear is not the same as safe! We did not drink it.", 150, 1420, 46, "patrick", RED, "safe", 900)
    return photo(sheet, (0.012, 0.01), 5, 3.2)


def _poster_filter(sheet: Picture, x: float, y: float, layers: list[str], label: str, ink: str) -> None:
    tones = {"sand": "#d8a94f", "gravel": "#8f8a82", "charcoal": "#333333"}
    outline = [
        (x - 120, y),
        (x + 120, y),
        (x + 120, y + 250),
        (x + 24, y + 330),
        (x + 24, y + 372),
        (x - 24, y + 372),
        (x - 24, y + 330),
        (x - 120, y + 250),
        (x - 120, y),
    ]
    for number, layer in enumerate(layers):
        top = y + 62 + number * 64
        sheet.fill([(x - 116, top), (x + 116, top), (x + 116, top + 62), (x - 116, top + 62)], tones[layer], 90)
        sheet.hatch(x - 114, top, 228, 62, tones[layer], 11, 4)
        sheet.write(layer, x - 46, top + 44, 38, "patrick", "#1d1d1d" if layer != "charcoal" else "#fafafa")
    sheet.stroke(outline, INK, 5)
    sheet.write(label, x - 52, y - 16, 44, "patrick", ink)
    sheet.name(label, (x - 130, y - 60, x + 130, y + 380))


def exit_tickets() -> list[Finished]:
    """Four tickets on lined and squared paper, in four hands."""
    return [_ticket(*ticket) for ticket in TICKETS]


TICKETS = (
    (
        21,
        "Pupil B",
        "kalam",
        INK,
        0.9,
        "The sand is fine so the gaps are small. On top it catches ALL the mud and leaves at once and the gaps get full. That is why it stops.",
        "Put gravel first. It has big gaps and takes the leaves. Then the sand only has the mud to hold and lasts longer. We had 27 and 31, range 2 and 4, so the difference is bigger than 3 and I believe it.",
        "gaps",
        "decide",
    ),
    (
        22,
        "Pupil D",
        "gochi",
        "#2d2d2d",
        -1.1,
        "I said the sand soaks the dirt. But when we looked from the side there was a brown line ON the sand. So it is stuck and not soaked.",
        "Gravel up. Because then not so much sticks on the sand.",
        "line",
        "change",
    ),
    (
        23,
        "Pupil F",
        "caveat",
        "#3a3f8f",
        0.5,
        "Clear because the sand is small. Stops because the mud closes the holes. It is like a door with too many people.",
        "I would wash the sand after one litre, or put gravel on top. I would read three times, my first reading was 24 and then 26 and 27. One reading can be wrong.",
        "door",
        "three",
    ),
    (
        24,
        "Pupil M",
        "patrick",
        INK,
        -0.6,
        "The sand is over the gravel so the water is clear.",
        "Use more sand so it is more clear.",
        "names",
        "more",
    ),
)


def _ticket(
    seed: int, pupil: str, face: str, ink: str, turn: float, first: str, second: str, name_one: str, name_two: str
) -> Finished:
    sheet = Picture(990, 1400, "#faf7ee", seed)
    sheet.squared(36) if seed % 2 else sheet.ruled(52, 330, margin=None)
    sheet.type("Exit ticket 4", 70, 92, 36, "figtree", "#222222", 600)
    sheet.type("Alone, five minutes. You may draw.", 70, 130, 22)
    sheet.type("A friend puts the sand on top and the gravel below. The water comes out", 70, 186, 23)
    sheet.type("clear but the filter stops after one litre.", 70, 216, 23)
    sheet.write(pupil, 740, 96, 44, face, ink)
    sheet.type("1  Explain what happened.", 70, 276, 23, weight=600)
    below = sheet.write(first, 80, 330 + 34, 46, face, ink, name_one, 820, 1.14)
    _ticket_sketch(sheet, 250, max(below, 620) + 20, seed)
    sheet.type("2  Give one change, with a reason.", 70, 1000, 23, weight=600)
    sheet.write(second, 80, 1062, 46, face, ink, name_two, 830, 1.1)
    return scan(sheet, turn)


def _ticket_sketch(sheet: Picture, x: float, y: float, seed: int) -> None:
    sheet.stroke([(x, y), (x, y + 190), (x + 70, y + 240), (x + 70, y + 270)], PENCIL, 3.4)
    sheet.stroke([(x + 190, y), (x + 190, y + 190), (x + 120, y + 240), (x + 120, y + 270)], PENCIL, 3.4)
    sheet.hatch(x + 4, y + 60, 182, 60, "#8a7a55", 7, 2.2)
    for number in range(22):
        sheet.loop(x + 20 + (number * 47) % 155, y + 134 + (number * 29) % 60, 9, 7, PENCIL, 2)
    sheet.write("sand", x + 215, y + 104, 40, "kalam", PENCIL)
    sheet.write("gravel", x + 215, y + 176, 40, "kalam", PENCIL)
    if seed in {21, 22}:
        sheet.stroke([(x + 4, y + 58), (x + 188, y + 56)], "#7a4a1c", 9)
        sheet.arrow(x + 330, y + 20, x + 200, y + 52, RED)
        sheet.write("mud stays here", x + 300, y + 12, 40, "kalam", RED, "sketch")


def office_letter() -> Finished:
    """The letter of the water office."""
    return letter("KITE-37", "water-office-letter", ("DISTRICT", "WATER", "OFFICE"), {"We used": "used"})


def filter_tests() -> Finished:
    """Three filters over their jars with the pupils' labels, photographed on a table."""
    scene = Picture(1600, 1200, "#d7cfbd", 41)
    canvas = scene.canvas
    canvas.drawRect(skia.Rect.MakeLTRB(0, 0, 1600, 640), props.paint("#d9d2c1"))
    canvas.drawRect(skia.Rect.MakeLTRB(90, 0, 610, 430), props.paint("#3c5148", 255, 5))
    canvas.drawRect(skia.Rect.MakeLTRB(1060, 60, 1420, 380), props.paint("#bcd3dd", 255, 7))
    props.table_top(canvas, 1600, 620, 1200)
    for number, (layers, muddy, label, readings) in enumerate(TESTS):
        x = 310 + number * 490
        canvas.drawOval(skia.Rect.MakeLTRB(x - 150, 985, x + 170, 1050), props.paint("#000000", 95, 16))
        canvas.drawRect(skia.Rect.MakeLTRB(x - 150, 300, x - 132, 1015), props.paint("#7a5633"))
        canvas.drawRect(skia.Rect.MakeLTRB(x - 150, 470, x + 96, 486), props.paint("#8b6440"))
        canvas.save()
        canvas.translate(x, 250)
        props.filter_bottle(canvas, (210, 470), layers, 0.7 - 0.22 * number, 1.0, 0.5 if layers[0] != "sand" else 2.4)
        canvas.restore()
        canvas.save()
        canvas.translate(x, 1012)
        props.jar(canvas, 170, 240, 0.62, muddy, cross=True)
        canvas.restore()
        _label(scene, x, label, readings)
    return photo(scene, (0.015, 0.0), 7, 4.5)


TESTS = (
    (["gravel", "sand", "charcoal"], 0.10, "G - S - C", "31  29  33"),
    (["sand", "gravel", "charcoal"], 0.22, "S - G - C", "27  26  28"),
    (["charcoal", "sand", "gravel"], 0.50, "C - S - G", "19  22  20"),
)


def _label(scene: Picture, x: float, label: str, readings: str) -> None:
    canvas = scene.canvas
    canvas.save()
    canvas.translate(x - 128, 1050)
    canvas.rotate(-2.0 if label[0] != "S" else 1.6)
    canvas.drawRect(skia.Rect.MakeLTRB(4, 6, 262, 112), props.paint("#000000", 80, 6))
    canvas.drawRect(skia.Rect.MakeWH(258, 106), props.paint("#fffdf2"))
    scene.write(label, 14, 48, 46, "patrick", "#1d3557")
    scene.write(f"{readings} cm", 14, 96, 38, "patrick", "#1d3557")
    canvas.restore()
    scene.name(label.replace(" ", ""), (x - 134, 1044, x + 140, 1166))
