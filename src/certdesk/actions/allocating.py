"""Say who marks what: divided evenly, from a list or by hand; always seen before it is kept, and kept in one deed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace
from fractions import Fraction

from certdesk.actions.allocating_values import AllocationPlan, Choice, Given, Impossible, Load, Wishes
from certdesk.actions.cohorts import members_of
from certdesk.actions.eligible import Bar, Basis, Eligible, Standing, standing_of
from certdesk.actions.leading import refuse_unless_lead
from certdesk.actions.packages_to_send import ToSend, packages_to_send
from certdesk.actions.tasks import put_task
from certdesk.core.allocating import Job, Worker, divide
from certdesk.core.changes import UNCHANGED, Change
from certdesk.core.cohorts import Allocation, Assessor, Cohort, CohortMember, Turn
from certdesk.core.errors import NotAllowedError, NotFoundError
from certdesk.core.policy import Pick
from certdesk.core.words import _, ngettext
from certdesk.store.allocations import is_signed, waiting_counts
from certdesk.store.cohorts import allocation_row, load_allocation, load_allocations, load_cohorts
from certdesk.store.portfolios import load_portfolio
from certdesk.store.workspace import Recording, Workspace

__all__ = [
    "AllocationPlan", "Basis", "Choice", "Given", "Impossible", "Load", "ToSend", "Wishes", "allocations_of",
    "choices_for", "divide_picked", "give", "keep_allocation", "move", "new_to_allocate", "packages_to_send",
    "plan_allocation", "plan_by_hand", "plan_given", "put_plan", "take_back",
]  # fmt: skip

INDEPENDENT = (Turn.FIRST, Turn.SECOND, Turn.THIRD)
TRAINING = frozenset({Turn.QUALIFYING, Turn.CIRCLE})


def allocations_of(workspace: Workspace, cohort: Cohort) -> tuple[Allocation, ...]:
    """Return the allocations of a cohort that stand: not taken back, and no conflict declared since."""
    return standing_of(workspace, cohort).allocations


def new_to_allocate(workspace: Workspace, cohort: Cohort, markers: int = 1) -> tuple[CohortMember, ...]:
    """Return the portfolios that have fewer assessors than that, by code: what “Allocate 18 new” counts."""
    standing = standing_of(workspace, cohort)
    counts = _markers_now(standing)
    return tuple(one for one in members_of(workspace, cohort) if counts[one.portfolio_id] < markers)


def plan_allocation(workspace: Workspace, cohort: Cohort, wishes: Wishes | None = None) -> AllocationPlan:
    """Divide what needs an assessor. What is allocated already stays where it is and counts towards the loads.

    Raises NotAllowedError for wishes that make no sense.
    """
    wishes = wishes or Wishes()
    if not 1 <= wishes.markers <= 9:
        raise NotAllowedError(_("Between one and nine people can mark a portfolio."))
    eligible = Eligible(workspace, cohort)
    members = members_of(workspace, cohort)
    wanted = set(wishes.portfolios)
    if unknown := wanted - {one.portfolio_id for one in members}:
        raise NotFoundError(_("{count} portfolios are not in this cohort.").format(count=len(unknown)))
    counts = _markers_now(eligible.standing)
    rounds = [
        (turn, [one for one in members if counts[one.portfolio_id] <= number and _is_wanted(one, wanted)])
        for number, turn in enumerate(_turns(wishes.markers))
    ]
    return _divided(cohort, eligible, wishes, rounds)


def plan_given(
    workspace: Workspace,
    cohort: Cohort,
    picked: Sequence[tuple[CohortMember, tuple[Pick, ...]]],
    turn: Turn,
    wishes: Wishes | None = None,
) -> AllocationPlan:
    """Divide portfolios that were picked for one turn, each with its reasons, evenly among those who may."""
    return divide_picked(Eligible(workspace, cohort), picked, turn, wishes or Wishes())


def divide_picked(
    eligible: Eligible, picked: Sequence[tuple[CohortMember, tuple[Pick, ...]]], turn: Turn, wishes: Wishes
) -> AllocationPlan:
    """Do the same where it is known already who may mark what."""
    plan = _divided(eligible.cohort, eligible, wishes, [(turn, [member for member, _reasons in picked])])
    reasons = {member.portfolio_id: why for member, why in picked}
    given = tuple(replace(one, reasons=reasons[one.member.portfolio_id]) for one in plan.given)
    return replace(plan, given=given)


def plan_by_hand(
    workspace: Workspace, cohort: Cohort, given: Sequence[Given], skipped: Sequence[str] = ()
) -> AllocationPlan:
    """See what comes of giving these: what may not be is left out, with why."""
    eligible = Eligible(workspace, cohort)
    kept: list[Given] = []
    left = list(skipped)
    besides: dict[str, set[str]] = {}
    for one in given:
        also = besides.setdefault(one.member.portfolio_id, set())
        barred = eligible.barred(one.assessor, one.member, besides=also, live=one.turn not in TRAINING)
        if barred:
            left.append(f"{one.member.code}, {one.assessor.name}: {barred.why}")
            continue
        also.add(one.assessor.id)
        kept.append(one)
    loads = _loads(eligible, kept, {one.assessor.id for one in kept})
    return AllocationPlan(cohort, tuple(kept), (), loads, eligible.standing.conflicted, tuple(left))


def keep_allocation(workspace: Workspace, plan: AllocationPlan) -> Change:
    """Keep a plan in one deed. Raises NotAllowedError if somebody was given one of its portfolios meanwhile."""
    if not plan.given and not plan.ended:
        return UNCHANGED
    refuse_unless_lead(workspace)
    _refuse_if_changed(workspace, plan)
    count = len({one.member.portfolio_id for one in plan.given})
    text = ngettext("{count} portfolio allocated", "{count} portfolios allocated", count)
    with workspace.recording("allocation.made", text.format(count=count), subject=plan.cohort.id) as recording:
        put_plan(workspace, recording, plan)
    return recording.change


def put_plan(workspace: Workspace, recording: Recording, plan: AllocationPlan) -> None:
    """Write a plan as part of a deed."""
    for one in plan.ended:
        _end(workspace, recording, one, _("a conflict of interest was declared"))
    for each in plan.given:
        _put(workspace, recording, each)


def give(workspace: Workspace, given: Given) -> Change:
    """Give somebody one portfolio by hand, such as a third assessor. Raises NotAllowedError with why they can't."""
    refuse_unless_lead(workspace)
    cohort = _cohort_of(workspace, given.member.portfolio_id)
    eligible = Eligible(workspace, cohort, given.member.portfolio_id)
    barred = eligible.barred(given.assessor, given.member, live=given.turn not in TRAINING)
    if barred:
        raise _refused(given.assessor, given.member, barred.why)
    over = [one for one in eligible.standing.conflicted if one.portfolio_id == given.member.portfolio_id]
    label = _("{code} given to {name}").format(code=given.member.code, name=given.assessor.name)
    with workspace.recording("allocation.made", label, subject=cohort.id) as recording:
        for one in over:
            _end(workspace, recording, one, _("a conflict of interest was declared"))
        _put(workspace, recording, given)
    return recording.change


def take_back(workspace: Workspace, allocation_id: str, reason: str) -> Change:
    """Take a portfolio back from somebody, with a reason. Raises NotAllowedError once they have signed it."""
    one = _to_end(workspace, allocation_id, reason)
    code = load_portfolio(workspace.db, one.portfolio_id).code
    cohort = _cohort_of(workspace, one.portfolio_id)
    label = _("{code} taken back").format(code=code)
    with workspace.recording("allocation.ended", label, subject=cohort.id) as recording:
        _end(workspace, recording, one, reason.strip())
    return recording.change


def move(workspace: Workspace, allocation_id: str, assessor: Assessor, reason: str) -> Change:
    """Take a portfolio from one assessor and give it to another, with a reason. Raises NotAllowedError."""
    one = _to_end(workspace, allocation_id, reason)
    cohort = _cohort_of(workspace, one.portfolio_id)
    member = next(each for each in members_of(workspace, cohort) if each.portfolio_id == one.portfolio_id)
    barred = Eligible(workspace, cohort, member.portfolio_id).barred(assessor, member)
    if barred:
        raise _refused(assessor, member, barred.why)
    label = _("{code} moved to {name}").format(code=member.code, name=assessor.name)
    with workspace.recording("allocation.moved", label, subject=cohort.id) as recording:
        _end(workspace, recording, one, reason.strip())
        _put(workspace, recording, Given(member, assessor, one.turn, one.reasons, one.criteria, one.due_on))
    return recording.change


def choices_for(workspace: Workspace, cohort: Cohort, member: CohortMember) -> tuple[Choice, ...]:
    """Return everybody who could be given a portfolio by hand: first those who can, the least burdened first."""
    eligible = Eligible(workspace, cohort, member.portfolio_id)
    waiting = waiting_counts(workspace.db)
    found = []
    for assessor in eligible.assessors:
        barred = eligible.barred(assessor, member)
        if barred is None or barred.bar is not Bar.NOT_ACTIVE:
            found.append(Choice(assessor, barred.why if barred else "", waiting.get(assessor.id, 0)))
    return tuple(sorted(found, key=lambda one: (bool(one.why_not), one.waiting, one.assessor.name.casefold())))


def _divided(
    cohort: Cohort, eligible: Eligible, wishes: Wishes, rounds: Iterable[tuple[Turn, Sequence[CohortMember]]]
) -> AllocationPlan:
    """Divide turn by turn: who has the first of a portfolio is not asked for its second."""
    chosen = [one for one in eligible.assessors if _is_chosen(one, wishes)]
    fits = eligible.fits(wishes.by, chosen)
    people = {one.id: one for one in chosen}
    loads = Counter(one.assessor_id for one in eligible.standing.allocations)
    given: list[Given] = []
    impossible: list[Impossible] = []
    besides: dict[str, set[str]] = {}
    for turn, members in rounds:
        may = [Job(one.portfolio_id, fits.who(one, besides.get(one.portfolio_id, ()))) for one in members]
        workers = [Worker(one.id, _share(one, wishes), loads[one.id]) for one in chosen]
        found = divide(may, workers, wishes.seed)
        for member in members:
            who = found.get(member.portfolio_id)
            if who is None:
                why = fits.why_nobody(member, besides.get(member.portfolio_id, ()))
                impossible.append(Impossible(member, turn, why))
                continue
            given.append(Given(member, people[who], turn, due_on=wishes.due_on))
            besides.setdefault(member.portfolio_id, set()).add(who)
            loads[who] += 1
    ended = eligible.standing.conflicted
    return AllocationPlan(
        cohort, tuple(given), tuple(impossible), _loads(eligible, given, people), ended, seed=wishes.seed
    )


def _loads(eligible: Eligible, given: Iterable[Given], people: Collection[str]) -> tuple[Load, ...]:
    before = Counter(one.assessor_id for one in eligible.standing.allocations)
    added = Counter(one.assessor.id for one in given)
    return tuple(
        Load(one, before[one.id], added[one.id]) for one in eligible.assessors if one.id in people or before[one.id]
    )


def _markers_now(standing: Standing) -> Counter[str]:
    """Count who marks each portfolio independently, allocated or not."""
    people: dict[str, set[str]] = {key: set(begun) for key, begun in standing.begun.items()}
    for one in standing.allocations:
        marking = people.setdefault(one.portfolio_id, set())
        if one.turn in INDEPENDENT and not one.criteria:
            marking.add(one.assessor_id)
        else:
            marking.discard(one.assessor_id)
    return Counter({portfolio_id: len(each) for portfolio_id, each in people.items()})


def _turns(markers: int) -> tuple[Turn, ...]:
    return tuple(INDEPENDENT[min(number, len(INDEPENDENT) - 1)] for number in range(markers))


def _share(assessor: Assessor, wishes: Wishes) -> Fraction:
    return Fraction(1) if wishes.by is Basis.EQUAL else assessor.share


def _is_chosen(assessor: Assessor, wishes: Wishes) -> bool:
    if assessor.share <= 0 and wishes.by is not Basis.EQUAL:
        return False
    return assessor.id in wishes.assessors if wishes.assessors else assessor.active


def _is_wanted(member: CohortMember, wanted: Collection[str]) -> bool:
    return not wanted or member.portfolio_id in wanted


def _put(workspace: Workspace, recording: Recording, given: Given) -> None:
    one = Allocation(
        workspace.new_id(),
        given.member.portfolio_id,
        given.assessor.id,
        given.turn,
        workspace.clock(),
        given.criteria,
        given.reasons,
        given.due_on,
    )
    recording.put("allocation", allocation_row(one))
    put_task(workspace, recording, one.portfolio_id, one.assessor_id)


def _end(workspace: Workspace, recording: Recording, one: Allocation, why: str) -> None:
    recording.put("allocation", allocation_row(replace(one, ended_at=workspace.clock(), ended_why=why)))
    put_task(workspace, recording, one.portfolio_id, one.assessor_id)


def _to_end(workspace: Workspace, allocation_id: str, reason: str) -> Allocation:
    refuse_unless_lead(workspace)
    one = load_allocation(workspace.db, allocation_id)
    if one.ended_at is not None:
        raise NotAllowedError(_("This was taken back already."))
    if is_signed(workspace.db, one):
        text = _("The assessor has signed it, so it stays theirs.")
        raise NotAllowedError(text, _("Ask for another assessor’s marks instead."))
    if not reason.strip():
        raise NotAllowedError(_("Taking work away from somebody needs a reason."), _("Say why in a few words."))
    return one


def _refuse_if_changed(workspace: Workspace, plan: AllocationPlan) -> None:
    ids = {one.member.portfolio_id for one in plan.given}
    ended = {one.id for one in plan.ended}
    now = {
        (one.portfolio_id, one.assessor_id)
        for one in load_allocations(workspace.db, portfolio_ids=ids)
        if one.id not in ended
    }
    taken = next((one for one in plan.given if (one.member.portfolio_id, one.assessor.id) in now), None)
    if taken is not None:
        text = _("{code} was given to {name} meanwhile.").format(code=taken.member.code, name=taken.assessor.name)
        raise NotAllowedError(text, _("Nothing was allocated. Look at the plan once more."))


def _refused(assessor: Assessor, member: CohortMember, why: str) -> NotAllowedError:
    text = _("{name} can't be given {code}: {why}.").format(name=assessor.name, code=member.code, why=why)
    return NotAllowedError(text, _("Choose somebody else."))


def _cohort_of(workspace: Workspace, portfolio_id: str) -> Cohort:
    portfolio = load_portfolio(workspace.db, portfolio_id)
    for one in load_cohorts(workspace.db):
        if (one.programme, one.name) == (portfolio.programme, portfolio.cohort):
            return one
    text = _("{code} belongs to no cohort that was made here.").format(code=portfolio.code)
    raise NotFoundError(text, _("Make the cohort {name} first.").format(name=portfolio.cohort))
