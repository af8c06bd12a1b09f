"""A job of many certificates: planned and written down, made, kept once; stopped, killed and gone on with."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest
from tests.support.building import put_portfolio
from tests.support.issuing import copy_of, issuing_workspace, passed

from certdesk.actions import issue_shelf
from certdesk.actions.assessing import reopen_assessment
from certdesk.actions.certificates import certificates, eligible
from certdesk.actions.issuing import issuing_desk
from certdesk.actions.issuing_batch import (
    give_up_batch,
    keep_issue,
    make_issue,
    plan_issue,
    resume_issue,
    unfinished_batches,
)
from certdesk.actions.registering import events_here, look_at_register
from certdesk.actions.verifying import verify_file
from certdesk.core.changes import Kind
from certdesk.core.credentials import CertificateState, Deed
from certdesk.core.errors import CancelledError, NotAllowedError, StorageError, UnprintableTextError
from certdesk.core.portfolio import Candidate
from certdesk.core.progress import silent
from certdesk.signing.verification import Verdict
from certdesk.store.assessments import load_documents
from certdesk.store.issue_batches import end_batch
from certdesk.store.rebuilding import rebuild, snapshot
from certdesk.store.register import derived

CODES = ("P-001", "P-002")


@pytest.fixture(scope="module")
def signed_results(tmp_path_factory, lead_keys):
    """A closed workspace with results that can be issued, to be copied."""
    folder = tmp_path_factory.mktemp("results") / "workspace"
    issuing_workspace(folder, lead_keys, CODES).close()
    return folder


@pytest.fixture
def desk(tmp_path, signed_results, lead_keys):
    with copy_of(signed_results, tmp_path / "workspace", lead_keys.id) as workspace:
        yield workspace


def all_of(workspace):
    return [each.assessment_id for each in eligible(workspace) if each.ready]


def issued(workspace, signer, ids=None):
    """Issue what can be issued and return the change."""
    plan = plan_issue(workspace, all_of(workspace) if ids is None else ids)
    make_issue(plan, signer, signer, silent)
    return keep_issue(workspace, plan, signer)


def stopping_after(count):
    """Progress that stops once so many documents are finished."""

    def progress(done, _total, _label):
        if done >= count:
            raise CancelledError("Stopped.")

    return progress


def test_all_that_can_be_issued_is_issued_once(desk, lead):
    change = issued(desk, lead)
    assert change.kinds == Kind.CERTIFICATE | Kind.DOCUMENT | Kind.REGISTER
    rows = certificates(desk)
    assert {row.code for row in rows} == set(CODES)
    assert {row.state for row in rows} == {CertificateState.ACTIVE}
    mark = issuing_desk(desk).mark
    assert sorted(row.serial[:-2] for row in rows) == [f"STC-{mark}-2026-0000{number}" for number in (1, 2)]
    assert sorted(desk.documents.iterdir()) == sorted(row.document for row in rows)
    assert not all_of(desk)
    assert all(each.serial and "stands already" in each.obstacle for each in eligible(desk))
    with pytest.raises(NotAllowedError, match="stands already"):
        plan_issue(desk, [row.assessment_id for row in rows])
    assert unfinished_batches(desk) == ()
    assert not list((desk.folder / issue_shelf.FOLDER).glob("*"))


def test_what_is_issued_is_genuine_and_in_the_register(desk, lead):
    issued(desk, lead)
    assert snapshot(rebuild(desk.db)) == snapshot(desk.db)
    register = issuing_desk(desk).register
    events = events_here(desk, register)
    assert [event.deed for event in events] == [Deed.ISSUED] * 2
    by_serial = {event.serial: event for event in events}
    for row in certificates(desk):
        (document,) = load_documents(desk.db, row.assessment_id)
        event = by_serial[row.serial]
        assert (event.pdf, event.valid_until) == (document.digest, row.valid_until)
        assert event.holder
        assert row.holder not in str(event)
        assert json.loads(row.badge)["id"] == f"urn:uuid:{event.award_id}"
    assert len({event.status_index for event in events}) == 2
    result = verify_file(certificates(desk)[0].document, desk.folder)
    assert result.verdict is Verdict.GENUINE, result.to_dict()
    assert look_at_register(desk, register).look.size == 2


@pytest.mark.parametrize(
    "name",
    [
        "Wo " * 100,
        "\u0639\u0644\u06cc\u200c\u0631\u0636\u0627",
        "\u200fDana\u200e Levi",
        "x\u202eevil\u202c",
        "\x00nul",
    ],
    ids=["long", "joined", "marked", "turned", "control"],
)
def test_whatever_a_name_holds_its_certificate_is_genuine(desk, lead, name):
    """Badge, code, title and page have to say the same name, also where some of it can't be seen."""
    put_portfolio(desk, "P-009", candidate=Candidate(name, "Hill School"))
    id_ = passed(desk, "P-009")
    issued(desk, lead, [id_])
    result = verify_file(certificates(desk)[0].document, desk.folder)
    assert result.verdict is Verdict.GENUINE, result.summary


def test_who_has_no_name_to_be_seen_gets_no_certificate(desk):
    put_portfolio(desk, "P-009", candidate=Candidate("\u200b", "Hill School"))
    id_ = passed(desk, "P-009")
    assert next(each for each in eligible(desk) if each.assessment_id == id_).obstacle == "The candidate has no name."


def test_a_job_that_is_stopped_goes_on_where_it_was(desk, lead):
    plan = plan_issue(desk, all_of(desk))
    with pytest.raises(CancelledError):
        make_issue(plan, lead, lead, stopping_after(1))
    assert certificates(desk) == ()
    assert not all_of(desk), "what a job is to issue is not offered again"
    (unfinished,) = unfinished_batches(desk)
    assert (unfinished.steps, unfinished.finished, unfinished.mine) == (2, 1, True)
    first = [path.read_bytes() for path in plan.folder.glob("*.pdf")]
    again = resume_issue(desk, plan.batch_id)
    assert [step.order.award.serial for step in again.steps] == [step.order.award.serial for step in plan.steps]
    assert make_issue(again, lead, lead, silent).finished == 2
    keep_issue(desk, again, lead)
    assert len(certificates(desk)) == 2
    assert first[0] in [path.read_bytes() for path in desk.documents.iterdir()], "what was finished was not made again"
    assert unfinished_batches(desk) == ()


@pytest.mark.slow
def test_what_is_finished_can_be_kept_before_the_rest(desk, lead):
    plan = plan_issue(desk, all_of(desk))
    with pytest.raises(CancelledError):
        make_issue(plan, lead, lead, stopping_after(1))
    keep_issue(desk, plan, lead)
    assert len(certificates(desk)) == 1
    (unfinished,) = unfinished_batches(desk)
    assert (unfinished.steps, unfinished.finished) == (1, 0)
    again = resume_issue(desk, unfinished.id)
    make_issue(again, lead, lead, silent)
    keep_issue(desk, again, lead)
    assert len(certificates(desk)) == 2


def test_keeping_twice_keeps_once(desk, lead):
    plan = plan_issue(desk, all_of(desk))
    make_issue(plan, lead, lead, silent)
    assert keep_issue(desk, plan, lead)
    before = snapshot(desk.db)
    assert not keep_issue(desk, plan, lead)
    assert snapshot(desk.db) == before


def test_a_crash_between_entering_and_moving_is_made_up_for(desk, lead, monkeypatch):
    plan = plan_issue(desk, all_of(desk))
    make_issue(plan, lead, lead, silent)
    with monkeypatch.context() as broken:
        broken.setattr(issue_shelf, "_move", refuse_to_move)
        with pytest.raises(StorageError):
            keep_issue(desk, plan, lead)
    assert len(certificates(desk)) == 2
    assert not list(desk.documents.glob("*.pdf"))
    assert unfinished_batches(desk) == ()
    assert all(row.document.is_file() for row in certificates(desk))


def refuse_to_move(*_arguments):
    raise StorageError("The stick is gone.")


def test_a_damaged_file_is_made_again(desk, lead):
    plan = plan_issue(desk, all_of(desk))
    make_issue(plan, lead, lead, silent)
    cut, gone = sorted(plan.folder.glob("*.pdf"))
    cut.write_bytes(cut.read_bytes()[:-100])
    gone.with_suffix(".json").write_bytes(b"{")
    assert unfinished_batches(desk)[0].finished == 0
    make_issue(plan, lead, lead, silent)
    keep_issue(desk, plan, lead)
    for row in certificates(desk):
        assert verify_file(row.document, desk.folder).verdict is Verdict.GENUINE


@pytest.mark.slow
def test_a_full_disk_leaves_what_is_finished(desk, lead):
    plan = plan_issue(desk, all_of(desk))
    blocked = replace(plan, folder=plan.folder / "file" / "below")
    plan.folder.mkdir(parents=True)
    (plan.folder / "file").write_bytes(b"")
    with pytest.raises(StorageError):
        make_issue(blocked, lead, lead, silent)
    assert make_issue(plan, lead, lead, silent).finished == 2
    keep_issue(desk, plan, lead)
    assert len(certificates(desk)) == 2


def test_what_waits_for_a_job_that_a_restored_database_does_not_know_goes(desk, lead):
    plan = plan_issue(desk, all_of(desk))
    with pytest.raises(CancelledError):
        make_issue(plan, lead, lead, stopping_after(1))
    with desk.local_change() as db:
        end_batch(db, plan.batch_id)
    assert unfinished_batches(desk) == ()
    assert not plan.folder.exists()


def test_a_job_given_up_leaves_nothing_but_used_numbers(desk, lead):
    plan = plan_issue(desk, all_of(desk))
    make_issue(plan, lead, lead, silent)
    give_up_batch(desk, plan.batch_id)
    assert unfinished_batches(desk) == ()
    assert not plan.folder.exists()
    assert certificates(desk) == ()
    issued(desk, lead)
    serials = {step.order.award.serial for step in plan.steps}
    assert not serials & {row.serial for row in certificates(desk)}
    places = {step.order.award.status_index for step in plan.steps}
    register = issuing_desk(desk).register
    assert not places & {event.status_index for event in events_here(desk, register)}
    assert derived(desk, register).number(2026) == 4


def test_a_result_that_is_opened_again_meanwhile_is_not_issued(desk, lead):
    plan = plan_issue(desk, all_of(desk))
    make_issue(plan, lead, lead, silent)
    reopened = plan.steps[0].assessment_id
    reopen_assessment(desk, reopened, "a page was overlooked")
    keep_issue(desk, plan, lead)
    assert reopened not in {row.assessment_id for row in certificates(desk)}
    assert len(certificates(desk)) == 1
    assert unfinished_batches(desk) == ()


def test_what_cannot_be_issued_is_skipped_with_its_reason(desk, lead):
    put_portfolio(desk, "P-004")
    failed = passed(desk, "P-004", value=1)
    plan = plan_issue(desk, [*all_of(desk), failed])
    assert [(each.code, each.why) for each in plan.skipped] == [
        ("P-004", "The result is “Not yet”, which no certificate follows from.")
    ]
    assert plan.certificates == 2
    with pytest.raises(NotAllowedError, match="Not yet"):
        plan_issue(desk, [failed])


def test_characters_that_no_font_has_are_named_before_a_number_is_taken(desk, lead):
    from tests.support.building import a_portfolio

    from certdesk.core.portfolio import Candidate
    from certdesk.store.portfolios import portfolio_row

    strange = a_portfolio("P-002", candidate=Candidate("Miriam \U00013000", "School"))
    with desk.recording("test", "name") as recording:
        recording.put("portfolio", portfolio_row(strange))
    with pytest.raises(UnprintableTextError):
        plan_issue(desk, all_of(desk))
    assert unfinished_batches(desk) == ()
    assert not list((desk.folder / "register").glob("**/*"))


@pytest.mark.slow
def test_a_locked_key_enters_nothing(desk, lead, lead_keys):
    from tests.support.issuing import PASSPHRASE

    from certdesk.core.errors import CertDeskError
    from certdesk.signing.identity import unlock

    plan = plan_issue(desk, all_of(desk))
    make_issue(plan, lead, lead, silent)
    locked = unlock(lead_keys, PASSPHRASE)
    locked.lock()
    with pytest.raises(CertDeskError, match="locked"):
        keep_issue(desk, plan, locked)
    assert certificates(desk) == ()
    assert keep_issue(desk, plan, lead)


@pytest.mark.slow
def test_worker_processes_make_the_same(tmp_path, lead_keys, lead):
    codes = [f"P-{number:03}" for number in range(8)]
    with issuing_workspace(tmp_path / "workspace", lead_keys, codes) as desk:
        plan = plan_issue(desk, all_of(desk))
        assert make_issue(plan, lead, lead, silent, workers=2).finished == 8
        keep_issue(desk, plan, lead)
        for row in certificates(desk):
            assert verify_file(row.document, desk.folder).verdict is Verdict.GENUINE
