"""Outcomes of very many results by one rubric, without a word of text: whole numbers only, the same as `decide`.

Levels are counted in the smallest step of the scale and weights in their common unit, so that comparing stays exact.
What was not observed leaves the arithmetic, so there are rules ready for each set of criteria that have a level.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from fractions import Fraction
from math import ceil, lcm
from operator import ge, lt, mul

from certdesk.core import conditions as rule
from certdesk.core.decision import INCOMPLETE, decide
from certdesk.core.gaps import find_gaps
from certdesk.core.judging import judge
from certdesk.core.marks import UNMARKED, LevelGiven, Mark
from certdesk.core.quick_counts import counter
from certdesk.core.rubric import Criterion, Rubric
from certdesk.core.scoring import Marks, in_section, plain_weights

Row = Sequence[int]
Check = Callable[[Row], bool | None]
"""Whether a condition holds for a row; None when too little was observed to tell."""

_HALVES, _HUNDREDTHS = 2, 100


class QuickDecisions:
    """The rules of one rubric, ready for many results. Marks that come again are worth keeping the same objects."""

    def __init__(self, rubric: Rubric) -> None:
        self._rubric = rubric
        self._simple = _is_simple(rubric)
        self._unit = _unit(rubric)
        self._names = [criterion.id for criterion in rubric.criteria]
        scales: dict[object, dict[int, int | None]] = {}
        # Criteria of the same scale read marks the same way; a mark is known again by its identity.
        self._seen = [scales.setdefault(criterion.own_levels, {}) for criterion in rubric.criteria]
        self._kept: list[Mark | None] = []
        self._whole = self._rules(tuple(range(len(self._names))), {}) if self._simple else None
        self._partial: dict[tuple[tuple[int, ...], tuple[type, ...]], _Rules | None] = {}

    def outcome(self, marks: Marks) -> str:
        """Return the id of the outcome that `decide` gives, or "incomplete"."""
        return self.outcome_of(self.row(marks), marks)

    def row(self, marks: Marks) -> list[int | None]:
        """Count the level of each criterion in steps; None where there is none that can be counted."""
        if not self._simple:
            return []
        given = map(marks.get, self._names)
        try:
            return [seen[id(mark)] for seen, mark in zip(self._seen, given, strict=True)]
        except KeyError:
            return [self._read(place, marks.get(name)) for place, name in enumerate(self._names)]

    def outcome_of(self, row: list[int | None], marks: Marks) -> str:
        """Return the same of marks whose row is known, by these rules or by others that read marks alike."""
        if not self._simple:
            return decide(self._rubric, marks).outcome
        if None in row:
            return self._with_holes(row, marks)
        return _first(self._whole, row)  # type: ignore[arg-type]

    def reads_like(self, other: QuickDecisions) -> bool:
        """Whether rows of the other rules are rows of these: the same criteria on the same scales."""
        mine, theirs = self._rubric, other._rubric
        return (
            self._simple
            and other._simple
            and (mine.scale.levels, self._unit, self._names) == (theirs.scale.levels, other._unit, other._names)
            and all(a.own_levels == b.own_levels for a, b in zip(mine.criteria, theirs.criteria, strict=True))
        )

    def _read(self, place: int, mark: Mark | None) -> int | None:
        """Count a level in steps; None for what is no level, is none of this scale's, or lies between its steps."""
        seen = self._seen[place]
        if id(mark) not in seen:
            steps = None
            if isinstance(mark, LevelGiven) and self._rubric.scale_of(self._rubric.criteria[place]).covers(mark.level):
                counted = mark.level * self._unit
                steps = counted.numerator if counted.denominator == 1 else None
            seen[id(mark)] = steps
            self._kept.append(mark)
        return seen[id(mark)]

    def _with_holes(self, row: list[int | None], marks: Marks) -> str:
        given = [marks.get(name) for name in self._names]
        holes = [place for place, steps in enumerate(row) if steps is None]
        if any(isinstance(given[place], LevelGiven) for place in holes):
            return decide(self._rubric, marks).outcome
        present = tuple(place for place, steps in enumerate(row) if steps is not None)
        known = (present, tuple(type(given[place]) for place in holes))
        if known not in self._partial:
            missing = {self._names[place]: given[place] or UNMARKED for place in holes}
            self._partial[known] = self._rules(present, missing)
        rules = self._partial[known]
        return INCOMPLETE if rules is None else _first(rules, [steps for steps in row if steps is not None])

    def _rules(self, present: tuple[int, ...], missing: dict[str, Mark]) -> _Rules | None:
        """Make the rules for those criteria that have a level; None when the others leave no result."""
        criteria = tuple(self._rubric.criteria[place] for place in present)
        lowest = {each.id: LevelGiven(self._rubric.scale_of(each).levels[0].value) for each in criteria}
        likewise = {**lowest, **missing}
        if not criteria or find_gaps(self._rubric, likewise):
            return None
        making = _Making(self._rubric, self._unit, criteria, likewise)
        return tuple(
            (outcome.id, tuple(making.check(condition) for condition in outcome.conditions))
            for outcome in self._rubric.decision.outcomes
        )


_Rules = tuple[tuple[str, tuple[Check, ...]], ...]


def _first(rules: _Rules | None, row: Row) -> str:
    for outcome, checks in rules or ():
        unknown = False
        for check in checks:
            met = check(row)
            if met is None:
                unknown = True
            elif not met:
                break
        else:
            return INCOMPLETE if unknown else outcome
    return INCOMPLETE


def _is_simple(rubric: Rubric) -> bool:
    """Whether the short way holds; a draft with weights of nothing or levels out of order goes the long one."""
    names = {criterion.id for criterion in rubric.criteria}
    scales = [rubric.scale, *(rubric.scale_of(criterion) for criterion in rubric.criteria)]
    rising = all(
        scale.levels
        and all(one.value < other.value for one, other in zip(scale.levels, scale.levels[1:], strict=False))
        for scale in scales
    )
    return rising and len(names) == len(rubric.criteria) and all(each.weight > 0 for each in rubric.criteria)


def _unit(rubric: Rubric) -> int:
    """Return in how many steps a level of one is counted, so that every value that may be given is whole."""
    levels = [level.value.denominator for level in rubric.scale.levels]
    own = [level.value.denominator for criterion in rubric.criteria for level in criterion.own_levels]
    # Two assessors' halves are averaged to quarters; anything finer is decided the long way.
    finest = _HUNDREDTHS if rubric.scale.ranges else 2 * _HALVES
    return lcm(finest, *levels, *own)


class _Making:
    """Makes the checks of conditions for the criteria that have a level."""

    def __init__(self, rubric: Rubric, unit: int, present: tuple[Criterion, ...], likewise: Marks) -> None:
        self._rubric = rubric
        self._unit = unit
        self._present = present
        self._likewise = likewise  # the same criteria have no level, and for the same reason
        self._floors = [ceil(criterion.floor * unit) for criterion in present]

    def check(self, condition: rule.Condition) -> Check:
        """Make the check of one condition."""
        match condition:
            case rule.MeanAtLeast() | rule.TotalAtLeast() | rule.SectionMeanAtLeast() | rule.SectionTotalAtLeast():
                return self._of_a_number(condition)
            case rule.CountAtLevel():
                scales = [self._rubric.scale_of(criterion) for criterion in self._present]
                return counter(condition, scales, self._unit)
            case rule.NotObservedAtMost() | rule.BankedAtMost():
                judged = judge(self._rubric, condition, self._likewise)
                answer = None if judged.open else judged.met
                return lambda _row: answer
            case _:
                return self._by_criterion(condition)

    def _of_a_number(
        self, condition: rule.MeanAtLeast | rule.TotalAtLeast | rule.SectionMeanAtLeast | rule.SectionTotalAtLeast
    ) -> Check:
        match condition:
            case rule.MeanAtLeast(cut, weighted):
                return self._mean(self._rubric.criteria, cut, weighted=weighted)
            case rule.TotalAtLeast(cut, weighted):
                return self._total(self._rubric.criteria, cut, weighted=weighted)
            case rule.SectionMeanAtLeast(section, cut):
                return self._mean(in_section(self._rubric, section), cut, weighted=True)
            case rule.SectionTotalAtLeast(section, cut, weighted):
                return self._total(in_section(self._rubric, section), cut, weighted=weighted)

    def _by_criterion(self, condition: rule.Condition) -> Check:
        floors = self._floors
        match condition:
            case rule.EveryCriterionAtLeast(level):
                least = ceil(level * self._unit)
                return lambda row: min(row) >= least
            case rule.FloorsMet():
                return lambda row: all(map(ge, row, floors))
            case rule.BelowFloorAtMost(count):
                return lambda row: sum(map(lt, row, floors)) <= count
            case rule.CriticalAtLeast(level):
                names = [criterion.id for criterion in self._rubric.criteria if criterion.critical]
                return self._each(names, level)
            case rule.NamedAtLeast(named, level):
                return self._each(list(named), level)
        raise TypeError(condition)

    def _mean(self, members: tuple[Criterion, ...], cut: Fraction, *, weighted: bool) -> Check:
        members = members if weighted else plain_weights(members)
        weights = self._weights(members)
        return self._sum(weights, cut * sum(weights, Fraction(0)))

    def _total(self, members: tuple[Criterion, ...], cut: Fraction, *, weighted: bool) -> Check:
        """Ask the rest for its own part of the cut, for what has no level takes the mean of the rest."""
        members = members if weighted else plain_weights(members)
        weights = self._weights(members)
        whole = sum((criterion.weight for criterion in members), Fraction(0))
        return self._sum(weights, cut * sum(weights, Fraction(0)) / whole if whole else cut)

    def _weights(self, members: tuple[Criterion, ...]) -> list[Fraction]:
        weights = {criterion.id: criterion.weight for criterion in members}
        return [weights.get(criterion.id, Fraction(0)) for criterion in self._present]

    def _sum(self, weights: list[Fraction], cut: Fraction) -> Check:
        if not any(weights):
            return lambda _row: None
        unit = lcm(*(weight.denominator for weight in weights))
        whole = [int(weight * unit) for weight in weights]
        least = ceil(cut * unit * self._unit)
        if len(set(whole)) == 1:
            least = ceil(Fraction(least, whole[0]))
            return lambda row: sum(row) >= least
        return lambda row: sum(map(mul, whole, row)) >= least

    def _each(self, names: list[str], level: Fraction) -> Check:
        least = ceil(level * self._unit)
        places = [place for place, criterion in enumerate(self._present) if criterion.id in names]
        settled = True if len(places) == len(set(names)) else None
        if not places:
            return lambda _row: settled
        return lambda row: settled if min([row[place] for place in places]) >= least else False
