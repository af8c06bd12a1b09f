from dataclasses import replace
from datetime import UTC, date, datetime
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.core.samples import NO, NO_SOUND, levels, outcome, rubric

from certdesk.core import conditions as rule
from certdesk.core.annotations import Annotation, PageRegion, PhotoRegion, Rect, Stance, TextQuote, TimeSpan, WholeItem
from certdesk.core.assessment import Assessment, AssessmentState, Feedback
from certdesk.core.awards import (
    Entered,
    certificate_number,
    certificate_text,
    compose_award,
    number_in,
    with_number,
)
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
from certdesk.core.judging import plain_number
from certdesk.core.marks import UNMARKED, CommentOnly, LevelGiven
from certdesk.core.portfolio import Candidate, EvidenceItem, Portfolio, RubricRef
from certdesk.core.rubric import Alignment, Translation

SMALL = rubric(
    outcome("met", rule.MeanAtLeast(Fraction(3)), certifies=True),
    outcome("nearly", rule.MeanAtLeast(Fraction(2)), banks_from=3),
)
PORTFOLIO = Portfolio(
    "p", "KITE-37", "Clean water", Candidate("Zoë Křížová", language="cs"), "Highland STEM", "2026 B",
    RubricRef("small", "1"), date(2026, 11, 14),
)  # fmt: skip
ITEM = EvidenceItem("i", "p", 0, "d" * 64, 9, "plan.pdf", "Unit plan")
NOTE = Annotation("n", "a", "i", PageRegion(2, Rect(0, 0, 1, 1), "two litres"), ("A1",), "the reason")
SIGNER = SignerLine("Amara Diallo", "Assessor", "AB-CD", datetime(2026, 11, 22, 9, tzinfo=UTC))
RECT = Rect(0, 0, 1, 1)


def assessed(**marks):
    return Assessment(
        "a", "p", "person", AssessmentState.OPEN, datetime(2026, 11, 22, tzinfo=UTC),
        marks=levels(**marks), annotations=(NOTE,), summary="Good.",
        feedback={
            "A1": Feedback("strong", "next A1"), "B1": Feedback(next_step=" next B1 "), "B2": Feedback(comment="so"),
        },
    )  # fmt: skip


def compose_certificate(judged, line, serial, document_id):
    """What the certificate of an award prints."""
    award = compose_award(judged, Entered("award-1", serial, "salt", 7, line.signed_at))
    return certificate_text(award, line, document_id, "", b"")


def judged(**marks):
    assessment = assessed(**marks)
    return Judged(PORTFOLIO, (ITEM,), SMALL, assessment, decide(SMALL, assessment.marks), {"n": b"png"})


def test_a_report_says_everything_but_the_name():
    report = compose_report(judged(A1=3, A2=2, B1=4, B2=NO_SOUND), SIGNER, "doc-1")
    assert (report.portfolio_code, report.candidate_name, report.document_id) == ("KITE-37", None, "doc-1")
    assert (report.outcome_label, report.resubmit) == ("Incomplete", ("B2",))
    assert "Zoë" not in repr(report)
    first, second, third, last = report.criteria
    assert (first.id, first.level_label, first.gist) == ("A1", "Level 3", "A1 at 3")
    assert (first.strength, first.next_step, first.below_standard) == ("strong", "next A1", False)
    assert [(one.item_title, one.place, one.note, one.picture) for one in first.evidence] == [
        ("Unit plan", "p. 2, “two litres”", "the reason", b"png")
    ]
    assert (second.critical, second.below_standard) == (True, True)
    assert (third.weight, third.next_step) == ("2", "next B1")
    assert (last.level_label, last.gist, last.strength) == ("Cannot be scored (U-AUDIO)", "", "so")


def test_a_certificate_says_the_name_and_neither_level_nor_mean():
    text = compose_certificate(judged(A1=3, A2=3, B1=3, B2=3), SIGNER, "HS-2026-00001-5", "doc-1")
    assert (text.holder, text.language) == ("Zoë Křížová", "cs")
    assert (text.issued_on, text.valid_until) == (date(2026, 11, 22), date(2029, 11, 22))
    assert "3.00" not in repr(text)


def test_a_certificate_of_the_29th_of_february_ends_on_the_28th():
    leap = replace(SIGNER, signed_at=datetime(2028, 2, 29, 9, tzinfo=UTC))
    text = compose_certificate(judged(A1=3, A2=3, B1=3, B2=3), leap, "x", "doc-1")
    assert text.valid_until == date(2031, 2, 28)


def test_an_award_says_what_was_reached_and_what_is_asked():
    award = compose_award(judged(A1=3, A2=2, B1=4, B2=NO_SOUND), Entered("id", "S-1", "salt", 7, SIGNER.signed_at))
    first, second, third = award.results
    assert [each.criterion_id for each in award.results] == ["A1", "A2", "B1"], "what has no level is no achievement"
    scale = SMALL.scale
    assert first.levels == tuple((plain_number(level.value), level.label) for level in scale.levels)
    assert (first.value, second.value, third.value) == ("3", "2", "4")
    assert first.required == plain_number(SMALL.criteria[0].floor)
    later = with_number(award, Entered("id-2", "S-2", "pepper", 9, SIGNER.signed_at))
    assert (later.id, later.serial, later.salt, later.status_index) == ("id-2", "S-2", "pepper", 9)
    assert replace(later, id="id", serial="S-1", salt="salt", status_index=7) == award


def test_numbers_of_a_desk_of_its_own_carry_its_mark():
    plain, marked = certificate_number("High STEM", 2026, 7), certificate_number("High STEM", 2026, 7, "7Q4KX")
    assert plain == serial_number("High STEM", 2026, 7)
    assert marked == plain.replace("HS-", "HS-7Q4K-")
    assert number_in(plain) == number_in(marked) == (2026, 7)


def test_priorities_are_the_next_steps_that_would_move_the_mean_most():
    assert priorities(SMALL, assessed(A1=2, A2=3, B1=2, B2=3)) == (("B1", "next B1"), ("A1", "next A1"))
    assert priorities(SMALL, assessed(A1=1, A2=3, B1=3, B2=3)) == (("A1", "next A1"), ("B1", "next B1"))


def test_what_is_to_be_handed_in_again():
    def again(**marks):
        return resubmission(SMALL, assessed(**marks), decide(SMALL, levels(**marks)))

    assert again(A1=3, A2=3, B1=3, B2=3) == ()
    assert again(A1=2, A2=3, B1=2, B2=3) == ("A1", "B1")
    assert again(A1=3, A2=3, B1=NO_SOUND, B2=3) == ("B1",)
    assert again(A1=1, A2=1, B1=1, B2=1) == ()


@pytest.mark.parametrize(
    ("anchor", "words"),
    [
        (PageRegion(3, RECT), "p. 3"), (PageRegion(3, RECT, "so it is"), "p. 3, “so it is”"),
        (PhotoRegion(RECT), "detail"),
        (TimeSpan(185_000, 220_000), "03:05–03:40"), (TimeSpan(185_000, 185_400), "03:05"),
        (TextQuote("one number"), "“one number”"), (TextQuote("word " * 20), "“" + "word " * 11 + "word…”"),
        (WholeItem(), "whole item"),
    ],
)  # fmt: skip
def test_places_are_told_in_words(anchor, words):
    assert place_in_words(replace(NOTE, anchor=anchor)) == words


@pytest.mark.parametrize(
    ("descriptor", "first"),
    [
        ("One idea is stated. Others follow.", "One idea is stated."), ("No end", "No end"),
        ("Tools, e.g. maps, help. So.", "Tools, e.g. maps, help."),
        ("Part; more", "Part"), ("", ""),
    ],
)  # fmt: skip
def test_the_gist_of_a_descriptor_is_its_first_sentence(descriptor, first):
    assert gist(descriptor) == first


@pytest.mark.parametrize(
    ("mark", "label"),
    [
        (LevelGiven(Fraction(3)), "Level 3"), (LevelGiven(Fraction(5, 2)), "2.5"), (NO, "Not observed"),
        (CommentOnly(), "Comment only"), (UNMARKED, "Not marked"), (NO_SOUND, "Cannot be scored (U-AUDIO)"),
    ],
)  # fmt: skip
def test_marks_are_named_in_the_rubrics_words(mark, label):
    assert level_label(SMALL.scale, mark) == label


@given(st.integers(2020, 2099), st.integers(1, 99_999), st.integers(0, 8), st.integers(1, 9))
def test_one_wrong_digit_in_a_certificate_number_is_found(year, number, place, by):
    serial = serial_number("Highland STEM Teaching", year, number)
    initials, shown_year, shown_number, check = serial.split("-")
    digits = shown_year + shown_number
    changed = digits[:place] + str((int(digits[place]) + by) % 10) + digits[place + 1 :]
    other = serial_number("Highland STEM Teaching", int(changed[:4]), int(changed[4:]))
    assert initials == "HST"
    assert other.rpartition("-")[2] != check


def test_only_a_result_without_a_certificate_waits_for_its_release():
    passed, failed = judged(A1=3, A2=3, B1=3, B2=3), judged(A1=2, A2=2, B1=2, B2=2)
    assert passed.decision.certifies
    assert compose_report(passed, SIGNER, "doc").released
    assert not failed.decision.certifies
    assert not compose_report(failed, SIGNER, "doc").released


@pytest.mark.parametrize(
    ("stance", "told"),
    [
        (Stance.SUPPORTS, ""),
        (Stance.CONTRADICTS, "Speaks against this level"),
        (Stance.QUESTION, "Raises a question"),
    ],
)
def test_evidence_says_when_it_does_not_support(stance, told):
    one = judged(A1=3, A2=3, B1=3, B2=3)
    note = replace(NOTE, stance=stance, criteria=("A1", "B1"))
    one = replace(one, assessment=replace(one.assessment, annotations=(note,)))
    report = compose_report(one, SIGNER, "doc")
    places = {c.id: [(pointer.place, pointer.stance) for pointer in c.evidence] for c in report.criteria}
    said = ("p. 2, “two litres”", told)
    assert places == {"A1": [said], "A2": [], "B1": [said], "B2": []}


@pytest.mark.parametrize(
    ("anchor", "told"),
    [
        (PageRegion(3, RECT, "", "LibreOffice 7.4"), "near p. 3"),
        (PageRegion(3, RECT, "two litres", "dxpdf"), "near p. 3, “two litres”"),
        (PhotoRegion(RECT), "detail"),
        (PhotoRegion(Rect(10, 0, 20, 30), 4), "p. 4, detail"),
        (PhotoRegion(Rect(0, 0, 2480, 3508), 4), "p. 4"),
        (TimeSpan(61_000, 65_000, "", RECT), "01:01–01:05, detail"),
        (TimeSpan(61_000, 61_000), "01:01"),
    ],
)
def test_parts_of_pictures_and_pages_of_other_programs_in_words(anchor, told):
    assert place_in_words(replace(NOTE, anchor=anchor)) == told


def test_a_report_is_told_in_the_candidates_language_where_the_rubric_has_it():
    said = {
        "title": "Malá rubrika",
        "criterion/A1/title": "První",
        "level/3/label": "Jistý",
        "outcome/met/label": "Splněno",
    }
    translated = replace(SMALL, translations=(Translation("cs", said),))
    plain = judged(A1=3, A2=3, B1=4, B2=4)
    told = replace(plain, rubric=translated)
    report = compose_report(told, SIGNER, "doc-1")
    assert (report.language, report.rubric_title, report.outcome_label) == ("cs", "Malá rubrika", "Splněno")
    assert (report.criteria[0].title, report.criteria[0].level_label) == ("První", "Jistý")
    assert report.criteria[1].title == SMALL.criteria[1].title, "what is not translated stays"
    assert [tried.label for tried in report.decision.trace] == ["Splněno"]
    assert report.decision.mean == plain.decision.mean
    certificate = compose_certificate(told, SIGNER, "S-1", "doc-2")
    assert (certificate.title, certificate.outcome_label) == ("Malá rubrika", "Splněno")


@pytest.mark.parametrize(("candidate", "told"), [("pt-BR", "Um"), ("pt", "Um"), ("fr", "A1"), ("", "A1")])
def test_the_nearest_language_that_the_rubric_has_is_used(candidate, told):
    named = tuple(replace(each, title=each.id) for each in SMALL.criteria)
    translated = replace(SMALL, criteria=named, translations=(Translation("pt", {"criterion/A1/title": "Um"}),))
    somebody = replace(PORTFOLIO, candidate=Candidate("Ana", language=candidate))
    report = compose_report(replace(judged(A1=3), rubric=translated, portfolio=somebody), SIGNER, "doc-1")
    assert report.criteria[0].title == told


def test_the_codes_that_a_criterion_stands_for_are_named_by_framework():
    codes = (Alignment("STEM", "S.1"), Alignment("STEM", "S.2"), Alignment("", "X"))
    first, *others = SMALL.criteria
    aligned = replace(SMALL, criteria=(replace(first, alignments=codes), *others))
    report = compose_report(replace(judged(A1=3), rubric=aligned), SIGNER, "doc-1")
    assert [one.standards for one in report.criteria][:2] == [("S.1, S.2 (STEM)", "X"), ()]
