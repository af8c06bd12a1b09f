"""Whole numbers and exact fractions agree: any rubric and any marks have the same outcome both ways."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

from hypothesis import given, settings
from hypothesis import strategies as st
from tests.core.samples import criterion as sample_criterion
from tests.core.samples import outcome, rubric

from certdesk.core import conditions as rule
from certdesk.core.decision import decide
from certdesk.core.marks import UNMARKED, CommentOnly, LevelGiven, NotObserved, Unscorable
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
MARKS = st.one_of(
    st.sampled_from(["0", "0.5", "1", "1.5", "2", "2.25", "2.5", "2.63", "3", "10/3", "4", "7/3", "9"]).map(
        lambda value: LevelGiven(Fraction(value))
    ),
    st.sampled_from([NotObserved(), Unscorable("U-AUDIO"), UNMARKED, CommentOnly()]),
)
SETS_OF_MARKS = st.dictionaries(st.sampled_from(NAMES), MARKS, min_size=3)


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
    outcomes = tuple(outcome(f"o{n}", *draw(st.lists(CONDITIONS, max_size=4))) for n in range(draw(st.integers(1, 3))))
    scale = replace(
        base.scale,
        not_observed_at_most=draw(COUNTS),
        never_not_observed=draw(st.frozensets(st.sampled_from(NAMES), max_size=1)),
    )
    rules = DecisionRules(
        (*outcomes, outcome("rest")), draw(st.integers(1, 3)), draw(st.dictionaries(SECTIONS, st.integers(1, 2)))
    )
    return replace(base, scale=scale, decision=rules)


@settings(max_examples=400, deadline=None)
@given(rubrics(), st.lists(SETS_OF_MARKS, min_size=1, max_size=6))
def test_the_quick_way_gives_what_the_long_way_gives(base, results):
    quick = QuickDecisions(base)
    for marks in results:
        assert quick.outcome(marks) == decide(base, marks).outcome


@settings(max_examples=40, deadline=None)
@given(rubrics(), SETS_OF_MARKS, st.sampled_from(["no weight", "falling", "twice"]))
def test_so_it_does_for_drafts_that_contradict_themselves(base, marks, fault):
    first, second, *others = base.criteria
    match fault:
        case "no weight":
            base = replace(base, criteria=(replace(first, weight=Fraction(0)), second, *others))
        case "falling":
            base = replace(base, scale=replace(base.scale, levels=base.scale.levels[::-1]))
        case _:
            base = replace(base, criteria=(first, first, *others))
    assert QuickDecisions(base).outcome(marks) == decide(base, marks).outcome


def test_marks_that_come_and_go_are_never_taken_for_each_other():
    """A mark is known again by where it lies in memory, so it has to stay there."""
    base = rubric(outcome("met", rule.MeanAtLeast(Fraction(3))))
    quick = QuickDecisions(base)
    for value in (3, 2, 4, 1, 3, 2) * 20:
        marks = {name: LevelGiven(Fraction(value)) for name in NAMES}
        assert quick.outcome(marks) == ("met" if value >= 3 else "not_yet")
        del marks
