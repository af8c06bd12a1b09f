"""Films whose pictures carry their number, as blocks that survive every coder, made with what the program ships."""

from __future__ import annotations

import io
import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from fractions import Fraction
from pathlib import Path

from PIL import Image, ImageDraw

from certdesk.evidence.film.libraries import Libraries
from certdesk.evidence.film.pictures import TIME_BASE, PictureCoder
from certdesk.evidence.film.source import Source
from certdesk.evidence.film.writer import MATROSKA, MP4, Writer

WIDTH, HEIGHT, BITS = 192, 112, 12
_ACROSS, _SIDE, _HALF = 6, 32, 28


def picture(number: int) -> Image.Image:
    """Draw 12 blocks, one for each bit: light above dark for 1, dark above light for 0."""
    image = Image.new("RGB", (WIDTH, HEIGHT), (128, 128, 128))
    draw = ImageDraw.Draw(image)
    for bit in range(BITS):
        left, top = bit % _ACROSS * _SIDE, bit // _ACROSS * 2 * _HALF
        upper, lower = ((235,) * 3, (16,) * 3) if number >> bit & 1 else ((16,) * 3, (235,) * 3)
        draw.rectangle((left, top, left + _SIDE - 1, top + _HALF - 1), fill=upper)
        draw.rectangle((left, top + _HALF, left + _SIDE - 1, top + 2 * _HALF - 1), fill=lower)
    return image


def number_in(image: Image.Image) -> int:
    """Read the number of a picture of any size; -1 where it is turned or no picture of ours."""
    grey, number = image.convert("L"), 0
    across, down = grey.width / WIDTH, grey.height / HEIGHT
    for bit in range(BITS):
        left, top = bit % _ACROSS * _SIDE + _SIDE / 2, bit // _ACROSS * 2 * _HALF
        upper, lower = (
            int(grey.getpixel((int(left * across), int((top + part) * down)))) for part in (_HALF / 2, _HALF * 1.5)
        )
        if abs(upper - lower) < 60:
            return -1
        number |= (upper > lower) << bit
    return number


def moments(rate: Fraction, count: int) -> tuple[int, ...]:
    """Return when each of ``count`` pictures begins at a constant rate, in ms."""
    return tuple(round(number * 1000 / rate) for number in range(count))


def film(libraries: Libraries, path: Path, begins: Sequence[int], last: int = 40) -> Path:
    """Write MPEG-4 in Matroska (or in MP4, by its name) whose picture n begins at ``begins[n]`` ms.

    The last one stays ``last`` ms.
    """
    ends = [*begins[1:], begins[-1] + last]
    with written(libraries, path) as writer, PictureCoder(libraries, (WIDTH, HEIGHT), Fraction(1)) as coder:
        number = writer.add(coder.context, TIME_BASE)
        writer.begin()
        for each, (begin, end) in enumerate(zip(begins, ends, strict=True)):
            for packet in coder.code(picture(each).tobytes(), begin):
                packet.contents.duration = end - begin
                writer.write(packet, number, TIME_BASE)
        for packet in coder.finish():
            writer.write(packet, number, TIME_BASE)
        writer.finish()
    return path


def av1_film(libraries: Libraries, path: Path, count: int, each_ms: int = 40) -> Path:
    """Write AV1 in Matroska: coded by Pillow as an AVIF sequence, whose packets are copied."""
    first, *rest = (picture(number) for number in range(count))
    data = io.BytesIO()
    first.save(data, "AVIF", save_all=True, append_images=rest, duration=each_ms, quality=60, speed=10)
    sequence = path.with_suffix(".avifs")
    sequence.write_bytes(data.getvalue())
    descriptor = os.open(sequence, os.O_RDONLY)
    try:
        with Source(libraries, descriptor) as source, written(libraries, path) as writer:
            track = source.tracks[-1]  # the first is the still picture that an AVIF also has
            number = writer.copy(source, track)
            writer.begin()
            own = (packet for packet in source.packets() if packet.contents.stream_index == track.index)
            for each, packet in enumerate(own):
                packet.contents.pts = packet.contents.dts = each * each_ms
                packet.contents.duration = each_ms
                writer.write(packet, number, TIME_BASE)
            writer.finish()
    finally:
        os.close(descriptor)
    return path


@contextmanager
def written(libraries: Libraries, path: Path) -> Iterator[Writer]:
    """Open a file for writing a film."""
    descriptor = os.open(path, os.O_RDWR | os.O_CREAT | os.O_TRUNC | getattr(os, "O_BINARY", 0))
    try:
        with Writer(libraries, descriptor, MP4 if path.suffix == ".mp4" else MATROSKA) as writer:
            yield writer
    finally:
        os.close(descriptor)
