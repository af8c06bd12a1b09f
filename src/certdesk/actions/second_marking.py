"""Which portfolios are marked by a second assessor, why each, and by whom: seen first, then kept in one deed.

What is under appeal is marked again in its own turn, when the appeal comes to that stage (`actions.appealing`); where
the policy counts that as a second mark, nobody is asked for another one.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from certdesk.actions.allocating import AllocationPlan, Wishes, divide_picked, put_plan
from certdesk.actions.cases import rated_of, rubric_of
from certdesk.actions.cohorts import policy_of
from certdesk.actions.eligible import Eligible
from certdesk.actions.leading import refuse_unless_lead
from certdesk.core.cases import Rated
from certdesk.core.changes import UNCHANGED, Change
from certdesk.core.cohorts import Allocation, Case, Cohort, CohortMember, CohortState, Rating, Turn
from certdesk.core.errors import NotAllowedError
from certdesk.core.near_cut import Band, NearCut, band_from
from certdesk.core.picking import random_share, with_reasons
from certdesk.core.plain import canonical
from certdesk.core.policy import Pick, SecondMarking
from certdesk.core.words import _, ngettext
from certdesk.store.cohorts import load_assessors
from certdesk.store.moderation import seed_of_last_draw
from certdesk.store.workspace import Workspace

PURPOSE = "second_marks"


@dataclass(frozen=True, slots=True)
class Picked:
    """A portfolio that is to be marked twice, with every reason. ``second`` is the allocation where it has one."""

    member: CohortMember
    reasons: tuple[Pick, ...]
    second: Allocation | None = None


@dataclass(frozen=True, slots=True)
class SecondMarksPlan:
    """All picks by code, those new among them divided among assessors, the seed, and what counted as near the cut."""

    cohort: Cohort
    seed: str
    picks: tuple[Picked, ...]
    band: Band
    allocation: AllocationPlan

    @property
    def new(self) -> tuple[Picked, ...]:
        """The picks that nobody marks a second time yet."""
        return tuple(one for one in self.picks if one.second is None)


def plan_second_marks(workspace: Workspace, cohort: Cohort, seed: str, wishes: Wishes | None = None) -> SecondMarksPlan:
    """Pick by the policy and divide what is new. The random share is a function of seed and portfolio ids only.

    What was picked before stays picked. Portfolios come in question once somebody has them to mark first; what depends
    on marks (near the cut, distinction, the first of a new assessor) once those are signed. Raises NotAllowedError
    for an empty seed or a cohort that is not open.
    """
    if not seed.strip():
        raise NotAllowedError(
            _("A draw needs a seed, so that anybody can repeat it."), _("Any word or number will do.")
        )
    if cohort.state is CohortState.PREPARING:
        raise NotAllowedError(_("{name} is not open yet.").format(name=cohort.name), _("Open it first."))
    policy = policy_of(workspace, cohort).second_marking
    cases = rated_of(workspace, cohort)
    near = NearCut(rubric_of(workspace, cohort))
    band = _band(cases, near, policy)
    eligible = Eligible(workspace, cohort)
    standing = eligible.standing
    remarks = {one.portfolio_id: one for one in standing.allocations if policy.appeals and one.turn is Turn.APPEAL}
    seconds = remarks | {one.portfolio_id: one for one in standing.allocations if one.turn is Turn.SECOND}
    first = {one.portfolio_id for one in standing.allocations if one.turn is Turn.FIRST}
    ready = [case for case in cases if case.ratings or case.member.portfolio_id in first]
    rules = _Rules(policy, near, band, _new_people(workspace))
    already = [id_ for id_, one in seconds.items() if Pick.RANDOM in one.reasons]
    found = with_reasons(
        [
            (Pick.RANDOM, random_share(seed.strip(), [_id(case) for case in ready], policy.random_share, already)),
            *rules.picks(ready, len(cases)),
            (Pick.APPEAL, [_id(case) for case in ready if _id(case) in remarks]),
        ]
    )
    picks = tuple(Picked(case.member, found[_id(case)], seconds.get(_id(case))) for case in ready if _id(case) in found)
    double = {_id(case) for case in ready if _is_double(case)}
    fresh = [(one.member, one.reasons) for one in picks if one.second is None and one.member.portfolio_id not in double]
    allocation = divide_picked(eligible, fresh, Turn.SECOND, wishes or Wishes(seed=seed.strip()))
    return SecondMarksPlan(cohort, seed.strip(), picks, band, allocation)


def keep_second_marks(workspace: Workspace, plan: SecondMarksPlan) -> Change:
    """Keep the draw and give the new second marks out, in one deed."""
    if not plan.allocation.given:
        return UNCHANGED
    refuse_unless_lead(workspace)
    count = len(plan.allocation.given)
    text = ngettext("{count} second mark allocated", "{count} second marks allocated", count)
    body = {
        "band": plan.band.sentence,
        "picks": [[one.member.portfolio_id, [reason.value for reason in one.reasons]] for one in plan.picks],
    }
    with workspace.recording("second_marks.drawn", text.format(count=count), subject=plan.cohort.id) as recording:
        recording.put(
            "draw",
            {
                "id": workspace.new_id(),
                "cohort_id": plan.cohort.id,
                "purpose": PURPOSE,
                "seed": plan.seed,
                "at": workspace.clock().isoformat(),
                "body": canonical(body),
            },
        )
        put_plan(workspace, recording, plan.allocation)
    return recording.change


def last_seed(workspace: Workspace, cohort: Cohort) -> str:
    """Return the seed of the last draw of second marks, empty before the first."""
    return seed_of_last_draw(workspace.db, cohort, PURPOSE)


def band_of(workspace: Workspace, cohort: Cohort, cases: Sequence[Case | Rated] | None = None) -> Band:
    """Return what counts as near a cut in this cohort: measured where enough was marked twice."""
    cases = rated_of(workspace, cohort) if cases is None else cases
    return _band(cases, NearCut(rubric_of(workspace, cohort)), policy_of(workspace, cohort).second_marking)


@dataclass(frozen=True, slots=True)
class _Rules:
    """What the policy asks for besides the random share. ``new`` are the ids of assessors who count as new."""

    policy: SecondMarking
    near: NearCut
    band: Band
    new: frozenset[str]

    def picks(self, cases: Sequence[Rated], size: int) -> Iterable[tuple[Pick, list[str]]]:
        """Return the portfolios by rule. ``size`` is how many the cohort has in all."""
        signed = [(_id(case), first) for case in cases if (first := _first(case)) is not None]
        if size < self.policy.all_below:
            yield Pick.SMALL_COHORT, [_id(case) for case in cases]
        if self.policy.near_cut:
            yield Pick.NEAR_CUT, [id_ for id_, first in signed if self.near.is_near(first.marks, self.band)]
        if self.policy.distinctions and (best := self.near.best):
            yield Pick.DISTINCTION, [id_ for id_, first in signed if self.near.outcome(first.marks) == best]
        for person in sorted(self.new):
            theirs = sorted(((_when(first), id_) for id_, first in signed if first.assessor_id == person))
            yield Pick.NEW_ASSESSOR, [id_ for _at, id_ in theirs[: self.policy.first_of_new_assessor]]


def _band(cases: Iterable[Case | Rated], near: NearCut, policy: SecondMarking) -> Band:
    differences = []
    for case in cases:
        two = [one.marks for one in case.ratings if _is_whole(one)][:2]
        if len(two) < 2:
            continue
        scores = [near.score(marks) for marks in two]
        if scores[0] is not None and scores[1] is not None:
            differences.append(scores[0] - scores[1])
    return band_from(differences, policy)


def _new_people(workspace: Workspace) -> frozenset[str]:
    return frozenset(one.id for one in load_assessors(workspace.db) if one.new_since is not None)


def _first(case: Rated) -> Rating | None:
    """Return the signed first marks of a portfolio."""
    return next((one for one in case.ratings if one.turn is Turn.FIRST and one.signed), None)


def _is_whole(rating: Rating) -> bool:
    return rating.signed and not rating.criteria and rating.turn in {Turn.FIRST, Turn.SECOND}


def _is_double(case: Rated) -> bool:
    """Whether somebody marks a portfolio a second time already without having been asked by an allocation."""
    return sum(not one.criteria for one in case.ratings if one.turn in {Turn.FIRST, Turn.SECOND}) > 1


def _when(rating: Rating) -> tuple[bool, str]:
    return rating.signed_at is None, rating.signed_at.isoformat() if rating.signed_at else ""


def _id(case: Rated) -> str:
    return case.member.portfolio_id
