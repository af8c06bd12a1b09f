"""A copy of a recording that this computer can play and step through, made in a process of its own.

``python -m certdesk.evidence.film.copying BYTES``: the recording on standard input, the copy to standard output, both
files; how far it is (a share of 1) goes to standard error, a line each; the copy ends at BYTES. Pictures are copied as
they are where only their container is to blame, and coded anew where they are AV1. Sound is copied. Times stay what
they were, counted from 0.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from contextlib import ExitStack
from fractions import Fraction

from certdesk.evidence.film import av1, locks, riff
from certdesk.evidence.film.av1 import FAULTS, Av1Coding
from certdesk.evidence.film.lanes import CodedLane, CopiedLane, Reached
from certdesk.evidence.film.libraries import FilmError, Libraries, NoLibrariesError, load
from certdesk.evidence.film.pictures import TIME_BASE, PictureCoder
from certdesk.evidence.film.source import Source, Track, has_time
from certdesk.evidence.film.writer import MATROSKA, MP4, Writer, takes

DONE, UNREADABLE, NO_LIBRARIES, NO_ROOM, OTHER_TIMES, NOT_READ = 0, 3, 4, 5, 6, 7
"""Exit codes."""
_NO_SPACE = -28
_STEP = 0.005
_MOST_APART = Fraction(1, 2)
"""Seconds: some cameras write a few pictures less than they promise."""

Progress = Callable[[float], None]
_Lanes = dict[int, CopiedLane | CodedLane]


class OtherTimesError(Exception):
    """Pictures would lie at other times in the copy than in the recording."""


class NotReadError(Exception):
    """The disk did not give the whole recording."""


def copy(libraries: Libraries, source: int, target: int, progress: Progress) -> None:
    """Copy from descriptor to descriptor.

    Raises `FilmError`, `av1.FAULTS` at damaged pictures, `OtherTimesError` and `NotReadError`.
    """
    for by_index in (True, False):
        os.lseek(source, 0, os.SEEK_SET)
        os.lseek(target, 0, os.SEEK_SET)
        read = Source(libraries, source, by_index=by_index)
        try:
            with read:
                end, promised = _copied(libraries, read, target, progress)
        except FilmError as refused:
            if read.unread:
                raise NotReadError from refused
            raise
        if read.unread:
            raise NotReadError
        # Other kinds carry a time with each picture; where they are counted, one that is missing moves all later ones.
        if not promised or abs(end - promised) <= _MOST_APART:
            return
    if not riff.only_its_end_is_missing(source):
        raise OtherTimesError


def _copied(libraries: Libraries, read: Source, target: int, progress: Progress) -> tuple[Fraction, Fraction]:
    """Return when the last picture ends and when it should, in seconds; 0 where times don't depend on it."""
    with ExitStack() as work:
        video = read.video
        if video is None:
            raise FilmError("no pictures", -1)
        written = work.enter_context(Writer(libraries, target, _container(libraries, read, video)))
        reached = _in_steps(read.duration, progress)
        lanes: _Lanes = {}
        for track in read.tracks:
            if track is video and track.codec == "av1":
                lanes[track.index] = _coded(libraries, work, written, (read.start, reached), track)
            elif track is video or (not track.video and written.takes(track)):
                number = written.copy(read, track)
                lanes[track.index] = CopiedLane(written, number, track, read.start, reached)
        end = _run(read, written, lanes, video)
        # The rest of a first attempt would lie behind it, and this locked-up process can't cut that off.
        if written.bytes < os.fstat(target).st_size:
            raise OtherTimesError
        return end, read.length(video) if read.counted else Fraction(0)


def _container(libraries: Libraries, read: Source, video: Track) -> bytes:
    """Return MP4 for pictures that are coded anew, if it takes the sound, and Matroska for all others."""
    sounds = [track for track in read.tracks if not track.video]
    return MP4 if video.codec == "av1" and all(takes(libraries, MP4, track) for track in sounds) else MATROSKA


def _run(read: Source, written: Writer, lanes: _Lanes, video: Track) -> Fraction:
    """Copy all packets and return when the last picture ends, in seconds from the beginning."""
    written.begin()
    end = Fraction(0)
    for packet in read.packets():
        fields = packet.contents
        lane = lanes.get(fields.stream_index)
        if lane is None:
            continue
        if fields.stream_index == video.index and has_time(fields.dts):
            end = max(end, (fields.dts + fields.duration) * video.time_base - read.start)
        lane.take(packet)
    for lane in lanes.values():
        lane.finish()
    written.finish()
    return end


def _coded(
    libraries: Libraries, work: ExitStack, writer: Writer, time: tuple[Fraction, Reached], track: Track
) -> CodedLane:
    """Prepare the encoder for upright pictures."""
    size, aspect = (track.width, track.height), track.pixel_aspect
    if track.rotation in {90, 270}:
        size, aspect = (track.height, track.width), 1 / track.pixel_aspect
    coder = work.enter_context(PictureCoder(libraries, size, aspect))
    number = writer.add(coder.context, TIME_BASE)
    return CodedLane(writer, number, track, *time, coder, Av1Coding(track.width, track.height, track.extra))


def _in_steps(duration: Fraction, progress: Progress) -> Reached:
    """Return what tells of progress, though not of every picture."""
    told = 0.0

    def reached(moment: Fraction) -> None:
        nonlocal told
        share = float(moment / duration) if duration else 0.0
        if share > told + _STEP:
            told = min(share, 1.0)
            progress(told)

    return reached


def main(arguments: list[str]) -> int:
    """Lock this process up and copy; the exit code says how it went."""
    source, target, telling = take_over()
    try:
        libraries = load()
    except NoLibrariesError:
        return NO_LIBRARIES
    av1.prepare()
    locks.confine(int(arguments[0]))
    try:
        copy(libraries, source, target, lambda share: _tell(telling, share))
    except FilmError as refused:
        return NO_ROOM if refused.code == _NO_SPACE else UNREADABLE
    except OtherTimesError:
        return OTHER_TIMES
    except NotReadError:
        return NOT_READ
    except FAULTS:
        return UNREADABLE
    return DONE


def take_over() -> tuple[int, int, int]:
    """Return source, target and where to tell; libraries that talk find nobody on the usual descriptors."""
    taken = os.dup(0), os.dup(1), os.dup(2)
    if sys.platform == "win32":
        import msvcrt

        for descriptor in taken:
            msvcrt.setmode(descriptor, os.O_BINARY)
    nothing = os.open(os.devnull, os.O_RDWR)
    for standard in (0, 1, 2):
        os.dup2(nothing, standard)
    os.close(nothing)
    return taken


def _tell(telling: int, share: float) -> None:
    os.write(telling, b"%.4f\n" % share)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
