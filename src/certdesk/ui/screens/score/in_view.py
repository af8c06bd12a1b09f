"""The item in view as the viewers want it, and which criterion or item comes next."""

from __future__ import annotations

from collections.abc import Callable

from certdesk.actions.looking import AssessmentView
from certdesk.core.annotations import Anchor, Annotation
from certdesk.core.portfolio import EvidenceItem
from certdesk.evidence.formats import Kind
from certdesk.store.workspace import Workspace
from certdesk.ui.screens.score.belonging import clips_of, companions_of
from certdesk.ui.viewers.marks_on_media import MediaMark
from certdesk.ui.viewers.viewer import Companion, Place, ViewedItem


def viewed_item(
    workspace: Workspace, view: AssessmentView, item: EvidenceItem, criterion: str, place: Place
) -> ViewedItem:
    """Return an item with its file, its marks, what belongs to it, and where it was left."""
    return ViewedItem(
        id=item.id,
        path=workspace.vault.path(item.digest),
        title=item.title,
        kind=Kind(item.kind),
        file_name=item.file_name,
        marks=media_marks(view, item.id, criterion),
        place=place,
        digest=item.digest,
        companions=tuple(
            Companion(workspace.vault.path(other.digest), other.file_name)
            for other in companions_of(view.items, item)
            if other.id not in view.closed
        ),
        clips=clips_of(view.items, item),
    )


def media_marks(
    view: AssessmentView, item_id: str, here: str, anchor_of: Callable[[Annotation], Anchor] = lambda note: note.anchor
) -> tuple[MediaMark, ...]:
    """Return what is filed from an item, with the current criterion's told apart. ``anchor_of`` says where it lies."""
    numbers = numbers_of(view)
    return tuple(
        MediaMark(
            note.id,
            " ".join(note.criteria),
            anchor_of(note),
            here in note.criteria,
            note.note,
            note.stance,
            numbers[here if here in note.criteria else note.criteria[0]],
        )
        for note in view.assessment.annotations
        if note.item_id == item_id
    )


def numbers_of(view: AssessmentView) -> dict[str, int]:
    """Return the place of each criterion in the rubric, from 0."""
    return {criterion.id: number for number, criterion in enumerate(view.rubric.criteria)}


def criterion_beside(view: AssessmentView, here: str, by: int) -> str:
    """Return the next or previous criterion; the ends are the end."""
    names = [criterion.id for criterion in view.criteria]
    return names[max(0, min(names.index(here) + by, len(names) - 1))]


def unmarked_after(view: AssessmentView, here: str) -> str:
    """Return the next criterion without a mark, after this one and then from the top; empty when all have one."""
    names = [criterion.id for criterion in view.criteria]
    later = [name for name in names[names.index(here) + 1 :] if name in view.unmarked]
    return next(iter((*later, *view.unmarked)), "")


def item_beside(view: AssessmentView, here: str, by: int) -> str:
    """Return the next or previous item, round and round."""
    names = [item.id for item in view.items]
    return names[(names.index(here) + by) % len(names)]
