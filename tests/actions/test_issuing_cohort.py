"""A released cohort is handed certificates, reports and letters in one job; what is there is never made twice."""

from __future__ import annotations

import json
from fractions import Fraction

import pikepdf
import pytest
from tests.support.cohorts import Shape, put_cohort, shipped_rubric
from tests.support.issuing import copy_of, issuing_workspace

from certdesk.actions.certificates import certificates, eligible
from certdesk.actions.cohort_results import results_of_cohort
from certdesk.actions.cohorts import cohorts_here
from certdesk.actions.deciding_results import decide_results
from certdesk.actions.decision_files import as_json, decision_file, marks_csv, write_decision_file
from certdesk.actions.finalising import plan_preview
from certdesk.actions.identifying import my_identity
from certdesk.actions.issue_steps import Part
from certdesk.actions.issuing import CERTIFICATE, LETTER, RESULT_REPORT
from certdesk.actions.issuing_batch import give_up_batch, keep_issue, make_issue, resume_issue, unfinished_batches
from certdesk.actions.issuing_cohort import EVERYTHING, due_for_renewal, papers_of_cohort, plan_cohort_issue
from certdesk.actions.looking import look_at_assessment
from certdesk.actions.merging_fit import Fit
from certdesk.actions.merging_values import Code
from certdesk.actions.printing_cohort import Printed, PrintWishes, print_all
from certdesk.actions.releasing import recall, release
from certdesk.actions.verifying import verify_file
from certdesk.core.cohorts import ResultState
from certdesk.core.credentials import CertificateState
from certdesk.core.errors import CancelledError, NotAllowedError, StorageError
from certdesk.core.marks import LevelGiven
from certdesk.core.progress import silent
from certdesk.core.result_assessments import is_result_assessment
from certdesk.core.statements import SubjectKind
from certdesk.signing.verification import Verdict
from certdesk.store.assessments import load_documents, mark_row
from certdesk.store.rebuilding import broken_links
from certdesk.store.statement_rows import rows_of

IDS = [criterion.id for criterion in shipped_rubric().criteria]


@pytest.fixture(scope="module")
def released(tmp_path_factory, lead_keys):
    """A closed workspace with a released cohort of four: two certified (one by two assessors), two missed."""
    folder = tmp_path_factory.mktemp("cohort") / "workspace"
    with issuing_workspace(folder, lead_keys, ()) as workspace:
        workspace.person = lead_keys.id
        made = put_cohort(workspace, Shape(candidates=4, double=0.5, seed=11))
        twice = next(iter(made.second))
        passes = {twice, next(each.id for each in made.portfolios if each.id not in made.second)}
        with workspace.recording("mark.given", "marked", subject="all") as recording:
            for portfolio in made.portfolios:
                for one in filter(None, (made.first[portfolio.id], made.second.get(portfolio.id))):
                    level = 3 if portfolio.id in passes else 2
                    for id_ in IDS:
                        recording.put("mark", mark_row(one.id, id_, LevelGiven(Fraction(level))))
        release(workspace, made.cohort, override="a trial")
    return folder


def issue(workspace, lead, parts=EVERYTHING):
    """Issue what is missing, in this process."""
    plan = plan_cohort_issue(workspace, cohorts_here(workspace)[0], parts)
    make_issue(plan, lead, lead, silent, 1)
    keep_issue(workspace, plan, lead)
    return plan


@pytest.fixture(scope="module")
def issued(tmp_path_factory, released, lead_keys, lead):
    """A closed copy of it in which everything is issued."""
    folder = tmp_path_factory.mktemp("issued") / "workspace"
    with copy_of(released, folder, lead_keys.id) as workspace:
        issue(workspace, lead)
    return folder


@pytest.fixture
def desk(tmp_path, released, lead_keys):
    with copy_of(released, tmp_path / "workspace", lead_keys.id) as workspace:
        yield workspace, cohorts_here(workspace)[0]


@pytest.fixture
def after(tmp_path, issued, lead_keys):
    with copy_of(issued, tmp_path / "workspace", lead_keys.id) as workspace:
        yield workspace, cohorts_here(workspace)[0]


def certified(workspace, cohort):
    return [one for one in results_of_cohort(workspace, cohort) if one.certifies]


def test_a_cohort_that_is_not_released_is_handed_nothing(desk):
    workspace, cohort = desk
    for one in results_of_cohort(workspace, cohort):
        recall(workspace, cohort, one.member.portfolio_id, "not yet")
    assert all("are not released" in each.obstacle or "was settled" in each.obstacle for each in eligible(workspace))
    with pytest.raises(NotAllowedError, match="No result of 2026 B is released"):
        plan_cohort_issue(workspace, cohort)


def test_whoever_signs_in_a_cohort_that_is_led_issues_no_certificate_by_that(desk):
    workspace, cohort = desk
    one = next(each for each in certified(workspace, cohort) if not is_result_assessment(each.assessment_id))
    view, me = look_at_assessment(workspace, one.assessment_id), my_identity(workspace)
    assert view.decision.certifies
    assert not plan_preview(workspace, view, me).certifies
    with workspace.local_change() as db:
        db.execute("delete from cohort")
    assert plan_preview(workspace, view, me).certifies


def test_each_result_is_handed_what_follows_from_it(desk):
    workspace, cohort = desk
    plan = plan_cohort_issue(workspace, cohort)
    kinds = sorted(step.kind for step in plan.steps)
    assert kinds == sorted([CERTIFICATE] * 2 + [LETTER] * 4 + [RESULT_REPORT] * 4)
    assert not plan.skipped
    settled = [step for step in plan.steps if step.kind == CERTIFICATE and is_result_assessment(step.assessment_id)]
    assert len(settled) == 1
    give_up_batch(workspace, plan.batch_id)
    only = plan_cohort_issue(workspace, cohort, frozenset({Part.LETTER}))
    assert {step.kind for step in only.steps} == {LETTER}


def test_all_of_it_is_genuine(after):
    workspace, cohort = after
    for kind in (CERTIFICATE, LETTER, RESULT_REPORT):
        code, paper = papers_of_cohort(workspace, cohort, {kind})[-1]
        found = verify_file(workspace.documents / paper.file_name, workspace.folder, now=workspace.clock())
        assert found.verdict is Verdict.GENUINE, (code, kind)
    assert {row.state for row in certificates(workspace)} == {CertificateState.ACTIVE}
    assert all(one.serial for one in certified(workspace, cohort))
    assert not broken_links(workspace.db)


def test_nobody_sends_a_settled_assessment(desk):
    workspace, cohort = desk
    one = next(each for each in certified(workspace, cohort) if is_result_assessment(each.assessment_id))
    rows = rows_of(workspace.db, SubjectKind.ASSESSMENT, one.assessment_id)
    assert rows, "it is a record like any other, but for this"
    code, words, _waits = Fit(workspace, None).misfit(rows)
    assert (code, words) == (Code.UNFIT, "It says of itself that it is a result, and nobody's assessment.")


def test_a_job_that_was_stopped_goes_on_and_uses_no_number_twice(desk, lead):
    workspace, cohort = desk
    plan = plan_cohort_issue(workspace, cohort, frozenset({Part.CERTIFICATE, Part.LETTER}))
    numbers = {step.order.award.serial for step in plan.steps if step.kind == CERTIFICATE}

    def stop(done, _total, _label):
        if done >= 2:
            raise CancelledError("Stopped.")

    with pytest.raises(CancelledError):
        make_issue(plan, lead, lead, stop, 1)
    with pytest.raises(NotAllowedError, match="Everything of 2026 B is made"):
        plan_cohort_issue(workspace, cohort, frozenset({Part.CERTIFICATE, Part.LETTER}))
    (left,) = unfinished_batches(workspace)
    assert left.finished == 2
    again = resume_issue(workspace, left.id)
    make_issue(again, lead, lead, silent, 1)
    keep_issue(workspace, again, lead)
    assert {row.serial for row in certificates(workspace)} == numbers


def test_nothing_is_made_twice_and_a_recall_withdraws_the_certificate_in_the_register(desk, lead):
    workspace, cohort = desk
    parts = frozenset({Part.CERTIFICATE, Part.LETTER})
    issue(workspace, lead, parts)
    with pytest.raises(NotAllowedError, match="Everything of 2026 B is made"):
        plan_cohort_issue(workspace, cohort, parts)
    one = certified(workspace, cohort)[0]
    done = recall(workspace, cohort, one.member.portfolio_id, "a figure was wrong", lead)
    assert done.to_do[0].startswith(f"Certificate {one.serial} is withdrawn.")
    assert "Tell the candidate that these papers do not count any more" in done.to_do[1]
    row = next(row for row in certificates(workspace) if row.serial == one.serial)
    assert (row.state, row.reason) == (CertificateState.WITHDRAWN, "The result was recalled.")


def test_a_result_that_is_decided_anew_has_a_certificate_that_replaces_the_old_one(desk, lead):
    workspace, cohort = desk
    issue(workspace, lead, frozenset({Part.CERTIFICATE}))
    one = next(each for each in certified(workspace, cohort) if not is_result_assessment(each.assessment_id))
    done = recall(workspace, cohort, one.member.portfolio_id, "a level was wrong")
    assert f"Certificate {one.serial} still stands" in done.to_do[0]
    with workspace.recording("mark.given", "marked", subject=one.assessment_id) as recording:
        recording.put("mark", mark_row(one.assessment_id, "T1", LevelGiven(Fraction(4))))
    decide_results(workspace, cohort, [one.member.portfolio_id])
    release(workspace, cohort)
    plan = issue(workspace, lead, frozenset({Part.CERTIFICATE}))
    assert [step.reason for step in plan.steps] == ["The result was signed anew."]
    states = {row.serial: row for row in certificates(workspace)}
    new = next(each for each in certified(workspace, cohort) if each.member == one.member).serial
    assert states[one.serial].replaced_by == new
    assert states[new].replaces == one.serial


def test_all_of_it_is_joined_for_paper_without_any_signature(after, tmp_path):
    workspace, cohort = after
    target = tmp_path / "all.pdf"
    made = print_all(workspace, cohort, Printed.REPORTS, target)
    codes = sorted(one.member.code for one in results_of_cohort(workspace, cohort))
    with pikepdf.open(target) as pdf:
        assert "/AcroForm" not in pdf.Root
        assert not any("/Annots" in page.obj for page in pdf.pages)
        with pdf.open_outline() as outline:
            assert [entry.title for entry in outline.root] == codes
        assert len(pdf.pages) == made.pages
        assert made.pages % 2 == 0
        assert "carries no signature" in str(pdf.docinfo["/Title"])
    with pytest.raises(NotAllowedError, match="is there already"):
        print_all(workspace, cohort, Printed.REPORTS, target)
    one_sided = print_all(workspace, cohort, Printed.CERTIFICATES, target, PrintWishes(duplex=False, force=True))
    assert (one_sided.documents, one_sided.pages) == (2, 3)
    code, paper = papers_of_cohort(workspace, cohort, {CERTIFICATE})[0]
    (workspace.documents / paper.file_name).unlink()
    with pytest.raises(StorageError, match=f"of {code} can't be read"):
        print_all(workspace, cohort, Printed.CERTIFICATES, target, PrintWishes(force=True))


def test_what_expires_is_listed_by_its_day(after):
    workspace, _cohort = after
    rows = certificates(workspace)
    assert due_for_renewal(workspace, 6) == ()
    last = min(row.valid_until for row in rows)
    found = due_for_renewal(workspace, 6, on=last)
    assert found[0].days_left == 0
    assert {one.row.serial for one in found} == {row.serial for row in rows}


def test_the_decision_file_holds_everything_and_is_genuine(after, lead, tmp_path):
    workspace, cohort = after
    one = next(each for each in certified(workspace, cohort) if len(each.assessors) == 2)
    told = decision_file(workspace, cohort, one.member.portfolio_id)
    assert {each.who for each in told.assessments} >= {"Amara Diallo"} or len(told.assessments) == 2
    assert [len(mark.given) for mark in told.marks] == [2] * len(IDS)
    assert any(rule.verdict == "met" for rule in told.rules)
    assert {paper.name for paper in told.papers} == {one.serial, LETTER, RESULT_REPORT}
    assert {entry.type for entry in told.journal} >= {"result.decided", "result.released"}
    assert all(entry.intact for entry in told.journal)
    written = write_decision_file(workspace, told, tmp_path, lead)
    found = verify_file(written.pdf, workspace.folder, now=workspace.clock())
    assert found.verdict is Verdict.GENUINE
    data = json.loads(written.data.read_text(encoding="utf-8"))
    assert data["format"] == "certdesk-decision-file/1"
    assert json.loads(as_json(told))["marks"] == data["marks"]
    assert len(marks_csv(told).splitlines()) == 1 + 2 * len(IDS)
    with pytest.raises(NotAllowedError, match="is there already"):
        write_decision_file(workspace, told, tmp_path, lead)


def test_nobody_is_named_before_the_release(after):
    workspace, cohort = after
    one = certified(workspace, cohort)[0]
    names = {one.member.name, one.member.school, *(each.name for each in _assessors(workspace))} - {""}
    text = as_json(decision_file(workspace, cohort, one.member.portfolio_id, names=False))
    assert not [name for name in names if name in text.replace("Leila Haddad", "")]
    assert "Assessor A" in text


def test_what_people_wrote_names_nobody_in_a_file_without_names(after):
    workspace, cohort = after
    one = certified(workspace, cohort)[0]
    name, code = one.member.name, one.member.code
    first = name.split()[0]
    recall(workspace, cohort, one.member.portfolio_id, f"{name.upper()} complained; {first} may be right")
    told = decision_file(workspace, cohort, one.member.portfolio_id, names=False)
    assert told.state == f"Recalled: {code} complained; {code} may be right"
    assert not [word for word in (name, name.upper(), first) if word in as_json(told)]
    assert name.upper() in decision_file(workspace, cohort, one.member.portfolio_id, names=True).state


def test_a_recalled_document_is_not_printed(after):
    workspace, cohort = after
    one = certified(workspace, cohort)[0]
    recall(workspace, cohort, one.member.portfolio_id, "wrong")
    assert one.member.code not in dict(papers_of_cohort(workspace, cohort, {RESULT_REPORT}))
    assert load_documents(workspace.db, one.assessment_id)
    assert {each.state for each in results_of_cohort(workspace, cohort)} == {ResultState.RELEASED, ResultState.RECALLED}


def _assessors(workspace):
    from certdesk.store.cohorts import load_assessors

    return load_assessors(workspace.db)
