"""The QPalette of a theme: what standard dialogs and views use where no style sheet reaches."""

from __future__ import annotations

from PySide6.QtGui import QPalette

from certdesk.ui.theme.theme import Theme

_R = QPalette.ColorRole
_EVERYWHERE = (
    (_R.Window, "bg"),
    (_R.WindowText, "text"),
    (_R.Base, "surface"),
    (_R.AlternateBase, "surface"),
    (_R.Text, "text"),
    (_R.PlaceholderText, "text3"),
    (_R.Button, "surface"),
    (_R.ButtonText, "text"),
    (_R.BrightText, "bad"),
    (_R.Highlight, "accent-soft"),
    (_R.HighlightedText, "text"),
    (_R.Accent, "accent"),
    (_R.Link, "accent-text"),
    (_R.LinkVisited, "accent-text"),
    (_R.ToolTipBase, "raised"),
    (_R.ToolTipText, "text"),
    (_R.Light, "surface"),
    (_R.Midlight, "line"),
    (_R.Mid, "line2"),
    (_R.Dark, "ctl"),
    (_R.Shadow, "line2"),
)
_DISABLED = (
    (_R.WindowText, "text3"),
    (_R.Text, "text3"),
    (_R.ButtonText, "text3"),
    (_R.Base, "sunken"),
    (_R.Button, "sunken"),
    (_R.Highlight, "sunken"),
    (_R.HighlightedText, "text3"),
    (_R.Link, "text3"),
)


def palette_of(theme: Theme) -> QPalette:
    """Return the palette of a theme, with its group for disabled widgets."""
    palette = QPalette()
    for role, token in _EVERYWHERE:
        palette.setColor(role, theme.color(token))
    for role, token in _DISABLED:
        palette.setColor(QPalette.ColorGroup.Disabled, role, theme.color(token))
    return palette
