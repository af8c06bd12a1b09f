"""pyHanko's reader, made safe for files from strangers: bounded in time, and linear where it is quadratic."""

from __future__ import annotations

import io
import time

from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.decode_limits import DecodePurpose
from pyhanko.pdf_utils.misc import PdfReadError
from pyhanko.pdf_utils.reader import PdfFileReader

_LONGEST = 60.0  # seconds; a report of ours takes a hundredth of one
_END = 65_536  # bytes in which a file has to say where its table of contents is; the standard knows 1,024


class TookTooLongError(Exception):
    """Reading was given up because the file is too large or made to be slow."""


class _Timed(io.BytesIO):
    """Bytes that can't be read for ever: pyHanko takes hours for a word of many megabytes, piece by piece."""

    def __init__(self, content: bytes, until: float) -> None:
        super().__init__(content)
        self._until, self._reads = until, 0

    def read(self, size: int | None = -1, /) -> bytes:
        """Read on, as long as there is time."""
        self._reads += 1
        if not self._reads % 256 and time.monotonic() > self._until:
            raise TookTooLongError
        return super().read(size)


class StrictReader(PdfFileReader):
    """Reads in strict mode, and gives up after a minute."""

    def __init__(self, content: bytes) -> None:
        self._until = time.monotonic() + _LONGEST
        self._streams: dict[int, tuple[bytes, tuple[tuple[int, int], ...]]] = {}
        if b"startxref" not in content[-_END:]:
            # pyHanko would look for it through the whole file, letter by letter.
            raise PdfReadError("the file does not end with the place of its table of contents")
        super().__init__(_Timed(content, self._until), strict=True)

    def get_object(self, *args: object, **kwargs: object) -> generic.PdfObject:
        """Read one object, as long as there is time."""
        if time.monotonic() > self._until:
            raise TookTooLongError
        return super().get_object(*args, **kwargs)  # type: ignore[no-untyped-call, no-any-return]

    def _get_object_from_stream(self, idnum: int, stmnum: int, idx: int) -> generic.PdfObject:
        # pyHanko reads the whole table of an object stream again for each of its objects: minutes for a few thousand.
        if stmnum not in self._streams:
            self._streams[stmnum] = self._open_stream(stmnum)
        data, table = self._streams[stmnum]
        if not 0 <= idx < len(table) or table[idx][0] != idnum:
            raise PdfReadError("the object is not where the table says")
        source = io.BytesIO(data)
        source.seek(table[idx][1])
        found = generic.read_object(source, generic.Reference(idnum, 0, self))
        if isinstance(found, generic.StreamObject | generic.IndirectObject):
            raise PdfReadError("an object stream holds what it must not hold")
        return found

    def _open_stream(self, number: int) -> tuple[bytes, tuple[tuple[int, int], ...]]:
        stream = generic.Reference(number, 0, self).get_object()
        if not isinstance(stream, generic.StreamObject) or stream["/Type"] != "/ObjStm":
            raise PdfReadError("an object stream is something else")
        data = stream.read_data(DecodePurpose.OBJECT_STREAM)
        first, count = int(stream["/First"]), int(stream["/N"])
        numbers = [int(word) for word in data[:first].split()]
        if first < 0 or len(numbers) != 2 * count or min(numbers, default=0) < 0:
            raise PdfReadError("the table of an object stream is damaged")
        pairs = zip(numbers[::2], numbers[1::2], strict=True)
        return data, tuple((each, first + offset) for each, offset in pairs)
