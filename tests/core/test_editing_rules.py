"""Changes to how the result is decided."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.core.samples import built_in

from certdesk.core import conditions as rule
from certdesk.core import editing_rules as editing
from certdesk.core.rubric import Rubric


def rubric() -> Rubric:
    """The rubric with every kind of rule."""
    return built_in("stem_teaching")


def labels(made: Rubric) -> list[str]:
    return [outcome.id for outcome in made.decision.outcomes]


def test_an_outcome_is_added_before_another_one_with_an_id_that_nobody_has() -> None:
    made, first = editing.add_outcome(rubric(), "With honours", before="certified")
    made, second = editing.add_outcome(made, "Later")
    assert first != second
    assert labels(made).index(first) == labels(made).index("certified") - 1
    assert labels(made)[-1] == second


def test_removing_and_moving_outcomes_keep_the_others_as_they_are() -> None:
    before = rubric()
    last = before.decision.outcomes[-1]
    assert labels(editing.move_outcome(before, last.id, 0))[0] == last.id
    assert labels(editing.move_outcome(before, last.id, -7)) == labels(editing.move_outcome(before, last.id, 0))
    assert last not in editing.remove_outcome(before, last.id).decision.outcomes


def test_an_outcome_is_renamed_by_id_and_its_certificate_and_banking_are_set() -> None:
    made = editing.rename_outcome(rubric(), "certified", "Passed")
    made = editing.set_certifies(made, "certified", certifies=False)
    made = editing.set_banks(made, "certified", Fraction(3), 24)
    outcome = editing.outcome_called(made, "certified")
    assert (outcome.label, outcome.certifies, outcome.banks_from, outcome.banks_months) == ("Passed", False, 3, 24)
    outcome = editing.outcome_called(editing.set_banks(made, "certified", None, 24), "certified")
    assert (outcome.banks_from, outcome.banks_months) == (None, 0)
    with pytest.raises(KeyError):
        editing.outcome_called(made, "nobody")


def test_conditions_are_added_changed_and_removed_by_place() -> None:
    first, second = rule.BelowFloorAtMost(1), rule.BelowFloorAtMost(2)
    made = editing.add_condition(rubric(), "certified", first, place=0)
    assert editing.outcome_called(made, "certified").conditions[0] == first
    made = editing.change_condition(made, "certified", 0, second)
    assert editing.outcome_called(made, "certified").conditions[0] == second
    assert editing.remove_condition(made, "certified", 0) == rubric()


@given(st.lists(st.sampled_from([-1, 1]), max_size=12))
def test_stepping_a_condition_loses_none_and_stepping_back_undoes_it(steps: list[int]) -> None:
    before = rubric()
    outcome = before.decision.outcomes[0].id
    made, where, place = before, outcome, 0
    for step in steps:
        earlier, was = made, (where, place)
        made, where, place = editing.step_condition(made, where, place, step)
        if (where, place) != was:
            back, *there = editing.step_condition(made, where, place, -step)
            assert (back, tuple(there)) == (earlier, was)
    assert editing.outcome_called(made, where).conditions[place] == before.decision.outcomes[0].conditions[0]
    every = [str(c) for o in made.decision.outcomes for c in o.conditions]
    assert sorted(every) == sorted(str(c) for o in before.decision.outcomes for c in o.conditions)


def test_the_limits_for_unscorable_criteria() -> None:
    section = rubric().sections[0].id
    made = editing.set_unscorable_in_section(rubric(), section, 2)
    assert made.decision.unscorable_in_section == {section: 2}
    made = editing.set_unscorable_in_section(made, section, None)
    assert not made.decision.unscorable_in_section


def test_an_unchanged_decision_is_the_same_value() -> None:
    before = rubric()
    assert editing.with_decision(before, replace(before.decision)) == before
