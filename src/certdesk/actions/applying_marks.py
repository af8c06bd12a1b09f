"""Apply a prepared mark sheet: marks, words and evidence for one portfolio, through the same actions as by hand."""

from __future__ import annotations

from pathlib import Path

from certdesk.actions.annotating import Filing, file_evidence
from certdesk.actions.assessing import begin_assessment
from certdesk.actions.commenting import write_feedback, write_summary
from certdesk.actions.scoring import check_mark, mark_criterion, mark_in_words
from certdesk.actions.tasks import refuse_unasked
from certdesk.core.assessment import Assessment
from certdesk.core.errors import NotAllowedError, NotFoundError
from certdesk.core.marks import Unmarked
from certdesk.core.portfolio import EvidenceItem
from certdesk.core.progress import Progress, silent
from certdesk.core.words import _
from certdesk.intake.marks_sheet import MarksSheet, SheetEntry, load_marks_sheet
from certdesk.store.assessments import find_assessment
from certdesk.store.portfolios import find_portfolio, load_items
from certdesk.store.rubrics import load_rubric
from certdesk.store.workspace import Workspace


def read_sheet(path: Path) -> MarksSheet:
    """Read a mark sheet. Raises a CertDeskError that says what is wrong with the file."""
    return load_marks_sheet(path)


def apply_sheet(workspace: Workspace, sheet: MarksSheet, progress: Progress = silent) -> Assessment:
    """Mark a portfolio as the sheet says, and return the assessment. Every step can be undone on its own.

    Nothing is changed when something in the sheet doesn't fit; applied once more after it was cut off, it goes on where
    it stopped. ``progress`` counts criteria. Raises NotFoundError when the portfolio, one of its files or a criterion
    is not there, NotAllowedError for another rubric or a mark that it does not have.
    """
    portfolio = find_portfolio(workspace.db, sheet.portfolio)
    if sheet.rubric != portfolio.rubric:
        text = _("The mark sheet is for the rubric {id} {version}; {code} is judged by {own} {own_version}.")
        raise NotAllowedError(
            text.format(
                id=sheet.rubric.id,
                version=sheet.rubric.version,
                code=portfolio.code,
                own=portfolio.rubric.id,
                own_version=portfolio.rubric.version,
            )
        )
    items = {item.file_name: item for item in load_items(workspace.db, portfolio.id)}
    rubric = load_rubric(workspace.db, portfolio.rubric)
    for criterion_id, entry in sheet.marks.items():
        check_mark(rubric, criterion_id, entry.mark)
        refuse_unasked(workspace, rubric, portfolio.id, workspace.person, criterion_id)
    _check_files(sheet, items)
    begin_assessment(workspace, portfolio.id)
    assessment = find_assessment(workspace.db, portfolio.id, workspace.person)
    if assessment is None:
        raise NotFoundError(_("The assessment could not be begun."))
    for done, (criterion_id, entry) in enumerate(sheet.marks.items(), start=1):
        _apply_entry(workspace, assessment.id, criterion_id, entry, items)
        progress(done, len(sheet.marks), f"{criterion_id}  {mark_in_words(entry.mark)}")
    if sheet.summary:
        write_summary(workspace, assessment.id, sheet.summary)
    return assessment


def _apply_entry(
    workspace: Workspace, assessment_id: str, criterion_id: str, entry: SheetEntry, items: dict[str, EvidenceItem]
) -> None:
    for evidence in entry.evidence:
        filing = Filing(items[evidence.item].id, evidence.anchor, (criterion_id,), evidence.note, evidence.stance)
        file_evidence(workspace, assessment_id, filing)
    feedback = entry.feedback
    words = {"strength": feedback.strength, "next_step": feedback.next_step, "comment": feedback.comment}
    if any(words.values()):
        write_feedback(workspace, assessment_id, criterion_id, **words)
    if not isinstance(entry.mark, Unmarked):
        mark_criterion(workspace, assessment_id, criterion_id, entry.mark)


def _check_files(sheet: MarksSheet, items: dict[str, EvidenceItem]) -> None:
    for criterion_id, entry in sheet.marks.items():
        for evidence in entry.evidence:
            if evidence.item not in items:
                text = _("The mark sheet cites “{file}” for {criterion}, which is not in the portfolio.")
                raise NotFoundError(text.format(file=evidence.item, criterion=criterion_id))
