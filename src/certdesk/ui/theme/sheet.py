"""The style sheet, filled from the tokens: Qt's style sheets have no variables of their own."""

from __future__ import annotations

from pathlib import Path
from string import Template

from certdesk import shipped
from certdesk.ui.theme.theme import Theme

_LONGEST = 96


def sheet_of(theme: Theme, path: Path | None = None) -> str:
    """Return the style sheet of a theme. Raises KeyError when the sheet asks for a value that does not exist.

    ``$accent_soft`` is the colour ``accent-soft``, ``$px12`` is 12 px times the text scale, ``$font_small`` sets
    size and weight of a role.
    """
    path = path or shipped.resources() / "themes" / "certdesk.qss"
    return Template(path.read_text(encoding="utf-8")).substitute(_values(theme))


def _values(theme: Theme) -> dict[str, str]:
    colours = {token.replace("-", "_"): value for token, value in theme.tokens.colours[theme.name].items()}
    lengths = {f"px{length}": f"{theme.px(length)}px" for length in range(1, _LONGEST + 1)}
    fonts = {
        f"font_{name}": f"font-size: {theme.px(role.size)}px; font-weight: {role.weight};"
        for name, role in theme.tokens.roles.items()
    }
    return colours | lengths | fonts
