"""The command ``agreement``."""

from __future__ import annotations

import argparse
from collections.abc import Iterator, Mapping
from typing import Any

from certdesk.actions.cohort_statistics import Figures, figures_of
from certdesk.actions.cohorts import find_cohort
from certdesk.cli.opening import led
from certdesk.cli.printing import say, say_json, say_table
from certdesk.core.figures_words import drift_in_words, error_in_words, icc_named, severity_in_words
from certdesk.core.statistics.agreement import Agreement
from certdesk.core.statistics.agreement_words import alpha_in_words, kappa_in_words, plain_sentence
from certdesk.core.statistics.results import Estimate, Interval, NotComputed, Proportion
from certdesk.core.words import _

Found = Estimate | Proportion | NotComputed


def agreement(options: argparse.Namespace) -> int:
    """Tell how far the assessors of a cohort agree."""
    with led(options) as workspace:
        figures = figures_of(workspace, find_cohort(workspace, options.cohort))
    if options.json:
        say_json(_shape(figures))
        return 0
    {"cohort": _tell_whole, "criterion": _tell_criteria, "pair": _tell_pairs, "assessor": _tell_assessors}[options.by](
        figures
    )
    return 0


def _tell_whole(figures: Figures) -> None:
    whole = figures.whole
    say(plain_sentence(whole))
    for words in (kappa_in_words(whole.kappa_quadratic), alpha_in_words(whole.alpha_ordinal)):
        if words:
            say(words)
    say(error_in_words(figures.error))
    say()
    named = (*statistics_named(whole), *icc_named(figures.icc))
    say_table(("", "", _("95 %"), "n"), [(name, *_cells(found)) for name, found in named])


def _tell_criteria(figures: Figures) -> None:
    _tell_rows(_("Criterion"), figures.by_criterion)


def _tell_pairs(figures: Figures) -> None:
    names = figures.names
    _tell_rows(
        _("Assessors"),
        {f"{names.get(one, one)}, {names.get(other, other)}": each for (one, other), each in figures.by_pair.items()},
    )


def _tell_rows(title: str, found: Mapping[str, Agreement]) -> None:
    if not found:
        say(_("Nothing was marked by two assessors."))
        return
    rows = [
        (key, str(one.n), shown(one.exact), shown(one.within_one), shown(one.kappa_quadratic), shown(one.ac2_quadratic))
        for key, one in found.items()
    ]
    say_table((title, "n", _("Same"), _("Within one"), _("Kappa"), "AC2"), rows)


def _tell_assessors(figures: Figures) -> None:
    if not figures.severity:
        say(_("Nothing was marked by two assessors."))
    for one in figures.severity:
        say(severity_in_words(one, figures.names.get(one.assessor, one.assessor)))
    for each in figures.drift:
        say(drift_in_words(each, figures.names.get(each.assessor, each.assessor)))


def statistics_named(one: Agreement) -> Iterator[tuple[str, Found]]:
    """Return the statistics of agreement with the names that people know them by."""
    yield _("Same level"), one.exact
    yield _("At most one level apart"), one.within_one
    yield _("Cohen’s kappa"), one.kappa
    yield _("Cohen’s kappa, linear weights"), one.kappa_linear
    yield _("Cohen’s kappa, quadratic weights"), one.kappa_quadratic
    yield "Gwet AC1", one.ac1
    yield _("Gwet AC2, quadratic weights"), one.ac2_quadratic
    yield _("Krippendorff’s alpha, nominal"), one.alpha_nominal
    yield _("Krippendorff’s alpha, ordinal"), one.alpha_ordinal
    yield _("Krippendorff’s alpha, interval"), one.alpha_interval


def shown(found: Found) -> str:
    """Write a statistic as a table cell needs it; a dash where there is none."""
    return "–" if isinstance(found, NotComputed) else f"{found.value:.2f}"


def _cells(found: Found) -> tuple[str, str, str]:
    if isinstance(found, NotComputed):
        return _("not computed: {reason}").format(reason=found.reason), "", str(found.n)
    bounds = found.interval
    return (
        f"{found.value:.3f}",
        f"{bounds.low:.3f} … {bounds.high:.3f}" if isinstance(bounds, Interval) else "",
        str(found.n),
    )


def _shape(figures: Figures) -> dict[str, Any]:
    return {
        "cohort": figures.cohort.name,
        "portfolios_marked_twice": figures.portfolios,
        "portfolios_marked": figures.marked,
        "sentence": plain_sentence(figures.whole),
        "whole": _agreement(figures.whole),
        "criteria": {key: _agreement(one) for key, one in figures.by_criterion.items()},
        "pairs": [{"assessors": list(pair)} | _agreement(one) for pair, one in figures.by_pair.items()],
        "severity": [
            {"assessor": one.assessor, "name": figures.names.get(one.assessor, ""), "portfolios": one.portfolios,
             "difference": _number(one.difference)}
            for one in figures.severity
        ],
        "drift": [{"assessor": one.assessor, "per_30_days": _number(one.slope)} for one in figures.drift],
        "scoring_error": {"reason": figures.error.reason, "n": figures.error.n}
        if isinstance(figures.error, NotComputed)
        else _number(figures.error.sem),
        "icc": {
            key: _number(found) for key, (_name, found) in zip(("2,1", "2,k"), icc_named(figures.icc), strict=True)
        },
        "near_cut": figures.band.sentence,
    }  # fmt: skip


def _agreement(one: Agreement) -> dict[str, Any]:
    fields = (
        "exact", "within_one", "kappa", "kappa_linear", "kappa_quadratic", "ac1", "ac2_linear", "ac2_quadratic",
        "alpha_nominal", "alpha_ordinal", "alpha_interval",
    )  # fmt: skip
    numbers = {name: _number(getattr(one, name)) for name in fields}
    return {"n": one.n, "portfolios": one.portfolios, "levels": [str(level) for level in one.levels], **numbers}


def _number(found: Found) -> dict[str, Any]:
    if isinstance(found, NotComputed):
        return {"value": None, "n": found.n, "reason": found.reason}
    bounds = found.interval
    known = isinstance(bounds, Interval)
    return {
        "value": found.value,
        "n": found.n,
        "low": bounds.low if isinstance(bounds, Interval) else None,
        "high": bounds.high if isinstance(bounds, Interval) else None,
        "reason": None if known else getattr(bounds, "reason", None),
    }
