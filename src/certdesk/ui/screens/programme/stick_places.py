"""Two places for the copies of a root key, chosen one by one."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from certdesk.core.words import _
from certdesk.ui.theme.source import ThemeSource
from certdesk.ui.widgets.button import Button, button
from certdesk.ui.widgets.labels import FileName, label


class PlaceRow(QWidget):
    """A button that asks for a place or a file, and the name of what was chosen. ``asked()``."""

    asked = Signal()

    def __init__(self, theme: ThemeSource, words: str, name: str) -> None:
        super().__init__()
        self.choose: Button = button(theme, _("Choose…"), icon="stick")
        self.choose.setObjectName(name)
        self.choose.setAccessibleDescription(words)
        self.choose.clicked.connect(self.asked)
        self._name = FileName(theme, _("not chosen yet"), role="body", tone="text2")
        self.place: Path | None = None
        row = QHBoxLayout()
        row.setSpacing(12)
        row.addWidget(self.choose)
        row.addWidget(self._name, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(label(words, "label"))
        column.addLayout(row)

    def show_place(self, place: Path | None) -> None:
        """Show what was chosen."""
        self.place = place
        self._name.show_text(str(place) if place else _("not chosen yet"))


class StickPlaces(QWidget):
    """``chosen(number)`` asks for a place, ``edited()`` tells that one is another."""

    chosen = Signal(int)
    edited = Signal()

    def __init__(self, theme: ThemeSource, *, name: str) -> None:
        super().__init__()
        self.rows = tuple(
            PlaceRow(theme, words, f"{name}{number + 1}")
            for number, words in enumerate((_("First stick"), _("Second stick")))
        )
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(16)
        for number, row in enumerate(self.rows):
            row.asked.connect(lambda number=number: self.chosen.emit(number))
            column.addWidget(row)

    def show_place(self, number: int, place: Path | None) -> None:
        """Show where a copy goes."""
        self.rows[number].show_place(place)
        self.edited.emit()

    def first(self) -> QWidget | None:
        """Return the button of the first place that is not chosen yet."""
        return next((row.choose for row in self.rows if row.place is None), None)

    def copies(self) -> tuple[Path, ...]:
        """Return the folders that are chosen."""
        return tuple(row.place for row in self.rows if row.place is not None)

    def problem(self) -> str:
        """Say what is missing, or nothing."""
        copies = self.copies()
        if len(copies) < len(self.rows):
            return _("Choose both sticks.")
        return _("These are the same place.") if len(set(copies)) < len(copies) else ""
