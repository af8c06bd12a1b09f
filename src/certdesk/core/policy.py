"""The programme's policy: every number by which a cohort is marked twice, adjudicated, moderated, released and kept.

The defaults are those of ``rubrics/programme_policy.yaml``, which says the same in the words of programmes.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from fractions import Fraction


class Pick(StrEnum):
    """Why a portfolio is marked once more, or moderated. A portfolio may have several reasons."""

    RANDOM = "random_share"
    NEW_ASSESSOR = "first_of_new_assessor"
    NEAR_CUT = "near_cut"
    DISTINCTION = "distinction_recommended"
    SMALL_COHORT = "all_when_cohort_is_small"
    APPEAL = "appeal"
    EACH_ASSESSOR = "each_assessor"
    UNSCORABLE = "unscorable"
    HIGHEST = "highest"
    LOWEST = "lowest"
    DISPUTE = "dispute"
    BY_HAND = "by_hand"


class Conflict(StrEnum):
    """Grounds on which somebody may not assess a candidate."""

    SELF = "self"
    RELATIVE = "relative"
    SAME_SCHOOL = "same_school_24_months"
    LINE_MANAGER = "line_manager"
    MENTOR = "mentor_of_candidate"
    FINANCIAL = "financial_interest"
    DECLARED = "other_declared"


class Settle(StrEnum):
    """What the table says about two independent levels of one criterion."""

    SAME = "same"
    """Equal: that level."""
    MEAN = "mean_of_two"
    THIRD_ALL_IN_DISPUTE = "third_assessor_all_criteria_in_dispute"
    THIRD = "third_assessor_this_criterion"


class Ground(StrEnum):
    """Grounds of an appeal. That somebody judges otherwise is none."""

    PROCEDURE = "procedure_not_followed"
    OVERLOOKED = "evidence_overlooked"
    CONFLICT = "conflict_of_interest"
    CLERICAL = "clerical_error"


class AppealStage(StrEnum):
    """The stages of an appeal, in their order."""

    CLERICAL_CHECK = "clerical_check"
    REMARK = "independent_remark"
    PANEL = "panel"


@dataclass(frozen=True, slots=True)
class Qualification:
    """What an assessor has to reach on the qualifying set; shares of all criteria marked."""

    training_items: int = 3
    portfolios: int = 2
    exact_at_least: Fraction = Fraction(3, 5)
    within_one_at_least: Fraction = Fraction(19, 20)
    discrepant_at_most: int = 1
    outcome_must_match: bool = True
    every_months: int = 12
    requalify_exact_below: Fraction = Fraction(1, 2)
    requalify_on_last: int = 40


@dataclass(frozen=True, slots=True)
class Blind:
    """What assessors do not see."""

    candidate: bool = True
    school: bool = True
    file_names: bool = True
    properties: bool = True
    earlier_scores: bool = True
    other_assessor: bool = True


@dataclass(frozen=True, slots=True)
class SecondMarking:
    """Which portfolios are marked by two. ``fallback_band`` is used while no scoring error can be measured."""

    random_share: Fraction = Fraction(1, 5)
    first_of_new_assessor: int = 5
    near_cut: bool = True
    near_cut_errors: Fraction = Fraction(1)
    fallback_band: Fraction = Fraction(3, 20)
    distinctions: bool = True
    all_below: int = 10
    appeals: bool = True


@dataclass(frozen=True, slots=True)
class AdjudicationTable:
    """What happens when two levels of a criterion differ by so many steps of the scale."""

    adjacent_same_outcome: Settle = Settle.MEAN
    adjacent_other_outcome: Settle = Settle.THIRD_ALL_IN_DISPUTE
    two_apart: Settle = Settle.THIRD
    one_code: Settle = Settle.THIRD


@dataclass(frozen=True, slots=True)
class ModerationSample:
    """How large the sample is, what always belongs to it, and when an assessor's work is marked again."""

    share: Fraction = Fraction(1, 10)
    minimum: int = 6
    each_assessor: int = 1
    unscorable: bool = True
    extremes: bool = True
    near_cut: bool = True
    first_of_new_assessor: int = 3
    differs_levels: int = 2
    differs_criteria: int = 2


@dataclass(frozen=True, slots=True)
class Appeals:
    """Days are working days but for the window, which is calendar days after the release."""

    window_days: int = 28
    grounds: tuple[Ground, ...] = tuple(Ground)
    stages: tuple[AppealStage, ...] = tuple(AppealStage)
    days_per_stage: tuple[int, ...] = (10, 20, 20)
    outcome_may_go_down: bool = False


@dataclass(frozen=True, slots=True)
class Retention:
    """How long things are kept after the final outcome."""

    decision_records_years: int = 6
    portfolio_days: int = 365
    lesson_video_days: int = 180


@dataclass(frozen=True, slots=True)
class Resubmission:
    """How often and until when named criteria may be handed in again."""

    attempts: int = 3
    within_months: int = 24
    only_named_criteria: bool = True
    best_score_kept: bool = True


@dataclass(frozen=True, slots=True)
class ProgrammePolicy:
    """All of it. ``hold_until_moderated`` keeps every result back until the moderation of its cohort is closed."""

    qualification: Qualification = Qualification()
    conflicts: tuple[Conflict, ...] = tuple(Conflict)
    same_school_months: int = 24
    blind: Blind = Blind()
    second_marking: SecondMarking = SecondMarking()
    adjudication: AdjudicationTable = AdjudicationTable()
    moderation: ModerationSample = ModerationSample()
    hold_until_moderated: bool = True
    appeals: Appeals = Appeals()
    retention: Retention = Retention()
    resubmission: Resubmission = Resubmission()
    smallest_cell: int = 5
    holidays: tuple[str, ...] = field(default=())
    """Days (ISO) that are no working days, besides Saturdays and Sundays."""
