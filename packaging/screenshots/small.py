"""The README's pictures: a thousand pixels wide, in few colours, and together small enough for a repository."""

from __future__ import annotations

import io
from pathlib import Path

import pypdfium2
from PIL import Image, ImageOps
from PySide6.QtGui import QImage

SIZE = (1366, 768)
WIDTH = 1000
MOST_BYTES = 120_000
_COLOURS = (256, 192, 128, 96, 64)
_GROUND, _EDGE, _PAGE_HEIGHT, _GAP = "#e7e5de", "#c9c6bb", 660, 28

# The scene, and the name that the README knows it by.
README_PICTURES = {
    "welcome": "welcome",
    "today": "today",
    "declaration": "declaration",
    "portfolio": "portfolio",
    "score-video": "score-video",
    "score-pdf": "score-document",
    "score-photo": "score-photo",
    "finalise": "finalise",
    "verify-certificate": "verify-genuine",
    "verify-altered": "verify-altered",
    "score-two": "score-two",
    "score-find": "score-find",
    "rubrics-editor": "rubrics-editor",
    "rubrics-what-if": "rubrics-what-if",
    "rubrics-import": "rubrics-import",
    "founding-words": "programme-founding",
    "members-request": "programme-request",
    "results-design": "results-design",
    "portfolio-sort": "portfolio-sort",
    "portfolio-place": "portfolio-check",
    "exchange-intake": "exchange-intake",
    "exchange-prepare": "exchange-prepare",
    "exchange-done": "exchange-hand-over",
    "exchange-incoming": "exchange-incoming",
    "cohort-overview": "cohort-overview",
    "results-outcomes": "results-outcomes",
    "insights-cohort": "insights",
}


def keep_small(image: QImage, target: Path) -> None:
    """Write a picture of the window, narrowed to `WIDTH` and with as many colours as fit `MOST_BYTES`."""
    plain = image.convertToFormat(QImage.Format.Format_RGBX8888)
    size = (plain.width(), plain.height())
    full = Image.frombuffer("RGBX", size, bytes(plain.constBits()), "raw", "RGBX", plain.bytesPerLine(), 1)
    _write(_narrowed(full.convert("RGB")), target)


def keep_pages(documents: tuple[Path, ...], target: Path) -> None:
    """Write the first pages of PDF documents side by side, on the grey of a desk."""
    pages = [_first_page(path) for path in documents]
    width = sum(page.width for page in pages) + _GAP * (len(pages) + 1)
    sheet = Image.new("RGB", (max(width, WIDTH), _PAGE_HEIGHT + 2 * _GAP), _GROUND)
    left = (sheet.width - width) // 2 + _GAP
    for page in pages:
        sheet.paste(page, (left, _GAP))
        left += page.width + _GAP
    _write(_narrowed(sheet), target)


def _first_page(path: Path) -> Image.Image:
    document = pypdfium2.PdfDocument(path)
    try:
        page = document[0]
        drawn = page.render(scale=2 * _PAGE_HEIGHT / page.get_height()).to_pil().convert("RGB")
    finally:
        document.close()
    fitted = ImageOps.contain(drawn, (WIDTH, _PAGE_HEIGHT - 2), Image.Resampling.LANCZOS)
    return ImageOps.expand(fitted, 1, _EDGE)


def _narrowed(image: Image.Image) -> Image.Image:
    if image.width <= WIDTH:
        return image
    return image.resize((WIDTH, round(image.height * WIDTH / image.width)), Image.Resampling.LANCZOS)


def _write(image: Image.Image, target: Path) -> None:
    for colours in _COLOURS:
        # This method also keeps colours of which there is little, such as those of marks; a median cut drops them.
        few = image.quantize(colours, method=Image.Quantize.MAXCOVERAGE, kmeans=4, dither=Image.Dither.NONE)
        content = io.BytesIO()
        few.save(content, "png", optimize=True)
        if content.tell() <= MOST_BYTES:
            break
    target.write_bytes(content.getvalue())
    print(f"{target.name}: {colours} colours, {content.tell() // 1000} kB")
