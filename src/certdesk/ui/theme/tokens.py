"""The design's values as they stand in ``resources/themes/tokens.json``, without Qt."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from certdesk import shipped
from certdesk.core.errors import CertDeskError
from certdesk.core.words import _


@dataclass(frozen=True, slots=True)
class Role:
    """One step of the type scale: size and line height in px at 100 %, weight 400 to 700, tracking in px."""

    size: int
    line: int
    weight: int
    tracking: float


@dataclass(frozen=True, slots=True)
class Tokens:
    """All colours by theme and token (``#RRGGBB`` or ``#AARRGGBB``), and the type scale by role."""

    colours: Mapping[str, Mapping[str, str]]
    roles: Mapping[str, Role]


def read_tokens(path: Path | None = None) -> Tokens:
    """Read the tokens that ship with the program. Raises CertDeskError when the file is missing or damaged."""
    path = path or shipped.resources() / "themes" / "tokens.json"
    try:
        plain = json.loads(path.read_text(encoding="utf-8"))
        roles = {name: Role(**role) for name, role in plain["roles"].items()}
        return Tokens(plain["colours"], roles)
    except (OSError, ValueError, KeyError, TypeError) as why:
        raise CertDeskError(
            _("The colours of the program cannot be read from {file}.").format(file=path.name),
            _("A file that came with CertDesk is missing or damaged. Install CertDesk again; your work is kept."),
        ) from why


def contrast(first: str, second: str) -> float:
    """Return the WCAG 2 contrast ratio of two ``#RRGGBB`` colours, 1 to 21 (definition of "contrast ratio")."""
    lighter, darker = sorted((_luminance(first), _luminance(second)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(colour: str) -> float:
    red, green, blue = (int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5))
    return 0.2126 * _linear(red) + 0.7152 * _linear(green) + 0.0722 * _linear(blue)


def _linear(part: float) -> float:
    return part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4
