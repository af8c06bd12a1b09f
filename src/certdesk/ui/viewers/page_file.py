"""Which file the pages of an item are drawn from, and where faithful pages of office documents come from."""

from __future__ import annotations

from concurrent.futures import Future
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol


class Faithful(Protocol):
    """What a viewer needs of the program that lays out office documents as they were meant."""

    @property
    def engine(self) -> str:
        """Its name and version, such as "LibreOffice 7.4"."""

    def takes(self, format: str) -> bool:  # noqa: A002 - the word of `Description`
        """Say whether it can lay out files of this format."""

    def existing(self, digest: str) -> Path | None:
        """Return the pages (a PDF) that were made before, or None."""

    def submit(self, path: Path, name: str, digest: str) -> Future[Path]:
        """Make the pages, some time later."""


@dataclass(frozen=True, slots=True)
class PageFile:
    """A file with pages, what opens it, and the program that laid them out ("" where the file itself has pages)."""

    path: Path
    password: str = ""
    engine: str = ""
    faithful: bool = False
    """The pages look as the author's own program would print them."""
