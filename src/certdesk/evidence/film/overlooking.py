"""What can be seen and heard in a recording, in a process of its own: ``python -m certdesk.evidence.film.overlooking``.

The recording on standard input; to standard output, a file, one `Overlooked` as JSON (`evidence.wire`). Only samples
are decoded, so that a lesson of 20 minutes takes a second or two.
"""

from __future__ import annotations

import os
import sys
import time

from certdesk.evidence import wire
from certdesk.evidence.film import av1, hearing, locks, seeing
from certdesk.evidence.film.av1 import FAULTS
from certdesk.evidence.film.copying import DONE, NO_LIBRARIES, UNREADABLE, take_over
from certdesk.evidence.film.libraries import FilmError, Libraries, NoLibrariesError, load
from certdesk.evidence.film.overlooked import Overlooked
from certdesk.evidence.film.source import Source

CPU_SECONDS = 30
_FILE_BYTES = 2**20
_SECONDS_TO_SEE, _SECONDS_TO_HEAR = 7.0, 6.0
"""After these, what was seen and heard by then must do."""


def overlook(libraries: Libraries, descriptor: int) -> Overlooked:
    """Measure the recording behind ``descriptor``; raises `FilmError` when it can't be opened."""
    film, picture_ms = None, 0
    with Source(libraries, descriptor) as source:
        if source.video is not None:
            picture_ms = int(source.length(source.video) * 1000)
            film = seeing.look(libraries, source, source.video, time.monotonic() + _SECONDS_TO_SEE)
    os.lseek(descriptor, 0, os.SEEK_SET)
    with Source(libraries, descriptor) as source:
        track = next((each for each in source.tracks if not each.video), None)
        if track is None:
            return Overlooked(film, None, picture_ms)
        source.only(track)
        try:
            sound = hearing.listen(libraries, source, track, time.monotonic() + _SECONDS_TO_HEAR)
        except FilmError:
            sound = None
        return Overlooked(film, sound, picture_ms, int(source.length(track) * 1000))


def main() -> int:
    """Lock this process up, look and listen; the exit code is 0 when the recording could be opened."""
    source, target, _nobody = take_over()
    try:
        libraries = load()
    except NoLibrariesError:
        return NO_LIBRARIES
    av1.prepare()
    locks.confine(_FILE_BYTES, CPU_SECONDS)
    try:
        message, _blobs = wire.pack(overlook(libraries, source))
    except (FilmError, MemoryError, *FAULTS):
        return UNREADABLE
    os.write(target, message)
    return DONE


if __name__ == "__main__":
    sys.exit(main())
