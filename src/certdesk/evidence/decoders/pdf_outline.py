"""The table of contents and the links of a document with pages; they are shown and never followed."""

from __future__ import annotations

import ctypes
from collections.abc import Callable, Iterator

import pypdfium2 as pdfium
from pypdfium2 import raw

from certdesk.evidence.decoders import pdf_text
from certdesk.evidence.decoders.opened import Paged
from certdesk.evidence.decoders.pdf import PdfPages
from certdesk.evidence.replies import Link, Outline, OutlineEntry, PageLinks
from certdesk.evidence.requests import Rect

MAX_ENTRIES = 5000
MAX_LINKS = 500
_MAX_DEPTH = 12
_MAX_TITLE = 300
_MAX_ADDRESS = 2000
_SAME_PLACE = 3.0
"""Points by which two boxes of one link may differ."""


def outline(document: Paged) -> Outline:
    """Return the table of contents; empty where the document has none."""
    return Outline(tuple(_entries(document.document)) if isinstance(document, PdfPages) else ())


def links(document: Paged, page: int) -> PageLinks:
    """Return the links of a page: those that its author set, and addresses that merely stand in its text."""
    if not isinstance(document, PdfPages):
        return PageLinks(page, ())
    with document.page(page) as handle:
        found = list(_set_links(document.document, handle))
        for link in _written_links(handle):
            if not any(_alike(link.rect, other.rect) for other in found) and len(found) < MAX_LINKS:
                found.append(link)
    return PageLinks(page, tuple(found))


def _entries(document: pdfium.PdfDocument) -> Iterator[OutlineEntry]:
    for count, bookmark in enumerate(document.get_toc(max_depth=_MAX_DEPTH)):
        if count >= MAX_ENTRIES:
            return
        title = " ".join(bookmark.get_title().replace("\0", "").split())[:_MAX_TITLE]
        if title:
            yield OutlineEntry(bookmark.level + 1, title, _page_of_bookmark(document, bookmark.raw))


def _page_of_bookmark(document: pdfium.PdfDocument, bookmark: raw.FPDF_BOOKMARK) -> int:
    place = raw.FPDFBookmark_GetDest(document, bookmark)
    if not place and (action := raw.FPDFBookmark_GetAction(bookmark)):
        place = raw.FPDFAction_GetDest(document, action)
    return _page_of(document, place)


def _page_of(document: pdfium.PdfDocument, place: raw.FPDF_DEST) -> int:
    """Return the page a place lies on, from 1, or 0 where it lies on none."""
    index: int = raw.FPDFDest_GetDestPageIndex(document, place) if place else -1
    return index + 1 if 0 <= index < len(document) else 0


def _set_links(document: pdfium.PdfDocument, page: pdfium.PdfPage) -> Iterator[Link]:
    to_page = pdf_text.transformation(page)
    position, link = ctypes.c_int(0), raw.FPDF_LINK()
    for _count in range(MAX_LINKS):
        if not raw.FPDFLink_Enumerate(page, position, link):
            return
        box = raw.FS_RECTF()
        if not raw.FPDFLink_GetAnnotRect(link, box):
            continue
        target = _page_of(document, raw.FPDFLink_GetDest(document, link))
        address = "" if target else _address(document, raw.FPDFLink_GetAction(link))
        if target or address:
            yield Link(to_page.rect(box.left, box.bottom, box.right, box.top), address, target)


def _address(document: pdfium.PdfDocument, action: raw.FPDF_ACTION) -> str:
    """Return what an action leads to outside the document: an address, or a file that it would open."""
    if not action:
        return ""
    kind = raw.FPDFAction_GetType(action)
    if kind == raw.PDFACTION_URI:
        return _told(lambda room, size: raw.FPDFAction_GetURIPath(document, action, room, size))
    if kind in {raw.PDFACTION_LAUNCH, raw.PDFACTION_REMOTEGOTO}:
        return _told(lambda room, size: raw.FPDFAction_GetFilePath(action, room, size))
    return ""


def _told(ask: Callable[[object, int], int]) -> str:
    size = ask(None, 0)
    if not 0 < size <= 2**16:
        return ""
    room = ctypes.create_string_buffer(size)
    ask(room, size)
    return _shown(room.raw[:size].decode("utf-8", "replace"))


def _shown(address: str) -> str:
    return "".join(letter for letter in address if letter.isprintable())[:_MAX_ADDRESS].strip()


def _written_links(page: pdfium.PdfPage) -> Iterator[Link]:
    text = page.get_textpage()
    try:
        if text.count_chars() > pdf_text.MAX_CHARACTERS:
            return
        found = raw.FPDFLink_LoadWebLinks(text)
        try:
            yield from _written(found, page)
        finally:
            raw.FPDFLink_CloseWebLinks(found)
    finally:
        text.close()


def _written(found: raw.FPDF_PAGELINK, page: pdfium.PdfPage) -> Iterator[Link]:
    to_page = pdf_text.transformation(page)
    for index in range(min(raw.FPDFLink_CountWebLinks(found), MAX_LINKS)):
        units = raw.FPDFLink_GetURL(found, index, None, 0)
        if not 0 < units <= 2**15:
            continue
        room = (ctypes.c_ushort * units)()
        raw.FPDFLink_GetURL(found, index, room, units)
        address = _shown(bytes(room).decode("utf-16-le", "replace").rstrip("\0"))
        left, top, right, bottom = (ctypes.c_double() for _side in range(4))
        for at in range(min(raw.FPDFLink_CountRects(found, index), 20)):
            if raw.FPDFLink_GetRect(found, index, at, left, top, right, bottom):
                yield Link(to_page.rect(left.value, bottom.value, right.value, top.value), address)


def _alike(one: Rect, other: Rect) -> bool:
    """Say whether most of the first box lies in the second."""
    across = min(one[0] + one[2], other[0] + other[2]) - max(one[0], other[0])
    down = min(one[1] + one[3], other[1] + other[3]) - max(one[1], other[1])
    return across > 0 and down > 0 and across * down * 2 > one[2] * one[3] - _SAME_PLACE
