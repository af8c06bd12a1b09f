"""What pages, drawings, letters and other files of plain letters would do in another program. Nothing runs here."""

from __future__ import annotations

import codecs
import re
import zipfile
from collections.abc import Callable, Iterator

from certdesk.evidence.decoders import mail, zips
from certdesk.evidence.decoders.opened import OpenedFile
from certdesk.evidence.problems import Refused
from certdesk.evidence.replies import Danger

MOST_BYTES = 48 * 2**20
_MOST_IN_BOOK = 64 * 2**20
_UTF16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_ELSEWHERE = rb"""\s*=\s*["']?\s*(?:(?:https?|ftp|smb|file):)?(?://|\\\\)"""
_FETCHES = re.compile(
    rb"<(?:[\w-]+:)?(?:img|image|feimage|use|link|iframe|frame|script|video|audio|source|object|embed|body|input)"
    rb"[\s/][^<>]{0,2000}?(?:src|srcset|href|data|poster|background)" + _ELSEWHERE,
    re.IGNORECASE,
)
_FETCHES_BY_STYLE = re.compile(
    rb"""(?:url\(|@import)\s*["']?\s*(?:https?:)?//|http-equiv\s*=\s*["']?refresh[^<>]{0,300}url\s*=""", re.IGNORECASE
)
_RUNS = re.compile(
    rb"<(?:[\w-]+:)?script[\s/>]|<[a-z][\w:.-]*[\s/](?:[^<>]{0,500}?[\s/\"'])?on[a-z]{3,20}\s*=|javascript:",
    re.IGNORECASE,
)
_STYLE_SHEET = re.compile(rb"<\?xml-stylesheet\s[^>]{0,2000}", re.IGNORECASE)
_STYLE_ELSEWHERE = re.compile(rb"href" + _ELSEWHERE, re.IGNORECASE)
_TRANSFORMS = re.compile(rb"xslt?\b", re.IGNORECASE)
_ENTITY_ELSEWHERE = re.compile(
    rb"<!(?:ENTITY|DOCTYPE)\s[^>]{0,300}SYSTEM\s+[\"'](?:https?|ftp|smb|file):", re.IGNORECASE
)
_RTF_LINKED = re.compile(rb"\\(?:objautlink|objlink|objsub|objupdate)(?![a-z])")
_RTF_PACKED = re.compile(rb"\\obj(?:data|emb|ocx|html)(?![a-z])")
_RTF_TEMPLATE = re.compile(rb"\\template(?![a-z])\s*([^{}]{0,400})")
_RTF_FIELD = re.compile(rb"\\fldinst(?![a-z])([^\x00]{0,400})")
_RTF_WORD = re.compile(rb"\\[a-z]+-?[0-9]* ?|[{}\r\n]")
_FIELD_FETCHES = re.compile(rb"(?i)\bDDE(?:AUTO)?\b|\bINCLUDE(?:PICTURE|TEXT)\s+[\"']?(?:(?:https?|ftp|file):|\\\\|//)")
_ON_OWN_DISK = re.compile(rb"(?:[A-Za-z]:|[\w .-]*$)")
_ODF_SCRIPT = re.compile(rb"<(?:[\w.-]+:)?script([\s>].{0,200000}?)</(?:[\w.-]+:)?script>", re.DOTALL)
_ODF_LISTENS = re.compile(rb"<(?:[\w.-]+:)?event-listener[\s/>]")
_ODF_PACKED = re.compile(rb"<(?:[\w.-]+:)?object-ole[\s/>]")
_ODF_FETCHES = re.compile(rb"""xlink:href=["'](?:https?|ftp|smb):[^"']*["'][^>]*xlink:show=["']embed""", re.IGNORECASE)
_TAG = re.compile(rb"<[^<>]*>")
_CELL_CALLS = re.compile(rb"(?m)(?:^|[,;\t\"])\s*[=+@-][^,;\t\r\n]{1,200}\|[^,;\t\r\n]{0,300}!")
_PAGES = (".xhtml", ".html", ".htm", ".svg", ".xml")


def of_page(opened: OpenedFile) -> tuple[Danger, ...]:
    """Look at a web page or an SVG drawing."""
    return _of_all(opened, in_page)


def of_text(opened: OpenedFile) -> tuple[Danger, ...]:
    """Look at a file of plain letters: of XML, which browsers open, or of cells, which may call programs."""
    if opened.sniffed.format in {"CSV", "TSV"}:
        return _of_all(opened, _in_cells)
    starts = _plain(opened.head).lstrip(b"\xef\xbb\xbf \t\r\n")
    return _of_all(opened, _in_xml) if starts.startswith(b"<") else ()


def of_rich_text(opened: OpenedFile) -> tuple[Danger, ...]:
    """Look at an RTF document."""
    return _of_all(opened, _in_rich_text)


def of_flat_document(opened: OpenedFile) -> tuple[Danger, ...]:
    """Look at an OpenDocument file that is one long text."""
    return _of_all(opened, _in_flat_document)


def of_letter(opened: OpenedFile) -> tuple[Danger, ...]:
    """Look at an e-mail or a saved web page: what is attached, and what its pages do."""
    try:
        found = set(_in_letter(opened))
    except Refused:
        found = {Danger.UNCHECKED}
    return tuple(sorted(found))


def in_book(archive: zipfile.ZipFile) -> Iterator[Danger]:
    """Name what pages and scripts do in an EPUB or another archive of web pages."""
    left = _MOST_IN_BOOK
    for part in archive.infolist()[: zips.MAX_PARTS]:
        name = part.filename.lower()
        if name.endswith((".js", ".mjs")):
            yield Danger.SCRIPTS
        if name.endswith((*_PAGES, ".css")):
            left -= part.file_size
            data = zips.read_part(archive, part.filename, MOST_BYTES) if left > 0 else None
            if data is None:
                yield Danger.UNCHECKED
            else:
                yield from in_page(data)


def in_page(data: bytes) -> Iterator[Danger]:
    """Name what a page would do in a browser: run scripts, fetch pictures."""
    data = _plain(data)
    if _FETCHES.search(data) or _FETCHES_BY_STYLE.search(data):
        yield Danger.OUTSIDE_LINKS
    if _RUNS.search(data):
        yield Danger.SCRIPTS


def _of_all(opened: OpenedFile, look: Callable[[bytes], Iterator[Danger]]) -> tuple[Danger, ...]:
    opened.file.seek(0)
    found = set(look(opened.file.read(MOST_BYTES)))
    if opened.size > MOST_BYTES:
        found.add(Danger.UNCHECKED)
    return tuple(sorted(found))


def _plain(data: bytes) -> bytes:
    """Return letters of two bytes as the one byte that all of these languages are written in."""
    return data.decode("utf-16", "replace").encode() if data.startswith(_UTF16) else data


def _in_xml(data: bytes) -> Iterator[Danger]:
    data = _plain(data)
    yield from in_page(data)
    for sheet in _STYLE_SHEET.findall(data):
        if _STYLE_ELSEWHERE.search(sheet):
            yield Danger.OUTSIDE_LINKS
        if _TRANSFORMS.search(sheet):
            yield Danger.SCRIPTS
    if _ENTITY_ELSEWHERE.search(data):
        yield Danger.OUTSIDE_LINKS


def _in_cells(data: bytes) -> Iterator[Danger]:
    if _CELL_CALLS.search(_plain(data)):
        yield Danger.SCRIPTS


def _in_rich_text(data: bytes) -> Iterator[Danger]:
    if _RTF_PACKED.search(data):
        yield Danger.EMBEDDED_FILES
    fields = (_RTF_WORD.sub(b"", each) for each in _RTF_FIELD.findall(data))
    templates = (each.strip() for each in _RTF_TEMPLATE.findall(data))
    if (
        _RTF_LINKED.search(data)
        or any(_FIELD_FETCHES.search(each) for each in fields)
        or any(each and not _ON_OWN_DISK.match(each) for each in templates)
    ):
        yield Danger.OUTSIDE_LINKS


def _in_flat_document(data: bytes) -> Iterator[Danger]:
    data = _plain(data)
    if _ODF_LISTENS.search(data) or any(_TAG.sub(b"", each).strip(b" \r\n\t/>") for each in _in_scripts(data)):
        yield Danger.MACROS
    if _ODF_PACKED.search(data):
        yield Danger.EMBEDDED_FILES
    if _ODF_FETCHES.search(data):
        yield Danger.OUTSIDE_LINKS


def _in_scripts(data: bytes) -> Iterator[bytes]:
    for found in _ODF_SCRIPT.findall(data):
        yield found.partition(b">")[2]


def _in_letter(opened: OpenedFile) -> Iterator[Danger]:
    for part in mail.all_parts(opened):
        if part.get_content_maintype() == "text" and not mail.is_attached(part):
            yield from in_page(mail.content(part)) if part.get_content_subtype() != "plain" else ()
        elif mail.is_attached(part) and opened.sniffed.format == "e-mail":
            yield Danger.EMBEDDED_FILES
