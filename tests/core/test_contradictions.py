from dataclasses import replace
from fractions import Fraction

import pytest
from tests.core.samples import LEVELS, built_in, criterion, outcome, rubric, ruled

from certdesk.core import conditions as rule
from certdesk.core.contradictions import contradictions, find_contradictions, outcome_contradictions
from certdesk.core.rubric import Cap, Level, Scale, Section, WorkedExample

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
            "Result “A” has no conditions, so those after it can never be reached.",
        ),
        (
            ruled(SOUND, outcomes=(outcome("a", rule.FloorsMet()),)),
            "The last result, “A”, has conditions, so some marks would have no result; end with one without.",
        ),
        (
            ruled(SOUND, outcomes=(outcome("a", rule.FloorsMet()), outcome("a"))),
            "There are two of outcome a; each needs its own.",
        ),
        (
            asking(rule.MeanAtLeast(Fraction("4.01"))),
            "Result “Met” asks for at least 4.01, but nobody can have more than 4.",
        ),
        (
            asking(rule.TotalAtLeast(Fraction(25))),
            "Result “Met” asks for at least 25, but nobody can have more than 24.",
        ),
        (
            asking(rule.EveryCriterionAtLeast(Fraction(5))),
            "Result “Met” asks for at least 5, but nobody can have more than 4.",
        ),
        (
            asking(rule.CriticalAtLeast(Fraction(5))),
            "Result “Met” asks for at least 5, but nobody can have more than 4.",
        ),
        (
            asking(rule.SectionMeanAtLeast("Q", Fraction(2))),
            "Result “Met” asks for a mean of section Q, which does not exist.",
        ),
        (
            asking(rule.SectionMeanAtLeast("A", Fraction(5))),
            "Result “Met” asks for at least 5, but nobody can have more than 4.",
        ),
        (
            asking(rule.CountAtLevel(Fraction("2.5"), at_least=1)),
            "Result “Met” counts criteria at a level that the scale does not have.",
        ),
        (asking(rule.CountAtLevel(Fraction(4), at_least=5)), "Result “Met” counts more criteria than there are."),
        (changed(examples=(EXAMPLE,)), "Worked example “e” marks Z9, which is not a criterion."),
    ],
)
def test_each_contradiction_is_named(broken, sentence):
    assert sentence in contradictions(broken)


@pytest.mark.parametrize("name", ["", " A1", "A\x00", "two\nlines", "\u202eA1", "\ud800"])
def test_ids_that_nobody_can_type_are_named(name):
    odd = replace(with_criterion(0, id=name), sections=(Section("A", "A", (name, "A2")), SOUND.sections[1]))
    found = [each for each in find_contradictions(odd) if "can't be read or typed" in each.text]
    assert [each.place for each in found] == [f"criterion/{name}"]
    assert found[0].text.isprintable()


@pytest.mark.parametrize("name", ["A/1", "ünï", "中", "A.2", "Use of evidence"])
def test_ids_of_other_systems_are_fine(name):
    assert not [each for each in contradictions(with_criterion(0, id=name)) if "typed" in each]


def test_critical_criteria_must_exist_where_they_are_asked_for():
    plain = rubric(outcome("met", rule.CriticalAtLeast(Fraction(3))), criteria=(criterion("A1", "A"),))
    assert contradictions(plain) == ("Result “Met” speaks of critical criteria, but none is critical.",)


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


OWN = tuple(Level(Fraction(value), f"l{value}", f"L{value}") for value in (0, 1))


def owning(levels=OWN, place=0, **change):
    """The sound rubric with levels of its own for one criterion, and words for each of them."""
    words = {level.value: "x" for level in levels}
    return with_criterion(place, **{"own_levels": levels, "floor": levels[0].value, "descriptors": words, **change})


def placed(broken):
    return {found.place: found.text for found in find_contradictions(broken)}


def test_levels_of_its_own_are_what_a_criterion_is_judged_by():
    assert contradictions(owning()) == ()
    assert contradictions(owning(caps=(Cap("x", Fraction(1), ""),), own_standard=Fraction(0))) == ()


@pytest.mark.parametrize(
    ("broken", "place", "text"),
    [
        (owning(floor=Fraction(2)), "criterion/A1/floor", "the floor is not one of the levels"),
        (owning(caps=(Cap("x", Fraction(2), ""),)), "criterion/A1/cap/1", "a cap is not one of the levels"),
        (owning(descriptors={Fraction(0): "x"}), "criterion/A1/descriptor/1", "no descriptor for level 1"),
        (
            owning(descriptors={Fraction(value): "x" for value in (0, 1, 2)}),
            "criterion/A1/descriptor/2",
            "a descriptor for level 2, which the scale does not have",
        ),
        (owning(own_standard=Fraction(3)), "criterion/A1/levels", "its own standard is not one of its levels"),
        (owning(OWN[::-1]), "criterion/A1/levels", "must rise"),
        (owning(OWN[:1]), "criterion/A1/levels", "it has 1 levels of its own; from 2 to 12"),
        (changed(scale=Scale(LEVELS[2:3], Fraction(3))), "scale", "A scale has from 2 to 12 levels, not 1."),
        (with_criterion(0, weight=Fraction(-1)), "criterion/A1/weight", "more than nothing"),
        (with_criterion(0, section="Q"), "criterion/A1/section", "belongs to section Q"),
        (changed(scale=Scale(LEVELS, Fraction(5))), "scale/standard", "standard level"),
        (changed(scale=Scale(LEVELS, Fraction(3), not_observed_at_most=1)), "criterion/A2/critical", "never_for"),
        (ruled(SOUND, unscorable_in_section={"Q": 1}), "incomplete/Q", "section Q, which does not exist"),
        (asking(rule.FloorsMet(), rule.MeanAtLeast(Fraction(5))), "outcome/met/2", "more than 4"),
        (asking(rule.MeanAtLeast(Fraction(5), weighted=False)), "outcome/met/1", "more than 4"),
        (asking(rule.TotalAtLeast(Fraction(17), weighted=False)), "outcome/met/1", "more than 16"),
        (asking(rule.SectionTotalAtLeast("B", Fraction(17))), "outcome/met/1", "more than 16"),
        (asking(rule.SectionTotalAtLeast("B", Fraction(9), weighted=False)), "outcome/met/1", "more than 8"),
        (asking(rule.SectionTotalAtLeast("Q", Fraction(1))), "outcome/met/1", "a total of section Q"),
        (asking(rule.NamedAtLeast(("A1", "Z9"), Fraction(2))), "outcome/met/1", "names Z9, which is not a criterion"),
        (asking(rule.NamedAtLeast(("A1",), Fraction(5))), "outcome/met/1", "more than 4"),
        (asking(rule.NamedAtLeast((), Fraction(2))), "outcome/met/1", "names none"),
        (asking(rule.CountAtLevel(Fraction(4))), "outcome/met/1", "does not say how many"),
        (asking(rule.CountAtLevel(Fraction(4), 3, 2)), "outcome/met/1", "more criteria at a level than it allows"),
        (
            changed(examples=(replace(EXAMPLE, marks={"A1": "3"}), replace(EXAMPLE, marks={"A1": "good"}))),
            "example/2",
            "“good” is not a mark",
        ),
        (changed(examples=(replace(EXAMPLE, marks={"A1": "5"}),)), "example/1", "gives A1 the level 5"),
        (changed(criteria=()), "", "A rubric needs levels"),
    ],
)
def test_each_contradiction_says_its_place(broken, place, text):
    assert text in placed(broken)[place]


def test_what_is_out_of_reach_is_counted_criterion_by_criterion():
    """A1 weighs 1 and has at most 1; the others weigh 1, 2 and 2 and have at most 4."""

    def out_of_reach(condition):
        broken = ruled(owning(), outcomes=(outcome("met", condition), outcome("not_yet")))
        return [text for text in contradictions(broken) if "nobody can have more" in text]

    assert out_of_reach(rule.TotalAtLeast(Fraction(21))) == []
    assert out_of_reach(rule.TotalAtLeast(Fraction("21.5")))
    assert out_of_reach(rule.MeanAtLeast(Fraction("3.5"))) == []
    assert out_of_reach(rule.MeanAtLeast(Fraction("3.51")))
    assert out_of_reach(rule.MeanAtLeast(Fraction("3.25"), weighted=False)) == []
    assert out_of_reach(rule.MeanAtLeast(Fraction("3.26"), weighted=False))
    assert out_of_reach(rule.SectionMeanAtLeast("A", Fraction("2.5"))) == []
    assert out_of_reach(rule.SectionMeanAtLeast("A", Fraction("2.51")))
    assert out_of_reach(rule.EveryCriterionAtLeast(Fraction(1))) == []
    assert out_of_reach(rule.EveryCriterionAtLeast(Fraction(2)))
    assert out_of_reach(rule.NamedAtLeast(("A2",), Fraction(4))) == []


def test_a_mean_that_is_in_reach_when_a_low_criterion_is_not_observed_is_no_contradiction():
    lenient = replace(
        owning(), scale=replace(SOUND.scale, not_observed_at_most=1, never_not_observed=frozenset({"A2"}))
    )
    mean = ruled(lenient, outcomes=(outcome("met", rule.MeanAtLeast(Fraction(4))), outcome("not_yet")))
    assert contradictions(mean) == ()


def test_floors_caps_and_examples_may_lie_in_a_range():
    ranged = changed(scale=Scale(LEVELS, Fraction(3), ranges=True))
    example = replace(EXAMPLE, marks={"A1": "2.63"})
    first = replace(ranged.criteria[0], floor=Fraction("1.75"), caps=(Cap("x", Fraction("2.5"), ""),))
    assert contradictions(replace(ranged, criteria=(first, *ranged.criteria[1:]), examples=(example,))) == ()


def test_contradictions_of_one_outcome_are_its_own():
    two = ruled(
        SOUND,
        outcomes=(
            outcome("met", rule.MeanAtLeast(Fraction(5))),
            outcome("met_almost", rule.MeanAtLeast(Fraction(6))),
            outcome("not_yet"),
        ),
    )
    assert outcome_contradictions(two, "met") == ("Result “Met” asks for at least 5, but nobody can have more than 4.",)
    assert outcome_contradictions(two, "not_yet") == ()
