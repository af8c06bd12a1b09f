"""Whole numbers and exact fractions agree: any rubric and any marks have the same outcome both ways."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st
from tests.core.samples import criterion as sample_criterion
from tests.core.samples import outcome, rubric
from tests.support.what_if import what_if

from certdesk.core import conditions as rule
from certdesk.core.decision import INCOMPLETE, decide
from certdesk.core.judging import judge
from certdesk.core.marks import UNMARKED, CommentOnly, LevelGiven, NotObserved, Unscorable, level_of
from certdesk.core.quick_decisions import QuickDecisions
from certdesk.core.rubric import DecisionRules, Level

NAMES = ("A1", "A2", "B1", "B2")
WEIGHTS = st.sampled_from(["1", "2", "2.788", "1/3", "16", "12.548"]).map(Fraction)
CUTS = st.sampled_from(["0", "1", "2", "2.25", "2.5", "2.63", "2.75", "3", "8/3", "4"]).map(Fraction)
TOTALS = st.sampled_from(["1", "6", "8", "10.5", "12", "109.999", "35/3"]).map(Fraction)
LEVELS = st.sampled_from(["1", "1.5", "2", "2.5", "2.63", "3", "4"]).map(Fraction)
COUNTS = st.integers(0, 4)
SECTIONS = st.sampled_from("ABQ")
OWN = (
    (),
    tuple(Level(Fraction(value), str(value), str(value)) for value in (0, 1)),
    tuple(Level(Fraction(value), str(value), str(value)) for value in ("0.5", "2", "10/3", "6")),
)
CONDITIONS = st.one_of(
    st.builds(rule.MeanAtLeast, CUTS, st.booleans()),
    st.builds(rule.TotalAtLeast, TOTALS, st.booleans()),
    st.builds(rule.EveryCriterionAtLeast, LEVELS),
    st.just(rule.FloorsMet()),
    st.builds(rule.BelowFloorAtMost, COUNTS),
    st.builds(rule.CriticalAtLeast, LEVELS),
    st.builds(rule.SectionMeanAtLeast, SECTIONS, CUTS),
    st.builds(rule.SectionTotalAtLeast, SECTIONS, TOTALS, st.booleans()),
    st.builds(rule.CountAtLevel, LEVELS, COUNTS, st.none() | COUNTS, st.sampled_from(rule.Comparing)),
    st.builds(rule.CountAtLevel, LEVELS, st.none(), COUNTS, st.sampled_from(rule.Comparing)),
    st.builds(rule.NamedAtLeast, st.lists(st.sampled_from([*NAMES, "gone"]), max_size=3).map(tuple), LEVELS),
    st.builds(rule.NotObservedAtMost, COUNTS),
    st.builds(rule.BankedAtMost, COUNTS),
)
ANYTHING = st.one_of(
    st.sampled_from(["0", "2.25", "10/3", "7/3", "9"]).map(lambda value: LevelGiven(Fraction(value))),
    st.sampled_from([NotObserved(), Unscorable("U-AUDIO"), UNMARKED, CommentOnly()]),
)
STEPS = st.sampled_from(["0", "1/4", "1/2", "0.63", "3/4", "1", "1/3"]).map(Fraction)
HOLES = st.sampled_from([NotObserved(), NotObserved(), Unscorable("U-AUDIO")])


@st.composite
def marks_on(draw, base):
    """Marks that can mostly be decided: levels on each criterion's own scale, and some holes."""
    marks = {}
    for each in base.criteria:
        values = [level.value for level in base.scale_of(each).levels]
        at = draw(st.sampled_from(values))
        above = min([value for value in values if value > at], default=at)
        level = LevelGiven(at + (above - at) * draw(STEPS))
        marks[each.id] = draw(HOLES) if draw(st.integers(0, 5)) == 0 else level
    return marks


@st.composite
def rubrics(draw):
    criteria = tuple(
        replace(
            sample_criterion(name, name[0], "1", 2, critical=draw(st.booleans())),
            weight=draw(WEIGHTS), floor=draw(LEVELS), own_levels=draw(st.sampled_from(OWN)),
        )
        for name in NAMES
    )  # fmt: skip
    base = rubric(criteria=criteria, half_levels=draw(st.booleans()), ranges=draw(st.booleans()))
    outcomes = tuple(outcome(f"o{n}", *draw(st.lists(CONDITIONS, max_size=3))) for n in range(draw(st.integers(1, 3))))
    never = draw(st.frozensets(st.sampled_from(NAMES), max_size=1)) if draw(st.integers(0, 4)) == 0 else frozenset()
    scale = replace(base.scale, not_observed_at_most=draw(st.sampled_from([0, 2, 4, 4])), never_not_observed=never)
    limits = draw(st.dictionaries(SECTIONS, st.integers(1, 2))) if draw(st.integers(0, 4)) == 0 else {}
    rules = DecisionRules((*outcomes, outcome("rest")), draw(st.sampled_from([1, 3, 5])), limits)
    return replace(base, scale=scale, decision=rules)


@given(rubrics(), st.data())
def test_the_quick_way_gives_what_the_long_way_gives(base, data):
    quick = QuickDecisions(base)
    for _each in range(3):
        marks = data.draw(marks_on(base))
        assert quick.outcome(marks) == decide(base, marks).outcome
    marks = {**marks, **data.draw(st.dictionaries(st.sampled_from(NAMES), ANYTHING, max_size=2))}
    assert quick.outcome(marks) == decide(base, marks).outcome
    del marks[data.draw(st.sampled_from(sorted(marks)))]
    assert quick.outcome(marks) == decide(base, marks).outcome


@given(rubrics(), CONDITIONS, st.data())
def test_so_it_does_for_each_condition_alone(base, condition, data):
    """Nothing before it or beside it hides how one condition is judged, met, missed or open."""
    lenient = replace(base.scale, not_observed_at_most=4, never_not_observed=frozenset())
    rules = DecisionRules((outcome("met", condition), outcome("missed")), unscorable_at_least=5)
    alone = replace(base, scale=lenient, decision=rules)
    marks = data.draw(marks_on(alone))
    judged = judge(alone, condition, marks)
    if all(level_of(mark) is None for mark in marks.values()):
        return
    wanted = "met" if judged.met else INCOMPLETE if judged.open else "missed"
    assert QuickDecisions(alone).outcome(marks) == decide(alone, marks).outcome == wanted


@given(rubrics(), st.data(), st.sampled_from(["no weight", "falling", "twice"]))
def test_so_it_does_for_drafts_that_contradict_themselves(base, data, fault):
    marks = data.draw(marks_on(base))
    first, second, *others = base.criteria
    match fault:
        case "no weight":
            base = replace(base, criteria=(replace(first, weight=Fraction(0)), second, *others))
        case "falling":
            base = replace(base, scale=replace(base.scale, levels=base.scale.levels[::-1]))
        case _:
            base = replace(base, criteria=(first, first, *others))
    assert QuickDecisions(base).outcome(marks) == decide(base, marks).outcome


@given(rubrics(), rubrics(), st.data(), st.booleans())
def test_what_if_gives_what_both_rubrics_decide(before, other, data, alike):
    """Also where only the rules, weights and floors are others, so that marks are read once for both."""
    after = other
    if alike:
        criteria = tuple(
            replace(mine, weight=theirs.weight, floor=theirs.floor, critical=theirs.critical)
            for mine, theirs in zip(before.criteria, other.criteria, strict=True)
        )
        after = replace(before, criteria=criteria, decision=other.decision)
    results = [(str(number), data.draw(marks_on(data.draw(st.sampled_from([before, after]))))) for number in range(4)]
    found = what_if(before, after, results)
    wanted = tuple((key, decide(before, marks).outcome, decide(after, marks).outcome) for key, marks in results)
    assert found.outcomes == wanted
    assert [flip.key for flip in found.flips] == [key for key, was, now in wanted if was != now]
    assert all(flip.why for flip in found.flips)
    assert sum(each.before for each in found.counts) == sum(each.after for each in found.counts) == len(results)


def test_a_cut_between_two_steps_is_not_rounded_down():
    """Four equal criteria: a sum of 41 quarters is short of a mean of 2.57, that of 42 is not."""
    quick = QuickDecisions(rubric(outcome("met", rule.MeanAtLeast(Fraction("2.57"), weighted=False))))
    short = dict(zip(NAMES, (LevelGiven(Fraction(value)) for value in ("2.5", "2.5", "2.75", "2.5")), strict=True))
    assert quick.outcome(short) == "not_yet"
    assert quick.outcome({**short, "A1": LevelGiven(Fraction("2.75"))}) == "met"
    heavy = tuple(sample_criterion(name, name[0], "3") for name in NAMES)
    weighted = QuickDecisions(rubric(outcome("met", rule.MeanAtLeast(Fraction("2.57"))), criteria=heavy))
    assert weighted.outcome(short) == "not_yet"
    assert weighted.outcome({**short, "A1": LevelGiven(Fraction("2.75"))}) == "met"


def test_marks_that_come_and_go_are_never_taken_for_each_other():
    """A mark is known again by where it lies in memory, so it has to stay there."""
    quick = QuickDecisions(rubric(outcome("met", rule.CountAtLevel(Fraction(3), at_least=1))))
    for value in [Fraction(value) for value in (3, 2)] * 40:
        wanted = "met" if value == 3 else "not_yet"
        assert quick.outcome({name: LevelGiven(value) for name in NAMES}) == wanted
