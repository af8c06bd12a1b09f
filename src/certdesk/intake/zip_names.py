"""What the names in a zip mean: old zips don't say in which alphabet their bytes are to be read."""

from __future__ import annotations

import struct
import unicodedata
import zlib
from collections.abc import Iterable

from certdesk.intake.zip_directory import UTF8, PackedEntry, extra_field

_UNICODE_PATH = 0x7075
_DOS = "cp437"
_LONGEST, _LOOKED_AT = 1_000, 60_000  # bytes

# Tried in this order; the first that makes letters of one alphabet of all names wins.
_ALPHABETS: tuple[tuple[str, frozenset[str]], ...] = (
    ("utf-8", frozenset()),
    (_DOS, frozenset({"LATIN"})),
    ("cp850", frozenset({"LATIN"})),
    ("cp857", frozenset({"LATIN"})),
    ("cp1252", frozenset({"LATIN"})),
    ("cp852", frozenset({"LATIN"})),
    ("cp1250", frozenset({"LATIN"})),
    ("cp866", frozenset({"CYRILLIC"})),
    ("cp1251", frozenset({"CYRILLIC"})),
    ("cp932", frozenset({"HIRAGANA", "KATAKANA", "CJK", "KATAKANA-HIRAGANA"})),
    ("cp949", frozenset({"HANGUL"})),
    ("gb18030", frozenset({"CJK"})),
    ("big5", frozenset({"CJK"})),
    ("cp720", frozenset({"ARABIC"})),
    ("cp1256", frozenset({"ARABIC"})),
    ("cp737", frozenset({"GREEK"})),
    ("cp862", frozenset({"HEBREW"})),
    ("cp1255", frozenset({"HEBREW"})),
    ("cp1253", frozenset({"GREEK"})),
    ("koi8-r", frozenset({"CYRILLIC"})),
    ("cp874", frozenset({"THAI"})),
)

_VOWELS = frozenset("аеёиоуыэюяієїұүөәў")
_NOBODYS = frozenset("ƒ")  # in no name, but where Turkish has ş

# The same bytes can be characters in several of these; whose common ones they are decides.
_COMMON = {
    "cp932": "の年生学校授業計画案実験科小中高先研究記録写真動画表語理数教育員本日大観察評価報告第回一二三月",
    "cp949": (
        "이의가는을에하고다한사지기자수업계획서학생교안과실험영상진"
        "보초중등반년평활동선님김박최정강조윤장임관찰록단원시간제일"
    ),
    "gb18030": (
        "的一是不了在人有我他这中大来上个国学生教课文数师年级案设计划"
        "反思记录照片视频作业观察实验科技物理化班会议小组评价报告材料"
    ),
    "big5": (
        "的一是不了在人有我他這中大來上個國學生教課文數師年級案設計劃"
        "畫反思記錄照片影作業觀察實驗科技物理化班會議小組評價報告材料"
    ),
}


def decoded_names(entries: Iterable[PackedEntry]) -> tuple[str, ...]:
    """Return the names of a zip's entries as their authors wrote them.

    Names marked as UTF-8 are taken at their word, and so is the Unicode name that Info-ZIP keeps beside the old one.
    The rest are read together in the first alphabet that fits all of them, and as old DOS names if none does.
    """
    listed = list(entries)
    certain = [_certain_name(entry) for entry in listed]
    encoding = _common_encoding(
        _sample(one.raw_name for one, name in zip(listed, certain, strict=True) if name is None)
    )
    return tuple(
        name if name is not None else _decoded(entry.raw_name, encoding)
        for entry, name in zip(listed, certain, strict=True)
    )


def _sample(names: Iterable[bytes]) -> list[bytes]:
    """Return as many names as it takes to know the alphabet: a hostile zip has megabytes of them."""
    sample: list[bytes] = []
    room = _LOOKED_AT
    for name in names:
        if len(name) <= _LONGEST:
            room -= len(name)
            if room < 0:
                break
            sample.append(name)
    return sample


def _decoded(name: bytes, encoding: str) -> str:
    try:
        return name.decode(encoding)
    except UnicodeDecodeError:
        return name.decode(_DOS)


def _certain_name(entry: PackedEntry) -> str | None:
    raw = entry.raw_name
    if entry.flags & UTF8:
        return raw.decode("utf-8", "replace")
    field = extra_field(entry.extra, _UNICODE_PATH)
    if field and len(field) > 5 and struct.unpack_from("<I", field, 1)[0] == zlib.crc32(raw):
        return field[5:].decode("utf-8", "replace")
    return raw.decode("ascii") if raw.isascii() else None


def _common_encoding(names: list[bytes]) -> str:
    fitting = [encoding for encoding, scripts in _ALPHABETS if all(_fits(name, encoding, scripts) for name in names)]
    if not fitting or fitting[0] not in _COMMON:
        return fitting[0] if fitting else _DOS
    rivals = [encoding for encoding in fitting if encoding in _COMMON]
    return max(rivals, key=lambda encoding: sum(_known(name.decode(encoding), encoding) for name in names))


def _known(name: str, encoding: str) -> int:
    return sum(character in _COMMON[encoding] for character in name)


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
    if not _is_spoken(text, scripts):
        return False
    before = ""
    for character in text:
        if not character.isascii() and not _belongs(character, before, scripts):
            return False
        before = character
    return True


def _is_spoken(text: str, scripts: frozenset[str]) -> bool:
    """Whether letters have as many vowels as a language has; Hebrew that is read as Cyrillic has few."""
    if "THAI" in scripts:
        return any(character >= "\N{THAI CHARACTER SARA A}" for character in text)
    if "CYRILLIC" not in scripts:
        return True
    letters = [letter for letter in text.casefold() if not letter.isascii() and letter.isalpha()]
    return sum(letter in _VOWELS for letter in letters) * 10 >= len(letters) * 3 or len(letters) < 4


def _belongs(character: str, before: str, scripts: frozenset[str]) -> bool:
    """Whether a letter is of these scripts, and no capital after a small letter: that is a sign of a wrong alphabet."""
    if unicodedata.name(character, "").split(" ")[0] not in scripts or character in _NOBODYS:
        return False
    if not character.isalpha() and not ("THAI" in scripts and unicodedata.category(character) == "Mn"):
        return False
    return not (character.isupper() and before.islower())
