"""Listens to a recording here and there over its length, and measures how loud and how clean it is."""

from __future__ import annotations

import ctypes
import time
from array import array
from collections.abc import Iterator
from ctypes import c_void_p
from dataclasses import dataclass, field
from fractions import Fraction
from types import TracebackType
from typing import Self

from certdesk.core.preflight_looks import SoundLook
from certdesk.evidence.film.libraries import FilmError, Libraries, checked
from certdesk.evidence.film.loudness import BLOCK_SECONDS, SILENCE, integrated, level, loudness_of, weighted_power
from certdesk.evidence.film.source import Source, Track, has_time
from certdesk.evidence.film.structures import ChannelLayout, FramePointer

RATE = 8000
"""Samples a second: speech is understood from what is under 4 kHz (the telephone leaves out the rest)."""
WINDOWS, WINDOW_SECONDS = 40, Fraction(8, 5)
_SETTLING = Fraction(1, 10)
"""What a decoder says right after a jump is not all of it yet."""
_SAMPLES_OF_16_BITS = 1
_QUIET_BELOW = -70.0
_UNDER_SPEECH = 25.0
_LOUDEST_BYTES = (b"\x7f", b"\x80")
_MOST_SAMPLES = RATE * 120


@dataclass(slots=True)
class _Heard:
    """What one window gave: samples of up to two channels, and when it began (s)."""

    begin: Fraction
    channels: list[array[int]] = field(default_factory=list)


def listen(libraries: Libraries, source: Source, track: Track, until: float) -> SoundLook:
    """Measure the sound of a track; ``until`` is when to stop (`time.monotonic`)."""
    with Ear(libraries, source, track) as ear:
        windows = []
        for begin in _moments(source.duration):
            heard = ear.window(begin, _length(source.duration))
            if heard.channels and heard.channels[0]:
                windows.append(heard)
            if time.monotonic() > until:
                break
    if not windows:
        return SoundLook(SILENCE, 0.0, 0, SILENCE, SILENCE, 0, decoded=False)
    return _measured(windows, source.duration)


def _moments(duration: Fraction) -> list[Fraction]:
    if duration <= WINDOWS * WINDOW_SECONDS:
        return [Fraction(0)]
    step = (duration - WINDOW_SECONDS) / (WINDOWS - 1)
    return [step * number for number in range(WINDOWS)]


def _length(duration: Fraction) -> Fraction:
    return WINDOW_SECONDS if duration > WINDOWS * WINDOW_SECONDS else WINDOWS * WINDOW_SECONDS


def _measured(windows: list[_Heard], duration: Fraction) -> SoundLook:
    count = max(len(heard.channels) for heard in windows)
    powers: list[tuple[Fraction, float]] = []
    for heard in windows:
        each = [weighted_power(channel, RATE) if any(channel) else [] for channel in heard.channels]
        blocks = max(1, *(len(channel) // round(RATE * BLOCK_SECONDS) for channel in heard.channels))
        for at in range(blocks):
            power = sum(found[at] for found in each if at < len(found))
            powers.append((heard.begin + Fraction(2, 5) * at, power))
    told = integrated([power for _moment, power in powers])
    sides = [array("h") for _side in range(count)]
    for heard in windows:
        for side, channel in zip(sides, heard.channels, strict=False):
            side.extend(channel)
    levels = [level(side) for side in sides]
    return SoundLook(
        loudness=told.integrated,
        span=told.span,
        clipped=_clipped(windows),
        left=levels[0],
        right=levels[-1],
        channels=count,
        silent_from_ms=_silent_from(powers, told.integrated, duration),
    )


def _silent_from(powers: list[tuple[Fraction, float]], loudness: float, duration: Fraction) -> int | None:
    """Return from when on nothing is heard to the end, or None."""
    threshold = max(_QUIET_BELOW, loudness - _UNDER_SPEECH)
    last = max((moment for moment, power in powers if loudness_of(power) > threshold), default=None)
    if last is None or not powers or last >= powers[-1][0]:
        return None
    return min(int((last + Fraction(2, 5)) * 1000), int(duration * 1000))


def _clipped(windows: list[_Heard]) -> int:
    """Return how many of a thousand samples stand at the end of the scale, in windows that reach it at all."""
    most = total = 0
    for heard in windows:
        for channel in heard.channels:
            highest = memoryview(channel).tobytes()[1::2]
            count = sum(highest.count(end) for end in _LOUDEST_BYTES)
            if count:
                most, total = most + count, total + len(highest)
    return 1000 * most // total if total else 0


class Ear:
    """Decodes a sound track to one or two channels of 16 bits at `RATE`; to be used in a ``with`` block."""

    def __init__(self, libraries: Libraries, source: Source, track: Track) -> None:
        self._libraries = libraries
        self._source = source
        self._track = track
        self._decoder = c_void_p()
        self._converter = c_void_p()
        self._shape: tuple[int, int, int] = (0, 0, 0)
        self._frame: FramePointer = libraries.util.av_frame_alloc()

    def __enter__(self) -> Self:
        codec = self._libraries.codec
        decoder = codec.avcodec_find_decoder(self._track.codec_id)
        if not decoder:
            return self
        self._decoder = c_void_p(codec.avcodec_alloc_context3(decoder))
        checked("decoder", codec.avcodec_parameters_to_context(self._decoder, self._source.parameters(self._track)))
        if codec.avcodec_open2(self._decoder, decoder, None) < 0:
            codec.avcodec_free_context(ctypes.byref(self._decoder))
        return self

    def __exit__(
        self, _kind: type[BaseException] | None, _fault: BaseException | None, _trace: TracebackType | None
    ) -> None:
        self._libraries.resample.swr_free(ctypes.byref(self._converter))
        self._libraries.codec.avcodec_free_context(ctypes.byref(self._decoder))
        self._libraries.util.av_frame_free(ctypes.byref(self._frame))

    def window(self, begin: Fraction, length: Fraction) -> _Heard:
        """Listen from ``begin`` (s from the beginning) for ``length``; nothing where it can't be decoded."""
        heard = _Heard(begin)
        if not self._decoder:
            return heard
        wanted = begin + self._source.start
        try:
            if begin:
                self._source.seek(self._track, wanted)
            self._libraries.codec.avcodec_flush_buffers(self._decoder)
            self._gather(heard, (wanted + _SETTLING if begin else wanted, wanted + length))
        except FilmError:  # a place that can't be reached: others can
            return heard
        return heard

    def _gather(self, heard: _Heard, span: tuple[Fraction, Fraction]) -> None:
        codec, first = self._libraries.codec, True
        for packet in self._source.packets():
            if packet.contents.stream_index != self._track.index:
                continue
            codec.avcodec_send_packet(self._decoder, packet)  # a damaged packet is passed over
            for moment in self._received():
                if moment < span[0]:
                    continue
                if first:
                    heard.begin, first = moment - self._source.start, False
                if moment > span[1] or (heard.channels and len(heard.channels[0]) > _MOST_SAMPLES):
                    return
                self._take(heard)

    def _received(self) -> Iterator[Fraction]:
        while self._libraries.codec.avcodec_receive_frame(self._decoder, self._frame) >= 0:
            begin = self._frame.contents.best_effort_timestamp
            yield (begin if has_time(begin) else 0) * self._track.time_base

    def _take(self, heard: _Heard) -> None:
        fields, resample = self._frame.contents, self._libraries.resample
        shape = (fields.format, fields.sample_rate, fields.ch_layout.nb_channels)
        if shape != self._shape:
            self._prepare(*shape)
        channels = min(2, fields.ch_layout.nb_channels)
        room = fields.nb_samples * RATE // max(1, fields.sample_rate) + 256
        out = (ctypes.c_int16 * (room * channels))()
        planes = (c_void_p * 1)(ctypes.addressof(out))
        count = max(0, resample.swr_convert(self._converter, planes, room, fields.extended_data, fields.nb_samples))
        samples = array("h", bytes(out)[: 2 * channels * count])
        while len(heard.channels) < channels:
            heard.channels.append(array("h"))
        for side in range(channels):
            heard.channels[side].extend(samples[side::channels])

    def _prepare(self, form: int, rate: int, channels: int) -> None:
        resample = self._libraries.resample
        resample.swr_free(ctypes.byref(self._converter))
        ours, theirs = ChannelLayout(), ChannelLayout()
        self._libraries.util.av_channel_layout_default(ctypes.byref(ours), min(2, channels))
        self._libraries.util.av_channel_layout_default(ctypes.byref(theirs), channels)
        wanted = (ctypes.byref(ours), _SAMPLES_OF_16_BITS, RATE)
        made = resample.swr_alloc_set_opts2(
            ctypes.byref(self._converter), *wanted, ctypes.byref(theirs), form, rate, 0, None
        )
        checked("sound", made)
        checked("sound", resample.swr_init(self._converter))
        self._shape = (form, rate, channels)
