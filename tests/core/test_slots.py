"""Slots: found, filled, recognised in somebody's own words; a name never gets into the bank."""

from dataclasses import replace
from datetime import UTC, date, datetime
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.core.samples import levels, outcome, rubric

from certdesk.core import conditions as rule
from certdesk.core.annotations import Annotation, TimeSpan
from certdesk.core.assessment import Assessment, AssessmentState, Feedback
from certdesk.core.composing import Judged
from certdesk.core.decision import decide
from certdesk.core.portfolio import Candidate, EvidenceItem, Portfolio, RubricRef
from certdesk.core.slots import cut_of, filled, known_slots, open_slots, recognised, slot_after, without_names

SMALL = rubric(
    outcome("met", rule.MeanAtLeast(Fraction(3)), rule.CriticalAtLeast(Fraction(3)), certifies=True),
    outcome("nearly", rule.MeanAtLeast(Fraction(2)), banks_from=3),
)
TODAY = date(2026, 11, 30)
PORTFOLIO = Portfolio(
    "p", "KITE-37", "Clean water", Candidate("Zoë Křížová"), "STEM", "2026", RubricRef("small", "1"), TODAY
)
ITEMS = tuple(
    EvidenceItem(id_, "p", 0, "d" * 64, 9, f"{title}.mp4", title)
    for id_, title in (("plan", "Plan"), ("video", "lesson-video.mp4"))
)
NOTES = (
    Annotation("n1", "a", "plan", TimeSpan(0, 0), ("A1",), ""),
    Annotation("n2", "a", "video", TimeSpan(185_000, 220_000), ("A2",), ""),
)


def slots(criterion="A2", item="", **marks):
    assessment = Assessment(
        "a", "p", "me", AssessmentState.OPEN, datetime(2026, 11, 22, tzinfo=UTC), marks=levels(**marks),
        annotations=NOTES, feedback={"A2": Feedback("", "next"), "B1": Feedback("", "next")},
    )  # fmt: skip
    judged = Judged(PORTFOLIO, ITEMS, SMALL, assessment, decide(SMALL, assessment.marks))
    one = next((one for one in SMALL.criteria if one.id == criterion), None)
    return known_slots(judged, one, item, TODAY)


def test_slots_are_filled_from_the_filed_evidence_and_the_item_in_view():
    known = slots(item="plan", A2=2)
    text = filled("Between {start} and {end} of {file}: {pointer}. {what}", known)
    assert text == "Between 03:05 and 03:40 of Plan: lesson-video.mp4, 03:05–03:40. {what}"


def test_slots_are_filled_from_the_rubric():
    known = slots(A2=2)
    assert known["criterion_title"] == "title of A2"
    assert (known["level"], known["next_level_label"], known["next_descriptor"]) == ("Level 2", "Level 3", "A2 at 3")
    assert "level" not in slots()
    assert "next_level_label" not in slots(A2=4)


def test_slots_are_filled_from_the_decision():
    known = slots("", A1=3, A2=2, B1=4, B2=4)
    assert filled("{mean} of {cut}: {critical_criterion}", known) == "3.50 of 3.00: A2 Title of A2"
    assert filled("Only {criteria_list}, until {bank_date}", known) == "Only A2 Title of A2, until 2028-11-30"
    assert filled("Keep {strength}; first {priority_1}, then {priority_2}", known).startswith(
        "Keep title of B1; first "
    )


def test_the_cut_is_what_is_needed_at_all_not_for_distinction():
    best = outcome("best", rule.MeanAtLeast(Fraction(7, 2)), certifies=True)
    small = replace(SMALL, decision=replace(SMALL.decision, outcomes=(best, *SMALL.decision.outcomes)))
    assert cut_of(small) == 3
    assert cut_of(replace(SMALL, decision=replace(SMALL.decision, outcomes=()))) is None


def test_the_end_of_a_month_stays_the_end_of_a_month():
    marks = levels(A1=3, A2=2, B1=4, B2=4)
    assessment = Assessment("a", "p", "me", AssessmentState.OPEN, datetime(2026, 1, 1, tzinfo=UTC), marks=marks)
    late = replace(SMALL.decision.outcomes[1], banks_months=27)
    small = replace(SMALL, decision=replace(SMALL.decision, outcomes=(late, *SMALL.decision.outcomes[2:])))
    judged = Judged(PORTFOLIO, ITEMS, small, assessment, decide(small, marks))
    assert known_slots(judged, None, "", TODAY)["bank_date"] == "2029-02-28"


def test_a_slot_with_a_question_mark_goes_away_when_nothing_fills_it():
    assert filled("Aim for more{level?}.", {}) == "Aim for more."
    assert filled("Aim for {level?}.", {"level": "Secure"}) == "Aim for Secure."


def test_braces_around_other_things_are_the_writers_own():
    text = "The set {1, 2} and {} and {A} and {two words}"
    assert open_slots(text) == ()
    assert filled(text, {"two": "x"}) == text


def test_the_next_open_slot_is_found_from_a_place():
    text = "At {pointer} we see {what}."
    assert slot_after(text, 0) == (3, 12)
    assert slot_after(text, 4) == (20, 26)
    assert slot_after(text, 21) is None


def test_what_is_true_of_one_portfolio_only_becomes_a_slot_again():
    known = {
        "pointer": "lesson-video.mp4, 03:05–03:40",
        "file": "lesson-video.mp4",
        "start": "03:05",
        "level": "Secure",
    }
    words = "At lesson-video.mp4, 03:05–03:40 and in lesson-video.mp4 from 03:05 you are Secure."
    assert recognised(words, known) == "At {pointer} and in {file} from {start} you are Secure."
    assert recognised("Your Plan is a plan.", {"file": "Plan"}) == "Your Plan is a plan."
    assert recognised("At 103:05", known) == "At 103:05"


@pytest.mark.parametrize(
    ("words", "kept"),
    [
        ("Zoë Křížová shows it.", "{name} shows it."),
        ("Zoë, you show it; KŘÍŽOVÁ shows it", "{name}, you show it; KŘÍŽOVÁ shows it"),
        ("zoë křížová shows it", "{name} shows it"),
        ("Zoës shows it", "Zoës shows it"),
    ],
)
def test_a_name_becomes_a_slot(words, kept):
    assert without_names(words, ["Zoë Křížová"]) == (kept, words != kept)


def test_a_name_in_a_script_without_capitals_is_found_inside_a_line():
    assert without_names("王小明的课很好", ["王小明"]) == ("{name}的课很好", True)


def test_short_words_of_a_name_are_no_names():
    assert without_names("He is de facto lost.", ["Ana de Vos"]) == ("He is de facto lost.", False)
    assert without_names("I hope so, Hope.", ["Hope Li", ""]) == ("I hope so, {name}.", True)


@given(st.text(), st.dictionaries(st.sampled_from(["pointer", "what", "mean"]), st.text()))
def test_filling_without_slots_changes_nothing(text, known):
    if not open_slots(text):
        assert filled(text, known) == text
    assert filled(text, {}) == text or "?}" in text
