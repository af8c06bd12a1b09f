"""Asks for the password of a locked document, in the place where its pages will be."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QWidget

from certdesk.core.words import _
from certdesk.ui.theme.source import ThemeSource
from certdesk.ui.viewers.problem_panel import ProblemPanel
from certdesk.ui.viewers.viewer import ViewedItem
from certdesk.ui.widgets.button import button

_FIELD = 220


class Passwords:
    """What people typed to open documents, by file, until the program ends. Never written anywhere."""

    def __init__(self) -> None:
        self._known: dict[str, str] = {}

    def of(self, key: str) -> str:
        """Return the password of a file, or ""."""
        return self._known.get(key, "")

    def keep(self, key: str, password: str) -> None:
        """Remember what opened a file."""
        self._known[key] = password


def key_of(item: ViewedItem) -> str:
    """Return what stands for the file of an item: its digest, so that a copy of it opens too."""
    return item.digest or str(item.path)


class PasswordPanel(ProblemPanel):
    """A sentence, a field and a button."""

    given = Signal(str)

    def __init__(self, themes: ThemeSource) -> None:
        super().__init__(themes)
        self._themes = themes
        self._field = QLineEdit()
        self._field.setObjectName("password")
        self._field.setAccessibleName(_("Password of the document"))
        self._field.setEchoMode(QLineEdit.EchoMode.Password)
        self._field.setMaxLength(256)
        self._open = button(themes, _("Open"), kind="primary", key="Enter")
        self._open.setObjectName("passwordOpen")
        line = QWidget()
        row = QHBoxLayout(line)
        row.setContentsMargins(0, 8, 0, 0)
        row.setSpacing(8)
        row.addWidget(self._field)
        row.addWidget(self._open)
        self.add_below(line)
        self.setFocusProxy(self._field)
        self._field.returnPressed.connect(self._give)
        self._open.clicked.connect(self._give)
        themes.changed.connect(self._dress_field)
        self._dress_field()

    def ask(self, *, wrong: bool) -> None:
        """Ask for the password, or say that the last one was wrong."""
        self._field.clear()
        self._field.setProperty("wrong", wrong)
        self._field.style().unpolish(self._field)
        self._field.style().polish(self._field)
        hint = _("The password is kept until CertDesk is closed, and written down nowhere.")
        if wrong:
            words = _("That password does not open it.")
            self.show_words(words, _("Capital letters matter. Try again."), "lock", "bad")
        else:
            self.show_words(_("This document is locked with a password."), hint, "lock", "text2")
        if self.isVisible():
            self._field.setFocus(Qt.FocusReason.OtherFocusReason)

    def _give(self) -> None:
        if self._field.text():
            self.given.emit(self._field.text())

    def _dress_field(self) -> None:
        self._field.setFixedWidth(self._themes.px(_FIELD))
