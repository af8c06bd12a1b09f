"""Handing out copies: what is in the workspace is never handed out itself."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Callable
from pathlib import Path

from certdesk.actions.opening_elsewhere import FOLDER
from certdesk.core.words import _
from certdesk.ui.handed_over import handed_over_folder
from certdesk.ui.tools import Tools
from certdesk.ui.widgets.notice_bar import Notice


def save_copy(tools: Tools, source: Path, suggested: str) -> Notice | None:
    """Ask where, save a copy there, and return what to say; None when the person thought better of it."""
    return _save(tools, _("Save a copy"), suggested, lambda target: shutil.copyfile(source, target))


def hand_over_copy(tools: Tools, source: Path) -> bool:
    """Have the system open a copy; what another program holds open could not be moved, or would be changed there."""
    folder = handed_over_folder(tools.session.workspace)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        copy = Path(tempfile.mkdtemp(prefix=f"{FOLDER}-", dir=folder)) / source.name
        shutil.copyfile(source, copy)
    except OSError:
        return False
    return tools.dialogs.hand_over(copy)


def save_text(tools: Tools, text: str, suggested: str) -> Notice | None:
    """Ask where, write a text there as UTF-8, and return what to say."""

    def write(target: Path) -> None:
        target.write_bytes(text.encode())

    return _save(tools, _("Export"), suggested, write)


def _save(tools: Tools, title: str, suggested: str, write: Callable[[Path], object]) -> Notice | None:
    target = tools.dialogs.choose_target(title, suggested)
    if target is None:
        return None
    try:
        write(target)
    except (OSError, shutil.SameFileError) as problem:
        reason = getattr(problem, "strerror", None) or _("it is the same file")
        text = _("{file} could not be saved: {reason}.").format(file=target, reason=reason)
        return Notice(text, "warn", _("Choose another place."))
    return Notice(_("Saved as {file}.").format(file=target), "ok")
