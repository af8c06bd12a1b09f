"""How many results have each outcome, before and after: two bars and their numbers for each."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from certdesk.core.rubric import Rubric
from certdesk.core.what_if import OutcomeCount
from certdesk.core.words import _
from certdesk.ui.screens.rubrics.rules_outcome import dot_colour
from certdesk.ui.theme import paint
from certdesk.ui.theme.source import ThemeSource

_ROW, _BAR, _GAP, _DOT = 40, 8, 8, 8


class OutcomeBars(QWidget):
    """The upper bar of an outcome is before, the lower one after. Numbers stand beside them."""

    def __init__(self, theme: ThemeSource) -> None:
        super().__init__()
        self._theme = theme
        self._counts: tuple[OutcomeCount, ...] = ()
        self._colours: dict[str, str] = {}
        self.setObjectName("outcomeBars")
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        theme.changed.connect(self.updateGeometry)

    def show_counts(self, counts: tuple[OutcomeCount, ...], rubric: Rubric) -> None:
        """Show how many results have each outcome."""
        self._counts = counts
        self._colours = {outcome.id: dot_colour(rubric, outcome) for outcome in rubric.decision.outcomes}
        self.setAccessibleName(_("Results before and after"))
        text = _("{outcome}: {before} before, {after} after")
        said = [text.format(outcome=each.label, before=each.before, after=each.after) for each in counts]
        self.setAccessibleDescription("; ".join(said))
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """Return the size that every outcome has room in."""
        return QSize(self._theme.px(320), max(1, len(self._counts)) * self._theme.px(_ROW))

    def minimumSizeHint(self) -> QSize:
        """Return the smallest size."""
        return QSize(self._theme.px(240), self.sizeHint().height())

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw one row after the other."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        most = max((max(each.before, each.after) for each in self._counts), default=0) or 1
        for place, each in enumerate(self._counts):
            row = QRectF(0, place * self._theme.px(_ROW), self.width(), self._theme.px(_ROW))
            self._paint_row(painter, row, each, most)
        painter.end()

    def _paint_row(self, painter: QPainter, row: QRectF, each: OutcomeCount, most: int) -> None:
        theme, px = self._theme.theme, self._theme.px
        colour = theme.color(self._colours.get(each.outcome, "ctl"))
        words = QRectF(row.left(), row.top(), row.width(), theme.line_height("small"))
        painter.setFont(theme.font("small", 600, tabular=True))
        numbers = _numbers(each)
        wide = QFontMetricsF(painter.font()).horizontalAdvance(numbers) + px(_GAP)
        painter.setPen(theme.color("text" if each.before != each.after else "text2"))
        paint.line_of_text(
            painter,
            self._turned(row, QRectF(row.right() - wide, words.top(), wide, words.height())),
            numbers,
            Qt.AlignmentFlag.AlignRight,
        )
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colour)
        side = px(_DOT)
        dot = QRectF(row.left(), words.center().y() - side / 2, side, side)
        painter.drawEllipse(self._turned(row, dot))
        painter.setFont(theme.font("small"))
        painter.setPen(theme.color("text"))
        name = QRectF(dot.right() + px(_GAP), words.top(), row.width() - wide - side - 2 * px(_GAP), words.height())
        paint.line_of_text(painter, self._turned(row, name), each.label)
        bar = px(_BAR) / 2
        top = words.bottom() + 3
        room = row.width() - side - px(_GAP)
        for number, fill in ((each.before, theme.color("line2")), (each.after, colour)):
            length = room * number / most
            if number:
                strip = QRectF(row.left() + side + px(_GAP), top, max(2.0, length), bar)
                painter.fillRect(self._turned(row, strip), fill)
            top += bar + 1

    def _turned(self, row: QRectF, part: QRectF) -> QRectF:
        if self.layoutDirection() != Qt.LayoutDirection.RightToLeft:
            return part
        return QRectF(row.left() + row.right() - part.right(), part.top(), part.width(), part.height())


def _numbers(each: OutcomeCount) -> str:
    """Write both numbers and the difference; the sign is a real minus."""
    change = each.after - each.before
    if not change:
        return str(each.after)
    sign = "+" if change > 0 else "\N{MINUS SIGN}"
    return _("{before} → {after}  ({change})").format(
        before=each.before, after=each.after, change=f"{sign}{abs(change)}"
    )
