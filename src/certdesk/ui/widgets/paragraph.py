"""Text that wraps at the design's line height, with an optional bold beginning: descriptors, details, explanations."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QPointF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QPaintEvent, QTextCharFormat, QTextLayout, QTextOption
from PySide6.QtWidgets import QLabel, QSizePolicy

from certdesk.ui.theme.source import ThemeSource

_COMFORTABLE = 320
_REMEMBERED = 12


@dataclass(frozen=True, slots=True)
class Wrapped:
    """Text laid out for one width, ready to draw; ``height`` and ``width`` in px."""

    layout: QTextLayout
    height: int
    width: int

    def draw(self, painter: QPainter, at: QPointF) -> None:
        """Draw with the painter's pen; a bold beginning has its own colour."""
        self.layout.draw(painter, at)


@dataclass(frozen=True, slots=True)
class RunIn:
    """The beginning of a text that stands out: how many characters, which weight, which colour."""

    length: int
    weight: int
    color: QColor


def wrap(
    text: str, font: QFont, width: float, line_height: int, *, run_in: RunIn | None = None, centred: bool = False
) -> Wrapped:
    """Lay text out in ``width`` px with ``line_height`` px to a line; taller scripts get the height they need."""
    layout = QTextLayout(text.replace("\n", "\u2028"), font)
    option = QTextOption(Qt.AlignmentFlag.AlignHCenter if centred else Qt.AlignmentFlag.AlignLeading)
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    option.setTextDirection(reading_direction(text))
    layout.setTextOption(option)
    if run_in is not None:
        layout.setFormats([_format(run_in)])
    top, widest = 0.0, 0.0
    layout.beginLayout()
    while (line := layout.createLine()).isValid():
        line.setLineWidth(max(1.0, width))
        height = max(float(line_height), line.height())
        line.setPosition(QPointF(0, top + (height - line.height()) / 2))
        top += height
        widest = max(widest, line.naturalTextWidth())
    layout.endLayout()
    return Wrapped(layout, round(max(top, line_height)), round(widest + 0.5))


def reading_direction(text: str) -> Qt.LayoutDirection:
    """Return how a text runs by its first letter that says so; unknown leaves it to Qt."""
    return Qt.LayoutDirection.RightToLeft if text.isascii() is False and _reads_right(text) else Qt.LayoutDirection(0)


def _reads_right(text: str) -> bool:
    """Whether the first letter with a direction is Hebrew, Arabic or their kin."""
    for character in text:
        if character.isalpha():
            return "\u0590" <= character <= "\u08ff" or "\ufb1d" <= character <= "\ufefc"
    return False


def _format(run_in: RunIn) -> QTextLayout.FormatRange:
    bold = QTextCharFormat()
    bold.setFontWeight(run_in.weight)
    bold.setForeground(run_in.color)
    found = QTextLayout.FormatRange()
    found.start = 0
    found.length = run_in.length
    found.format = bold
    return found


class Paragraph(QLabel):
    """A wrapping text of one role and colour; as tall as its width asks for."""

    def __init__(
        self, theme: ThemeSource, text: str = "", *, role: str = "body", tone: str = "text", centred: bool = False
    ) -> None:
        super().__init__(text)
        self._theme = theme
        self._role = role
        self._tone = tone
        self._centred = centred
        self._trailing = False
        self._bold = 0
        self._laid_out: dict[tuple[str, int], Wrapped] = {}
        self.setTextFormat(Qt.TextFormat.PlainText)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        theme.changed.connect(self._dress)

    def show_text(self, text: str, *, bold: int = 0, tone: str | None = None) -> None:
        """Show text whose first ``bold`` characters stand out; ``tone`` changes the colour when given."""
        self._bold = bold
        self._tone = tone or self._tone
        self.setText(text)
        self._dress()

    def stand_at_end(self) -> None:
        """Stand as a block at the end of the line, beside what follows."""
        self._trailing = True
        self.update()

    def hasHeightForWidth(self) -> bool:
        """Say that the height follows the width."""
        return True

    def heightForWidth(self, width: int) -> int:
        """Return the height in px that the text needs at ``width`` px."""
        return self._wrapped(width).height

    def sizeHint(self) -> QSize:
        """Return a comfortable size: one line when it is short."""
        width = min(self._wrapped(4096).width, self._theme.px(_COMFORTABLE))
        return QSize(width, self.heightForWidth(width))

    def minimumSizeHint(self) -> QSize:
        """Return the smallest size at which the text can still be read."""
        return QSize(self._theme.px(48), self._theme.theme.line_height(self._role))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the lines."""
        painter = QPainter(self)
        painter.setPen(self._theme.color(self._tone if self.isEnabled() else "text3"))
        wrapped = self._wrapped(self.width())
        at_end = self._trailing and self.layoutDirection() == Qt.LayoutDirection.LeftToRight
        wrapped.draw(painter, QPointF(self.width() - wrapped.width if at_end else 0, 0))
        painter.end()

    def _wrapped(self, width: int) -> Wrapped:
        """Lay the text out for a width; layouts ask for the same few widths many times."""
        key = (self.text(), width)
        if key not in self._laid_out:
            if len(self._laid_out) > _REMEMBERED:
                self._laid_out.clear()
            theme = self._theme.theme
            run_in = RunIn(self._bold, 600, theme.color("text")) if self._bold else None
            font, line = theme.font(self._role), theme.line_height(self._role)
            self._laid_out[key] = wrap(self.text(), font, width, line, run_in=run_in, centred=self._centred)
        return self._laid_out[key]

    def _dress(self) -> None:
        self._laid_out.clear()
        self.updateGeometry()
        self.update()
