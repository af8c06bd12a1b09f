"""What charts have in common: fills of levels, hatching for what is hidden, text that wraps before it is cut."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QLineF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QPen, QTextLayout, QTextOption

from certdesk.core.insights.figures import LevelCount
from certdesk.ui.theme.theme import Theme
from certdesk.ui.theme.tokens import contrast

_HATCH = 6.0
_WRAP = QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere


@dataclass(frozen=True, slots=True)
class Fill:
    """The colour of a level in a bar, and of words on it."""

    ground: QColor
    ink: QColor


def level_fills(theme: Theme, levels: Sequence[LevelCount]) -> tuple[Fill, ...]:
    """Return a fill for each level: brown to amber below the standard, teal to deep teal from it up."""
    below = [one.value for one in levels if one.below]
    above = [one.value for one in levels if not one.below]
    made = []
    for one in levels:
        names, members = (("l1", "l2"), below) if one.below else (("l3", "l4"), above)
        at, last = members.index(one.value), len(members) - 1
        # The only level of a side stands next to the standard.
        far = at / last if last else float(one.below)
        ground = mixed(theme.color(names[0]), theme.color(names[1]), far)
        made.append(Fill(ground, _ink_on(theme, ground, names)))
    return tuple(made)


def mixed(first: QColor, second: QColor, far: float) -> QColor:
    """Return a colour between two, 0 for the first and 1 for the second."""
    pairs = ((first.red(), second.red()), (first.green(), second.green()), (first.blue(), second.blue()))
    red, green, blue = (round(one + (other - one) * far) for one, other in pairs)
    return QColor(red, green, blue)


def hatch(painter: QPainter, theme: Theme, frame: QRectF) -> None:
    """Fill a frame with the slanted lines that mean: there is a number, and it is not told."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, on=False)
    painter.fillRect(frame, theme.color("sunken"))
    painter.setClipRect(frame, Qt.ClipOperation.IntersectClip)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(theme.color("line2" if theme.name != "high_contrast" else "text3"), 1))
    first = frame.left() - frame.height()
    # The pattern stands still on the page, so that neighbours go on in each other.
    first -= (first + frame.top()) % _HATCH
    count = int((frame.width() + 2 * frame.height()) / _HATCH) + 2
    painter.drawLines([
        QLineF(first + at * _HATCH, frame.bottom(), first + at * _HATCH + frame.height(), frame.top())
        for at in range(count)
    ])  # fmt: skip
    painter.restore()


def wrapped_height(font: QFont, text: str, width: float) -> float:
    """Return the height in px that a text needs where it may wrap, as `draw_wrapped` wraps it."""
    layout = QTextLayout(text, font)
    option = QTextOption()
    option.setWrapMode(_WRAP)
    layout.setTextOption(option)
    height = 0.0
    layout.beginLayout()
    while (line := layout.createLine()).isValid():
        line.setLineWidth(max(1.0, width))
        height += line.height()
    layout.endLayout()
    return height


def draw_wrapped(painter: QPainter, frame: QRectF, text: str, *, centred: bool = False) -> None:
    """Draw a text that may wrap, in the middle of the height; it begins where lines begin, or stands in the middle."""
    align = Qt.AlignmentFlag.AlignHCenter
    if not centred:  # a name in another direction still stands where the others stand
        rtl = painter.layoutDirection() == Qt.LayoutDirection.RightToLeft
        align = (Qt.AlignmentFlag.AlignRight if rtl else Qt.AlignmentFlag.AlignLeft) | Qt.AlignmentFlag.AlignAbsolute
    option = QTextOption(align | Qt.AlignmentFlag.AlignVCenter)
    option.setWrapMode(_WRAP)
    option.setTextDirection(Qt.LayoutDirection.LayoutDirectionAuto)
    painter.drawText(frame, text, option)


def mirrored(inside: QRectF, part: QRectF, direction: Qt.LayoutDirection) -> QRectF:
    """Return a part of a frame, on the other side where the language runs from right to left."""
    if direction != Qt.LayoutDirection.RightToLeft:
        return part
    return QRectF(inside.left() + inside.right() - part.right(), part.top(), part.width(), part.height())


def _ink_on(theme: Theme, ground: QColor, names: tuple[str, str]) -> QColor:
    inks = [theme.color(name.replace("l", "on")) for name in names]
    return max(inks, key=lambda ink: contrast(ink.name(), ground.name()))
