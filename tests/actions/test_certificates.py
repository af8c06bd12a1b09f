"""The life of a certificate: active, due to be renewed, lapsed, replaced, withdrawn; and those without a register."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from tests.support.building import CRITERIA, Clock, level, put_rubric, sign, small_rubric
from tests.support.issuing import copy_of, issuing_workspace

from certdesk.actions.assessing import reopen_assessment
from certdesk.actions.certificates import certificates, eligible, state_on
from certdesk.actions.designing import change_design
from certdesk.actions.identifying import my_identity
from certdesk.actions.issuing import issuing_desk, signer_line
from certdesk.actions.issuing_batch import keep_issue, make_issue, plan_issue
from certdesk.actions.registering import events_here, take_over
from certdesk.actions.scoring import mark_criterion
from certdesk.actions.undoing import undo
from certdesk.actions.verifying import verify_file
from certdesk.actions.withdrawing import (
    Correction,
    plan_reissue,
    plan_renewal,
    withdraw,
)
from certdesk.core.certificate_design import CertificateDesign
from certdesk.core.credentials import CertificateState, Deed
from certdesk.core.documents import CertificateText
from certdesk.core.errors import NotAllowedError, NotFoundError
from certdesk.core.progress import silent
from certdesk.core.rubric import CertificateTerm
from certdesk.reports.certificate_pdf import SIGNATURE_FIELD, certificate_bytes
from certdesk.signing.pdf.sign_pdf import Afterwards, SignatureRequest, signed_content
from certdesk.signing.verification import Verdict
from certdesk.store.assessments import SignedDocument, document_row
from certdesk.store.rebuilding import rebuild, snapshot

TODAY = date(2026, 11, 22)


@pytest.fixture(scope="module")
def with_one(tmp_path_factory, lead_keys, lead):
    """A closed workspace with one certificate, to be copied."""
    folder = tmp_path_factory.mktemp("issued") / "workspace"
    with issuing_workspace(folder, lead_keys, ("P-001",)) as workspace:
        job(workspace, plan_issue(workspace, [eligible(workspace)[0].assessment_id]), lead)
    return folder


@pytest.fixture
def desk(tmp_path, with_one, lead_keys):
    with copy_of(with_one, tmp_path / "workspace", lead_keys.id) as workspace:
        take_over(workspace, issuing_desk(workspace).register)
        yield workspace


def job(workspace, plan, signer):
    make_issue(plan, signer, signer, silent)
    return keep_issue(workspace, plan, signer)


def only(workspace):
    (row,) = certificates(workspace)
    return row


def newest(workspace):
    return next(row for row in certificates(workspace) if not row.replaced_by)


@pytest.mark.parametrize(
    ("until", "state"),
    [
        (date(2027, 6, 1), CertificateState.ACTIVE),
        (date(2027, 5, 22), CertificateState.RENEWAL_DUE),
        (TODAY, CertificateState.RENEWAL_DUE),
        (TODAY - timedelta(days=1), CertificateState.LAPSED),
    ],
)
def test_what_follows_from_the_date(until, state):
    assert state_on(CertificateState.ACTIVE, until, TODAY) is state
    for ended in (CertificateState.WITHDRAWN, CertificateState.SUPERSEDED):
        assert state_on(ended, until, TODAY) is ended


def test_a_wrong_name_is_put_right_by_a_new_certificate(desk, lead):
    old = only(desk)
    job(
        desk, plan_reissue(desk, old.serial, Correction(holder=" Miriam  Adeyemi-Cole "), "the name was misspelt"), lead
    )
    new = newest(desk)
    before = next(row for row in certificates(desk) if row.serial == old.serial)
    assert (before.state, before.replaced_by, before.reason) == (
        CertificateState.SUPERSEDED, new.serial, "the name was misspelt",
    )  # fmt: skip
    assert (new.state, new.holder, new.replaces) == (CertificateState.ACTIVE, "Miriam Adeyemi-Cole", old.serial)
    assert new.valid_until == old.valid_until
    assert old.document.is_file()
    desk_register = issuing_desk(desk).register
    assert [(event.deed, event.replaces) for event in events_here(desk, desk_register)] == [
        (Deed.ISSUED, ""), (Deed.ISSUED, old.serial),
    ]  # fmt: skip
    assert verify_file(new.document, desk.folder).verdict is Verdict.GENUINE
    told = verify_file(old.document, desk.folder)
    assert (told.verdict, new.serial in told.summary) == (Verdict.GENUINE_BUT, True)
    assert snapshot(rebuild(desk.db)) == snapshot(desk.db)
    with pytest.raises(NotAllowedError, match="was replaced by"):
        plan_reissue(desk, old.serial, Correction(holder="Somebody"), "again")


def test_replacing_needs_a_reason_and_something_else_to_say(desk):
    old = only(desk)
    with pytest.raises(NotAllowedError, match="for a reason"):
        plan_reissue(desk, old.serial, Correction(holder="Miriam"), "  ")
    with pytest.raises(NotAllowedError, match="says this already"):
        plan_reissue(desk, old.serial, Correction(holder=old.holder), "no change")
    with pytest.raises(NotFoundError):
        plan_reissue(desk, "STC-2026-99999-1", Correction(holder="Miriam"), "a reason")


def test_withdrawn_for_good(desk, lead):
    row = only(desk)
    for reason, since in (("", TODAY), ("found out", TODAY + timedelta(days=1)), ("found out", date(2020, 1, 1))):
        with pytest.raises(NotAllowedError):
            withdraw(desk, row.serial, reason, since, lead)
    assert withdraw(desk, row.serial, "plagiarism\nfound", TODAY, lead)
    after = only(desk)
    assert (after.state, after.since, after.reason) == (CertificateState.WITHDRAWN, TODAY, "plagiarism found")
    *_before, event = events_here(desk, issuing_desk(desk).register)
    assert (event.deed, event.serial, event.since) == (Deed.WITHDRAWN, row.serial, TODAY)
    assert not withdraw(desk, row.serial, "again", TODAY, lead)
    told = verify_file(row.document, desk.folder)
    assert (told.verdict, "withdrawn" in told.summary) == (Verdict.GENUINE_BUT, True)
    with pytest.raises(NotAllowedError, match="is withdrawn"):
        plan_reissue(desk, row.serial, Correction(holder="Somebody"), "a reason")
    with pytest.raises(NotAllowedError):
        undo(desk)
    (again,) = eligible(desk)
    assert not again.ready
    assert f"{row.serial} was withdrawn" in again.obstacle
    reopen_assessment(desk, row.assessment_id, "the work was looked at again")
    sign(desk, row.assessment_id)
    job(desk, plan_issue(desk, [row.assessment_id]), lead)
    assert sorted(row.state for row in certificates(desk)) == [CertificateState.ACTIVE, CertificateState.WITHDRAWN]


def test_renewed_in_its_last_half_year(tmp_path, lead_keys, lead):
    with issuing_workspace(tmp_path / "workspace", lead_keys, ("P-001",)) as desk:
        put_rubric(desk, replace(small_rubric(), certificate=CertificateTerm(valid_years=1)))
        job(desk, plan_issue(desk, [eligible(desk)[0].assessment_id]), lead)
        old = only(desk)
        assert old.valid_until == date(2027, 11, 22)
        with pytest.raises(NotAllowedError, match="is valid until 22 Nov 2027"):
            plan_renewal(desk, old.serial)
        desk.clock = Clock(datetime(2027, 8, 1, 9, tzinfo=UTC))
        assert only(desk).state is CertificateState.RENEWAL_DUE
        job(desk, plan_renewal(desk, old.serial), lead)
        new = newest(desk)
        assert (new.issued_on, new.valid_until) == (date(2027, 8, 1), date(2028, 11, 22))
        assert (new.state, new.replaces, new.serial[-12:-8]) == (CertificateState.ACTIVE, old.serial, "2027")
        desk.clock = Clock(datetime(2028, 11, 23, 9, tzinfo=UTC))
        assert {row.state for row in certificates(desk)} == {CertificateState.SUPERSEDED, CertificateState.LAPSED}


def test_a_result_that_was_signed_anew_replaces_its_certificate(desk, lead):
    old = only(desk)
    reopen_assessment(desk, old.assessment_id, "a page was overlooked")
    sign(desk, old.assessment_id)
    (one,) = eligible(desk)
    assert (one.ready, one.serial) == (True, old.serial)
    job(desk, plan_issue(desk, [old.assessment_id]), lead)
    new = newest(desk)
    assert (new.replaces, new.state) == (old.serial, CertificateState.ACTIVE)
    reopen_assessment(desk, old.assessment_id, "another page")
    for criterion in CRITERIA:
        mark_criterion(desk, old.assessment_id, criterion, level(1))
    sign(desk, old.assessment_id)
    assert "withdraw it" in eligible(desk)[0].obstacle


def test_a_programmes_own_words_are_in_the_badge_too(tmp_path, lead_keys, lead):
    with issuing_workspace(tmp_path / "workspace", lead_keys, ("P-001",)) as desk:
        change_design(desk, "STEM Teaching Certificate", CertificateDesign(statement="{holder} has shown it."))
        job(desk, plan_issue(desk, [eligible(desk)[0].assessment_id]), lead)
        old = only(desk)
        assert "Miriam Adeyemi has shown it." in old.badge
        job(desk, plan_reissue(desk, old.serial, Correction(holder="Miriam Cole"), "a wrong name"), lead)
        assert "Miriam Cole has shown it." in newest(desk).badge
        correction = Correction(statement="taught us all.")
        job(desk, plan_reissue(desk, newest(desk).serial, correction, "better words"), lead)
        assert "taught us all." in newest(desk).badge


def put_old_certificate(workspace, assessment_id, signer):
    """Put a certificate there as they were made before there were registers: no badge, no code, no row of its own."""
    line = signer_line(my_identity(workspace), workspace.clock())
    text = CertificateText(
        language="en", programme="STEM Teaching Certificate", title="Small rubric", holder="Miriam Adeyemi",
        statement="has met the standard.", outcome_label="Certificate", issued_on=TODAY, valid_until=date(2031, 11, 22),
        serial="STC-2026-00001-5", rubric="Small rubric 1.0.0", signer=line, document_id="old-1",
    )  # fmt: skip
    request = SignatureRequest(SIGNATURE_FIELD, line.signed_at, certify=Afterwards.NOTHING)
    content = signed_content(certificate_bytes(text), Path("old.pdf"), signer, request)
    workspace.documents.mkdir(exist_ok=True)
    (workspace.documents / "old.pdf").write_bytes(content)
    digest = hashlib.sha256(content).hexdigest()
    old = SignedDocument("old-1", assessment_id, "certificate", "old.pdf", digest, text.serial, line.signed_at)
    with workspace.recording("assessment.signed", "signed", subject=assessment_id) as recording:
        recording.put("document", document_row(old))


def test_one_from_before_there_were_registers_is_listed_genuine_and_replaced(tmp_path, lead_keys, lead):
    with issuing_workspace(tmp_path / "workspace", lead_keys, ("P-001", "P-002")) as desk:
        id_ = eligible(desk)[0].assessment_id
        put_old_certificate(desk, id_, lead)
        (old,) = certificates(desk)
        assert (old.state, old.register, old.badge) == (CertificateState.ACTIVE, "", "")
        assert verify_file(old.document, desk.folder).verdict is Verdict.GENUINE
        assert f"{old.serial} stands already" in eligible(desk)[0].obstacle
        job(desk, plan_issue(desk, [eligible(desk)[1].assessment_id]), lead)
        assert verify_file(old.document, desk.folder).verdict is Verdict.GENUINE, "the register that began holds it"
        reopen_assessment(desk, id_, "a page was overlooked")
        sign(desk, id_)
        job(desk, plan_issue(desk, [id_]), lead)
        after = {row.serial: row for row in certificates(desk)}
        assert (after[old.serial].state, len(after)) == (CertificateState.SUPERSEDED, 3)
        assert after[after[old.serial].replaced_by].replaces == old.serial
        told = verify_file(old.document, desk.folder)
        assert (told.verdict, after[old.serial].replaced_by in told.summary) == (Verdict.GENUINE_BUT, True)
