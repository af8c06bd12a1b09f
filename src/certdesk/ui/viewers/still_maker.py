"""Asks for stills and sound levels of recordings, made in processes that are limited and ended when overdue."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Lock

from PySide6.QtCore import QBuffer, QIODevice
from PySide6.QtGui import QImage

from certdesk.core.errors import CancelledError, CertDeskError
from certdesk.core.words import _
from certdesk.ui.viewers.media_limits import PEAK_SECONDS, SECONDS

FROZEN_ARGUMENTS = {"stills": "--take-stills", "peaks": "--hear-peaks"}
"""In the packed program, which has no Python to call, these first arguments mean: do this and end."""
_HEADER_BYTES = 8
_MOST_HEARD = 64
"""A few kilobytes each, and up to several seconds of work."""
_LARGEST = 2000
_QUALITY = 85
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
        """Return how loud the recording is, evenly over its length, 0 to 1 (its loudest moment)."""
        return self._lane.submit(self._hear, path)

    def close(self) -> None:
        """End what runs and forget what waits."""
        with self._lock:
            self._closed = True
            if self._running is not None:
                self._running.kill()
        self._lane.shutdown(wait=True, cancel_futures=True)

    def _take(self, path: Path, times: tuple[int, ...]) -> list[bytes]:
        with TemporaryDirectory(prefix="certdesk-stills-") as folder:
            self._run("stills", [str(path), folder, *map(str, times)], SECONDS + 2)
            found = [Path(folder) / f"{number}.raw" for number in range(len(times))]
            stills = [_as_jpeg(each.read_bytes()) for each in found if each.is_file()]
        if times and not stills:
            raise CertDeskError(_("No picture can be taken from this video."), _("Open the item to look at it."))
        return [still for still in stills if still]

    def _hear(self, path: Path) -> tuple[float, ...]:
        if path not in self._heard:
            if len(self._heard) >= _MOST_HEARD:
                self._heard.clear()
            self._heard[path] = self._listen(path)
        return self._heard[path]

    def _listen(self, path: Path) -> tuple[float, ...]:
        with TemporaryDirectory(prefix="certdesk-peaks-") as folder:
            out = Path(folder) / "peaks"
            self._run("peaks", [str(path), str(out)], PEAK_SECONDS + 2)
            if not out.is_file():
                raise CertDeskError(_("There is no sound in this recording, or it can't be read."))
            return tuple(level / 255 for level in out.read_bytes()[:10_000])

    def _run(self, task: str, arguments: list[str], seconds: int) -> None:
        """Wait until the process has ended; whatever it managed to write counts, however it ended."""
        with self._lock:
            if self._closed:
                raise CancelledError(_("The program is closing."))
            self._running = subprocess.Popen(
                [*_command(task), *arguments],
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                env=_environment(),
                cwd=Path(sys.executable).anchor,
            )
        try:
            self._running.wait(seconds)
        except subprocess.TimeoutExpired:
            self._running.kill()
            self._running.wait()
        finally:
            with self._lock:
                self._running = None


def _command(task: str) -> list[str]:
    if getattr(sys, "frozen", False):
        return [sys.executable, FROZEN_ARGUMENTS[task]]
    return [sys.executable, "-I", "-B", "-X", "utf8", "-m", f"certdesk.ui.viewers.{task}"]


def _environment() -> dict[str, str]:
    """Return next to nothing: no home, no screen, no sound, no proxy."""
    kept = {name: os.environ[name] for name in _KEPT if name in os.environ}
    return {"LANG": "C.UTF-8", "QT_QPA_PLATFORM": "offscreen", **kept}


def _as_jpeg(raw: bytes) -> bytes:
    """Return what the process wrote as a JPEG, or nothing when it is not what it should be."""
    width, height = (int.from_bytes(raw[at : at + 4], "little") for at in (0, 4))
    if not (0 < width <= _LARGEST and 0 < height <= _LARGEST) or len(raw) != _HEADER_BYTES + width * height * 4:
        return b""
    image = QImage(raw[_HEADER_BYTES:], width, height, width * 4, QImage.Format.Format_RGB32)
    device = QBuffer()
    device.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(device, "JPEG", _QUALITY)  # type: ignore[call-overload]
    return bytes(device.data().data())
