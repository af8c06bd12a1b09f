"""File evidence for criteria: a place on a page, in a photo, in a video, some words, or a whole item."""

from __future__ import annotations

import os
from dataclasses import dataclass, replace
from hashlib import sha256

from certdesk.actions.consent_gate import refuse_if_closed
from certdesk.actions.editable import open_assessment, portfolio_and_rubric
from certdesk.core.anchor_bounds import Size, check_place
from certdesk.core.annotations import Anchor, Annotation, Stance, same_place
from certdesk.core.changes import UNCHANGED, Change
from certdesk.core.errors import NotAllowedError, NotFoundError, StorageError
from certdesk.core.rubric import Rubric
from certdesk.core.words import _
from certdesk.store.assessments import annotation_row, load_assessment
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
    size: Size | None = None
    """Width and height of the page or picture that the place lies on, where they are known."""


def file_evidence(workspace: Workspace, assessment_id: str, filing: Filing) -> Change:
    """File a place in an evidence item for one or more criteria; the same place twice is filed once.

    Where the same place is filed already with the same stance, and the note is the same or empty, that annotation
    serves the new criteria too. Another note makes a second annotation, because it may not be true of the first's
    criteria. Raises NotFoundError when the item is not in the portfolio or a criterion not in the rubric,
    NotAllowedError for a place that the item does not have, and for an item that is closed for want of consent.
    """
    assessment = open_assessment(workspace, assessment_id)
    _portfolio, rubric = portfolio_and_rubric(workspace, assessment)
    items = {item.id: item for item in load_items(workspace.db, assessment.portfolio_id)}
    if filing.item_id not in items:
        raise NotFoundError(_("This evidence item is not part of the portfolio."))
    refuse_if_closed(workspace, items[filing.item_id])
    _check_criteria(rubric, filing.criteria)
    check_place(filing.anchor, items[filing.item_id], filing.size)
    title = items[filing.item_id].title
    before = _filed_before(assessment.annotations, filing)
    if before:
        return _add_criteria(workspace, before, filing, title)
    criteria = tuple(dict.fromkeys(filing.criteria))
    annotation = Annotation(
        workspace.new_id(), assessment_id, filing.item_id, filing.anchor, criteria, filing.note, filing.stance
    )
    label = _("{item} filed for {criteria}").format(item=title, criteria=", ".join(criteria))
    with workspace.recording("evidence.filed", label, subject=assessment_id) as recording:
        recording.put("annotation", annotation_row(annotation))
    return recording.change


def change_annotation(workspace: Workspace, assessment_id: str, annotation: Annotation, *, label: str = "") -> Change:
    """Replace an annotation's place, note, stance or criteria; item and assessment stay. ``label`` names the deed.

    Raises NotFoundError when it is gone, or when an item or criterion is not part of the assessment.
    """
    found = _find(workspace, assessment_id, annotation.id)
    if (annotation.assessment_id, annotation.item_id) != (found.assessment_id, found.item_id):
        raise NotFoundError(_("Evidence stays with its item; file it again to point somewhere else."))
    _portfolio, rubric = portfolio_and_rubric(workspace, open_assessment(workspace, assessment_id))
    # What it was filed for before may be gone, since its portfolio went over to another version of the rubric.
    _check_criteria(rubric, annotation.criteria, found.criteria)
    label = label or _("evidence for {criteria} changed").format(criteria=", ".join(annotation.criteria))
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


def also_for(workspace: Workspace, assessment_id: str, annotation_id: str, criterion_id: str) -> Change:
    """Let an annotation serve one more criterion. Raises NotFoundError when either is not there."""
    found = _find(workspace, assessment_id, annotation_id)
    if criterion_id in found.criteria:
        return UNCHANGED
    label = _("evidence for {before} filed for {criterion} too")
    label = label.format(before=", ".join(found.criteria), criterion=criterion_id)
    return _change(workspace, replace(found, criteria=(*found.criteria, criterion_id)), label)


def no_longer_for(workspace: Workspace, assessment_id: str, annotation_id: str, criterion_id: str) -> Change:
    """Let an annotation no longer serve a criterion; when it was the last one, the annotation goes too."""
    found = _find(workspace, assessment_id, annotation_id)
    left = tuple(name for name in found.criteria if name != criterion_id)
    if left == found.criteria:
        return UNCHANGED
    if not left:
        return remove_annotation(workspace, assessment_id, annotation_id)
    label = _("evidence for {left} no longer filed for {criterion}")
    return _change(workspace, replace(found, criteria=left), label.format(left=", ".join(left), criterion=criterion_id))


def move_annotation(workspace: Workspace, assessment_id: str, annotation_id: str, anchor: Anchor) -> Change:
    """Give an annotation another place of the same kind in its item.

    Raises NotFoundError when it is gone, NotAllowedError when the place is of another kind or not in the item.
    """
    found = _find(workspace, assessment_id, annotation_id)
    if type(anchor) is not type(found.anchor):
        text = _("Evidence moves only to a place of the same kind.")
        raise NotAllowedError(text, _("File the other place, then remove this one."))
    portfolio_id = load_assessment(workspace.db, assessment_id).portfolio_id
    for item in load_items(workspace.db, portfolio_id):
        if item.id == found.item_id:
            check_place(anchor, item)
    label = _("evidence for {criteria} moved").format(criteria=", ".join(found.criteria))
    return _change(workspace, replace(found, anchor=anchor), label)


def note_on_annotation(workspace: Workspace, assessment_id: str, annotation_id: str, note: str) -> Change:
    """Write what an annotation shows; an empty note clears it."""
    found = _find(workspace, assessment_id, annotation_id)
    label = _("note on evidence for {criteria}").format(criteria=", ".join(found.criteria))
    return _change(workspace, replace(found, note=note.strip()), label)


def judge_annotation(workspace: Workspace, assessment_id: str, annotation_id: str, stance: Stance) -> Change:
    """Say whether an annotation supports, contradicts or raises a question."""
    found = _find(workspace, assessment_id, annotation_id)
    label = {
        Stance.SUPPORTS: _("evidence for {criteria} supports it"),
        Stance.CONTRADICTS: _("evidence for {criteria} speaks against it"),
        Stance.QUESTION: _("evidence for {criteria} raises a question"),
    }[stance]
    return _change(workspace, replace(found, stance=stance), label.format(criteria=", ".join(found.criteria)))


def _filed_before(annotations: tuple[Annotation, ...], filing: Filing) -> Annotation | None:
    """Find the annotation that a filing is already, or else one that it is more of, rather with the very same note."""
    alike = [
        annotation
        for annotation in annotations
        if (annotation.item_id, annotation.stance) == (filing.item_id, filing.stance)
        and same_place(annotation.anchor, filing.anchor)
        and filing.note in {"", annotation.note}
    ]
    wanted = set(filing.criteria)
    return min(alike, key=lambda one: (not wanted <= set(one.criteria), one.note != filing.note), default=None)


def _add_criteria(workspace: Workspace, before: Annotation, filing: Filing, title: str) -> Change:
    added = tuple(name for name in dict.fromkeys(filing.criteria) if name not in before.criteria)
    if not added:
        return UNCHANGED
    label = _("{item}, filed for {before}, now filed for {criteria} too")
    label = label.format(item=title, before=", ".join(before.criteria), criteria=", ".join(added))
    return _change(workspace, replace(before, criteria=before.criteria + added), label)


def _change(workspace: Workspace, annotation: Annotation, label: str) -> Change:
    return change_annotation(workspace, annotation.assessment_id, annotation, label=label)


def _check_criteria(rubric: Rubric, criteria: tuple[str, ...], before: tuple[str, ...] = ()) -> None:
    if not criteria:
        raise NotAllowedError(_("Evidence is filed for at least one criterion."), _("Say for which one."))
    known = {criterion.id for criterion in rubric.criteria} | set(before)
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
