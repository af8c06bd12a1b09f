"""FERN-08: a paper bridge that sags. Flat sheet, folded sheet, a load counter and a curve on the board."""

import math
from functools import lru_cache
from pathlib import Path

import props
import seats
import skia
import stage
from dialogue import Beat, Chapter, Say, Timeline, Voice, plan, smooth
from film import VP9, Film, Format, render
from people import Person, arms, back, back_arm, legs, person
from props import paint
from soundtrack import Noise, mixed

from films.bridge_deck import FILLS, SAGS, books, bridge, ruler, sag_of, washers

VOICES = {
    "T": Voice("Teacher", "en-gb+m3", 40, 168, "#ffd9a0"),
    "C": Voice("Pupil C", "en-gb+f2", 82, 176, "#a8e0c8"),
    "E": Voice("Pupil E", "en-029+m7", 80, 176, "#a9cdf5"),
    "H": Voice("Pupil H", "en-us+f4", 78, 174, "#f4b9c8"),
    "J": Voice("Pupil J", "en-gb-scotland+f5", 86, 166, "#f3e39a"),
}
FORM = Format(854, 480, 12, VP9)
BOARD = (300.0, 40.0, 800.0, 284.0)
TOP = 432.0
TUNIC = "#35608f"
CAST = {
    "C": Person("C", 286, 362, "#6d452e", "#18110d", "puffs", TUNIC, 1.0),
    "E": Person("E", 640, 330, "#56361f", "#130f0c", "curly", TUNIC, 0.94),
    "H": Person("H", 960, 362, "#835539", "#9b3f5c", "scarf", TUNIC, 0.98),
    "J": Person("J", 1124, 560, "#70482f", "#17110d", "bob", TUNIC, 1.22),
    "T": Person("T", 140, 280, "#64402a", "#191310", "short", "#b0763a", 1.08, "#f4ead8"),
}
SCRIPT = [
    Chapter("What will happen?"),
    Say("T", "This bridge is one sheet of paper. Where will it bend, and why?", "ideas", 0.6),
    Say("C", "In the middle, because the middle is far from the books.", "ideas"),
    Say("E", "I wrote that paper is weak. But yesterday a rolled paper held a stone.", "ideas"),
    Say("H", "Then it isn't the paper. It's the shape!", "ideas", 0.5),
    Say(
        "T",
        "Three ideas. Pupil J, which one would you test first?",
        "open",
        1.6,
        "Three ideas. Pupil jay, which one would you test first?",
    ),
    Say("J", "The shape. Same paper, other shape.", "open", 0.6),
    Chapter("The flat sheet"),
    Beat("one washer", 2.0, "flat"),
    Say("J", "Thirty-four millimetres, with one washer!", "flat", 0.3),
    Beat("falls", 1.6, "flat"),
    Say("H", "It's down! Look, the top side has wrinkles. It got shorter.", "flat", 0.3),
    Say("T", "And the lower side? Take your time.", "wait"),
    Beat("thinking", 2.6, "wait"),
    Say("C", "Stretched. I can feel it with my finger.", "wait", 0.5),
    Chapter("The folded sheet"),
    Beat("fold", 2.0),
    Say("T", "Stop for a moment. Two groups only count washers. What do we need to say why?", "change", 0.9),
    Say("E", "The sag! Not only when it falls.", "change", 0.3),
    Say("T", "Good. Every five washers, one reading. And the ruler goes round.", "change", 0.3),
    Beat("to five", 1.6, "curve"),
    Say("J", "Two millimetres at five.", "curve", 0.2),
    Beat("to ten", 1.4, "curve"),
    Say("J", "Five at ten.", "curve", 0.2),
    Beat("to fifteen", 1.4, "curve"),
    Say("C", "Nine at fifteen.", "curve", 0.2),
    Beat("to twenty", 1.4, "curve"),
    Say("C", "Fifteen at twenty! The line bends up. I thought it would be straight.", "curve", 0.4),
    Say("T", "A mistake worth keeping. Why is it not straight?", "why", 1.4),
    Say("H", "The folds open. They get flat, and then it's a flat sheet again.", "why", 0.3),
    Beat("collapse", 2.2, "why"),
    Chapter("What would you change?"),
    Say("E", "Higher folds. Or glue a strip below, so they can't open.", "next"),
    Say("C", "Pupil H hasn't had the ruler yet.", "next", 0.3, "Pupil aitch hasn't had the ruler yet."),
    Say("H", "Thanks! I'll measure the high folds.", "next", 0.6),
    Say("T", "Now write your second explanation. Start with: I used to think.", "write", 0.3),
]


@lru_cache
def timeline() -> Timeline:
    """When everything happens."""
    return plan(SCRIPT, VOICES)


def shots(line: Timeline) -> list[stage.Shot]:
    """The moves of the camera."""
    at = {name: start for name, (start, _) in line.beats.items()}
    cue = {name: start for name, (start, _) in line.cues.items()}
    return [
        stage.Shot(0, 640, 360, 1.0),
        stage.Shot(cue["ideas"] + 4, 620, 350, 1.18, 3.0),
        stage.Shot(cue["open"] + 1, 700, 380, 1.1, 2.5),
        stage.Shot(at["one washer"] - 0.5, 640, 400, 1.9, 1.6),
        stage.Shot(cue["wait"] - 0.3, 600, 370, 1.25, 2.0),
        stage.Shot(at["fold"] - 0.2, 640, 400, 1.7, 1.4),
        stage.Shot(cue["change"], 560, 350, 1.1, 2.0),
        stage.Shot(at["to five"] - 0.4, 632, 372, 1.6, 1.8),
        stage.Shot(at["to twenty"], 620, 320, 1.45, 2.0),
        stage.Shot(cue["why"], 700, 370, 1.3, 2.0),
        stage.Shot(at["collapse"] - 0.4, 640, 400, 1.8, 1.2),
        stage.Shot(at["collapse"] + 2.2, 640, 360, 1.06, 2.4),
    ]


def draw(canvas: skia.Canvas, t: float) -> None:
    """One frame."""
    line = timeline()
    stage.aim(canvas, shots(line), t, (FORM.width, FORM.height))
    stage.wall(canvas, "#d5ded6", "#a9bdb2", "#a58a68")
    stage.window(canvas, 1010, 74, t)
    stage.board(canvas, BOARD, "#2f4a4d")
    _board(canvas, line, t)
    stage.clock(canvas, 886, 90, t, 17.0)
    for number, (x, y) in enumerate(((846, 160), (30, 40), (170, 30), (40, 140))):
        stage.notice(canvas, x, y, number)
    legs(canvas, CAST["T"], 640, "#4b4438")
    for who in "TECH":
        body = CAST[who]
        person(canvas, body, _pose(line, who, t))
        if who in "TE":
            arms(canvas, body, _pose(line, who, t))
    stage.desk(canvas, TOP, wood="#b9875a")
    ruler(canvas)
    books(canvas)
    bridge(canvas, line, t)
    for who in "CH":
        arms(canvas, CAST[who], _pose(line, who, t))
    back(canvas, CAST["J"], _pose(line, "J", t))
    back_arm(
        canvas,
        CAST["J"],
        (868.0, 452.0 + 4 * props.wave(t, 2.3)) if line.since(t, "to fifteen") < 0 else (980.0, 520.0),
        -1,
    )


def _pose(line: Timeline, who: str, t: float) -> seats.Pose:
    busy = any(0 < line.part(t, beat) < 1 for beat in line.beats if beat != "thinking")
    eyes = seats.look(line, CAST, who, t, (636.0, 400.0), busy)
    return seats.pose(line, CAST[who], t, eyes, _hands(line, who, t))


def _hands(line: Timeline, who: str, t: float) -> tuple[seats.Point | None, seats.Point | None]:
    left, right = seats.rest(CAST[who], t, seats.speaking(line, who, t))
    if who == "E":
        hand = _loading(line, t)
        return ((560.0, 412.0), hand or (720.0, 412.0))
    if who == "C" and line.since(t, "thinking") > 0 and t < line.cues["wait"][1]:
        return left, (540.0, 408.0 + 4 * props.wave(t, 1.1))
    if who == "C" and line.since(t, "to fifteen") > 0 and t < line.cues["why"][0]:
        return left, (432.0, 430.0)
    if who == "H" and t > line.cues["next"][0] + 5.5:
        return (850.0, 440.0), right
    if who == "T":
        return (CAST["T"].x - 46, 410.0), (
            CAST["T"].x + (88 if seats.speaking(line, "T", t) else 50),
            372.0 + 8 * props.wave(t, 1.9),
        )
    return left, right


def _loading(line: Timeline, t: float) -> seats.Point | None:
    """The hand of Pupil E while it sets down washers."""
    for beat in ("one washer", "falls", "to five", "to ten", "to fifteen", "to twenty", "collapse"):
        share = line.part(t, beat)
        if 0 < share < 0.95:
            drop = math.sin(share * math.pi * (5 if beat.startswith("to") else 1))
            return 650.0, 338.0 + 26 * abs(drop) + sag_of(line, t) * 1.6
    if 0 < line.part(t, "fold") < 1:
        return 690.0, 352.0
    return None


# -- the board --


def _board(canvas: skia.Canvas, line: Timeline, t: float) -> None:
    left, top = BOARD[0] + 22, BOARD[1]
    stage.chalk_words(canvas, "Why does the bridge sag?", left, top + 38, 30, 1, "#f2d57e")
    start = line.cues["ideas"][0]
    for n, (words, after) in enumerate((("far from the books", 8.0), ("paper is weak?", 12.5), ("the SHAPE?", 15.5))):
        stage.chalk_words(canvas, words, left + 8, top + 72 + n * 27, 22, (t - start - after) / 1.6)
    flat = line.cues["flat"][0]
    stage.chalk_words(canvas, "flat: 34 mm, 2 washers", left + 8, top + 160, 22, (t - flat - 4) / 1.8)
    stage.chalk_words(
        canvas, "top shorter, below longer", left + 8, top + 188, 20, (t - line.cues["wait"][1] + 0.8) / 1.8, "#a9d8e6"
    )
    stage.chalk_words(canvas, "folds open!", left + 8, top + 218, 24, (t - line.cues["why"][0] - 6.5) / 1.0, "#e7a7a0")
    _counter(canvas, line, t)
    _graph(canvas, line, t)


def _counter(canvas: skia.Canvas, line: Timeline, t: float) -> None:
    """The load counter: a flip board beside the graph."""
    if line.since(t, "one washer") < 0:
        return
    x, y = 716.0, 52.0
    canvas.drawRoundRect(skia.Rect.MakeXYWH(x, y, 76, 62), 6, 6, paint("#20242a"))
    canvas.drawRect(skia.Rect.MakeXYWH(x, y + 29, 76, 2), paint("#000000", 120))
    font = skia.Font(stage.skia_face("figtree", 600), 34)
    words = str(washers(line, t))
    canvas.drawString(words, x + 38 - font.measureText(words) / 2, y + 41, font, paint("#f6e7b0"))
    small = skia.Font(stage.skia_face("figtree", 400), 11)
    canvas.drawString("washers", x + 38 - small.measureText("washers") / 2, y + 56, small, paint("#c9c2a8"))


def _graph(canvas: skia.Canvas, line: Timeline, t: float) -> None:
    """Sag against load, one point after each reading."""
    x0, y0 = 576.0, 258.0
    began = line.cues["change"][1] - 3.4
    stage.chalk_path(canvas, [(x0, 128), (x0, y0), (x0 + 200, y0)], (t - began) / 1.6)
    stage.chalk_words(canvas, "sag mm", x0 - 4, 122, 18, (t - began - 0.8) / 0.8)
    stage.chalk_words(canvas, "washers", x0 + 134, y0 + 20, 17, (t - began - 1.2) / 0.8)
    points = [(x0, y0)]
    for beat, _low, high in FILLS:
        sag = dict(SAGS)[high]
        point = (x0 + high * 8.6, y0 - sag * 7.6)
        since = t - line.beats[beat][1] - 0.5
        if since > 0:
            stage.chalk_path(canvas, [points[-1], point], since / 0.7, "#f2d57e", 2.6)
            canvas.drawCircle(*point, 5 * smooth(since / 0.4), paint("#f3efe2"))
            points.append(point)
    straight = line.cues["curve"][1] - 2.2
    stage.chalk_path(canvas, [(x0, y0), (x0 + 190, y0 - 84)], (t - straight) / 1.2, "#a9d8e6", 2.0)


def noises(line: Timeline) -> list[Noise]:
    """Washers that click, books that knock."""
    made = [
        Noise("tick", line.beats["one washer"][0] + 1.0, 0.06, 0.14),
        Noise("knock", line.beats["falls"][0] + 0.7, 0.14, 0.24),
    ]
    for beat, low, high in FILLS:
        start, end = line.beats[beat]
        made += [Noise("tick", start + (end - start) * (n + 1) / (high - low), 0.06, 0.11) for n in range(high - low)]
    made += [Noise("tick", line.beats["collapse"][0] + 0.4 * n, 0.06, 0.11) for n in (1, 2, 3)]
    made += [Noise("knock", line.beats["collapse"][0] + 1.6 + 0.11 * n, 0.14, 0.2) for n in range(4)]
    return made


def make(target: Path) -> None:
    """Render the film."""
    line = timeline()
    render(target, Film("Why does the bridge sag?", line, mixed(line, noises(line), seed=8), draw, FORM))
