"""Where a file that was dropped belongs: to a programme, to the register, to the packages, or to the portfolios."""

from __future__ import annotations

from pathlib import Path

from certdesk.exchange.looking import looks_like_package

PROGRAMME_FILES = frozenset(
    (".certdesk-request", ".certdesk-approval", ".certdesk-trust", ".certdesk-programme", ".certdesk-card")
)
REGISTER = ".certdesk-register"
LISTS = frozenset((".csv", ".tsv", ".xlsx", ".xls", ".ods"))
"""What a list of candidates may be."""


def belongs_to_exchange(path: Path) -> bool:
    """Whether a dropped file is nothing that Today takes in by itself."""
    suffix = path.suffix.lower()
    known = suffix in PROGRAMME_FILES or suffix in LISTS or suffix == REGISTER
    return known or (path.exists() and looks_like_package(path))
