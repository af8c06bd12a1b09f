"""Consent: who may be seen in a portfolio, on what basis, what for and until when; and of all portfolios together."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from certdesk.actions.consent_gate import Closing, closings, keeps_register, may_override
from certdesk.actions.consenting import (
    ConsentRegister,
    override_consent,
    record_consent,
    register_of,
    withdraw_consent,
)
from certdesk.actions.register_tables import register_as_csv
from certdesk.core.changes import Change, Kind
from certdesk.core.consent import Basis, Consent
from certdesk.core.fields import shown
from certdesk.core.words import _, ngettext
from certdesk.ui.commands import Command
from certdesk.ui.screens.pane import Pane
from certdesk.ui.screens.portfolio_views import consent_rows as rows
from certdesk.ui.screens.portfolio_views.check_view import ALL, ONE
from certdesk.ui.screens.portfolio_views.consent_form import ConsentForm, new_record
from certdesk.ui.screens.portfolio_views.fix_saving import Saving
from certdesk.ui.screens.portfolio_views.group_cards import GroupCards
from certdesk.ui.screens.portfolio_views.registers_page import RegistersPage
from certdesk.ui.tools import Tools
from certdesk.ui.widgets.button import button
from certdesk.ui.widgets.paragraph import Paragraph
from certdesk.ui.widgets.scrolling import from_the_top
from certdesk.ui.widgets.segment import Choice, Segment

_FORM, _BESIDE = 340, 860
_CHANGES = Kind.PORTFOLIO | Kind.EVIDENCE | Kind.CONSENT | Kind.PERSON


class ConsentView(Pane):
    """The register of one portfolio with a form beside it, or the registers of all."""

    def __init__(self, tools: Tools) -> None:
        super().__init__(tools)
        theme = tools.theme
        self._portfolio = ""
        self._register: ConsentRegister | None = None
        self._closed: dict[str, Closing] = {}
        self._saving = Saving(tools, self)
        self._which = Segment(theme, (Choice(ONE, _("This portfolio")), Choice(ALL, _("All portfolios"))), ONE)
        self._which.setObjectName("consentWhich")
        self._which.setAccessibleName(_("Whose register"))
        self._add = button(theme, _("Record consent…"), icon="plus")
        self._add.setObjectName("addConsent")
        self._csv = button(theme, _("Save as a table…"), kind="quiet")
        self._csv.setObjectName("registerTable")
        self._words = Paragraph(theme, role="heading")
        self._words.setObjectName("consentStanding")
        self._detail = Paragraph(theme, role="small", tone="text2")
        self.groups = GroupCards(theme)
        self.form = ConsentForm(theme)
        self.all = RegistersPage(tools)
        self._editing = False
        self._build()
        self._connect()

    def enter(self, params: dict[str, Any]) -> None:
        """Show the register of a portfolio; with an item, a new record about it is begun."""
        self._portfolio = str(params["portfolio"])
        self._show_which(ALL if params.get("all") else ONE)
        self._refresh()
        self._begin(str(params.get("item", "")))
        if params.get("item"):
            self.form.take_keyboard()

    def unfinished(self) -> str:
        """Say that a record was begun."""
        return _("The record of consent was not kept yet.") if self.form.is_half_filled() else ""

    def on_changed(self, change: Change) -> None:
        """Read it anew."""
        if change.kinds & _CHANGES:
            self._refresh()

    def place(self) -> dict[str, Any]:
        """Return which of the two pages is shown."""
        return {"all": True} if self._which.current() == ALL else {}

    def commands(self) -> tuple[Command, ...]:
        """Return what can be done here."""
        return (
            Command("consent.add", _("Record consent"), ("Ctrl+N",), self._new, icon="plus"),
            Command("consent.table", _("Save the register as a table"), (), self._save),
            Command("consent.all", _("The registers of all portfolios"), (), lambda: self._choose(ALL)),
        )

    def _refresh(self) -> None:
        workspace = self.tools.session.workspace
        if self._which.current() == ALL:
            self.all.refresh()
            return
        register = self._register = register_of(workspace, self._portfolio)
        self._closed = dict(closings(workspace, self._portfolio))
        self.groups.show_groups(rows.consent_groups(register, self._closed, may_open=may_override(workspace)))
        self._tell(register, kept=keeps_register(workspace, register.portfolio, register.consents))

    def _tell(self, register: ConsentRegister, *, kept: bool) -> None:
        shut, asked = len(self._closed), sum(line.unsettled for line in register.items)
        detail = ""
        if shut:
            text = ngettext("{count} item is closed to assessors", "{count} items are closed to assessors", shut)
            self._words.show_text(text.format(count=shut), tone="bad")
        elif not kept:
            self._words.show_text(_("No register is kept yet, so nothing is closed"), tone="text")
            detail = _("The first record begins it: from then on, what needs consent and has none is closed.")
        elif asked:
            text = ngettext("{count} item is not settled", "{count} items are not settled", asked)
            self._words.show_text(text.format(count=asked), tone="warn")
        else:
            self._words.show_text(_("Everything is open to assessors"), tone="ok")
        self._detail.show_text(detail)
        self._detail.setVisible(bool(detail))

    def _begin(self, item_id: str = "", record: Consent | None = None) -> None:
        register = self._register
        if register is None:
            return
        named = tuple((line.item.id, shown(line.item.title)) for line in register.items)
        wanted = item_id if any(item_id == one for one, _title in named) else ""
        begun = record or new_record(self._portfolio, wanted, register.on)
        self.form.show_record(begun, named, register.on)
        self._editing = record is not None or bool(wanted)
        self._fit()

    def _new(self) -> None:
        self._choose(ONE)
        self._begin()
        self._editing = True
        self._fit()
        self.form.take_keyboard()

    def _on_action(self, key: str, action: str) -> None:
        if key.startswith(rows.ITEM):
            self._on_item(key.removeprefix(rows.ITEM), action)
            return
        record_id = key.removeprefix(rows.CONSENT)
        if action == rows.WITHDRAW:
            self._withdraw(record_id)
        else:
            record = next((one for one in self._register.consents if one.id == record_id), None) \
                if self._register else None  # fmt: skip
            self._begin(record=record)
            self.form.take_keyboard()

    def _on_item(self, item_id: str, action: str) -> None:
        if action == rows.RECORD:
            self._begin(item_id)
            self.form.take_keyboard()
        elif action == rows.OPEN:
            self._open(item_id)
        elif action == rows.NOBODY:
            self.tools.session.do(record_consent, Consent("", self._portfolio, "", Basis.NOBODY, item_id=item_id))
        else:
            self.asked.emit("masks" if action == rows.MASK else "check", {"item": item_id})

    def _open(self, item_id: str) -> None:
        question = _("Why may assessors see it without a record? The reason stays in the register.")
        if reason := self.tools.dialogs.reason(_("Open without a record"), question):
            self.tools.session.do(override_consent, item_id, reason)

    def _withdraw(self, record_id: str) -> None:
        question = _("What rests on it is closed at once, and can't be opened again. Why was it withdrawn?")
        if reason := self.tools.dialogs.reason(_("Withdraw consent"), question):
            self.tools.session.do(withdraw_consent, record_id, None, reason)

    def _keep(self, record: Consent) -> None:
        if self.tools.session.do(record_consent, record) is not None:
            self._begin()

    def _save(self) -> None:
        if self._which.current() == ALL:
            self._saving.table(register_as_csv(self.all.registers), _("Consent"))
        elif self._register is not None:
            name = _("Consent {code}").format(code=self._register.portfolio.code)
            self._saving.table(register_as_csv((self._register,)), name)

    def _choose(self, which: str) -> None:
        self._show_which(which)
        self._refresh()

    def _show_which(self, which: str) -> None:
        self._which.set_current(which)
        self._pages.setCurrentIndex((ONE, ALL).index(which))
        self._add.setVisible(which == ONE)

    def _leave_form(self) -> None:
        self._begin()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put the form beside the register, or in its stead where there is no room for both."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        px = self.tools.theme.px
        wide = self.width() >= px(_BESIDE)
        self.form.setFixedWidth(px(_FORM)) if wide else self.form.setMaximumWidth(px(2 * _FORM))
        self.form.setVisible(wide or self._editing)
        self._left.setVisible(wide or not self._editing)

    def _connect(self) -> None:
        self._which.chosen.connect(self._choose)
        self._add.clicked.connect(self._new)
        self._csv.clicked.connect(self._save)
        self.groups.action_chosen.connect(self._on_action)
        self.form.saved.connect(self._keep)
        self.form.left.connect(self._leave_form)
        self.all.opened.connect(
            lambda portfolio: self.left_for.emit("portfolio", {"portfolio": portfolio, "view": "consent"})
        )
        self._saving.noticed.connect(self.noticed)
        self.tools.theme.changed.connect(self._fit)

    def _build(self) -> None:
        page = QVBoxLayout(self)
        page.setContentsMargins(24, 12, 24, 14)
        page.setSpacing(12)
        top = QHBoxLayout()
        top.setSpacing(8)
        top.addWidget(self._which)
        top.addStretch(1)
        top.addWidget(self._csv)
        top.addWidget(self._add)
        page.addLayout(top)
        one = QWidget()
        row = QHBoxLayout(one)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(16)
        self._left = QWidget()
        left = QVBoxLayout(self._left)
        left.setContentsMargins(0, 0, 0, 0)
        left.setSpacing(8)
        left.addWidget(self._words)
        left.addWidget(self._detail)
        left.addWidget(from_the_top(self.groups), 1)
        row.addWidget(self._left, 1)
        row.addWidget(self.form, 0, Qt.AlignmentFlag(0))
        self._pages = QStackedWidget()
        self._pages.addWidget(one)
        self._pages.addWidget(self.all)
        page.addWidget(self._pages, 1)
