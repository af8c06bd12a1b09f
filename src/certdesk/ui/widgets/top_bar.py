"""The bar at the top of a screen: where I am on the left, views and quiet icons on the right."""

from __future__ import annotations

from PySide6.QtCore import QSize
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QLayout, QSizePolicy, QWidget

from certdesk.ui.theme.source import ThemeSource

_HEIGHT, _SIDE, _GAP = 48, 16, 12


class TopBar(QFrame):
    """Three groups: leading (where I am), middle, trailing (views, actions).

    With large text in a narrow window the middle takes a line of its own.
    """

    def __init__(self, theme: ThemeSource) -> None:
        super().__init__()
        self.setObjectName("topBar")
        self.setProperty("surface", "top")
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self._theme = theme
        self._leading, self._middle, self._trailing = QWidget(), QWidget(), QWidget()
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(_SIDE, 0, _SIDE, 0)
        self._grid.setHorizontalSpacing(_GAP)
        self._grid.setVerticalSpacing(0)
        self._grid.setSizeConstraint(QLayout.SizeConstraint.SetNoConstraint)  # one line's width is no minimum
        self._two_lines: bool | None = None
        for group in (self._leading, self._middle, self._trailing):
            row = QHBoxLayout(group)
            row.setContentsMargins(0, 0, 0, 0)
            row.setSpacing(8)
        theme.changed.connect(self._fit)
        self._fit()

    def add_leading(self, *widgets: QWidget) -> None:
        """Put widgets at the beginning: back, code, title."""
        self._add(self._leading, widgets)

    def add_middle(self, *widgets: QWidget) -> None:
        """Put widgets into the middle, where they may take the room that is left."""
        self._add(self._middle, widgets)

    def add_trailing(self, *widgets: QWidget) -> None:
        """Put widgets at the end: views, then quiet icons, then the palette."""
        self._add(self._trailing, widgets)

    def minimumSizeHint(self) -> QSize:
        """Return the width of the wider line when there are two."""
        outer = self._leading.minimumSizeHint().width() + _GAP + self._trailing.minimumSizeHint().width()
        width = max(outer, self._middle.minimumSizeHint().width()) + 2 * _SIDE
        return QSize(width, self.height())

    def showEvent(self, event: QShowEvent) -> None:
        """Measure again: the words have their fonts only now."""
        super().showEvent(event)
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Use a second line when one is too short."""
        super().resizeEvent(event)
        self._fit()

    def _add(self, group: QWidget, widgets: tuple[QWidget, ...]) -> None:
        row = group.layout()
        for widget in widgets:
            if row is not None:
                row.addWidget(widget)
        self._fit()

    def _fit(self) -> None:
        groups = (self._leading, self._middle, self._trailing)
        one_line = sum(group.minimumSizeHint().width() for group in groups) + 2 * (_GAP + _SIDE)
        two_lines = self.width() < one_line and self._middle.sizeHint().width() > 0
        if two_lines != self._two_lines:
            self._two_lines = two_lines
            self._arrange(two_lines=two_lines)
        self.setFixedHeight(self._theme.px(_HEIGHT) * (2 if two_lines else 1))

    def _arrange(self, *, two_lines: bool) -> None:
        for group in (self._leading, self._middle, self._trailing):
            self._grid.removeWidget(group)
        self._grid.addWidget(self._leading, 0, 0)
        self._grid.addWidget(self._trailing, 0, 4)
        if two_lines:
            self._grid.addWidget(self._middle, 1, 0, 1, 5)
        else:
            self._grid.addWidget(self._middle, 0, 2)
        self._grid.setColumnStretch(1, 1)
        self._grid.setColumnStretch(3, 1)
