"""Every number of a policy as a setting: its words, what kind of value it is, and where it stands."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from fractions import Fraction
from typing import Any

from certdesk.core.judging import plain_number
from certdesk.core.policy import ProgrammePolicy, Settle
from certdesk.core.words import N_, _


class Kind(StrEnum):
    """What somebody writes or chooses."""

    COUNT = "count"
    PER_CENT = "per_cent"
    NUMBER = "number"
    COUNTS = "counts"
    """Several whole numbers with commas."""
    DAYS = "days"
    """Days such as 2026-12-25, with commas."""
    YES_NO = "yes_no"
    SETTLE = "settle"


@dataclass(frozen=True, slots=True)
class Setting:
    """``path`` is the name of the part and of the number in it, or of the number alone."""

    path: str
    words: str
    kind: Kind
    unit: str = ""


PARTS: tuple[tuple[str, tuple[Setting, ...]], ...] = (
    (N_("Second marking"), (
        Setting("second_marking.random_share", N_("Share at random"), Kind.PER_CENT, N_("%")),
        Setting("second_marking.first_of_new_assessor", N_("First portfolios of each new assessor"), Kind.COUNT),
        Setting("second_marking.near_cut", N_("Every portfolio near the cut"), Kind.YES_NO),
        Setting("second_marking.near_cut_errors", N_("Near is so many errors of scoring"), Kind.NUMBER),
        Setting("second_marking.fallback_band", N_("Near, while that can’t be measured"), Kind.NUMBER, N_("points")),
        Setting("second_marking.distinctions", N_("Every distinction"), Kind.YES_NO),
        Setting("second_marking.all_below", N_("All, in cohorts below"), Kind.COUNT, N_("portfolios")),
        Setting("second_marking.appeals", N_("Every appeal"), Kind.YES_NO),
    )),
    (N_("Where two differ"), (
        Setting("adjudication.adjacent_same_outcome", N_("At most one step apart, same outcome"), Kind.SETTLE),
        Setting("adjudication.adjacent_other_outcome", N_("At most one step apart, outcomes differ"), Kind.SETTLE),
        Setting("adjudication.two_apart", N_("More than one step apart"), Kind.SETTLE),
        Setting("adjudication.one_code", N_("One mark is no level"), Kind.SETTLE),
    )),
    (N_("Moderation sample"), (
        Setting("moderation.share", N_("Share at random"), Kind.PER_CENT, N_("%")),
        Setting("moderation.minimum", N_("At least"), Kind.COUNT, N_("portfolios")),
        Setting("moderation.each_assessor", N_("Of each assessor at least"), Kind.COUNT),
        Setting("moderation.unscorable", N_("Every portfolio with a code"), Kind.YES_NO),
        Setting("moderation.extremes", N_("The highest and the lowest result"), Kind.YES_NO),
        Setting("moderation.near_cut", N_("Every portfolio near the cut"), Kind.YES_NO),
        Setting("moderation.first_of_new_assessor", N_("First portfolios of each new assessor"), Kind.COUNT),
        Setting("moderation.differs_levels", N_("A moderator differs from so many levels on"), Kind.COUNT),
        Setting("moderation.differs_criteria", N_("In so many criteria the work is marked again"), Kind.COUNT),
        Setting("hold_until_moderated", N_("Results wait until the moderation is closed"), Kind.YES_NO),
    )),
    (N_("Assessors"), (
        Setting("qualification.training_items", N_("Training items"), Kind.COUNT),
        Setting("qualification.portfolios", N_("Portfolios of the qualifying set"), Kind.COUNT),
        Setting("qualification.exact_at_least", N_("Exact at least"), Kind.PER_CENT, N_("%")),
        Setting("qualification.within_one_at_least", N_("Within one level at least"), Kind.PER_CENT, N_("%")),
        Setting("qualification.discrepant_at_most", N_("Far off in each, at most"), Kind.COUNT),
        Setting("qualification.outcome_must_match", N_("The outcome has to match"), Kind.YES_NO),
        Setting("qualification.every_months", N_("Qualify again every"), Kind.COUNT, N_("months")),
        Setting("qualification.requalify_exact_below", N_("Qualify again below, exact"), Kind.PER_CENT, N_("%")),
        Setting("qualification.requalify_on_last", N_("Counted on the last criteria"), Kind.COUNT),
        Setting("same_school_months", N_("The same school counts as a conflict for"), Kind.COUNT, N_("months")),
    )),
    (N_("Hidden from assessors"), (
        Setting("blind.candidate", N_("Candidate"), Kind.YES_NO),
        Setting("blind.school", N_("School"), Kind.YES_NO),
        Setting("blind.file_names", N_("File names"), Kind.YES_NO),
        Setting("blind.properties", N_("Document properties"), Kind.YES_NO),
        Setting("blind.earlier_scores", N_("Earlier scores"), Kind.YES_NO),
        Setting("blind.other_assessor", N_("Other assessors"), Kind.YES_NO),
    )),
    (N_("Appeals and resubmission"), (
        Setting("appeals.window_days", N_("Appeals within"), Kind.COUNT, N_("days")),
        Setting("appeals.days_per_stage", N_("For each stage of an appeal"), Kind.COUNTS, N_("working days")),
        Setting("appeals.outcome_may_go_down", N_("An outcome may go down on appeal"), Kind.YES_NO),
        Setting("resubmission.attempts", N_("Attempts"), Kind.COUNT),
        Setting("resubmission.within_months", N_("Resubmission within"), Kind.COUNT, N_("months")),
        Setting("resubmission.only_named_criteria", N_("Only named criteria"), Kind.YES_NO),
        Setting("resubmission.best_score_kept", N_("The best score is kept"), Kind.YES_NO),
    )),
    (N_("Keeping and telling"), (
        Setting("retention.decision_records_years", N_("Records of decisions"), Kind.COUNT, N_("years")),
        Setting("retention.portfolio_days", N_("Portfolios after the outcome"), Kind.COUNT, N_("days")),
        Setting("retention.lesson_video_days", N_("Lesson videos after the outcome"), Kind.COUNT, N_("days")),
        Setting("smallest_cell", N_("Smallest group of which a number is told"), Kind.COUNT),
        Setting("holidays", N_("Days that are no working days, such as 2026-12-25"), Kind.DAYS),
    )),
)  # fmt: skip

SETTLES = (
    (Settle.MEAN, N_("the mean of the two")),
    (Settle.THIRD, N_("a third assessor, this criterion")),
    (Settle.THIRD_ALL_IN_DISPUTE, N_("a third, all in dispute")),
)


def value_of(policy: ProgrammePolicy, path: str) -> Any:  # noqa: ANN401 - a number, a yes or no, or a way to settle
    """Return what a setting is."""
    found: Any = policy
    for name in path.split("."):
        found = getattr(found, name)
    return found


def changed(policy: ProgrammePolicy, path: str, value: Any) -> ProgrammePolicy:  # noqa: ANN401 - see `value_of`
    """Return a policy with another value of one setting."""
    part, _dot, name = path.rpartition(".")
    if not part:
        return replace(policy, **{name: value})
    return replace(policy, **{part: replace(getattr(policy, part), **{name: value})})


def written(kind: Kind, value: Any) -> str:  # noqa: ANN401 - see `value_of`
    """Write a number as it stands in its field."""
    if kind in (Kind.COUNTS, Kind.DAYS):
        return ", ".join(str(one) for one in value)
    if kind is Kind.PER_CENT:
        return plain_number(Fraction(value) * 100)
    return plain_number(Fraction(value)) if kind in (Kind.NUMBER, Kind.COUNT) else str(value)


def read(kind: Kind, text: str) -> Fraction | int | tuple[int, ...] | tuple[str, ...] | None:
    """Read what somebody wrote; None where it is nothing of that kind, or below nought."""
    if kind in (Kind.COUNTS, Kind.DAYS):
        return _several(kind, [one.strip() for one in text.split(",") if one.strip()])
    try:
        value = Fraction(text.strip().rstrip("%").strip().replace(",", "."))
    except (ValueError, ZeroDivisionError):
        return None
    if value < 0 or (kind is Kind.PER_CENT and value > 100):
        return None
    if kind is Kind.COUNT:
        return int(value) if value.denominator == 1 else None
    return value / 100 if kind is Kind.PER_CENT else value


def _several(kind: Kind, parts: list[str]) -> tuple[int, ...] | tuple[str, ...] | None:
    try:
        if kind is Kind.DAYS:
            return tuple(date.fromisoformat(one).isoformat() for one in parts)
        counts = tuple(int(one) for one in parts)
    except ValueError:
        return None
    return counts if counts and min(counts) >= 0 else None


def wanted(kind: Kind) -> str:
    """Say what belongs into a field."""
    if kind is Kind.COUNTS:
        return _("Whole numbers with commas are needed here, such as 10, 20, 20.")
    if kind is Kind.DAYS:
        return _("Days with commas are needed here, such as 2026-12-25, 2027-01-01.")
    if kind is Kind.PER_CENT:
        return _("A number from 0 to 100 is needed here.")
    return _("A whole number is needed here.") if kind is Kind.COUNT else _("A number is needed here, such as 0.15.")
