"""Tables of Moodle, Canvas and Coursework are filled in, and every byte that is not ours stays."""

from __future__ import annotations

import csv
import io
from contextlib import suppress
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from certdesk.core.errors import CertDeskError, NotAllowedError, UntrustedFileError
from certdesk.exchange.writing_back.canvas_scores import fill_scores, plan_scores
from certdesk.exchange.writing_back.coursework_sheet import plan_coursework
from certdesk.exchange.writing_back.moodle_sheet import find_columns, plan_sheet
from certdesk.exchange.writing_back.raw_table import read_raw
from certdesk.exchange.writing_back.told import ToldCriterion, ToldResult, as_number

SHEET = (
    'Identifier,"Full name","Email address",Status,Group,Grade,"Maximum Grade","Grade can be changed",'
    '"Last modified (submission)","Last modified (grade)","Feedback comments"\r\n'
    'Participant 101,"Jane ""JJ"" Doe",jane@example.org,"Submitted for grading - Graded",,2.00,100.00,Yes,'
    '"Monday, 2 November 2026, 9:14 AM","Tuesday, 3 November 2026, 1:00 PM","<p>old words,\r\nof somebody</p>"\r\n'
    'Participant 102,"Ali Ömer",ALI@example.org,"Submitted",,,100.00,Yes,-,-,\r\n'
    'Participant 103,Locked One,l@example.org,"Submitted",,1.5,100.00,No,-,-,\r\n'
    'Participant 999,"=Nobody",x@example.org,"No submission",,,100.00,Yes,-,-,"  "\r\n'
)


def told(code: str = "P-001", grade: str = "2.75", **ids: str) -> ToldResult:
    criteria = (
        ToldCriterion("T1", "Lesson - design", Fraction(3), "Secure", "Clear <aims>.", "=Plan more."),
        ToldCriterion("T2", "Safety", None, "Not observed"),
    )
    known = {kind: (value,) for kind, value in ids.items()}
    return ToldResult(f"portfolio-{code}", code, f"Name {code}", "STEM", "Pass", True, grade, "Well done.", None,
                      criteria, known)  # fmt: skip


def cells(data: bytes, separator: str = ",") -> list[list[str]]:
    return list(csv.reader(io.StringIO(data.decode("utf-8-sig"), newline=""), delimiter=separator))


def test_moodle_gets_grades_and_feedback_and_nothing_else_changes():
    known = (told("P-001", submission="101"), told("P-002", "3", email="ali@EXAMPLE.org"))
    results = [*known, told("P-003", submission="103"), told("P-004")]
    plan = plan_sheet(SHEET.encode(), "grades.csv", results)
    assert [(line.code, line.written, bool(line.problem)) for line in plan.lines] == [
        ("P-001", "2.75", False), ("P-002", "3", False), ("P-003", "", True), ("", "", True),
    ]  # fmt: skip
    assert plan.unmatched == ("P-004",)
    before, after = cells(SHEET.encode()), cells(plan.content())
    for row, (old, new) in enumerate(zip(before, after, strict=True)):
        changed = {at for at in range(len(old)) if old[at] != new[at]}
        assert changed == ({5, 10} if row in {1, 2} else set())
    assert after[1][10].startswith("<p><strong>Pass</strong></p><p>Well done.</p>")
    assert "Clear &lt;aims&gt;." in after[1][10]
    untouched = plan.content().decode().splitlines(keepends=True)
    assert untouched[0] == SHEET.splitlines(keepends=True)[0]
    assert untouched[-1] == SHEET.splitlines(keepends=True)[-1]


@pytest.mark.parametrize(
    "header",
    [
        "Identifikator;Vollständiger Name;Bewertung;Beste Bewertung;Zuletzt geändert (Bewertung);Feedbackkommentare",
        "Identifiant;Nom complet;Note;Note maximale;Dernière modification (note);Commentaires de feedback",
        "المعرف;الاسم الكامل;الدرجة;الدرجة القصوى;آخر تعديل (الدرجة);تعليقات التغذية الراجعة",
    ],
)
def test_moodle_in_other_languages_and_with_decimal_commas(header):
    data = f"\ufeff{header}\nTeilnehmer/in 101;Jane;;100,00;-;\n".encode()
    plan = plan_sheet(data, "noten.csv", [told(submission="101")])
    assert cells(plan.content(), ";")[1][2] == "2,75"
    assert plan.content().startswith(b"\xef\xbb\xbf")


def test_columns_that_nobody_knows_are_named_by_whoever_does():
    header = ("Nummer", "Punkte", "Worte")
    with pytest.raises(NotAllowedError, match="can't be told") as refused:
        find_columns(header)
    assert "Punkte" in refused.value.hint
    named = {"identifier": "Nummer", "grade": "Punkte", "feedback": "worte"}
    assert find_columns(header, named) == {"identifier": 0, "grade": 1, "feedback": 2}
    with pytest.raises(NotAllowedError, match="no column “Note”"):
        find_columns(header, {"grade": "Note"})


def test_grades_that_moodle_would_pass_over_are_not_written():
    high = SHEET.replace("100.00", "2.50")
    plan = plan_sheet(high.encode(), "grades.csv", [told(submission="101"), told("P-002", "", submission="102")])
    assert "not between 0 and 2.5" in plan.lines[0].problem
    assert "no grade" in plan.lines[1].problem
    assert plan.content() == high.encode()
    twice = plan_sheet(SHEET.encode(), "g.csv", [told(submission="101"), told("P-002", submission="0101")])
    assert "more than one" in twice.lines[0].problem


def test_an_old_encoding_stays_and_says_which_letter_it_has_not():
    data = 'Identifiant;Note;Commentaires de feedback\nParticipant 101;;"é"\nParticipant 7;;\xe8\n'.encode("latin-1")
    assert plan_sheet(data, "n.csv", [told(submission="101")]).content().endswith(b"Participant 7;;\xe8\n")
    arabic = ToldResult("p", "P-9", "أمل", "STEM", "ممتاز", True, "3", "", None, ids={"submission": ("101",)})
    with pytest.raises(NotAllowedError, match="old encoding"):
        plan_sheet(data, "n.csv", [arabic]).content()


RAW = st.text(st.sampled_from('ab",;\t\r\n é\ufeff\x00'), max_size=40)


@given(RAW, st.sampled_from(["utf-8", "utf-8-sig", "latin-1"]))
@settings(max_examples=60, deadline=None)
def test_whatever_is_read_is_written_byte_for_byte(text, encoding):
    data = text.encode(encoding, errors="ignore")
    try:
        table = read_raw(data, "x.csv")
    except UntrustedFileError:
        return
    assert table.content() == data


@given(st.binary(max_size=60) | st.sampled_from([b"\xff\xfea", b"\xef\xbb\xbf\xff", b'"' + b"a" * 200_000 + b'"']))
@settings(max_examples=60, deadline=None)
def test_what_is_no_table_is_refused_in_our_own_words(data):
    for read in (read_raw, lambda data, name: plan_sheet(data, name, [told(submission="1")])):
        with suppress(CertDeskError):
            read(data, "x.csv")


def test_canvas_gets_every_criterion_by_its_student():
    plan = plan_scores([told(user="12"), told("P-002", user="7"), told("P-003")])
    assert plan.content().startswith(b"Student Id,Lesson - design - Rating,Lesson - design - Points")
    rows = cells(plan.content())
    assert rows[1] == ["7", "Secure", "3", "Clear <aims>.\n=Plan more.", "", "", "Not observed"]
    assert [row[0] for row in rows[1:]] == ["7", "12"]
    assert plan.unmatched == ("P-003",)


def test_canvas_file_is_filled_in_where_criteria_are_the_same():
    header = "Student Id,Student Name,Lesson - design - Rating,Lesson - design - Points,Lesson - design - Comments,"
    data = f"{header}Safety rules - Points,Safety rules - Comments\n12,Jane,,,,,\n99,Nobody,x,1,,,\n".encode()
    with pytest.raises(NotAllowedError, match="other criteria") as refused:
        fill_scores(data, "scores.csv", [told(user="12")])
    assert "Safety rules" in refused.value.hint
    plan = fill_scores(data, "scores.csv", [told(user="12")], {"T2": "Safety rules"})
    assert cells(plan.content())[1] == ["12", "Jane", "Secure", "3", "Clear <aims>.\n=Plan more.", "", "Not observed"]
    assert plan.content().endswith(b"99,Nobody,x,1,,,\n")
    with pytest.raises(NotAllowedError, match="Student Id"):
        fill_scores(b"Name,Points\nx,1\n", "scores.csv", [told(user="12")])


def test_a_comment_for_canvas_never_begins_as_a_formula():
    one = ToldResult("p", "P", "N", "S", "Pass", True, "3", "", None,
                     (ToldCriterion("T1", "Design", Fraction(3), "Secure", "=1+1"),), {"user": ("1",)})  # fmt: skip
    assert cells(plan_scores([one]).content())[1][3] == " =1+1"


def test_coursework_gets_agreed_grades_by_user_name():
    header = (
        "Sub ID,Submission file id,Name,Username,Submission time,Assessor 1 grade,Agreed grade,Agreed grade feedback"
    )
    data = f'{header}\n4,abc,"Doe, Jane",jdoe,"2 Nov",Hidden,,\n5,abd,X,other,-,,50,"keep"\n'.encode()
    plan = plan_coursework(data, "sheet.csv", [told(username="JDOE"), told("P-002")])
    row = cells(plan.content())[1]
    assert (row[5], row[6]) == ("Hidden", "2.75")
    assert plan.content().endswith(b'5,abd,X,other,-,,50,"keep"\n')
    assert plan.unmatched == ("P-002",)


def test_coursework_with_a_rubric_takes_whole_levels_only():
    header = "Sub ID,Username,Agreed grade - Design,Comment for: Agreed grade - Design"
    data = f"{header}\n4,jdoe,,\n".encode()

    def of(level: Fraction | None) -> ToldResult:
        criteria = (ToldCriterion("T1", "Design", level, "Secure", "Good."),)
        return ToldResult("p", "P", "N", "S", "Pass", True, "3", "", None, criteria, {"username": ("jdoe",)})

    assert cells(plan_coursework(data, "s.csv", [of(Fraction(3))]).content())[1] == ["4", "jdoe", "3", "Good."]
    for level, words in ((Fraction(5, 2), "a mean"), (None, "no level")):
        plan = plan_coursework(data, "s.csv", [of(level)])
        assert words in plan.lines[0].problem
        assert plan.content() == data
    with pytest.raises(NotAllowedError, match="no grading sheet"):
        plan_coursework(data, "s.csv", [told(username="jdoe")])


def test_numbers_are_never_rounded_up():
    assert [as_number(Fraction(*one)) for one in ((11, 4), (38, 15), (2, 1), (1, 3))] == [
        "2.75",
        "2.53333",
        "2",
        "0.33333",
    ]
