"""The decision engine on marks that lie exactly on a cut, in any order, raised, lowered and with gaps."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from fractions import Fraction
from functools import cache
from itertools import accumulate

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.core.samples import built_in

from certdesk.core import conditions as rule
from certdesk.core.decision import INCOMPLETE, decide
from certdesk.core.judging import judge
from certdesk.core.marks import LevelGiven, NotObserved
from certdesk.core.rubric import Rubric
from certdesk.core.scoring import show_number, weighted_mean, weighted_total

NAMES = ("stem_teaching", "stem_coordinator", "stem_lesson_practice")
CUTS = [
    ("stem_teaching", "2.75"), ("stem_teaching", "3.5"), ("stem_teaching", "2.4"),
    ("stem_coordinator", "2.75"), ("stem_coordinator", "3.5"), ("stem_coordinator", "2.4"),
    ("stem_lesson_practice", "2.6"), ("stem_lesson_practice", "2"),
]  # fmt: skip
HALVES = tuple(range(2, 9))  # levels 1 to 4 in halves, counted in halves
RUBRICS = {name: built_in(name) for name in NAMES}
FEW = settings(deadline=None)

Vector = dict[str, int]  # criterion id to level, in halves


def marks_of(vector: Mapping[str, int]) -> dict[str, LevelGiven]:
    return {id_: LevelGiven(Fraction(halves, 2)) for id_, halves in vector.items()}


@cache
def reachable(name: str) -> tuple[frozenset[Fraction], ...]:
    """For each place in the rubric, the sums of weight times halves that the criteria from there on can give."""
    weights = [criterion.weight for criterion in reversed(RUBRICS[name].criteria)]
    start = frozenset({Fraction(0)})
    steps = accumulate(
        weights, lambda sums, weight: frozenset(s + weight * h for s in sums for h in HALVES), initial=start
    )
    return tuple(reversed(list(steps)))


@st.composite
def on_the_cut(draw: st.DrawFn, name: str, cut: Fraction) -> Vector:
    """Draw half levels whose weighted mean is exactly the cut, by never stepping where the cut is out of reach."""
    rubric = RUBRICS[name]
    rest = cut * 2 * sum(criterion.weight for criterion in rubric.criteria)
    vector: Vector = {}
    for criterion, after in zip(rubric.criteria, reachable(name)[1:], strict=True):
        possible = [halves for halves in HALVES if rest - criterion.weight * halves in after]
        vector[criterion.id] = draw(st.sampled_from(possible))
        rest -= criterion.weight * vector[criterion.id]
    assert rest == 0
    return vector


def vectors(name: str) -> st.SearchStrategy[Vector]:
    return st.fixed_dictionaries({criterion.id: st.sampled_from(HALVES) for criterion in RUBRICS[name].criteria})


@pytest.mark.parametrize(("name", "cut"), CUTS)
def test_exactly_on_the_cut_passes_and_half_a_level_less_anywhere_fails(name, cut):
    # All criteria of the lesson rubric weigh the same, so that it asks for the plain mean.
    condition = rule.MeanAtLeast(Fraction(cut), weighted=name != "stem_lesson_practice")
    rubric = RUBRICS[name]
    assert any(condition in outcome.conditions for outcome in rubric.decision.outcomes)

    @FEW
    @given(on_the_cut(name, Fraction(cut)))
    def law(vector):
        marks = marks_of(vector)
        assert weighted_mean(rubric.criteria, marks) == Fraction(cut)
        assert judge(rubric, condition, marks).met
        for id_, halves in vector.items():
            if halves > HALVES[0]:
                lower = judge(rubric, condition, marks_of({**vector, id_: halves - 1}))
                assert not lower.met
                assert Fraction(lower.found) < Fraction(cut)

    law()


@pytest.mark.parametrize("name", ["stem_teaching", "stem_lesson_practice"])
def test_every_neighbour_of_the_cut_is_judged_by_its_exact_mean(name):
    """Change two criteria in opposite directions, all pairs: the mean decides, to the last digit."""
    cut = {"stem_teaching": Fraction("2.75"), "stem_lesson_practice": Fraction("2.6")}[name]
    rubric, condition = RUBRICS[name], rule.MeanAtLeast(cut)
    weights = {criterion.id: criterion.weight for criterion in rubric.criteria}

    @settings(max_examples=10, deadline=None)
    @given(on_the_cut(name, cut))
    def law(vector):
        for up in vector:
            for down in vector:
                if up == down or vector[up] == HALVES[-1] or vector[down] == HALVES[0]:
                    continue
                moved = marks_of({**vector, up: vector[up] + 1, down: vector[down] - 1})
                assert judge(rubric, condition, moved).met is (weights[up] >= weights[down])

    law()


@pytest.mark.parametrize("name", NAMES)
def test_the_order_of_criteria_and_marks_changes_nothing(name):
    rubric = RUBRICS[name]

    @FEW
    @given(vectors(name), st.permutations(rubric.criteria), st.permutations([c.id for c in rubric.criteria]))
    def law(vector, criteria, order):
        shuffled = replace(rubric, criteria=tuple(criteria))
        one = decide(rubric, marks_of(vector))
        other = decide(shuffled, marks_of({id_: vector[id_] for id_ in order}))
        assert (one.outcome, one.mean) == (other.outcome, other.mean)
        assert set(one.below_floor) == set(other.below_floor)
        assert set(one.banked) == set(other.banked)

    law()


@pytest.mark.parametrize("name", NAMES)
def test_raising_a_level_never_makes_the_mean_or_the_outcome_worse(name):
    rubric = RUBRICS[name]
    rank = {outcome.id: place for place, outcome in enumerate(rubric.decision.outcomes)}

    @FEW
    @given(vectors(name), st.sampled_from(rubric.criteria), st.integers(1, 6))
    def law(vector, criterion, by):
        raised = {**vector, criterion.id: min(HALVES[-1], vector[criterion.id] + by)}
        before, after = decide(rubric, marks_of(vector)), decide(rubric, marks_of(raised))
        assert after.mean >= before.mean
        assert (after.mean > before.mean) is (raised != vector)
        assert rank[after.outcome] <= rank[before.outcome]

    law()


@pytest.mark.parametrize("name", NAMES)
def test_not_observed_is_as_if_the_criterion_were_not_in_the_rubric(name):
    rubric = RUBRICS[name]
    weights = sum(criterion.weight for criterion in rubric.criteria)

    @FEW
    @given(vectors(name), st.sets(st.sampled_from([c.id for c in rubric.criteria]), max_size=len(rubric.criteria) - 1))
    def law(vector, without):
        marks = {**marks_of(vector), **dict.fromkeys(without, NotObserved())}
        rest = [criterion for criterion in rubric.criteria if criterion.id not in without]
        assert weighted_mean(rubric.criteria, marks) == weighted_mean(rest, marks)
        growth = weights / sum(criterion.weight for criterion in rest)
        scaled = [replace(criterion, weight=criterion.weight * growth) for criterion in rest]
        assert sum(criterion.weight for criterion in scaled) == weights
        assert weighted_total(rubric.criteria, marks) == weighted_total(scaled, marks)

    law()


@FEW
@given(vectors("stem_teaching"), st.fractions(min_value=Fraction(1, 1000), max_value=1000))
def test_the_unit_of_the_weights_does_not_matter(vector, factor):
    rubric = RUBRICS["stem_teaching"]
    scaled = replace(rubric, criteria=tuple(replace(c, weight=c.weight * factor) for c in rubric.criteria))
    one, other = decide(rubric, marks_of(vector)), decide(scaled, marks_of(vector))
    assert (one.outcome, one.mean) == (other.outcome, other.mean)


@pytest.mark.parametrize("name", NAMES)
def test_a_trace_tells_why_the_outcome_and_no_earlier_one(name):
    rubric: Rubric = RUBRICS[name]

    @FEW
    @given(vectors(name))
    def law(vector):
        decision = decide(rubric, marks_of(vector))
        assert decision.outcome != INCOMPLETE
        *earlier, last = decision.trace
        assert last.met
        assert last.outcome == decision.outcome
        assert not any(tried.met for tried in earlier)
        assert [tried.outcome for tried in decision.trace] == [
            outcome.id for outcome in rubric.decision.outcomes[: len(decision.trace)]
        ]

    law()


@settings(deadline=None)
@given(
    st.fractions(min_value=0, max_value=200, max_denominator=10_000),
    st.fractions(min_value=0, max_value=200, max_denominator=10_000),
    st.integers(0, 4),
)
def test_a_printed_number_stands_on_the_same_side_of_the_cut(value, cut, decimals):
    shown = Fraction(show_number(value, decimals, against=cut))
    assert (shown >= cut) is (value >= cut)
    assert abs(shown - value) < Fraction(1, 10**decimals)
