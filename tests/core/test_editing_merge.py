"""Edits made on an earlier state of a draft keep what was changed since."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st
from tests.support.building import small_rubric

from certdesk.core.editing import set_descriptor, set_floor, set_head, set_title, set_weight
from certdesk.core.editing_criteria import add_criterion, remove_criterion
from certdesk.core.editing_merge import bones, rebased
from certdesk.core.rubric import Rubric

IDS = ("T1", "T2", "T3", "T4")


@given(st.sampled_from(IDS), st.sampled_from(IDS))
def test_changes_to_different_criteria_are_both_kept(one: str, other: str) -> None:
    base = small_rubric()
    now = set_descriptor(base, one, Fraction(1), "typed since")
    edited = set_weight(base, other, Fraction(99))
    merged = rebased(base, edited, now)
    assert merged.criterion(other).weight == 99
    assert one == other or merged == set_weight(now, other, Fraction(99))


def test_rules_edited_on_an_earlier_state_keep_the_words_of_now() -> None:
    base = small_rubric()
    now = set_head(set_title(base, "T1", "typed since"), title="new title")
    edited = replace(base, decision=replace(base.decision, unscorable_at_least=2))
    assert rebased(base, edited, now) == replace(now, decision=edited.decision)


def test_criteria_added_and_removed_on_either_side_stay_so() -> None:
    base = small_rubric()
    now, _new = add_criterion(base, "B", title="typed since")
    assert rebased(base, set_weight(base, "T1", Fraction(5)), now) == set_weight(now, "T1", Fraction(5))
    removed = remove_criterion(base, "T2")
    assert [each.id for each in rebased(base, removed, now).criteria] == ["T1", "T3", "T4", "T5"]
    assert [each.id for each in rebased(base, set_weight(base, "T1", Fraction(5)), removed).criteria] == [
        "T1",
        "T3",
        "T4",
    ]


def test_nothing_since_is_simply_the_edit() -> None:
    base = small_rubric()
    edited = set_floor(base, "T1", Fraction(3))
    assert rebased(base, edited, base) is edited
    assert rebased(base, base, edited) is edited


def test_words_leave_the_bones_as_they_are_and_numbers_do_not() -> None:
    base: Rubric = small_rubric()
    assert bones(set_descriptor(base, "T1", Fraction(2), "other words")) == bones(base)
    assert bones(set_descriptor(base, "T1", Fraction(2), " ")) != bones(base)
    assert bones(set_weight(base, "T1", Fraction(11))) != bones(base)
