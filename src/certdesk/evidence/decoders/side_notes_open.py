"""Comments, tracked changes and speaker notes of OpenDocument files (ODT, ODP, ODS), in the order of the text."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from xml.etree.ElementTree import Element

from certdesk.evidence.decoders import open_drawings, parts
from certdesk.evidence.replies import NoteKind, SideNote

_MAX_DEPTH = 200


def notes(archive: zipfile.ZipFile) -> Iterator[SideNote]:
    """Yield what stands beside the text."""
    root = parts.tree(archive, "content.xml")
    if root is None:
        return
    reader = _Reader(_changes(root))
    reader.walk(root, 0)
    yield from reader.notes()


def _changes(root: Element) -> dict[str, SideNote]:
    """Return the tracked changes by the name under which the text refers to them."""
    found = {}
    for region in root.iter():
        if parts.local(region) != "changed-region":
            continue
        for change in region:
            kind = {"insertion": NoteKind.INSERTION, "deletion": NoteKind.DELETION}.get(parts.local(change))
            if kind is None:
                continue
            text = "\n".join(open_drawings.flat(each) for each in change if parts.local(each) in {"p", "h"})
            found[parts.attribute(region, "id")] = SideNote(kind, text.strip(), _said(change, "creator"), _when(change))
    return found


def _said(element: Element, name: str) -> str:
    found = parts.find(element, name)
    return (found.text or "").strip() if found is not None else ""


def _when(element: Element) -> str:
    """Return the moment without parts of seconds, which are written to nine places."""
    return _said(element, "date").partition(".")[0]


@dataclass(slots=True)
class _Reader:
    """Goes through the text once, collecting the words that comments and insertions span."""

    changes: dict[str, SideNote]
    page: int = 0
    found: list[tuple[SideNote, list[str]]] = field(default_factory=list)
    open: dict[str, list[str]] = field(default_factory=dict)

    def notes(self) -> Iterator[SideNote]:
        for note, words in self.found:
            about = "".join(words).strip()
            if note.kind is NoteKind.INSERTION:
                if about:
                    yield SideNote(note.kind, about, note.author, note.when, page=note.page)
            elif note.text:
                yield SideNote(note.kind, note.text, note.author, note.when, about or note.about, note.page)

    def walk(self, element: Element, depth: int) -> None:
        for each in element:
            name = parts.local(each)
            if name == "annotation":
                self.annotation(each, element)
            elif name in {"annotation-end", "change-end"}:
                self.open.pop(name + parts.attribute(each, "name") + parts.attribute(each, "change-id"), None)
            elif name in {"change", "change-start"}:
                self.change(parts.attribute(each, "change-id"))
            elif name == "notes" and self.page:
                self.speaker_notes(each)
            elif name != "tracked-changes" and depth < _MAX_DEPTH:
                self.page += name == "page"
                self.hear(each.text)
                self.walk(each, depth + 1)
                self.hear("\n" if name in {"p", "h"} else "")
            self.hear(each.tail)

    def hear(self, text: str | None) -> None:
        for words in self.open.values() if text else ():
            words.append(text or "")

    def annotation(self, comment: Element, around: Element) -> None:
        text = "\n".join(open_drawings.flat(each) for each in comment if parts.local(each) in {"p", "list"}).strip()
        about = open_drawings.flat(around) if parts.local(around) in {"table-cell", "p", "h"} else ""
        words: list[str] = []
        name = parts.attribute(comment, "name")
        if name:
            self.open["annotation-end" + name] = words
        author, when = _said(comment, "creator"), _when(comment)
        self.found.append((SideNote(NoteKind.COMMENT, text, author, when, about, self.page), words))

    def change(self, id_: str) -> None:
        if id_ in self.changes:
            words: list[str] = []
            self.open["change-end" + id_] = words
            self.found.append((self.changes[id_], words))

    def speaker_notes(self, notes: Element) -> None:
        texts = [open_drawings.flat(each) for each in notes.iter() if parts.local(each) == "text-box"]
        text = "\n".join(text.strip() for text in texts if text.strip())
        if text:
            self.found.append((SideNote(NoteKind.SPEAKER_NOTE, text, page=self.page), []))
