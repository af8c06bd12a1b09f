"""Sorting evidence: by key, by mouse, by proposal; words that are kept; files, notes and links that come in."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QMimeData, QModelIndex, Qt, QUrl
from pytestqt.qtbot import QtBot
from tests.support.building import sign
from tests.ui.screens.conftest import click, find, press

from certdesk.actions.assessing import begin_assessment, declare_conflict
from certdesk.actions.undoing import undo
from certdesk.core.annotations import PageRegion
from certdesk.store.assessments import find_assessment
from certdesk.store.item_days import item_days
from certdesk.store.places import drafts
from certdesk.store.portfolios import load_item, load_items, load_portfolio
from certdesk.ui.models.slot_rows import ITEMS, REMOVED, EmptyNode, SlotRows
from certdesk.ui.screens.portfolio_views.sort_view import SortView

from .conftest import HERE, LOG, PLAN, POSTER, VIDEO, Desk, as_role

ACTION = Qt.DropAction.MoveAction


def choose(view: SortView, *items: str) -> None:
    """Choose items as a click would."""
    tree = next(tree for tree in (view.parts.waiting, view.parts.slots) if tree.rows.index_of(items[0]).isValid())
    tree.setFocus()
    tree.choose(items)


def drop(rows: SlotRows, group: str, *items: str, row: int = -1) -> None:
    """Drop items on a group, or before one of its rows."""
    source = QMimeData()
    source.setData(ITEMS, ("[" + ",".join(f'"{item}"' for item in items) + "]").encode())
    parent = rows.group_index(group)
    assert rows.canDropMimeData(source, ACTION, row, 0, parent)
    assert not rows.dropMimeData(source, ACTION, row, 0, parent), "nothing moves that is not on disk"


def test_a_coordinator_sorts_by_typing_accepts_what_is_proposed_and_takes_it_back(desk: Desk, qtbot: QtBot) -> None:
    view = desk.sort()
    assert "0 of 1 required sort is there, 4 items wait" in view.parts.standing.text()
    empty = view.parts.slots.rows.group_index("lesson_plan")
    assert isinstance(view.parts.slots.rows.node(view.parts.slots.rows.index(0, 0, empty)), EmptyNode)
    choose(view, VIDEO, POSTER)
    press(qtbot, desk.running, Qt.Key.Key_Return)
    assert view.chooser.isVisible()
    press(qtbot, desk.running, "photo", Qt.Key.Key_Return)
    assert not view.chooser.isVisible()
    assert desk.types() == {"Plan": "", "Notes": "photo", "Thoughts": "", "Poster": "photo"}
    click(qtbot, view, "acceptAll")
    assert desk.types() == {"Plan": "lesson_plan", "Notes": "photo", "Thoughts": "reflection", "Poster": "photo"}
    assert "1 of 1 required" in view.parts.standing.text()
    assert not find(view, "acceptAll").isVisible()
    qtbot.keyClick(desk.running.window, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: desk.types()["Plan"] == "")
    assert find(view, "acceptAll").isVisible()


def test_one_proposal_is_accepted_with_its_reason_beside_it(desk: Desk, qtbot: QtBot) -> None:
    view = desk.sort(item=LOG)
    accept = find(view, "acceptProposal")
    assert accept.isVisible()
    assert accept.accessibleName() == "Sort as Reflection"
    node = view.parts.waiting.rows.node(view.parts.waiting.rows.index_of(LOG))
    assert "The name of the file says so" in node.told  # type: ignore[union-attr]
    click(qtbot, view, "acceptProposal")
    assert desk.types()["Thoughts"] == "reflection"


def test_what_is_dropped_comes_into_its_slot_and_place(desk: Desk) -> None:
    view = desk.sort()
    slots = view.parts.slots.rows
    drop(slots, "lesson_plan", PLAN, VIDEO)
    drop(slots, "lesson_plan", POSTER, row=1)
    assert [item.title for item in load_items(desk.workspace.db, HERE) if item.evidence_type] == [
        "Plan",
        "Poster",
        "Notes",
    ]
    assert [node.item.id for node in view.parts.slots.chosen_items()] == [POSTER]
    view.shift(1)
    view.shift(1)  # it is the last one already
    assert [item.title for item in load_items(desk.workspace.db, HERE) if item.evidence_type][-1] == "Poster"
    view.shift(-1)
    assert [item.title for item in load_items(desk.workspace.db, HERE) if item.evidence_type][-1] == "Notes"
    drop(view.parts.waiting.rows, "", POSTER)
    assert desk.types()["Poster"] == ""
    choose(view, POSTER)
    view.remove()
    assert "Poster" not in desk.types()
    drop(view.parts.slots.rows, "lesson_plan", POSTER)
    assert desk.types()["Poster"] == "lesson_plan"
    desk.running.tools.session.do(undo, within=HERE)
    drop(view.parts.waiting.rows, REMOVED, PLAN)
    assert set(desk.types()) == {"Notes", "Thoughts"}


def test_words_are_kept_while_they_are_typed_and_written_down_on_leaving(desk: Desk, qtbot: QtBot) -> None:
    view = desk.sort(item=PLAN)
    press(qtbot, desk.running, Qt.Key.Key_F2, "Plan of lesson 4")
    qtbot.waitUntil(lambda: drafts(desk.workspace, PLAN).get("title") == "Plan of lesson 4")
    assert load_item(desk.workspace.db, PLAN).title == "Plan"
    press(qtbot, desk.running, Qt.Key.Key_Return)
    assert load_item(desk.workspace.db, PLAN).title == "Plan of lesson 4"
    assert not drafts(desk.workspace, PLAN)
    view.parts.item.title.line.clear()
    desk.running.window.go("today")
    assert load_item(desk.workspace.db, PLAN).title == "Plan of lesson 4"
    assert view.parts.item.title.line.property("wrong")


def test_claims_and_days_are_written_and_a_place_that_is_none_is_said(desk: Desk, qtbot: QtBot) -> None:
    view = desk.sort(item=PLAN)
    place = find(view, "claimPlace-0")
    place.setText("page two")  # type: ignore[attr-defined]
    press_return = lambda: qtbot.keyClick(place, Qt.Key.Key_Return)  # noqa: E731
    press_return()
    assert place.property("wrong")
    place.setText("p. 2")  # type: ignore[attr-defined]
    press_return()
    [claim] = load_item(desk.workspace.db, PLAN).claim_places
    assert isinstance(claim.anchor, PageRegion)
    assert claim.anchor.page == 2
    click(qtbot, view, "sayDay")
    assert item_days(desk.workspace.db, HERE)[PLAN] == desk.workspace.clock().date()
    click(qtbot, view, "forgetDay")
    assert not item_days(desk.workspace.db, HERE)


def test_whose_it_is_is_set_right_and_a_code_of_somebody_else_refused(desk: Desk, qtbot: QtBot) -> None:
    view = desk.sort()
    view.show_whose()
    for name, words in (("name", "Miriam Obi"), ("language", "sw")):
        field = find(view, f"candidate-{name}")
        field.setText(words)  # type: ignore[attr-defined]
        qtbot.keyClick(field, Qt.Key.Key_Return)
    person = load_portfolio(desk.workspace.db, HERE).candidate
    assert (person.name, person.language) == ("Miriam Obi", "sw")
    language = find(view, "candidate-language")
    language.setText("Kiswahili sanifu")  # type: ignore[attr-defined]
    qtbot.keyClick(language, Qt.Key.Key_Return)
    assert language.property("wrong")
    assert load_portfolio(desk.workspace.db, HERE).candidate.language == "sw"


def test_files_a_note_and_links_come_in(desk: Desk, qtbot: QtBot, tmp_path: Path) -> None:
    view = desk.sort()
    (tmp_path / "new.txt").write_text("Something new\n", encoding="utf-8")
    source = QMimeData()
    source.setUrls([QUrl.fromLocalFile(str(tmp_path / "new.txt"))])
    slots = view.parts.slots.rows
    slots.dropMimeData(source, Qt.DropAction.CopyAction, -1, 0, slots.group_index("lesson_plan"))
    desk.finish(qtbot)
    assert desk.types()["New"] == "lesson_plan"
    view.write("links")
    qtbot.keyClicks(view.parts.writing.text.writing, "Our blog https://example.org/water")
    qtbot.waitUntil(lambda: bool(drafts(desk.workspace, HERE)))
    click(qtbot, view, "closeNote")
    view.write("links")
    assert "Our blog" in view.parts.writing.text.text(), "half-typed words wait"
    view.parts.writing.title.line.setText("Blog")
    click(qtbot, view, "addNote")
    desk.finish(qtbot)
    [links] = [item for item in load_items(desk.workspace.db, HERE) if item.title == "Blog"]
    assert "https://example.org/water" in desk.workspace.vault.path(links.digest).read_text(encoding="utf-8")
    assert not drafts(desk.workspace, HERE)
    view.write("note")
    click(qtbot, view, "addNote")
    assert view.parts.writing.text.writing.property("wrong")


def test_who_assesses_sees_no_name_and_what_is_signed_stays(desk: Desk) -> None:
    begin_assessment(desk.workspace, HERE)
    view = desk.sort()
    view.show_whose()
    assert not find(view, "candidate-name").isVisible()
    assert find(view, "revealName").isVisible()
    assert "can't be taken out" in view.parts._banner_words.text()
    assessment = find_assessment(desk.workspace.db, HERE, desk.workspace.person)
    assert assessment is not None
    sign(desk.workspace, assessment.id)
    view = desk.sort(item=PLAN)
    assert "assessed and signed" in view.parts._banner_words.text()
    assert not find(view, "itemTitle").isEnabled()
    assert not find(view, "addEvidence").isVisible()
    source = QMimeData()
    source.setData(ITEMS, f'["{PLAN}"]'.encode())
    assert not view.parts.slots.rows.canDropMimeData(source, ACTION, -1, 0, QModelIndex())


def test_who_only_assesses_is_not_bothered(desk: Desk) -> None:
    as_role(desk.workspace, "assessor")
    screen = desk.screen("look")
    assert not find(screen, "portfolioViews").isVisible()
    assert find(screen, "declaration").isVisible()
    begin_assessment(desk.workspace, HERE)
    screen = desk.screen("sort")
    assert "view" not in screen.place(), "an assessed portfolio is not sorted by its assessor"


def test_a_coordinator_begins_with_sorting_and_undoes_within_the_portfolio(desk: Desk) -> None:
    desk.running.window.go("portfolio", {"portfolio": HERE})
    assert desk.running.window.current.place()["view"] == "sort"
    assert find(desk.running.window.current, "portfolioViews").isVisible()
    assert desk.running.window.current.undo_scope() == HERE


def test_a_conflict_of_interest_closes_the_content_for_a_coordinator_too(desk: Desk) -> None:
    declare_conflict(desk.workspace, HERE, "We taught at the same school")
    screen = desk.screen("sort")
    assert "view" not in screen.place()
    assert not find(screen, "portfolioViews").isVisible()
    assert find(screen, "closed").isVisible()
