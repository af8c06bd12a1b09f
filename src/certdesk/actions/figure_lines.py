"""The statistics of a cohort as a report prints them: sentences first, then numbers with n and intervals."""

from __future__ import annotations

from collections.abc import Iterator

from certdesk.actions.cohort_statistics import Figures
from certdesk.core.figures_words import error_in_words, icc_named
from certdesk.core.moderation_report import Statistic
from certdesk.core.statistics.agreement_words import ENOUGH, alpha_in_words, kappa_in_words, plain_sentence
from certdesk.core.statistics.results import Estimate, Interval, NotComputed, Proportion
from certdesk.core.words import _, ngettext


def figure_sentences(figures: Figures) -> Iterator[str]:
    """Say how far assessors agree and how sure a score is, in sentences."""
    yield plain_sentence(figures.whole)
    for words in (kappa_in_words(figures.whole.kappa_quadratic), alpha_in_words(figures.whole.alpha_ordinal)):
        if words:
            yield words
    yield error_in_words(figures.error)
    if figures.portfolios:
        text = ngettext(
            "Counted from {twice} portfolio of {count} that two marked, each by themselves. Means, third marks and "
            "decisions of the lead are no ratings and don’t count.",
            "Counted from {twice} portfolios of {count} that two marked, each by themselves. Means, third marks and "
            "decisions of the lead are no ratings and don’t count.",
            figures.portfolios,
        )
        yield text.format(twice=figures.portfolios, count=figures.marked)


def statistic_lines(figures: Figures) -> Iterator[Statistic]:
    """Return the statistics of agreement and of scores with their intervals and n."""
    one = figures.whole
    named = (
        (_("Same level"), one.exact), (_("At most one level apart"), one.within_one),
        (_("Cohen’s kappa"), one.kappa), (_("Cohen’s kappa, quadratic weights"), one.kappa_quadratic),
        (_("Gwet’s AC1"), one.ac1), (_("Gwet’s AC2, quadratic weights"), one.ac2_quadratic),
        (_("Krippendorff’s alpha, ordinal"), one.alpha_ordinal),
        (_("Krippendorff’s alpha, interval"), one.alpha_interval), *icc_named(figures.icc),
    )  # fmt: skip
    for name, found in named:
        yield _statistic(name, found)


def _statistic(name: str, found: Estimate | Proportion | NotComputed) -> Statistic:
    if isinstance(found, NotComputed):
        return Statistic(name, "–", _("cannot be computed: {reason}").format(reason=found.reason), str(found.n))
    bounds = found.interval
    shown = (
        f"{bounds.low:.3f} – {bounds.high:.3f}"
        if isinstance(bounds, Interval)
        else _("none: {reason}").format(reason=bounds.reason)
    )
    return Statistic(name, f"{found.value:.3f}", shown, str(found.n))


def criterion_lines(figures: Figures) -> Iterator[tuple[str, str, str, str, str]]:
    """Return for each criterion its name, n, and how far assessors agree on it."""
    titles = {each.id: each.title for each in figures.rubric.criteria}
    for key, one in figures.by_criterion.items():
        cells = (_cell(one.exact), _cell(one.within_one), _cell(one.ac2_quadratic))
        yield f"{key} {titles[key]}", str(one.n), *cells


def _cell(found: Estimate | Proportion | NotComputed) -> str:
    if isinstance(found, NotComputed):
        return "–"
    if isinstance(found, Proportion) and found.n < ENOUGH:
        return _("{count} of {n}").format(count=found.count, n=found.n)
    return f"{found.value:.2f}"
