"""How long what is kept, and when it is to go: pure rules over days."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from certdesk.core.later import months_later
from certdesk.core.policy import Retention
from certdesk.core.words import N_

RECORDING_TYPES = frozenset({"lesson_video"})
RECORDING_KINDS = frozenset({"video", "audio"})


class KeptClass(StrEnum):
    """What is kept for how long. Children are seen and heard on recordings, so those go first."""

    RECORDING = "recording"
    PORTFOLIO = "portfolio"
    RECORD = "record"


CLASS_WORDS = {
    KeptClass.RECORDING: N_("Lesson recordings"),
    KeptClass.PORTFOLIO: N_("Other evidence"),
    KeptClass.RECORD: N_("Decision records"),
}


class Reprieve(StrEnum):
    """Why something stays although its time is over, or has not begun to run."""

    NOT_FINAL = "not_final"
    APPEAL = "appeal"
    HOLD = "hold"
    EXEMPLAR = "exemplar"


REPRIEVE_WORDS = {
    Reprieve.NOT_FINAL: N_("No final outcome yet"),
    Reprieve.APPEAL: N_("An appeal is open"),
    Reprieve.HOLD: N_("A legal hold"),
    Reprieve.EXEMPLAR: N_("Kept as an exemplar, with consent"),
}


@dataclass(frozen=True, slots=True)
class LegalHold:
    """Somebody ordered that a portfolio, a cohort or everything stays. ``subject`` is an id, or "*"."""

    id: str
    subject: str
    reason: str
    since: date
    until: date | None = None
    ended_on: date | None = None

    def holds(self, subject: str, today: date) -> bool:
        """Whether it holds something on a day; on its last day it still does."""
        if self.ended_on is not None or (self.until is not None and today > self.until):
            return False
        return self.subject in {"*", subject}


def kept_class(evidence_type: str, kind: str) -> KeptClass:
    """Return the class of an evidence item: what plays is a recording, whatever it was called."""
    if evidence_type in RECORDING_TYPES or kind in RECORDING_KINDS:
        return KeptClass.RECORDING
    return KeptClass.PORTFOLIO


def kept_until(final_on: date, kept: KeptClass, retention: Retention) -> date:
    """Return the last day on which something is kept, counted from the day of the final outcome."""
    match kept:
        case KeptClass.RECORDING:
            return final_on + timedelta(days=retention.lesson_video_days)
        case KeptClass.PORTFOLIO:
            return final_on + timedelta(days=retention.portfolio_days)
        case KeptClass.RECORD:
            return months_later(final_on, 12 * retention.decision_records_years)


def final_day(released_on: date | None, window_days: int, appeals_ended_on: tuple[date, ...] = ()) -> date | None:
    """Return the day on which an outcome became final: when nobody can appeal any more, and every appeal has ended.

    None where nothing was released.
    """
    if released_on is None:
        return None
    return max((released_on + timedelta(days=window_days), *appeals_ended_on))
