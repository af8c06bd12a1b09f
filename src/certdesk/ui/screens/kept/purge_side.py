"""What can be done with what is chosen: delete it for good, hold it, lift its hold; and the receipts of before."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from certdesk.actions.purging import (
    PurgeMade,
    PurgePlan,
    PurgeReceipt,
    begin_purge,
    make_purge,
    plan_purge,
    purge_work,
    receipt_file,
    receipts,
    sign_purge,
    unfinished_purges,
)
from certdesk.actions.retaining import KeptLine
from certdesk.core.errors import CancelledError, CertDeskError, WrongPassphraseError
from certdesk.core.preflight_words import size_in_words
from certdesk.core.retention import Reprieve
from certdesk.core.words import _, ngettext
from certdesk.signing.signer import Signer
from certdesk.ui.screens.unlock_panel import UnlockPanel
from certdesk.ui.tools import Tools
from certdesk.ui.unlocking import borrow_signer
from certdesk.ui.widgets.button import button
from certdesk.ui.widgets.emptying import empty
from certdesk.ui.widgets.labels import label, line
from certdesk.ui.widgets.notice_bar import Notice
from certdesk.ui.widgets.paragraph import Paragraph
from certdesk.ui.widgets.text_box import LineField

_SHOWN = 4


class PurgeSide(QWidget):
    """``purged(files, bytes)`` says that it is done; ``held(reason)`` and ``lifted()`` are about what is chosen."""

    purged = Signal(int, object)
    held = Signal(str)
    lifted = Signal()
    noticed = Signal(object)

    def __init__(self, tools: Tools) -> None:
        super().__init__()
        theme = tools.theme
        self._tools = tools
        self._due: tuple[KeptLine, ...] = ()
        self._busy = False
        self.heading = label("", "heading", name="purgeHeading")
        self._about = Paragraph(theme, tone="text2")
        self._about.setObjectName("purgeAbout")
        self._reason = LineField(theme, _("Why it has to stay"))
        self._reason.setObjectName("holdReason")
        self._hold = button(theme, _("Hold it"), icon="held")
        self._hold.setObjectName("hold")
        self._lift = button(theme, _("Lift the hold"), kind="quiet")
        self._lift.setObjectName("lift")
        self._unlock = UnlockPanel(theme, name="purgeKey")
        self._unlock.without_button()
        self._unlock.show_needed(_("Your key"), _("Signs the receipt."))
        self.go = button(theme, _("Delete for good"), kind="danger", size="large", icon="trash")
        self.go.setObjectName("purgeGo")
        self._receipts = QVBoxLayout()
        self._receipts.setSpacing(6)
        self._build()
        self._hold.clicked.connect(self._on_hold)
        self._lift.clicked.connect(self.lifted)
        self.go.clicked.connect(self.run)
        self._unlock.given.connect(self._on_given)
        tools.keyring.changed.connect(self._show_lock)
        self._show_lock()

    def show_chosen(self, rows: tuple[KeptLine, ...], due: tuple[KeptLine, ...]) -> None:
        """Say what is chosen; only what is ``due`` can be deleted."""
        self._due = due
        begun = unfinished_purges(self._tools.session.workspace)
        size = sum(row.size for row in due)
        items = sum(len(row.items) for row in due)
        heading = ngettext("Delete {count} item, {size}", "Delete {count} items, {size}", items)
        if due:
            self.heading.setText(heading.format(count=items, size=size_in_words(size)))
            text = _(
                "Originals, copies, thumbnails and the words made of them go for good. What another portfolio needs "
                "stays, and so do marks, reports and the journal."
            )
        elif begun:
            self.heading.setText(_("A purge was stopped"))
            text = _("Go on with it: what was written down is gone for everybody already.")
        else:
            self.heading.setText(_("Nothing is chosen") if not rows else _("Not due yet"))
            text = _("Choose rows that are due to delete them, or any rows to hold them.")
        self._about.show_text(text)
        self.go.setEnabled(bool(due or begun) and not self._busy)
        self.go.set_words(_("Go on") if begun and not due else _("Delete for good"))
        for part in (self._reason, self._hold):
            part.setEnabled(bool(rows))
        self._lift.setVisible(any(Reprieve.HOLD in row.reprieves for row in rows))

    def show_receipts(self) -> None:
        """List the newest receipts, each with a way to save it."""
        empty(self._receipts)
        found = receipts(self._tools.session.workspace)
        if not found:
            self._receipts.addWidget(label(_("Nothing was deleted here yet."), "small", "text2"))
        for one in found[:_SHOWN]:
            self._receipts.addLayout(self._receipt(one))

    def forget(self) -> None:
        """Forget what was typed."""
        self._unlock.forget()

    def run(self) -> None:
        """Delete what is due and chosen, after asking once; go on with what was stopped."""
        workspace = self._tools.session.workspace
        begun = tuple(one.id for one in unfinished_purges(workspace))
        plan = self._planned()
        if self._busy or not (plan or begun) or (plan and not self._confirmed(plan)):
            return
        try:
            signer = borrow_signer(self._tools, self._unlock.passphrase())
        except WrongPassphraseError as problem:
            self._unlock.show_wrong(problem.sentence)
            return
        self._unlock.forget()
        ids = begun
        if plan:
            if self._tools.session.do(begin_purge, plan) is None:
                self._tools.keyring.give_back(signer)
                return
            ids = (*begun, plan.id)
        self._busy = True
        self.go.setEnabled(False)
        self._delete(ids, signer)

    def _planned(self) -> PurgePlan | None:
        if not self._due:
            return None
        try:
            return plan_purge(self._tools.session.workspace, self._due)
        except CertDeskError as problem:
            self._say(problem)
            return None

    def _confirmed(self, plan: PurgePlan) -> bool:
        question = ngettext("Delete {count} file for good?", "Delete {count} files for good?", len(plan.digests))
        detail = _("{size} of evidence whose time is over. Nothing brings it back, not even undo.")
        return self._tools.dialogs.confirm(
            question.format(count=len(plan.digests)),
            detail.format(size=size_in_words(plan.size)),
            _("Delete for good"),
        )

    def _delete(self, ids: tuple[str, ...], signer: Signer) -> None:
        work = [purge_work(self._tools.session.workspace, id_) for id_ in ids]
        self._tools.jobs.start(
            _("Deleting evidence whose time is over"),
            lambda progress: [make_purge(one, progress) for one in work],
            done=lambda made: self._sign(ids, signer, made),
            failed=lambda problem: self._failed(problem, signer),
        )

    def _sign(self, ids: tuple[str, ...], signer: Signer, made: list[PurgeMade]) -> None:
        session = self._tools.session
        done = [session.do(sign_purge, id_, signer) for id_ in ids]
        self._end(signer)
        if None not in done:
            size = sum(one.size for one in receipts(session.workspace) if one.id in ids)
            self.purged.emit(sum(one.files for one in made), size)

    def _failed(self, problem: Exception, signer: Signer) -> None:
        self._end(signer)
        if isinstance(problem, CancelledError):
            hint = _("Go on whenever you like; the receipt is signed when all of it is gone.")
            self.noticed.emit(Notice(_("Stopped."), "info", hint))
            return
        if not isinstance(problem, CertDeskError):
            raise problem
        self._say(problem)

    def _end(self, signer: Signer) -> None:
        self._busy = False
        self._tools.keyring.give_back(signer)
        self.show_receipts()
        self.show_chosen((), ())

    def _receipt(self, one: PurgeReceipt) -> QHBoxLayout:
        text = ngettext("{day}: {count} file", "{day}: {count} files", one.files)
        said = text.format(day=f"{one.at:%d %b %Y}", count=one.files)
        state = _("signed by {name}").format(name=one.by) if one.finished and one.genuine else _("not finished")
        if one.finished and not one.genuine:
            state = _("the signature does not fit")
        save = button(self._tools.theme, _("Save…"), kind="quiet")
        save.setObjectName(f"saveReceipt{one.id[-8:]}")
        save.setAccessibleName(_("Save the receipt of {day}").format(day=f"{one.at:%d %b %Y}"))
        save.clicked.connect(partial(self._save, one.id))
        row = QHBoxLayout()
        words = Paragraph(self._tools.theme, role="small", tone="text2")
        words.show_text(f"{said}, {state}")
        row.addWidget(words, 1)
        row.addWidget(save)
        return row

    def _save(self, receipt_id: str) -> None:
        target = self._tools.dialogs.choose_target(_("Save the receipt"), f"purge-{receipt_id[-8:]}.json")
        if target is None:
            return
        try:
            Path(target).write_bytes(receipt_file(self._tools.session.workspace, receipt_id))
        except OSError as problem:
            text = _("{file} could not be saved: {reason}.").format(file=target, reason=problem.strerror)
            self.noticed.emit(Notice(text, "warn", _("Choose another place.")))
            return
        self.noticed.emit(Notice(_("Saved as {file}.").format(file=target), "ok"))

    def _on_hold(self) -> None:
        reason = self._reason.text().strip()
        if not reason:
            self._reason.show_wrong(_("Say who asked for it, and why."))
            return
        self._reason.show_text("")
        self.held.emit(reason)

    def _on_given(self, _typed: str) -> None:
        self.run()

    def _show_lock(self) -> None:
        self._unlock.setVisible(self._tools.keyring.signer() is None)

    def _say(self, problem: CertDeskError) -> None:
        self.noticed.emit(Notice(str(problem), "warn", problem.hint))

    def _build(self) -> None:
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self._hold)
        row.addWidget(self._lift)
        row.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        for part in (self.heading, self._about, self._unlock, self.go, line(), self._reason):
            column.addWidget(part)
        column.addLayout(row)
        column.addWidget(line())
        column.addWidget(label(_("Receipts"), "name"))
        column.addLayout(self._receipts)
        column.addStretch(1)
