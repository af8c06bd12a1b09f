from dataclasses import replace
from fractions import Fraction

from tests.core.samples import NO, built_in, levels, outcome, rubric, ruled
from tests.support.what_if import what_if

from certdesk.core import conditions as rule
from certdesk.core.decision import INCOMPLETE
from certdesk.core.what_if import OutcomeCount

OURS = built_in("stem_teaching")
SECURE = levels(**{f"T{n}": 3 for n in range(1, 9)})
LOW = {**SECURE, **levels(T6=2, T7=2)}  # mean 2.82
NEAR = {**SECURE, **levels(T1=2, T6="2.5", T7=2)}  # mean 2.75


def cut(base, outcome_id, condition, changed):
    """The rubric with one condition of one outcome changed."""
    outcomes = tuple(
        replace(each, conditions=tuple(changed if one == condition else one for one in each.conditions))
        if each.id == outcome_id
        else each
        for each in base.decision.outcomes
    )
    assert outcomes != base.decision.outcomes
    return ruled(base, outcomes=outcomes)


def with_criterion(base, id_, **change):
    return replace(base, criteria=tuple(replace(c, **change) if c.id == id_ else c for c in base.criteria))


HIGHER = cut(OURS, "certified", rule.MeanAtLeast(Fraction("2.75")), rule.MeanAtLeast(Fraction("2.8")))


def test_a_higher_cut_shows_who_fails_and_who_stays():
    found = what_if(OURS, HIGHER, [("a", SECURE), ("b", LOW), ("c", NEAR)])
    assert found.outcomes == (
        ("a", "certified", "certified"),
        ("b", "certified", "certified"),
        ("c", "certified", "targeted_resubmission"),
    )
    assert found.counts[1] == OutcomeCount("certified", "Certified", certifies=True, before=3, after=2)
    assert {each.outcome: each.before for each in found.counts} == {
        "distinction": 0,
        "certified": 3,
        "targeted_resubmission": 0,
        "not_yet": 0,
        INCOMPLETE: 0,
    }
    assert next(each.after for each in found.counts if each.outcome == "targeted_resubmission") == 1
    [flip] = found.flips
    assert (flip.key, flip.before, flip.after, flip.better) == ("c", "certified", "targeted_resubmission", False)
    assert flip.why == (
        "Weighted mean at least 2.80 is not met: 2.75. Before: Weighted mean at least 2.75. "
        "T1 (2), T7 (2), T6 (2.5) weigh most against it."
    )
    assert flip.criteria == ("T1", "T7", "T6")


def test_a_lower_cut_shows_who_passes():
    [flip] = what_if(HIGHER, OURS, [("c", NEAR)]).flips
    assert (flip.before, flip.after, flip.better) == ("targeted_resubmission", "certified", True)
    assert flip.why == "Weighted mean at least 2.75 is met: 2.75. Before: Weighted mean at least 2.80."


def test_a_higher_floor_names_the_criterion_its_level_and_both_floors():
    stricter = with_criterion(OURS, "T6", floor=Fraction(3))
    [flip] = what_if(OURS, stricter, [("b", LOW), ("a", SECURE)]).flips
    assert flip.why == "T6 is 2, below its floor of 3 (it was 2)."
    assert flip.criteria == ("T6",)
    [back] = what_if(stricter, OURS, [("b", LOW)]).flips
    assert back.why == "T6 is 2 and reaches its floor of 2 (it was 3)."
    assert back.better


def test_other_weights_say_what_the_mean_was_and_which_criterion_now_weighs_more():
    heavier = with_criterion(with_criterion(OURS, "T4", weight=Fraction(6)), "T7", weight=Fraction(26))
    marks = {**SECURE, **levels(T7=2, T6=2)}
    [flip] = what_if(OURS, heavier, [("b", marks)]).flips
    assert flip.why.startswith("Weighted mean at least 2.75 is not met: 2.")
    assert "Before, it was 2.82. T7 (2) weighs most against it." in flip.why
    assert flip.criteria == ("T7",)


def test_a_new_rule_and_one_that_went_are_named():
    everyone = rule.EveryCriterionAtLeast(Fraction(3))
    certified = OURS.decision.outcomes[1]
    stricter = ruled(
        OURS,
        outcomes=(
            OURS.decision.outcomes[0],
            replace(certified, conditions=(*certified.conditions, everyone)),
            *OURS.decision.outcomes[2:],
        ),
    )
    [flip] = what_if(OURS, stricter, [("b", LOW)]).flips
    assert flip.why == "Every criterion at least 3 is asked now, and is not met: T6 is 2, T7 is 2."
    assert flip.criteria == ("T6", "T7")
    [back] = what_if(stricter, OURS, [("b", LOW)]).flips
    assert back.why == "Every criterion at least 3 is no longer asked; it was not met: T6 is 2, T7 is 2."


def test_incomplete_results_say_why_they_are():
    base = rubric(outcome("met", rule.FloorsMet()), not_observed_at_most=1, never_not_observed=frozenset({"A2"}))
    stricter = replace(base, scale=replace(base.scale, not_observed_at_most=0))
    marks = {**levels(A1=3, A2=3, B1=3), "B2": NO}
    [flip] = what_if(base, stricter, [("k", marks)]).flips
    assert (flip.before, flip.after, flip.better) == ("met", INCOMPLETE, False)
    assert flip.why == "Not observed on B2; this rubric does not allow it."
    assert flip.criteria == ("B2",)
    [back] = what_if(stricter, base, [("k", marks)]).flips
    assert back.why == "No longer so: Not observed on B2; this rubric does not allow it."
    assert back.better


def test_outcomes_in_another_order_or_with_another_id_are_told_apart():
    base = rubric(outcome("one", rule.FloorsMet()), outcome("two", rule.FloorsMet()))
    turned = ruled(base, outcomes=(base.decision.outcomes[1], base.decision.outcomes[0], base.decision.outcomes[2]))
    [flip] = what_if(base, turned, [("k", levels(A1=3, A2=3, B1=3, B2=3))]).flips
    assert (flip.before, flip.after) == ("one", "two")
    assert flip.why == "The outcomes themselves are other ones, or stand in another order."
    found = what_if(base, turned, [])
    assert [each.outcome for each in found.counts] == ["two", "one", "not_yet", INCOMPLETE]


def test_below_floor_counts_say_how_many_may_be():
    asked, milder = rule.BelowFloorAtMost(0), rule.BelowFloorAtMost(1)
    base = rubric(outcome("met", asked))
    other = rubric(outcome("met", milder))
    marks = levels(A1=1, A2=3, B1=3, B2=3)
    [flip] = what_if(base, other, [("k", marks)]).flips
    assert flip.why == "A1 is 1, below its floor of 2; 1 may be below its floor."
    [back] = what_if(other, base, [("k", marks)]).flips
    assert back.why == "A1 is 1, below its floor of 2; 0 may be below their floor."
