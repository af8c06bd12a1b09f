"""The weights as one bar: a part for each criterion, those of the section in front stronger."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QHelpEvent, QMouseEvent, QPainter, QPainterPath, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from certdesk.core.judging import plain_number
from certdesk.core.rubric import Rubric
from certdesk.core.words import _
from certdesk.ui.theme.source import ThemeSource
from certdesk.ui.widgets.tips import plain_tip

_HEIGHT, _LEAST, _USUAL, _GAP = 10, 96, 220, 2


class WeightsBar(QWidget):
    """Shows the weights in order. ``chosen(criterion)`` when one is clicked."""

    chosen = Signal(str)

    def __init__(self, theme: ThemeSource) -> None:
        super().__init__()
        self.setObjectName("weightsBar")
        self._theme = theme
        self._parts: tuple[tuple[str, str, float, bool], ...] = ()
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        theme.changed.connect(self.update)

    def show_rubric(self, rubric: Rubric, section: str) -> None:
        """Show the weights, with one section emphasised, or all alike."""
        self._parts = tuple(
            (
                each.id,
                f"{each.id} {each.title}: {plain_number(each.weight)}",
                max(float(each.weight), 0.0),
                section in ("", each.section),
            )
            for each in rubric.criteria
        )
        said = "; ".join(words for _id, words, _weight, _on in self._parts)
        self.setAccessibleName(_("Weights: {weights}").format(weights=said))
        self.update()

    def sizeHint(self) -> QSize:
        """Return the usual size."""
        return QSize(self._theme.px(_USUAL), self._theme.px(24))

    def minimumSizeHint(self) -> QSize:
        """Return the smallest size at which parts can be told apart."""
        return QSize(self._theme.px(_LEAST), self._theme.px(24))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the parts with gaps between them, the whole with round ends."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        height = self._theme.px(_HEIGHT)
        whole = QRectF(0, (self.height() - height) / 2, self.width(), height)
        outline = QPainterPath()
        outline.addRoundedRect(whole, 3, 3)
        painter.setClipPath(outline)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, on=False)
        strong = self._theme.color("accent")
        weak = self._theme.color("accent-line")
        weak = self._theme.color("pressed") if weak == strong else weak  # so it is in high contrast
        for (_id, _words, _weight, emphasised), frame in zip(self._parts, self._frames(), strict=True):
            shown = QRectF(frame.left(), whole.top(), max(1.0, frame.width() - _GAP), height)
            painter.fillRect(shown, strong if emphasised else weak)
        painter.end()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Go to the criterion that was clicked."""
        if found := self._at(event.position().x()):
            self.chosen.emit(found[0])

    def event(self, event: QEvent) -> bool:
        """Name the part below the pointer."""
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            found = self._at(event.pos().x())
            QToolTip.showText(event.globalPos(), plain_tip(found[1]) if found else "", self)
            return True
        return super().event(event)

    def _at(self, x: float) -> tuple[str, str] | None:
        for (name, words, _weight, _on), frame in zip(self._parts, self._frames(), strict=True):
            if frame.left() <= x < frame.right():
                return name, words
        return None

    def _frames(self) -> list[QRectF]:
        total = sum(weight for _id, _words, weight, _on in self._parts) or 1
        left, frames = 0.0, []
        for _id, _words, weight, _on in self._parts:
            width = self.width() * weight / total
            frames.append(QRectF(round(left), 0, round(left + width) - round(left), self.height()))
            left += width
        if self.layoutDirection() == Qt.LayoutDirection.RightToLeft:
            return [QRectF(self.width() - each.right(), 0, each.width(), each.height()) for each in frames]
        return frames
