"""What could be better is said where it is, and can be ignored."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

import pytest
from tests.support.building import small_rubric

from certdesk.core import conditions as rule
from certdesk.core.editing import set_critical, set_descriptor, set_weight
from certdesk.core.hints import Hint, hints, open_hints
from certdesk.core.rubric import Rubric

PLAIN = {
    1: "Tasks are done alone and copied from a model.",
    2: "Groups share one product and divide the work.",
    3: "Pupils question and build on each other's ideas.",
    4: "Pupils plan inquiries and settle disagreements with evidence.",
}


def plain_rubric() -> Rubric:
    rubric = set_critical(small_rubric(), "T4", critical=False)
    for criterion in rubric.criteria:
        for value, text in PLAIN.items():
            rubric = set_descriptor(rubric, criterion.id, Fraction(value), text)
    return rubric


def found(rubric: Rubric) -> dict[str, str]:
    return {hint.id.split(":")[0]: hint.place for hint in hints(rubric)}


def test_plain_wording_has_no_hints() -> None:
    assert hints(plain_rubric()) == ()


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("", "empty"),
        ("  ", "empty"),
        ("Pupils always explain their ideas.", "sweeping"),
        ("Mistakes never happen.", "sweeping"),
        ("The plan is excellent.", "judging"),
        ("Good questions are asked.", "judging"),
        ("word " * 51, "long"),
        (PLAIN[2], "same"),
        (PLAIN[2].upper(), "same"),
        ("Groups often share one product and clearly divide the work.", "degree"),
    ],
)
def test_a_descriptor_that_could_be_better_is_named(text: str, kind: str) -> None:
    rubric = set_descriptor(plain_rubric(), "T2", Fraction(3), text)
    assert found(rubric) == {kind: "criterion/T2/descriptor/3"}


def test_fifty_words_are_not_too_many() -> None:
    assert hints(set_descriptor(plain_rubric(), "T2", Fraction(3), "word " * 50)) == ()


def test_words_are_looked_at_in_english_only() -> None:
    rubric = replace(set_descriptor(plain_rubric(), "T2", Fraction(3), "Never good"), language="sw")
    assert hints(rubric) == ()


def test_weights_that_look_like_per_cents_total_100() -> None:
    assert found(set_weight(plain_rubric(), "T1", Fraction(12))) == {"total": "weights"}
    points = plain_rubric()
    for criterion in points.criteria:
        points = set_weight(points, criterion.id, Fraction(1))
    assert hints(points) == ()


def test_a_section_that_carries_nearly_all_is_named() -> None:
    rubric = set_weight(set_weight(plain_rubric(), "T1", Fraction(4)), "T2", Fraction(6))
    rubric = set_weight(rubric, "T3", Fraction(50))
    assert found(rubric) == {"section-heavy": "section/B/title"}


def test_a_critical_criterion_needs_a_rule_that_asks_for_it() -> None:
    rubric = set_critical(plain_rubric(), "T1", critical=True)
    assert found(rubric) == {"critical-unasked": "criterion/T1/critical"}
    first, *others = rubric.decision.outcomes
    for condition in (rule.CriticalAtLeast(Fraction(3)), rule.NamedAtLeast(("T1",), Fraction(3))):
        outcome = replace(first, conditions=(*first.conditions, condition))
        assert hints(replace(rubric, decision=replace(rubric.decision, outcomes=(outcome, *others)))) == ()


def test_ignored_hints_stay_away_until_their_cause_is_another() -> None:
    rubric = set_descriptor(plain_rubric(), "T2", Fraction(3), "The plan is excellent.")
    ignored = [hint.id for hint in hints(rubric)]
    assert open_hints(rubric, ignored) == ()
    other = set_descriptor(rubric, "T2", Fraction(3), "The plan is poor.")
    assert [hint.place for hint in open_hints(other, ignored)] == ["criterion/T2/descriptor/3"]
    assert all(isinstance(hint, Hint) and hint.text for hint in hints(other))


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("Good", True),
        ("Good: pupils question each other.", True),
        ("As in Good, and pupils lead.", True),
        ("All of “good” and pupils lead.", True),
        ("Good questions are asked.", False),
        ("Pupils ask good questions.", False),
    ],
)
def test_the_name_of_a_level_judges_nobody(text: str, named: bool) -> None:
    rubric = plain_rubric()
    levels = tuple(replace(each, label="Good") if each.value == 3 else each for each in rubric.scale.levels)
    rubric = set_descriptor(replace(rubric, scale=replace(rubric.scale, levels=levels)), "T2", Fraction(4), text)
    assert ("judging" in found(rubric)) is not named
