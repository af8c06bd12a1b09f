"""A colour to choose: a few that print well, and a line for any other."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from certdesk.core.certificate_colours import is_colour
from certdesk.core.words import _
from certdesk.ui.theme import paint
from certdesk.ui.theme.source import ThemeSource
from certdesk.ui.widgets.text_box import LineField

_SIDE = 24


class ColourField(QWidget):
    """A line for ``#RRGGBB`` with swatches below it; empty means the design's own. ``changed(str)``."""

    changed = Signal(str)

    def __init__(self, theme: ThemeSource, words: str, name: str, offered: tuple[tuple[str, str], ...]) -> None:
        super().__init__()
        self.field = LineField(theme, words, hint=_("the design’s own"))
        self.field.line.setObjectName(name)
        self.field.edited.connect(self._on_typed)
        self._swatches = [Swatch(theme, code, colour, name) for code, colour in offered]
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addWidget(self.field)
        row = QHBoxLayout()
        row.setSpacing(4)
        for swatch in self._swatches:
            row.addWidget(swatch)
            swatch.clicked.connect(lambda _on=False, code=swatch.code: self._choose(code))
        row.addStretch(1)
        column.addLayout(row)

    def show_colour(self, code: str) -> None:
        """Show a colour, or an empty line for the design's own; tells nobody."""
        if self.field.text() != code:
            self.field.show_text(code)
        self.field.show_wrong("")
        self._mark(code)

    def _choose(self, code: str) -> None:
        self.show_colour(code)
        self.changed.emit(code)

    def _on_typed(self, text: str) -> None:
        code = text.strip()
        if code and not code.startswith("#"):
            code = f"#{code}"
        if code and not is_colour(code):
            self.field.show_wrong(_("Write # and six digits, such as #0B4F4B."))
            return
        self.field.show_wrong("")
        self._mark(code.upper())
        self.changed.emit(code.upper())

    def _mark(self, code: str) -> None:
        for swatch in self._swatches:
            swatch.show_chosen(chosen=swatch.code == code)


class Swatch(QPushButton):
    """One colour that can be taken; the first of a row stands for the design's own."""

    def __init__(self, theme: ThemeSource, code: str, words: str, name: str) -> None:
        super().__init__()
        self.code = code
        self._theme = theme
        self._chosen = False
        self.setObjectName(f"{name}-{code.lstrip('#') or 'own'}")
        self.setAccessibleName(f"{words} {code}".strip())
        self.setToolTip(f"{words} {code}".strip())
        self.setProperty("ringRadius", 4)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        theme.changed.connect(self.updateGeometry)

    def show_chosen(self, *, chosen: bool) -> None:
        """Mark it as the one that is used."""
        self._chosen = chosen
        self.update()

    def sizeHint(self) -> QSize:
        """Return a square."""
        side = self._theme.theme.px(_SIDE)
        return QSize(side, side)

    def minimumSizeHint(self) -> QSize:
        """Return the same square."""
        return self.sizeHint()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the colour; a slanted line for none of one's own, a second border around what is chosen."""
        theme = self._theme.theme
        painter = QPainter(self)
        frame = QRectF(self.rect())
        fill = QColor(self.code) if self.code else theme.color("surface")
        if self._chosen:
            paint.box(painter, frame, 4, border=theme.color("accent"))
            paint.box(painter, frame.adjusted(1, 1, -1, -1), 4, border=theme.color("accent"))
        inner = frame.adjusted(4, 4, -4, -4)
        paint.box(painter, inner, 3, fill=fill, border=theme.color("ctl"))
        if not self.code:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(theme.color("ctl"))
            within = inner.adjusted(2, 2, -2, -2)
            painter.drawLine(within.bottomLeft(), within.topRight())
        painter.end()
