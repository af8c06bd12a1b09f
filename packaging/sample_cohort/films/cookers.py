"""OTTER-51: two solar cookers in the yard. The work is shared out more than thought through together."""

import math
from functools import lru_cache
from pathlib import Path

import props
import seats
import skia
import stage
from dialogue import Beat, Chapter, Say, Timeline, Voice, plan, smooth
from film import H264, Film, Format, render
from people import Person, arms, back, back_arm, legs, person
from props import mix, paint, pen
from soundtrack import Noise, mixed

VOICES = {
    "T": Voice("Teacher", "en-gb+f3", 44, 170, "#ffd9a0"),
    "P": Voice("Pupil P", "en-us+m3", 76, 180, "#a9cdf5"),
    "Q": Voice("Pupil Q", "en-gb+f4", 80, 172, "#a8e0c8"),
    "R": Voice("Pupil R", "en-029+f2", 84, 164, "#f3e39a"),
    "S": Voice("Pupil S", "en-gb-scotland+f5", 80, 172, "#f4b9c8"),
}
FORM = Format(854, 480, 12, H264)
BOARD = (520.0, 40.0, 860.0, 236.0)
TOP = 446.0
WHITE = "#dfe6ea"
CAST = {
    "P": Person("P", 250, 372, "#a06d48", "#1a1410", "short", WHITE, 1.0, "#5d8fb0"),
    "Q": Person("Q", 478, 336, "#b07d56", "#4d6d8a", "scarf", WHITE, 0.95, "#5d8fb0"),
    "R": Person("R", 930, 376, "#8e5c3b", "#15110e", "bob", WHITE, 0.96, "#5d8fb0"),
    "S": Person("S", 160, 566, "#9a6844", "#1b1512", "long", WHITE, 1.2, "#5d8fb0"),
    "T": Person("T", 1086, 292, "#a8764f", "#7d3d4b", "scarf", "#3f6b62", 1.06, "#d9c8a8"),
}
SCRIPT = [
    Chapter("Two cookers, shared work"),
    Say("T", "One hour of sun. Which cooker heats better, and why?", gap=0.6),
    Say("P", "You hold the mirror, you write, and I read the thermometer.", "divide"),
    Say("Q", "All right, I write.", "divide"),
    Say("R", "And what do I do?", "divide"),
    Say("P", "You paint the second pot. Black.", "divide", 0.7),
    Say("P", "Box, sixty-two degrees.", "numbers", 0.3),
    Say("Q", "Written.", "numbers", 0.6),
    Say("P", "Cone, fifty-six.", "numbers", 0.3),
    Say("Q", "Written.", "numbers", 0.6),
    Say("T", "Why is the box hotter than the cone?", "reason", 1.0),
    Say("P", "Because of the glass. The light gets in, and the heat cannot get out.", "reason"),
    Say("T", "Do you all agree?", "reason", 0.8),
    Say("Q", "Yes.", "reason", 0.8),
    Chapter("What Pupil R saw"),
    Say("R", "There is a shadow in the cone.", "shadow", 0.3),
    Say("P", "Not now. Sixty-six.", "shadow", 0.3),
    Say(
        "T",
        "Wait. Pupil R has seen something. Come and show us.",
        "shadow",
        0.3,
        "Wait. Pupil ar has seen something. Come and show us.",
    ),
    Beat("walk", 1.8, "shadow"),
    Say(
        "R", "Here. The pot's own shadow lies on the foil. If we turn it to the sun, the shadow is gone.", "shadow", 0.3
    ),
    Say("T", "Then turn it, and tell us what to watch.", "turn", 0.3),
    Beat("turning", 2.6, "turn"),
    Say("S", "It's going up! Fifty-eight. Sixty. Sixty-three!", "turn", 0.4),
    Say("R", "Seven degrees, only from turning.", "turn", 0.6),
    Say("T", "A new row for the shared table. Who asks the next question?", "turn"),
]


@lru_cache
def timeline() -> Timeline:
    """When everything happens."""
    return plan(SCRIPT, VOICES)


def shots(line: Timeline) -> list[stage.Shot]:
    """The moves of the camera."""
    cue = {name: start for name, (start, _) in line.cues.items()}
    return [
        stage.Shot(0, 640, 360, 1.0),
        stage.Shot(cue["divide"], 480, 380, 1.3, 2.5),
        stage.Shot(cue["numbers"] - 0.3, 560, 350, 1.4, 2.0),
        stage.Shot(cue["reason"], 640, 350, 1.12, 2.2),
        stage.Shot(cue["shadow"], 800, 390, 1.35, 2.0),
        stage.Shot(line.beats["walk"][0], 760, 420, 1.75, 2.0),
        stage.Shot(cue["turn"] + 6.5, 640, 360, 1.05, 2.6),
    ]


def draw(canvas: skia.Canvas, t: float) -> None:
    """One frame."""
    line = timeline()
    stage.aim(canvas, shots(line), t, (FORM.width, FORM.height))
    stage.outdoors(canvas, t)
    stage.building(canvas, 40, 316, 360, 110)
    stage.easel(canvas, BOARD)
    _board(canvas, line, t)
    legs(canvas, CAST["T"], 640, "#33463f")
    for who in "TPQR":
        person(canvas, CAST[who], _pose(line, who, t))
        if who == "T":
            arms(canvas, CAST[who], _pose(line, who, t))
    stage.desk(canvas, TOP, wood="#b58d63")
    _box_cooker(canvas, line, t)
    _cone_cooker(canvas, line, t)
    for who in "PQR":
        arms(canvas, CAST[who], _pose(line, who, t))
    back(canvas, CAST["S"], _pose(line, "S", t))
    back_arm(canvas, CAST["S"], (352.0, 512.0), 1)


def _pose(line: Timeline, who: str, t: float) -> seats.Pose:
    busy = 0 < line.part(t, "turning") < 1
    focus = (790.0, 420.0) if t > line.cues["shadow"][0] else (420.0, 450.0)
    left, right = seats.rest(CAST[who], t, seats.speaking(line, who, t))
    if who == "R" and t > line.beats["walk"][0]:
        left = (838.0 - 26 * line.part(t, "turning"), 414.0 - 12 * math.sin(line.part(t, "turning") * math.pi))
    elif who == "R" and line.cues["divide"][1] < t < line.cues["shadow"][0]:
        right = (960.0 + 12 * props.wave(t, 0.8), 462.0 + 6 * props.wave(t, 0.5))
    elif who == "Q":
        right = (532.0 + 4 * props.wave(t, 0.4), 474.0)
    elif who == "P":
        right = (348.0, 430.0)
    elif who == "T":
        left, right = (
            (1030.0, 430.0),
            (1140.0, 410.0 + (14 * props.wave(t, 1.2) if seats.speaking(line, "T", t) else 0)),
        )
    return seats.pose(line, CAST[who], t, seats.look(line, CAST, who, t, focus, busy), (left, right))


def temperature(line: Timeline, t: float) -> tuple[int, int]:
    """What the two thermometers show: box and cone."""
    box = 62 + round(
        4 * smooth((t - line.cues["numbers"][0]) / max(1.0, line.cues["shadow"][0] + 2 - line.cues["numbers"][0]))
    )
    return box, 56 + round(7 * smooth(line.since(t, "turning") / 5.0))


def _box_cooker(canvas: skia.Canvas, line: Timeline, t: float) -> None:
    """A cardboard box, black inside, with a pane of glass and a flap of foil."""
    canvas.drawOval(skia.Rect.MakeLTRB(360, 500, 610, 530), paint("#000000", 45, 8))
    flap = props.shape((394, 404), (562, 404), (576, 366), (380, 366))
    canvas.drawPath(flap, paint("#dfe5e8"))
    for n in range(5):
        canvas.drawLine(
            412 + n * 32, 400, 406 + n * 35, 371, pen("#ffffff", 3, 130 + round(60 * props.wave(t + n, 1.9)))
        )
    canvas.drawPath(props.shape((382, 404), (574, 404), (586, 514), (370, 514)), paint("#b98d58"))
    canvas.drawPath(props.shape((396, 412), (560, 412), (568, 462), (388, 462)), paint("#26231f"))
    canvas.drawOval(skia.Rect.MakeLTRB(440, 420, 516, 458), paint("#0f0e0d"))
    canvas.drawOval(skia.Rect.MakeLTRB(446, 416, 510, 440), paint("#34302b"))
    canvas.drawPath(props.shape((396, 412), (560, 412), (568, 462), (388, 462)), paint("#cfe6ee", 58))
    canvas.drawLine(410, 416, 470, 458, pen("#ffffff", 4, 110))
    stage.chalk_words(canvas, "BOX", 478, 496, 24, 1, "#5a3d1d", middle=True)
    _thermometer(canvas, 602, 470, temperature(line, t)[0])


def _cone_cooker(canvas: skia.Canvas, line: Timeline, t: float) -> None:
    """A cone of foil round a pot; its shadow goes when it is turned."""
    turn = smooth(line.part(t, "turning"))
    canvas.drawOval(skia.Rect.MakeLTRB(694, 500, 880, 530), paint("#000000", 45, 8))
    canvas.save()
    canvas.translate(786, 506)
    canvas.rotate(16 - 26 * turn)
    canvas.drawPath(props.shape((-112, -138), (112, -138), (26, 0), (-26, 0)), paint("#cdd6da"))
    for n in range(9):
        x = -100 + n * 25
        canvas.drawPath(
            props.shape((x, -138), (x + 11, -138), (x * 0.24 + 2, 0), (x * 0.24, 0)),
            paint("#ffffff", 90 + round(50 * props.wave(t + n * 0.7, 2.3))),
        )
    canvas.drawOval(skia.Rect.MakeLTRB(-112, -158, 112, -118), paint("#e9eef0"))
    canvas.drawOval(skia.Rect.MakeLTRB(-98, -153, 98, -123), paint(mix("#b9c3c8", "#f4efd2", turn)))
    canvas.drawPath(
        props.shape((10, -134), (86, -146), (92, -128), (16, -122)), paint("#4a4f52", round(200 * (1 - turn)))
    )
    canvas.drawOval(skia.Rect.MakeLTRB(-30, -160, 30, -124), paint("#171514"))
    canvas.drawOval(skia.Rect.MakeLTRB(-26, -164, 26, -148), paint("#3a3531"))
    canvas.restore()
    stage.chalk_words(canvas, "CONE", 786, 528, 22, 1, "#5a3d1d", middle=True)
    _thermometer(canvas, 884, 476, temperature(line, t)[1])


def _thermometer(canvas: skia.Canvas, x: float, y: float, value: int) -> None:
    canvas.drawRoundRect(skia.Rect.MakeXYWH(x - 4, y - 30, 60, 34), 6, 6, paint("#2b2f33"))
    canvas.drawRoundRect(skia.Rect.MakeXYWH(x, y - 26, 52, 26), 3, 3, paint("#c9d8b8"))
    font = skia.Font(stage.skia_face("figtree", 600), 20)
    words = f"{value}°"
    canvas.drawString(words, x + 26 - font.measureText(words) / 2, y - 6, font, paint("#20261a"))


def _board(canvas: skia.Canvas, line: Timeline, t: float) -> None:
    left, top = BOARD[0] + 16, BOARD[1]
    stage.chalk_words(canvas, "Solar cooker, version 2", left, top + 34, 27, 1, "#f2d57e")
    rows = (
        ("box", "24  41  55", "62  66", line.cues["numbers"][0] + 2, line.cues["shadow"][0] + 3),
        ("cone", "24  38  50", "56", line.cues["numbers"][0] + 5, line.cues["numbers"][0] + 5),
    )
    for n, (name, before, after, when, late) in enumerate(rows):
        stage.chalk_words(canvas, name, left + 4, top + 76 + n * 32, 24, 1)
        stage.chalk_words(canvas, before, left + 74, top + 76 + n * 32, 24, 1)
        stage.chalk_words(
            canvas, after, left + 206, top + 76 + n * 32, 24, (t - when) / max(1.0, late - when + 1.0), "#f2d57e"
        )
    stage.chalk_words(
        canvas, "glass keeps heat in", left + 4, top + 146, 23, (t - line.cues["reason"][0] - 6.5) / 1.6, "#a9d8e6"
    )
    stage.chalk_words(
        canvas, "turned: 63!", left + 4, top + 178, 25, (t - line.beats["turning"][1] - 2.6) / 1.0, "#e7a7a0"
    )


def noises(line: Timeline) -> list[Noise]:
    """Pencil and foil."""
    return [Noise("tick", line.beats["turning"][0] + 0.2 * n, 0.05, 0.05) for n in range(10)] + [
        Noise("knock", line.beats["walk"][0] + 0.6 * n, 0.12, 0.08) for n in range(3)
    ]


def make(target: Path) -> None:
    """Render the film."""
    line = timeline()
    render(
        target, Film("Solar cookers, second version", line, mixed(line, noises(line), room=0.006, seed=9), draw, FORM)
    )
