"""The files of a folder or zip as one flat list, whatever they lie in."""

from __future__ import annotations

from dataclasses import dataclass

from certdesk.intake.found import FoundFile, Skipped


@dataclass(frozen=True, slots=True)
class Entry:
    """One file with the folders above it, outermost first, and its own name last."""

    parts: tuple[str, ...]
    file: FoundFile


@dataclass(frozen=True, slots=True)
class Listing:
    """Everything in one folder or zip. ``name`` is that of the folder, or of the zip without its ending."""

    name: str
    entries: tuple[Entry, ...]
    skipped: tuple[Skipped, ...]
