"""Releasing a cohort, and recalling one result: what it does, what stands against it, and the reason for it."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QVBoxLayout, QWidget

from certdesk.actions.releasing import ReleaseOutlook
from certdesk.core.words import _, ngettext
from certdesk.ui.screens.results.keys_panel import KeysPanel
from certdesk.ui.screens.results.outcomes import OutcomeRow
from certdesk.ui.theme.source import ThemeSource
from certdesk.ui.tools import Tools
from certdesk.ui.widgets.button import button
from certdesk.ui.widgets.card import card
from certdesk.ui.widgets.check_list import Check, CheckList
from certdesk.ui.widgets.form import foot_of
from certdesk.ui.widgets.labels import label
from certdesk.ui.widgets.paragraph import Paragraph
from certdesk.ui.widgets.text_box import TextBox


class ReleasePanel(QWidget):
    """``go(reason)`` and ``away()``. A reason is needed only where something stands against it."""

    go = Signal(str)
    away = Signal()

    def __init__(self, theme: ThemeSource) -> None:
        super().__init__()
        self.setObjectName("releasePanel")
        self._blocked = False
        self._title = label("", "heading", name="releaseTitle")
        self._about = Paragraph(theme, tone="text2")
        self._about.setObjectName("releaseAbout")
        self._blocks = card(tone="warn", name="releaseBlocks")
        self._checks = CheckList(theme, roomy=False)
        self._blocks.body.addWidget(self._checks)
        self._why = TextBox(theme, _("Release all the same, because"), hint=_("it stays in the journal"), rows=3)
        self._why.setObjectName("releaseReason")
        self._why.writing.textChanged.connect(self._tell)
        self._go = button(theme, _("Release"), kind="primary", size="large")
        self._go.setObjectName("releaseGo")
        self._go.clicked.connect(lambda: self.go.emit(self._why.text().strip()))
        leave = button(theme, _("Not now"), kind="quiet")
        leave.setObjectName("releaseAway")
        leave.clicked.connect(self.away)
        column = QVBoxLayout(self)
        column.setContentsMargins(4, 4, 8, 4)
        column.setSpacing(12)
        for part in (self._title, self._about, self._blocks, self._why):
            column.addWidget(part)
        column.addLayout(foot_of(self._go, leave))

    def show_outlook(self, seen: ReleaseOutlook) -> None:
        """Show what a release would do now."""
        count = len(seen.ready)
        text = ngettext("Release {count} result", "Release {count} results", count).format(count=count)
        self._title.setText(text if count else _("Nothing to release"))
        self._go.set_words(text if count else _("Release"))
        told = [_("All at once, so that no order tells who is who. Then candidates may be told, and papers be issued.")]
        if not count:
            told = [_("No result that is decided waits. Decide first, or let go who is held back.")]
        if seen.held:
            held = ngettext("{count} stays held back.", "{count} stay held back.", len(seen.held))
            told.append(held.format(count=len(seen.held)))
        if seen.released:
            done = ngettext("{count} is released already.", "{count} are released already.", len(seen.released))
            told.append(done.format(count=len(seen.released)))
        self._about.show_text(" ".join(told))
        self._blocked = bool(seen.obstacles)
        self._blocks.show_title(_("What stands against it"))
        self._checks.show_checks(tuple(Check(str(n), "warn", one) for n, one in enumerate(seen.obstacles)))
        self._blocks.setVisible(self._blocked and bool(count))
        self._why.setVisible(self._blocked and bool(count))
        self._why.show_text("")
        self._any = bool(count)
        self._tell()

    def begin(self) -> None:
        """Take the keyboard."""
        (self._why.writing if self._why.isVisibleTo(self) else self._go).setFocus()

    def _tell(self) -> None:
        self._go.setEnabled(self._any and (not self._blocked or bool(self._why.text().strip())))

    _any = False


class RecallPanel(QWidget):
    """``go(reason)``: `withdraws` says whether the certificate is withdrawn with it, by the keys of ``keys``."""

    go = Signal(str)
    away = Signal()

    def __init__(self, tools: Tools) -> None:
        super().__init__()
        theme = tools.theme
        self.setObjectName("recallPanel")
        self._title = label("", "heading")
        told = _("The candidate has to be told. Their result is decided anew, and released again.")
        self._about = Paragraph(theme, told, tone="text2")
        self._why = TextBox(theme, _("Recall it, because"), hint=_("it stays in the journal"), rows=3)
        self._why.setObjectName("recallReason")
        self._why.writing.textChanged.connect(self._tell)
        self._withdraw = QCheckBox("")
        self._withdraw.setObjectName("recallWithdraws")
        self._withdraw.toggled.connect(self._show_keys)
        self._fate = Paragraph(theme, role="small", tone="text2")
        self._fate.setObjectName("recallFate")
        self.keys = KeysPanel(tools, "recall")
        self._serial = ""
        self._go = button(theme, _("Recall"), kind="destroy", size="large")
        self._go.setObjectName("recallGo")
        self._go.clicked.connect(lambda: self.go.emit(self._why.text().strip()))
        leave = button(theme, _("Let it stand"), kind="quiet")
        leave.setObjectName("recallAway")
        leave.clicked.connect(self.away)
        column = QVBoxLayout(self)
        column.setContentsMargins(4, 4, 8, 4)
        column.setSpacing(12)
        for part in (self._title, self._about, self._why, self._withdraw, self._fate, self.keys):
            column.addWidget(part)
        column.addLayout(foot_of(self._go, leave))

    @property
    def withdraws(self) -> bool:
        """Whether the certificate is to be withdrawn now."""
        return bool(self._serial) and self._withdraw.isChecked()

    def show_row(self, row: OutcomeRow, programme_id: str, *, may_withdraw: bool) -> None:
        """Show whose result would be recalled, and what becomes of the certificate."""
        self._serial = row.result.serial if row.result else ""
        self._title.setText(_("Recall the result of {code}").format(code=row.member.code))
        self._withdraw.setText(_("Withdraw certificate {serial} now").format(serial=self._serial))
        self._withdraw.setVisible(bool(self._serial) and may_withdraw)
        self._withdraw.setChecked(bool(self._serial) and may_withdraw)
        self.keys.show_desk(programme_id)
        self._why.show_text("")
        self._show_keys()
        self._tell()
        self._why.writing.setFocus()

    def _show_keys(self, _on: bool = False) -> None:
        self.keys.setVisible(self.withdraws)
        fate = _("There is no certificate for it.")
        if self._serial:
            fate = _("Certificate {serial} stands until its successor is issued.").format(serial=self._serial)
        if self.withdraws:
            fate = _("Whoever checks it with the newest register is told that it is withdrawn, for good.")
        self._fate.show_text(fate)

    def _tell(self) -> None:
        self._go.setEnabled(bool(self._why.text().strip()))
