"""Numbers of levels that are no points but places in an order, with the best first: “1. Excellent … 5. Poor”."""

from __future__ import annotations

import re
from dataclasses import replace
from fractions import Fraction
from itertools import combinations

from certdesk.core.importing import Question
from certdesk.core.words import _
from certdesk.rubric_formats.building_points import read_points
from certdesk.rubric_formats.building_questions import Asking, choices
from certdesk.rubric_formats.building_text import one_line
from certdesk.rubric_formats.found import FoundCriterion, FoundLevel

_RANKS = (
    (
        1,
        r"fail(s|ed|ing|ure)?|very poor|poor|unsatisfactory|unacceptable|inadequate|not (yet )?(met|achieved|passed"
        r"|evident|acceptable|good|satisfactory|competent|proficient)|does ?n[o'’]t meet"
        r"|no (evidence|attempt|marks)|none|missing|absent|(well|far) below"
        r"|ungenügend|mangelhaft|insuficiente|insuffisant",
    ),
    (
        2,
        r"weak|below|beginning|beginner|emerging|developing|novice|limited|needs (improvement|work)|insufficient"
        r"|working towards|approaching|partially met|faible|deficiente",
    ),
    (5, r"excellent|outstanding|exemplary|exceptional|distinction|distinguished|leading|well above|superb|sehr gut"),
    (5, r"exceed(s|ed|ing)?|mastery|mastering|expert|excelente|sobresaliente|superior|highly effective"),
    (4, r"(?<!fairly )good|merit|secure|proficient|strong|above|accomplished|advanced|very good|gut|bueno|très bien"),
    (3, r"pass(es|ed)?|satisfactory|fair|average|adequate|acceptable|met|meets|competent|sufficient|befriedigend"),
)
_PATTERNS = tuple((rank, re.compile(rf"\b(?:{words})\b", re.IGNORECASE)) for rank, words in _RANKS)
_CLEARLY_APART = 2
_LOW, _HIGH = "low", "high"


def in_order(found: tuple[FoundCriterion, ...], key: str, asking: Asking) -> tuple[FoundCriterion, ...]:
    """Ask once which end is best where the numbers of levels may be mere ordinals; nothing is found until then.

    That is where they contradict the levels' names, or are written like ordinals and no name confirms them.
    """
    doubtful = [one for one in found if _is_doubtful(one)]
    if not doubtful:
        return found
    first = doubtful[0]
    rising = sorted(first.levels, key=_number)
    names = {"low": _told(rising[0]), "high": _told(rising[-1])}
    text = _("The levels are numbered from “{low}” to “{high}”. Which of these two is the best?").format(**names)
    offered = choices(
        (_LOW, _("“{low}”: the numbers count down from the best, and are no points").format(**names)),
        (_HIGH, _("“{high}”: the numbers are its points").format(**names)),
    )
    answer = asking.ask(first.place, f"{names['low']} … {names['high']}", Question(f"{key}.best", text, offered))
    if not answer:
        return ()
    return tuple(_counted(one) if answer == _LOW and one in doubtful else one for one in found)


def _is_doubtful(criterion: FoundCriterion) -> bool:
    levels = criterion.levels
    if len(levels) < 2 or any(read_points(level.points).value is None for level in levels):
        return False
    rising = sorted(levels, key=_number)
    ranks = [rank for level in rising if (rank := _rank(level.label)) is not None]
    apart = [upper - lower for lower, upper in combinations(ranks, 2) if abs(upper - lower) >= _CLEARLY_APART]
    if any(level.ordinal for level in levels):
        return not apart or min(apart) < 0
    return bool(apart) and max(apart) < 0


def _counted(criterion: FoundCriterion) -> FoundCriterion:
    """Give the level with the highest number one point, and each before it one more."""
    places = sorted({_number(level) for level in criterion.levels}, reverse=True)
    levels = tuple(replace(level, points=str(places.index(_number(level)) + 1)) for level in criterion.levels)
    return replace(criterion, levels=levels)


def _number(level: FoundLevel) -> Fraction:
    return read_points(level.points).value or Fraction(0)


def _rank(label: str) -> int | None:
    """Return how good the words of a level's name are, 1 to 5, or None where they say nothing of it."""
    return next((rank for rank, pattern in _PATTERNS if pattern.search(label[:200])), None)


def _told(level: FoundLevel) -> str:
    return one_line(f"{level.points} {level.label}", 40)
