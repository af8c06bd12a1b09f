"""Apply a prepared mark sheet: marks, words and evidence for one portfolio, through the same actions as by hand."""

from __future__ import annotations

from pathlib import Path

from certdesk.actions.annotating import Filing, file_evidence
from certdesk.actions.assessing import begin_assessment
from certdesk.actions.commenting import write_feedback, write_summary
from certdesk.actions.scoring import mark_criterion
from certdesk.core.assessment import Assessment
from certdesk.core.errors import NotAllowedError, NotFoundError, StorageError
from certdesk.core.marks import Unmarked
from certdesk.core.portfolio import EvidenceItem
from certdesk.core.words import _
from certdesk.intake.marks_sheet import MarksSheet, SheetEntry, read_marks_sheet
from certdesk.store.assessments import find_assessment
from certdesk.store.portfolios import find_portfolio, load_items
from certdesk.store.workspace import Workspace


def read_sheet(path: Path) -> MarksSheet:
    """Read a mark sheet. Raises a CertDeskError that says what is wrong with the file."""
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as problem:
        sentence = _("{file} could not be read: {reason}.").format(file=path.name, reason=problem)
        raise StorageError(sentence, _("Check that it is a text file that you may open.")) from problem
    return read_marks_sheet(text, name=path.name)


def apply_sheet(workspace: Workspace, sheet: MarksSheet) -> Assessment:
    """Mark a portfolio as the sheet says, and return the assessment. Every step can be undone on its own.

    Raises NotFoundError when the portfolio or one of its files is not there, NotAllowedError for another rubric.
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
    _check_files(sheet, items)
    begin_assessment(workspace, portfolio.id)
    assessment = find_assessment(workspace.db, portfolio.id, workspace.person)
    if assessment is None:
        raise NotFoundError(_("The assessment could not be begun."))
    for criterion_id, entry in sheet.marks.items():
        _apply_entry(workspace, assessment.id, criterion_id, entry, items)
    if sheet.summary:
        write_summary(workspace, assessment.id, sheet.summary)
    return assessment


def _apply_entry(
    workspace: Workspace, assessment_id: str, criterion_id: str, entry: SheetEntry, items: dict[str, EvidenceItem]
) -> None:
    for evidence in entry.evidence:
        filing = Filing(items[evidence.item].id, evidence.anchor, (criterion_id,), evidence.note)
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
