"""Results of made-up teachers without a workspace, for what is counted from them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from fractions import Fraction

from tests.support.building import CRITERIA, small_rubric

from certdesk.core.cohorts import Cohort, CohortMember, CohortResult, ResultState
from certdesk.core.insights.assembling import Known, Protected, protected
from certdesk.core.marks import LevelGiven, Mark, NotObserved
from certdesk.core.portfolio import RubricRef

COHORT = Cohort("c", "STEM", "2026 B", RubricRef("small", "1.0.0"))
MADE = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)


def a_result(number: int, facts: tuple[str, str, str], levels: Sequence[object], outcome: str = "pass") -> CohortResult:
    """A released result of somebody of a school, subject and language; a level None is not observed."""
    school, subject, language = facts
    member = CohortMember(f"p{number}", f"K-{number}", f"Name {number}", school, language, subject)
    marks = {id_: a_mark(level) for id_, level in zip(CRITERIA, levels, strict=True)}
    told = (f"a{number}", outcome, outcome.title(), outcome == "pass")
    return CohortResult(member, COHORT.rubric, ResultState.RELEASED, *told, None, marks)


def a_mark(level: object) -> Mark:
    if level is None:
        return NotObserved()
    return level if isinstance(level, Mark) else LevelGiven(Fraction(str(level)))


def told_of(results: Iterable[CohortResult], **more: object) -> Protected:
    """What may be told of these results on the small rubric."""
    kept = tuple(results)
    basic = {"rubric": small_rubric(), "smallest": 5, "made_at": MADE, "released": True, "members": len(kept)}
    return protected(Known(COHORT, results=kept, **(basic | more)))
