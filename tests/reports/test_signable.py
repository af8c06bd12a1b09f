"""Our documents can be signed, countersigned and verified, and stay archival and accessible."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from tests.reports import pdf_checks
from tests.reports.record_samples import LETTER, MINUTES
from tests.reports.samples import CERTIFICATES, REPORTS

from certdesk.reports import certificate_pdf, feedback_pdf, letter_pdf, minutes_pdf
from certdesk.signing.identity import make_identity, unlock
from certdesk.signing.pdf.sign_pdf import Afterwards, SignatureRequest, sign_pdf
from certdesk.signing.pdf.verify_pdf import Verdict, trust_of, verify_pdf

NOW = datetime(2026, 11, 22, 9, 30, tzinfo=UTC)
PASSPHRASE = "korrekt häst batteri"
TWICE_SIGNED = "SIGNATURE-BYTERANGE"  # a rule that is written for one signature and complains about the first of two


@pytest.fixture(scope="module")
def people(tmp_path_factory):
    folder = tmp_path_factory.mktemp("identities")
    identities = [make_identity(name, "Assessor", PASSPHRASE, now=NOW, folder=folder) for name in ("Amara", "Leila")]
    return [unlock(identity, PASSPHRASE) for identity in identities], trust_of(tuple(identities))


def test_a_report_is_signed_and_countersigned(people, tmp_path):
    (assessor, lead), trust = people
    plain, signed, twice = (tmp_path / name for name in ("plain.pdf", "signed.pdf", "twice.pdf"))
    feedback_pdf.write_feedback(REPORTS["certified"], plain)
    sign_pdf(plain, signed, assessor, SignatureRequest(feedback_pdf.SIGNATURE_FIELD, NOW, Afterwards.SIGNATURES))
    assert pdf_checks.failures(signed) == []
    assert verify_pdf(signed, trust, now=NOW).verdict is Verdict.GENUINE
    sign_pdf(signed, twice, lead, SignatureRequest(feedback_pdf.LEAD_FIELD, NOW))
    assert [failure for failure in pdf_checks.failures(twice) if TWICE_SIGNED not in failure] == []
    assert verify_pdf(twice, trust, now=NOW).verdict is Verdict.GENUINE


@pytest.mark.parametrize("name", ["en", "ar"])
def test_a_certificate_is_signed(name, people, tmp_path):
    (_assessor, lead), trust = people
    plain, signed = tmp_path / "plain.pdf", tmp_path / "signed.pdf"
    certificate_pdf.write_certificate(CERTIFICATES[name], plain)
    sign_pdf(plain, signed, lead, SignatureRequest(certificate_pdf.SIGNATURE_FIELD, NOW, Afterwards.NOTHING))
    assert pdf_checks.failures(signed) == []
    assert verify_pdf(signed, trust, now=NOW).verdict is Verdict.GENUINE


@pytest.mark.parametrize(
    ("write", "text"),
    [(letter_pdf.write_letter, LETTER), (minutes_pdf.write_minutes, MINUTES)],
    ids=["letter", "minutes"],
)
def test_letters_and_minutes_are_signed(write, text, people, tmp_path):
    (_assessor, lead), trust = people
    plain, signed = tmp_path / "plain.pdf", tmp_path / "signed.pdf"
    write(text, plain)
    sign_pdf(plain, signed, lead, SignatureRequest(letter_pdf.SIGNATURE_FIELD, NOW, Afterwards.NOTHING))
    assert pdf_checks.failures(signed) == []
    assert pdf_checks.structure_faults(signed) == []
    assert verify_pdf(signed, trust, now=NOW).verdict is Verdict.GENUINE
