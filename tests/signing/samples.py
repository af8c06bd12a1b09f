"""Documents of the shape that our report maker writes, and the constants of their signing."""

from __future__ import annotations

import io
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import pikepdf
from pikepdf import Array, Dictionary, Name, String

from certdesk.signing.identity import Identity
from certdesk.signing.pdf.verify_pdf import Trust
from certdesk.signing.signer import Signer

NOW = datetime(2026, 11, 22, 9, 30, tzinfo=UTC)
PASSPHRASE = "korrekt häst batteri"
ASSESSOR, LEAD = "CertDesk.Assessor", "CertDesk.Lead"


@dataclass(frozen=True)
class Person:
    """An identity and its unlocked keys."""

    identity: Identity
    signer: Signer


@dataclass(frozen=True)
class People:
    """Two whom the workspace knows, and one whom it does not."""

    assessor: Person
    lead: Person
    stranger: Person
    trust: Trust


@dataclass(frozen=True)
class Documents:
    """One report in its three states, as bytes."""

    unsigned: bytes
    signed: bytes
    countersigned: bytes


def a_report(text: str = "Outcome: Developing", fields: tuple[str, ...] = (ASSESSOR, LEAD)) -> bytes:
    """Make a tagged report of two pages with empty signature fields on the second; the lead's field locks the file."""
    pdf = pikepdf.new()
    font = pdf.make_indirect(Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica))
    for line in (text, "Signatures"):
        content = f"/P <</MCID 0>> BDC BT /F1 20 Tf 72 700 Td ({line}) Tj ET EMC".encode()
        page = Dictionary(
            Type=Name.Page,
            MediaBox=[0, 0, 595, 842],
            Resources=Dictionary(Font=Dictionary(F1=font)),
            Contents=pdf.make_stream(content),
        )
        pdf.pages.append(pikepdf.Page(pdf.make_indirect(page)))
    if fields:
        _add_fields(pdf, fields)
    with pdf.open_metadata() as properties:
        properties["dc:title"] = "Feedback report"
    pdf.docinfo["/Title"] = "Feedback report"
    if fields:
        pdf.docinfo["/Producer"] = "CertDesk"
    out = io.BytesIO()
    pdf.save(out, object_stream_mode=pikepdf.ObjectStreamMode.disable, deterministic_id=True)
    return out.getvalue()


def _add_fields(pdf: pikepdf.Pdf, fields: tuple[str, ...]) -> None:
    page = pdf.pages[1].obj
    group = pdf.make_indirect(Dictionary(T=String("CertDesk"), Kids=Array()))
    tree = pdf.make_indirect(Dictionary(Type=Name.StructTreeRoot, K=Array()))
    page.Annots = Array()
    for index, name in enumerate(fields):
        widget = pdf.make_indirect(
            Dictionary(
                Type=Name.Annot, Subtype=Name.Widget, FT=Name.Sig, F=132, P=page, Parent=group, StructParent=index,
                T=String(name.rpartition(".")[2]), TU=String(f"Signature of the {name}"), Rect=box(index),
                AP=Dictionary(N=pdf.make_stream(b"", Type=Name.XObject, Subtype=Name.Form, BBox=[0, 0, 200, 60])),
            )
        )  # fmt: skip
        if name == LEAD:
            widget.Lock = Dictionary(Type=Name.SigFieldLock, Action=Name.All, P=1)
        kid = Dictionary(Type=Name.OBJR, Obj=widget)
        kids = Array([kid]) if name == LEAD else kid  # both ways of writing it are found
        form = Dictionary(Type=Name.StructElem, S=Name.Form, P=tree, Pg=page, K=kids)
        tree.K.append(pdf.make_indirect(form))
        group.Kids.append(widget)
        page.Annots.append(widget)
    pdf.Root.StructTreeRoot = tree
    pdf.Root.MarkInfo = Dictionary(Marked=True)
    pdf.Root.AcroForm = pdf.make_indirect(Dictionary(Fields=Array([group]), SigFlags=0))


def box(index: int) -> Array:
    """Return the rectangle of the signature field with this number."""
    return Array([72, 500 - 80 * index, 272, 560 - 80 * index])


def save(folder: Path, content: bytes) -> Path:
    """Write ``content`` as a file to verify."""
    path = folder / "document.pdf"
    path.write_bytes(content)
    return path
