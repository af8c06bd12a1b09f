"""Attacks that were published, rebuilt: how the document is prepared, how certified, and what is done to it later.

Incremental saving and wrapping (Mladenov et al. 2019), shadow attacks: hide, replace, hide and replace (Mainka et al.
2021), evil annotations and sneaky signatures on certified documents (Rohlmann et al. 2021), and tricks with tables,
names and permissions.
"""

from __future__ import annotations

import io
import re
from collections.abc import Callable

import pikepdf
from pikepdf import Array, Dictionary, Name, String
from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.generic import pdf_name as name
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign import signers
from pyhanko.sign.fields import MDPPerm, SigFieldSpec, SigSeedSubFilter
from tests.signing.forging import Forger, update

from certdesk.signing.pdf.pades import _CachedKeySigner
from certdesk.signing.signer import Signer

Prepare = Callable[[pikepdf.Pdf], None]
Attack = Callable[[Forger], None]
SAY = "BT /F1 20 Tf 72 700 Td ({}) Tj ET"


def document(prepare: Prepare | None = None) -> bytes:
    """Make a plain contract of one page, with a text field; ``prepare`` hides the attacker's parts in it."""
    pdf = pikepdf.new()
    font = pdf.make_indirect(Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica))
    page = pdf.make_indirect(
        Dictionary(
            Type=Name.Page,
            MediaBox=[0, 0, 595, 842],
            Resources=Dictionary(Font=Dictionary(F1=font)),
            Contents=pdf.make_stream(SAY.format("Pay 100").encode()),
        )
    )
    pdf.pages.append(pikepdf.Page(page))
    look = pdf.make_stream(b"BT (100) Tj ET", Type=Name.XObject, Subtype=Name.Form, BBox=[0, 0, 90, 20])
    text = pdf.make_indirect(
        Dictionary(
            Type=Name.Annot, Subtype=Name.Widget, FT=Name.Tx, T=String("Sum"), V=String("100"), F=4, P=page,
            Rect=[72, 600, 162, 620], AP=Dictionary(N=look), DA=String("/F1 12 Tf"),
        )
    )  # fmt: skip
    page.Annots = Array([text])
    pdf.Root.AcroForm = pdf.make_indirect(Dictionary(Fields=Array([text]), DR=Dictionary(Font=Dictionary(F1=font))))
    if prepare:
        prepare(pdf)
    out = io.BytesIO()
    pdf.save(out, object_stream_mode=pikepdf.ObjectStreamMode.disable)
    return out.getvalue()


def certified(
    content: bytes,
    who: Signer,
    permission: MDPPerm | None = MDPPerm.FILL_FORMS,
    field: str = "Sig",
    *,
    strict: bool = True,
) -> bytes:
    """Sign as another program would: certified with ``permission``, or approved without one."""
    metadata = signers.PdfSignatureMetadata(
        field_name=field, md_algorithm="sha256", subfilter=SigSeedSubFilter.PADES, certify=permission is not None,
        docmdp_permissions=permission or MDPPerm.FILL_FORMS,
    )  # fmt: skip
    machine = signers.PdfSigner(metadata, _CachedKeySigner(who), new_field_spec=SigFieldSpec(field))
    return machine.sign_pdf(IncrementalPdfFileWriter(io.BytesIO(content), strict=strict)).getvalue()


# --- evil annotations and sneaky signatures --------------------------------------------------------------------------


def annotate(subtype: str, **more: generic.PdfObject) -> Attack:
    def attack(pdf: Forger) -> None:
        look = generic.StreamObject(
            {name("/Type"): name("/XObject"), name("/Subtype"): name("/Form"), name("/BBox"): _box(0, 0, 200, 40)},
            stream_data=b"1 g 0 0 200 40 re f BT (Pay 900) Tj ET",
        )
        note = generic.DictionaryObject(
            {
                name("/Type"): name("/Annot"),
                name("/Subtype"): name(subtype),
                name("/Rect"): _box(60, 690, 260, 730),
                name("/AP"): generic.DictionaryObject({name("/N"): pdf.add_object(look)}),
                name("/F"): generic.NumberObject(4 | 64),
                **{name(f"/{key}"): value for key, value in more.items()},
            }
        )
        pdf.page["/Annots"].append(pdf.add_object(note))
        pdf.update_container(pdf.page["/Annots"])

    return attack


def _box(*numbers: int) -> generic.ArrayObject:
    return generic.ArrayObject(map(generic.NumberObject, numbers))


def empty_looking_signature_field(pdf: Forger) -> None:
    """Add a field whose picture covers the text, without signing in it."""
    annotate("/Widget", FT=name("/Sig"), T=generic.pdf_string("Later"))(pdf)
    pdf.root["/AcroForm"]["/Fields"].append(pdf.page["/Annots"].raw_get(-1))
    pdf.update_container(pdf.root["/AcroForm"])


EVIL_ANNOTATIONS: dict[str, Attack] = {
    subtype: annotate(f"/{subtype}")
    for subtype in ("FreeText", "Stamp", "Redact", "Highlight", "Square", "Ink", "Line", "Watermark", "Link")
}


# --- shadow attacks --------------------------------------------------------------------------------------------------


def hide_prepared(pdf: pikepdf.Pdf) -> None:
    """Lay a white sheet with harmless words over the text that will come out."""
    sheet = pdf.make_stream(
        b"1 g 0 0 400 60 re f 0 g BT /F1 20 Tf 12 20 Td (Pay 1) Tj ET",
        Type=Name.XObject, Subtype=Name.Form, BBox=[0, 0, 400, 60], Resources=pdf.pages[0].obj.Resources,
    )  # fmt: skip
    pdf.pages[0].obj.Resources.XObject = Dictionary(Sheet=pdf.make_indirect(sheet))
    pdf.pages[0].obj.Contents = pdf.make_stream(SAY.format("Pay 900").encode() + b" q 1 0 0 1 60 690 cm /Sheet Do Q")


def hide(pdf: Forger) -> None:
    """Take the sheet away again: the object is emptied."""
    sheet = pdf.page["/Resources"]["/XObject"]["/Sheet"]
    sheet._data, sheet._encoded_data = b"", None
    pdf.update_container(sheet)


def hide_by_name(pdf: Forger) -> None:
    """Take the sheet away by pointing its name to nothing."""
    resources = pdf.page["/Resources"]["/XObject"]
    resources[name("/Sheet")] = generic.NullObject()
    pdf.update_container(resources)


def replace_value(pdf: Forger) -> None:
    """Fill the text field with something else: value and look."""
    field = pdf.root["/AcroForm"]["/Fields"][0]
    field[name("/V")] = generic.pdf_string("900")
    look = generic.StreamObject({name("/Subtype"): name("/Form")}, stream_data=b"BT (900) Tj ET")
    field[name("/AP")] = generic.DictionaryObject({name("/N"): pdf.add_object(look)})
    pdf.update_container(field)


def replace_look_only(pdf: Forger) -> None:
    """Keep the value, and show another."""
    look = pdf.root["/AcroForm"]["/Fields"][0]["/AP"]["/N"]
    look._data, look._encoded_data = b"BT (900) Tj ET", None
    pdf.update_container(look)


def replace_font(pdf: Forger) -> None:
    """Define the font of the form anew, so that figures look like others."""
    font = pdf.root["/AcroForm"]["/DR"]["/Font"]["/F1"]
    odd = generic.ArrayObject([generic.NumberObject(49), name("/nine")])
    font[name("/Encoding")] = generic.DictionaryObject({name("/Differences"): odd})
    pdf.update_container(font)


def two_prepared(pdf: pikepdf.Pdf) -> None:
    """Hide a second set of pages that nothing leads to yet."""
    page = pikepdf.Page(pdf.make_indirect(Dictionary(pdf.pages[0].obj)))
    page.obj.Contents = pdf.make_stream(SAY.format("Pay 900").encode())
    pages = pdf.make_indirect(Dictionary(Type=Name.Pages, Count=1, Kids=Array([page.obj])))
    pdf.Root.Shadow = Dictionary(Pages=pages)


def hide_and_replace(pdf: Forger) -> None:
    """Lead to the second set of pages."""
    pdf.root[name("/Pages")] = pdf.root["/Shadow"].raw_get("/Pages")
    pdf.update_root()


def hide_and_replace_the_catalogue(content: bytes) -> bytes:
    """Lead to a second catalogue with a table that is written by hand and changes one number only."""
    root = int(re.findall(rb"/Root (\d+) 0 R", content)[-1])
    found = re.search(rb"\n%d 0 obj\n(.*?)endobj" % root, content, re.S)
    shadow = int(re.search(rb"/Shadow << /Pages (\d+) 0 R", content)[1])
    body = re.sub(rb"/Pages \d+ 0 R", b"/Pages %d 0 R" % shadow, found[1], count=1)
    at, previous = len(content), int(re.findall(rb"startxref\s+(\d+)", content)[-1])
    size = int(re.findall(rb"/Size (\d+)", content)[-1])
    added = b"%d 0 obj\n%sendobj\n" % (root, body)
    table = b"xref\n%d 1\n%010d 00000 n \ntrailer <</Size %d /Root %d 0 R /Prev %d>>\nstartxref\n%d\n%%%%EOF\n" % (
        root, at, size, root, previous, at + len(added),
    )  # fmt: skip
    return content + added + table


# --- permissions, locks and names ------------------------------------------------------------------------------------


def loosen_permission(pdf: Forger) -> None:
    """Write the signature again with another permission, its bytes the same."""
    value = pdf.root["/AcroForm"]["/Fields"][1]["/V"]
    value["/Reference"][0]["/TransformParams"][name("/P")] = generic.NumberObject(3)
    pdf.update_container(value)


def drop_permission(pdf: Forger) -> None:
    del pdf.root["/Perms"]
    pdf.update_root()


def null_permission(pdf: Forger) -> None:
    pdf.root[name("/Perms")] = generic.NullObject()
    pdf.update_root()


def unlock(pdf: Forger) -> None:
    """Give the signature field a lock that locks nothing."""
    field = pdf.root["/AcroForm"]["/Fields"][1]
    field[name("/Lock")] = generic.DictionaryObject({name("/Action"): name("/Include"), name("/Fields"): _box()})
    pdf.update_container(field)


def same_field_twice(pdf: Forger) -> None:
    fields = pdf.root["/AcroForm"]["/Fields"]
    fields.append(fields.raw_get(1))
    pdf.update_container(fields)


def another_field_of_the_name(pdf: Forger) -> None:
    """Add a second field of the same name, whose value is a copy of the signature."""
    fields = pdf.root["/AcroForm"]["/Fields"]
    twin = generic.DictionaryObject(
        {
            name("/FT"): name("/Sig"),
            name("/T"): generic.pdf_string("Sig"),
            name("/V"): pdf.add_object(generic.DictionaryObject(fields[1]["/V"])),
        }
    )
    fields.append(pdf.add_object(twin))
    pdf.update_container(fields)


def signature_field_into_text(pdf: Forger) -> None:
    """Turn the signature field into one that shows text."""
    field = pdf.root["/AcroForm"]["/Fields"][1]
    field[name("/FT")] = name("/Tx")
    pdf.update_container(field)


def say_another_name(pdf: Forger) -> None:
    value = pdf.root["/AcroForm"]["/Fields"][1]["/V"]
    value[name("/Name")] = generic.pdf_string("The Minister")
    pdf.update_container(value)


PERMISSIONS: tuple[Attack, ...] = (
    loosen_permission, drop_permission, null_permission, unlock, same_field_twice, another_field_of_the_name,
    signature_field_into_text, say_another_name,
)  # fmt: skip


# --- tables ----------------------------------------------------------------------------------------------------------


def hybrid(content: bytes) -> bytes:
    """Append a table with a second one beside it, that only some readers look at."""
    at, previous = len(content), int(re.findall(rb"startxref\s+(\d+)", content)[-1])
    size, root = int(re.findall(rb"/Size (\d+)", content)[-1]), int(re.findall(rb"/Root (\d+) 0 R", content)[-1])
    stream = b"%d 0 obj\n<</Type/XRef/Size %d/W[1 4 1]/Index[0 0]/Length 0>>stream\n\nendstream\nendobj\n" % (
        size,
        size + 1,
    )
    table = b"xref\n0 0\ntrailer <</Size %d /Root %d 0 R /Prev %d /XRefStm %d>>\nstartxref\n%d\n%%%%EOF\n"
    return content + stream + table % (size + 1, root, previous, at, at + len(stream))


def previous_into_nowhere(content: bytes) -> bytes:
    """Cut the history off: the last table claims to be the only one."""
    at = content.rindex(b"/Prev ")
    return content[:at] + b"/Prex " + content[at + 6 :]


def later(attack: Attack) -> Callable[[bytes], bytes]:
    return lambda content: update(content, attack)
