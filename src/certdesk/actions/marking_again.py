"""Have work marked again that a moderation did not accept: what it is, who could do it, and that in one deed."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, datetime

from certdesk.actions.allocating import AllocationPlan, Wishes, plan_given, put_plan
from certdesk.actions.disputes import names_of
from certdesk.actions.moderating import Moderated, counted_ratings, read_moderation, refuse_if_not_lead
from certdesk.actions.tasks import put_task
from certdesk.core.changes import UNCHANGED, Change
from certdesk.core.cohorts import Allocation, Case, Cohort, Rating, Turn
from certdesk.core.errors import NotAllowedError
from certdesk.core.moderation_light import accepted_before, rejected_of
from certdesk.core.policy import Pick
from certdesk.core.words import _, ngettext
from certdesk.store.cohorts import allocation_row, load_allocations
from certdesk.store.workspace import Workspace

_LONG_AGO = datetime.min.replace(tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class ToMarkAgain:
    """An assessor whose work is to be marked again: which portfolios, and since when (None: all of it)."""

    assessor_id: str
    name: str
    cases: tuple[Case, ...]
    since: datetime | None
    sentence: str


@dataclass(frozen=True, slots=True)
class MarkingAgain:
    """Who would mark an assessor's work again: a plan for each turn, with what nobody can be given."""

    about: ToMarkAgain
    plans: tuple[AllocationPlan, ...]


def to_mark_again(workspace: Workspace, cohort: Cohort, known: Moderated | None = None) -> tuple[ToMarkAgain, ...]:
    """List what the policy wants marked again: all work of an assessor since the last sample that was accepted."""
    known = known or read_moderation(workspace, cohort)
    checks, names = known.standing_checks(), names_of(workspace)
    found = []
    for person in sorted({person for one in known.entries for person in one.signed}):
        theirs = [case for case in known.cases if _rating(case, person)]
        mine = [checks[case.member.portfolio_id] for case in theirs if case.member.portfolio_id in checks]
        if not any(True for _one in rejected_of(known.rubric, known.policy, person, mine)):
            continue
        draws = [(one.at, [check for check in known.checks if check.draw_id == one.id]) for one in known.draws]
        since = accepted_before(known.rubric, known.policy, person, draws)
        again = tuple(case for case in theirs if since is None or _signed_at(case, person) > since)
        text = ngettext("{count} portfolio of {name}", "{count} portfolios of {name}", len(again))
        sentence = text.format(count=len(again), name=names.get(person, person))
        found.append(ToMarkAgain(person, names.get(person, person), again, since, sentence))
    return tuple(found)


def plan_marking_again(
    workspace: Workspace, cohort: Cohort, assessor_id: str, wishes: Wishes | None = None
) -> MarkingAgain:
    """Divide an assessor's work that is to be marked again among the others. Raises NotAllowedError without any."""
    about = next((one for one in to_mark_again(workspace, cohort) if one.assessor_id == assessor_id), None)
    if about is None:
        raise NotAllowedError(_("Nothing of this assessor is to be marked again."))
    turns: dict[Turn, list[Case]] = {}
    for case in about.cases:
        rating = _rating(case, assessor_id)
        turns.setdefault(rating.turn if rating else Turn.FIRST, []).append(case)
    plans = tuple(
        plan_given(workspace, cohort, [(case.member, (Pick.BY_HAND,)) for case in cases], turn, wishes)
        for turn, cases in turns.items()
    )
    return MarkingAgain(about, plans)


def keep_marking_again(workspace: Workspace, plan: MarkingAgain) -> Change:
    """Take the work back and give it to the others, in one deed. The marks are kept on record and count no more.

    What nobody else can be given stays as it is, and so the light stays red.
    """
    refuse_if_not_lead(workspace)
    given = {one.member.portfolio_id for each in plan.plans for one in each.given}
    if not given:
        return UNCHANGED
    cohort, person = plan.plans[0].cohort, plan.about.assessor_id
    standing = {one.portfolio_id: one for one in load_allocations(workspace.db, cohort) if one.assessor_id == person}
    text = ngettext(
        "{count} portfolio of {name} to be marked again", "{count} portfolios of {name} to be marked again", len(given)
    )
    label = text.format(count=len(given), name=plan.about.name)
    why = _("to be marked again after moderation")
    with workspace.recording("allocation.again", label, subject=cohort.id) as recording:
        for case in plan.about.cases:
            id_ = case.member.portfolio_id
            if id_ not in given:
                continue
            before = standing.get(id_) or _as_if_allocated(workspace, case, person)
            recording.put("allocation", allocation_row(replace(before, ended_at=workspace.clock(), ended_why=why)))
            put_task(workspace, recording, id_, person)
        for each in plan.plans:
            put_plan(workspace, recording, replace(each, ended=()))
    return recording.change


def _as_if_allocated(workspace: Workspace, case: Case, person: str) -> Allocation:
    """Return the allocation that somebody would have had who marked without one, so that it can be taken back."""
    rating = _rating(case, person)
    turn, at = (rating.turn, rating.signed_at) if rating else (Turn.FIRST, None)
    return Allocation(workspace.new_id(), case.member.portfolio_id, person, turn, at or workspace.clock())


def _rating(case: Case, person: str) -> Rating | None:
    return next((one for one in counted_ratings(case) if one.assessor_id == person), None)


def _signed_at(case: Case, person: str) -> datetime:
    rating = _rating(case, person)
    return rating.signed_at if rating and rating.signed_at else _LONG_AGO
