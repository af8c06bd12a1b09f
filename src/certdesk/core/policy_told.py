"""A programme's policy in words, part by part, with every number in it."""

from __future__ import annotations

from certdesk.core.judging import plain_number
from certdesk.core.moderation import percent
from certdesk.core.policy import AppealStage, Conflict, Ground, Pick, ProgrammePolicy, Settle
from certdesk.core.words import N_, _

Told = tuple[tuple[str, tuple[tuple[str, str], ...]], ...]
"""Parts of a policy: the title of each, and names with their values."""

PICKS = {
    Pick.RANDOM: N_("drawn at random"),
    Pick.NEW_ASSESSOR: N_("among the first of a new assessor"),
    Pick.NEAR_CUT: N_("near the cut"),
    Pick.DISTINCTION: N_("distinction recommended"),
    Pick.SMALL_COHORT: N_("the cohort is small"),
    Pick.APPEAL: N_("under appeal"),
    Pick.EACH_ASSESSOR: N_("so that each assessor is there"),
    Pick.UNSCORABLE: N_("a code in its marks"),
    Pick.HIGHEST: N_("the highest result"),
    Pick.LOWEST: N_("the lowest result"),
    Pick.DISPUTE: N_("assessors differ"),
    Pick.BY_HAND: N_("chosen by hand"),
}
_ACTIONS = {
    Settle.SAME: N_("that mark counts"),
    Settle.MEAN: N_("the mean of the two counts"),
    Settle.THIRD_ALL_IN_DISPUTE: N_("a third assessor marks every criterion in dispute"),
    Settle.THIRD: N_("a third assessor marks this criterion"),
}
_GROUNDS = {
    Ground.PROCEDURE: N_("procedure not followed"),
    Ground.OVERLOOKED: N_("evidence overlooked"),
    Ground.CONFLICT: N_("conflict of interest"),
    Ground.CLERICAL: N_("clerical error"),
}
_STAGES = {
    AppealStage.CLERICAL_CHECK: N_("clerical check"),
    AppealStage.REMARK: N_("independent marking"),
    AppealStage.PANEL: N_("panel"),
}
_CONFLICTS = {
    Conflict.SELF: N_("own work"),
    Conflict.RELATIVE: N_("a relative"),
    Conflict.SAME_SCHOOL: N_("the same school in the last {months} months"),
    Conflict.LINE_MANAGER: N_("line manager"),
    Conflict.MENTOR: N_("mentor of the candidate"),
    Conflict.FINANCIAL: N_("a financial interest"),
    Conflict.DECLARED: N_("declared otherwise"),
}


def pick_in_words(pick: Pick) -> str:
    """Say why a portfolio was drawn."""
    return _(PICKS[pick])


def told(policy: ProgrammePolicy) -> Told:
    """Return the whole policy in words."""
    return (
        (_("Adjudication"), _table(policy)),
        (_("Moderation sample"), _sample(policy)),
        (_("Second marking"), _second(policy)),
        (_("Assessors"), _assessors(policy)),
        (_("Release, appeals and resubmission"), _after(policy)),
        (_("Keeping and telling"), _keeping(policy)),
    )


def _table(policy: ProgrammePolicy) -> tuple[tuple[str, str], ...]:
    table = policy.adjudication
    return (
        (_("Equal marks"), _(_ACTIONS[Settle.SAME])),
        (_("At most one step apart, same outcome"), _(_ACTIONS[table.adjacent_same_outcome])),
        (_("At most one step apart, outcomes differ"), _(_ACTIONS[table.adjacent_other_outcome])),
        (_("More than one step apart"), _(_ACTIONS[table.two_apart])),
        (_("One mark is no level"), _(_ACTIONS[table.one_code])),
        (_("Third assessor"), _("equal to one of the two: that mark; otherwise the middle one of three levels")),
    )


def _sample(policy: ProgrammePolicy) -> tuple[tuple[str, str], ...]:
    one = policy.moderation
    again = _("{levels} levels or more in {criteria} criteria or more: the assessor’s work is marked again")
    return (
        (_("Share at random"), percent(one.share)),
        (_("At least"), str(one.minimum)),
        (_("Of each assessor at least"), str(one.each_assessor)),
        (_("Every portfolio with a code"), yes_no(one.unscorable)),
        (_("The highest and the lowest result"), yes_no(one.extremes)),
        (_("Every portfolio near the cut"), yes_no(one.near_cut)),
        (_("First of each new assessor"), str(one.first_of_new_assessor)),
        (_("A moderator differs by"), again.format(levels=one.differs_levels, criteria=one.differs_criteria)),
    )


def _second(policy: ProgrammePolicy) -> tuple[tuple[str, str], ...]:
    one = policy.second_marking
    band = _("{errors} × the standard error of scoring; {points} points while that can't be measured")
    return (
        (_("Share at random"), percent(one.random_share)),
        (_("First of each new assessor"), str(one.first_of_new_assessor)),
        (_("Every portfolio near the cut"), yes_no(one.near_cut)),
        (
            _("Near the cut is"),
            band.format(errors=plain_number(one.near_cut_errors), points=plain_number(one.fallback_band)),
        ),
        (_("Every distinction"), yes_no(one.distinctions)),
        (_("All in cohorts below"), str(one.all_below)),
        (_("Every appeal"), yes_no(one.appeals)),
    )


def _assessors(policy: ProgrammePolicy) -> tuple[tuple[str, str], ...]:
    one, blind = policy.qualification, policy.blind
    asked = _(
        "{portfolios} portfolios, {exact} exact and {near} within one level at least, at most {discrepant} far off in "
        "each"
    )
    numbers = {
        "portfolios": one.portfolios, "exact": percent(one.exact_at_least), "near": percent(one.within_one_at_least),
        "discrepant": one.discrepant_at_most,
    }  # fmt: skip
    again = _("every {months} months, or below {exact} exact on the last {criteria} criteria")
    numbers_again = {
        "months": one.every_months, "exact": percent(one.requalify_exact_below), "criteria": one.requalify_on_last,
    }  # fmt: skip
    hidden = (
        (_("candidate"), blind.candidate), (_("school"), blind.school), (_("file names"), blind.file_names),
        (_("document properties"), blind.properties), (_("earlier scores"), blind.earlier_scores),
        (_("other assessors"), blind.other_assessor),
    )  # fmt: skip
    conflicts = [_(_CONFLICTS[each]).format(months=policy.same_school_months) for each in policy.conflicts]
    return (
        (_("Training items"), str(one.training_items)),
        (_("Qualifying set"), asked.format(**numbers)),
        (_("The outcome has to match"), yes_no(one.outcome_must_match)),
        (_("Qualify again"), again.format(**numbers_again)),
        (_("Conflicts of interest"), ", ".join(conflicts)),
        (_("Hidden from assessors"), ", ".join(name for name, is_hidden in hidden if is_hidden) or _("nothing")),
    )


def _after(policy: ProgrammePolicy) -> tuple[tuple[str, str], ...]:
    appeals, again = policy.appeals, policy.resubmission
    days = zip(appeals.stages, appeals.days_per_stage, strict=False)
    stages = ", ".join(
        _("{stage} ({days} working days)").format(stage=_(_STAGES[one]), days=count) for one, count in days
    )
    return (
        (_("Results held until the moderation is closed"), yes_no(policy.hold_until_moderated)),
        (_("Appeals within"), _("{count} days").format(count=appeals.window_days)),
        (_("Grounds of an appeal"), ", ".join(_(_GROUNDS[each]) for each in appeals.grounds)),
        (_("Stages of an appeal"), stages),
        (_("An outcome may go down on appeal"), yes_no(appeals.outcome_may_go_down)),
        (_("Attempts"), str(again.attempts)),
        (_("Resubmission within"), _("{count} months").format(count=again.within_months)),
        (_("Only named criteria"), yes_no(again.only_named_criteria)),
        (_("The best score is kept"), yes_no(again.best_score_kept)),
    )


def _keeping(policy: ProgrammePolicy) -> tuple[tuple[str, str], ...]:
    one = policy.retention
    return (
        (_("Records of decisions"), _("{count} years").format(count=one.decision_records_years)),
        (_("Portfolios after the final outcome"), _("{count} days").format(count=one.portfolio_days)),
        (_("Lesson videos after the final outcome"), _("{count} days").format(count=one.lesson_video_days)),
        (_("Smallest group of which a number is told"), str(policy.smallest_cell)),
        (_("Days that are no working days"), ", ".join(policy.holidays) or _("Saturdays and Sundays only")),
    )


def yes_no(value: object) -> str:
    """Write whether something is so."""
    return _("yes") if value else _("no")
