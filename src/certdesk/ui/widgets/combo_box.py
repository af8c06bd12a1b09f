"""A choice from a list that the mouse wheel never changes while it is closed."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QComboBox, QListView

from certdesk.ui.theme.source import ThemeSource


class ComboBox(QComboBox):
    """A closed list of choices, each with a key of its own; ``what`` is its name for screen readers."""

    chosen = Signal(str)

    def __init__(self, theme: ThemeSource, what: str, choices: tuple[tuple[str, str], ...] = ()) -> None:
        super().__init__()
        self._theme = theme
        self.setAccessibleName(what)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setView(QListView(self))  # the plain popup, so that the style sheet reaches its rows
        self.activated.connect(self._on_activated)
        self.show_choices(choices)
        theme.changed.connect(self.updateGeometry)

    def show_choices(self, choices: tuple[tuple[str, str], ...], current: str = "") -> None:
        """Show choices as pairs of key and words; tells nobody."""
        self.blockSignals(True)
        self.clear()
        for key, words in choices:
            self.addItem(words, key)
        self.blockSignals(False)
        if choices:
            self.set_current(current or choices[0][0])

    def set_current(self, key: str) -> None:
        """Show a choice as chosen; tells nobody."""
        self.setCurrentIndex(max(0, self.findData(key)))

    def current(self) -> str:
        """Return the key of the choice."""
        return str(self.currentData() or "")

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Leave the wheel to the page."""
        event.ignore()

    def _on_activated(self, _index: int) -> None:
        self.chosen.emit(self.current())
