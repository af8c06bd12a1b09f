"""Pages: their ground, and scrolling when they need more height than there is, so that nothing in them is ever cut."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QSize, Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget


def page(surface: str = "bg", *, name: str = "") -> QWidget:
    """Return an empty widget with a ground: bg, panel, sunken, or none (what lies below shows through)."""
    made = QWidget()
    made.setProperty("surface", surface)
    made.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
    made.setObjectName(name)
    return made


def scrolling(inner: QWidget) -> Scroller:
    """Return a scroll area around ``inner``. Put every page that holds wrapping text or level rows into one."""
    if inner.property("surface") is None:
        inner.setProperty("surface", "none")
    return Scroller(inner)


def centred(inner: QWidget) -> QHBoxLayout:
    """Return a row with ``inner`` in its middle; unlike an alignment it lets wrapped text have its height."""
    row = QHBoxLayout()
    row.addStretch(1)
    row.addWidget(inner)
    row.addStretch(1)
    return row


def from_the_top(inner: QWidget) -> Scroller:
    """Return a scroll area in which ``inner`` stays as tall as it is, at the top."""
    holder = QWidget()
    column = QVBoxLayout(holder)
    column.setContentsMargins(0, 0, 0, 0)
    column.addWidget(inner)
    column.addStretch(1)
    return scrolling(holder)


class Scroller(QScrollArea):
    """Scrolls up and down, never sideways; never narrower than its content can be."""

    def __init__(self, content: QWidget) -> None:
        super().__init__()
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setProperty("surface", "none")
        self.setWidget(content)
        self.viewport().setAutoFillBackground(False)

    def minimumSizeHint(self) -> QSize:
        """Return the smallest width of the content and little height."""
        content = self.widget()
        narrowest = content.minimumSizeHint().expandedTo(content.minimumSize()).width() if content else 0
        return QSize(narrowest + self.verticalScrollBar().sizeHint().width(), 80)

    def sizeHint(self) -> QSize:
        """Return the size of the content."""
        content = self.widget()
        return content.sizeHint().expandedTo(self.minimumSizeHint()) if content else super().sizeHint()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Tell the layout around when the content needs another width."""
        if watched is self.widget() and event.type() == QEvent.Type.LayoutRequest:
            self.updateGeometry()
        return super().eventFilter(watched, event)
