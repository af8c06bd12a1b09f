"""What a member chooses is kept in their order and checked by the scale."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

from tests.support.building import level, small_rubric

from certdesk.core.marks import NotObserved
from certdesk.ui.screens.training.silent_entry import SilentEntry


def entry(*, halves: bool = False) -> SilentEntry:
    rubric = small_rubric()
    rubric = replace(rubric, scale=replace(rubric.scale, half_levels=halves))
    return SilentEntry(rubric, ("T1", "T4"), "Thandi")


def test_each_choice_leads_to_the_next_criterion():
    made = entry()
    assert (made.criterion.id, made.done) == ("T1", False)
    assert made.choose(3)
    assert made.criterion.id == "T4"
    assert made.not_observed()
    assert made.done
    assert made.marks() == {"T1": level(3), "T4": NotObserved()}
    assert not made.choose(1)
    made.back()
    assert made.criterion.id == "T4"
    assert made.choose(1)
    assert made.marks()["T4"] == level(1)


def test_what_is_no_level_changes_nothing():
    made = entry()
    assert not made.choose(9)
    made.begin_half()
    assert made.choose(2)
    assert made.marks() == {"T1": level(2)}, "this rubric has no halves"


def test_halves_are_chosen_where_the_rubric_has_them():
    made = entry(halves=True)
    made.begin_half()
    assert made.choose(2)
    assert made.choose(2)
    assert made.marks() == {"T1": level(Fraction(5, 2)), "T4": level(2)}
    made = entry(halves=True)
    made.begin_half()
    assert not made.choose(4), "four and a half is above the scale"
    assert made.choose(4)
