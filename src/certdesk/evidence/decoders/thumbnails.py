"""A small picture of anything that has one."""

from __future__ import annotations

import io

from certdesk.evidence.decoders import bundles, drawn, paging, photos, reading, refusing
from certdesk.evidence.decoders.opened import OpenedFile
from certdesk.evidence.decoders.pictures import shrunk
from certdesk.evidence.formats import Kind
from certdesk.evidence.problems import Case, Refused
from certdesk.evidence.replies import Picture, TableBlock
from certdesk.evidence.requests import RenderPage, Thumbnail

_PAGED = frozenset({"PDF", "DOCX", "PPTX"})
_MAX_LINES = 60
_FINER = 2
"""Thin lines are drawn at least one pixel wide: on a page drawn larger and shrunk they stay thin."""
MAX_SIDE = 2000


def make(opened: OpenedFile, wanted: Thumbnail) -> Picture:
    """Return a picture that fits in the wanted box."""
    width, height = _side(wanted.width), _side(wanted.height)
    kind = opened.sniffed.kind
    if kind is Kind.EMPTY:
        raise Refused(Case.EMPTY)
    if kind is Kind.IMAGE:
        return photos.thumbnail(opened, width, height)
    if kind is Kind.UNKNOWN:
        raise Refused(refusing.why_not(opened))
    if kind in {Kind.VIDEO, Kind.AUDIO, Kind.ARCHIVE}:
        raise Refused(Case.NO_PREVIEW)
    if opened.sniffed.format in _PAGED:
        return _first_page(opened, wanted, width, height)
    return _picture_inside(opened, width, height) or _drawn(opened, width, height)


def _first_page(opened: OpenedFile, wanted: Thumbnail, width: int, height: int) -> Picture:
    try:
        pages = paging.pages_of(opened)
        across, down = pages.sizes()[0]
        large = pages.render(RenderPage(wanted.path, 1, _FINER * min(width / across, height / down)))
        return shrunk(large, _FINER)
    except Refused:
        if opened.sniffed.format == "PDF":
            raise
    return _drawn(opened, width, height)  # its text may be readable although it can't be laid out


def _picture_inside(opened: OpenedFile, width: int, height: int) -> Picture | None:
    """Return the picture of its first page that the program put into the file, if there is one."""
    data = bundles.preview(opened)
    return photos.decode(io.BytesIO(data), min(width, height)) if data is not None else None


def _drawn(opened: OpenedFile, width: int, height: int) -> Picture:
    document = reading.read(opened, pictures=False)
    tables = [block for block in document.blocks if isinstance(block, TableBlock)]
    if opened.sniffed.kind is Kind.SHEET:
        return drawn.sheet_of_cells(tables[0].rows if tables else (), width, height)
    shape = 0.75 if opened.sniffed.kind is Kind.SLIDES else 1.414
    return drawn.sheet_of_text(reading.lines_of(document, _MAX_LINES), width, height, shape)


def _side(wanted: int) -> int:
    return max(8, min(MAX_SIDE, wanted))
