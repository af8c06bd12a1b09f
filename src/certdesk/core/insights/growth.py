"""Growth between attempts of the same candidate, and only where it is larger than the error of scoring."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction

from certdesk.core.insights.counting import too_few
from certdesk.core.insights.figures import AttemptChange, Grown, GrowthFigures
from certdesk.core.statistics.results import NotComputed
from certdesk.core.statistics.scoring_error import scoring_error
from certdesk.core.words import _

RELIABLE = 1.96 * math.sqrt(2)
"""Times the scoring error; a smaller change between two attempts may be chance (Jacobson & Truax 1991)."""


@dataclass(frozen=True, slots=True)
class Attempts:
    """Two attempts of one candidate by mean level; with ``reason`` they can't be compared."""

    portfolio_id: str
    code: str
    before: Fraction | None
    after: Fraction | None
    reason: str = ""


@dataclass(frozen=True, slots=True)
class MarkingError:
    """The error of one assessor's mean level, SEM = root of mean d squared / 2, from ``n`` double marks.

    ``value`` is None where there are fewer double marks than the smallest cell.
    """

    value: float | None
    n: int

    @property
    def band(self) -> float | None:
        """The smallest change that is more than error."""
        return None if self.value is None else RELIABLE * self.value


UNKNOWN_ERROR = MarkingError(None, 0)


def error_of(doubles: Sequence[tuple[Fraction, Fraction]], smallest: int) -> MarkingError:
    """Return the error from pairs of independent mean levels of the same portfolios."""
    found = scoring_error([float(one) for one, _other in doubles], [float(other) for _one, other in doubles])
    if isinstance(found, NotComputed) or found.n < smallest or not found.sem.value:
        return MarkingError(None, len(doubles))
    return MarkingError(found.sem.value, found.n)


def changes_of(attempts: Iterable[Attempts], error: MarkingError) -> tuple[AttemptChange, ...]:
    """Say for each pair what may be said."""
    return tuple(_change(one, error) for one in attempts)


def growth_of(changes: Sequence[AttemptChange], error: MarkingError, smallest: int) -> GrowthFigures:
    """Count the verdicts; hidden where fewer than ``smallest`` candidates can be compared."""
    known = [one for one in changes if one.verdict is not Grown.CANNOT_TELL and one.change is not None]
    if not changes:
        return GrowthFigures(hidden=_("Nobody in this cohort has an earlier attempt."))
    if error.value is None:
        text = _("Cannot be told: the scoring error needs {least} double marks at least, and there are {count}.")
        return GrowthFigures(hidden=text.format(least=max(smallest, 2), count=error.n))
    if len(known) < smallest:
        return GrowthFigures(error=error.value, error_n=error.n, band=error.band, hidden=f"{too_few(smallest)}.")
    total = sum((one.change for one in known if one.change is not None), Fraction(0))
    counts = {verdict: sum(one.verdict is verdict for one in known) for verdict in Grown}
    return GrowthFigures(
        n=len(known),
        not_comparable=len(changes) - len(known),
        up=counts[Grown.UP],
        down=counts[Grown.DOWN],
        within_error=counts[Grown.WITHIN_ERROR],
        mean_change=total / len(known),
        error=error.value,
        error_n=error.n,
        band=error.band,
    )


def _change(one: Attempts, error: MarkingError) -> AttemptChange:
    if one.reason or one.before is None or one.after is None:
        reason = one.reason or _("one of the attempts has no level")
        return AttemptChange(one.portfolio_id, one.code, one.before, one.after, None, Grown.CANNOT_TELL, reason)
    change = one.after - one.before
    if error.band is None:
        reason = _("there are too few double marks to know the scoring error")
        return AttemptChange(one.portfolio_id, one.code, one.before, one.after, change, Grown.CANNOT_TELL, reason)
    verdict = Grown.WITHIN_ERROR
    if abs(float(change)) > error.band:
        verdict = Grown.UP if change > 0 else Grown.DOWN
    return AttemptChange(one.portfolio_id, one.code, one.before, one.after, change, verdict)
