"""What stands between an assessment and a signature."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.support.building import AMARA, CRITERIA, START, level, small_rubric

from certdesk.core.annotations import Annotation, WholeItem
from certdesk.core.assessment import Assessment, AssessmentState, Feedback
from certdesk.core.decision import decide
from certdesk.core.marks import CommentOnly, NotObserved, Unmarked, Unscorable
from certdesk.core.readiness import Mends, Standing, is_ready, may_sign, readiness

RUBRIC = small_rubric()


def assessment(marks=None, **changes):
    plain = Assessment("a", "p", AMARA, AssessmentState.OPEN, START, marks=marks or {})
    return replace(plain, **changes)


def all_at(value):
    return dict.fromkeys(CRITERIA, level(value))


def points_of(found, **kinds):
    """The points of one standing, as heading, link and criterion."""
    standing = kinds.pop("standing")
    points = readiness(RUBRIC, found, **kinds)
    return [(point.heading, point.mends, point.criterion) for point in points if point.standing is standing]


def blocking(found):
    return points_of(found, standing=Standing.BLOCKS)


def worth_a_look(found, **more):
    return points_of(found, standing=Standing.LOOK, **more)


def filed_for(*criteria, note=""):
    return Annotation("n", "a", "i", WholeItem(), criteria, note)


def test_nothing_is_marked():
    assert blocking(assessment()) == [("T1, T2, T3, T4 still need a mark", Mends.MARK, "T1")]


def test_one_is_missing_and_leads_there():
    found = assessment({"T1": level(3), "T2": level(3), "T4": level(3)})
    assert blocking(found) == [("T3 still needs a mark", Mends.MARK, "T3")]
    assert readiness(RUBRIC, found)[0].detail == "3 of 4 criteria are marked"


@pytest.mark.parametrize("mark", [Unmarked(), CommentOnly()])
def test_a_comment_alone_is_no_mark(mark):
    assert blocking(assessment(all_at(3) | {"T2": mark})) == [("T2 still needs a mark", Mends.MARK, "T2")]


def test_everything_is_in_order():
    found = assessment(all_at(3), annotations=(filed_for(*CRITERIA),), summary="Good.")
    points = readiness(RUBRIC, found, hidden_names=("Miriam Adeyemi",))
    assert {point.standing for point in points} == {Standing.FINE}
    assert [point.heading for point in points] == [
        "All 4 criteria are marked",
        "Every criterion below standard has a next step",
        "Every level has evidence",
        "Comments do not name the candidate",
        "There is an overall summary",
    ]
    assert points[2].detail == "1 piece filed"


def test_what_blocks_comes_first():
    points = readiness(RUBRIC, assessment({"T1": level(2)}), hidden_names=("Miriam",))
    order = [Standing.BLOCKS, Standing.LOOK, Standing.FINE]
    assert [point.standing for point in points] == sorted((point.standing for point in points), key=order.index)


def test_a_next_step_for_each_criterion_below_standard():
    found = assessment(all_at(3) | {"T1": level(2), "T3": level(1)}, feedback={"T3": Feedback(next_step=" ")})
    assert blocking(found) == [
        ("T1 has no next step", Mends.NEXT_STEP, "T1"),
        ("T3 has no next step", Mends.NEXT_STEP, "T3"),
    ]
    mended = replace(found, feedback={"T1": Feedback(next_step="a"), "T3": Feedback(next_step="b")})
    assert blocking(mended) == []
    assert is_ready(RUBRIC, mended)


def test_unscorable_evidence_is_an_honest_end():
    found = assessment(all_at(3) | {"T2": Unscorable("U-AUDIO")})
    assert blocking(found) == []
    assert ("There will be no result yet: T2 cannot be scored", Mends.MARK, "T2") in worth_a_look(found)
    assert readiness(RUBRIC, found)[-1].heading
    [detail] = [point.detail for point in readiness(RUBRIC, found) if point.heading == "All 4 criteria are marked"]
    assert detail == "Not scorable: T2"


def test_one_not_observed_is_allowed():
    found = assessment(all_at(3) | {"T2": NotObserved()})
    assert blocking(found) == []
    assert decide(RUBRIC, found.marks).complete


TOO_MANY = ("Not observed on T1, T2; this rubric allows it on at most 1 criterion.", Mends.MARK, "T1")


def test_too_many_not_observed():
    found = assessment(all_at(3) | {"T1": NotObserved(), "T2": NotObserved()})
    assert blocking(found) == [TOO_MANY]


def test_unscorable_evidence_does_not_excuse_too_many_not_observed():
    found = assessment(all_at(3) | {"T1": NotObserved(), "T2": NotObserved(), "T3": Unscorable("U-AUDIO")})
    assert blocking(found) == [TOO_MANY]


def test_nothing_that_a_result_could_rest_on():
    lenient = replace(RUBRIC, scale=replace(RUBRIC.scale, not_observed_at_most=4, never_not_observed=frozenset()))
    found = assessment(dict.fromkeys(CRITERIA, NotObserved()))
    assert not decide(lenient, found.marks).complete
    assert not is_ready(lenient, found)
    assert readiness(lenient, found)[0].heading == "No criterion has a level."


def test_a_rubric_without_an_outcome_for_these_marks():
    gap = replace(RUBRIC, decision=replace(RUBRIC.decision, outcomes=RUBRIC.decision.outcomes[:1]))
    low = assessment(all_at(1), feedback=dict.fromkeys(CRITERIA, Feedback(next_step="x")))
    assert readiness(gap, low)[0].heading == "The rubric has no outcome for these marks."
    assert not is_ready(gap, low)


def test_levels_without_evidence_are_worth_a_look():
    found = assessment(all_at(3) | {"T3": NotObserved()}, annotations=(filed_for("T1"),))
    looks = worth_a_look(found)
    assert ("T2, T4 have no evidence filed", Mends.EVIDENCE, "T2") in looks


NAMES = ("Miriam de Adeyemi-Bá",)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Miriam asks well.", True),
        ("MIRIAM'S pupils", True),
        ("As miriam said", True),
        ("(Adeyemi-Bá)", True),
        ("ADEYEMI-BÁ", True),
        ("Miriamne is another name", False),
        ("demonstrates", False),
        ("de facto", False),
        ("You ask well.", False),
        ("", False),
    ],
)
def test_the_candidates_name_is_found_as_a_word(text, found):
    looks = worth_a_look(assessment(all_at(3), feedback={"T2": Feedback(strength=text)}), hidden_names=NAMES)
    heading = ("The words on T2 mention the candidate's name", Mends.WORDS, "T2")
    assert (heading in looks) == found


def test_ann_is_not_in_planning():
    found = assessment(all_at(3), feedback={"T2": Feedback(comment="The planning was annotated.")})
    named = [heading for heading, *_ in worth_a_look(found, hidden_names=("Ann Li",)) if "name" in heading]
    assert named == []


@pytest.mark.parametrize(
    ("name", "text"),
    [("王小明", "这是王小明老师的课"), ("李明", "李明的学生"), ("منى", "درس لمنى جيد"), ("አልማዝ ተስፋ", "የአልማዝ ትምህርት")],
)
def test_a_name_in_a_script_without_capitals(name, text):
    found = assessment(all_at(3), feedback={"T2": Feedback(strength=text)})
    assert any("mention" in heading for heading, *_ in worth_a_look(found, hidden_names=(name,)))


def test_every_place_with_the_name_is_listed():
    found = assessment(
        all_at(3),
        feedback={"T1": Feedback(next_step="Miriam!"), "T3": Feedback(comment="Miriam?")},
        annotations=(filed_for("T4", note="Miriam asks"),),
        summary="Well done, Miriam",
    )
    places = [
        (mends, criterion) for heading, mends, criterion in worth_a_look(found, hidden_names=NAMES) if "name" in heading
    ]
    assert places == [(Mends.WORDS, "T1"), (Mends.WORDS, "T3"), (Mends.WORDS, "T4"), (Mends.SUMMARY, "")]


def test_no_names_no_line():
    assert not [
        point for point in readiness(RUBRIC, assessment(all_at(3)), hidden_names=("", " ")) if "name" in point.heading
    ]


def test_a_missing_summary_does_not_block():
    assert ("No overall summary yet", Mends.SUMMARY, "") in worth_a_look(assessment(all_at(3), summary="  "))
    assert is_ready(RUBRIC, assessment(all_at(3)))


any_mark = st.one_of(
    st.sampled_from([level(value) for value in (1, 2, 3, 4)]),
    st.sampled_from([NotObserved(), Unscorable("U-AUDIO"), CommentOnly(), Unmarked()]),
)
any_assessment = st.builds(
    assessment,
    st.dictionaries(st.sampled_from(CRITERIA), any_mark),
    feedback=st.dictionaries(
        st.sampled_from(CRITERIA), st.builds(Feedback, next_step=st.sampled_from(["", "Ask why.", "Miriam"]))
    ),
    summary=st.sampled_from(["", "Good, Miriam."]),
    annotations=st.sampled_from([(), (filed_for("T1"),)]),
)


@given(any_assessment)
def test_ready_means_that_nothing_blocks(found):
    points = readiness(RUBRIC, found, hidden_names=("Miriam",))
    assert is_ready(RUBRIC, found) == may_sign(points)


@given(any_assessment)
def test_whoever_may_sign_has_a_result_or_says_what_cannot_be_scored(found):
    if may_sign(readiness(RUBRIC, found)):
        unscorable = any(isinstance(mark, Unscorable) for mark in found.marks.values())
        assert decide(RUBRIC, found.marks).complete or unscorable


@given(any_assessment)
def test_each_link_leads_somewhere(found):
    for point in readiness(RUBRIC, found, hidden_names=("Miriam",)):
        assert point.heading
        assert (point.standing is Standing.FINE) == (point.mends is Mends.NOTHING)
        assert point.criterion in {"", *CRITERIA}


def test_an_open_slot_of_the_comment_bank_stands_in_the_way():
    words = {"T1": Feedback(strength="At p. 3 we can see {what}.", next_step="Ask why.")}
    found = assessment({"T1": level(3), "T2": level(3), "T3": level(3), "T4": level(3)}, feedback=words)
    first = readiness(RUBRIC, found)[0]
    assert (first.standing, first.criterion) == (Standing.BLOCKS, "T1")
    assert "{what}" in first.heading


def test_nothing_is_praised_before_anything_has_a_level():
    headings = [point.heading for point in readiness(RUBRIC, assessment({}))]
    assert not [heading for heading in headings if heading.startswith("Every")]


def test_open_slots_stand_in_the_way_in_the_summary_and_in_every_criterion_and_note():
    notes = (filed_for("T2", note="See {file}"),)
    found = assessment(
        all_at(3), annotations=notes, feedback={"T1": Feedback(comment="{what}")}, summary="The set {1, 2} and {mean}"
    )
    assert blocking(found) == [
        ("The words on T1 still say {what}", Mends.WORDS, "T1"),
        ("The words on T2 still say {file}", Mends.WORDS, "T2"),
        ("The summary still says {mean}", Mends.SUMMARY, ""),
    ]
