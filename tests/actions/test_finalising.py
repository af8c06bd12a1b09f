"""Identity and signature: planned, made beside the window, kept in one go."""

from __future__ import annotations

import shutil
from dataclasses import replace
from datetime import timedelta
from hashlib import sha256

import pytest
from tests.support.building import BEN, CRITERIA, level, open_workspace, put_portfolio, put_rubric, small_rubric
from tests.support.fixtures import begun

from certdesk.actions.annotating import Filing, file_evidence
from certdesk.actions.assessing import reopen_assessment
from certdesk.actions.commenting import write_feedback, write_summary
from certdesk.actions.finalising import keep_signed, make_preview, make_signed, plan_preview, plan_signing
from certdesk.actions.identifying import act_as, keep, make, my_identity, people_here, plan_identity, unlock_mine
from certdesk.actions.looking import look_at_assessment
from certdesk.actions.naming import name_candidate
from certdesk.actions.scoring import mark_criterion
from certdesk.actions.undoing import undo
from certdesk.actions.verifying import verify_file
from certdesk.core.annotations import WholeItem
from certdesk.core.assessment import AssessmentState
from certdesk.core.changes import Kind
from certdesk.core.errors import (
    CancelledError,
    CertDeskError,
    NotAllowedError,
    NotFoundError,
    StorageError,
    UnprintableTextError,
    WrongPassphraseError,
)
from certdesk.core.marks import Unscorable
from certdesk.core.progress import silent
from certdesk.signing.verification import Verdict
from certdesk.store.assessments import load_assessment, load_documents
from certdesk.store.places import keep_draft
from certdesk.store.portfolios import load_portfolio, portfolio_row
from certdesk.store.rebuilding import rebuild, snapshot

PASSPHRASE = "seven quiet lions sleep"


@pytest.fixture(scope="module")
def keys(tmp_path_factory):
    """A folder with one identity, because making a key takes a moment."""
    folder = tmp_path_factory.mktemp("keys")
    with open_workspace(folder / "workspace", person="") as workspace:
        plan = plan_identity(workspace, " Amara Obi ", "assessor", PASSPHRASE)
        return make(plan, silent)


@pytest.fixture
def desk(tmp_path, keys):
    """A workspace with that identity, the small rubric and two portfolios."""
    with open_workspace(tmp_path / "workspace", person="") as workspace:
        shutil.copytree(keys.folder.parent if keys.folder.name == keys.id else keys.folder, workspace.identities)
        keep(workspace, keys)
        put_rubric(workspace, small_rubric())
        for code in ("P-001", "P-002"):
            put_portfolio(workspace, code)
        yield workspace


@pytest.fixture(scope="module")
def signer(keys):
    from certdesk.signing.identity import unlock

    return unlock(keys, PASSPHRASE)


def marked(workspace, code="P-001", value=3):
    """Mark everything and return the assessment's id."""
    id_ = begun(workspace, code)
    for criterion in CRITERIA:
        mark_criterion(workspace, id_, criterion, level(value))
        write_feedback(workspace, id_, criterion, next_step="Ask why.")
    return id_


def signed(workspace, id_, signer, worker):
    plan = plan_signing(workspace, id_)
    return keep_signed(workspace, plan, make_signed(plan, signer, worker, silent))


def signer_mark(workspace):
    """The four letters that tell one person's certificate numbers from another's."""
    return my_identity(workspace).fingerprint[:4]


def test_an_identity_is_kept_and_acts(desk, keys):
    assert desk.person == keys.id
    assert [person.name for person in people_here(desk)] == ["Amara Obi"]
    assert my_identity(desk).fingerprint == keys.fingerprint
    desk.person = ""
    assert act_as(desk).id == keys.id
    assert desk.person == keys.id
    assert act_as(desk, "Amara Obi").id == keys.id
    with pytest.raises(NotFoundError, match="Say who you are") as refused:
        act_as(desk, "Somebody")
    assert "Amara Obi" in refused.value.hint


def test_keeping_an_identity_twice_changes_nothing(desk, keys):
    assert not keep(desk, keys)


def test_only_the_right_passphrase_opens_the_key(desk):
    assert unlock_mine(desk, PASSPHRASE)
    with pytest.raises(WrongPassphraseError):
        unlock_mine(desk, "seven quiet lions")


def test_nobody_is_here(tmp_path):
    with open_workspace(tmp_path, person="") as workspace:
        assert people_here(workspace) == ()
        for deed in (act_as, my_identity):
            with pytest.raises(NotFoundError):
                deed(workspace)


@pytest.mark.parametrize(("name", "role"), [("", "assessor"), ("  ", "assessor"), ("Amara", "king")])
def test_an_identity_needs_a_name_and_a_role(workspace, name, role):
    with pytest.raises(NotAllowedError) as refused:
        plan_identity(workspace, name, role, PASSPHRASE)
    assert refused.value.hint


def test_a_passphrase_is_never_shown(workspace):
    plan = plan_identity(workspace, "Amara", "assessor", PASSPHRASE)
    assert PASSPHRASE not in f"{plan} {plan!r}"


def test_a_passphrase_that_is_too_short(workspace):
    with pytest.raises(CertDeskError):
        make(plan_identity(workspace, "Amara", "assessor", "abc"), silent)
    assert people_here(workspace) == ()


def test_a_pass_is_signed_with_report_and_certificate(desk, signer, worker):
    id_ = marked(desk)
    write_summary(desk, id_, "Good.")
    change = signed(desk, id_, signer, worker)
    assert change.kinds == Kind.ASSESSMENT | Kind.DOCUMENT | Kind.CERTIFICATE | Kind.REGISTER
    found = load_assessment(desk.db, id_)
    assert found.state is AssessmentState.SIGNED
    assert found.signed_at
    report, certificate = load_documents(desk.db, id_)
    assert (report.kind, certificate.kind) == ("feedback report", "certificate")
    assert report.serial == ""
    mark = signer_mark(desk)
    assert certificate.serial.startswith(f"STC-{mark}-2026-00001-")
    for document in (report, certificate):
        path = desk.documents / document.file_name
        assert sha256(path.read_bytes()).hexdigest() == document.digest
        assert document.file_name.startswith("P-001-")
        assert verify_file(path, desk.folder).verdict is Verdict.GENUINE
        assert verify_file(path, None).verdict is not Verdict.NOT_GENUINE
    assert list(desk.staging.iterdir()) == []
    assert snapshot(rebuild(desk.db)) == snapshot(desk.db)
    with pytest.raises(NotAllowedError, match="is signed"):
        plan_signing(desk, id_)


def test_without_a_pass_there_is_no_certificate(desk, signer, worker):
    id_ = marked(desk, value=1)
    signed(desk, id_, signer, worker)
    assert [document.kind for document in load_documents(desk.db, id_)] == ["feedback report"]


def test_what_cannot_be_scored_is_signed_without_a_result(desk, signer, worker):
    id_ = marked(desk)
    mark_criterion(desk, id_, "T2", Unscorable("U-AUDIO"))
    signed(desk, id_, signer, worker)
    assert [document.kind for document in load_documents(desk.db, id_)] == ["feedback report"]


def test_serial_numbers_count_up_and_are_never_used_twice(desk, signer, worker):
    first = marked(desk)
    signed(desk, first, signer, worker)
    reopen_assessment(desk, first, "a page was overlooked")
    signed(desk, first, signer, worker)
    second = marked(desk, "P-002")
    signed(desk, second, signer, worker)
    documents = [*load_documents(desk.db, first), *load_documents(desk.db, second)]
    serials = [document.serial for document in documents if document.serial]
    mark = signer_mark(desk)
    assert [serial[:-2] for serial in serials] == [f"STC-{mark}-2026-0000{number}" for number in (1, 2, 3)]
    assert len(list(desk.documents.iterdir())) == 6


def test_two_that_are_signed_at_the_same_time_have_two_numbers(desk, signer, worker):
    ids = [marked(desk, code) for code in ("P-001", "P-002")]
    plans = [plan_signing(desk, id_) for id_ in ids]
    made = [make_signed(plan, signer, worker, silent) for plan in plans]
    serials = []
    for id_, plan, files in zip(ids, plans, made, strict=True):
        try:
            keep_signed(desk, plan, files)
        except NotAllowedError:
            signed(desk, id_, signer, worker)
        serials += [document.serial for document in load_documents(desk.db, id_) if document.serial]
    assert len(set(serials)) == 2


def test_a_mark_that_changes_meanwhile_is_not_signed_over(desk, signer, worker):
    id_ = marked(desk)
    plan = plan_signing(desk, id_)
    made = make_signed(plan, signer, worker, silent)
    mark_criterion(desk, id_, "T1", level(4))
    with pytest.raises(NotAllowedError, match="Something was changed") as refused:
        keep_signed(desk, plan, made)
    assert refused.value.hint == "Sign again."
    assert load_assessment(desk.db, id_).state is AssessmentState.OPEN
    assert list(desk.staging.iterdir()) == []
    assert not desk.documents.exists()
    signed(desk, id_, signer, worker)


def test_what_is_missing_is_named(desk):
    id_ = begun(desk, "P-001")
    mark_criterion(desk, id_, "T1", level(2))
    with pytest.raises(NotAllowedError, match="Not ready to sign: T2, T3, T4 still need a mark; T1 has no next step"):
        plan_signing(desk, id_)


def test_somebody_elses_assessment(desk):
    id_ = marked(desk)
    desk.person = BEN
    with pytest.raises(NotAllowedError, match="another assessor"):
        plan_signing(desk, id_)


def test_characters_that_no_font_has(desk):
    id_ = marked(desk)
    write_summary(desk, id_, "Well done \U00013000")
    with pytest.raises(UnprintableTextError) as refused:
        plan_signing(desk, id_)
    assert refused.value.hint


def test_stopping_leaves_nothing(desk, signer, worker):
    def stop(_done, _total, _label):
        raise CancelledError("Stopped.")

    plan = plan_signing(desk, marked(desk))
    with pytest.raises(CancelledError):
        make_signed(plan, signer, worker, stop)
    assert list(desk.staging.iterdir()) == []


def test_a_disk_that_refuses(desk, signer, worker):
    id_ = marked(desk)
    plan = plan_signing(desk, id_)
    made = make_signed(plan, signer, worker, silent)
    desk.documents.write_bytes(b"a file where the folder should be")
    with pytest.raises(StorageError) as refused:
        keep_signed(desk, plan, made)
    assert "Your marks are safe" in refused.value.hint
    assert load_assessment(desk.db, id_).state is AssessmentState.OPEN
    nowhere = replace(plan, staging=desk.documents / "below a file")
    with pytest.raises(StorageError, match="could not be written"):
        make_signed(nowhere, signer, worker, silent)


def test_a_preview_is_there_before_everything_is_ready(desk, worker):
    id_ = begun(desk, "P-001")
    mark_criterion(desk, id_, "T1", level(2))
    plan = plan_preview(desk, look_at_assessment(desk, id_), my_identity(desk))
    path = make_preview(plan, worker, silent)
    assert path.read_bytes().startswith(b"%PDF")
    assert path.is_relative_to(desk.staging)
    assert load_documents(desk.db, id_) == ()


def test_undo_does_not_reach_behind_the_signature(desk, signer, worker):
    id_ = marked(desk)
    signed(desk, id_, signer, worker)
    before = snapshot(desk.db)
    with pytest.raises(NotAllowedError, match="signed"):
        undo(desk, within=id_)
    assert snapshot(desk.db) == before


def test_words_that_were_typed_and_not_kept_are_not_left_out(desk):
    id_ = marked(desk)
    keep_draft(desk, id_, "T2/strength", "Half a thou")
    with pytest.raises(NotAllowedError, match="T2 were typed and not kept") as refused:
        plan_signing(desk, id_)
    assert "Score" in refused.value.hint
    write_feedback(desk, id_, "T2", strength="Half a thou")
    assert plan_signing(desk, id_), "a draft that was written down since is no obstacle"


def test_a_certificate_needs_a_name(desk):
    id_ = marked(desk)
    portfolio = load_portfolio(desk.db, "portfolio-P-001")
    with desk.recording("test", "no name") as recording:
        recording.put("portfolio", portfolio_row(replace(portfolio, candidate=replace(portfolio.candidate, name=""))))
    with pytest.raises(NotAllowedError, match="The candidate has no name"):
        plan_signing(desk, id_)
    with pytest.raises(NotAllowedError, match="empty"):
        name_candidate(desk, "portfolio-P-001", " ")
    assert name_candidate(desk, "portfolio-P-001", " Miriam Adeyemi ")
    assert plan_signing(desk, id_).certifies


def test_evidence_that_is_cited_has_to_be_there(desk):
    id_ = marked(desk)
    file_evidence(desk, id_, Filing("item-P-001-0", WholeItem(), ("T1",)))
    with pytest.raises(NotAllowedError, match="Plan"):
        plan_signing(desk, id_)


@pytest.mark.parametrize(("days", "words"), [(-1, "before your key was made"), (900, "valid until")])
def test_a_key_signs_only_in_its_time(desk, keys, days, words):
    id_ = marked(desk)
    desk.clock = lambda: keys.made_at + timedelta(days=days)
    with pytest.raises(NotAllowedError, match=words):
        plan_signing(desk, id_)


def test_when_the_journal_fails_no_signed_file_stays(desk, signer, worker):
    id_ = marked(desk)
    plan = plan_signing(desk, id_)
    made = make_signed(plan, signer, worker, silent)
    desk.db.execute("create temp trigger full before insert on document begin select raise(abort, 'full'); end")
    with pytest.raises(Exception, match="full"):
        keep_signed(desk, plan, made)
    assert not list(desk.documents.glob("*.pdf"))
    assert load_assessment(desk.db, id_).state is AssessmentState.OPEN
