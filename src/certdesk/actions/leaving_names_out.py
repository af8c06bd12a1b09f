"""Texts that people wrote about a result, without the names of those whom it must not name."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace

from certdesk.actions.blinding import tells
from certdesk.core.decision_file import DecisionFile, FileStep
from certdesk.core.words import _

_BETWEEN = re.compile(r"[\s,.;/()]+")
_SHORTEST = 3
_ELLIPSIS = "…"
_UNSEEN = {0xAD: None, 0x200B: None, 0x2060: None, 0xFEFF: None}
"""Signs that nobody sees and no script needs: a name with one in it would not be found."""


def candidate_names(name: str, school: str, known_as: Iterable[str], code: str) -> dict[str, str]:
    """Return what a candidate is called, and what stands in its place: the code, of the school nothing."""
    parts = [part for part in _BETWEEN.split(name) if len(part) >= _SHORTEST]
    others = [one for one in known_as if len(one.strip()) >= _SHORTEST and one.casefold() != code.casefold()]
    found = dict.fromkeys([" ".join(name.split()), *others, *parts], code) | {" ".join(school.split()): _ELLIPSIS}
    return {word: stands for word, stands in found.items() if word}


def without_names(told: DecisionFile, named: Mapping[str, str]) -> DecisionFile:
    """Return a decision file in whose texts other words stand for names; a text that still names somebody is left out.

    ``named`` has the names and what stands for each. What the program writes itself names nobody as it is.
    """
    tidy = _tidying(named)

    def steps(found: tuple[FileStep, ...]) -> tuple[FileStep, ...]:
        return tuple(replace(one, words=tidy(one.words)) for one in found)

    return replace(
        told,
        state=tidy(told.state),
        marks=tuple(replace(one, rule=tidy(one.rule)) for one in told.marks),
        words=tuple(
            replace(one, strength=tidy(one.strength), next_step=tidy(one.next_step), comment=tidy(one.comment))
            for one in told.words
        ),
        moderation=steps(told.moderation),
        steps=steps(told.steps),
        appeals=steps(told.appeals),
        journal=tuple(replace(one, words=tidy(one.words)) for one in told.journal),
    )


def _tidying(named: Mapping[str, str]) -> Callable[[str], str]:
    order = sorted(named, key=len, reverse=True)
    whole = [word for word in order if not _is_one_word(word)]
    found = [(_pattern(word), named[word]) for word in order]

    def tidy(text: str) -> str:
        if not text:
            return text
        told = unicodedata.normalize("NFC", text).translate(_UNSEEN)
        for pattern, stands in found:
            told = pattern.sub(lambda _match, stands=stands: stands, told)  # type: ignore[misc]
        return _("(left out: it names somebody)") if tells(whole, told) else told

    return tidy


def _pattern(word: str) -> re.Pattern[str]:
    """Find a name as a whole, in any case; a single word only as names are written, so that “mark” is no Mark."""
    word = unicodedata.normalize("NFC", word)
    spelled = r"\s+".join(map(re.escape, word.split()))
    if not _is_one_word(word):
        return re.compile(rf"(?<![^\W_]){spelled}(?![^\W_])", re.IGNORECASE)
    capital = rf"(?:{re.escape(word)}|{re.escape(word[:1].upper() + word[1:])}|{re.escape(word.upper())})"
    return re.compile(rf"(?<![^\W_]){capital}(?![^\W_])")


def _is_one_word(word: str) -> bool:
    return word.isalpha()
