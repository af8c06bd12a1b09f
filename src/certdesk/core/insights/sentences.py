"""Figures in words: a plain sentence before the numbers, the same on screen, on paper and at the command line."""

from __future__ import annotations

from fractions import Fraction

from certdesk.core.insights.figures import (
    CohortFigures,
    CriterionFigures,
    GrowthFigures,
    HeatMap,
    Need,
    Offered,
    Strength,
    TrendLine,
)
from certdesk.core.insights.heat import show_mean_of
from certdesk.core.scoring import show_number
from certdesk.core.statistics.agreement_words import of_hundred
from certdesk.core.statistics.results import Interval, Proportion
from certdesk.core.words import _, ngettext

ENOUGH = 20
"""Fewer teachers than this get no words of judgement."""


def percent(share: Proportion) -> str:
    """Write a share: 64 %; neither 0 nor 100 unless it is so."""
    return f"{of_hundred(share)} %"


def percent_of(share: Fraction) -> str:
    """Write a share of levels: 12 %."""
    return f"{show_number(share * 100, 0)} %"


def range_of(interval: Interval) -> str:
    """Write the ends of an interval of a share: 58 to 70."""
    return _("{low} to {high}").format(low=round(100 * interval.low), high=round(100 * interval.high))


def plus_minus(share: Proportion) -> str:
    """Write half the width of an interval: ±6."""
    return f"±{round(50 * (share.interval.high - share.interval.low))}"


def with_range(share: Proportion) -> str:
    """Write a share with its interval and n: 54 % (48 to 60, n = 241)."""
    text = _("{share} ({range}, n = {n})")
    return text.format(share=percent(share), range=range_of(share.interval), n=share.n)


def people_counted(figures: CohortFigures) -> str:
    """Say whose results are counted."""
    if figures.chosen:
        text = ngettext("{count} teacher chosen of {all}", "{count} teachers chosen of {all}", figures.people)
        return text.format(count=figures.people, all=figures.members)
    if figures.released:
        text = ngettext("{count} of {all} teacher released", "{count} of {all} teachers released", figures.members)
    else:
        text = ngettext("{count} of {all} teacher decided", "{count} of {all} teachers decided", figures.members)
    return text.format(count=figures.people, all=figures.members)


def chosen_words(figures: CohortFigures) -> str:
    """Name what was chosen, such as Physics; empty where everybody is told of."""
    chosen = figures.chosen
    return ", ".join(one for one in (chosen.subject, chosen.school, chosen.language) if one)


def headline(figures: CohortFigures) -> str:
    """Say the most important number of a cohort in a sentence."""
    if figures.hidden or figures.certified is None:
        return figures.hidden
    share = figures.certified
    text = _("{count} of {n} teachers were certified: {share}, with a margin from {range} of 100.")
    return text.format(count=share.count, n=share.n, share=percent(share), range=range_of(share.interval))


def placed(figures: CohortFigures) -> str:
    """Say in which criteria most and fewest meet the standard."""
    known = [one for one in figures.criteria if one.at_standard is not None]
    if len(known) < 2:
        return ""
    best = max(known, key=lambda one: _value(one.at_standard))
    least = min(known, key=lambda one: _value(one.at_standard))
    if _value(best.at_standard) == _value(least.at_standard):
        return _("As many teachers meet the standard in every criterion.")
    text = _(
        "Most teachers meet the standard in {best} {best_title} ({most}), fewest in {least} {least_title} ({few})."
    )
    said = text.format(
        best=best.id,
        best_title=best.title,
        most=_percent(best),
        least=least.id,
        least_title=least.title,
        few=_percent(least),
    )
    return f"{said} {few_people(figures)}".strip()


def few_people(figures: CohortFigures) -> str:
    """Warn where there are too few to judge by; empty where there are enough."""
    if figures.people >= ENOUGH:
        return ""
    return _("With fewer than {count} teachers such differences are often chance.").format(count=ENOUGH)


def heat_sentence(heat: HeatMap, smallest: int) -> str:
    """Say of how many groups a heat map tells, and why not of the others."""
    hidden = len(heat.rows) - len(heat.shown)
    if not hidden:
        return _("Every row stands for {count} teachers at least.").format(count=smallest)
    text = ngettext(
        "{shown} of {all} row is told. Hidden rows have fewer than {count} teachers, or would give such a one away.",
        "{shown} of {all} rows are told. Hidden rows have fewer than {count} teachers, or would give such a one away.",
        len(heat.rows),
    )
    return text.format(shown=len(heat.shown), all=len(heat.rows), count=smallest)


def rows_sentence(heat: HeatMap, smallest: int) -> str:
    """Say why some rows of a map are hidden, or that none is."""
    if len(heat.shown) == len(heat.rows):
        return _("Every row stands for {count} teachers at least.").format(count=smallest)
    text = _("Hidden rows have fewer than {count} teachers, or would give such a one away.")
    return text.format(count=smallest)


def need_sentence(need: Need) -> str:
    """Say how many are below the standard."""
    return _("{share} below standard").format(share=with_range(need.share))


def strength_sentence(strength: Strength) -> str:
    """Say how many meet the standard."""
    return _("{share} at standard or above").format(share=with_range(strength.share))


def offer_words(offer: Offered) -> str:
    """Say how long an offer takes, in which form, and that no network is needed."""
    parts = [offer.length, offer.form, _("offline") if offer.offline else ""]
    return ", ".join(part for part in parts if part)


def no_level(one: CriterionFigures) -> str:
    """Name the marks without a level, each apart; empty where all have one."""
    unscorable = _("not scorable {count}")
    if one.codes:
        codes = ", ".join(f"{code} {count}" for code, count in one.codes)
        unscorable = f"{unscorable} ({codes})"
    counts = (
        (one.not_observed, _("not observed {count}")),
        (one.unscorable, unscorable),
        (one.comment_only, _("comment only {count}")),
        (one.unmarked, _("not marked {count}")),
    )
    return ", ".join(text.replace("{count}", str(count)) for count, text in counts if count)


def mean_words(one: CriterionFigures) -> str:
    """Write the mean of a criterion with its interval: 2.9 (2.8 to 3.0)."""
    if one.mean is None:
        return "–"
    shown = show_mean_of(one.mean, one.standard)
    if one.mean_interval is None:
        return shown
    text = _("{mean} ({low} to {high})")
    return text.format(mean=shown, low=f"{one.mean_interval.low:.1f}", high=f"{one.mean_interval.high:.1f}")


def growth_sentence(growth: GrowthFigures) -> str:
    """Say what became of those with two attempts, with the error of scoring."""
    if growth.hidden:
        return growth.hidden
    text = ngettext(
        "Of {n} teacher with two attempts, {up} grew by more than the error of scoring, {same} stayed within it, "
        "{down} fell by more.",
        "Of {n} teachers with two attempts, {up} grew by more than the error of scoring, {same} stayed within it, "
        "{down} fell by more.",
        growth.n,
    )
    said = text.format(n=growth.n, up=growth.up, same=growth.within_error, down=growth.down)
    if growth.band is None:
        return said
    band = _(
        "A change counts from {band} levels on; the error of one assessor's mean is {error}, from {n} double marks."
    )
    return f"{said} {band.format(band=f'{growth.band:.2f}', error=f'{growth.error:.2f}', n=growth.error_n)}"


def trend_sentence(line: TrendLine) -> str:
    """Compare the newest cohort with the one before, as far as their intervals allow."""
    told = [point for point in line.points if point.share is not None]
    if len(told) < 2:
        return _("There are fewer than two cohorts to compare.")
    before, now = told[-2], told[-1]
    if before.share is None or now.share is None:
        return ""
    facts = {
        "before": percent(before.share),
        "then": before.cohort,
        "now": percent(now.share),
        "cohort": now.cohort,
    }
    if before.share.interval.high < now.share.interval.low:
        return _("Up from {before} in {then} to {now} in {cohort}.").format(**facts)
    if now.share.interval.high < before.share.interval.low:
        return _("Down from {before} in {then} to {now} in {cohort}.").format(**facts)
    return _("{before} in {then}, {now} in {cohort}: the margins overlap, so it may be chance.").format(**facts)


def _value(share: Proportion | None) -> float:
    return 0.0 if share is None else share.value


def _percent(one: CriterionFigures) -> str:
    return "" if one.at_standard is None else percent(one.at_standard)
