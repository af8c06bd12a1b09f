"""Appeals: opened on the grounds of the policy, checked, marked anew by somebody else, decided; all of it recorded."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, replace

from certdesk.actions.allocating import Given, give
from certdesk.actions.cases import case_in
from certdesk.actions.cohort_results import member_of
from certdesk.actions.cohorts import members_of, policy_of
from certdesk.actions.deciding_results import decide_results, recomputed, refuse_unless_leading
from certdesk.actions.eligible import standing_of
from certdesk.actions.rechecking import Recheck, recheck
from certdesk.actions.releasing import recall
from certdesk.core.appeals import (
    STAGES,
    Appeal,
    AppealState,
    AppealStep,
    due_day,
    first_stage,
    moved_on,
    next_stage,
    time_left,
    why_no_appeal,
)
from certdesk.core.changes import Change
from certdesk.core.cohorts import Assessor, CaseState, Cohort, CohortMember, Rating, ResultState, Turn
from certdesk.core.errors import NotAllowedError
from certdesk.core.policy import AppealStage, Ground, Pick
from certdesk.core.result_assessments import is_result_assessment
from certdesk.core.rubric import Rubric
from certdesk.core.words import _
from certdesk.signing.issuer import StatementSigner
from certdesk.store.appeals import appeal_row, load_appeal, load_appeals
from certdesk.store.cohorts import load_allocations
from certdesk.store.results_of_cohorts import find_result
from certdesk.store.rubrics import load_rubric
from certdesk.store.workspace import Workspace

OPENED, MOVED, CHECKED, DECIDED = "appeal.opened", "appeal.moved", "appeal.checked", "appeal.decided"


@dataclass(frozen=True, slots=True)
class AppealRow:
    """An appeal in a list: whose it is, how much time its stage has in words, and whether it is late."""

    appeal: Appeal
    member: CohortMember
    time_left: str
    late: bool


@dataclass(frozen=True, slots=True)
class AppealDecided:
    """What came of deciding an appeal: the change, a sentence, and what has to be done now."""

    change: Change
    sentence: str
    to_do: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Remarked:
    """What an independent re-mark comes to: its rating, and the outcome with its marks in place of the settled ones.

    ``lower`` says that this outcome stands below the one that was released.
    """

    rating: Rating
    label: str
    lower: bool


def appeals_of(workspace: Workspace, cohort: Cohort) -> tuple[AppealRow, ...]:
    """List the appeals of a cohort: open ones first, by the day on which their stage ends."""
    members = {one.portfolio_id: one for one in members_of(workspace, cohort)}
    policy, today = policy_of(workspace, cohort), workspace.clock().date()
    rows = [
        AppealRow(one, members[one.portfolio_id], time_left(policy, one, today) if one.open else "",
                  one.open and one.due_on < today)
        for one in (_as_it_stands(workspace, cohort, each) for each in load_appeals(workspace.db)
                    if each.portfolio_id in members)
    ]  # fmt: skip
    return tuple(sorted(rows, key=lambda row: (not row.appeal.open, row.appeal.due_on, row.member.code)))


def open_appeal(workspace: Workspace, cohort: Cohort, portfolio_id: str, ground: Ground, words: str) -> Change:
    """Open an appeal; ``change.subjects`` holds its id. Raises NotAllowedError off the grounds, too late or twice."""
    refuse_unless_leading(workspace)
    member, policy = member_of(workspace, cohort, portfolio_id), policy_of(workspace, cohort)
    kept, today = find_result(workspace.db, portfolio_id), workspace.clock().date()
    released = kept.released_at.date() if kept and kept.state is ResultState.RELEASED and kept.released_at else None
    if why := why_no_appeal(policy.appeals, released, today, ground):
        raise NotAllowedError(why, _("Disagreement with professional judgement alone is no ground."))
    if not words.strip():
        raise NotAllowedError(_("An appeal says what happened."), _("Write it in the candidate’s own words."))
    if any(one.open for one in load_appeals(workspace.db, portfolio_id)):
        text = _("There is an open appeal of {code} already.").format(code=member.code)
        raise NotAllowedError(text, _("Decide that one first."))
    stage = first_stage(policy.appeals)
    appeal = Appeal(
        workspace.new_id(), portfolio_id, ground, words.strip(), today, stage, due_day(policy, stage, today)
    )
    appeal = _with_step(workspace, appeal, "opened", words.strip())
    return _keep(workspace, appeal, OPENED, _("appeal of {code} opened").format(code=member.code))


def recheck_appeal(workspace: Workspace, cohort: Cohort, appeal_id: str) -> Recheck:
    """Re-check the result of an appeal from the raw marks, and write down what that found."""
    refuse_unless_leading(workspace)
    appeal = _open(workspace, appeal_id)
    member = member_of(workspace, cohort, appeal.portfolio_id)
    found = recheck(workspace, cohort, appeal.portfolio_id)
    told = _with_step(workspace, appeal, "rechecked", found.sentence)
    _keep(workspace, told, CHECKED, _("result of {code} re-checked: {what}").format(
        code=member.code, what=found.sentence))  # fmt: skip
    return found


def move_appeal(workspace: Workspace, cohort: Cohort, appeal_id: str, words: str = "") -> Change:
    """Begin the next stage of an appeal. Raises NotAllowedError after the last."""
    refuse_unless_leading(workspace)
    appeal, policy = _open(workspace, appeal_id), policy_of(workspace, cohort)
    stage = next_stage(policy.appeals, appeal.stage)
    if stage is None:
        text = _("“{stage}” is the last stage of an appeal in this programme.").format(stage=_(STAGES[appeal.stage]))
        raise NotAllowedError(text, _("Decide it."))
    moved = moved_on(policy, appeal, stage, workspace.clock().date())
    member = member_of(workspace, cohort, appeal.portfolio_id)
    label = _("appeal of {code}: {stage}").format(code=member.code, stage=_(STAGES[stage]))
    return _keep(workspace, _with_step(workspace, moved, "begun", words.strip()), MOVED, label)


def ask_for_remark(
    workspace: Workspace, cohort: Cohort, appeal_id: str, assessor: Assessor, criteria: Collection[str] = ()
) -> Change:
    """Have somebody mark the portfolio anew who never did and has no conflict of interest.

    They learn neither that it is an appeal nor what others gave; all is asked for where nothing is named.

    Raises NotAllowedError for somebody who marked it before or has a conflict of interest.
    """
    refuse_unless_leading(workspace)
    policy = policy_of(workspace, cohort)
    appeal = _as_it_stands(workspace, cohort, _open(workspace, appeal_id))
    if AppealStage.REMARK not in policy.appeals.stages:
        text = _("Appeals of this programme have no stage in which somebody marks anew.")
        raise NotAllowedError(text, _("The policy of the cohort says which stages there are."))
    if appeal.allocation:
        raise NotAllowedError(_("Somebody is marking it anew already."), _("Take it back from them first."))
    member = member_of(workspace, cohort, appeal.portfolio_id)
    case = case_in(workspace, cohort, appeal.portfolio_id)
    if assessor.id in {one.assessor_id for one in case.ratings}:
        text = _("{name} has marked {code} before.").format(name=assessor.name, code=member.code)
        raise NotAllowedError(text, _("Somebody marks it anew who has not seen the portfolio."))
    today = workspace.clock().date()
    moved = moved_on(policy, appeal, AppealStage.REMARK, today)
    change = give(workspace, Given(member, assessor, Turn.APPEAL, (Pick.APPEAL,), tuple(criteria), moved.due_on))
    made = [
        one.id
        for one in load_allocations(workspace.db, portfolio_ids=[appeal.portfolio_id])
        if one.turn is Turn.APPEAL and one.assessor_id == assessor.id
    ]
    told = _with_step(workspace, replace(moved, allocation=made[-1] if made else ""), "given", assessor.name)
    label = _("{code} is marked anew for an appeal").format(code=member.code)
    return change if not made else _keep(workspace, told, MOVED, label)


def remarked(workspace: Workspace, cohort: Cohort, appeal: Appeal) -> Remarked | None:
    """Return what the independent re-mark of an appeal comes to; None before it is signed."""
    case = case_in(workspace, cohort, appeal.portfolio_id)
    wanted = {
        one.assessor_id
        for one in load_allocations(workspace.db, portfolio_ids=[appeal.portfolio_id])
        if one.turn is Turn.APPEAL and appeal.allocation in {"", one.id}
    }
    rating = next(
        (
            one
            for one in case.ratings
            if one.turn is Turn.APPEAL and one.signed and one.assessor_id in wanted
            and not is_result_assessment(one.assessment_id)
        ),
        None,
    )  # fmt: skip
    if rating is None or case.state is not CaseState.SETTLED:
        return None
    settled = tuple(
        replace(one, mark=rating.marks[one.criterion_id], assessment_ids=(rating.assessment_id,), averaged=False)
        if one.criterion_id in _asked(rating)
        else one
        for one in case.settled
    )
    now, _detail = recomputed(workspace, cohort, replace(case, settled=settled))
    kept = find_result(workspace.db, appeal.portfolio_id)
    lower = kept is not None and _is_lower(load_rubric(workspace.db, cohort.rubric), now.outcome, kept.outcome)
    return Remarked(rating, now.label, lower)


def decide_appeal(
    workspace: Workspace,
    cohort: Cohort,
    appeal_id: str,
    state: AppealState,
    words: str,
    statements: StatementSigner | None = None,
) -> AppealDecided:
    """Decide an appeal, with a reason. Upheld, the result is recalled and decided anew, by the re-mark if there is one.

    An outcome below the released one is not taken over unless the policy says so. The certificate stands until its
    successor is issued, unless ``statements`` withdraw it now. Raises NotAllowedError.
    """
    refuse_unless_leading(workspace)
    appeal = _open(workspace, appeal_id)
    member = member_of(workspace, cohort, appeal.portfolio_id)
    why = " ".join(words.split())
    if state is AppealState.OPEN or not why:
        raise NotAllowedError(_("An appeal is decided with a reason."), _("The candidate is told it."))
    if state is not AppealState.UPHELD:
        ended = replace(_with_step(workspace, appeal, state.value, why), state=state)
        label = _("appeal of {code} {state}: {reason}").format(code=member.code, state=_ENDED[state](), reason=why)
        return AppealDecided(_keep(workspace, ended, DECIDED, label), _("The result stays as it was released."))
    found = remarked(workspace, cohort, appeal)
    keeps = found is not None and found.lower and not policy_of(workspace, cohort).appeals.outcome_may_go_down
    adopted = {} if found is None or keeps else dict.fromkeys(_asked(found.rating), found.rating.assessment_id)
    upheld = replace(_with_step(workspace, appeal, state.value, why), state=state, adopted=adopted)
    label = _("appeal of {code} upheld: {reason}").format(code=member.code, reason=why)
    change = _keep(workspace, upheld, DECIDED, label)
    if keeps:
        text = _("The re-mark would come to “{label}”, below the released result, which stays: the policy lets no "
                 "appeal make a result worse.")  # fmt: skip
        return AppealDecided(change, text.format(label=found.label if found else ""))
    return _decided_anew(workspace, cohort, upheld, (why, statements))


def _decided_anew(
    workspace: Workspace, cohort: Cohort, appeal: Appeal, told: tuple[str, StatementSigner | None]
) -> AppealDecided:
    why, statements = told
    kept, to_do = find_result(workspace.db, appeal.portfolio_id), tuple[str, ...]()
    if kept is not None and kept.state is ResultState.RELEASED:
        reason = _("An appeal was upheld: {reason}").format(reason=why)
        to_do = recall(workspace, cohort, appeal.portfolio_id, reason, statements).to_do
    decided = decide_results(workspace, cohort, (appeal.portfolio_id,))
    now = find_result(workspace.db, appeal.portfolio_id)
    label = now.label if now and now.outcome else _("Not decided yet")
    sentence = _("The result was recalled and decided anew: “{label}”. Release it, then issue what follows.")
    anew = _("Decide the result anew, then release it.")
    steps = (*(step for step in to_do if step != anew), _("Release the new result, then issue its papers."))
    return AppealDecided(decided.change, sentence.format(label=label), steps)


_ENDED = {
    AppealState.DISMISSED: lambda: _("dismissed"),
    AppealState.WITHDRAWN: lambda: _("withdrawn"),
}


def _asked(rating: Rating) -> tuple[str, ...]:
    """Return the criteria that a re-mark is about: those that were asked for and marked."""
    return tuple(key for key in rating.marks if not rating.criteria or key in rating.criteria)


def _is_lower(rubric: Rubric, now: str, before: str) -> bool:
    """Whether an outcome stands below another; outcomes are tried from the best, and incomplete is below all."""
    order = [outcome.id for outcome in rubric.decision.outcomes]

    def place(outcome: str) -> int:
        return order.index(outcome) if outcome in order else len(order)

    return place(now) > place(before)


def _open(workspace: Workspace, appeal_id: str) -> Appeal:
    appeal = load_appeal(workspace.db, appeal_id)
    if not appeal.open:
        text = _("This appeal was decided on {day}.").format(day=appeal.steps[-1].at.date().isoformat())
        raise NotAllowedError(text, _("A decided appeal stays as it is."))
    return appeal


def _as_it_stands(workspace: Workspace, cohort: Cohort, appeal: Appeal) -> Appeal:
    """Forget who was to mark anew if that was taken back, or they declared a conflict of interest."""
    if not appeal.open or not appeal.allocation:
        return appeal
    standing = standing_of(workspace, cohort, appeal.portfolio_id)
    if appeal.allocation in {one.id for one in standing.allocations}:
        return appeal
    return replace(appeal, allocation="")


def _with_step(workspace: Workspace, appeal: Appeal, deed: str, words: str) -> Appeal:
    step = AppealStep(appeal.stage, workspace.clock(), workspace.person, deed, words)
    return replace(appeal, steps=(*appeal.steps, step))


def _keep(workspace: Workspace, appeal: Appeal, deed: str, label: str) -> Change:
    with workspace.recording(deed, label, subject=appeal.portfolio_id) as recording:
        recording.put("appeal", appeal_row(appeal))
    return recording.change
