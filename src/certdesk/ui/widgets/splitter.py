"""Panes whose border can be moved with the mouse or the arrow keys; a double click puts it back."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QRect, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QRegion, QResizeEvent
from PySide6.QtWidgets import QSplitter, QSplitterHandle

from certdesk.core.words import _
from certdesk.ui.theme.source import ThemeSource

_STEP = 16
_KEYS = {
    Qt.Orientation.Horizontal: {Qt.Key.Key_Left: -_STEP, Qt.Key.Key_Right: _STEP},
    Qt.Orientation.Vertical: {Qt.Key.Key_Up: -_STEP, Qt.Key.Key_Down: _STEP},
}


class Splitter(QSplitter):
    """Panes side by side or one above the other. ``sizes_changed`` comes when a border has been moved."""

    sizes_changed = Signal(object)  # tuple[int, ...]

    def __init__(self, theme: ThemeSource, orientation: Qt.Orientation = Qt.Orientation.Horizontal) -> None:
        super().__init__(orientation)
        self._theme = theme
        self._usual: tuple[int, ...] = ()
        self.setHandleWidth(1)  # Qt makes the part that can be taken hold of wider than what is drawn
        self.setChildrenCollapsible(False)
        self.splitterMoved.connect(self._tell)
        theme.changed.connect(self.update)

    def set_usual_sizes(self, sizes: tuple[int, ...]) -> None:
        """Set the sizes in px that a double click goes back to, and take them now."""
        self._usual = sizes
        self.setSizes(list(sizes))

    def show_sizes(self, sizes: tuple[int, ...]) -> None:
        """Take these sizes, such as the ones remembered; tells nobody."""
        if len(sizes) == self.count():
            self.setSizes(list(sizes))

    def reset(self) -> None:
        """Go back to the usual sizes."""
        if self._usual:
            self.setSizes(list(self._usual))
            self._tell()

    def createHandle(self) -> QSplitterHandle:
        """Make a border that draws itself."""
        return SplitHandle(self._theme, self.orientation(), self)

    def _tell(self) -> None:
        self.sizes_changed.emit(tuple(self.sizes()))


class SplitHandle(QSplitterHandle):
    """The border between two panes: a line of one px, or three with the keyboard, in a wider strip to take hold of."""

    def __init__(self, theme: ThemeSource, orientation: Qt.Orientation, splitter: Splitter) -> None:
        super().__init__(orientation, splitter)
        self._theme = theme
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setProperty("ring", "inside")
        self.setMouseTracking(True)
        self.setAccessibleName(_("Border between panes"))
        self.setAccessibleDescription(_("Arrow keys move it, Home puts it back"))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Move with the arrow keys, put back with Home."""
        key = Qt.Key(event.key())
        step = _KEYS[self.orientation()].get(key)
        if step is not None:
            line = self._line().translated(self.pos())
            across = self.orientation() == Qt.Orientation.Horizontal
            here = line.center().x() if across else line.center().y()
            if across and self.layoutDirection() == Qt.LayoutDirection.RightToLeft:
                here += 1  # Qt measures from the other edge there, and the line is one px wide
            self.moveSplitter(here + step)
        elif key == Qt.Key.Key_Home:
            self._reset()
        else:
            super().keyPressEvent(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Put the border back."""
        event.accept()
        self._reset()

    def enterEvent(self, event: QEvent) -> None:
        """Show that it can be taken hold of."""
        super().enterEvent(event)  # type: ignore[arg-type]
        self.update()

    def leaveEvent(self, event: QEvent) -> None:
        """Show it at rest."""
        super().leaveEvent(event)
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the line, stronger under the mouse and with the keyboard."""
        token = "accent" if self.hasFocus() else "ctl" if self.underMouse() else "line"
        painter = QPainter(self)
        painter.fillRect(self._line(), self._theme.color(token))
        painter.end()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Show the line alone."""
        super().resizeEvent(event)
        self.setMask(QRegion(self._line()))

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show a stronger line."""
        super().focusInEvent(event)
        self.setMask(QRegion(self._line()))

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Show the thin line again."""
        super().focusOutEvent(event)
        self.setMask(QRegion(self._line()))

    def _line(self) -> QRect:
        width = 3 if self.hasFocus() else 1
        if self.orientation() == Qt.Orientation.Horizontal:
            return QRect((self.width() - width) // 2, 0, width, self.height())
        return QRect(0, (self.height() - width) // 2, self.width(), width)

    def _reset(self) -> None:
        splitter = self.splitter()
        if isinstance(splitter, Splitter):
            splitter.reset()
