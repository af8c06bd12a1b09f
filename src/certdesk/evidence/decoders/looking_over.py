"""Everything that preflight measures of a file in one go, but the pictures and sound of recordings."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace

from certdesk.core.preflight_looks import FilmLook, ItemLook
from certdesk.evidence.decoders import (
    describing,
    extracting,
    film_boxes,
    media,
    page_measures,
    paging,
    photo_measures,
    told_by_files,
    words_prints,
)
from certdesk.evidence.decoders.opened import OpenedFile
from certdesk.evidence.decoders.pdf import PdfPages
from certdesk.evidence.formats import Kind
from certdesk.evidence.problems import Refused
from certdesk.evidence.replies import Description

_SEEN_ALL_THE_SAME = frozenset({"", "misnamed", "repaired", "truncated_media", "truncated_picture"})
_ENGINE_LAYS_OUT = frozenset({"DOCX"})


def look_over(opened: OpenedFile) -> ItemLook:
    """Measure a file; what is wrong with it stands in ``case``."""
    told, refused = describing.describe(opened)
    look = ItemLook(
        kind=told.kind.value,
        format=told.format,
        size=opened.size,
        case=refused.case.value if refused else "",
        dangers=tuple(danger.value for danger in told.dangers),
        pages=told.page_count,
        words=told.word_count,
        duration_ms=told.duration_ms,
        taken=told.taken,
        located=told.located,
    )
    more = _LOOKS.get(opened.sniffed.kind)
    if more is None or look.case not in _SEEN_ALL_THE_SAME:
        return look
    with suppress(Refused):
        return more(opened, told, look)
    return look


def _photo(opened: OpenedFile, told: Description, look: ItemLook) -> ItemLook:
    look = replace(look, told=told_by_files.of_photo(opened))
    return replace(look, photo=photo_measures.measure(opened, told.pixel_size or (0, 0)))


def _recording(opened: OpenedFile, told: Description, look: ItemLook) -> ItemLook:
    tracks = media.tracks_of(opened)
    who, tools, day, located = told_by_files.of_recording(tracks)
    sorts = {str(track.get("@type")) for track in tracks}
    assembly = film_boxes.assembly_of(opened)
    film = None
    if told.pixel_size is not None:
        film = FilmLook(
            *told.pixel_size, pieces=assembly.pieces, descriptions=assembly.descriptions, shapes=assembly.shapes
        )
    return replace(
        look,
        told=who,
        tools=tools,
        made=day,
        located=located,
        has_picture="Video" in sorts,
        has_sound="Audio" in sorts,
        picture_ms=media.length_of(tracks, "Video"),
        sound_ms=media.length_of(tracks, "Audio"),
        film=film,
    )


def _pdf(opened: OpenedFile, _told: Description, look: ItemLook) -> ItemLook:
    who, day = told_by_files.of_pdf(opened)
    look = _worded(opened, replace(look, told=who + told_by_files.of_comments(opened), made=day))
    document = paging.pages_of(opened)
    if isinstance(document, PdfPages):
        look = replace(look, page_looks=page_measures.look_at_pages(document))
    return look


def _office(opened: OpenedFile, _told: Description, look: ItemLook) -> ItemLook:
    who, day = told_by_files.of_office(opened)
    look = replace(look, told=who + told_by_files.of_comments(opened), made=day)
    if opened.sniffed.format in _ENGINE_LAYS_OUT:
        # Where its pages break depends on who lays it out: the number of pages is near, what is on them is its own.
        with suppress(Refused):
            look = replace(look, pages=len(paging.pages_of(opened).sizes()))
    return _worded(opened, look)


def _words(opened: OpenedFile, _told: Description, look: ItemLook) -> ItemLook:
    return _worded(opened, look)


def _worded(opened: OpenedFile, look: ItemLook) -> ItemLook:
    with suppress(Refused):
        texts = [part.text for part in extracting.extract(opened).parts]
        return replace(look, text=words_prints.beginning(texts), words_print=words_prints.print_of("\n".join(texts)))
    return look


_LOOKS: dict[Kind, Callable[[OpenedFile, Description, ItemLook], ItemLook]] = {
    Kind.PDF: _pdf,
    Kind.IMAGE: _photo,
    Kind.VIDEO: _recording,
    Kind.AUDIO: _recording,
    Kind.DOCUMENT: _office,
    Kind.SLIDES: _office,
    Kind.SHEET: _office,
    Kind.TEXT: _words,
    Kind.MARKDOWN: _words,
    Kind.WEB: _words,
}
