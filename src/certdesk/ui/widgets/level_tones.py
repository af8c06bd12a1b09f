"""The colours and words of levels: brown and amber below the standard, teal and deep teal from it up."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from PySide6.QtGui import QColor

from certdesk.core.judging import plain_number
from certdesk.core.marks import CommentOnly, LevelGiven, Mark, NotObserved, Unscorable
from certdesk.core.rubric import Scale
from certdesk.core.words import _
from certdesk.ui.theme.theme import Theme

_MOST_COLOURED = 6


@dataclass(frozen=True, slots=True)
class LevelTones:
    """Colours of one level: fill of bars, text on it, glyph of discs, tint of the chosen row, text on a surface."""

    fill: QColor
    on: QColor
    glyph: QColor
    tint: QColor
    text: QColor


def level_tones(theme: Theme, scale: Scale, value: Fraction) -> LevelTones:
    """Return the colours of a level on its scale; one neutral set when the scale has more than six levels."""
    if len(scale.levels) > _MOST_COLOURED:
        plain = ("text2", "surface", "text2", "sunken", "text")
        return LevelTones(*(theme.color(token) for token in plain))
    first, second, share = _between(scale, scale.counted(value))
    tokens = (("l{}", "l{}"), ("on{}", "on{}"), ("g{}", "g{}"), ("l{}s", "l{}s"), ("l{}t", "l{}t"))
    colours = [(theme.color(a.format(first)), theme.color(b.format(second))) for a, b in tokens]
    fill, on, glyph, tint, text = (_mixed(one, other, share) for one, other in colours)
    nearer_on = colours[1][round(share)]
    return LevelTones(fill, nearer_on if share not in (0, 1) else on, glyph, tint, text)


def glyph_color(theme: Theme, scale: Scale, value: Fraction) -> QColor:
    """Return the colour of a level's disc alone; tables draw thousands of them."""
    if len(scale.levels) > _MOST_COLOURED:
        return theme.color("text2")
    first, second, share = _between(scale, scale.counted(value))
    return _mixed(theme.color(f"g{first}"), theme.color(f"g{second}"), share)


def filled_share(scale: Scale, value: Fraction) -> Fraction:
    """Return how much of the disc is filled: 1/n for the lowest of n levels, 1 for the highest."""
    lowest, highest = scale.levels[0].value, scale.levels[-1].value
    least, value = Fraction(1, len(scale.levels)), scale.counted(value)
    if highest == lowest:
        return Fraction(1)
    place = min(max((value - lowest) / (highest - lowest), Fraction(0)), Fraction(1))
    return least + place * (1 - least)


def level_digits(value: Fraction) -> str:
    """Write a level as people do: 3, or 2½ for a half level."""
    whole, rest = divmod(value, 1)
    if rest == Fraction(1, 2):
        return f"{whole}½" if whole else "½"
    return plain_number(value)


def mark_words(mark: Mark, scale: Scale) -> str:
    """Say a mark in words, for tooltips and screen readers: "3 Secure", "not observed", "unscorable, U04"."""
    if isinstance(mark, LevelGiven):
        level = scale.standing(mark.level)
        digits = level_digits(mark.level)
        return _("{digits} {label}").format(digits=digits, label=level.label) if level else digits
    if isinstance(mark, Unscorable):
        return _("unscorable, {code}").format(code=mark.code)
    if isinstance(mark, NotObserved):
        return _("not observed")
    return _("comment only") if isinstance(mark, CommentOnly) else _("unmarked")


def _between(scale: Scale, value: Fraction) -> tuple[int, int, Fraction]:
    """Return the two named colours that a level lies between, and how far towards the second (0 to 1)."""
    values = [level.value for level in scale.levels]
    if value < scale.standard:
        members = [each for each in values if each < scale.standard] or [value]
        return 1, 2, _place(members, value)
    members = [each for each in values if each >= scale.standard] or [value]
    return 3, 4, _place(members, value)


def _place(members: list[Fraction], value: Fraction) -> Fraction:
    lowest, highest = members[0], members[-1]
    if highest == lowest:
        return Fraction(0)
    return min(max((value - lowest) / (highest - lowest), Fraction(0)), Fraction(1))


def _mixed(first: QColor, second: QColor, share: Fraction) -> QColor:
    if share in (0, 1):
        return second if share else first
    far = float(share)
    pairs = ((first.red(), second.red()), (first.green(), second.green()), (first.blue(), second.blue()))
    red, green, blue = (round(one + (other - one) * far) for one, other in pairs)
    return QColor(red, green, blue)
