"""Pictures of a recording at given moments: decoded from the key picture before, the last that has begun by then."""

from __future__ import annotations

import ctypes
from collections.abc import Iterator
from ctypes import c_char, c_int, c_void_p
from fractions import Fraction
from types import TracebackType
from typing import Self

from PIL import Image

from certdesk.evidence.film.av1 import Av1Coding, pictures
from certdesk.evidence.film.libraries import FilmError, Libraries, checked, dictionary
from certdesk.evidence.film.source import Source, has_time
from certdesk.evidence.film.structures import KEY_PACKET, NO_TIME, FramePointer, PacketPointer

_MOST_DECODED = 3000
"""Pictures that may stand between a key picture and the one asked for."""
_MOST_BYTES = 2**27
_BACK = (0, 2, 10, 40, None)
"""Where there is no index, the way back to a key picture is guessed (s); at last, from the beginning."""
_BILINEAR = 2
_ONE = 1 << 16
_FULL_RANGE = 2
_KNOWN_MATRICES = frozenset({1, 4, 5, 6, 7, 9})
_MATRIX_709, _MATRIX_601 = 1, 5
_LOW = 576
_TURNS = {90: Image.Transpose.ROTATE_270, 180: Image.Transpose.ROTATE_180, 270: Image.Transpose.ROTATE_90}


class Stills:
    """Takes pictures out of the first video track of ``source``, at most ``largest`` px wide or high, upright, as RGB.

    To be used in a ``with`` block. Raises `FilmError`, and `av1.FAULTS` at damaged AV1.
    """

    def __init__(self, libraries: Libraries, source: Source, largest: int) -> None:
        video = source.video
        if video is None or not video.width or not video.height:
            raise FilmError("no pictures", -1)
        self._libraries = libraries
        self._source = source
        self._track = video
        self._largest = largest
        self._from_start = False
        self._decoder = c_void_p()
        self._frame: FramePointer = libraries.util.av_frame_alloc()
        self._kept: FramePointer = libraries.util.av_frame_alloc()

    def __enter__(self) -> Self:
        if self._track.codec == "av1":
            return self
        codec = self._libraries.codec
        found = codec.avcodec_find_decoder(self._track.codec_id)
        if not found:
            raise FilmError("decoder", -1)
        self._decoder = c_void_p(codec.avcodec_alloc_context3(found))
        options = dictionary(self._libraries, {"threads": "2"})
        try:
            parameters = self._source.parameters(self._track)
            checked("decoder", codec.avcodec_parameters_to_context(self._decoder, parameters))
            checked("decoder", codec.avcodec_open2(self._decoder, found, ctypes.byref(options)))
        finally:
            self._libraries.util.av_dict_free(ctypes.byref(options))
        return self

    def __exit__(
        self, _kind: type[BaseException] | None, _fault: BaseException | None, _trace: TracebackType | None
    ) -> None:
        self._libraries.codec.avcodec_free_context(ctypes.byref(self._decoder))
        for frame in (self._frame, self._kept):
            self._libraries.util.av_frame_free(ctypes.byref(frame))

    def at(self, moment: Fraction, good_enough: Fraction | None = None) -> Image.Image | None:
        """Return the picture of ``moment`` (s from the beginning), or None when there is none.

        A key picture not before ``good_enough`` will do, where many pictures give an overview.
        """
        wanted = max(Fraction(0), moment) + self._source.start
        enough = None if good_enough is None else good_enough + self._source.start
        for back in _BACK:
            if back is not None and wanted - back > self._source.start:
                self._from_start = False
                self._source.seek(self._track, wanted - back)
            else:
                self._from_start = True
                self._source.rewind()
            look = self._at_av1 if self._track.codec == "av1" else self._at_others
            found = look(wanted, enough)
            if found is not None:
                return self._upright(found)
            if self._from_start:
                break
        return None

    def _at_av1(self, wanted: Fraction, enough: Fraction | None) -> Image.Image | None:
        samples: list[bytes] = []
        waiting = 0
        for packet in self._packets():
            fields = packet.contents
            time = _time(fields.pts if has_time(fields.pts) else fields.dts) * self._track.time_base
            if samples and (time > wanted or (enough is not None and time >= enough)):
                break
            if fields.flags & KEY_PACKET:
                samples, waiting = [], 0
            elif not samples:
                continue
            samples.append(ctypes.string_at(fields.data, fields.size))
            waiting += fields.size
            if len(samples) > _MOST_DECODED or waiting > _MOST_BYTES:
                break
        if not samples:
            return None
        last = b""
        for pixels in pictures(Av1Coding(self._track.width, self._track.height, self._track.extra), samples):
            last = pixels
        image = Image.frombytes("RGB", (self._track.width, self._track.height), last)
        return image.resize(self._size(), Image.Resampling.BILINEAR)

    def _at_others(self, wanted: Fraction, enough: Fraction | None) -> Image.Image | None:
        """Decode until a picture begins after ``wanted``; None when already the first one does."""
        self._libraries.codec.avcodec_flush_buffers(self._decoder)
        kept = False
        for count, time in enumerate(self._frames()):
            if time > wanted and (kept or not self._from_start):
                break
            self._libraries.util.av_frame_unref(self._kept)
            self._libraries.util.av_frame_move_ref(self._kept, self._frame)
            kept = True
            if count > _MOST_DECODED or (enough is not None and time >= enough):
                break
        return self._scaled(self._kept) if kept else None

    def _packets(self) -> Iterator[PacketPointer]:
        return (packet for packet in self._source.packets() if packet.contents.stream_index == self._track.index)

    def _frames(self) -> Iterator[Fraction]:
        """Decode picture after picture into ``_frame`` and give when each begins."""
        codec = self._libraries.codec
        for packet in self._packets():
            codec.avcodec_send_packet(self._decoder, packet)  # a damaged packet is passed over
            yield from self._received()
        codec.avcodec_send_packet(self._decoder, None)
        yield from self._received()

    def _received(self) -> Iterator[Fraction]:
        while self._libraries.codec.avcodec_receive_frame(self._decoder, self._frame) >= 0:
            yield _time(self._frame.contents.best_effort_timestamp) * self._track.time_base

    def _size(self) -> tuple[int, int]:
        """Return how large the picture becomes before it is turned."""
        wide, high = self._track.width * self._track.pixel_aspect, Fraction(self._track.height)
        share = min(Fraction(1), self._largest / max(wide, high))
        return max(1, round(wide * share)), max(1, round(high * share))

    def _scaled(self, frame: FramePointer) -> Image.Image | None:
        fields, scale = frame.contents, self._libraries.scale
        width, height = self._size()
        shape = (fields.width, fields.height, fields.format)
        rgb = self._libraries.util.av_get_pix_fmt(b"rgb24")
        scaler = scale.sws_getContext(*shape, width, height, rgb, _BILINEAR, None, None, None)
        if not scaler:
            return None
        usual = _MATRIX_601 if fields.height <= _LOW else _MATRIX_709
        matrix = fields.colorspace if fields.colorspace in _KNOWN_MATRICES else usual
        colours = scale.sws_getCoefficients(matrix)
        full = int(fields.color_range == _FULL_RANGE)
        scale.sws_setColorspaceDetails(scaler, colours, full, colours, 1, 0, _ONE, _ONE)
        line = (width * 3 + 63) // 64 * 64
        pixels = (c_char * (line * height + 64))()
        planes, lines = (c_void_p * 4)(ctypes.addressof(pixels)), (c_int * 4)(line)
        done = scale.sws_scale(
            scaler, ctypes.byref(fields.data), ctypes.byref(fields.linesize), 0, fields.height, planes, lines
        )
        scale.sws_freeContext(scaler)
        return Image.frombytes("RGB", (width, height), pixels.raw, "raw", "RGB", line) if done == height else None

    def _upright(self, image: Image.Image) -> Image.Image:
        turn = _TURNS.get(self._track.rotation)
        return image if turn is None else image.transpose(turn)


def _time(value: int) -> int:
    return 0 if value == NO_TIME else value
