"""Pictures of a recording decoded, made smaller or masked, and coded anew as MPEG-4: every picture at its own time."""

from __future__ import annotations

import ctypes
from collections.abc import Iterator
from ctypes import c_void_p
from dataclasses import dataclass
from fractions import Fraction
from types import TracebackType
from typing import Self

from PIL import Image

from certdesk.core.annotations import Rect
from certdesk.core.recipes import Cover, Mask
from certdesk.evidence.film.libraries import FilmError, Libraries, checked, dictionary
from certdesk.evidence.film.source import Source, Track, has_time
from certdesk.evidence.film.structures import FramePointer, PacketPointer
from certdesk.evidence.mending.covering import Box, blurred, box_of
from certdesk.evidence.mending.refusing import CannotMendError, Reason

TIME_BASE = Fraction(1, 1000)
"""MPEG-4 can't count finer than 1/65535 s; every picture keeps its own millisecond."""
_CODING = {
    "time_base": "1/1000",
    "pixel_format": "yuv420p",
    "flags": "+qscale+global_header+mv4+aic+bitexact",
    "g": "60",
    "bf": "0",
    "mbd": "bits",
    "threads": "2",
    # Without a graphics driver, Qt takes every film for this one; MP4 keeps the three together or not at all.
    "colorspace": "smpte170m",
    "color_primaries": "bt709",
    "color_trc": "bt709",
    "color_range": "tv",
}
_FINE, _SMALL = 3, 5
"""Qualities of 31: what is only cut or masked stays as good as it was, a small copy is to be small."""
_LAMBDA = 118
_MOST_LONG, _MOST_SHORT = 1920, 1080
_BILINEAR, _AREA = 2, 0x20
_MATRIX_709, _MATRIX_601, _LOW, _FULL_RANGE, _ONE = 1, 5, 576, 2, 1 << 16
_KNOWN_MATRICES = frozenset({1, 4, 5, 6, 7, 9})
_AGAIN = frozenset({-11, -35, -0x20464F45})


class PictureDecoder:
    """Gives the pictures of a track with their times; to be used in a ``with`` block. Raises FilmError."""

    def __init__(self, libraries: Libraries, source: Source, track: Track) -> None:
        self._libraries, self._source, self._track = libraries, source, track
        self._decoder = c_void_p()
        self._frame: FramePointer = libraries.util.av_frame_alloc()

    def __enter__(self) -> Self:
        codec = self._libraries.codec
        found = codec.avcodec_find_decoder(self._track.codec_id)
        if not found or self._track.codec == "av1":
            raise CannotMendError(Reason.CODED)
        self._decoder = c_void_p(codec.avcodec_alloc_context3(found))
        options = dictionary(self._libraries, {"threads": "2"})
        try:
            checked("decoder", codec.avcodec_parameters_to_context(self._decoder, self._source.parameters(self._track)))
            checked("decoder", codec.avcodec_open2(self._decoder, found, ctypes.byref(options)))
        finally:
            self._libraries.util.av_dict_free(ctypes.byref(options))
        return self

    def __exit__(
        self, _kind: type[BaseException] | None, _fault: BaseException | None, _trace: TracebackType | None
    ) -> None:
        self._libraries.codec.avcodec_free_context(ctypes.byref(self._decoder))
        self._libraries.util.av_frame_free(ctypes.byref(self._frame))

    def pictures(self, start: Fraction) -> Iterator[tuple[int, FramePointer]]:
        """Give each picture from ``start`` (s) on: its time in ms from the beginning, and it until the next."""
        if start > 0:
            self._source.seek(self._track, start + self._source.start)
        else:
            self._source.rewind()
        codec, last = self._libraries.codec, -1
        for packet in self._fed():
            codec.avcodec_send_packet(self._decoder, packet)  # a damaged packet is passed over
            while codec.avcodec_receive_frame(self._decoder, self._frame) >= 0:
                time = self._frame.contents.best_effort_timestamp
                moment = time * self._track.time_base if has_time(time) else Fraction(0)
                at = round((moment - self._source.start) / TIME_BASE)
                if at > last and at >= 0:
                    last = at
                    yield at, self._frame

    def _fed(self) -> Iterator[PacketPointer | None]:
        for packet in self._source.packets():
            if packet.contents.stream_index == self._track.index:
                yield packet
        yield None


@dataclass(frozen=True, slots=True)
class Shape:
    """How large coded pictures are, before they are turned, and how good."""

    width: int
    height: int
    quality: int


def shape_for(track: Track, height: int | None) -> Shape:
    """Return the size of a copy: its shorter side at most ``height`` px, square pixels, even numbers."""
    wide, high = track.width * track.pixel_aspect, Fraction(track.height)
    short, long = (height, height * 4) if height else (_MOST_SHORT, _MOST_LONG)
    share = min(Fraction(1), Fraction(short) / min(wide, high), Fraction(long) / max(wide, high))
    even = [max(2, round(side * share / 2) * 2) for side in (wide, high)]
    return Shape(even[0], even[1], _SMALL if height else _FINE)


class PictureWriter:
    """Scales, masks and codes pictures; to be used in a ``with`` block. Raises FilmError."""

    def __init__(self, libraries: Libraries, track: Track, shape: Shape, masks: tuple[Mask, ...], turn: int) -> None:
        self._libraries, self._track, self.shape = libraries, track, shape
        self._boxes = tuple((mask, _stored_box(mask.rect, track, shape, turn)) for mask in masks)
        self.context = c_void_p()
        self._scaler = c_void_p()
        self._seen: tuple[int, ...] = ()
        self._frame: FramePointer = libraries.util.av_frame_alloc()
        self._packet: PacketPointer = libraries.codec.av_packet_alloc()

    def __enter__(self) -> Self:
        codec = self._libraries.codec
        encoder = codec.avcodec_find_encoder_by_name(b"mpeg4")
        if not encoder:
            raise FilmError("encoder", -1)
        self.context = c_void_p(codec.avcodec_alloc_context3(encoder))
        quality = str(_LAMBDA * self.shape.quality)
        own = {"video_size": f"{self.shape.width}x{self.shape.height}", "global_quality": quality}
        options = dictionary(self._libraries, {**_CODING, **own})
        try:
            checked("encoder", codec.avcodec_open2(self.context, encoder, ctypes.byref(options)))
        finally:
            self._libraries.util.av_dict_free(ctypes.byref(options))
        frame = self._frame.contents
        frame.width, frame.height = self.shape.width, self.shape.height
        frame.format = self._libraries.util.av_get_pix_fmt(b"yuv420p")
        frame.quality = _LAMBDA * self.shape.quality
        checked("frame", self._libraries.util.av_frame_get_buffer(self._frame, 0))
        return self

    def __exit__(
        self, _kind: type[BaseException] | None, _fault: BaseException | None, _trace: TracebackType | None
    ) -> None:
        self._libraries.scale.sws_freeContext(self._scaler)
        self._libraries.codec.avcodec_free_context(ctypes.byref(self.context))
        self._libraries.util.av_frame_free(ctypes.byref(self._frame))
        self._libraries.codec.av_packet_free(ctypes.byref(self._packet))

    def code(self, picture: FramePointer, at: int, moment: int) -> Iterator[PacketPointer]:
        """Code a picture for ``at`` ms of the copy; ``moment`` is when it is shown in the recording."""
        checked("frame", self._libraries.util.av_frame_make_writable(self._frame))
        self._scale(picture)
        for mask, box in self._boxes:
            if (mask.start_ms or 0) <= moment and (mask.end_ms is None or moment < mask.end_ms):
                self._hide(mask, box)
        self._frame.contents.pts = at
        yield from self._packets(self._frame)

    def finish(self) -> Iterator[PacketPointer]:
        """Give the last packets."""
        yield from self._packets(None)

    def _packets(self, frame: FramePointer | None) -> Iterator[PacketPointer]:
        codec = self._libraries.codec
        checked("code", codec.avcodec_send_frame(self.context, frame))
        while (code := codec.avcodec_receive_packet(self.context, self._packet)) not in _AGAIN:
            checked("code", code)
            yield self._packet

    def _scale(self, picture: FramePointer) -> None:
        fields, scale, frame = picture.contents, self._libraries.scale, self._frame.contents
        seen = (fields.width, fields.height, fields.format, fields.colorspace, fields.color_range)
        if seen != self._seen:
            self._prepare(seen)
        done = scale.sws_scale(
            self._scaler,
            ctypes.byref(fields.data),
            ctypes.byref(fields.linesize),
            0,
            fields.height,
            ctypes.byref(frame.data),
            ctypes.byref(frame.linesize),
        )
        checked("scale", done)

    def _prepare(self, seen: tuple[int, ...]) -> None:
        """Make what scales pictures of this shape; a camera that is turned may change it in the middle."""
        width, height, form, space, reach = seen
        scale = self._libraries.scale
        scale.sws_freeContext(self._scaler)
        smaller = self.shape.width * 2 <= width
        made = scale.sws_getContext(
            *(width, height, form, self.shape.width, self.shape.height),
            *(self._frame.contents.format, _AREA if smaller else _BILINEAR, None, None, None),
        )
        if not made:
            raise FilmError("scaler", -1)
        self._scaler, self._seen = c_void_p(made), seen
        usual = _MATRIX_601 if height <= _LOW else _MATRIX_709
        colours = scale.sws_getCoefficients(space if space in _KNOWN_MATRICES else usual)
        ours = scale.sws_getCoefficients(_MATRIX_601)
        full = int(reach == _FULL_RANGE)
        scale.sws_setColorspaceDetails(self._scaler, colours, full, ours, 0, 0, _ONE, _ONE)

    def _hide(self, mask: Mask, box: Box) -> None:
        """Hide a part in each of the three planes; those of the colours have half the size."""
        frame = self._frame.contents
        for plane in range(3):
            half = 1 if plane else 0
            left, top = box[0] >> half, box[1] >> half
            right, bottom = (box[2] + half) >> half, (box[3] + half) >> half
            line = frame.linesize[plane]
            first = frame.data[plane] + top * line + left
            wide, high = right - left, bottom - top
            if mask.cover is Cover.BOX:
                for row in range(high):
                    ctypes.memset(first + row * line, 128 if plane else 16, wide)
                continue
            part = Image.new("L", (wide, high))
            rows = b"".join(ctypes.string_at(first + row * line, wide) for row in range(high))
            part.frombytes(rows)
            soft = blurred(part).tobytes()
            for row in range(high):
                ctypes.memmove(first + row * line, soft[row * wide : (row + 1) * wide], wide)


def _stored_box(rect: Rect, track: Track, shape: Shape, turn: int) -> Box:
    """Turn a rectangle of the upright picture into one of the picture as it is coded, in even pixels."""
    across, down = track.width * track.pixel_aspect, Fraction(track.height)
    if turn in {90, 270}:
        across, down = down, across
    scale = float(Fraction(shape.height) / track.height)
    box = box_of(rect, (round(across * scale), round(down * scale)), scale)
    left, top, right, bottom = box
    wide, high = shape.width, shape.height
    stored = {
        0: (left, top, right, bottom),
        90: (top, high - right, bottom, high - left),
        180: (wide - right, high - bottom, wide - left, high - top),
        270: (wide - bottom, left, wide - top, right),
    }[turn]
    left, top = (max(0, each) & ~1 for each in stored[:2])
    right, bottom = min(wide, (stored[2] + 1) & ~1), min(high, (stored[3] + 1) & ~1)
    if left >= right or top >= bottom:
        raise CannotMendError(Reason.NOTHING_LEFT)
    return left, top, right, bottom
