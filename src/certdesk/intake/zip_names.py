"""What the names in a zip mean: old zips don't say in which alphabet their bytes are to be read."""

from __future__ import annotations

import struct
import unicodedata
import zipfile
import zlib
from collections.abc import Iterable

_UTF8 = 0x800
_UNICODE_PATH = 0x7075
_DOS = "cp437"

# Tried in this order; the first that makes letters of one alphabet of all names wins.
_ALPHABETS: tuple[tuple[str, frozenset[str]], ...] = (
    ("utf-8", frozenset()),
    (_DOS, frozenset({"LATIN"})),
    ("cp850", frozenset({"LATIN"})),
    ("cp1252", frozenset({"LATIN"})),
    ("cp866", frozenset({"CYRILLIC"})),
    ("cp1251", frozenset({"CYRILLIC"})),
    ("cp932", frozenset({"HIRAGANA", "KATAKANA", "CJK", "KATAKANA-HIRAGANA"})),
    ("cp949", frozenset({"HANGUL"})),
    ("gb18030", frozenset({"CJK"})),
    ("cp720", frozenset({"ARABIC"})),
    ("cp1256", frozenset({"ARABIC"})),
    ("cp737", frozenset({"GREEK"})),
    ("cp862", frozenset({"HEBREW"})),
)


def decoded_names(infos: Iterable[zipfile.ZipInfo]) -> tuple[str, ...]:
    """Return the names of a zip's entries as their authors wrote them.

    Names marked as UTF-8 are taken at their word, and so is the Unicode name that Info-ZIP keeps beside the old one.
    The rest are read together in the first alphabet that fits all of them, and as old DOS names if none does.
    """
    entries = list(infos)
    certain = [_certain_name(info) for info in entries]
    unsure = [_raw(info) for info, name in zip(entries, certain, strict=True) if name is None]
    encoding = _common_encoding(unsure)
    return tuple(
        name if name is not None else _raw(info).decode(encoding) for info, name in zip(entries, certain, strict=True)
    )


def _certain_name(info: zipfile.ZipInfo) -> str | None:
    name = info.orig_filename
    if info.flag_bits & _UTF8:
        return name
    better = _unicode_path(info.extra, zlib.crc32(_raw(info)))
    return name if better is None and name.isascii() else better


def _raw(info: zipfile.ZipInfo) -> bytes:
    """Return the bytes of a name, which the standard library has read as old DOS."""
    return info.orig_filename.encode(_DOS)


def _unicode_path(extra: bytes, checksum: int) -> str | None:
    """Return the name in Info-ZIP's extra field, if it belongs to the name with this checksum."""
    while len(extra) >= 4:
        kind, length = struct.unpack_from("<HH", extra)
        field, extra = extra[4 : 4 + length], extra[4 + length :]
        if kind == _UNICODE_PATH and len(field) > 5 and struct.unpack_from("<I", field, 1)[0] == checksum:
            return field[5:].decode("utf-8", "replace")
    return None


def _common_encoding(names: list[bytes]) -> str:
    return next((encoding for encoding, scripts in _ALPHABETS if all(_fits(n, encoding, scripts) for n in names)), _DOS)


def _fits(name: bytes, encoding: str, scripts: frozenset[str]) -> bool:
    try:
        text = name.decode(encoding)
    except UnicodeDecodeError:
        return False
    if not scripts:
        return True
    accented = sum(not character.isascii() for character in text)
    if "LATIN" in scripts and accented * 2 > sum(character.isalpha() for character in text):
        return False  # no language of this alphabet writes more letters with accents than without
    before = ""
    for character in text:
        if not character.isascii() and not _belongs(character, before, scripts):
            return False
        before = character
    return True


def _belongs(character: str, before: str, scripts: frozenset[str]) -> bool:
    """Whether a letter is of these scripts, and no capital after a small letter: that is a sign of a wrong alphabet."""
    if unicodedata.name(character, "").split(" ")[0] not in scripts or not character.isalpha():
        return False
    return not (character.isupper() and before.islower())
