"""The keys that issuing needs: the person's own, and on a programme's desk also those of the desk."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from certdesk.core.errors import CertDeskError, WrongPassphraseError
from certdesk.core.words import _
from certdesk.signing.issuer import StatementSigner
from certdesk.signing.signer import Signer
from certdesk.ui.keyring import Lockable
from certdesk.ui.screens.unlock_panel import UnlockPanel
from certdesk.ui.tools import Tools
from certdesk.ui.unlocking import borrow_authority, borrow_signer


@dataclass(frozen=True, slots=True)
class Borrowed:
    """Keys that were lent to a job: `signer` signs documents, `statements` badges, codes and the register."""

    signer: Signer
    statements: StatementSigner
    lent: tuple[Lockable, ...]


class KeysPanel(QWidget):
    """Shows a passphrase field for each key that is locked; `borrow` opens what is needed.

    ``refused(CertDeskError)`` comes with what is no matter of a passphrase; ``given()`` when one was typed and entered.
    """

    refused = Signal(object)
    given = Signal()

    def __init__(self, tools: Tools, name: str) -> None:
        super().__init__()
        self._tools = tools
        self._programme = ""
        self.mine = UnlockPanel(tools.theme, name=f"{name}Mine")
        self.desk = UnlockPanel(tools.theme, name=f"{name}Desk")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(14)
        for panel in (self.mine, self.desk):
            column.addWidget(panel)
            panel.without_button()
            panel.given.connect(lambda _typed: self.given.emit())
        tools.keyring.changed.connect(self.renew)

    def show_desk(self, programme_id: str) -> None:
        """Say which programme's desk this is; empty for a person who issues for themselves."""
        self._programme = programme_id
        self.mine.show_needed(_("Your key"), _("Signs the documents."))
        self.desk.show_needed(_("The keys of this issuing desk"), _("Sign badges, codes and the register."))
        self.renew()

    def renew(self) -> None:
        """Ask only for what is locked."""
        keyring = self._tools.keyring
        self.mine.setVisible(keyring.signer() is None)
        self.desk.setVisible(bool(self._programme) and keyring.authority(self._programme) is None)

    def asks(self) -> bool:
        """Whether a passphrase is asked for."""
        return self.mine.isVisibleTo(self) or self.desk.isVisibleTo(self)

    def borrow(self) -> Borrowed | None:
        """Open what is needed; None when a passphrase is wrong, which was said. Then `give_back`."""
        tools = self._tools
        panel = self.mine
        lent: list[Lockable] = []
        try:
            signer = borrow_signer(tools, self.mine.passphrase())
            lent.append(signer)
            panel = self.desk
            statements: StatementSigner = signer
            if self._programme:
                keys = borrow_authority(tools, self._programme, self.desk.passphrase())
                lent.append(keys)
                statements = keys
        except WrongPassphraseError as problem:
            panel.show_wrong(problem.sentence)
        except CertDeskError as problem:
            self.refused.emit(problem)
        else:
            self.forget()
            return Borrowed(signer, statements, tuple(lent))
        for one in lent:
            tools.keyring.give_back(one)
        return None

    def give_back(self, borrowed: Borrowed) -> None:
        """Hand the keys back when the work has ended."""
        for one in borrowed.lent:
            self._tools.keyring.give_back(one)
        self.renew()

    def forget(self) -> None:
        """Forget what was typed."""
        self.mine.forget()
        self.desk.forget()
