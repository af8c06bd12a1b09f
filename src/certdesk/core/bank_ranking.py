"""Which ready-made words come first: those used here before, those for this criterion, level and box, the rest."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import IntEnum
from fractions import Fraction
from functools import lru_cache

from certdesk.core.comment_bank import ANY_CRITERION, Comment, CommentKind, Use
from certdesk.core.searching import fold

# A use counts fourfold in its first week and twofold in its first month, so that new habits come to the top.
_WEEK, _MONTH = timedelta(days=7), timedelta(days=31)
_HYPHEN = re.compile(r"(?<=[A-Za-z])-\s*(?=[A-Za-z])")
_SPACES = re.compile(r"\s+")


class Why(IntEnum):
    """Why a comment stands where it stands, best first."""

    USED_HERE = 1
    FITS = 2
    USED_HERE_OTHER_LANGUAGE = 3
    FITS_OTHER_LANGUAGE = 4
    REST = 5
    REST_OTHER_LANGUAGE = 6


@dataclass(frozen=True, slots=True)
class Asking:
    """Where somebody writes: which criterion at which levels, what the box is for, and in which language.

    ``kinds`` are what the box is for, the likeliest first; ``levels`` the level that was given or the two around it,
    none before there is one; ``criterion`` is empty for words about the whole.
    """

    rubric: str
    criterion: str
    levels: tuple[Fraction, ...]
    kinds: tuple[CommentKind, ...]
    language: str
    person: str
    others: bool = False


@dataclass(frozen=True, slots=True)
class Ranked:
    """One comment, why it stands where it stands, and how often it was used here."""

    comment: Comment
    why: Why
    times: int = 0

    @property
    def first_choice(self) -> bool:
        """Whether it is offered before anything is typed."""
        return self.why < Why.REST


def rank(bank: Iterable[Comment], asking: Asking, uses: Iterable[Use], now: datetime) -> tuple[Ranked, ...]:
    """Put the whole bank into the order in which it is offered; other people's only when they are asked for."""
    used = {use.comment_id: use for use in uses if use.criterion_id == asking.criterion}
    wanted: Mapping[CommentKind, int] = {kind: place for place, kind in enumerate(asking.kinds)}
    keyed = []
    for comment in bank:
        if comment.owner and comment.owner != asking.person and not asking.others:
            continue
        use = used.get(comment.id)
        why = _why(comment, asking, used_here=use is not None and comment.kind in wanted, wanted=wanted)
        key = (
            why,
            -_worth(use, now),
            _distance(comment, asking),
            wanted.get(comment.kind, len(wanted)),
            comment.owner != asking.person,
            comment.id,
        )
        keyed.append((key, Ranked(comment, why, use.times if use else 0)))
    keyed.sort(key=lambda pair: pair[0])
    return tuple(ranked for _key, ranked in keyed)


def search(ranked: Iterable[Ranked], typed: str, most: int = 60) -> tuple[Ranked, ...]:
    """Find what holds every typed word, whatever case and accents; an exact shortcut comes first.

    Words that begin like the typed ones come before those that hold them inside. Nothing typed: what is offered first.
    """
    wanted = fold(typed).split()
    if not wanted:
        return tuple(one for one in ranked if one.first_choice)[:most]
    exact: list[Ranked] = []
    groups: dict[tuple[Why, bool], list[Ranked]] = {}
    for one in ranked:
        hay = haystack(one.comment)
        if not all(word in hay for word in wanted):
            continue
        if len(wanted) == 1 and fold(one.comment.shortcut) == wanted[0]:
            exact.append(one)
        else:
            inside = not all(f" {word}" in hay for word in wanted)
            groups.setdefault((one.why, inside), []).append(one)
    return (*exact, *(one for key in sorted(groups) for one in groups[key]))[:most]


def haystack(comment: Comment) -> str:
    """Return everything that is searched in a comment, folded: its shortcut, criteria, tags and text."""
    return _folded(comment.shortcut, *comment.criteria, *comment.tags, comment.text)


@lru_cache(maxsize=16_384)
def _folded(*parts: str) -> str:
    """Fold texts to search in; kept, because the same ones are asked for with each letter that is typed."""
    text = " ".join(parts)
    plain = text.isascii() and text.replace("\n", " ").isprintable()
    return " " + (_folded_ascii(text) if plain else fold(text))


def _folded_ascii(text: str) -> str:
    """Do what `fold` does, in a tenth of the time, where there is nothing but printable ASCII and line ends."""
    return _SPACES.sub(" ", _HYPHEN.sub("", text)).strip().lower()


@lru_cache(maxsize=256)
def same_language(one: str, other: str) -> bool:
    """Whether two language codes mean the same language: fr and fr-CA do."""
    return one.partition("-")[0].lower() == other.partition("-")[0].lower()


def _why(comment: Comment, asking: Asking, *, used_here: bool, wanted: Mapping[CommentKind, int]) -> Why:
    here = same_language(comment.language, asking.language)
    if used_here:
        return Why.USED_HERE if here else Why.USED_HERE_OTHER_LANGUAGE
    if comment.kind in wanted and _is_about(comment, asking) and comment.fits_levels(asking.levels):
        return Why.FITS if here else Why.FITS_OTHER_LANGUAGE
    return Why.REST if here else Why.REST_OTHER_LANGUAGE


def _is_about(comment: Comment, asking: Asking) -> bool:
    if not asking.criterion:
        return ANY_CRITERION in comment.criteria and comment.rubric in ("", asking.rubric)
    return comment.is_about(asking.criterion, asking.rubric)


def _distance(comment: Comment, asking: Asking) -> int:
    """Return 0 for words about this very criterion, 1 for any criterion, 2 for others of this rubric, 3 beyond."""
    same_rubric = not comment.rubric or comment.rubric == asking.rubric
    if same_rubric and asking.criterion and asking.criterion in comment.criteria:
        return 0
    if same_rubric and ANY_CRITERION in comment.criteria:
        return 1
    return 2 if same_rubric else 3


def _worth(use: Use | None, now: datetime) -> int:
    if use is None:
        return 0
    age = now - use.last
    return use.times * (4 if age <= _WEEK else 2 if age <= _MONTH else 1)
