"""Trying other rules on what is there: the results or, without any, the worked examples."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction

from certdesk.core import conditions as rule
from certdesk.core.decision import INCOMPLETE
from certdesk.core.editing_examples import asked_total, check_each_example
from certdesk.core.examples import example_name
from certdesk.core.flips import Flip, explain_flip
from certdesk.core.marks import LevelGiven, Mark
from certdesk.core.rubric import Rubric
from certdesk.core.what_if import OutcomeCount, count_outcomes, outcomes_by_both

NEAR = 0.15
"""How near to a cut a mean is when it is called near: the fallback band of the programme's policy, in levels."""


@dataclass(frozen=True, slots=True)
class Member:
    """One result to try rules on: its key, the code that is shown for it, and its marks."""

    key: str
    code: str
    marks: Mapping[str, Mark]


@dataclass(frozen=True, slots=True)
class Population:
    """What rules are tried on. ``left_out`` results have no level at all; ``examples`` says that no result is there."""

    members: tuple[Member, ...] = ()
    examples: bool = False
    left_out: int = 0


@dataclass(frozen=True, slots=True)
class Trial:
    """What two rubrics give for each member, in their order, and where each stands on the scale by the second."""

    population: Population
    before: Rubric
    after: Rubric
    was: tuple[str, ...] = ()
    now: tuple[str, ...] = ()
    values: tuple[float | None, ...] = field(default=(), repr=False)

    @property
    def changed(self) -> tuple[int, ...]:
        """The places of the members whose outcome changes."""
        return tuple(n for n, (was, now) in enumerate(zip(self.was, self.now, strict=True)) if was != now)

    def explain(self, place: int) -> Flip:
        """Say why the outcome of one member changes."""
        member = self.population.members[place]
        outcomes = self.was[place], self.now[place]
        return explain_flip(self.before, self.after, (member.key, member.marks), outcomes)

    def counts(self) -> tuple[OutcomeCount, ...]:
        """Count each outcome before and after, in the order of the changed rules; incomplete comes last, if any is."""
        found = count_outcomes(self.before, self.after, self.was, self.now)
        return tuple(each for each in found if each.outcome != INCOMPLETE or each.before or each.after)


def worked_examples_as_population(rubric: Rubric) -> Population:
    """Return the worked examples that can be run, for a rubric without results."""
    checked = check_each_example(rubric)
    members = tuple(
        Member(f"example/{n}", example_name(each.example.name), each.marks)
        for n, each in enumerate(checked)
        if each.marks
    )
    return Population(members, examples=True)


def has_level(marks: Mapping[str, Mark]) -> bool:
    """Whether any criterion has a level; without one there is nothing to decide."""
    return any(isinstance(mark, LevelGiven) for mark in marks.values())


def try_rules_on(population: Population, before: Rubric, after: Rubric, known: Trial | None = None) -> Trial:
    """Decide every member by both rubrics; what an earlier trial found for the first one is taken over."""
    same = known is not None and known.population is population and known.before == before
    results = [member.marks for member in population.members]
    was, now = outcomes_by_both(before, after, results, known.was if same and known else None)
    return Trial(population, before, after, was, now, _values(population, after))


def cuts_of(rubric: Rubric) -> tuple[tuple[str, int, Fraction], ...]:
    """Return the cuts on the number that the spread shows: outcome, place of the condition, cut."""
    totals = asked_total(rubric)
    kind = rule.MeanAtLeast if _shows_means(rubric) else rule.TotalAtLeast
    weighted = True if _shows_means(rubric) else totals is not False
    return tuple(
        (outcome.id, place, condition.cut)
        for outcome in rubric.decision.outcomes
        for place, condition in enumerate(outcome.conditions)
        if isinstance(condition, rule.MeanAtLeast | rule.TotalAtLeast)
        and isinstance(condition, kind)
        and condition.weighted == weighted
    )


def reach(rubric: Rubric) -> tuple[float, float, float]:
    """Return the lowest and highest number that the spread can show, and how wide near is on each side of a cut."""
    levels = [level.value for level in rubric.scale.levels] or [Fraction(0), Fraction(1)]
    weights = _weights(rubric)
    whole = 1.0 if _shows_means(rubric) else sum(weights.values()) or 1.0
    return float(levels[0]) * whole, float(levels[-1]) * whole, NEAR * whole


def names_total(rubric: Rubric) -> bool:
    """Whether the spread shows totals: the rules ask for one, and for no weighted mean."""
    return not _shows_means(rubric)


def _shows_means(rubric: Rubric) -> bool:
    every = [each for outcome in rubric.decision.outcomes for each in outcome.conditions]
    asks_mean = any(isinstance(each, rule.MeanAtLeast) and each.weighted for each in every)
    return asks_mean or asked_total(rubric) is None


def _weights(rubric: Rubric) -> dict[str, float]:
    plain = not _shows_means(rubric) and asked_total(rubric) is False
    return {each.id: 1.0 if plain else float(each.weight) for each in rubric.criteria}


def _values(population: Population, rubric: Rubric) -> tuple[float | None, ...]:
    """Return where each member stands, for drawing alone: what is decided is decided exactly."""
    weights = _weights(rubric)
    whole = 1.0 if _shows_means(rubric) else sum(weights.values())
    found: list[float | None] = []
    seen: dict[Fraction, float] = {}
    for member in population.members:
        total = used = 0.0
        for name, mark in member.marks.items():
            if isinstance(mark, LevelGiven) and name in weights:
                level = mark.level
                value = seen.get(level)
                if value is None:
                    value = seen[level] = float(level)
                total += weights[name] * value
                used += weights[name]
        found.append(total / used * whole if used else None)
    return tuple(found)
