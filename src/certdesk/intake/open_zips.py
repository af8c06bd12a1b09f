"""The zips that are open at the moment, also those inside others: few at a time, for a cohort has hundreds."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from certdesk.core.errors import StorageError
from certdesk.core.fields import shown
from certdesk.core.words import _
from certdesk.intake.found import InZip
from certdesk.intake.inner_zips import inner_stream
from certdesk.intake.limits import Limits
from certdesk.intake.zip_names import decoded_names
from certdesk.intake.zips import OpenZip, opened_stream, opened_zip, unreadable

_MOST = 4

_Key = tuple[Path, tuple[tuple[int, int], ...]]


@dataclass(slots=True)
class _Open:
    """One open zip, what closes it, and how many of its entries are being read."""

    archive: OpenZip
    stack: ExitStack = field(default_factory=ExitStack)
    readers: int = 0


class OpenZips:
    """Opens zips once and closes the one that was used longest ago when there are too many."""

    def __init__(self, limits: Limits) -> None:
        self._limits = limits
        self._open: dict[_Key, _Open] = {}

    @contextmanager
    def entry(self, source: InZip) -> Iterator[OpenZip]:
        """Give the zip in which an entry lies. Raises StorageError when the entry is another by now."""
        with self._lent(source.zip_path, source.above) as archive:
            _check(archive, source.index, source.checksum, source.zip_path)
            yield archive

    @contextmanager
    def archive(self, path: Path, above: tuple[tuple[int, int], ...] = ()) -> Iterator[OpenZip]:
        """Give an open zip. Raises UntrustedFileError or StorageError when it can't be opened."""
        with self._lent(path, above) as archive:
            yield archive

    def close(self) -> None:
        """Close all of them."""
        while self._open:
            _key, last = self._open.popitem()
            last.stack.close()

    @contextmanager
    def _lent(self, path: Path, above: tuple[tuple[int, int], ...]) -> Iterator[OpenZip]:
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
                index, checksum = above[-1]
                _check(outer, index, checksum, path)
                [inside] = decoded_names([outer.entries[index]])
                name = Path(inside.replace("\0", "").rpartition("/")[2] or path.name)
                try:
                    stream = inner_stream(outer, index, name.name, self._limits)
                except OSError as error:
                    raise unreadable(path, error) from error
                archive = opened_stream(stream, name, self._limits)
            return _Open(archive, stack.pop_all())


def _check(archive: OpenZip, index: int, checksum: int, path: Path) -> None:
    if index >= len(archive.entries) or checksum != archive.entries[index].checksum:
        problem = _("“{file}” has changed since it was looked at.").format(file=shown(path.name))
        raise StorageError(problem, _("Choose it again."))
