"""A passphrase typed twice, with a word on how good it is."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from certdesk.core.words import _
from certdesk.signing.keystore import SHORTEST_PASSPHRASE
from certdesk.ui.theme.source import ThemeSource
from certdesk.ui.widgets.labels import label
from certdesk.ui.widgets.paragraph import Paragraph
from certdesk.ui.widgets.text_box import LineField

_LONG = 20


def hint_for(passphrase: str, shortest: int = SHORTEST_PASSPHRASE) -> tuple[str, str]:
    """Say how good a passphrase is, and in which tone: a hint, no measurement."""
    words, kinds = passphrase.split(), len(set(passphrase.casefold()))
    if len(passphrase) < shortest:
        return _("At least {count} characters.").format(count=shortest), "text2"
    if kinds < SHORTEST_PASSPHRASE - 2:
        return _("Easy to guess: the same few characters again and again."), "warn"
    if len(set(map(str.casefold, words))) >= 4 or (len(passphrase) >= _LONG and kinds >= 10):
        return _("Good: hard to guess."), "ok"
    return _("Could be better: four unrelated words are easy to remember and hard to guess."), "text2"


class SecretPair(QWidget):
    """``edited()`` comes as it is typed; `problem` says what is wrong, `forget` forgets both."""

    edited = Signal()

    def __init__(
        self, theme: ThemeSource, title: str, told: str, name: str, *, shortest: int = SHORTEST_PASSPHRASE
    ) -> None:
        super().__init__()
        self._shortest = shortest
        self.first = self._field(theme, _("Passphrase"), name)
        self.again = self._field(theme, _("The same once more"), f"{name}Again")
        self._hint = Paragraph(theme, role="small", tone="text2")
        self._hint.setObjectName(f"{name}Hint")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addWidget(label(title, "label"))
        if told:
            column.addWidget(Paragraph(theme, told, role="small", tone="text2"))
        row = QHBoxLayout()
        row.setSpacing(12)
        for part in (self.first, self.again):
            row.addWidget(part, 1, Qt.AlignmentFlag.AlignTop)
        column.addLayout(row)
        column.addWidget(self._hint)
        for field in (self.first, self.again):
            field.line.setAccessibleName(f"{title}: {field.line.accessibleName()}")
            field.line.textChanged.connect(self._tell)
        self._tell()

    def text(self) -> str:
        """Return the passphrase."""
        return self.first.text()

    def problem(self) -> str:
        """Say why it can't be used, or nothing."""
        if len(self.first.text()) < self._shortest:
            return _("A passphrase is too short.")
        return "" if self.first.text() == self.again.text() else _("The two entries differ.")

    def forget(self) -> None:
        """Forget what was typed."""
        self.first.show_text("")
        self.again.show_text("")

    def _tell(self) -> None:
        words, tone = hint_for(self.first.text(), self._shortest)
        self._hint.show_text(words, tone=tone)
        typed = self.again.text()
        apart = bool(typed) and not self.first.text().startswith(typed)
        self.again.show_wrong(_("This differs from the first.") if apart else "")
        self.edited.emit()

    def _field(self, theme: ThemeSource, words: str, name: str) -> LineField:
        made = LineField(theme, words)
        made.setObjectName(name)
        made.line.setEchoMode(QLineEdit.EchoMode.Password)
        return made
