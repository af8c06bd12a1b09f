"""Write to the teacher: strength, next step and comment on a criterion, and the overall summary."""

from __future__ import annotations

from dataclasses import replace

from certdesk.actions.editable import open_assessment, portfolio_and_rubric
from certdesk.core.changes import UNCHANGED, Change
from certdesk.core.errors import NotAllowedError, NotFoundError
from certdesk.core.words import _
from certdesk.store.assessments import assessment_row, feedback_row
from certdesk.store.workspace import Workspace

FIELDS = ("strength", "next_step", "comment")
LONGEST = 4000


def write_feedback(workspace: Workspace, assessment_id: str, criterion_id: str, **fields: str) -> Change:
    """Write one or more of ``strength``, ``next_step`` and ``comment`` on a criterion; the others stay.

    Raises NotFoundError for an unknown criterion, NotAllowedError for a text over 4,000 characters.
    """
    assessment = open_assessment(workspace, assessment_id)
    _portfolio, rubric = portfolio_and_rubric(workspace, assessment)
    if criterion_id not in {criterion.id for criterion in rubric.criteria}:
        raise NotFoundError(_("The rubric has no criterion {id}.").format(id=criterion_id))
    _check_length(fields)
    feedback = replace(assessment.words(criterion_id), **fields)
    if feedback == assessment.words(criterion_id):
        return UNCHANGED
    label = _("words on {criterion}").format(criterion=criterion_id)
    with workspace.recording("feedback.written", label, subject=assessment_id) as recording:
        recording.put("feedback", feedback_row(assessment_id, criterion_id, feedback))
    return recording.change


def write_summary(workspace: Workspace, assessment_id: str, summary: str) -> Change:
    """Write the two or three sentences at the top of the report."""
    assessment = open_assessment(workspace, assessment_id)
    _check_length({"summary": summary})
    with workspace.recording("summary.written", _("summary"), subject=assessment_id) as recording:
        recording.put("assessment", assessment_row(replace(assessment, summary=summary)))
    return recording.change


def _check_length(fields: dict[str, str]) -> None:
    for text in fields.values():
        if len(text) > LONGEST:
            sentence = _("This text has {count} characters; a report has room for {most}.")
            hint = _("Shorten it; what matters most to the teacher fits in a few sentences.")
            raise NotAllowedError(sentence.format(count=len(text), most=LONGEST), hint)
