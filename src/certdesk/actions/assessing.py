"""Begin an assessment, or leave it: conflict of interest, hold, flag for the lead, reopen after signing."""

from __future__ import annotations

from dataclasses import replace

from certdesk.actions.editable import open_assessment
from certdesk.core.assessment import Assessment, AssessmentState
from certdesk.core.changes import UNCHANGED, Change
from certdesk.core.errors import NotAllowedError
from certdesk.core.words import _
from certdesk.store.assessments import assessment_row, find_assessment, load_assessment
from certdesk.store.portfolios import load_portfolio
from certdesk.store.workspace import Workspace


def begin_assessment(workspace: Workspace, portfolio_id: str) -> Change:
    """Declare that there is no conflict of interest and open the portfolio for marking.

    ``change.subjects`` holds the assessment's id. Beginning again changes nothing. Raises NotAllowedError when a
    conflict was declared, nobody is signed in, or they have not passed the programme's qualifying set.
    """
    existing = _existing(workspace, portfolio_id)
    if existing and existing.state is AssessmentState.CONFLICT:
        raise NotAllowedError(_("You declared a conflict of interest, so this portfolio stays closed for you."))
    if existing:
        return UNCHANGED
    from certdesk.actions.qualifying import refuse_unqualified  # the window starts without it

    refuse_unqualified(workspace, portfolio_id)
    return _begin(workspace, portfolio_id, AssessmentState.OPEN, "")


def declare_conflict(workspace: Workspace, portfolio_id: str, reason: str) -> Change:
    """Declare a conflict of interest: the portfolio is closed for this person. The reason stays on this desk's record.

    Raises NotAllowedError when marks were already given.
    """
    existing = _existing(workspace, portfolio_id)
    if existing is None:
        return _begin(workspace, portfolio_id, AssessmentState.CONFLICT, reason)
    if existing.marks:
        text = _("Marks were already given, so the conflict has to go to the programme lead.")
        raise NotAllowedError(text, _("Flag the assessment for the lead and say why."))
    closed = replace(existing, state=AssessmentState.CONFLICT, reason=reason)
    with workspace.recording("conflict.declared", _("conflict declared"), subject=existing.id) as recording:
        recording.put("assessment", assessment_row(closed))
    return recording.change


def flag_assessment(workspace: Workspace, assessment_id: str, reason: str) -> Change:
    """Flag for the lead with a reason, or take the flag away with an empty one."""
    labels = (_("flag"), _("flag removed"))
    return _switch(workspace, assessment_id, AssessmentState.FLAGGED, reason.strip(), labels)


def hold_assessment(workspace: Workspace, assessment_id: str, reason: str) -> Change:
    """Hold with a reason, or go on with an empty one."""
    labels = (_("hold"), _("hold ended"))
    return _switch(workspace, assessment_id, AssessmentState.HELD, reason.strip(), labels)


def reopen_assessment(workspace: Workspace, assessment_id: str, reason: str) -> Change:
    """Open a signed assessment again. What was signed stays on record. Raises NotAllowedError without a reason."""
    assessment = load_assessment(workspace.db, assessment_id)
    if assessment.state is not AssessmentState.SIGNED:
        return UNCHANGED
    if assessment.assessor_id != workspace.person:
        raise NotAllowedError(_("Only the assessor who signed can reopen an assessment."))
    if not reason.strip():
        raise NotAllowedError(_("Reopening a signed assessment needs a reason."), _("Say what has to change, and why."))
    again = replace(assessment, state=AssessmentState.OPEN, reason=reason.strip(), signed_at=None)
    with workspace.recording("assessment.reopened", _("reopened"), subject=assessment_id) as recording:
        recording.put("assessment", assessment_row(again))
    return recording.change


def _existing(workspace: Workspace, portfolio_id: str) -> Assessment | None:
    if not workspace.person:
        text = _("Nobody has an identity in this workspace yet.")
        raise NotAllowedError(text, _("Make one first: your name, your role and a passphrase."))
    load_portfolio(workspace.db, portfolio_id)
    return find_assessment(workspace.db, portfolio_id, workspace.person)


def _begin(workspace: Workspace, portfolio_id: str, state: AssessmentState, reason: str) -> Change:
    assessment = Assessment(
        id=workspace.new_id(),
        portfolio_id=portfolio_id,
        assessor_id=workspace.person,
        state=state,
        begun_at=workspace.clock(),
        reason=reason,
    )
    with workspace.recording("assessment.begun", _("assessment begun"), subject=assessment.id) as recording:
        recording.put("assessment", assessment_row(assessment))
    return recording.change


def _switch(
    workspace: Workspace, assessment_id: str, state: AssessmentState, reason: str, labels: tuple[str, str]
) -> Change:
    """Put an assessment into a state with a reason, or out of that very state without one."""
    assessment = open_assessment(workspace, assessment_id)
    if not reason and assessment.state is not state:
        return UNCHANGED
    changed = replace(assessment, state=state if reason else AssessmentState.OPEN, reason=reason)
    with workspace.recording("assessment.state", labels[0 if reason else 1], subject=assessment_id) as recording:
        recording.put("assessment", assessment_row(changed))
    return recording.change
