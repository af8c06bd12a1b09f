"""Handing out copies: what is in the workspace is never handed out itself."""

from __future__ import annotations

import shutil
from pathlib import Path

from certdesk.core.words import _
from certdesk.ui.tools import Tools
from certdesk.ui.widgets.notice_bar import Notice


def save_copy(tools: Tools, source: Path, suggested: str) -> Notice | None:
    """Ask where, save a copy there, and return what to say; None when the person thought better of it."""
    target = tools.dialogs.choose_target(_("Save a copy"), suggested)
    if target is None:
        return None
    try:
        shutil.copyfile(source, target)
    except (OSError, shutil.SameFileError) as problem:
        reason = getattr(problem, "strerror", None) or _("it is the same file")
        text = _("{file} could not be saved: {reason}.").format(file=target, reason=reason)
        return Notice(text, "warn", _("Choose another place."))
    return Notice(_("A copy is in {file}.").format(file=target), "ok")
