"""The life of a certificate: active, due to be renewed, lapsed, replaced, withdrawn; and those without a register."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from tests.support.building import CRITERIA, Clock, level, put_rubric, sign, small_rubric
from tests.support.issuing import copy_of, issuing_workspace

from certdesk.actions.assessing import reopen_assessment
from certdesk.actions.certificates import certificates, eligible, state_on
from certdesk.actions.designing import change_design
from certdesk.actions.issuing import issuing_desk
from certdesk.actions.issuing_batch import keep_issue, make_issue, plan_issue
from certdesk.actions.registering import events_here, take_over
from certdesk.actions.scoring import mark_criterion
from certdesk.actions.undoing import undo
from certdesk.actions.verifying import verify_file
from certdesk.actions.withdrawing import (
    Correction,
    plan_reissue,
    plan_renewal,
    reasons_given,
    withdraw,
)
from certdesk.core.certificate_design import CertificateDesign
from certdesk.core.credentials import CertificateState, Deed
from certdesk.core.errors import NotAllowedError, NotFoundError
from certdesk.core.progress import silent
from certdesk.core.rubric import CertificateTerm
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
    assert reasons_given(desk) == ("the name was misspelt",)
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


def test_one_from_before_there_were_registers_is_listed(desk):
    row = only(desk)
    old = SignedDocument(
        "old-1", row.assessment_id, "certificate", "old.pdf", "0" * 64, "STC-2025-00007-1", desk.clock()
    )
    with desk.recording("assessment.signed", "signed", subject=row.assessment_id) as recording:
        recording.put("document", document_row(old))
    found = next(each for each in certificates(desk) if each.serial == old.serial)
    assert (found.state, found.replaced_by, found.register) == (CertificateState.SUPERSEDED, row.serial, "")
