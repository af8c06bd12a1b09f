"""The results of many portfolios read by code of a standard, and never so that one teacher can be picked out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction

from certdesk.core.marks import Mark, level_of
from certdesk.core.rubric import Alignment, Criterion, Rubric, Scale

FEWEST = 5
"""People. What is said of fewer is said of somebody."""


@dataclass(frozen=True, slots=True)
class Assessed:
    """One signed assessment: of which cohort, whose portfolio by its code, with which rubric, and the marks."""

    cohort: str
    person: str
    rubric: Rubric
    marks: Mapping[str, Mark]


@dataclass(frozen=True, slots=True)
class CodeResult:
    """What is known of one code. With ``hidden`` there are too few people, and no number is given.

    ``levels`` counts marks by value, label first; ``mean`` is None where the criteria have different levels.
    """

    framework: str
    code: str
    statement: str
    criteria: tuple[str, ...]
    people: int = 0
    marks: int = 0
    levels: tuple[tuple[str, Fraction, int], ...] = ()
    mean: Fraction | None = None
    at_standard: int = 0
    hidden: bool = False


@dataclass(frozen=True, slots=True)
class _Given:
    """One mark of one person for one code."""

    cohort: str
    person: str
    criterion: str
    level: Fraction
    scale: Scale


def read_by_code(assessed: Iterable[Assessed], cohort: str | None = None) -> tuple[CodeResult, ...]:
    """Read results by code, in the order in which codes first stand in the rubrics; ``cohort`` None means all.

    A code that fewer than `FEWEST` people were marked for is hidden. So that nobody can be found by taking a cohort
    away from the whole, cohorts too small to be shown are left out of the whole when they are too small together too.
    """
    names: dict[tuple[str, str], Alignment] = {}
    criteria: dict[tuple[str, str], dict[str, None]] = {}
    given: dict[tuple[str, str], list[_Given]] = {}
    for one in assessed:
        for criterion in one.rubric.criteria:
            for alignment in criterion.alignments:
                key = alignment.framework, alignment.code
                names.setdefault(key, alignment)
                criteria.setdefault(key, {})[criterion.id] = None
                level = level_of(one.marks[criterion.id]) if criterion.id in one.marks else None
                if level is not None:
                    given.setdefault(key, []).append(_mark(one, criterion, level))
    return tuple(_result(names[key], tuple(criteria[key]), given.get(key, []), cohort) for key in names)


def _mark(one: Assessed, criterion: Criterion, level: Fraction) -> _Given:
    return _Given(one.cohort, one.person, criterion.id, level, one.rubric.scale_of(criterion))


def _result(alignment: Alignment, criteria: tuple[str, ...], given: list[_Given], cohort: str | None) -> CodeResult:
    bare = CodeResult(alignment.framework, alignment.code, alignment.statement, criteria)
    shown = _shown(given) if cohort is None else [one for one in given if one.cohort == cohort]
    people = {(one.cohort, one.person) for one in shown}
    if len(people) < FEWEST:
        return CodeResult(bare.framework, bare.code, bare.statement, criteria, hidden=bool(given))
    alike = len({tuple(level.value for level in one.scale.levels) for one in shown}) == 1
    return CodeResult(
        framework=bare.framework,
        code=bare.code,
        statement=bare.statement,
        criteria=criteria,
        people=len(people),
        marks=len(shown),
        levels=_counted(shown) if alike else (),
        mean=sum((one.level for one in shown), Fraction(0)) / len(shown) if alike else None,
        at_standard=sum(1 for one in shown if one.level >= one.scale.standard),
    )


def _shown(given: list[_Given]) -> list[_Given]:
    """Leave out the cohorts that are hidden by themselves, when the people in them together are too few as well."""
    people: dict[str, set[str]] = {}
    for one in given:
        people.setdefault(one.cohort, set()).add(one.person)
    small = {cohort for cohort, members in people.items() if len(members) < FEWEST}
    together = sum(len(people[cohort]) for cohort in small)
    if together >= FEWEST or len(small) == len(people):
        return given
    return [one for one in given if one.cohort not in small]


def _counted(shown: list[_Given]) -> tuple[tuple[str, Fraction, int], ...]:
    """Count the marks at every level, also those that nobody was given, and at values between levels."""
    counts = Counter(one.level for one in shown)
    labels = {level.value: level.label for level in shown[0].scale.levels}
    values = sorted(set(labels) | set(counts))
    return tuple((labels.get(value, ""), value, counts[value]) for value in values)
