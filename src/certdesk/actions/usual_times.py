"""How long somebody usually takes for a portfolio: the one number about their work that goes along with their marks."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from statistics import median

from certdesk.core.exchange import LEAST_FOR_USUAL, UsualTime
from certdesk.core.portfolio import Portfolio
from certdesk.core.words import _
from certdesk.store.cohort_progress import seconds_of_signed
from certdesk.store.workspace import Workspace


def my_usual_time(workspace: Workspace, portfolios: Sequence[Portfolio]) -> UsualTime | None:
    """Return the median of whoever acts on the rubric of these portfolios, None while too little was signed.

    It is about everything they signed by that rubric, never about what is packed, so that it tells of no portfolio.
    """
    rubrics = Counter(one.rubric.id for one in portfolios)
    if not rubrics:
        return None
    rubric = rubrics.most_common(1)[0][0]
    seconds = seconds_of_signed(workspace.db, rubric).get(workspace.person, [])
    if len(seconds) < LEAST_FOR_USUAL:
        return None
    return UsualTime(rubric, max(1, round(median(seconds) / 60)), len(seconds))


def usual_time_sentence(usual: UsualTime) -> str:
    """Say what is told about somebody's time."""
    return _("It also tells your usual time for a portfolio: {minutes} minutes.").format(minutes=usual.minutes)
