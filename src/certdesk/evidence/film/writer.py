"""A film that is put together: streams copied from a source or coded anew, written as Matroska or MP4."""

from __future__ import annotations

import ctypes
import os
from ctypes import POINTER, c_void_p, cast
from fractions import Fraction
from types import TracebackType
from typing import Self

from certdesk.evidence.film.libraries import FilmError, Libraries, Read, Seek, checked
from certdesk.evidence.film.source import BUFFER_BYTES, Source, Track
from certdesk.evidence.film.structures import BytesPointer, FormatContext, PacketPointer, Rational, Stream

MATROSKA, MP4 = b"matroska", b"mp4"
"""Matroska takes every coding; MP4 says how long each picture lasts, which matters where the lengths differ."""
_NORMAL = 0


class Writer:
    """A film in ``container``; streams first, then `begin`, packets, `finish`. Raises `FilmError`."""

    def __init__(self, libraries: Libraries, descriptor: int, container: bytes = MATROSKA) -> None:
        self._container = container
        self._libraries = libraries
        self._descriptor = descriptor
        self._callbacks = Read(self._write), Seek(self._seek)
        self._io = c_void_p()
        self._context = c_void_p()
        self.bytes = 0
        """How long the film became."""

    def __enter__(self) -> Self:
        form = self._libraries.format
        write, seek = self._callbacks
        checked("make", form.avformat_alloc_output_context2(ctypes.byref(self._context), None, self._container, None))
        buffer = self._libraries.util.av_malloc(BUFFER_BYTES)
        self._io = c_void_p(form.avio_alloc_context(buffer, BUFFER_BYTES, 1, None, Read(), write, seek))
        self._fields.pb = self._io
        return self

    def __exit__(
        self, _kind: type[BaseException] | None, _fault: BaseException | None, _trace: TracebackType | None
    ) -> None:
        if self._context:
            self._libraries.format.avformat_free_context(self._context)
            self._context = c_void_p()
        if self._io:
            buffer = cast(self._io, POINTER(c_void_p * 2))[0]
            self._libraries.util.av_freep(ctypes.byref(buffer, ctypes.sizeof(c_void_p)))
            self._libraries.format.avio_context_free(ctypes.byref(self._io))

    def takes(self, track: Track) -> bool:
        """Say whether a track can be kept in this kind of file as it is."""
        return takes(self._libraries, self._container, track)

    def copy(self, source: Source, track: Track) -> int:
        """Add a stream that is a track of ``source`` as it is; returns its number."""
        stream = self._new_stream(track.time_base)
        coded = stream.codecpar.contents
        checked("copy", self._libraries.codec.avcodec_parameters_copy(ctypes.byref(coded), source.parameters(track)))
        coded.codec_tag = 0
        if track.video:
            aspect = track.pixel_aspect
            stream.sample_aspect_ratio = coded.sample_aspect_ratio = Rational(aspect.numerator, aspect.denominator)
        return int(stream.index)

    def add(self, encoder: c_void_p, time_base: Fraction) -> int:
        """Add a stream that an encoder makes; returns its number."""
        stream = self._new_stream(time_base)
        checked("coded", self._libraries.codec.avcodec_parameters_from_context(stream.codecpar, encoder))
        return int(stream.index)

    def begin(self) -> None:
        """Write what stands before the packets."""
        checked("begin", self._libraries.format.avformat_write_header(self._context, None))

    def write(self, packet: PacketPointer, number: int, time_base: Fraction) -> None:
        """Write a packet whose times are in ``time_base`` seconds; the packet is empty afterwards."""
        packet.contents.stream_index = number
        packet.contents.pos = -1
        now = self._fields.streams[number].contents.time_base
        self._libraries.codec.av_packet_rescale_ts(packet, Rational(time_base.numerator, time_base.denominator), now)
        checked("write", self._libraries.format.av_interleaved_write_frame(self._context, packet))

    def finish(self) -> None:
        """Write what stands after the packets: the index."""
        checked("finish", self._libraries.format.av_write_trailer(self._context))

    @property
    def _fields(self) -> FormatContext:
        return cast(self._context, POINTER(FormatContext)).contents

    def _new_stream(self, time_base: Fraction) -> Stream:
        made = self._libraries.format.avformat_new_stream(self._context, None)
        if not made:
            raise FilmError("stream", -12)
        stream = cast(made, POINTER(Stream)).contents
        stream.time_base = Rational(time_base.numerator, time_base.denominator)
        return stream

    def _write(self, _opaque: int | None, buffer: BytesPointer, size: int) -> int:
        data = memoryview(ctypes.string_at(buffer, size))
        try:
            while data:
                data = data[os.write(self._descriptor, data) :]
            self.bytes = max(self.bytes, os.lseek(self._descriptor, 0, os.SEEK_CUR))
        except OSError:
            return -28
        return size

    def _seek(self, _opaque: int | None, offset: int, whence: int) -> int:
        try:
            return os.lseek(self._descriptor, offset, whence & 3)
        except OSError:
            return -22


def takes(libraries: Libraries, container: bytes, track: Track) -> bool:
    """Say whether a track can be kept in a ``container`` as it is."""
    kind = libraries.format.av_guess_format(container, None, None)
    return bool(libraries.format.avformat_query_codec(kind, track.codec_id, _NORMAL) == 1)
