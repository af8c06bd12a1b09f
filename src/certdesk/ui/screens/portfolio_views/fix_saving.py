"""Fix lists as a PDF to hand over, findings and registers as tables: asked where to, written in the background."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from certdesk.core.errors import CertDeskError
from certdesk.core.preflight import Preflight
from certdesk.core.preflight_fix_list import FixList
from certdesk.core.words import _
from certdesk.ui.screens.screen import leading_to
from certdesk.ui.tools import Tools
from certdesk.ui.widgets.notice_bar import Notice


class Saving(QObject):
    """``noticed(Notice)`` says where something was saved, or why not."""

    noticed = Signal(object)

    def __init__(self, tools: Tools, owner: QObject) -> None:
        super().__init__(owner)
        self._tools = tools

    def fix_lists(self, told: tuple[Preflight, ...], name: str) -> None:
        """Write a page for each portfolio into one PDF; ``name`` is what it is about, for the file's name."""
        from certdesk.actions.fix_lists import fix_lists

        if not told:
            text = _("There is nobody to write a fix list for.")
            self.noticed.emit(Notice(text, "info", _("Take a portfolio in first.")))
            return
        lists = fix_lists(self._tools.session.workspace, told)
        self.save(_("Save the fix list"), _("Fix list {name}.pdf").format(name=name), lambda path: _pdf(lists, path))

    def findings(self, told: tuple[Preflight, ...], name: str) -> None:
        """Write what was found as a table."""
        from certdesk.actions.fix_lists import findings_as_csv

        data = findings_as_csv(self._tools.session.workspace, told)
        self.save(_("Save the findings"), _("Findings {name}.csv").format(name=name), lambda path: _bytes(data, path))

    def table(self, text: str, name: str) -> None:
        """Write a table that spreadsheets open; a mark at its beginning tells them how letters are written."""
        data = text.encode("utf-8-sig")
        self.save(_("Save the register"), f"{name}.csv", lambda path: _bytes(data, path))

    def save(self, title: str, suggested: str, write: Callable[[Path], None]) -> None:
        """Ask where to, and have it written."""
        target = self._tools.dialogs.choose_target(title, suggested)
        if target is None:
            return
        self._tools.jobs.start(
            title,
            lambda _progress: write(target),
            done=lambda _nothing: self._saved(target),
            failed=self._failed,
        )

    def _saved(self, target: Path) -> None:
        action, key = (_("Open it"), leading_to("verify", open=str(target))) if target.suffix == ".pdf" else ("", "")
        self.noticed.emit(Notice(_("Saved as {file}.").format(file=target), "ok", "", action, key))

    def _failed(self, problem: Exception) -> None:
        if not isinstance(problem, CertDeskError):
            raise problem
        self.noticed.emit(Notice(str(problem), "warn", problem.hint))


def _pdf(lists: tuple[FixList, ...], target: Path) -> None:
    from certdesk.reports.fix_list import write_fix_lists  # loads what makes PDFs

    write_fix_lists(lists, target)


def _bytes(data: bytes, target: Path) -> None:
    from certdesk.reports.files import write_bytes

    write_bytes(target, data)
