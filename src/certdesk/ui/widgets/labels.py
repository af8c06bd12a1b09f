"""Plain words on one line, and lines that give way when there is no room."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QLabel, QSizePolicy

from certdesk.ui.theme.source import ThemeSource
from certdesk.ui.widgets.tips import plain_tip


def label(text: str, role: str = "body", tone: str = "text", *, name: str = "") -> QLabel:
    """Return a line of text in a role of the type scale and a colour; both follow the theme by themselves.

    Roles: figure, title, heading, label, name, body, reading, small, column, tiny. Tones: text, text2, text3,
    accent-text, ok, warn, bad.
    """
    made = QLabel(text)
    made.setTextFormat(Qt.TextFormat.PlainText)
    made.setProperty("role", role)
    made.setObjectName(name)
    set_tone(made, tone)
    return made


def set_tone(shown: QLabel, tone: str) -> None:
    """Change the colour of a label made by `label`."""
    shown.setProperty("tone", tone)
    shown.style().unpolish(shown)
    shown.style().polish(shown)


def line() -> QFrame:
    """Return a horizontal dividing line of one px."""
    made = QFrame()
    made.setProperty("surface", "line")
    made.setFixedHeight(1)
    return made


class FileName(QLabel):
    """A file name or title that gives way: cut when there is no room, whole in the tooltip and for screen readers.

    File names are cut in the middle, so that their ending can be seen; titles at the end (``middle=False``).
    """

    def __init__(
        self, theme: ThemeSource, text: str = "", *, role: str = "small", tone: str = "text3", middle: bool = True
    ) -> None:
        super().__init__()
        self._mode = Qt.TextElideMode.ElideMiddle if middle else Qt.TextElideMode.ElideRight
        self._theme = theme
        self._role = role
        self._tone = tone
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.show_text(text)
        theme.changed.connect(self._dress)

    def show_text(self, text: str) -> None:
        """Show this name."""
        self.setText(text)
        self.setToolTip(plain_tip(text))
        self._dress()

    def sizeHint(self) -> QSize:
        """Return the size of the whole name."""
        metrics = QFontMetrics(self._theme.font(self._role))
        return QSize(metrics.horizontalAdvance(self.text()) + 2, self._theme.theme.line_height(self._role))

    def minimumSizeHint(self) -> QSize:
        """Return the size of a name cut as short as is useful."""
        return QSize(self._theme.px(48), self._theme.theme.line_height(self._role))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw as much as fits."""
        painter = QPainter(self)
        painter.setFont(self._theme.font(self._role))
        painter.setPen(self._theme.color(self._tone))
        shown = painter.fontMetrics().elidedText(self.text(), self._mode, self.width())
        painter.drawText(self.rect(), Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeading, shown)
        painter.end()

    def _dress(self) -> None:
        self.updateGeometry()
        self.update()
