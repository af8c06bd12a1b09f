"""KITE-37: lesson 4. Table two tests two orders of layers; one continuous shot, the camera moves."""

from functools import lru_cache
from pathlib import Path

import props
import skia
import stage
from dialogue import Beat, Chapter, Say, Timeline, Voice, plan
from film import H264, Film, Format, render
from people import Person, Pose, arms, back, back_arm, legs, person
from soundtrack import Noise, mixed

from films.filters_board import BOARD, writing
from films.filters_table import SPOT, jug_at, on_table, pouring, tube_lift

VOICES = {
    "T": Voice("Teacher", "en-gb-x-rp+f2", 42, 170, "#ffd9a0"),
    "A": Voice("Pupil A", "en-gb+f4", 74, 180, "#a8e0c8"),
    "B": Voice("Pupil B", "en-029+m3", 78, 178, "#a9cdf5"),
    "C": Voice("Pupil C", "en-gb-scotland+f3", 80, 182, "#f4b9c8"),
    "D": Voice("Pupil D", "en-us+m7", 72, 178, "#d9c6f2"),
    "F": Voice("Pupil F", "en-gb+f5", 84, 164, "#f3e39a"),
}
FORM = Format(854, 480, 12, H264)
TOP = 430.0
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
    writing(canvas, line, t)
    stage.clock(canvas, 940, 92, t, 24.0)
    for number, (x, y) in enumerate(((1010, 60), (1124, 66), (1130, 162), (916, 170))):
        stage.notice(canvas, x, y, number)
    _people_behind(canvas, line, t)
    stage.desk(canvas, TOP)
    on_table(canvas, line, t)
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
    busy = any(
        0 < line.part(t, beat) < 1 for beat in ("pour one", "drip one", "pour two", "drip two", "swap", "lean in")
    )
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


def _hands(
    line: Timeline, who: str, t: float, speaking: bool
) -> tuple[tuple[float, float] | None, tuple[float, float] | None]:
    """Where hands are: pouring, swapping, pointing, or moving with the words."""
    body = CAST[who]
    stir = 10 * props.wave(t + ord(who), 1.3) if speaking else 0.0
    rest = (body.x - 46, body.y + 118 + stir * 0.4), (body.x + 46, body.y + 116 - stir)
    if who == "T":
        return (body.x - 40, body.y + 130), (
            body.x + 40 + (22 if speaking else 0),
            body.y + (96 + stir if speaking else 136),
        )
    if who == "B" and pouring(line, t) > 0:
        jug = jug_at(line, t)
        return rest[0] if jug is None else (jug[0] + 30, jug[1] + 10), rest[1]
    if who == "A" and line.part(t, "lean in") > 0 and line.since(t, "lean in") < 6:
        return rest[0], (SPOT - 62, 338)
    if who == "A" and 0 < line.part(t, "swap") < 1:
        return rest[0], (SPOT - 30, 330 + 20 * props.wave(t, 0.9))
    if who == "C" and line.part(t, "type") > 0:
        return (792 + 5 * props.wave(t, 0.5), 486 + 4 * props.wave(t, 0.31)), rest[1]
    return rest


def _front_arms(canvas: skia.Canvas, line: Timeline, t: float) -> None:
    """Pupil D points at the bottle, Pupil F holds the clarity tube."""
    pointing = line.part(t, "lean in") > 0 and line.since(t, "lean in") < 9.5
    goal = (SPOT - 120, 470.0) if pointing else (330.0, 500.0 + 3 * props.wave(t, 2.7))
    back_arm(canvas, CAST["D"], goal, 1)
    up = tube_lift(line, t)
    back_arm(canvas, CAST["F"], (1012 - 14 * up, 500 - 74 * up), -1)


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
    render(target, Film("Lesson 4: which order is best?", line, mixed(line, noises(line)), draw, FORM))
