"""What is expected of the evidence, in words."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

import pytest
from tests.core.samples import outcome, rubric

from certdesk.core import conditions as rule
from certdesk.core.expectations import (
    cap_in_words,
    evidence_name,
    limit_in_words,
    needed_level,
    not_observed_in_words,
    rule_in_words,
    standing_in_words,
)
from certdesk.core.rubric import Cap, EvidenceRule

SMALL = rubric(outcome("met", rule.MeanAtLeast(Fraction(3)), certifies=True))


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        (EvidenceRule("lesson_video"), "Lesson video"),
        (EvidenceRule("pupil_work", 3, note="names removed"), "Pupil work, 3 or more: names removed"),
        (EvidenceRule("unit_plan", limits=(("max_pages", Fraction(10)),)), "Unit plan, up to 10 pages"),
        (EvidenceRule("letter", 0), "Letter, if there is any"),
        (EvidenceRule("log", limits=(("max_odd_things", Fraction(5, 2)),)), "Log, max odd things 2.5"),
    ],
)
def test_a_requirement_is_a_phrase(asked, said):
    assert rule_in_words(asked, {}) == said


def test_a_catalogue_has_the_name_of_a_type():
    assert evidence_name("pd_log", {"pd_log": "Record of courses"}) == "Record of courses"
    assert evidence_name("pd_log", {"pd_log": ""}) == "Pd log"
    assert limit_in_words("min_minutes", Fraction(8)) == "at least 8 minutes"


def test_a_cap_begins_small_unless_it_begins_with_initials():
    assert cap_in_words(Cap("x", Fraction(2), "Only one voice.")) == "At most 2 if only one voice"
    assert cap_in_words(Cap("x", Fraction(2), "ICT is missing")) == "At most 2 if ICT is missing"


def test_weights_are_per_cent_only_where_they_make_a_hundred():
    first = replace(SMALL.criteria[0], weight=Fraction(60), floor=Fraction(2), critical=True)
    rest = tuple(replace(each, weight=Fraction(40, len(SMALL.criteria) - 1)) for each in SMALL.criteria[1:])
    assert standing_in_words(replace(SMALL, criteria=(first, *rest)), first) == "60 % · floor 2 · critical"
    assert standing_in_words(replace(SMALL, criteria=(first,)), first).startswith("weight 60")


def test_not_observed_is_said_with_those_that_must_be_seen():
    scale = replace(SMALL.scale, not_observed_at_most=0)
    assert "not allowed" in not_observed_in_words(scale)
    some = replace(scale, not_observed_at_most=1, never_not_observed=frozenset({"B1", "A1"}))
    assert not_observed_in_words(some) == ("At most 1 criterion may be “not observed”. These must be observed: A1, B1.")


@pytest.mark.parametrize(
    ("asked", "needed"),
    [
        ((), {"A1": 2, "A2": 3}),
        ((rule.FloorsMet(), rule.CriticalAtLeast(Fraction(4))), {"A1": 2, "A2": 4}),
        ((rule.CriticalAtLeast(Fraction(2)),), {"A1": 2, "A2": 3}),
        ((rule.EveryCriterionAtLeast(Fraction(3)), rule.NamedAtLeast(("A1",), Fraction(4))), {"A1": 4, "A2": 3}),
    ],
)
def test_a_criterion_needs_its_floor_or_what_the_rules_ask_of_it(
    asked: tuple[rule.Condition, ...], needed: dict[str, int]
) -> None:
    made = rubric(outcome("met", *asked, certifies=True))
    assert {id_: needed_level(made, made.criterion(id_)) for id_ in needed} == needed


def test_of_several_certifying_results_the_mildest_says_what_is_needed() -> None:
    best = outcome("best", rule.EveryCriterionAtLeast(Fraction(4)), certifies=True)
    met = outcome("met", rule.CriticalAtLeast(Fraction(3)), certifies=True)
    other = outcome("again", rule.CriticalAtLeast(Fraction(1)))
    made = rubric(best, met, other)
    assert needed_level(made, made.criterion("A1")) == 2
    assert needed_level(made, made.criterion("A2")) == 3
    assert needed_level(replace(made, decision=replace(made.decision, outcomes=())), made.criterion("A2")) == 3
