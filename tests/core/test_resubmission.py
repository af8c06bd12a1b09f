"""What stands from earlier attempts, and what has to be handed in again."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from fractions import Fraction

from hypothesis import given, settings
from hypothesis import strategies as st
from tests.support.cohorts import shipped_rubric

from certdesk.core.banking import EarlierAttempt
from certdesk.core.decision import decide
from certdesk.core.later import months_later
from certdesk.core.marks import LevelGiven, Unscorable, level_of
from certdesk.core.policy import Resubmission
from certdesk.core.resubmission import Attempt, to_hand_in, with_earlier

RUBRIC = shipped_rubric()
IDS = [criterion.id for criterion in RUBRIC.criteria]
POLICY = Resubmission()
DAY = date(2026, 3, 1)
NEAR_MISS = {"T5": 2, "T7": 2, "T8": 2}


def marks(**other):
    return {id_: LevelGiven(Fraction(other.get(id_, 3))) for id_ in IDS}


def attempt(given, *, portfolio="first", on=DAY, taken_over=()):
    decision = decide(RUBRIC, given)
    outcome = next(each for each in RUBRIC.decision.outcomes if each.id == decision.outcome)
    return Attempt(portfolio, EarlierAttempt(RUBRIC, given, outcome, on), frozenset(taken_over))


def only(*ids, level=3):
    return {id_: LevelGiven(Fraction(level)) for id_ in ids}


def near_miss():
    given = marks(**NEAR_MISS)
    assert decide(RUBRIC, given).banked
    return given


def test_what_was_banked_fills_what_is_not_handed_in_again():
    found = with_earlier(RUBRIC, only("T5", "T7", "T8"), [attempt(near_miss())], DAY, POLICY)
    assert set(found.marks) == set(IDS)
    assert found.banked == set(IDS) - set(NEAR_MISS)
    assert decide(RUBRIC, found.marks, found.banked).certifies


def test_nothing_counts_after_its_last_day():
    earlier = attempt(near_miss())
    months = min(earlier.earlier.outcome.banks_months, POLICY.within_months)
    last = months_later(DAY, months)
    assert with_earlier(RUBRIC, only("T5"), [earlier], last, POLICY).banked
    assert not with_earlier(RUBRIC, only("T5"), [earlier], last.replace(day=2), POLICY).banked
    short = replace(POLICY, within_months=1)
    assert not with_earlier(RUBRIC, only("T5"), [earlier], date(2026, 4, 2), short).banked


def test_handing_in_again_makes_nothing_last_longer():
    taken = [id_ for id_ in IDS if id_ not in NEAR_MISS]
    second = attempt(near_miss(), portfolio="second", on=date(2027, 3, 1), taken_over=taken)
    found = with_earlier(RUBRIC, only("T5"), [second, attempt(near_miss())], date(2027, 6, 1), POLICY)
    assert {one.portfolio_id for one in found.kept} == {"first"}
    assert {one.until for one in found.kept} == {months_later(DAY, 24)}


def test_the_best_score_is_kept_where_the_policy_says_so():
    earlier = attempt(marks(**NEAR_MISS, T1=4))
    given = marks(T1=2)
    kept = with_earlier(RUBRIC, given, [earlier], DAY, POLICY)
    assert level_of(kept.marks["T1"]) == 4
    assert next(one for one in kept.kept if one.criterion_id == "T1").instead_of == 2
    plain = with_earlier(RUBRIC, given, [earlier], DAY, replace(POLICY, best_score_kept=False))
    assert level_of(plain.marks["T1"]) == 2


@settings(max_examples=40, deadline=None)
@given(st.lists(st.sampled_from([2, 3, 4]), min_size=8, max_size=8), st.sets(st.sampled_from(IDS)))
def test_an_earlier_attempt_never_makes_a_mark_worse(levels, handed_in):
    given = {id_: LevelGiven(Fraction(level)) for id_, level in zip(IDS, levels, strict=True) if id_ in handed_in}
    found = with_earlier(RUBRIC, given, [attempt(near_miss())], DAY, POLICY)
    for id_, mark in given.items():
        assert level_of(found.marks[id_]) >= level_of(mark)


def test_who_passed_hands_in_nothing_and_who_missed_hands_in_what_is_not_banked():
    assert to_hand_in(RUBRIC, marks(), decide(RUBRIC, marks()), (1, DAY), POLICY) is None
    given = near_miss()
    again = to_hand_in(RUBRIC, given, decide(RUBRIC, given), (1, DAY), POLICY)
    assert set(again.named) == set(NEAR_MISS)
    assert (again.left, again.until) == (2, months_later(DAY, 24))
    assert to_hand_in(RUBRIC, given, decide(RUBRIC, given), (3, DAY), POLICY).left == 0


def test_what_could_not_be_scored_costs_no_attempt():
    given = marks() | {"T2": Unscorable("U-AUDIO")}
    again = to_hand_in(RUBRIC, given, decide(RUBRIC, given), (1, DAY), POLICY)
    assert (again.named, again.unscorable, again.left) == (("T2",), ("T2",), 3)
