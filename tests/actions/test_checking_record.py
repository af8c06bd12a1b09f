"""The record of a verification says what was found, by what was known, and about which file."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.signing.programmes import found, signed
from tests.signing.samples import NOW

from certdesk.actions.checking_record import check_record, write_record
from certdesk.actions.verifying import verify_with
from certdesk.core.errors import UntrustedFileError
from certdesk.signing.verification import CheckState


def test_a_record_of_a_genuine_report(tmp_path: Path):
    programme = found()
    path = tmp_path / "report.pdf"
    path.write_bytes(signed(tmp_path, programme.person()))
    trust = programme.trust()
    answer = verify_with(path, trust, now=NOW)
    record = check_record(path, answer, trust, NOW)
    assert (record.verdict, record.digest, record.file_size) == ("GENUINE", answer.sha256, path.stat().st_size)
    assert len(record.done) + len(record.not_done) == len(answer.checks)
    assert {line.outcome for line in record.not_done} == {CheckState.NOT_CHECKED.value}
    assert ("Signed by", "Amara Okafor, Assessor") in record.facts
    assert any("Hillside Programme" in line and "trust bundle 1" in line for line in record.known)
    assert check_record(path, answer, trust, NOW) == record
    assert write_record(path, answer, trust, tmp_path / "record.pdf", now=NOW) >= 1
    path.write_bytes(path.read_bytes() + b"\n")
    with pytest.raises(UntrustedFileError, match="changed while"):
        write_record(path, answer, trust, tmp_path / "record.pdf", now=NOW)
