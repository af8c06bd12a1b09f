"""Comments and notes on the cells of an XLSX, sheet by sheet; what a note is about is its cell."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from xml.etree.ElementTree import Element

from certdesk.evidence.decoders import parts
from certdesk.evidence.replies import NoteKind, SideNote

_BOOK = "xl/workbook.xml"
_PEOPLE = "xl/persons/"
_STANDS_FOR_A_THREAD = "tc="
"""How the author of a note is named that is there only for programs which know no threads."""


def notes(archive: zipfile.ZipFile) -> Iterator[SideNote]:
    """Yield the notes of each sheet."""
    people = _people(archive)
    for name, sheet in parts.in_order(archive, _BOOK, "sheets", "worksheet"):
        related = parts.relations(archive, sheet)
        for each in related:
            root = parts.tree(archive, each.target) if each.kind in {"comments", "threadedComment"} else None
            if root is None:
                continue
            yield from _threads(root, people, name) if each.kind == "threadedComment" else _notes(root, name)


def _people(archive: zipfile.ZipFile) -> dict[str, str]:
    found = {}
    for part in archive.namelist():
        root = parts.tree(archive, part) if part.startswith(_PEOPLE) and part.endswith(".xml") else None
        for each in root if root is not None else ():
            found[each.get("id", "")] = each.get("displayName", "")
    return found


def _notes(root: Element, sheet: str) -> Iterator[SideNote]:
    authors = [each.text or "" for each in root.iter() if parts.local(each) == "author"]
    for each in root.iter():
        number = each.get("authorId", "")
        if parts.local(each) != "comment" or not number.isdecimal():
            continue
        author = authors[int(number)] if int(number) < len(authors) else ""
        text = "".join(run.text or "" for run in each.iter() if parts.local(run) == "t").strip()
        if text and not author.startswith(_STANDS_FOR_A_THREAD):
            yield SideNote(NoteKind.COMMENT, text, author, about=f"{sheet}!{each.get('ref', '')}")


def _threads(root: Element, people: dict[str, str], sheet: str) -> Iterator[SideNote]:
    for each in root:
        text = parts.find(each, "text")
        if text is not None and text.text:
            author, when = people.get(each.get("personId", ""), ""), each.get("dT", "")
            yield SideNote(NoteKind.COMMENT, text.text.strip(), author, when, f"{sheet}!{each.get('ref', '')}")
