"""How people in a film behave when the film has no special wish: they look at who speaks, blink, and move their hands."""

from collections.abc import Mapping

from dialogue import Timeline
from people import Person, Point, Pose
from props import wave
from stage import blink


def speaking(line: Timeline, who: str, t: float) -> bool:
    """Whether it is this person who speaks."""
    said = line.speaker(t)
    return said is not None and said.who == who


def look(line: Timeline, cast: Mapping[str, Person], who: str, t: float, focus: Point, busy: bool) -> Point:
    """Eyes follow the speaker, or rest on what everybody watches."""
    said = line.speaker(t)
    goal = focus
    if not busy and said is not None and said.who != who and said.who in cast:
        goal = (cast[said.who].x, cast[said.who].y - 60)
    body = cast[who]
    return max(-1.0, min(1.0, (goal[0] - body.x) / 260)), max(-0.4, min(1.0, (goal[1] - body.y + 60) / 200))


def rest(body: Person, t: float, talks: bool) -> tuple[Point, Point]:
    """Hands on the table; they stir while their owner talks."""
    stir = 12 * wave(t + ord(body.who[0]), 1.3) if talks else 0.0
    return (
        (body.x - 46 * body.size, body.y + (118 + stir * 0.4) * body.size),
        (body.x + 46 * body.size, body.y + (114 - abs(stir) * 1.6) * body.size),
    )


def pose(line: Timeline, body: Person, t: float, eyes: Point, hands: tuple[Point | None, Point | None]) -> Pose:
    """Everything about a person at this moment."""
    lean = 1.3 * wave(t + ord(body.who[0]), 4.7) + (2.0 * wave(t, 1.1) if speaking(line, body.who, t) else 0.0)
    return Pose(hands[0], hands[1], eyes, line.mouth(body.who, t), blink(t, ord(body.who[0]) % 7), lean)
