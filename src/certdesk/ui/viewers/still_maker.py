"""Asks for stills and sound levels of recordings, made in processes that are limited and ended when overdue."""

from __future__ import annotations

import io
import os
import struct
import subprocess
import sys
from collections.abc import Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path
from tempfile import TemporaryFile
from threading import Lock
from typing import BinaryIO

from certdesk.core.errors import CancelledError, CertDeskError
from certdesk.core.words import _

FROZEN_ARGUMENTS = {"stills": "--take-stills", "peaks": "--hear-peaks"}
"""In the packed program, which has no Python to call, these first arguments mean: do this and end."""
_MODULES = {"stills": "certdesk.evidence.film.stills", "peaks": "certdesk.evidence.film.peaks"}
SECONDS, PEAK_SECONDS = 20, 60
_SECONDS_TO_START = 2
_MOST_LEVELS = 10_000
LARGEST = 640
"""The longer side of a still in px; a contact sheet needs less, a report not much more."""
_MOST_HEARD = 64
"""A few kilobytes each, and up to several seconds of work."""
_QUALITY = 85
_HEADER = struct.Struct("<III")
"""As in `certdesk.evidence.film.stills`, which nobody should have to load only for that."""
_KEPT = ("SYSTEMROOT", "WINDIR", "TEMP", "TMP", "LD_LIBRARY_PATH", "FONTCONFIG_FILE", "FONTCONFIG_PATH")


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
        with TemporaryFile(prefix="certdesk-stills-") as out:
            self._run("stills", [str(LARGEST), *map(str, times)], path, out)
            stills = [_as_jpeg(*picture) for picture in _pictures(out)]
        if times and not stills:
            raise CertDeskError(_("No picture can be taken from this video."), _("Open the item to look at it."))
        return stills

    def _hear(self, path: Path) -> tuple[float, ...]:
        if path not in self._heard:
            if len(self._heard) >= _MOST_HEARD:
                self._heard.clear()
            self._heard[path] = self._listen(path)
        return self._heard[path]

    def _listen(self, path: Path) -> tuple[float, ...]:
        with TemporaryFile(prefix="certdesk-peaks-") as out:
            self._run("peaks", [], path, out)
            levels = out.read(_MOST_LEVELS)
        if not levels:
            raise CertDeskError(_("There is no sound in this recording, or it can't be read."))
        return tuple(level / 255 for level in levels)

    def _run(self, task: str, arguments: list[str], path: Path, out: BinaryIO) -> None:
        """Wait until the process has ended; whatever it managed to write to ``out`` counts, however it ended."""
        seconds = {"stills": SECONDS, "peaks": PEAK_SECONDS}[task] + _SECONDS_TO_START
        try:
            with path.open("rb") as recording:
                process = self._begin([*_command(task), *arguments], recording, out)
        except OSError as problem:
            raise CertDeskError(_("The recording can't be opened."), _("Is its disk connected?")) from problem
        try:
            process.wait(seconds)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
        finally:
            with self._lock:
                self._running = None
        out.seek(0)

    def _begin(self, command: list[str], recording: BinaryIO, out: BinaryIO) -> subprocess.Popen[bytes]:
        with self._lock:
            if self._closed:
                raise CancelledError(_("The program is closing."))
            self._running = subprocess.Popen(
                command,
                stdin=recording,
                stdout=out,
                stderr=subprocess.DEVNULL,
                env=_environment(),
                cwd=Path(sys.executable).anchor,
            )
            return self._running


def _command(task: str) -> list[str]:
    if getattr(sys, "frozen", False):
        return [sys.executable, FROZEN_ARGUMENTS[task]]
    return [sys.executable, "-I", "-B", "-X", "utf8", "-m", _MODULES[task]]


def _environment() -> dict[str, str]:
    """Return next to nothing: no home, no screen, no sound, no proxy."""
    kept = {name: os.environ[name] for name in _KEPT if name in os.environ}
    return {"LANG": "C.UTF-8", **kept}


def _pictures(file: BinaryIO) -> Iterator[tuple[int, int, bytes]]:
    """Give width, height and pixels of each picture in what the process wrote, as far as it makes sense."""
    while len(header := file.read(_HEADER.size)) == _HEADER.size:
        _number, width, height = _HEADER.unpack(header)
        if not (0 < width <= LARGEST and 0 < height <= LARGEST):
            return
        pixels = file.read(width * height * 4)
        if len(pixels) != width * height * 4:
            return
        yield width, height, pixels


def _as_jpeg(width: int, height: int, pixels: bytes) -> bytes:
    """Return blue, green, red, 255 as a JPEG."""
    from PIL import Image

    made = io.BytesIO()
    Image.frombytes("RGB", (width, height), pixels, "raw", "BGRX").save(made, "JPEG", quality=_QUALITY)
    return made.getvalue()
