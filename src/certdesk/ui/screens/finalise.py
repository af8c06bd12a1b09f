"""Finalise: what still stands between this and a signature, the report as it will be, and the signature."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from certdesk.actions import finalising
from certdesk.actions.assessing import hold_assessment, reopen_assessment
from certdesk.actions.bank_offers import Box, Place
from certdesk.actions.commenting import write_summary
from certdesk.actions.covering import coverage_of
from certdesk.actions.finalising import Made, SigningPlan
from certdesk.actions.identifying import my_identity, unlock_mine
from certdesk.actions.issuing import COUNTERSIGNED, may_issue
from certdesk.actions.looking import AssessmentView, WorklistRow, look_at_assessment, look_at_worklist
from certdesk.actions.naming import name_candidate
from certdesk.core.assessment import AssessmentState
from certdesk.core.changes import Change
from certdesk.core.errors import CancelledError, CertDeskError, WrongPassphraseError
from certdesk.core.words import _
from certdesk.evidence.formats import Kind
from certdesk.signing.signer import Signer
from certdesk.ui.commands import Command
from certdesk.ui.screens.after_signing import foot_of, next_to_do, place_of, what_is_signed, why_not
from certdesk.ui.screens.bank.in_boxes import BankInBox
from certdesk.ui.screens.copies import save_copy
from certdesk.ui.screens.ready_panel import ReadyPanel
from certdesk.ui.screens.screen import Params, Screen, leading_to
from certdesk.ui.screens.sign_panel import SignPanel
from certdesk.ui.tools import Tools
from certdesk.ui.viewers.bridge import Deliveries
from certdesk.ui.viewers.pdf_viewer import PdfViewer
from certdesk.ui.viewers.viewer import ViewedItem
from certdesk.ui.widgets.button import icon_button
from certdesk.ui.widgets.chip import Chip
from certdesk.ui.widgets.labels import FileName, label
from certdesk.ui.widgets.notice_bar import Notice
from certdesk.ui.widgets.scrolling import scrolling
from certdesk.ui.widgets.segment import Choice, Segment
from certdesk.ui.widgets.status_foot import StatusFoot
from certdesk.ui.widgets.top_bar import TopBar

_LEFT, _RIGHT = 424, 300


@dataclass(frozen=True, slots=True)
class _Signed:
    """What came of signing, and whether the person wants to go on."""

    plan: SigningPlan
    made: tuple[Made, ...]
    signer: Signer
    go_on: bool


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
        self._bank = BankInBox(tools, self.ready.summary, self._where_written)
        self._bank.noticed.connect(self.noticed)
        self.preview = PdfViewer(theme, tools.worker, Deliveries(self))
        self.preview.setObjectName("preview")
        self.preview.only_read()
        self.signing = SignPanel(theme)
        self.foot = StatusFoot(theme)
        self._next: WorklistRow | None = None
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
        """Undo is about this assessment; the summary that stands in the box comes first."""
        self._write_summary(self.ready.summary.text())
        return self._view.assessment.id if self._view else ""

    @property
    def view(self) -> AssessmentView | None:
        """The assessment as it is shown."""
        return self._view

    def _where_written(self) -> tuple[AssessmentView, Place] | None:
        return (self._view, Place(Box.SUMMARY)) if self._view else None

    def sign(self, passphrase: str, go_on: bool = False) -> None:
        """Unlock the key, sign, and go on to the next portfolio if asked to. What is wrong is said in the panel."""
        if self._view is None:
            return
        self._write_summary(self.ready.summary.text())
        workspace, keyring = self.tools.session.workspace, self.tools.keyring
        try:
            signer = keyring.lend(keyring.signer() or unlock_mine(workspace, passphrase))
        except WrongPassphraseError as problem:
            self.signing.show_wrong(problem.sentence)
            return
        except CertDeskError as problem:
            self.signing.show_refused(problem.sentence)
            return
        if self.signing.keep_unlocked:
            keyring.keep(signer)
        try:
            plan = finalising.plan_signing(workspace, self._view.assessment.id)
        except CertDeskError as problem:
            keyring.give_back(signer)
            self.signing.forget()
            self.signing.show_refused(problem.sentence)
            return
        self.signing.show_signing()
        self.tools.jobs.start(
            _("Signing {code}").format(code=self._view.portfolio.code),
            lambda progress: finalising.make_signed(plan, signer, self.tools.worker, progress),
            done=lambda made: self._keep(_Signed(plan, made, signer, go_on)),
            failed=lambda problem: self._failed(problem, signer),
        )

    def _keep(self, signed: _Signed) -> None:
        try:
            # The register is signed as it is kept, so the key is needed until then.
            change = self.tools.session.do(finalising.keep_signed, signed.plan, signed.made)
        finally:
            self.tools.keyring.give_back(signed.signer)
        if change is None:
            self._show()
            return
        text = _("{code} is signed: {outcome}.")
        judged = signed.plan.judged
        text = text.format(code=judged.portfolio.code, outcome=judged.decision.label)
        still_here = self._view is not None and self._view.assessment.id == signed.plan.assessment_id
        if signed.go_on and still_here and self.isVisible():
            show = leading_to("finalise", assessment=signed.plan.assessment_id)
            self.noticed.emit(Notice(text, "ok", "", _("Show"), show))
            self.go_to_next()
        else:
            self.noticed.emit(Notice(text, "ok"))

    def go_to_next(self) -> None:
        """Open the next portfolio: one that is ready to sign, else one that is begun, else one that waits."""
        self.left_for.emit(*place_of(self._next))

    def _failed(self, problem: Exception, signer: Signer) -> None:
        self.tools.keyring.give_back(signer)
        if self.isVisible():
            self._show()
        if isinstance(problem, CancelledError):
            return
        if not isinstance(problem, CertDeskError):
            raise problem
        self.signing.show_refused(problem.sentence)

    def _show(self) -> None:
        view = self._view
        if view is None:
            return
        workspace = self.tools.session.workspace
        worklist = look_at_worklist(workspace)
        self._next = next_to_do(worklist.rows, view.portfolio.id)
        self.signing.show_next(self._next.code if self._next else "")
        self._code.setText(view.portfolio.code)
        self._title.show_text(view.portfolio.title)
        self.titled.emit(_("{code}, finalise – CertDesk").format(code=view.portfolio.code))
        self.ready.show_view(view)
        signed = view.assessment.state is AssessmentState.SIGNED
        seen = coverage_of(workspace, view.assessment.id)
        unseen = tuple((item.id, item.title) for item in view.items if not seen[item.id].opened)
        self.ready.show_unseen(() if signed else unseen)
        self.foot.show_standing(foot_of(view, worklist.pace))
        if view.assessment.state is AssessmentState.SIGNED:
            files = tuple((one.kind, workspace.documents / one.file_name) for one in view.documents)
            self.signing.show_signed(files, marks_only=bool(view.asked))
            if reports := [file for file in files if file[0] in (finalising.REPORT, COUNTERSIGNED)]:
                self._show_pdf(reports[-1][1])
            return
        held = view.assessment.state is AssessmentState.HELD
        identity = my_identity(workspace)
        self.signing.show_unsigned(identity, why_not(view), held=held)
        self.signing.show_signs(what_is_signed(view, identity, issues=may_issue(workspace)))
        self._show_lock()
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
            matters=False,
        )

    def _no_preview(self, problem: Exception) -> None:
        if isinstance(problem, CancelledError):
            return
        if not isinstance(problem, CertDeskError):
            raise problem
        self.noticed.emit(Notice(str(problem), "warn", problem.hint))

    def _show_pdf(self, path: Path) -> None:
        certificate = "certificate" in path.name
        report = _("Record of marks") if self._view and self._view.asked else _("Feedback report")
        title = _("Certificate") if certificate else report
        self.preview.show_item(ViewedItem(str(path), path, title, Kind.PDF, ""))

    def _mend(self, what: str, criterion: str) -> None:
        if self._view is None:
            return
        focus = {"next_step": "next_step", "words": "words"}.get(what, "")
        if what == "summary":
            self.ready.focus_summary()
            return
        if what == "name":
            self._ask_name()
            return
        params = {"assessment": self._view.assessment.id, "criterion": criterion, "focus": focus}
        self.left_for.emit("score", params)

    def _open_item(self, item_id: str) -> None:
        if self._view:
            self.left_for.emit("score", {"assessment": self._view.assessment.id, "item": item_id})

    def _ask_name(self) -> None:
        name = self.tools.dialogs.reason(_("The candidate's name"), _("How should it stand on the certificate?"))
        if name and self._view:
            self.tools.session.do(name_candidate, self._view.portfolio.id, name)
            self.enter({"assessment": self._view.assessment.id})

    def _write_summary(self, text: str) -> None:
        signed = self._view is not None and self._view.assessment.state is AssessmentState.SIGNED
        if self._view and text != self._view.assessment.summary and not signed:
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

    def _save_copy(self, path: Path) -> None:
        if notice := save_copy(self.tools, path, path.name):
            self.noticed.emit(notice)

    def _hold(self) -> None:
        if self._view is None:
            return
        reason: str | None = ""
        if self._view.assessment.state is not AssessmentState.HELD:
            reason = self.tools.dialogs.reason(_("Hold"), _("What are you waiting for?"))
        if reason is not None:
            self.tools.session.do(hold_assessment, self._view.assessment.id, reason)

    def _go_back(self) -> None:
        if self._view:
            self.left_for.emit("score", {"assessment": self._view.assessment.id})

    def _build(self) -> None:
        theme = self.tools.theme
        bar = TopBar(theme)
        back = icon_button(theme, "back", _("Back to scoring"))
        back.setObjectName("back")
        back.clicked.connect(self._go_back)
        blind = Chip(theme, _("Blind"), "neutral", icon="hidden")
        bar.add_leading(back, self._code, blind, self._title)
        bar.add_trailing(self._views)
        page = QVBoxLayout(self)
        page.setContentsMargins(0, 0, 0, 0)
        page.setSpacing(0)
        page.addWidget(bar)
        row = QHBoxLayout()
        row.setSpacing(0)
        self._signing = scrolling(self.signing)
        self._left, self._right = _column(self.ready), _column(self._signing)
        row.addWidget(self._left)
        paper = QVBoxLayout()
        paper.setContentsMargins(12, 8, 5, 0)
        paper.addWidget(self.preview)
        row.addLayout(paper, 1)
        row.addWidget(self._right)
        page.addLayout(row, 1)
        page.addWidget(self.foot)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Let the columns grow with the text, but leave room for the paper."""
        super().resizeEvent(event)
        px, whole = self.tools.theme.px, self.width()
        least = self._signing.minimumSizeHint().width()
        self._left.setFixedWidth(min(px(_LEFT), round(whole * 0.34)))
        # Large letters take no more than a third, or the page would push this column out of the window.
        self._right.setFixedWidth(min(px(_RIGHT), max(round(whole * 0.33), least)))

    def notice_lift(self) -> int:
        """Leave the foot free."""
        return self.foot.height()

    def _connect(self) -> None:
        self._views.chosen.connect(lambda key: self._go_back() if key == "score" else None)
        self.ready.mend_asked.connect(self._mend)
        self.ready.item_asked.connect(self._open_item)
        self.ready.summary_written.connect(self._write_summary)
        self.signing.sign_asked.connect(self.sign)
        self.signing.reopen_asked.connect(self._reopen)
        self.signing.document_chosen.connect(self._show_pdf)
        self.signing.verify_asked.connect(self._verify)
        self.signing.copy_asked.connect(self._save_copy)
        self.signing.hold_asked.connect(self._hold)
        self.signing.next_asked.connect(self.go_to_next)
        self.tools.keyring.changed.connect(self._on_keyring)

    def _on_keyring(self) -> None:
        if self._view and self.isVisible():
            self._show_lock()

    def _show_lock(self) -> None:
        keyring = self.tools.keyring
        self.signing.show_unlocked(unlocked=keyring.signer() is not None, minutes=keyring.minutes)


def _column(inner: QWidget) -> QFrame:
    frame = QFrame()
    frame.setProperty("surface", "panel")
    column = QVBoxLayout(frame)
    column.setContentsMargins(0, 0, 0, 0)
    column.addWidget(inner)
    return frame
