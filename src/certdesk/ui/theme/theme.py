"""One theme at one text size: what every painter asks for colours, fonts and lengths."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtGui import QColor, QFont

from certdesk.ui.theme.fonts import SERIF, make_font
from certdesk.ui.theme.tokens import Role, Tokens

NAMES = ("light", "dark", "high_contrast")


@dataclass(frozen=True, slots=True)
class Spacing:
    """The grid: distances in px between things. They stay as they are when the text grows."""

    hair: int = 4
    small: int = 8
    field: int = 12
    normal: int = 16
    wide: int = 24
    large: int = 32
    huge: int = 48


@dataclass(frozen=True, slots=True)
class Theme:
    """A named set of colours, the type scale, the person's text scale (0.9 to 2.0) and wish for less motion."""

    name: str
    tokens: Tokens
    text_scale: float = 1.0
    reduced_motion: bool = False
    spacing: Spacing = Spacing()

    @property
    def dark(self) -> bool:
        """Whether text is lighter than what it stands on."""
        return self.name != "light"

    def color(self, token: str) -> QColor:
        """Return the colour of a token, such as ``accent-soft``. Raises KeyError for an unknown token."""
        return QColor(self.tokens.colours[self.name][token])

    def role(self, role: str) -> Role:
        """Return size, line height, weight and tracking of a role at 100 %. Raises KeyError for an unknown role."""
        return self.tokens.roles[role]

    def font(self, role: str = "body", weight: int | None = None, *, tabular: bool = False) -> QFont:
        """Return the font of a role at the person's text size, in its own weight or the one given.

        ``tabular`` is for numbers that stand below each other: all digits have the same width.
        """
        step = self.tokens.roles[role]
        tracking = step.tracking * self.text_scale
        return make_font(self.px(step.size), weight or step.weight, tracking, tabular=tabular)

    def serif(self, size: int, weight: int = 400) -> QFont:
        """Return the reading face of reports and certificates at ``size`` px times the text scale."""
        return make_font(self.px(size), weight, families=SERIF)

    def line_height(self, role: str = "body") -> int:
        """Return the distance in px between the lines of a role."""
        return self.px(self.tokens.roles[role].line)

    def px(self, length: float) -> int:
        """Return a length that grows with the text: heights of controls, icons, columns that hold words."""
        return max(1, round(length * self.text_scale))

    def motion(self, milliseconds: int) -> int:
        """Return how long a movement lasts: as asked, or no time for people who want none."""
        return 0 if self.reduced_motion else milliseconds
