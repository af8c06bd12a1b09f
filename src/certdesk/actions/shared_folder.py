"""The folder that another program keeps the same on several computers: chosen once, on this desk only."""

from __future__ import annotations

from pathlib import Path

from certdesk.store.places import recall_place, remember_place
from certdesk.store.workspace import Workspace

_SUBJECT, _FOLDER = "exchange", "shared_folder"


def shared_folder(workspace: Workspace) -> Path | None:
    """Return the folder, if one was chosen."""
    folder = recall_place(workspace, _SUBJECT).get(_FOLDER, "")
    return Path(folder) if folder else None


def choose_shared_folder(workspace: Workspace, folder: Path | None) -> None:
    """Remember the folder, or that there is none any more."""
    remember_place(workspace, _SUBJECT, {_FOLDER: str(folder) if folder else ""})


def exchanges_anything(workspace: Workspace) -> bool:
    """Whether packages ever came or went here, or could come by a shared folder."""
    return shared_folder(workspace) is not None or any(
        True for _row in workspace.db.query("select 1 from exchange limit 1")
    )
