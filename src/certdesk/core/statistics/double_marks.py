"""Two independent marks of the same portfolio and criterion, and how they are counted."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from certdesk.core.marks import LevelGiven, Mark, NotObserved, Unscorable
from certdesk.core.rubric import Scale
from certdesk.core.statistics.levels import Categories

NO_OWN_SCALES: Mapping[str, Scale] = {}


@dataclass(frozen=True, slots=True)
class DoubleMark:
    """What two assessors gave, each by themselves; ratings only, never means.

    ``at`` is the day (or moment) of the double mark, for drift; a Fraction stands for a level.
    """

    portfolio: str
    criterion: str
    first_assessor: str
    second_assessor: str
    first: Mark | Fraction
    second: Mark | Fraction
    at: date | None = None
    cohort: str = ""


@dataclass(frozen=True, slots=True)
class CodeAgreement:
    """Where at least one of two assessors found the evidence unscorable; apart from agreement on levels."""

    n: int
    """Double marks in which both gave a level or a code."""
    both: int
    same_code: int
    only_one: int

    @property
    def neither(self) -> int:
        """In how many both gave a level."""
        return self.n - self.both - self.only_one


@dataclass(frozen=True, slots=True)
class CountedMarks:
    """Double marks by what they are."""

    levels: Mapping[tuple[int, int], int]
    """How often which pair of categories was given."""
    codes: CodeAgreement
    not_observed_both: int
    not_observed_one: int
    unmarked: int
    """At least one of the two is a comment without a level, or not there."""
    off_scale: int
    """At least one of the two is a value that the scale doesn't have."""
    same_person: int
    """Both marks are by one person: no double mark at all."""


def count_marks(pairs: Sequence[DoubleMark], categories: Categories) -> CountedMarks:
    """Sort double marks by what they are, in one pass."""
    same_person, counted = _by_mark(pairs)
    levels: Counter[tuple[int, int]] = Counter()
    kinds: Counter[str] = Counter()
    for (first, second), n in counted.items():
        one, other = categories.index_of(first), categories.index_of(second)
        if one is not None and other is not None:
            levels[one, other] += n
        else:
            kinds[_kind(first, second)] += n
            kinds["same code"] += n if isinstance(first, Unscorable) and first == second else 0
    both, one_code = kinds["both codes"], kinds["one code"]
    codes = CodeAgreement(levels.total() + both + one_code, both, kinds["same code"], one_code)
    return CountedMarks(
        dict(sorted(levels.items())),
        codes,
        not_observed_both=kinds["both not observed"],
        not_observed_one=kinds["one not observed"],
        unmarked=kinds["unmarked"],
        off_scale=kinds["off scale"],
        same_person=same_person,
    )


def _by_mark(pairs: Sequence[DoubleMark]) -> tuple[int, Counter[tuple[Mark | Fraction, Mark | Fraction]]]:
    """Count equal pairs. Exact numbers are slow to compare, so the same object is looked at only once."""
    by_object: Counter[tuple[int, int]] = Counter()
    objects: dict[int, Mark | Fraction] = {}
    same_person = 0
    for pair in pairs:
        if pair.first_assessor == pair.second_assessor:
            same_person += 1
            continue
        first, second = id(pair.first), id(pair.second)
        objects[first], objects[second] = pair.first, pair.second
        by_object[first, second] += 1
    found: Counter[tuple[Mark | Fraction, Mark | Fraction]] = Counter()
    for (first, second), n in by_object.items():
        found[objects[first], objects[second]] += n
    return same_person, found


def _kind(first: Mark | Fraction, second: Mark | Fraction) -> str:
    marks = (first, second)
    levels = [isinstance(mark, LevelGiven | Fraction | int) for mark in marks]
    codes = [isinstance(mark, Unscorable) for mark in marks]
    unseen = [isinstance(mark, NotObserved) for mark in marks]
    if all(codes):
        return "both codes"
    if all(unseen):
        return "both not observed"
    if any(codes) and any(levels):
        return "one code"
    if any(unseen) and (any(levels) or any(codes)):
        return "one not observed"
    return "off scale" if all(levels) else "unmarked"


def turned(pair: DoubleMark) -> DoubleMark:
    """Return the same double mark with the assessors in alphabetical order, to compare the same two people."""
    if pair.first_assessor <= pair.second_assessor:
        return pair
    return DoubleMark(
        pair.portfolio,
        pair.criterion,
        pair.second_assessor,
        pair.first_assessor,
        pair.second,
        pair.first,
        pair.at,
        pair.cohort,
    )
