"""The register of this desk: how long it is, what its newest checkpoint says, whether it is whole, and its export."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from certdesk.actions.identifying import my_identity
from certdesk.actions.issuing import IssuingDesk, issuing_desk
from certdesk.actions.registering import (
    RegisterState,
    look_at_register,
    register_file,
    renew_checkpoint,
    signed_size,
    take_over,
)
from certdesk.core.changes import Change, Kind
from certdesk.core.errors import CertDeskError
from certdesk.core.words import _, ngettext
from certdesk.store.places import place_time, remember_place
from certdesk.ui.commands import Command
from certdesk.ui.screens.pane import Pane
from certdesk.ui.screens.results.banners import can_not_issue
from certdesk.ui.screens.results.keys_panel import KeysPanel
from certdesk.ui.screens.standing import day
from certdesk.ui.tools import Tools
from certdesk.ui.widgets.button import Button, button
from certdesk.ui.widgets.card import card
from certdesk.ui.widgets.check_list import Check, CheckList
from certdesk.ui.widgets.emptying import empty
from certdesk.ui.widgets.labels import label, line
from certdesk.ui.widgets.notice_bar import Notice
from certdesk.ui.widgets.paragraph import Paragraph
from certdesk.ui.widgets.scrolling import scrolling

_WIDTH = 760
_SUBJECT = "register_exported"


class RegisterPane(Pane):
    """Whoever holds an export can tell later whether anything in the register was changed."""

    def __init__(self, tools: Tools) -> None:
        super().__init__(tools)
        theme = tools.theme
        self._desk: IssuingDesk | None = None
        self._size = label("", "figure", name="registerSize")
        self._whose = Paragraph(theme, tone="text2")
        self._checks = CheckList(theme)
        self._checks.setObjectName("registerChecks")
        self._checkpoint = Paragraph(theme, role="small", tone="text2")
        self._checkpoint.setObjectName("registerCheckpoint")
        _as_tall_as_it_is(self._checkpoint)
        self._export = button(theme, _("Save the register…"), kind="primary", icon="stick")
        self._export.setObjectName("exportRegister")
        self._export.clicked.connect(self.export)
        self._renew = button(theme, _("Sign it as of today"), icon="signature")
        self._renew.setObjectName("renewCheckpoint")
        self._renew.clicked.connect(self.renew)
        self._continue = button(theme, _("Go on from this copy…"))
        self._continue.setObjectName("takeOver")
        self._continue.clicked.connect(self.go_on)
        self.keys = KeysPanel(tools, "register")
        self.keys.refused.connect(self.say_problem)
        self._banners = QVBoxLayout()
        self._build()

    def enter(self, _params: dict[str, Any]) -> None:
        """Show how the register stands."""
        self._refresh()

    def leave(self) -> None:
        """Forget what was typed."""
        self.keys.forget()

    def on_changed(self, change: Change) -> None:
        """Look again when something was entered, or somebody else acts."""
        if change.kinds & (Kind.REGISTER | Kind.CERTIFICATE | Kind.PERSON):
            self._refresh()

    def commands(self) -> tuple[Command, ...]:
        """Return what can be done here."""
        return (Command("register.export", _("Save the register"), ("Ctrl+Shift+S",), self.export, icon="stick"),)

    def export(self) -> None:
        """Save the register with its newest checkpoint, for whoever verifies."""
        desk = self._desk
        if desk is None:
            return
        workspace = self.tools.session.workspace
        suggested = f"{desk.register}.certdesk-register"
        target = self.tools.dialogs.choose_target(_("Save the register"), suggested)
        if target is None:
            return
        try:
            Path(target).write_bytes(register_file(workspace, desk.register, desk.issuer).content())
        except OSError as problem:
            text = _("{file} could not be saved: {reason}.").format(file=target, reason=problem.strerror)
            self.noticed.emit(Notice(text, "warn", _("Choose another place.")))
            return
        remember_place(workspace, f"{_SUBJECT}/{desk.register}", {"file": str(target)})
        hint = _("It names no person. Hand it to everybody who checks certificates.")
        self.noticed.emit(Notice(_("Saved as {file}.").format(file=target), "ok", hint))
        self._refresh()

    def renew(self) -> None:
        """Sign the register as it is once more, so that others see as of when it is complete."""
        desk = self._desk
        borrowed = self.keys.borrow() if desk is not None else None
        if desk is None or borrowed is None:
            return
        try:
            workspace = self.tools.session.workspace
            change = renew_checkpoint(workspace, desk.register, desk.issuer, borrowed.statements)
        except CertDeskError as problem:
            self.say_problem(problem)
            return
        finally:
            self.keys.give_back(borrowed)
        self.tools.session.announce(change)
        self._refresh()

    def go_on(self) -> None:
        """Let this copy of the workspace issue from now on."""
        desk = self._desk
        question = _("Issue from this copy from now on?")
        detail = _("Only one copy of the workspace may issue. Numbers go on after the next full thousand.")
        if desk is None or not self.tools.dialogs.confirm(question, detail, _("Issue from here")):
            return
        try:
            take_over(self.tools.session.workspace, desk.register)
        except CertDeskError as problem:
            self.say_problem(problem)
        self._refresh()

    def _refresh(self) -> None:
        workspace = self.tools.session.workspace
        identity = my_identity(workspace)
        empty(self._banners)
        try:
            self._desk = issuing_desk(workspace)
            state = look_at_register(workspace, self._desk.register)
        except CertDeskError:
            self._desk = None
        self._whole.setVisible(self._desk is not None)
        if self._desk is None:
            self._banners.addWidget(can_not_issue(self.tools.theme, identity, reports=False))
            return
        self.keys.show_desk(self._desk.issuer.programme_id)
        self._show(self._desk, state)

    def _show(self, desk: IssuingDesk, state: RegisterState) -> None:
        workspace, look = self.tools.session.workspace, state.look
        text = ngettext("{count} entry", "{count} entries", look.size)
        self._size.setText(text.format(count=look.size))
        own = _("The register of {name}. It says what was issued, replaced and withdrawn, and never whose it was.")
        self._whose.show_text(own.format(name=desk.issuer.name))
        file = register_file(workspace, desk.register, desk.issuer)
        exported = place_time(workspace, f"{_SUBJECT}/{desk.register}")
        self._checks.show_checks((*_standing(state), _signed(file.note, look.size), _exported(exported)))
        self._checkpoint.show_text(file.note.strip())
        self._checkpoint.setVisible(bool(file.note))
        self._export.setEnabled(bool(file.lines))
        self._renew.setEnabled(bool(file.lines) and look.complete)
        self._continue.setVisible(look.moved)
        self.keys.setVisible(bool(file.lines))

    def _build(self) -> None:
        theme = self.tools.theme
        self._whole = card(name="registerCard")
        body = self._whole.body
        body.setSpacing(12)
        body.addWidget(self._size)
        body.addWidget(self._whose)
        body.addWidget(self._checks)
        body.addLayout(_row(self._export, self._continue))
        body.addWidget(line())
        body.addWidget(self.keys)
        body.addLayout(_row(self._renew))
        note = card(_("Newest checkpoint, which those who check compare"), tone="sunken")
        note.body.addWidget(self._checkpoint)
        body.addWidget(note)
        inner = QWidget()
        column = QVBoxLayout(inner)
        column.setContentsMargins(24, 20, 24, 16)
        column.addLayout(self._banners)
        self._whole.setMaximumWidth(theme.px(_WIDTH))
        column.addWidget(self._whole)
        column.addStretch(1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(scrolling(inner))


def _as_tall_as_it_is(text: Paragraph) -> None:
    """Let long lines ask for no more height than they need at their width."""
    policy = text.sizePolicy()
    policy.setVerticalPolicy(QSizePolicy.Policy.Preferred)
    text.setSizePolicy(policy)


def _row(*buttons: Button) -> QHBoxLayout:
    row = QHBoxLayout()
    row.setSpacing(8)
    for one in buttons:
        row.addWidget(one)
    row.addStretch(1)
    return row


def _standing(state: RegisterState) -> tuple[Check, ...]:
    """Say whether it is whole; where it is behind what was promised, that comes first and loudly."""
    if not state.sentences:
        return (Check("whole", "ok", _("Nothing is missing and nothing was changed")),)
    kind = "warn" if state.look.complete else "bad"
    heading = _("It was moved") if state.look.complete else _("It is not what it was: nothing can be issued")
    return (Check("whole", kind, heading, " ".join((*state.sentences, state.todo)).strip()),)


def _signed(note: str, size: int) -> Check:
    if not note:
        return Check("signed", "open", _("Not signed yet"), _("The first certificate signs it."))
    covered = signed_size(note)
    if covered == size:
        return Check("signed", "ok", _("Signed over all of it"))
    text = _("The newest signature is over {covered} of {size} entries")
    return Check("signed", "warn", text.format(covered=covered, size=size))


def _exported(exported: datetime | None) -> Check:
    if exported is None:
        told = _("Whoever holds a copy can tell later whether anything was changed. Save one now and then.")
        return Check("exported", "warn", _("Never saved elsewhere"), told)
    return Check("exported", "ok", _("Saved elsewhere on {day}").format(day=day(exported)))
