"""What was written is read back as the same values, and what is not there is told."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from fractions import Fraction

import pytest
from tests.support.building import AMARA, BEN, START, a_portfolio, level, put_portfolio, put_rubric, small_rubric
from tests.support.fixtures import begun

from certdesk.actions.annotating import Filing, file_evidence
from certdesk.actions.commenting import write_feedback, write_summary
from certdesk.actions.scoring import mark_criterion
from certdesk.core.annotations import PageRegion, PhotoRegion, Rect, Stance, TextQuote, TimeSpan, WholeItem
from certdesk.core.assessment import Feedback
from certdesk.core.errors import NotFoundError
from certdesk.core.marks import CommentOnly, NotObserved, Unscorable
from certdesk.core.portfolio import Candidate, EvidenceItem, RubricRef
from certdesk.store.assessments import SignedDocument, document_row, find_assessment, load_assessment, load_documents
from certdesk.store.overviews import worklist
from certdesk.store.people import find_person, list_people
from certdesk.store.portfolios import find_portfolio, item_row, load_items, load_portfolio
from certdesk.store.rubrics import list_rubrics, load_rubric


def test_an_assessment_comes_back_whole(workspace, assessment_id):
    marks = {"T1": level("5/2"), "T2": NotObserved(), "T3": Unscorable("U-AUDIO"), "T4": CommentOnly()}
    with workspace.recording("mark.given", "x", subject=assessment_id) as recording:
        from certdesk.store.assessments import mark_row

        for criterion, mark in marks.items():
            recording.put("mark", mark_row(assessment_id, criterion, mark))
    write_feedback(workspace, assessment_id, "T1", strength="s", next_step="n", comment="c")
    write_summary(workspace, assessment_id, "all in all")
    anchors = [
        PageRegion(3, Rect(1, 2.25, 3, 4.125), "quoted"),
        PhotoRegion(Rect(0, 0, 4000, 3000)),
        TimeSpan(185_000, 220_000, "ab" * 32),
        TextQuote("words", "before", "after", 12),
        WholeItem(),
    ]
    for number, anchor in enumerate(anchors):
        stance = list(Stance)[number % 3]
        file_evidence(workspace, assessment_id, Filing("item-P-001-0", anchor, ("T1", "T3"), f"note {number}", stance))
    found = load_assessment(workspace.db, assessment_id)
    assert found == find_assessment(workspace.db, "portfolio-P-001", AMARA)
    assert found.marks == marks
    assert found.feedback == {"T1": Feedback("s", "n", "c")}
    assert found.summary == "all in all"
    assert found.begun_at > START
    assert [note.anchor for note in found.annotations] == anchors
    assert [note.note for note in found.annotations] == [f"note {number}" for number in range(5)]
    assert all(note.criteria == ("T1", "T3") for note in found.annotations)
    assert found.mark("T1") == level(Fraction(5, 2))


def test_annotations_of_one_moment_stay_in_their_order(workspace, assessment_id):
    moment = workspace.clock.now.replace(microsecond=0)
    instants = iter(moment.replace(microsecond=microsecond) for microsecond in range(0, 900, 2))
    workspace.clock = lambda: next(instants)
    for number in range(40):
        file_evidence(workspace, assessment_id, Filing("item-P-001-0", WholeItem(), ("T1",), str(number)))
    notes = [note.note for note in load_assessment(workspace.db, assessment_id).annotations]
    assert notes == [str(number) for number in range(40)]


def test_a_portfolio_comes_back_whole(workspace):
    portfolio = a_portfolio("P-009", due_on=None, note="late", candidate=Candidate("منى", "مدرسة", "ar"))
    put_portfolio(workspace, "P-009", due_on=None, note="late", candidate=portfolio.candidate)
    item = EvidenceItem(
        "item-x", portfolio.id, 2, "cd" * 32, 5_000_000_000, "ક.mp4", "Film", "lesson_video", ("T1", "T4"),
        "cap", "video", "mp4", None, 1_120_000, "No sound",
    )  # fmt: skip
    with workspace.recording("portfolio.received", "x") as recording:
        recording.put("item", item_row(item))
    assert load_portfolio(workspace.db, portfolio.id) == portfolio
    assert load_items(workspace.db, portfolio.id)[2] == item
    assert [one.position for one in load_items(workspace.db, portfolio.id)] == [0, 1, 2]


def test_a_portfolio_is_found_by_its_code(workspace):
    assert find_portfolio(workspace.db, "p-001").id == "portfolio-P-001"
    assert find_portfolio(workspace.db, "portfolio-P-002").code == "P-002"
    with pytest.raises(NotFoundError, match="no portfolio P-77") as missing:
        find_portfolio(workspace.db, "P-77")
    assert "certdesk list" in missing.value.hint


def test_unknown_ids_are_told(workspace):
    with pytest.raises(NotFoundError, match="no assessment a-1"):
        load_assessment(workspace.db, "a-1")
    with pytest.raises(NotFoundError, match="no portfolio p-1"):
        load_portfolio(workspace.db, "p-1")
    with pytest.raises(NotFoundError, match=r"rubric small 9\.9\.9 is not") as missing:
        load_rubric(workspace.db, RubricRef("small", "9.9.9"))
    assert "Load the rubric" in missing.value.hint
    assert find_person(workspace.db, "nobody") is None
    assert find_assessment(workspace.db, "portfolio-P-002", BEN) is None
    assert load_items(workspace.db, "p-1") == ()


def test_rubrics_come_back_and_the_newest_version_first(workspace):
    for version in ("1.9.0", "1.10.0", "2.0.0-draft", "2.0.0"):
        put_rubric(workspace, small_rubric(version))
    put_rubric(workspace, replace(small_rubric(), id="another"))
    refs = list_rubrics(workspace.db)
    assert refs[0] == RubricRef("another", "1.0.0")
    assert [ref.version for ref in refs[1:]] == ["2.0.0", "2.0.0-draft", "1.10.0", "1.9.0", "1.0.0"]
    assert load_rubric(workspace.db, RubricRef("small", "1.10.0")) == small_rubric("1.10.0")


def test_people_in_the_order_in_which_they_joined(workspace):
    assert [person.name for person in list_people(workspace.db)] == ["Amara Obi", "Ben Alvarez"]


def test_signed_documents_oldest_first(workspace, assessment_id):
    documents = [
        SignedDocument(workspace.new_id(), assessment_id, kind, f"{kind}.pdf", "ab" * 32, "", workspace.clock())
        for kind in ("feedback report", "certificate")
    ]
    with workspace.recording("assessment.signed", "signed", subject=assessment_id) as recording:
        for document in reversed(documents):
            recording.put("document", document_row(document))
    assert load_documents(workspace.db, assessment_id) == tuple(documents)


def test_the_worklist_is_by_due_date_and_only_has_my_marks(workspace, assessment_id):
    put_portfolio(workspace, "P-000", due_on=None)
    put_portfolio(workspace, "P-003", due_on=date(2026, 11, 25))
    mark_criterion(workspace, assessment_id, "T1", level(3))
    workspace.person = BEN
    mark_criterion(workspace, begun(workspace, "P-001"), "T1", level(1))
    mine = worklist(workspace.db, AMARA)
    assert [entry.code for entry in mine] == ["P-003", "P-001", "P-002", "P-000"]
    first = mine[1]
    assert (first.assessment_id, first.state, first.marks) == (assessment_id, "open", {"T1": level(3)})
    assert (first.items, first.seconds_spent, first.rubric) == (2, 0, RubricRef("small", "1.0.0"))
    assert (mine[0].assessment_id, mine[0].state, mine[0].marks) == (None, None, {})
