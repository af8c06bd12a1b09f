"""Give, change and clear marks."""

from __future__ import annotations

from certdesk.actions.editable import open_assessment, portfolio_and_rubric
from certdesk.actions.tasks import refuse_unasked
from certdesk.core.changes import Change
from certdesk.core.errors import NotAllowedError, NotFoundError
from certdesk.core.judging import plain_number
from certdesk.core.level_values import allowed_in_words
from certdesk.core.marks import CommentOnly, LevelGiven, Mark, NotObserved, Unmarked, Unscorable
from certdesk.core.rubric import Rubric
from certdesk.core.words import _
from certdesk.store.assessments import mark_row
from certdesk.store.workspace import Workspace


def mark_criterion(workspace: Workspace, assessment_id: str, criterion_id: str, mark: Mark) -> Change:
    """Mark one criterion; `Unmarked` clears it. The same mark twice changes nothing the second time.

    Raises NotAllowedError for a mark that the rubric has not, or that nobody asked for; NotFoundError for an unknown
    criterion.
    """
    assessment = open_assessment(workspace, assessment_id)
    _portfolio, rubric = portfolio_and_rubric(workspace, assessment)
    check_mark(rubric, criterion_id, mark)
    if not isinstance(mark, Unmarked):
        refuse_unasked(workspace, rubric, assessment.portfolio_id, assessment.assessor_id, criterion_id)
    label = f"{criterion_id} = {mark_in_words(mark)}"
    with workspace.recording("mark.given", label, subject=assessment_id) as recording:
        if isinstance(mark, Unmarked):
            recording.remove("mark", {"assessment_id": assessment_id, "criterion_id": criterion_id})
        else:
            recording.put("mark", mark_row(assessment_id, criterion_id, mark))
    return recording.change


def mark_in_words(mark: Mark) -> str:
    """Name a mark as briefly as a table cell needs it: 3, not observed, U-AUDIO."""
    match mark:
        case LevelGiven(level):
            return plain_number(level)
        case NotObserved():
            return _("not observed")
        case Unscorable(code):
            return code
        case CommentOnly():
            return _("comment only")
        case Unmarked():
            return _("unmarked")


def check_mark(rubric: Rubric, criterion_id: str, mark: Mark) -> None:
    """Raise NotFoundError for an unknown criterion, NotAllowedError for a mark that the rubric has not."""
    criterion = next((each for each in rubric.criteria if each.id == criterion_id), None)
    if criterion is None:
        text = _("The rubric “{title}” has no criterion {id}.").format(title=rubric.title, id=criterion_id)
        names = ", ".join(criterion.id for criterion in rubric.criteria)
        raise NotFoundError(text, _("It has {names}.").format(names=names))
    scale = rubric.scale_of(criterion)
    if isinstance(mark, LevelGiven) and not scale.allows(mark.level):
        text = _("{criterion} cannot be {level}.").format(criterion=criterion_id, level=plain_number(mark.level))
        raise NotAllowedError(text, allowed_in_words(scale))
    if isinstance(mark, NotObserved):
        _check_not_observed(rubric, criterion_id)


def _check_not_observed(rubric: Rubric, criterion_id: str) -> None:
    if rubric.scale.not_observed_at_most == 0:
        text = _("The rubric “{title}” does not allow “not observed”.").format(title=rubric.title)
        raise NotAllowedError(text, _("If the evidence cannot be judged, mark it unscorable with a code."))
    if criterion_id in rubric.scale.never_not_observed:
        text = _("{criterion} must be observed in this rubric.").format(criterion=criterion_id)
        raise NotAllowedError(text, _("Give a level, or mark it unscorable with a code."))
