from __future__ import annotations

import pikepdf
import pytest
from tests.reports import pdf_checks
from tests.reports.record_samples import LETTER, LETTERS

from certdesk.reports.letter_pdf import SIGNATURE_FIELD, write_letter
from certdesk.reports.paper import A4
from certdesk.reports.paper import LETTER as LETTER_PAPER


@pytest.mark.parametrize("name", LETTERS)
def test_letters_are_archival_accessible_and_one_page(name, tmp_path):
    path = tmp_path / "letter.pdf"
    pages = write_letter(LETTERS[name], path, paper=LETTER_PAPER if name == "not yet" else A4)
    assert pdf_checks.failures(path) == []
    assert pdf_checks.structure_faults(path) == []
    assert (pages == 1) == (name != "endless")


def test_a_letter_says_the_result_first_then_why_then_what_now(tmp_path):
    path = tmp_path / "letter.pdf"
    write_letter(LETTERS["not yet"], path)
    said = pdf_checks.texts_by_element(path)
    order = [LETTER.candidate_name, "Not yet: hand in again", LETTER.reasons[0], "T6\u2002Technology", LETTER.appeal]
    places = [said.index(text) for text in (*order, LETTER.closing)]
    assert places == sorted(places)


def test_the_lead_signs_it(tmp_path):
    path = tmp_path / "letter.pdf"
    write_letter(LETTER, path)
    with pikepdf.open(path) as pdf:
        [group] = pdf.Root.AcroForm.Fields
        assert f"{group.T}.{group.Kids[0].T}" == SIGNATURE_FIELD
