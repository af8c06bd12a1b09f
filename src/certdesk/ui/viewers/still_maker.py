"""Asks for stills and sound levels of recordings, made in processes that are limited and ended when overdue."""

from __future__ import annotations

import io
import subprocess
from collections.abc import Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path
from threading import Lock
from typing import BinaryIO

from certdesk.core.errors import CancelledError, CertDeskError
from certdesk.core.words import _
from certdesk.evidence.film import taking
from certdesk.evidence.film.taking import Still

_MOST_LEVELS = 10_000
_MOST_HEARD = 64
"""A few kilobytes each, and up to several seconds of work."""
_QUALITY = 85


class StillMaker:
    """One recording after the other; may be used from any thread. Futures fail with `CertDeskError`."""

    def __init__(self) -> None:
        self._lane = ThreadPoolExecutor(max_workers=1, thread_name_prefix="stills")
        self._lock = Lock()
        self._running: subprocess.Popen[bytes] | None = None
        self._heard: dict[Path, tuple[float, ...]] = {}
        self._closed = False

    def request(self, path: Path, times: Sequence[int]) -> Future[list[bytes]]:
        """Return JPEGs, at most 640 px wide or high, of these moments (ms); moments without a picture are left out."""
        return self._lane.submit(self._take, path, tuple(times))

    def peaks(self, path: Path) -> Future[tuple[float, ...]]:
        """Return how loud it is, evenly over its length: square roots of amplitudes, 0 to 1 (see `loudness`)."""
        return self._lane.submit(self._hear, path)

    def close(self) -> None:
        """End what runs and forget what waits."""
        with self._lock:
            self._closed = True
            if self._running is not None:
                self._running.kill()
        self._lane.shutdown(wait=True, cancel_futures=True)

    def _take(self, path: Path, times: tuple[int, ...]) -> list[bytes]:
        try:
            stills = taking.take_stills(path, times, start=self._begin)
        finally:
            self._ended()
        if times and not stills:
            raise CertDeskError(_("No picture can be taken from this video."), _("Open the item to look at it."))
        return [_as_jpeg(still) for still in stills]

    def _hear(self, path: Path) -> tuple[float, ...]:
        if path not in self._heard:
            if len(self._heard) >= _MOST_HEARD:
                self._heard.clear()
            self._heard[path] = self._listen(path)
        return self._heard[path]

    def _listen(self, path: Path) -> tuple[float, ...]:
        try:
            levels = taking.take_peaks(path, _MOST_LEVELS, self._begin)
        finally:
            self._ended()
        if not levels:
            raise CertDeskError(_("There is no sound in this recording, or it can't be read."))
        return tuple(level / 255 for level in levels)

    def _begin(self, command: list[str], recording: BinaryIO, out: BinaryIO) -> subprocess.Popen[bytes]:
        with self._lock:
            if self._closed:
                raise CancelledError(_("The program is closing."))
            self._running = taking.begin(command, recording, out)
            return self._running

    def _ended(self) -> None:
        with self._lock:
            self._running = None


def _as_jpeg(still: Still) -> bytes:
    from PIL import Image

    made = io.BytesIO()
    image = Image.frombytes("RGB", (still.width, still.height), still.pixels, "raw", "BGRX")
    image.save(made, "JPEG", quality=_QUALITY)
    return made.getvalue()
