"""The ways a stream can take from a recording into its copy: as it is, or decoded and coded anew."""

from __future__ import annotations

import ctypes
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from fractions import Fraction

from PIL import Image

from certdesk.evidence.film.av1 import Av1Coding, pictures
from certdesk.evidence.film.libraries import FilmError
from certdesk.evidence.film.pictures import TIME_BASE, PictureCoder
from certdesk.evidence.film.source import Track, has_time
from certdesk.evidence.film.structures import KEY_PACKET, PacketPointer
from certdesk.evidence.film.writer import Writer

Reached = Callable[[Fraction], None]
"""Told how far the copy is, in seconds from the beginning."""
_MOST_BYTES_WAITING = 2**27
_TURNS = {90: Image.Transpose.ROTATE_270, 180: Image.Transpose.ROTATE_180, 270: Image.Transpose.ROTATE_90}


@dataclass(slots=True)
class CopiedLane:
    """A stream that is copied packet by packet."""

    writer: Writer
    number: int
    track: Track
    start: Fraction
    reached: Reached

    def take(self, packet: PacketPointer) -> None:
        """Write a packet, its times counted from the beginning of the recording."""
        fields = packet.contents
        shift = round(self.start / self.track.time_base)
        if not has_time(fields.pts):
            fields.pts = fields.dts
        if not has_time(fields.pts):
            return  # nobody knows where it belongs; a film that begins in the middle has a few of these
        fields.pts -= shift
        if has_time(fields.dts):
            fields.dts -= shift
        if self.track.video:
            self.reached(fields.pts * self.track.time_base)
        elif fields.pts < 0:
            return  # what a sound coder puts in front; kept, it would move the whole copy
        self.writer.write(packet, self.number, self.track.time_base)

    def finish(self) -> None:
        """Everything is written already."""


@dataclass(slots=True)
class CodedLane:
    """AV1 pictures, gathered from key picture to key picture, decoded, turned upright and coded anew."""

    writer: Writer
    number: int
    track: Track
    start: Fraction
    reached: Reached
    coder: PictureCoder
    coding: Av1Coding
    _samples: list[bytes] = field(default_factory=list)
    _moments: list[int] = field(default_factory=list)
    _last_length: int = 0
    _waiting: int = 0
    _written: int = -1

    def take(self, packet: PacketPointer) -> None:
        """Keep a packet; at a key picture, code what was kept before it."""
        fields = packet.contents
        if fields.flags & KEY_PACKET:
            self._code()
        elif not self._samples:
            return  # it begins in the middle: nothing can be seen before the first key picture
        self._waiting += fields.size
        if self._waiting > _MOST_BYTES_WAITING:
            raise FilmError("too far from key picture to key picture", -1)
        moment = fields.pts if has_time(fields.pts) else fields.dts
        self._samples.append(ctypes.string_at(fields.data, fields.size))
        self._moments.append(_in_ms(moment * self.track.time_base - self.start))
        self._last_length = _in_ms(fields.duration * self.track.time_base)

    def finish(self) -> None:
        """Code the last group."""
        self._code()
        self._write(self.coder.finish(), self._last_length)

    def _code(self) -> None:
        if not self._samples:
            return
        ends = [*self._moments[1:], self._moments[-1] + self._last_length]
        decoded = pictures(self.coding, self._samples)
        for pixels, moment, end in zip(decoded, self._moments, ends, strict=True):
            if moment <= self._written:
                continue
            self._write(self.coder.code(self._upright(pixels), moment), end - moment)
            self._written = moment
            self.reached(moment * TIME_BASE)
        self._samples, self._moments, self._waiting = [], [], 0

    def _upright(self, pixels: bytes) -> bytes:
        turn = _TURNS.get(self.track.rotation)
        if turn is None:
            return pixels
        return Image.frombytes("RGB", (self.track.width, self.track.height), pixels).transpose(turn).tobytes()

    def _write(self, packets: Iterator[PacketPointer], length: int) -> None:
        for packet in packets:
            packet.contents.duration = max(0, length)
            self.writer.write(packet, self.number, TIME_BASE)


def _in_ms(seconds: Fraction) -> int:
    return round(seconds / TIME_BASE)
