"""One level to choose: digit, disc, and the label run into the descriptor. The wheel never changes it."""

from __future__ import annotations

from fractions import Fraction

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetricsF, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QWheelEvent
from PySide6.QtWidgets import QSizePolicy

from certdesk.core.marks import LevelGiven
from certdesk.core.rubric import Scale
from certdesk.core.words import _
from certdesk.ui.theme import paint
from certdesk.ui.theme.source import ThemeSource
from certdesk.ui.widgets.exclusive import ToldButton
from certdesk.ui.widgets.level_disc import paint_mark
from certdesk.ui.widgets.level_tones import level_digits, level_tones
from certdesk.ui.widgets.paragraph import RunIn, Wrapped, wrap
from certdesk.ui.widgets.tips import plain_tip

_CLEARING = (Qt.Key.Key_Delete, Qt.Key.Key_Backspace)
_SIDE, _GAP, _COLUMN, _DISC, _BAR = 10, 10, 26, 14, 4
_REMEMBERED = 12
_MOST_TALL = 6


class LevelRow(ToldButton):
    """A row for one level. Clicking the chosen row again, or Delete, takes the level away."""

    level_chosen = Signal(object)  # Fraction
    level_cleared = Signal()
    moved = Signal(int)  # -1 up, 1 down: the arrow keys go from row to row without choosing

    def __init__(self, theme: ThemeSource, scale: Scale, value: Fraction, descriptor: str) -> None:
        super().__init__()
        self._theme = theme
        self._scale = scale
        self._value = value
        self._descriptor = descriptor
        self._capped = ""
        self._reading = "reading"
        self._tight = False
        # Many levels have their discs beside the digits, so that all of them can be seen at once.
        self._dense = len(scale.levels) > _MOST_TALL
        self._text, self._bold = "", 0
        self._laid_out: dict[tuple[int, bool], Wrapped] = {}
        level = scale.level(value)
        self._label = level.label if level else ""
        self.setMouseTracking(True)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.clicked.connect(self._on_clicked)
        theme.changed.connect(self._dress)
        self._dress()

    @property
    def value(self) -> Fraction:
        """The level that this row stands for."""
        return self._value

    def show_capped(self, reason: str) -> None:
        """Make the level unavailable and say why in its text; an empty reason makes it available again."""
        self._capped = reason
        self.setEnabled(not reason)
        self._dress()

    def show_chosen(self, *, chosen: bool) -> None:
        """Show the level as chosen or not; tells nobody."""
        self.show_on(on=chosen)

    def set_reading(self, *, large: bool, tight: bool = False) -> None:
        """Use the larger reading size (tall windows), or less air around the text (low ones)."""
        self._reading = "reading_large" if large else "reading"
        self._tight = tight
        self._dress()

    def hasHeightForWidth(self) -> bool:
        """Say that the height follows the width."""
        return True

    def heightForWidth(self, width: int) -> int:
        """Return the height in px at ``width`` px."""
        padding = 2 * self._padding()
        return max(self._wrapped(width).height, self._column_height()) + padding

    def sizeHint(self) -> QSize:
        """Return a comfortable size."""
        width = self._theme.px(420)
        return QSize(width, self.heightForWidth(width))

    def minimumSizeHint(self) -> QSize:
        """Return the smallest width at which a descriptor can still be read."""
        return QSize(self._theme.px(160), self._column_height() + 2 * self._padding())

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Leave the wheel to the page: it never changes a mark."""
        event.ignore()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Take the second click of a double click for nothing, so that it does not clear what the first one chose."""
        event.accept()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Choose with Space or Enter, clear with Delete, go up and down with the arrows."""
        key = event.key()
        if key in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            self.moved.emit(-1 if key == Qt.Key.Key_Up else 1)
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.level_chosen.emit(self._value)
        elif key in _CLEARING:
            if self.isChecked():
                self.level_cleared.emit()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the row in its state."""
        theme = self._theme.theme
        painter = QPainter(self)
        tones = level_tones(theme, self._scale, self._value)
        frame = QRectF(self.rect())
        if self.isChecked():
            paint.box(painter, frame, theme.px(6), fill=tones.tint, border=tones.fill)
            paint.leading_bar(painter, frame, theme.px(6), tones.fill, _BAR)
        elif self.isEnabled() and (self.underMouse() or self.isDown()):
            paint.box(painter, frame, theme.px(6), fill=theme.color("pressed" if self.isDown() else "hover"))
        self._paint_digit(painter)
        ink = "text3" if not self.isEnabled() else "text" if self.isChecked() else "text2"
        painter.setPen(theme.color(ink))
        left = self._text_left()
        wrapped = self._wrapped(self.width())
        if self.layoutDirection() == Qt.LayoutDirection.RightToLeft:
            left = _SIDE
        room = self.height() - 2 * self._padding()
        top = self._padding() + (max(0, (room - wrapped.height) // 2) if self._one_line() else 0)
        wrapped.draw(painter, QPointF(left, top))
        painter.end()

    def _paint_digit(self, painter: QPainter) -> None:
        theme = self._theme.theme
        column = QRectF(_SIDE, self._padding(), self._column_width(), theme.line_height("level"))
        if self.layoutDirection() == Qt.LayoutDirection.RightToLeft:
            column.moveRight(self.width() - _SIDE)
        painter.setFont(theme.font("level"))
        painter.setPen(theme.color("text" if self.isEnabled() else "text3"))
        side = theme.px(_DISC)
        if self._one_line():
            column.setHeight(self.height() - 2 * self._padding())
            painter.setFont(theme.font("column"))
        words, disc = column, None
        if self._dense and not self._one_line():
            right_to_left = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
            words = column.adjusted(side, 0, 0, 0) if right_to_left else column.adjusted(0, 0, -side, 0)
            disc = QRectF(
                column.left() if right_to_left else column.right() - side, column.top(), side, column.height()
            )
        painter.drawText(words, Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextSingleLine, level_digits(self._value))
        if not self._one_line() and disc is None:
            disc = QRectF(column.center().x() - side / 2, column.bottom() + 4, side, side)
        if disc is not None:
            paint_mark(painter, theme, disc, LevelGiven(self._value), self._scale, dimmed=not self.isEnabled())

    def _one_line(self) -> bool:
        """Whether this is a half level, which has no words of its own and takes little room."""
        return not self._label

    def _padding(self) -> int:
        return 3 if self._one_line() or self._tight or self._dense else 7

    def _column_height(self) -> int:
        theme = self._theme.theme
        if self._one_line():
            return theme.px(20)
        if self._dense:
            return theme.line_height("level")
        return theme.line_height("level") + 4 + theme.px(_DISC)

    def _column_width(self) -> int:
        """Return the width of the digits, the same for all levels of the scale."""
        theme = self._theme.theme
        metrics = QFontMetricsF(theme.font("level"))
        widest = max(metrics.horizontalAdvance(level_digits(level.value)) for level in self._scale.levels)
        beside = theme.px(_DISC) + 6 if self._dense else 0
        return max(theme.px(_COLUMN), round(widest + 1.5)) + beside

    def _text_left(self) -> int:
        return _SIDE + self._column_width() + _GAP

    def _wrapped(self, width: int) -> Wrapped:
        """Lay the text out for a width; layouts ask for the same few widths many times."""
        key = (width, self.isEnabled())
        if key not in self._laid_out:
            if len(self._laid_out) > _REMEMBERED:
                self._laid_out.clear()
            theme = self._theme.theme
            ink = theme.color("text" if self.isEnabled() else "text3")
            run_in = RunIn(self._bold, 600, ink) if self._bold else None
            room = width - self._text_left() - _SIDE
            font, height = theme.font(self._reading), theme.line_height(self._reading)
            self._laid_out[key] = wrap(self._text, font, room, height, run_in=run_in)
        return self._laid_out[key]

    def _on_clicked(self) -> None:
        if self.isChecked():
            self.level_cleared.emit()
        else:
            self.level_chosen.emit(self._value)

    def _dress(self) -> None:
        said = self._capped or self._descriptor
        bold = _("{label}.").format(label=self._label) if self._label else ""
        self._bold = len(bold)
        self._text = f"{bold} {said}".strip()
        self._laid_out.clear()
        self.setAccessibleName(_("Level {digits}: {text}").format(digits=level_digits(self._value), text=self._text))
        reach = _reach_in_words(self._scale, self._value)
        self.setToolTip(plain_tip(reach) if reach else "")
        self.setAccessibleDescription(reach)
        self.updateGeometry()
        self.update()


def _reach_in_words(scale: Scale, value: Fraction) -> str:
    """Say which values count as a level, where a rubric has ranges."""
    below = max((level.value for level in scale.levels if level.value < value), default=None)
    if not scale.ranges or below is None:
        return ""
    text = _("Everything above {below}, up to {level}, counts as this level.")
    return text.format(below=level_digits(below), level=level_digits(value))
