"""Values that may be given on a scale, said and read."""

from __future__ import annotations

from fractions import Fraction

from certdesk.core.errors import NotAllowedError
from certdesk.core.fields import exact_number, shown
from certdesk.core.judging import plain_number
from certdesk.core.rubric import Scale
from certdesk.core.words import _


def read_level(scale: Scale, text: str) -> Fraction:
    """Read a typed value, with a decimal point or comma. Raises NotAllowedError that says what may be given."""
    typed = text.strip()
    try:
        value = exact_number(typed.replace(",", "."))
    except ValueError as error:
        problem = _("“{text}” is not a number.").format(text=shown(typed, 20))
        raise NotAllowedError(problem, allowed_in_words(scale)) from error
    if not scale.allows(value):
        problem = _("{level} can't be given.").format(level=plain_number(value))
        raise NotAllowedError(problem, allowed_in_words(scale))
    return value


def allowed_in_words(scale: Scale) -> str:
    """Say which values may be given on a scale."""
    if scale.ranges:
        lowest, highest = (plain_number(level.value) for level in (scale.levels[0], scale.levels[-1]))
        text = _("Give any value from {lowest} to {highest}, with at most two decimals.")
        return text.format(lowest=lowest, highest=highest)
    levels = ", ".join(plain_number(level.value) for level in scale.levels)
    if scale.half_levels:
        return _("The levels are {levels}, and the halves between them.").format(levels=levels)
    return _("The levels are {levels}.").format(levels=levels)
