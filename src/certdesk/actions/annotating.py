"""File evidence for criteria: a place on a page, in a photo, in a video, some words, or a whole item."""

from __future__ import annotations

import os
from dataclasses import dataclass, replace
from hashlib import sha256

from certdesk.actions.editable import open_assessment, portfolio_and_rubric
from certdesk.core.annotations import Anchor, Annotation, Stance
from certdesk.core.changes import UNCHANGED, Change
from certdesk.core.errors import NotAllowedError, NotFoundError, StorageError
from certdesk.core.rubric import Rubric
from certdesk.core.words import _
from certdesk.store.assessments import annotation_row
from certdesk.store.portfolios import load_items
from certdesk.store.workspace import Workspace


@dataclass(frozen=True, slots=True)
class Filing:
    """What is to be filed: where, for which criteria, and why."""

    item_id: str
    anchor: Anchor
    criteria: tuple[str, ...]
    note: str = ""
    stance: Stance = Stance.SUPPORTS


def file_evidence(workspace: Workspace, assessment_id: str, filing: Filing) -> Change:
    """File a place in an evidence item for one or more criteria; the same place twice is filed once.

    Raises NotFoundError when the item is not in the portfolio or a criterion not in the rubric.
    """
    assessment = open_assessment(workspace, assessment_id)
    _portfolio, rubric = portfolio_and_rubric(workspace, assessment)
    items = {item.id: item for item in load_items(workspace.db, assessment.portfolio_id)}
    if filing.item_id not in items:
        raise NotFoundError(_("This evidence item is not part of the portfolio."))
    _check_criteria(rubric, filing.criteria)
    annotation = Annotation(
        workspace.new_id(), assessment_id, filing.item_id, filing.anchor, filing.criteria, filing.note, filing.stance
    )
    if any(replace(other, id=annotation.id) == annotation for other in assessment.annotations):
        return UNCHANGED
    names = ", ".join(filing.criteria)
    label = _("{item} filed for {criteria}").format(item=items[filing.item_id].title, criteria=names)
    with workspace.recording("evidence.filed", label, subject=assessment_id) as recording:
        recording.put("annotation", annotation_row(annotation))
    return recording.change


def change_annotation(workspace: Workspace, assessment_id: str, annotation: Annotation) -> Change:
    """Replace an annotation's place, note, stance or criteria; item and assessment stay.

    Raises NotFoundError when it is gone, or when an item or criterion is not part of the assessment.
    """
    found = _find(workspace, assessment_id, annotation.id)
    if (annotation.assessment_id, annotation.item_id) != (found.assessment_id, found.item_id):
        raise NotFoundError(_("Evidence stays with its item; file it again to point somewhere else."))
    _portfolio, rubric = portfolio_and_rubric(workspace, open_assessment(workspace, assessment_id))
    _check_criteria(rubric, annotation.criteria)
    label = _("evidence for {criteria} changed").format(criteria=", ".join(annotation.criteria))
    with workspace.recording("evidence.changed", label, subject=assessment_id) as recording:
        recording.put("annotation", annotation_row(annotation))
    return recording.change


def remove_annotation(workspace: Workspace, assessment_id: str, annotation_id: str) -> Change:
    """Take an annotation out of the file. Raises NotFoundError when it is gone."""
    found = _find(workspace, assessment_id, annotation_id)
    label = _("evidence for {criteria} removed").format(criteria=", ".join(found.criteria))
    with workspace.recording("evidence.removed", label, subject=assessment_id) as recording:
        recording.remove("annotation", {"id": annotation_id})
    return recording.change


def _check_criteria(rubric: Rubric, criteria: tuple[str, ...]) -> None:
    if not criteria:
        raise NotAllowedError(_("Evidence is filed for at least one criterion."), _("Say for which one."))
    known = {criterion.id for criterion in rubric.criteria}
    if unknown := [name for name in criteria if name not in known]:
        raise NotFoundError(_("The rubric has no criterion {id}.").format(id=", ".join(unknown)))


def _find(workspace: Workspace, assessment_id: str, annotation_id: str) -> Annotation:
    assessment = open_assessment(workspace, assessment_id)
    for annotation in assessment.annotations:
        if annotation.id == annotation_id:
            return annotation
    raise NotFoundError(_("This piece of evidence is no longer filed."))


def keep_still(workspace: Workspace, picture: bytes) -> str:
    """Keep a still picture of a recording in the vault and return its digest; the deed is filing it."""
    digest = sha256(picture).hexdigest()
    if workspace.vault.has(digest):
        return digest
    staged = workspace.staging / workspace.new_id()
    try:
        with staged.open("xb") as out:
            out.write(picture)
            out.flush()
            os.fsync(out.fileno())
    except OSError as problem:
        staged.unlink(missing_ok=True)
        text = _("The still picture could not be kept: {reason}.").format(reason=problem.strerror)
        raise StorageError(
            text, _("Make room on the disk of the workspace, then file the evidence again.")
        ) from problem
    workspace.vault.keep(staged, digest)
    return digest
