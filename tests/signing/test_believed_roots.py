"""Files of others whose root somebody chose to believe in: judged by chain, lists and time stamps."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from pyhanko.sign.fields import SigSeedSubFilter
from pyhanko_certvalidator import ValidationContext
from tests.signing.forging import rewrite_text, update
from tests.signing.samples import a_report, save
from tests.signing.test_foreign import START, Office, stamp

from certdesk.actions.verifying import trust_here
from certdesk.core.errors import UntrustedFileError
from certdesk.signing.pdf.verify_pdf import verify_pdf
from certdesk.signing.trust import Trust
from certdesk.signing.verification import CheckState, Revocation, TimeSource, Verdict, Verification

PADES = SigSeedSubFilter.PADES
Verify = Callable[..., Verification]


@pytest.fixture(scope="module")
def office() -> Office:
    return Office()


@pytest.fixture
def verify(office: Office, tmp_path: Path) -> Verify:
    trust = Trust(roots=(office.public(office.root).dump(),))
    return lambda content, now=None: verify_pdf(save(tmp_path, content), trust, now=now)


@pytest.fixture(scope="module")
def stamped(office: Office) -> bytes:
    return stamp(a_report(fields=()), office.signer(), subfilter=PADES, clock=office.clock)


def a_list(office: Office, *revoked: int, at: datetime) -> bytes:
    """A list of the office's root; ``revoked`` are serial numbers."""
    builder = (
        x509.CertificateRevocationListBuilder()
        .issuer_name(office.root[0].subject)
        .last_update(at)
        .next_update(at + timedelta(days=30))
    )
    for serial in revoked:
        entry = x509.RevokedCertificateBuilder().serial_number(serial).revocation_date(at - timedelta(days=2)).build()
        builder = builder.add_revoked_certificate(entry)
    return builder.sign(office.root[1], hashes.SHA256()).public_bytes(serialization.Encoding.DER)


def test_a_chain_without_a_list(stamped: bytes, office: Office, verify: Verify):
    answer = verify(stamped)
    assert answer.verdict is Verdict.GENUINE_BUT
    assert "there is no list here" in answer.summary
    (facts,) = answer.signatures
    assert [link.name for link in facts.chain] == ["Foreign Signer", "Root"]
    assert facts.revocation is Revocation.UNKNOWN
    assert facts.time_source is TimeSource.TIME_STAMP
    assert verify(update(stamped, rewrite_text)).verdict is Verdict.NOT_GENUINE


def test_a_clock_that_nobody_believes_in_is_no_witness(stamped: bytes, office: Office, tmp_path: Path):
    answer = verify_pdf(save(tmp_path, stamped), office.trust)
    assert answer.signatures[0].time_source is TimeSource.SIGNER
    assert Office().public(office.root).dump() not in office.trust.roots


def test_an_expired_key_that_was_stamped_in_time(stamped: bytes, verify: Verify):
    later = START + timedelta(days=3700)
    states = {check.name: check.state for check in verify(stamped, later).checks}
    assert states["certificate_dates"] is CheckState.PASSED
    assert states["time"] is CheckState.PASSED


def test_an_expired_key_without_a_stamp(office: Office, verify: Verify):
    answer = verify(stamp(a_report(fields=()), office.signer()), START + timedelta(days=3700))
    assert answer.verdict is Verdict.GENUINE_BUT
    assert "expired" in " ".join(check.sentence for check in answer.checks if check.state is CheckState.WARNING)


@pytest.mark.parametrize("revoked", [False, True])
def test_lists_that_come_with_the_file(office: Office, verify: Verify, revoked: bool):
    now = datetime.now(UTC)
    serials = (office.leaf[0].serial_number,) if revoked else ()
    context = ValidationContext(
        trust_roots=[office.public(office.root)],
        crls=[a_list(office, *serials, at=now - timedelta(days=1))],
        allow_fetching=False,
        revocation_mode="soft-fail",
        moment=now - timedelta(days=100) if revoked else now,
    )
    content = stamp(
        a_report(fields=()), office.signer(), subfilter=PADES, validation_context=context, embed_validation_info=True
    )
    answer = verify(content)
    if revoked:
        assert answer.verdict is Verdict.NOT_GENUINE
        assert "was revoked on" in answer.summary
    else:
        assert answer.signatures[0].revocation in {Revocation.GOOD, Revocation.UNKNOWN}
        assert answer.signatures[0].intact
        # pyHanko dates the revision with the lists; where the clock's second went by, the date differs and is doubted.
        assert answer.verdict in {Verdict.GENUINE_BUT, Verdict.CANNOT_TELL}


def test_roots_are_read_from_files(office: Office, tmp_path: Path):
    root = office.root[0]
    pem, der, neither = tmp_path / "root.pem", tmp_path / "root.cer", tmp_path / "root.crt"
    pem.write_bytes(root.public_bytes(serialization.Encoding.PEM) * 2)
    der.write_bytes(root.public_bytes(serialization.Encoding.DER))
    neither.write_text("hello")
    assert len(trust_here(None, [pem, der]).roots) == 3
    with pytest.raises(UntrustedFileError, match="holds no certificate"):
        trust_here(None, [neither])
