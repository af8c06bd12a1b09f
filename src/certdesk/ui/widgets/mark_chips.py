"""All criteria with their marks, wrapped into as many lines as they need."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from certdesk.core.rubric import Scale
from certdesk.ui.theme.source import ThemeSource
from certdesk.ui.widgets.crit_bar import BarItem, Pip
from certdesk.ui.widgets.flow import FlowLayout


class MarkChips(QWidget):
    """``criterion_chosen(code)``."""

    criterion_chosen = Signal(str)

    def __init__(self, theme: ThemeSource) -> None:
        super().__init__()
        self._theme = theme
        self._pips: dict[str, Pip] = {}
        self._flow = FlowLayout(0)
        self.setLayout(self._flow)

    def show_marks(self, items: tuple[BarItem, ...], scale: Scale) -> None:
        """Show these criteria with their marks."""
        if tuple(self._pips) != tuple(item.code for item in items):
            self._rebuild(items, scale)
        for item in items:
            self._pips[item.code].show_item(item, scale)
            self._pips[item.code].setChecked(False)

    def _rebuild(self, items: tuple[BarItem, ...], scale: Scale) -> None:
        for old in self._pips.values():
            self._flow.removeWidget(old)
            old.hide()
            old.deleteLater()
        self._pips = {item.code: Pip(self._theme, item, scale, close=True) for item in items}
        for code, pip in self._pips.items():
            pip.clicked.connect(partial(self._choose, code))
            self._flow.addWidget(pip)
            pip.show()

    def _choose(self, code: str, _checked: bool = False) -> None:
        self._pips[code].setChecked(False)
        self.criterion_chosen.emit(code)
