"""PNG, WebP and GIF, chunk by chunk: their pictures stay as they are coded."""

from __future__ import annotations

import struct
from collections.abc import Iterator
from zlib import crc32

from certdesk.evidence.mending import exif
from certdesk.evidence.mending.refusing import CannotMendError, Reason

_PNG = b"\x89PNG\r\n\x1a\n"
_PNG_KEPT = frozenset(
    b"IHDR PLTE IDAT IEND tRNS cHRM gAMA iCCP sBIT sRGB cICP mDCV cLLI bKGD hIST pHYs acTL fcTL fdAT".split()
)
_WEBP_KEPT = frozenset({b"VP8X", b"VP8 ", b"VP8L", b"ALPH", b"ANIM", b"ANMF", b"ICCP"})
_WEBP_FRAME_KEPT = frozenset({b"VP8 ", b"VP8L", b"ALPH"})
_HAS_EXIF, _HAS_XMP = 0x08, 0x04
_FRAME_HEAD = 16
_GIF_LOOPS = (b"NETSCAPE2.0", b"ANIMEXTS1.0")


def stripped_png(data: bytes) -> bytes:
    """Return a PNG without texts, times, notes, and whatever follows its end."""
    parts, orientation = [_PNG], 1
    for name, content in _png_chunks(data):
        if name == b"eXIf":
            orientation = exif.orientation_of(content)
        if name in _PNG_KEPT:
            if name == b"IDAT" and orientation != 1:
                parts.append(_png_chunk(b"eXIf", exif.only_orientation(orientation)))
                orientation = 1
            # The name of a colour profile can be anything.
            parts.append(_png_chunk(name, b"icc" + content[content.find(b"\0") :] if name == b"iCCP" else content))
    return b"".join(parts)


def orientation_of_webp(data: bytes) -> int:
    """Return which way up a WebP is, 1 to 8."""
    notes = next((content for name, content in _riff_chunks(data, 12) if name == b"EXIF"), b"")
    return exif.orientation_of(notes.removeprefix(b"Exif\0\0"))


def stripped_webp(data: bytes) -> bytes:
    """Return a WebP without notes; which way up it is stays."""
    if data[:4] != b"RIFF" or data[8:12] != b"WEBP":
        raise CannotMendError(Reason.DAMAGED)
    orientation = orientation_of_webp(data)
    parts = []
    for name, content in _riff_chunks(data, 12):
        if name not in _WEBP_KEPT:
            continue
        kept = content
        if name == b"VP8X" and content:
            flags = content[0] & ~(_HAS_XMP | _HAS_EXIF) | (_HAS_EXIF if orientation != 1 else 0)
            kept = bytes([flags]) + content[1:10]
        elif name == b"ANMF":
            kept = _stripped_frame(content)
        parts.append(_riff_chunk(name, kept))
    # Without the chunk that announces notes there can be none: such a file never had any.
    if orientation != 1 and parts and parts[0][:4] == b"VP8X":
        parts.append(_riff_chunk(b"EXIF", exif.only_orientation(orientation)))
    body = b"WEBP" + b"".join(parts)
    return b"RIFF" + struct.pack("<I", len(body)) + body


def stripped_gif(data: bytes) -> bytes:
    """Return a GIF without comments, notes of programs, and whatever follows its end."""
    if data[:3] != b"GIF" or len(data) < 13:
        raise CannotMendError(Reason.DAMAGED)
    at = 13 + _palette_bytes(data[10])
    parts = [data[:at]]
    while at < len(data) and data[at] != 0x3B:
        if data[at] == 0x2C and at + 10 <= len(data):
            end = _after_blocks(data, at + 11 + _palette_bytes(data[at + 9]))
            parts.append(data[at:end])
        elif data[at] == 0x21 and at + 3 <= len(data):
            end = _after_blocks(data, at + 2)
            if data[at + 1] == 0xF9 or (data[at + 1] == 0xFF and data[at + 3 : at + 14] in _GIF_LOOPS):
                parts.append(data[at:end])
        else:
            raise CannotMendError(Reason.DAMAGED)
        at = end
    return b"".join((*parts, b";"))


def _png_chunks(data: bytes) -> Iterator[tuple[bytes, bytes]]:
    if not data.startswith(_PNG):
        raise CannotMendError(Reason.DAMAGED)
    at, name = len(_PNG), b""
    while name != b"IEND":
        if at + 12 > len(data):
            raise CannotMendError(Reason.DAMAGED)
        length, name = struct.unpack_from(">I4s", data, at)
        if at + 12 + length > len(data):
            raise CannotMendError(Reason.DAMAGED)
        yield name, data[at + 8 : at + 8 + length]
        at += 12 + length


def _png_chunk(name: bytes, content: bytes) -> bytes:
    return struct.pack(">I", len(content)) + name + content + struct.pack(">I", crc32(name + content))


def _riff_chunks(data: bytes, at: int) -> Iterator[tuple[bytes, bytes]]:
    end = min(len(data), struct.unpack_from("<I", data, 4)[0] + 8) if at == 12 else len(data)
    while at + 8 <= end:
        name, length = struct.unpack_from("<4sI", data, at)
        if at + 8 + length > len(data):
            raise CannotMendError(Reason.DAMAGED)
        yield name, data[at + 8 : at + 8 + length]
        at += 8 + length + length % 2


def _riff_chunk(name: bytes, content: bytes) -> bytes:
    return name + struct.pack("<I", len(content)) + content + b"\0" * (len(content) % 2)


def _stripped_frame(content: bytes) -> bytes:
    kept = [_riff_chunk(*each) for each in _riff_chunks(content, _FRAME_HEAD) if each[0] in _WEBP_FRAME_KEPT]
    return content[:_FRAME_HEAD] + b"".join(kept)


def _palette_bytes(flags: int) -> int:
    return 3 * 2 ** ((flags & 7) + 1) if flags & 0x80 else 0


def _after_blocks(data: bytes, at: int) -> int:
    while at < len(data) and data[at]:
        at += 1 + data[at]
    if at >= len(data):
        raise CannotMendError(Reason.DAMAGED)
    return at + 1
