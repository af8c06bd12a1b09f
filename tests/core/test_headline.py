from fractions import Fraction

import pytest
from tests.core.samples import NO, criterion, levels, outcome, rubric

from certdesk.core import conditions as rule
from certdesk.core.decision import decide
from certdesk.core.headline import Score, score
from certdesk.core.scoring import show_among, show_mean, show_total

ALL = levels(A1=3, A2=3, B1=2, B2="2.5")


@pytest.mark.parametrize(
    ("condition", "words"),
    [
        (rule.MeanAtLeast(Fraction(2)), "Weighted mean 2.50"),
        (rule.MeanAtLeast(Fraction(2), weighted=False), "Mean 2.63"),
        (rule.TotalAtLeast(Fraction(12)), "Total 15 of 24"),
        (rule.TotalAtLeast(Fraction(12), weighted=False), "Total 10.50 of 16"),
        (rule.TotalAtLeast(Fraction("12.5"), weighted=False), "Total 10.50 of 16.00"),
        (rule.FloorsMet(), "Weighted mean 2.50"),
    ],
)
def test_the_number_is_the_one_that_the_rules_ask_for(condition, words):
    base = rubric(outcome("met", rule.CriticalAtLeast(Fraction(4)), condition))
    found = score(base, ALL)
    assert found is not None
    assert found.words == words
    assert decide(base, ALL).score == found


def test_without_a_level_there_is_none():
    assert score(rubric(), levels(A1=NO)) is None
    assert decide(rubric(), {}).score is None


def test_a_total_is_out_of_what_each_criterion_can_have():
    own = criterion("A1", "A", "2")
    base = rubric(outcome("met", rule.TotalAtLeast(Fraction(3))), criteria=(own, criterion("A2", "A")))
    assert score(base, levels(A1=2, A2=1)) == Score(Fraction(5), "5", is_total=True, most="12")


@pytest.mark.parametrize(
    ("value", "decimals", "cuts", "shown"),
    [
        ("109.99975", 2, ["110"], "109.99"),
        ("110.001", 2, ["110"], "110.00"),
        ("2.745", 2, ["2.75"], "2.74"),
        ("2.7451", 2, ["2.745"], "2.75"),
        ("2.7449", 2, ["2.745", "2.75"], "2.74"),
        ("2.7455", 2, ["2.745", "2.746"], "2.745"),
        ("2.5", 0, ["2.75"], "2"),
        ("2.75", 0, ["2.75"], "3"),
        ("2.5", 2, [], "2.50"),
    ],
)
def test_a_number_stands_on_its_own_side_of_every_cut(value, decimals, cuts, shown):
    assert show_among(Fraction(value), decimals, map(Fraction, cuts)) == shown


def test_only_cuts_on_the_same_number_matter():
    base = rubric(outcome("met", rule.MeanAtLeast(Fraction("2.75")), rule.TotalAtLeast(Fraction(110))))
    near = Fraction("2.7499")
    assert show_mean(base, near) == "2.74"
    assert show_mean(base, near, weighted=False) == "2.75"
    assert show_total(base, Fraction("109.999")) == "109.99"
    assert show_total(base, Fraction("109.999"), weighted=False) == "110.00"
