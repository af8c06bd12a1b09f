"""One worked example as a card: its name, its marks as discs, and what the rules make of them."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QFontMetricsF, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QSizePolicy

from certdesk.core.editing_examples import CheckedExample, outcome_label, shown_total
from certdesk.core.examples import example_name
from certdesk.core.marks import UNMARKED
from certdesk.core.rubric import Rubric
from certdesk.core.scoring import show_mean
from certdesk.core.words import _
from certdesk.ui.icons import paint_icon
from certdesk.ui.screens.rubrics.rules_flow import start_of
from certdesk.ui.theme import paint
from certdesk.ui.theme.source import ThemeSource
from certdesk.ui.widgets.cell import DISC
from certdesk.ui.widgets.level_disc import paint_mark
from certdesk.ui.widgets.paragraph import wrap
from certdesk.ui.widgets.tips import plain_tip

WIDTH = 246
_SIDE, _TOP, _GAP, _ICON, _PITCH, _CLOSEST = 10, 8, 6, 16, 20, 12
_STEPS = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}


class ExampleCard(QAbstractButton):
    """A card. A click or Enter opens the example in the table; the arrow keys go to its neighbours."""

    left = Signal(int)
    menu_asked = Signal()

    def __init__(self, theme: ThemeSource) -> None:
        super().__init__()
        self._theme = theme
        self._rubric: Rubric | None = None
        self._checked: CheckedExample | None = None
        self.setMouseTracking(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        theme.changed.connect(self.updateGeometry)

    def show_example(self, rubric: Rubric, checked: CheckedExample) -> None:
        """Show an example and what came of it."""
        self._rubric, self._checked = rubric, checked
        said = [example_name(checked.example.name), *self._lines(), self._number()]
        self.setAccessibleName(". ".join(part for part in said if part))
        self.setAccessibleDescription(checked.why)
        self.setToolTip(plain_tip("\n".join((example_name(checked.example.name), checked.why or checked.problem))))
        self.updateGeometry()
        self.update()

    def wanted_height(self, width: int) -> int:
        """Return the height in px that the card needs at ``width`` px."""
        px, small = self._theme.px, self._theme.theme.line_height("small")
        return 2 * px(_TOP) + small + 2 * px(_GAP) + px(DISC) + sum(height for _text, height in self._below(width))

    def sizeHint(self) -> QSize:
        """Return a comfortable size."""
        width = self._theme.px(WIDTH)
        return QSize(width, self.wanted_height(width))

    def minimumSizeHint(self) -> QSize:
        """Return the smallest width at which a card can still be read."""
        return QSize(self._theme.px(180), self.wanted_height(self._theme.px(180)))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Open with Enter, go on with the arrows."""
        key = Qt.Key(event.key())
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        elif key in _STEPS:
            turned = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
            self.left.emit(-_STEPS[key] if turned else _STEPS[key])
        else:
            super().keyPressEvent(event)

    def contextMenuEvent(self, _event: QContextMenuEvent) -> None:
        """Offer what can be done with the example, with the mouse and the menu key."""
        self.menu_asked.emit()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the card."""
        if self._rubric is None or self._checked is None:
            return
        theme, px = self._theme.theme, self._theme.px
        painter = QPainter(self)
        passed = self._checked.passed
        hovered = self.underMouse() and self.isEnabled()
        fill = theme.color("hover" if hovered else "surface" if passed else "warn-soft")
        border = theme.color("line" if passed else "warn-line")
        paint.box(painter, QRectF(self.rect()), theme.px(6), fill=fill, border=border)
        inner = QRectF(self.rect()).adjusted(px(_SIDE), px(_TOP), -px(_SIDE), -px(_TOP))
        self._paint_name(painter, inner, passed=passed)
        self._paint_marks(painter, inner)
        self._paint_below(painter, inner)
        painter.end()

    def _paint_name(self, painter: QPainter, inner: QRectF, *, passed: bool) -> None:
        theme, px = self._theme.theme, self._theme.px
        line = QRectF(inner.left(), inner.top(), inner.width(), theme.line_height("small"))
        spot = QRectF(line.right() - px(_ICON), line.top(), px(_ICON), line.height())
        room = line.adjusted(0, 0, -px(_ICON + 4), 0)
        if self._mirrored():
            spot.moveLeft(line.left())
            room.moveRight(line.right())
        painter.setFont(theme.font("column"))
        painter.setPen(theme.color("text"))
        assert self._checked is not None  # noqa: S101 - asked by the caller
        paint.line_of_text(painter, room, example_name(self._checked.example.name))
        paint_icon(painter, spot, "check" if passed else "warning", theme.color("ok" if passed else "warn"))

    def _paint_marks(self, painter: QPainter, inner: QRectF) -> None:
        """Draw the discs; where even the closest don't fit, the rest is told as a number."""
        assert self._rubric is not None  # noqa: S101 - asked by the caller
        assert self._checked is not None  # noqa: S101 - asked by the caller
        theme, px = self._theme.theme, self._theme.px
        criteria, side = self._rubric.criteria, px(DISC)
        if not criteria or not self._rubric.scale.levels:
            return
        top = inner.top() + theme.line_height("small") + px(_GAP)
        room = inner.width() - side
        pitch = max(px(_CLOSEST), min(px(_PITCH), room / max(1, len(criteria) - 1)))
        fits = int(room / pitch + 0.01) + 1
        shown = len(criteria) if fits >= len(criteria) else max(1, int((room - px(28)) / pitch) + 1)
        side = min(side, round(pitch - 2)) if pitch < side + 2 else side
        for place, criterion in enumerate(criteria[:shown]):
            left = inner.left() + place * pitch
            if self._mirrored():
                left = inner.right() - place * pitch - side
            mark = self._checked.marks.get(criterion.id, UNMARKED)
            box = QRectF(left, top, side, px(DISC))
            paint_mark(painter, theme, box, mark, self._rubric.scale_of(criterion))
        if shown < len(criteria):
            rest = QRectF(inner.left() + shown * pitch, top, inner.width() - shown * pitch, px(DISC))
            if self._mirrored():
                rest.moveLeft(inner.left())
            painter.setFont(theme.font("small"))
            painter.setPen(theme.color("text3"))
            paint.line_of_text(painter, rest, f"+{len(criteria) - shown}")

    def _paint_below(self, painter: QPainter, inner: QRectF) -> None:
        """Draw the outcome, and the mean at the end of its first line."""
        theme, px = self._theme.theme, self._theme.px
        assert self._checked is not None  # noqa: S101 - asked by the caller
        top = inner.top() + theme.line_height("small") + 2 * px(_GAP) + px(DISC)
        first = QRectF(inner.left(), top, inner.width(), theme.line_height("small"))
        painter.setFont(theme.font("small"))
        painter.setPen(theme.color("text2" if self._checked.mean_right else "warn"))
        paint.line_of_text(painter, first, self._number(), Qt.AlignmentFlag.AlignRight)
        wrong = not self._checked.outcome_right
        for place, (text, height) in enumerate(self._below(self.width())):
            painter.setPen(theme.color("warn" if wrong and not place else "text2" if place else "text"))
            room = self._room(self.width(), place)
            wrapped = wrap(text, theme.font("small"), room, theme.line_height("small"))
            left = inner.right() - room if self._mirrored() else inner.left()
            wrapped.draw(painter, QPointF(start_of(wrapped, left, room, mirrored=self._mirrored()), top))
            top += height

    def _below(self, width: int) -> list[tuple[str, int]]:
        """Return the lines under the discs, each with its height at ``width`` px."""
        theme = self._theme.theme
        font, line = theme.font("small"), theme.line_height("small")
        lines = enumerate(self._lines())
        return [(text, wrap(text, font, self._room(width, place), line).height) for place, text in lines]

    def _room(self, width: int, place: int) -> float:
        """Return the width that the text at a place has: the first one stands beside the mean."""
        px = self._theme.px
        if place:
            return float(width - 2 * px(_SIDE))
        number = QFontMetricsF(self._theme.font("small")).horizontalAdvance(self._number())
        return max(60.0, width - 2 * px(_SIDE) - number - px(8))

    def _lines(self) -> list[str]:
        if self._rubric is None or self._checked is None:
            return []
        checked = self._checked
        if checked.problem:
            return [checked.problem]
        if checked.outcome_right:
            return [checked.label]
        expected = outcome_label(self._rubric, checked.example.outcome)
        return [
            _("gives {outcome}").format(outcome=checked.label),
            _("expected {outcome}").format(outcome=expected),
        ]

    def _number(self) -> str:
        if self._rubric is None or self._checked is None:
            return ""
        return number_of(self._rubric, self._checked)

    def _mirrored(self) -> bool:
        return self.layoutDirection() == Qt.LayoutDirection.RightToLeft


def number_of(rubric: Rubric, checked: CheckedExample) -> str:
    """Write the total where the rules ask for one, else the mean; with what was expected where it is another one."""
    if checked.problem or checked.mean is None:
        return ""
    if not checked.mean_right:
        found, expected = distinct_means(rubric, checked)
        return _("mean {found}, not {expected}").format(found=found, expected=expected)
    if checked.total is not None:
        return _("total {total}").format(total=shown_total(rubric, checked.total))
    return _("mean {mean}").format(mean=show_mean(rubric, checked.mean))


def distinct_means(rubric: Rubric, checked: CheckedExample) -> tuple[str, str]:
    """Write found and expected mean so that two that differ never read the same."""
    assert checked.mean is not None  # noqa: S101 - asked by the caller
    found, expected = show_mean(rubric, checked.mean), show_mean(rubric, checked.example.mean)
    if found == expected and checked.mean != checked.example.mean:
        return str(checked.mean), str(checked.example.mean)
    return found, expected
