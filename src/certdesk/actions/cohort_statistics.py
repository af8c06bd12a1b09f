"""How far the assessors of a cohort agree, how severe each is and how sure a score is: from double marks only."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import combinations

from certdesk.actions.cases import cases_of, rubric_of
from certdesk.actions.disputes import names_of
from certdesk.actions.moderating import counted_ratings
from certdesk.actions.second_marking import band_of
from certdesk.core.cohorts import Case, Cohort, Rating
from certdesk.core.marks import UNMARKED
from certdesk.core.near_cut import Band, NearCut
from certdesk.core.rubric import Rubric
from certdesk.core.statistics.agreement import Agreement, Breakdown, agreement_by, agreement_of
from certdesk.core.statistics.double_marks import DoubleMark
from certdesk.core.statistics.drift import Drift, drift_of
from certdesk.core.statistics.icc import Icc, icc_of
from certdesk.core.statistics.results import NotComputed
from certdesk.core.statistics.scoring_error import ScoringError, scoring_error
from certdesk.core.statistics.severity import Severity, severity_of
from certdesk.store.results import results_stand_at
from certdesk.store.workspace import Workspace


@dataclass(frozen=True, slots=True)
class Figures:
    """The statistics of a cohort. Only independent ratings count: no means, no third marks, nothing that was ruled.

    ``whole``, severity and drift are over the criteria on the rubric's own scale; criteria with levels of their own
    are told by themselves in ``by_criterion``, and ``own_levels`` names them. ``error`` and ``icc`` are of the score
    that the rules turn on. ``names`` are those of assessors.
    """

    cohort: Cohort
    rubric: Rubric
    portfolios: int
    """How many portfolios were marked by two or more."""
    marked: int
    whole: Agreement
    by_criterion: Mapping[str, Agreement]
    by_pair: Mapping[tuple[str, str], Agreement]
    severity: tuple[Severity, ...]
    drift: tuple[Drift, ...]
    error: ScoringError | NotComputed
    icc: Icc | NotComputed
    band: Band
    names: Mapping[str, str]
    own_levels: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Needed:
    """Everything that the statistics of a cohort are worked out from."""

    cohort: Cohort
    rubric: Rubric
    cases: tuple[Case, ...]
    band: Band
    names: Mapping[str, str]


class CohortFigures:
    """The statistics of the cohorts of a workspace, worked out again only when something was written down since."""

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace
        self._known: dict[str, tuple[int, Figures]] = {}

    def of(self, cohort: Cohort) -> Figures:
        """Return the statistics of a cohort as it stands."""
        standing = results_stand_at(self._workspace.db)
        if cohort.id not in self._known or self._known[cohort.id][0] != standing:
            self._known[cohort.id] = (standing, figures_of(self._workspace, cohort))
        return self._known[cohort.id][1]


def figures_of(workspace: Workspace, cohort: Cohort, cases: Sequence[Case] | None = None) -> Figures:
    """Work out the statistics of a cohort. Raises NotFoundError without its rubric."""
    return work_out(what_figures_need(workspace, cohort, cases))


def what_figures_need(workspace: Workspace, cohort: Cohort, cases: Sequence[Case] | None = None) -> Needed:
    """Read what the statistics are worked out from, so that a window can do that off its own thread."""
    cases = cases_of(workspace, cohort) if cases is None else cases
    return Needed(
        cohort, rubric_of(workspace, cohort), tuple(cases), band_of(workspace, cohort, cases), names_of(workspace)
    )


def work_out(needed: Needed) -> Figures:
    """Work out the statistics from plain values; takes its time, and touches no database."""
    cohort, rubric, cases = needed.cohort, needed.rubric, needed.cases
    pairs = tuple(double_marks(cohort, rubric, cases))
    own = {each.id: rubric.scale_of(each) for each in rubric.criteria if each.own_levels}
    common = [pair for pair in pairs if pair.criterion not in own]
    scale = rubric.scale
    first, second = _scores(rubric, cases)
    by_criterion = agreement_by(pairs, scale, Breakdown.CRITERION, own)
    by_pair = agreement_by(common, scale, Breakdown.PAIR, replicates=0)
    order = [each.id for each in rubric.criteria]
    return Figures(
        cohort=cohort,
        rubric=rubric,
        portfolios=len({pair.portfolio for pair in pairs}),
        marked=sum(bool(counted_ratings(case)) for case in cases),
        whole=agreement_of(common, scale),
        by_criterion={id_: by_criterion[(id_,)] for id_ in order if (id_,) in by_criterion},
        by_pair={(key[0], key[1]): one for key, one in by_pair.items()},
        severity=severity_of(common, scale),
        drift=drift_of(common, scale),
        error=scoring_error([float(one) for one in first], [float(one) for one in second]),
        icc=icc_of([(float(one), float(other)) for one, other in zip(first, second, strict=True)]),
        band=needed.band,
        names=needed.names,
        own_levels=tuple(own),
    )


def double_marks(cohort: Cohort, rubric: Rubric, cases: Sequence[Case]) -> Iterator[DoubleMark]:
    """Return what two assessors gave, each by themselves, on the same criterion; every pair where there are more."""
    criteria = [each.id for each in rubric.criteria]
    for case in cases:
        for one, other in combinations(counted_ratings(case), 2):
            days = [rating.signed_at.date() for rating in (one, other) if rating.signed_at]
            at = max(days, default=None)
            for id_ in criteria:
                if _asked(one, id_) and _asked(other, id_):
                    yield DoubleMark(
                        case.member.portfolio_id,
                        id_,
                        one.assessor_id,
                        other.assessor_id,
                        one.marks.get(id_, UNMARKED),
                        other.marks.get(id_, UNMARKED),
                        at,
                        cohort.name,
                    )


def _asked(rating: Rating, criterion_id: str) -> bool:
    return not rating.criteria or criterion_id in rating.criteria


def _scores(rubric: Rubric, cases: Sequence[Case]) -> tuple[list[Fraction], list[Fraction]]:
    """Return the scores of the first two whole ratings of each portfolio that has them."""
    near = NearCut(rubric)
    first, second = [], []
    for case in cases:
        scores = [near.score(one.marks) for one in counted_ratings(case) if not one.criteria][:2]
        if len(scores) == 2 and scores[0] is not None and scores[1] is not None:
            first.append(scores[0])
            second.append(scores[1])
    return first, second
