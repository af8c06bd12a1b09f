"""What a file is and whether anything is wrong with it, in one answer."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable

from certdesk.evidence import kinds
from certdesk.evidence.decoders import (
    markup_dangers,
    media,
    office_dangers,
    paging,
    pdf,
    pdf_dangers,
    pdf_scans,
    photo_faults,
    photos,
    reading,
    refusing,
    zips,
)
from certdesk.evidence.decoders.opened import OpenedFile
from certdesk.evidence.formats import Kind
from certdesk.evidence.problems import Case, Refused
from certdesk.evidence.replies import Danger, Description

MAX_PAGE_SIZES = 2000
_COUNTED_PAGES = 100
"""Words of a longer PDF are not counted: it would take seconds."""
_TAIL = 8192
_RUN_BY_SYSTEMS = frozenset(
    {"bat", "cmd", "ps1", "vbs", "vbe", "js", "jse", "wsf", "hta", "reg", "sh", "command", "py", "pyw", "jar", "msi"}
    | {"exe", "com", "scr", "pif", "cpl", "lnk", "apk", "scpt", "desktop", "appref-ms", "chm", "iso"}
)
"""Extensions that a system runs when the file is double-clicked, whatever is in it."""
_SHOWN_BY_BROWSERS = frozenset({"html", "htm", "shtml", "xhtml", "xht", "svg", "xml", "mht", "mhtml"})
_OFFICE = frozenset({Kind.DOCUMENT, Kind.SLIDES, Kind.SHEET})

Found = tuple[Description, Case | None]


def describe(opened: OpenedFile) -> tuple[Description, Refused | None]:
    """Return all facts that could be had and, beside them, what is wrong."""
    sniffed = opened.sniffed
    bare = Description(sniffed.kind, sniffed.format, sniffed.mime, opened.size)
    if sniffed.locked:
        return bare, Refused(Case.LOCKED_FOR_GOOD)
    bare = dataclasses.replace(bare, dangers=_dangers(opened))
    try:
        full, case = _LOOKS.get(sniffed.kind, _nothing_more)(opened, bare)
    except Refused as refused:
        return bare, _more_telling(opened, refused)
    if case is None and not sniffed.extension_matches:
        case = Case.MISNAMED
    return full, Refused(case) if case is not None else None


def _dangers(opened: OpenedFile) -> tuple[Danger, ...]:
    sniffed = opened.sniffed
    if sniffed.format == "program" or kinds.extension_of(opened.name) in _RUN_BY_SYSTEMS:
        return (Danger.PROGRAM,)
    if sniffed.kind in _OFFICE:
        return office_dangers.dangers(opened)
    if sniffed.format == "saved web page":
        return markup_dangers.of_letter(opened)
    by_name = sniffed.kind in {Kind.UNKNOWN, Kind.ARCHIVE} and kinds.extension_of(opened.name) in _SHOWN_BY_BROWSERS
    if by_name or sniffed.kind is Kind.WEB or sniffed.format == "SVG":
        return markup_dangers.of_page(opened)
    return markup_dangers.of_text(opened) if sniffed.kind is Kind.TEXT else ()


def _more_telling(opened: OpenedFile, refused: Refused) -> Refused:
    wrong_name = not opened.sniffed.extension_matches and refused.case in {Case.UNKNOWN_FORMAT, Case.DAMAGED}
    return Refused(Case.NOT_WHAT_IT_SAYS) if wrong_name and kinds.claimed_format(opened.name) else refused


def _nothing_more(opened: OpenedFile, bare: Description) -> Found:
    if opened.sniffed.kind is Kind.EMPTY:
        return bare, Case.EMPTY
    if opened.sniffed.kind is Kind.UNKNOWN:
        raise Refused(refusing.why_not(opened))
    return bare, None


def _pdf(opened: OpenedFile, bare: Description) -> Found:
    document = paging.pages_of(opened)
    assert isinstance(document, pdf.PdfPages)  # noqa: S101 - told by the format
    sizes = document.sizes()
    cut_off = pdf.is_cut_off(opened.tail(_TAIL))
    described = dataclasses.replace(
        bare,
        page_count=len(sizes),
        page_sizes=sizes[:MAX_PAGE_SIZES],
        word_count=document.count_words(_COUNTED_PAGES),
        scanned=pdf_scans.is_scanned(document),
        dangers=pdf_dangers.dangers(opened.file, opened.password),
    )
    if not document.is_whole():
        return described, Case.DAMAGED
    if cut_off:
        return described, Case.TRUNCATED
    return described, Case.REPAIRED if document.repaired else None


def _photo(opened: OpenedFile, bare: Description) -> Found:
    facts = photos.facts(opened)
    described = dataclasses.replace(
        bare,
        pixel_size=facts.size,
        page_count=len(facts.page_sizes) or None,
        page_sizes=tuple((float(across), float(down)) for across, down in facts.page_sizes),
        animated=facts.animated,
        taken=facts.notes.taken,
        located=facts.notes.located,
    )
    return described, Case.TRUNCATED_PICTURE if photo_faults.is_cut_off(opened) else None


def _media(opened: OpenedFile, bare: Description) -> Found:
    facts = media.probe(opened)
    kind = bare.kind
    if facts.has_video != facts.has_audio:
        kind = Kind.VIDEO if facts.has_video else Kind.AUDIO
    described = dataclasses.replace(
        bare,
        kind=kind,
        duration_ms=facts.duration_ms,
        codecs=facts.codecs,
        pixel_size=facts.pixel_size,
        rotation=facts.rotation,
    )
    return described, facts.trouble


def _slides(opened: OpenedFile, bare: Description) -> Found:
    if opened.sniffed.format != "PPTX":
        return _words(opened, bare)
    sizes = paging.pages_of(opened).sizes()
    paged = dataclasses.replace(bare, page_count=len(sizes), page_sizes=sizes[:MAX_PAGE_SIZES])
    return _words(opened, paged)


def _archive(opened: OpenedFile, bare: Description) -> Found:
    if opened.sniffed.format == "ZIP":
        zips.check(opened.file)
    return bare, None


def _words(opened: OpenedFile, bare: Description) -> Found:
    words = reading.words_in(reading.read(opened, pictures=False))
    case = Case.ONLY_A_LINK if opened.sniffed.format == kinds.LINK else None
    return dataclasses.replace(bare, word_count=words), case


_LOOKS: dict[Kind, Callable[[OpenedFile, Description], Found]] = {
    Kind.PDF: _pdf,
    Kind.IMAGE: _photo,
    Kind.VIDEO: _media,
    Kind.AUDIO: _media,
    Kind.SLIDES: _slides,
    Kind.DOCUMENT: _words,
    Kind.SHEET: _words,
    Kind.TEXT: _words,
    Kind.MARKDOWN: _words,
    Kind.WEB: _words,
    Kind.ARCHIVE: _archive,
}
