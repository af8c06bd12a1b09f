"""Oddities of sound signatures by other programs: none of them is called forged, and a changed file always is."""

from __future__ import annotations

import io
import re
from collections.abc import Callable
from pathlib import Path

import pikepdf
import pytest
from asn1crypto import cms, core
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign import signers
from pyhanko.sign.fields import FieldMDPAction, FieldMDPSpec, SigFieldSpec, append_signature_field
from tests.signing.attacks import document, replace_value
from tests.signing.forging import update
from tests.signing.offices import Office, stamp
from tests.signing.samples import a_report, save

from certdesk.signing.pdf.verify_pdf import Verdict, Verification, verify_pdf


@pytest.fixture(scope="module")
def office() -> Office:
    return Office()


@pytest.fixture
def verify(office: Office, tmp_path: Path) -> Callable[[bytes], Verification]:
    return lambda content: verify_pdf(save(tmp_path, content), office.trust)


def reseal(content: bytes, change: Callable[[cms.SignedData], None]) -> bytes:
    """Change what holds the last signature, as far as nothing protects it."""
    numbers = [int(number) for number in re.findall(rb"/ByteRange \[ *([0-9 ]+)\]", content)[-1].split()]
    start, end = numbers[1] + 1, numbers[2] - 1
    message = cms.ContentInfo.load(bytes.fromhex(content[start:end].decode()), strict=False)
    change(message["content"])
    return content[:start] + message.dump(force=True).hex().encode().ljust(end - start, b"0") + content[end:]


def _without_certificates(signed: cms.SignedData) -> None:
    signed["certificates"] = cms.CertificateSet([])


def _signed_by_two(signed: cms.SignedData) -> None:
    signed["signer_infos"] = cms.SignerInfos([signed["signer_infos"][0]] * 2)


@pytest.mark.parametrize("change", [_without_certificates, _signed_by_two])
def test_what_can_not_be_checked_is_not_forged_but_altered_bytes_are(office: Office, verify, change):
    content = reseal(stamp(a_report(fields=()), office.signer()), change)
    answer = verify(content)
    assert answer.verdict is Verdict.CANNOT_TELL
    assert any("can't check" in check.sentence for check in answer.checks)
    assert verify(content.replace(b"/Title", b"/Titel", 1)).verdict is Verdict.NOT_GENUINE


def test_a_signature_that_encloses_the_file_is_unusual(office: Office, verify):
    content = stamp(document(), office.signer(), room=20_000)
    start, end = (int(n) for n in re.findall(rb"/ByteRange \[ *0+ (\d+) (\d+)", content)[-1])

    def enclose(other: bytes) -> bytes:
        def change(signed: cms.SignedData) -> None:
            signed["encap_content_info"]["content"] = core.OctetString(other)
            signed["certificates"] = cms.CertificateSet([signed["certificates"][0]])

        return reseal(content, change)

    assert verify(enclose(b"another document")).verdict is Verdict.NOT_GENUINE
    assert verify(enclose(content[:start] + content[end:])).verdict is Verdict.CANNOT_TELL


class SayingOnlyTheKey(signers.SimpleSigner):
    """Names the sort of its key where the sort of the signature belongs, as iText 5 does."""

    async def async_sign_raw(self, data: bytes, digest_algorithm: str, dry_run: bool = False) -> bytes:
        key = serialization.load_der_private_key(self.signing_key.dump(), None)
        return key.sign(data, ec.ECDSA(hashes.SHA256()))


def test_the_sort_of_the_key_in_place_of_the_sort_of_signature(office: Office, verify):
    plain = office.signer(office.curve)
    said = cms.SignedDigestAlgorithm({"algorithm": "1.2.840.10045.2.1"})
    signer = SayingOnlyTheKey(plain.signing_cert, plain.signing_key, plain.cert_registry, signature_mechanism=said)
    content = stamp(a_report(fields=()), signer)
    assert verify(content).verdict is Verdict.GENUINE
    assert verify(content.replace(b"/Title", b"/Titel", 1)).verdict is Verdict.NOT_GENUINE


def test_a_second_signature_beside_a_locked_field(office: Office, verify):
    """The first refers to the catalogue, which the second adds to."""
    writer = IncrementalPdfFileWriter(io.BytesIO(document()))
    lock = FieldMDPSpec(FieldMDPAction.INCLUDE, ["Sum"])
    append_signature_field(writer, SigFieldSpec("One", field_mdp_spec=lock))
    locked = io.BytesIO()
    writer.write(locked)
    once = stamp(locked.getvalue(), office.signer(), new=False)
    twice = stamp(once, office.signer(), "Two")
    assert verify(once).verdict is Verdict.GENUINE
    assert verify(twice).verdict is Verdict.CANNOT_TELL
    assert verify(update(twice, replace_value)).verdict is Verdict.NOT_GENUINE


def test_a_table_that_counts_one_object_too_many(office: Office, verify):
    """As node-signpdf writes it: the number that the next signature takes seems to be used already."""
    content = a_report(fields=())
    size = int(re.findall(rb"/Size (\d+)", content)[-1])
    counted = content.replace(b"/Size %d" % size, b"/Size %d" % (size + 9))
    twice = stamp(stamp(counted, office.signer()), office.signer(), "Two")
    assert verify(twice).verdict is Verdict.CANNOT_TELL


def _encrypted(content: bytes) -> bytes:
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(content)) as pdf:
        pdf.save(out, encryption=pikepdf.Encryption(owner="owner", user=""))
    return out.getvalue()


def test_what_was_added_to_an_encrypted_file_can_not_be_told(office: Office, verify):
    """Most often it is certificates for checking, which nobody can tell from anything else without the key."""
    content = stamp(_encrypted(a_report(fields=())), office.signer(), password="owner")
    at = content.rindex(b"startxref")
    longer = content + b"9000 0 obj\nnull\nendobj\n" + content[at:]
    assert verify(content).verdict is Verdict.CANNOT_TELL
    assert verify(longer).verdict is Verdict.CANNOT_TELL
    assert verify(longer[:900] + b"\0" + longer[901:]).verdict is Verdict.NOT_GENUINE


RIGHTS = (
    b"9000 0 obj\n<</Type/Sig/Filter/Adobe.PPKLite/SubFilter/adbe.pkcs7.detached/ByteRange[0 90 99 20]"
    b"/Reference[<</Type/SigRef/TransformMethod/UR3>>]/Contents<00>>>\nendobj\n"
)


def test_a_form_that_reader_may_fill_in_is_not_signed_by_anybody(office: Office, verify):
    form = a_report(fields=())
    at = form.rindex(b"xref\n0 ")
    enabled = form[:at] + RIGHTS + re.sub(rb"startxref\n\d+", b"startxref\n%d" % (at + len(RIGHTS)), form[at:])
    answer = verify(enabled)
    assert answer.verdict is Verdict.CANNOT_TELL
    assert answer.summary == "This file is not signed."
    assert verify(stamp(enabled, office.signer())).verdict is Verdict.GENUINE
