"""Portfolios that go over to another version, and those that stay as they are to the last byte."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, datetime
from fractions import Fraction

import pytest
from tests.support.building import AMARA, BEN, level, marks_of, put_portfolio, put_rubric, sign, small_rubric
from tests.support.fixtures import begun

from certdesk.actions.annotating import Filing, also_for, file_evidence, no_longer_for
from certdesk.actions.commenting import write_feedback
from certdesk.actions.exporting_annotations import evidence_files
from certdesk.actions.exporting_marks import export_marks
from certdesk.actions.finalising import make_preview, plan_preview
from certdesk.actions.looking import look_at_assessment
from certdesk.actions.migrating import migrate, plan_migration
from certdesk.actions.scoring import mark_criterion
from certdesk.actions.undoing import redo, undo
from certdesk.core.annotations import WholeItem
from certdesk.core.errors import NotAllowedError, NotFoundError
from certdesk.core.marks import UNMARKED, NotObserved, Unscorable
from certdesk.core.migration import Fate
from certdesk.core.portfolio import RubricRef
from certdesk.core.progress import silent
from certdesk.core.rubric import Criterion, Rubric
from certdesk.evidence.client import EvidenceWorker
from certdesk.signing.identity import Identity
from certdesk.store.assessments import load_assessment
from certdesk.store.portfolios import load_portfolio
from certdesk.store.rebuilding import rebuild, snapshot

ONE, TWO = RubricRef("small", "1.0.0"), RubricRef("small", "1.1.0")


def changed(rubric: Rubric, criterion_id: str, **values: object) -> Rubric:
    criteria = tuple(replace(one, **values) if one.id == criterion_id else one for one in rubric.criteria)
    return replace(rubric, criteria=criteria)


def newer() -> Rubric:
    """T1 renamed and heavier, T2 worded anew at level 3, T3 gone, T5 new, T4 as it was."""
    rubric = small_rubric("1.1.0")
    t2 = rubric.criterion("T2")
    rubric = changed(rubric, "T2", descriptors=dict(t2.descriptors) | {Fraction(3): "Another text."})
    rubric = changed(rubric, "T1", title="New name", weight=Fraction(12))
    t5: Criterion = replace(rubric.criterion("T3"), id="T5", title="Fresh")
    criteria = tuple(t5 if one.id == "T3" else one for one in rubric.criteria)
    sections = tuple(
        replace(one, criteria=tuple("T5" if name == "T3" else name for name in one.criteria)) for one in rubric.sections
    )
    return replace(rubric, criteria=criteria, sections=sections, examples=(), based_on="1.0.0")


@pytest.fixture
def marked(workspace):
    """P-001 wholly marked at 3, with words and evidence on T2 and T3; the new version is here."""
    put_rubric(workspace, newer())
    id_ = begun(workspace, "P-001")
    for name in ("T1", "T2", "T3", "T4"):
        mark_criterion(workspace, id_, name, level(3))
    write_feedback(workspace, id_, "T2", strength="They ask.")
    file_evidence(workspace, id_, Filing("item-P-001-0", WholeItem(), ("T2", "T3")))
    return id_


def stored(workspace, portfolio_id):
    """Everything that is stored of one portfolio, as bytes."""
    rows = {
        table: [
            row
            for row in workspace.db.query(f"select * from {table}")  # noqa: S608 - fixed names
            if portfolio_id in {row.get("id"), row.get("portfolio_id")}
            or row.get("assessment_id") in _ids(workspace, portfolio_id)
        ]
        for table in ("portfolio", "item", "assessment", "mark", "feedback", "annotation")
    }
    return json.dumps(rows, sort_keys=True).encode()


def _ids(workspace, portfolio_id):
    return {row["id"] for row in workspace.db.query("select id from assessment where portfolio_id = ?", [portfolio_id])}


def test_the_plan_says_what_is_kept_what_is_marked_again_and_what_falls_away(workspace, marked):
    plan = plan_migration(workspace, ONE, TWO)
    assert [move.code for move in plan] == ["P-001", "P-002"]
    (assessment,) = plan[0].assessments
    assert [(move.criterion, move.fate, move.reason) for move in assessment.moves] == [
        ("T1", Fate.KEPT, ""),
        ("T2", Fate.AGAIN, "the words of 3 Secure changed"),
        ("T5", Fate.NEW, "the criterion is new"),
        ("T4", Fate.KEPT, ""),
        ("T3", Fate.GONE, "the criterion is gone; 1 piece of evidence stays filed for it"),
    ]
    assert (plan[0].kept, plan[0].to_mark, plan[0].gone, plan[0].refused) == (2, 2, 1, "")
    assert (assessment.before.outcome, assessment.after.outcome) == ("pass", "incomplete")
    assert plan[1].assessments == ()
    assert load_portfolio(workspace.db, "portfolio-P-001").rubric == ONE, "a plan changes nothing"


def test_going_over_keeps_marks_that_stand_and_all_words(workspace, marked):
    migrate(workspace, ["portfolio-P-001"], TWO)
    assert load_portfolio(workspace.db, "portfolio-P-001").rubric == TWO
    assert marks_of(workspace, marked) == {"T1": level(3), "T4": level(3)}
    assessment = load_assessment(workspace.db, marked)
    assert assessment.words("T2").strength == "They ask."
    assert assessment.annotations[0].criteria == ("T2", "T3")


def test_evidence_for_a_criterion_that_is_gone_hurts_nobody(workspace, marked):
    """It is read, exported and printed with the rest, and can be filed for another criterion or taken out."""
    migrate(workspace, ["portfolio-P-001"], TWO)
    view = look_at_assessment(workspace, marked)
    assert "T3" in evidence_files(workspace, marked)[0].data.decode()
    assert "T3" not in export_marks(workspace, view)
    with EvidenceWorker() as worker:
        assert report_of(workspace, worker, marked).startswith(b"%PDF")
    (note,) = view.assessment.annotations
    also_for(workspace, marked, note.id, "T5")
    no_longer_for(workspace, marked, note.id, "T3")
    assert load_assessment(workspace.db, marked).annotations[0].criteria == ("T2", "T5")


def test_it_is_taken_back_and_brought_back_as_one_step(workspace, marked):
    begun(workspace, "P-002")
    before = snapshot(workspace.db)
    change = migrate(workspace, ["portfolio-P-001", "portfolio-P-002"], TWO)
    assert change.label == "2 portfolios go over to Small rubric 1.1.0"
    after = snapshot(workspace.db)
    undo(workspace)
    assert snapshot(workspace.db) == before
    redo(workspace)
    assert snapshot(workspace.db) == after == snapshot(rebuild(workspace.db))


def test_what_is_not_moved_stays_the_same_to_the_last_byte(workspace, marked):
    other = begun(workspace, "P-002")
    mark_criterion(workspace, other, "T2", level(2))
    before = stored(workspace, "portfolio-P-002")
    migrate(workspace, ["portfolio-P-001"], TWO)
    assert stored(workspace, "portfolio-P-002") == before


def report_of(workspace, worker, assessment_id):
    """The report as it would be printed, with an id and a time that stay."""
    now = datetime(2026, 11, 22, tzinfo=UTC)
    amara = Identity("amara", "Amara Obi", "assessor", "", "f" * 8, "", b"", now, now, workspace.folder)
    plan = plan_preview(workspace, look_at_assessment(workspace, assessment_id), amara)
    fixed = replace(plan, report_id="report", signer=replace(plan.signer, signed_at=now))
    return make_preview(fixed, worker, silent).read_bytes()


def test_the_report_of_what_is_not_moved_stays_the_same_to_the_last_byte(workspace, marked):
    other = begun(workspace, "P-002")
    for name in ("T1", "T2", "T3", "T4"):
        mark_criterion(workspace, other, name, level(3))
    with EvidenceWorker() as worker:
        before, moved = (report_of(workspace, worker, id_) for id_ in (other, marked))
        migrate(workspace, ["portfolio-P-001"], TWO)
        assert report_of(workspace, worker, other) == before
        assert report_of(workspace, worker, marked) != moved


def test_signed_assessments_stay_and_hold_back_the_whole_step(workspace, marked):
    sign(workspace, marked)
    assert plan_migration(workspace, ONE, TWO)[0].refused == "signed, so it stays on 1.0.0"
    before = snapshot(workspace.db)
    with pytest.raises(NotAllowedError, match="P-001 is signed"):
        migrate(workspace, ["portfolio-P-002", "portfolio-P-001"], TWO)
    assert snapshot(workspace.db) == before


def test_what_was_signed_after_going_over_is_not_taken_back(workspace, marked):
    migrate(workspace, ["portfolio-P-001"], TWO)
    sign(workspace, marked)
    with pytest.raises(NotAllowedError, match="signed"):
        undo(workspace)


def test_a_mark_of_before_is_not_put_back_where_its_criterion_is_gone(workspace, marked):
    mark_criterion(workspace, marked, "T3", level(4))
    migrate(workspace, ["portfolio-P-001"], TWO)
    with pytest.raises(NotAllowedError, match="can't be taken back"):
        undo(workspace, within=marked)


@pytest.mark.parametrize("who", [AMARA, BEN])
def test_going_over_is_not_taken_back_under_marks_that_were_given_since(workspace, marked, who):
    migrate(workspace, ["portfolio-P-001"], TWO)
    workspace.person = who
    theirs = begun(workspace, "P-001")
    mark_criterion(workspace, theirs, "T5", level(3))
    workspace.person = AMARA
    with pytest.raises(NotAllowedError, match=r"P-001 was marked meanwhile.*no room for the mark of T5"):
        undo(workspace, within="small")
    assert load_portfolio(workspace.db, "portfolio-P-001").rubric == TWO
    workspace.person = who
    mark_criterion(workspace, theirs, "T5", UNMARKED)
    workspace.person = AMARA
    assert undo(workspace, within="small")
    assert load_portfolio(workspace.db, "portfolio-P-001").rubric == ONE


def test_new_wording_that_means_the_same_keeps_its_marks_if_somebody_says_so(workspace, marked):
    (assessment,) = plan_migration(workspace, ONE, TWO, trusted=["T2"])[0].assessments
    assert {move.criterion for move in assessment.fates(Fate.KEPT)} == {"T1", "T2", "T4"}
    migrate(workspace, ["portfolio-P-001"], TWO, trusted=["T2"])
    assert marks_of(workspace, marked)["T2"] == level(3)


def test_marks_without_a_level_stay_where_the_new_version_has_room(workspace, marked):
    stricter = replace(
        newer(), version="1.2.0", scale=replace(newer().scale, never_not_observed=frozenset({"T1", "T4"}))
    )
    put_rubric(workspace, stricter)
    mark_criterion(workspace, marked, "T1", NotObserved())
    mark_criterion(workspace, marked, "T2", Unscorable("U-AUDIO"))
    moves = {
        move.criterion: move
        for move in plan_migration(workspace, ONE, RubricRef("small", "1.2.0"))[0].assessments[0].moves
    }
    assert (moves["T1"].fate, moves["T1"].reason) == (Fate.AGAIN, "it must be observed now")
    assert moves["T2"].fate is Fate.KEPT, "the evidence can be judged no better by other words"


def test_levels_of_other_values_are_marked_again(workspace, marked):
    shorter = replace(newer(), version="2.0.0", scale=replace(newer().scale, levels=newer().scale.levels[:3]))
    put_rubric(workspace, shorter)
    mark_criterion(workspace, marked, "T4", level(4))
    moves = {
        move.criterion: move
        for move in plan_migration(workspace, ONE, RubricRef("small", "2.0.0"), trusted=["T1", "T4"])[0]
        .assessments[0]
        .moves
    }
    assert (moves["T4"].fate, moves["T4"].reason) == (Fate.AGAIN, "level 4 does not exist any more")
    assert moves["T1"].fate is Fate.KEPT, "somebody said so, and there is room"
    strict = plan_migration(workspace, ONE, RubricRef("small", "2.0.0"))[0].assessments[0].fates(Fate.AGAIN)
    assert "the levels have other values" in strict[0].reason


def test_everybodys_marks_of_a_portfolio_go_over(workspace, marked):
    workspace.person = BEN
    bens = begun(workspace, "P-001")
    mark_criterion(workspace, bens, "T2", level(2))
    mark_criterion(workspace, bens, "T4", level(2))
    plan = plan_migration(workspace, ONE, TWO)[0]
    assert [each.assessor for each in plan.assessments] == ["Amara Obi", "Ben Alvarez"]
    migrate(workspace, ["portfolio-P-001"], TWO)
    assert marks_of(workspace, bens) == {"T4": level(2)}


def test_once_more_changes_nothing_and_other_rubrics_are_refused(workspace, marked):
    assert migrate(workspace, ["portfolio-P-001"], TWO)
    assert not migrate(workspace, ["portfolio-P-001"], TWO)
    put_rubric(workspace, replace(small_rubric(), id="other"))
    with pytest.raises(NotAllowedError, match="another rubric"):
        migrate(workspace, ["portfolio-P-002"], RubricRef("other", "1.0.0"))
    with pytest.raises(NotFoundError):
        plan_migration(workspace, ONE, RubricRef("small", "9.9.9"))


def test_a_portfolio_without_an_assessment_goes_over_too(workspace, marked):
    put_portfolio(workspace, "P-003")
    migrate(workspace, ["portfolio-P-003"], TWO)
    assert load_portfolio(workspace.db, "portfolio-P-003").rubric == TWO
