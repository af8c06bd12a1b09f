"""Criteria to tick in a menu that stays open, so that several can be chosen in one go."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction, QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QMenu, QWidget

from certdesk.core.rubric import Criterion

_TICKS = frozenset({Qt.Key.Key_Space, Qt.Key.Key_Return, Qt.Key.Key_Enter})


class CriterionMenu(QMenu):
    """``toggled(criterion, on)``. Space, Enter or a click ticks; Esc or a click elsewhere closes."""

    toggled = Signal(str, bool)

    def __init__(self, criteria: tuple[Criterion, ...], ticked: tuple[str, ...], parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("criteria")
        for criterion in criteria:
            action = self.addAction(f"{criterion.id}   {criterion.title}".replace("&", "&&"))
            action.setData(criterion.id)
            action.setCheckable(True)
            action.setChecked(criterion.id in ticked)
            action.toggled.connect(lambda on, name=criterion.id: self.toggled.emit(name, on))
        self.aboutToHide.connect(self.deleteLater)

    def tick(self, criterion: str) -> None:
        """Tick a criterion, or take its tick away, as a click does."""
        for action in self.actions():
            if action.data() == criterion:
                action.toggle()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Tick what is marked, without closing."""
        action = self.activeAction()
        if event.key() in _TICKS and self._ticks(action):
            return
        super().keyPressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Tick what lies below the mouse, without closing."""
        if not self._ticks(self.actionAt(event.position().toPoint())):
            super().mouseReleaseEvent(event)

    def _ticks(self, action: QAction | None) -> bool:
        if action is None or not action.isEnabled():
            return False
        action.toggle()
        return True
