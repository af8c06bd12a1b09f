"""How files that a camera wrote before making a photo of them are told from TIFF and video files, by bytes alone."""

from __future__ import annotations

import struct

_MARKS = (b"FUJIFILMCCD-RAW", b"IIRO", b"IIRS", b"MMOR", b"IIU\x00")
_DNG_VERSION, _SUBFILE_TYPE, _SUB_DIRECTORIES = 50706, 254, 330
_MOST_ENTRIES = 200


def is_camera_raw(head: bytes) -> bool:
    """Say whether ``head``, a file's first bytes, begins a camera raw file."""
    if head.startswith(_MARKS) or head[4:12] == b"ftypcrx ":
        return True
    if head[:4] not in {b"II*\x00", b"MM\x00*"}:
        return False
    return head[8:10] == b"CR" or _has_raw_inside(head)


def _has_raw_inside(head: bytes) -> bool:
    """Say whether a TIFF is a DNG, or has a small picture first and others of another kind below it."""
    order = "<" if head[:2] == b"II" else ">"
    try:
        (start,) = struct.unpack_from(order + "I", head, 4)
        (count,) = struct.unpack_from(order + "H", head, start)
        entries = [
            struct.unpack_from(order + "HHII", head, start + 2 + 12 * each) for each in range(min(count, _MOST_ENTRIES))
        ]
    except struct.error:
        return False  # its list of contents lies further back, as in a scanned page
    values = {tag: value for tag, _form, _length, value in entries}
    return _DNG_VERSION in values or (values.get(_SUBFILE_TYPE) == 1 and _SUB_DIRECTORIES in values)
