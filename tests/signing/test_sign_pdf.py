from __future__ import annotations

import io
import shutil
import subprocess
from datetime import timedelta, timezone
from pathlib import Path

import pikepdf
import pytest
from page import ValidationProfile, validate_pdf_bytes
from tests.signing.samples import ASSESSOR, LEAD, NOW, PASSPHRASE, Documents, People, a_report

from certdesk.core.errors import CertDeskError, NotAllowedError, StorageError, UntrustedFileError
from certdesk.signing.identity import unlock
from certdesk.signing.pdf.sign_pdf import Afterwards, SignatureRequest, sign_pdf
from certdesk.signing.pdf.verify_pdf import verify_pdf

CERTIFY = SignatureRequest(ASSESSOR, NOW, Afterwards.SIGNATURES)


@pytest.fixture
def report(tmp_path: Path) -> Path:
    path = tmp_path / "report.pdf"
    path.write_bytes(a_report())
    return path


def test_what_was_there_before_is_still_there_byte_for_byte(documents: Documents):
    assert documents.signed.startswith(documents.unsigned)
    assert documents.countersigned.startswith(documents.signed)


def test_the_metadata_is_left_alone(documents: Documents):
    with pikepdf.open(io.BytesIO(documents.unsigned)) as before, pikepdf.open(io.BytesIO(documents.signed)) as after:
        assert after.Root.Metadata.read_raw_bytes() == before.Root.Metadata.read_raw_bytes()
        assert after.docinfo == before.docinfo


def test_the_signature_says_what_was_asked(report: Path, people: People):
    nairobi = timezone(timedelta(hours=3))
    request = SignatureRequest(
        ASSESSOR, NOW.astimezone(nairobi), Afterwards.SIGNATURES, "Assessed", "Kisumu", "amara@example.org"
    )
    sign_pdf(report, report, people.assessor.signer, request)
    with pikepdf.open(report) as pdf:
        signature = pdf.Root.AcroForm.Fields[0].Kids[0].V
        said = [str(signature[key]) for key in ("/Reason", "/Location", "/ContactInfo", "/SubFilter", "/M")]
        assert pdf.Root.Perms.DocMDP.objgen == signature.objgen
    assert said == ["Assessed", "Kisumu", "amara@example.org", "/ETSI.CAdES.detached", "D:20261122123000+03'00'"]
    assert verify_pdf(report, people.trust, now=NOW).signatures[0].claimed_time == NOW


@pytest.mark.parametrize("certify", list(Afterwards))
def test_certification_allows_what_was_asked_afterwards(report: Path, people: People, certify: Afterwards):
    sign_pdf(report, report, people.assessor.signer, SignatureRequest(ASSESSOR, NOW, certify))
    with pikepdf.open(report) as pdf:
        assert int(certify) == pdf.Root.Perms.DocMDP.Reference[0].TransformParams.P


def test_an_undeclared_field_is_made_invisible(tmp_path: Path, people: People):
    path = tmp_path / "plain.pdf"
    path.write_bytes(a_report(fields=()))
    sign_pdf(path, path, people.assessor.signer, SignatureRequest("Signature", NOW))
    with pikepdf.open(path) as pdf:
        (field,) = pdf.Root.AcroForm.Fields
        assert [float(edge) for edge in field.Rect] == [0, 0, 0, 0]


def test_after_a_final_certification_nobody_signs(report: Path, people: People):
    sign_pdf(report, report, people.assessor.signer, SignatureRequest(ASSESSOR, NOW, Afterwards.NOTHING))
    with pytest.raises(NotAllowedError):
        sign_pdf(report, report, people.lead.signer, SignatureRequest(LEAD, NOW))


def test_a_signed_file_is_not_certified_any_more(report: Path, people: People):
    sign_pdf(report, report, people.assessor.signer, SignatureRequest(ASSESSOR, NOW))
    with pytest.raises(NotAllowedError, match="certified"):
        sign_pdf(report, report, people.lead.signer, SignatureRequest(LEAD, NOW, Afterwards.SIGNATURES))


def test_a_field_is_signed_once(report: Path, people: People):
    sign_pdf(report, report, people.assessor.signer, CERTIFY)
    with pytest.raises(NotAllowedError, match="already signed"):
        sign_pdf(report, report, people.lead.signer, SignatureRequest(ASSESSOR, NOW))


def test_a_locked_key_signs_nothing(report: Path, people: People, tmp_path: Path):
    signer = unlock(people.assessor.identity, PASSPHRASE)
    signer.lock()
    with pytest.raises(CertDeskError, match="locked"):
        sign_pdf(report, tmp_path / "signed.pdf", signer, CERTIFY)
    assert not (tmp_path / "signed.pdf").exists()


@pytest.mark.parametrize(
    "content",
    [b"", b"\n", b"%PDF-1.7\n", b"not a PDF\n", a_report()[:-300] + b"\n", a_report().rstrip()],
    ids=["empty", "blank", "header", "text", "cut off", "no line break"],
)
def test_what_can_not_be_signed_is_refused_and_leaves_nothing(content: bytes, people: People, tmp_path: Path):
    source, target = tmp_path / "source.pdf", tmp_path / "target.pdf"
    source.write_bytes(content)
    with pytest.raises(UntrustedFileError, match=r"source\.pdf"):
        sign_pdf(source, target, people.assessor.signer, CERTIFY)
    assert [each.name for each in tmp_path.iterdir()] == ["source.pdf"]


def test_an_encrypted_file_is_refused(people: People, tmp_path: Path):
    path = tmp_path / "locked.pdf"
    with pikepdf.open(io.BytesIO(a_report())) as pdf:
        pdf.save(path, encryption=pikepdf.Encryption(owner="o", user="u"))
    with pytest.raises(UntrustedFileError):
        sign_pdf(path, path, people.assessor.signer, CERTIFY)


def test_a_missing_file_is_said_to_be_missing(people: People, tmp_path: Path):
    with pytest.raises(UntrustedFileError, match="can't be read"):
        sign_pdf(tmp_path / "nowhere.pdf", tmp_path / "target.pdf", people.assessor.signer, CERTIFY)


def test_a_folder_that_is_not_there_is_a_storage_problem(report: Path, people: People, tmp_path: Path):
    with pytest.raises(StorageError):
        sign_pdf(report, tmp_path / "nowhere" / "signed.pdf", people.assessor.signer, CERTIFY)


def test_a_time_without_zone_is_a_mistake_of_the_caller(report: Path, people: People, tmp_path: Path):
    with pytest.raises(ValueError, match="time zone"):
        sign_pdf(
            report, tmp_path / "t.pdf", people.assessor.signer, SignatureRequest(ASSESSOR, NOW.replace(tzinfo=None))
        )


def test_signing_adds_no_fault_to_an_accessible_file(documents: Documents):
    def faults(content: bytes) -> set[str]:
        result = validate_pdf_bytes(content, profile=ValidationProfile.PDF_UA_1)
        return {failure.rule_id for failure in result.failures}

    assert faults(documents.signed) <= faults(documents.unsigned)
    assert faults(documents.countersigned) <= faults(documents.unsigned)


@pytest.mark.skipif(not shutil.which("pdfsig"), reason="poppler's pdfsig is not here")
def test_pdfsig_agrees(documents: Documents, tmp_path: Path):
    path = tmp_path / "countersigned.pdf"
    path.write_bytes(documents.countersigned)
    said = subprocess.run(["pdfsig", "-nocert", path], capture_output=True, text=True, check=False).stdout
    assert said.count("Signature is Valid") == 2
    assert said.count("Total document signed") == 1
    assert "ETSI.CAdES.detached" in said


@pytest.mark.skipif(not shutil.which("openssl"), reason="openssl is not here")
def test_openssl_agrees(documents: Documents, people: People, tmp_path: Path):
    with pikepdf.open(io.BytesIO(documents.signed)) as pdf:
        signature = pdf.Root.AcroForm.Fields[0].Kids[0].V
        _start, length, after, rest = (int(number) for number in signature.ByteRange)
        (tmp_path / "signature.der").write_bytes(bytes(signature.Contents))
    (tmp_path / "content").write_bytes(documents.signed[:length] + documents.signed[after : after + rest])
    (tmp_path / "certificate.pem").write_text(people.assessor.identity.certificate_pem, encoding="ascii")
    command = (
        "openssl cms -verify -binary -inform DER -in signature.der -content content -CAfile certificate.pem -out out"
    )
    moment = str(int(NOW.timestamp()) + 60)
    result = subprocess.run(
        [*command.split(), "-attime", moment], cwd=tmp_path, capture_output=True, text=True, check=False
    )
    assert "successful" in result.stderr, result.stderr
