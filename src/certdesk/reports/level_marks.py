"""The five kinds of mark as shapes and words: part-filled discs for levels, and a sign for each of the other four."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from math import ceil, cos, pi, sin

from certdesk.core.judging import plain_number
from certdesk.core.marks import CommentOnly, LevelGiven, Mark, NotObserved, Unscorable
from certdesk.core.rubric import Scale
from certdesk.core.words import _
from certdesk.reports.look import CONTROL, TEXT2, TEXT3, ink
from certdesk.reports.tagged.blocks import Drawing
from certdesk.reports.tagged.pen import Pen, Point
from certdesk.reports.text.runs import Colour
from certdesk.reports.text.tidy import one_line

_BELOW = (ink("#8C510A"), ink("#B27B16"))
_FROM_STANDARD = (ink("#2B7F78"), ink("#0B4F4B"))
_MOST_COLOURED = 6
_BREAK_EVERY = 0.12  # radians of a drawn arc
_GRID = 16  # the shapes are drawn on 16 by 16, as the icons are


def mark_shape(mark: Mark, scale: Scale, size: float) -> Drawing:
    """Make the shape of a mark, ``size`` points wide. It is decoration: the words beside it say the same."""
    return Drawing(size, size, _painter(mark, scale, size))


def mark_in_words(mark: Mark, label: str) -> str:
    """Say a mark: digit and label of a level, or which of the four other things it is."""
    label = one_line(label)
    match mark:
        case LevelGiven(level):
            return f"{level_digits(level)} {label}".strip()
        case NotObserved():
            return label or _("Not observed")
        case Unscorable(code):
            return label or _("Cannot be scored ({code})").format(code=code)
        case CommentOnly():
            return label or _("Comment only")
        case _:
            return label or _("Not marked")


def level_digits(level: Fraction) -> str:
    """Write a level as people do: 3, or 2½."""
    whole, rest = divmod(level, 1)
    if rest == Fraction(1, 2):
        return f"{whole or ''}½"
    return plain_number(level)


def level_colour(level: Fraction, scale: Scale) -> Colour:
    """Return the colour of a level: browns below the standard, blue-greens from there, neutral on long scales."""
    values, level = [step.value for step in scale.levels], scale.counted(level)
    if len(values) > _MOST_COLOURED:
        return TEXT2
    same_side = [value for value in values if (value < scale.standard) == (level < scale.standard)]
    lowest, highest = min(same_side, default=level), max(same_side, default=level)
    along = float((level - lowest) / (highest - lowest)) if highest > lowest else float(level >= scale.standard) * 0
    return _between(*(_BELOW if level < scale.standard else _FROM_STANDARD), min(1.0, max(0.0, along)))


def level_share(level: Fraction, scale: Scale) -> float:
    """Return how much of a level's disc is filled: never nothing, all of it for the highest."""
    lowest, highest = scale.levels[0].value, scale.levels[-1].value
    least, level = Fraction(1, len(scale.levels)), scale.counted(level)
    if highest == lowest:
        return 1.0
    return float(least + (1 - least) * (level - lowest) / (highest - lowest))


def _painter(mark: Mark, scale: Scale, size: float) -> Callable[[Pen, float, float], None]:
    unit = size / _GRID

    def paint(pen: Pen, x: float, y: float) -> None:
        centre = (x + size / 2, y + size / 2)
        match mark:
            case LevelGiven(level):
                _disc(pen, centre, unit, level_colour(level, scale), level_share(level, scale))
            case NotObserved():
                pen.circle(centre, 6.8 * unit, stroke=TEXT3, width=1.4 * unit, dash=(1.6 * unit, 3.2 * unit))
            case Unscorable():
                _struck_square(pen, (x, y), unit)
            case CommentOnly():
                _speech(pen, (x, y), unit)
            case _:
                pen.circle(centre, 2.5 * unit, stroke=CONTROL, width=1.4 * unit)

    return paint


def _disc(pen: Pen, centre: Point, unit: float, colour: Colour, share: float) -> None:
    pen.circle(centre, 6.8 * unit, stroke=colour, width=1.6 * unit)
    if share >= 1:
        pen.circle(centre, 7 * unit, fill=colour)
        return
    radius, steps = 6.9 * unit, ceil(share * 2 * pi / _BREAK_EVERY)
    arc = [
        (centre[0] + radius * sin(angle), centre[1] - radius * cos(angle))
        for angle in (share * 2 * pi * step / steps for step in range(steps + 1))
    ]
    pen.path([[centre, *arc, centre]], fill=colour)


def _struck_square(pen: Pen, corner: Point, unit: float) -> None:
    x, y = corner
    pen.box(
        (x + 2.2 * unit, y + 2.2 * unit), (11.6 * unit, 11.6 * unit), radius=2 * unit, stroke=TEXT2, width=1.5 * unit
    )
    pen.line((x + 4.5 * unit, y + 11.5 * unit), (x + 11.5 * unit, y + 4.5 * unit), TEXT2, 1.5 * unit)


def _speech(pen: Pen, corner: Point, unit: float) -> None:
    x, y = corner
    outline = ((2, 3), (14, 3), (14, 11), (7.5, 11), (4.5, 14), (4.5, 11), (2, 11), (2, 3))
    pen.path([[(x + a * unit, y + b * unit) for a, b in outline]], stroke=TEXT2, width=1.5 * unit)


def _between(first: Colour, second: Colour, along: float) -> Colour:
    red, green, blue = (a + (b - a) * along for a, b in zip(first, second, strict=True))
    return red, green, blue
