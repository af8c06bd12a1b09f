"""Where words are in the files that were just written: the proof that marks point at what they say."""

import re
import zipfile
from pathlib import Path
from xml.etree import ElementTree

import pypdfium2

PARTS = {
    ".docx": r"word/document\.xml",
    ".odt": r"content\.xml",
    ".pptx": r"ppt/(slides|notesSlides)/[a-zA-Z]+\d+\.xml",
    ".xlsx": r"xl/(sharedStrings|worksheets/sheet\d+)\.xml",
}
PARAGRAPHS = {"p", "h", "si", "is"}


def find_in_pdf(target: Path, quote: str) -> tuple[int, list[float]]:
    """Page (from 1) and rectangle in points from the top left of the first place where the words stand."""
    with pypdfium2.PdfDocument(target) as document:
        for number in range(len(document)):
            page = document[number]
            rect = _on_page(page, quote)
            if rect:
                return number + 1, rect
    raise ValueError(f"{target} does not hold the words {quote!r}")


def _on_page(page: pypdfium2.PdfPage, quote: str) -> list[float] | None:
    text = page.get_textpage()
    everything = [text.get_text_range(place, 1) for place in range(text.count_chars())]
    kept = [(place, letter) for place, letter in enumerate(everything) if letter.strip()]
    at = "".join(letter for _, letter in kept).find(re.sub(r"\s", "", quote))
    if at < 0:
        return None
    letters = [kept[at + offset][0] for offset in range(len(re.sub(r"\s", "", quote)))]
    boxes = [text.get_charbox(place, loose=True) for place in letters]
    high = page.get_height()
    left, right = min(box[0] for box in boxes), max(box[2] for box in boxes)
    low, top = min(box[1] for box in boxes), max(box[3] for box in boxes)
    return [round(left - 1, 1), round(high - top - 1, 1), round(right + 1, 1), round(high - low + 1, 1)]


def words_of(target: Path) -> str:
    """All words of a document that is not a PDF, with single spaces."""
    if target.suffix in {".txt", ".md"}:
        return " ".join(target.read_text("utf-8").split())
    with zipfile.ZipFile(target) as packed:
        parts = sorted(name for name in packed.namelist() if re.fullmatch(PARTS[target.suffix], name))
        return " ".join(" ".join(_paragraphs(packed.read(name))) for name in parts)


def _paragraphs(xml: bytes) -> list[str]:
    root = ElementTree.fromstring(xml)
    found = (item for item in root.iter() if item.tag.rpartition("}")[2] in PARAGRAPHS)
    return [" ".join("".join(item.itertext()).split()) for item in found]
