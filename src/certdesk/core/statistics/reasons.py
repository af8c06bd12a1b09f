"""Why a statistic can't be computed, in the same words everywhere."""

from __future__ import annotations

from certdesk.core.statistics.results import NotComputed
from certdesk.core.words import _


def all_equal(n: int) -> NotComputed:
    """Everybody chose the same level throughout: nothing could have differed, so no chance agreement to correct for."""
    return NotComputed(_("All ratings are equal, so kappa and alpha are not defined"), n)


def one_judgement(n: int) -> NotComputed:
    """Nobody else marked the same thing."""
    return NotComputed(_("One judgement is not agreement: nothing was marked by two assessors"), n)


def too_few_pairs(n: int) -> NotComputed:
    """Fewer than two double marks."""
    if not n:
        return one_judgement(n)
    return NotComputed(_("There are fewer than two portfolios with two marks"), n)


def one_level(n: int) -> NotComputed:
    """A scale of one level."""
    return NotComputed(_("The scale has only one level, so nobody could disagree"), n)
