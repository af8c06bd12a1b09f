"""The lists that come with the program: comment bank, evidence types, unscorable codes."""

from __future__ import annotations

from hashlib import sha256
from pathlib import Path

from certdesk.actions.keeping_bank import BANK
from certdesk.core.changes import UNCHANGED, Change
from certdesk.core.comment_bank import Comment
from certdesk.core.evidence_types import EvidenceCatalogue
from certdesk.core.plain import digest, dumps
from certdesk.core.words import _
from certdesk.store.bank import comment_row, load_bank
from certdesk.store.places import recall_place, remember_place
from certdesk.store.workspace import Workspace

BUILT_IN = "built-in comments"
_FILE = "comment_bank.yaml"


def comment_bank(folder: Path) -> tuple[Comment, ...]:
    """Read the comment bank from the folder of built-in rubrics."""
    # Loaded when there is something to read: the program starts without it.
    from certdesk.rubric_formats.comment_bank_yaml import read_comment_bank

    path = folder / _FILE
    return read_comment_bank(path.read_text(encoding="utf-8"), name=path.name)


def load_built_in_comments(workspace: Workspace, folder: Path) -> Change:
    """Bring the comments that come with the program into the bank, and up to date when the file is another one.

    What a person has changed or removed since stays as they left it.
    """
    seen = sha256((folder / _FILE).read_bytes()).hexdigest()
    before = recall_place(workspace, BUILT_IN)
    if before.get("file") == seen:
        return UNCHANGED
    loaded: dict[str, str] = before.get("comments", {})
    here = {comment.id: comment for comment in load_bank(workspace.db)}
    shipped = {comment.id: comment for comment in comment_bank(folder)}
    untouched = {id_ for id_, mark in loaded.items() if id_ in here and digest(dumps(here[id_])) == mark}
    with workspace.recording("bank.loaded", _("comments that come with the program"), subject=BANK) as recording:
        for comment in shipped.values():
            if comment.id in untouched or not (comment.id in here or comment.id in loaded):
                recording.put("bank_comment", comment_row(comment))
        for gone in sorted(untouched - set(shipped)):
            recording.remove("bank_comment", {"id": gone})
    marks = {id_: digest(dumps(comment)) for id_, comment in shipped.items()}
    remember_place(workspace, BUILT_IN, {"file": seen, "comments": marks})
    return recording.change


def evidence_types(folder: Path) -> EvidenceCatalogue:
    """Read the evidence types and unscorable codes from the folder of built-in rubrics."""
    from certdesk.rubric_formats.evidence_types_yaml import read_evidence_types

    path = folder / "evidence_types.yaml"
    return read_evidence_types(path.read_text(encoding="utf-8"), name=path.name)
