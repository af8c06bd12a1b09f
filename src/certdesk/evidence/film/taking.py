"""Has pictures and sound levels of a recording made in a process that is limited and ended when overdue."""

from __future__ import annotations

import os
import struct
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryFile
from typing import BinaryIO

from certdesk.core.errors import CertDeskError
from certdesk.core.words import _

FROZEN_ARGUMENTS = {"stills": "--take-stills", "peaks": "--hear-peaks", "look": "--overlook-film"}
"""In the packed program, which has no Python to call, these first arguments mean: do this and end."""
_MODULES = {
    "stills": "certdesk.evidence.film.stills",
    "peaks": "certdesk.evidence.film.peaks",
    "look": "certdesk.evidence.film.overlooking",
}
SECONDS, PEAK_SECONDS, LOOK_SECONDS = 20, 60, 30
_MOST_LOOK = 2**20
_SECONDS_TO_START = 2
LARGEST = 640
"""The longer side of a still in px; a contact sheet needs less, a report not much more."""
_HEADER = struct.Struct("<III")
"""As in `certdesk.evidence.film.stills`, which nobody should have to load only for that."""
_KEPT = ("SYSTEMROOT", "WINDIR", "TEMP", "TMP", "LD_LIBRARY_PATH", "FONTCONFIG_FILE", "FONTCONFIG_PATH")

Begin = Callable[[list[str], BinaryIO, BinaryIO], "subprocess.Popen[bytes]"]
"""Starts a command with the recording and the file for what is made, as `begin` does."""


@dataclass(frozen=True, slots=True)
class Still:
    """Pixels of a moment, four bytes each: blue, green, red, 255; ``number`` is its place among those asked for."""

    width: int
    height: int
    pixels: bytes
    number: int = 0


def begin(command: list[str], recording: BinaryIO, out: BinaryIO) -> subprocess.Popen[bytes]:
    """Start the process: it sees next to nothing of this one, no home, no screen, no sound, no proxy."""
    return subprocess.Popen(
        command,
        stdin=recording,
        stdout=out,
        stderr=subprocess.DEVNULL,
        env={"LANG": "C.UTF-8", **{name: os.environ[name] for name in _KEPT if name in os.environ}},
        cwd=Path(sys.executable).anchor,
    )


def take_stills(path: Path, times: Sequence[int], largest: int = LARGEST, start: Begin = begin) -> list[Still]:
    """Return the pictures of these moments (ms), their longer side at most ``largest`` px.

    Moments without a picture are left out. Raises CertDeskError when the recording can't be opened.
    """
    with TemporaryFile(prefix="certdesk-stills-") as out:
        _run("stills", [str(largest), *map(str, times)], (path, out), start)
        return list(stills_in(out, largest))


def take_peaks(path: Path, most: int, start: Begin = begin) -> bytes:
    """Return how loud it is, evenly over its length, 0 to 255 (see `peaks`); nothing where there is no sound."""
    with TemporaryFile(prefix="certdesk-peaks-") as out:
        _run("peaks", [], (path, out), start)
        return out.read(most)


def take_look(path: Path, start: Begin = begin) -> bytes:
    """Return what was seen and heard in a recording, as `overlooking` wrote it; nothing where it can't be played."""
    with TemporaryFile(prefix="certdesk-look-") as out:
        _run("look", [], (path, out), start)
        return out.read(_MOST_LOOK)


def stills_in(file: BinaryIO, largest: int) -> Iterator[Still]:
    """Give each picture in what the process wrote, as far as it makes sense."""
    while len(header := file.read(_HEADER.size)) == _HEADER.size:
        number, width, height = _HEADER.unpack(header)
        if not (0 < width <= largest and 0 < height <= largest):
            return
        pixels = file.read(width * height * 4)
        if len(pixels) != width * height * 4:
            return
        yield Still(width, height, pixels, number)


def _run(task: str, arguments: list[str], files: tuple[Path, BinaryIO], start: Begin) -> None:
    """Wait until the process has ended; whatever it managed to write counts, however it ended."""
    seconds = {"stills": SECONDS, "peaks": PEAK_SECONDS, "look": LOOK_SECONDS}[task] + _SECONDS_TO_START
    path, out = files
    try:
        with path.open("rb") as recording:
            process = start([*_command(task), *arguments], recording, out)
    except OSError as problem:
        raise CertDeskError(_("The recording can't be opened."), _("Is its disk connected?")) from problem
    try:
        process.wait(seconds)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
    out.seek(0)


def _command(task: str) -> list[str]:
    if getattr(sys, "frozen", False):
        return [sys.executable, FROZEN_ARGUMENTS[task]]
    return [sys.executable, "-I", "-B", "-X", "utf8", "-m", _MODULES[task]]
