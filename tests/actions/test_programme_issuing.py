"""A programme issues: assessors sign reports, the lead countersigns them, issues certificates and writes letters."""

from __future__ import annotations

import shutil
import subprocess
from dataclasses import replace
from datetime import timedelta

import pytest
from tests.support.building import CRITERIA, START, Clock, level, open_workspace, put_portfolio
from tests.support.fixtures import begun
from tests.support.programme_desk import DESK_WORDS, ROOT_WORDS, found_desk

from certdesk.actions.certificates import certificates, eligible
from certdesk.actions.cohort_results import results_of_cohort
from certdesk.actions.cohorts import close_cohort, find_cohort, make_cohort, open_cohort
from certdesk.actions.commenting import write_feedback
from certdesk.actions.finalising import keep_signed, make_signed, plan_signing
from certdesk.actions.issuing import COUNTERSIGNED, LETTER, issuing_desk, may_issue
from certdesk.actions.issuing_batch import Part, keep_issue, make_issue, plan_issue
from certdesk.actions.issuing_cohort import plan_cohort_issue
from certdesk.actions.rechecking import recheck
from certdesk.actions.registering import events_here
from certdesk.actions.releasing import release
from certdesk.actions.result_assessments import put_result_assessment
from certdesk.actions.revoking import revoke
from certdesk.actions.rolling_over import (
    Rollover,
    RolloverWishes,
    keep_rollover,
    make_rollover,
    plan_rollover,
)
from certdesk.actions.scoring import mark_criterion
from certdesk.actions.stating import statements_about
from certdesk.actions.verifying import verify_file
from certdesk.core.credentials import Deed
from certdesk.core.errors import NotAllowedError
from certdesk.core.progress import silent
from certdesk.core.result_assessments import RESULT_AUTHOR, result_assessment_id
from certdesk.evidence.client import EvidenceWorker
from certdesk.signing.verification import Verdict
from certdesk.store.assessments import load_assessment, load_documents
from certdesk.store.portfolios import load_portfolio
from certdesk.store.rebuilding import rebuild, snapshot

EVERYTHING = frozenset(Part)


@pytest.fixture(scope="module")
def programme(tmp_path_factory):
    """The programme's desk, with a report that its assessor signed."""
    made = found_desk(tmp_path_factory.mktemp("programme"))
    with open_workspace(made.folder, person=made.amara_id, clock=Clock(START.replace(hour=10))) as workspace:
        put_portfolio(workspace, "P-001")
        id_ = begun(workspace, "P-001")
        for criterion in CRITERIA:
            mark_criterion(workspace, id_, criterion, level(3))
            write_feedback(workspace, id_, criterion, next_step="Ask why.")
        plan = plan_signing(workspace, id_)
        assert not plan.certifies, "the programme issues"
        with EvidenceWorker() as worker:
            keep_signed(workspace, plan, make_signed(plan, made.amara, worker, silent))
    return made


@pytest.fixture
def desk(programme, tmp_path):
    with programme.open(tmp_path / "workspace") as workspace:
        yield workspace


def the_only(workspace):
    (one,) = eligible(workspace)
    return one


def test_an_assessor_of_a_programme_signs_the_report_alone(desk, programme):
    (report,) = load_documents(desk.db, the_only(desk).assessment_id)
    told = verify_file(desk.documents / report.file_name, desk.folder)
    assert told.verdict is Verdict.GENUINE, told.summary
    assert [one.name for one in told.signatures] == ["Amara Obi"]
    assert certificates(desk) == ()
    assert events_here(desk, programme.programme_id) == ()


def test_all_documents_of_a_result_in_one_job(desk, programme):
    one = the_only(desk)
    assert (one.ready, one.countersigned, one.assessor) == (True, False, "Amara Obi")
    plan = plan_issue(desk, [one.assessment_id], EVERYTHING)
    assert sorted(step.kind for step in plan.steps) == ["certificate", "countersigned report", "decision letter"]
    made = make_issue(plan, programme.lead, programme.authority, silent)
    assert made.failed == ()
    keep_issue(desk, plan, programme.authority)
    documents = {each.kind: each for each in load_documents(desk.db, one.assessment_id)}
    assert set(documents) == {"certificate", "countersigned report", "decision letter"}
    assert {path.name for path in desk.documents.iterdir()} == {each.file_name for each in documents.values()}
    for document in documents.values():
        told = verify_file(desk.documents / document.file_name, desk.folder)
        assert told.verdict is Verdict.GENUINE, (document.kind, told.summary)
    assert documents["certificate"].serial.startswith("STC-2026-00001-"), "a programme's numbers need no mark"
    events = events_here(desk, programme.programme_id)
    assert [event.deed for event in events] == [Deed.ISSUED, Deed.REPORTED, Deed.REPORTED]
    assert {event.pdf for event in events[1:]} == {documents[COUNTERSIGNED].digest, documents[LETTER].digest}
    assert {event.signer for event in events} == {issuing_desk(desk).identity.digest}
    assert not any((event.serial, event.holder, event.award_id) != ("", "", "") for event in events[1:]), "nobody named"
    assert issuing_desk(desk).issuer.name == "Highland STEM Teaching"
    after = the_only(desk)
    assert (after.countersigned, after.serial) == (True, documents["certificate"].serial)
    assert snapshot(rebuild(desk.db)) == snapshot(desk.db)
    with pytest.raises(NotAllowedError, match="countersigned already"):
        plan_issue(desk, [one.assessment_id], frozenset({Part.COUNTERSIGNED}))


def test_a_cohort_of_the_programme_is_released_and_its_reports_countersigned(desk, programme):
    portfolio = load_portfolio(desk.db, the_only_portfolio(desk))
    make_cohort(desk, portfolio.programme, portfolio.cohort, portfolio.rubric)
    cohort = find_cohort(desk)
    open_cohort(desk, cohort)
    with pytest.raises(NotAllowedError, match="are not released"):
        plan_issue(desk, [the_only(desk).assessment_id])
    with pytest.raises(NotAllowedError, match="are not released"):
        plan_issue(desk, [the_only(desk).assessment_id], frozenset({Part.COUNTERSIGNED}))
    close_cohort(desk, cohort)
    release(desk, cohort)
    plan = plan_cohort_issue(desk, cohort)
    assert sorted(step.kind for step in plan.steps) == ["certificate", "countersigned report", "decision letter"]
    make_issue(plan, programme.lead, programme.authority, silent)
    keep_issue(desk, plan, programme.authority)
    found = recheck(desk, cohort, portfolio.id)
    assert found.same, found.sentence
    assert "journal entr" in found.sources[0].words
    (result,) = results_of_cohort(desk, cohort)
    assert result.serial == the_only(desk).serial
    assert snapshot(rebuild(desk.db)) == snapshot(desk.db)
    with pytest.raises(NotAllowedError, match="is made"):
        plan_cohort_issue(desk, cohort)


def the_only_portfolio(workspace):
    ((id_,),) = workspace.db.execute("select id from portfolio").fetchall()
    return id_


def test_a_settled_assessment_never_travels(desk, programme):
    portfolio_id, signed = the_only_portfolio(desk), the_only(desk).assessment_id
    settled = replace(
        load_assessment(desk.db, signed), id=result_assessment_id(portfolio_id), assessor_id=RESULT_AUTHOR
    )
    with desk.recording("result.decided", "decided", subject=portfolio_id) as recording:
        put_result_assessment(desk, recording, settled)
    for signer in (programme.lead, programme.amara):
        told = "".join(sealed.text for sealed in statements_about(desk, [portfolio_id], signer))
        assert settled.id not in told
    assert signed in told


def test_both_signatures_hold_for_others_too(desk, programme):
    plan = plan_issue(desk, [the_only(desk).assessment_id], frozenset({Part.COUNTERSIGNED}))
    make_issue(plan, programme.lead, programme.authority, silent)
    keep_issue(desk, plan, programme.authority)
    (report,) = load_documents(desk.db, the_only(desk).assessment_id)
    path = desk.documents / report.file_name
    told = verify_file(path, desk.folder)
    assert [one.name for one in told.signatures] == ["Amara Obi", "Leila Haddad"]
    if shutil.which("pdfsig") is None:
        pytest.skip("pdfsig is not here")
    said = subprocess.run(["pdfsig", "-nocert", str(path)], capture_output=True, text=True, check=False).stdout
    assert said.count("Signature is Valid.") == 2, said
    assert "Total document signed" in said.split("Signature #2")[1]


def countersigned_and_written(desk, programme):
    """Countersign the report and write the letter, three days ago; return their files, and the report as it was."""
    (report,) = load_documents(desk.db, the_only(desk).assessment_id)
    alone = desk.folder / "by the assessor alone.pdf"
    shutil.copy(desk.documents / report.file_name, alone)
    plan = plan_issue(desk, [the_only(desk).assessment_id], frozenset({Part.COUNTERSIGNED, Part.LETTER}))
    make_issue(plan, programme.lead, programme.authority, silent)
    keep_issue(desk, plan, programme.authority)
    desk.clock.now += timedelta(days=3)
    made = load_documents(desk.db, plan.steps[0].assessment_id)
    found = {each.kind: desk.documents / each.file_name for each in made}
    return found[COUNTERSIGNED], found[LETTER], alone


def test_what_the_register_held_before_the_desk_was_stolen_stays_good(desk, programme):
    report, letter, alone = countersigned_and_written(desk, programme)
    (copy,) = (programme.folder.parent / "stick one").glob("*.certdesk-root")
    wishes = RolloverWishes(programme.programme_id, Rollover.ISSUING, copy, ROOT_WORDS, DESK_WORDS, stolen=True)
    keep_rollover(desk, make_rollover(plan_rollover(desk, wishes), silent))
    for path in (report, letter):
        told = verify_file(path, desk.folder, now=desk.clock())
        assert told.verdict is Verdict.GENUINE, told.summary
        assert "This was signed before: the register holds it" in " ".join(each.sentence for each in told.checks)
    told = verify_file(alone, desk.folder, now=desk.clock())
    assert told.verdict is Verdict.NOT_GENUINE, "nobody but its signer says when it was"


@pytest.mark.parametrize(("days", "verdict"), [(1, Verdict.GENUINE), (0, Verdict.NOT_GENUINE)])
def test_who_countersigned_and_is_revoked_from_a_day_on(desk, programme, days, verdict):
    papers = countersigned_and_written(desk, programme)[:2]
    since = START.date() + timedelta(days=days)
    revoke(desk, programme.authority, programme.lead_id, reason="lost", since=since)
    for path in papers:
        told = verify_file(path, desk.folder, now=desk.clock())
        assert told.verdict is verdict, told.summary


def test_only_a_lead_countersigns_and_never_their_own(desk, programme):
    id_ = the_only(desk).assessment_id
    desk.person = programme.amara_id
    with pytest.raises(NotAllowedError, match="role is lead"):
        plan_issue(desk, [id_], frozenset({Part.COUNTERSIGNED}))


def test_a_report_that_was_altered_is_not_countersigned(desk, programme):
    (report,) = load_documents(desk.db, the_only(desk).assessment_id)
    path = desk.documents / report.file_name
    path.write_bytes(path.read_bytes()[:-1] + b"\r")
    plan = plan_issue(desk, [the_only(desk).assessment_id], frozenset({Part.COUNTERSIGNED}))
    (failed,) = make_issue(plan, programme.lead, programme.authority, silent).failed
    assert "not as it was signed" in failed.why


def test_a_member_elsewhere_issues_nothing_and_signs_letters(desk, programme):
    shutil.rmtree(desk.folder / "authority")
    assert not may_issue(desk)
    assert "issuing desk" in the_only(desk).obstacle
    with pytest.raises(NotAllowedError, match="at its issuing desk"):
        plan_issue(desk, [the_only(desk).assessment_id])
    plan = plan_issue(desk, [the_only(desk).assessment_id], frozenset({Part.COUNTERSIGNED, Part.LETTER}))
    assert make_issue(plan, programme.lead, programme.lead, silent).failed == ()
    keep_issue(desk, plan, programme.lead)
    kinds = {each.kind for each in load_documents(desk.db, the_only(desk).assessment_id)}
    assert kinds == {"countersigned report", "decision letter"}


def test_an_assessor_issues_nothing_at_the_issuing_desk_either(desk, programme):
    desk.person = programme.amara_id
    assert not may_issue(desk)
    with pytest.raises(NotAllowedError, match="issued at its issuing desk"):
        issuing_desk(desk)


def test_the_wrong_key_issues_nothing(desk, programme):
    plan = plan_issue(desk, [the_only(desk).assessment_id])
    (failed,) = make_issue(plan, programme.lead, programme.lead, silent).failed
    assert "not that of Highland STEM Teaching" in failed.why
    assert not keep_issue(desk, plan, programme.lead)
