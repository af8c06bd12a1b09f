"""A recording that is read through an already open descriptor: its streams, and their packets in order."""

from __future__ import annotations

import ctypes
import os
from collections.abc import Iterator
from ctypes import POINTER, c_char_p, c_void_p, cast
from dataclasses import dataclass
from fractions import Fraction
from types import TracebackType
from typing import Self

from certdesk.evidence.film import riff
from certdesk.evidence.film.libraries import FilmError, Libraries, Read, Seek, checked, dictionary
from certdesk.evidence.film.structures import (
    ATTACHED_PICTURE,
    AUDIO,
    DISCARD_ALL,
    DISCARD_NOTHING,
    DISPLAY_MATRIX,
    NO_TIME,
    VIDEO,
    BytesPointer,
    CodecParameters,
    CodingPointer,
    FormatContext,
    PacketPointer,
    Rational,
    Stream,
)

BUFFER_BYTES = 2**18
_SEEK_SIZE = 0x10000
_BACKWARD, _BYTES = 1, 2
_END = -0x20464F45
_PROBED = {
    "probesize": "20000000",
    "analyzeduration": "20000000",
    "protocol_whitelist": "none",
    "max_streams": "64",
    "fflags": "+genpts",
}
_MOST_BAD_PACKETS = 1000
_WITHOUT_INDEX = frozenset({b"mpegts", b"mpeg"})
_COUNTED = frozenset({b"avi", b"dv"})


@dataclass(frozen=True, slots=True)
class Track:
    """One stream: its place in the file, its codec as FFmpeg calls it ("h264"), and the unit of its times in s."""

    index: int
    codec: str
    codec_id: int
    video: bool
    time_base: Fraction
    width: int
    height: int
    pixel_aspect: Fraction
    rotation: int
    """Degrees clockwise by which its pictures are to be turned."""
    extra: bytes
    """What its decoder needs to know beforehand."""


class Source:
    """The recording behind a descriptor; to be used in a ``with`` block. Raises `FilmError` when it can't be read."""

    def __init__(self, libraries: Libraries, descriptor: int, *, by_index: bool = True) -> None:
        self._libraries = libraries
        self._by_index = by_index
        self._descriptor = descriptor
        self._callbacks = Read(self._read), Seek(self._seek)
        self._io = c_void_p()
        self._context = c_void_p()
        self.unread = False
        """Whether the disk refused to give a part of it."""
        self.tracks: tuple[Track, ...] = ()

    def __enter__(self) -> Self:
        form, util = self._libraries.format, self._libraries.util
        read, seek = self._callbacks
        buffer = util.av_malloc(BUFFER_BYTES)
        self._io = c_void_p(form.avio_alloc_context(buffer, BUFFER_BYTES, 0, None, read, Read(), seek))
        self._context = c_void_p(form.avformat_alloc_context())
        self._fields.pb = self._io
        options = dictionary(self._libraries, self._options())
        try:
            checked("open", form.avformat_open_input(ctypes.byref(self._context), None, None, ctypes.byref(options)))
            checked("look", form.avformat_find_stream_info(self._context, None))
        except BaseException:
            self.close()
            raise
        finally:
            util.av_dict_free(ctypes.byref(options))
        self.tracks = tuple(self._tracks())
        return self

    def __exit__(
        self, _kind: type[BaseException] | None, _fault: BaseException | None, _trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Let go of everything but the descriptor."""
        if self._context:
            self._libraries.format.avformat_close_input(ctypes.byref(self._context))
        if self._io:
            buffer = ctypes.cast(self._io, POINTER(c_void_p * 2))[0]  # a class pointer, then the buffer
            self._libraries.util.av_freep(ctypes.byref(buffer, ctypes.sizeof(c_void_p)))
            self._libraries.format.avio_context_free(ctypes.byref(self._io))

    @property
    def video(self) -> Track | None:
        """The first track of moving pictures."""
        return next((track for track in self.tracks if track.video), None)

    @property
    def start(self) -> Fraction:
        """When it begins, in seconds of its own clock; cameras rarely begin at 0."""
        return _seconds(self._fields.start_time)

    @property
    def duration(self) -> Fraction:
        """How long it is in seconds; 0 when nobody knows."""
        return _seconds(self._fields.duration)

    @property
    def counted(self) -> bool:
        """Say whether its pictures carry no times: where one is missing, all later ones come too early."""
        return self._name in _COUNTED

    def length(self, track: Track) -> Fraction:
        """Return how long ``track`` says it is, in seconds; 0 when it doesn't say."""
        length = self._stream(track.index).duration
        return length * track.time_base if has_time(length) and length > 0 else Fraction(0)

    def stream(self, track: Track) -> Stream:
        """Return FFmpeg's own structure of a track."""
        return self._stream(track.index)

    def only(self, track: Track) -> None:
        """Leave out the packets of all other tracks, which need not even be read then."""
        for index in range(self._fields.nb_streams):
            self._stream(index).discard = DISCARD_NOTHING if index == track.index else DISCARD_ALL

    def parameters(self, track: Track) -> CodingPointer:
        """Return how the track is coded, as FFmpeg's own structure."""
        coded: CodingPointer = self._stream(track.index).codecpar
        return coded

    def seek(self, track: Track, moment: Fraction) -> None:
        """Go to the last key picture of ``track`` at or before ``moment`` (s of its own clock)."""
        at = int(moment / track.time_base)
        code = self._libraries.format.av_seek_frame(self._context, track.index, at, _BACKWARD)
        if code < 0:
            checked("seek", self._libraries.format.av_seek_frame(self._context, track.index, at, 0))

    def rewind(self) -> None:
        """Go to the beginning, also where there is no index that would lead there."""
        if self._name in _WITHOUT_INDEX:
            checked("seek", self._libraries.format.av_seek_frame(self._context, -1, 0, _BYTES))
        elif self.video is not None:
            self.seek(self.video, self.start)

    def packets(self) -> Iterator[PacketPointer]:
        """Give packet after packet to its end; each is only there until the next is asked for."""
        codec = self._libraries.codec
        packet = codec.av_packet_alloc()
        bad = 0
        try:
            while bad < _MOST_BAD_PACKETS:
                code = self._libraries.format.av_read_frame(self._context, packet)
                if code == _END:
                    return
                if code < 0:
                    bad += 1
                    continue
                yield packet
                codec.av_packet_unref(packet)
        finally:
            codec.av_packet_free(ctypes.byref(packet))

    @property
    def _fields(self) -> FormatContext:
        return cast(self._context, POINTER(FormatContext)).contents

    @property
    def _name(self) -> bytes:
        """What FFmpeg calls this kind of file."""
        return cast(self._fields.iformat, POINTER(c_char_p))[0] or b""

    def _options(self) -> dict[str, str]:
        """Return how to read it: AVI by its index, if wanted, so that a hole shifts nothing that comes after it."""
        try:
            head = os.read(self._descriptor, riff.HEAD_BYTES)
            os.lseek(self._descriptor, -len(head), os.SEEK_CUR)
        except OSError as problem:
            self.unread = True
            raise FilmError("read", -(problem.errno or 5)) from problem
        return _PROBED | {"fflags": "+genpts+sortdts"} if self._by_index and riff.is_avi(head) else _PROBED

    def _stream(self, index: int) -> Stream:
        stream: Stream = self._fields.streams[index].contents
        return stream

    def _tracks(self) -> Iterator[Track]:
        for index in range(self._fields.nb_streams):
            stream = self._stream(index)
            coded = stream.codecpar.contents
            if coded.codec_type not in {VIDEO, AUDIO} or stream.disposition & ATTACHED_PICTURE:
                continue
            yield Track(
                index=index,
                codec=self._libraries.codec.avcodec_get_name(coded.codec_id).decode("ascii", "replace"),
                codec_id=coded.codec_id,
                video=coded.codec_type == VIDEO,
                time_base=_fraction(stream.time_base) or Fraction(1, 1000),
                width=coded.width,
                height=coded.height,
                pixel_aspect=_fraction(stream.sample_aspect_ratio)
                or _fraction(coded.sample_aspect_ratio)
                or Fraction(1),
                rotation=_rotation(coded),
                extra=ctypes.string_at(coded.extradata, coded.extradata_size) if coded.extradata else b"",
            )

    def _read(self, _opaque: int | None, buffer: BytesPointer, size: int) -> int:
        try:
            data = os.read(self._descriptor, size)
        except OSError:
            self.unread = True
            return -5
        if not data:
            return _END
        ctypes.memmove(buffer, data, len(data))
        return len(data)

    def _seek(self, _opaque: int | None, offset: int, whence: int) -> int:
        try:
            if whence & _SEEK_SIZE:
                return os.fstat(self._descriptor).st_size
            return os.lseek(self._descriptor, offset, whence & 3)
        except OSError:
            return -22


def has_time(value: int) -> bool:
    """Say whether FFmpeg knew a time."""
    return value != NO_TIME


def _seconds(microseconds: int) -> Fraction:
    return Fraction(microseconds, 1_000_000) if has_time(microseconds) else Fraction(0)


def _fraction(value: Rational) -> Fraction | None:
    return Fraction(value.num, value.den) if value.num > 0 and value.den > 0 else None


def _rotation(coded: CodecParameters) -> int:
    """Return the quarter turns of the matrix that the camera wrote, in degrees clockwise."""
    for number in range(coded.nb_coded_side_data):
        side = coded.coded_side_data[number]
        if side.type == DISPLAY_MATRIX and side.size >= 36:
            a, b = (ctypes.c_int32 * 9).from_address(side.data)[:2]
            if abs(a) >= abs(b):
                return 180 if a < 0 else 0
            return 90 if b > 0 else 270
    return 0
