"""Write an assessor's marks, words and evidence as a mark sheet, so that they can leave and come back."""

from __future__ import annotations

from certdesk.actions.looking import AssessmentView
from certdesk.core.annotations import Annotation
from certdesk.intake.marks_sheet import MarksSheet, SheetEntry, SheetEvidence
from certdesk.intake.marks_sheet_writing import write_marks_sheet
from certdesk.store.people import find_person
from certdesk.store.workspace import Workspace


def export_marks(workspace: Workspace, view: AssessmentView) -> str:
    """Return the mark sheet of an assessment as YAML. Criteria without mark, words and evidence are left out."""
    person = find_person(workspace.db, view.assessment.assessor_id)
    entries = {criterion.id: _entry(view, criterion.id) for criterion in view.rubric.criteria}
    sheet = MarksSheet(
        portfolio=view.portfolio.code,
        rubric=view.portfolio.rubric,
        assessor_name=person.name if person else "",
        assessor_role=person.role if person else "",
        summary=view.assessment.summary,
        marks={id_: entry for id_, entry in entries.items() if entry != SheetEntry()},
    )
    return write_marks_sheet(sheet)


def _entry(view: AssessmentView, criterion_id: str) -> SheetEntry:
    assessment = view.assessment
    evidence = tuple(_evidence(view, note) for note in assessment.evidence_for(criterion_id))
    return SheetEntry(assessment.mark(criterion_id), assessment.words(criterion_id), evidence)


def _evidence(view: AssessmentView, note: Annotation) -> SheetEvidence:
    item = next(item for item in view.items if item.id == note.item_id)
    return SheetEvidence(item.file_name, note.anchor, note.note, note.stance)
