"""The recovery key of a programme on paper: locked with a passphrase of its own, saved to be printed."""

from __future__ import annotations

from typing import Any

from PySide6.QtWidgets import QHBoxLayout

from certdesk.actions.programmes import ProgrammeHere, programmes_here
from certdesk.actions.recovering import paper_name, write_recovery_paper
from certdesk.core.errors import CertDeskError, WrongPassphraseError
from certdesk.core.words import _
from certdesk.ui.commands import Command
from certdesk.ui.screens.pane import Pane
from certdesk.ui.screens.programme.one_card import lay_out_card
from certdesk.ui.screens.programme.secret_pair import SecretPair
from certdesk.ui.screens.unlock_panel import UnlockPanel
from certdesk.ui.tools import Tools
from certdesk.ui.unlocking import authority_for
from certdesk.ui.widgets.button import button, icon_button
from certdesk.ui.widgets.card import card
from certdesk.ui.widgets.labels import label
from certdesk.ui.widgets.notice_bar import Notice
from certdesk.ui.widgets.paragraph import Paragraph

_WIDTH = 680


class RecoveryPane(Pane):
    """Explains what the key is for, and saves its paper form."""

    def __init__(self, tools: Tools) -> None:
        super().__init__(tools)
        theme = tools.theme
        self._programme: ProgrammeHere | None = None
        self._heading = label("", "title", name="recoveryHeading")
        told = _("It is typed when the form is used, perhaps years from now: keep it in another safe than the form.")
        self._secret = SecretPair(theme, _("Passphrase of the paper form"), told, "paperSecret")
        self._secret.edited.connect(self._tell)
        self._unlock = UnlockPanel(theme, name="recoveryUnlock")
        self._unlock.without_button()
        self._unlock.given.connect(lambda _typed: self.save())
        self._save = button(theme, _("Save to print…"), kind="primary", size="large", icon="printer")
        self._save.setObjectName("saveRecoveryPaper")
        self._save.clicked.connect(self.save)
        self._build()

    def enter(self, params: dict[str, Any]) -> None:
        """Show the page of ``params["programme"]``."""
        here = programmes_here(self.tools.session.workspace)
        wanted = params.get("programme")
        self._programme = next((one for one in here if one.is_issuing_desk and one.id == wanted), None)
        if self._programme is None:
            self._go_back()
            return
        self._heading.setText(_("Recovery key of {programme}").format(programme=self._programme.name))
        self._secret.forget()
        self._unlock.forget()
        self._unlock.show_needed(_("The keys of this issuing desk"), _("The recovery key lies locked behind them."))
        self._unlock.setVisible(self.tools.keyring.authority(self._programme.id) is None)
        self._tell()
        self._secret.first.line.setFocus()

    def leave(self) -> None:
        """Forget what was typed."""
        self._secret.forget()
        self._unlock.forget()

    def commands(self) -> tuple[Command, ...]:
        """Return what can be done here."""
        return (Command("recovery.back", _("Back to Programme"), ("Escape",), self._go_back),)

    def save(self) -> None:
        """Open the keys, ask where, and write the form."""
        programme = self._programme
        if programme is None or self._secret.problem():
            return
        try:
            with authority_for(self.tools, programme.id, self._unlock.passphrase()) as keys:
                target = self.tools.dialogs.choose_target(_("Save to print"), paper_name(programme.name))
                if target is None:
                    return
                write_recovery_paper(self.tools.session.workspace, keys, self._secret.text(), target)
        except WrongPassphraseError as problem:
            self._unlock.show()
            self._unlock.show_wrong(problem.sentence)
            return
        except CertDeskError as problem:
            self.say_problem(problem)
            return
        hint = _("Print it, put it into a safe, and delete the file.")
        self.noticed.emit(Notice(_("Saved as {file}.").format(file=target), "ok", hint))
        self._go_back()

    def _tell(self) -> None:
        self._save.setEnabled(not self._secret.problem())

    def _go_back(self) -> None:
        self.asked.emit("overview", {})

    def _build(self) -> None:
        theme = self.tools.theme
        whole = card(name="recoveryCard")
        whole.setMaximumWidth(theme.px(_WIDTH))
        whole.body.setSpacing(16)
        told = _(
            "Packages that people of the programme make are sealed for this key too. When somebody loses their laptop "
            "or forgets their passphrase, it still opens what was sent to them. It lies locked on this desk; this form "
            "keeps it for the day when the desk is lost as well."
        )
        earlier = _("Programmes that are founded now have such a form beside the copies of the root key already.")
        for part in (
            Paragraph(theme, told),
            Paragraph(theme, earlier, role="small", tone="text2"),
            self._secret,
            self._unlock,
        ):
            whole.body.addWidget(part)
        foot = QHBoxLayout()
        foot.addWidget(self._save)
        foot.addStretch(1)
        whole.body.addLayout(foot)
        head = QHBoxLayout()
        back = icon_button(theme, "back", _("Back to Programme"))
        back.setObjectName("recoveryBack")
        back.clicked.connect(self._go_back)
        head.addWidget(back)
        head.addWidget(self._heading, 1)
        lay_out_card(self, head, whole)
