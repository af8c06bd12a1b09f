from __future__ import annotations

from dataclasses import replace

import pikepdf
import pytest
from tests.reports import pdf_checks
from tests.reports.samples import REPORT, SCRIPTS, a_criterion, in_script
from tests.reports.script_samples import MORE_SCRIPTS

from certdesk import shipped
from certdesk.reports.feedback_pdf import write_feedback
from certdesk.reports.text.faces import Face, Family
from certdesk.reports.text.languages import other_language
from certdesk.reports.text.runs import Span, Style, make_words, missing
from certdesk.reports.text.system_fonts import font_folders, font_with, wanted_of

BODY = Style(Family.BODY, 10, 14, (0, 0, 0))


@pytest.mark.parametrize(
    ("text", "language", "other"),
    [
        ("Pupils ask", "en", ""), ("Élèves", "en", ""), ("دع كل", "en", "ar"), ("دع كل", "ar-EG", ""),
        ("دع كل", "fa", ""), ("چند", "en", "fa"), ("学生", "zh", ""), ("学生と", "zh", "ja"), ("学生", "ja", ""),
        ("Привіт", "en", "uk"), ("Привет", "uk", ""), ("Pupils", "ar", "und-Latn"), ("03:05", "ar", ""),
        ("বাংলা", "hi", "bn"), ("नमस्ते", "mr", ""), ("ትብብር", "ti", ""), ("T4: តម្រង", "en", "km"), ("", "en", ""),
    ],
)  # fmt: skip
def test_letters_tell_another_language(text, language, other):
    assert other_language(text, language) == other


@pytest.mark.parametrize("language", MORE_SCRIPTS)
def test_every_script_is_archival_and_can_be_read_copied_and_searched(language, tmp_path):
    path = tmp_path / "report.pdf"
    write_feedback(in_script(language), path)
    assert pdf_checks.failures(path) == []
    assert pdf_checks.structure_faults(path) == []
    said = pdf_checks.texts_by_element(path)
    criterion, strength, step, item, *_rest = MORE_SCRIPTS[language]
    assert {strength, step} <= set(said)
    words = [word for text in (criterion, strength, step, item) for word in text.strip(".").split()]
    found = pdf_checks.text_by_poppler(path)
    if found is not None:
        joined = "".join(found.split())
        assert [word for word in words if word not in joined] == []


@pytest.mark.parametrize("language", ["ar", "hi", "am"])
def test_a_screen_reader_is_given_whole_sentences(language, tmp_path):
    path = tmp_path / "report.pdf"
    write_feedback(in_script(language), path)
    assert set(SCRIPTS[language][1:3]) <= set(pdf_checks.texts_by_element(path))


def test_a_comment_and_a_word_in_another_language_say_so(tmp_path):
    path = tmp_path / "report.pdf"
    comments = {"strength": SCRIPTS["ar"][1], "next_step": "The word كتاب is Arabic, 学生 is Chinese."}
    write_feedback(replace(REPORT, criteria=(a_criterion(1, **comments),)), path)
    assert pdf_checks.failures(path) == []
    assert pdf_checks.structure_faults(path) == []
    with pikepdf.open(path) as pdf:
        spoken = [
            str(each.Lang)
            for each in pdf.objects
            if isinstance(each, pikepdf.Dictionary) and "/S" in each and "/Lang" in each
        ]
        spans = [
            str(operands[1].Lang)
            for one in pdf.pages
            for operands, operator in pikepdf.parse_content_stream(one)
            if str(operator) == "BDC" and "/Lang" in operands[1]
        ]
    assert spoken == ["ar"]
    assert spans == ["ar", "zh"]


def test_a_word_keeps_to_the_font_of_its_script():
    for text, font in (("করে।", "NotoSansBengali-Regular"), ("करता।", "NotoSansDevanagari-Regular")):
        [word] = make_words([Span(text, BODY)], 0)
        assert [run.face.name for run in word] == [font]


def test_no_font_is_read_before_a_letter_needs_it():
    face = Face(shipped.resources() / "fonts" / "NotoSansKhmer-Regular.ttf", 1.0, 1.0)
    assert "hb_face" not in vars(face)
    assert face.covers("ក")
    assert "hb_face" in vars(face)


def test_pictures_are_never_looked_for_in_the_system_s_fonts():
    assert wanted_of("학a🎉 ") == "학a"


def test_a_font_of_the_computer_is_taken_when_it_has_the_letters_and_may_be_embedded():
    folder = shipped.resources() / "fonts"
    found = font_with("\u0e01", (folder,))
    assert found is not None
    assert found[0].suffix == ".ttf"
    assert font_with("\U0001f389", (folder,)) is None
    assert font_with("a", (folder / "nowhere",)) is None


@pytest.mark.skipif(font_with("학", font_folders()) is None, reason="no font with Korean letters on this computer")
def test_korean_is_printed_with_a_font_of_the_computer(tmp_path):
    assert missing(["학생"]) == ()
    path = tmp_path / "report.pdf"
    write_feedback(replace(REPORT, summary="학생들은 서로에게 묻는다."), path)
    assert pdf_checks.failures(path) == []
    assert "학생들은 서로에게 묻는다." in pdf_checks.texts_by_element(path)
