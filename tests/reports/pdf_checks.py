"""What every document that we write must hold to, found without the code that wrote it."""

from __future__ import annotations

import io
import re
import shutil
import subprocess
import unicodedata
from collections.abc import Iterator
from pathlib import Path

import page
import pikepdf
import pypdfium2
from page import ValidationProfile
from tests.reports.structure_audit import structure_faults

__all__ = ["structure_faults"]

HEAD, FOOT = 66.0, 55.0
"""Points at the top and the bottom of a feedback report's page that only have what every page repeats."""
INVISIBLE = dict.fromkeys((*range(0x202A, 0x202F), *range(0x2066, 0x206A), 0x200B, 0xFEFF, 0x200E, 0x200F))


def failures(path: Path) -> list[str]:
    """Name the rules of PDF/A-3b and PDF/UA-1 that a file breaks, and what qpdf finds wrong if it is here."""
    content = path.read_bytes()
    found = [
        f"{failure.rule_id}: {failure.message}"
        for profile in (ValidationProfile.PDF_A_3B, ValidationProfile.PDF_UA_1)
        for failure in page.validate_pdf_bytes(content, profile=profile).failures
    ]
    if qpdf := shutil.which("qpdf"):
        done = subprocess.run([qpdf, "--check", path], capture_output=True, text=True, check=False)
        found += [] if done.returncode == 0 else [done.stdout + done.stderr]
    return found


def empty_feet(path: Path) -> list[float]:
    """Measure on every page but the last what share of it, from head to foot, has nothing at its lower end."""
    with pypdfium2.PdfDocument(path) as document:
        shares = []
        for one in list(document)[:-1]:
            lowest = [shape.get_bounds()[1] for shape in one.get_objects()]
            text = min(bottom for bottom in lowest if bottom > FOOT)
            shares.append((text - FOOT) / (one.get_height() - FOOT - HEAD))
        return shares


def tags(path: Path) -> list[str]:
    """List the tags of the structure tree in reading order."""
    with pikepdf.open(io.BytesIO(path.read_bytes())) as pdf:
        return _tags(pdf.Root.StructTreeRoot.K[0])


def _tags(element: pikepdf.Object) -> list[str]:
    found = [str(element.S)[1:]]
    kids = element.get("/K", [])
    for kid in kids if isinstance(kids, pikepdf.Array) else [kids]:
        if isinstance(kid, pikepdf.Dictionary) and "/S" in kid:
            found += _tags(kid)
    return found


def texts_by_element(path: Path) -> list[str]:
    """Read every element's text as a screen reader does: marked content in order, by the fonts' own tables.

    What is marked as drawn the other way round is turned around, glyph by glyph.
    """
    with pikepdf.open(io.BytesIO(path.read_bytes())) as pdf:
        fonts = {name: _spelling(font) for name, font in pdf.pages[0].resources.Font.items()}
        said: dict[tuple[int, int], list[str]] = {}
        flat = list(pdf.Root.StructTreeRoot.ParentTree.Nums)
        parents = dict(zip((int(key) for key in flat[::2]), flat[1::2], strict=True))
        for number, one in enumerate(pdf.pages):
            for content, spelled in _shown(one, fonts):
                said.setdefault((number, content), []).extend(spelled)
            for content, element in enumerate(parents[int(one.obj.StructParents)]):
                if "/ActualText" in element:
                    said[number, content] = [str(element.ActualText)]
    return ["".join(pieces).replace("\u200b", "") for pieces in said.values()]


def _shown(one: pikepdf.Page, fonts: dict[str, dict[int, str]]) -> Iterator[tuple[int, list[str]]]:
    """Yield the number of each piece of marked content and what a text operator in it spells."""
    font: dict[int, str] = {}
    stack: list[int | str | None] = []
    for operands, operator in pikepdf.parse_content_stream(one):
        word = str(operator)
        if word in {"BDC", "BMC"}:
            stack.append(_content_number(operands[1]) if word == "BDC" else str(operands[0]))
        elif word == "EMC":
            stack.pop()
        elif word == "Tf":
            font = fonts[str(operands[0])]
        elif word == "TJ" and stack and isinstance(stack[0], int):
            spelled = _spelled(operands[0], font)
            yield stack[0], spelled[::-1] if "/ReversedChars" in stack else spelled


def _content_number(properties: pikepdf.Object) -> int | None:
    return int(properties.MCID) if "/MCID" in properties else None


def _spelled(items: pikepdf.Object, font: dict[int, str]) -> list[str]:
    codes = b"".join(bytes(item) for item in items if isinstance(item, pikepdf.String))
    return [font[int.from_bytes(codes[at : at + 2], "big")] for at in range(0, len(codes), 2)]


def _spelling(font: pikepdf.Object) -> dict[int, str]:
    rows = re.findall(rb"<([0-9A-F]{4})> <([0-9A-F]+)>\n", font.ToUnicode.read_bytes())
    return {int(code, 16): bytes.fromhex(text.decode()).decode("utf-16-be") for code, text in rows}


def text_by_pdfium(path: Path) -> str:
    """Take the text out of a file as a browser does."""
    with pypdfium2.PdfDocument(path) as document:
        pages = []
        for one in document:
            words = one.get_textpage()
            pages.append(words.get_text_range())
            words.close()
            one.close()
    return plain("\n".join(pages))


def text_by_poppler(path: Path) -> str | None:
    """Take the text out of a file as readers on Linux do; None where that program isn't here."""
    if not (program := shutil.which("pdftotext")):
        return None
    done = subprocess.run([program, path, "-"], capture_output=True, text=True, check=True)
    return plain(done.stdout)


def plain(text: str) -> str:
    return unicodedata.normalize("NFC", text.translate(INVISIBLE))
