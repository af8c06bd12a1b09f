"""The zips that are open at the moment, also those inside others: few at a time, for a cohort has hundreds."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from certdesk.core.errors import StorageError, UntrustedFileError
from certdesk.core.fields import shown
from certdesk.core.words import _
from certdesk.intake.found import InZip
from certdesk.intake.inner_zips import inner_stream
from certdesk.intake.limits import Limits
from certdesk.intake.zips import DAMAGE, opened_stream, opened_zip, unreadable

_MOST = 4

_Key = tuple[Path, tuple[tuple[int, int], ...]]


@dataclass(slots=True)
class _Open:
    """One open zip, what closes it, and how many of its entries are being read."""

    archive: zipfile.ZipFile
    stack: ExitStack = field(default_factory=ExitStack)
    readers: int = 0


class OpenZips:
    """Opens zips once and closes the one that was used longest ago when there are too many."""

    def __init__(self, limits: Limits) -> None:
        self._limits = limits
        self._open: dict[_Key, _Open] = {}

    @contextmanager
    def entry(self, source: InZip) -> Iterator[tuple[zipfile.ZipFile, zipfile.ZipInfo]]:
        """Give the zip in which an entry lies, and the entry. Raises StorageError when it is another by now."""
        with self._lent(source.zip_path, source.above) as archive:
            yield archive, _info(archive, source.index, source.checksum, source.zip_path)

    @contextmanager
    def archive(self, path: Path, above: tuple[tuple[int, int], ...] = ()) -> Iterator[zipfile.ZipFile]:
        """Give an open zip. Raises UntrustedFileError or StorageError when it can't be opened."""
        with self._lent(path, above) as archive:
            yield archive

    def close(self) -> None:
        """Close all of them."""
        while self._open:
            _key, last = self._open.popitem()
            last.stack.close()

    @contextmanager
    def _lent(self, path: Path, above: tuple[tuple[int, int], ...]) -> Iterator[zipfile.ZipFile]:
        key = (path, above)
        one = self._open.pop(key, None)
        if one is None:
            self._make_room()
            one = self._opened(path, above)
        self._open[key] = one  # the last is the one used last
        one.readers += 1
        try:
            yield one.archive
        finally:
            one.readers -= 1

    def _make_room(self) -> None:
        unused = [key for key, one in self._open.items() if not one.readers]
        for key in unused[: max(0, len(self._open) - _MOST + 1)]:
            self._open.pop(key).stack.close()

    def _opened(self, path: Path, above: tuple[tuple[int, int], ...]) -> _Open:
        with ExitStack() as stack:
            if not above:
                archive = stack.enter_context(opened_zip(path, self._limits))
            else:
                outer = stack.enter_context(self._lent(path, above[:-1]))
                info = _info(outer, *above[-1], path)
                name = Path(info.filename.rpartition("/")[2] or path.name)
                try:
                    stream = stack.enter_context(inner_stream(outer, info))
                    archive = stack.enter_context(opened_stream(stream, name, self._limits))
                except DAMAGE as error:
                    problem = _("“{file}” is damaged inside the zip.").format(file=shown(name.name))
                    raise UntrustedFileError(problem, _("Ask its sender to pack it again.")) from error
                except OSError as error:
                    raise unreadable(path, error) from error
            return _Open(archive, stack.pop_all())


def _info(archive: zipfile.ZipFile, index: int, checksum: int, path: Path) -> zipfile.ZipInfo:
    infos = archive.infolist()
    if index >= len(infos) or checksum != infos[index].CRC:
        problem = _("“{file}” has changed since it was looked at.").format(file=shown(path.name))
        raise StorageError(problem, _("Choose it again."))
    return infos[index]
