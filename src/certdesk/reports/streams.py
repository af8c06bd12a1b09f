"""Streams of a PDF file, compressed so that no reader can take their last byte for the end of a line."""

from __future__ import annotations

import zlib

import pikepdf
from pikepdf import Name

_LINE_ENDS = b"\r\n"
_LEVEL = 6  # the slowest level takes four times as long and saves one byte in a hundred


def deflated(pdf: pikepdf.Pdf, data: bytes, padding: bytes, **keys: object) -> pikepdf.Object:
    """Make a compressed stream. ``padding`` is what may be appended without changing the meaning; not all zeros.

    A stream whose last byte is a carriage return looks one byte too long, which PDF/A checkers refuse.
    """
    packed = zlib.compress(data, _LEVEL)
    while packed[-1] in _LINE_ENDS:
        data += padding
        packed = zlib.compress(data, _LEVEL)
    return pdf.make_stream(packed, Filter=Name.FlateDecode, **keys)
