"""Files that other programs signed: never called forged for being foreign, genuine only when the signer is known."""

from __future__ import annotations

import asyncio
import io
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pikepdf
import pytest
from asn1crypto import keys as asn1_keys
from asn1crypto import x509 as asn1_x509
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID, ObjectIdentifier
from pyhanko.pdf_utils.generic import pdf_name
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign import signers
from pyhanko.sign.fields import SigFieldSpec, SigSeedSubFilter
from pyhanko.sign.signers.cms_embedder import PdfCMSEmbedder, SigIOSetup, SigMDPSetup, SigObjSetup
from pyhanko.sign.signers.pdf_byterange import SignatureObject
from pyhanko.sign.timestamps.dummy_client import DummyTimeStamper
from pyhanko_certvalidator import ValidationContext
from pyhanko_certvalidator.registry import SimpleCertificateStore
from tests.signing.forging import other_metadata, rewrite_text, update
from tests.signing.samples import a_report, save

from certdesk.signing.fingerprint import digest
from certdesk.signing.verify_pdf import CheckState, KnownSigner, Trust, Verdict, Verification, verify_pdf

START = datetime(2026, 1, 1, tzinfo=UTC)
ACROBAT, PADES = SigSeedSubFilter.ADOBE_PKCS7_DETACHED, SigSeedSubFilter.PADES


def _usage(*, ca: bool) -> x509.KeyUsage:
    return x509.KeyUsage(not ca, not ca, False, False, False, ca, ca, False, False)


class Office:
    """A foreign signing office: a root, a signer, a time stamping authority."""

    def __init__(self) -> None:
        self.store = SimpleCertificateStore()
        self.root = self._make("Root", None, 2048, None)
        self.leaf = self._make("Foreign Signer", self.root, 2048, None)
        self.weak = self._make("Old Signer", self.root, 1024, None)
        clock = self._make("Clock", self.root, 2048, ExtendedKeyUsageOID.TIME_STAMPING)
        self.clock = DummyTimeStamper(self.public(clock), self.private(clock), certs_to_embed=self.store)
        self.store.register(self.public(self.root))
        known = [self.public(each).dump() for each in (self.leaf, self.weak)]
        self.trust = Trust(tuple(KnownSigner(digest(der), "Foreign", "", "by telephone") for der in known))

    def _make(self, name, issuer, bits, use: ObjectIdentifier | None):
        key = rsa.generate_private_key(65537, bits)
        subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
        builder = (
            x509.CertificateBuilder()
            .subject_name(subject)
            .issuer_name(issuer[0].subject if issuer else subject)
            .public_key(key.public_key())
            .serial_number(x509.random_serial_number())
            .not_valid_before(START)
            .not_valid_after(START + timedelta(days=3650))
            .add_extension(x509.BasicConstraints(issuer is None, None), critical=True)
            .add_extension(_usage(ca=issuer is None), critical=True)
        )
        if use:
            builder = builder.add_extension(x509.ExtendedKeyUsage([use]), critical=True)
        return builder.sign(issuer[1] if issuer else key, hashes.SHA256()), key

    def public(self, pair) -> asn1_x509.Certificate:
        return asn1_x509.Certificate.load(pair[0].public_bytes(serialization.Encoding.DER))

    def private(self, pair) -> asn1_keys.PrivateKeyInfo:
        plain = (serialization.Encoding.DER, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
        return asn1_keys.PrivateKeyInfo.load(pair[1].private_bytes(*plain))

    def signer(self, pair=None, *, pss: bool = False) -> signers.SimpleSigner:
        pair = pair or self.leaf
        return signers.SimpleSigner(self.public(pair), self.private(pair), self.store, prefer_pss=pss)


@pytest.fixture(scope="module")
def office() -> Office:
    return Office()


@pytest.fixture
def verify(office: Office, tmp_path: Path) -> Callable[[bytes], Verification]:
    return lambda content: verify_pdf(save(tmp_path, content), office.trust)


def stamp(content: bytes, signer: signers.Signer, field: str = "One", **how) -> bytes:
    """Sign in a new field that can be seen, as office programs do; ``how`` goes to the metadata."""
    clock = how.pop("clock", None)
    metadata = signers.PdfSignatureMetadata(field_name=field, md_algorithm="sha256", **how)
    place = SigFieldSpec(field, on_page=0, box=(60, 300 if field == "One" else 200, 260, 380))
    machine = signers.PdfSigner(metadata, signer, timestamper=clock, new_field_spec=place)
    return machine.sign_pdf(IncrementalPdfFileWriter(io.BytesIO(content), strict=False)).getvalue()


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
