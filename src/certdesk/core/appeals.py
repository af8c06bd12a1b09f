"""Appeals against a result: on which grounds and until when, through which stages, and until when each has to end."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from enum import StrEnum

from certdesk.core.days import day_in_words
from certdesk.core.policy import Appeals, AppealStage, Ground, ProgrammePolicy
from certdesk.core.words import N_, _, ngettext
from certdesk.core.working_days import holidays_of, working_days_between, working_days_later

GROUNDS: dict[Ground, str] = {
    Ground.PROCEDURE: N_("A procedure was not followed"),
    Ground.OVERLOOKED: N_("Evidence was overlooked"),
    Ground.CONFLICT: N_("An assessor had a conflict of interest"),
    Ground.CLERICAL: N_("A figure is wrong"),
}
STAGES: dict[AppealStage, str] = {
    AppealStage.CLERICAL_CHECK: N_("Clerical check"),
    AppealStage.REMARK: N_("Independent re-mark"),
    AppealStage.PANEL: N_("Panel"),
}


class AppealState(StrEnum):
    """What became of an appeal."""

    OPEN = "open"
    UPHELD = "upheld"
    DISMISSED = "dismissed"
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True, slots=True)
class AppealStep:
    """One thing that was done about an appeal, by whom (id), and what came of it."""

    stage: AppealStage
    at: datetime
    by: str
    deed: str
    words: str = ""


@dataclass(frozen=True, slots=True)
class Appeal:
    """An appeal with everything that was done about it.

    ``adopted`` are assessments whose marks count since, by criterion; ``allocation`` is who marks anew, where somebody
    does.
    """

    id: str
    portfolio_id: str
    ground: Ground
    words: str
    opened_on: date
    stage: AppealStage
    due_on: date
    state: AppealState = AppealState.OPEN
    steps: tuple[AppealStep, ...] = ()
    adopted: Mapping[str, str] = field(default_factory=dict)
    allocation: str = ""

    @property
    def open(self) -> bool:
        """Whether it still has to be decided."""
        return self.state is AppealState.OPEN


def why_no_appeal(policy: Appeals, released_on: date | None, today: date, ground: Ground) -> str:
    """Return the sentence why an appeal can't be opened; empty where it can."""
    if released_on is None:
        return _("The result is not released, so there is nothing to appeal against yet.")
    if ground not in policy.grounds:
        known = "; ".join(_(GROUNDS[one]) for one in policy.grounds)
        text = _("“{ground}” is no ground of an appeal in this programme. Its grounds are: {grounds}.")
        return text.format(ground=_(GROUNDS[ground]), grounds=known)
    last = last_day_to_appeal(policy, released_on)
    if today > last:
        text = _("The result was released on {day}; an appeal could be made until {last}.")
        return text.format(day=day_in_words(released_on), last=day_in_words(last))
    return ""


def last_day_to_appeal(policy: Appeals, released_on: date) -> date:
    """Return the last day of the window, which is in calendar days."""
    return released_on + timedelta(days=policy.window_days)


def first_stage(policy: Appeals) -> AppealStage:
    """Return the stage that every appeal begins with."""
    return policy.stages[0] if policy.stages else AppealStage.PANEL


def next_stage(policy: Appeals, stage: AppealStage) -> AppealStage | None:
    """Return the stage after one, or None after the last."""
    later = policy.stages[policy.stages.index(stage) + 1 :] if stage in policy.stages else ()
    return later[0] if later else None


def due_day(policy: ProgrammePolicy, stage: AppealStage, begun: date) -> date:
    """Return the day on which a stage that begins today has to end, in working days of the programme."""
    appeals = policy.appeals
    place = appeals.stages.index(stage) if stage in appeals.stages else len(appeals.days_per_stage)
    days = appeals.days_per_stage[place] if place < len(appeals.days_per_stage) else 20
    return working_days_later(begun, days, holidays_of(policy.holidays))


def moved_on(policy: ProgrammePolicy, appeal: Appeal, stage: AppealStage, today: date) -> Appeal:
    """Return an appeal as it begins another stage."""
    return replace(appeal, stage=stage, due_on=due_day(policy, stage, today))


def days_left(policy: ProgrammePolicy, appeal: Appeal, today: date) -> int:
    """Return how many working days are left of its stage; less than none where it is late."""
    return working_days_between(today, appeal.due_on, holidays_of(policy.holidays))


def time_left(policy: ProgrammePolicy, appeal: Appeal, today: date) -> str:
    """Say how much time there is, in words."""
    left = days_left(policy, appeal, today)
    if left < 0:
        return ngettext("{count} working day late", "{count} working days late", -left).format(count=-left)
    if left == 0:
        return _("due today") if appeal.due_on == today else _("was due on the last working day")
    return ngettext("{count} working day left", "{count} working days left", left).format(count=left)
