"""What holds for every rubric, whatever its conditions are made of."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.core.samples import criterion, outcome, rubric

from certdesk.core import conditions as rule
from certdesk.core.decision import INCOMPLETE, decide
from certdesk.core.judging import judge
from certdesk.core.marks import LevelGiven, NotObserved, Unscorable
from certdesk.core.scoring import weighted_mean, weighted_total
from certdesk.core.sentences import new_conditions, sentence, with_token
from certdesk.core.tokens import Token, in_words

NAMES = ("A1", "A2", "B1", "B2")
WEIGHTS = st.sampled_from(["1", "2", "2.788", "1/3", "16"]).map(Fraction)
LEVELS = st.sampled_from(["1", "1.5", "2", "2.5", "3", "3.5", "4"]).map(Fraction)
CUTS = st.sampled_from(["1", "2", "2.25", "8/3", "3", "3.5"]).map(Fraction)
TOTALS = st.sampled_from(["5", "9", "12.5", "20", "40"]).map(Fraction)
COUNTS = st.integers(0, 4)
SECTIONS = st.sampled_from("AB")
MORE_IS_BETTER = st.one_of(
    st.builds(rule.MeanAtLeast, CUTS, st.booleans()),
    st.builds(rule.TotalAtLeast, TOTALS, st.booleans()),
    st.builds(rule.EveryCriterionAtLeast, LEVELS),
    st.just(rule.FloorsMet()),
    st.builds(rule.BelowFloorAtMost, COUNTS),
    st.builds(rule.CriticalAtLeast, LEVELS),
    st.builds(rule.SectionMeanAtLeast, SECTIONS, CUTS),
    st.builds(rule.SectionTotalAtLeast, SECTIONS, TOTALS, st.booleans()),
    st.builds(rule.CountAtLevel, LEVELS, COUNTS, st.none(), st.just(rule.Comparing.OR_ABOVE)),
    st.builds(rule.CountAtLevel, LEVELS, st.none(), COUNTS, st.just(rule.Comparing.OR_BELOW)),
    st.builds(rule.NamedAtLeast, st.lists(st.sampled_from(NAMES), min_size=1, unique=True).map(tuple), LEVELS),
    st.builds(rule.NotObservedAtMost, COUNTS),
    st.builds(rule.BankedAtMost, COUNTS),
)
MARKS = st.fixed_dictionaries({name: LEVELS.map(LevelGiven) for name in NAMES})
SOME = settings(deadline=None)


@st.composite
def rubrics(draw):
    criteria = tuple(
        replace(criterion(name, name[0], "1", critical=draw(st.booleans())), weight=draw(WEIGHTS), floor=draw(LEVELS))
        for name in NAMES
    )
    outcomes = [outcome(f"o{n}", *draw(st.lists(MORE_IS_BETTER, min_size=1, max_size=4))) for n in range(3)]
    return rubric(*outcomes, criteria=criteria, not_observed_at_most=4, ranges=draw(st.booleans()))


def place(base, marks):
    order = [each.id for each in base.decision.outcomes]
    return order.index(decide(base, marks).outcome)


@SOME
@given(rubrics(), MARKS, st.sampled_from(NAMES), st.integers(1, 300))
def test_raising_a_level_never_makes_the_outcome_worse(base, marks, name, hundredths):
    level = min(Fraction(4), marks[name].level + Fraction(hundredths, 100))
    assert place(base, {**marks, name: LevelGiven(level)}) <= place(base, marks)


@SOME
@given(rubrics(), MARKS, st.sampled_from(["1/7", "2", "100"]).map(Fraction))
def test_weights_times_a_number_change_no_mean_and_only_weighted_totals(base, marks, factor):
    scaled = replace(base, criteria=tuple(replace(each, weight=each.weight * factor) for each in base.criteria))
    assert weighted_mean(scaled.criteria, marks) == weighted_mean(base.criteria, marks)
    assert weighted_total(scaled.criteria, marks) == factor * weighted_total(base.criteria, marks)
    for each in base.decision.outcomes:
        for condition in each.conditions:
            match condition:
                case rule.TotalAtLeast(cut, True) | rule.SectionTotalAtLeast(_, cut, True):
                    condition_of_scaled = replace(condition, cut=cut * factor)
                case _:
                    condition_of_scaled = condition
            assert judge(scaled, condition_of_scaled, marks).met is judge(base, condition, marks).met


@SOME
@given(rubrics(), MARKS)
def test_with_equal_weights_weighing_makes_no_difference(base, marks):
    equal = replace(base, criteria=tuple(replace(each, weight=Fraction(1)) for each in base.criteria))
    for each in equal.decision.outcomes:
        for condition in each.conditions:
            if isinstance(condition, rule.MeanAtLeast | rule.TotalAtLeast | rule.SectionTotalAtLeast):
                turned = replace(condition, weighted=not condition.weighted)
                assert judge(equal, turned, marks).met is judge(equal, condition, marks).met


@SOME
@given(rubrics(), MARKS, st.sets(st.sampled_from(NAMES), min_size=1))
def test_what_cannot_be_scored_is_never_a_fail(base, marks, unscorable):
    """One more that can't be scored leaves the outcome undecided; it is never a worse outcome."""
    assert decide(base, {**marks, **dict.fromkeys(unscorable, Unscorable("U-AUDIO"))}).outcome == INCOMPLETE


@SOME
@given(rubrics(), MARKS, st.sampled_from(NAMES))
def test_an_outcome_with_an_unobserved_criterion_is_one_that_the_others_earn(base, marks, name):
    """A criterion that was not observed counts as one at the mean: no condition on numbers knows the difference."""
    without = {**marks, name: NotObserved()}
    mean = weighted_mean(base.criteria, without)
    filled = {**marks, name: LevelGiven(mean)}
    for condition in (rule.MeanAtLeast(Fraction("2.5")), rule.TotalAtLeast(Fraction(20))):
        assert judge(base, condition, without).met is judge(base, condition, filled).met


@SOME
@given(rubrics(), MARKS, st.frozensets(st.sampled_from(NAMES)))
def test_where_no_rule_speaks_of_earlier_results_they_change_no_outcome_and_are_named(base, marks, banked):
    outcomes = tuple(
        replace(each, conditions=tuple(one for one in each.conditions if not isinstance(one, rule.BankedAtMost)))
        for each in base.decision.outcomes
    )
    silent = replace(base, decision=replace(base.decision, outcomes=outcomes))
    with_banked, without = decide(silent, marks, banked), decide(silent, marks)
    assert with_banked.outcome == without.outcome
    assert set(with_banked.from_earlier) == banked


@SOME
@given(rubrics(), MARKS)
def test_every_found_number_stands_on_the_side_that_the_trace_says(base, marks):
    decision = decide(base, marks)
    for tried, each in zip(decision.trace, base.decision.outcomes, strict=False):
        for line, condition in zip(tried.lines, each.conditions, strict=True):
            cut = getattr(condition, "cut", None)
            if cut is not None:
                assert (Fraction(line.found) >= cut) is line.met


@SOME
@given(rubrics())
def test_every_condition_is_a_sentence_whose_tokens_give_it_back(base):
    for each in base.decision.outcomes:
        for condition in each.conditions:
            parts = sentence(condition, base)
            assert in_words(parts).strip()
            changed = condition
            for part in parts:
                if isinstance(part, Token):
                    changed = with_token(changed, part.field, part.value)
            assert changed == condition


@pytest.mark.parametrize("weight", ["1", "7"])
def test_new_conditions_are_met_where_every_criterion_is_at_its_standard(weight):
    base = rubric(criteria=tuple(criterion(name, name[0], weight, critical=name == "A1") for name in NAMES))
    marks = dict.fromkeys(NAMES, LevelGiven(Fraction(3)))
    missed = [id_ for id_, _label, condition in new_conditions(base) if not judge(base, condition, marks).met]
    assert missed == ["count_at_least"], "the highest level is more than the standard"
