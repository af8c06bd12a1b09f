from __future__ import annotations

from dataclasses import replace

import pikepdf
import pypdfium2
import pytest
import zxingcpp
from tests.reports import pdf_checks
from tests.reports.record_samples import ALL_MINUTES, MINUTES, RECORD, RECORDS

from certdesk.core.documents import CheckedLine
from certdesk.reports.check_record_pdf import write_check_record
from certdesk.reports.minutes_pdf import LEAD_FIELD, write_minutes
from certdesk.reports.paper import A4, LETTER


@pytest.mark.parametrize("name", RECORDS)
def test_records_of_checks_are_archival_and_accessible(name, tmp_path):
    path = tmp_path / "record.pdf"
    pages = write_check_record(RECORDS[name], path, paper=LETTER if name == "bare" else A4)
    assert pdf_checks.failures(path) == []
    assert pdf_checks.structure_faults(path) == []
    with pikepdf.open(path) as pdf:
        assert len(pdf.pages) == pages


@pytest.mark.parametrize("name", ALL_MINUTES)
def test_minutes_are_archival_and_accessible(name, tmp_path):
    path = tmp_path / "minutes.pdf"
    write_minutes(ALL_MINUTES[name], path)
    assert pdf_checks.failures(path) == []
    assert pdf_checks.structure_faults(path) == []


def test_a_record_says_what_it_was_given(tmp_path):
    path = tmp_path / "record.pdf"
    write_check_record(RECORD, path)
    said = pdf_checks.texts_by_element(path)
    for line in (*RECORD.done, *RECORD.not_done):
        assert line.sentence in said
    assert RECORD.verdict in said
    assert "9f86d081 884c7d65 9a2feaa0 c55ad015 a3bf4f1b 2b0b822c d15d6c15 b0f00a08" in said


def test_minutes_have_a_field_for_the_lead_and_the_code_of_the_fingerprint(tmp_path):
    path = tmp_path / "minutes.pdf"
    write_minutes(MINUTES, path)
    tags = pdf_checks.tags(path)
    assert (tags.count("Form"), tags.count("Figure")) == (1, 1)
    with pikepdf.open(path) as pdf:
        [group] = pdf.Root.AcroForm.Fields
        assert f"{group.T}.{group.Kids[0].T}" == LEAD_FIELD


def test_what_a_stranger_s_file_says_never_keeps_its_record_from_being_printed(tmp_path):
    path = tmp_path / "record.pdf"
    nasty = "paid \U0001f389\ud83d \u202egpj.exe\x00 " + "W" * 300
    lines = (CheckedLine("failed", nasty, nasty),)
    record = replace(RECORD, file_name=nasty, summary=nasty, done=lines, facts=((nasty, nasty),), known=(nasty,))
    write_check_record(record, path)
    assert pdf_checks.failures(path) == []
    assert pdf_checks.structure_faults(path) == []
    assert any("paid [U+1F389][U+D83D]" in text for text in pdf_checks.texts_by_element(path))


def test_the_code_of_a_fingerprint_can_be_read_from_the_page(tmp_path):
    path = tmp_path / "minutes.pdf"
    write_minutes(MINUTES, path)
    with pypdfium2.PdfDocument(path) as document:
        picture = document[0].render(scale=2.5).to_pil()
    [found] = zxingcpp.read_barcodes(picture)
    assert found.text == MINUTES.code
