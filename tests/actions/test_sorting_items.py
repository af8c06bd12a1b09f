"""Evidence put in order: slots, sorts, words, days, order, what is taken out and what is added."""

from __future__ import annotations

from datetime import date

import pytest
from tests.actions.test_receiving_again import portfolio, receive

from certdesk.actions.adding_items import NoteText, WebLink, keep_add, make_add, plan_add, plan_links, plan_note
from certdesk.actions.assessing import begin_assessment
from certdesk.actions.filling_slots import slots_of
from certdesk.actions.naming_candidates import CandidateDetails, change_candidate
from certdesk.actions.sorting_items import (
    ItemWords,
    bring_back_item,
    date_item,
    describe_item,
    order_items,
    remove_item,
    sort_items,
)
from certdesk.actions.undoing import undo
from certdesk.core.annotations import PageRegion, Rect, TimeSpan
from certdesk.core.errors import NotAllowedError, NotFoundError
from certdesk.core.portfolio import Claim
from certdesk.intake.sorting import Confidence, sort_item
from certdesk.store.portfolios import find_portfolio, load_items
from certdesk.store.rebuilding import rebuild, snapshot


@pytest.fixture
def here(desk, worker):
    """A portfolio of a plan, a photo's notes and a text that nobody can place."""
    receive(desk, worker, portfolio(files={"lesson plan.txt": "a", "notes.txt": "b", "x.txt": "c"}))
    return find_portfolio(desk.db, "KITE-37")


def items(desk, here):
    return load_items(desk.db, here.id)


def named(desk, here, name):
    return next(item for item in items(desk, here) if item.file_name == name)


def test_slots_say_what_is_asked_for_what_is_here_and_what_lacks(desk, here):
    view = slots_of(desk, here.id)
    [plan] = view.slots
    assert (plan.type, plan.minimum, plan.missing, plan.criteria) == ("lesson_plan", 1, 0, ("T1", "T2", "T3", "T4"))
    assert [item.file_name for item in plan.items] == ["lesson plan.txt"]
    assert plan.limits == ("up to 10 pages",)
    assert [one.item.file_name for one in view.unsorted] == ["notes.txt", "x.txt"]
    sort_items(desk, {named(desk, here, "lesson plan.txt").id: "", named(desk, here, "x.txt").id: "reflection"})
    view = slots_of(desk, here.id)
    assert [slot.missing for slot in view.empty] == [1]
    assert [(slot.type, slot.minimum) for slot in view.slots] == [("lesson_plan", 1), ("reflection", 0)]
    assert view.unsorted[0].suggested.type == "lesson_plan"
    with pytest.raises(NotFoundError, match="no evidence type"):
        sort_items(desk, {items(desk, here)[0].id: "nonsense"})


def test_each_deed_can_be_taken_back_and_stands_in_the_journal(desk, here):
    plan = named(desk, here, "lesson plan.txt")
    states = [snapshot(desk.db)]
    claims = (
        Claim("t2"),
        Claim("T4", TimeSpan(1000, 2000), "they argue"),
        Claim("T4", PageRegion(2, Rect(0, 0, 0, 0))),
    )
    deeds = [
        lambda: sort_items(desk, {plan.id: "unit_plan"}),
        lambda: describe_item(desk, plan.id, ItemWords("  A  plan ", " Six lessons ", claims)),
        lambda: date_item(desk, plan.id, date(2026, 10, 1)),
        lambda: date_item(desk, plan.id, None),
        lambda: order_items(desk, here.id, [items(desk, here)[2].id]),
        lambda: remove_item(desk, plan.id),
        lambda: bring_back_item(desk, plan.id),
        lambda: change_candidate(desk, here.id, CandidateDetails("Ben", "Hill", "sw", "KITE-38", "Title")),
    ]
    for deed in deeds:
        assert deed()
        states.append(snapshot(desk.db))
    after = named(desk, here, "lesson plan.txt")
    assert (after.title, after.caption, after.claims) == ("A plan", "Six lessons", ("T2", "T4"))
    assert [claim.criterion for claim in after.claim_places] == ["T4", "T4"]
    assert [item.file_name for item in items(desk, here)] == ["x.txt", "notes.txt", "lesson plan.txt"]
    assert find_portfolio(desk.db, "kite-38").candidate.language == "sw"
    assert snapshot(rebuild(desk.db)) == snapshot(desk.db)
    for state in reversed(states[:-1]):
        assert undo(desk)
        assert snapshot(desk.db) == state


def test_what_is_refused_and_why(desk, here, worker):
    plan = items(desk, here)[0]
    with pytest.raises(NotAllowedError, match="needs a title"):
        describe_item(desk, plan.id, ItemWords(title=" "))
    with pytest.raises(NotFoundError, match="no criterion T9"):
        describe_item(desk, plan.id, ItemWords(claims=(Claim("T9"),)))
    with pytest.raises(NotAllowedError, match="still to come"):
        date_item(desk, plan.id, date(2099, 1, 1))
    with pytest.raises(NotAllowedError, match="is no language"):
        change_candidate(desk, here.id, CandidateDetails(language="not a tag"))
    receive(desk, worker, portfolio("LARK-1"))
    with pytest.raises(NotAllowedError, match="code of another portfolio"):
        change_candidate(desk, here.id, CandidateDetails(code="lark-1"))
    assert not describe_item(desk, plan.id, ItemWords())
    begin_assessment(desk, here.id)
    assert describe_item(desk, plan.id, ItemWords(caption="Still fine"))
    assert slots_of(desk, here.id).begun
    desk.db.execute("update assessment set state = 'signed'")
    for deed in (
        lambda: describe_item(desk, plan.id, ItemWords(caption="late")),
        lambda: remove_item(desk, plan.id),
        lambda: order_items(desk, here.id, []),
        lambda: change_candidate(desk, here.id, CandidateDetails(name="late")),
        lambda: plan_note(desk, here.id, NoteText("late", "late")),
        lambda: undo(desk, within=here.id),
    ):
        with pytest.raises(NotAllowedError):
            deed()


def test_files_notes_and_links_are_added_once(desk, here, worker, tmp_path):
    (tmp_path / "more" / "photos").mkdir(parents=True)
    (tmp_path / "more" / "photos" / "class.txt").write_text("who is on it")
    (tmp_path / "more" / ".DS_Store").write_text("clutter")
    plan = plan_add(desk, here.id, [tmp_path / "more", tmp_path / "gone.txt"], "photo")
    assert [one.name for one in plan.skipped] == ["gone.txt"]
    assert keep_add(desk, plan, make_add(plan, worker))
    again = plan_add(desk, here.id, [tmp_path / "more"])
    assert not keep_add(desk, again, make_add(again, worker))
    note = plan_note(desk, here.id, NoteText("About the film", "Filmed by a colleague.\n=1+1", "commentary"))
    keep_add(desk, note, make_add(note, worker))
    links = plan_links(desk, here.id, [WebLink("https://example.org/x", "A lesson"), WebLink("www.b.org")])
    keep_add(desk, links, make_add(links, worker))
    *_old, photo, text, listed = items(desk, here)
    assert (photo.file_name, photo.evidence_type) == ("photos/class.txt", "photo")
    assert (text.file_name, text.title, text.kind) == ("About the film.txt", "About the film", "text")
    assert desk.vault.path(listed.digest).read_text() == "Links\n\nA lesson\nhttps://example.org/x\n\nwww.b.org\n"
    with pytest.raises(NotAllowedError, match="no address"):
        plan_links(desk, here.id, [WebLink("javascript alert")])
    with pytest.raises(NotAllowedError, match="nothing to add"):
        plan_add(desk, here.id, [tmp_path / "gone.txt"])
    with pytest.raises(NotAllowedError, match="empty"):
        plan_note(desk, here.id, NoteText("Title", "  "))


SORTED = {
    "Plan de clase 3.docx": ("lesson_plan", Confidence.SURE),
    "Fiche de préparation.odt": ("lesson_plan", Confidence.SURE),
    "Plano de aula.pdf": ("lesson_plan", Confidence.SURE),
    "خطة الدرس.pdf": ("lesson_plan", Confidence.SURE),
    "mpango wa somo.docx": ("lesson_plan", Confidence.SURE),
    "Travaux des élèves/img1.jpg": ("pupil_work", Confidence.LIKELY),
    "Autorisation parentale.pdf": ("consent_record", Confidence.SURE),
    "Reflexión final.docx": ("reflection", Confidence.SURE),
    "Ata da reunião.docx": ("meeting_minutes", Confidence.SURE),
    "Fotos/IMG_1.jpg": ("photo", Confidence.LIKELY),
    "Grant Smith.docx": ("", Confidence.NONE),
    "plan/lesson.mp4": ("lesson_video", Confidence.LIKELY),
    "LessonPlan.docx": ("lesson_plan", Confidence.SURE),
}


@pytest.mark.parametrize(("name", "expected"), SORTED.items(), ids=SORTED)
def test_files_are_sorted_by_what_they_are_called_anywhere(name, expected):
    found = sort_item(name)
    assert (found.type, found.confidence) == expected
    assert found.reason.endswith(".")


def test_a_kind_a_title_and_a_section_help_where_the_name_says_nothing():
    assert sort_item("x.bin", "video").type == "lesson_video"
    assert sort_item("scan.pdf", "pdf", "Meeting of the team").type == "meeting_minutes"
    assert sort_item("scan.pdf", "pdf", "scan", ("Bilan de fin d'année",)).type == "reflection"
    assert sort_item("scan.heic", "image").type == "photo"
