"""Words and controls in one running text: it wraps as a paragraph does, and runs the way its language does."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QFont, QFontMetricsF, QTextCharFormat, QTextLayout, QTextOption

from certdesk.core.tokens import Part, Words
from certdesk.ui.screens.rubrics.rules_token import TokenButton
from certdesk.ui.widgets.paragraph import Wrapped

_PLACEHOLDER = "\u00a0"
"""A space that never breaks: it is made as wide as its control, so that punctuation stays with it."""


@dataclass(frozen=True, slots=True)
class Flow:
    """A sentence laid out for one width: the text to draw, where each token stands, and the height in px."""

    layout: QTextLayout
    tokens: tuple[QRect, ...]
    height: int


@dataclass(frozen=True, slots=True)
class Measure:
    """What a sentence is laid out with: font, px from line to line, and which way the window runs."""

    font: QFont
    line: int
    direction: Qt.LayoutDirection


def lay_out(parts: tuple[Part, ...], tokens: list[TokenButton], width: float, measure: Measure) -> Flow:
    """Lay a sentence out in ``width`` px; ``tokens`` are the controls of its tokens in their order."""
    sizes = [token.wanted(width) for token in tokens]
    text, places = _text(parts)
    layout = QTextLayout(text, measure.font)
    mirrored = measure.direction == Qt.LayoutDirection.RightToLeft
    side = Qt.AlignmentFlag.AlignRight if mirrored else Qt.AlignmentFlag.AlignLeft
    option = QTextOption(side | Qt.AlignmentFlag.AlignAbsolute)
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    option.setTextDirection(_direction(text, measure.direction))
    layout.setTextOption(option)
    space = QFontMetricsF(measure.font).horizontalAdvance(_PLACEHOLDER)
    layout.setFormats(
        [_room(place, size.width() - space) for place, size in zip(places, sizes, strict=True)],
    )
    found: dict[int, QRect] = {}
    top = 0.0
    layout.beginLayout()
    while (line := layout.createLine()).isValid():
        line.setLineWidth(max(1.0, width))
        mine = [n for n, place in enumerate(places) if 0 <= place - line.textStart() < line.textLength()]
        height = max([float(measure.line), line.height(), *(sizes[n].height() + 4 for n in mine)])
        line.setPosition(QPointF(0, top + (height - line.height()) / 2))
        for n in mine:
            left = min(_edge(line, places[n]), _edge(line, places[n] + 1))
            box = QRectF(left, top + (height - sizes[n].height()) / 2, sizes[n].width(), sizes[n].height())
            found[n] = box.toRect()
        top += height
    layout.endLayout()
    return Flow(layout, tuple(found.get(n, QRect()) for n in range(len(tokens))), round(top + 0.5))


def start_of(wrapped: Wrapped, left: float, room: float, *, mirrored: bool) -> float:
    """Return where to draw wrapped text in ``room`` px from ``left``, so that it begins where the window's lines do."""
    if not mirrored:
        return left
    lines = [wrapped.layout.lineAt(n).naturalTextRect() for n in range(wrapped.layout.lineCount())]
    return left + room - max((line.right() for line in lines), default=0.0)


def _direction(text: str, otherwise: Qt.LayoutDirection) -> Qt.LayoutDirection:
    """Return the way that the first letter with a direction runs: a sentence that isn't translated stays readable."""
    for character in text:
        kind = unicodedata.bidirectional(character)
        if kind in ("R", "AL"):
            return Qt.LayoutDirection.RightToLeft
        if kind == "L":
            return Qt.LayoutDirection.LeftToRight
    return otherwise


def _text(parts: tuple[Part, ...]) -> tuple[str, list[int]]:
    text, places = "", []
    for part in parts:
        if isinstance(part, Words):
            text += part.text
        else:
            places.append(len(text))
            text += _PLACEHOLDER
    return text, places


def _room(place: int, extra: float) -> QTextLayout.FormatRange:
    wide = QTextCharFormat()
    wide.setFontLetterSpacingType(QFont.SpacingType.AbsoluteSpacing)
    wide.setFontLetterSpacing(extra)
    found = QTextLayout.FormatRange()
    found.start, found.length, found.format = place, 1, wide
    return found


def _edge(line: object, place: int) -> float:
    """Return where a place of a line stands; Qt hands back the place too."""
    found = line.cursorToX(place)  # type: ignore[attr-defined]
    return float(found[0] if isinstance(found, tuple) else found)
