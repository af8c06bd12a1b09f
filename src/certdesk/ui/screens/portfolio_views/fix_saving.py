"""Fix lists as a PDF to hand over, findings and registers as tables: asked where to, written in the background."""

from __future__ import annotations

from pathlib import Path

from certdesk.core.preflight import Preflight
from certdesk.core.preflight_fix_list import FixList
from certdesk.core.words import _
from certdesk.ui.screens.file_saving import FileSaving
from certdesk.ui.widgets.notice_bar import Notice


class Saving(FileSaving):
    """``noticed(Notice)`` says where something was saved, or why not."""

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


def _pdf(lists: tuple[FixList, ...], target: Path) -> None:
    from certdesk.reports.fix_list import write_fix_lists  # loads what makes PDFs

    write_fix_lists(lists, target)


def _bytes(data: bytes, target: Path) -> None:
    from certdesk.reports.files import write_bytes

    write_bytes(target, data)
