"""Files that other programs signed: never called forged for being foreign, genuine only when the signer is known."""

from __future__ import annotations

import asyncio
import io
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pikepdf
import pytest
from pyhanko.pdf_utils.generic import pdf_name
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign import signers
from pyhanko.sign.fields import SigSeedSubFilter
from pyhanko.sign.signers.cms_embedder import PdfCMSEmbedder, SigIOSetup, SigMDPSetup, SigObjSetup
from pyhanko.sign.signers.pdf_byterange import SignatureObject
from pyhanko_certvalidator import ValidationContext
from tests.signing.forging import other_metadata, rewrite_text, update
from tests.signing.offices import ACROBAT, PADES, START, Office, stamp
from tests.signing.samples import a_report, save

from certdesk.signing.pdf.verify_pdf import CheckState, Trust, Verdict, Verification, verify_pdf


@pytest.fixture(scope="module")
def office() -> Office:
    return Office()


@pytest.fixture
def verify(office: Office, tmp_path: Path) -> Callable[[bytes], Verification]:
    return lambda content: verify_pdf(save(tmp_path, content), office.trust)


@pytest.mark.parametrize("subfilter", [ACROBAT, PADES])
@pytest.mark.parametrize("pss", [False, True])
def test_signed_once_with_rsa(office: Office, verify, subfilter: SigSeedSubFilter, pss: bool):
    content = stamp(a_report(fields=()), office.signer(pss=pss), subfilter=subfilter)
    assert verify(content).verdict is Verdict.GENUINE
    assert verify(update(content, rewrite_text)).verdict is Verdict.NOT_GENUINE


def test_by_nobody_known(office: Office, tmp_path: Path):
    path = save(tmp_path, stamp(a_report(fields=()), office.signer()))
    assert verify_pdf(path, Trust()).verdict is Verdict.CANNOT_TELL


def test_signed_twice_with_pictures(office: Office, verify):
    once = stamp(a_report(fields=()), office.signer())
    answer = verify(stamp(once, office.signer(), "Two"))
    assert answer.verdict is Verdict.CANNOT_TELL
    assert CheckState.FAILED not in {check.state for check in answer.checks}


def test_with_a_time_stamp(office: Office, verify):
    assert verify(stamp(a_report(fields=()), office.signer(), subfilter=PADES, clock=office.clock)).verdict is (
        Verdict.GENUINE
    )


@pytest.mark.parametrize("archive", [False, True], ids=["B-LT", "B-LTA"])
def test_with_everything_for_checking_it_later(office: Office, verify, archive: bool):
    context = ValidationContext(trust_roots=[office.public(office.root)], allow_fetching=False)
    content = stamp(
        a_report(fields=()), office.signer(), subfilter=PADES, clock=office.clock, validation_context=context,
        embed_validation_info=True, use_pades_lta=archive,
    )  # fmt: skip
    assert verify(content).verdict in {Verdict.GENUINE_BUT, Verdict.CANNOT_TELL}
    assert verify(content + b"\n").verdict is Verdict.NOT_GENUINE
    assert verify(update(content, other_metadata)).verdict.rank >= Verdict.CANNOT_TELL.rank
    assert verify(update(content, rewrite_text)).verdict is Verdict.NOT_GENUINE


def test_a_key_that_can_be_forged(office: Office, verify):
    answer = verify(stamp(a_report(fields=()), office.signer(office.weak)))
    assert answer.verdict is Verdict.CANNOT_TELL
    assert any("1024 bits" in check.detail for check in answer.checks)


def enclose_sha1(content: bytes, signer: signers.Signer) -> bytes:
    """Sign in the oldest way that is still found: the signature encloses the SHA-1 of the file."""
    writer = IncrementalPdfFileWriter(io.BytesIO(content))
    steps = PdfCMSEmbedder().write_cms("One", writer)
    next(steps)
    placeholder = SignatureObject(timestamp=START + timedelta(days=1), bytes_reserved=8192)
    placeholder[pdf_name("/SubFilter")] = pdf_name("/adbe.pkcs7.sha1")
    steps.send(SigObjSetup(sig_placeholder=placeholder, mdp_setup=SigMDPSetup(md_algorithm="sha1")))
    prepared, output = steps.send(SigIOSetup(md_algorithm="sha1", in_place=False))
    steps.send(asyncio.run(signer.async_sign_general_data(prepared.document_digest, "sha256", detached=False)))
    return output.getvalue()


def test_the_oldest_kind_of_signature_proves_little(office: Office, verify):
    content = enclose_sha1(a_report(fields=()), office.signer())
    answer = verify(content)
    assert answer.verdict is Verdict.CANNOT_TELL
    assert any("sha1" in check.detail for check in answer.checks)
    assert verify(content.replace(b"/Title", b"/Titel", 1)).verdict is Verdict.NOT_GENUINE


def active(change: Callable[[pikepdf.Pdf], None]) -> bytes:
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(a_report(fields=()))) as pdf:
        change(pdf)
        pdf.save(out, object_stream_mode=pikepdf.ObjectStreamMode.disable)
    return out.getvalue()


def _script(pdf: pikepdf.Pdf) -> None:
    pdf.Root.OpenAction = pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS=pikepdf.String("this.print()"))


def _script_behind_references(pdf: pikepdf.Pdf) -> None:
    kind = pdf.make_indirect(pikepdf.Name.Launch)
    pdf.pages[0].obj.Annots = pikepdf.Array(
        [pdf.make_indirect(pikepdf.Dictionary(Subtype=pikepdf.Name.Link, A=pikepdf.Dictionary(S=kind)))]
    )


def _form_of_xml(pdf: pikepdf.Pdf) -> None:
    pdf.Root.AcroForm = pikepdf.Dictionary(Fields=pikepdf.Array(), XFA=pdf.make_stream(b"<xdp/>"))


def _outside_content(pdf: pikepdf.Pdf) -> None:
    pdf.pages[0].obj.Contents.F = pikepdf.String("https://example.org/page")


@pytest.mark.parametrize("change", [_script, _script_behind_references, _form_of_xml, _outside_content])
def test_active_parts_can_not_be_told(office: Office, verify, change: Callable[[pikepdf.Pdf], None]):
    answer = verify(stamp(active(change), office.signer()))
    assert answer.verdict is Verdict.CANNOT_TELL
    assert {check.name for check in answer.checks if check.state is not CheckState.PASSED} >= {"active_parts"}


def test_going_to_a_page_when_opened_is_harmless(office: Office, verify):
    def first_page(pdf: pikepdf.Pdf) -> None:
        pdf.Root.OpenAction = pikepdf.Array([pdf.pages[0].obj, pikepdf.Name.Fit])

    assert verify(stamp(active(first_page), office.signer())).verdict is Verdict.GENUINE


def test_object_streams_are_read_and_quickly(office: Office, verify):
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(a_report(fields=()))) as pdf:
        pdf.Root.Extra = pikepdf.Array([pdf.make_indirect(pikepdf.Dictionary(Number=n)) for n in range(2_000)])
        pdf.save(out, object_stream_mode=pikepdf.ObjectStreamMode.generate)
    assert verify(stamp(out.getvalue(), office.signer())).verdict is Verdict.GENUINE


def test_an_encrypted_file_can_not_be_told(verify):
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(a_report())) as pdf:
        pdf.save(out, encryption=pikepdf.Encryption(owner="owner", user=""))
    assert verify(out.getvalue()).verdict is Verdict.CANNOT_TELL


def test_real_files_of_others_are_never_called_forged(corpora: Path, office: Office):
    paths = sorted((corpora / "pdf").rglob("*.pdf"))
    assert paths
    verdicts = {path.name: verify_pdf(path, office.trust).verdict for path in paths}
    assert set(verdicts.values()) == {Verdict.CANNOT_TELL}
    signed = verify_pdf(corpora / "pdf" / "libreoffice" / "pdf16adobe.pdf", office.trust)
    assert "has not been changed" in signed.summary
