"""How loud a recording is along its length, in a process of its own: ``python -m certdesk.evidence.film.peaks``.

The recording on standard input; to standard output, a file, one byte for each of `COUNT` equal stretches of time: the
square root of the loudest sample, 255 for as loud as sound can be stored. The root keeps the quiet ones apart; whether
a recording is too quiet can be told from them.
"""

from __future__ import annotations

import ctypes
import math
import os
import sys
from array import array
from collections.abc import Iterator
from ctypes import c_void_p
from fractions import Fraction
from itertools import pairwise

from certdesk.evidence.film import locks
from certdesk.evidence.film.copying import DONE, NO_LIBRARIES, UNREADABLE, take_over
from certdesk.evidence.film.libraries import FilmError, Libraries, NoLibrariesError, checked, load
from certdesk.evidence.film.source import Source, Track, has_time
from certdesk.evidence.film.structures import ChannelLayout, FramePointer

COUNT = 1200
CPU_SECONDS = 60
_FILE_BYTES = 2**16
_RATE = 4000
_STRETCH = _RATE // 10
_LOUDEST = 32767
_SAMPLES_OF_16_BITS = 1
_LONGEST_GAP = 6 * 3600 * 10
"""Tenths of a second; a longer one is a mistake of the file's."""
_MOST = 24 * 3600 * 10


def levels(libraries: Libraries, descriptor: int) -> bytes:
    """Return the levels of the first sound track of the recording behind ``descriptor``; raises `FilmError`."""
    with Source(libraries, descriptor) as source:
        track = next((each for each in source.tracks if not each.video), None)
        if track is None:
            raise FilmError("no sound", -1)
        peaks = _peaks(libraries, source, track)
        lasting = min(int(source.duration * 10), _MOST)
    peaks += [0] * (lasting - len(peaks))
    return bytes(round(255 * math.sqrt(min(1.0, peak / _LOUDEST))) for peak in _spread(peaks, COUNT))


def _peaks(libraries: Libraries, source: Source, track: Track) -> list[int]:
    """Return the loudest sample of each tenth of a second."""
    peaks: list[int] = []
    rest = array("h")
    heard = False
    with_sound = _Sound(libraries, source, track)
    try:
        for time, samples in with_sound.pieces():
            heard = True
            gap = int((time - source.start) * 10) - len(peaks) - len(rest) // _STRETCH
            if 2 < gap < _LONGEST_GAP:  # nothing was recorded for a while
                peaks += [0] * gap
            rest.frombytes(samples)
            whole = len(rest) // _STRETCH * _STRETCH
            for begin in range(0, whole, _STRETCH):
                stretch = rest[begin : begin + _STRETCH]
                highest, lowest = max(stretch), min(stretch)
                peaks.append(max(highest, -lowest))
            del rest[:whole]
            if len(peaks) > _MOST:
                break
    finally:
        with_sound.close()
    if not heard:
        raise FilmError("no sound", -1)
    return peaks


class _Sound:
    """Decodes a sound track to one channel of 16 bits at `_RATE`."""

    def __init__(self, libraries: Libraries, source: Source, track: Track) -> None:
        self._libraries = libraries
        self._source = source
        self._track = track
        self._converter = c_void_p()
        self._shape: tuple[int, int, int] = (0, 0, 0)
        self._frame: FramePointer = libraries.util.av_frame_alloc()
        codec = libraries.codec
        decoder = codec.avcodec_find_decoder(track.codec_id)
        self._decoder = c_void_p(codec.avcodec_alloc_context3(decoder) if decoder else None)
        if not self._decoder:
            raise FilmError("decoder", -1)
        checked("decoder", codec.avcodec_parameters_to_context(self._decoder, source.parameters(track)))
        checked("decoder", codec.avcodec_open2(self._decoder, decoder, None))

    def close(self) -> None:
        """Give everything back."""
        self._libraries.resample.swr_free(ctypes.byref(self._converter))
        self._libraries.codec.avcodec_free_context(ctypes.byref(self._decoder))
        self._libraries.util.av_frame_free(ctypes.byref(self._frame))

    def pieces(self) -> Iterator[tuple[Fraction, bytes]]:
        """Give when each piece begins (s of the recording's clock), and its samples."""
        codec = self._libraries.codec
        for packet in self._source.packets():
            if packet.contents.stream_index != self._track.index:
                continue
            codec.avcodec_send_packet(self._decoder, packet)  # a damaged packet is passed over
            while codec.avcodec_receive_frame(self._decoder, self._frame) >= 0:
                samples = self._converted()
                begin = self._frame.contents.best_effort_timestamp
                yield (begin if has_time(begin) else 0) * self._track.time_base, samples

    def _converted(self) -> bytes:
        fields, resample = self._frame.contents, self._libraries.resample
        shape = (fields.format, fields.sample_rate, fields.ch_layout.nb_channels)
        if shape != self._shape:
            self._prepare(*shape)
        room = fields.nb_samples * _RATE // max(1, fields.sample_rate) + 256
        out = (ctypes.c_int16 * room)()
        planes = (c_void_p * 1)(ctypes.addressof(out))
        count = resample.swr_convert(self._converter, planes, room, fields.extended_data, fields.nb_samples)
        return bytes(out)[: 2 * max(0, count)]

    def _prepare(self, form: int, rate: int, channels: int) -> None:
        resample = self._libraries.resample
        resample.swr_free(ctypes.byref(self._converter))
        one, many = ChannelLayout(), ChannelLayout()
        self._libraries.util.av_channel_layout_default(ctypes.byref(one), 1)
        self._libraries.util.av_channel_layout_default(ctypes.byref(many), channels)
        wanted = (ctypes.byref(one), _SAMPLES_OF_16_BITS, _RATE)
        made = resample.swr_alloc_set_opts2(
            ctypes.byref(self._converter), *wanted, ctypes.byref(many), form, rate, 0, None
        )
        checked("sound", made)
        checked("sound", resample.swr_init(self._converter))
        self._shape = (form, rate, channels)


def _spread(peaks: list[int], count: int) -> list[int]:
    """Return ``count`` peaks for the same length of time."""
    if not peaks:
        return [0] * count
    edges = [number * len(peaks) // count for number in range(count + 1)]
    return [max(peaks[start : max(end, start + 1)]) for start, end in pairwise(edges)]


def main() -> int:
    """Lock this process up and listen; the exit code is 0 when the recording was heard."""
    source, target, _nobody = take_over()
    try:
        libraries = load()
    except NoLibrariesError:
        return NO_LIBRARIES
    locks.confine(_FILE_BYTES, CPU_SECONDS)
    try:
        os.write(target, levels(libraries, source))
    except (FilmError, MemoryError):
        return UNREADABLE
    return DONE


if __name__ == "__main__":
    sys.exit(main())
