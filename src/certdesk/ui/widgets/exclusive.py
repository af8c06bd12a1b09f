"""Radio buttons that show what they are told: a click only says what was wanted."""

from __future__ import annotations

from PySide6.QtWidgets import QRadioButton


class ToldButton(QRadioButton):
    """A radio button whose state changes by `show_on` alone; screen readers hear a radio button all the same."""

    def nextCheckState(self) -> None:
        """Leave the state as it is when somebody clicks."""

    def show_on(self, *, on: bool) -> None:
        """Show it as chosen or not; unlike Qt's own, the chosen one can be taken away."""
        self.setAutoExclusive(False)
        self.setChecked(on)
        self.setAutoExclusive(True)
        self.update()

    def hitButton(self, _pos: object) -> bool:
        """Say that a click anywhere counts."""
        return True
