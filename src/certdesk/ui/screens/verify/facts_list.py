"""Names and values below each other, the values in one column."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QWidget

from certdesk.ui.theme.source import ThemeSource
from certdesk.ui.widgets.emptying import empty
from certdesk.ui.widgets.paragraph import Paragraph


class FactsList(QWidget):
    """Rows of a name and a value."""

    def __init__(self, theme: ThemeSource, *, role: str = "body") -> None:
        super().__init__()
        self._theme = theme
        self._role = role
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(16)
        self._grid.setVerticalSpacing(5)
        self._grid.setColumnStretch(1, 1)

    def show_facts(self, facts: Iterable[tuple[str, str]]) -> None:
        """Show these rows in place of the ones before."""
        empty(self._grid)
        for row, (name, value) in enumerate(facts):
            # As a paragraph it has the line of its value, so that both stand on one baseline.
            named = Paragraph(self._theme, name, role=self._role, tone="text3")
            self._grid.addWidget(named, row, 0, Qt.AlignmentFlag.AlignTop)
            shown = Paragraph(self._theme, value, role=self._role)
            shown.setAccessibleName(f"{name}: {value}")
            self._grid.addWidget(shown, row, 1)
        self.updateGeometry()
