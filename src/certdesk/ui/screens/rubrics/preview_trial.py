"""An assessment that is kept nowhere: the marks that somebody tries on a rubric."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, date, datetime

from certdesk.actions.looking import AssessmentView
from certdesk.core.assessment import Assessment, AssessmentState
from certdesk.core.decision import INCOMPLETE, Decision, decide
from certdesk.core.errors import CertDeskError
from certdesk.core.marks import LevelGiven, Mark
from certdesk.core.portfolio import Candidate, Portfolio, RubricRef
from certdesk.core.rubric import Rubric
from certdesk.core.scoring import weighted_mean
from certdesk.core.words import _

_NEVER = datetime(2026, 1, 1, tzinfo=UTC)


def trial_view(rubric: Rubric, marks: Mapping[str, Mark]) -> AssessmentView:
    """Return what the Score screen would show of these marks on this rubric."""
    kept = fitting(rubric, marks)
    return AssessmentView(
        portfolio=_portfolio(rubric),
        items=(),
        rubric=rubric,
        assessment=Assessment("trial", "trial", "", AssessmentState.OPEN, _NEVER, kept),
        decision=_decision(rubric, kept),
        mean=weighted_mean(rubric.criteria, kept),
        points=(),
        documents=(),
        minutes_spent=0,
        saved_at=_NEVER,
    )


def fitting(rubric: Rubric, marks: Mapping[str, Mark]) -> dict[str, Mark]:
    """Return the marks that can still be given: their criterion is there, and its scale has their level."""
    scales = {criterion.id: rubric.scale_of(criterion) for criterion in rubric.criteria}
    return {
        id_: mark
        for id_, mark in marks.items()
        if id_ in scales
        and (not isinstance(mark, LevelGiven) or (scales[id_].levels and scales[id_].allows(mark.level)))
    }


def _decision(rubric: Rubric, marks: Mapping[str, Mark]) -> Decision:
    """Decide; a draft may name what it does not have yet, and then there is no result."""
    try:
        return decide(rubric, marks)
    except (CertDeskError, KeyError) as problem:
        reason = _("The rules name something that the rubric does not have: {name}.").format(name=problem)
        mean = weighted_mean(rubric.criteria, marks)
        return Decision(INCOMPLETE, _("Incomplete"), certifies=False, mean=mean, trace=(), reasons=(reason,))


def _portfolio(rubric: Rubric) -> Portfolio:
    who = Candidate("")
    return Portfolio("trial", "", "", who, "", "", RubricRef(rubric.id, rubric.version), date(2026, 1, 1))
