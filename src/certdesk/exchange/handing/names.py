"""Names of files in a hand-over that every stick can keep: ASCII, short, and no two that differ only in case."""

from __future__ import annotations

import re
import unicodedata

_UNSAFE = re.compile(r"[^A-Za-z0-9_-]+")
_LONGEST = 60
_RESERVED = {"con", "prn", "aux", "nul", *(f"{name}{number}" for name in ("com", "lpt") for number in range(1, 10))}


def safe_stem(text: str, otherwise: str = "file") -> str:
    """Return a name without an ending made of what can be kept of a text; accents go, other scripts give way."""
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode()
    stem = _UNSAFE.sub("-", plain).strip("-_")[:_LONGEST].rstrip("-_") or otherwise
    return f"_{stem}" if stem.lower() in _RESERVED else stem


class FreeNames:
    """Gives every file of a folder a name of its own."""

    def __init__(self) -> None:
        self._taken: set[str] = set()

    def of(self, stem: str, suffix: str) -> str:
        """Return the name, with a number where another file has it."""
        number, name = 1, f"{stem}{suffix}"
        while name.lower() in self._taken:
            number += 1
            name = f"{stem}-{number}{suffix}"
        self._taken.add(name.lower())
        return name
