"""Who somebody is, in places that blind marking must hide: file names, captions, what files carry inside, text."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

from certdesk.core.annotations import TextQuote
from certdesk.core.fields import shown
from certdesk.core.portfolio import Candidate, Portfolio
from certdesk.core.preflight import Finding
from certdesk.core.preflight_facts import CheckedItem, Programme
from certdesk.core.preflight_rules import found
from certdesk.core.preflight_settings import Blindness
from certdesk.core.words import N_, _

_CAMEL = re.compile(r"(?<=[a-z\u00df-\u00f6\u00f8-\u00ff])(?=[A-Z\u00c0-\u00d6])")
_WORD = re.compile(r"[^\W\d_]+")
_LEAST = 3
_ORDINARY = frozenset(
    (
        "mark", "grace", "will", "rose", "may", "art", "faith", "joy", "hope", "bill", "rich", "young", "king",
        "brown", "green", "white", "black", "wood", "field", "hill", "day", "page", "best", "long", "short", "price",
        "law", "sun", "song", "van", "der", "den", "von", "the", "del", "dos", "das", "bin", "ibn", "abu", "ali",
        "may", "june", "april", "august", "summer", "winter", "rain", "stone", "bell", "cook", "baker", "miller",
        "mary", "sky", "star", "iris", "lily", "violet", "pearl", "amber", "ruby", "dean", "earl", "duke", "major",
        "chance", "frank", "earnest", "patience", "prudence", "mercy", "charity",
    )
)  # fmt: skip
"""Parts of names that are words too: alone they say nothing."""
_OF_EVERY_SCHOOL = frozenset(
    (
        "school", "schule", "ecole", "escuela", "escola", "college", "academy", "institute", "primary", "secondary",
        "high", "junior", "senior", "middle", "public", "government", "national", "international", "st", "saint",
        "the", "of", "for", "and", "girls", "boys", "no", "nr", "district", "community", "grammar", "upper", "lower",
        "elementary", "lycee", "colegio", "liceo", "gymnasium", "technical", "science",
    )
)  # fmt: skip
_TITLES = r"(?:mr|mrs|ms|miss|mx|dr|prof|teacher|tr|sir|madam|mme|herr|frau|sr|sra|mwalimu)"
_PLACES = {
    "author": N_("as its author"), "editor": N_("as who changed it last"), "company": N_("as the company"),
    "manager": N_("as the manager"), "artist": N_("as the photographer"), "owner": N_("as the camera's owner"),
    "copyright": N_("as whose work it is"), "comment": N_("as who wrote a comment"), "title": N_("as its title"),
    "description": N_("as its description"), "path": N_("in the name of a folder"),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Names:
    """What would tell who somebody is: the parts of the name and of the school's name, folded."""

    person: tuple[str, ...]
    school: tuple[str, ...]

    def in_label(self, text: str) -> str:
        """Return what in a short text (a file name, a property) tells who it is, or "".

        One part of a name is enough.
        """
        words = _words(text)
        folded = [fold(word) for word in words]
        alone = {part for part in self.person if len(part) >= _LEAST and part not in _ORDINARY}
        for at, word in enumerate(folded):
            if word in alone or any(_runs_together(part, word) for part in alone):
                return words[at]
        return self._in_a_row(words, folded, self.person) or self._school(words, folded)

    def in_text(self, text: str) -> str:
        """Return what in running text tells who it is: the whole name, a title with the last name, or the school."""
        plain = fold(text)
        if not any(part in plain for part in (*self.person[-1:], *self.person[:1], *self.school)):
            return ""
        words = _words(text)
        folded = [fold(word) for word in words]
        found_words = self._in_a_row(words, folded, self.person) or self._in_a_row(words, folded, self.person[::-1])
        if found_words or not self.person:
            return found_words or self._school(words, folded)
        last = re.escape(self.person[-1])
        titled = re.search(rf"\b{_TITLES}\.?\s+(?:\w+\.?\s+)?{last}\b", plain) if len(last) >= _LEAST else None
        return titled[0] if titled else self._school(words, folded)

    def _school(self, words: list[str], folded: list[str]) -> str:
        whole = self._in_a_row(words, folded, self.school)
        if whole:
            return whole
        own = tuple(part for part in self.school if part not in _OF_EVERY_SCHOOL and not part.isdigit())
        if len(own) > 1:
            return self._in_a_row(words, folded, own)
        for at, word in enumerate(folded[:-1]):
            if own and word == own[0] and folded[at + 1] in _OF_EVERY_SCHOOL - {"the", "of", "for", "and", "no"}:
                return " ".join(words[at : at + 2])
        return ""

    @staticmethod
    def _in_a_row(words: list[str], folded: list[str], parts: tuple[str, ...]) -> str:
        count = len(parts)
        if not count or (count == 1 and (len(parts[0]) < _LEAST or parts[0] in _ORDINARY)):
            return ""
        for at in range(len(folded) - count + 1):
            if tuple(folded[at : at + count]) == parts:
                return " ".join(words[at : at + count])
        return ""


def names_of(candidate: Candidate, blind: Blindness) -> Names:
    """Return what must not be seen of a candidate; nothing where marking is not blind."""
    person = tuple(fold(word) for word in _words(candidate.name)) if blind.candidate else ()
    school = tuple(fold(word) for word in _words(candidate.school)) if blind.school else ()
    return Names(person, school)


def identity_findings(portfolio: Portfolio, each: CheckedItem, programme: Programme) -> Iterator[Finding]:
    """Find where one item tells who the candidate is."""
    blind = programme.settings.blind
    kind = programme.type_of(each.item)
    if not blind.any or (kind is not None and kind.restricted):
        return
    names = names_of(portfolio.candidate, blind)
    stem = each.item.file_name.rpartition(".")[0] or each.item.file_name
    if names.in_label(stem):
        yield found("name_in_file_name", each.id, file=shown(each.item.file_name))
    for text in (each.item.title, each.item.caption):
        if text and text not in {stem, each.item.file_name} and names.in_label(text):
            yield found("name_in_caption", each.id, words=shown(text))
            break
    if blind.properties:
        yield from _properties(each, names)
    if each.look is not None and each.look.text and (told := names.in_text(each.look.text)):
        yield found("name_in_text", each.id, anchor=_quote(each.look.text, told), words=shown(told))


def _properties(each: CheckedItem, names: Names) -> Iterator[Finding]:
    look = each.look
    if look is None:
        return
    for told in look.told:
        if names.in_label(told.text):
            place = _(_PLACES.get(told.place, N_("in its properties")))
            yield found("name_in_properties", each.id, words=shown(told.text), place=place)
            break
    if look.located:
        yield found("place_in_file", each.id)


def _quote(text: str, words: str) -> TextQuote | None:
    at = text.find(words)
    if at < 0:
        return None
    end = at + len(words)
    return TextQuote(words, text[max(0, at - 32) : at], text[end : end + 32], at)


def fold(text: str) -> str:
    """Return text as it is compared: without accents and case."""
    if text.isascii():
        return text.casefold()
    plain = unicodedata.normalize("NFKD", text)
    return "".join(char for char in plain if not unicodedata.combining(char)).casefold()


def _words(text: str) -> list[str]:
    return _WORD.findall(_CAMEL.sub(" ", text))


def _runs_together(part: str, word: str) -> bool:
    """Whether a part of a name stands in a word without a gap, where that can't be another word."""
    if not part.isascii() and not part[0].isupper() and part.upper() == part:
        return part in word  # scripts without capitals often have no gaps either
    return len(part) >= 6 and part in word
