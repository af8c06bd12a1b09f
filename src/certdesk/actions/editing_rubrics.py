"""Write a rubric: begin a draft, change it, throw it away. Every change is kept at once and can be undone."""

from __future__ import annotations

from dataclasses import replace

from certdesk.core.changes import UNCHANGED, Change
from certdesk.core.portfolio import RubricRef
from certdesk.core.rubric import Rubric
from certdesk.core.words import _
from certdesk.store.rubric_drafts import changed_rows, draft_keys, draft_rows, load_draft, part_names
from certdesk.store.rubrics import load_rubric
from certdesk.store.workspace import Workspace


def begin_draft(workspace: Workspace, rubric: Rubric) -> tuple[str, Change]:
    """Keep a rubric as a new draft, such as an empty or an imported one; return the draft's id too."""
    draft_id = workspace.new_id()
    label = _("draft of {title}").format(title=rubric.title)
    with workspace.recording("rubric_draft.begun", label, subject=draft_id) as recording:
        for row in draft_rows(draft_id, rubric):
            recording.put("rubric_draft_part", row)
    return draft_id, recording.change


def begin_next_version(workspace: Workspace, ref: RubricRef, version: str) -> tuple[str, Change]:
    """Begin a draft of the version after a published one, which stays as it is."""
    published = load_rubric(workspace.db, ref)
    return begin_draft(workspace, replace(published, version=version, based_on=ref.version))


def edit_draft(workspace: Workspace, draft_id: str, edited: Rubric, label: str) -> Change:
    """Keep a draft as ``edited``; ``label`` says in a few words what was changed, for undo."""
    before = load_draft(workspace.db, draft_id).rubric
    if before == edited:
        return UNCHANGED
    parts = part_names(edited)
    with workspace.recording("rubric_draft.edited", label, subject=draft_id) as recording:
        for key in draft_keys(workspace.db, draft_id):
            if key["part"] not in parts:
                recording.remove("rubric_draft_part", key)
        for row in changed_rows(draft_id, before, edited):
            recording.put("rubric_draft_part", row)
    return recording.change


def discard_draft(workspace: Workspace, draft_id: str) -> Change:
    """Throw a draft away; undo brings it back."""
    draft = load_draft(workspace.db, draft_id)
    label = _("draft of {title} thrown away").format(title=draft.rubric.title)
    with workspace.recording("rubric_draft.discarded", label, subject=draft_id) as recording:
        for key in draft_keys(workspace.db, draft_id):
            recording.remove("rubric_draft_part", key)
    return recording.change
