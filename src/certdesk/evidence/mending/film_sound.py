"""The sound of a recording decoded, silenced where it is asked for, and coded anew as AAC."""

from __future__ import annotations

import ctypes
from collections.abc import Iterator
from ctypes import POINTER, c_void_p
from fractions import Fraction
from types import TracebackType
from typing import Self

from certdesk.evidence.film.libraries import FilmError, Libraries, checked, dictionary
from certdesk.evidence.film.source import Source, Track, has_time
from certdesk.evidence.film.structures import AUDIO, ChannelLayout, CodecParameters, FramePointer, PacketPointer
from certdesk.evidence.mending.refusing import CannotMendError, Reason

_FRAME = 1024
_AAC = 0x15002
"""What FFmpeg calls the coding."""
_RATES = (96000, 88200, 64000, 48000, 44100, 32000, 24000, 22050, 16000, 12000, 11025, 8000)
_USUAL_RATE = 44100
_BIT_RATES = {1: "64000", 2: "112000"}
"""Speech stays as clear as it was; a small film is small because of its pictures."""
_FLOATS_BY_CHANNEL = 8
_BYTES = 4
_GAP = Fraction(1, 5)
_LONGEST_GAP = Fraction(6 * 3600)
_AGAIN = frozenset({-11, -35, -0x20464F45})


class SoundCoder:
    """Codes a track anew; to be used in a ``with`` block. Raises FilmError, CannotMendError."""

    def __init__(self, libraries: Libraries, source: Source, track: Track) -> None:
        self._libraries, self._source, self._track = libraries, source, track
        coded = source.parameters(track).contents
        self._channels = 1 if coded.ch_layout.nb_channels == 1 else 2
        self.rate = coded.sample_rate if coded.sample_rate in _RATES else _USUAL_RATE
        self._decoder, self.context, self._converter = c_void_p(), c_void_p(), c_void_p()
        self._seen: tuple[int, int, int] = (0, 0, 0)
        self._frame: FramePointer = libraries.util.av_frame_alloc()
        self._out: FramePointer = libraries.util.av_frame_alloc()
        self._packet: PacketPointer = libraries.codec.av_packet_alloc()
        self._waiting = [bytearray() for _channel in range(self._channels)]
        self._written = 0

    def __enter__(self) -> Self:
        codec = self._libraries.codec
        decoder = codec.avcodec_find_decoder(self._track.codec_id)
        if not decoder:
            raise CannotMendError(Reason.CODED)
        self._decoder = c_void_p(codec.avcodec_alloc_context3(decoder))
        checked("decoder", codec.avcodec_parameters_to_context(self._decoder, self._source.parameters(self._track)))
        checked("decoder", codec.avcodec_open2(self._decoder, decoder, None))
        encoder = codec.avcodec_find_encoder_by_name(b"aac")
        if not encoder:
            raise FilmError("encoder", -1)
        self.context = c_void_p(codec.avcodec_alloc_context3(encoder))
        self._shape()
        wanted = {"b": _BIT_RATES[self._channels], "flags": "+global_header+bitexact", "aac_coder": "fast"}
        options = dictionary(self._libraries, wanted | {"time_base": f"1/{self.rate}"})
        try:
            checked("encoder", codec.avcodec_open2(self.context, encoder, ctypes.byref(options)))
        finally:
            self._libraries.util.av_dict_free(ctypes.byref(options))
        out = self._out.contents
        out.nb_samples, out.format, out.sample_rate = _FRAME, _FLOATS_BY_CHANNEL, self.rate
        self._libraries.util.av_channel_layout_default(ctypes.byref(out.ch_layout), self._channels)
        checked("frame", self._libraries.util.av_frame_get_buffer(self._out, 0))
        return self

    def _shape(self) -> None:
        """Tell the encoder what it will be given; there is no option for the kind of samples."""
        codec = self._libraries.codec
        codec.avcodec_parameters_alloc.restype = POINTER(CodecParameters)
        codec.avcodec_parameters_free.restype, codec.avcodec_parameters_free.argtypes = None, [c_void_p]
        shape = codec.avcodec_parameters_alloc()
        try:
            fields = shape.contents
            fields.codec_type, fields.codec_id, fields.format = AUDIO, _AAC, _FLOATS_BY_CHANNEL
            fields.sample_rate = self.rate
            self._libraries.util.av_channel_layout_default(ctypes.byref(fields.ch_layout), self._channels)
            checked("encoder", codec.avcodec_parameters_to_context(self.context, shape))
        finally:
            codec.avcodec_parameters_free(ctypes.byref(shape))

    def __exit__(
        self, _kind: type[BaseException] | None, _fault: BaseException | None, _trace: TracebackType | None
    ) -> None:
        self._libraries.resample.swr_free(ctypes.byref(self._converter))
        for context in (self._decoder, self.context):
            self._libraries.codec.avcodec_free_context(ctypes.byref(context))
        for frame in (self._frame, self._out):
            self._libraries.util.av_frame_free(ctypes.byref(frame))
        self._libraries.codec.av_packet_free(ctypes.byref(self._packet))

    def packets(
        self, start: Fraction, end: Fraction | None, silences: tuple[tuple[Fraction, Fraction], ...]
    ) -> Iterator[PacketPointer]:
        """Give the coded sound of a span; times are in samples from its beginning, ``silences`` in s of the recording.

        Where the recording has no sound for a while, there is silence as long.
        """
        for moment, samples in self._pieces(start):
            if end is not None and moment >= end:
                break
            self._take(moment - start, samples)
            yield from self._full(start, silences)
        if end is not None:
            self._cut(round((end - start) * self.rate))
        rest = len(self._waiting[0]) % (_FRAME * _BYTES)
        if rest:
            self._fill(_FRAME - rest // _BYTES)
        yield from self._full(start, silences)
        yield from self._coded(None)

    def _pieces(self, start: Fraction) -> Iterator[tuple[Fraction, list[bytes]]]:
        if start > 0:
            self._source.seek(self._track, start + self._source.start)
        else:
            self._source.rewind()
        codec, expected = self._libraries.codec, Fraction(0)
        for packet in self._source.packets():
            if packet.contents.stream_index != self._track.index:
                continue
            codec.avcodec_send_packet(self._decoder, packet)  # a damaged packet is passed over
            while codec.avcodec_receive_frame(self._decoder, self._frame) >= 0:
                fields = self._frame.contents
                time = fields.best_effort_timestamp
                moment = time * self._track.time_base - self._source.start if has_time(time) else expected
                expected = moment + Fraction(fields.nb_samples, max(1, fields.sample_rate))
                yield moment, self._converted()

    def _take(self, moment: Fraction, samples: list[bytes]) -> None:
        """Put a piece at its time: what lies before the beginning is cut off, gaps become silence."""
        if moment < 0:
            early = min(len(samples[0]), round(-moment * self.rate) * _BYTES)
            samples = [each[early:] for each in samples]
            moment = Fraction(0)
        have = self._written + len(self._waiting[0]) // _BYTES
        gap = moment - Fraction(have, self.rate)
        if _GAP < gap < _LONGEST_GAP:
            self._fill(round(gap * self.rate))
        for waiting, each in zip(self._waiting, samples, strict=True):
            waiting.extend(each)

    def _fill(self, samples: int) -> None:
        for waiting in self._waiting:
            waiting.extend(bytes(samples * _BYTES))

    def _cut(self, samples: int) -> None:
        most = max(0, samples - self._written) * _BYTES
        for waiting in self._waiting:
            del waiting[most:]

    def _full(self, start: Fraction, silences: tuple[tuple[Fraction, Fraction], ...]) -> Iterator[PacketPointer]:
        """Code all that waits in whole frames."""
        size = _FRAME * _BYTES
        while len(self._waiting[0]) >= size:
            checked("frame", self._libraries.util.av_frame_make_writable(self._out))
            begin = start + Fraction(self._written, self.rate)
            quiet = any(begin + Fraction(_FRAME, self.rate) > first and begin < last for first, last in silences)
            for channel, waiting in enumerate(self._waiting):
                data = bytes(size) if quiet else bytes(waiting[:size])
                ctypes.memmove(self._out.contents.data[channel], data, size)
                del waiting[:size]
            self._out.contents.pts = self._written
            self._written += _FRAME
            yield from self._coded(self._out)

    def _coded(self, frame: FramePointer | None) -> Iterator[PacketPointer]:
        codec = self._libraries.codec
        checked("code", codec.avcodec_send_frame(self.context, frame))
        while (code := codec.avcodec_receive_packet(self.context, self._packet)) not in _AGAIN:
            checked("code", code)
            yield self._packet

    def _converted(self) -> list[bytes]:
        fields, resample = self._frame.contents, self._libraries.resample
        seen = (fields.format, fields.sample_rate, fields.ch_layout.nb_channels)
        if seen != self._seen:
            self._prepare(*seen)
        room = fields.nb_samples * self.rate // max(1, fields.sample_rate) + 256
        out = [(ctypes.c_float * room)() for _channel in range(self._channels)]
        planes = (c_void_p * 8)(*(ctypes.addressof(each) for each in out))
        count = resample.swr_convert(self._converter, planes, room, fields.extended_data, fields.nb_samples)
        return [bytes(memoryview(each).cast("B")[: _BYTES * max(0, count)]) for each in out]

    def _prepare(self, form: int, rate: int, channels: int) -> None:
        resample = self._libraries.resample
        resample.swr_free(ctypes.byref(self._converter))
        ours, theirs = ChannelLayout(), ChannelLayout()
        self._libraries.util.av_channel_layout_default(ctypes.byref(ours), self._channels)
        self._libraries.util.av_channel_layout_default(ctypes.byref(theirs), channels)
        made = resample.swr_alloc_set_opts2(
            *(ctypes.byref(self._converter), ctypes.byref(ours), _FLOATS_BY_CHANNEL, self.rate),
            *(ctypes.byref(theirs), form, rate, 0, None),
        )
        checked("sound", made)
        checked("sound", resample.swr_init(self._converter))
        self._seen = (form, rate, channels)
