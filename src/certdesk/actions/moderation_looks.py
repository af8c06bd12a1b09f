"""Look at a portfolio of the sample: agree, give own levels beside the assessors', or look blind and be compared."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from certdesk.actions.assessing import begin_assessment
from certdesk.actions.cases import rubric_of
from certdesk.actions.cohorts import load_cohort
from certdesk.actions.eligible import Bar, Eligible
from certdesk.actions.moderating import (
    Moderated,
    counted_ratings,
    read_moderation,
    refuse_if_not_lead,
    refuse_unless_open,
)
from certdesk.actions.scoring import check_mark
from certdesk.actions.tasks import put_task
from certdesk.core.changes import UNCHANGED, Change
from certdesk.core.cohorts import Allocation, Case, Cohort, Turn
from certdesk.core.errors import NotAllowedError, NotFoundError
from certdesk.core.marks import Mark, Unmarked
from certdesk.core.moderation_checks import Check, Draw, Verdict, far_apart
from certdesk.core.words import _
from certdesk.store.assessments import find_assessment
from certdesk.store.cohorts import allocation_row, load_allocations
from certdesk.store.moderation import check_row
from certdesk.store.workspace import Workspace


def give_verdict(
    workspace: Workspace, cohort: Cohort, portfolio_id: str, marks: Mapping[str, Mark] | None = None, note: str = ""
) -> Change:
    """Say what a moderator found who saw the marks: none of their own where they agree, else their own levels.

    The verdict is "differs" where a criterion is as many levels away as the policy counts. Saying it again replaces
    it. Raises NotAllowedError for whoever marked the portfolio, and for marks that the rubric has not.
    """
    if blind_look(workspace, cohort, portfolio_id):
        text = _("You are looking at this portfolio without seeing its marks.")
        raise NotAllowedError(text, _("Finish your own marks first; then they are compared."))
    return _keep(workspace, cohort, portfolio_id, _Found(dict(marks or {}), note))


def look_blind(workspace: Workspace, cohort: Cohort, portfolio_id: str) -> Change:
    """Begin to mark a portfolio of the sample as its moderator, without seeing the assessors' marks.

    The marks are given on the scoring screen as any others. Raises NotAllowedError for whoever may not.
    """
    refuse_if_not_lead(workspace)
    refuse_unless_open(load_cohort(workspace, cohort.id))
    known = read_moderation(workspace, cohort)
    case, _draw = _in_sample(known, portfolio_id)
    _refuse_author(workspace, case)
    _refuse_conflict(workspace, cohort, case)
    if blind_look(workspace, cohort, portfolio_id):
        return UNCHANGED
    one = Allocation(workspace.new_id(), portfolio_id, workspace.person, Turn.MODERATOR, workspace.clock())
    label = _("{code}: a moderator looks without seeing the marks").format(code=case.member.code)
    with workspace.recording("allocation.made", label, subject=cohort.id) as recording:
        recording.put("allocation", allocation_row(one))
        put_task(workspace, recording, portfolio_id, workspace.person)
    begin_assessment(workspace, portfolio_id)
    return recording.change


def finish_look(workspace: Workspace, cohort: Cohort, portfolio_id: str, note: str = "") -> Change:
    """Compare the moderator's own marks with the assessors'. Raises NotAllowedError while a criterion has none."""
    look = blind_look(workspace, cohort, portfolio_id)
    mine = find_assessment(workspace.db, portfolio_id, workspace.person) if look else None
    if look is None or mine is None:
        text = _("You have not begun to look at this portfolio without seeing its marks.")
        raise NotAllowedError(text, _("Begin with it, or say your verdict beside the marks."))
    rubric = rubric_of(workspace, cohort)
    missing = [each.id for each in rubric.criteria if isinstance(mine.mark(each.id), Unmarked)]
    if missing:
        text = _("Without a mark of yours: {criteria}.").format(criteria=", ".join(missing))
        raise NotAllowedError(text, _("The assessors’ marks are shown when all of yours are given."))
    return _keep(workspace, cohort, portfolio_id, _Found(dict(mine.marks), note, look, mine.id))


def blind_look(workspace: Workspace, cohort: Cohort, portfolio_id: str) -> Allocation | None:
    """Return the open blind look of whoever acts: until it is finished the assessors' marks are hidden from them."""
    return next((one for one in blind_looks(workspace, cohort) if one.portfolio_id == portfolio_id), None)


def blind_looks(workspace: Workspace, cohort: Cohort) -> tuple[Allocation, ...]:
    """Return all blind looks of whoever acts that are still open."""
    return tuple(
        one
        for one in load_allocations(workspace.db, cohort)
        if one.assessor_id == workspace.person and one.turn is Turn.MODERATOR
    )


@dataclass(frozen=True, slots=True)
class _Found:
    """What a moderator found: their marks, a note, and the blind look that it came from."""

    marks: Mapping[str, Mark]
    note: str
    look: Allocation | None = None
    assessment_id: str = ""


def _keep(workspace: Workspace, cohort: Cohort, portfolio_id: str, found: _Found) -> Change:
    refuse_if_not_lead(workspace)
    refuse_unless_open(load_cohort(workspace, cohort.id))
    known = read_moderation(workspace, cohort)
    case, drawn = _in_sample(known, portfolio_id)
    _refuse_author(workspace, case)
    for criterion_id, mark in found.marks.items():
        check_mark(known.rubric, criterion_id, mark)
    ratings = counted_ratings(case)
    far = [key for one in ratings for key in far_apart(known.rubric, known.policy, found.marks, one.marks)]
    check = Check(
        drawn.id,
        portfolio_id,
        workspace.person,
        workspace.clock(),
        Verdict.DIFFERS if far else Verdict.AGREES,
        found.marks,
        found.note.strip(),
        found.look is not None,
        found.assessment_id,
        {one.assessment_id: one.marks for one in ratings},
        {one.assessment_id: one.assessor_id for one in ratings},
    )
    words = {Verdict.AGREES: _("{code}: the moderator agrees"), Verdict.DIFFERS: _("{code}: the moderator differs")}
    label = words[check.verdict].format(code=case.member.code)
    with workspace.recording("moderation.verdict", label, subject=portfolio_id) as recording:
        recording.put("moderation_check", check_row(check))
        if found.look:
            recording.put("allocation", allocation_row(replace(found.look, ended_at=workspace.clock())))
            put_task(workspace, recording, portfolio_id, workspace.person)
    return recording.change


def _in_sample(known: Moderated, portfolio_id: str) -> tuple[Case, Draw]:
    if not known.draws:
        raise NotAllowedError(_("No sample is drawn yet."), _("Draw it first."))
    drawn = known.draws[-1]
    case = next((one for one in known.cases if one.member.portfolio_id == portfolio_id), None)
    if case is None:
        raise NotFoundError(_("That portfolio is not in the cohort {name}.").format(name=known.cohort.name))
    if portfolio_id not in drawn.portfolio_ids:
        text = _("{code} is not in the sample.").format(code=case.member.code)
        raise NotAllowedError(text, _("Only what was drawn is moderated, so that nobody chooses."))
    return case, drawn


def _refuse_author(workspace: Workspace, case: Case) -> None:
    mine = [one for one in case.ratings if one.assessor_id == workspace.person and one.turn is not Turn.MODERATOR]
    # A blind look that was undone leaves an assessment without a mark behind; that makes nobody an author.
    if any(one.signed or _has_marks(workspace, case.member.portfolio_id) for one in mine):
        text = _("You marked {code}, so somebody else has to moderate it.").format(code=case.member.code)
        raise NotAllowedError(text, _("Let another lead look at it."))


def _has_marks(workspace: Workspace, portfolio_id: str) -> bool:
    mine = find_assessment(workspace.db, portfolio_id, workspace.person)
    return mine is not None and any(not isinstance(one, Unmarked) for one in mine.marks.values())


def _refuse_conflict(workspace: Workspace, cohort: Cohort, case: Case) -> None:
    eligible = Eligible(workspace, cohort, case.member.portfolio_id)
    me = next((one for one in eligible.assessors if one.id == workspace.person), None)
    barred = eligible.barred(me, case.member) if me else None
    if barred and barred.bar is Bar.CONFLICT:
        text = _("You can't look at {code}: {why}.").format(code=case.member.code, why=barred.why)
        raise NotAllowedError(text, _("Let another lead look at it."))
