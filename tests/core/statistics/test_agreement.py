"""Agreement of double marks: what counts as one, on which scale, in which words."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

import pytest
from tests.core.statistics.numbers import check_numbers, scale

from certdesk.core.marks import CommentOnly, LevelGiven, NotObserved, Unmarked, Unscorable
from certdesk.core.statistics.agreement import Breakdown, agreement_by, agreement_of
from certdesk.core.statistics.agreement_words import alpha_in_words, kappa_in_words, plain_sentence
from certdesk.core.statistics.double_marks import DoubleMark
from certdesk.core.statistics.levels import categories_of
from certdesk.core.statistics.many_raters import agreement_of_ratings
from certdesk.core.statistics.results import Estimate, Interval, NotComputed

FOUR = scale(1, 2, 3, 4)


def mark(level):
    return LevelGiven(Fraction(level))


def doubles(*pairs, criterion="T1", who=("amara", "bo")):
    """Double marks of one criterion, a portfolio each; anything that is no mark is a level."""
    kinds = (LevelGiven, NotObserved, Unscorable, CommentOnly, Unmarked)
    given = [[one if isinstance(one, kinds) else mark(one) for one in pair] for pair in pairs]
    return [DoubleMark(f"P{at}", criterion, *who, *pair, date(2026, 5, 1)) for at, pair in enumerate(given)]


def test_every_level_of_the_scale_is_in_the_table():
    found = agreement_of(doubles((2, 2), (2, 3), (3, 3)), FOUR)
    assert found.levels == (1, 2, 3, 4)
    assert found.table() == ((0, 0, 0, 0), (0, 1, 1, 0), (0, 0, 1, 0), (0, 0, 0, 0))
    assert (found.n, found.portfolios, found.exact.count, found.within_one.count) == (3, 3, 2, 3)


def test_within_one_means_neighbouring_levels():
    found = agreement_of(doubles((0, 4), (4, 10), (0, 10)), scale(0, 4, 10))
    assert (found.exact.count, found.within_one.count) == (0, 2)


def test_half_levels_are_categories_of_their_own():
    halves = scale(1, 2, 3, half=True)
    assert categories_of(halves).values == tuple(Fraction(value, 2) for value in range(2, 7))
    found = agreement_of(doubles((1, "3/2"), (1, 2), ("3/2", 3), ("3/2", "3/2")), halves)
    assert (found.n, found.exact.count, found.within_one.count) == (4, 1, 3)


def test_halves_between_levels_that_are_two_apart_keep_their_place():
    assert categories_of(scale(0, 2, 4, half=True)).places[:4] == (0, Fraction(1, 4), Fraction(1, 2), Fraction(3, 4))


def test_a_half_level_where_the_rubric_has_none_is_no_rating():
    found = agreement_of(doubles((2, 2), (3, 3), ("5/2", 3)), FOUR)
    assert (found.n, found.marks.off_scale) == (2, 1)


def test_in_a_rubric_with_ranges_a_value_counts_as_its_level():
    ranged = scale(1, 2, 3, ranges=True)
    found = agreement_of(doubles(("1.4", "1.8"), ("2.01", 3), (1, "1.01")), ranged)
    assert (found.levels, found.exact.count, found.n) == ((1, 2, 3), 2, 3)


def test_what_is_no_level_is_counted_apart():
    dark, noise = Unscorable("too dark"), Unscorable("noise")
    pairs = doubles(
        (2, 2), (dark, dark), (dark, noise), (dark, 3), (2, noise), (NotObserved(), NotObserved()), (NotObserved(), 2),
        (NotObserved(), dark), (CommentOnly(), 2), (Unmarked(), Unmarked()), (dark, Unmarked()),
    )  # fmt: skip
    found = agreement_of(pairs, FOUR)
    codes = found.marks.codes
    assert found.n == 1
    assert (codes.n, codes.both, codes.same_code, codes.only_one, codes.neither) == (5, 2, 1, 2, 1)
    assert (found.marks.not_observed_both, found.marks.not_observed_one, found.marks.unmarked) == (1, 2, 3)


def test_two_marks_by_one_person_are_no_double_mark():
    found = agreement_of(doubles((2, 2), (3, 4), who=("amara", "amara")), FOUR)
    assert (found.n, found.marks.same_person) == (0, 2)
    assert plain_sentence(found) == "One judgement is not agreement: nothing was marked by two assessors."


def test_why_there_is_nothing_to_compare():
    assert plain_sentence(agreement_of(doubles((8, 9)), FOUR)) == "The double marks are not levels of this scale."
    coded = agreement_of(doubles((Unscorable("dark"), 2)), FOUR)
    assert plain_sentence(coded) == "No double mark has two levels."


def test_the_same_level_written_in_two_objects_is_the_same():
    pairs = [DoubleMark(f"P{at}", "T1", "amara", "bo", Fraction(3), mark(3)) for at in range(4)]
    assert agreement_of(pairs, FOUR).exact.count == 4


def test_by_criterion_pair_and_cohort():
    pairs = [
        *doubles((1, 2), (2, 2)),
        *doubles((4, 4), (3, 3), (2, 4), criterion="T2", who=("bo", "amara")),
    ]
    by_criterion = agreement_by(pairs, FOUR, Breakdown.CRITERION, {"T2": scale(2, 3, 4)}, replicates=0)
    assert {key: (one.n, len(one.levels)) for key, one in by_criterion.items()} == {("T1",): (2, 4), ("T2",): (3, 3)}
    [(key, both)] = agreement_by(pairs, FOUR, Breakdown.PAIR, replicates=0).items()
    assert key == ("amara", "bo")
    assert both.counts == {(0, 1): 1, (1, 1): 1, (2, 2): 1, (3, 1): 1, (3, 3): 1}
    assert list(agreement_by(pairs, FOUR, Breakdown.COHORT, replicates=0)) == [("",)]


def test_a_plain_sentence_with_enough_to_tell():
    found = agreement_of(doubles(*[(2, 2)] * 231, *[(2, 3)] * 98, *[(1, 4)] * 11), FOUR, replicates=0)
    assert plain_sentence(found) == (
        "In 68 of 100 double marks both assessors chose the same level (63 to 73), in 97 they were at most one level "
        "apart. This is counted from 340 double marks."
    )


def test_all_but_one_is_not_all():
    found = agreement_of(doubles(*[(2, 2)] * 999, (2, 4)), FOUR, replicates=0)
    assert plain_sentence(found).startswith("In 99 of 100")


def test_under_twenty_there_are_no_words_of_judgement():
    found = agreement_of(doubles(*[(2, 2)] * 10, *[(3, 3)] * 9), FOUR)
    assert plain_sentence(found) == (
        "Of 19 double marks, both assessors chose the same level in 19, and were at most one level apart in 19. "
        "That is too few to judge by."
    )
    assert alpha_in_words(found.alpha_ordinal) == kappa_in_words(found.kappa) == ""


@pytest.mark.parametrize(
    ("low", "words"),
    [(0.81, "usual where much depends"), (0.7, "tentative"), (0.5, "second look")],
)
def test_words_for_alpha_look_at_the_lower_end(low, words):
    assert words in alpha_in_words(Estimate(0.9, 20, 0.1, Interval(low, 0.95)))
    assert not alpha_in_words(Estimate(0.9, 19, 0.1, Interval(low, 0.95)))


@pytest.mark.parametrize(("low", "words"), [(0.61, "substantial"), (0.1, "better than chance"), (-0.1, "no better")])
def test_words_for_kappa_look_at_the_lower_end(low, words):
    assert words in kappa_in_words(Estimate(0.9, 20, 0.1, Interval(low, 0.95)))


def test_nothing_at_all_and_an_empty_scale():
    for levels in (FOUR, scale(1)):
        found = agreement_of([], levels)
        assert isinstance(found.kappa, NotComputed)
        assert isinstance(found.exact, NotComputed)
    alone = agreement_of(doubles((1, 1), (1, 1)), scale(1))
    assert alone.ac1.reason == "The scale has only one level, so nobody could disagree"


def test_many_assessors_are_those_of_krippendorff():
    coders = check_numbers("krippendorff")
    ratings = {
        (unit, rater): value - 1
        for rater, row in enumerate(coders["data"])
        for unit, value in enumerate(row)
        if value is not None
    }
    found = agreement_of_ratings(ratings, scale(1, 2, 3, 4, 5), replicates=0)
    assert (found.units, found.rated_once, found.raters) == (11, 1, 4)
    assert found.alpha_interval.value == pytest.approx(0.849107, abs=1e-4)
    assert (found.exact.count, found.exact.n) == (43, 55)


def test_icc_of_double_marks_is_on_the_values_of_the_levels():
    found = agreement_of(doubles((0, 0), (4, 10), (10, 10), (0, 4)), scale(0, 4, 10), replicates=0)
    doubled = agreement_of(doubles((0, 0), (8, 20), (20, 20), (0, 8)), scale(0, 8, 20), replicates=0)
    assert found.icc_single.value == pytest.approx(doubled.icc_single.value)
    assert found.icc_mean.value > found.icc_single.value
