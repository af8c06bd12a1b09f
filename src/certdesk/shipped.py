"""Where the files lie that come with the program: fonts, icons, the sample cohort, the built-in rubrics."""

from __future__ import annotations

from pathlib import Path


def resources() -> Path:
    """Return the folder of fonts, icons, themes and the sample cohort."""
    return _root() / "resources"


def rubrics() -> Path:
    """Return the folder of the built-in rubrics, comment bank, evidence types and policy."""
    return _root() / "rubrics"


def _root() -> Path:
    installed = Path(__file__).parent / "_shipped"
    return installed if installed.is_dir() else Path(__file__).parents[2]
