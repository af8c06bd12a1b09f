"""The few modal questions: choose a file, destroy something, say a reason. Tests replace the whole class."""

from __future__ import annotations

from pathlib import Path
from typing import Protocol

from PySide6.QtWidgets import QApplication, QFileDialog, QInputDialog, QMessageBox, QWidget

from certdesk.core.words import _


class Dialogs(Protocol):
    """What the program asks in a box of its own."""

    def choose_file(self, title: str, patterns: str) -> Path | None:
        """Ask for a file; ``patterns`` such as ``PDF (*.pdf)``."""

    def choose_folder(self, title: str) -> Path | None:
        """Ask for a folder."""

    def choose_target(self, title: str, suggested: str) -> Path | None:
        """Ask where to save a file."""

    def confirm(self, question: str, detail: str, verb: str) -> bool:
        """Ask before something is destroyed or can't be taken back."""

    def reason(self, title: str, question: str) -> str | None:
        """Ask for a reason in a sentence; None when the person thought better of it."""


class QtDialogs:
    """The real boxes, over the window in front."""

    @property
    def _parent(self) -> QWidget | None:
        return QApplication.activeWindow()

    def choose_file(self, title: str, patterns: str) -> Path | None:
        """Ask for a file."""
        name, _filter = QFileDialog.getOpenFileName(self._parent, title, "", patterns)
        return Path(name) if name else None

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
        text, given = QInputDialog.getMultiLineText(self._parent, title, question)
        return text.strip() if given and text.strip() else None
