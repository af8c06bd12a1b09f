"""What an office file would do in another program: macros, files it carries, things it fetches. Nothing runs here."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator

from certdesk.evidence.decoders import identity, parts, zips
from certdesk.evidence.decoders.opened import OpenedFile
from certdesk.evidence.problems import Refused
from certdesk.evidence.replies import Danger

_MACROS_OLE = ("_VBA_PROJECT", "_VBA_PROJECT_CUR", "VBA", "Macros")
_EMBEDDED_OLE = ("ObjectPool", "\x01Ole10Native")
_FETCHED = frozenset(
    {"image", "oleObject", "attachedTemplate", "frame", "subDocument", "video", "audio", "media", "externalLinkPath"}
)
_MAX_RELATION_PARTS = 3000
_OPEN_ELSEWHERE = re.compile(rb"""xlink:href=["'](https?|ftp|smb):[^"']*["'][^>]*xlink:show=["']embed""", re.IGNORECASE)
_OPEN_SCRIPT_FOLDERS = ("Basic/", "Scripts/")
_NO_SCRIPTS = ("/", "-lc.xml", "-lb.xml")
_FIELD_CALLS = re.compile(rb"(?i)<w:instrText[^>]*>\s*(DDE|DDEAUTO)\s")
_OPEN_OPEN_SCRIPT_FOLDERS = ("Basic/", "Scripts/")


def dangers(opened: OpenedFile) -> tuple[Danger, ...]:
    """Return what was met; a damaged file may hide something."""
    try:
        if opened.head.startswith(b"PK"):
            with zips.opened(opened.file) as archive:
                return tuple(sorted(set(_in_archive(archive))))
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
    yield from _related(archive, [name for name in names if name.endswith(".rels")][:_MAX_RELATION_PARTS])
    body = zips.read_part(archive, "word/document.xml", parts.MAX_XML) or b""
    if _FIELD_CALLS.search(body):
        yield Danger.OUTSIDE_LINKS
    if _OPEN_ELSEWHERE.search(zips.read_part(archive, "content.xml", parts.MAX_XML) or b""):
        yield Danger.OUTSIDE_LINKS


def _related(archive: zipfile.ZipFile, names: list[str]) -> Iterator[Danger]:
    for name in names:
        owner = name.replace("_rels/", "").removesuffix(".rels")
        for each in parts.relations(archive, owner):
            if each.outside and each.kind in _FETCHED and _is_elsewhere(each.target):
                yield Danger.OUTSIDE_LINKS
            if not each.outside and each.kind in {"oleObject", "package"} and "/charts/" not in f"/{owner}":
                yield Danger.EMBEDDED_FILES


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
