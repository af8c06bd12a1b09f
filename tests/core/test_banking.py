from dataclasses import replace
from datetime import date
from fractions import Fraction

import pytest
from tests.core.samples import NO, levels, outcome, rubric

from certdesk.core import conditions as rule
from certdesk.core.banking import EarlierAttempt, bankable, last_day, with_banked
from certdesk.core.decision import INCOMPLETE, decide
from certdesk.core.marks import UNMARKED, CommentOnly, LevelGiven
from certdesk.core.rubric import Level

LOW = (Level(Fraction(0), "no", "No"), Level(Fraction(1), "yes", "Yes"))
RESUBMIT = outcome("resubmit", rule.BelowFloorAtMost(2), banks_from=3)
MET = outcome("met", rule.FloorsMet(), rule.BankedAtMost(2), certifies=True)
BASE = rubric(MET, RESUBMIT)
FIRST = EarlierAttempt(BASE, levels(A1=4, A2=2, B1=3, B2="2.5"), RESUBMIT, date(2026, 1, 31))


def test_levels_from_the_banked_one_up_fill_what_the_new_attempt_leaves_unmarked():
    both = with_banked(BASE, levels(A2=3, B2=2), FIRST, date(2026, 11, 22))
    assert both.marks == levels(A1=4, A2=3, B1=3, B2=2)
    assert both.banked == {"A1", "B1"}


def test_a_new_mark_counts_even_when_it_is_worse_or_no_level():
    both = with_banked(BASE, levels(A1=1, A2=3, B1=NO, B2=CommentOnly()), FIRST, date(2026, 11, 22))
    assert both.marks == levels(A1=1, A2=3, B1=NO, B2=CommentOnly())
    assert both.banked == frozenset()
    assert with_banked(BASE, levels(A1=UNMARKED), FIRST, date(2026, 11, 22)).banked == {"A1", "B1"}


@pytest.mark.parametrize(
    ("decided", "months", "last"),
    [
        (date(2026, 1, 31), 24, date(2028, 1, 31)),
        (date(2026, 1, 31), 1, date(2026, 2, 28)),
        (date(2027, 12, 31), 2, date(2028, 2, 29)),
        (date(2026, 11, 5), 2, date(2027, 1, 5)),
        (date(2026, 11, 5), 0, date(2026, 11, 5)),
    ],
)
def test_they_count_until_the_same_day_so_many_months_later(decided, months, last):
    earlier = replace(FIRST, decided_on=decided, outcome=replace(RESUBMIT, banks_months=months))
    assert last_day(earlier) == last
    assert with_banked(BASE, {}, earlier, last).banked == {"A1", "B1"}
    assert with_banked(BASE, {}, earlier, date.fromordinal(last.toordinal() + 1)).banked == frozenset()


def test_an_outcome_that_banks_nothing_fills_nothing():
    earlier = replace(FIRST, outcome=replace(RESUBMIT, banks_from=None))
    assert bankable(earlier) == {}
    assert with_banked(BASE, {}, earlier, FIRST.decided_on).marks == {}


def test_a_level_that_the_criterion_no_longer_has_is_not_taken():
    first, *others = BASE.criteria
    newer = replace(BASE, criteria=(replace(first, own_levels=LOW), *others))
    assert with_banked(newer, {}, FIRST, FIRST.decided_on).banked == {"B1"}


def test_the_decision_says_what_stands_on_earlier_results():
    both = with_banked(BASE, levels(A2=3, B2=1), FIRST, FIRST.decided_on)
    decision = decide(BASE, both.marks, both.banked)
    assert decision.outcome == "met"
    assert decision.from_earlier == ("A1", "B1")
    assert decision.trace[0].lines[-1].found == "from an earlier attempt: A1, B1"
    assert decide(BASE, both.marks).from_earlier == ()


def test_too_many_earlier_results_are_not_enough_and_it_is_said():
    strict = rubric(replace(MET, conditions=(rule.FloorsMet(), rule.BankedAtMost(1))), RESUBMIT)
    both = with_banked(strict, levels(A2=3, B2=1), FIRST, FIRST.decided_on)
    assert decide(strict, both.marks).outcome == "met"
    decision = decide(strict, both.marks, both.banked)
    assert decision.outcome == "resubmit"
    assert not decision.trace[0].met
    told = decision.trace[1].lines[-1]
    assert (told.rule, told.found, told.met) == ("Results of an earlier attempt count", "A1, B1", True)


def test_earlier_results_do_not_hide_what_is_still_missing():
    both = with_banked(BASE, levels(A2=LevelGiven(Fraction(3))), FIRST, FIRST.decided_on)
    decision = decide(BASE, both.marks, both.banked)
    assert decision.outcome == INCOMPLETE
    assert decision.missing == ("B2",)
    assert decision.from_earlier == ("A1", "B1")


def test_on_levels_of_its_own_a_criterion_is_banked_from_its_own_standard_up():
    first, second, *others = BASE.criteria
    own = replace(BASE, criteria=(replace(first, own_levels=LOW), replace(second, own_levels=LOW), *others))
    earlier = replace(FIRST, rubric=own, marks=levels(A1=1, A2=0, B1=3, B2=2))
    assert bankable(earlier) == {"A1": 1, "B1": 3}
    assert decide(rubric(RESUBMIT, criteria=own.criteria), earlier.marks).banked == ("A1", "B1")
