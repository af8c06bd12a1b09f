"""Puts whole files into a document, as PDF/A-3 wants them: named, dated, with their size, sum and purpose.

A certificate also carries the text of its QR code where a program finds it without looking at the picture: as the text
string ``/PieceInfo /CertDesk /Private /Code`` of its first page. There a screen reader does not spell 400 letters.
"""

from __future__ import annotations

import zlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from hashlib import md5

import pikepdf
from pikepdf import Array, Dictionary, Name, String

_LINE_ENDS = b"\r\n"


@dataclass(frozen=True, slots=True)
class Attachment:
    """One file inside a document. ``relationship`` is one of PDF's own words, such as Data or Supplement."""

    name: str
    data: bytes
    media_type: str
    description: str
    relationship: str = "Data"


def pdf_date(moment: datetime) -> str:
    """Write a moment in UTC as PDF does."""
    return moment.strftime("D:%Y%m%d%H%M%SZ")


def add_attachments(pdf: pikepdf.Pdf, attachments: Sequence[Attachment], made: datetime) -> None:
    """Embed files, by name, and say that they belong to the whole document. ``made`` is in UTC."""
    if not attachments:
        return
    specs = {one.name: pdf.make_indirect(_file(pdf, one, made)) for one in attachments}
    named = [part for name in sorted(specs) for part in (String(name), specs[name])]
    if "/Names" not in pdf.Root:
        pdf.Root.Names = Dictionary()
    pdf.Root.Names.EmbeddedFiles = Dictionary(Names=Array(named))
    pdf.Root.AF = Array([specs[one.name] for one in attachments])


def add_code(pdf: pikepdf.Pdf, code: str, made: datetime) -> None:
    """Write the text of the QR code beside the page that shows it. ``made`` is in UTC."""
    if not code:
        return
    stamp = String(pdf_date(made))
    page = pdf.pages[0].obj
    page.LastModified = stamp
    page.PieceInfo = Dictionary(CertDesk=Dictionary(LastModified=stamp, Private=Dictionary(Code=String(code))))


def _file(pdf: pikepdf.Pdf, attachment: Attachment, made: datetime) -> Dictionary:
    stamp = String(pdf_date(made))
    embedded = _packed(pdf, attachment.data)
    embedded.Type = Name.EmbeddedFile
    embedded.Subtype = Name(f"/{attachment.media_type}")
    embedded.Params = Dictionary(
        Size=len(attachment.data),
        CheckSum=String(md5(attachment.data, usedforsecurity=False).digest()),
        CreationDate=stamp,
        ModDate=stamp,
    )
    return Dictionary(
        Type=Name.Filespec,
        F=String(attachment.name),
        UF=String(attachment.name),
        Desc=String(attachment.description),
        AFRelationship=Name(f"/{attachment.relationship}"),
        EF=Dictionary(F=embedded, UF=embedded),
    )


def _packed(pdf: pikepdf.Pdf, data: bytes) -> pikepdf.Object:
    """Compress a file without a change to its bytes; a last byte that looks like the end of a line is written in hex.

    A reader could take such a byte for no part of the stream; see `certdesk.reports.streams`.
    """
    packed = zlib.compress(data, 9)
    if packed[-1] not in _LINE_ENDS:
        return pdf.make_stream(packed, Filter=Name.FlateDecode)
    written = packed.hex().encode() + b">"
    return pdf.make_stream(written, Filter=Array([Name.ASCIIHexDecode, Name.FlateDecode]))
