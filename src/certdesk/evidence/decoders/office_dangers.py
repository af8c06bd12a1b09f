"""What an office file would do in another program: macros, files it carries, things it fetches. Nothing runs here."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator

from certdesk.evidence.decoders import identity, markup_dangers, parts, zips
from certdesk.evidence.decoders.opened import OpenedFile
from certdesk.evidence.problems import Refused
from certdesk.evidence.replies import Danger

_MACROS_OLE = ("_VBA_PROJECT", "_VBA_PROJECT_CUR", "VBA", "Macros")
_EMBEDDED_OLE = ("ObjectPool", "\x01Ole10Native")
_ATTACHED_OLE = "__attach_version1.0_#"
_FETCHED = frozenset(
    {"image", "oleObject", "attachedTemplate", "frame", "subDocument", "video", "audio", "media", "externalLinkPath"}
)
_MAX_RELATION_PARTS = 3000
_OPEN_ELSEWHERE = re.compile(rb"""xlink:href=["'](https?|ftp|smb):[^"']*["'][^>]*xlink:show=["']embed""", re.IGNORECASE)
_OPEN_SCRIPT_FOLDERS = ("Basic/", "Scripts/")
_NO_SCRIPTS = ("/", "-lc.xml", "-lb.xml")
_WORDS = re.compile(r"word/(?:document|header\d*|footer\d*|footnotes|endnotes|comments)\d*\.xml")
_FIELD = re.compile(rb"<(?:\w+:)?instrText[^>]*>([^<]{0,2000})")
_SIMPLE_FIELD = re.compile(rb"""<(?:\w+:)?fldSimple\s[^>]{0,200}?instr=["']([^<]{0,500})""")
_FIELD_CALLS = re.compile(
    rb"(?i)(?:^|\s)DDE(?:AUTO)?\s|INCLUDE(?:PICTURE|TEXT)\s+[\"']?(?:(?:https?|ftp|smb):|\\\\\\\\|//)"
)
_MACRO_TYPE = re.compile(r"(?i)vbaproject|macrosheet|wordvbadata|vbadata")
_MACRO_KINDS = frozenset({"vbaproject", "wordvbadata", "xlmacrosheet", "xlintlmacrosheet"})
_OF_LETTERS = {
    "RTF": markup_dangers.of_rich_text,
    "flat OpenDocument": markup_dangers.of_flat_document,
    "e-mail": markup_dangers.of_letter,
    "CSV": markup_dangers.of_text,
    "TSV": markup_dangers.of_text,
}
_OF_PAGES = frozenset({"EPUB", "H5P"})


def dangers(opened: OpenedFile) -> tuple[Danger, ...]:
    """Return what was met; a damaged file may hide something."""
    look = _OF_LETTERS.get(opened.sniffed.format)
    if look is not None:
        return look(opened)
    try:
        if opened.head.startswith(b"PK"):
            with zips.opened(opened.file) as archive:
                in_pages = markup_dangers.in_book(archive) if opened.sniffed.format in _OF_PAGES else ()
                return tuple(sorted({*_in_archive(archive), *in_pages}))
    except Refused:
        return ()  # what is wrong with it is told by the one that reads it
    return tuple(sorted(set(_in_ole(identity.ole_directory(opened.file, opened.head)))))


def _in_archive(archive: zipfile.ZipFile) -> Iterator[Danger]:
    names = archive.namelist()[: zips.MAX_PARTS]
    for name in names:
        lower = name.lower()
        is_script = name.startswith(_OPEN_SCRIPT_FOLDERS) and not name.endswith(_NO_SCRIPTS)
        if is_script or lower.endswith(("vbaproject.bin", "vbadata.xml")) or "/macrosheets/" in lower:
            yield Danger.MACROS
        elif "/activex/" in lower:
            yield Danger.EMBEDDED_FILES
        elif "/externallinks/" in lower:
            yield Danger.OUTSIDE_LINKS
    yield from _typed(archive, names)
    yield from _related(archive, [name for name in names if name.lower().endswith(".rels")])
    yield from _in_words(archive, [name for name in names if _WORDS.fullmatch(name)])
    if _OPEN_ELSEWHERE.search(zips.read_part(archive, "content.xml", parts.MAX_XML) or b""):
        yield Danger.OUTSIDE_LINKS


def _typed(archive: zipfile.ZipFile, names: list[str]) -> Iterator[Danger]:
    """Macros by the type that a part is given, for its name may be anything."""
    types = next((name for name in names if name.lower() == "[content_types].xml"), "")
    if not types:
        return
    root = parts.tree(archive, types)
    if root is None:
        yield Danger.UNCHECKED
        return
    endings = {name.lower().rpartition(".")[2] for name in names}
    for each in root:
        if _MACRO_TYPE.search(each.get("ContentType", "")) and each.get("Extension", "").lower() in {"", *endings}:
            yield Danger.MACROS


def _related(archive: zipfile.ZipFile, names: list[str]) -> Iterator[Danger]:
    if len(names) > _MAX_RELATION_PARTS:
        yield Danger.UNCHECKED
    for name in names[:_MAX_RELATION_PARTS]:
        folder = name.replace("\\", "/").rpartition("/")[0].rpartition("/")[0]
        told = parts.relations_told(archive, name, folder)
        if told is None:
            yield Danger.UNCHECKED
            continue
        for each in told:
            kind = each.kind.lower()
            if kind in _MACRO_KINDS:
                yield Danger.MACROS
            if each.outside and each.kind in _FETCHED and _is_elsewhere(each.target):
                yield Danger.OUTSIDE_LINKS
            if kind in {"externallink", "webextensiontaskpanes"}:
                yield Danger.OUTSIDE_LINKS
            if kind in {"control", "activexcontrolbinary"}:
                yield Danger.EMBEDDED_FILES
            if not each.outside and each.kind in {"oleObject", "package"} and "/charts/" not in f"/{folder}/":
                yield Danger.EMBEDDED_FILES


def _in_words(archive: zipfile.ZipFile, names: list[str]) -> Iterator[Danger]:
    """Fields of a Word document that fetch something or call a program; one may be written in several pieces."""
    for name in names:
        body = zips.read_part(archive, name, parts.MAX_XML)
        if body is None:
            yield Danger.UNCHECKED
            continue
        written = b"".join(_FIELD.findall(body)) + b" ".join(_SIMPLE_FIELD.findall(body))
        if _FIELD_CALLS.search(written.replace(b"&quot;", b'"')):
            yield Danger.OUTSIDE_LINKS


def _is_elsewhere(target: str) -> bool:
    """Say whether a target lies on another computer: a template on the author's own disk is nothing to fear."""
    plain = target.strip().replace("\\", "/").lower()
    if plain.startswith("file:"):
        plain = plain.removeprefix("file:")
        return plain.startswith("//") and not plain.startswith("///") and len(plain) > 2
    return plain.startswith("//") or bool(re.match(r"(https?|ftps?|smb|webdavs?|mhtml):", plain))


def _in_ole(directory: bytes) -> Iterator[Danger]:
    for names, danger in ((_MACROS_OLE, Danger.MACROS), (_EMBEDDED_OLE, Danger.EMBEDDED_FILES)):
        if any(name.encode("utf-16-le") + b"\x00\x00" in directory for name in names):
            yield danger
    if _ATTACHED_OLE.encode("utf-16-le") in directory:
        yield Danger.EMBEDDED_FILES
