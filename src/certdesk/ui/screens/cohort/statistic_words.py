"""Numbers as people read them: with their interval, or why there is none."""

from __future__ import annotations

from certdesk.core.statistics.results import Estimate, Interval, NotComputed, Proportion
from certdesk.core.words import _

Found = Estimate | NotComputed


def share_words(found: Proportion | NotComputed) -> str:
    """Write a share: 68 %."""
    return _("–") if isinstance(found, NotComputed) else _("{share} %").format(share=round(100 * found.value))


def share_interval(found: Proportion | NotComputed) -> str:
    """Write the ends of its interval: 63 to 73."""
    if isinstance(found, NotComputed):
        return ""
    low, high = round(100 * found.interval.low), round(100 * found.interval.high)
    return _("{low} to {high}").format(low=low, high=high)


def number_words(found: Found, digits: int = 2) -> str:
    """Write a coefficient: 0.71."""
    return _("–") if isinstance(found, NotComputed) else _signed(found.value, digits)


def number_interval(found: Found, digits: int = 2) -> str:
    """Write the ends of its interval: 0.64 to 0.77."""
    if isinstance(found, NotComputed) or isinstance(found.interval, NotComputed):
        return ""
    return _("{low} to {high}").format(
        low=_signed(found.interval.low, digits), high=_signed(found.interval.high, digits)
    )


def why_not(found: Found | Proportion) -> str:
    """Say why a number, or its interval, can't be computed; empty where both are there."""
    if isinstance(found, NotComputed):
        return _("Cannot be computed: {reason}.").format(reason=_lower(found.reason))
    if isinstance(found, Estimate) and isinstance(found.interval, NotComputed):
        return _("No interval: {reason}.").format(reason=_lower(found.interval.reason))
    return ""


def ends(found: Found) -> tuple[float | None, float | None]:
    """Return the ends of an interval, None where there is none."""
    if isinstance(found, NotComputed) or not isinstance(found.interval, Interval):
        return None, None
    return found.interval.low, found.interval.high


def plus_minus(value: float, digits: int = 2) -> str:
    """Write a difference with its sign: +0.12, −0.30."""
    text = f"{abs(value):.{digits}f}"
    if float(text) == 0:
        return text
    return f"{'−' if value < 0 else '+'}{text}"


def _signed(value: float, digits: int) -> str:
    text = f"{abs(value):.{digits}f}"
    return f"−{text}" if value < 0 and float(text) else text


def _lower(reason: str) -> str:
    """Begin a reason small inside a sentence, unless it begins with a name of a statistic."""
    reason = reason.rstrip(".")
    return reason[:1].lower() + reason[1:] if reason[1:2].islower() else reason
