"""Recordings read from a part of a file, and written without anything but their streams."""

from __future__ import annotations

import ctypes
import os
import struct
from ctypes import POINTER, c_int, c_int32, c_size_t, c_void_p
from fractions import Fraction

from certdesk.evidence.film.libraries import FilmError, Libraries, checked, dictionary
from certdesk.evidence.film.source import Source, Track
from certdesk.evidence.film.structures import (
    DISPLAY_MATRIX,
    BytesPointer,
    CodecParameters,
    Rational,
    SideData,
    Stream,
)
from certdesk.evidence.film.writer import Writer

NUT, MP4, MOV, MATROSKA = b"nut", b"mp4", b"mov", b"matroska"
TURNING = frozenset({MP4, MOV, MATROSKA, b"3gp", b"ipod"})
"""Containers that can say which way up their pictures are."""
_SEEK_SIZE = 0x10000
_END = -0x20464F45
_NO_ROOM = -28
_HVC1 = int.from_bytes(b"hvc1", "little")
_QUARTERS = {0: (1, 0, 0, 1), 90: (0, 1, -1, 0), 180: (-1, 0, 0, -1), 270: (0, -1, 1, 0)}
_ONE, _UNIT = 1 << 16, 1 << 30


class PartOfFile(Source):
    """A recording that is a part of a file: from ``begin`` to ``end``."""

    def __init__(self, libraries: Libraries, descriptor: int, begin: int, end: int) -> None:
        super().__init__(libraries, descriptor)
        self._begin, self._stop = begin, end
        self._at = begin
        """Where this one reads: others may read the same file meanwhile."""
        os.lseek(descriptor, begin, os.SEEK_SET)

    def _read(self, opaque: int | None, buffer: BytesPointer, size: int) -> int:
        if self._at >= self._stop:
            return _END
        os.lseek(self._descriptor, self._at, os.SEEK_SET)
        count = super()._read(opaque, buffer, min(size, self._stop - self._at))
        self._at += max(0, count)
        return count

    def _seek(self, _opaque: int | None, offset: int, whence: int) -> int:
        if whence & _SEEK_SIZE:
            return self._stop - self._begin
        ground = {os.SEEK_SET: self._begin, os.SEEK_END: self._stop}.get(whence & 3, self._at)
        if not self._begin <= ground + offset <= self._stop:
            return -22
        self._at = ground + offset
        return self._at - self._begin


class CleanWriter(Writer):
    """A film without titles, dates, programs and places, written from ``begin`` of a file on."""

    def __init__(self, libraries: Libraries, descriptor: int, container: bytes, begin: int = 0) -> None:
        super().__init__(libraries, descriptor, container)
        self._start = begin
        os.lseek(descriptor, begin, os.SEEK_SET)

    def begin(self) -> None:
        """Write what stands before the packets, and no word of who wrote it."""
        options = {"fflags": "+bitexact"}
        if self._container == b"mp3":
            options |= {"write_id3v1": "0", "id3v2_version": "0"}
        given = dictionary(self._libraries, options)
        try:
            checked("begin", self._libraries.format.avformat_write_header(self._context, ctypes.byref(given)))
        finally:
            self._libraries.util.av_dict_free(ctypes.byref(given))

    def copy(self, source: Source, track: Track) -> int:
        """Add a stream as it is, under the name that every player knows."""
        number = super().copy(source, track)
        coded = self._coded(number)
        if track.codec == "hevc" and self._container in {MP4, MOV}:
            coded.codec_tag = _HVC1
        if track.codec in {"vorbis", "theora"}:
            self._without_comments(coded, track.codec)
        return number

    def turn(self, number: int, degrees: int) -> None:
        """Note that the pictures of a stream are to be shown turned clockwise by ``degrees`` in all."""
        coded, codec = self._coded(number), self._libraries.codec
        add = codec.av_packet_side_data_new
        add.restype, add.argtypes = POINTER(SideData), [c_void_p, c_void_p, c_int, c_size_t, c_int]
        made = add(
            ctypes.byref(coded, CodecParameters.coded_side_data.offset),
            ctypes.byref(coded, CodecParameters.nb_coded_side_data.offset),
            DISPLAY_MATRIX,
            36,
            0,
        )
        if not made:
            raise FilmError("turn", -12)
        a, b, c, d = (each * _ONE for each in _QUARTERS[degrees % 360])
        matrix = (c_int32 * 9)(a, b, 0, c, d, 0, 0, 0, _UNIT)
        ctypes.memmove(made.contents.data, matrix, 36)

    def aspect(self, number: int, pixel_aspect: Fraction) -> None:
        """Note how wide a pixel is, compared with its height."""
        value = Rational(pixel_aspect.numerator, pixel_aspect.denominator)
        self._coded(number).sample_aspect_ratio = value
        self._stream(number).sample_aspect_ratio = value

    def _stream(self, number: int) -> Stream:
        stream: Stream = self._fields.streams[number].contents
        return stream

    def _coded(self, number: int) -> CodecParameters:
        coded: CodecParameters = self._stream(number).codecpar.contents
        return coded

    def _without_comments(self, coded: CodecParameters, codec: str) -> None:
        """Empty the list of comments that Vorbis and Theora keep among what their decoders need."""
        extra = ctypes.string_at(coded.extradata, coded.extradata_size) if coded.extradata else b""
        headers = _xiph_headers(extra)
        if headers is None:
            raise FilmError("headers", -1)
        empty = b"\x03vorbis" + bytes(8) + b"\x01" if codec == "vorbis" else b"\x81theora" + bytes(8)
        now = _xiph_laced((headers[0], empty, headers[2]))
        util = self._libraries.util
        room = util.av_mallocz(len(now) + 64)
        ctypes.memmove(room, now, len(now))
        util.av_freep(ctypes.byref(coded, CodecParameters.extradata.offset))
        coded.extradata, coded.extradata_size = room, len(now)

    def _write(self, opaque: int | None, buffer: BytesPointer, size: int) -> int:
        written = super()._write(opaque, buffer, size)
        return written if written >= 0 else _NO_ROOM

    def _seek(self, opaque: int | None, offset: int, whence: int) -> int:
        way = whence & 3
        at = offset + self._start if way == os.SEEK_SET else offset
        place = super()._seek(opaque, at, way)
        return place if place < 0 else place - self._start


def _xiph_headers(extra: bytes) -> tuple[bytes, ...] | None:
    """Return the three headers, laced in either of the two ways in which containers keep them."""
    if extra[:1] == b"\x02":
        at, sizes = 1, []
        for _header in range(2):
            size = 0
            while at < len(extra) and extra[at] == 255:
                size, at = size + 255, at + 1
            if at >= len(extra):
                return None
            sizes.append(size + extra[at])
            at += 1
        first, second = at + sizes[0], at + sizes[0] + sizes[1]
        return (extra[at:first], extra[first:second], extra[second:]) if second <= len(extra) else None
    found, at = [], 0
    for _header in range(3):
        if at + 2 > len(extra):
            return None
        (size,) = struct.unpack_from(">H", extra, at)
        found.append(extra[at + 2 : at + 2 + size])
        at += 2 + size
    return tuple(found)


def _xiph_laced(headers: tuple[bytes, ...]) -> bytes:
    sizes = b"".join(b"\xff" * (len(each) // 255) + bytes([len(each) % 255]) for each in headers[:2])
    return b"\x02" + sizes + b"".join(headers)
