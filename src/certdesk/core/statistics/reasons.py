"""Why a statistic can't be computed, in the same words everywhere."""

from __future__ import annotations

from certdesk.core.statistics.results import NotComputed
from certdesk.core.words import _


def all_equal(n: int) -> NotComputed:
    """Say that nothing differed, so that agreement by chance would be complete as well."""
    return NotComputed(_("All ratings are equal, so kappa and alpha are not defined"), n)


def one_judgement(n: int) -> NotComputed:
    """Say that nobody else marked the same thing."""
    return NotComputed(_("One judgement is not agreement: nothing was marked by two assessors"), n)


def too_few_pairs(n: int) -> NotComputed:
    """Say that there are fewer than two double marks."""
    if not n:
        return one_judgement(n)
    return NotComputed(_("There are fewer than two portfolios with two marks"), n)


def one_level(n: int) -> NotComputed:
    """Say that a scale of one level leaves nothing to disagree on."""
    return NotComputed(_("The scale has only one level, so nobody could disagree"), n)


def one_constant(n: int) -> NotComputed:
    """Say why kappa has no interval where one of the two assessors never varied."""
    text = _("One assessor chose the same level every time, so kappa is 0 whatever the other chose and has no interval")
    return NotComputed(text, n)
