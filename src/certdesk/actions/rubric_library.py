"""The library of rubrics: what there is, and how a new draft is begun from it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from certdesk.actions.editing_rubrics import begin_draft, begin_next_version
from certdesk.core.changes import UNCHANGED, Change
from certdesk.core.differences import DifferenceKind
from certdesk.core.editing_ids import slug, unused_id
from certdesk.core.portfolio import RubricRef
from certdesk.core.rubric import Rubric
from certdesk.core.starting import like
from certdesk.core.versions import next_version as counted_on
from certdesk.core.words import _
from certdesk.store.rubric_drafts import load_draft
from certdesk.store.rubric_shelf import ShelfEntry, drafts_on_shelf, rubric_shelf
from certdesk.store.rubrics import list_rubrics, load_rubric
from certdesk.store.workspace import Workspace

_HEAD = re.compile(r"^(id|version):\s*([^\s#]+)", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class LibraryRow:
    """One version or draft in the library. ``newest`` is the first row of its rubric."""

    entry: ShelfEntry
    newest: bool
    built_in: bool

    @property
    def key(self) -> str:
        """What the row is known by while lists come and go."""
        return self.entry.draft_id or published_key(self.entry.id, self.entry.version)

    @property
    def is_draft(self) -> bool:
        """Whether it can still be changed."""
        return bool(self.entry.draft_id)


def published_key(rubric_id: str, version: str) -> str:
    """Return what the row of a published version is known by."""
    return f"{rubric_id}/{version}"


def look_at_library(workspace: Workspace, built_in: frozenset[RubricRef]) -> tuple[LibraryRow, ...]:
    """List rubrics by title; of each its drafts first, then its versions, newest first."""
    order = {ref: place for place, ref in enumerate(list_rubrics(workspace.db))}
    entries = rubric_shelf(workspace.db)
    groups: dict[str, list[ShelfEntry]] = {}
    for entry in entries:
        groups.setdefault(entry.id, []).append(entry)
    rows: list[LibraryRow] = []
    for group in sorted(groups.values(), key=lambda group: (_title(group, order).casefold(), group[0].id)):
        group.sort(key=lambda entry: _place(entry, order))
        rows += [
            LibraryRow(entry, place == 0, not entry.draft_id and RubricRef(entry.id, entry.version) in built_in)
            for place, entry in enumerate(group)
        ]
    return tuple(rows)


def _place(entry: ShelfEntry, order: Mapping[RubricRef, int]) -> tuple[bool, int, str]:
    when = -entry.changed_at.timestamp() if entry.changed_at else 0
    if entry.draft_id:
        return False, round(when), entry.draft_id
    return True, order[RubricRef(entry.id, entry.version)], ""


def _title(group: list[ShelfEntry], order: Mapping[RubricRef, int]) -> str:
    return min(group, key=lambda entry: _place(entry, order)).title


def built_in_refs(folder: Path) -> frozenset[RubricRef]:
    """Name the versions that come with the program, by the heads of their files."""
    found = set()
    for path in folder.glob("stem_*.yaml"):
        head = dict(_HEAD.findall(path.read_text(encoding="utf-8")[:2000]))
        found.add(RubricRef(head.get("id", ""), head.get("version", "")))
    return frozenset(found)


def rubric_of(workspace: Workspace, entry: ShelfEntry) -> Rubric:
    """Read the rubric of a row. Raises NotFoundError when it is gone."""
    if entry.draft_id:
        return load_draft(workspace.db, entry.draft_id).rubric
    return load_rubric(workspace.db, RubricRef(entry.id, entry.version))


def open_for_editing(workspace: Workspace, entry: ShelfEntry) -> tuple[str, Change]:
    """Return the draft to edit: the row's own, the one of this version that is there already, or a new one."""
    if entry.draft_id:
        return entry.draft_id, UNCHANGED
    if (going_on := draft_after(workspace, entry)) is not None:
        return going_on.draft_id, UNCHANGED
    return begin_next_version(workspace, RubricRef(entry.id, entry.version), next_version(workspace, entry))


def draft_after(workspace: Workspace, entry: ShelfEntry) -> ShelfEntry | None:
    """Return the newest draft that was begun from this version, or None."""
    drafts = [each for each in drafts_on_shelf(workspace.db) if each.id == entry.id]
    return max(
        (each for each in drafts if each.based_on == entry.version), key=lambda each: each.draft_id, default=None
    )


def next_version(workspace: Workspace, entry: ShelfEntry) -> str:
    """Return a version number after this one that is still free: 1.0.0, then 1.1.0."""
    taken = {each.version for each in rubric_shelf(workspace.db) if each.id == entry.id}
    wanted = counted_on(entry.version, DifferenceKind.SCORES_NEED_REVIEW)
    while wanted in taken:
        wanted = counted_on(wanted, DifferenceKind.SCORES_NEED_REVIEW)
    return wanted


def duplicate(workspace: Workspace, entry: ShelfEntry) -> tuple[str, Change]:
    """Begin a draft of a new rubric with everything that this one has."""
    rubric = rubric_of(workspace, entry)
    title = _("Copy of {title}").format(title=rubric.title)
    return begin_draft(workspace, like(rubric, free_id(workspace, title), title))


def free_id(workspace: Workspace, title: str) -> str:
    """Make an id for a new rubric from its title that no rubric has: clean-water, clean-water-2."""
    taken = {entry.id for entry in rubric_shelf(workspace.db)}
    return unused_id(slug(title) or "rubric", taken)
