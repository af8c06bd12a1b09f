"""The camera's notes in a photo, as far as a turn or their removal needs them: EXIF 3.0, which is a small TIFF."""

from __future__ import annotations

import struct

ORIENTATION = 0x0112
_SHORT = 3
_QUARTERS = {1: 6, 6: 3, 3: 8, 8: 1, 2: 7, 7: 4, 4: 5, 5: 2}
"""Each way of lying, and what it becomes with a quarter turn clockwise."""


def turned(orientation: int, degrees: int) -> int:
    """Return the orientation (1 to 8) of a picture that is turned clockwise by so many degrees more."""
    for _quarter in range(degrees // 90 % 4):
        orientation = _QUARTERS[orientation]
    return orientation


def only_orientation(orientation: int) -> bytes:
    """Return a TIFF that says which way up a picture is, and nothing else."""
    return struct.pack("<2sHIHHHIHHI", b"II", 42, 8, 1, ORIENTATION, _SHORT, 1, orientation, 0, 0)


def orientation_of(notes: bytes) -> int:
    """Return the orientation in a TIFF of notes; 1 where it has none or is broken."""
    at = _place(notes)
    if at is None:
        return 1
    value: int = struct.unpack_from(_order(notes) + "H", notes, at)[0]
    return value if 1 <= value <= 8 else 1


def with_orientation(notes: bytes, orientation: int) -> bytes:
    """Return the notes with another orientation; all else stays, where they are whole."""
    at = _place(notes)
    if at is not None:
        return notes[:at] + struct.pack(_order(notes) + "H", orientation) + notes[at + 2 :]
    from PIL import Image

    read = Image.Exif()
    try:
        read.load(b"Exif\0\0" + notes)
        read[ORIENTATION] = orientation
        return read.tobytes().removeprefix(b"Exif\0\0")
    except Exception:  # noqa: BLE001 - broken camera notes are common and no reason to refuse the turn
        return only_orientation(orientation)


def _order(notes: bytes) -> str:
    return ">" if notes[:2] == b"MM" else "<"


def _place(notes: bytes) -> int | None:
    """Return where the value of the orientation stands."""
    order = _order(notes)
    try:
        (first,) = struct.unpack_from(order + "I", notes, 4)
        (count,) = struct.unpack_from(order + "H", notes, first)
        for number in range(count):
            at = first + 2 + 12 * number
            tag, kind = struct.unpack_from(order + "HH", notes, at)
            if tag == ORIENTATION and kind == _SHORT and at + 12 <= len(notes):
                return int(at) + 8
    except struct.error:
        return None
    return None
