"""Comments and tracked changes of a DOCX, in the order of the text they belong to."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from xml.etree.ElementTree import Element

from certdesk.evidence.decoders import parts
from certdesk.evidence.replies import NoteKind, SideNote

_BODY, _COMMENTS = "word/document.xml", "word/comments.xml"
_CHANGES = {
    "ins": NoteKind.INSERTION,
    "moveTo": NoteKind.INSERTION,
    "del": NoteKind.DELETION,
    "moveFrom": NoteKind.DELETION,
}
_NOT_TEXT = frozenset({"rPr", "pPr", "sectPr", "tblPr", "trPr", "tcPr", "instrText", "delInstrText"})


def notes(archive: zipfile.ZipFile) -> Iterator[SideNote]:
    """Yield comments and changes."""
    body = parts.tree(archive, _main_part(archive))
    comments = _comments(archive)
    if body is not None:
        reader = _Reader(comments)
        yield from reader.read(body)
        comments = {id_: comment for id_, comment in comments.items() if id_ not in reader.told}
    yield from (_comment(comment, "") for comment in comments.values())


def _main_part(archive: zipfile.ZipFile) -> str:
    found = (each.target for each in parts.relations(archive, "") if each.kind == "officeDocument")
    return next(found, _BODY)


def _comments(archive: zipfile.ZipFile) -> dict[str, Element]:
    named = next((each.target for each in parts.relations(archive, _BODY) if each.kind == "comments"), _COMMENTS)
    root = parts.tree(archive, named)
    return {parts.attribute(each, "id"): each for each in root} if root is not None else {}


def _comment(comment: Element, about: str) -> SideNote:
    author, when = parts.attribute(comment, "author"), parts.attribute(comment, "date")
    return SideNote(NoteKind.COMMENT, parts.paragraphs(comment), author, when, about)


@dataclass(slots=True)
class _Reader:
    """Goes through the text once, collecting the words of open comments and of changes."""

    comments: dict[str, Element]
    told: set[str] = field(default_factory=set)
    open: dict[str, list[str]] = field(default_factory=dict)

    def read(self, body: Element) -> Iterator[SideNote]:
        for paragraph in body.iter():
            if parts.local(paragraph) == "p":
                yield from self.paragraph(paragraph)

    def paragraph(self, paragraph: Element) -> Iterator[SideNote]:
        found: list[SideNote | str] = []
        words: list[str] = []
        self.walk(paragraph, None, found, words)
        around = "".join(words).strip()
        for words_of in self.open.values():
            words_of.append(" ")
        for note in found:
            if isinstance(note, SideNote):
                yield (
                    note
                    if note.kind is NoteKind.COMMENT
                    else SideNote(note.kind, note.text, note.author, note.when, around)
                )

    def walk(
        self, element: Element, change: Element | None, found: list[SideNote | str], words: list[str], depth: int = 0
    ) -> None:
        for each in element:
            name = parts.local(each)
            if name in {"t", "delText", "tab", "br"}:
                self.text(each.text or " ", change, found, words)
            elif name in _CHANGES:
                self.walk(each, each, found, words, depth + 1)
            elif name == "commentRangeStart":
                self.open[parts.attribute(each, "id")] = []
            elif name in {"commentRangeEnd", "commentReference"}:
                self.close(parts.attribute(each, "id"), found)
            elif name != "p" and name not in _NOT_TEXT and depth < 60:
                self.walk(each, change, found, words, depth + 1)

    def text(self, text: str, change: Element | None, found: list[SideNote | str], words: list[str]) -> None:
        kind = _CHANGES[parts.local(change)] if change is not None else None
        if kind is not NoteKind.DELETION:
            words.append(text)
            for words_of in self.open.values():
                words_of.append(text)
        if change is None or kind is None:
            found.append(text)
            return
        author, when = parts.attribute(change, "author"), parts.attribute(change, "date")
        last = found[-1] if found else ""
        if isinstance(last, SideNote) and (last.kind, last.author) == (kind, author):
            found[-1] = SideNote(kind, last.text + text, author, last.when)
        else:
            found.append(SideNote(kind, text, author, when))

    def close(self, id_: str, found: list[SideNote | str]) -> None:
        about = "".join(self.open.pop(id_, []))
        if id_ in self.comments and id_ not in self.told:
            self.told.add(id_)
            found.append(_comment(self.comments[id_], about))
