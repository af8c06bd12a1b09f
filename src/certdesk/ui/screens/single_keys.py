"""Whether single letters, digits and signs act as shortcuts; people who dictate can switch them off."""

from __future__ import annotations

from certdesk.store.places import recall_place, remember_place
from certdesk.store.workspace import Workspace

SETTINGS, _NAME = "settings", "single_keys"


def single_keys(workspace: Workspace) -> bool:
    """Return what was chosen; they act unless somebody switched them off."""
    return bool(recall_place(workspace, SETTINGS).get(_NAME, True))


def choose_single_keys(workspace: Workspace, *, on: bool) -> None:
    """Remember the choice for this workspace on this desk."""
    remember_place(workspace, SETTINGS, recall_place(workspace, SETTINGS) | {_NAME: on})
