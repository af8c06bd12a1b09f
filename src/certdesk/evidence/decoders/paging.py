"""Documents as pages: PDFs by pdfium, DOCX turned into PDF by dxpdf, PPTX drawn slide by slide."""

from __future__ import annotations

import io

import dxpdf
from pypdfium2 import raw

from certdesk.evidence.decoders import bundles, office, pdf, refusing, slides, zips
from certdesk.evidence.decoders.natives import damaged_if_it_fails
from certdesk.evidence.decoders.opened import OpenedFile, Paged
from certdesk.evidence.problems import Case, Refused
from certdesk.evidence.replies import Pages, PdfCopy

MAX_PDF_COPY = 64 * 2**20
_TAIL = 8192


def pages_of(opened: OpenedFile) -> Paged:
    """Return the document as pages, opened once and kept while the file stays open."""
    if opened.pages is None:
        opened.pages = _open(opened)
    return opened.pages


def measure(opened: OpenedFile) -> Pages:
    """Return how many pages there are and their sizes."""
    document = pages_of(opened)
    sizes = document.sizes()
    return Pages(len(sizes), sizes, document.engine, document.simplified)


def to_pdf(opened: OpenedFile) -> PdfCopy:
    """Return the document as a PDF."""
    if opened.sniffed.format == "PDF":
        pages_of(opened)
        copy = PdfCopy(_unlocked(opened) if opened.password else opened.everything(), "")
    elif opened.sniffed.format == "DOCX":
        copy = PdfCopy(_docx_to_pdf(opened), "dxpdf")
    else:
        raise Refused(Case.NO_PAGES)
    if len(copy.data) > MAX_PDF_COPY:
        raise Refused(Case.TOO_LARGE)
    return copy


def _open(opened: OpenedFile) -> Paged:
    match opened.sniffed.format:
        case "PDF":
            return _keep(opened, pdf.open_pdf(opened.file, opened.tail(_TAIL), opened.password))
        case "DOCX":
            document = _keep(opened, pdf.open_pdf(_docx_to_pdf(opened), b""))
            document.engine, document.simplified = "dxpdf", True
            return document
        case "PPTX":
            zips.check(opened.file)
            return slides.open_slides(opened.everything())
        case "Apple iWork":
            return _printed_preview(opened)
    raise Refused(refusing.why_not(opened, Case.NO_PAGES))


def _printed_preview(opened: OpenedFile) -> pdf.PdfPages:
    """Return the pages that an iWork document carries of itself: they may be older than its text."""
    preview = bundles.printed_preview(opened)
    if preview is None:
        raise Refused(Case.NO_PAGES)
    document = _keep(opened, pdf.open_pdf(preview, b""))
    document.engine, document.simplified = "Apple iWork", True
    return document


def _keep(opened: OpenedFile, document: pdf.PdfPages) -> pdf.PdfPages:
    opened.on_close.callback(document.close)
    return document


def _unlocked(opened: OpenedFile) -> bytes:
    """Return a PDF that a password opened without its lock: what prints it is told no password."""
    document = pages_of(opened)
    assert isinstance(document, pdf.PdfPages)  # noqa: S101 - told by the format
    written = io.BytesIO()
    document.document.save(written, flags=raw.FPDF_REMOVE_SECURITY)
    return written.getvalue()


def _docx_to_pdf(opened: OpenedFile) -> bytes:
    zips.check(opened.file)
    try:
        with damaged_if_it_fails():
            return bytes(dxpdf.convert(opened.everything()))
    except Refused as refused:
        # What can be read is not damaged, only more than can be laid out here.
        if refused.case is Case.DAMAGED and office.is_readable(opened):
            raise Refused(Case.NO_PAGES) from refused
        raise
