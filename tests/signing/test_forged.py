"""Nothing that was changed after signing passes, whichever way it was done."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign import signers
from pyhanko.sign.fields import MDPPerm, SigFieldSpec, SigSeedSubFilter
from pyhanko.stamp import TextStampStyle
from tests.signing import forging
from tests.signing.forging import BYTES, FORGERY, INCREMENTAL, Attack, Forger, update
from tests.signing.samples import ASSESSOR, LEAD, NOW, Documents, People, Person, a_report, save

from certdesk.signing.pdf.pades import _CachedKeySigner
from certdesk.signing.pdf.sign_pdf import Afterwards, SignatureRequest, sign_pdf
from certdesk.signing.pdf.verify_pdf import Verdict, Verification, verify_pdf
from certdesk.signing.pdf.verify_rules import gather, judge

CHANGES = pytest.mark.parametrize("change", INCREMENTAL, ids=lambda change: change.__name__)
Verify = Callable[[bytes], Verification]


@pytest.fixture
def verify(people: People, tmp_path: Path) -> Verify:
    return lambda content: verify_pdf(save(tmp_path, content), people.trust, now=NOW)


@CHANGES
def test_an_update_after_the_signature(change: Callable[[Forger], None], documents: Documents, verify: Verify):
    assert verify(update(documents.signed, change)).verdict is Verdict.NOT_GENUINE


@CHANGES
def test_an_update_after_both_signatures(change: Callable[[Forger], None], documents: Documents, verify: Verify):
    assert verify(update(documents.countersigned, change)).verdict is Verdict.NOT_GENUINE


@pytest.mark.parametrize("change", [each for each in INCREMENTAL if each is not forging.share_value])
def test_an_update_that_the_lead_was_made_to_sign(
    change: Callable[[Forger], None], documents: Documents, people: People, verify: Verify, tmp_path: Path
):
    path = save(tmp_path, update(documents.signed, change))
    sign_pdf(path, path, people.lead.signer, SignatureRequest(LEAD, NOW))
    answer = verify(path.read_bytes())
    of_the_properties = change in {forging.retitle, forging.other_metadata}
    assert answer.verdict is (Verdict.CANNOT_TELL if of_the_properties else Verdict.NOT_GENUINE)


def test_the_answer_says_in_words_what_was_changed(documents: Documents, verify: Verify):
    (check,) = (each for each in verify(update(documents.signed, forging.swap_font)).checks if each.name == "changes")
    assert check.detail == "page 1: a font"


@pytest.mark.parametrize("attack", BYTES.values(), ids=BYTES)
def test_bytes_added_or_missing(attack: Attack, documents: Documents, verify: Verify):
    forged = attack(documents.signed)
    # Of a file that was cut in the middle of the document, no signature is left that could be broken.
    half = len(forged) < len(documents.signed) - 100
    assert verify(forged).verdict is (Verdict.CANNOT_TELL if half else Verdict.NOT_GENUINE)


@pytest.mark.parametrize("attack", FORGERY.values(), ids=FORGERY)
def test_the_signature_dictionary_forged(attack: Attack, documents: Documents, verify: Verify):
    forged = attack(documents.signed)
    assert forged != documents.signed
    assert verify(forged).verdict.rank >= Verdict.CANNOT_TELL.rank


@pytest.mark.parametrize("attack", [forging.wrap, forging.wrap_behind])
def test_the_signature_wrapped(attack: Attack, documents: Documents, verify: Verify):
    assert verify(attack(documents.signed)).verdict is Verdict.NOT_GENUINE


def test_the_signature_of_another_document(documents: Documents, people: People, verify: Verify, tmp_path: Path):
    path = save(tmp_path, a_report("Outcome: Excellent!"))
    sign_pdf(path, path, people.assessor.signer, SignatureRequest(ASSESSOR, NOW, Afterwards.SIGNATURES))
    assert verify(forging.paste(documents.signed, path.read_bytes())).verdict is Verdict.NOT_GENUINE


def test_every_part_of_the_file_is_covered(documents: Documents, people: People):
    content = documents.signed
    for position in range(0, len(content), len(content) // 200):
        forged = bytearray(content)
        forged[position] ^= 1 << position % 8
        verdict = judge(gather(bytes(forged), people.trust, NOW), ()).verdict
        assert verdict.rank >= Verdict.CANNOT_TELL.rank, position


@pytest.mark.slow
@pytest.mark.timeout(900)
def test_every_single_byte_is_covered(documents: Documents, people: People):
    for position in range(len(documents.countersigned)):
        forged = bytearray(documents.countersigned)
        forged[position] ^= 1 << position % 8
        verdict = judge(gather(bytes(forged), people.trust, NOW), ()).verdict
        assert verdict.rank >= Verdict.CANNOT_TELL.rank, position


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_any_other_bytes_are_answered_and_never_genuine(data: st.DataObject, documents: Documents, people: People):
    content = documents.countersigned
    start = data.draw(st.integers(0, len(content)))
    end = data.draw(st.integers(start, min(start + 400, len(content))))
    forged = content[:start] + data.draw(st.binary(max_size=400)) + content[end:]
    verdict = judge(gather(forged, people.trust, NOW), ()).verdict
    assert forged == content or verdict.rank >= Verdict.CANNOT_TELL.rank


# --- signatures that are sound, in the wrong place -------------------------------------------------------------------


class _Lawless(signers.PdfSigner):
    """Signs where a law-abiding signer would refuse."""

    def _enforce_certification_constraints(self, _reader: object) -> None:
        return


def smuggle(content: bytes, who: Person, field: str, *, page: int | None = None, certify: bool = False) -> bytes:
    """Sign with a picture that says "Excellent", in a new field on ``page`` or in the declared one."""
    new = None if page is None else SigFieldSpec(field, on_page=page, box=(60, 690, 400, 730))
    metadata = signers.PdfSignatureMetadata(
        field_name=field, md_algorithm="sha256", subfilter=SigSeedSubFilter.PADES, certify=certify,
        docmdp_permissions=MDPPerm.FILL_FORMS,
    )  # fmt: skip
    signer = _Lawless(
        metadata, _CachedKeySigner(who.signer), stamp_style=TextStampStyle(stamp_text="Excellent"), new_field_spec=new
    )
    return signer.sign_pdf(IncrementalPdfFileWriter(io.BytesIO(content))).getvalue()


@pytest.fixture
def approved(people: People, tmp_path: Path) -> bytes:
    path = save(tmp_path, a_report())
    sign_pdf(path, path, people.assessor.signer, SignatureRequest(ASSESSOR, NOW))
    return path.read_bytes()


def test_a_picture_in_the_leads_field_is_not_taken_for_the_document(
    documents: Documents, people: People, verify: Verify
):
    assert verify(smuggle(documents.signed, people.stranger, LEAD)).verdict is Verdict.CANNOT_TELL
    answer = verify(smuggle(documents.signed, people.lead, LEAD))
    assert answer.verdict is Verdict.CANNOT_TELL
    assert any("look of a signature field" in check.detail for check in answer.checks)


def test_a_new_visible_field_after_certification(documents: Documents, people: People, verify: Verify):
    assert verify(smuggle(documents.signed, people.lead, "New", page=0)).verdict is Verdict.NOT_GENUINE


def test_a_new_field_after_the_lead_closed_the_file(documents: Documents, people: People, verify: Verify):
    assert verify(smuggle(documents.countersigned, people.stranger, "New", page=0)).verdict is Verdict.NOT_GENUINE


def test_certification_after_approval(approved: bytes, people: People, verify: Verify):
    assert verify(approved).verdict is Verdict.GENUINE
    assert verify(smuggle(approved, people.lead, LEAD, certify=True)).verdict is Verdict.NOT_GENUINE


def test_a_signature_after_a_final_certification(people: People, verify: Verify, tmp_path: Path):
    path = save(tmp_path, a_report())
    sign_pdf(path, path, people.assessor.signer, SignatureRequest(ASSESSOR, NOW, Afterwards.NOTHING))
    assert verify(smuggle(path.read_bytes(), people.lead, LEAD)).verdict is Verdict.NOT_GENUINE


@pytest.mark.parametrize("number", [70, 5_000])
def test_masses_of_signatures_are_refused_quickly(number: int, documents: Documents, verify: Verify):
    forged = documents.signed + b"/ByteRange [0 1 2 3] " * number
    assert verify(forged).verdict is Verdict.NOT_GENUINE
