"""What a place says when nothing is there: what belongs here, how it gets here, one or two buttons."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from certdesk.ui.theme.source import ThemeSource
from certdesk.ui.widgets.icon_view import IconView
from certdesk.ui.widgets.paragraph import Paragraph


def paint_dashes(painter: QPainter, theme: ThemeSource, frame: QRectF, *, strong: bool = False) -> None:
    """Draw the dashed frame of a place that waits for something; ``strong`` while something is held over it."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    width = 2 if strong else 1
    pen = QPen(theme.color("accent" if strong else "ctl"), width)
    pen.setDashPattern([4 / width, 2.5 / width])
    pen.setCapStyle(Qt.PenCapStyle.FlatCap)
    painter.setPen(pen)
    painter.setBrush(theme.color("accent-soft") if strong else Qt.BrushStyle.NoBrush)
    painter.drawRoundedRect(frame.adjusted(width / 2, width / 2, -width / 2, -width / 2), 8, 8)
    painter.restore()


class EmptyState(QWidget):
    """An icon, a heading, a sentence and actions, in the middle of the room there is."""

    def __init__(self, theme: ThemeSource, *, framed: bool = True) -> None:
        super().__init__()
        self._theme = theme
        self._framed = framed
        self._icon = IconView(theme, "folder", "text3", 32)
        self._heading = Paragraph(theme, role="empty", centred=True)
        self._detail = Paragraph(theme, role="small", tone="text2", centred=True)
        self._actions = QHBoxLayout()
        self._actions.setSpacing(8)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 22, 20, 22)
        column.setSpacing(8)
        column.addStretch(1)
        column.addWidget(self._icon, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addWidget(self._heading)
        column.addWidget(self._detail)
        row = QHBoxLayout()
        row.setContentsMargins(0, 6, 0, 0)
        row.addStretch(1)
        row.addLayout(self._actions)
        row.addStretch(1)
        column.addLayout(row)
        column.addStretch(1)
        theme.changed.connect(self.update)

    def show_empty(self, icon: str, heading: str, detail: str = "") -> None:
        """Say which kind of empty this is, and what can be done."""
        self._icon.show_icon(icon, "text3")
        self._heading.show_text(heading)
        self._detail.show_text(detail)
        self._detail.setVisible(bool(detail))
        self.setAccessibleName(f"{heading}. {detail}" if detail else heading)

    def add_action(self, action: QPushButton) -> None:
        """Add a button; the first one is the primary."""
        self._actions.addWidget(action)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the dashed frame."""
        if not self._framed:
            return
        painter = QPainter(self)
        paint_dashes(painter, self._theme, QRectF(self.rect()))
        painter.end()
