"""KITE-37: lesson 4. Table two tests two orders of layers; one continuous shot, the camera moves."""

import math
from functools import lru_cache
from pathlib import Path

import skia

import props
import stage
from film import H264, Beat, Chapter, Format, Noise, Say, Timeline, Voice, mixed, plan, render, smooth
from people import Person, Pose, arms, back, back_arm, legs, person
from props import paint, pen

VOICES = {
    "T": Voice("Teacher", "en-gb-x-rp+f2", 42, 170, "#ffd9a0"),
    "A": Voice("Pupil A", "en-gb+f4", 74, 180, "#a8e0c8"),
    "B": Voice("Pupil B", "en-029+m3", 78, 178, "#a9cdf5"),
    "C": Voice("Pupil C", "en-gb-scotland+f3", 80, 182, "#f4b9c8"),
    "D": Voice("Pupil D", "en-us+m7", 72, 178, "#d9c6f2"),
    "F": Voice("Pupil F", "en-gb+f5", 84, 164, "#f3e39a"),
}
FORM = Format(854, 480, 12, H264)
BOARD = (356.0, 44.0, 872.0, 300.0)
TOP = 430.0
SPOT = 600.0            # where the filter stands
UNIFORM = "#3e7d63"
CAST = {
    "A": Person("A", 330, 362, "#7a4d33", "#1c1512", "bun", UNIFORM, 1.0),
    "B": Person("B", 770, 360, "#5f3b27", "#15110f", "short", UNIFORM, 1.02),
    "C": Person("C", 930, 364, "#8d5c3c", "#20160f", "bob", UNIFORM, 0.98),
    "D": Person("D", 168, 556, "#6b432d", "#17110d", "short", UNIFORM, 1.24),
    "F": Person("F", 1120, 560, "#7d5036", "#1a1310", "braids", UNIFORM, 1.22),
    "T": Person("T", 1096, 286, "#8a5a3d", "#2a1d17", "bun", "#7c4a5d", 1.06, "#efe3d3"),
}
SCRIPT = [
    Chapter("The rule, and a prediction"),
    Say("T", "Before we pour: who says the rule today?", gap=0.7),
    Say("D", "Nobody drinks it. Clear is not the same as safe. Germs are smaller than the gaps.", "safe", 0.6),
    Say("T", "Thank you. Table two, which order do you predict?"),
    Say("A", "Sand on top, then gravel, then charcoal. Sand gave the clearest water last week."),
    Say("B", "Why should the sand be on top? It is the slowest layer.", "why"),
    Say("C", "Because it catches the mud first. Then the rest stays clean.", "why"),
    Say("A", "But if it catches everything, won't it be full very soon?", "why", 0.5),
    Say("D", "No. Sand soaks the dirt up.", gap=0.5),
    Say("T", "Keep both ideas on the board. Now test them."),
    Chapter("First test: sand on top"),
    Beat("pour one", 2.8),
    Beat("drip one", 1.8),
    Say("A", "Stop! The cross is gone. Twenty-seven centimetres."),
    Say("C", "Group three has twenty-five. So we win!", "close"),
    Say("B", "That is two centimetres. That is too close to call. Read it again.", "close", 0.5),
    Say("T", "Pupil F, you have the glass.", "quiet", 0.2, "Pupil eff, you have the glass."),
    Beat("waiting", 3.2, "quiet"),
    Say("F", "My reading is not the same. I get twenty-six. And now twenty-eight.", "quiet", 0.5),
    Say("B", "So the mean is twenty-seven, and the range is two.", "quiet", 0.5),
    Say("D", "And it has stopped! Eleven minutes, and the can is not full."),
    Chapter("Where is the mud?"),
    Say("T", "Where is the mud now? How can you find out without emptying the bottle?", gap=0.6),
    Beat("lean in", 1.4, "stuck"),
    Say("A", "Look from the side. There is a brown line, on top of the sand.", "stuck"),
    Say("D", "Then it is stuck. It is not soaked.", "stuck"),
    Say("C", "So the gaps are full, and I was wrong. Put gravel first, it catches the leaves.", "stuck"),
    Say("B", "But change only one thing! Gravel first, same sand, same charcoal.", "stuck", 0.4),
    Beat("swap", 3.0),
    Chapter("Second test: gravel on top"),
    Beat("pour two", 2.6),
    Beat("drip two", 1.6),
    Say("F", "Thirty-one. Twenty-nine. Thirty-three.", gap=0.5),
    Say("A", "Mean thirty-one. Four more than before. That is more than three, so we can trust it.", gap=0.6),
    Chapter("All groups together"),
    Say("T", "Put it in the table. What do you see now?", "pool"),
    Beat("type", 2.0, "pool"),
    Say("B", "Nearly all the groups with gravel on top are near thirty. We could not see that alone.", "pool"),
    Say("C", "But gravel, charcoal, sand is thirty too. That is too close to call.", "pool", 0.6),
    Say("T", "Then that is our question for tomorrow."),
]


@lru_cache
def timeline() -> Timeline:
    """When everything happens."""
    return plan(SCRIPT, VOICES)


def shots(line: Timeline) -> list[stage.Shot]:
    """The moves of the camera."""
    at = {name: start for name, (start, _) in line.beats.items()}
    cue = {name: start for name, (start, _) in line.cues.items()}
    starts = [start for start, _ in line.chapters]
    return [
        stage.Shot(0, 640, 360, 1.0),
        stage.Shot(cue["why"] - 1.0, 640, 350, 1.28, 3.0),
        stage.Shot(cue["why"] + 9.0, 614, 240, 1.62, 2.2),
        stage.Shot(at["pour one"] - 0.8, 610, 410, 1.85, 1.6),
        stage.Shot(cue["close"] - 0.3, 640, 370, 1.2, 2.0),
        stage.Shot(cue["quiet"] + 1.0, 840, 420, 1.35, 2.4),
        stage.Shot(starts[2] - 2.6, 640, 380, 1.12, 2.0),
        stage.Shot(at["lean in"], 590, 400, 2.05, 1.8),
        stage.Shot(at["swap"] - 3.0, 620, 385, 1.5, 2.0),
        stage.Shot(at["pour two"] - 0.5, 610, 405, 1.8, 1.5),
        stage.Shot(starts[4] - 4.5, 640, 330, 1.22, 2.2),
        stage.Shot(at["type"] + 1.2, 614, 205, 1.55, 2.4),
        stage.Shot(line.length - 6.5, 640, 360, 1.0, 3.0),
    ]


def draw(canvas: skia.Canvas, t: float) -> None:
    """One frame."""
    line = timeline()
    stage.aim(canvas, shots(line), t, (FORM.width, FORM.height))
    stage.wall(canvas)
    stage.window(canvas, 78, 84, t)
    stage.board(canvas, BOARD)
    _board(canvas, line, t)
    stage.clock(canvas, 940, 92, t, 24.0)
    for number, (x, y) in enumerate(((1010, 60), (1124, 66), (1130, 162), (916, 170))):
        stage.notice(canvas, x, y, number)
    _people_behind(canvas, line, t)
    stage.desk(canvas, TOP)
    _on_table(canvas, line, t)
    for who in "ABC":
        arms(canvas, CAST[who], _pose(line, who, t))
    for who in "DF":
        back(canvas, CAST[who], _pose(line, who, t))
    _front_arms(canvas, line, t)


def _people_behind(canvas: skia.Canvas, line: Timeline, t: float) -> None:
    teacher = CAST["T"]
    legs(canvas, teacher, 640, "#3b3440")
    person(canvas, teacher, _pose(line, "T", t))
    arms(canvas, teacher, _pose(line, "T", t))
    for who in "ABC":
        person(canvas, CAST[who], _pose(line, who, t))


def _look_at(line: Timeline, who: str, t: float) -> tuple[float, float]:
    """Eyes follow the speaker, or the filter while it runs."""
    speaker = line.speaker(t)
    busy = any(0 < line.part(t, beat) < 1 for beat in ("pour one", "drip one", "pour two", "drip two", "swap", "lean in"))
    if busy or speaker is None or speaker.who == who:
        goal = (SPOT, 440.0)
    else:
        goal = (CAST[speaker.who].x, CAST[speaker.who].y - 60)
    body = CAST[who]
    return max(-1.0, min(1.0, (goal[0] - body.x) / 260)), max(-0.4, min(1.0, (goal[1] - body.y + 60) / 200))


def _pose(line: Timeline, who: str, t: float) -> Pose:
    mouth = line.mouth(who, t)
    speaking = line.speaker(t) is not None and line.speaker(t).who == who
    lean = 1.4 * props.wave(t + ord(who), 4.7) + (2.2 * props.wave(t, 1.1) if speaking else 0.0)
    left, right = _hands(line, who, t, speaking)
    return Pose(left, right, _look_at(line, who, t), mouth, stage.blink(t, ord(who) % 7), lean)


def _hands(line: Timeline, who: str, t: float, speaking: bool) -> tuple[tuple[float, float] | None, tuple[float, float] | None]:
    """Where hands are: pouring, swapping, pointing, or moving with the words."""
    body = CAST[who]
    stir = 10 * props.wave(t + ord(who), 1.3) if speaking else 0.0
    rest = (body.x - 46, body.y + 118 + stir * 0.4), (body.x + 46, body.y + 116 - stir)
    if who == "T":
        return (body.x - 40, body.y + 130), (body.x + 40 + (22 if speaking else 0), body.y + (96 + stir if speaking else 136))
    if who == "B" and _pouring(line, t) > 0:
        jug = _jug(line, t)
        return rest[0] if jug is None else (jug[0] + 30, jug[1] + 10), rest[1]
    if who == "A" and 0 < line.part(t, "lean in") and line.since(t, "lean in") < 6:
        return rest[0], (SPOT - 62, 338)
    if who == "A" and 0 < line.part(t, "swap") < 1:
        return rest[0], (SPOT - 30, 330 + 20 * props.wave(t, 0.9))
    if who == "C" and 0 < line.part(t, "type"):
        return (792 + 5 * props.wave(t, 0.5), 486 + 4 * props.wave(t, 0.31)), rest[1]
    return rest


def _pouring(line: Timeline, t: float) -> float:
    return max(_during(line, t, "pour one"), _during(line, t, "pour two"))


def _during(line: Timeline, t: float, beat: str) -> float:
    share = line.part(t, beat)
    return share if 0 < share < 1 else 0.0


def _jug(line: Timeline, t: float) -> tuple[float, float] | None:
    """Where the jug is while somebody pours."""
    share = _pouring(line, t)
    if share <= 0:
        return None
    lift = smooth(share * 5) * smooth((1 - share) * 5)
    return 720 - 62 * lift, 400 - 178 * lift


def _front_arms(canvas: skia.Canvas, line: Timeline, t: float) -> None:
    """Pupil D points at the bottle, Pupil F holds the clarity tube."""
    pointing = 0 < line.part(t, "lean in") and line.since(t, "lean in") < 9.5
    goal = (SPOT - 120, 470.0) if pointing else (330.0, 500.0 + 3 * props.wave(t, 2.7))
    back_arm(canvas, CAST["D"], goal, 1)
    up = _tube_lift(line, t)
    back_arm(canvas, CAST["F"], (1012 - 14 * up, 500 - 74 * up), -1)


def _tube_lift(line: Timeline, t: float) -> float:
    """The clarity tube is raised to the eye while Pupil F reads."""
    first = smooth((t - line.cues["quiet"][0] - 1.2) / 1.0) * smooth((line.cues["quiet"][1] - 3.0 - t) / 1.0)
    second = smooth((line.beats["drip two"][1] - 1.0 - t) / -1.0) * smooth((line.beats["drip two"][1] + 5.0 - t) / 1.0)
    return max(first, second)


# -- the table --

def _on_table(canvas: skia.Canvas, line: Timeline, t: float) -> None:
    _cards(canvas)
    _tablet(canvas, line, t)
    _filter(canvas, line, t)
    _tube(canvas, line, t)
    jug = _jug(line, t)
    _draw_jug(canvas, jug or (720, 470), tilt=0 if jug is None else -62 * smooth(_pouring(line, t) * 4) * smooth((1 - _pouring(line, t)) * 4))
    if jug and 0.2 < _pouring(line, t) < 0.84:
        _stream(canvas, (jug[0] - 38, jug[1] - 14), (SPOT + 10, 330), t)


def _filter(canvas: skia.Canvas, line: Timeline, t: float) -> None:
    """Stand, bottle with its layers and water, drops, jar."""
    canvas.drawOval(skia.Rect.MakeLTRB(SPOT - 76, 486, SPOT + 80, 512), paint("#000000", 60, 6))
    canvas.drawRect(skia.Rect.MakeLTRB(SPOT - 66, 252, SPOT - 57, 498), paint("#6d4c2e"))
    canvas.drawRect(skia.Rect.MakeLTRB(SPOT - 80, 494, SPOT + 74, 502), paint("#7d5936"))
    canvas.drawRect(skia.Rect.MakeLTRB(SPOT - 62, 318, SPOT - 40, 326), paint("#7d5936"))
    second = line.part(t, "swap")
    lift = 42 * smooth(min(second, 1 - second) * 3)
    canvas.save()
    canvas.translate(SPOT, 246 - lift)
    canvas.rotate(10 * props.wave(t, 0.6) * (1 if 0.1 < second < 0.9 else 0) * 0.5)
    order = ["sand", "gravel", "charcoal"] if second < 0.5 else ["gravel", "sand", "charcoal"]
    props.filter_bottle(canvas, (86, 188), order, _water(line, t), 1.0, _mud(line, t))
    canvas.restore()
    canvas.save()
    canvas.translate(SPOT, 498)
    full, muddy = _jar(line, t)
    props.jar(canvas, 62, 58, full, muddy, cross=True)
    canvas.restore()
    _drops(canvas, line, t)


def _water(line: Timeline, t: float) -> float:
    """Water standing on the layers."""
    if t < line.beats["swap"][0] + 1:
        return 0.95 * line.part(t, "pour one") * (1 - 0.35 * smooth(line.since(t, "drip one") / 20))
    return 0.95 * line.part(t, "pour two") * (1 - 0.98 * smooth(line.since(t, "drip two") / 11))


def _mud(line: Timeline, t: float) -> float:
    if t < line.beats["swap"][0] + 1:
        return 1.6 * smooth(line.since(t, "drip one") / 9)
    return 0.5 * smooth(line.since(t, "drip two") / 9)


def _jar(line: Timeline, t: float) -> tuple[float, float]:
    """How full the jar is, and how muddy what is in it."""
    if t < line.beats["swap"][0]:
        return 0.06 + 0.34 * smooth(line.since(t, "drip one") / 12), 0.30
    if t < line.beats["pour two"][0] + 1:
        return 0.05, 0.12
    return 0.06 + 0.7 * smooth(line.since(t, "drip two") / 10), 0.10


def _drops(canvas: skia.Canvas, line: Timeline, t: float) -> None:
    slow, fast = line.since(t, "drip one"), line.since(t, "drip two")
    pace = 0.0
    if fast > -1.5:
        pace = 2.6 if fast < 11 else 0.0
    elif -1.2 < slow < 14 and t < line.beats["swap"][0]:
        pace = 1.5 if slow < 5 else 0.7
    if pace == 0:
        return
    for shift in (0.0, 0.5):
        fall = (t * pace + shift) % 1.0
        y = 436 + (30 * fall * fall)
        canvas.drawOval(skia.Rect.MakeLTRB(SPOT - 2.6, y - 4, SPOT + 2.6, y + 4), paint("#8fb9c8", 230))
    if pace > 2:
        canvas.drawLine(SPOT, 434, SPOT, 452, pen("#9cc4d2", 3.0, 180))


def _stream(canvas: skia.Canvas, start: tuple[float, float], end: tuple[float, float], t: float) -> None:
    path = skia.Path()
    path.moveTo(*start)
    path.cubicTo(start[0] - 18, start[1] + 4, end[0] + 3 * props.wave(t, 0.23), end[1] - 60, end[0], end[1] - 44)
    canvas.drawPath(path, pen("#a17a48", 7.5, 225))
    canvas.drawPath(path, pen("#c6a575", 2.5, 200))


def _draw_jug(canvas: skia.Canvas, at: tuple[float, float], tilt: float) -> None:
    canvas.save()
    canvas.translate(*at)
    canvas.rotate(tilt)
    body = skia.Path()
    body.moveTo(-28, -32)
    body.lineTo(30, -32)
    body.lineTo(26, 32)
    body.lineTo(-24, 32)
    body.close()
    handle = skia.Path()
    handle.addOval(skia.Rect.MakeLTRB(18, -20, 48, 20))
    canvas.drawPath(handle, pen("#c3d2d6", 7))
    canvas.drawPath(body, paint("#dfe9eb", 235))
    if tilt > -5:
        canvas.drawRect(skia.Rect.MakeLTRB(-25, -8, 27, 30), paint("#a98049", 220))
    else:
        canvas.drawPath(props.shape((-28, -30), (10, 30), (-22, 30)), paint("#a98049", 210))
    canvas.drawPath(body, pen("#8fa9b3", 2))
    canvas.restore()


def _tube(canvas: skia.Canvas, line: Timeline, t: float) -> None:
    """The clarity tube with its scale; the cross is under its base."""
    up = _tube_lift(line, t)
    canvas.save()
    canvas.translate(978 - 14 * up, 508 - 70 * up)
    canvas.rotate(3 - 3 * up)
    read = 0.45 if t < line.beats["swap"][0] else 0.55
    level = read if t > line.beats["drip one"][0] + 1 else 0.08
    canvas.drawRoundRect(skia.Rect.MakeLTRB(-15, -170, 15, 4), 5, 5, paint("#eef4f5", 190))
    canvas.drawRect(skia.Rect.MakeLTRB(-13, 2 - 168 * level, 13, 2), paint("#cdbd94" if read < 0.5 else "#d5dcd0", 215))
    for n in range(13):
        canvas.drawLine(-15, -n * 13.2, -15 + (11 if n % 2 == 0 else 6), -n * 13.2, pen("#57636a", 1.5))
    canvas.drawRoundRect(skia.Rect.MakeLTRB(-15, -170, 15, 4), 5, 5, pen("#7f99a3", 2))
    canvas.drawRect(skia.Rect.MakeLTRB(-22, 3, 22, 9), paint("#f5f1e6"))
    canvas.restore()


def _cards(canvas: skia.Canvas) -> None:
    """Word cards on the table."""
    for x, y, words, turn in ((250, 462, "gap", -6), (330, 486, "flow", 4), (440, 470, "range", -3)):
        canvas.save()
        canvas.translate(x, y)
        canvas.rotate(turn)
        canvas.drawRect(skia.Rect.MakeXYWH(2, 3, 66, 26), paint("#000000", 50, 3))
        canvas.drawRect(skia.Rect.MakeWH(66, 26), paint("#fbf7ea"))
        stage.chalk_words(canvas, words, 33, 19, 19, 1, "#2c4a63", middle=True)
        canvas.restore()


def _tablet(canvas: skia.Canvas, line: Timeline, t: float) -> None:
    """The tablet with the shared table; rows appear while Pupil C types."""
    path = props.shape((764, 462), (868, 462), (884, 502), (758, 502))
    canvas.drawPath(path, pen("#24272b", 9))
    canvas.drawPath(path, paint("#fdfdfb"))
    rows = 3 + round(2 * line.part(t, "type"))
    for n in range(rows):
        y = 468 + n * 6.8
        canvas.drawLine(770 - n, y, 800, y, pen("#2f6f8f", 2.6))
        canvas.drawLine(808, y, 836 + n * 2, y, pen("#8c8577", 2.6))
        canvas.drawLine(846, y, 862 + n * 2, y, pen("#c98a2b", 2.6))


# -- the blackboard --

def _board(canvas: skia.Canvas, line: Timeline, t: float) -> None:
    """What stands on the board at this moment."""
    left, top = BOARD[0] + 24, BOARD[1]
    stage.chalk_words(canvas, "Which order is best?", left, top + 40, 34, 1, "#f2d57e")
    stage.chalk_words(canvas, "clear is not safe", left + 336, top + 28, 20, (t - line.cues["safe"][0] - 1.5) / 2)
    _board_ideas(canvas, line, t, left, top)
    _board_tests(canvas, line, t, left, top)
    _board_points(canvas, line, t)


def _board_ideas(canvas: skia.Canvas, line: Timeline, t: float, left: float, top: float) -> None:
    start = line.cues["why"][0]
    stage.chalk_words(canvas, "sand on top:", left, top + 70, 24, (t - start + 4) / 2)
    stage.chalk_words(canvas, "catches the mud first?", left + 12, top + 93, 22, (t - start - 3.5) / 2)
    stage.chalk_words(canvas, "full very soon?", left + 12, top + 115, 22, (t - start - 7.5) / 2)
    soak = line.cues["why"][1] + 0.4
    stage.chalk_words(canvas, "soaks it up?", left + 12, top + 137, 22, (t - soak) / 1.5)
    struck = line.cues["stuck"][0] + 6.2
    stage.chalk_path(canvas, [(left + 8, top + 132), (left + 122, top + 128)], (t - struck) / 0.6, "#e7a7a0", 4)
    stage.chalk_words(canvas, "stuck!", left + 134, top + 139, 26, (t - struck - 0.6) / 0.8, "#e7a7a0")


def _board_tests(canvas: skia.Canvas, line: Timeline, t: float, left: float, top: float) -> None:
    stage.chalk_words(canvas, "S-G-C", left, top + 168, 24, (t - line.beats["drip one"][1]) / 1.2)
    stage.chalk_words(canvas, "27 26 28", left + 76, top + 168, 24, (t - line.cues["quiet"][1] + 6.0) / 5)
    stage.chalk_words(canvas, "27, range 2", left + 180, top + 168, 24, (t - line.cues["quiet"][1] + 2.0) / 1.8, "#f2d57e")
    done = line.beats["drip two"][1]
    stage.chalk_words(canvas, "G-S-C", left, top + 194, 24, (t - done + 1.0) / 1.0)
    stage.chalk_words(canvas, "31 29 33", left + 76, top + 194, 24, (t - done) / 3.6)
    stage.chalk_words(canvas, "31, range 4", left + 180, top + 194, 24, (t - done - 4.6) / 1.8, "#f2d57e")


def _board_points(canvas: skia.Canvas, line: Timeline, t: float) -> None:
    """The readings of all groups on one line, drawn while the class talks."""
    x0, x1, y = 694.0, 862.0, 250.0
    began = line.beats["drip one"][1] + 1.0
    stage.chalk_path(canvas, [(x0, 96), (x0, y), (x1, y)], (t - began) / 1.6)
    stage.chalk_words(canvas, "clarity, cm", x0 + 8, 98, 18, (t - began) / 1.6)
    for value in (20, 25, 30):
        stage.chalk_words(canvas, str(value), x0 - 26, _height(value) + 6, 18, (t - began - 1.2) / 0.5)
    pool = line.beats["type"][0]
    groups = [(0, 27.0, line.cues["quiet"][1] - 1.0, "#f3efe2"), (1, 31.0, line.beats["drip two"][1] + 6.0, "#f2d57e")]
    groups += [(n + 2, value, pool + 0.3 * n, ink) for n, (value, ink) in enumerate(((31.0, "#f2d57e"), (30.0, "#f2d57e"), (20.3, "#f3efe2"), (30.0, "#f2d57e"), (24.3, "#f3efe2"), (29.7, "#f2d57e")))]
    for place, value, when, ink in groups:
        if t >= when:
            canvas.drawCircle(x0 + 20 + place * 19, _height(value), 5.2 * smooth((t - when) / 0.4), paint(ink, 235))
    ring = line.cues["pool"][0] + 4.5
    around = [(x0 + 106 + 62 * math.cos(a), _height(30.4) + 19 * math.sin(a)) for a in props.spread(0, 6.5, 36)]
    stage.chalk_path(canvas, around, (t - ring) / 1.6, "#e7a7a0", 2.8)
    stage.chalk_words(canvas, "gravel on top", x0 + 66, 122, 18, (t - ring - 1.2) / 1.0, "#e7a7a0")


def _height(value: float) -> float:
    return 240 - (value - 18) * 8.0


def noises(line: Timeline) -> list[Noise]:
    """Water, drops, and the clink of the bottle."""
    made = [Noise("pour", line.beats[beat][0] + 0.7, 2.0, 0.05) for beat in ("pour one", "pour two")]
    for beat, gap, count in (("drip one", 0.62, 16), ("drip two", 0.36, 20)):
        made += [Noise("drip", line.beats[beat][0] + n * gap, 0.12, 0.05) for n in range(count)]
    made += [Noise("knock", line.beats["swap"][0] + at, 0.12, 0.16) for at in (0.5, 1.7, 2.9)]
    made += [Noise("tick", line.beats["type"][0] + 0.25 * n, 0.05, 0.07) for n in range(8)]
    return made


def make(target: Path) -> None:
    """Render the film."""
    line = timeline()
    render(target, line, mixed(line, noises(line)), draw, FORM, "Lesson 4: which order is best?")
