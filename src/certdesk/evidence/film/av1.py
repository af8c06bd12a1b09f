"""AV1, which Qt's FFmpeg has no decoder for: its packets are wrapped as a small AVIF, which Pillow can decode.

An AVIF image sequence (ISO 23000-22) is a track of AV1 samples like any other, in boxes of ISO 14496-12.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

_SEQUENCE_HEADER, _DELIMITER = 1, 2
_CONFIGURATION_BYTES = 4
_IDENTITY = struct.pack(">9I", 0x10000, 0, 0, 0, 0x10000, 0, 0, 0, 0x40000000)
_TICKS = 1000
MAX_PIXELS = 8192 * 4352
_THREADS = 4
FAULTS = (OSError, ValueError, SyntaxError, MemoryError, EOFError, RuntimeError)
"""What Pillow raises of damaged pictures."""


@dataclass(frozen=True, slots=True)
class Av1Coding:
    """What the container says of its AV1: size in px, and the configuration record ("av1C")."""

    width: int
    height: int
    record: bytes

    @property
    def header(self) -> bytes:
        """The sequence header where the record brings one along."""
        return self.record[_CONFIGURATION_BYTES:]


def prepare() -> None:
    """Load what decodes, before this process may open no file any more."""
    from PIL import _avif

    _avif.codec_versions()


def pictures(coding: Av1Coding, samples: Sequence[bytes]) -> Iterator[bytes]:
    """Decode samples, the first of which is a key picture; one picture each, in order, 3 bytes a pixel.

    Raises ``FAULTS`` when they are damaged.
    """
    if coding.width * coding.height > MAX_PIXELS:
        raise ValueError("larger than any film")
    first = samples[0]
    if not has_sequence_header(first):
        at = next((end for kind, _begin, end in units(first) if kind == _DELIMITER), 0)
        first = first[:at] + coding.header + first[at:]
    data = image_sequence(coding, [first, *samples[1:]])
    from PIL import _avif

    # Through ``Image.open`` each picture would be copied three times more, which takes as long as to decode it.
    decoder = _avif.AvifDecoder(data, "auto", _THREADS)
    size, count, mode, *_more = decoder.get_info()
    if size != (coding.width, coding.height) or mode != "RGB" or count != len(samples):
        raise ValueError("not the pictures that the container promised")
    for number in range(count):
        yield decoder.get_frame(number)[0]


def has_sequence_header(sample: bytes) -> bool:
    """Say whether a sample tells by itself how it is coded."""
    return any(kind == _SEQUENCE_HEADER for kind, _start, _end in units(sample))


def units(sample: bytes) -> Iterator[tuple[int, int, int]]:
    """Give kind, begin and end of each unit (OBU) of a sample, as far as they make sense."""
    at = 0
    while at < len(sample):
        kind, extended, sized = sample[at] >> 3 & 15, sample[at] >> 2 & 1, sample[at] >> 1 & 1
        begin, at = at, at + 1 + extended
        length = len(sample) - at
        if sized:
            length, at = _number(sample, at)
        if length < 0 or at + length > len(sample):
            return
        at += length
        yield kind, begin, at


def image_sequence(coding: Av1Coding, samples: Sequence[bytes]) -> bytes:
    """Return an AVIF file whose track is these samples."""
    head = _box(b"ftyp", b"avis", struct.pack(">I", 0), b"avismsf1iso8")
    media = b"".join(samples)
    moov = _movie(coding, samples, 0)
    moov = _movie(coding, samples, len(head) + len(moov) + 8)
    return b"".join((head, moov, _box(b"mdat", media)))


def _number(data: bytes, at: int) -> tuple[int, int]:
    """Read a number of seven bits a byte; returns it (-1 when it has no end) and where it ends."""
    value = 0
    for place in range(8):
        if at + place >= len(data):
            break
        value |= (data[at + place] & 127) << (7 * place)
        if data[at + place] < 128:
            return value, at + place + 1
    return -1, at


def _movie(coding: Av1Coding, samples: Sequence[bytes], offset: int) -> bytes:
    length = len(samples)
    size = struct.pack(">II", coding.width << 16, coding.height << 16)
    movie = struct.pack(">IIIIIH10x", 0, 0, _TICKS, length, 0x10000, 0x100) + _IDENTITY + bytes(24) + b"\0\0\0\2"
    track = struct.pack(">IIIII16x", 0, 0, 1, 0, length) + _IDENTITY + size
    media = struct.pack(">IIIIHH", 0, 0, _TICKS, length, 0x55C4, 0)
    handler = struct.pack(">I4s12x", 0, b"pict") + b"\0"
    source = _full(b"dref", struct.pack(">I", 1), _full(b"url ", flags=1))
    return _box(
        b"moov",
        _full(b"mvhd", movie),
        _box(
            b"trak",
            _full(b"tkhd", track, flags=3),
            _box(
                b"mdia",
                _full(b"mdhd", media),
                _full(b"hdlr", handler),
                _box(
                    b"minf", _full(b"vmhd", bytes(8), flags=1), _box(b"dinf", source), _table(coding, samples, offset)
                ),
            ),
        ),
    )


def _table(coding: Av1Coding, samples: Sequence[bytes], offset: int) -> bytes:
    count = len(samples)
    entry = _box(
        b"av01",
        struct.pack(">6xH16xHHIIIH32sHh", 1, coding.width, coding.height, 72 << 16, 72 << 16, 0, 1, bytes(32), 24, -1),
        _box(b"av1C", coding.record),
    )
    lengths = struct.pack(f">II{count}I", 0, count, *map(len, samples))
    return _box(
        b"stbl",
        _full(b"stsd", struct.pack(">I", 1), entry),
        _full(b"stts", struct.pack(">III", 1, count, 1)),
        _full(b"stsc", struct.pack(">IIII", 1, 1, count, 1)),
        _full(b"stsz", lengths),
        _full(b"stco", struct.pack(">II", 1, offset)),
        _full(b"stss", struct.pack(">II", 1, 1)),
    )


def _box(name: bytes, *content: bytes) -> bytes:
    data = b"".join(content)
    return struct.pack(">I4s", 8 + len(data), name) + data


def _full(name: bytes, *content: bytes, flags: int = 0) -> bytes:
    return _box(name, struct.pack(">I", flags), *content)
