"""Pictures out of a recording, in a process of its own: ``python -m certdesk.evidence.film.stills LARGEST MS...``.

The recording on standard input, the pictures to standard output, both files. A picture is its place among the moments,
width and height as little-endian 32-bit numbers, then pixels as blue, green, red, 255. Pixels and not PNGs, so that
nobody has to decode what a hostile video may have made of this process. A moment without a picture is left out.
"""

from __future__ import annotations

import os
import struct
import sys
from collections.abc import Sequence
from fractions import Fraction

from certdesk.evidence.film import av1, locks
from certdesk.evidence.film.av1 import FAULTS
from certdesk.evidence.film.copying import DONE, NO_LIBRARIES, UNREADABLE, take_over
from certdesk.evidence.film.decoding import Stills
from certdesk.evidence.film.libraries import FilmError, Libraries, NoLibrariesError, load
from certdesk.evidence.film.source import Source

HEADER = struct.Struct("<III")
FILE_BYTES = 2**30
CPU_SECONDS = 120
_FEW = 8
"""More moments than these are an overview, for which the key pictures between them will do."""


def write_stills(libraries: Libraries, source: int, target: int, largest: int, moments: Sequence[int]) -> None:
    """Write the pictures of ``moments`` (ms) of the recording behind ``source`` to ``target``."""
    with Source(libraries, source) as read, Stills(libraries, read, largest) as stills:
        last = max(0, int(read.duration * 1000) - 1)
        before = -1
        for number, moment in enumerate(moments):
            moment = min(moment, last) if last else moment  # noqa: PLW2901 - after the end is the last picture
            enough = Fraction(before + 1, 1000) if len(moments) > _FEW and before < moment else None
            image = stills.at(Fraction(moment, 1000), enough)
            if image is not None:
                _write(target, HEADER.pack(number, *image.size) + image.tobytes("raw", "BGRX"))
            before = moment


def _write(target: int, data: bytes) -> None:
    rest = memoryview(data)
    while rest:
        rest = rest[os.write(target, rest) :]


def main(arguments: list[str]) -> int:
    """Lock this process up and take the stills; the exit code is 0 when nothing was in the way."""
    source, target, _nobody = take_over()
    try:
        libraries = load()
    except NoLibrariesError:
        return NO_LIBRARIES
    av1.prepare()
    locks.confine(FILE_BYTES, CPU_SECONDS)
    largest, *moments = map(int, arguments)
    try:
        write_stills(libraries, source, target, largest, moments)
    except (FilmError, *FAULTS):
        return UNREADABLE
    return DONE


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
