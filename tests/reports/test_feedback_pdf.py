from __future__ import annotations

import io
from dataclasses import replace
from fractions import Fraction

import pikepdf
import pypdfium2
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.reports import pdf_checks
from tests.reports.samples import (
    FORTY_WORDS,
    NOT_YET,
    REPORT,
    REPORTS,
    SCRIPTS,
    a_criterion,
    a_picture,
    full,
    in_script,
)

from certdesk.core.documents import EvidencePointer
from certdesk.core.errors import StorageError, UnprintableTextError, UntrustedFileError
from certdesk.core.headline import Score
from certdesk.reports.characters import unprintable
from certdesk.reports.feedback_pdf import LEAD_FIELD, SIGNATURE_FIELD, write_feedback
from certdesk.reports.paper import LETTER


@pytest.mark.parametrize("name", REPORTS)
def test_every_report_is_archival_accessible_and_fits(name, tmp_path):
    path = tmp_path / "report.pdf"
    pages = write_feedback(REPORTS[name], path)
    assert pdf_checks.failures(path) == []
    assert pdf_checks.structure_faults(path) == []
    with pikepdf.open(path) as pdf:
        assert len(pdf.pages) == pages <= 4
        assert str(pdf.Root.Lang) == REPORTS[name].language
    assert max(pdf_checks.empty_feet(path), default=0.0) <= 0.2


def test_evidence_goes_on_under_its_criterion_s_name_after_the_end_of_a_page(tmp_path):
    pointers = tuple(EvidencePointer(f"Item {n}", f"p. {n}", "what is seen there, in a few words") for n in range(30))
    path = tmp_path / "report.pdf"
    write_feedback(replace(REPORT, criteria=tuple(a_criterion(n, evidence=pointers) for n in range(1, 4))), path)
    assert pdf_checks.failures(path) == []
    assert pdf_checks.structure_faults(path) == []
    assert max(pdf_checks.empty_feet(path)) <= 0.2
    said = pdf_checks.texts_by_element(path)
    assert len([text for text in said if text.startswith("Item 29")]) == 3
    assert "continued" in pdf_checks.text_by_pdfium(path)
    assert not any("continued" in text for text in said)  # it is for the eye: the table's cell goes on


def test_codes_of_standards_stand_with_their_criterion(tmp_path):
    codes = ("S.1, S.2 (National standards of teaching)", "X")
    path = tmp_path / "report.pdf"
    write_feedback(replace(REPORT, criteria=(a_criterion(1, standards=codes), a_criterion(2))), path)
    assert pdf_checks.failures(path) == []
    assert pdf_checks.structure_faults(path) == []
    assert set(codes) <= set(pdf_checks.texts_by_element(path))


def test_the_same_report_gives_the_same_bytes(tmp_path):
    once, twice = tmp_path / "once.pdf", tmp_path / "twice.pdf"
    write_feedback(REPORTS["pictures"], once)
    write_feedback(REPORTS["ar"], tmp_path / "another.pdf")
    write_feedback(REPORTS["pictures"], twice)
    assert once.read_bytes() == twice.read_bytes()


def test_it_says_what_it_was_given(tmp_path):
    path = tmp_path / "report.pdf"
    write_feedback(REPORTS["not yet"], path)
    text = pdf_checks.text_by_pdfium(path)
    for words in ("KITE-37", "not final until released", "2.74, not met", "Weighted mean 2.74", "Amara Diallo"):
        assert words in text
    assert "2.75, not met" not in text
    assert text.index("Why this result") < text.index("Two priorities") < text.index("What to hand in again")


def test_a_released_report_names_the_candidate_and_is_final(tmp_path):
    path = tmp_path / "report.pdf"
    write_feedback(REPORTS["released"], path)
    text = pdf_checks.text_by_pdfium(path)
    assert "Thandiwe Maseko" in text
    assert "not final" not in text


def test_a_blind_report_names_nobody_in_its_properties(tmp_path):
    path = tmp_path / "report.pdf"
    write_feedback(REPORT, path)
    with pikepdf.open(path) as pdf:
        assert str(pdf.docinfo.Title) == "Feedback on your portfolio: KITE-37"
        assert str(pdf.docinfo.Author) == REPORT.programme


@pytest.mark.parametrize(
    ("score", "words", "explained"),
    [
        (Score(Fraction(27499, 10000), "2.74"), "Weighted mean 2.74", "The weighted mean is each level times"),
        (Score(Fraction(39, 14), "2.79", weighted=False), "Mean 2.79", "The mean is the sum of the levels divided"),
        (
            Score(Fraction(41), "41", is_total=True, weighted=False, most="75"),
            "Total 41 of 75",
            "The total is the sum of the levels. What was not observed",
        ),
        (
            Score(Fraction("109.99975"), "109.99", is_total=True, most="177.75"),
            "Total 109.99 of 177.75",
            "The total is the sum of each level times the weight",
        ),
    ],
)
def test_the_number_that_the_rules_turn_on_is_named_and_explained(score, words, explained, tmp_path):
    path = tmp_path / "report.pdf"
    write_feedback(replace(REPORT, decision=replace(NOT_YET, score=score)), path)
    text = " ".join(pdf_checks.text_by_pdfium(path).split())
    assert words in text
    assert explained in text


def test_words_at_the_ends_of_lines_do_not_run_together(tmp_path):
    path = tmp_path / "report.pdf"
    write_feedback(replace(REPORT, criteria=(a_criterion(1, strength=FORTY_WORDS),)), path)
    said = pdf_checks.texts_by_element(path)
    assert FORTY_WORDS in said
    assert REPORT.appeal in said


def test_headings_tables_and_lists_are_what_they_look_like(tmp_path):
    path = tmp_path / "report.pdf"
    write_feedback(REPORT, path)
    tags = pdf_checks.tags(path)
    assert tags.count("H1") == 1
    assert tags.count("H2") == 6
    assert tags.count("TR") == 1 + len(REPORT.criteria)
    assert tags.count("TH") == 3 + len(REPORT.criteria)
    assert tags.count("TD") == 2 * len(REPORT.criteria)
    assert tags.count("Form") == 2
    with pikepdf.open(path) as pdf:
        headers = [e for e in pdf.objects if isinstance(e, pikepdf.Dictionary) and e.get("/S") == pikepdf.Name.TH]
        assert all("/Scope" in header.A for header in headers)


def test_the_outline_leads_to_every_part_and_criterion(tmp_path):
    path = tmp_path / "report.pdf"
    write_feedback(REPORT, path)
    with pikepdf.open(path) as pdf, pdf.open_outline() as outline:
        [top] = outline.root
        titles = [entry.title for entry in top.children]
    assert top.title == "Feedback on your portfolio"
    assert "Why this result" in titles
    assert sum(title.startswith("T") for title in titles) == 1 + len(REPORT.criteria)


def test_both_signature_fields_are_declared_empty_and_the_lead_s_locks_the_file(tmp_path):
    path = tmp_path / "report.pdf"
    write_feedback(REPORT, path)
    with pikepdf.open(path) as pdf:
        [group] = pdf.Root.AcroForm.Fields
        fields = {f"{group.T}.{kid.T}": kid for kid in group.Kids}
        assert list(fields) == [SIGNATURE_FIELD, LEAD_FIELD]
        assert not any("/V" in field for field in fields.values())
        assert all(field.AP.N.read_bytes() == b"" for field in fields.values())
        assert (str(fields[LEAD_FIELD].Lock.Action), int(fields[LEAD_FIELD].Lock.P)) == ("/All", 1)
        assert "/Lock" not in fields[SIGNATURE_FIELD]
    assert path.read_bytes().endswith(b"\n")


@pytest.mark.parametrize("language", SCRIPTS)
def test_words_can_be_copied_in_every_script(language, tmp_path):
    path = tmp_path / "report.pdf"
    write_feedback(in_script(language), path)
    criterion, strength, step, item, *_rest = SCRIPTS[language]
    words = [word for text in (criterion, strength, step, item) for word in text.strip(".").split()]
    for text in (pdf_checks.text_by_pdfium(path), pdf_checks.text_by_poppler(path)):
        if text is not None and language == "zh":
            found = text.replace("\r", "").replace("\n", "").replace(" ", "")
            assert all(word in found for word in words)
        elif text is not None:
            assert [word for word in words if word not in text] == []


@pytest.mark.parametrize("count", [8, 12, 15])
def test_typical_comments_fit_on_four_pages(count, tmp_path):
    assert write_feedback(full(count), tmp_path / "report.pdf") <= 4


def test_a_very_long_comment_goes_on_over_pages_with_its_heads_repeated(tmp_path):
    path = tmp_path / "report.pdf"
    story = " ".join(f"word{number}" for number in range(1500))
    pages = write_feedback(replace(REPORT, criteria=(a_criterion(1, strength=story), a_criterion(2))), path)
    assert pages > 4
    assert pdf_checks.failures(path) == []
    assert pdf_checks.structure_faults(path) == []
    text = pdf_checks.text_by_pdfium(path)
    assert [number for number in range(1500) if f"word{number}" not in text] == []
    assert text.count("What is strong") >= pages - 2
    assert pdf_checks.tags(path).count("TR") == 3


def test_a_word_without_end_is_broken_and_nothing_leaves_the_page(tmp_path):
    path = tmp_path / "report.pdf"
    endless = "W" * 400
    report = replace(REPORT, portfolio_title=endless, criteria=(a_criterion(1, title=endless, strength=endless),))
    write_feedback(report, path)
    with pikepdf.open(path) as pdf:
        width = float(pdf.pages[0].mediabox[2])
    assert pdf_checks.failures(path) == []
    assert _rightmost(path) <= width - 46


def _rightmost(path):
    with pypdfium2.PdfDocument(path) as document:
        return max(shape.get_bounds()[2] for one in document for shape in one.get_objects())


def test_pictures_are_left_out_before_a_fifth_page_is_begun(tmp_path):
    picture = REPORTS["pictures"].criteria[0].evidence
    report = full(15)
    report = replace(report, criteria=tuple(replace(c, evidence=picture) for c in report.criteria))
    path = tmp_path / "report.pdf"
    assert write_feedback(report, path) <= 4
    assert "Lesson video, 02:05" in pdf_checks.text_by_pdfium(path)


def test_more_than_four_pictures_are_named_in_words(tmp_path):
    [picture, *_others] = REPORTS["pictures"].criteria[0].evidence
    pointers = tuple(replace(picture, place=f"place {n}", note="") for n in range(1, 7))
    path = tmp_path / "report.pdf"
    write_feedback(replace(REPORT, criteria=(a_criterion(1, evidence=pointers),)), path)
    assert pdf_checks.tags(path).count("Figure") == 4 + len(REPORT.decision.deciding.lines)
    assert "place 6" in pdf_checks.text_by_pdfium(path)


def test_what_speaks_against_the_level_stands_under_its_own_label(tmp_path):
    against = "Speaks against this level"
    evidence = (
        EvidencePointer("Register", "p. 9", "nobody asks", None, "", against),
        EvidencePointer("Lesson video", "03:05", "", a_picture()),
        EvidencePointer("Poster", "detail", "", a_picture("#802020"), "", against),
    )
    criteria = tuple(a_criterion(number, evidence=evidence) for number in (1, 2, 3))
    path = tmp_path / "report.pdf"
    write_feedback(replace(REPORT, criteria=criteria), path)
    assert pdf_checks.failures(path) == []
    assert pdf_checks.structure_faults(path) == []
    said = [text for text in pdf_checks.texts_by_element(path) if text]
    at = said.index(against)
    assert "Lesson video" in said[at - 1]
    assert said[at + 1].startswith("Register, p. 9")
    assert said[at + 2].startswith("Poster, detail")


def test_a_caption_that_is_cut_closes_its_quote(tmp_path):
    place = "p. 3, “Lesson 6: pupils plan a fair test and change one thing at a time”"
    pointers = tuple(EvidencePointer("Unit plan", place, "", a_picture()) for _ in range(2))
    path = tmp_path / "report.pdf"
    write_feedback(replace(REPORT, criteria=(a_criterion(1, evidence=pointers),)), path)
    captions = [text for text in pdf_checks.texts_by_element(path) if text.endswith("…”")]
    assert len(captions) == 2
    assert all(text.startswith("Unit plan, p. 3, “Lesson 6") for text in captions)


def test_an_arabic_report_runs_from_right_to_left(tmp_path):
    path = tmp_path / "report.pdf"
    write_feedback(in_script("ar"), path)
    with pikepdf.open(path) as pdf:
        assert pdf.Root.ViewerPreferences.Direction == pikepdf.Name.R2L


def test_letter_paper(tmp_path):
    path = tmp_path / "report.pdf"
    write_feedback(REPORT, path, paper=LETTER)
    assert pdf_checks.failures(path) == []
    with pikepdf.open(path) as pdf:
        assert [float(side) for side in pdf.pages[0].mediabox] == [0, 0, 612, 792]


def test_comments_keep_their_line_breaks_and_lose_control_characters(tmp_path):
    path = tmp_path / "report.pdf"
    write_feedback(replace(REPORT, criteria=(a_criterion(1, strength="First.\x00\r\nSecond.\u202e\n\n"),)), path)
    assert pdf_checks.failures(path) == []
    lines = pdf_checks.text_by_pdfium(path).splitlines()
    assert {"First.", "Second."} <= {line.strip() for line in lines}


LATIN_AND_SIGNS = st.characters(max_codepoint=0x24F, exclude_categories=["Cs"])
OTHERS = st.characters(min_codepoint=0x600, max_codepoint=0x6FF) | st.characters(
    min_codepoint=0x2000, max_codepoint=0x206F
)


@settings(max_examples=15, deadline=None)
@given(text=st.text(LATIN_AND_SIGNS | OTHERS, max_size=40))
def test_any_text_is_printed_or_its_characters_are_named(text, tmp_path_factory):
    path = tmp_path_factory.mktemp("any") / "report.pdf"
    report = replace(REPORT, programme=text, summary=text, criteria=(a_criterion(1, title=text, strength=text),))
    if lost := unprintable([text]):
        with pytest.raises(UnprintableTextError) as refused:
            write_feedback(report, path)
        assert all(f"U+{ord(character):04X}" in str(refused.value) for character in lost)
        return
    write_feedback(report, path)
    assert pdf_checks.failures(path) == []
    assert pdf_checks.structure_faults(path) == []


def test_what_no_font_has_is_named_before_anything_is_written(tmp_path):
    path = tmp_path / "report.pdf"
    with pytest.raises(UnprintableTextError, match=r"🎉 \(U\+1F389\)") as caught:
        write_feedback(replace(REPORT, summary="Well done 🎉"), path)
    assert caught.value.hint
    assert not path.exists()


@pytest.mark.parametrize("broken", [b"no picture", b"\x89PNG\r\n\x1a\n broken", b"GIF89a"])
def test_a_broken_picture_is_named(broken, tmp_path):
    pointer = EvidencePointer("Filter tests", "p. 1", picture=broken)
    with pytest.raises(UntrustedFileError, match="Filter tests"):
        write_feedback(replace(REPORT, criteria=(a_criterion(1, evidence=(pointer,)),)), tmp_path / "report.pdf")


def test_a_folder_that_is_not_there_is_our_own_error(tmp_path):
    with pytest.raises(StorageError):
        write_feedback(REPORT, tmp_path / "nowhere" / "report.pdf")


def test_texts_are_never_taken_for_markup(tmp_path):
    path = tmp_path / "report.pdf"
    nasty = "<b>5 < 6 & 7 > 6</b> ) Tj ET \\ ((("
    write_feedback(replace(REPORT, programme=nasty, portfolio_title=nasty, summary=nasty), path)
    assert pdf_checks.failures(path) == []
    assert "5 < 6 & 7 > 6" in pdf_checks.text_by_pdfium(path)
    with pikepdf.open(io.BytesIO(path.read_bytes())) as pdf, pdf.open_metadata() as metadata:
        assert metadata["dc:creator"] == [nasty]


def test_forty_words_are_forty_words():
    assert 35 <= len(FORTY_WORDS.split()) <= 45


def test_sixty_criteria_repeat_the_heads_and_leave_no_page_half_empty(tmp_path):
    path = tmp_path / "report.pdf"
    pages = write_feedback(full(60), path)
    assert pdf_checks.failures(path) == []
    assert pdf_checks.structure_faults(path) == []
    assert pdf_checks.tags(path).count("TR") == 61
    assert pages - 1 <= pdf_checks.text_by_pdfium(path).count("What is strong") <= pages
    assert max(pdf_checks.empty_feet(path)) <= 0.2


def test_very_long_names_stand_whole_on_the_first_page_and_shortened_above_the_others(tmp_path):
    path = tmp_path / "report.pdf"
    name = "Maria Constantina Papadopoulou-Vandenberghe de Oliveira e Sousa von und zu Hohenstein-Schillingsfürst"
    signer = replace(REPORT.signer, name=name, role=f"Chair of the board, {name}")
    report = replace(
        REPORT, candidate_name=name, programme=f"{name} Programme", portfolio_title=FORTY_WORDS, signer=signer
    )
    write_feedback(report, path)
    assert pdf_checks.failures(path) == []
    assert pdf_checks.structure_faults(path) == []
    assert name in pdf_checks.texts_by_element(path)
    assert "Sousa von und zu…" in pdf_checks.text_by_pdfium(path)
    assert _rightmost(path) <= 595.28 - 46


def test_a_row_of_a_few_lines_is_never_torn_apart(tmp_path):
    path = tmp_path / "report.pdf"
    write_feedback(in_script("km"), path)
    assert "continued" not in pdf_checks.text_by_pdfium(path)
