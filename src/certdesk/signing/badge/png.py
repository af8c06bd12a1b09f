"""Badges inside PNG pictures: an ``iTXt`` chunk, as Open Badges 3.0 bakes them."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterator

from certdesk.core.errors import UntrustedFileError
from certdesk.core.words import _

SIGNATURE = b"\x89PNG\r\n\x1a\n"
KEYWORD = b"openbadgecredential"
_OLD_KEYWORD = b"openbadges"
_LARGEST = 32 * 2**20
_LARGEST_TEXT = 4 * 2**20
_MOST_CHUNKS = 20_000


def bake_png(picture: bytes, badge: bytes) -> bytes:
    """Return a PNG with a badge in it; one that was in it is replaced.

    Raises `UntrustedFileError` for a damaged PNG.
    """
    parts = [SIGNATURE]
    for kind, data in _chunks(picture):
        if kind == b"iTXt" and data.partition(b"\x00")[0] in {KEYWORD, _OLD_KEYWORD}:
            continue
        parts.append(_chunk(kind, data))
        if kind == b"IHDR":
            parts.append(_chunk(b"iTXt", KEYWORD + b"\x00\x00\x00\x00\x00" + badge))
    return b"".join(parts)


def badge_in_png(picture: bytes) -> bytes | None:
    """Return the badge in a PNG, or None. Raises `UntrustedFileError` when the PNG is damaged or holds several."""
    found: dict[bytes, list[bytes]] = {KEYWORD: [], _OLD_KEYWORD: []}
    for kind, data in _chunks(picture):
        keyword, _zero, rest = data.partition(b"\x00")
        if kind == b"iTXt" and keyword in found:
            found[keyword].append(_international(rest))
        elif kind == b"tEXt" and keyword == _OLD_KEYWORD:
            found[keyword].append(rest)
    chosen = found[KEYWORD] or found[_OLD_KEYWORD]
    if len(chosen) > 1:
        raise _damaged(_("it holds several badges"))
    return chosen[0] if chosen else None


def _chunks(picture: bytes) -> Iterator[tuple[bytes, bytes]]:
    """Go through the chunks of a PNG and check each one's sum."""
    if not picture.startswith(SIGNATURE) or len(picture) > _LARGEST:
        raise _damaged(_("it is no PNG, or too large"))
    position, count, kind = len(SIGNATURE), 0, b""
    while kind != b"IEND":
        head = picture[position : position + 8]
        count += 1
        if len(head) < 8 or count > _MOST_CHUNKS:
            raise _damaged(_("it ends too early"))
        (length,), kind = struct.unpack(">I", head[:4]), head[4:]
        data = picture[position + 8 : position + 8 + length]
        total = picture[position + 8 + length : position + 12 + length]
        if len(total) < 4 or zlib.crc32(kind + data) != struct.unpack(">I", total)[0]:
            raise _damaged(_("a part of it does not match its sum"))
        if (count == 1) != (kind == b"IHDR"):
            raise _damaged(_("its parts are out of order"))
        position += 12 + length
        yield kind, data


def _international(rest: bytes) -> bytes:
    """Return the text of an iTXt chunk after its keyword, unpacked if somebody packed it."""
    if len(rest) < 4 or rest[:1] not in {b"\x00", b"\x01"}:
        raise _damaged(_("its text is damaged"))
    _language, _zero, tail = rest[2:].partition(b"\x00")
    _translated, _zero2, text = tail.partition(b"\x00")
    if rest[:1] == b"\x00":
        return text
    reader = zlib.decompressobj()
    try:
        unpacked = reader.decompress(text, _LARGEST_TEXT)
    except zlib.error as problem:
        raise _damaged(_("its text is damaged")) from problem
    if not reader.eof:
        raise _damaged(_("its text is damaged, or unfolds to more than any badge"))
    return unpacked


def _chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def _damaged(why: str) -> UntrustedFileError:
    text = _("The picture can't be read: {why}.").format(why=why)
    return UntrustedFileError(text, _("Ask for the file once more."))
