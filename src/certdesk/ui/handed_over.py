"""The folder of copies that were handed to other programs: emptied at start and at close."""

from __future__ import annotations

from pathlib import Path

from certdesk.store.workspace import Workspace

_FOLDER = "elsewhere"


def handed_over_folder(workspace: Workspace) -> Path:
    """Return the folder; it is made when something is first handed over."""
    return workspace.derived / _FOLDER


def forget_handed_over(workspace: Workspace) -> None:
    """Take the copies away. On most days there are none, and then nothing is loaded for it."""
    folder = handed_over_folder(workspace)
    if folder.is_dir():
        from certdesk.actions.opening_elsewhere import forget_copies

        forget_copies(folder)
