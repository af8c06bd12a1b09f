"""What was signed by people we know, and not touched since, is genuine; what can't be known is said to be so."""

from __future__ import annotations

import json
from datetime import timedelta
from pathlib import Path

import pytest
from tests.signing.samples import ASSESSOR, LEAD, NOW, Documents, People, a_report, save

from certdesk.core.errors import UntrustedFileError
from certdesk.signing.answers import as_json
from certdesk.signing.pdf.sign_pdf import Afterwards, SignatureRequest, sign_pdf
from certdesk.signing.pdf.verify_pdf import (
    CheckState,
    ExpectedField,
    Trust,
    Verdict,
    Verification,
    trust_of,
    verify_pdf,
)


def states(answer: Verification) -> dict[str, CheckState]:
    return {check.name: check.state for check in answer.checks}


def test_signed_once_by_somebody_known(documents: Documents, people: People, tmp_path: Path):
    answer = verify_pdf(save(tmp_path, documents.signed), people.trust, now=NOW)
    assert answer.verdict is Verdict.GENUINE
    assert answer.summary == "Signed by Amara Okafor; not changed since."
    assert answer.unsigned_fields == (LEAD,)
    (signature,) = answer.signatures
    assert (signature.field, signature.role, signature.intact) == (ASSESSOR, "Assessor", True)
    assert (signature.claimed_time, signature.level) == (NOW, "PAdES B-B")
    assert signature.fingerprint == people.assessor.identity.fingerprint


def test_signed_by_two_people_known(documents: Documents, people: People, tmp_path: Path):
    answer = verify_pdf(save(tmp_path, documents.countersigned), people.trust, now=NOW)
    assert answer.verdict is Verdict.GENUINE
    assert [each.name for each in answer.signatures] == ["Amara Okafor", "Leïla Haddad"]
    assert [each.coverage for each in answer.signatures] == ["an earlier state of the file", "the whole file"]
    assert answer.unsigned_fields == ()


def test_what_is_not_checked_is_said(documents: Documents, people: People, tmp_path: Path):
    answer = verify_pdf(save(tmp_path, documents.signed), people.trust, now=NOW)
    unchecked = {name for name, state in states(answer).items() if state is CheckState.NOT_CHECKED}
    assert unchecked == {"chain", "register", "time", "revocation"}


def test_an_intact_file_of_a_stranger_can_not_be_told(documents: Documents, people: People, tmp_path: Path):
    answer = verify_pdf(save(tmp_path, documents.signed), Trust(), now=NOW)
    assert answer.verdict is Verdict.CANNOT_TELL
    assert "has not been changed" in answer.summary
    assert people.assessor.identity.fingerprint in answer.summary


def test_the_same_name_is_not_the_same_person(people: People, tmp_path: Path):
    path = save(tmp_path, a_report())
    sign_pdf(path, path, people.stranger.signer, SignatureRequest(ASSESSOR, NOW, Afterwards.SIGNATURES))
    answer = verify_pdf(path, people.trust, now=NOW)
    assert answer.verdict is Verdict.CANNOT_TELL
    assert answer.signatures[0].name == people.assessor.identity.name
    assert answer.signatures[0].known_as == ""


def test_one_stranger_among_two_signers_can_not_be_told(documents: Documents, people: People, tmp_path: Path):
    answer = verify_pdf(save(tmp_path, documents.countersigned), trust_of([people.lead.identity]), now=NOW)
    assert answer.verdict is Verdict.CANNOT_TELL
    assert people.assessor.identity.fingerprint in answer.summary
    assert people.lead.identity.fingerprint not in answer.summary


def test_an_expired_certificate_is_genuine_but(documents: Documents, people: People, tmp_path: Path):
    answer = verify_pdf(save(tmp_path, documents.signed), people.trust, now=NOW + timedelta(days=731))
    assert answer.verdict is Verdict.GENUINE_BUT
    assert states(answer)["certificate_dates"] is CheckState.WARNING
    assert "expired" in answer.summary


@pytest.mark.parametrize("days", [-2, 800])
def test_a_claimed_time_outside_the_certificate_is_genuine_but(days: int, people: People, tmp_path: Path):
    path = save(tmp_path, a_report())
    sign_pdf(path, path, people.assessor.signer, SignatureRequest(ASSESSOR, NOW + timedelta(days=days)))
    assert verify_pdf(path, people.trust, now=NOW).verdict is Verdict.GENUINE_BUT


def test_a_claimed_time_to_come_is_genuine_but(people: People, tmp_path: Path):
    path = save(tmp_path, a_report())
    sign_pdf(path, path, people.assessor.signer, SignatureRequest(ASSESSOR, NOW + timedelta(days=30)))
    answer = verify_pdf(path, people.trust, now=NOW)
    assert answer.verdict is Verdict.GENUINE_BUT
    assert "yet to come" in answer.summary


def test_an_unsigned_file_can_not_be_told(documents: Documents, people: People, tmp_path: Path):
    answer = verify_pdf(save(tmp_path, documents.unsigned), people.trust, now=NOW)
    assert answer.verdict is Verdict.CANNOT_TELL
    assert answer.summary == "This file is not signed."
    assert set(answer.unsigned_fields) == {ASSESSOR, LEAD}


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04", b"hello", b"\xff" * 5000])
def test_something_else_can_not_be_told(content: bytes, people: People, tmp_path: Path):
    answer = verify_pdf(save(tmp_path, content), people.trust, now=NOW)
    assert answer.verdict is Verdict.CANNOT_TELL
    assert answer.summary == "This is not a PDF file."


def test_a_missing_file_is_said_to_be_missing(people: People, tmp_path: Path):
    with pytest.raises(UntrustedFileError, match="can't be read"):
        verify_pdf(tmp_path / "nowhere.pdf", people.trust)


def test_a_file_too_large_is_not_read(people: People, tmp_path: Path):
    path = tmp_path / "large.pdf"
    with path.open("wb") as file:
        file.truncate(201 * 1024 * 1024)
    answer = verify_pdf(path, people.trust, now=NOW)
    assert answer.verdict is Verdict.CANNOT_TELL
    assert "200 MB" in answer.summary


TEMPLATE = (ExpectedField(ASSESSOR, 1, (72, 500, 272, 560)), ExpectedField(LEAD, 1, (72, 420, 272, 480)))


def test_fields_where_the_template_has_them(documents: Documents, people: People, tmp_path: Path):
    path = save(tmp_path, documents.countersigned)
    assert verify_pdf(path, people.trust, now=NOW, template=TEMPLATE).verdict is Verdict.GENUINE


@pytest.mark.parametrize(
    "template",
    [
        TEMPLATE[:1],
        (TEMPLATE[0], ExpectedField(LEAD, 0, (72, 420, 272, 480))),
        (TEMPLATE[0], ExpectedField(LEAD, 1, (72, 400, 272, 480))),
        (TEMPLATE[0], ExpectedField("CertDesk.Director", 1, (72, 420, 272, 480))),
    ],
    ids=["one too many", "another page", "another place", "another name"],
)
def test_fields_elsewhere_can_not_be_told(
    documents: Documents, people: People, tmp_path: Path, template: tuple[ExpectedField, ...]
):
    answer = verify_pdf(save(tmp_path, documents.countersigned), people.trust, now=NOW, template=template)
    assert answer.verdict is Verdict.CANNOT_TELL


def test_the_answer_can_be_written_as_json(documents: Documents, people: People, tmp_path: Path):
    answer = verify_pdf(save(tmp_path, documents.countersigned), people.trust, now=NOW)
    read = json.loads(json.dumps(as_json(answer)))
    assert (read["verdict"], read["exit_code"]) == ("genuine", 0)
    assert read["signatures"][0]["claimed_time"] == "2026-11-22T09:30:00+00:00"
    assert {check["state"] for check in read["checks"]} == {"passed", "not_checked"}


def test_verdicts_are_ordered_and_worded():
    assert [verdict.rank for verdict in Verdict] == [0, 1, 2, 3]
    assert [verdict.words for verdict in Verdict] == ["GENUINE", "GENUINE, BUT...", "CANNOT TELL", "NOT GENUINE"]
