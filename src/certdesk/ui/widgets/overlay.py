"""A panel that floats above the window and keeps the keyboard until it is closed: palette, key map."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QRect, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QApplication, QFrame, QWidget
from shiboken6 import isValid

from certdesk.ui.theme.source import ThemeSource

_TOP, _MARGIN, _SHADOW = 80, 24, 28


class Overlay(QWidget):
    """Covers ``host`` with a veil and shows ``panel`` on it. Esc or a click beside the panel closes it."""

    opened = Signal()
    closed = Signal()

    def __init__(self, theme: ThemeSource, host: QWidget, *, widest: int) -> None:
        super().__init__(host)
        self._theme = theme
        self._host = host
        self._widest = widest
        self._before: QWidget | None = None
        self.panel = QFrame(self)
        self.panel.setProperty("surface", "floating")
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        host.installEventFilter(self)
        theme.changed.connect(self.place)
        self.hide()

    def open_panel(self, first: QWidget) -> None:
        """Show the panel and give the keyboard to ``first``."""
        self._before = QApplication.focusWidget()
        self.show()
        self.place()
        self.raise_()
        first.setFocus(Qt.FocusReason.OtherFocusReason)
        self.opened.emit()

    def close_panel(self) -> None:
        """Hide the panel and give the keyboard back to where it was."""
        if not self.isVisible():
            return
        self.hide()
        if self._before is not None and isValid(self._before) and self._before.isVisible():
            self._before.setFocus(Qt.FocusReason.OtherFocusReason)
        self._before = None
        self.closed.emit()

    def wanted_height(self) -> int:
        """Return the height in px that the panel would like."""
        return self.panel.sizeHint().height()

    def place(self) -> None:
        """Cover the host and put the panel into its upper middle."""
        self.setGeometry(self._host.rect())
        width = min(self._theme.px(self._widest), self.width() - 2 * _MARGIN)
        top = min(_TOP, max(_MARGIN, (self.height() - self.wanted_height()) // 2))
        height = min(self.wanted_height(), self.height() - top - _MARGIN)
        self.panel.setGeometry(QRect((self.width() - width) // 2, top, width, height))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Follow the size of the host."""
        if watched is self._host and event.type() == QEvent.Type.Resize and self.isVisible():
            self.place()
        return super().eventFilter(watched, event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Close with Esc, press a button with Enter; no other key goes through to the window below."""
        focused = self.focusWidget()
        if event.key() == Qt.Key.Key_Escape:
            self.close_panel()
        elif event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and isinstance(focused, QAbstractButton):
            focused.click()
        event.accept()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Close when somebody presses beside the panel."""
        if not self.panel.geometry().contains(event.position().toPoint()):
            self.close_panel()
        event.accept()

    def focusNextPrevChild(self, forward: bool) -> bool:
        """Keep Tab inside the panel."""
        inside = [part for part in self.panel.findChildren(QWidget) if _takes_tab(part)]
        if not inside:
            return True
        here = QApplication.focusWidget()
        place = inside.index(here) if here in inside else -1
        inside[(place + (1 if forward else -1)) % len(inside)].setFocus(Qt.FocusReason.TabFocusReason)
        return True

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the veil and the shadow of the panel."""
        painter = QPainter(self)
        painter.fillRect(self.rect(), self._theme.color("scrim"))
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        shade = self._theme.color("shadow")
        frame = QRectF(self.panel.geometry()).translated(0, 8)
        for reach in range(_SHADOW, 0, -4):
            soft = QColor(shade)
            soft.setAlphaF(shade.alphaF() * 0.12)
            painter.setBrush(soft)
            painter.drawRoundedRect(frame.adjusted(-reach, -reach, reach, reach), 10 + reach, 10 + reach)
        painter.end()


def _takes_tab(widget: QWidget) -> bool:
    return widget.isVisible() and widget.isEnabled() and bool(widget.focusPolicy() & Qt.FocusPolicy.TabFocus)
