"""Files of teaching programs that are zip archives inside: the picture they carry of themselves, and their words."""

from __future__ import annotations

import io
import json
import re
import tarfile
import zipfile
from collections.abc import Callable, Iterator

from certdesk.core.words import _
from certdesk.evidence.decoders import parts, photos, texts, web, zips
from certdesk.evidence.decoders.opened import OpenedFile
from certdesk.evidence.problems import Case, Refused
from certdesk.evidence.replies import Block, Heading, ListItem, Paragraph, PictureBlock, TableBlock

MAX_LISTED = 2000
MAX_PICTURES = 20
_MAX_PREVIEW = 16 * 2**20
_MAX_JSON = 32 * 2**20
_MAX_SIDE = 1200
_TAIL = 2048
_PREVIEWS = {
    "GeoGebra": ("geogebra_thumbnail.png",),
    "Apple iWork": (
        "preview.jpg",
        "QuickLook/Thumbnail.jpg",
        "QuickLook/Preview.jpg",
        "preview-web.jpg",
        "preview-micro.jpg",
    ),
    "SMART Notebook": ("preview.png", "thumbnail.png"),
    "XPS": ("Metadata/Thumbnail.jpeg", "docProps/thumbnail.jpeg"),
    "Visio": ("docProps/thumbnail.png", "docProps/thumbnail.jpeg"),
    "ODG": ("Thumbnails/thumbnail.png",),
    "ODT": ("Thumbnails/thumbnail.png",),
    "ODP": ("Thumbnails/thumbnail.png",),
}
_SAID = ("SAY", "ASK", "THINK", "BROADCAST", "QUESTION", "MESSAGE", "TEXT")
_SETTINGS = frozenset({"library", "mime", "path", "copyright", "license", "subContentId"})
_MARKUP = re.compile(r"<[^>]+>")


def preview(opened: OpenedFile) -> bytes | None:
    """Return the picture of its first page that the file carries, if it does."""
    names = _PREVIEWS.get(opened.sniffed.format, ())
    if not names or not opened.head.startswith(b"PK"):
        return None
    zips.check(opened.file)
    with zips.opened(opened.file) as archive:
        found = (zips.read_part(archive, name, _MAX_PREVIEW) for name in names)
        return next((data for data in found if data), None)


def printed_preview(opened: OpenedFile) -> bytes | None:
    """Return the PDF of itself that an iWork document may carry."""
    zips.check(opened.file)
    with zips.opened(opened.file) as archive:
        data = zips.read_part(archive, "QuickLook/Preview.pdf", zips.MAX_PART)
    whole = data is not None and data.startswith(b"%PDF-") and b"%%EOF" in data[-_TAIL:]
    return data if whole else None


def read(opened: OpenedFile, *, pictures: bool) -> Iterator[Block]:
    """Yield the preview and the words; raises `Refused` where there is neither."""
    data = preview(opened)
    picture = photos.decode(io.BytesIO(data), _MAX_SIDE) if data else None
    found = picture is not None or (opened.sniffed.format == "Apple iWork" and printed_preview(opened) is not None)
    if picture is not None and pictures:
        yield PictureBlock(picture, _("The picture of itself that the file carries"))
    if not opened.head.startswith(b"PK"):
        raise Refused(Case.NO_VIEW)
    with zips.opened(opened.file) as archive:
        for block in _READERS.get(opened.sniffed.format, _nothing)(archive):
            found = True
            yield block
    if not found:
        raise Refused(Case.NO_VIEW)


def contents(opened: OpenedFile) -> tuple[list[Block], bool]:
    """Return what an archive holds as a table of names and bytes, and whether that is all; nothing is unpacked."""
    listed = _listed_zip(opened) if opened.sniffed.format == "ZIP" else _listed_tar(opened)
    rows = tuple((texts.cleaned(name)[:300], size) for name, size in listed[:MAX_LISTED])
    return [TableBlock(((_("Name"), _("Bytes")), *rows), 1)], len(listed) <= MAX_LISTED


def _listed_zip(opened: OpenedFile) -> list[tuple[str, str]]:
    with zips.opened(opened.file) as archive:
        return [
            (part.filename, "" if part.is_dir() else str(part.file_size))
            for part in archive.infolist()[: MAX_LISTED + 1]
        ]


def _listed_tar(opened: OpenedFile) -> list[tuple[str, str]]:
    opened.file.seek(0)
    found: list[tuple[str, str]] = []
    try:
        with tarfile.open(fileobj=opened.file, mode="r:") as archive:
            for part in archive:
                found.append((part.name, str(part.size) if part.isreg() else ""))
                if len(found) > MAX_LISTED:
                    break
    except (tarfile.TarError, OSError, ValueError) as problem:
        if not found:
            raise Refused(Case.DAMAGED) from problem
    return found


def _nothing(_archive: zipfile.ZipFile) -> Iterator[Block]:
    return iter(())


def _geogebra(archive: zipfile.ZipFile) -> Iterator[Block]:
    root = parts.tree(archive, "geogebra.xml")
    if root is None:
        return
    for each in root.iter():
        name = parts.local(each)
        if name == "construction" and each.get("title"):
            yield Heading(1, each.get("title", ""))
            yield Paragraph(" ".join(filter(None, (each.get("author", ""), each.get("date", "")))))
        elif name == "worksheetText":
            yield from (Paragraph(text) for text in (each.get("above", ""), each.get("below", "")) if text)
        elif name == "expression" and each.get("exp"):
            yield ListItem(1, "•", f"{each.get('label', '')} = {each.get('exp')}".removeprefix(" = "))
        elif name == "caption" and each.get("val"):
            yield ListItem(2, "–", each.get("val", ""))


def _scratch(archive: zipfile.ZipFile) -> Iterator[Block]:
    project = _json(archive, "project.json")
    targets = project.get("targets") if isinstance(project, dict) else None
    sprites = [each for each in targets if isinstance(each, dict)] if isinstance(targets, list) else []
    if not sprites and isinstance(project, dict):  # a single sprite, or a project of Scratch 2
        sprites = [project, *(each for each in project.get("children") or () if isinstance(each, dict))]
    rows = tuple(
        (_name(each), *(str(_count(each, key)) for key in ("blocks", "costumes", "sounds"))) for each in sprites[:500]
    )
    if rows:
        yield TableBlock(((_("Sprite"), _("Blocks"), _("Costumes"), _("Sounds")), *rows), 1)
    for each in sprites[:500]:
        said = list(dict.fromkeys(_said(each)))
        if said:
            yield Heading(2, _name(each))
            yield from (ListItem(1, "•", text) for text in said[:200])


def _name(sprite: dict[str, object]) -> str:
    return texts.cleaned(str(sprite.get("name") or sprite.get("objName") or "?"))[:200]


def _count(sprite: dict[str, object], key: str) -> int:
    found = sprite.get(key)
    return len(found) if isinstance(found, dict | list) else 0


def _said(sprite: dict[str, object]) -> Iterator[str]:
    """Yield what a sprite says, asks and sends, and the comments beside its scripts."""
    blocks, comments = sprite.get("blocks"), sprite.get("comments")
    for block in blocks.values() if isinstance(blocks, dict) else ():
        inputs = block.get("inputs") if isinstance(block, dict) else None
        for key, value in inputs.items() if isinstance(inputs, dict) else ():
            inner = value[1] if isinstance(value, list) and len(value) > 1 else None
            told = inner[1] if isinstance(inner, list) and len(inner) > 1 else None
            if isinstance(told, str) and told.strip() and any(word in key.upper() for word in _SAID):
                yield texts.cleaned(told)[:500]
    for comment in comments.values() if isinstance(comments, dict) else ():
        text = comment.get("text") if isinstance(comment, dict) else None
        if isinstance(text, str) and text.strip():
            yield texts.cleaned(text)[:2000]


def _h5p(archive: zipfile.ZipFile) -> Iterator[Block]:
    about = _json(archive, "h5p.json")
    if isinstance(about, dict) and isinstance(about.get("title"), str):
        yield Heading(1, texts.cleaned(str(about["title"])))
    for text in _strings(_json(archive, "content/content.json"), 0):
        yield from web.read_web(text)[1] if _MARKUP.search(text) else [Paragraph(texts.cleaned(text))]


def _strings(value: object, depth: int) -> Iterator[str]:
    """Yield the sentences in nested lists; single words there are settings."""
    if isinstance(value, str):
        if " " in value.strip() and not value.startswith(("http", "data:")):
            yield value[:20_000]
    elif depth < 40:
        known = [each for key, each in value.items() if key not in _SETTINGS] if isinstance(value, dict) else value
        inside = known if isinstance(known, list) else ()
        for each in inside:
            yield from _strings(each, depth + 1)


def _json(archive: zipfile.ZipFile, name: str) -> object:
    data = zips.read_part(archive, name, _MAX_JSON)
    try:
        return json.loads(data) if data else None
    except (ValueError, RecursionError):
        return None  # the picture may still be there


def _xps(archive: zipfile.ZipFile) -> Iterator[Block]:
    pages = sorted((name for name in archive.namelist() if name.lower().endswith(".fpage")), key=_numbers)
    for number, page in enumerate(pages[:MAX_LISTED], 1):
        root = parts.tree(archive, page)
        lines = [each.get("UnicodeString", "") for each in root.iter()] if root is not None else []
        words = " ".join(line.removeprefix("{}") for line in lines if line.strip())
        if words:
            yield Heading(2, _("Page {number}").format(number=number))
            yield Paragraph(words)


def _numbers(name: str) -> list[int]:
    return [int(digits) for digits in re.findall(r"\d{1,9}", name)]


def _words_of_pages(archive: zipfile.ZipFile, pattern: str, holder: str) -> Iterator[Block]:
    pages = sorted((name for name in archive.namelist() if re.fullmatch(pattern, name)), key=_numbers)
    for number, page in enumerate(pages[:MAX_LISTED], 1):
        root = parts.tree(archive, page)
        held = (
            [" ".join("".join(each.itertext()).split()) for each in root.iter() if parts.local(each) == holder]
            if root is not None
            else []
        )
        if any(held):
            yield Heading(2, _("Page {number}").format(number=number))
            yield from (Paragraph(text) for text in held if text)


def _visio(archive: zipfile.ZipFile) -> Iterator[Block]:
    return _words_of_pages(archive, r"visio/pages/page\d+\.xml", "Text")


def _smart(archive: zipfile.ZipFile) -> Iterator[Block]:
    return _words_of_pages(archive, r"page\d+\.svg", "text")


_READERS: dict[str, Callable[[zipfile.ZipFile], Iterator[Block]]] = {
    "GeoGebra": _geogebra,
    "Scratch": _scratch,
    "H5P": _h5p,
    "XPS": _xps,
    "Visio": _visio,
    "SMART Notebook": _smart,
}
