"""WREN-03: clapping against a wall, in step with the echo, to find out how fast sound travels."""

from functools import lru_cache
from pathlib import Path

import props
import seats
import skia
import stage
from dialogue import Beat, Chapter, Say, Timeline, Voice, plan
from film import VP8, Film, Format, render
from people import Person, arms, back, back_arm, legs, person
from props import paint, pen
from soundtrack import Noise, mixed

VOICES = {
    "T": Voice("Teacher", "en-gb-x-rp+f3", 46, 168, "#ffd9a0"),
    "K": Voice("Pupil K", "en-gb+f4", 78, 176, "#a8e0c8"),
    "L": Voice("Pupil L", "en-us+m7", 80, 176, "#a9cdf5"),
    "M": Voice("Pupil M", "en-029+f2", 84, 170, "#f4b9c8"),
    "N": Voice("Pupil N", "en-gb-scotland+m3", 78, 170, "#f3e39a"),
}
FORM = Format(854, 480, 12, VP8)
BOARD = (430.0, 84.0, 760.0, 270.0)
TOP = 450.0
GREEN = "#55708f"
CLAPPER, WALL = 330.0, 1176.0
CAST = {
    "K": Person("K", CLAPPER, 374, "#7d5137", "#1a1310", "puffs", GREEN, 0.98),
    "L": Person("L", 546, 388, "#5d3c27", "#14100d", "short", GREEN, 0.94),
    "M": Person("M", 820, 380, "#8a5b3e", "#201712", "long", GREEN, 0.95),
    "N": Person("N", 1080, 580, "#744a31", "#17120e", "flat", GREEN, 1.2),
    "T": Person("T", 130, 300, "#94664a", "#3a2c22", "bob", "#8b6a3d", 1.04, "#efe6d2"),
}
SCRIPT = [
    Chapter("One clap is too fast"),
    Say("T", "The wall is eighty-five metres away. Clap once. What do you get?", gap=0.3),
    Beat("one", 2.4, "once"),
    Say("L", "Zero point eight seconds. No, zero point three. My thumb is too slow!", "once"),
    Say("M", "The echo is faster than a thumb. We can't time one echo.", "once", 0.5),
    Say("N", "Then time many. Clap again exactly when the echo comes back.", "idea", 0.3),
    Say("K", "So that the claps and the echoes fall together. Like a song!", "idea", 0.5),
    Chapter("Twenty claps in step"),
    Beat("many", 11.0, "step"),
    Say("L", "Ten point two seconds for twenty.", "step", 0.3),
    Say("M", "That's half a second for there and back. A hundred and seventy metres.", "work", 0.3),
    Say(
        "N",
        "So three hundred and forty metres in one second? Nearly. The last clap is not a gap. Count the gaps!",
        "work",
        0.4,
    ),
    Chapter("How sure are we?"),
    Say("T", "Three groups, three numbers. Which do you trust?", "sure", 0.9),
    Say("K", "The one that clapped longest. The thumb is slow only twice, not forty times.", "sure", 0.4),
]
GAP = 0.51


@lru_cache
def timeline() -> Timeline:
    """When everything happens."""
    return plan(SCRIPT, VOICES)


def claps(line: Timeline) -> list[float]:
    """Times of all claps."""
    return [line.beats["one"][0] + 0.6, *[line.beats["many"][0] + 0.4 + n * GAP for n in range(21)]]


def shots(line: Timeline) -> list[stage.Shot]:
    """The moves of the camera."""
    return [
        stage.Shot(0, 640, 360, 1.0),
        stage.Shot(line.cues["once"][0] + 2.5, 520, 370, 1.3, 2.0),
        stage.Shot(line.cues["idea"][0], 660, 370, 1.12, 2.0),
        stage.Shot(line.beats["many"][0] - 0.5, 640, 360, 1.0, 1.6),
        stage.Shot(line.cues["work"][0], 640, 290, 1.5, 2.0),
        stage.Shot(line.cues["sure"][0], 600, 350, 1.1, 2.4),
    ]


def draw(canvas: skia.Canvas, t: float) -> None:
    """One frame."""
    line = timeline()
    stage.aim(canvas, shots(line), t, (FORM.width, FORM.height))
    stage.outdoors(canvas, t, (980.0, 110.0), "#b9c08c")
    _wall(canvas)
    _rings(canvas, line, t)
    stage.easel(canvas, BOARD)
    _board(canvas, line, t)
    legs(canvas, CAST["T"], 640, "#4a4a55")
    for who in "TKLM":
        person(canvas, CAST[who], _pose(line, who, t))
        if who == "T":
            arms(canvas, CAST[who], _pose(line, who, t))
    _stones(canvas)
    for who in "KLM":
        arms(canvas, CAST[who], _pose(line, who, t))
    _watch(canvas, line, t)
    back(canvas, CAST["N"], _pose(line, "N", t))
    back_arm(canvas, CAST["N"], (908.0, 520.0 + (16 * props.wave(t, 1.02) if 0 < line.part(t, "many") < 1 else 0)), -1)


def _pose(line: Timeline, who: str, t: float) -> seats.Pose:
    busy = 0 < line.part(t, "many") < 1
    left, right = seats.rest(CAST[who], t, seats.speaking(line, who, t))
    if who == "K":
        apart = _apart(line, t)
        left, right = (CLAPPER - 8 - 44 * apart, 458.0), (CLAPPER + 8 + 44 * apart, 458.0)
    if who == "L":
        right = (604.0, 466.0)
    if who == "T":
        left, right = (84.0, 436.0), (190.0 + (20 if seats.speaking(line, "T", t) else 0), 424.0)
    return seats.pose(line, CAST[who], t, seats.look(line, CAST, who, t, (CLAPPER, 440.0), busy), (left, right))


def _apart(line: Timeline, t: float) -> float:
    """How far the hands of the clapper are from each other."""
    near = min((abs(t - clap) for clap in claps(line)), default=1.0)
    ready = any(-1.0 < t - clap < 0.8 for clap in claps(line))
    return min(1.0, near / 0.2) if ready else 0.55


def _wall(canvas: skia.Canvas) -> None:
    canvas.drawRect(skia.Rect.MakeLTRB(WALL, 190, 1600, 520), paint("#c9b9a0"))
    for row in range(13):
        for n in range(6):
            x = WALL + n * 62 + (row % 2) * 31
            canvas.drawRect(
                skia.Rect.MakeXYWH(x, 192 + row * 25, 58, 22), paint(("#c2b091", "#bba888", "#cdbd9f")[(row + n) % 3])
            )
    stage.chalk_words(canvas, "85 m", 1000, 416, 30, 1, "#6b5a3c", middle=True)
    for x, way in ((960.0, -1), (1042.0, 1)):
        canvas.drawLine(x, 408, x + way * 110, 408, pen("#6b5a3c", 2.5, 150))


def _rings(canvas: skia.Canvas, line: Timeline, t: float) -> None:
    """Rings of sound run to the wall and come back, one clap's ring for each gap."""
    for clap in claps(line):
        share = (t - clap) / GAP
        if not 0 <= share <= 1.05:
            continue
        forth = min(1.0, share * 2)
        _arc(canvas, CLAPPER, (WALL - CLAPPER) * forth, -38, round(210 * (1 - 0.5 * forth)) if share < 0.5 else 0)
        if share >= 0.5:
            _arc(canvas, WALL, (WALL - CLAPPER) * (share - 0.5) * 2, 142, round(230 * (1.45 - share)))


def _arc(canvas: skia.Canvas, x: float, r: float, start: float, alpha: int) -> None:
    if alpha <= 0 or r <= 2:
        return
    for step in range(3):
        size = max(2.0, r - step * 16)
        canvas.drawArc(
            skia.Rect.MakeLTRB(x - size, 400 - size * 0.5, x + size, 400 + size * 0.5),
            start,
            76,
            False,
            pen("#33597a", 5 - step, max(0, alpha - step * 45)),
        )


def _stones(canvas: skia.Canvas) -> None:
    """A low wall on which the pupils lean."""
    stage.desk(canvas, TOP, wood="#a9a293")
    chance = props.random.Random(3)
    for n in range(34):
        x, y = 120 + n * 32, TOP + 108 + chance.uniform(-3, 3)
        canvas.drawRoundRect(
            skia.Rect.MakeXYWH(x, y, 28, 20), 5, 5, paint(chance.choice(("#9a9384", "#b3ac9d", "#8d8678")), 180)
        )


def _watch(canvas: skia.Canvas, line: Timeline, t: float) -> None:
    """The stopwatch on the wall, large enough to read."""
    if line.since(t, "many") > 0:
        value = min(10.2, max(0.0, line.since(t, "many") - 0.4))
    else:
        value = 0.8 if line.since(t, "one") > 1.4 else max(0.0, line.since(t, "one") - 0.6)
    canvas.drawRoundRect(skia.Rect.MakeXYWH(606, 462, 92, 44), 9, 9, paint("#2b2f33"))
    canvas.drawRoundRect(skia.Rect.MakeXYWH(612, 468, 80, 32), 4, 4, paint("#c9d8b8"))
    font = skia.Font(stage.skia_face("figtree", 600), 24)
    words = f"{value:.1f} s"
    canvas.drawString(words, 652 - font.measureText(words) / 2, 493, font, paint("#20261a"))


def _board(canvas: skia.Canvas, line: Timeline, t: float) -> None:
    left, top = BOARD[0] + 16, BOARD[1]
    stage.chalk_words(canvas, "How fast is sound?", left, top + 34, 28, 1, "#f2d57e")
    stage.chalk_words(canvas, "one echo: 0.8? 0.3?", left, top + 68, 23, (t - line.cues["once"][0] - 4.5) / 2)
    work = line.cues["work"][0]
    stage.chalk_words(canvas, "20 gaps in 10.2 s", left, top + 98, 23, (t - work + 1.5) / 1.5)
    stage.chalk_words(canvas, "170 m in 0.51 s", left, top + 128, 23, (t - work - 2.5) / 1.8)
    stage.chalk_words(canvas, "333 m in 1 s", left, top + 160, 26, (t - work - 8.5) / 1.2, "#a9d8e6")
    counted = sum(1 for clap in claps(line)[1:] if clap <= t)
    if counted > 0 and t < work:
        stage.chalk_words(canvas, str(counted - 1), BOARD[2] - 44, top + 166, 44, 1, "#e7a7a0", middle=True)


def noises(line: Timeline) -> list[Noise]:
    """Claps, and their echoes a moment later."""
    made = []
    for clap in claps(line):
        made += [Noise("clap", clap, 0.12, 0.5), Noise("clap", clap + GAP - 0.02, 0.12, 0.09)]
    return made


def make(target: Path) -> None:
    """Render the film."""
    line = timeline()
    render(target, Film("How far does sound travel?", line, mixed(line, noises(line), room=0.006, seed=11), draw, FORM))
