"""Whether somebody signs for a programme, as far as a file's name tells it: reading certificates takes long to load."""

from __future__ import annotations

from pathlib import Path

MEMBERSHIP = "programme.json"


def has_membership(folder: Path) -> bool:
    """Whether the identity in ``folder`` has a membership, which may be damaged."""
    return (folder / MEMBERSHIP).exists()
