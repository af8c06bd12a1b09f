"""Making a dark or pale photo easier to see: brightness, contrast, light for dark. The file is never changed.

What is seen is ``gain`` x (what is there) + ``lift``, worked out by the painter over what it has drawn: no picture is
copied, so that a slider follows the hand.
"""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QRectF
from PySide6.QtGui import QColor, QPainter

MOST = 100
_DOUBLED_EVERY = 50
"""Fifty steps make a picture twice as bright, or its contrast twice as strong."""
_Mode = QPainter.CompositionMode


@dataclass(frozen=True, slots=True)
class Tone:
    """Brightness and contrast from -100 to 100, and whether light and dark change places."""

    brightness: int = 0
    contrast: int = 0
    inverted: bool = False

    @property
    def gain(self) -> float:
        """By how much every difference grows."""
        return float(2.0 ** ((self.brightness + self.contrast) / _DOUBLED_EVERY))

    @property
    def lift(self) -> float:
        """What is added to everything, as a share of white: contrast turns about the middle grey."""
        return float(0.5 * (1 - 2.0 ** (self.contrast / _DOUBLED_EVERY)))


AS_IT_IS = Tone()


def tone_from(place: dict[str, object]) -> Tone:
    """Return the tone that a place remembers; values that make no sense are left out."""
    return Tone(_step(place.get("brightness")), _step(place.get("contrast")), place.get("inverted") is True)


def place_of(tone: Tone) -> dict[str, object]:
    """Return a tone as plain values."""
    return {"brightness": tone.brightness, "contrast": tone.contrast, "inverted": tone.inverted}


def paint_tone(painter: QPainter, box: QRectF, tone: Tone) -> None:
    """Change what was painted in ``box`` of an opaque surface."""
    if tone == AS_IT_IS:
        return
    painter.save()
    if tone.inverted:
        _turn_over(painter, box)
    gain, lift = tone.gain, tone.lift
    if gain >= 1:
        # First what is added (divided by the gain), then the gain, so that nothing is cut off on the way.
        _add(painter, box, lift / gain)
        _multiply(painter, box, gain)
    else:
        _multiply(painter, box, gain)
        _add(painter, box, lift)
    painter.restore()


def _add(painter: QPainter, box: QRectF, share: float) -> None:
    if share > 0:
        _fill(painter, box, _Mode.CompositionMode_Plus, share)
    elif share < 0:
        _turn_over(painter, box)
        _fill(painter, box, _Mode.CompositionMode_Plus, -share)
        _turn_over(painter, box)


def _multiply(painter: QPainter, box: QRectF, gain: float) -> None:
    if gain > 1:
        _fill(painter, box, _Mode.CompositionMode_ColorDodge, 1 - 1 / gain)
    elif gain < 1:
        _fill(painter, box, _Mode.CompositionMode_Multiply, gain)


def _turn_over(painter: QPainter, box: QRectF) -> None:
    _fill(painter, box, _Mode.CompositionMode_Difference, 1.0)


def _fill(painter: QPainter, box: QRectF, mode: QPainter.CompositionMode, share: float) -> None:
    level = round(255 * min(max(share, 0.0), 1.0))
    painter.setCompositionMode(mode)
    painter.fillRect(box, QColor(level, level, level))


def _step(value: object) -> int:
    return min(max(value, -MOST), MOST) if isinstance(value, int) and not isinstance(value, bool) else 0
