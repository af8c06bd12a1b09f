"""Agreement in words: a plain sentence first, and cautious words only where there is enough to judge by."""

from __future__ import annotations

from certdesk.core.statistics.agreement import Agreement
from certdesk.core.statistics.results import Estimate, Interval, NotComputed, Proportion
from certdesk.core.words import _, ngettext

ENOUGH = 20
"""Fewer double marks than this get no words of judgement."""


def plain_sentence(agreement: Agreement) -> str:
    """Say how often two assessors agreed, in numbers that anybody can read."""
    exact, near = agreement.exact, agreement.within_one
    if isinstance(exact, NotComputed) or isinstance(near, NotComputed):
        return one_of(exact, near)
    if exact.n < ENOUGH:
        text = ngettext(
            "Of {n} double mark, both assessors chose the same level in {exact}, and were at most one level apart "
            "in {near}. That is too few to judge by.",
            "Of {n} double marks, both assessors chose the same level in {exact}, and were at most one level apart "
            "in {near}. That is too few to judge by.",
            exact.n,
        )
        return text.format(n=exact.n, exact=exact.count, near=near.count)
    text = _(
        "In {exact} of 100 double marks both assessors chose the same level ({low} to {high}), in {near} they were at "
        "most one level apart. This is counted from {n} double marks."
    )
    low, high = round(100 * exact.interval.low), round(100 * exact.interval.high)
    return text.format(exact=of_hundred(exact), low=low, high=high, near=of_hundred(near), n=exact.n)


def one_of(*results: object) -> str:
    """Return the first reason among the results, as a sentence; empty if there is none."""
    reasons = (result.reason for result in results if isinstance(result, NotComputed))
    return next((f"{reason}." for reason in reasons), "")


def of_hundred(share: Proportion) -> int:
    """Return a share of 100 that says neither "all" nor "none" unless it is so."""
    if share.count in {0, share.n}:
        return 100 if share.count else 0
    return min(max(round(100 * share.value), 1), 99)


def alpha_in_words(alpha: Estimate | NotComputed) -> str:
    """Say with care what an alpha allows, by the lower end of its interval; empty under n = 20.

    Krippendorff 2004, Content Analysis, 2nd ed., p. 241: rely on 0.800 and above, tentative conclusions from 0.667.
    """
    low = _low_end(alpha)
    if low is None:
        return ""
    if low >= 0.8:
        return _("Alpha is very probably at least 0.8, which is usual where much depends on the marks.")
    if low >= 0.667:
        return _("Alpha is very probably at least 0.667, which is usual for tentative conclusions only.")
    return _("Alpha may be below 0.667; people usually don't rely on such marks without a second look.")


def kappa_in_words(kappa: Estimate | NotComputed) -> str:
    """Say with care how far agreement is above chance, by the lower end of the interval; empty under n = 20.

    Bands of Landis & Koch 1977, as Gwet 2014, chapter 6, advises: the band that the value very probably reaches.
    """
    low = _low_end(kappa)
    if low is None:
        return ""
    bands = ((0.8, _("almost perfect")), (0.6, _("substantial")), (0.4, _("moderate")), (0.2, _("fair")))
    band = next((word for limit, word in bands if low > limit), None)
    if band:
        return _("Beyond chance, agreement is very probably at least {band}.").format(band=band)
    if low > 0:
        return _("Agreement is very probably better than chance, by how much is uncertain.")
    return _("Agreement may be no better than chance.")


def _low_end(estimate: Estimate | NotComputed) -> float | None:
    if isinstance(estimate, NotComputed) or estimate.n < ENOUGH or not isinstance(estimate.interval, Interval):
        return None
    return estimate.interval.low
