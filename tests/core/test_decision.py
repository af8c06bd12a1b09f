from fractions import Fraction

import pytest
from tests.core.samples import NO, NO_SOUND, built_in, criterion, levels, outcome, rubric, ruled

from certdesk.core import conditions as rule
from certdesk.core.decision import INCOMPLETE, decide
from certdesk.core.marks import UNMARKED, CommentOnly, LevelGiven

PASS = outcome("met", rule.MeanAtLeast(Fraction("2.75")), rule.CriticalAtLeast(Fraction(3)), certifies=True)
NEARLY = outcome("nearly", rule.MeanAtLeast(Fraction(2)), banks_from=3)
SMALL = rubric(PASS, NEARLY)
GOOD = levels(A1=3, A2=3, B1=3, B2=3)


def test_the_first_outcome_whose_conditions_all_hold_is_the_result():
    decision = decide(SMALL, GOOD)
    assert (decision.outcome, decision.label, decision.certifies) == ("met", "Met", True)
    assert decision.complete
    assert [tried.outcome for tried in decision.trace] == ["met"]
    assert decision.missing == decision.reasons == decision.below_floor == decision.banked == ()


def test_a_high_mean_does_not_make_up_for_a_critical_criterion():
    decision = decide(SMALL, levels(A1=4, A2=2, B1=4, B2=4))
    assert decision.outcome == "nearly"
    assert not decision.certifies
    assert decision.mean == Fraction(22, 6)
    assert decision.below_floor == ("A2",)


def test_the_trace_tells_the_whole_story_in_words():
    decision = decide(SMALL, levels(A1=4, A2=2, B1=4, B2=4))
    told = [(tried.label, [(line.rule, line.found, line.met) for line in tried.lines]) for tried in decision.trace]
    assert told == [
        (
            "Met",
            [
                ("Weighted mean at least 2.75", "3.67", True),
                ("Critical criterion A2 at least 3", "A2 is 2", False),
            ],
        ),
        ("Nearly", [("Weighted mean at least 2.00", "3.67", True)]),
    ]
    assert [tried.met for tried in decision.trace] == [False, True]


def test_what_explains_a_result_is_the_certificate_reached_or_the_nearest_one_missed():
    assert decide(SMALL, GOOD).deciding.outcome == "met"
    assert decide(SMALL, levels(A1=1, A2=1, B1=1, B2=1)).deciding.outcome == "met"
    teaching = built_in("stem_teaching")
    missed = decide(teaching, levels(T1=2, T2=2, T3=1, T4=2, T5=2, T6=2, T7=1, T8=1))
    assert missed.deciding.outcome == "certified"
    without_certificates = rubric(NEARLY)
    assert decide(without_certificates, levels(A1=1, A2=1, B1=1, B2=1)).deciding.outcome == "not_yet"


def test_good_criteria_are_banked_where_the_outcome_banks():
    assert decide(SMALL, levels(A1="2.5", A2=2, B1=3, B2=4)).banked == ("B1", "B2")
    assert decide(SMALL, GOOD).banked == ()


def test_exactly_on_the_cut_passes_and_one_step_under_it_fails():
    on = rubric(outcome("met", rule.MeanAtLeast(Fraction("17/6")), certifies=True))
    assert decide(on, levels(A1=2, A2=3, B1=3, B2=3)).outcome == "met"
    assert decide(on, levels(A1="1.5", A2=3, B1=3, B2=3)).outcome == "not_yet"


@pytest.mark.parametrize("mark", [UNMARKED, CommentOnly()])
def test_a_criterion_without_a_judgement_makes_it_incomplete(mark):
    decision = decide(SMALL, {**GOOD, "A1": mark})
    assert (decision.outcome, decision.label) == (INCOMPLETE, "Incomplete")
    assert not decision.complete
    assert not decision.certifies
    assert decision.missing == ("A1",)
    assert decision.reasons == ("A1 still needs a mark.",)
    assert decision.trace == ()
    assert decision.deciding is None
    assert decision.mean == 3


def test_nothing_marked_at_all_is_incomplete():
    decision = decide(SMALL, {})
    assert decision.reasons == ("A1, A2, B1, B2 still need a mark.",)
    assert decision.mean is None


def test_an_unscorable_criterion_is_incomplete_and_never_a_fail():
    decision = decide(SMALL, {**GOOD, "B1": NO_SOUND})
    assert decision.outcome == INCOMPLETE
    assert decision.reasons == ("Not scorable, so there is no result yet: B1.",)
    assert decision.missing == ("B1",)
    assert decision.mean == 3


def test_a_rubric_may_tolerate_some_unscorable_criteria():
    tolerant = ruled(SMALL, unscorable_at_least=2)
    assert decide(tolerant, {**GOOD, "B1": NO_SOUND}).outcome == "met"
    assert decide(tolerant, {**GOOD, "B1": NO_SOUND, "B2": NO_SOUND}).outcome == INCOMPLETE


def test_a_section_may_tolerate_fewer_unscorable_criteria_than_the_rest():
    tolerant = ruled(SMALL, unscorable_at_least=3, unscorable_in_section={"A": 1})
    assert decide(tolerant, {**GOOD, "B1": NO_SOUND, "B2": NO_SOUND}).complete
    strict = decide(tolerant, {**GOOD, "A1": NO_SOUND})
    assert strict.outcome == INCOMPLETE
    assert strict.missing == ("A1",)


def test_not_observed_is_refused_where_the_rubric_does_not_allow_it():
    decision = decide(SMALL, {**GOOD, "A1": NO})
    assert decision.outcome == INCOMPLETE
    assert decision.reasons == ("Not observed on A1; this rubric does not allow it.",)
    assert decision.missing == ("A1",)


def test_not_observed_is_allowed_so_many_times():
    lenient = rubric(PASS, not_observed_at_most=1, never_not_observed=frozenset({"A2"}))
    assert decide(lenient, {**GOOD, "A1": NO}).outcome == "met"
    twice = decide(lenient, {**GOOD, "A1": NO, "B1": NO})
    assert twice.reasons == ("Not observed on A1, B1; this rubric allows it on at most 1 criterion.",)
    assert twice.missing == ("A1", "B1")


def test_some_criteria_must_always_be_observed():
    lenient = rubric(PASS, not_observed_at_most=2, never_not_observed=frozenset({"A2"}))
    decision = decide(lenient, {**GOOD, "A2": NO})
    assert decision.outcome == INCOMPLETE
    assert decision.reasons == ("A2 must be observed: give it a level, or say why it can't be scored.",)
    assert decision.missing == ("A2",)


def test_safety_and_participation_of_a_lesson_must_be_observed():
    lesson = built_in("stem_lesson_practice")
    marks = {one.id: LevelGiven(Fraction(3)) for one in lesson.criteria}
    assert decide(lesson, {**marks, "B4": NO, "C1": NO}).outcome == "met"
    for never in ("A5", "B5"):
        assert decide(lesson, {**marks, never: NO}).outcome == INCOMPLETE
    assert decide(lesson, {**marks, "A1": NO, "B4": NO, "C1": NO}).outcome == INCOMPLETE


def test_a_level_off_the_scale_gives_no_result():
    decision = decide(SMALL, {**GOOD, **levels(B1=5, B2="0.5")})
    assert decision.outcome == INCOMPLETE
    assert decision.reasons == ("B1, B2 have levels that this rubric does not have.",)
    assert decision.missing == ("B1", "B2")


def test_every_reason_is_given_at_once():
    decision = decide(SMALL, {"A1": NO, "A2": NO_SOUND})
    assert len(decision.reasons) == 3
    assert decision.missing == ("B1", "B2", "A2", "A1")


def test_a_whole_section_not_observed_neither_passes_nor_fails_its_minimum():
    lenient = rubric(
        outcome("met", rule.MeanAtLeast(Fraction(2)), rule.SectionMeanAtLeast("B", Fraction(2)), certifies=True),
        not_observed_at_most=2,
        never_not_observed=frozenset({"A2"}),
    )
    decision = decide(lenient, {**GOOD, "B1": NO, "B2": NO})
    assert decision.outcome == INCOMPLETE
    assert decision.reasons == (
        "Too little was observed to tell: Mean of section B (Part B) at least 2.00 (nothing observed).",
    )
    assert [tried.outcome for tried in decision.trace] == ["met"]
    assert decision.trace[0].open


def test_an_outcome_that_fails_anyway_does_not_wait_for_what_was_not_observed():
    lenient = rubric(
        outcome("met", rule.MeanAtLeast(Fraction(2)), rule.SectionMeanAtLeast("B", Fraction(2)), certifies=True),
        not_observed_at_most=2,
    )
    low = decide(lenient, {**levels(A1=1, A2=1), "B1": NO, "B2": NO})
    assert low.outcome == "not_yet"
    assert not low.trace[0].open


def test_a_critical_criterion_that_was_not_observed_neither_passes_nor_fails():
    careless = rubric(PASS, not_observed_at_most=1)  # the rubric forgot to say that A2 must be observed
    assert decide(careless, {**GOOD, "A2": NO}).outcome == INCOMPLETE


def test_everything_not_observed_gives_no_result():
    lenient = rubric(outcome("met"), not_observed_at_most=4)
    decision = decide(lenient, dict.fromkeys(("A1", "A2", "B1", "B2"), NO))
    assert decision.outcome == INCOMPLETE
    assert decision.reasons == ("No criterion has a level.",)


def test_a_rubric_without_an_outcome_for_some_marks_says_so():
    gappy = ruled(SMALL, outcomes=(PASS,))
    decision = decide(gappy, levels(A1=1, A2=1, B1=1, B2=1))
    assert decision.outcome == INCOMPLETE
    assert decision.reasons == ("The rubric has no outcome for these marks.",)


NATIONAL_BOARD = {
    "C1": "8.365", "C2": "2.788", "C3": "2.788", "C4": "2.788", "P1": "6.274", "P2": "12.548", "P3": "6.274",
}  # fmt: skip


def _board():
    criteria = tuple(criterion(id_, id_[0], weight) for id_, weight in NATIONAL_BOARD.items())
    cut = (
        rule.TotalAtLeast(Fraction(110)),
        rule.SectionMeanAtLeast("C", Fraction("1.75")),
        rule.SectionMeanAtLeast("P", Fraction("1.75")),
    )
    return rubric(outcome("certified", *cut, certifies=True), criteria=criteria)


def test_a_total_with_section_floors_is_one_rubric_among_others():
    passed = decide(_board(), levels(C1=3, C2=3, C3=3, C4=2, P1=3, P2="2.5", P3=2))
    assert passed.trace[0].lines[0].met
    assert passed.outcome == "certified"
    lopsided = decide(_board(), levels(C1=1, C2=1, C3=1, C4=1, P1=4, P2=4, P3=4))
    assert lopsided.outcome == "not_yet"
    assert [line.met for line in lopsided.trace[0].lines] == [True, False, True]


def test_a_total_a_hair_under_its_cut_neither_passes_nor_prints_as_the_cut():
    hair = criterion("A1", "A", "36.6663333"), criterion("A2", "A", "0.0000001")
    base = rubric(outcome("met", rule.TotalAtLeast(Fraction(110)), certifies=True), criteria=hair)
    decision = decide(base, levels(A1=3, A2=1))
    assert decision.outcome == "not_yet"
    assert decision.trace[0].lines[0].found == "109.99"


def test_a_purely_conjunctive_rubric_needs_every_criterion():
    every = rubric(outcome("met", rule.EveryCriterionAtLeast(Fraction(3)), certifies=True))
    assert decide(every, GOOD).outcome == "met"
    assert decide(every, {**GOOD, **levels(B2="2.5")}).outcome == "not_yet"
