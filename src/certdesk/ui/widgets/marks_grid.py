"""Everybody's marks on one portfolio below each other, with one criterion told apart; in bands where it is narrow."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from certdesk.core.marks import UNMARKED, LevelGiven, Mark, Unmarked, Unscorable
from certdesk.core.rubric import Scale
from certdesk.core.words import _
from certdesk.ui.theme import paint
from certdesk.ui.theme.source import ThemeSource
from certdesk.ui.widgets.level_disc import paint_mark
from certdesk.ui.widgets.level_tones import level_digits, mark_words

_DISC, _LINE, _GAP, _COLUMN, _BAND = 14, 22, 5, 48, 8


@dataclass(frozen=True, slots=True)
class MarksRow:
    """What somebody gave, by criterion; ``words`` say who."""

    words: str
    marks: Mapping[str, Mark]


class MarksGrid(QWidget):
    """Drawn only; screen readers hear each row as words."""

    def __init__(self, theme: ThemeSource) -> None:
        super().__init__()
        self._theme = theme
        self._scales: Mapping[str, Scale] = {}
        self._rows: tuple[MarksRow, ...] = ()
        self._current = ""
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        theme.changed.connect(self.updateGeometry)

    def show_marks(self, scales: Mapping[str, Scale], rows: tuple[MarksRow, ...], current: str) -> None:
        """Show rows of marks on the scales of all criteria, in the order of the rubric."""
        self._scales, self._rows, self._current = scales, rows, current
        told = (f"{row.words}: {', '.join(self._spoken(row, key) for key in scales)}" for row in rows)
        self.setAccessibleDescription(". ".join(told))
        self.updateGeometry()
        self.update()

    def hasHeightForWidth(self) -> bool:
        """Say that the height follows the width."""
        return True

    def heightForWidth(self, width: int) -> int:
        """Return the height in px of all bands at ``width`` px."""
        bands = -(-len(self._scales) // self._in_a_band(width)) if self._scales else 0
        return self._theme.px(_LINE) * (1 + len(self._rows)) * bands + _BAND * max(0, bands - 1)

    def sizeHint(self) -> QSize:
        """Return the size on one band."""
        width = self._words_width() + self._theme.px(_COLUMN) * len(self._scales)
        return QSize(round(width), self.heightForWidth(round(width)))

    def minimumSizeHint(self) -> QSize:
        """Return the width of a few criteria."""
        width = self._words_width() + self._theme.px(_COLUMN) * min(4, len(self._scales))
        return QSize(round(width), self._theme.px(_LINE))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the bands."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        names, many = list(self._scales), self._in_a_band(self.width())
        line = self._theme.px(_LINE)
        top = 0.0
        for first in range(0, len(names), many):
            self._paint_band(painter, top, names[first : first + many], many)
            top += line * (1 + len(self._rows)) + _BAND
        painter.end()

    def _paint_band(self, painter: QPainter, top: float, names: list[str], many: int) -> None:
        theme, line, begin = self._theme.theme, self._theme.px(_LINE), self._words_width()
        column = (self.width() - begin) / many
        for number, row in enumerate(self._rows, 1):
            painter.setFont(theme.font("small"))
            painter.setPen(theme.color("text2"))
            where = QRectF(0, top + number * line, begin - _GAP, line)
            paint.line_of_text(painter, self._turned(where), row.words)
        for place, name in enumerate(names):
            left = begin + place * column
            strong = name == self._current
            painter.setFont(theme.font("small", 600 if strong else None))
            painter.setPen(theme.color("text" if strong else "text3"))
            paint.line_of_text(painter, self._turned(QRectF(left, top, column - _GAP, line)), name)
            for number, row in enumerate(self._rows, 1):
                spot = QRectF(left, top + number * line, column, line)
                self._paint_cell(painter, spot, (row.marks.get(name, UNMARKED), self._scales[name]), strong=strong)

    def _paint_cell(self, painter: QPainter, spot: QRectF, mark_on: tuple[Mark, Scale], *, strong: bool) -> None:
        theme = self._theme.theme
        mark, scale = mark_on
        side = theme.px(_DISC)
        disc = QRectF(spot.left(), spot.top(), side, spot.height())
        paint_mark(painter, theme, self._turned(disc), mark, scale)
        words = QRectF(spot.left() + side + _GAP, spot.top(), spot.width() - side - _GAP, spot.height())
        painter.setFont(theme.font("small", 600 if strong else None, tabular=True))
        painter.setPen(theme.color("text"))
        paint.line_of_text(painter, self._turned(words), short_mark(mark))

    def _turned(self, frame: QRectF) -> QRectF:
        if self.layoutDirection() != Qt.LayoutDirection.RightToLeft:
            return frame
        return QRectF(self.width() - frame.right(), frame.top(), frame.width(), frame.height())

    def _in_a_band(self, width: int) -> int:
        room = (width - self._words_width()) // max(1, self._column_width())
        bands = -(-len(self._scales) // max(1, int(room)))
        return max(1, -(-len(self._scales) // max(1, bands)))

    def _column_width(self) -> int:
        """Return what a criterion needs: a disc and a digit, or a longer name or code."""
        metrics = QFontMetricsF(self._theme.font("small", 600))
        longest = max((metrics.horizontalAdvance(name) for name in self._scales), default=0.0)
        codes = [short_mark(mark) for row in self._rows for mark in row.marks.values() if isinstance(mark, Unscorable)]
        code = max((metrics.horizontalAdvance(one) for one in codes), default=0.0) + self._theme.px(_DISC) + _GAP
        return max(self._theme.px(_COLUMN), round(longest) + 2 * _GAP, round(code) + 2 * _GAP if codes else 0)

    def _words_width(self) -> int:
        metrics = QFontMetricsF(self._theme.font("small"))
        longest = max((metrics.horizontalAdvance(row.words) for row in self._rows), default=0.0)
        return min(self._theme.px(150), max(self._theme.px(56), round(longest) + 1)) + _GAP * 2

    def _spoken(self, row: MarksRow, name: str) -> str:
        return f"{name} {mark_words(row.marks.get(name, UNMARKED), self._scales[name])}"


def short_mark(mark: Mark) -> str:
    """Write a mark in as few signs as can be understood beside its shape."""
    if isinstance(mark, LevelGiven):
        return level_digits(mark.level)
    if isinstance(mark, Unscorable):
        return mark.code
    return "" if isinstance(mark, Unmarked) else _("–")
