"""Severity, scoring error and drift in sentences: the number, from how many, and how uncertain it is."""

from __future__ import annotations

from certdesk.core.statistics.agreement_words import ENOUGH
from certdesk.core.statistics.drift import Drift
from certdesk.core.statistics.icc import Icc
from certdesk.core.statistics.results import Estimate, Interval, NotComputed
from certdesk.core.statistics.scoring_error import ScoringError
from certdesk.core.statistics.severity import Severity
from certdesk.core.words import _, ngettext


def severity_in_words(one: Severity, name: str) -> str:
    """Say how much more or less somebody gives than those who marked the same; no judgement under n = 20."""
    found = one.difference
    if isinstance(found, NotComputed):
        return _("{name}: not computed, because: {reason}.").format(name=name, reason=found.reason)
    size = f"{abs(found.value):.2f}"
    if f"{abs(found.value):.2f}" == "0.00":
        text = _("{name} gives as much as those who marked the same {interval}.")
    elif found.value > 0:
        text = _("{name} gives {size} levels more than those who marked the same {interval}.")
    else:
        text = _("{name} gives {size} levels less than those who marked the same {interval}.")
    return _with_care(text.format(name=name, size=size, interval=interval_in_words(found)), found)


def drift_in_words(one: Drift, name: str) -> str:
    """Say how somebody's marks move against those of the others in thirty days."""
    found = one.slope
    if isinstance(found, NotComputed):
        return _("{name}: not computed, because: {reason}.").format(name=name, reason=found.reason)
    text = _("{name} moves by {size} levels in 30 days against the others {interval}.")
    words = text.format(name=name, size=f"{found.value:+.2f}", interval=interval_in_words(found))
    return _with_care(words, found)


def error_in_words(error: ScoringError | NotComputed) -> str:
    """Say how far apart two assessors' scores of the same portfolio typically lie."""
    if isinstance(error, NotComputed):
        return _("The scoring error can't be computed: {reason}.").format(reason=error.reason)
    text = ngettext(
        "One assessor’s score has a standard error of {sem} points {interval}, from {n} portfolio marked twice.",
        "One assessor’s score has a standard error of {sem} points {interval}, from {n} portfolios marked twice.",
        error.n,
    )
    sem = error.sem
    bounds = sem.interval
    shown = f"({bounds.low:.2f}–{bounds.high:.2f})" if isinstance(bounds, Interval) else f"({bounds.reason})"
    words = text.format(sem=f"{sem.value:.3f}", interval=shown, n=error.n)
    return words if error.n >= ENOUGH else f"{words} {_('That is too few to judge by.')}"


def icc_named(found: Icc | NotComputed) -> tuple[tuple[str, Estimate | NotComputed], ...]:
    """Return the intraclass correlations of scores that were given twice, with the names that people know them by."""
    one, two = _("ICC(2,1), one assessor’s score"), _("ICC(2,k), the mean of two scores")
    if isinstance(found, NotComputed):
        return (one, found), (two, found)
    return (one, found.icc2), (two, found.icc2k)


def interval_in_words(found: Estimate) -> str:
    """Write an interval and n in brackets: (−0.12 to 0.31, n = 48)."""
    if not isinstance(found.interval, Interval):
        return _("(n = {n}; no interval: {reason})").format(n=found.n, reason=found.interval.reason)
    text = _("({low} to {high}, n = {n})")
    return text.format(low=f"{found.interval.low:.2f}", high=f"{found.interval.high:.2f}", n=found.n)


def _with_care(text: str, found: Estimate) -> str:
    if found.n < ENOUGH:
        return f"{text} {_('That is too few to judge by.')}"
    if isinstance(found.interval, Interval) and found.interval.low <= 0 <= found.interval.high:
        return f"{text} {_('It may be chance.')}"
    return text
