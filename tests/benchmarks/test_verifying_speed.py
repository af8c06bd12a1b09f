"""A stick with 1,000 signed reports: all of them verified, against pyHanko's own verdict on as many."""

from __future__ import annotations

import io
from pathlib import Path
from time import perf_counter

import pytest
from asn1crypto import x509
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.validation import validate_pdf_signature
from pyhanko_certvalidator import ValidationContext
from tests.signing.programmes import found, signed
from tests.signing.samples import NOW

from certdesk.actions.verifying_many import counts, verify_many
from certdesk.signing.verification import Verdict

pytestmark = pytest.mark.benchmark
FILES, ASKED = 1_000, 50


def test_a_thousand_reports(ratio, tmp_path: Path):
    programme = found()
    content = signed(tmp_path, programme.person())
    paths = [tmp_path / f"{number:04}.pdf" for number in range(FILES)]
    for path in paths:
        path.write_bytes(content)
    begun = perf_counter()
    told = counts(verify_many(paths, programme.trust(), now=NOW))
    ours = perf_counter() - begun
    assert told[Verdict.GENUINE] == FILES

    root = x509.Certificate.load(programme.known().roots[0])
    begun = perf_counter()
    for path in paths[:ASKED]:
        (signature,) = PdfFileReader(io.BytesIO(path.read_bytes())).embedded_signatures
        context = ValidationContext(trust_roots=[root], allow_fetching=False, moment=NOW)
        validate_pdf_signature(signature, context)
    theirs = (perf_counter() - begun) / ASKED * FILES
    ratio("verify 1,000 reports, all checks, all cores", ours, "pyHanko's own verdict, one after another", theirs)
