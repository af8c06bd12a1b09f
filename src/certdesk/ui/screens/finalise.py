"""Finalise: what still stands between this and a signature, the report as it will be, and the signature."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from certdesk.actions import finalising
from certdesk.actions.assessing import reopen_assessment
from certdesk.actions.finalising import Made, SigningPlan
from certdesk.actions.identifying import my_identity, unlock_mine
from certdesk.actions.looking import AssessmentView, look_at_assessment
from certdesk.core.assessment import AssessmentState
from certdesk.core.changes import Change
from certdesk.core.errors import CancelledError, CertDeskError, WrongPassphraseError
from certdesk.core.readiness import may_sign
from certdesk.core.words import _
from certdesk.evidence.formats import Kind
from certdesk.signing.signer import Signer
from certdesk.ui.commands import Command
from certdesk.ui.screens.ready_panel import ReadyPanel
from certdesk.ui.screens.screen import Params, Screen, leading_to
from certdesk.ui.screens.sign_panel import SignPanel
from certdesk.ui.tools import Tools
from certdesk.ui.viewers.bridge import Deliveries
from certdesk.ui.viewers.pdf_viewer import PdfViewer
from certdesk.ui.viewers.viewer import ViewedItem
from certdesk.ui.widgets.button import icon_button
from certdesk.ui.widgets.labels import FileName, label
from certdesk.ui.widgets.notice_bar import Notice
from certdesk.ui.widgets.segment import Choice, Segment
from certdesk.ui.widgets.top_bar import TopBar

_LEFT, _RIGHT = 412, 300


class FinaliseScreen(Screen):
    """Finalises one assessment."""

    def __init__(self, tools: Tools) -> None:
        super().__init__(tools)
        self._view: AssessmentView | None = None
        self._preview_number = 0
        theme = tools.theme
        self._code = label("", "label", name="code")
        self._title = FileName(theme, role="body", tone="text2")
        self._views = Segment(theme, (Choice("score", _("Score")), Choice("finalise", _("Finalise"))), "finalise")
        self.ready = ReadyPanel(theme)
        self.preview = PdfViewer(theme, tools.worker, Deliveries(self))
        self.preview.setObjectName("preview")
        self.signing = SignPanel(theme)
        self._build()
        self._connect()

    def enter(self, params: Params) -> None:
        """Show ``params["assessment"]``, or the one that was shown."""
        assessment_id = str(params.get("assessment") or (self._view.assessment.id if self._view else ""))
        if not assessment_id:
            self.left_for.emit("today", {})
            return
        self._view = look_at_assessment(self.tools.session.workspace, assessment_id)
        self._views.set_current("finalise")
        self._show()

    def leave(self) -> None:
        """Let go of the preview's file."""
        self._preview_number += 1
        self.preview.close_item()
        self.signing.forget()

    def on_changed(self, change: Change) -> None:
        """Look again when this assessment changed."""
        if self._view and self._view.assessment.id in change.subjects:
            self.enter({"assessment": self._view.assessment.id})

    def commands(self) -> tuple[Command, ...]:
        """Return what can be done here."""
        return (
            Command("finalise.back", _("Back to scoring"), ("Escape",), self._go_back),
            Command("finalise.sign", _("Sign"), ("Ctrl+Return",), self.signing.ask),
        )

    def place(self) -> Params:
        """Return the assessment that is shown."""
        return {"assessment": self._view.assessment.id} if self._view else {}

    def undo_scope(self) -> str:
        """Undo is about this assessment."""
        return self._view.assessment.id if self._view else ""

    @property
    def view(self) -> AssessmentView | None:
        """The assessment as it is shown."""
        return self._view

    def sign(self, passphrase: str) -> None:
        """Unlock the key and sign. What is wrong with the passphrase is said below its field."""
        if self._view is None:
            return
        workspace = self.tools.session.workspace
        try:
            signer = self.tools.keyring.signer() or unlock_mine(workspace, passphrase)
            plan = finalising.plan_signing(workspace, self._view.assessment.id)
        except WrongPassphraseError as problem:
            self.signing.show_wrong(problem.sentence)
            return
        except CertDeskError as problem:
            self.tools.session.refused.emit(problem)
            return
        if self.signing.keep_unlocked:
            self.tools.keyring.keep(signer)
        self.signing.show_signing()
        self.tools.jobs.start(
            _("Signing {code}").format(code=self._view.portfolio.code),
            lambda progress: finalising.make_signed(plan, signer, self.tools.worker, progress),
            done=lambda made: self._keep(plan, made, signer),
            failed=lambda problem: self._failed(problem, signer),
        )

    def _keep(self, plan: SigningPlan, made: tuple[Made, ...], signer: Signer) -> None:
        self._forget(signer)
        change = self.tools.session.do(finalising.keep_signed, plan, made)
        if change and self._view:
            text = _("{code} is signed: {outcome}.")
            text = text.format(code=self._view.portfolio.code, outcome=plan.judged.decision.label)
            self.noticed.emit(Notice(text, "ok", "", _("Next portfolio"), leading_to("today")))

    def _failed(self, problem: Exception, signer: Signer) -> None:
        self._forget(signer)
        self._show()
        if isinstance(problem, CancelledError):
            return
        if not isinstance(problem, CertDeskError):
            raise problem
        self.tools.session.refused.emit(problem)

    def _forget(self, signer: Signer) -> None:
        if signer is not self.tools.keyring.signer():
            signer.lock()

    def _show(self) -> None:
        view = self._view
        if view is None:
            return
        workspace = self.tools.session.workspace
        self._code.setText(view.portfolio.code)
        self._title.show_text(view.portfolio.title)
        self.ready.show_view(view)
        signed = view.assessment.state is AssessmentState.SIGNED
        if signed:
            files = tuple((one.kind, workspace.documents / one.file_name) for one in view.documents)
            self.signing.show_signed(files)
            if files:
                self._show_pdf(files[-1][1] if len(files) == 1 else files[-2][1])
            return
        identity = my_identity(workspace)
        blocked = "" if may_sign(view.points) else view.points[0].heading
        self.signing.show_unsigned(identity, blocked, unlocked=self.tools.keyring.signer() is not None)
        self._preview()

    def _preview(self) -> None:
        """Have the report made as it would look now; only the newest one is shown."""
        view = self._view
        if view is None:
            return
        self._preview_number += 1
        number = self._preview_number
        workspace = self.tools.session.workspace
        plan = finalising.plan_preview(workspace, view, my_identity(workspace))
        self.tools.jobs.start(
            _("Preview"),
            lambda progress: finalising.make_preview(plan, self.tools.worker, progress),
            done=lambda path: self._show_pdf(path) if number == self._preview_number else None,
            failed=self._no_preview,
        )

    def _no_preview(self, problem: Exception) -> None:
        if isinstance(problem, CancelledError):
            return
        if not isinstance(problem, CertDeskError):
            raise problem
        self.noticed.emit(Notice(str(problem), "warn", problem.hint))

    def _show_pdf(self, path: Path) -> None:
        title = _("Feedback report")
        self.preview.show_item(ViewedItem(str(path), path, title, Kind.PDF, path.name))

    def _open_pdf(self, path: Path) -> None:
        self._show_pdf(path)

    def _mend(self, what: str, criterion: str) -> None:
        if self._view is None:
            return
        focus = {"next_step": "next_step", "words": "words"}.get(what, "")
        if what == "summary":
            self.ready.focus_summary()
            return
        params = {"assessment": self._view.assessment.id, "criterion": criterion, "focus": focus}
        self.left_for.emit("score", params)

    def _write_summary(self, text: str) -> None:
        from certdesk.actions.commenting import write_summary

        if self._view and text != self._view.assessment.summary:
            self.tools.session.do(write_summary, self._view.assessment.id, text)

    def _reopen(self) -> None:
        if self._view is None:
            return
        reason = self.tools.dialogs.reason(
            _("Reopen"), _("What has to change, and why? What was signed stays on record.")
        )
        if reason:
            self.tools.session.do(reopen_assessment, self._view.assessment.id, reason)

    def _verify(self, path: Path) -> None:
        self.left_for.emit("verify", {"file": str(path)})

    def _go_back(self) -> None:
        if self._view:
            self.left_for.emit("score", {"assessment": self._view.assessment.id})

    def _build(self) -> None:
        theme = self.tools.theme
        bar = TopBar(theme)
        back = icon_button(theme, "back", _("Back to scoring"))
        back.setObjectName("back")
        back.clicked.connect(self._go_back)
        bar.add_leading(back, self._code, self._title)
        bar.add_trailing(self._views)
        page = QVBoxLayout(self)
        page.setContentsMargins(0, 0, 0, 0)
        page.setSpacing(0)
        page.addWidget(bar)
        row = QHBoxLayout()
        row.setSpacing(0)
        row.addWidget(_column(self.ready, theme.px(_LEFT)))
        paper = QVBoxLayout()
        paper.setContentsMargins(12, 8, 5, 0)
        paper.addWidget(self.preview)
        row.addLayout(paper, 1)
        row.addWidget(_column(self.signing, theme.px(_RIGHT)))
        page.addLayout(row, 1)

    def _connect(self) -> None:
        self._views.chosen.connect(lambda key: self._go_back() if key == "score" else None)
        self.ready.mend_asked.connect(self._mend)
        self.ready.summary_written.connect(self._write_summary)
        self.signing.sign_asked.connect(self.sign)
        self.signing.reopen_asked.connect(self._reopen)
        self.signing.document_chosen.connect(self._open_pdf)
        self.signing.verify_asked.connect(self._verify)
        self.tools.keyring.changed.connect(partial(self._on_keyring))

    def _on_keyring(self) -> None:
        if self._view and self.isVisible():
            self.signing.show_unlocked(unlocked=self.tools.keyring.signer() is not None)


def _column(inner: QWidget, width: int) -> QFrame:
    frame = QFrame()
    frame.setProperty("surface", "panel")
    frame.setFixedWidth(width)
    column = QVBoxLayout(frame)
    column.setContentsMargins(0, 0, 0, 0)
    column.addWidget(inner)
    return frame
