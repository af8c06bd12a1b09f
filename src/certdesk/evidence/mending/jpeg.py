"""JPEG photos, segment by segment: their pictures stay as they are coded (ITU-T T.81, JFIF 1.02, EXIF 3.0)."""

from __future__ import annotations

import struct
from collections.abc import Iterator

from certdesk.evidence.mending import exif
from certdesk.evidence.mending.refusing import CannotMendError, Reason

_EXIF = b"Exif\0\0"
_ICC = b"ICC_PROFILE\0"
_START, _END, _SCAN = 0xD8, 0xD9, 0xDA
_APP0, _APP1, _APP2, _APP14, _COMMENT = 0xE0, 0xE1, 0xE2, 0xEE, 0xFE
_WITHOUT_LENGTH = frozenset({0x01, *range(0xD0, 0xD8)})
_PLAIN_JFIF = 14


def segments(data: bytes) -> Iterator[tuple[int, bytes, bytes]]:
    """Give marker, content, and the coded picture that follows a scan; raises CannotMendError when it is damaged."""
    if data[:2] != b"\xff\xd8":
        raise CannotMendError(Reason.DAMAGED)
    at = 2
    while at + 2 <= len(data):
        if data[at] != 0xFF:
            raise CannotMendError(Reason.DAMAGED)
        marker = data[at + 1]
        at += 1 if marker == 0xFF else 2
        if marker == 0xFF:
            continue  # filling
        if marker == _END:
            return
        if marker in _WITHOUT_LENGTH:
            continue
        if at + 2 > len(data):
            break
        length = struct.unpack_from(">H", data, at)[0]
        if length < 2 or at + length > len(data):
            raise CannotMendError(Reason.DAMAGED)
        content = data[at + 2 : at + length]
        at += length
        end = _end_of_scan(data, at) if marker == _SCAN else at
        yield marker, content, data[at:end]
        at = end


def orientation_of(data: bytes) -> int:
    """Return the orientation that the camera noted, 1 to 8."""
    for marker, content, _coded in segments(data):
        if marker == _APP1 and content.startswith(_EXIF):
            return exif.orientation_of(content[len(_EXIF) :])
    return 1


def turned(data: bytes, degrees: int) -> bytes:
    """Return the photo with a note to show it turned clockwise; everything else stays."""
    orientation = exif.turned(orientation_of(data), degrees)
    parts, noted = [], False
    for marker, content, coded in segments(data):
        if marker == _APP1 and content.startswith(_EXIF) and not noted:
            noted = True
            notes = exif.with_orientation(content[len(_EXIF) :], orientation)
            parts.append(_segment(marker, _EXIF + notes))
        else:
            parts.append(_segment(marker, content) + coded)
    if not noted:
        parts.insert(_after_jfif(data), _segment(_APP1, _EXIF + exif.only_orientation(orientation)))
    return b"".join((b"\xff\xd8", *parts, b"\xff\xd9"))


def stripped(data: bytes) -> bytes:
    """Return the photo without any notes: only its colours, which way up it is, and the picture itself stay.

    What lies behind its end goes too: previews, the film of a moving photo.
    """
    orientation = orientation_of(data)
    parts = []
    for marker, content, coded in segments(data):
        kept = _kept(marker, content)
        if kept is not None:
            parts.append(_segment(marker, kept) + coded)
    if orientation != 1:
        place = 1 if parts and parts[0][1] == _APP0 else 0
        parts.insert(place, _segment(_APP1, _EXIF + exif.only_orientation(orientation)))
    return b"".join((b"\xff\xd8", *parts, b"\xff\xd9"))


def _kept(marker: int, content: bytes) -> bytes | None:
    """Return what stays of a segment, or None."""
    if marker == _APP0:
        # Without the thumbnail that it may hold: width and height of it become 0.
        return content[: _PLAIN_JFIF - 2] + b"\0\0" if content.startswith(b"JFIF\0") and len(content) >= 14 else None
    if marker == _APP2:
        return content if content.startswith(_ICC) else None
    if marker == _APP14:
        return content[:12] if content.startswith(b"Adobe") and len(content) >= 12 else None
    if _APP0 <= marker <= 0xEF or marker == _COMMENT:
        return None
    return content


def _after_jfif(data: bytes) -> int:
    return next((1 if marker == _APP0 else 0 for marker, _content, _coded in segments(data)), 0)


def _segment(marker: int, content: bytes) -> bytes:
    if len(content) > 0xFFFD:
        raise CannotMendError(Reason.DAMAGED)
    return struct.pack(">BBH", 0xFF, marker, len(content) + 2) + content


def _end_of_scan(data: bytes, at: int) -> int:
    """Return where the next marker stands that is no part of the coded picture."""
    while True:
        at = data.find(b"\xff", at)
        if at < 0 or at + 1 >= len(data):
            return len(data)
        following = data[at + 1]
        if following == 0 or 0xD0 <= following <= 0xD7:
            at += 2
        elif following == 0xFF:
            at += 1
        else:
            return at
