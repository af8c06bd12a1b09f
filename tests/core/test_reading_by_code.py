"""Results by code: counted exactly, and nobody can be picked out, not by subtraction either."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st
from tests.core.samples import rubric as sample

from certdesk.core.marks import LevelGiven, NotObserved, Unscorable
from certdesk.core.reading_by_code import FEWEST, Assessed, read_by_code
from certdesk.core.rubric import Alignment


def rubric():
    first, *others = sample().criteria
    return replace(sample(), criteria=(replace(first, alignments=(Alignment("STEM", "S.1", "Knows"),)), *others))


RUBRIC = rubric()
CRITERION = RUBRIC.criteria[0].id
LEVELS = [level.value for level in RUBRIC.scale.levels]


def people(cohort, levels, start=0):
    return [
        Assessed(cohort, f"{cohort}-{number}", RUBRIC, {CRITERION: LevelGiven(level)})
        for number, level in enumerate(levels, start=start)
    ]


def test_marks_are_counted_by_level():
    low, high = LEVELS[0], LEVELS[-1]
    [result] = read_by_code(people("A", [low, low, high, high, high]))
    assert (result.people, result.marks, result.hidden) == (5, 5, False)
    assert result.mean == Fraction(2 * low + 3 * high, 5)
    assert {value: count for _label, value, count in result.levels if count} == {low: 2, high: 3}
    assert result.at_standard == 3
    assert result.criteria == (CRITERION,)


def test_marks_without_a_level_are_not_counted():
    others = [
        Assessed("A", "x", RUBRIC, {CRITERION: NotObserved()}),
        Assessed("A", "y", RUBRIC, {CRITERION: Unscorable("U")}),
    ]
    [result] = read_by_code([*people("A", LEVELS[:1] * 5), *others])
    assert result.people == 5


def test_fewer_than_five_people_are_hidden():
    [result] = read_by_code(people("A", LEVELS[:1] * (FEWEST - 1)))
    assert result.hidden
    assert (result.people, result.marks, result.levels, result.mean, result.at_standard) == (0, 0, (), None, 0)


def test_a_small_cohort_is_not_found_by_subtraction():
    everybody = [*people("A", LEVELS[:1] * 6), *people("B", LEVELS[-1:] * 2)]
    [whole] = read_by_code(everybody)
    assert whole.people == 6
    [large] = read_by_code(everybody, "A")
    assert large.people == 6
    assert read_by_code(everybody, "B")[0].hidden


def test_small_cohorts_that_are_many_together_count_in_the_whole():
    everybody = [*people("A", LEVELS[:1] * 6), *people("B", LEVELS[:1] * 3), *people("C", LEVELS[:1] * 3)]
    assert read_by_code(everybody)[0].people == 12


def test_criteria_with_different_levels_have_no_common_mean():
    first, *others = RUBRIC.criteria
    own = replace(first, own_levels=RUBRIC.scale.levels[:2], own_standard=LEVELS[1])
    other = replace(RUBRIC, criteria=(own, *others))
    mixed = [*people("A", LEVELS[:1] * 5), Assessed("A", "z", other, {CRITERION: LevelGiven(LEVELS[1])})]
    [result] = read_by_code(mixed)
    assert (result.people, result.mean, result.levels) == (6, None, ())
    assert result.at_standard == 1


@given(st.lists(st.tuples(st.sampled_from("ABCD"), st.sampled_from(LEVELS)), max_size=40))
def test_what_can_be_subtracted_is_never_few(given_marks):
    assessed = [
        Assessed(cohort, str(n), RUBRIC, {CRITERION: LevelGiven(v)}) for n, (cohort, v) in enumerate(given_marks)
    ]
    [whole] = read_by_code(assessed) or [None]
    if whole is None:
        return
    shown = [result.people for cohort in "ABCD" for result in read_by_code(assessed, cohort) if not result.hidden]
    rest = whole.people - sum(shown)
    assert all(count >= FEWEST for count in shown)
    if not whole.hidden:
        assert rest == 0 or rest >= FEWEST
