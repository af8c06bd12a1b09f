"""Pupil work, photographs and slides of FERN-08."""

import io
import math

import props
import skia
from as_slides import Page
from figures import Axis, Figure, bars
from films import bridge, bridge_deck
from lens import Finished, photo, scan
from paper import Picture
from stage import Shot, aim

INK, PENCIL, RED, BLUE, GREEN = "#25345c", "#4c4c4c", "#b3402f", "#2a5fa0", "#2f7d55"


def patterns() -> Figure:
    """First card against exit question."""
    axis = Axis(0, 20, (0, 5, 10, 15, 20), "pupils")
    return bars(
        axis,
        [("top and bottom", [2, 15]), ("higher or thicker", [7, 8]), ("other", [19, 3])],
        [("first card", "#b9c7d6"), ("exit question", "#35608f")],
    )


def load_table() -> Finished:
    """The table of group 2 beside its bridge, photographed from above, upright 1600 x 1200."""
    scene = Picture(1600, 1200, "#a97f55", 52)
    props.table_top(scene.canvas, 1600, 0, 1200, "#a97f55")
    canvas = scene.canvas
    canvas.save()
    canvas.translate(130, 70)
    canvas.rotate(-2.5)
    canvas.drawRect(skia.Rect.MakeXYWH(10, 14, 760, 1040), props.paint("#000000", 90, 14))
    canvas.drawRect(skia.Rect.MakeWH(760, 1040), props.paint("#fbfaf4"))
    scene.type("Group 2    Why does the bridge sag?", 50, 76, 34, "figtree", "#333333", 600)
    rows = [
        ["washers", "sag in mm"],
        *[[str(n), sag] for n, sag in ((1, ""), (3, ""), (5, "2"), (10, "5"), (15, "9"), (20, "15"), (23, "fell!"))],
    ]
    scene.table(rows, 60, 120, [260, 300], 50, "architect", INK, 84)
    scene.write("We only counted at first.\nThen we measured.", 60, 860, 48, "architect", RED)
    canvas.restore()
    scene.name("table", (180, 150, 800, 880))
    scene.name("measured", (170, 900, 900, 1080))
    _sheet_on_books(scene)
    scene.write("TOP", 1010, 120, 92, "patrick", "#fdf7e4")
    scene.arrow(1230, 118, 1230, 40, "#fdf7e4", 9)
    return photo(scene, (0.012, 0.006), 8, 5)


def _sheet_on_books(scene: Picture) -> None:
    canvas = scene.canvas
    for x, ink in ((960, "#8f3f38"), (1380, "#3d6b74")):
        canvas.drawRect(skia.Rect.MakeXYWH(x + 8, 268, 160, 620), props.paint("#000000", 80, 14))
        canvas.drawRect(skia.Rect.MakeXYWH(x, 256, 160, 620), props.paint(ink))
        canvas.drawRect(skia.Rect.MakeXYWH(x + 14, 256, 10, 620), props.paint("#ffffff", 50))
    canvas.drawRect(skia.Rect.MakeXYWH(1020, 412, 470, 330), props.paint("#000000", 70, 12))
    for n in range(12):
        y = 400 + n * 27.5
        canvas.drawRect(skia.Rect.MakeXYWH(1010, y, 480, 28), props.paint("#f6f2e4" if n % 2 else "#d9d3bf"))
    chance = scene.chance
    for n in range(20):
        x, y = 1160 + (n % 5) * 44 + chance.uniform(-5, 5), 470 + (n // 5) * 50 + chance.uniform(-5, 5)
        canvas.drawCircle(x + 3, y + 5, 21, props.paint("#000000", 70, 4))
        canvas.drawCircle(x, y, 21, props.paint("#9aa1a6"))
        canvas.drawCircle(x - 2, y - 3, 17, props.paint("#b7bdc1"))
        canvas.drawCircle(x, y, 8, props.paint("#d9d3bf"))
    scene.name("washers", (1130, 440, 1370, 660))


def board_photo() -> Finished:
    """The board at the end of the curve, as the visiting colleague photographed it."""
    scene = Picture(1440, 900, "#d5ded6", 53)
    scene.canvas.save()
    line = bridge.timeline()
    aim(scene.canvas, [Shot(0, 556, 176, 2.15)], 0.0, (1440, 900))
    canvas = scene.canvas
    bridge.stage.wall(canvas, "#d5ded6", "#a9bdb2", "#a58a68")
    bridge.stage.board(canvas, bridge.BOARD, "#2f4a4d")
    bridge._board(canvas, line, line.beats["collapse"][0] - 0.1)
    canvas.restore()
    scale = 1440 / 1280 * 2.15
    left, top = 720 + (560 - 556) * scale, 450 + (100 - 176) * scale
    scene.name("curve", (left, top, left + 236 * scale, top + 176 * scale))
    return photo(scene, (0.006, 0.0), 3, 4, 0.4)


def cards() -> list[Finished]:
    """Two first cards with the teacher's feedback and what came of it."""
    return [_card(61, "Pupil E", "indie", CARD_E, 0.8), _card(62, "Pupil G", "gochi", CARD_G, -0.9)]


CARD_E = (
    "Because paper is weak and the washers are heavy.",
    "You thought about the load. What did the rolled paper do yesterday?",
    "It held a stone. So paper is NOT weak when it is high. The roll has a top and a bottom far apart. If it bends the bottom has to get longer and paper does not like to get longer.",
    "answer",
)
CARD_G = (
    "Because it is the middle.",
    "You saw where it bends most. Why there and not at the books?",
    "It bends in the middle and not at the books. I saw where it bends most.",
    "copy",
)


def _card(seed: int, pupil: str, face: str, words: tuple[str, str, str, str], turn: float) -> Finished:
    first, feedback, second, name = words
    sheet = Picture(990, 1400, "#fbf7ea", seed)
    sheet.ruled(54, 300, margin=96)
    sheet.type("First explanation, second explanation", 110, 96, 30, "figtree", "#333333", 600)
    sheet.write(pupil, 780, 100, 42, face, INK)
    sheet.type("1  The bridge sags because", 110, 170, 23)
    sheet.write(first, 120, 250, 48, face, INK, "first", 780)
    _sketch_flat(sheet, 300, 420)
    sheet.write("+ " + feedback.split(". ")[0] + ".", 130, 610, 42, "caveat", RED, "feedback", 780)
    sheet.write("? " + feedback.split(". ")[1], 130, 664, 42, "caveat", RED, "feedback", 780)
    sheet.type("2  My answer, 15 October", 110, 760, 23)
    sheet.write(second, 120, 836, 46, face, INK, name, 790)
    if name == "answer":
        _sketch_tall(sheet, 330, 1190)
    else:
        _sketch_flat(sheet, 300, 1130)
    return scan(sheet, turn)


def _sketch_flat(sheet: Picture, x: float, y: float) -> None:
    sheet.box(x, y + 20, 60, 110, PENCIL)
    sheet.box(x + 300, y + 20, 60, 110, PENCIL)
    sheet.stroke(
        [
            (x - 10 + n * 38, y + 16 + 74 * math.sin(max(0.0, min(1.0, (n * 38 - 60) / 250)) * math.pi))
            for n in range(11)
        ],
        BLUE,
        5,
    )
    sheet.loop(x + 180, y + 70, 22, 9, PENCIL)


def _sketch_tall(sheet: Picture, x: float, y: float) -> None:
    sheet.box(x, y, 330, 90, PENCIL)
    sheet.arrow(x + 20, y - 18, x + 120, y - 18, RED)
    sheet.arrow(x + 310, y - 18, x + 210, y - 18, RED)
    sheet.arrow(x + 150, y + 114, x + 20, y + 114, BLUE)
    sheet.arrow(x + 180, y + 114, x + 310, y + 114, BLUE)
    sheet.write("top: shorter", x + 350, y + 14, 38, "indie", RED)
    sheet.write("bottom: longer", x + 350, y + 96, 38, "indie", BLUE)
    sheet.name("drawing", (x - 6, y - 40, x + 620, y + 124))


def drawing() -> Finished:
    """Pupil C's own graph, on squared paper."""
    sheet = Picture(1200, 900, "#fcfaf2", 63)
    sheet.squared(40)
    sheet.write("Pupil C: my curve", 110, 96, 56, "patrick", INK)
    sheet.arrow(140, 780, 140, 140, PENCIL, 4)
    sheet.arrow(140, 780, 1060, 780, PENCIL, 4)
    sheet.write("sag mm", 170, 170, 40, "patrick", PENCIL)
    sheet.write("washers", 930, 850, 40, "patrick", PENCIL)
    points = [(140 + n * 38, 780 - sag * 36) for n, sag in ((0, 0), (5, 2), (10, 5), (15, 9), (20, 15))]
    sheet.stroke(points, RED, 6)
    for n, (x, y) in enumerate(points[1:], 1):
        sheet.loop(x, y, 9, 9, RED, 5)
        sheet.write(str(n * 5), x - 16, 830, 40, "patrick", PENCIL)
    sheet.stroke([(140, 780), (960, 474)], "#8fa9b3", 3)
    sheet.write("I thought it would go here", 560, 700, 40, "patrick", "#6f8a95", "thought")
    sheet.arrow(640, 660, 700, 580, "#8fa9b3")
    sheet.write("the folds open, so it gets weaker and weaker", 250, 300, 44, "patrick", INK, "reason", 400)
    return scan(sheet, 0.5, 0.7)


REFLECTIONS = (
    (
        "reflection-pupil-c",
        64,
        "Pupil C",
        "kalam",
        "I learned that the line is not straight. I liked the washers. It was fun when it fell.",
    ),
    (
        "reflection-pupil-h",
        65,
        "Pupil H",
        "caveat",
        "We put a sheet on books and measured. Now I understand that folds get flat. I do not know yet why glue helps. Measuring helped me.",
    ),
    (
        "reflection-pupil-k",
        66,
        "Pupil K",
        "gochi",
        "I felt the sag with my finger. It was good that I had the ruler with bumps the second time. We did the bridge and it was nice.",
    ),
)


def reflection(seed: int, pupil: str, face: str, words: str) -> Finished:
    """One reflection slip."""
    sheet = Picture(1000, 700, ("#fdf6df", "#eef5ef", "#f6eef2")[seed % 3], seed)
    sheet.type("What do you take with you from today?", 70, 92, 30, "figtree", "#333333", 600)
    sheet.write(pupil, 760, 96, 44, face, INK)
    sheet.write(words, 80, 200, 56, face, INK, "words", 840, 1.2)
    return scan(sheet, (-1.2, 0.7, 1.0)[seed % 3], 2.6)


def slides() -> list[Page]:
    """Slides of the lesson."""
    line = bridge.timeline()
    scene = Picture(1280, 960, "#d5ded6", 54)
    scene.canvas.save()
    aim(scene.canvas, [Shot(0, 640, 410, 2.0)], 0.0, (1280, 960))
    bridge.stage.wall(scene.canvas, "#d5ded6", "#a9bdb2", "#a58a68")
    bridge.stage.desk(scene.canvas, bridge.TOP, wood="#b9875a")
    bridge_deck.ruler(scene.canvas)
    bridge_deck.books(scene.canvas)
    bridge_deck.bridge(scene.canvas, line, line.beats["falls"][0] - 0.1)
    scene.canvas.restore()
    picture = scene.surface.makeImageSnapshot().encodeToData(skia.kJPEG, 82)
    return [
        Page(
            "Why does the bridge sag?",
            ("Year 6, lesson 3", "Write on your card: the bridge sags because ..."),
        ),
        Page(
            "One sheet, one washer",
            ("Where does it bend?", "What happens on the top side?", "What happens on the lower side?"),
            picture=bytes(picture),
            notes="Wait. Let three different pupils speak before anybody agrees.",
        ),
        Page(
            "Words on the table",
            table=(
                ("English", "Amharic", "Show it"),
                ("bridge", "ድልድይ", "from book to book"),
                ("load", "ጭነት", "the washers"),
                ("to fold", "ማጠፍ", "zigzag"),
                ("strong", "ጠንካራ", "holds more"),
                ("paper", "ወረቀት", "one sheet"),
            ),
        ),
        Page(
            "Who does what",
            ("Loader, reader, writer, collector", "Change after the flat sheet", "Change again after washer ten"),
            picture=_packed(load_table(), (930, 200, 1600, 1000)),
            notes="Pupil K: raised ruler.",
        ),
        Page(
            "Second explanation",
            ("Start with: I used to think ...", "Then: what would you do with the footbridge?"),
            picture=_packed(board_photo(), (0, 0, 1440, 900)),
            notes="Five minutes, alone.",
        ),
    ]


def _packed(finished: Finished, part: tuple[int, int, int, int]) -> bytes:
    """A part of a picture as a small JPEG."""
    small = finished.image.crop(part)
    small.thumbnail((900, 900))
    packed = io.BytesIO()
    small.save(packed, "JPEG", quality=80)
    return packed.getvalue()
