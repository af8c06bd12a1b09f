"""Speaker notes and comments of a PPTX, slide by slide; comments as they were stored before 2021 and since."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from xml.etree.ElementTree import Element

from certdesk.evidence.decoders import parts
from certdesk.evidence.replies import NoteKind, SideNote

_DECK = "ppt/presentation.xml"
_MAX_SLIDES = 2000


def notes(archive: zipfile.ZipFile) -> Iterator[SideNote]:
    """Yield what belongs to each slide: its speaker notes first."""
    authors = _authors(archive)
    slides = parts.in_order(archive, _DECK, "sldIdLst", "slide")[:_MAX_SLIDES]
    for number, (_name, slide) in enumerate(slides, 1):
        related = parts.relations(archive, slide)
        for each in related:
            if each.kind == "notesSlide" and (root := parts.tree(archive, each.target)) is not None:
                yield from _speaker_notes(root, number)
        for each in related:
            if each.kind == "comments" and (root := parts.tree(archive, each.target)) is not None:
                yield from _comments(root, authors, number)


def _authors(archive: zipfile.ZipFile) -> dict[str, str]:
    found = {}
    for part in ("ppt/commentAuthors.xml", "ppt/authors.xml"):
        root = parts.tree(archive, part)
        for each in root if root is not None else ():
            found[each.get("id", "")] = each.get("name", "")
    return found


def _speaker_notes(root: Element, number: int) -> Iterator[SideNote]:
    for shape in root.iter():
        if parts.local(shape) != "sp":
            continue
        place = parts.find(shape, "ph")
        text = parts.paragraphs(shape)
        if text and place is not None and place.get("type", "body") == "body":
            yield SideNote(NoteKind.SPEAKER_NOTE, text, page=number)


def _comments(root: Element, authors: dict[str, str], number: int) -> Iterator[SideNote]:
    for each in root.iter():
        if parts.local(each) not in {"cm", "reply"}:
            continue
        body = next((child for child in each if parts.local(child) in {"text", "txBody"}), None)
        if body is not None:
            text = (body.text or "") if parts.local(body) == "text" else parts.paragraphs(body)
            when = each.get("dt") or each.get("created") or ""
            yield SideNote(NoteKind.COMMENT, text.strip(), authors.get(each.get("authorId", ""), ""), when, page=number)
