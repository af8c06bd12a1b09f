"""What is settled of a portfolio, by whom, and how far it has come."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from tests.support.building import START, level, small_rubric

from certdesk.core import conditions as rule
from certdesk.core.adjudication import Step, Why
from certdesk.core.case_states import with_turns
from certdesk.core.cases import CaseRules, Known, Ruling, case_of, settle
from certdesk.core.cohorts import Allocation, CaseState, CohortMember, Rating, Turn
from certdesk.core.marks import Mark, NotObserved, Unscorable
from certdesk.core.policy import AdjudicationTable

RUBRIC = small_rubric()
RULES = CaseRules(RUBRIC, AdjudicationTable())
MEMBER = CohortMember("p1", "KITE-37", "Miriam")


def marks(text: str) -> dict[str, Mark]:
    words = {"n": NotObserved(), "u": Unscorable("U-AUDIO")}
    given = dict(zip(("T1", "T2", "T3", "T4"), text.split(), strict=True))
    return {key: words.get(word) or level(word) for key, word in given.items() if word != "-"}


def rated(person: str, text: str, *, days: int = 0, signed: bool = True) -> Rating:
    return Rating(f"of-{person}", person, Turn.FIRST, signed, marks(text), START + timedelta(days=days))


def asked(person: str, turn: Turn, *criteria: str) -> Allocation:
    return Allocation(f"a-{person}", "p1", person, turn, START, criteria)


def case(allocations=(), ratings=(), rulings=(), conflicts=()):
    by_criterion = {one.criterion_id: one for one in rulings}
    return case_of(RULES, Known(MEMBER, allocations, ratings, by_criterion, frozenset(conflicts)))


def told(found):
    return {one.criterion_id: (str(getattr(one.mark, "level", one.mark)), one.rule) for one in found.settled}


FIRST, SECOND = asked("ann", Turn.FIRST), asked("ben", Turn.SECOND)
TWO = (rated("ann", "3 3 3 3"), rated("ben", "4 3 3 3", days=1))


@pytest.mark.parametrize(
    ("state", "given"),
    [
        (CaseState.NOT_ALLOCATED, {}),
        (CaseState.FIRST_OPEN, {"allocations": [FIRST]}),
        (CaseState.FIRST_OPEN, {"allocations": [FIRST, SECOND], "ratings": [rated("ben", "3 3 3 3")]}),
        (CaseState.FIRST_OPEN, {"ratings": [rated("ann", "3 3 3 3", signed=False)]}),
        (CaseState.SECOND_OPEN, {"allocations": [FIRST, SECOND], "ratings": TWO[:1]}),
        (CaseState.SETTLED, {"allocations": [FIRST], "ratings": TWO[:1]}),
        (CaseState.SETTLED, {"allocations": [FIRST, SECOND], "ratings": TWO}),
        (CaseState.CONFLICT, {"allocations": [FIRST], "conflicts": ["ann"]}),
        (CaseState.CONFLICT, {"conflicts": ["ann"]}),
        (CaseState.SETTLED, {"allocations": [FIRST], "ratings": TWO[:1], "conflicts": ["ben"]}),
        (CaseState.THIRD_OPEN, {"allocations": [FIRST, SECOND, asked("cleo", Turn.THIRD)], "ratings": TWO}),
    ],
)
def test_a_portfolio_is_as_far_as_those_who_were_asked(state, given):
    assert case(**given).state is state


def test_a_dispute_waits_for_the_lead_until_a_third_is_asked_for_all_of_it():
    two = (rated("ann", "1 4 3 3"), rated("ben", "3 1 3 3", days=1))
    lead = case([FIRST, SECOND], two)
    assert (lead.state, lead.disputed) == (CaseState.TO_ADJUDICATE, ("T1", "T2"))
    half = case([FIRST, SECOND, asked("cleo", Turn.THIRD, "T1")], two)
    assert half.state is CaseState.TO_ADJUDICATE
    whole = case([FIRST, SECOND, asked("cleo", Turn.THIRD, "T1", "T2")], two)
    assert whole.state is CaseState.THIRD_OPEN
    done = case([FIRST, SECOND, asked("cleo", Turn.THIRD, "T1", "T2")], (*two, rated("cleo", "3 3 1 1", days=2)))
    assert done.state is CaseState.SETTLED
    # The third's marks on what was not in dispute count for nothing.
    assert told(done) == {
        "T1": ("3", "third_equals_one"), "T2": ("3", "median_of_three"), "T3": ("3", "same"), "T4": ("3", "same"),
    }  # fmt: skip
    assert [one.assessment_ids for one in done.settled][:2] == [("of-ben", "of-cleo"), ("of-cleo",)]


def test_adjacent_marks_are_averaged_only_where_both_lead_to_one_outcome():
    same = case(ratings=TWO)
    assert told(same)["T1"] == ("7/2", "mean_of_two")
    assert [one.averaged for one in same.settled] == [True, False, False, False]
    assert same.settled[0].assessment_ids == ("of-ann", "of-ben")
    other = settle(RULES, with_turns((), (rated("ann", "2 3 3 3"), rated("ben", "3 3 3 3", days=1))), {})
    assert [(one.criterion_id, one.why) for one in other.open] == [("T1", Why.OUTCOMES)]


def test_a_code_beside_a_level_changes_the_outcome_so_everything_in_dispute_is_looked_at():
    found = settle(RULES, with_turns((), (rated("ann", "4 3 u 3"), rated("ben", "3 3 3 3", days=1))), {})
    assert [(one.criterion_id, one.why, one.step) for one in found.open] == [
        ("T1", Why.OUTCOMES, Step.THIRD), ("T3", Why.ONE_CODE, Step.THIRD),
    ]  # fmt: skip


def test_three_without_a_middle_go_to_the_lead_whose_ruling_counts():
    third = asked("cleo", Turn.THIRD, "T1")
    ratings = (rated("ann", "u 3 3 3"), rated("ben", "3 3 3 3", days=1), rated("cleo", "4 - - -", days=2))
    found = case([FIRST, SECOND, third], ratings)
    assert (found.state, found.disputed) == (CaseState.TO_ADJUDICATE, ("T1",))
    ruling = Ruling("p1", "T1", level(3), "Both lessons show it.", "lead", START)
    ruled = case([FIRST, SECOND, third], ratings, [ruling])
    assert ruled.state is CaseState.SETTLED
    one = ruled.settled[0]
    assert (one.mark, one.rule, one.reason) == (level(3), "ruled", "Both lessons show it.")
    assert one.assessment_ids == ("of-ben",)


def test_turns_go_by_allocation_and_else_by_signing():
    late_first = with_turns([FIRST, SECOND], (TWO[1], TWO[0]))
    assert [(one.assessor_id, one.turn) for one in late_first] == [("ann", Turn.FIRST), ("ben", Turn.SECOND)]
    four = [rated(name, "3 3 3 3", days=day) for day, name in enumerate("abcd")]
    assert [one.turn for one in with_turns((), four[::-1])] == [Turn.FIRST, Turn.SECOND, Turn.THIRD, Turn.THIRD]


def test_who_was_not_asked_is_no_third_beside_two_who_were():
    uninvited = rated("dan", "1 1 1 1", days=3)
    assert with_turns([FIRST, SECOND], (*TWO, uninvited)) == with_turns([FIRST, SECOND], TWO)
    assert [one.turn for one in with_turns([FIRST], (TWO[0], uninvited))] == [Turn.FIRST, Turn.SECOND]


def test_who_was_taken_back_and_who_moderates_count_for_nothing():
    back = replace(SECOND, ended_at=START, ended_why="to be marked again")
    looks = asked("mod", Turn.MODERATOR)
    ratings = (TWO[0], rated("ben", "1 1 1 1", days=1), rated("mod", "1 1 1 1", days=2))
    found = case([FIRST, back, looks], ratings)
    assert [(one.assessor_id, one.turn) for one in found.ratings] == [("ann", Turn.FIRST), ("mod", Turn.MODERATOR)]
    assert set(told(found).values()) == {("3", "only_mark")}
    ended = replace(SECOND, ended_at=START)
    assert len(case([FIRST, ended], TWO).ratings) == 2  # it ended because it was done


def test_three_independent_markers_are_settled_by_majority_or_the_middle():
    three = [rated("ann", "1 2 n 3"), rated("ben", "2 4 n 3", days=1), rated("cleo", "4 4 3 3", days=2)]
    everyone = [FIRST, SECOND, asked("cleo", Turn.THIRD)]
    assert told(case(everyone, three)) == {
        "T1": ("2", "median_of_all"), "T2": ("4", "majority"), "T3": ("NotObserved()", "majority"), "T4": ("3", "same"),
    }  # fmt: skip


def test_marks_of_one_person_twice_are_one_judgement_and_unsigned_ones_none():
    again = replace(rated("ann", "4 4 4 4", days=3), assessment_id="of-ann-again")
    assert {one.rule for one in settle(RULES, (TWO[0], again), {}).settled} == {"only_mark"}
    unsigned = case(ratings=[rated("ann", "3 3 3 3", signed=False)])
    assert (unsigned.ratings[0].marks, unsigned.settled) == ({}, ())


def test_what_nobody_was_asked_for_is_neither_settled_nor_open():
    some = asked("ann", Turn.FIRST, "T1", "T3")
    found = case([some], [rated("ann", "3 2 - 3")])
    assert (told(found), found.disputed) == ({"T1": ("3", "only_mark")}, ())


def test_means_that_reach_another_outcome_than_both_go_to_a_third():
    every = RUBRIC.decision.outcomes[0]
    counting = replace(
        every, conditions=(rule.CountAtLevel(level=level(4).level, comparing=rule.Comparing.EXACTLY, at_least=1),)
    )
    rubric = replace(RUBRIC, decision=replace(RUBRIC.decision, outcomes=(counting, RUBRIC.decision.outcomes[2])))
    rules = CaseRules(rubric, AdjudicationTable())
    found = settle(rules, with_turns((), (rated("ann", "4 3 3 3"), rated("ben", "3 4 3 3", days=1))), {})
    assert [(one.criterion_id, one.why) for one in found.open] == [("T1", Why.MEANS), ("T2", Why.MEANS)]
