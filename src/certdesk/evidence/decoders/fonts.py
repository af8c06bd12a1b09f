"""Fonts for drawing slides and small pictures of text: the ones that come with the program, else the system's."""

from __future__ import annotations

import os
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from PIL import ImageFont

from certdesk import shipped

_SYSTEM_FOLDERS = (
    "/usr/share/fonts",
    "/usr/local/share/fonts",
    "/Library/Fonts",
    "/System/Library/Fonts",
    "/System/Library/Fonts/Supplemental",
    "C:/Windows/Fonts",
)
_WANTED = (
    "NotoSans-Regular",
    "NotoSans-Bold",
    "NotoSans-Italic",
    "NotoSans-BoldItalic",
    "NotoSerif-Regular",
    "NotoSerif-Bold",
    "NotoSerif-Italic",
    "NotoSansArabic-Regular",
    "NotoNaskhArabic-Regular",
    "NotoSansDevanagari-Regular",
    "NotoSansEthiopic-Regular",
    "DroidSansFallbackFull",
)
_STAND_INS = {
    "Carlito": ("Calibri", "Carlito", "Aptos"),
    "Caladea": ("Cambria", "Caladea"),
    "LiberationSans": ("Arial", "Helvetica", "Liberation Sans"),
    "LiberationSerif": ("Times New Roman", "Times", "Liberation Serif"),
    "LiberationMono": ("Courier New", "Courier", "Liberation Mono"),
}
"""Fonts whose letters are as wide as those of the fonts that office files ask for, so that lines break alike."""
_OTHERWISE = (
    "LiberationSans-Regular",
    "LiberationSans-Bold",
    "DejaVuSans",
    "DejaVuSans-Bold",
    "arial",
    "arialbd",
    "Arial",
    "Arial Bold",
    "segoeui",
    "Helvetica",
)
_STAND_IN_FILES = tuple(f"{name}-{style}" for name in _STAND_INS for style in ("Regular", "Bold", "Italic"))
_MAX_FILES = 20_000
Font = ImageFont.FreeTypeFont | ImageFont.ImageFont


@dataclass(frozen=True, slots=True)
class Face:
    """One font file."""

    path: Path
    family: str
    bold: bool
    italic: bool


@cache
def faces() -> tuple[Face, ...]:
    """Return the fonts to draw with, the one for anything unknown first; empty when the computer has none."""
    return tuple(face for path in _files() if (face := _face(path)) is not None)


@cache
def stand_ins() -> tuple[Face, ...]:
    """Return our fonts under the names of those that they stand in for."""
    found = []
    for path in _by_name([shipped.resources() / "fonts" / "office"], _STAND_IN_FILES):
        face = _face(path)
        families = _STAND_INS[path.stem.partition("-")[0]]
        if face is not None:
            found += [Face(path, family, face.bold, face.italic) for family in families]
    return tuple(found)


@cache
def drawing_font(size: int, bold: bool = False) -> Font:
    """Return a font for Pillow, ``size`` pixels high; Pillow's own when the computer has none."""
    fitting = [face for face in faces() if face.bold == bold and not face.italic] or list(faces())
    if not fitting:
        return ImageFont.load_default(size)
    return ImageFont.truetype(fitting[0].path, size)


def _files() -> list[Path]:
    found = _by_name([shipped.resources() / "fonts"], _WANTED)
    if found:
        return found
    folders = [Path(folder) for folder in _SYSTEM_FOLDERS]
    return _by_name(folders, _WANTED) or _by_name(folders, _OTHERWISE)


def _by_name(folders: list[Path], names: tuple[str, ...]) -> list[Path]:
    known: dict[str, Path] = {}
    for folder in folders:
        for parent, _folders, files in os.walk(folder):
            for file in files[:_MAX_FILES]:
                path = Path(parent, file)
                if path.suffix.lower() in {".ttf", ".otf"}:
                    known.setdefault(path.stem, path)
    return [known[name] for name in names if name in known]


def _face(path: Path) -> Face | None:
    try:
        family, style = ImageFont.truetype(path, 10).getname()
    except OSError:
        return None  # not a font that can be read: the next one will do
    style = (style or "").lower()
    return Face(path, family or path.stem, "bold" in style, "italic" in style or "oblique" in style)
