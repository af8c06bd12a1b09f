"""The editor in the window: drafts are kept with every change, undo shows what it took back, details, languages."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from fractions import Fraction
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QMenu, QTextEdit, QWidget
from pytestqt.qtbot import QtBot
from shiboken6 import isValid
from tests.core.samples import built_in
from tests.support.building import put_rubric
from tests.support.fixtures import without_backup
from tests.ui.rubrics.conftest import focused

from certdesk.actions.editing_rubrics import begin_draft, begin_next_version, discard_draft, edit_draft
from certdesk.actions.undoing import undo
from certdesk.core.editing import set_alignments, set_floor
from certdesk.core.portfolio import RubricRef
from certdesk.core.rubric import Alignment, Rubric
from certdesk.core.starting import empty_rubric
from certdesk.store.rubric_drafts import has_draft, load_draft
from certdesk.store.workspace import Workspace
from certdesk.ui.app import Running, build
from certdesk.ui.screens.rubrics import editor_unkept
from certdesk.ui.screens.rubrics.editor_list import EditorList
from certdesk.ui.screens.rubrics.editor_pane import EditorPane
from certdesk.ui.screens.rubrics.grid_model import Spot
from certdesk.ui.theme.source import ThemeSource
from certdesk.ui.widgets.button import Button
from certdesk.ui.widgets.switch import Switch

SECURE = "criterion/T4/descriptor/3"


class Desk:
    """The window with one draft in the editor."""

    def __init__(self, running: Running, draft: str, at: str = "") -> None:
        self.running, self.draft = running, draft
        running.window.go("rubrics", {"pane": "editor", "draft": draft, "at": at})
        pane = running.window.current.pane
        assert isinstance(pane, EditorPane)
        self.pane = pane

    @property
    def rubric(self) -> Rubric:
        """The draft as it is on disk."""
        return load_draft(self.running.tools.session.workspace.db, self.draft).rubric

    def find(self, kind: type[QWidget], name: str) -> QWidget:
        found = self.pane.findChild(kind, name)
        assert found is not None, name
        return found

    def press(self, name: str) -> None:
        QTest.mouseClick(self.find(Button, name), Qt.MouseButton.LeftButton)


@contextmanager
def window_over(folder: Path, theme: ThemeSource) -> Iterator[Running]:
    """The window of somebody without a key, which is slow to make and not needed here; it tries again soon."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(editor_unkept, "_AGAIN_MS", 200)
        made = build(Workspace(folder, person="person-amara"), theme)
        put_rubric(made.tools.session.workspace, built_in("stem_teaching"))
        made.window.resize(1366, 768)
        made.window.show()
        yield made
        with without_backup():
            made.close()


@pytest.fixture(scope="module")
def running(tmp_path_factory: pytest.TempPathFactory, dressed: ThemeSource) -> Iterator[Running]:
    """One window for all tests."""
    with window_over(tmp_path_factory.mktemp("editor") / "workspace", dressed) as made:
        yield made


@pytest.fixture
def own_window(tmp_path: Path, theme: ThemeSource) -> Iterator[Running]:
    """A window for one test, which may close it."""
    with window_over(tmp_path / "workspace", theme) as made:
        yield made


@pytest.fixture
def opened(running: Running, theme: ThemeSource, qtbot: QtBot) -> Iterator[Callable[[str, str], Desk]]:
    """Open drafts in that window; afterwards the editor is left and its drafts are gone."""
    workspace, drafts = running.tools.session.workspace, list[str]()

    def show(draft: str, at: str = "") -> Desk:
        drafts.append(draft)
        return Desk(running, draft, at)

    running.window.activateWindow()
    qtbot.waitUntil(running.window.isActiveWindow)
    yield show
    if not isValid(running.window) or not running.window.isVisible():
        return  # closed by the test
    running.window.go("today")
    for draft in drafts:
        if has_draft(workspace.db, draft):
            discard_draft(workspace, draft)


@pytest.fixture
def desk(running: Running, opened: Callable[[str, str], Desk]) -> Desk:
    workspace = running.tools.session.workspace
    draft, _change = begin_next_version(workspace, RubricRef("stem-teaching", "1.0.0"), "1.1.0")
    return opened(draft, SECURE)


@pytest.fixture
def new(running: Running, opened: Callable[..., Desk]) -> Callable[[Rubric], Desk]:
    return lambda rubric: opened(begin_draft(running.tools.session.workspace, rubric)[0])


def write(box: QWidget, text: str) -> None:
    """Replace the text of a field, and leave it."""
    box.setFocus()
    assert isinstance(box, QLineEdit | QTextEdit)
    box.selectAll()
    QTest.keyClicks(box, text)
    box.clearFocus()


def test_the_editor_opens_at_the_place_that_is_asked_for(desk: Desk) -> None:
    assert desk.pane.grid.view.spot == Spot(SECURE)
    assert desk.find(QLabel, "rubricTitle").text() == "STEM Teaching Certificate"
    assert desk.find(QLabel, "rubricState").text() == "Draft 1.1.0"
    assert desk.find(QLabel, "rubricOrigin").text() == "from 1.0.0, not used yet"
    assert desk.pane.place() == {"draft": desk.draft, "view": "grid", "at": SECURE}


def test_what_is_typed_is_on_disk_when_the_editor_is_left(desk: Desk) -> None:
    QTest.keyClicks(focused(), "!")
    desk.running.window.go("today")
    assert desk.rubric.criterion("T4").descriptors[Fraction(3)].endswith("main idea.!")


def test_undo_says_what_it_takes_back_and_shows_where(desk: Desk) -> None:
    QTest.keyClicks(focused(), "!")
    QTest.keyClick(focused(), Qt.Key.Key_Return)
    assert desk.find(Button, "undo").accessibleName() == "Undo “T4 Secure”"
    desk.pane.grid.go_to("criterion/T1/title")
    desk.press("undo")
    assert desk.rubric.criterion("T4").descriptors[Fraction(3)].endswith("main idea.")
    assert desk.pane.grid.view.spot == Spot(SECURE)


def test_undo_of_the_window_is_about_this_draft(desk: Desk) -> None:
    workspace = desk.running.tools.session.workspace
    desk.pane.grid.view.press_chip()
    desk.pane.grid.go_to("criterion/T1/critical")
    desk.pane.grid.view.press_chip()
    assert desk.rubric.criterion("T1").critical
    desk.running.tools.session.do(undo, within=desk.running.window.current.undo_scope())
    assert not desk.rubric.criterion("T1").critical
    assert desk.pane.grid.view.spot == Spot("criterion/T1/critical")
    assert workspace.db


def test_a_draft_that_is_thrown_away_leads_to_the_library(desk: Desk) -> None:
    desk.running.tools.session.do(discard_draft, desk.draft)
    assert desk.running.window.current.place()["pane"] == "library"


def test_parts_behind_are_shown_the_draft_only_when_they_come_to_the_front(desk: Desk) -> None:
    in_front = {part for part, seen in desk.pane._seen.items() if seen is desk.pane._view}
    assert in_front == {desk.pane.grid, desk.pane.rules, desk.pane.examples}
    desk.pane.show_view("assessor")
    assert desk.pane._seen[desk.pane.assessor] is desk.pane._view
    seen = desk.pane._seen[desk.pane.grid]
    desk.running.tools.session.do(edit_draft, desk.draft, set_floor(desk.rubric, "T1", Fraction(3)), "floor of T1, 3")
    assert desk.pane._seen[desk.pane.grid] is not seen
    assert desk.pane.grid.view.spot == Spot("criterion/T1/floor")


def test_contradictions_are_a_quiet_count_that_leads_to_them(desk: Desk, new: Callable[[Rubric], Desk]) -> None:
    assert not desk.find(Button, "contradictions").isVisible()
    broken = set_floor(desk.rubric, "T5", Fraction(9))
    desk.running.tools.session.do(edit_draft, desk.draft, broken, "broken")
    assert desk.find(Button, "contradictions").words == "1 to settle"
    desk.press("contradictions")
    shown = QApplication.activePopupWidget()
    assert isinstance(shown, EditorList)
    QTest.mouseClick(shown.findChild(Button, "go-0"), Qt.MouseButton.LeftButton)
    assert desk.pane.grid.view.spot == Spot("criterion/T5/floor")


def test_publish_keeps_what_is_typed_and_goes_to_the_versions(desk: Desk) -> None:
    QTest.keyClicks(focused(), "!")
    desk.press("publish")
    assert desk.running.window.current.place()["pane"] == "versions"
    assert desk.rubric.criterion("T4").descriptors[Fraction(3)].endswith("!")


def test_enter_on_a_criterion_opens_its_details_in_place_of_the_rules(desk: Desk) -> None:
    desk.pane.grid.go_to("criterion/T4/title")
    QTest.keyClick(focused(), Qt.Key.Key_Return)
    assert desk.pane.details.isVisible()
    assert not desk.pane.rules.isVisible()
    assert focused().objectName() == "criterionQuestion"
    write(desk.find(QTextEdit, "criterionQuestion"), "What do pupils say?")
    write(desk.find(QTextEdit, "criterionNote"), "ask Ben")
    assert desk.rubric.criterion("T4").question == "What do pupils say?"
    assert desk.rubric.remarks["criteria/T4"] == "ask Ben"
    desk.pane.grid.go_to("criterion/T5/descriptor/1")
    assert desk.find(QLabel, "detailsHeading").text().startswith("T5")
    desk.press("closeDetails")
    assert desk.pane.rules.isVisible()


def test_look_fors_evidence_and_caps_are_edited_in_the_details(desk: Desk) -> None:
    desk.pane.show_details("T4")
    write(desk.find(QTextEdit, "criterionLookFor"), "talk")
    required = len(desk.rubric.criterion("T4").required)
    desk.press("addRequired")
    desk.press("addCap")
    desk.pane.details.criterion.accepted.toggle("photo")
    criterion = desk.rubric.criterion("T4")
    assert criterion.look_for == ("talk",)
    assert len(criterion.required) == required + 1
    assert criterion.caps[-1].max_level == 1
    desk.press(f"removeRequired-{required}")
    assert len(desk.rubric.criterion("T4").required) == required
    assert ("photo" in criterion.accepted) != ("photo" in _before(desk).criterion("T4").accepted)


def _before(desk: Desk) -> Rubric:
    assert desk.pane._view is not None
    assert desk.pane._view.before is not None
    return desk.pane._view.before


def test_own_levels_are_switched_on_and_off(desk: Desk) -> None:
    desk.pane.show_details("T4")
    switch = desk.find(Switch, "ownLevels")
    switch.click()
    assert len(desk.rubric.criterion("T4").own_levels) == 4
    desk.pane.details.criterion.levels.add_line()
    assert len(desk.rubric.criterion("T4").own_levels) == 5
    switch.click()
    assert desk.rubric.criterion("T4").own_levels == ()


def test_a_published_id_stays_and_a_new_one_can_be_changed(desk: Desk, new: Callable[[Rubric], Desk]) -> None:
    desk.pane.show_details("T4")
    assert desk.find(QLineEdit, "criterionId").isReadOnly()
    other = new(empty_rubric("new", "New"))
    other.pane.show_details("C1")
    field = other.find(QLineEdit, "criterionId")
    assert not field.isReadOnly()
    write(field, "P1")
    assert [criterion.id for criterion in other.rubric.criteria] == ["P1"]
    assert other.find(QLabel, "detailsHeading").text() == "P1"
    write(field, "1 x")
    assert [criterion.id for criterion in other.rubric.criteria] == ["P1"]
    assert field.text() == "P1"


def test_the_scale_and_the_certificate_are_edited_in_the_details_of_the_rubric(desk: Desk) -> None:
    desk.press("rubricDetails")
    write(desk.find(QLineEdit, "detailsTitle"), "Another title")
    write(desk.find(QLineEdit, "validYears"), "7")
    write(desk.find(QLineEdit, "notObservedAtMost"), "2")
    rubric_details = desk.pane.details.rubric
    value = rubric_details.findChild(QLineEdit, "levelValue-1")
    write(value, "2.5")
    rubric_details.findChild(Switch, "halfLevels").click()
    rubric = desk.rubric
    assert (rubric.title, rubric.certificate.valid_years) == ("Another title", 7)
    assert rubric.scale.not_observed_at_most == 2
    assert rubric.scale.levels[1].value == Fraction(5, 2)
    assert rubric.scale.half_levels
    write(desk.find(QLineEdit, "validYears"), "soon")
    assert desk.rubric.certificate.valid_years == 7


def test_a_second_language_is_added_shown_and_removed(desk: Desk) -> None:
    menu = desk.pane.head.languages.menu_now()
    more = menu.findChild(QMenu, "addLanguage")
    assert more is not None
    next(each for each in more.actions() if each.objectName() == "add-fr").trigger()
    menu.deleteLater()
    assert desk.pane.grid.second == "fr"
    assert [each.language for each in desk.rubric.translations] == ["fr"]
    desk.pane.show_details("T4")
    write(desk.find(QTextEdit, "translated-criterion/T4/question"), "Que disent-ils ?")
    assert desk.rubric.translations[0].texts["criterion/T4/question"] == "Que disent-ils ?"
    desk.pane.head.languages.removed.emit("fr")
    assert desk.rubric.translations == ()
    assert desk.pane.grid.second == ""


def test_a_rubric_is_written_from_nothing_by_keyboard(new: Callable[[Rubric], Desk]) -> None:
    desk = new(empty_rubric("new", "New", levels=2))
    desk.pane.grid.go_to("criterion/C1/title")
    QTest.keyClicks(focused(), "Questions")
    QTest.keyClick(focused(), Qt.Key.Key_Tab)
    QTest.keyClicks(focused(), "asks none")
    QTest.keyClick(focused(), Qt.Key.Key_Tab)
    QTest.keyClicks(focused(), "asks some")
    QTest.keyClick(focused(), Qt.Key.Key_Return)
    QTest.keyClick(focused(), Qt.Key.Key_D, Qt.KeyboardModifier.ControlModifier)
    rubric = desk.rubric
    assert rubric.criterion("C1").title == "Questions"
    assert list(rubric.criterion("C1").descriptors.values()) == ["asks none", "asks some"]
    assert [criterion.id for criterion in rubric.criteria] == ["C1", "C2"]
    assert desk.find(QLabel, "rubricOrigin").text() == "not published yet"


def test_every_command_of_the_editor_can_run(desk: Desk) -> None:
    commands = {command.id: command for command in desk.pane.commands()}
    desk.pane.grid.go_to("criterion/T4/title")
    for name in ("rubric.up", "rubric.down", "rubric.duplicate", "rubric.section", "rubric.rebalance"):
        assert commands[name].possible()
        commands[name].run()
    assert len(desk.rubric.sections) == 4
    assert sum(criterion.weight for criterion in desk.rubric.criteria) == 100
    commands["rubric.view.print"].run()
    assert not commands["rubric.up"].possible()


@pytest.mark.parametrize(
    ("place", "heading"),
    [
        ("criterion/T2/cap/1", "T2 Cross-disciplinary integration"),
        ("criterion/T2/question", "T2 Cross-disciplinary integration"),
        ("scale/level/3", "Details of the rubric"),
        ("purpose", "Details of the rubric"),
    ],
)
def test_places_that_the_grid_has_no_cell_for_open_the_details(desk: Desk, place: str, heading: str) -> None:
    desk.running.window.go("rubrics", {"pane": "editor", "draft": desk.draft, "at": place})
    assert desk.pane.details.isVisible()
    assert desk.find(QLabel, "detailsHeading").text() == heading
    desk.running.window.go("rubrics", {"pane": "editor", "draft": desk.draft, "at": "outcome/certified"})
    assert desk.pane.rules.isVisible()
    desk.running.window.go("rubrics", {"pane": "editor", "draft": desk.draft, "at": "section/B"})
    assert desk.pane.grid.view.spot == Spot("section/B/title")


def test_codes_of_frameworks_are_removed_here_and_picked_elsewhere(desk: Desk) -> None:
    aligned = set_alignments(desk.rubric, "T4", (Alignment("NGSS", "SEP-7"), Alignment("NGSS", "SEP-8")))
    desk.running.tools.session.do(edit_draft, desk.draft, aligned, "aligned")
    desk.pane.show_details("T4")
    desk.press("removeAlignment-0")
    assert [each.code for each in desk.rubric.criterion("T4").alignments] == ["SEP-8"]
    desk.press("addAlignment")
    assert desk.running.window.current.objectName() == "standards"


def test_rules_that_were_shown_before_some_words_were_typed_do_not_take_them_back(desk: Desk) -> None:
    QTest.keyClicks(focused(), "!")
    desk.pane.grid.commit()
    seen = desk.pane._seen[desk.pane.rules].draft.rubric
    assert seen != desk.rubric
    desk.pane.rules.edited.emit(replace(seen, decision=replace(seen.decision, unscorable_at_least=3)), "rules")
    assert desk.rubric.decision.unscorable_at_least == 3
    assert desk.rubric.criterion("T4").descriptors[Fraction(3)].endswith("!")


def test_words_that_could_not_be_kept_stay_in_their_cell(desk: Desk, qtbot: QtBot) -> None:
    db, view = desk.running.tools.session.workspace.db, desk.pane.grid.view
    refused: list[object] = []
    desk.running.tools.session.refused.connect(refused.append)
    (most,) = db.execute("pragma max_page_count").fetchone()
    (full,) = db.execute("pragma page_count").fetchone()
    words = "what the disk has no room for " * 400
    try:
        db.execute(f"pragma max_page_count = {full}")
        view.open_box(Spot(SECURE))
        view.box.setPlainText(words.strip())
        QTest.keyClick(view.box, Qt.Key.Key_Tab)
        assert refused
        assert view.editing == Spot("criterion/T4/descriptor/4")
        desk.pane.grid.show_language("")
        view.go_to(Spot(SECURE), edit=True)
        assert view.editing == Spot(SECURE)
        assert view.box.text() == words.strip()
        assert desk.rubric.criterion("T4").descriptors[Fraction(3)] != words.strip()
    finally:
        db.execute(f"pragma max_page_count = {most}")
    qtbot.waitUntil(lambda: desk.rubric.criterion("T4").descriptors[Fraction(3)] == words.strip(), timeout=4000)
    assert view.editing == Spot(SECURE)


def test_a_view_that_was_left_is_the_view_that_comes_back(desk: Desk) -> None:
    desk.pane.show_view("assessor")
    place = desk.running.window.current.place()
    desk.running.window.go("today")
    desk.running.window.go("rubrics", place)
    assert desk.pane.head.views.current() == "assessor"


def test_after_publishing_what_can_be_done_next_has_the_keyboard(new: Callable[[Rubric], Desk]) -> None:
    for version in ("1.0.0", "2.0.0"):
        desk = new(replace(built_in("stem_teaching"), id="other", version=version))
        desk.pane.publish()
        pane = desk.running.window.current.pane
        now = pane.findChild(Button, "publishNow")
        assert now is not None
        now.setFocus()
        QTest.mouseClick(now, Qt.MouseButton.LeftButton)
        assert focused().objectName() == "offerLibrary"
        assert focused().isVisible()
