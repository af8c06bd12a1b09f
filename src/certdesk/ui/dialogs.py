"""The few modal questions: choose a file, destroy something, say a reason. Tests replace the whole class."""

from __future__ import annotations

from pathlib import Path
from typing import Protocol

from PySide6.QtCore import QEvent, QObject, Qt, QUrl
from PySide6.QtGui import QDesktopServices, QKeyEvent
from PySide6.QtWidgets import (
    QApplication,
    QDialog,
    QDialogButtonBox,
    QFileDialog,
    QLabel,
    QMessageBox,
    QVBoxLayout,
    QWidget,
)

from certdesk.core.words import _
from certdesk.ui.widgets.pasting import PlainBox


class Dialogs(Protocol):
    """What the program asks in a box of its own."""

    def choose_file(self, title: str, patterns: str) -> Path | None:
        """Ask for a file; ``patterns`` such as ``PDF (*.pdf)``."""

    def choose_files(self, title: str, patterns: str) -> tuple[Path, ...]:
        """Ask for any number of files; none when the person thought better of it."""

    def choose_folder(self, title: str) -> Path | None:
        """Ask for a folder."""

    def choose_target(self, title: str, suggested: str) -> Path | None:
        """Ask where to save a file."""

    def confirm(self, question: str, detail: str, verb: str) -> bool:
        """Ask before something is destroyed or can't be taken back."""

    def reason(self, title: str, question: str) -> str | None:
        """Ask for a reason in a sentence; None when the person thought better of it."""

    def hand_over(self, path: Path) -> bool:
        """Have the system open a file of this computer in its own program; False when it has none for it."""


class QtDialogs:
    """The real boxes, over the window in front."""

    @property
    def _parent(self) -> QWidget | None:
        return QApplication.activeWindow()

    def choose_file(self, title: str, patterns: str) -> Path | None:
        """Ask for a file."""
        name, _filter = QFileDialog.getOpenFileName(self._parent, title, "", patterns)
        return Path(name) if name else None

    def choose_files(self, title: str, patterns: str) -> tuple[Path, ...]:
        """Ask for any number of files."""
        names, _filter = QFileDialog.getOpenFileNames(self._parent, title, "", patterns)
        return tuple(map(Path, names))

    def choose_folder(self, title: str) -> Path | None:
        """Ask for a folder."""
        name = QFileDialog.getExistingDirectory(self._parent, title)
        return Path(name) if name else None

    def choose_target(self, title: str, suggested: str) -> Path | None:
        """Ask where to save a file."""
        name, _filter = QFileDialog.getSaveFileName(self._parent, title, suggested)
        return Path(name) if name else None

    def confirm(self, question: str, detail: str, verb: str) -> bool:
        """Ask before something is destroyed or can't be taken back."""
        box = QMessageBox(self._parent)
        box.setIcon(QMessageBox.Icon.Warning)
        box.setText(question)
        box.setInformativeText(detail)
        doing = box.addButton(verb, QMessageBox.ButtonRole.DestructiveRole)
        box.setDefaultButton(box.addButton(_("Leave it"), QMessageBox.ButtonRole.RejectRole))
        box.exec()
        return box.clickedButton() is doing

    def reason(self, title: str, question: str) -> str | None:
        """Ask for a reason in a sentence."""
        box = ReasonBox(title, question, self._parent)
        given = box.exec() == QDialog.DialogCode.Accepted
        text = box.text()
        box.deleteLater()
        return text if given and text else None

    def hand_over(self, path: Path) -> bool:
        """Have the system open a file; only one of this computer, never an address."""
        return path.is_file() and QDesktopServices.openUrl(QUrl.fromLocalFile(str(path.resolve())))


class ReasonBox(QDialog):
    """A question and a box for the answer: Enter gives it, Shift+Enter begins a line, Tab goes on, Esc leaves."""

    def __init__(self, title: str, question: str, parent: QWidget | None) -> None:
        super().__init__(parent)
        self.setObjectName("reasonBox")
        self.setWindowTitle(title)
        self.setMinimumWidth(460)
        words = QLabel(question)
        words.setTextFormat(Qt.TextFormat.PlainText)
        words.setWordWrap(True)
        self._edit = PlainBox()
        self._edit.setObjectName("reasonText")
        self._edit.setAccessibleName(question)
        self._edit.setTabChangesFocus(True)
        self._edit.installEventFilter(self)
        self._edit.textChanged.connect(self._tell)
        words.setBuddy(self._edit)
        self._buttons = QDialogButtonBox()
        self._give = self._buttons.addButton(title, QDialogButtonBox.ButtonRole.AcceptRole)
        self._give.setObjectName("reasonGive")
        self._buttons.addButton(_("Leave it"), QDialogButtonBox.ButtonRole.RejectRole)
        self._buttons.accepted.connect(self.accept)
        self._buttons.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        for part in (words, self._edit, self._buttons):
            column.addWidget(part)
        self._tell()
        self._edit.setFocus()

    def text(self) -> str:
        """Return what was written."""
        return self._edit.toPlainText().strip()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Take Enter for the end of the answer."""
        if watched is self._edit and isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            plain = not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and plain:
                if self.text():
                    self.accept()
                return True
        return super().eventFilter(watched, event)

    def _tell(self) -> None:
        self._give.setEnabled(bool(self.text()))
