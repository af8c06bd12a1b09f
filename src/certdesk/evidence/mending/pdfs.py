"""PDFs mended: pages turned, what tells of people taken out, pages with something hidden drawn anew as pictures."""

from __future__ import annotations

import io
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name, Pdf, Stream
from PIL import Image

from certdesk.core.recipes import Mask, MaskAll, Recipe, Rotate, Strip
from certdesk.evidence.decoders import paging
from certdesk.evidence.decoders.opened import OpenedFile, Paged
from certdesk.evidence.mending import jpeg
from certdesk.evidence.mending.covering import cover
from certdesk.evidence.mending.refusing import CannotMendError, Reason
from certdesk.evidence.problems import Case, Refused
from certdesk.evidence.replies import Picture
from certdesk.evidence.requests import RenderPage

MAX_BYTES = 256 * 2**20
DPI = 200
_QUALITY = 88
_POINTS_PER_INCH = 72
_DEEPEST = 40
_NOWHERE = Path()
_TELLING = ("/Metadata", "/PieceInfo", "/LastModified", "/Thumb", "/LastModifiedBy", "/SpiderInfo", "/Info")
_OF_NOTES = ("/T", "/NM", "/M", "/CreationDate", "/RC", "/IRT", "/ExData")
_OF_ANSWERS = ("/Name", "/Location", "/Reason", "/ContactInfo", "/M", "/Cert", "/Contents")
_OF_DOCUMENT = ("/Outlines", "/StructTreeRoot", "/MarkInfo", "/Names", "/Dests", "/AcroForm", "/OpenAction", "/AA")
_BROKEN = (pikepdf.PdfError, ValueError, TypeError, KeyError, RuntimeError, OSError, RecursionError, OverflowError)


def mended(data: bytes, recipe: tuple[Recipe, ...]) -> bytes:
    """Return the document as the recipe wants it, its pages as they are coded. Raises CannotMendError."""
    with _opened(data) as document:
        for step in recipe:
            if isinstance(step, Rotate):
                _turn(document, step)
            elif isinstance(step, Strip):
                _strip(document)
        return _written(document)


def masked(opened: OpenedFile, recipe: tuple[Recipe, ...]) -> bytes:
    """Return a PDF of a document with pages in which the masked parts are gone, with the words under them.

    Pages without a mask stay as they are in a PDF; other documents become pictures of their pages.
    """
    masks = tuple(mask for step in recipe if isinstance(step, MaskAll) for mask in step.masks)
    try:
        pages = paging.pages_of(opened)
        sizes = pages.sizes()
    except Refused as refused:
        locked = refused.case in {Case.LOCKED, Case.LOCKED_FOR_GOOD}
        raise CannotMendError(Reason.LOCKED if locked else Reason.DAMAGED) from refused
    by_page: dict[int, list[Mask]] = {}
    for mask in masks:
        if not 1 <= (mask.page or 1) <= len(sizes):
            raise CannotMendError(Reason.NOTHING_LEFT)
        by_page.setdefault(mask.page or 1, []).append(mask)
    if opened.sniffed.format == "PDF":
        with _opened(opened.everything()) as document:
            return _with_pictures(document, pages, by_page)
    with Pdf.new() as document:
        for size in sizes:
            document.add_blank_page(page_size=size)
        return _with_pictures(document, pages, {number: by_page.get(number, []) for number in range(1, len(sizes) + 1)})


def _with_pictures(document: Pdf, pages: Paged, by_page: dict[int, list[Mask]]) -> bytes:
    for number, masks in by_page.items():
        picture = _drawn(pages, number)
        scale = picture.width / pages.sizes()[number - 1][0]
        for mask in masks:
            cover(picture, mask, scale)
        _put(document, number, picture, pages.sizes()[number - 1])
    # What is kept beside the pages quotes them: headings, words for readers, fields, and files that lie within.
    _drop(document.Root, _OF_DOCUMENT)
    _strip(document)
    return _written(document)


def _drawn(pages: Paged, number: int) -> Image.Image:
    try:
        drawn = pages.render(RenderPage(_NOWHERE, number, DPI / _POINTS_PER_INCH))
    except Refused as refused:
        raise CannotMendError(Reason.DAMAGED) from refused
    return image_of(drawn)


def image_of(picture: Picture) -> Image.Image:
    """Return what the worker draws as an image in red, green, blue."""
    size = picture.width, picture.height
    return Image.frombuffer("RGB", size, picture.pixels, "raw", "BGRX", picture.stride, 1).copy()


def _put(document: Pdf, number: int, picture: Image.Image, size: tuple[float, float]) -> None:
    """Replace a page by its picture: nothing of the page that was there is referred to any more."""
    out = io.BytesIO()
    picture.save(out, "JPEG", quality=_QUALITY, subsampling=0)
    drawn = Stream(document, jpeg.stripped(out.getvalue()))
    for key, value in (
        ("/Type", Name.XObject),
        ("/Subtype", Name.Image),
        ("/Width", picture.width),
        ("/Height", picture.height),
        ("/ColorSpace", Name.DeviceRGB),
        ("/BitsPerComponent", 8),
        ("/Filter", Name.DCTDecode),
    ):
        drawn[key] = value
    width, height = size
    content = f"q {width:.3f} 0 0 {height:.3f} 0 0 cm /P Do Q".encode()
    page = document.pages[number - 1].obj
    for key in list(page.keys()):
        if key not in {"/Type", "/Parent"}:
            del page[key]
    page["/MediaBox"] = Array([0, 0, round(width, 3), round(height, 3)])
    page["/Rotate"] = 0
    page["/CropBox"] = page["/MediaBox"]
    page["/Resources"] = Dictionary(XObject=Dictionary(P=document.make_indirect(drawn)))
    page["/Contents"] = document.make_stream(content)


def _turn(document: Pdf, step: Rotate) -> None:
    wanted = step.pages or tuple(range(1, len(document.pages) + 1))
    for number in wanted:
        if not 1 <= number <= len(document.pages):
            raise CannotMendError(Reason.NOTHING_LEFT)
        document.pages[number - 1].rotate(step.degrees, relative=True)


def _strip(document: Pdf) -> None:
    """Take out what names people, programs, dates and places, in whatever object it stands."""
    _drop(document.trailer, ("/Info", "/ID"))
    _drop(document.Root, ("/Perms", "/DSS", "/Legal"))
    for found in _objects(document):
        _drop(found, _TELLING)
        if isinstance(found, Stream):
            _strip_picture(found)
        if "/Rect" in found and "/Subtype" in found:
            _strip_note(found)
        _strip_signature_or_file(found)


def _drop(found: Any, names: tuple[str, ...]) -> None:  # noqa: ANN401 - pikepdf's objects have one type for all
    for name in names:
        if name in found:
            del found[name]


def _strip_signature_or_file(found: Any) -> None:  # noqa: ANN401 - as above
    """Empty a signature, which the changes break anyhow, and what is said about files that lie within."""
    kind = found.get("/Type")
    if kind in {Name("/Sig"), Name("/DocTimeStamp")} or "/ByteRange" in found:
        _drop(found, (*_OF_ANSWERS, "/ByteRange"))
    if "/EF" in found:
        found["/Desc"] = pikepdf.String("")
    if kind == Name("/EmbeddedFile"):
        _drop(found, ("/Params",))


def _strip_note(note: Any) -> None:  # noqa: ANN401 - pikepdf's objects have one type for all
    """Take out who wrote a note and when; a field keeps its name, which other things refer to."""
    is_field = note.get("/Subtype") == Name.Widget
    _drop(note, tuple(name for name in _OF_NOTES if not (is_field and name == "/T")))


def _strip_picture(found: Stream) -> None:
    if found.get("/Subtype") != Name.Image:
        return
    filters = found.get("/Filter")
    only = filters[0] if isinstance(filters, Array) and len(filters) == 1 else filters
    if only != Name.DCTDecode:
        return
    raw = bytes(found.read_raw_bytes())
    try:
        clean = jpeg.stripped(raw)
    except CannotMendError:
        return  # what no reader can take apart tells nobody anything
    found.write(clean, filter=Name.DCTDecode)


def _objects(document: Pdf) -> Iterator[Any]:
    """Give every dictionary and stream of the document, also those that stand within others."""
    for found in document.objects:
        yield from _within(found, 0)
    yield from _within(document.Root, 0)


def _within(found: Any, depth: int) -> Iterator[Any]:  # noqa: ANN401 - as above
    if depth > _DEEPEST:
        return
    if isinstance(found, Dictionary | Stream):
        yield found
        inner = [found[key] for key in list(found.keys())]
    elif isinstance(found, Array):
        inner = list(found)
    else:
        return
    for one in inner:
        if isinstance(one, pikepdf.Object) and not one.is_indirect:
            yield from _within(one, depth + 1)


@contextmanager
def _opened(data: bytes) -> Iterator[Pdf]:
    if len(data) > MAX_BYTES:
        raise CannotMendError(Reason.TOO_LARGE)
    try:
        with pikepdf.open(io.BytesIO(data), suppress_warnings=True) as document:
            if not len(document.pages):
                raise CannotMendError(Reason.DAMAGED)
            yield document
    except pikepdf.PasswordError as fault:
        raise CannotMendError(Reason.LOCKED) from fault
    except _BROKEN as fault:
        raise CannotMendError(Reason.DAMAGED) from fault


def _written(document: Pdf) -> bytes:
    """Return the document written anew: only what its pages refer to, and no lock."""
    document.remove_unreferenced_resources()
    out = io.BytesIO()
    document.save(
        out,
        deterministic_id=True,
        object_stream_mode=pikepdf.ObjectStreamMode.generate,
        compress_streams=True,
        encryption=False,
        fix_metadata_version=False,
    )
    return out.getvalue()
