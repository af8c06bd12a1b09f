"""LARK-12: seed boxes. The picture is good; the speech is far too faint to follow, and there are no captions."""

from functools import lru_cache
from pathlib import Path

import props
import seats
import skia
import stage
from dialogue import Beat, Chapter, Say, Timeline, Voice, plan, smooth
from film import H264, Film, Format, render
from people import Person, arms, back, back_arm, legs, person
from props import paint, pen
from soundtrack import Noise, mixed

VOICES = {
    who: Voice(f"Pupil {who}", variant, pitch, 160, "#ffffff")
    for who, variant, pitch in (
        ("V", "en-gb+f4", 78),
        ("W", "en-us+m3", 76),
        ("X", "en-029+f2", 80),
        ("Y", "en-gb+f5", 82),
        ("T", "en-gb-scotland+m3", 40),
    )
}
FORM = Format(640, 480, 12, H264)
BOARD = (420.0, 60.0, 860.0, 288.0)
TOP = 438.0
RED = "#8a3f4a"
CAST = {
    "V": Person("V", 330, 366, "#8f5f3f", "#1a1310", "braids", RED, 1.0),
    "W": Person("W", 640, 352, "#7b4e34", "#16110e", "flat", RED, 0.95),
    "X": Person("X", 950, 366, "#6a432c", "#15100d", "curly", RED, 0.98),
    "Y": Person("Y", 1070, 572, "#81543a", "#17110d", "puffs", RED, 1.2),
    "T": Person("T", 170, 288, "#8a5c3f", "#2a211c", "short", "#4f6550", 1.06, "#e9dcc3"),
}
SCRIPT = [
    Chapter("Counting seedlings"),
    Say("T", "Which soil is best for beans, and how sure are you?"),
    Beat("count", 3.0, "counting"),
    Say("V", "Eleven of twelve in the compost box. Seven of twelve in the sand.", "counting"),
    Say("W", "But my box was at the window. Perhaps it is the light and not the soil.", "argue"),
    Say("X", "Then look at the other group. Theirs was in the corner and they have ten.", "argue"),
    Beat("measure", 3.0, "argue"),
    Say("Y", "The heights are more spread out in the sand. Shall we draw every seedling as a dot?", "argue"),
    Chapter("Every seedling a dot"),
    Beat("dots", 5.0, "dots"),
    Say("V", "The middles are different, but the dots overlap.", "dots"),
    Say("W", "So one plant alone tells you nothing.", "dots"),
    Say("T", "What would make you more sure?", "dots", 0.8),
    Say("X", "Change places of the boxes every day, and sow again.", "dots"),
]
HEIGHTS = ((62, 71, 75, 78, 80, 84, 85, 88, 90, 94, 97), (21, 34, 48, 55, 63, 70, 79))


@lru_cache
def timeline() -> Timeline:
    """When everything happens."""
    line = plan(SCRIPT, VOICES)
    line.captions = False
    return line


def shots(line: Timeline) -> list[stage.Shot]:
    """The moves of the camera: it stays far away, which is half of the trouble."""
    return [
        stage.Shot(0, 640, 380, 0.92),
        stage.Shot(line.beats["measure"][0], 640, 400, 1.15, 3.0),
        stage.Shot(line.beats["dots"][0], 640, 300, 1.35, 2.4),
        stage.Shot(line.beats["dots"][1] + 5, 640, 380, 0.95, 3.0),
    ]


def draw(canvas: skia.Canvas, t: float) -> None:
    """One frame."""
    line = timeline()
    canvas.clear(stage.colour("#cdbfae"))
    stage.aim(canvas, shots(line), t, (FORM.width, FORM.height))
    stage.wall(canvas, "#e6d9cf", "#c7b09f", "#8d7157")
    stage.window(canvas, 130, 70, t)
    stage.board(canvas, BOARD, "#3b4a3c")
    _board(canvas, line, t)
    stage.clock(canvas, 950, 96, t, 38.0)
    stage.notice(canvas, 1040, 70, 0)
    stage.notice(canvas, 1050, 170, 1)
    legs(canvas, CAST["T"], 640, "#463f38")
    for who in "TVWX":
        person(canvas, CAST[who], _pose(line, who, t))
    arms(canvas, CAST["T"], _pose(line, "T", t))
    stage.desk(canvas, TOP, wood="#aa7c50")
    for x, soil, heights in ((300.0, "#4a3524", HEIGHTS[0]), (700.0, "#cbb07c", HEIGHTS[1])):
        seed_box(canvas, x, 500, soil, heights, t)
    _ruler(canvas, line, t)
    for who in "VWX":
        arms(canvas, CAST[who], _pose(line, who, t))
    back(canvas, CAST["Y"], _pose(line, "Y", t))
    back_arm(canvas, CAST["Y"], (912.0, 490.0), -1)


def _pose(line: Timeline, who: str, t: float) -> seats.Pose:
    counting = 0 < line.part(t, "count") < 1
    left, right = seats.rest(CAST[who], t, seats.speaking(line, who, t))
    if who == "V" and counting:
        right = (330 + 230 * line.part(t, "count"), 448 + 5 * props.wave(t, 0.5))
    if who == "W" and line.since(t, "measure") > 0 and line.since(t, "measure") < 9:
        right = (_ruler_at(line, t), 420.0)
    return seats.pose(line, CAST[who], t, seats.look(line, CAST, who, t, (560.0, 470.0), counting), (left, right))


def seed_box(canvas: skia.Canvas, x: float, y: float, soil: str, heights: tuple[int, ...], t: float) -> None:
    """A flat box of soil with seedlings that move a little in the draught."""
    wide = 280.0
    canvas.drawOval(skia.Rect.MakeLTRB(x - 16, y + 14, x + wide + 24, y + 40), paint("#000000", 50, 7))
    canvas.drawPath(props.shape((x, y - 34), (x + wide, y - 34), (x + wide + 12, y + 2), (x - 12, y + 2)), paint(soil))
    chance = props.random.Random(soil)
    for _ in range(110):
        canvas.drawCircle(
            x + chance.uniform(0, wide),
            y - 32 + chance.uniform(0, 31),
            chance.uniform(0.9, 2.3),
            paint(props.mix(soil, chance.choice(("#000000", "#ffffff")), 0.2)),
        )
    for n, height in enumerate(chance.sample(heights, len(heights))):
        root = (x + 18 + n * (wide - 36) / 11, y - 14 - (n % 3) * 5)
        sway = 2.5 * props.wave(t + n, 2.9)
        top = (root[0] + sway, root[1] - height * 0.85)
        canvas.drawLine(*root, *top, pen("#6f9a4c", 3.4))
        for side in (-1, 1):
            canvas.drawOval(
                skia.Rect.MakeLTRB(top[0] + min(0, side * 15), top[1] - 5, top[0] + max(0, side * 15), top[1] + 5),
                paint("#7fae55" if side > 0 else "#6f9f49"),
            )
    canvas.drawPath(
        props.shape((x - 12, y + 2), (x + wide + 12, y + 2), (x + wide + 8, y + 30), (x - 8, y + 30)), paint("#8d623b")
    )


def _ruler_at(line: Timeline, t: float) -> float:
    return 560 + 150 * smooth(line.since(t, "measure") / 4.0)


def _ruler(canvas: skia.Canvas, line: Timeline, t: float) -> None:
    if not 0 < line.since(t, "measure") < 9:
        return
    x = _ruler_at(line, t)
    canvas.drawRect(skia.Rect.MakeXYWH(x, 392, 14, 96), paint("#e9cf87"))
    for n in range(12):
        canvas.drawLine(x, 486 - n * 8, x + (9 if n % 5 == 0 else 5), 486 - n * 8, pen("#5a4522", 1.4))


def _board(canvas: skia.Canvas, line: Timeline, t: float) -> None:
    left, top = BOARD[0] + 20, BOARD[1]
    stage.chalk_words(canvas, "Which soil, and how sure?", left, top + 38, 30, 1, "#f2d57e")
    stage.chalk_words(canvas, "compost 11 of 12", left, top + 74, 23, (t - line.beats["count"][1]) / 2)
    stage.chalk_words(canvas, "sand 7 of 12", left + 220, top + 74, 23, (t - line.beats["count"][1] - 2.5) / 2)
    stage.chalk_path(canvas, [(left, 262), (left + 392, 262)], (t - line.beats["measure"][1]) / 1.5)
    for place in range(5):
        stage.chalk_words(
            canvas, str(20 + place * 20), left + place * 92, 282, 17, (t - line.beats["measure"][1] - 1) / 0.5
        )
    for row, heights in enumerate(HEIGHTS):
        ink = "#9fd08a" if row == 0 else "#f2d57e"
        for n, height in enumerate(heights):
            when = line.beats["dots"][0] + (n + row * 11) * 0.26
            canvas.drawCircle(
                left + (height - 20) * 4.6,
                200 + row * 40 + (n % 2) * 9,
                5.4 * smooth((t - when) / 0.3),
                paint(ink, 235),
            )


def noises(line: Timeline) -> list[Noise]:
    """Fans, chairs and rain on a tin roof: louder than anybody who speaks."""
    made = [Noise("pour", 0.0, line.length, 0.02)]
    return made + [Noise("knock", 2.0 + 5.3 * n, 0.14, 0.05) for n in range(int(line.length / 5.3))]


def make(target: Path) -> None:
    """Render the film with the speech of a room heard from the far corner."""
    line = timeline()
    render(
        target,
        Film(
            "Soil, seeds and statistics", line, mixed(line, noises(line), speech=0.006, room=0.02, seed=10), draw, FORM
        ),
    )
