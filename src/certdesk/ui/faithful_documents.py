"""Office documents as their authors meant them: LibreOffice, where it is installed, looked for when first needed."""

from __future__ import annotations

from concurrent.futures import Future
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from certdesk.evidence.libreoffice import FaithfulPages


class FaithfulDocuments:
    """What the viewers ask for faithful pages. ``folder`` is where they are kept between starts."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    @cached_property
    def _pages(self) -> FaithfulPages | None:
        # Not at the start of the program, which has no office document open yet.
        from certdesk.evidence import libreoffice

        office = libreoffice.find()
        return libreoffice.FaithfulPages(office, self._folder) if office is not None else None

    @property
    def engine(self) -> str:
        """The program's name and version, or an empty text where there is none."""
        return self._pages.office.engine if self._pages is not None else ""

    def takes(self, format: str) -> bool:  # noqa: A002 - the word of `Description`
        """Say whether files of this format can be laid out here."""
        from certdesk.evidence import libreoffice

        return libreoffice.takes(format) and self._pages is not None

    def existing(self, digest: str) -> Path | None:
        """Return the pages that were made before, or None."""
        return self._pages.existing(digest) if self._pages is not None else None

    def submit(self, path: Path, name: str, digest: str) -> Future[Path]:
        """Have the pages made. Ask `takes` first: without LibreOffice the future is cancelled."""
        if self._pages is not None:
            return self._pages.submit(path, name, digest)
        future: Future[Path] = Future()
        future.cancel()
        return future

    def close(self) -> None:
        """Stop what runs; nothing is looked for only to be closed."""
        pages: FaithfulPages | None = self.__dict__.get("_pages")
        if pages is not None:
            pages.close()
