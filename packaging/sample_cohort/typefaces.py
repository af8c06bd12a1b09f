"""The fonts that the sample papers are written in: OFL faces from npm, unpacked once into a cache folder."""

from functools import lru_cache
from pathlib import Path

import skia
from fontTools.ttLib import TTFont
from PIL import ImageFont
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont as PdfFont

CACHE = Path(__file__).with_name(".cache")
NODE_MODULES = CACHE / "node_modules" / "@fontsource"

HANDS = {
    "kalam": ("kalam", 400),
    "patrick": ("patrick-hand", 400),
    "caveat": ("caveat", 500),
    "gochi": ("gochi-hand", 400),
    "indie": ("indie-flower", 400),
    "architect": ("architects-daughter", 400),
    "reenie": ("reenie-beanie", 400),
}


@lru_cache
def truetype(family: str, weight: int = 400, style: str = "normal", subset: str = "latin") -> Path:
    """The TrueType file of one face, turned from the package's WOFF on first use."""
    target = CACHE / "ttf" / f"{family}-{subset}-{weight}-{style}.ttf"
    if target.exists():
        return target
    source = NODE_MODULES / family / "files" / f"{family}-{subset}-{weight}-{style}.woff"
    target.parent.mkdir(parents=True, exist_ok=True)
    font = TTFont(source, recalcTimestamp=False)
    font.flavor = None
    font.save(target)
    return target


def pdf_font(family: str, weight: int = 400, style: str = "normal", subset: str = "latin") -> str:
    """The name under which a face is known to reportlab."""
    name = f"{family}-{subset}-{weight}-{style}"
    if name not in pdfmetrics.getRegisteredFontNames():  # a second time would undo its place in a family
        pdfmetrics.registerFont(PdfFont(name, str(truetype(family, weight, style, subset))))
    return name


def pdf_family(family: str, bold: int = 700) -> str:
    """Register regular, bold and italic of a family, so that inline markup finds them."""
    names = [
        pdf_font(family, 400),
        pdf_font(family, bold),
        pdf_font(family, 400, "italic"),
        pdf_font(family, bold, "italic"),
    ]
    pdfmetrics.registerFontFamily(names[0], *names)
    return names[0]


@lru_cache
def skia_face(family: str, weight: int = 400, subset: str = "latin") -> skia.Typeface:
    """A face for drawing."""
    return skia.Typeface.MakeFromFile(str(truetype(family, weight, "normal", subset)))


def hand(name: str, size: float) -> skia.Font:
    """A handwriting face at a size in pixels."""
    family, weight = HANDS[name]
    return skia.Font(skia_face(family, weight), size)


def pillow_font(family: str, size: int, subset: str, weight: int = 400) -> ImageFont.FreeTypeFont:
    """A face for scripts that need shaping, which Pillow does with Raqm."""
    return ImageFont.truetype(
        str(truetype(family, weight, "normal", subset)), size, layout_engine=ImageFont.Layout.RAQM
    )
