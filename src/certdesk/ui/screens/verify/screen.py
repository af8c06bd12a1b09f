"""Verify: drop a PDF, read in large words whether it is genuine, and see what was and what was not checked."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDropEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from certdesk.actions.checking_record import write_record
from certdesk.actions.verifying import trust_here
from certdesk.actions.verifying_closely import verify_closely
from certdesk.core.errors import CertDeskError
from certdesk.core.words import _
from certdesk.evidence.formats import Kind
from certdesk.signing.verification import Check as Checked
from certdesk.signing.verification import CheckState, Verdict, Verification
from certdesk.ui.commands import Command
from certdesk.ui.screens.checked_before import CheckedBeforeCard, checked_before, remember_check, verdict_words
from certdesk.ui.screens.screen import Params, Screen
from certdesk.ui.tools import Tools
from certdesk.ui.viewers.bridge import Deliveries
from certdesk.ui.viewers.pdf_viewer import PdfViewer
from certdesk.ui.viewers.viewer import ViewedItem
from certdesk.ui.widgets.button import button
from certdesk.ui.widgets.card import Card, card
from certdesk.ui.widgets.check_list import Check, CheckList
from certdesk.ui.widgets.drop_zone import DropZone, dropped_files
from certdesk.ui.widgets.labels import label
from certdesk.ui.widgets.notice_bar import Notice
from certdesk.ui.widgets.scrolling import from_the_top
from certdesk.ui.widgets.verdict import Verdict as VerdictPanel

_PATTERNS = "PDF (*.pdf);;PNG, SVG, JSON, JPEG, HEIC (*.png *.svg *.json *.jpg *.jpeg *.heic);;* (*)"
_KINDS = {
    Verdict.GENUINE: "ok",
    Verdict.GENUINE_BUT: "warn",
    Verdict.CANNOT_TELL: "info",
    Verdict.NOT_GENUINE: "bad",
}
_STATES = {CheckState.PASSED: "ok", CheckState.FAILED: "bad", CheckState.WARNING: "warn"}


class VerifyScreen(Screen):
    """Shows the answer on one PDF, and what was checked before."""

    def __init__(self, tools: Tools) -> None:
        super().__init__(tools)
        self._result: Verification | None = None
        self._shown: Path | None = None
        theme = tools.theme
        self.verdict = VerdictPanel(theme)
        self.preview = PdfViewer(theme, tools.worker, Deliveries(self))
        self.preview.setObjectName("preview")
        self.preview.only_read()
        self._checked = CheckList(theme)
        self._checked.setObjectName("checked")
        self._unchecked = CheckList(theme)
        self._unchecked.setObjectName("unchecked")
        self._before = CheckedBeforeCard(theme)
        self._drop = DropZone(theme, _("Drop signed PDFs, badges or photos of certificates here"), _("or choose one"))
        self._drop.setObjectName("drop")
        self._build()
        self.setAcceptDrops(True)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Take files anywhere on the screen, and show it."""
        if dropped_files(event.mimeData()):
            event.acceptProposedAction()
            self._drop.show_over(over=True)

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        """Show that nothing is held over the screen any more."""
        super().dragLeaveEvent(event)
        self._drop.show_over(over=False)

    def dropEvent(self, event: QDropEvent) -> None:
        """Check everything that was dropped; the last one stays in view."""
        self._drop.show_over(over=False)
        if files := dropped_files(event.mimeData()):
            event.acceptProposedAction()
            self._on_dropped(files)

    def enter(self, params: Params) -> None:
        """Verify ``params["file"]`` if one is named."""
        self._show_before()
        if params.get("file"):
            self.verify(Path(str(params["file"])))
        elif self._shown is not None and self._shown.is_file():
            self._show_pages(self._shown)

    def leave(self) -> None:
        """Let go of the file."""
        self.preview.close_item()

    def commands(self) -> tuple[Command, ...]:
        """Return what can be done here."""
        return (
            Command("verify.open", _("Choose a file to verify"), ("Ctrl+O",), self.choose),
            Command("verify.save", _("Save this check"), ("Ctrl+Shift+S",), self.save_record, self._has_result),
        )

    def _has_result(self) -> bool:
        return self._result is not None

    @property
    def result(self) -> Verification | None:
        """The answer that is shown."""
        return self._result

    def choose(self) -> None:
        """Ask for a file and verify it."""
        if path := self.tools.dialogs.choose_file(_("Choose a PDF, a badge or a photo of a certificate"), _PATTERNS):
            self.verify(path)

    def verify(self, path: Path) -> None:
        """Verify a file beside the window, and show the answer."""
        folder, worker = self.tools.session.workspace.folder, self.tools.worker
        self.tools.jobs.start(
            _("Checking {file}").format(file=path.name),
            lambda _progress: verify_closely(path, trust_here(folder), worker),
            done=lambda result: self._show(path, result),
            failed=self._failed,
            matters=False,
        )

    def save_record(self) -> None:
        """Save what was checked as a PDF that can be printed."""
        path, result, workspace = self._shown, self._result, self.tools.session.workspace
        if path is None or result is None:
            return
        target = self.tools.dialogs.choose_target(_("Save this check"), f"{path.stem}-{_('checked')}.pdf")
        if target is None:
            return
        now = workspace.clock()
        self.tools.jobs.start(
            _("Saving the check"),
            lambda _progress: write_record(path, result, trust_here(workspace.folder), target, now=now),
            done=lambda _pages: self.noticed.emit(Notice(_("Saved as {file}.").format(file=target), "ok")),
            failed=self._failed,
        )

    def _failed(self, problem: Exception) -> None:
        if not isinstance(problem, CertDeskError):
            raise problem
        self.noticed.emit(Notice(str(problem), "warn", problem.hint))

    def _show(self, path: Path, result: Verification) -> None:
        self._result = result
        remember_check(self.tools.session.workspace, path.name, result.verdict)
        self._show_before()
        self._pages.show()
        self._drop.hide()
        self._right.addWidget(self._before, 1)
        self.verdict.show_verdict(_KINDS[result.verdict], verdict_words(result.verdict), result.summary)
        done = [check for check in result.checks if check.state is not CheckState.NOT_CHECKED]
        not_done = [check for check in result.checks if check.state is CheckState.NOT_CHECKED]
        self._checked.show_checks(tuple(_check(check) for check in done))
        self._unchecked.show_checks(tuple(_check(check) for check in not_done))
        self._shown = path
        self._save.show()
        self._show_pages(path)

    def _show_pages(self, path: Path) -> None:
        readable = path.suffix.lower() == ".pdf"
        self._paper.setVisible(readable)
        if readable:
            self.preview.show_item(ViewedItem(str(path), path, path.name, Kind.PDF, ""))
        else:
            self.preview.close_item()

    def _on_dropped(self, paths: tuple[Path, ...]) -> None:
        for path in paths:
            self.verify(path)

    def _show_before(self) -> None:
        workspace = self.tools.session.workspace
        self._before.show_files(checked_before(workspace), workspace.clock().astimezone())

    def _build(self) -> None:
        theme = self.tools.theme
        page = QVBoxLayout(self)
        page.setContentsMargins(24, 12, 24, 16)
        page.setSpacing(12)
        head = QHBoxLayout()
        head.addWidget(label(_("Verify"), "title"), 1)
        another = button(theme, _("Choose a file…"), icon="document")
        another.setObjectName("choose")
        another.clicked.connect(self.choose)
        self._save = button(theme, _("Save this check…"), icon="printer")
        self._save.setObjectName("saveCheck")
        self._save.clicked.connect(self.save_record)
        self._save.hide()
        head.addWidget(self._save)
        head.addWidget(another)
        page.addLayout(head)
        self._drop.files_dropped.connect(self._on_dropped)
        self._drop.browse_asked.connect(self.choose)
        page.addWidget(self._drop, 1)
        self._pages = QWidget()
        row = QHBoxLayout(self._pages)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(16)
        paper = self._paper = card(name="paper")
        paper.set_flush()
        paper.body.setContentsMargins(12, 6, 4, 0)
        paper.body.addWidget(self.preview)
        row.addWidget(paper, 5)
        right = QVBoxLayout()
        right.setSpacing(16)
        right.addWidget(self.verdict)
        lists = QHBoxLayout()
        lists.setSpacing(16)
        lists.addWidget(_listed(_("What was checked"), self._checked), 3)
        lists.addWidget(_listed(_("What was not checked"), self._unchecked), 2)
        right.addLayout(lists, 3)
        self._right = right
        row.addLayout(right, 8)
        page.addWidget(self._pages, 4)
        page.addWidget(self._before, 1)
        self._pages.hide()


def _listed(title: str, checks: CheckList) -> Card:
    made = card(title)
    made.body.addWidget(from_the_top(checks), 1)
    return made


def _check(check: Checked) -> Check:
    return Check(check.name, _STATES.get(check.state, "info"), check.sentence, check.detail)
