"""Comments in a PDF: the notes, boxes and markings that people put on its pages, with their words."""

from __future__ import annotations

import ctypes
import re
import time
from collections.abc import Iterator

import pypdfium2 as pdfium
from pypdfium2 import raw

from certdesk.evidence.decoders import pdf_text
from certdesk.evidence.decoders.pdf import PdfPages
from certdesk.evidence.replies import NoteKind, SideNote

MAX_NOTES = 2000
_SECONDS = 8.0
_MAX_ON_PAGE = 1000
_MAX_TEXT = 10_000
_MAX_ABOUT = 500
_MARKS_WORDS = frozenset({raw.FPDF_ANNOT_HIGHLIGHT, raw.FPDF_ANNOT_UNDERLINE, raw.FPDF_ANNOT_SQUIGGLY})
_STRIKES_OUT = raw.FPDF_ANNOT_STRIKEOUT
_CARET = raw.FPDF_ANNOT_CARET
_NO_COMMENTS = frozenset({raw.FPDF_ANNOT_LINK, raw.FPDF_ANNOT_POPUP, raw.FPDF_ANNOT_WIDGET})
_DATE = re.compile(r"D:(\d{4})(\d{2})?(\d{2})?(\d{2})?(\d{2})?(\d{2})?(?:([+-])(\d{2})'?(\d{2})?|(Z))?")


def notes(document: PdfPages) -> tuple[list[SideNote], bool]:
    """Return the comments page by page, and whether these are all."""
    found: list[SideNote] = []
    until = time.monotonic() + _SECONDS
    for number in range(1, len(document.document) + 1):
        if time.monotonic() > until:
            return found, False
        with document.page_if_whole(number) as page:
            if page is not None:
                found.extend(_on_page(page, number))
        if len(found) > MAX_NOTES:
            return found[:MAX_NOTES], False
    return found, True


def _on_page(page: pdfium.PdfPage, number: int) -> Iterator[SideNote]:
    for index in range(min(raw.FPDFPage_GetAnnotCount(page), _MAX_ON_PAGE)):
        annotation = raw.FPDFPage_GetAnnot(page, index)
        if not annotation:
            continue
        try:
            note = _note(page, annotation, number)
        finally:
            raw.FPDFPage_CloseAnnot(annotation)
        if note is not None:
            yield note


def _note(page: pdfium.PdfPage, annotation: raw.FPDF_ANNOTATION, number: int) -> SideNote | None:
    form = raw.FPDFAnnot_GetSubtype(annotation)
    text = _value(annotation, b"Contents")[:_MAX_TEXT]
    about = _words_under(page, annotation) if form in _MARKS_WORDS or form == _STRIKES_OUT else ""
    if form in _NO_COMMENTS or not (text or (form == _STRIKES_OUT and about)):
        return None
    box = raw.FS_RECTF()
    place = None
    if raw.FPDFAnnot_GetRect(annotation, box):
        place = pdf_text.transformation(page).rect(box.left, box.bottom, box.right, box.top)
    when = _when(_value(annotation, b"M") or _value(annotation, b"CreationDate"))
    if form == _STRIKES_OUT and not text:
        return SideNote(NoteKind.DELETION, about, _value(annotation, b"T"), when, page=number, rect=place)
    kind = NoteKind.INSERTION if form == _CARET else NoteKind.COMMENT
    return SideNote(kind, text, _value(annotation, b"T")[:200], when, about, number, place)


def _value(annotation: raw.FPDF_ANNOTATION, key: bytes) -> str:
    size = raw.FPDFAnnot_GetStringValue(annotation, key, None, 0)
    if not 2 < size <= 2**20:
        return ""
    room = ctypes.create_string_buffer(size)
    raw.FPDFAnnot_GetStringValue(annotation, key, ctypes.cast(room, ctypes.POINTER(raw.FPDF_WCHAR)), size)
    text = room.raw[:size].decode("utf-16-le", "replace").rstrip("\0").replace("\r\n", "\n").replace("\r", "\n")
    return text.strip()


def _words_under(page: pdfium.PdfPage, annotation: raw.FPDF_ANNOTATION) -> str:
    """Return the words that a marking covers: it has a box of four corners for each line."""
    words = []
    corners = raw.FS_QUADPOINTSF()
    text = page.get_textpage()
    try:
        for index in range(min(raw.FPDFAnnot_CountAttachmentPoints(annotation), 100)):
            if raw.FPDFAnnot_GetAttachmentPoints(annotation, index, corners):
                across = corners.x1, corners.x2, corners.x3, corners.x4
                down = corners.y1, corners.y2, corners.y3, corners.y4
                words.append(text.get_text_bounded(min(across), min(down), max(across), max(down)))
    finally:
        text.close()
    return " ".join(" ".join(words).split())[:_MAX_ABOUT]


def _when(date: str) -> str:
    """Turn a PDF's way of writing a moment into ISO 8601; what is no date becomes empty."""
    told = _DATE.match(date)
    if told is None:
        return ""
    year, month, day, hour, minute, second, sign, zone_hour, zone_minute, zulu = told.groups()
    text = f"{year}-{month or '01'}-{day or '01'}"
    if hour:
        text += f"T{hour}:{minute or '00'}:{second or '00'}"
        text += "Z" if zulu else f"{sign}{zone_hour}:{zone_minute or '00'}" if sign else ""
    return text
