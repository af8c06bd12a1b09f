"""Bugs: logged without anybody's words, said plainly, and never the end of the day's work."""

from __future__ import annotations

import logging
import sys
import traceback
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType

from PySide6.QtWidgets import QMessageBox, QWidget

from certdesk.core.errors import CertDeskError
from certdesk.core.words import _

log = logging.getLogger(__name__)


def report_bugs(parent: QWidget, folder: Path, refused: Callable[[CertDeskError], None]) -> None:
    """From now on, write every unexpected exception to a file in ``folder`` and tell the person.

    What we expect to go wrong is no bug, wherever it comes up: ``refused`` says it in the window.
    """

    def hook(kind: type[BaseException], bug: BaseException, trace: TracebackType | None) -> None:
        if issubclass(kind, KeyboardInterrupt):
            sys.__excepthook__(kind, bug, trace)
            return
        if isinstance(bug, CertDeskError):
            refused(bug)
            return
        path = write_report(kind, trace, folder)
        box = QMessageBox(QMessageBox.Icon.Critical, _("CertDesk"), _("Something went wrong inside CertDesk."))
        box.setParent(parent, box.windowFlags())
        text = _("Everything you did is saved. A report without names, comments or marks is in {file}.")
        box.setInformativeText(text.format(file=path))
        box.exec()

    sys.excepthook = hook


def write_report(kind: type[BaseException], trace: TracebackType | None, folder: Path) -> Path:
    """Write where it happened and of what kind; never the message, which may hold somebody's words."""
    folder.mkdir(parents=True, exist_ok=True)
    now = datetime.now(UTC)
    path = folder / f"bug-{now:%Y%m%d-%H%M%S-%f}.txt"
    frames = "".join(traceback.format_tb(trace))
    path.write_text(f"{now.isoformat()}\nPython {sys.version}\n{kind.__qualname__}\n{frames}", encoding="utf-8")
    log.error("a bug was reported in %s", path.name)
    return path
