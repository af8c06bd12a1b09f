"""Publish, compare, let portfolios go over: the pane with a real workspace, by keyboard and mouse."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from fractions import Fraction
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot
from tests.support.building import level, marks_of, sign, small_rubric
from tests.support.fixtures import begun

from certdesk.actions.editing_rubrics import begin_draft, begin_next_version, discard_draft, edit_draft
from certdesk.actions.publishing_rubrics import publish_draft
from certdesk.actions.scoring import mark_criterion
from certdesk.actions.undoing import undo
from certdesk.core.differences import DifferenceKind
from certdesk.core.marks import CommentOnly
from certdesk.core.portfolio import RubricRef
from certdesk.core.rubric import Rubric
from certdesk.core.word_changes import Piece, Word
from certdesk.store.portfolios import load_portfolio
from certdesk.store.rubric_drafts import load_draft
from certdesk.store.rubric_shelf import rubric_shelf
from certdesk.store.rubrics import list_rubrics, usage
from certdesk.store.workspace import Workspace
from certdesk.ui.models.migration_table import KEPT, STATE, TO_MARK
from certdesk.ui.screens.rubrics.library_table import used_words
from certdesk.ui.screens.rubrics.versions_pane import VersionsPane
from certdesk.ui.tools import Tools
from certdesk.ui.widgets.marked_text import MarkedText
from certdesk.ui.widgets.switch import Switch

ONE = RubricRef("small", "1.0.0")


class Shown:
    """The pane in a window, with what it asked for and said."""

    def __init__(self, pane: VersionsPane) -> None:
        self.pane = pane
        self.asked: list[tuple[str, Any]] = []
        self.said: list[str] = []
        pane.asked.connect(lambda name, params: self.asked.append((name, params)))
        pane.noticed.connect(lambda notice: self.said.append(notice.words))

    def find(self, name: str, kind: type[QWidget] = QWidget) -> Any:
        found = self.pane.findChildren(kind, name)
        assert found, name
        return found[-1]

    def names(self) -> list[str]:
        return [each.objectName() for each in self.pane.findChildren(QWidget) if each.isVisible()]


@pytest.fixture
def shown(tools: Tools, qtbot: QtBot) -> Callable[[dict[str, Any]], Shown]:
    def show(params: dict[str, Any]) -> Shown:
        pane = VersionsPane(tools)
        qtbot.addWidget(pane)
        tools.session.changed.connect(pane.on_changed)
        made = Shown(pane)
        pane.resize(1294, 768)
        with qtbot.waitExposed(pane):
            pane.show()
        pane.enter(params)
        return made

    return show


def reworded(rubric: Rubric, text: str = "Pupils ask each other.") -> Rubric:
    """The rubric with another text for T2 Secure."""
    return replace(
        rubric,
        criteria=tuple(
            replace(one, descriptors=dict(one.descriptors) | {Fraction(3): text}) if one.id == "T2" else one
            for one in rubric.criteria
        ),
    )


def draft_of(workspace: Workspace, edit: Callable[[Rubric], Rubric] = reworded) -> str:
    draft_id, _change = begin_next_version(workspace, ONE, "1.1.0")
    edit_draft(workspace, draft_id, edit(load_draft(workspace.db, draft_id).rubric), "T2 Secure")
    return draft_id


def test_publishing_by_keyboard_alone(shown, workspace, qtbot):
    draft_id = draft_of(workspace)
    here = shown({"publish": draft_id})
    page = here.pane.publishing
    assert here.find("versionVerdictHeading", QLabel).text() == "Scores need review"
    assert (
        here.find("difference-criterion/T2/descriptor/3").accessibleName()
        == "Scores need review. T2 Secure: new wording"
    )
    assert here.find("check-uses").accessibleName().startswith("2 portfolios stay on 1.0.0.")
    assert page.version.text() == "1.1.0"
    page.version.line.selectAll()
    qtbot.keyClicks(page.version.line, "1.2.0")
    qtbot.keyClick(page.version.line, Qt.Key.Key_Return)
    assert RubricRef("small", "1.2.0") not in list_rubrics(workspace.db), "Enter in the field publishes nothing"
    command = here.pane.commands()[0]
    assert command.keys == ("Ctrl+Return",)
    command.run()
    assert RubricRef("small", "1.2.0") in list_rubrics(workspace.db)
    assert "1.2.0 IS PUBLISHED" in here.find("published").accessibleName()
    assert here.asked == [], "the page that says so stays"


def test_a_first_version_is_said_to_be_the_first(shown, workspace):
    draft_id, _change = begin_draft(workspace, replace(small_rubric(), id="fresh", based_on=""))
    here = shown({"publish": draft_id})
    said = here.find("check-uses").accessibleName()
    assert "This is its first version" in said
    assert "before" not in said


def test_after_publishing_the_assistant_is_offered(shown, workspace, qtbot):
    here = shown({"publish": draft_of(workspace)})
    qtbot.mouseClick(here.find("publishNow"), Qt.MouseButton.LeftButton)
    qtbot.mouseClick(here.find("offerMigration"), Qt.MouseButton.LeftButton)
    qtbot.mouseClick(here.find("offerCompare"), Qt.MouseButton.LeftButton)
    assert here.asked == [
        ("versions", {"migrate": [["small", "1.0.0"], ["small", "1.1.0"]]}),
        ("versions", {"compare": [["small", "1.0.0"], ["small", "1.1.0"]]}),
    ]


def test_what_stands_in_the_way_leads_to_its_place(shown, workspace, qtbot):
    def broken(rubric: Rubric) -> Rubric:
        return replace(rubric, scale=replace(rubric.scale, standard=Fraction(9)))

    draft_id = draft_of(workspace, broken)
    here = shown({"publish": draft_id})
    assert not here.find("publishNow").isEnabled()
    assert "Mend what is marked red" in here.find("publishWhyNot", QLabel).text()
    here.pane.publishing.ask()
    assert list_rubrics(workspace.db) == (ONE,)
    show = next(each for each in here.pane.findChildren(QPushButton) if each.objectName().endswith("-show"))
    assert here.pane.focusWidget() is show
    qtbot.keyClick(show, Qt.Key.Key_Space)
    assert here.asked == [("editor", {"draft": draft_id, "at": "scale/standard"})]


def test_failing_examples_block_and_lead_to_the_example(shown, workspace, qtbot):
    def failing(rubric: Rubric) -> Rubric:
        return replace(rubric, examples=(replace(rubric.examples[0], outcome="near"),))

    here = shown({"publish": draft_of(workspace, failing)})
    assert not here.find("publishNow").isEnabled()
    said = here.find("check-example1:example/1").accessibleName()
    assert "“all secure” fails. It says 3 and “Near miss”; the rules give 3 and “Certificate”." in said


def test_a_version_that_can_not_be_is_said_at_the_field(shown, workspace, qtbot):
    here = shown({"publish": draft_of(workspace)})
    line = here.find("publishVersion")
    line.selectAll()
    qtbot.keyClicks(line, "0.5")
    here.pane.publishing.ask()
    assert "0.5 is not above 1.0.0" in line.accessibleDescription()
    assert list_rubrics(workspace.db) == (ONE,)
    qtbot.keyClicks(line, "x")
    assert line.accessibleDescription() == ""


def test_a_draft_that_changes_elsewhere_is_shown_anew_and_what_was_typed_stays(shown, workspace, tools):
    draft_id = draft_of(workspace)
    here = shown({"publish": draft_id})
    here.pane.publishing.version.line.selectAll()
    here.pane.publishing.version.line.insert("3.0.0")
    here.pane.publishing.version.line.textEdited.emit("3.0.0")
    rubric = load_draft(workspace.db, draft_id).rubric
    tools.session.do(edit_draft, draft_id, replace(small_rubric(), based_on="1.0.0", version=rubric.version), "back")
    assert here.find("versionVerdictHeading", QLabel).text() == "Nothing differs"
    assert here.pane.publishing.version.text() == "3.0.0"
    tools.session.do(discard_draft, draft_id)
    assert here.asked == [("library", {})]


def test_the_first_version_of_a_rubric(shown, workspace):
    draft_id, _change = begin_draft(workspace, replace(small_rubric(), id="fresh", examples=()))
    here = shown({"publish": draft_id})
    assert here.find("versionVerdictHeading", QLabel).text() == "The first version"
    assert here.find("check-examples").accessibleName().startswith("To look at. There are no worked examples")
    assert here.find("publishNow").isEnabled()
    assert "check-certificate" not in " ".join(here.names())
    here.pane.publishing.ask()
    assert not [name for name in here.names() if name in {"offerMigration", "offerCompare"}]


def test_that_no_result_gives_a_certificate_is_said_before_it_is_published(shown, workspace):
    small = small_rubric()
    outcomes = tuple(replace(each, certifies=False) for each in small.decision.outcomes)
    without = replace(small, id="fresh", examples=(), decision=replace(small.decision, outcomes=outcomes))
    here = shown({"publish": begin_draft(workspace, without)[0]})
    said = here.find(f"check-certificate:outcome/{outcomes[0].id}").accessibleName()
    assert said.startswith("To look at. No result gives a certificate")
    assert here.find("publishNow").isEnabled()


def test_a_draft_that_is_gone_leads_back_to_the_library(shown):
    here = shown({"publish": "nowhere"})
    assert here.asked == [("library", {})]
    assert here.said == ["The draft nowhere is not in this workspace."]


def test_two_versions_side_by_side(shown, workspace, qtbot):
    draft_id = draft_of(workspace)
    here = shown({"compare": [["small", "1.0.0"], ["small", "1.1.0"]], "drafts": ["", draft_id]})
    place = "criterion/T2/descriptor/3"
    old, new = here.find(f"old-{place}", MarkedText), here.find(f"new-{place}", MarkedText)
    assert old.text() == small_rubric().criterion("T2").descriptors[Fraction(3)]
    assert new.text() == "Pupils ask each other."
    assert "[gone: " in old.accessibleName()
    assert "[new: Pupils ask each other" in new.accessibleName()
    assert "old-title" not in here.names()
    qtbot.keyClick(here.pane.focusWidget(), Qt.Key.Key_Right)
    assert here.find("old-title", MarkedText).text() == here.find("new-title", MarkedText).text() == "Small rubric"
    assert here.find("old-criterion/T2/facts", MarkedText).text() == "weight 20, floor 2"
    assert "goOver" not in here.names(), "a draft is nothing that portfolios can go over to"


def test_a_draft_is_named_by_its_id_too(shown, workspace):
    here = shown({"compare": ["small@1.0.0", draft_of(workspace)]})
    assert [here.find(name, QLabel).text() for name in ("compareOld", "compareNew")] == ["Version 1.0.0", "Draft 1.1.0"]
    assert "goOver" not in here.names()


def test_versions_that_say_the_same_and_versions_that_are_gone(shown, workspace):
    here = shown({"compare": ["small@1.0.0", RubricRef("small", "1.0.0")]})
    assert here.find("versionVerdictHeading", QLabel).text() == "Nothing differs"
    shown_gone = shown({"compare": ["small@1.0.0", "small@7.0.0"]})
    assert shown_gone.asked == [("library", {})]


def test_added_and_removed_words_differ_by_more_than_colour(theme, qtbot):
    text = MarkedText(theme)
    qtbot.addWidget(text)
    text.show_pieces((Piece(Word.SAME, "They "), Piece(Word.REMOVED, "talk 🙂"), Piece(Word.ADDED, "listen")))
    layout, height, _width = text._layout_for(300)
    removed, added = layout.formats()
    assert (removed.start, removed.length, removed.format.fontStrikeOut()) == (5, 7, True)
    assert (added.start, added.format.underlineStyle()) == (12, added.format.UnderlineStyle.SingleUnderline)
    assert removed.format.foreground() != added.format.foreground()
    assert text.heightForWidth(60) > height
    theme.choose("dark", 1.0, reduced_motion=True)
    assert text._layout_for(300)[0].formats()[0].format.foreground() != removed.format.foreground()


@pytest.fixture
def newer(workspace: Workspace) -> str:
    """P-001 marked at 3 throughout, P-002 marked and signed; 1.1.0 words T2 Secure anew."""
    first, second = begun(workspace, "P-001"), begun(workspace, "P-002")
    for name in ("T1", "T2", "T3", "T4"):
        mark_criterion(workspace, first, name, level(3))
        mark_criterion(workspace, second, name, level(3))
    sign(workspace, second)
    publish_draft(workspace, draft_of(workspace), "1.1.0")
    return first


BOTH = [["small", "1.0.0"], ["small", "1.1.0"]]


def cell(here: Shown, row: int, column: int) -> str:
    model = here.pane.migrating.table.model()
    return str(model.index(row, column).data())


def test_the_assistant_says_what_becomes_of_each_portfolio(shown, newer, qtmodeltester):
    here = shown({"migrate": BOTH})
    assert (cell(here, 0, KEPT), cell(here, 0, TO_MARK), cell(here, 0, STATE)) == ("3", "1", "Ready to sign")
    assert (cell(here, 1, KEPT), cell(here, 1, STATE)) == ("–", "Signed, stays")
    assert here.find("check-move-T2").accessibleName() == (
        "To look at. T2 Title T2. 3 is to be given again: the words of 3 Secure changed"
    ).replace("Title T2", small_rubric().criterion("T2").title)
    assert "1 is signed and stays" in here.find("migrationSummary", QLabel).text()
    qtmodeltester.check(here.pane.migrating.table.model())


def test_the_chosen_portfolios_go_over_and_come_back(shown, newer, workspace, tools, qtbot):
    here = shown({"migrate": BOTH})
    table = here.pane.migrating.table
    assert here.pane.focusWidget() is table
    qtbot.keyClick(table, Qt.Key.Key_Space)
    assert not here.find("migrate").isEnabled()
    qtbot.keyClick(table, Qt.Key.Key_Down)
    qtbot.keyClick(table, Qt.Key.Key_Space)
    assert here.pane.migrating.chosen() == (), "what is signed can't be chosen"
    qtbot.mouseClick(here.find("chooseAll"), Qt.MouseButton.LeftButton)
    assert here.pane.migrating.chosen() == ("portfolio-P-001",)
    qtbot.mouseClick(here.find("migrate"), Qt.MouseButton.LeftButton)
    assert load_portfolio(workspace.db, "portfolio-P-001").rubric.version == "1.1.0"
    assert here.said == ["1 portfolio is on 1.1.0 now."]
    assert table.model().rowCount() == 1
    assert here.pane.focusWidget() is table, "and not whatever stands before the page"
    tools.session.do(undo, within=here.pane.undo_scope())
    assert load_portfolio(workspace.db, "portfolio-P-001").rubric == ONE
    assert len(marks_of(workspace, newer)) == 4
    assert table.model().rowCount() == 2


def test_how_far_a_portfolio_is_has_the_words_of_the_worklist(shown, newer, workspace, tools):
    here = shown({"migrate": BOTH})
    assert cell(here, 0, STATE) == "Ready to sign"
    tools.session.announce(mark_criterion(workspace, newer, "T1", CommentOnly()))
    assert cell(here, 0, STATE) == "In progress"


def test_used_says_the_same_of_portfolios_everywhere(shown, workspace, tools):
    begun(workspace, "P-001")
    here = shown({"publish": draft_of(workspace)})
    said = here.find("check-uses").accessibleName()
    assert "2 portfolios stay on 1.0.0. 1 of them is begun." in said
    assert usage(workspace.db)[ONE].begun == 1
    (entry,) = (each for each in rubric_shelf(workspace.db) if not each.draft_id and each.id == "small")
    assert used_words(entry.used_by, entry.begun) == "2 portfolios, 1 begun"


def test_when_all_are_over_the_way_on_has_the_keyboard(shown, workspace, qtbot):
    publish_draft(workspace, draft_of(workspace), "1.1.0")
    here = shown({"migrate": BOTH})
    qtbot.mouseClick(here.find("migrate"), Qt.MouseButton.LeftButton)
    assert here.pane.focusWidget() is here.find("migrationDone")


def test_a_click_on_the_sign_chooses_and_one_on_the_row_only_shows(shown, newer, qtbot):
    here = shown({"migrate": BOTH})
    table = here.pane.migrating.table

    def click(column: int) -> None:
        spot = table.visualRect(table.model().index(0, column)).center()
        qtbot.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, pos=spot)

    click(1)
    assert here.pane.migrating.chosen() == ("portfolio-P-001",)
    click(0)
    assert here.pane.migrating.chosen() == ()


def test_words_that_mean_the_same_keep_their_marks(shown, newer, workspace, qtbot):
    here = shown({"migrate": BOTH})
    qtbot.keyClick(here.find("trust-T2", Switch), Qt.Key.Key_Space)
    assert (cell(here, 0, KEPT), cell(here, 0, TO_MARK)) == ("4", "–")
    here.pane.migrating.ask()
    assert len(marks_of(workspace, newer)) == 4
    assert load_portfolio(workspace.db, "portfolio-P-001").rubric.version == "1.1.0"


def test_the_assistant_can_be_reached_from_a_comparison(shown, newer, qtbot):
    here = shown({"compare": BOTH})
    qtbot.mouseClick(here.find("goOver"), Qt.MouseButton.LeftButton)
    assert here.asked == [("versions", {"migrate": BOTH})]
    assert here.pane.place() == {"compare": BOTH}


def test_where_nothing_is_on_a_version_it_says_so(shown, newer):
    here = shown({"migrate": BOTH[::-1]})
    assert "No portfolio is on 1.1.0" in [each.text() for each in here.pane.findChildren(QLabel) if each.isVisible()]


def test_every_kind_of_difference_has_words_of_its_own():
    from certdesk.ui.screens.rubrics.versions_verdict import kind_meaning, kind_name

    assert (
        len({kind_name(kind) for kind in DifferenceKind}) == len({kind_meaning(kind) for kind in DifferenceKind}) == 3
    )
