"""The fonts of one document: which glyphs it uses, and the subsets that are embedded when it is finished."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator

import pikepdf
import uharfbuzz as hb
from pikepdf import Array, Dictionary, Name, String

from certdesk.reports.streams import deflated
from certdesk.reports.text.faces import Face, Glyph

_NOTHING = "\u200b"  # what the second and later glyphs of a cluster stand for
_BLOCK = 100
_DROPPED = (
    b"GSUB", b"GPOS", b"GDEF", b"name", b"post",  # the text is shaped already
    b"fvar", b"gvar", b"avar", b"cvar", b"HVAR", b"MVAR", b"STAT", b"COLR", b"CPAL", b"SVG ",  # one plain instance
)  # fmt: skip


class FontBook:
    """Gives each pair of glyph and text a code of its own, so that every code says exactly what it spells."""

    def __init__(self) -> None:
        self._codes: dict[Face, dict[tuple[int, str], int]] = {}

    def resource(self, face: Face) -> str:
        """Return the name of the font in the page's resources."""
        self._codes.setdefault(face, {})
        return f"F{list(self._codes).index(face) + 1}"

    def code(self, face: Face, glyph: Glyph) -> str:
        """Return the code of a glyph as four hexadecimal digits."""
        codes = self._codes.setdefault(face, {})
        return f"{codes.setdefault((glyph.id, glyph.text or _NOTHING), len(codes) + 1):04X}"

    def embed(self, pdf: pikepdf.Pdf) -> pikepdf.Dictionary:
        """Write all fonts into ``pdf`` and return the resource dictionary that names them."""
        fonts = {f"/{self.resource(face)}": _embed(pdf, face, codes) for face, codes in self._codes.items()}
        return Dictionary(fonts)


def _embed(pdf: pikepdf.Pdf, face: Face, codes: dict[tuple[int, str], int]) -> pikepdf.Object:
    subset, places = _subset(face, sorted({glyph for glyph, _text in codes}))
    name = f"{_tag(face, codes)}+{face.name}"
    order = sorted((code, glyph, text) for (glyph, text), code in codes.items())
    widths: list[object] = [1, Array([round(face.advance(glyph) * 1000, 3) for _code, glyph, _text in order])]
    file = deflated(pdf, subset, b"\0\0\0\1")
    file.Length1 = len(file.read_bytes())
    to_glyph = b"\0\0" + b"".join(places[glyph].to_bytes(2, "big") for _code, glyph, _text in order)
    descendant = Dictionary(
        Type=Name.Font,
        Subtype=Name.CIDFontType2,
        BaseFont=Name(f"/{name}"),
        CIDSystemInfo=Dictionary(Registry=String("Adobe"), Ordering=String("Identity"), Supplement=0),
        FontDescriptor=pdf.make_indirect(_descriptor(face, name, file)),
        DW=0,
        W=Array(widths),
        CIDToGIDMap=deflated(pdf, to_glyph, b"\0\1"),
    )
    return pdf.make_indirect(
        Dictionary(
            Type=Name.Font,
            Subtype=Name.Type0,
            BaseFont=Name(f"/{name}"),
            Encoding=Name("/Identity-H"),
            DescendantFonts=Array([pdf.make_indirect(descendant)]),
            ToUnicode=deflated(pdf, _to_unicode((code, text) for code, _glyph, text in order), b"\n"),
        )
    )


def _subset(face: Face, glyphs: list[int]) -> tuple[bytes, dict[int, int]]:
    wanted = hb.SubsetInput()
    wanted.sets(hb.SubsetInputSets.GLYPH_INDEX).set(set(glyphs))
    wanted.sets(hb.SubsetInputSets.DROP_TABLE_TAG).update(int.from_bytes(table, "big") for table in _DROPPED)
    wanted.flags = hb.SubsetFlags.NO_LAYOUT_CLOSURE | hb.SubsetFlags.NO_HINTING
    plan = hb.SubsetPlan(face.hb_face, wanted)
    places = dict(plan.old_to_new_glyph_mapping)
    return bytes(plan.execute().blob.data), places


def _descriptor(face: Face, name: str, file: pikepdf.Object) -> Dictionary:
    head = face.hb_face.reference_table("head").data
    box = [int.from_bytes(head[at : at + 2], "big", signed=True) for at in (36, 38, 40, 42)]
    return Dictionary(
        Type=Name.FontDescriptor,
        FontName=Name(f"/{name}"),
        Flags=4,
        FontBBox=Array([round(value * 1000 / face.em) for value in box]),
        ItalicAngle=-12 if "Italic" in face.name else 0,
        Ascent=round(face.ascent * 1000),
        Descent=round(-face.descent * 1000),
        CapHeight=714,
        StemV=80,
        FontFile2=file,
    )


def _tag(face: Face, codes: dict[tuple[int, str], int]) -> str:
    """Make the six letters that tell this subset from others of the same font."""
    digest = hashlib.sha256(f"{face.name} {sorted(codes)}".encode()).digest()
    return "".join(chr(ord("A") + byte % 26) for byte in digest[:6])


def _to_unicode(codes: Iterator[tuple[int, str]]) -> bytes:
    rows = [f"<{code:04X}> <{text.encode('utf-16-be').hex().upper()}>" for code, text in codes]
    blocks = [rows[start : start + _BLOCK] for start in range(0, len(rows), _BLOCK)]
    body = "".join(f"{len(block)} beginbfchar\n" + "\n".join(block) + "\nendbfchar\n" for block in blocks)
    return (
        "/CIDInit /ProcSet findresource begin 12 dict begin begincmap\n"
        "/CIDSystemInfo <</Registry (Adobe) /Ordering (UCS) /Supplement 0>> def\n"
        "/CMapName /Adobe-Identity-UCS def /CMapType 2 def\n"
        f"1 begincodespacerange <0000> <FFFF> endcodespacerange\n{body}"
        "endcmap CMapName currentdict /CMap defineresource pop end end"
    ).encode()
