"""Plans, folders, letters and charts of PINE-29."""

import props
import skia
from as_slides import Page
from figures import Axis, Figure, bars, to_png
from lens import Finished, photo, scan
from letters import letter
from paper import Picture

INK, PENCIL, RED, BLUE, GREEN = "#2b3a55", "#4c4c4c", "#b3402f", "#2f6f8f", "#3f7a4a"


def schools() -> Figure:
    """Means of four schools; the axis begins at two, which is part of what is wrong with it."""
    axis = Axis(2, 7, (2, 3, 4, 5, 6, 7), "mean points of 8")
    return bars(
        axis,
        [("school 1", [3.4, 4.6]), ("school 2", [4.1, 5.2]), ("school 3", [3.9, 4.0]), ("school 4", [2.8, 6.1])],
        [("October 2025", "#c3b8d0"), ("May 2026", "#6a4c7d")],
    )


def slide() -> Figure:
    """The slide on squared paper."""
    figure = Figure(430, 170)
    for n in range(30):
        figure.line(40 + n * 12, 16, 40 + n * 12, 148, "#dfe6ea", 0.5)
    for n in range(12):
        figure.line(40, 16 + n * 12, 388, 16 + n * 12, "#dfe6ea", 0.5)
    figure.path([(112, 148), (112, 40), (124, 40), (256, 148)], "#6a4c7d", 2.4)
    figure.path([(124, 148), (256, 148)], "#b3402f", 1.2)
    figure.path([(124, 148), (124, 40)], "#b3402f", 1.2)
    figure.text(190, 163, "11 steps to the side", 9, "#b3402f", "middle")
    figure.text(136, 100, "9 steps up", 9, "#b3402f")
    for n in range(5):
        figure.line(104, 136 - n * 20, 120, 136 - n * 20, "#8a8a86", 1.4)
    figure.text(280, 70, "Two groups, two numbers:", 9)
    figure.text(280, 84, "9 up to 11, and 8 up to 11.", 9)
    figure.text(280, 98, "Which do we trust, and why?", 9)
    return figure


def plan_figure() -> Figure:
    """The redrawn plan."""
    figure = Figure(430, 180)
    figure.rect(30, 16, 370, 140, "#eef3e8", "#6f8a5d")
    figure.rect(46, 30, 110, 46, "#e8d3ad", "#8a6642")
    figure.text(101, 57, "school", 9, anchor="middle")
    figure.dot(250, 66, 26, "#c9dfe8", "#5f8ba0")
    figure.text(250, 69, "sand", 9, anchor="middle")
    figure.path([(310, 130), (310, 60), (318, 60), (372, 130)], "#6a4c7d", 2.2)
    figure.text(340, 144, "slide", 9, anchor="middle")
    figure.path([(60, 130), (120, 104), (180, 130)], "#b3402f", 2)
    figure.text(120, 144, "ramp, 1 in 7: too steep", 9, "#b3402f", "middle")
    figure.line(30, 168, 110, 168)
    figure.text(118, 171, "8 m in the yard", 8.5)
    for x, y in ((200, 36), (212, 128), (386, 34)):
        figure.dot(x, y, 9, "#9dbb8f", "#6f8a5d")
    return figure


def plan_photo() -> Finished:
    """A second plan of Year 6, school 2, photographed on the floor; 1600 x 1200 upright."""
    scene = Picture(1600, 1200, "#8d8f86", 101)
    canvas = scene.canvas
    for y in range(0, 1200, 200):
        for x in range(0, 1600, 200):
            canvas.drawRect(
                skia.Rect.MakeXYWH(x, y, 196, 196), props.paint(scene.chance.choice(("#8a8c84", "#94968d", "#83857d")))
            )
    canvas.drawRect(skia.Rect.MakeLTRB(112, 96, 1520, 1130), props.paint("#000000", 90, 14))
    canvas.drawRect(skia.Rect.MakeLTRB(96, 76, 1504, 1110), props.paint("#fbfaf4"))
    for n in range(35):
        canvas.drawLine(96 + n * 40, 76, 96 + n * 40, 1110, props.pen("#c5d3dc", 1.2))
    for n in range(26):
        canvas.drawLine(96, 76 + n * 40, 1504, 76 + n * 40, props.pen("#c5d3dc", 1.2))
    scene.write("Our playground, second plan   1 : 100", 150, 160, 58, "patrick", INK)
    scene.box(200, 230, 1100, 620, GREEN, 6)
    scene.fill([(240, 270), (600, 270), (600, 430), (240, 430)], "#e3c9a4", 210)
    scene.box(240, 270, 360, 160, INK, 4)
    scene.write("school", 350, 366, 46, "patrick", INK)
    scene.loop(800, 400, 110, 100, BLUE, 5)
    scene.hatch(720, 330, 160, 140, "#d8c48e", 13, 4)
    scene.write("sand 4 m", 740, 410, 42, "patrick", INK)
    scene.stroke([(1060, 760), (1060, 480), (1090, 480), (1240, 760)], "#6a4c7d", 8)
    scene.write("slide 9 : 11", 1010, 820, 44, "patrick", "#6a4c7d")
    scene.stroke([(260, 760), (620, 640)], RED, 8)
    scene.write("ramp was 1 : 7, now 1 : 12", 260, 620, 44, "patrick", RED, "ramp")
    scene.write(
        "14.2 m or 15.1 m? The tape is torn at the end, so 15.1 minus 0.8 is 14.3. We trust 14.2 because two groups agree within 10 cm.",
        150,
        940,
        46,
        "patrick",
        INK,
        "trust",
        1270,
    )
    return photo(scene, (0.014, 0.01), 3, 4.5)


def slope_photo() -> Finished:
    """Year 5 of school 3: measuring the slide with string and squared paper; 1500 x 1125."""
    scene = Picture(1500, 1125, "#cfe0e6", 102)
    canvas = scene.canvas
    props_sky(canvas)
    canvas.drawRect(skia.Rect.MakeLTRB(0, 780, 1500, 1125), props.paint("#c3ad7f"))
    for n in range(160):
        canvas.drawCircle(
            scene.chance.uniform(0, 1500),
            scene.chance.uniform(790, 1125),
            scene.chance.uniform(1, 4),
            props.paint("#a9925f", 160),
        )
    for x in (390, 440):
        canvas.drawLine(x, 300, x - 16, 900, props.pen("#8a3f36", 16))
    for n in range(9):
        canvas.drawLine(388 - n * 1.6, 350 + n * 62, 440 - n * 1.6, 350 + n * 62, props.pen("#8a3f36", 10))
    canvas.drawPath(
        props.shape((430, 300), (520, 300), (1130, 880), (1210, 890), (1210, 925), (1090, 920)), props.paint("#d9a13f")
    )
    canvas.drawPath(props.shape((430, 300), (520, 300), (1130, 880), (1090, 890)), props.paint("#e9bd66"))
    canvas.drawLine(520, 300, 520, 900, props.pen("#b3402f", 5))
    canvas.drawLine(520, 900, 1180, 900, props.pen("#b3402f", 5))
    scene.write("9 steps up", 545, 640, 62, "patrick", RED, "up")
    scene.write("11 steps to the side", 640, 970, 62, "patrick", RED, "side")
    canvas.drawRect(skia.Rect.MakeLTRB(60, 880, 400, 1080), props.paint("#000000", 70, 8))
    canvas.drawRect(skia.Rect.MakeLTRB(50, 866, 390, 1066), props.paint("#fffdf2"))
    scene.write("Group 1:  9 : 11", 70, 924, 44, "patrick", INK, "numbers")
    scene.write("Group 2:  8 : 11", 70, 980, 44, "patrick", INK, "numbers")
    scene.write("we trust ... because", 70, 1036, 40, "patrick", GREEN, "numbers")
    return photo(scene, (0.01, 0.006), 5, 4)


def props_sky(canvas: skia.Canvas) -> None:
    """Sky, hills and a fence."""
    canvas.drawRect(skia.Rect.MakeWH(1500, 800), props.paint("#c9dfe8"))
    for x, y, r in ((200, 780, 260), (640, 820, 330), (1250, 800, 340)):
        canvas.drawCircle(x, y, r, props.paint("#93b089", 255, 10))
    for n in range(16):
        canvas.drawLine(n * 100, 660, n * 100, 800, props.pen("#8f7450", 12))
    for y in (690, 750):
        canvas.drawLine(0, y, 1500, y, props.pen("#a08560", 9))


FOLDERS = {
    "one": (
        (
            103,
            "Pupil 7, school 1",
            "kalam",
            "First version",
            "The swing is good because children like it. It is 3 m.",
            "one thing: what does the swing need around it?",
            "reason",
        ),
        (
            104,
            "Pupil 7, school 1",
            "kalam",
            "Second version",
            "A swing needs 2 m in front and 2 m behind, measured when it swings. With the swing it is 6.4 m. Our corner is 5.1 m so it does not fit. We put it at the wall side, there are 7 m.",
            "",
            "fits",
        ),
    ),
    "two": (
        (
            105,
            "Pupil 3, school 2",
            "gochi",
            "First version",
            "The ramp is fine.",
            "one thing: how did you find out?",
            "fine",
        ),
        (
            106,
            "Pupil 3, school 2",
            "gochi",
            "Second version",
            "I rolled a wheelchair with two bags. It ran away from me. 1 up and 7 along. The book of the road office says 1 and 12. So it is too steep, and we need 5 m more.",
            "",
            "steep",
        ),
    ),
}


def folder_pages(which: str) -> list[Finished]:
    """A first and a second version."""
    return [_version(*page) for page in FOLDERS[which]]


def _version(seed: int, pupil: str, face: str, head: str, words: str, comment: str, name: str) -> Finished:
    sheet = Picture(990, 1300, "#faf7ec", seed)
    sheet.squared(38)
    sheet.write(head, 90, 120, 62, face, "#6a4c7d")
    sheet.write(pupil, 590, 116, 44, face, INK)
    below = sheet.write(words, 96, 230, 50, face, INK, name, 800, 1.2)
    y = max(below + 40, 640)
    sheet.stroke([(160, y + 330), (820, y + 330)], PENCIL, 4)
    if "ramp" in words or "wheelchair" in words:
        sheet.stroke([(180, y + 330), (760, y + (250 if seed == 105 else 282)), (760, y + 330)], RED, 6)
        sheet.write("1 : 7" if seed == 105 else "1 : 12", 470, y + 240, 46, face, RED)
    else:
        sheet.stroke([(400, y + 330), (450, y + 60), (560, y + 60), (610, y + 330)], PENCIL, 5)
        sheet.stroke([(505, y + 60), (505 if seed == 103 else 360, y + 270)], BLUE, 5)
        sheet.arrow(505, y + 380, 210 if seed == 104 else 400, y + 380, GREEN)
        sheet.arrow(505, y + 380, 800 if seed == 104 else 610, y + 380, GREEN)
        sheet.write("6.4 m" if seed == 104 else "3 m", 470, y + 430, 44, face, GREEN)
    if comment:
        sheet.write(comment, 110, 1190, 48, "caveat", RED, "comment", 780)
    return scan(sheet, (0.8, -0.7)[seed % 2])


def road_letter() -> Finished:
    """The letter of the road office."""
    return letter(
        "PINE-29",
        "road-office-letter",
        ("ROAD", "OFFICE"),
        {"Two of us": "found", "The pupils were": "crowd"},
        ("vollkorn", 107, 0.6),
    )


def council_letter() -> Finished:
    """The letter of the council."""
    return letter(
        "PINE-29",
        "decision-letter",
        ("VALLEY", "COUNCIL"),
        {"The council has": "granted", "We were": "convinced"},
        ("lora", 108, -0.7),
    )


def class_photo_slides() -> list[Page]:
    """The shared example of the teacher of school 1."""
    return [
        Page(
            "Photo of where the class is",
            ("Shared example, Year 5, school 1", "The author agreed on 14 January 2026"),
            notes="title",
        ),
        Page(
            "What it is",
            (
                "One photo of the board or table at the end",
                "Pinned at the door before the next lesson",
                "Who missed a day begins there",
            ),
            picture=to_png(plan_figure(), 2.0),
            notes="No faces in the photo.",
        ),
        Page(
            "How to do it",
            table=(
                ("When", "Who", "What"),
                ("last 3 minutes", "two pupils", "choose what matters and take the photo"),
                ("next morning", "teacher", "prints it, or draws it"),
                ("first 3 minutes", "who was there", "explains it to who was not"),
            ),
        ),
        Page(
            "What went wrong",
            (
                "Ten photos: nobody looked. One photo is enough.",
                "The photo of a finished table tells nothing; take it half-way.",
            ),
            notes="From the talk in the study group, 22 April.",
        ),
    ]
