"""Dressing the application, and telling every widget when the theme changes."""

from __future__ import annotations

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QColor, QFont, QIcon, QPixmapCache
from PySide6.QtWidgets import QApplication

from certdesk.ui import icons
from certdesk.ui.theme.focus_ring import FocusWatch
from certdesk.ui.theme.fonts import load_fonts
from certdesk.ui.theme.palette import palette_of
from certdesk.ui.theme.sheet import sheet_of
from certdesk.ui.theme.style import CertDeskStyle
from certdesk.ui.theme.theme import NAMES, Theme
from certdesk.ui.theme.tokens import Tokens, read_tokens

SYSTEM = "system"
SMALLEST, LARGEST = 0.9, 2.0
_CACHE_KB = 20 * 1024


def apply(
    app: QApplication, name: str = SYSTEM, text_scale: float = 1.0, *, reduced_motion: bool = False
) -> ThemeSource:
    """Load the fonts, set style, palette and style sheet, and return the source that widgets are built with.

    ``name`` is ``system``, ``light``, ``dark`` or ``high_contrast``. Call it once for an application; later changes
    go through `ThemeSource.choose`. Raises CertDeskError when a file of the design is missing or damaged.
    """
    load_fonts()
    QPixmapCache.setCacheLimit(_CACHE_KB)
    source = ThemeSource(app, read_tokens(), name, text_scale, reduced_motion=reduced_motion)
    source.dress()
    return source


class ThemeSource(QObject):
    """Holds the theme of the moment. ``changed`` comes after the application wears a new one."""

    changed = Signal()

    def __init__(
        self, app: QApplication, tokens: Tokens, name: str, text_scale: float, *, reduced_motion: bool = False
    ) -> None:
        super().__init__(app)
        self._app = app
        self._tokens = tokens
        self._wanted = name
        self._text_scale = text_scale
        self._reduced_motion = reduced_motion
        self._theme = self._make()
        self._style = CertDeskStyle(self.now)
        app.setStyle(self._style)
        self._watch = FocusWatch(app, self.now)
        app.styleHints().colorSchemeChanged.connect(self._follow_system)
        app.styleHints().accessibility().contrastPreferenceChanged.connect(self._follow_system)

    @property
    def theme(self) -> Theme:
        """The theme of the moment."""
        return self._theme

    @property
    def wanted(self) -> str:
        """What the person chose: a theme's name, or ``system``."""
        return self._wanted

    def now(self) -> Theme:
        """Return the theme of the moment, for those who ask each time they paint."""
        return self._theme

    def color(self, token: str) -> QColor:
        """Return the colour of a token in the theme of the moment."""
        return self._theme.color(token)

    def font(self, role: str = "body", weight: int | None = None) -> QFont:
        """Return the font of a role at the text size of the moment."""
        return self._theme.font(role, weight)

    def px(self, length: float) -> int:
        """Return a length that grows with the text."""
        return self._theme.px(length)

    def icon(self, name: str, tone: str = "text2", size: int = 20) -> QIcon:
        """Return an icon in the colour of a token. Ask again after ``changed``."""
        return icons.icon(self._theme, name, tone, size)

    def choose(
        self, name: str | None = None, text_scale: float | None = None, *, reduced_motion: bool | None = None
    ) -> None:
        """Change theme, text size or motion; what is None stays. Raises ValueError for an unknown name."""
        if name is not None:
            if name not in (*NAMES, SYSTEM):
                raise ValueError(name)
            self._wanted = name
        if text_scale is not None:
            self._text_scale = min(max(text_scale, SMALLEST), LARGEST)
        if reduced_motion is not None:
            self._reduced_motion = reduced_motion
        self._refresh()

    def dress(self) -> None:
        """Put palette, font and style sheet of the theme on the application."""
        self._app.setPalette(palette_of(self._theme))
        self._app.setFont(self._theme.font("body"))
        self._app.setStyleSheet(sheet_of(self._theme))
        self._watch.renew()

    def _refresh(self) -> None:
        made = self._make()
        if made == self._theme:
            return
        self._theme = made
        self.dress()
        self.changed.emit()

    def _follow_system(self) -> None:
        self._refresh()

    def _make(self) -> Theme:
        name = self._wanted if self._wanted != SYSTEM else self._system_name()
        return Theme(name, self._tokens, self._text_scale, self._reduced_motion)

    def _system_name(self) -> str:
        hints = self._app.styleHints()
        if hints.accessibility().contrastPreference() == Qt.ContrastPreference.HighContrast:
            return "high_contrast"
        return "dark" if hints.colorScheme() == Qt.ColorScheme.Dark else "light"
