"""Counting off the GUI thread: what is asked of the statistics are plain values, read before."""

from __future__ import annotations

from dataclasses import dataclass

from certdesk.actions.cohort_statistics import double_marks
from certdesk.core.cohorts import Case, Cohort
from certdesk.core.rubric import Rubric
from certdesk.core.statistics.agreement import Agreement, agreement_of
from certdesk.core.statistics.severity import Severity, severity_of


@dataclass(frozen=True, slots=True)
class Brief:
    """Agreement over the criteria on the rubric's own scale, None where nothing is marked twice, and severities."""

    agreement: Agreement | None
    severities: tuple[Severity, ...]


def brief_of(cohort: Cohort, rubric: Rubric, cases: tuple[Case, ...]) -> Brief:
    """Count what the overview shows."""
    own = {one.id for one in rubric.criteria if one.own_levels}
    pairs = tuple(one for one in double_marks(cohort, rubric, cases) if one.criterion not in own)
    agreement = agreement_of(pairs, rubric.scale) if pairs else None
    return Brief(agreement, severity_of(pairs, rubric.scale))
