"""Which sort of evidence a file is, by its name, its folder and what is in it; how sure that is, and why."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from functools import cache

from certdesk.core.words import _
from certdesk.intake.names import same_name
from certdesk.intake.type_words import FOLDER_WORDS, TYPE_WORDS

VIDEO_ENDINGS = frozenset({"mp4", "m4v", "mov", "webm", "mkv", "avi", "mpg", "mpeg", "wmv", "3gp", "mts", "m2ts"})
PHOTO_ENDINGS = frozenset({"jpg", "jpeg", "png", "heic", "heif", "webp", "avif", "tif", "tiff", "bmp", "gif"})
_BY_KIND = {"video": "lesson_video", "image": "photo"}
_ARTICLE = "ال"
_ALEFS = str.maketrans("أإآٱىةؤئ", "اااايهوي")


class Confidence(StrEnum):
    """How sure the sort of a file is."""

    SURE = "sure"
    """Its own name says it."""
    LIKELY = "likely"
    """Its title, its folder or its kind says it."""
    NONE = "none"


@dataclass(frozen=True, slots=True)
class SortedAs:
    """An evidence type's id (or empty), how sure it is, and why, in a sentence."""

    type: str
    confidence: Confidence
    reason: str

    @property
    def sure_type(self) -> str:
        """The type that a file gets without being asked for."""
        return "" if self.confidence is Confidence.NONE else self.type


def sort_item(file_name: str, kind: str = "", title: str = "", sections: Iterable[str] = ()) -> SortedAs:
    """Sort a file by its name with folders, its kind (as the evidence worker says), its title and its sections.

    ``sections`` are the headings under which another system showed it, the nearest first.
    """
    *folders, name = file_name.split("/")
    stem, ending = split_ending(name)
    if kind == "video" or (not kind and ending in VIDEO_ENDINGS):
        return SortedAs("lesson_video", Confidence.LIKELY, _("It is a film."))
    if found := type_of_words(stem):
        return SortedAs(found, Confidence.SURE, _("The name of the file says so."))
    if title and same_name(title) != same_name(stem) and (found := type_of_words(title)):
        return SortedAs(found, Confidence.LIKELY, _("Its title says so."))
    for section in (*sections, *reversed(folders)):
        if found := type_of_section(section):
            return SortedAs(found, Confidence.LIKELY, _("It lies under “{section}”.").format(section=section))
    if found := _BY_KIND.get(kind, "") or ("photo" if not kind and ending in PHOTO_ENDINGS else ""):
        return SortedAs(found, Confidence.LIKELY, _("It is a picture."))
    return SortedAs("", Confidence.NONE, _("Neither its name nor its folder says what it is."))


def type_of_words(text: str) -> str:
    """Return the evidence type whose words stand in a text, or an empty one."""
    words = words_of(text)
    return next((type_id for type_id, needed in _table() if words.issuperset(needed)), "")


def type_of_section(name: str) -> str:
    """Return the evidence type that a folder's name or a heading speaks of, or an empty text."""
    words = words_of(name)
    return type_of_words(name) or next((type_id for type_id, some in FOLDER_WORDS if words & set(some)), "")


def words_of(text: str) -> frozenset[str]:
    """Return the words of a name, without accents, articles and the plural's s."""
    spaced = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", text)
    plain = unicodedata.normalize("NFKD", spaced.translate(_ALEFS)).casefold()
    letters = "".join(one for one in plain if not unicodedata.combining(one))
    words = set(re.findall(r"[^\W\d_]+", letters))
    words |= {word[: -len(end)] for word in words for end in ("s", "es") if word.endswith(end) and len(word) > 3}
    words |= {word.removeprefix(_ARTICLE) for word in words if word.startswith(_ARTICLE)}
    return frozenset(words)


def split_ending(name: str) -> tuple[str, str]:
    """Divide a file's name into what it is called and its ending, casefolded; the ending may be empty."""
    stem, dot, ending = name.rpartition(".")
    if not dot or not stem or len(ending) > 8 or " " in ending:
        return name, ""
    return stem, ending.casefold()


@cache
def _table() -> tuple[tuple[str, frozenset[str]], ...]:
    """Return the words as `words_of` would find them in a name."""
    return tuple(
        (type_id, frozenset(word.translate(_ALEFS) for word in phrase.split()))
        for type_id, phrases in TYPE_WORDS
        for phrase in phrases
    )
