"""What other programs do to signed files every day is never called forged for that, and never better than doubted."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path

import pytest
from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.generic import pdf_name as name
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign import signers
from pyhanko.sign.fields import MDPPerm, SigFieldSpec, SigSeedSubFilter
from pyhanko.stamp import TextStampStyle
from tests.signing import attacks
from tests.signing.attacks import Attack, certified, document, later
from tests.signing.forging import Forger
from tests.signing.programmes import Programme, found
from tests.signing.samples import NOW, save

from certdesk.signing.pdf.pades import _CachedKeySigner
from certdesk.signing.pdf.verify_pdf import verify_pdf
from certdesk.signing.signer import Signer
from certdesk.signing.verification import Verdict, Verification

Verify = Callable[[bytes], Verification]


@pytest.fixture(scope="module")
def programme() -> Programme:
    return found()


@pytest.fixture(scope="module")
def signer(programme: Programme) -> Signer:
    return programme.person()


@pytest.fixture
def verify(programme: Programme, tmp_path: Path) -> Verify:
    return lambda content: verify_pdf(save(tmp_path, content), programme.trust(), now=NOW)


def viewer_saves_a_date(pdf: Forger) -> None:
    """Write a date of change, as viewers do when they are closed."""
    info = generic.DictionaryObject({name("/ModDate"): generic.pdf_string("D:20261122120000Z")})
    pdf.set_info(pdf.add_object(info))


def clear_signature(pdf: Forger) -> None:
    field = pdf.root["/AcroForm"]["/Fields"][1]
    del field["/V"]
    pdf.update_container(field)


@pytest.mark.parametrize(
    ("permission", "change"),
    [
        (MDPPerm.ANNOTATE, attacks.annotate("/Text")),
        (None, attacks.annotate("/Highlight")),
        (MDPPerm.FILL_FORMS, attacks.replace_value),
        (None, attacks.replace_value),
        (None, viewer_saves_a_date),
    ],
    ids=["a note that is permitted", "a mark on an approved page", "a form filled in", "filled in later", "a date"],
)
def test_what_a_signer_permitted_is_doubted(signer: Signer, verify: Verify, permission, change: Attack):
    content = certified(document(), signer, permission)
    assert verify(content).verdict is Verdict.GENUINE
    assert verify(later(change)(content)).verdict is Verdict.CANNOT_TELL


@pytest.mark.parametrize("permission", [MDPPerm.FILL_FORMS, None], ids=["certified", "approved"])
def test_a_second_signature_that_can_be_seen(signer: Signer, verify: Verify, permission: MDPPerm | None):
    content = certified(document(), signer, permission)
    metadata = signers.PdfSignatureMetadata(field_name="Two", md_algorithm="sha256", subfilter=SigSeedSubFilter.PADES)
    machine = signers.PdfSigner(
        metadata, _CachedKeySigner(signer), stamp_style=TextStampStyle(stamp_text="Signed too"),
        new_field_spec=SigFieldSpec("Two", on_page=0, box=(60, 100, 260, 160)),
    )  # fmt: skip
    twice = machine.sign_pdf(IncrementalPdfFileWriter(io.BytesIO(content))).getvalue()
    assert verify(twice).verdict is Verdict.CANNOT_TELL


def test_a_signature_that_was_cleared_and_made_again(signer: Signer, verify: Verify):
    cleared = later(clear_signature)(certified(document(), signer, None))
    assert verify(cleared).verdict is Verdict.NOT_GENUINE
    assert verify(certified(cleared, signer, None)).verdict.rank >= Verdict.CANNOT_TELL.rank


def test_an_old_kind_of_signature_is_not_checked(signer: Signer, verify: Verify):
    content = certified(document(), signer, None)
    start = content.index(b"/Contents <30") + 11
    bare = content[:start] + b"0482" + content[start + 4 :]
    answer = verify(bare.replace(b"/ETSI.CAdES.detached", b"/adbe.x509.rsa_sha1 "))
    assert answer.verdict is Verdict.CANNOT_TELL
    assert any("rsa_sha1" in check.detail for check in answer.checks)
