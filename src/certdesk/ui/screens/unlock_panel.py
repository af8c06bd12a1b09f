"""Unlocking in place: whose key, the passphrase, and what it is needed for. No box comes up."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from certdesk.core.words import _
from certdesk.ui.theme.source import ThemeSource
from certdesk.ui.widgets.button import button
from certdesk.ui.widgets.icon_view import IconView
from certdesk.ui.widgets.labels import label
from certdesk.ui.widgets.paragraph import Paragraph
from certdesk.ui.widgets.text_box import LineField


class UnlockPanel(QWidget):
    """``given(passphrase)`` comes with Enter or the button; what was typed is forgotten with `forget`."""

    given = Signal(str)

    def __init__(self, theme: ThemeSource, *, name: str = "unlock") -> None:
        super().__init__()
        self.setObjectName(name)
        self._sign = IconView(theme, "lock", "text2")
        self._about = label("", "name")
        self._why = Paragraph(theme, role="small", tone="text2")
        self.field = LineField(theme, _("Passphrase"))
        self.field.setObjectName(f"{name}Passphrase")
        self.field.line.setEchoMode(QLineEdit.EchoMode.Password)
        self.field.line.returnPressed.connect(self._give)
        self._give_it = button(theme, _("Unlock"))
        self._give_it.setObjectName(f"{name}Give")
        self._give_it.clicked.connect(self._give)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(self._sign)
        head.addWidget(self._about, 1)
        column.addLayout(head)
        column.addWidget(self._why)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self.field, 1)
        row.addWidget(self._give_it, 0, Qt.AlignmentFlag.AlignBottom)
        column.addLayout(row)

    def show_needed(self, about: str, why: str, *, asked: str = "") -> None:
        """Say whose key is needed and what for; ``asked`` is what is typed, where that is no passphrase."""
        self._about.setText(about)
        self._why.show_text(why)
        self._why.setVisible(bool(why))
        self.field.show_label(asked or _("Passphrase"))
        self.field.line.setAccessibleDescription(f"{about}. {why}")

    def without_button(self) -> None:
        """Leave the button out, where another one does what the passphrase is for."""
        self._give_it.hide()

    def show_wrong(self, words: str) -> None:
        """Say what is wrong with the passphrase, or that none was typed, and let it be typed again."""
        self.field.show_wrong(words if self.field.text() else _("Type the passphrase first."))
        self.field.line.selectAll()
        self.field.line.setFocus()

    def passphrase(self) -> str:
        """Return what was typed."""
        return self.field.text()

    def forget(self) -> None:
        """Forget what was typed."""
        self.field.show_text("")
        self.field.show_wrong("")

    def _give(self) -> None:
        if self.field.text():
            self.given.emit(self.field.text())
