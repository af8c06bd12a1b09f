"""The criteria of a rubric as one strip: code and disc each, the current one marked; scrolls when there are many."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QEvent, QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QFontMetricsF, QPainter, QPaintEvent, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QSizePolicy, QWidget

from certdesk.core.marks import UNMARKED, Mark
from certdesk.core.rubric import Scale
from certdesk.core.words import _
from certdesk.ui.theme import paint
from certdesk.ui.theme.source import ThemeSource
from certdesk.ui.widgets.button import icon_button
from certdesk.ui.widgets.emptying import empty
from certdesk.ui.widgets.exclusive import ToldButton
from certdesk.ui.widgets.level_disc import paint_mark
from certdesk.ui.widgets.level_tones import mark_words
from certdesk.ui.widgets.tips import plain_tip

_HEIGHT, _SIDE, _GAP, _DISC, _AIR = 28, 7, 5, 14, 2
_CLOSE = 5  # px at each side where many stand together


@dataclass(frozen=True, slots=True)
class BarItem:
    """One criterion: its code, its title and the mark it has; its scale where it has levels of its own."""

    code: str
    title: str
    mark: Mark = UNMARKED
    own_scale: Scale | None = None


class CritBar(QWidget):
    """The strip. Left and Right go to the neighbour; the current criterion is always in view."""

    criterion_chosen = Signal(str)

    def __init__(self, theme: ThemeSource) -> None:
        super().__init__()
        self.setObjectName("critBar")
        self._theme = theme
        self._pips: dict[str, Pip] = {}
        self._strip = QWidget()
        self._strip.setProperty("surface", "none")
        self._line = QHBoxLayout(self._strip)
        self._line.setContentsMargins(_AIR + 2, 0, _AIR + 2, 0)
        self._line.setSpacing(_AIR)
        self._area = StripArea(self._strip)
        self._area.scrolled.connect(self._show_arrows)
        self._before = icon_button(theme, "chevron_left", _("Earlier criteria"), size="small")
        self._after = icon_button(theme, "chevron_right", _("Later criteria"), size="small")
        self._before.clicked.connect(lambda: self._area.page(-1))
        self._after.clicked.connect(lambda: self._area.page(1))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        for part in (self._before, self._area, self._after):
            row.addWidget(part)
        for arrow in (self._before, self._after):
            arrow.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        theme.changed.connect(self._show_arrows)

    def show_criteria(self, items: tuple[BarItem, ...], scale: Scale, current: str = "") -> None:
        """Show the criteria with their marks; tells nobody."""
        if tuple(self._pips) != tuple(item.code for item in items):
            self._rebuild(items, scale)
        for item in items:
            self._pips[item.code].show_item(item, scale)
        if current:
            self.set_current(current)
        self._area.updateGeometry()
        self._show_arrows()

    def set_current(self, code: str) -> None:
        """Show a criterion as current and bring it into view; tells nobody."""
        for other, pip in self._pips.items():
            pip.show_on(on=other == code)
            pip.setFocusPolicy(Qt.FocusPolicy.StrongFocus if other == code else Qt.FocusPolicy.ClickFocus)
        if code in self._pips:
            QTimer.singleShot(0, self, self._reveal)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the current criterion in view."""
        super().resizeEvent(event)
        self._reveal()
        self._show_arrows()

    def _rebuild(self, items: tuple[BarItem, ...], scale: Scale) -> None:
        empty(self._line)
        self._pips = {item.code: Pip(self._theme, item, scale) for item in items}
        for code, pip in self._pips.items():
            pip.clicked.connect(lambda _checked=False, code=code: self._choose(code))
            pip.moved.connect(self._move)
            self._line.addWidget(pip)
            # Qt shows a new child of a visible parent only later; until then the strip would have no size.
            pip.show()

    def _choose(self, code: str) -> None:
        self.set_current(code)
        self.criterion_chosen.emit(code)

    def _move(self, step: int) -> None:
        codes = list(self._pips)
        here = next((place for place, code in enumerate(codes) if self._pips[code].hasFocus()), 0)
        code = codes[min(max(here + step, 0), len(codes) - 1)]
        self._pips[code].setFocus(Qt.FocusReason.TabFocusReason)
        self._choose(code)

    def _reveal(self) -> None:
        current = next((pip for pip in self._pips.values() if pip.isChecked()), None)
        if current is not None:
            self._area.ensureWidgetVisible(current, self._theme.px(_HEIGHT), 0)

    def _show_arrows(self) -> None:
        bar = self._area.horizontalScrollBar()
        needed = bar.maximum() > 0
        for arrow, more in ((self._before, bar.value() > 0), (self._after, bar.value() < bar.maximum())):
            arrow.setVisible(needed)
            arrow.setEnabled(more)


class StripArea(QScrollArea):
    """What can be seen of the strip; scrolls sideways without a scroll bar."""

    scrolled = Signal()

    def __init__(self, strip: QWidget) -> None:
        super().__init__()
        self._strip = strip
        self.setWidget(strip)
        self.setWidgetResizable(True)
        self.setFrameShape(QScrollArea.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.viewport().setAutoFillBackground(False)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.horizontalScrollBar().valueChanged.connect(self.scrolled)
        self.horizontalScrollBar().rangeChanged.connect(self.scrolled)

    def page(self, direction: int) -> None:
        """Scroll by most of what can be seen."""
        bar = self.horizontalScrollBar()
        bar.setValue(bar.value() + direction * round(self.viewport().width() * 0.8))

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Scroll sideways; the current criterion stays the current one."""
        bar = self.horizontalScrollBar()
        turned = event.angleDelta()
        bar.setValue(bar.value() - (turned.x() or turned.y()) // 2)
        event.accept()

    def sizeHint(self) -> QSize:
        """Return the size of the whole strip."""
        return self._strip.sizeHint() + QSize(0, 10)

    def minimumSizeHint(self) -> QSize:
        """Return the size at which a few criteria can be seen."""
        whole = self.sizeHint()
        few = self._strip.fontMetrics().averageCharWidth() * 36
        return QSize(min(whole.width(), few), whole.height())


class Pip(ToldButton):
    """One criterion in the strip."""

    moved = Signal(int)

    def __init__(self, theme: ThemeSource, item: BarItem, scale: Scale, *, close: bool = False) -> None:
        super().__init__()
        self._side = _CLOSE if close else _SIDE
        self.setObjectName(f"criterion-{item.code}")
        self.setMouseTracking(True)
        self.setProperty("ringRadius", 5)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self._theme = theme
        self._item = item
        self._scale = scale
        self.show_item(item, scale)
        theme.changed.connect(self.updateGeometry)

    def show_item(self, item: BarItem, scale: Scale) -> None:
        """Show the mark of the criterion."""
        self._item = item
        self._scale = item.own_scale or scale
        words = f"{item.code} {item.title}: {mark_words(item.mark, self._scale)}"
        self.setAccessibleName(words)
        self.setToolTip(plain_tip(words))
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """Return the size that holds code and disc."""
        theme = self._theme.theme
        code = QFontMetricsF(theme.font("column")).horizontalAdvance(self._item.code)
        return QSize(round(code + 0.5) + theme.px(2 * self._side + _GAP + _DISC), theme.px(_HEIGHT))

    def minimumSizeHint(self) -> QSize:
        """Return the same size."""
        return self.sizeHint()

    def keyPressEvent(self, event: QEvent) -> None:
        """Go to the neighbour with Left and Right."""
        steps = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}
        step = steps.get(event.key())  # type: ignore[attr-defined]
        if step is None:
            super().keyPressEvent(event)  # type: ignore[arg-type]
            return
        turned = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        self.moved.emit(-step if turned else step)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw code and disc, and the box of the current criterion."""
        theme = self._theme.theme
        painter = QPainter(self)
        frame = QRectF(self.rect())
        if self.isChecked():
            paint.box(painter, frame, 5, fill=theme.color("accent-soft"), border=theme.color("accent-line"))
        elif self.underMouse():
            paint.box(painter, frame, 5, fill=theme.color("hover"))
        side = theme.px(_DISC)
        disc = QRectF(frame.right() - theme.px(self._side) - side, 0, side, self.height())
        words = frame.adjusted(theme.px(self._side), 0, 0, 0)
        if self.layoutDirection() == Qt.LayoutDirection.RightToLeft:
            disc.moveLeft(theme.px(self._side))
            words = frame.adjusted(0, 0, -theme.px(self._side), 0)
        painter.setFont(theme.font("column"))
        painter.setPen(theme.color("accent-text" if self.isChecked() else "text2"))
        paint.line_of_text(painter, words, self._item.code)
        paint_mark(painter, theme, disc, self._item.mark, self._scale)
        painter.end()
