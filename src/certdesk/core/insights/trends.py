"""Shares over the cohorts of a programme, where their rubric versions can be compared."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from certdesk.core.cohorts import CohortResult
from certdesk.core.insights.counting import certified_of, count_criterion, too_few
from certdesk.core.insights.figures import TrendLine, TrendPoint, Trends
from certdesk.core.insights.marks_table import MarksTable, table_of
from certdesk.core.migration import reasons_to_mark_again
from certdesk.core.rubric import Criterion, Rubric
from certdesk.core.words import _


@dataclass(frozen=True, slots=True)
class PastCohort:
    """The results of a cohort and the very rubric version that they were marked with."""

    name: str
    rubric: Rubric
    results: Sequence[CohortResult]
    table: MarksTable


def past_cohort(name: str, rubric: Rubric, results: Sequence[CohortResult]) -> PastCohort:
    """Return a cohort ready to be counted."""
    return PastCohort(name, rubric, results, table_of(rubric, results))


def trends_of(rubric: Rubric, cohorts: Sequence[PastCohort], smallest: int) -> Trends:
    """Put the cohorts side by side, in their order, by the criteria of ``rubric``; fewer than two are no trend."""
    kept = [one for one in cohorts if one.rubric.id == rubric.id]
    if len(kept) < 2:
        return Trends(tuple(one.name for one in kept), ())
    lines = [TrendLine("", _("Certified"), tuple(_certified(one, rubric, smallest) for one in kept))]
    lines += [
        TrendLine(criterion.id, criterion.title, tuple(_point(one, rubric, criterion, smallest) for one in kept))
        for criterion in rubric.criteria
    ]
    notes = []
    if any(one.rubric.version != rubric.version for one in kept):
        notes.append(_("Cohorts were marked with different versions of the rubric; only criteria whose levels mean the "
                       "same are compared."))  # fmt: skip
    return Trends(tuple(one.name for one in kept), tuple(lines), tuple(notes))


def not_comparable(old: Rubric, new: Rubric, criterion_id: str) -> str:
    """Say why levels on a criterion can't be compared between two versions; empty where they can."""
    if old.version == new.version or old == new:
        return ""
    if all(one.id != criterion_id for one in old.criteria):
        return _("the criterion is new")
    reasons = list(reasons_to_mark_again(old, new, criterion_id))
    standards = {each.scale_of(each.criterion(criterion_id)).standard for each in (old, new)}
    if len(standards) > 1:
        reasons.append(_("the standard is another one"))
    return "; ".join(reasons)


def _certified(one: PastCohort, rubric: Rubric, smallest: int) -> TrendPoint:
    if len(one.results) < smallest:
        return TrendPoint(one.name, None, too_few(smallest))
    if one.rubric.decision != rubric.decision:
        return TrendPoint(one.name, None, _("the decision rules changed"))
    return TrendPoint(one.name, certified_of(one.results))


def _point(one: PastCohort, rubric: Rubric, criterion: Criterion, smallest: int) -> TrendPoint:
    why = not_comparable(one.rubric, rubric, criterion.id)
    if why:
        return TrendPoint(one.name, None, why)
    place = [each.id for each in one.rubric.criteria].index(criterion.id)
    counted = count_criterion(one.table, place, smallest)
    return TrendPoint(one.name, counted.at_standard, counted.hidden)
