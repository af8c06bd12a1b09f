"""An invented cohort for whoever wants to practise leading one: candidates, their words, and marks with disagreements.

The same seed gives the same cohort. Nobody in it is real; the words come from `resources/practice_cohort.yaml`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from hashlib import sha256
from itertools import cycle
from random import Random
from uuid import UUID

from certdesk.core.marks import LevelGiven, Mark, NotObserved, Unscorable
from certdesk.core.rubric import Rubric

_SPREAD, _LUCK, _SEVERITY = 0.62, 0.5, 0.25
_MEAN = 3.1


@dataclass(frozen=True, slots=True)
class PracticePerson:
    """An invented assessor; ``id`` follows from the name, ``severity`` is how much higher they mark than others."""

    name: str
    desk: str
    subjects: tuple[str, ...]
    languages: tuple[str, ...]
    schools: tuple[str, ...]

    @property
    def id(self) -> str:
        """The id that the person has on each desk."""
        return sha256(f"practice {self.name}".encode()).hexdigest()[:16]

    @property
    def severity(self) -> float:
        """How far this person's levels lie above or below those of others, in levels."""
        return Random(self.name).gauss(0, _SEVERITY)  # noqa: S311 - invented people

    @property
    def minutes(self) -> int:
        """How long a portfolio usually takes this person."""
        return Random(f"{self.name} takes").randint(70, 130)  # noqa: S311 - invented people


@dataclass(frozen=True, slots=True)
class PracticeTexts:
    """What candidates and assessors write about one criterion. ``evidence`` holds sentences with a place for {n}."""

    evidence: tuple[str, ...]
    weak: str
    strong: str
    next_step: str


@dataclass(frozen=True, slots=True)
class PracticeWords:
    """All names and words that a practice cohort is made of."""

    programme: str
    lead: str
    earlier: str
    now: str
    people: tuple[PracticePerson, ...]
    never_sent: str
    first_names: tuple[str, ...]
    last_names: tuple[str, ...]
    whole_names: tuple[str, ...]
    schools: tuple[str, ...]
    subjects: tuple[str, ...]
    languages: tuple[str, ...]
    titles: tuple[str, ...]
    criteria: Mapping[str, PracticeTexts]
    summaries: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PracticeCandidate:
    """An invented teacher and the one text that they handed in; ``quotes`` are words of it, by criterion."""

    id: str
    code: str
    name: str
    school: str
    subject: str
    language: str
    title: str
    text: str
    quotes: Mapping[str, str]
    ability: float


class Differing(StrEnum):
    """How a second assessor differs from the first."""

    EQUAL = "equal"
    ADJACENT = "adjacent"
    OUTCOME = "outcome"
    """By one level, and the two come to different outcomes."""
    APART = "apart"
    ONE_CODE = "one_code"
    TWO_CODES = "two_codes"
    NOT_OBSERVED = "not_observed"


DISAGREEMENTS = (
    Differing.APART, Differing.OUTCOME, Differing.EQUAL, Differing.ONE_CODE, Differing.ADJACENT, Differing.TWO_CODES,
    Differing.NOT_OBSERVED, Differing.ADJACENT,
)  # fmt: skip


def invented_candidates(words: PracticeWords, cohort: str, count: int, seed: int) -> tuple[PracticeCandidate, ...]:
    """Make so many candidates of a cohort. Names are in several scripts and of every length; schools differ in size."""
    chance = Random(f"{seed} {cohort}")  # noqa: S311 - invented people
    prefix = cohort[:3].upper()
    names = _names(words, chance)
    return tuple(
        _candidate(words, (f"{prefix}-{number:03}", next(names)), number, chance) for number in range(1, count + 1)
    )


def invented_marks(rubric: Rubric, aim: float, chance: Random) -> dict[str, Mark]:
    """Mark every criterion near to what a candidate can."""
    return {criterion.id: _level(rubric, criterion.id, aim + chance.gauss(0, _LUCK)) for criterion in rubric.criteria}


def differing_marks(
    rubric: Rubric, first: Mapping[str, Mark], how: Differing, chance: Random
) -> tuple[dict[str, Mark], dict[str, Mark]]:
    """Return marks of a first and of a second assessor who differ in one way; all else is the same."""
    mine, theirs = dict(first), dict(first)
    key = chance.choice([one.id for one in rubric.criteria if one.id not in rubric.scale.never_not_observed])
    low, high = _ends(rubric, key)
    match how:
        case Differing.ADJACENT:
            others = [one.id for one in rubric.criteria if not one.critical]
            theirs |= {each: _one_step(rubric, each, mine[each]) for each in chance.sample(others, min(2, len(others)))}
        case Differing.OUTCOME:
            mine, theirs = _about_the_standard(rubric)
        case Differing.APART:
            mine[key], theirs[key] = LevelGiven(high), LevelGiven(low)
        case Differing.ONE_CODE:
            theirs[key] = Unscorable("U-MISSING")
        case Differing.TWO_CODES:
            mine[key], theirs[key] = Unscorable("U-OPEN"), Unscorable("U-MISSING")
        case Differing.NOT_OBSERVED if rubric.scale.not_observed_at_most:
            theirs[key] = NotObserved()
        case Differing.NOT_OBSERVED:
            mine[key], theirs[key] = LevelGiven(low), Unscorable("U-LIMIT")
        case Differing.EQUAL:
            pass
    return mine, theirs


def stable_id(*parts: object) -> str:
    """Return an id that follows from what it names, in the form of the others."""
    digest = sha256("\n".join(map(str, ("practice", *parts))).encode()).digest()
    return str(UUID(bytes=digest[:16], version=4))


def _names(words: PracticeWords, chance: Random) -> Iterator[str]:
    """Yield names without end, every fifth as a whole; nobody has that of another as long as there are enough."""
    pairs = [f"{first} {last}" for first in words.first_names for last in words.last_names]
    chance.shuffle(pairs)
    whole = cycle(chance.sample(words.whole_names, len(words.whole_names)))
    for number, pair in enumerate(cycle(pairs), 1):
        yield next(whole) if number % 5 == 0 else pair


def _candidate(words: PracticeWords, who: tuple[str, str], number: int, chance: Random) -> PracticeCandidate:
    code, name = who
    quotes = {
        key: chance.choice(texts.evidence).format(n=chance.randint(3, 19)) for key, texts in words.criteria.items()
    }
    title = words.titles[(number - 1) % len(words.titles)]
    return PracticeCandidate(
        id=stable_id(code, chance.random()),
        code=code,
        name=name,
        school=words.schools[min(int(chance.expovariate(0.28)), len(words.schools) - 1)],
        subject=words.subjects[number % len(words.subjects)],
        language=chance.choice(words.languages),
        title=title,
        text="\n\n".join((title, *quotes.values(), f"Invented for practising with CertDesk. {code}")) + "\n",
        quotes=quotes,
        ability=chance.gauss(_MEAN, _SPREAD),
    )


def _level(rubric: Rubric, criterion_id: str, aim: float) -> LevelGiven:
    return LevelGiven(min(_values(rubric, criterion_id), key=lambda value: abs(float(value) - aim)))


def _values(rubric: Rubric, criterion_id: str) -> Sequence[Fraction]:
    criterion = next(one for one in rubric.criteria if one.id == criterion_id)
    return [level.value for level in rubric.scale_of(criterion).levels]


def _ends(rubric: Rubric, criterion_id: str) -> tuple[Fraction, Fraction]:
    values = _values(rubric, criterion_id)
    return values[0], values[-1]


def _one_step(rubric: Rubric, criterion_id: str, mark: Mark) -> Mark:
    values = _values(rubric, criterion_id)
    if not isinstance(mark, LevelGiven):
        return mark
    place = values.index(mark.level)
    return LevelGiven(values[place + 1] if place + 1 < len(values) else values[place - 1])


def _about_the_standard(rubric: Rubric) -> tuple[dict[str, Mark], dict[str, Mark]]:
    """All just above the middle of the scale; the second is one level lower where that is critical."""
    mine: dict[str, Mark] = {one.id: LevelGiven(_middle(rubric, one.id)) for one in rubric.criteria}
    theirs = dict(mine)
    key = next((one.id for one in rubric.criteria if one.critical), rubric.criteria[0].id)
    values = _values(rubric, key)
    theirs[key] = LevelGiven(values[max(0, len(values) // 2 - 1)])
    return mine, theirs


def _middle(rubric: Rubric, criterion_id: str) -> Fraction:
    values = _values(rubric, criterion_id)
    return values[len(values) // 2]
