"""Joined buttons of which one is chosen: views, filters, kinds."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetricsF, QPainter, QPainterPath, QPaintEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QRadioButton, QSizePolicy

from certdesk.ui.icons import paint_icon
from certdesk.ui.theme import paint
from certdesk.ui.theme.source import ThemeSource
from certdesk.ui.widgets.emptying import empty

_HEIGHT, _SIDE, _SIDE_ICON, _GAP, _RADIUS = 32, 12, 7, 6, 6


@dataclass(frozen=True, slots=True)
class Choice:
    """One of the joined buttons. With an icon and ``icon_only`` the words are in the tooltip."""

    key: str
    words: str
    icon: str = ""
    icon_only: bool = False


class Segment(QFrame):
    """The joined buttons. Arrow keys choose, as with radio buttons."""

    chosen = Signal(str)

    def __init__(self, theme: ThemeSource, choices: tuple[Choice, ...] = (), current: str = "") -> None:
        super().__init__()
        self._theme = theme
        self._parts: dict[str, SegmentPart] = {}
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(0)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        theme.changed.connect(self.update)
        self.show_choices(choices, current)

    def show_choices(self, choices: tuple[Choice, ...], current: str = "") -> None:
        """Show these choices, with the first one chosen when ``current`` is none of them; tells nobody."""
        empty(self._row)
        self._parts = {choice.key: SegmentPart(self._theme, choice) for choice in choices}
        for part in self._parts.values():
            self._row.addWidget(part)
            part.toggled.connect(self._on_toggled)
            part.hovered.connect(self.update)
        keys = list(self._parts)
        self.set_current(current if current in self._parts else keys[0] if keys else "")

    def current(self) -> str:
        """Return the key of what is chosen."""
        return next((key for key, part in self._parts.items() if part.isChecked()), "")

    def set_current(self, key: str) -> None:
        """Choose; tells nobody."""
        for other, part in self._parts.items():
            part.blockSignals(True)
            part.setChecked(other == key)
            part.blockSignals(False)
            part.update()

    def set_words(self, key: str, words: str) -> None:
        """Change the words of a choice, such as a count in it."""
        self._parts[key].set_words(words)

    def show_only(self, keys: Collection[str]) -> None:
        """Leave out all other choices, such as those that would lead to nothing; what is chosen stays."""
        for key, part in self._parts.items():
            part.setVisible(key in keys or part.isChecked())
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the common box, the chosen part and the lines between."""
        theme = self._theme.theme
        painter = QPainter(self)
        frame = QRectF(self.rect())
        paint.box(painter, frame, theme.px(_RADIUS), fill=theme.color("surface"))
        outline = QPainterPath()
        outline.addRoundedRect(frame, theme.px(_RADIUS), theme.px(_RADIUS))
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        parts = [part for part in self._parts.values() if part.isVisibleTo(self)]
        for part in parts:
            token = "accent-soft" if part.isChecked() else "hover" if part.underMouse() and part.isEnabled() else ""
            if token:
                inner = QPainterPath()
                inner.addRect(QRectF(part.geometry()))
                painter.fillPath(outline.intersected(inner), theme.color(token))
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, on=False)
        for part in parts[1:]:
            edge = part.geometry().left() if self.layoutDirection() == Qt.LayoutDirection.LeftToRight else 0
            edge = edge or part.geometry().right() + 1
            painter.fillRect(QRectF(edge, 0, 1, self.height()), theme.color("line"))
        paint.box(painter, frame, theme.px(_RADIUS), border=theme.color("line2"))
        painter.end()

    def _on_toggled(self, on: bool) -> None:
        self.update()
        if on:
            self.chosen.emit(self.current())


class SegmentPart(QRadioButton):
    """One of the joined buttons."""

    hovered = Signal()

    def __init__(self, theme: ThemeSource, choice: Choice) -> None:
        super().__init__()
        self.setObjectName(f"choice-{choice.key}")
        self.setMouseTracking(True)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self._theme = theme
        self._choice = choice
        self._words = ""
        self.set_words(choice.words)
        theme.changed.connect(self.updateGeometry)

    def set_words(self, words: str) -> None:
        """Change the words."""
        self._words = words
        self.setAccessibleName(words)
        self.setToolTip(words if self._choice.icon_only else "")
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """Return the size that holds icon and words."""
        theme = self._theme.theme
        if self._choice.icon_only:
            return QSize(theme.px(20) + 2 * theme.px(_SIDE_ICON), theme.px(_HEIGHT))
        width = QFontMetricsF(theme.font("name")).horizontalAdvance(self._words) + 2 * theme.px(_SIDE) + 1
        if self._choice.icon:
            width += theme.px(16) + _GAP
        return QSize(round(width + 0.5), theme.px(_HEIGHT))

    def minimumSizeHint(self) -> QSize:
        """Return the size that holds everything."""
        return self.sizeHint()

    def hitButton(self, _pos: object) -> bool:
        """Say that a click anywhere counts."""
        return True

    def enterEvent(self, event: object) -> None:
        """Let the common box show the hover."""
        super().enterEvent(event)  # type: ignore[arg-type]
        self.hovered.emit()

    def leaveEvent(self, event: object) -> None:
        """Let the common box show the hover gone."""
        super().leaveEvent(event)  # type: ignore[arg-type]
        self.hovered.emit()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw icon and words; the box behind is the segment's."""
        theme = self._theme.theme
        painter = QPainter(self)
        ink = theme.color("text3" if not self.isEnabled() else "accent-text" if self.isChecked() else "text2")
        frame = QRectF(self.rect())
        if self._choice.icon_only:
            side = theme.px(20)
            paint_icon(painter, QRectF((self.width() - side) / 2, 0, side, self.height()), self._choice.icon, ink)
            painter.end()
            return
        if self._choice.icon:
            side, used = theme.px(16), theme.px(16) + _GAP
            place = QRectF(theme.px(_SIDE), 0, side, self.height())
            frame.adjust(used, 0, 0, 0)
            if self.layoutDirection() == Qt.LayoutDirection.RightToLeft:
                place.moveRight(self.width() - theme.px(_SIDE))
                frame.adjust(-used, 0, -used, 0)
            paint_icon(painter, place, self._choice.icon, ink)
        painter.setFont(theme.font("name"))
        painter.setPen(ink)
        paint.line_of_text(painter, frame, self._words, Qt.AlignmentFlag.AlignHCenter)
        painter.end()
