"""What reports and certificates say."""

from __future__ import annotations

from dataclasses import fields, replace
from datetime import UTC, date, datetime
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.support.building import AMARA, CRITERIA, START, a_portfolio, level, small_rubric, some_items

from certdesk.core.annotations import (
    Annotation,
    PageRegion,
    PhotoRegion,
    Rect,
    TextQuote,
    TimeSpan,
    WholeItem,
)
from certdesk.core.assessment import Assessment, AssessmentState, Feedback
from certdesk.core.awards import Entered, certificate_text, compose_award
from certdesk.core.composing import (
    Judged,
    compose_report,
    gist,
    level_label,
    place_in_words,
    priorities,
    resubmission,
    serial_number,
)
from certdesk.core.decision import decide
from certdesk.core.documents import SignerLine
from certdesk.core.marks import UNMARKED, CommentOnly, NotObserved, Unscorable

RUBRIC = small_rubric()
PORTFOLIO = a_portfolio()
ITEMS = some_items(PORTFOLIO)
BOX = Rect(0, 0, 10, 10)


def assessment(marks, steps=None, **changes):
    feedback = {id_: Feedback(next_step=step) for id_, step in (steps or {}).items()}
    plain = Assessment("a", PORTFOLIO.id, AMARA, AssessmentState.OPEN, START, marks=marks, feedback=feedback)
    return replace(plain, **changes)


def all_at(value):
    return dict.fromkeys(CRITERIA, level(value))


def signer(moment=START):
    return SignerLine("Amara Obi", "assessor", "ab:cd", moment)


def judged(found, **changes):
    return replace(Judged(PORTFOLIO, ITEMS, RUBRIC, found, decide(RUBRIC, found.marks)), **changes)


def compose_certificate(judged, line, serial, document_id):
    """What the certificate of an award prints."""
    award = compose_award(judged, Entered("award-1", serial, "salt", 7, line.signed_at))
    return certificate_text(award, line, document_id, "", b"")


# Weights: T1 10, T2 20, T3 30, T4 40.


def test_priorities_are_what_would_move_the_mean_most():
    found = assessment(
        {"T1": level(1), "T2": level(2), "T3": level(3), "T4": level(3)}, {id_: f"step {id_}" for id_ in CRITERIA}
    )
    # Room: T1 10 x 3, T2 20 x 2, T3 30 x 1, T4 40 x 1.
    assert priorities(RUBRIC, found) == (("T2", "step T2"), ("T4", "step T4"))


def test_only_criteria_with_a_next_step_are_priorities():
    found = assessment(all_at(2), {"T1": " one ", "T4": "  "})
    assert priorities(RUBRIC, found) == (("T1", "one"),)
    assert priorities(RUBRIC, assessment(all_at(2))) == ()


def test_resubmission_names_what_could_not_be_scored():
    found = assessment(all_at(3) | {"T2": Unscorable("U-AUDIO"), "T4": Unscorable("U-BLANK")})
    assert resubmission(RUBRIC, found, decide(RUBRIC, found.marks)) == ("T2", "T4")


def test_resubmission_names_what_a_near_miss_does_not_bank():
    found = assessment({"T1": level(2), "T2": level(3), "T3": level(3), "T4": level(2)})
    decision = decide(RUBRIC, found.marks)
    assert decision.outcome == "near"
    assert resubmission(RUBRIC, found, decision) == ("T1", "T4")


@pytest.mark.parametrize("value", [1, 4])
def test_nothing_to_send_again_after_a_pass_or_a_clear_fail(value):
    found = assessment(all_at(value))
    assert resubmission(RUBRIC, found, decide(RUBRIC, found.marks)) == ()


@pytest.mark.parametrize(
    ("anchor", "words"),
    [
        (PageRegion(3, BOX), "p. 3"),
        (PageRegion(3, BOX, "pupils explain"), "p. 3, “pupils explain”"),
        (TimeSpan(185_000, 220_000), "03:05–03:40"),
        (TimeSpan(185_000, 185_900), "03:05"),
        (TimeSpan(185_000, 185_000), "03:05"),
        (TimeSpan(0, 3_729_000), "00:00–1:02:09"),
        (PhotoRegion(BOX), "detail"),
        (TextQuote("they ask why"), "“they ask why”"),
        (WholeItem(), "whole item"),
    ],
)
def test_places_in_words(anchor, words):
    assert place_in_words(Annotation("n", "a", "i", anchor, ("T1",))) == words


def test_a_long_quote_is_cut_between_words():
    quote = "pupils explain to each other why the bridge carries more when it is braced"
    words = place_in_words(Annotation("n", "a", "i", TextQuote(quote), ("T1",)))
    assert words == "“pupils explain to each other why the bridge carries more…”"


@pytest.mark.parametrize(
    ("descriptor", "first"),
    [
        ("Lessons are planned alone. Nobody helps.", "Lessons are planned alone."),
        ("Lessons are planned alone", "Lessons are planned alone"),
        ("  A goal; and a change.", "A goal"),
        ("Tools, e.g. sensors, are used. Well.", "Tools, e.g. sensors, are used."),
        ("They reach level 2. They go on.", "They reach level 2."),
        ("Is it safe? Yes.", "Is it safe?"),
        ("A mean of 2.75 is reached. Good.", "A mean of 2.75 is reached."),
        ("छात्र समझाते हैं। वे पूछते हैं।", "छात्र समझाते हैं।"),
        ("ተማሪዎች ያብራራሉ። ይጠይቃሉ።", "ተማሪዎች ያብራራሉ።"),
        ("学生互相解释。他们提问。", "学生互相解释。"),
        ("", ""),
    ],
)
def test_the_gist_is_the_first_sentence(descriptor, first):
    assert gist(descriptor) == first


def test_serial_numbers():
    assert serial_number("STEM Teaching Certificate", 2026, 7)[:-1] == "STC-2026-00007-"
    assert serial_number("", 2026, 1).startswith("CD-2026-")
    assert serial_number("a b c d e f g", 2026, 123_456).startswith("ABCDE-2026-123456-")


def check_digit_of(digits):
    """ISO 7064 MOD 11-10 as the standard writes it: the product and the sum, digit by digit."""
    product = 10
    for digit in digits:
        total = (product + int(digit)) % 10
        product = ((total if total else 10) * 2) % 11
    return str((11 - product) % 10)


@given(st.integers(2000, 2999), st.integers(1, 999_999))
def test_the_check_digit_is_that_of_the_standard(year, number):
    _initials, found_year, found_number, check = serial_number("Programme", year, number).split("-")
    assert check == check_digit_of(found_year + found_number)


@given(st.integers(2000, 2999), st.integers(1, 99_999), st.data())
def test_every_single_wrong_digit_is_found(year, number, data):
    digits = "".join(serial_number("Programme", year, number).split("-")[1:])
    place = data.draw(st.integers(0, len(digits) - 1))
    wrong = data.draw(st.sampled_from([digit for digit in "0123456789" if digit != digits[place]]))
    misread = digits[:place] + wrong + digits[place + 1 :]
    assert check_digit_of(misread[:-1]) != misread[-1]


@pytest.mark.parametrize(
    ("mark", "label"),
    [
        (level(3), "Secure"),
        (level("5/2"), "2.5"),
        (NotObserved(), "Not observed"),
        (Unscorable("U-AUDIO"), "Cannot be scored (U-AUDIO)"),
        (CommentOnly(), "Comment only"),
        (UNMARKED, "Not marked"),
    ],
)
def test_marks_in_the_rubrics_words(mark, label):
    assert level_label(RUBRIC.scale, mark) == label


def test_a_report_says_everything():
    note = Annotation("n1", "a", ITEMS[1].id, TimeSpan(185_000, 220_000), ("T1", "T4"), "they argue")
    found = assessment(
        {"T1": level(2), "T2": NotObserved(), "T3": Unscorable("U-AUDIO"), "T4": level(4)},
        annotations=(note,),
        feedback={"T1": Feedback(" You listen. ", " Ask why. ", "c"), "T4": Feedback(comment=" Go on. ")},
        summary="Good.",
    )
    report = compose_report(judged(found, pictures={"n1": b"PNG"}), signer(), "doc-1")
    first, second, third, fourth = report.criteria
    assert [one.id for one in report.criteria] == list(CRITERIA)
    assert (first.strength, first.next_step, first.below_standard) == ("You listen.\nc", "Ask why.", True)
    assert (first.level_label, first.gist) == ("Developing", "First sentence of T1 at 2.")
    assert (second.level_label, second.gist, second.below_standard) == ("Not observed", "", False)
    assert (third.level_label, third.gist) == ("Cannot be scored (U-AUDIO)", "")
    assert (fourth.critical, fourth.weight, fourth.strength) == (True, "40", "Go on.")
    assert first.evidence == fourth.evidence
    [pointer] = first.evidence
    assert (pointer.item_title, pointer.place, pointer.note) == ("Video", "03:05–03:40", "they argue")
    assert (pointer.picture, pointer.picture_alt) == (b"PNG", "Video, 03:05–03:40")
    assert (report.summary, report.document_id, report.portfolio_code) == ("Good.", "doc-1", "P-001")
    assert report.resubmit == ("T3",)
    assert report.priorities == (("T1", "Ask why."),)
    assert "28 days" in report.appeal


def test_a_report_never_names_the_candidate():
    report = compose_report(judged(assessment(all_at(3))), signer(), "doc-1")
    assert report.candidate_name is None
    told = " ".join(str(getattr(report, field.name)) for field in fields(report))
    assert "Miriam" not in told
    assert "Adeyemi" not in told
    assert "Hill School" not in told


def test_a_certificate_says_who_and_until_when_and_no_level():
    found = assessment(all_at(3))
    moment = datetime(2026, 11, 22, 23, 30, tzinfo=UTC)
    certificate = compose_certificate(judged(found), signer(moment), "STC-2026-00001-5", "doc-2")
    assert (certificate.holder, certificate.serial) == ("Miriam Adeyemi", "STC-2026-00001-5")
    assert (certificate.issued_on, certificate.valid_until) == (date(2026, 11, 22), date(2031, 11, 22))
    assert certificate.outcome_label == "Certificate"
    assert certificate.rubric == "Small rubric 1.0.0"
    assert "3" not in certificate.statement


def test_a_certificate_of_the_29th_of_february():
    found = judged(assessment(all_at(3)))
    leap_day = signer(datetime(2028, 2, 29, tzinfo=UTC))
    assert compose_certificate(found, leap_day, "s", "d").valid_until == date(2033, 2, 28)
    four_years = replace(RUBRIC, certificate=replace(RUBRIC.certificate, valid_years=4))
    assert compose_certificate(replace(found, rubric=four_years), leap_day, "s", "d").valid_until == date(2032, 2, 29)


def test_a_half_level_has_no_descriptor():
    found = assessment(all_at(3) | {"T1": level(Fraction(5, 2))})
    assert compose_report(judged(found), signer(), "d").criteria[0].gist == ""
