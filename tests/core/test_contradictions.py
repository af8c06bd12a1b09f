from dataclasses import replace
from fractions import Fraction

import pytest
from tests.core.samples import LEVELS, built_in, criterion, outcome, rubric, ruled

from certdesk.core import conditions as rule
from certdesk.core.contradictions import contradictions
from certdesk.core.rubric import Cap, Scale, Section, WorkedExample

SOUND = rubric(outcome("met", rule.MeanAtLeast(Fraction(3)), rule.CriticalAtLeast(Fraction(3))))


def changed(**change):
    return replace(SOUND, **change)


def with_criterion(place: int, **change):
    criteria = list(SOUND.criteria)
    criteria[place] = replace(criteria[place], **change)
    return changed(criteria=tuple(criteria))


def asking(*conditions):
    return ruled(SOUND, outcomes=(outcome("met", *conditions), outcome("not_yet")))


@pytest.mark.parametrize("name", ["stem_teaching", "stem_coordinator", "stem_lesson_practice"])
def test_our_own_rubrics_are_sound(name):
    assert contradictions(built_in(name)) == ()


def test_a_sound_rubric_has_no_contradictions():
    assert contradictions(SOUND) == ()


EXAMPLE = WorkedExample("e", {"Z9": "3"}, Fraction(3), "met")
ONLY_A = tuple(one for one in SOUND.criteria if one.section == "A")


@pytest.mark.parametrize(
    ("broken", "sentence"),
    [
        (changed(criteria=()), "A rubric needs levels, criteria and outcomes."),
        (changed(criteria=(*SOUND.criteria, SOUND.criteria[0])), "There are two of criterion A1; each needs its own."),
        (changed(sections=(*SOUND.sections, SOUND.sections[0])), "There are two of section A; each needs its own."),
        (
            changed(sections=(Section("A", "A", ("A1", "A2", "A2")), SOUND.sections[1])),
            "There are two of criterion A2; each needs its own.",
        ),
        (changed(scale=Scale(LEVELS, Fraction(5))), "The standard level is not one of the levels."),
        (
            changed(scale=Scale(LEVELS[::-1], Fraction(3))),
            "The levels must rise from the lowest to the highest.",
        ),
        (changed(scale=Scale((*LEVELS, LEVELS[3]), Fraction(3))), "There are two of level 4; each needs its own."),
        (
            changed(scale=Scale(LEVELS, Fraction(3), never_not_observed=frozenset({"Q"}))),
            "“never_for” names Q, which is not a criterion.",
        ),
        (
            changed(scale=Scale(LEVELS, Fraction(3), not_observed_at_most=1)),
            "Criterion A2 is critical, so it must be named under “never_for”.",
        ),
        (with_criterion(0, weight=Fraction(0)), "Criterion A1: the weight must be more than nothing."),
        (with_criterion(0, floor=Fraction("1.5")), "Criterion A1: the floor is not one of the levels."),
        (with_criterion(0, section="Q"), "Section A lists A1, which does not say that it belongs there."),
        (with_criterion(0, section="Q"), "Criterion A1 belongs to section Q, which does not exist."),
        (
            with_criterion(0, caps=(Cap("x", Fraction("2.5"), ""),)),
            "Criterion A1: a cap is not one of the levels.",
        ),
        (
            with_criterion(0, descriptors={level.value: "x" for level in LEVELS[:3]}),
            "Criterion A1: there is no descriptor for level 4.",
        ),
        (
            with_criterion(0, descriptors={Fraction(value): "x" for value in (1, 2, 3, 4, 5)}),
            "Criterion A1: there is a descriptor for level 5, which the scale does not have.",
        ),
        (
            changed(criteria=(*SOUND.criteria, criterion("B3", "B"))),
            "Section B does not list B3.",
        ),
        (
            ruled(SOUND, unscorable_in_section={"Q": 1}),
            "“unscorable_in_section” names section Q, which does not exist.",
        ),
        (
            ruled(SOUND, outcomes=(outcome("a"), outcome("b"))),
            "Outcome a has no conditions, so those after it can never be reached.",
        ),
        (
            ruled(SOUND, outcomes=(outcome("a", rule.FloorsMet()),)),
            "The last outcome, a, has conditions, so some marks would have no outcome; end with one without.",
        ),
        (
            ruled(SOUND, outcomes=(outcome("a", rule.FloorsMet()), outcome("a"))),
            "There are two of outcome a; each needs its own.",
        ),
        (
            asking(rule.MeanAtLeast(Fraction("4.01"))),
            "Outcome met asks for at least 4.01, but nobody can have more than 4.",
        ),
        (
            asking(rule.TotalAtLeast(Fraction(25))),
            "Outcome met asks for at least 25, but nobody can have more than 24.",
        ),
        (
            asking(rule.EveryCriterionAtLeast(Fraction(5))),
            "Outcome met asks for at least 5, but nobody can have more than 4.",
        ),
        (
            asking(rule.CriticalAtLeast(Fraction(5))),
            "Outcome met asks for at least 5, but nobody can have more than 4.",
        ),
        (
            asking(rule.SectionMeanAtLeast("Q", Fraction(2))),
            "Outcome met asks for a mean of section Q, which does not exist.",
        ),
        (
            asking(rule.SectionMeanAtLeast("A", Fraction(5))),
            "Outcome met asks for at least 5, but nobody can have more than 4.",
        ),
        (
            asking(rule.CountAtLevel(Fraction("2.5"), at_least=1)),
            "Outcome met counts criteria at a level that the scale does not have.",
        ),
        (asking(rule.CountAtLevel(Fraction(4), at_least=5)), "Outcome met counts more criteria than there are."),
        (changed(examples=(EXAMPLE,)), "Worked example “e” marks Z9, which is not a criterion."),
    ],
)
def test_each_contradiction_is_named(broken, sentence):
    assert sentence in contradictions(broken)


def test_critical_criteria_must_exist_where_they_are_asked_for():
    plain = rubric(outcome("met", rule.CriticalAtLeast(Fraction(3))), criteria=(criterion("A1", "A"),))
    assert contradictions(plain) == ("Outcome met speaks of critical criteria, but none is critical.",)


@pytest.mark.parametrize(
    "condition",
    [
        rule.MeanAtLeast(Fraction(4)),
        rule.TotalAtLeast(Fraction(24)),
        rule.FloorsMet(),
        rule.BelowFloorAtMost(2),
        rule.CountAtLevel(Fraction(1), at_most=0),
    ],
)
def test_sound_conditions_raise_no_alarm(condition):
    assert contradictions(asking(condition)) == ()
