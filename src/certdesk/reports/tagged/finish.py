"""Completes a drawn file to PDF/A-3b and PDF/UA-1: structure, fonts, pictures, fields, outline and metadata."""

from __future__ import annotations

import io
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache

import pikepdf
from pikepdf import Array, Dictionary, Name, String
from PIL import ImageCms

from certdesk.reports.streams import deflated
from certdesk.reports.tagged.attachments import Attachment, add_attachments, add_code, pdf_date
from certdesk.reports.tagged.fields import add_fields
from certdesk.reports.tagged.outline import add_outline
from certdesk.reports.tagged.pen import Pen
from certdesk.reports.tagged.structure import Node
from certdesk.reports.tagged.tree import add_structure
from certdesk.reports.tagged.xmp import PRODUCER, xmp
from certdesk.reports.text.tidy import one_line

_ICC_DATE = slice(24, 36)


@dataclass(frozen=True, slots=True)
class Properties:
    """What a file says about itself. ``made_at`` is the document's own: the same document gives the same bytes."""

    title: str
    author: str
    subject: str
    language: str
    rtl: bool
    made_at: datetime
    document_id: str
    attachments: tuple[Attachment, ...] = ()
    code: str = ""
    """The text of the QR code that is drawn on the first page, if there is one."""
    sort: str = ""
    """What sort of document this is, for programs: certificate, report, letter, record or minutes."""

    @property
    def made(self) -> datetime:
        """The moment in UTC."""
        return self.made_at.astimezone(UTC) if self.made_at.tzinfo else self.made_at


def finish(pen: Pen, root: Node, properties: Properties) -> bytes:
    """Return the complete file."""
    with pikepdf.open(io.BytesIO(pen.save())) as pdf:
        catalog = pdf.Root
        for key in ("/Outlines", "/PageMode"):
            if key in catalog:
                del catalog[key]
        _add_resources(pdf, pen)
        add_structure(pdf, pen, root)
        add_fields(pdf, root)
        add_outline(pdf, pen.bookmarks)
        catalog.Lang = String(properties.language)
        direction = Name.R2L if properties.rtl else Name.L2R
        catalog.ViewerPreferences = Dictionary(DisplayDocTitle=True, Direction=direction)
        _add_metadata(pdf, properties)
        add_attachments(pdf, properties.attachments, properties.made)
        add_code(pdf, properties.code, properties.made)
        return _saved(pdf)


def _saved(pdf: pikepdf.Pdf) -> bytes:
    target = io.BytesIO()
    pdf.save(
        target,
        min_version="1.7",
        deterministic_id=True,
        compress_streams=False,  # what is to be packed was packed with care before
        stream_decode_level=pikepdf.StreamDecodeLevel.none,
        object_stream_mode=pikepdf.ObjectStreamMode.disable,  # signing needs the classic cross-reference table
        fix_metadata_version=False,
    )
    return target.getvalue()


def _add_resources(pdf: pikepdf.Pdf, pen: Pen) -> None:
    fonts = pdf.make_indirect(pen.fonts.embed(pdf))
    images = Dictionary({f"/{name}": _image(pdf, *image) for name, image in pen.images.items()})
    resources = pdf.make_indirect(Dictionary(Font=fonts, XObject=images))
    for page in pdf.pages:
        page.obj.Resources = resources
        page.obj.Contents = deflated(pdf, page.obj.Contents.read_bytes(), b"\n")


def _image(pdf: pikepdf.Pdf, data: bytes, width: int, height: int) -> pikepdf.Object:
    """Write a JPEG file as it is, or plain RGB pixels compressed without loss; a byte of opacity each may follow."""
    shape = {
        "Type": Name.XObject,
        "Subtype": Name.Image,
        "Width": width,
        "Height": height,
        "ColorSpace": Name.DeviceRGB,
        "BitsPerComponent": 8,
    }
    count = width * height
    if len(data) == count * 4:
        shape["SMask"] = deflated(pdf, data[count * 3 :], b"\1", **{**shape, "ColorSpace": Name.DeviceGray})
    if len(data) in {count * 3, count * 4}:
        return deflated(pdf, data[: count * 3], b"\1", **shape)
    return pdf.make_stream(data, Filter=Name.DCTDecode, **shape)


def _add_metadata(pdf: pikepdf.Pdf, properties: Properties) -> None:
    title, author, subject = (one_line(text) for text in (properties.title, properties.author, properties.subject))
    made = properties.made
    packet = xmp(
        {
            "title": title,
            "author": author,
            "subject": subject,
            "language": properties.language,
            "document": _as_uri(one_line(properties.document_id)),
            "made": made.strftime("%Y-%m-%dT%H:%M:%SZ"),
        }
    )
    pdf.Root.Metadata = pdf.make_stream(packet, Type=Name.Metadata, Subtype=Name.XML)
    stamp = String(pdf_date(made))
    pdf.trailer.Info = pdf.make_indirect(
        Dictionary(
            Title=String(title),
            Author=String(author),
            Subject=String(subject),
            Creator=String(PRODUCER),
            Producer=String(PRODUCER),
            CreationDate=stamp,
            ModDate=stamp,
        )
    )
    if properties.sort:
        pdf.trailer.Info["/CertDeskDocument"] = String(properties.sort)
    profile = deflated(pdf, _srgb(), b"\1", N=3, Alternate=Name.DeviceRGB)
    intent = Dictionary(
        Type=Name.OutputIntent,
        S=Name.GTS_PDFA1,
        OutputConditionIdentifier=String("sRGB IEC61966-2.1"),
        Info=String("sRGB IEC61966-2.1"),
        DestOutputProfile=profile,
    )
    pdf.Root.OutputIntents = Array([intent])


def _as_uri(document_id: str) -> str:
    return document_id if ":" in document_id else f"uuid:{document_id}"


@cache
def _srgb() -> bytes:
    """Return the sRGB profile, with a fixed date in place of the moment it was made."""
    made = bytearray(ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes())
    made[_ICC_DATE] = b"".join(part.to_bytes(2, "big") for part in (2026, 1, 1, 0, 0, 0))
    return bytes(made)
