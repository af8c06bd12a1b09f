"""The program's own log: what went wrong and where, with ids, never with names, comments or marks."""

from __future__ import annotations

import logging
from logging.handlers import RotatingFileHandler
from pathlib import Path

_SIZE, _FILES = 500_000, 3


def start_logging(folder: Path) -> None:
    """Write what our own modules log to ``folder``; libraries are left out, for they may quote a person's words."""
    folder.mkdir(parents=True, exist_ok=True)
    handler = RotatingFileHandler(
        folder / "certdesk.log", maxBytes=_SIZE, backupCount=_FILES, encoding="utf-8", delay=True
    )
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(name)s %(message)s"))
    ours = logging.getLogger("certdesk")
    ours.setLevel(logging.INFO)
    ours.addHandler(handler)
