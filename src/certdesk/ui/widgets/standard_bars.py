"""Bars from the standard to both sides: how many are below it and at it, criterion by criterion."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from PySide6.QtCore import QEvent, QPoint, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetricsF, QKeyEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from certdesk.core.insights.figures import CriterionFigures
from certdesk.core.insights.sentences import mean_words, no_level, percent, percent_of, plus_minus, with_range
from certdesk.core.judging import plain_number
from certdesk.core.scoring import show_number
from certdesk.core.words import _
from certdesk.ui.theme import paint
from certdesk.ui.theme.source import ThemeSource
from certdesk.ui.theme.theme import Theme
from certdesk.ui.widgets.chart_paint import Fill, draw_wrapped, hatch, level_fills, mirrored, wrapped_height
from certdesk.ui.widgets.tips import plain_tip

_ROW, _BAR, _HEAD, _GAP, _LABELLED, _LEAST_BARS = 32, 22, 22, 12, 16, 180
_NAME_SHARE, _REMEMBERED = 0.5, 12


@dataclass(frozen=True, slots=True)
class Spread:
    """Where things stand in every row, in px from the leading edge: names, the line, one whole share, the numbers."""

    names: float
    middle: float
    unit: float
    numbers: float


def spoken(one: CriterionFigures) -> str:
    """Say everything about a criterion in words, for screen readers and the tip."""
    if one.hidden:
        return f"{one.id} {one.title}: {one.hidden}"
    lines = [f"{one.id} {one.title}"]
    if one.at_standard is not None:
        lines.append(_("At standard or above: {share}").format(share=with_range(one.at_standard)))
    for level in one.levels:
        text = _("Level {level} {label}: {count} ({share})")
        value = plain_number(level.value)
        told = text.format(level=value, label=level.label, count=level.count, share=percent_of(level.share))
        lines.append(told)
    lines.append(_("Mean: {mean}").format(mean=mean_words(one)))
    if no_level(one):
        lines.append(_("Without a level: {list}").format(list=no_level(one)))
    return "\n".join(lines)


class StandardBars(QWidget):
    """A row for each criterion. Up and Down go from row to row; each row says its numbers in words."""

    def __init__(self, theme: ThemeSource) -> None:
        super().__init__()
        self._theme = theme
        self._criteria: tuple[CriterionFigures, ...] = ()
        self._rows: list[BarRow] = []
        self._measured: tuple[Theme, dict[int, list[int]]] = (theme.theme, {})
        self.setAccessibleName(_("How teachers are placed, by criterion"))
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        theme.changed.connect(self._lay_out)

    def show_criteria(self, criteria: Sequence[CriterionFigures]) -> None:
        """Show these criteria, in their order."""
        focused = next((at for at, row in enumerate(self._rows) if row.hasFocus()), -1)
        for row in self._rows[len(criteria) :]:
            row.setParent(None)
            row.deleteLater()
        del self._rows[len(criteria) :]
        self._criteria = tuple(criteria)
        self._measured = self._theme.theme, {}
        for at, one in enumerate(self._criteria):
            if at >= len(self._rows):
                self._rows.append(BarRow(self._theme, self))
            self._rows[at].show_criterion(one)
            self._rows[at].show()
        self._keep_one_stop(max(0, focused))
        told = [f"{one.id} {percent(one.at_standard)}" for one in self._criteria if one.at_standard is not None]
        self.setAccessibleDescription(_("At standard or above: {list}.").format(list=", ".join(told)) if told else "")
        self._lay_out()

    def hasHeightForWidth(self) -> bool:
        """Say that long names take more lines where it is narrow."""
        return True

    def heightForWidth(self, width: int) -> int:
        """Return the height of the heads and all rows."""
        return self._head() + sum(self._heights(width))

    def sizeHint(self) -> QSize:
        """Return a comfortable size."""
        width = self._theme.px(560)
        return QSize(width, self.heightForWidth(width))

    def minimumSizeHint(self) -> QSize:
        """Return the size in which bars and numbers still fit."""
        theme = self._theme.theme
        width = round(_numbers_width(theme) + theme.px(_LEAST_BARS) + theme.px(120))
        return QSize(width, self.heightForWidth(max(width, self.width())))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put the rows in their places."""
        super().resizeEvent(event)
        self._lay_out()

    def go(self, row: BarRow, step: int) -> None:
        """Go to the row above or below, as long as there is one."""
        at = self._rows.index(row) + step
        if 0 <= at < len(self._rows):
            self._keep_one_stop(at)
            self._rows[at].setFocus(Qt.FocusReason.TabFocusReason)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the heads and the line of the standard."""
        if not any(one.levels for one in self._criteria):
            return
        theme, painter = self._theme.theme, QPainter(self)
        spread = self._spread(self.width())
        frame, head = QRectF(self.rect()), self._head()
        painter.setFont(theme.font("small"))
        painter.setPen(theme.color("text2"))
        metrics = QFontMetricsF(painter.font())
        words = _("below standard"), _("at standard or above")
        before = QRectF(spread.names, 0, spread.middle - spread.names - 8, head - 4)
        after = QRectF(spread.middle + 8, 0, frame.width() - spread.middle - 8, head - 4)
        if metrics.horizontalAdvance(words[0]) > before.width():
            before.setLeft(min(before.left(), before.right() - metrics.horizontalAdvance(words[0]) - 2))
        for place, text, end in ((before, words[0], True), (after, words[1], False)):
            align = Qt.AlignmentFlag.AlignRight if end else Qt.AlignmentFlag.AlignLeft
            paint.line_of_text(painter, mirrored(frame, place, self.layoutDirection()), text, align)
        painter.end()

    def _lay_out(self) -> None:
        spread, top = self._spread(self.width()), self._head()
        for row, height in zip(self._rows, self._heights(self.width()), strict=True):
            row.place(spread, QRect(0, top, self.width(), height))
            top += height
        self.setMinimumHeight(top)
        self.updateGeometry()
        self.update()

    def _head(self) -> int:
        return self._theme.px(_HEAD)

    def _heights(self, width: int) -> list[int]:
        """Return the height of each row; layouts ask again and again for the same few widths."""
        theme = self._theme.theme
        if self._measured[0] is not theme or len(self._measured[1]) > _REMEMBERED:
            self._measured = theme, {}
        if width not in self._measured[1]:
            self._measured[1][width] = self._measure(width)
        return self._measured[1][width]

    def _measure(self, width: int) -> list[int]:
        theme, room = self._theme.theme, self._spread(width).names - _GAP
        font, least = theme.font("body"), theme.px(_ROW)
        name = [f"{one.id} {one.title}" for one in self._criteria]
        return [max(least, round(wrapped_height(font, words, room)) + 6) for words in name]

    def _spread(self, width: int) -> Spread:
        theme = self._theme.theme
        metrics = QFontMetricsF(theme.font("label"))
        longest = max((metrics.horizontalAdvance(f"{one.id} {one.title}") for one in self._criteria), default=0.0)
        names = min(longest + 2 + _GAP, max(theme.px(110), _NAME_SHARE * (width - _numbers_width(theme))))
        numbers = width - _numbers_width(theme)
        shown = [one for one in self._criteria if one.levels]
        below = float(max((_share(one, below=True) for one in shown), default=Fraction(0)))
        above = float(max((_share(one, below=False) for one in shown), default=Fraction(0)))
        unit = max(10.0, numbers - _GAP - names) / max(below + above, 0.01)
        return Spread(names, round(names + below * unit), unit, numbers)

    def _keep_one_stop(self, at: int) -> None:
        for number, row in enumerate(self._rows):
            row.setFocusPolicy(Qt.FocusPolicy.StrongFocus if number == at else Qt.FocusPolicy.ClickFocus)


class BarRow(QWidget):
    """One criterion: its name, its bar, and the share at the standard with its margin."""

    def __init__(self, theme: ThemeSource, owner: StandardBars) -> None:
        super().__init__(owner)
        self._theme, self._owner = theme, owner
        self._one: CriterionFigures | None = None
        self._spread = Spread(0, 0, 1, 0)
        self.setMouseTracking(True)
        self.setProperty("ringRadius", 4)

    def show_criterion(self, one: CriterionFigures) -> None:
        """Show a criterion."""
        self._one = one
        self.setObjectName(f"bar-{one.id}")
        self.setAccessibleName(f"{one.id} {one.title}")
        self.setAccessibleDescription(spoken(one))
        self.setToolTip(plain_tip(spoken(one)))
        self.update()

    def place(self, spread: Spread, frame: QRect) -> None:
        """Stand in a frame, with the columns that all rows have."""
        self._spread = spread
        self.setGeometry(frame)
        self.update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go up and down; say the numbers with Enter or Space."""
        steps = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}
        if event.key() in steps:
            self._owner.go(self, steps[Qt.Key(event.key())])
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            QToolTip.showText(self.mapToGlobal(QPoint(self.width() // 3, self.height())), self.toolTip(), self)
        else:
            super().keyPressEvent(event)

    def enterEvent(self, event: QEvent) -> None:
        """Show which row is meant."""
        super().enterEvent(event)  # type: ignore[arg-type]
        self.update()

    def leaveEvent(self, event: QEvent) -> None:
        """Show it no more."""
        super().leaveEvent(event)
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the row."""
        if self._one is None:
            return
        theme, painter = self._theme.theme, QPainter(self)
        frame = QRectF(self.rect())
        if self.underMouse() or self.hasFocus():
            painter.fillRect(frame, theme.color("hover"))
        self._paint_name(painter, theme, frame)
        if self._one.hidden or not self._one.levels:
            self._paint_hidden(painter, theme, frame)
        else:
            self._paint_bar(painter, theme, frame)
            self._paint_numbers(painter, theme, frame)
        if self.hasFocus():
            paint.ring(painter, frame, 4, theme.color("accent"))
        painter.end()

    def _turned(self, part: QRectF) -> QRectF:
        return mirrored(QRectF(self.rect()), part, self.layoutDirection())

    def _paint_name(self, painter: QPainter, theme: Theme, frame: QRectF) -> None:
        one = self._one
        if one is None:
            return
        bold, plain = theme.font("label"), theme.font("body")
        wide = QFontMetricsF(bold).horizontalAdvance(f"{one.id} ")
        painter.setFont(bold)
        painter.setPen(theme.color("text"))
        room = self._spread.names - _GAP
        draw_wrapped(painter, self._turned(QRectF(0, frame.top(), wide + 2, frame.height())), one.id)
        painter.setFont(plain)
        painter.setPen(theme.color("text2"))
        draw_wrapped(painter, self._turned(QRectF(wide, frame.top(), room - wide, frame.height())), one.title)

    def _paint_hidden(self, painter: QPainter, theme: Theme, frame: QRectF) -> None:
        spread, high = self._spread, theme.px(_BAR)
        bar = QRectF(spread.names, frame.center().y() - high / 2, frame.width() - spread.names, high)
        hatch(painter, theme, self._turned(bar))
        words = self._one.hidden if self._one else ""
        painter.setFont(theme.font("small"))
        metrics = QFontMetricsF(painter.font())
        plate = QRectF(bar.left() + 8, bar.top(), min(bar.width() - 16, metrics.horizontalAdvance(words) + 12), high)
        painter.fillRect(self._turned(plate), theme.color("sunken"))
        painter.setPen(theme.color("text2"))
        paint.line_of_text(painter, self._turned(plate.adjusted(6, 0, -6, 0)), words)

    def _paint_bar(self, painter: QPainter, theme: Theme, frame: QRectF) -> None:
        one, spread, high = self._one, self._spread, theme.px(_BAR)
        if one is None:
            return
        painter.setFont(theme.font("small", 500, tabular=True))
        left = spread.middle - float(_share(one, below=True)) * spread.unit
        top = round(frame.center().y() - high / 2)
        for level, fill in zip(one.levels, level_fills(theme, one.levels), strict=True):
            wide = float(level.share) * spread.unit
            if level.count:
                words = show_number(level.share * 100, 0)
                self._paint_part(painter, QRectF(left, top, wide, high), (fill, words))
            left += wide
        line = QRectF(spread.middle - 1, frame.top(), 2, frame.height())
        painter.fillRect(self._turned(line), theme.color("text"))

    def _paint_part(self, painter: QPainter, part: QRectF, what: tuple[Fill, str]) -> None:
        fill, words = what
        # Whole pixels, so that edges are crisp and the gap between two levels is the same everywhere.
        shown = QRectF(round(part.left()), part.top(), 0, part.height())
        shown.setRight(max(shown.left() + 1, round(part.right()) - (1 if part.width() > 2 else 0)))
        shown = self._turned(shown)
        painter.fillRect(shown, fill.ground)
        room = QFontMetricsF(painter.font()).horizontalAdvance(words) + 4
        if shown.width() >= max(self._theme.px(_LABELLED), room):
            painter.setPen(fill.ink)
            painter.drawText(shown, Qt.AlignmentFlag.AlignCenter, words)

    def _paint_numbers(self, painter: QPainter, theme: Theme, frame: QRectF) -> None:
        one = self._one
        if one is None or one.at_standard is None:
            return
        margin = plus_minus(one.at_standard)
        tiny, bold = theme.font("tiny", tabular=True), theme.font("label", tabular=True)
        wide = _margin_width(theme)
        numbers = QRectF(self._spread.numbers, 0, frame.width() - self._spread.numbers - wide - 4, frame.height())
        painter.setFont(bold)
        painter.setPen(theme.color("text"))
        paint.line_of_text(painter, self._turned(numbers), percent(one.at_standard), Qt.AlignmentFlag.AlignRight)
        painter.setFont(tiny)
        painter.setPen(theme.color("text3"))
        paint.line_of_text(painter, self._turned(QRectF(frame.width() - wide, 1, wide, frame.height())), margin)


def _share(one: CriterionFigures, *, below: bool) -> Fraction:
    return sum((level.share for level in one.levels if level.below is below), Fraction(0))


def _margin_width(theme: Theme) -> float:
    return QFontMetricsF(theme.font("tiny", tabular=True)).horizontalAdvance("±50") + 4


def _numbers_width(theme: Theme) -> float:
    return QFontMetricsF(theme.font("label", tabular=True)).horizontalAdvance("100 %") + _margin_width(theme) + 16
