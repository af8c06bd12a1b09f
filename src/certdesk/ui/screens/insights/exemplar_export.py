"""Examples to a folder for other desks: planned, written off the GUI thread, told with what stays here."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

from certdesk.actions.exporting_exemplars import (
    ExportedExemplars,
    make_exemplar_export,
    plan_exemplar_export,
    told_of_export,
)
from certdesk.core.errors import CancelledError, CertDeskError
from certdesk.core.words import _, ngettext
from certdesk.ui.tools import Tools
from certdesk.ui.widgets.notice_bar import Notice


class ExemplarSaving(QObject):
    """``noticed(Notice)`` says what was written, and what stays here."""

    noticed = Signal(object)

    def __init__(self, tools: Tools, owner: QObject) -> None:
        super().__init__(owner)
        self._tools = tools

    def begin(self) -> None:
        """Ask for a folder, and have the examples written."""
        folder = self._tools.dialogs.choose_folder(_("Export examples to a folder"))
        if folder is None:
            return
        from certdesk.actions.blind_copies import cleaner_of  # what cleans files loads much

        session = self._tools.session
        try:
            plan = plan_exemplar_export(session.workspace, folder)
        except CertDeskError as problem:
            self._failed(problem)
            return
        session.announce(plan.change)
        cleaner = cleaner_of(self._tools.worker)
        self._tools.jobs.start(
            _("Writing examples to {folder}").format(folder=folder.name),
            lambda progress: make_exemplar_export(plan, cleaner, progress),
            done=self._done,
            failed=self._failed,
        )

    def _done(self, done: ExportedExemplars) -> None:
        hint = ""
        if done.removed:
            text = ngettext(
                "{count} that ended was taken out.", "{count} that ended were taken out.", len(done.removed)
            )
            hint = text.format(count=len(done.removed))
        if done.staying:
            text = ngettext("{count} stays here: {why}", "{count} stay here: {why}", len(done.staying))
            hint = f"{hint} {text.format(count=len(done.staying), why=done.staying[0][1])}".strip()
        self.noticed.emit(Notice(told_of_export(done), "warn" if done.staying else "ok", hint))

    def _failed(self, problem: Exception) -> None:
        if isinstance(problem, CancelledError):
            return
        if not isinstance(problem, CertDeskError):
            raise problem
        self.noticed.emit(Notice(str(problem), "warn", problem.hint))
