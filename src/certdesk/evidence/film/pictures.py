"""Pictures that are coded anew, as MPEG-4: what Qt's FFmpeg can make and every computer can play and step through."""

from __future__ import annotations

import ctypes
from collections.abc import Iterator
from ctypes import c_char_p, c_int, c_void_p
from fractions import Fraction
from types import TracebackType
from typing import Self

from certdesk.evidence.film.libraries import FilmError, Libraries, checked, dictionary
from certdesk.evidence.film.structures import FramePointer, PacketPointer, Rational

TIME_BASE = Fraction(1, 1000)
"""Matroska keeps milliseconds; MPEG-4 can't count finer than 1/65535 s."""
LONGEST_SIDE, SHORTEST_SIDE = 1920, 1080
_CODING = {
    "time_base": "1/1000",
    "pixel_format": "yuv420p",
    "flags": "+qscale+global_header",
    "global_quality": str(118 * 4),  # quality 4 of 31: no blocks to be seen, about 6 MBit/s at 1080p
    "g": "12",  # a key picture every 12: any picture is at most 12 away, so that stepping back is quick
    "bf": "0",
    "threads": "2",
    # Without a graphics driver, Qt takes every film for this one; MP4 keeps the three together or not at all.
    "colorspace": "smpte170m",
    "color_primaries": "bt709",
    "color_trc": "bt709",
    "color_range": "tv",
}
_BILINEAR = 2
_MATRIX_601 = 5
_ONE = 1 << 16
_AGAIN = -11
_AGAIN_ON_A_MAC = -35
_END = -0x20464F45


class PictureCoder:
    """Takes RGB pictures of one size and gives packets; to be used in a ``with`` block. Raises `FilmError`."""

    def __init__(self, libraries: Libraries, size: tuple[int, int], pixel_aspect: Fraction) -> None:
        self._libraries = libraries
        self._size = size
        self.size = fitting(*size)
        self._pixel_aspect = pixel_aspect
        self.context = c_void_p()
        self._scaler = c_void_p()
        self._frame = libraries.util.av_frame_alloc()
        self._packet = libraries.codec.av_packet_alloc()

    def __enter__(self) -> Self:
        codec = self._libraries.codec
        encoder = codec.avcodec_find_encoder_by_name(b"mpeg4")
        if not encoder:
            raise FilmError("encoder", -1)
        self.context = c_void_p(codec.avcodec_alloc_context3(encoder))
        shape = {"video_size": "{}x{}".format(*self.size), "aspect": _ratio(self._pixel_aspect)}
        options = dictionary(self._libraries, {**_CODING, **shape})
        try:
            checked("encoder", codec.avcodec_open2(self.context, encoder, ctypes.byref(options)))
        finally:
            self._libraries.util.av_dict_free(ctypes.byref(options))
        self._prepare_scaler()
        self._prepare_frame()
        return self

    def __exit__(
        self, _kind: type[BaseException] | None, _fault: BaseException | None, _trace: TracebackType | None
    ) -> None:
        self._libraries.scale.sws_freeContext(self._scaler)
        self._libraries.codec.avcodec_free_context(ctypes.byref(self.context))
        self._libraries.util.av_frame_free(ctypes.byref(self._frame))
        self._libraries.codec.av_packet_free(ctypes.byref(self._packet))

    def code(self, pixels: bytes, moment: int) -> Iterator[PacketPointer]:
        """Take a picture that begins at ``moment`` (in `TIME_BASE`) and give the packets that are ready.

        ``pixels`` are rows of red, green, blue, a byte each.
        """
        frame = self._frame.contents
        checked("frame", self._libraries.util.av_frame_make_writable(self._frame))
        width, height = self._size
        planes = (c_void_p * 4)(ctypes.cast(c_char_p(pixels), c_void_p))
        lines = (c_int * 4)(width * 3)
        scaled = self._libraries.scale.sws_scale(
            self._scaler, planes, lines, 0, height, ctypes.byref(frame.data), ctypes.byref(frame.linesize)
        )
        checked("scale", scaled)
        frame.pts = moment
        yield from self._packets(self._frame)

    def finish(self) -> Iterator[PacketPointer]:
        """Give the last packets."""
        yield from self._packets(None)

    def _packets(self, frame: FramePointer | None) -> Iterator[PacketPointer]:
        codec = self._libraries.codec
        checked("code", codec.avcodec_send_frame(self.context, frame))
        while True:
            code = codec.avcodec_receive_packet(self.context, self._packet)
            if code in {_AGAIN, _AGAIN_ON_A_MAC, _END}:
                return
            checked("code", code)
            yield self._packet

    def _prepare_scaler(self) -> None:
        scale, formats = self._libraries.scale, self._libraries.util.av_get_pix_fmt
        made = scale.sws_getContext(
            *self._size, formats(b"rgb24"), *self.size, formats(b"yuv420p"), _BILINEAR, None, None, None
        )
        if not made:
            raise FilmError("scaler", -1)
        self._scaler = c_void_p(made)
        colours = scale.sws_getCoefficients(_MATRIX_601)
        scale.sws_setColorspaceDetails(self._scaler, colours, 1, colours, 0, 0, _ONE, _ONE)

    def _prepare_frame(self) -> None:
        frame = self._frame.contents
        frame.width, frame.height = self.size
        frame.format = self._libraries.util.av_get_pix_fmt(b"yuv420p")
        frame.quality = 118 * 4
        frame.sample_aspect_ratio = Rational(self._pixel_aspect.numerator, self._pixel_aspect.denominator)
        checked("frame", self._libraries.util.av_frame_get_buffer(self._frame, 0))


def fitting(width: int, height: int) -> tuple[int, int]:
    """Return the size of a copy: at most 1920 x 1080 or 1080 x 1920, even numbers, the same shape."""
    share = min(Fraction(1), Fraction(LONGEST_SIDE, max(width, height)), Fraction(SHORTEST_SIDE, min(width, height)))
    return max(2, round(width * share / 2) * 2), max(2, round(height * share / 2) * 2)


def _ratio(value: Fraction) -> str:
    return f"{value.numerator}:{value.denominator}"
