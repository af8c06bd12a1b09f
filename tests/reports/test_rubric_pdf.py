"""Rubrics on paper: everything that a rubric says is there, tagged, on any paper, with any number of levels."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from functools import cache
from unicodedata import normalize

import pikepdf
import pypdfium2
import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from tests.reports import pdf_checks
from tests.support import any_rubric

from certdesk import shipped
from certdesk.core.errors import StorageError, UnprintableTextError
from certdesk.core.examples import example_name
from certdesk.core.plain import from_plain, to_plain
from certdesk.core.rubric import (
    Alignment,
    CertificateTerm,
    DecisionRules,
    Level,
    Rubric,
    Scale,
    Section,
    Translation,
)
from certdesk.core.wordings import texts
from certdesk.reports.characters import unprintable
from certdesk.reports.paper import A4, LETTER
from certdesk.reports.rubric.opening import title_of
from certdesk.reports.rubric_pdf import Printing, write_rubric_pdf
from certdesk.rubric_formats.our_yaml import read_rubric

AR = "يخطط المعلم للدروس مع زملائه ويدرّسها ويراجعها معهم."
EMPTY = Rubric("new", "0.1.0", "en", "", "", "", Scale((), Fraction(0)), (), (), DecisionRules(()), CertificateTerm(0))


@cache
def stem() -> Rubric:
    path = shipped.rubrics() / "stem_teaching.yaml"
    return read_rubric(path.read_text(encoding="utf-8"), name=path.name)


def with_levels(count: int, criteria: int = 3, words: str = "Pupils explain how the ideas fit together.") -> Rubric:
    levels = tuple(
        Level(Fraction(n), f"l{n}", f"Step {n}", "What it means." if n % 2 else "") for n in range(1, count + 1)
    )
    made = tuple(
        replace(
            stem().criteria[number % 8],
            id=f"C{number + 1}",
            section="A",
            floor=Fraction(1),
            weight=Fraction(100, criteria),
            descriptors={level.value: f"{words} C{number + 1}/{level.value}." for level in levels},
        )
        for number in range(criteria)
    )
    scale = replace(stem().scale, levels=levels, standard=Fraction(count // 2 + 1))
    sections = (Section("A", "Everything", tuple(each.id for each in made)),)
    return replace(stem(), scale=scale, criteria=made, sections=sections, examples=())


def in_arabic() -> Rubric:
    said = {
        key: AR if "descriptor" in key else f"نص {key.split('/')[1]}" if "/" in key else "شهادة"
        for key in texts(stem())
    }
    return replace(stem(), translations=(Translation("ar", said),))


def with_own_levels() -> Rubric:
    own = tuple(Level(Fraction(n), f"p{n}", label) for n, label in ((0, "None"), (5, "Some"), (10, "Full")))
    first = replace(stem().criteria[0], own_levels=own, descriptors={level.value: f"{level.label}." for level in own})
    return replace(stem(), criteria=(first, *stem().criteria[1:]), examples=())


CASES = {
    "ours": (stem, Printing()),
    "letter": (stem, Printing(paper=LETTER, draft=True)),
    "upright": (stem, Printing(landscape=False)),
    "two levels": (lambda: with_levels(2), Printing()),
    "seven levels": (lambda: with_levels(7), Printing()),
    "twelve levels": (lambda: with_levels(12), Printing(paper=LETTER)),
    "twelve upright": (lambda: with_levels(12), Printing(landscape=False)),
    "long words": (lambda: with_levels(4, 2, "Pupils question each other. " * 120), Printing()),
    "arabic": (in_arabic, Printing(language="ar")),
    "two languages": (in_arabic, Printing(beside="ar")),
    "own levels": (with_own_levels, Printing()),
    "nothing yet": (lambda: EMPTY, Printing(draft=True)),
}


@pytest.mark.parametrize("name", CASES)
def test_every_rubric_is_a_tagged_file_that_keeps_to_the_rules(name, tmp_path):
    make, printing = CASES[name]
    path = tmp_path / "rubric.pdf"
    assert write_rubric_pdf(make(), path, printing) >= 1
    assert pdf_checks.failures(path) == []
    assert pdf_checks.structure_faults(path) == []


@pytest.mark.parametrize("name", ["ours", "upright", "twelve levels", "long words", "two languages", "own levels"])
def test_nothing_leaves_the_paper_and_no_text_is_lost(name, tmp_path):
    make, printing = CASES[name]
    path = tmp_path / "rubric.pdf"
    write_rubric_pdf(make(), path, printing)
    with pypdfium2.PdfDocument(path) as document:
        for page in document:
            for shape in page.get_objects():
                left, foot, right, top = shape.get_bounds()
                assert left >= 36
                assert right <= page.get_width() - 36
                assert foot >= 12
                assert top <= page.get_height() - 20
    said = " ".join(" ".join(pdf_checks.texts_by_element(path)).split())
    for criterion in make().criteria:
        for descriptor in criterion.descriptors.values():
            # A text that goes on over a page's end is in two pieces there, with other cells between them.
            whole = " ".join(descriptor.split())
            assert whole[-20:] in said if name == "long words" else whole in said


def test_rules_evidence_and_examples_are_there_in_words(tmp_path):
    path = tmp_path / "rubric.pdf"
    write_rubric_pdf(stem(), path, Printing(names={"lesson_video": "Film of a lesson"}))
    said = pdf_checks.texts_by_element(path)
    joined = " ".join(said)
    assert "The weighted mean is at least 2.75" in joined
    assert "Film of a lesson, up to 20 minutes" in joined
    assert "Incomplete, not decided, if 1 criterion or more is unscorable." in joined
    assert "valid for 5 years" in joined
    assert all(example_name(example.name) in joined for example in stem().examples)
    assert "16 % · floor 3 · critical" in joined


def test_the_grid_is_a_table_with_heads_and_cards_are_lists(tmp_path):
    path = tmp_path / "rubric.pdf"
    write_rubric_pdf(replace(stem(), examples=()), path)
    tags = pdf_checks.tags(path)
    assert tags.count("Table") == len(stem().sections) + 1
    assert tags.count("TR") == len(stem().sections) + 8 + 1 + 8
    write_rubric_pdf(with_levels(12), path)
    tags = pdf_checks.tags(path)
    assert tags.count("Table") == 1
    assert tags.count("LI") >= 3 * 12


def test_criteria_with_levels_of_their_own_have_a_table_of_their_own(tmp_path):
    path = tmp_path / "rubric.pdf"
    write_rubric_pdf(with_own_levels(), path)
    assert pdf_checks.tags(path).count("Table") == len(stem().sections) + 2
    assert {"0\u2002None", "5\u2002Some"} <= {
        text.replace("\u2068", "").replace("\u2069", "").strip() for text in pdf_checks.texts_by_element(path)
    }


def test_the_second_language_says_so_to_screen_readers(tmp_path):
    path = tmp_path / "rubric.pdf"
    write_rubric_pdf(in_arabic(), path, Printing(beside="ar"))
    with pikepdf.open(path) as pdf:
        languages = {str(obj.Lang) for obj in pdf.objects if isinstance(obj, pikepdf.Dictionary) and "/Lang" in obj}
        assert languages == {"en", "ar"}
    write_rubric_pdf(in_arabic(), path, Printing(language="ar"))
    with pikepdf.open(path) as pdf:
        assert pdf.Root.ViewerPreferences.Direction == pikepdf.Name.R2L


@pytest.mark.parametrize(("paper", "size"), [(A4, (841.89, 595.28)), (LETTER, (792, 612))])
def test_landscape_turns_the_paper(paper, size, tmp_path):
    path = tmp_path / "rubric.pdf"
    write_rubric_pdf(stem(), path, Printing(paper=paper))
    with pikepdf.open(path) as pdf:
        assert [float(side) for side in pdf.pages[0].mediabox[2:]] == pytest.approx(size, abs=0.01)


def test_a_draft_says_so_on_every_page(tmp_path):
    path = tmp_path / "rubric.pdf"
    pages = write_rubric_pdf(stem(), path, Printing(draft=True))
    text = pdf_checks.text_by_pdfium(path)
    assert text.count("Draft. STEM Teaching Certificate") == pages
    write_rubric_pdf(stem(), path)
    assert "Draft" not in pdf_checks.text_by_pdfium(path)


def test_the_same_rubric_printed_alike_is_the_same_bytes(tmp_path):
    for name in ("one.pdf", "two.pdf"):
        write_rubric_pdf(stem(), tmp_path / name)
    write_rubric_pdf(replace(stem(), title="Another"), tmp_path / "three.pdf")
    first, second, third = ((tmp_path / f"{name}.pdf").read_bytes() for name in ("one", "two", "three"))
    assert first == second != third


def test_sixty_criteria_repeat_the_heads_of_the_columns(tmp_path):
    path = tmp_path / "rubric.pdf"
    pages = write_rubric_pdf(with_levels(6, 60), path)
    assert pages > 8
    assert pdf_checks.structure_faults(path) == []
    assert pdf_checks.text_by_pdfium(path).count("Step 6") >= 8


def test_criteria_in_no_section_and_codes_of_standards_are_printed(tmp_path):
    coded = replace(stem().criteria[0], alignments=(Alignment("NGSS", "3-PS2-1", "Plan and conduct"),))
    rubric = replace(stem(), criteria=(coded, *stem().criteria[1:]), sections=stem().sections[1:])
    path = tmp_path / "rubric.pdf"
    write_rubric_pdf(rubric, path)
    text = pdf_checks.text_by_pdfium(path)
    assert "Criteria in no section" in text
    assert "NGSS 3-PS2-1" in text


def test_what_no_font_has_is_named_before_anything_is_written(tmp_path):
    path = tmp_path / "rubric.pdf"
    with pytest.raises(UnprintableTextError, match=r"U\+1F389"):
        write_rubric_pdf(replace(stem(), purpose="Well done 🎉"), path)
    assert not path.exists()


def test_a_folder_that_is_not_there_is_our_own_error(tmp_path):
    with pytest.raises(StorageError):
        write_rubric_pdf(stem(), tmp_path / "nowhere" / "rubric.pdf")


def printable(value):
    """Take what no font has out of every text of a plain value."""
    if isinstance(value, str):
        # What is composed may be another sign; the blank of Ogham is printed only where none of its letters stand.
        composed = normalize("NFC", value)
        return "".join(sign for sign in composed if sign not in {*unprintable([composed]), "\u1680"})
    if isinstance(value, list):
        return [printable(part) for part in value]
    return {name: printable(part) for name, part in value.items()} if isinstance(value, dict) else value


# Making a counterexample small takes longer than a test may; the rubric found is told as it is.
@settings(
    max_examples=8,
    deadline=None,
    phases=[Phase.explicit, Phase.reuse, Phase.generate],
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
@given(rubric=any_rubric.rubrics(), upright=st.booleans())
def test_any_rubric_is_printed(rubric, upright, tmp_path_factory):
    path = tmp_path_factory.mktemp("any") / "rubric.pdf"
    rubric = from_plain(Rubric, printable(to_plain(rubric)))
    beside = rubric.translations[0].language if rubric.translations else ""
    write_rubric_pdf(rubric, path, Printing(landscape=not upright, beside=beside, draft=True))
    assert pdf_checks.failures(path) == []
    assert pdf_checks.structure_faults(path) == []


def test_a_title_of_which_nothing_can_be_seen_is_said_to_be_none():
    unseen = replace(stem(), title="\x1b")
    assert title_of(unseen) == "Rubric without a title"
