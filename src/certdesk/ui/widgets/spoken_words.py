"""Words that two people compare aloud: large, numbered, and one after the other for screen readers."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPaintEvent
from PySide6.QtWidgets import QLabel, QSizePolicy

from certdesk.ui.theme import paint
from certdesk.ui.theme.source import ThemeSource

_GAP, _HEIGHT, _SIDE, _NUMBER = 8, 40, 12, 18
_MOST = 5  # words in a row


class SpokenWords(QLabel):
    """The words in boxes, in as many rows as the width asks for."""

    def __init__(self, theme: ThemeSource, *, name: str = "spokenWords") -> None:
        super().__init__()
        self.setObjectName(name)
        self._theme = theme
        self._words: tuple[str, ...] = ()
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setTextInteractionFlags(Qt.TextInteractionFlag.NoTextInteraction)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        theme.changed.connect(self.updateGeometry)

    def show_words(self, words: tuple[str, ...]) -> None:
        """Show these words."""
        self._words = words
        self.setText(" ".join(words))
        self.setAccessibleName(", ".join(f"{number} {word}" for number, word in enumerate(words, 1)))
        self.updateGeometry()
        self.update()

    def words(self) -> tuple[str, ...]:
        """Return what is shown."""
        return self._words

    def hasHeightForWidth(self) -> bool:
        """Say that the height follows the width."""
        return True

    def heightForWidth(self, width: int) -> int:
        """Return the height of the rows."""
        rows = -(-len(self._words) // self._across(width)) if self._words else 0
        return max(0, rows * (self._theme.px(_HEIGHT) + _GAP) - _GAP)

    def sizeHint(self) -> QSize:
        """Return a comfortable size."""
        width = _MOST * (self._cell() + _GAP) - _GAP
        return QSize(round(width), self.heightForWidth(round(width)))

    def minimumSizeHint(self) -> QSize:
        """Return the width of one word."""
        return QSize(round(self._cell()), self._theme.px(_HEIGHT))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the boxes in reading order."""
        theme = self._theme.theme
        painter = QPainter(self)
        across = self._across(self.width())
        cell = min((self.width() - (across - 1) * _GAP) / across, self._cell() * 1.6)
        for place, word in enumerate(self._words):
            row, column = divmod(place, across)
            box = QRectF(column * (cell + _GAP), row * (theme.px(_HEIGHT) + _GAP), cell, theme.px(_HEIGHT))
            if self.layoutDirection() == Qt.LayoutDirection.RightToLeft:
                box.moveRight(self.width() - box.left())
            paint.box(painter, box, 6, fill=theme.color("sunken"), border=theme.color("line2"))
            inner = box.adjusted(theme.px(_SIDE), 0, -theme.px(_SIDE), 0)
            painter.setFont(theme.font("tiny"))
            painter.setPen(theme.color("text3"))
            paint.line_of_text(painter, inner, str(place + 1))
            painter.setFont(theme.font("heading"))
            painter.setPen(theme.color("text"))
            paint.line_of_text(painter, inner.adjusted(theme.px(_NUMBER), 0, 0, 0), word)
        painter.end()

    def _cell(self) -> float:
        metrics = QFontMetricsF(self._theme.font("heading"))
        widest = max((metrics.horizontalAdvance(word) for word in self._words), default=60.0)
        return widest + self._theme.px(2 * _SIDE + _NUMBER) + 4

    def _across(self, width: int) -> int:
        fitting = max(1, int((width + _GAP) // (self._cell() + _GAP)))
        rows = -(-len(self._words) // min(fitting, _MOST)) or 1
        return max(1, -(-len(self._words) // rows))
