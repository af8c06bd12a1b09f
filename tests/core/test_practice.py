"""Invented cohorts: the same seed gives the same, and second assessors differ in the way that was wanted."""

from __future__ import annotations

from random import Random

from tests.support.cohorts import shipped_rubric

from certdesk import shipped
from certdesk.actions.practice_words import read_practice_words
from certdesk.actions.practising import WORDS
from certdesk.core.marks import LevelGiven, Mark, NotObserved, Unscorable
from certdesk.core.practice import Differing, differing_marks, invented_candidates, invented_marks, stable_id

RUBRIC = shipped_rubric()
INVENTED = read_practice_words(shipped.resources() / WORDS)


def marked_by_two(how: Differing) -> list[tuple[Mark, Mark]]:
    """Return the marks in which the two differ."""
    mine, theirs = differing_marks(RUBRIC, invented_marks(RUBRIC, 3.1, Random(4)), how, Random(5))
    assert set(mine) == set(theirs) == {one.id for one in RUBRIC.criteria}
    return [(mine[key], theirs[key]) for key in mine if mine[key] != theirs[key]]


def test_the_same_seed_invents_the_same_people_and_another_one_others():
    first, again, other = (invented_candidates(INVENTED, INVENTED.now, 60, seed) for seed in (1, 1, 2))
    assert first == again
    assert {one.id for one in first}.isdisjoint(one.id for one in other)
    assert len({one.id for one in first}) == len({one.code for one in first}) == 60


def test_each_text_holds_the_words_that_are_quoted_and_says_that_it_is_invented():
    for one in invented_candidates(INVENTED, INVENTED.now, 30, 1):
        assert set(one.quotes) == {each.id for each in RUBRIC.criteria}
        assert all(quote in one.text for quote in one.quotes.values())
        assert "Invented" in one.text


def test_names_are_in_several_scripts_and_schools_of_several_sizes():
    people = invented_candidates(INVENTED, INVENTED.now, 60, 7)
    assert sum(not one.name.isascii() for one in people) >= 15
    sizes = [sum(one.school == school for one in people) for school in INVENTED.schools]
    assert max(sizes) >= 10
    assert min(size for size in sizes if size) <= 3


def test_equal_marks_are_equal_and_adjacent_ones_a_step_apart():
    assert not marked_by_two(Differing.EQUAL)
    pairs = marked_by_two(Differing.ADJACENT)
    assert len(pairs) == 2
    assert all(abs(one.level - other.level) == 1 for one, other in pairs)


def test_marks_that_are_apart_lie_two_levels_or_more_apart():
    ((one, other),) = marked_by_two(Differing.APART)
    assert isinstance(one, LevelGiven)
    assert isinstance(other, LevelGiven)
    assert abs(one.level - other.level) >= 2


def test_the_outcome_hangs_on_a_critical_criterion():
    (pair,) = marked_by_two(Differing.OUTCOME)
    critical = next(one for one in RUBRIC.criteria if one.critical)
    assert pair[0].level >= critical.floor > pair[1].level


def test_codes_differ_from_levels_and_from_each_other():
    ((level, code),) = marked_by_two(Differing.ONE_CODE)
    assert (type(level), type(code)) == (LevelGiven, Unscorable)
    ((one, other),) = marked_by_two(Differing.TWO_CODES)
    assert one.code != other.code
    ((_level, without),) = marked_by_two(Differing.NOT_OBSERVED)
    assert isinstance(without, NotObserved | Unscorable)


def test_ids_follow_from_what_they_name():
    assert stable_id("a", 1) == stable_id("a", 1) != stable_id("a", 2)
