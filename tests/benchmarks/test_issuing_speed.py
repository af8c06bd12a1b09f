"""Certificates: one against the bare cost of its parts, many against one core and against pyHanko's own signer."""

from __future__ import annotations

import hashlib
import io
import os
import shutil
from collections import Counter
from datetime import timedelta
from time import perf_counter

import pytest
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from tests.benchmarks.conftest import median_seconds
from tests.support.building import START
from tests.support.issuing import issuing_workspace, lead, lead_keys

from certdesk.actions.certificates import certificates, eligible
from certdesk.actions.issue_work import perform, text_of
from certdesk.actions.issuing_batch import give_up_batch, keep_issue, make_issue, plan_issue
from certdesk.actions.verifying import trust_here, verify_with
from certdesk.actions.verifying_many import verify_many
from certdesk.core.progress import silent
from certdesk.reports.certificate.code import modules_of
from certdesk.reports.certificate_pdf import SIGNATURE_FIELD, certificate_bytes
from certdesk.signing.badge.make import make_badge
from certdesk.signing.codes.making import make_code
from certdesk.signing.self_made import self_made_certificate
from certdesk.signing.verification import Verdict

__all__ = ["lead", "lead_keys"]
pytestmark = [pytest.mark.benchmark, pytest.mark.timeout(1200)]
MANY = 60
"""A fifth of the 300 of a large cohort: times grow in proportion, but for the 1 to 2 s in which workers start."""
FILES = 1000


@pytest.fixture(scope="module")
def desk(tmp_path_factory, lead_keys):
    folder = tmp_path_factory.mktemp("issuing") / "workspace"
    with issuing_workspace(folder, lead_keys, [f"P-{number:03}" for number in range(MANY)]) as workspace:
        yield workspace


@pytest.fixture
def plan(desk):
    """A job over everything, given up in the end so that the next one finds the same."""
    made = plan_issue(desk, [each.assessment_id for each in eligible(desk) if each.ready])
    yield made
    give_up_batch(desk, made.batch_id)


def pyhankos_own():
    """Return a function that signs as pyHanko's manual says: `SimpleSigner` with a key from a file."""
    from asn1crypto import keys, pem, x509
    from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
    from pyhanko.sign import signers
    from pyhanko.sign.fields import MDPPerm, SigSeedSubFilter
    from pyhanko_certvalidator.registry import SimpleCertificateStore

    key = ec.generate_private_key(ec.SECP256R1())
    made = self_made_certificate(key, "Leila Haddad", "lead", "did:key:z6Mk", START)
    der = key.private_bytes(Encoding.DER, PrivateFormat.PKCS8, NoEncryption())
    signer = signers.SimpleSigner(
        x509.Certificate.load(pem.unarmor(made.public_bytes(Encoding.PEM))[2]),
        keys.PrivateKeyInfo.load(der),
        SimpleCertificateStore(),
    )

    def sign(content):
        metadata = signers.PdfSignatureMetadata(
            field_name=SIGNATURE_FIELD, certify=True, docmdp_permissions=MDPPerm.NO_CHANGES,
            subfilter=SigSeedSubFilter.PADES, md_algorithm="sha256",
        )  # fmt: skip
        return signers.sign_pdf(IncrementalPdfFileWriter(io.BytesIO(content)), metadata, signer)

    return sign


def processor_seconds():
    """Return what this process and those it has waited for have kept processors busy."""
    return sum(os.times()[:4])


def test_one_certificate_against_its_parts(benchmark, ratio, plan, lead):
    order, shop = plan.steps[0].order, plan.shop
    award = order.award
    badge = make_badge(award, shop.issuer, lead)
    code = make_code(award, shop.issuer, lead, hashlib.sha256(badge).digest())
    text = text_of(order, shop.line, code, badge)
    page, sign = certificate_bytes(text), pyhankos_own()

    def drawn():
        modules_of.cache_clear()  # each certificate has a code of its own
        return certificate_bytes(text)

    def whole():
        modules_of.cache_clear()
        return perform(order, shop, lead, lead)

    parts = (
        median_seconds(lambda: make_badge(award, shop.issuer, lead), 15)
        + median_seconds(lambda: make_code(award, shop.issuer, lead, hashlib.sha256(badge).digest()), 15)
        + median_seconds(drawn, 15)
        + median_seconds(lambda: (lead.sign_document(page), lead.sign_statement(badge)), 15)
    )
    own = median_seconds(lambda: sign(page), 15)
    benchmark.pedantic(whole, rounds=15, warmup_rounds=1)
    ours = benchmark.stats["median"]
    ratio("one certificate, signed and whole", ours, "page, badge, code and bare signatures", parts)
    ratio("one certificate, signed and whole", ours, "pyHanko's own signer on a ready page", own)


def test_many_on_all_cores(ratio, desk, plan, lead):
    def seconds(workers):
        shutil.rmtree(plan.folder, ignore_errors=True)
        begun, busy = perf_counter(), processor_seconds()
        assert make_issue(plan, lead, lead, silent, workers).finished == MANY
        return perf_counter() - begun, processor_seconds() - busy

    (one, one_busy), (all_cores, all_busy) = seconds(1), seconds(0)
    page = certificate_bytes(text_of(plan.steps[0].order, plan.shop.line))
    sign = pyhankos_own()
    signing_alone = median_seconds(lambda: sign(page), 15) * MANY
    note = f"{MANY} of 300; workers start once"
    ratio(f"{MANY} certificates, all cores", all_cores, f"{MANY} certificates, one core", one, note)
    # What other programs do meanwhile does not weigh on this one: how much more work it is to share the work.
    ratio(f"{MANY} certificates, processor time of all", all_busy, "that of one core", one_busy, note)
    ratio(
        f"{MANY} certificates, all cores", all_cores, f"{MANY} ready pages, pyHanko's own signer", signing_alone, note
    )


def test_keeping_many(ratio, desk, plan, lead):
    make_issue(plan, lead, lead, silent)
    begun = perf_counter()
    keep_issue(desk, plan, lead)
    kept = perf_counter() - begun
    rows = certificates(desk)
    assert len(rows) >= MANY
    reading = median_seconds(lambda: [hashlib.sha256(row.document.read_bytes()).digest() for row in rows], 5)
    ratio(f"{MANY} certificates entered in the register", kept, "reading and hashing them", reading)


def test_verify_a_thousand(ratio, desk, lead, tmp_path):
    rows = certificates(desk) or _issued(desk, lead)
    files = []
    for number in range(FILES):
        files.append(tmp_path / f"{number:04}.pdf")
        shutil.copyfile(rows[number % len(rows)].document, files[-1])
    trust, now = trust_here(desk.folder), START + timedelta(hours=1)
    verify_with(files[0], trust, now=now)
    begun = perf_counter()
    for path in files:
        verify_with(path, trust, now=now)
    one = perf_counter() - begun
    begun = perf_counter()
    found = Counter(each.result.verdict for each in verify_many(files, trust, now=now))
    many = perf_counter() - begun
    assert found == {Verdict.GENUINE: FILES}
    ratio(f"{FILES} files verified, all cores", many, f"{FILES} files one by one, one core", one)


def _issued(desk, lead):
    plan = plan_issue(desk, [each.assessment_id for each in eligible(desk) if each.ready])
    make_issue(plan, lead, lead, silent)
    keep_issue(desk, plan, lead)
    return certificates(desk)
