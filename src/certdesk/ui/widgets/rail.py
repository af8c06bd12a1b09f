"""The navigation rail: places of the program, icon over word, with Settings at the foot."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QSizePolicy, QVBoxLayout, QWidget

from certdesk.core.words import _, ngettext
from certdesk.ui.icons import paint_icon
from certdesk.ui.theme import paint
from certdesk.ui.theme.source import ThemeSource
from certdesk.ui.widgets.emptying import empty
from certdesk.ui.widgets.exclusive import ToldButton

_WIDTH, _HIGH, _LOW, _LOW_WINDOW = 72, 54, 46, 640
_AROUND, _BETWEEN, _SIGN, _SMALLEST_ICON = 8, 2, 44, 14
_STEPS = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}


@dataclass(frozen=True, slots=True)
class Place:
    """A place that the rail leads to: its key, its word and its icon."""

    key: str
    words: str
    icon: str


class Rail(QFrame):
    """The rail. Arrow keys go from place to place, Enter or Space opens one, Tab leaves."""

    place_chosen = Signal(str)

    def __init__(self, theme: ThemeSource) -> None:
        super().__init__()
        self.setObjectName("rail")
        self.setProperty("surface", "rail")
        self.setAccessibleName(_("Places"))
        self._theme = theme
        self._items: dict[str, RailItem] = {}
        self._feet = 0
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(6, _AROUND, 6, _AROUND)
        self._column.setSpacing(_BETWEEN)
        theme.changed.connect(self._dress)
        self._dress()

    def show_places(self, places: tuple[Place, ...], foot: tuple[Place, ...] = ()) -> None:
        """Show these places from the top, and those of ``foot`` (Settings) at the bottom."""
        empty(self._column)
        self._items = {place.key: self._item(place) for place in (*places, *foot)}
        for place in places:
            self._column.addWidget(self._items[place.key])
        self._column.addStretch(1)
        for place in foot:
            self._column.addWidget(self._items[place.key])
        self._feet = len(foot)
        self._fit()

    def hide_places(self, keys: frozenset[str]) -> None:
        """Show all places but these: what the person has no use for."""
        for key, item in self._items.items():
            item.setHidden(key in keys)
        self._fit()

    def set_current(self, key: str) -> None:
        """Show which place the person is in; tells nobody."""
        for place, item in self._items.items():
            item.show_on(on=place == key)
            item.setFocusPolicy(Qt.FocusPolicy.StrongFocus if place == key else Qt.FocusPolicy.ClickFocus)
        self.update()

    def add_sign(self, sign: QWidget) -> None:
        """Put a small sign above the places of the foot; it is no place, and takes room only while it is shown."""
        self._column.insertWidget(self._column.count() - self._feet, sign)

    def show_count(self, key: str, count: int) -> None:
        """Show a number on a place (what waits there); 0 takes it away."""
        self._items[key].show_count(count)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Make the items lower in a low window."""
        super().resizeEvent(event)
        self._fit()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the line towards the screen, and the accent bar of the current place on the outer edge."""
        super().paintEvent(event)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        right_to_left = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        edge = QRectF(0 if right_to_left else self.width() - 1, 0, 1, self.height())
        painter.fillRect(edge, self._theme.color("line"))
        current = next((item for item in self._items.values() if item.isChecked()), None)
        if current is not None:
            height = self._theme.px(24)
            bar = QRectF(-3, current.geometry().center().y() + 0.5 - height / 2, 6, height)
            if right_to_left:
                bar.moveRight(self.width() + 3)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(self._theme.color("accent"))
            painter.drawRoundedRect(bar, 2, 2)
        painter.end()

    def _item(self, place: Place) -> RailItem:
        item = RailItem(self._theme, place)
        item.clicked.connect(lambda: self._on_clicked(place.key))
        item.moved.connect(self._move)
        return item

    def _on_clicked(self, key: str) -> None:
        self.set_current(key)
        self.place_chosen.emit(key)

    def _move(self, step: int) -> None:
        items = [item for item in self._items.values() if not item.isHidden()]
        here = next((index for index, item in enumerate(items) if item.hasFocus()), 0)
        items[(here + step) % len(items)].setFocus(Qt.FocusReason.TabFocusReason)

    def _fit(self) -> None:
        """Share out the height: less room for each in a low window, and never more than all of them have."""
        shown = sum(not item.isHidden() for item in self._items.values())
        wished = self._theme.px(_LOW if self.height() < self._theme.px(_LOW_WINDOW) else _HIGH)
        room = self.height() - 2 * _AROUND - self._theme.px(_SIGN) - shown * _BETWEEN
        for item in self._items.values():
            item.set_height(min(wished, room // max(shown, 1)))

    def _dress(self) -> None:
        self.setFixedWidth(self._theme.px(_WIDTH))
        self._fit()


class RailItem(ToldButton):
    """One place on the rail."""

    moved = Signal(int)

    def __init__(self, theme: ThemeSource, place: Place) -> None:
        super().__init__()
        self.setObjectName(f"place-{place.key}")
        self.setToolTip(place.words)
        self.setMouseTracking(True)
        self.setProperty("ringRadius", 8)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        self._theme = theme
        self._place = place
        self._count = 0
        self._height = theme.px(_HIGH)
        self._name()
        theme.changed.connect(self.updateGeometry)

    def show_count(self, count: int) -> None:
        """Show how many things wait there."""
        self._count = count
        self._name()
        self.update()

    def set_height(self, height: int) -> None:
        """Take so many px of height, and as many as the word alone needs."""
        self._height = max(height, self.minimumSizeHint().height())
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """Return the size of an item."""
        return QSize(self._theme.px(_WIDTH) - 12, self._height)

    def minimumSizeHint(self) -> QSize:
        """Return the size of the word alone, so that the window can be made as low as people like."""
        return QSize(self._theme.px(_WIDTH) - 12, self._theme.theme.line_height("tiny") + 2 * _BETWEEN)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Move with the arrows, open with Enter or Space."""
        step = _STEPS.get(Qt.Key(event.key()))
        if step is not None:
            self.moved.emit(step)
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw icon and word, the frame of the current place, and the number."""
        theme = self._theme.theme
        painter = QPainter(self)
        frame = QRectF(self.rect())
        ink = theme.color("accent-text" if self.isChecked() else "text2")
        if self.isChecked():
            paint.box(painter, frame, 8, fill=theme.color("surface"), border=theme.color("line"))
        elif self.underMouse():
            paint.box(painter, frame, 8, fill=theme.color("hover"))
        line, gap = theme.line_height("tiny"), 2 if self.height() < theme.px(_HIGH) else 3
        # Large text in a low window leaves the icon less room, and at last none: the word says it too.
        side = min(theme.px(20), self.height() - line - gap - 2 * _BETWEEN)
        if side < _SMALLEST_ICON:
            side = gap = 0
        top = (self.height() - side - gap - line) / 2
        if side:
            paint_icon(painter, QRectF(0, top, self.width(), side), self._place.icon, ink)
        painter.setFont(theme.font("tiny"))
        painter.setPen(ink)
        words = QRectF(0, top + side + gap, self.width(), line)
        paint.line_of_text(painter, words, self._place.words, Qt.AlignmentFlag.AlignHCenter)
        if self._count:
            self._paint_count(painter)
        painter.end()

    def _paint_count(self, painter: QPainter) -> None:
        theme = self._theme.theme
        painter.setFont(theme.font("tiny", 600))
        words = str(self._count) if self._count < 100 else "99+"
        height = theme.px(16)
        width = max(height, painter.fontMetrics().horizontalAdvance(words) + 8)
        badge = QRectF(self.width() - width - 6, 3, width, height)
        if self.layoutDirection() == Qt.LayoutDirection.RightToLeft:
            badge.moveLeft(6)
        paint.box(painter, badge, height / 2, fill=theme.color("accent"))
        painter.setPen(theme.color("on-accent"))
        painter.drawText(badge, Qt.AlignmentFlag.AlignCenter, words)

    def _name(self) -> None:
        waiting = ngettext("{count} waits", "{count} wait", self._count).format(count=self._count)
        self.setAccessibleName(f"{self._place.words}, {waiting}" if self._count else self._place.words)
