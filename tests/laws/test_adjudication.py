"""The programme's table on every pair and every triple of marks that a scale and its codes know."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from itertools import permutations, product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.support.building import small_rubric

from certdesk.core.adjudication import (
    MAJORITY,
    MEDIAN,
    MEDIAN_OF_ALL,
    THIRD_EQUALS,
    Open,
    Settled,
    Step,
    Why,
    settle_many,
    settle_three,
    settle_two,
    steps_apart,
)
from certdesk.core.adjudication_words import explain, explain_open
from certdesk.core.cases import CaseRules, settle
from certdesk.core.cohorts import Rating, SettledMark, Turn
from certdesk.core.decision import INCOMPLETE, decide
from certdesk.core.marks import UNMARKED, CommentOnly, LevelGiven, Mark, NotObserved, Unscorable, level_of
from certdesk.core.policy import AdjudicationTable, Settle
from certdesk.core.rubric import Level, Scale

TABLE = AdjudicationTable()
NO_LEVELS: tuple[Mark, ...] = (
    NotObserved(), Unscorable("U-AUDIO"), Unscorable("U-MISSING"), CommentOnly(), UNMARKED,
)  # fmt: skip


def scale_with(*values: str, half_levels: bool = False, ranges: bool = False) -> Scale:
    levels = tuple(Level(Fraction(value), value, value) for value in values)
    return Scale(levels, levels[-1].value, half_levels=half_levels, ranges=ranges)


SCALES = {
    "two": scale_with("0", "1"),
    "four": scale_with("1", "2", "3", "4"),
    "five": scale_with("0", "1", "2", "3", "4"),
    "halves": scale_with("1", "2", "3", "4", half_levels=True),
    "own": scale_with("0", "3", "5", "6", "10"),
    "ranges": scale_with("1", "2", "3", ranges=True),
}


def marks_on(scale: Scale) -> tuple[Mark, ...]:
    """Every mark that can be given, and two that can't."""
    values = {level.value for level in scale.levels}
    if scale.half_levels:
        values |= {value + Fraction(1, 2) for value in values if scale.covers(value + Fraction(1, 2))}
    if scale.ranges:
        values |= {Fraction("1.5"), Fraction("2.63"), Fraction("2.7")}
    beyond = (LevelGiven(scale.levels[0].value - 1), LevelGiven(scale.levels[-1].value + 1))
    return (*map(LevelGiven, sorted(values)), *NO_LEVELS, *beyond)


def on_scale(scale: Scale, *marks: Mark) -> bool:
    return all(isinstance(mark, LevelGiven) and scale.covers(mark.level) for mark in marks)


def is_sound(scale: Scale, mark: Mark) -> bool:
    """Whether a mark was given at all, and is none beyond the scale."""
    return mark != UNMARKED and (not isinstance(mark, LevelGiven) or scale.covers(mark.level))


@pytest.mark.parametrize("name", SCALES)
def test_every_pair_is_settled_or_has_a_named_next_step(name):
    scale = SCALES[name]
    for (one, other), same in product(product(marks_on(scale), repeat=2), (True, False)):
        found = settle_two(scale, TABLE, (one, other), same_outcome=same)

        assert found == settle_two(scale, TABLE, (other, one), same_outcome=same)
        if isinstance(found, Open):
            assert found.step is Step.THIRD
            assert explain_open(found.why, found.step, (one, other))
            assert one != other or not is_sound(scale, one)
            near = on_scale(scale, one, other) and steps_apart(scale, one.level, other.level) <= 1
            assert not (near and same)
            assert found.all_in_dispute == (found.why is Why.OUTCOMES)
            continue
        assert explain(SettledMark("T1", found.mark, found.rule, ("a", "b")), (one, other))
        if one == other:
            assert found == Settled(one, "same")
            continue
        # Anything else that two settle by themselves is a mean: of two levels, adjacent, same outcome.
        assert on_scale(scale, one, other)
        assert same
        assert steps_apart(scale, one.level, other.level) <= 1
        assert found == Settled(LevelGiven((one.level + other.level) / 2), "mean_of_two", averaged=True)


@pytest.mark.parametrize("name", SCALES)
def test_every_triple_is_settled_by_a_mark_that_was_given_or_goes_to_the_lead(name):
    scale = SCALES[name]
    marks = marks_on(scale)
    for one, other, third in product(marks, repeat=3):
        found = settle_three(scale, (one, other), third)

        assert found == settle_three(scale, (other, one), third)
        if isinstance(found, Open):
            assert found.step is Step.RULE
            assert third not in (one, other) or not is_sound(scale, third)
            assert not on_scale(scale, one, other, third)
            continue
        assert found.mark in (one, other, third)
        assert not found.averaged
        assert not on_scale(scale, found.mark) or scale.covers(found.mark.level)
        if found.rule == THIRD_EQUALS:
            assert found.mark == third
        else:
            assert found.rule == MEDIAN
            assert found.mark.level == sorted(mark.level for mark in (one, other, third))[1]


@pytest.mark.parametrize("name", SCALES)
def test_any_number_of_marks_is_settled_whatever_their_order(name):
    scale = SCALES[name]
    few = tuple(mark for mark in marks_on(scale) if mark != CommentOnly())
    for marks in product(few, repeat=3):
        found = settle_many(scale, marks)

        assert all(settle_many(scale, turned) == found for turned in permutations(marks))
        if isinstance(found, Settled):
            assert found.mark in marks
            assert found.rule in {"same", MAJORITY, MEDIAN_OF_ALL}
        else:
            assert found.step is Step.THIRD
            assert settle_many(scale, marks, last=True) == replace(found, step=Step.RULE)


def test_one_more_mark_of_the_same_settles_as_before():
    scale = SCALES["four"]
    for marks in product(marks_on(scale)[:4], repeat=4):
        found = settle_many(scale, marks)
        if isinstance(found, Settled):
            assert settle_many(scale, (*marks, found.mark)).mark == found.mark


@pytest.mark.parametrize(
    ("name", "one", "other", "steps"),
    [
        ("four", "2", "3", "1"), ("four", "1", "3", "2"), ("halves", "2", "2.5", "1/2"), ("halves", "2.5", "4", "3/2"),
        ("own", "0", "3", "1"), ("own", "6", "10", "1"), ("own", "3", "6", "2"), ("ranges", "1.5", "2.63", "1.13"),
    ],
)  # fmt: skip
def test_steps_are_those_of_the_scale_not_of_its_numbers(name, one, other, steps):
    assert steps_apart(SCALES[name], Fraction(one), Fraction(other)) == Fraction(steps)


def test_a_policy_may_send_everything_to_a_third_or_average_what_lies_further_apart():
    strict = AdjudicationTable(Settle.THIRD, Settle.THIRD, Settle.THIRD_ALL_IN_DISPUTE, Settle.THIRD)
    mild = AdjudicationTable(two_apart=Settle.MEAN, adjacent_other_outcome=Settle.MEAN, one_code=Settle.MEAN)
    scale, two, four = SCALES["four"], LevelGiven(Fraction(2)), LevelGiven(Fraction(4))

    assert settle_two(scale, strict, (two, LevelGiven(Fraction(3))), same_outcome=True) == Open(
        Step.THIRD, Why.BY_TABLE
    )
    assert settle_two(scale, strict, (two, four), same_outcome=True) == Open(Step.THIRD, Why.APART, True)
    assert settle_two(scale, mild, (two, four), same_outcome=False).mark == LevelGiven(Fraction(3))
    # A mean is only made of two levels, whatever a policy says.
    assert isinstance(settle_two(scale, mild, (two, Unscorable("U-AUDIO")), same_outcome=True), Open)


RUBRIC = small_rubric()
RULES = CaseRules(RUBRIC, TABLE)
GIVEN = (*(LevelGiven(Fraction(n)) for n in range(1, 5)), NotObserved(), Unscorable("U-AUDIO"), Unscorable("U-MISSING"))
whole = st.fixed_dictionaries({criterion.id: st.sampled_from(GIVEN) for criterion in RUBRIC.criteria})


def rating(person: str, marks: dict[str, Mark], turn: Turn) -> Rating:
    return Rating(f"by-{person}", person, turn, True, marks)


def check_portfolio(one: dict[str, Mark], other: dict[str, Mark], third: dict[str, Mark]) -> None:
    two = (rating("ann", one, Turn.FIRST), rating("ben", other, Turn.SECOND))
    found = settle(RULES, two, {})
    turned = settle(RULES, (rating("ann", other, Turn.FIRST), rating("ben", one, Turn.SECOND)), {})
    assert {(mark.criterion_id, mark.mark, mark.rule) for mark in found.settled} == {
        (mark.criterion_id, mark.mark, mark.rule) for mark in turned.settled
    }
    assert [mark.criterion_id for mark in found.open] == [mark.criterion_id for mark in turned.open]
    assert len(found.settled) + len(found.open) == len(RUBRIC.criteria)
    outcomes = {decide(RUBRIC, marks).outcome for marks in (one, other)}
    settled = {mark.criterion_id: mark.mark for mark in found.settled}
    if not found.open and len(outcomes) == 1:
        assert decide(RUBRIC, settled).outcome in outcomes
    if len(outcomes) == 2:
        assert not any(mark.averaged for mark in found.settled)

    asked = tuple(mark.criterion_id for mark in found.open) or ("T1",)
    after = settle(RULES, (*two, replace(rating("cleo", third, Turn.THIRD), criteria=asked)), {})
    agreed = {mark.criterion_id: mark for mark in found.settled}
    assert all(agreed.get(mark.criterion_id, mark) == mark for mark in after.settled)
    assert all(mark.step is Step.RULE for mark in after.open)
    counted = {mark.criterion_id: mark.mark for mark in after.settled}
    if any(isinstance(mark, Unscorable) for mark in counted.values()):
        assert decide(RUBRIC, counted).outcome == INCOMPLETE
    for mark in after.settled:
        key = mark.criterion_id
        if level_of(mark.mark) is None:
            # No code is made of levels, and no level of a code.
            assert [one[key], other[key], third[key]].count(mark.mark) >= 2
        elif not mark.averaged:
            assert mark.mark in (one[key], other[key], third[key])


@given(whole, whole, whole)
@settings(max_examples=80, deadline=None)
def test_a_portfolio_is_settled_the_same_whoever_came_first(one, other, third):
    check_portfolio(one, other, third)


@pytest.mark.slow
@given(whole, whole, whole)
@settings(max_examples=5000, deadline=None)
def test_a_portfolio_is_settled_the_same_whoever_came_first_at_length(one, other, third):
    check_portfolio(one, other, third)
