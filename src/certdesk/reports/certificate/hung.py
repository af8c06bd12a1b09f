"""Large words whose first letters, not the white beside them, stand at the edge of the column."""

from __future__ import annotations

from dataclasses import dataclass, replace

from certdesk.reports.tagged.blocks import Block, Paragraph
from certdesk.reports.tagged.pen import Pen
from certdesk.reports.text.lines import Align, Line

_MOST = 0.12  # em; more white than this belongs to the letter
_USUAL = 1.0  # points; small words in the same column keep about as much


@dataclass(frozen=True, slots=True)
class Hung(Block):
    """A paragraph of large type, each line moved by the white at the outer side of its first letter."""

    inner: Paragraph

    @property
    def height(self) -> float:
        """The height of all lines."""
        return self.inner.height

    def draw(self, pen: Pen, x: float, y: float) -> None:
        """Draw line after line."""
        right = self.inner.align is Align.RIGHT
        for number, line in enumerate(self.inner.lines):
            white = _white(line, right=right)
            one = replace(self.inner, lines=(line,))
            one.draw(pen, x + (white if right else -white), y + number * self.inner.leading)


def _white(line: Line, *, right: bool) -> float:
    """Return the white beside the letter that stands outermost, in points."""
    first = next((run for run in line if not run.blank), None)
    if first is None or not first.shaped.glyphs or bool(first.level % 2) is not right:
        return 0.0
    glyph = first.shaped.glyphs[-1 if right else 0]
    white = min(_MOST, first.face.bearing(glyph.id, right=right)) * first.size
    return max(0.0, white - _USUAL)
