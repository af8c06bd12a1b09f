"""Fonts of the computer, for letters of scripts whose fonts don't come with the program: Korean, Tamil, Georgian."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from unicodedata import category

import uharfbuzz as hb

_LETTERS = frozenset("LMNP")  # first letters of categories; pictures such as emoji are in none of them
_KINDS = frozenset((".ttf", ".ttc", ".otf"))
_MOST_FILES, _MOST_BYTES, _MOST_IN_ONE = 4_000, 120_000_000, 40
_STYLED = ("bold", "italic", "oblique", "light", "thin", "black", "mono", "condensed", "semi", "medium", "serif")
_FORBIDDEN = 0x0002 | 0x0100 | 0x0200  # OS/2 fsType: no embedding, no subsets, bitmaps only


def font_folders() -> tuple[Path, ...]:
    """Return where this system keeps its fonts."""
    home = Path.home()
    if sys.platform == "win32":
        local = Path(os.environ.get("LOCALAPPDATA", home / "AppData/Local"))
        return Path(os.environ.get("WINDIR", "C:/Windows")) / "Fonts", local / "Microsoft/Windows/Fonts"
    if sys.platform == "darwin":
        return Path("/System/Library/Fonts"), Path("/Library/Fonts"), home / "Library/Fonts"
    return Path("/usr/share/fonts"), Path("/usr/local/share/fonts"), home / ".local/share/fonts", home / ".fonts"


def wanted_of(characters: str) -> str:
    """Return the letters, marks, digits and signs of punctuation among ``characters``: only these are looked for."""
    return "".join(each for each in characters if category(each)[0] in _LETTERS)


@cache
def font_with(characters: str, folders: tuple[Path, ...]) -> tuple[Path, int] | None:
    """Return file and number of the plainest embeddable TrueType font that has all ``characters``, or None."""
    codes = [ord(character) for character in characters]
    return next(((path, number) for path, number, has in _fonts(folders) if all(code in has for code in codes)), None)


@cache
def _fonts(folders: tuple[Path, ...]) -> tuple[tuple[Path, int, hb.Set], ...]:
    """Read what every font has, plain ones first."""
    return tuple(font for path in _files(folders) for font in _in_file(path))


def _files(folders: tuple[Path, ...]) -> list[Path]:
    found = [path for folder in folders for path in _walk(folder) if path.suffix.lower() in _KINDS]
    return sorted(found[:_MOST_FILES], key=_plainness)


def _walk(folder: Path) -> Iterator[Path]:
    for place, _folders, names in os.walk(folder):
        yield from (Path(place, name) for name in names)


def _plainness(path: Path) -> tuple[int, str]:
    name = path.stem.lower()
    return sum(word in name for word in _STYLED), str(path)


def _in_file(path: Path) -> Iterator[tuple[Path, int, hb.Set]]:
    try:
        if path.stat().st_size > _MOST_BYTES:
            return
        blob = hb.Blob.from_file_path(str(path))
    except (OSError, hb.HarfBuzzError):
        return  # a font that can't be read is a font that isn't there
    for number in range(min(hb.Face(blob, 0).count, _MOST_IN_ONE)):
        face = hb.Face(blob, number)
        if "glyf" in face.table_tags and _may_be_embedded(face):
            yield path, number, face.unicodes


def _may_be_embedded(face: hb.Face) -> bool:
    table = bytes(face.reference_table("OS/2").data)
    return len(table) >= 10 and not int.from_bytes(table[8:10], "big") & _FORBIDDEN
