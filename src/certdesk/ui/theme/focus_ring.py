"""One ring that goes round whatever has the keyboard, two px away from it and not cut off by its neighbours.

A widget that shows its focus inside itself (rows, cells, media) sets the property ``ring`` to ``"inside"``; one with
other corners than a button sets ``ringRadius`` to their radius in px.
"""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, QRectF, Qt
from PySide6.QtGui import QGuiApplication, QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QApplication,
    QFocusFrame,
    QLineEdit,
    QPlainTextEdit,
    QScrollArea,
    QStackedWidget,
    QTextEdit,
    QWidget,
)
from shiboken6 import isValid

from certdesk.ui.theme import paint
from certdesk.ui.theme.theme import Theme

_FIELDS = (QLineEdit, QPlainTextEdit, QTextEdit)
_NEVER = (QAbstractItemView, QScrollArea, QStackedWidget)
_CORNER = 6


def has_outer_ring(widget: QWidget | None) -> bool:
    """Whether the ring goes round this widget when it has the keyboard."""
    if widget is None or widget.isWindow() or isinstance(widget, _NEVER):
        return False
    if not widget.focusPolicy() & Qt.FocusPolicy.TabFocus and not isinstance(widget, _FIELDS):
        return False  # a page that keeps the keyboard while nothing on it has it
    return widget.property("ring") not in ("inside", "none")


class FocusWatch(QObject):
    """Moves the ring after the keyboard. A button pressed with the mouse shows none; a text field always does."""

    def __init__(self, app: QApplication, theme: Callable[[], Theme]) -> None:
        super().__init__(app)
        self._theme = theme
        self._ring: FocusRing | None = None
        app.focusChanged.connect(self._follow)

    def renew(self) -> None:
        """Draw the ring again after the application changed its clothes, during which Qt hides it."""
        if self._ring is None or not isValid(self._ring) or self._ring.widget() is None:
            return
        target = self._ring.widget()
        self._ring.setWidget(None)  # type: ignore[arg-type]
        self._ring.setWidget(target)

    def _follow(self, _old: QWidget | None, now: QWidget | None) -> None:
        by_mouse = QGuiApplication.mouseButtons() != Qt.MouseButton.NoButton
        target = now if has_outer_ring(now) and (isinstance(now, _FIELDS) or not by_mouse) else None
        if self._ring is None or not isValid(self._ring):
            self._ring = FocusRing(self._theme)
        self._ring.setWidget(target)  # type: ignore[arg-type]  # None takes the ring away


class FocusRing(QFocusFrame):
    """The ring itself. Qt keeps it round its widget; the style says how far away."""

    def __init__(self, theme: Callable[[], Theme]) -> None:
        super().__init__()
        self.setObjectName("focusRing")
        self._theme = theme

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the ring in the accent colour."""
        target = self.widget()
        if target is None:
            return
        theme = self._theme()
        corner = target.property("ringRadius")
        radius = theme.px(_CORNER if corner is None else int(corner)) + paint.RING
        painter = QPainter(self)
        paint.ring(painter, QRectF(self.rect()), radius + paint.RING, theme.color("accent"))
        painter.end()
