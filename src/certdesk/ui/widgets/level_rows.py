"""The levels of one criterion, with the certificate standard drawn as a line between them."""

from __future__ import annotations

from fractions import Fraction

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QLabel, QSizePolicy, QVBoxLayout, QWidget

from certdesk.core.marks import UNMARKED, Mark, level_of
from certdesk.core.rubric import Criterion, Scale
from certdesk.core.words import _
from certdesk.ui.theme.source import ThemeSource
from certdesk.ui.widgets.emptying import empty
from certdesk.ui.widgets.level_row import LevelRow
from certdesk.ui.widgets.level_tones import level_digits
from certdesk.ui.widgets.level_value import LevelValue

_MOST_WITH_HALVES = 6


class LevelRows(QWidget):
    """Rows for all levels of a criterion. It shows what it is told and says what was chosen; it changes no mark."""

    level_chosen = Signal(object)  # Fraction
    level_cleared = Signal()

    def __init__(self, theme: ThemeSource) -> None:
        super().__init__()
        self.setObjectName("levelRows")
        self._value = LevelValue(theme)
        self._value.setParent(self)
        self._value.hide()
        self._value.level_chosen.connect(self.level_chosen)
        self._value.level_cleared.connect(self.level_cleared)
        self._value.left.connect(self.focus_level)
        self._theme = theme
        self._rows: tuple[LevelRow, ...] = ()
        self._shown: tuple[Scale, Criterion] | None = None
        self._large = False
        self._tight = False
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(4)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def show_criterion(self, scale: Scale, criterion: Criterion, mark: Mark = UNMARKED) -> None:
        """Show the levels of a criterion in the order of the scale, lowest first, and the mark it has.

        Rows of the same criterion stay, so that the row that has the keyboard keeps it.
        """
        if self._shown == (scale, criterion):
            self.show_mark(mark)
            return
        self._shown = (scale, criterion)
        self._empty()
        rows = []
        for value in _values(scale):
            if value == scale.standard and value != scale.levels[0].value:
                self._column.addWidget(StandardLine(self._theme))
            rows.append(self._row(scale, criterion, value))
        self._rows = tuple(rows)
        self._column.addWidget(self._value)
        self._value.setVisible(_takes_values(scale))
        self._column.addStretch(1)
        self.show_mark(mark)
        self._column.activate()
        self.updateGeometry()

    def show_mark(self, mark: Mark) -> None:
        """Show the level of a mark as chosen, or none when it has no level; tells nobody."""
        level = level_of(mark)
        scale = self._shown[0] if self._shown else None
        standing = level if scale is None or level is None else scale.counted(level)
        for row in self._rows:
            row.show_chosen(chosen=row.value == standing)
        if scale is not None:
            self._value.show_value(scale, level)

    def show_cap(self, highest: Fraction | None, reason: str = "") -> None:
        """Make the levels above ``highest`` unavailable, with the reason in their text; None frees them all."""
        for row in self._rows:
            row.show_capped(reason if highest is not None and row.value > highest else "")
        self._value.show_cap(highest, reason)

    def set_reading(self, *, large: bool, tight: bool = False) -> None:
        """Use the larger reading size in tall windows, or less air in low ones."""
        self._large, self._tight = large, tight
        for row in self._rows:
            row.set_reading(large=large, tight=tight)

    def rows(self) -> tuple[LevelRow, ...]:
        """Return the rows, lowest level first."""
        return self._rows

    def focus_level(self, value: Fraction | None = None) -> None:
        """Give the keyboard to the row of a level, or to the chosen one, or to the first."""
        chosen = [row for row in self._rows if row.value == value or (value is None and row.isChecked())]
        for row in (*chosen, *self._rows)[:1]:
            row.setFocus(Qt.FocusReason.OtherFocusReason)

    def focus_value(self) -> None:
        """Give the keyboard to the field for an exact value, where there is one."""
        if self._value.isVisible():
            self._value.field.setFocus(Qt.FocusReason.ShortcutFocusReason)
            self._value.field.selectAll()

    @property
    def takes_values(self) -> bool:
        """Whether values between the levels are typed."""
        return self._shown is not None and _takes_values(self._shown[0])

    def _row(self, scale: Scale, criterion: Criterion, value: Fraction) -> LevelRow:
        said = criterion.descriptors.get(value) or _between_words(scale, value)
        row = LevelRow(self._theme, scale, value, said)
        row.setObjectName(f"level-{level_digits(value)}")
        row.set_reading(large=self._large, tight=self._tight)
        row.level_chosen.connect(self.level_chosen)
        row.level_cleared.connect(self.level_cleared)
        row.moved.connect(self._move)
        self._column.addWidget(row)
        # Qt shows a new child of a visible parent only later; until then it could not take the keyboard.
        if self.isVisible():
            row.show()
        return row

    def _move(self, step: int) -> None:
        here = self.focusWidget()
        usable = [row for row in self._rows if row.isEnabled()]
        if here not in usable:
            return
        usable[(usable.index(here) + step) % len(usable)].setFocus(Qt.FocusReason.TabFocusReason)

    def _empty(self) -> None:
        self._rows = ()
        self._column.removeWidget(self._value)
        empty(self._column)


def _values(scale: Scale) -> list[Fraction]:
    """Return the levels, with the half levels between them where the rubric allows those and there is room."""
    values = [level.value for level in scale.levels]
    if not scale.half_levels or _takes_values(scale):
        return values
    step = Fraction(1, 2)
    count = int((values[-1] - values[0]) / step)
    return [values[0] + step * place for place in range(count + 1)]


def _takes_values(scale: Scale) -> bool:
    """Whether there are too many values for a row each, so that they are typed."""
    return scale.ranges or (scale.half_levels and len(scale.levels) > _MOST_WITH_HALVES)


def _between_words(scale: Scale, value: Fraction) -> str:
    """Say between which two levels a half level lies; a level without a descriptor has its general meaning."""
    level = scale.level(value)
    if level is not None:
        return level.meaning
    below = max((each for each in scale.levels if each.value < value), key=lambda each: each.value)
    above = min((each for each in scale.levels if each.value > value), key=lambda each: each.value)
    return _("Between {below} and {above}").format(below=below.label, above=above.label)


class StandardLine(QLabel):
    """The dashed line above the level that is the certificate standard."""

    def __init__(self, theme: ThemeSource) -> None:
        super().__init__(_("Certificate standard"))
        self.setObjectName("standardLine")
        self._theme = theme
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        theme.changed.connect(self.updateGeometry)

    def sizeHint(self) -> QSize:
        """Return the height of one small line of text."""
        theme = self._theme.theme
        return QSize(theme.px(160), theme.line_height("tiny"))

    def minimumSizeHint(self) -> QSize:
        """Return the same height, and little width."""
        return QSize(self._theme.px(80), self.sizeHint().height())

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the words and the dashes after them."""
        theme = self._theme.theme
        painter = QPainter(self)
        painter.setFont(theme.font("tiny", 400))
        painter.setPen(theme.color("text3"))
        painter.drawText(self.rect(), Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeading, self.text())
        used = painter.fontMetrics().horizontalAdvance(self.text()) + 8
        dashes = QRectF(used, 0, self.width() - used, self.height())
        if self.layoutDirection() == Qt.LayoutDirection.RightToLeft:
            dashes.moveLeft(0)
        pen = QPen(theme.color("ctl"), 1)
        pen.setDashPattern([3, 2])
        painter.setPen(pen)
        middle = int(dashes.center().y()) + 0.5
        painter.drawLine(QPointF(dashes.left(), middle), QPointF(dashes.right(), middle))
        painter.end()
