"""What is settled of one portfolio and what is open: its ratings by turn, the programme's table, the lead's rulings.

Only signed ratings count. Those of the first and second turn are independent, and so is a third one's that was asked
for the whole portfolio, as where a programme has three markers. A third who was asked for some criteria only was asked
because of a dispute: their marks count where the others differ. Those of a moderator or an appeal never count here, and
a rating whose allocation was taken back counts no more.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from certdesk.core.adjudication import (
    ONLY_MARK,
    RULED,
    Open,
    Settled,
    Step,
    Why,
    settle_many,
    settle_three,
    settle_two,
)
from certdesk.core.case_states import is_independent, state_of, when_signed, with_turns
from certdesk.core.cohorts import Allocation, Case, CohortMember, Rating, SettledMark, Turn
from certdesk.core.marks import UNMARKED, Mark, Unmarked
from certdesk.core.policy import AdjudicationTable
from certdesk.core.quick_decisions import QuickDecisions
from certdesk.core.rubric import Rubric, Scale
from certdesk.core.scoring import Marks


@dataclass(frozen=True, slots=True)
class Ruling:
    """What the lead decided on one criterion of a portfolio, and why."""

    portfolio_id: str
    criterion_id: str
    mark: Mark
    reason: str
    ruled_by: str
    at: datetime


@dataclass(frozen=True, slots=True)
class OpenMark:
    """A criterion that is not settled: what has to happen, why, and whose marks differ."""

    criterion_id: str
    step: Step
    why: Why
    assessment_ids: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Settlement:
    """What the table makes of a portfolio's ratings, in the order of the rubric."""

    settled: tuple[SettledMark, ...]
    open: tuple[OpenMark, ...]


@dataclass(frozen=True, slots=True)
class Known:
    """Everything that the desk knows of one portfolio. ``conflicts`` are those who declared one."""

    member: CohortMember
    allocations: Sequence[Allocation] = ()
    ratings: Sequence[Rating] = ()
    rulings: Mapping[str, Ruling] = field(default_factory=dict)
    conflicts: frozenset[str] = frozenset()


class CaseRules:
    """A rubric and a table, ready for the portfolios of a cohort. Marks that come again are best the same objects."""

    def __init__(self, rubric: Rubric, table: AdjudicationTable) -> None:
        self.table = table
        self.scales: Mapping[str, Scale] = {each.id: rubric.scale_of(each) for each in rubric.criteria}
        self.outcome: Callable[[Marks], str] = QuickDecisions(rubric).outcome
        self._pairs: dict[tuple[object, int, int, bool], tuple[Settled | Open, Mark, Mark]] = {}
        own = {each.id: each.own_levels or None for each in rubric.criteria}
        kinds: dict[object, int] = {}
        self._alike = {name: kinds.setdefault(levels, len(kinds)) for name, levels in own.items()}

    def two(self, criterion_id: str, marks: tuple[Mark, Mark], *, same_outcome: bool) -> Settled | Open:
        """Apply the table to two marks; kept, because a cohort has thousands of pairs and few different ones."""
        known = (self._alike[criterion_id], id(marks[0]), id(marks[1]), same_outcome)
        if known not in self._pairs:
            found = settle_two(self.scales[criterion_id], self.table, marks, same_outcome=same_outcome)
            self._pairs[known] = (found, *marks)
        return self._pairs[known][0]


@dataclass(frozen=True, slots=True)
class Rated:
    """A portfolio and its ratings by turn, without what is settled of them."""

    member: CohortMember
    ratings: tuple[Rating, ...] = ()


def rated(known: Known) -> Rated:
    """Give the ratings of one portfolio their turns, and settle nothing."""
    return Rated(known.member, with_turns(known.allocations, known.ratings))


def case_of(rules: CaseRules, known: Known) -> Case:
    """Put together what is known of one portfolio."""
    ratings = with_turns(known.allocations, known.ratings)
    found = settle(rules, ratings, known.rulings)
    disputed = tuple(one.criterion_id for one in found.open)
    state = state_of(known.allocations, ratings, disputed, known.conflicts)
    return Case(known.member, state, ratings, found.settled, disputed)


def settle(rules: CaseRules, ratings: Iterable[Rating], rulings: Mapping[str, Ruling]) -> Settlement:
    """Apply the table to the signed ratings of one portfolio, and put rulings in the place of what they settle.

    Criteria that nobody was asked for, or that the only assessor left unmarked, are neither settled nor open.
    """
    signed = [one for one in ratings if one.signed]
    independent = _one_each(one for one in signed if is_independent(one))
    if len(independent) == 1 and not rulings:
        return Settlement(_only(rules, independent[0]), ())
    thirds = _one_each(one for one in signed if one.turn is Turn.THIRD and one.criteria)
    verdicts = _drawn_in(rules, independent, dict(_verdicts(rules, independent)), thirds)
    settled: list[SettledMark] = []
    still: list[OpenMark] = []
    for criterion_id in rules.scales:
        if criterion_id in rulings:
            settled.append(_ruled(rulings[criterion_id], signed))
            continue
        if criterion_id not in verdicts:
            continue
        verdict, given = verdicts[criterion_id]
        if isinstance(verdict, Open):
            verdict, given = _with_thirds(rules.scales[criterion_id], verdict, given, _given(thirds, criterion_id))
        if isinstance(verdict, Open):
            still.append(OpenMark(criterion_id, verdict.step, verdict.why, tuple(id_ for id_, _mark in given)))
        else:
            settled.append(_settled(criterion_id, verdict, given))
    return Settlement(tuple(settled), tuple(still))


_Given = tuple[tuple[str, Mark], ...]
"""Marks of one criterion, each with the id of its assessment."""
_Verdict = tuple[Settled | Open, _Given]


def _only(rules: CaseRules, rating: Rating) -> tuple[SettledMark, ...]:
    ids, marks, asked = (rating.assessment_id,), rating.marks, rating.criteria
    return tuple(
        [
            SettledMark(name, marks[name], ONLY_MARK, ids)
            for name in rules.scales
            if name in marks and (not asked or name in asked) and not isinstance(marks[name], Unmarked)
        ]
    )


def _verdicts(rules: CaseRules, ratings: Sequence[Rating]) -> Iterator[tuple[str, _Verdict]]:
    same: bool | None = None
    for criterion_id, scale in rules.scales.items():
        given = _given(ratings, criterion_id)
        if not given or (len(given) == 1 and isinstance(given[0][1], Unmarked)):
            continue
        if len(given) == 1:
            yield criterion_id, (Settled(given[0][1], ONLY_MARK), given)
        elif len(given) == 2:
            marks = (given[0][1], given[1][1])
            if same is None and marks[0] is not marks[1] and marks[0] != marks[1]:
                same = _same_outcome(rules, ratings)
            yield criterion_id, (rules.two(criterion_id, marks, same_outcome=same is not False), given)
        else:
            yield criterion_id, (settle_many(scale, [mark for _id, mark in given]), given)


def _same_outcome(rules: CaseRules, ratings: Sequence[Rating]) -> bool:
    """Whether every whole assessment leads to one outcome; what somebody was not asked for stands as others gave it."""
    whole = [[_asked_marks(one) for one in (*ratings, mine)] for mine in ratings]
    return len({rules.outcome({key: mark for each in marks for key, mark in each.items()}) for marks in whole}) == 1


def _asked_marks(rating: Rating) -> Mapping[str, Mark]:
    if not rating.criteria:
        return rating.marks
    return {key: mark for key, mark in rating.marks.items() if key in rating.criteria}


def _drawn_in(
    rules: CaseRules, independent: Sequence[Rating], verdicts: dict[str, _Verdict], thirds: Sequence[Rating]
) -> dict[str, _Verdict]:
    """Open what would be averaged, where the table wants all in dispute looked at, or means would change the outcome.

    Two results may reach an outcome by different criteria, and their mean by none: that is for a third assessor too.
    """
    averaged = [key for key, (verdict, _g) in verdicts.items() if isinstance(verdict, Settled) and verdict.averaged]
    if not averaged:
        return verdicts
    opened = [verdict for verdict, _g in verdicts.values() if isinstance(verdict, Open)]
    if any(verdict.all_in_dispute for verdict in opened):
        drawn = Open(Step.THIRD, Why.WITH_OTHERS)
    elif not opened and _misleads(rules, independent, verdicts):
        drawn = Open(Step.THIRD, Why.MEANS)
    else:
        return verdicts
    return verdicts | {key: (drawn, verdicts[key][1]) for key in averaged}


def _misleads(rules: CaseRules, independent: Sequence[Rating], verdicts: Mapping[str, _Verdict]) -> bool:
    if not _same_outcome(rules, independent):
        return False  # the table takes means where outcomes differ; then there is no common one to keep
    settled = {key: verdict.mark for key, (verdict, _g) in verdicts.items() if isinstance(verdict, Settled)}
    whole = [_asked_marks(one) for one in independent]
    return rules.outcome(settled) != rules.outcome({key: mark for each in whole for key, mark in each.items()})


def _with_thirds(scale: Scale, verdict: Open, given: _Given, thirds: _Given) -> _Verdict:
    if not thirds:
        return verdict, given
    every = given + thirds
    marks = [mark for _id, mark in every]
    if len(marks) == 3:
        return settle_three(scale, (marks[0], marks[1]), marks[2]), every
    return settle_many(scale, marks, last=True), every


def _settled(criterion_id: str, verdict: Settled, given: _Given) -> SettledMark:
    ids = tuple(id_ for id_, mark in given if verdict.averaged or mark == verdict.mark)
    return SettledMark(criterion_id, verdict.mark, verdict.rule, ids, verdict.averaged)


def _ruled(ruling: Ruling, signed: Sequence[Rating]) -> SettledMark:
    ids = tuple(one.assessment_id for one in signed if one.marks.get(ruling.criterion_id) == ruling.mark)
    return SettledMark(ruling.criterion_id, ruling.mark, RULED, ids, reason=ruling.reason)


def _given(ratings: Iterable[Rating], criterion_id: str) -> _Given:
    return tuple(
        [
            (one.assessment_id, one.marks.get(criterion_id, UNMARKED))
            for one in ratings
            if not one.criteria or criterion_id in one.criteria
        ]
    )


def _one_each(ratings: Iterable[Rating]) -> list[Rating]:
    """Keep one rating of each assessor, the one signed last: nobody agrees or differs with themselves."""
    found: dict[str, Rating] = {}
    for one in sorted(ratings, key=when_signed):
        found[one.assessor_id] = one
    return sorted(found.values(), key=lambda one: (one.turn is not Turn.FIRST, *when_signed(one)))
