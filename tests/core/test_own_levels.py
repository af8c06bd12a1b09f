"""A criterion's own levels in decisions, labels, readiness and reports."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from fractions import Fraction

import pytest
from tests.core.samples import levels, outcome, rubric
from tests.support.building import a_portfolio

from certdesk.core import conditions as rule
from certdesk.core.assessment import Assessment, AssessmentState, Feedback
from certdesk.core.composing import Judged, compose_report, level_label, priorities
from certdesk.core.decision import INCOMPLETE, decide
from certdesk.core.documents import SignerLine
from certdesk.core.errors import NotAllowedError
from certdesk.core.level_values import allowed_in_words, read_level
from certdesk.core.marks import LevelGiven
from certdesk.core.readiness import Standing, readiness
from certdesk.core.rubric import Level

YES_OR_NO = (Level(Fraction(0), "no", "Not shown"), Level(Fraction(1), "yes", "Shown"))
PLAIN = rubric(outcome("met", rule.FloorsMet(), certifies=True))
FIRST = replace(
    PLAIN.criteria[0],
    own_levels=YES_OR_NO,
    floor=Fraction(1),
    descriptors={Fraction(0): "Nothing of it. Not at all.", Fraction(1): "All of it. Always."},
)
OWN = replace(PLAIN, criteria=(FIRST, *PLAIN.criteria[1:]))
RANGED = replace(PLAIN, scale=replace(PLAIN.scale, ranges=True))


def assessed(marks, **words):
    return Assessment(
        "a", "p", "x", AssessmentState.OPEN, datetime(2026, 11, 22, tzinfo=UTC), marks=marks,
        feedback={name: Feedback(next_step=text) for name, text in words.items()},
    )  # fmt: skip


def report(base, assessment):
    judged = Judged(a_portfolio(), (), base, assessment, decide(base, assessment.marks))
    return compose_report(judged, SignerLine("A", "assessor", "0" * 64, assessment.begun_at), "d")


def test_floors_and_the_scale_are_the_criterions_own():
    assert decide(OWN, levels(A1=1, A2=3, B1=1, B2=1)).outcome == "met"
    assert decide(OWN, levels(A1=0, A2=3, B1=1, B2=1)).below_floor == ("A1",)
    outside = decide(OWN, levels(A1=3, A2=3, B1=1, B2=1))
    assert (outside.outcome, outside.missing) == (INCOMPLETE, ("A1",))
    assert decide(OWN, levels(A1=1, A2=0, B1=1, B2=1)).missing == ("A2",)


def test_below_standard_is_below_the_criterions_own_standard():
    met, missed = assessed(levels(A1=1, A2=3, B1=3, B2=3)), assessed(levels(A1=0, A2=3, B1=3, B2=3))

    def without_next_step(assessment):
        return [
            p.criterion for p in readiness(OWN, assessment) if p.standing is Standing.BLOCKS and "next" in p.heading
        ]

    assert without_next_step(met) == []
    assert without_next_step(missed) == ["A1"]
    assert [each.below_standard for each in report(OWN, missed).criteria] == [True, False, False, False]


def test_the_report_has_the_words_of_the_criterions_own_levels():
    first, second, *_others = report(OWN, assessed(levels(A1=1, A2=3, B1=3, B2=3))).criteria
    assert (first.level_label, first.gist) == ("Shown", "All of it.")
    assert first.own_scale is not None
    assert first.own_scale.levels == YES_OR_NO
    assert (second.level_label, second.own_scale) == ("Level 3", None)


def test_a_value_in_a_range_has_the_words_of_the_level_that_it_counts_as():
    first = report(RANGED, assessed(levels(A1="2.63", A2=3, B1=1, B2=1))).criteria[0]
    assert first.level_label == "Level 3"
    assert first.gist == RANGED.criteria[0].descriptors[Fraction(3)]
    assert not first.below_standard
    assert level_label(RANGED.scale, LevelGiven(Fraction(2))) == "Level 2"
    assert level_label(PLAIN.scale, LevelGiven(Fraction("2.5"))) == "2.5"


def test_priorities_weigh_the_room_that_is_left_on_the_criterions_own_levels():
    """A1 at 1 of 1 has no room, though 1 is the lowest level of the others."""
    everything = assessed(levels(A1=1, A2=3, B1=2, B2=3), A1="one", A2="two", B1="three", B2="four")
    assert [name for name, _text in priorities(OWN, everything)] == ["B1", "B2"]
    below = assessed(levels(A1=0, A2=4, B1=4, B2=4), A1="one", A2="two")
    assert priorities(OWN, below)[0] == ("A1", "one")


@pytest.mark.parametrize(
    ("base", "text", "value"),
    [(PLAIN, "3", "3"), (RANGED, "2,63", "2.63"), (RANGED, " 2.63 ", "2.63"), (RANGED, "5/2", "2.5")],
)
def test_typed_values_are_read(base, text, value):
    assert read_level(base.scale, text) == Fraction(value)


@pytest.mark.parametrize(
    ("base", "text", "told"),
    [
        (PLAIN, "2.5", "2.5 can't be given. The levels are 1, 2, 3, 4."),
        (RANGED, "2.635", "2.635 can't be given. Give any value from 1 to 4, with at most two decimals."),
        (RANGED, "0.99", "0.99 can't be given. Give any value from 1 to 4, with at most two decimals."),
        (RANGED, "x", "“x” is not a number. Give any value from 1 to 4, with at most two decimals."),
    ],
)
def test_values_that_may_not_be_given_are_refused_with_what_may(base, text, told):
    with pytest.raises(NotAllowedError) as refused:
        read_level(base.scale, text)
    assert refused.value.sentence == told


def test_half_levels_are_said():
    half = replace(PLAIN.scale, half_levels=True)
    assert allowed_in_words(half) == "The levels are 1, 2, 3, 4, and the halves between them."
    assert read_level(half, "2.5") == Fraction(5, 2)
