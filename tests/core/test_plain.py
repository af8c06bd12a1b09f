from dataclasses import dataclass
from datetime import UTC, date, datetime
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.core.samples import outcome, rubric

from certdesk.core import conditions as rule
from certdesk.core.annotations import Annotation, PageRegion, PhotoRegion, Rect, Stance, TextQuote, TimeSpan, WholeItem
from certdesk.core.assessment import Assessment, AssessmentState, Feedback
from certdesk.core.marks import CommentOnly, LevelGiven, NotObserved, Unscorable
from certdesk.core.plain import canonical, digest, dumps, from_plain, loads, to_plain
from certdesk.core.rubric import Rubric

ANCHORS = [
    PageRegion(3, Rect(1.5, 2, 3, 4), "words"), PhotoRegion(Rect(0, 0, 9, 9)), TimeSpan(0, 1500, "ab"),
    TextQuote("q", "b", "a", 7), WholeItem(),
]  # fmt: skip


@pytest.mark.parametrize("anchor", ANCHORS)
def test_an_annotation_comes_back_with_its_kind_of_place(anchor):
    note = Annotation("1", "2", "3", anchor, ("T1", "T2"), "see", Stance.CONTRADICTS)
    assert loads(Annotation, dumps(note)) == note


def test_an_assessment_comes_back_whole():
    assessment = Assessment(
        id="1",
        portfolio_id="2",
        assessor_id="3",
        state=AssessmentState.HELD,
        begun_at=datetime(2026, 11, 22, 9, 30, tzinfo=UTC),
        marks={"T1": LevelGiven(Fraction(5, 2)), "T2": NotObserved(), "T3": Unscorable("U-AUDIO"), "T4": CommentOnly()},
        feedback={"T1": Feedback("good", "more")},
        signed_at=None,
    )
    assert loads(Assessment, dumps(assessment)) == assessment


def test_a_rubric_with_every_kind_of_condition_comes_back():
    conditions = (
        rule.MeanAtLeast(Fraction(11, 4)), rule.TotalAtLeast(Fraction(7, 3)), rule.EveryCriterionAtLeast(Fraction(2)),
        rule.FloorsMet(), rule.BelowFloorAtMost(2), rule.CriticalAtLeast(Fraction(3)),
        rule.SectionMeanAtLeast("A", Fraction(2)), rule.CountAtLevel(Fraction(4), at_least=1),
        rule.CountAtLevel(Fraction(1), at_most=0),
    )  # fmt: skip
    whole = rubric(outcome("met", *conditions), never_not_observed=frozenset({"A2", "A1"}), not_observed_at_most=1)
    assert loads(Rubric, dumps(whole)) == whole


def test_the_same_value_always_gives_the_same_bytes():
    one = canonical({"b": 1, "a": [Fraction(1, 2).numerator, "é"]})
    assert one == canonical({"a": [1, "é"], "b": 1}) == '{"a":[1,"é"],"b":1}'
    assert digest("") == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"


def test_the_stored_form_of_a_mark_is_part_of_the_file_format():
    assert dumps(LevelGiven(Fraction(5, 2))) == '{"is":"LevelGiven","level":"5/2"}'
    assert dumps(rule.CountAtLevel(Fraction(4), at_least=4)) == (
        '{"at_least":4,"at_most":null,"comparing":"exactly","is":"CountAtLevel","level":"4"}'
    )


@dataclass(frozen=True, slots=True)
class _Day:
    day: date
    when: datetime | None


@given(st.builds(_Day, st.dates(), st.none() | st.datetimes(timezones=st.just(UTC))))
def test_days_and_moments_come_back(value):
    assert from_plain(_Day, to_plain(value)) == value


def test_what_json_cannot_say_is_refused():
    with pytest.raises(ValueError, match="Out of range float"):
        canonical(float("nan"))
    with pytest.raises(TypeError):
        to_plain(object())
