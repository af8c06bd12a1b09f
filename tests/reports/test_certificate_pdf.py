from __future__ import annotations

from dataclasses import replace

import pikepdf
import pypdfium2
import pytest
from tests.reports import pdf_checks
from tests.reports.samples import CERTIFICATE, CERTIFICATES, SCRIPTS

from certdesk.core.errors import UnprintableTextError
from certdesk.reports.certificate.rosette import digest_of
from certdesk.reports.certificate_pdf import SIGNATURE_FIELD, write_certificate
from certdesk.reports.paper import A4, LETTER


@pytest.mark.parametrize("paper", [A4, LETTER], ids=lambda paper: paper.name)
@pytest.mark.parametrize("name", CERTIFICATES)
def test_every_certificate_is_archival_accessible_and_one_page(name, paper, tmp_path):
    path = tmp_path / "certificate.pdf"
    write_certificate(CERTIFICATES[name], path, paper=paper)
    assert pdf_checks.failures(path) == []
    assert pdf_checks.structure_faults(path) == []
    with pikepdf.open(path) as pdf:
        [sheet] = pdf.pages
        assert [round(float(side)) for side in sheet.mediabox[2:]] == [round(paper.width), round(paper.height)]


def test_the_same_certificate_gives_the_same_bytes(tmp_path):
    once, twice = tmp_path / "once.pdf", tmp_path / "twice.pdf"
    write_certificate(CERTIFICATE, once)
    write_certificate(CERTIFICATES["ar"], tmp_path / "another.pdf")
    write_certificate(CERTIFICATE, twice)
    assert once.read_bytes() == twice.read_bytes()


def test_it_says_who_what_when_and_how_to_check(tmp_path):
    path = tmp_path / "certificate.pdf"
    write_certificate(CERTIFICATE, path)
    text = pdf_checks.text_by_pdfium(path)
    for words in (
        "Thandiwe Maseko", "STEM Teaching Certificate", "Certified", "3 November 2026", "2 November 2031",
        "HSTP-2026-00317-4", "Leila Haddad", "Check it without a network: open this file in CertDesk.",
    ):  # fmt: skip
        assert words in text


def test_no_level_and_no_mean(tmp_path):
    path = tmp_path / "certificate.pdf"
    write_certificate(CERTIFICATE, path)
    text = pdf_checks.text_by_pdfium(path)
    assert "mean" not in text
    assert "level" not in text.lower()


@pytest.mark.parametrize("language", SCRIPTS)
def test_a_name_can_be_copied_in_every_script(language, tmp_path):
    path = tmp_path / "certificate.pdf"
    write_certificate(CERTIFICATES[language], path)
    text = pdf_checks.text_by_pdfium(path)
    assert [word for word in CERTIFICATES[language].holder.split() if word not in text] == []


def test_one_empty_field_for_the_signature(tmp_path):
    path = tmp_path / "certificate.pdf"
    write_certificate(CERTIFICATE, path)
    with pikepdf.open(path) as pdf:
        [group] = pdf.Root.AcroForm.Fields
        [field] = group.Kids
        assert f"{group.T}.{field.T}" == SIGNATURE_FIELD
        assert "/V" not in field
        left, foot, right, top = (float(side) for side in field.Rect)
    assert right - left > 100
    assert top - foot > 40


def test_everything_stays_inside_the_frame(tmp_path):
    for name, text in CERTIFICATES.items():
        path = tmp_path / f"{name}.pdf"
        write_certificate(text, path, paper=LETTER)
        with pypdfium2.PdfDocument(path) as document:
            bounds = [shape.get_bounds() for shape in document[0].get_objects()]
        assert min(left for left, *_rest in bounds) > 25
        assert max(right for _left, _foot, right, _top in bounds) < LETTER.width - 25
        assert min(foot for _left, foot, *_rest in bounds) > 25


def test_each_certificate_has_a_rosette_of_its_own(tmp_path):
    pictures = set()
    for number in range(4):
        path = tmp_path / f"{number}.pdf"
        write_certificate(replace(CERTIFICATE, serial=f"HSTP-2026-{number}"), path)
        with pikepdf.open(path) as pdf:
            curves = [ops for ops, word in pikepdf.parse_content_stream(pdf.pages[0]) if str(word) == "c"]
            pictures.add(str(curves[:2000]))
    assert len(pictures) == 4
    assert digest_of("a", "bc") != digest_of("ab", "c")


def test_what_no_font_has_is_named(tmp_path):
    with pytest.raises(UnprintableTextError, match=r"U\+1F680"):
        write_certificate(replace(CERTIFICATE, holder="Ann 🚀"), tmp_path / "certificate.pdf")
