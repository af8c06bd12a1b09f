"""Ready rules, fitted to the rubric at hand."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

import pytest
from tests.core.samples import built_in, criterion, rubric

from certdesk.core.conditions import TotalAtLeast
from certdesk.core.contradictions import contradictions
from certdesk.core.decision import decide
from certdesk.core.marks import LevelGiven
from certdesk.core.rubric import Level, Rubric
from certdesk.core.rule_patterns import rule_patterns


def of_seven_levels() -> Rubric:
    """Levels from 0 to 12 in twos, the standard at 8; one section, nothing critical."""
    levels = tuple(Level(Fraction(value), str(value), str(value)) for value in range(0, 14, 2))
    made = rubric(criteria=tuple(criterion(f"A{n}", "A", "1", 0) for n in range(5)))
    descriptors = {level.value: "seen" for level in levels}
    criteria = tuple(replace(one, descriptors=descriptors) for one in made.criteria)
    return replace(made, criteria=criteria, scale=replace(made.scale, levels=levels, standard=Fraction(8)))


@pytest.mark.parametrize("base", [built_in("stem_teaching"), built_in("stem_coordinator"), rubric(), of_seven_levels()])
def test_every_family_is_sound_for_every_rubric_and_sorts_good_from_weak(base: Rubric) -> None:
    found = rule_patterns(base)
    assert len({pattern.id for pattern in found}) == 4
    for pattern in found:
        made = replace(base, decision=pattern.rules, examples=())
        assert contradictions(made) == contradictions(replace(base, examples=()))
        standard, lowest = base.scale.standard, base.scale.levels[0].value
        assert decide(made, {one.id: LevelGiven(standard) for one in base.criteria}).certifies, pattern.id
        assert not decide(made, {one.id: LevelGiven(lowest) for one in base.criteria}).certifies, pattern.id
        assert pattern.label
        assert pattern.meaning


def test_the_total_asks_what_edtpa_asks_of_fifteen_criteria_of_five_levels() -> None:
    levels = tuple(Level(Fraction(value), str(value), str(value)) for value in range(1, 6))
    made = rubric(criteria=tuple(criterion(f"A{n}", "A") for n in range(15)))
    made = replace(made, scale=replace(made.scale, levels=levels, standard=Fraction(3)))
    total = next(pattern for pattern in rule_patterns(made) if pattern.id == "total")
    assert total.rules.outcomes[0].conditions == (TotalAtLeast(Fraction(42), weighted=False),)


def with_own_levels() -> Rubric:
    """Two criteria with levels from 0 to 10, the standard at 5, beside one on the scale from 1 to 4, standard at 3."""
    own = tuple(Level(Fraction(value), str(value), str(value)) for value in (0, 5, 10))
    words = {level.value: "seen" for level in own}
    made = rubric(criteria=tuple(criterion(f"A{n}", "A", floor=1 if n == 0 else 0) for n in range(3)))
    others = (replace(one, own_levels=own, own_standard=Fraction(5), descriptors=words) for one in made.criteria[1:])
    return replace(made, criteria=(made.criteria[0], *others))


def test_totals_and_means_are_taken_from_each_criterions_own_levels() -> None:
    found = {pattern.id: pattern.rules.outcomes[0].conditions for pattern in rule_patterns(with_own_levels())}
    assert found["total"] == (TotalAtLeast(Fraction(11), weighted=False),)
    assert found["total_floors"][0] == TotalAtLeast(Fraction(11))
    for id_ in ("total", "total_floors"):
        rules = next(pattern.rules for pattern in rule_patterns(with_own_levels()) if pattern.id == id_)
        made = replace(with_own_levels(), decision=rules)
        at = {one.id: LevelGiven(made.scale_of(one).standard) for one in made.criteria}
        assert decide(made, at).certifies
        assert not decide(made, at | {"A1": LevelGiven(Fraction(0))}).certifies


def test_a_rubric_with_nothing_in_it_has_no_ready_rules() -> None:
    assert rule_patterns(replace(rubric(), criteria=())) == ()
