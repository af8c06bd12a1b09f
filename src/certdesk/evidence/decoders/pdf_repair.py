"""PDFs whose list of contents is broken: written anew by qpdf, which finds their parts by reading all of the file."""

from __future__ import annotations

import io
from typing import BinaryIO

import pikepdf
import pypdfium2 as pdfium

MAX_BYTES = 64 * 2**20
"""Of a larger file a second copy in memory would be too much."""


def repaired(source: BinaryIO | bytes) -> pdfium.PdfDocument | None:
    """Return the PDF as far as it could be put together again, or None when there is no page to show."""
    if not isinstance(source, bytes):
        size = source.seek(0, io.SEEK_END)
        source.seek(0)
        if size > MAX_BYTES:
            return None
    data = source if isinstance(source, bytes) else source.read()
    written = io.BytesIO()
    try:
        with pikepdf.open(io.BytesIO(data), suppress_warnings=True) as document:
            if len(document.pages) == 0:
                return None
            document.save(written)
        return pdfium.PdfDocument(written.getvalue())
    except (
        pikepdf.PdfError,
        pikepdf.PasswordError,
        pdfium.PdfiumError,
        ValueError,
        RuntimeError,
        OSError,
        RecursionError,
    ):
        return None
