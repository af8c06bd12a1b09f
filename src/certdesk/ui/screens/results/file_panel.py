"""The decision file of one candidate: with names or without, signed, saved in a folder."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QCheckBox, QVBoxLayout, QWidget

from certdesk.actions.decision_files import WrittenFiles, decision_file, write_decision_file
from certdesk.core.cohorts import Cohort
from certdesk.core.errors import CancelledError, CertDeskError
from certdesk.core.words import _
from certdesk.ui.screens.results.keys_panel import Borrowed, KeysPanel
from certdesk.ui.screens.results.outcomes import OutcomeRow
from certdesk.ui.screens.screen import leading_to
from certdesk.ui.tools import Tools
from certdesk.ui.widgets.button import button
from certdesk.ui.widgets.form import foot_of
from certdesk.ui.widgets.labels import label
from certdesk.ui.widgets.notice_bar import Notice
from certdesk.ui.widgets.paragraph import Paragraph


class FilePanel(QWidget):
    """``go(with names)`` and ``away()``; the file is signed with the key of ``keys``."""

    go = Signal(bool)
    away = Signal()

    def __init__(self, tools: Tools) -> None:
        super().__init__()
        theme = tools.theme
        self.setObjectName("filePanel")
        self._title = label("", "heading")
        told = _(
            "Everything that an auditor needs: who marked when, all marks, the rule behind each that counts, holds and "
            "releases, appeals, papers with their digests. A signed PDF, the same as data, and the marks as a table."
        )
        self._names = QCheckBox(_("With the names of candidate and assessors"))
        self._names.setObjectName("fileNames")
        self.keys = KeysPanel(tools, "file")
        go = button(theme, _("Save the decision file…"), kind="primary", size="large")
        go.setObjectName("fileGo")
        go.clicked.connect(self._on_go)
        self.keys.given.connect(self._on_go)
        leave = button(theme, _("Back"), kind="quiet")
        leave.setObjectName("fileAway")
        leave.clicked.connect(self.away)
        column = QVBoxLayout(self)
        column.setContentsMargins(4, 4, 8, 4)
        column.setSpacing(12)
        for part in (self._title, Paragraph(theme, told, tone="text2"), self._names, self.keys):
            column.addWidget(part)
        column.addLayout(foot_of(go, leave))

    def show_row(self, row: OutcomeRow) -> None:
        """Show whose file it is."""
        self._title.setText(_("Decision file of {code}").format(code=row.member.code))
        self._names.setChecked(bool(row.name))
        self.keys.show_desk("")
        self._names.setFocus()

    def _on_go(self) -> None:
        self.go.emit(self._names.isChecked())


class FileWriting(QObject):
    """Gathers on the GUI thread, writes and signs beside it; ``noticed(Notice)`` and ``ended()``."""

    noticed = Signal(object)
    ended = Signal()

    def __init__(self, tools: Tools, keys: KeysPanel) -> None:
        super().__init__(keys)
        self._tools, self._keys = tools, keys

    def write(self, cohort: Cohort, portfolio_id: str, *, names: bool) -> None:
        """Ask where to, open the key, and write."""
        folder = self._tools.dialogs.choose_folder(_("Where the decision file goes"))
        borrowed = self._keys.borrow() if folder is not None else None
        if folder is None or borrowed is None:
            return
        workspace = self._tools.session.workspace
        try:
            told = decision_file(workspace, cohort, portfolio_id, names=names)
        except CertDeskError as problem:
            self._failed(problem, borrowed)
            return
        self._tools.jobs.start(
            _("Writing the decision file of {code}").format(code=told.code),
            lambda _progress: write_decision_file(workspace, told, folder, borrowed.signer),
            done=lambda written: self._written(written, borrowed),
            failed=lambda problem: self._failed(problem, borrowed),
        )

    def _written(self, written: WrittenFiles, borrowed: Borrowed) -> None:
        self._keys.give_back(borrowed)
        words = _("Saved as {file}.").format(file=written.pdf)
        key = leading_to("verify", open=str(written.pdf))
        self.noticed.emit(Notice(words, "ok", "", _("Open it"), key))
        self.ended.emit()

    def _failed(self, problem: Exception, borrowed: Borrowed) -> None:
        self._keys.give_back(borrowed)
        if isinstance(problem, CancelledError):
            return
        if not isinstance(problem, CertDeskError):
            raise problem
        self.noticed.emit(Notice(str(problem), "warn", problem.hint))
