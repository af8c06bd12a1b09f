"""Groups of rows, each group in a card of its own; the keyboard stays where it was when they change."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Protocol

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from certdesk.ui.theme.source import ThemeSource
from certdesk.ui.widgets.card import card
from certdesk.ui.widgets.check_list import Check, CheckList
from certdesk.ui.widgets.emptying import empty


class Group(Protocol):
    """Rows that belong together."""

    @property
    def key(self) -> str:
        """What the card is called by."""

    @property
    def title(self) -> str:
        """What stands above the rows; empty for nothing."""

    @property
    def checks(self) -> tuple[Check, ...]:
        """The rows."""


class GroupCards(QWidget):
    """``action_chosen(key of the row, key of the action)``."""

    action_chosen = Signal(str, str)

    def __init__(self, theme: ThemeSource) -> None:
        super().__init__()
        self._theme = theme
        self._shown: tuple[Group, ...] | None = None
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(12)

    def show_groups(self, groups: Iterable[Group]) -> None:
        """Show these in place of the ones before."""
        wanted = tuple(groups)
        if wanted == self._shown:
            return
        self._shown = wanted
        focused = self.window().focusWidget()
        at = focused.objectName() if focused is not None and self.isAncestorOf(focused) else ""
        before = len(self.findChildren(QWidget, at)) if at else 0
        empty(self._column)
        for group in wanted:
            box = card(group.title, name=f"group-{group.key}")
            listed = CheckList(self._theme)
            listed.show_checks(group.checks)
            listed.action_chosen.connect(self.action_chosen)
            box.body.addWidget(listed)
            self._column.addWidget(box)
        # Those before are still there for a moment, and come first.
        again = self.findChildren(QWidget, at)[before:] if at else []
        if again:
            again[0].setFocus()
        self.updateGeometry()
