"""The library: every rubric with its versions and drafts, found, shown, begun, copied, printed, thrown away."""

from __future__ import annotations

import time
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtWidgets import QLabel, QMenu
from pytestqt.qtbot import QtBot
from tests.ui.screens.conftest import PlayedDialogs, click, find, press

from certdesk.actions.editing_rubrics import begin_next_version
from certdesk.core.portfolio import RubricRef
from certdesk.store.rubric_drafts import has_draft, load_draft
from certdesk.store.rubrics import load_rubric, rubric_row
from certdesk.ui.app import Running
from certdesk.ui.screens.rubrics.editor_pane import EditorPane
from certdesk.ui.screens.rubrics.import_pane import ImportPane
from certdesk.ui.screens.rubrics.library_pane import LibraryPane
from certdesk.ui.screens.rubrics.library_table import WIDTHS, LibraryTable, languages_words
from certdesk.ui.screens.rubrics.pane import Pane
from certdesk.ui.screens.rubrics.preview_assessor import AssessorView
from certdesk.ui.screens.rubrics.print_view import PrintView
from certdesk.ui.screens.rubrics.screen import RubricsScreen

STEM = RubricRef("stem-teaching", "1.0.0")


def screen(running: Running) -> RubricsScreen:
    shown = running.window.current
    assert isinstance(shown, RubricsScreen)
    return shown


def pane(running: Running) -> Pane:
    return screen(running).pane


def library(running: Running, **params: str) -> LibraryPane:
    running.window.go("rubrics", {"pane": "library", **params})
    shown = pane(running)
    assert isinstance(shown, LibraryPane)
    return shown


def titles(model: LibraryTable) -> list[str]:
    return [str(model.index(row, 0).data()) for row in range(model.rowCount())]


def choose(shown: LibraryPane, key: str) -> None:
    shown.list.table.set_current_row(shown.list.model.place_of(key))


def a_draft(running: Running) -> str:
    draft_id, change = begin_next_version(running.tools.session.workspace, STEM, "1.1.0")
    running.tools.session.announce(change)
    return draft_id


def add_versions(running: Running, count: int) -> None:
    workspace = running.tools.session.workspace
    rubric = load_rubric(workspace.db, STEM)
    with workspace.recording("rubric.loaded", "many", subject="many") as recording:
        for number in range(count):
            recording.put("rubric", rubric_row(replace(rubric, id=f"r{number}", title=f"Rubric {number}")))


def test_versions_and_drafts_stand_together_the_newest_first(running: Running) -> None:
    draft_id = a_draft(running)
    shown = library(running)
    model = shown.list.model
    assert titles(model) == [
        "STEM Coordinator Certificate",
        "STEM Lesson Practice",
        "STEM Teaching Certificate",
        "STEM Teaching Certificate, earlier version",
    ]
    states = [str(model.index(row, 2).data()) for row in range(4)]
    assert states == ["Built in", "Built in", "Draft", "Built in"]
    assert model.place_of(draft_id) == 2


def test_the_chosen_rubric_is_shown_beside_the_list(running: Running, qtbot: QtBot) -> None:
    shown = library(running)
    choose(shown, "stem-teaching/1.0.0")
    title = find(shown.preview, "previewTitle")
    assert isinstance(title, QLabel)
    assert title.text() == "STEM Teaching Certificate"
    qtbot.waitUntil(lambda: find(shown.preview, "previewCriterion-T4").isVisibleTo(shown))
    facts = find(shown.preview, "previewFacts")
    assert isinstance(facts, QLabel)
    assert facts.text().startswith("8 criteria · 4 levels · English")


def test_a_word_of_a_descriptor_finds_its_rubric(running: Running, qtbot: QtBot) -> None:
    shown = library(running)
    shown.find_rubric()
    press(qtbot, running, "joint reasoning")
    qtbot.waitUntil(lambda: titles(shown.list.model) == ["STEM Teaching Certificate"])
    press(qtbot, running, Qt.Key.Key_Escape, "zebra xylophone")
    qtbot.waitUntil(lambda: shown.list.model.rowCount() == 0)
    assert find(shown, "nothingFits").isVisible()
    assert shown.current() is None


def test_filters_count_what_they_let_through(running: Running, qtbot: QtBot) -> None:
    a_draft(running)
    shown = library(running)
    click(qtbot, shown, "choice-drafts")
    assert titles(shown.list.model) == ["STEM Teaching Certificate"]
    click(qtbot, shown, "choice-used")
    assert find(shown, "nothingFits").isVisible()


def test_enter_on_a_published_version_begins_the_next_one(running: Running, qtbot: QtBot) -> None:
    shown = library(running)
    choose(shown, "stem-teaching/1.0.0")
    shown.list.focus()
    press(qtbot, running, Qt.Key.Key_Return)
    editor = pane(running)
    assert isinstance(editor, EditorPane)
    draft = load_draft(running.tools.session.workspace.db, str(editor.place()["draft"])).rubric
    assert (draft.version, draft.based_on) == ("1.1.0", "1.0.0")
    assert load_rubric(running.tools.session.workspace.db, STEM).version == "1.0.0"


def test_editing_it_again_goes_on_with_the_draft_that_is_there(running: Running, qtbot: QtBot) -> None:
    draft_id = a_draft(running)
    shown = library(running)
    choose(shown, "stem-teaching/1.0.0")
    click(qtbot, shown, "editRubric")
    assert pane(running).place()["draft"] == draft_id


def test_a_double_click_opens_a_draft(running: Running, qtbot: QtBot) -> None:
    draft_id = a_draft(running)
    shown = library(running, row=draft_id)
    table = shown.list.table
    spot = table.visualRect(shown.list.model.index(2, 0)).center()
    qtbot.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, pos=spot)
    qtbot.mouseDClick(table.viewport(), Qt.MouseButton.LeftButton, pos=spot)
    assert pane(running).place()["draft"] == draft_id


def test_a_new_rubric_is_begun_by_keyboard_with_levels_of_its_own(running: Running, qtbot: QtBot) -> None:
    shown = library(running)
    shown.begin_new()
    press(qtbot, running, Qt.Key.Key_Return)
    assert isinstance(pane(running), LibraryPane), "a rubric needs a title"
    press(qtbot, running, "Clean water")
    shown.form.levels.setFocus()
    shown.form.levels.set_current("6")
    shown.form.levels.chosen.emit("6")
    first = find(shown.form, "newLevel-1")
    first.setFocus()
    press(qtbot, running, "Not seen", Qt.Key.Key_Return)
    rubric = load_draft(running.tools.session.workspace.db, str(pane(running).place()["draft"])).rubric
    assert (rubric.id, rubric.title, rubric.language) == ("clean-water", "Clean water", "en")
    assert [level.label for level in rubric.scale.levels][:2] == ["Not seen", "Level 2"]
    assert len(rubric.scale.levels) == 6


def test_a_new_rubric_may_have_the_frame_of_another(running: Running, qtbot: QtBot) -> None:
    shown = library(running)
    shown.begin_new()
    press(qtbot, running, "STEM Teaching")
    told = find(shown.form, "newTold")
    assert isinstance(told, QLabel)
    assert "\nFrame: the scale, sections, weights and rules" in told.text(), "explained before anybody chooses it"
    click(qtbot, shown.form, "choice-frame")
    shown.form.other.set_current("stem-teaching/1.0.0")
    click(qtbot, shown.form, "createRubric")
    rubric = load_draft(running.tools.session.workspace.db, str(pane(running).place()["draft"])).rubric
    assert rubric.id == "stem-teaching-2", "another rubric has that id"
    assert len(rubric.criteria) == 8
    assert not any(text for each in rubric.criteria for text in each.descriptors.values())


def test_escape_leaves_the_form_and_begins_nothing(running: Running, qtbot: QtBot) -> None:
    shown = library(running)
    before = shown.list.model.rowCount()
    shown.begin_new()
    press(qtbot, running, "Half", Qt.Key.Key_Escape)
    assert not shown.form.isVisible()
    assert shown.list.model.rowCount() == before


def test_a_copy_is_a_rubric_of_its_own(running: Running) -> None:
    shown = library(running)
    choose(shown, "stem-teaching/1.0.0")
    shown.copy()
    rubric = load_draft(running.tools.session.workspace.db, str(pane(running).place()["draft"])).rubric
    assert (rubric.id, rubric.title) == ("copy-of-stem-teaching-certificate", "Copy of STEM Teaching Certificate")


def test_a_draft_is_thrown_away_and_the_notice_brings_it_back(running: Running, qtbot: QtBot) -> None:
    draft_id = a_draft(running)
    shown = library(running, row=draft_id)
    db = running.tools.session.workspace.db
    press(qtbot, running, Qt.Key.Key_Delete)
    assert not has_draft(db, draft_id)
    assert shown.list.model.place_of(draft_id) == -1
    click(qtbot, running.window, "noticeAction")
    assert load_draft(db, draft_id).rubric.version == "1.1.0"
    assert library(running).list.model.place_of(draft_id) == 2
    assert "undo" not in running.window.current.place()


def test_delete_while_typing_throws_nothing_away(running: Running, qtbot: QtBot) -> None:
    draft_id = a_draft(running)
    shown = library(running, row=draft_id)
    shown.find_rubric()
    press(qtbot, running, "x", Qt.Key.Key_Delete)
    assert has_draft(running.tools.session.workspace.db, draft_id)


def test_what_a_format_cannot_hold_is_said_before_and_with_the_file(
    running: Running, qtbot: QtBot, dialogs: PlayedDialogs, tmp_path: Path
) -> None:
    shown = library(running)
    choose(shown, "stem-teaching/1.0.0")
    click(qtbot, shown, "exportRubric")
    form = shown.exporting
    assert form.isVisible()
    says = find(form, "exportSays")
    assert isinstance(says, QLabel)
    assert says.text() == "It holds everything"
    form.format.set_current("canvas")
    form.format.chosen.emit("canvas")
    assert says.text().endswith("do not fit")
    qtbot.waitUntil(find(form, "check-lost-0").isVisible)
    dialogs.files.append(tmp_path / "stem.csv")
    click(qtbot, form, "saveExport")
    assert (tmp_path / "stem.csv").read_bytes()
    notice = running.window._notices.current()
    assert notice is not None
    assert "stem.csv" in notice.words
    assert "not in it" in notice.hint
    assert shown.preview.isVisible()


def test_two_versions_are_handed_over_to_be_compared_the_older_first(running: Running, qtbot: QtBot) -> None:
    draft_id = a_draft(running)
    shown = library(running, row=draft_id)
    asked: list[tuple[str, object]] = []
    shown.asked.disconnect()
    shown.asked.connect(lambda name, params: asked.append((name, params)))
    click(qtbot, shown, "moreDeeds")
    menu = shown.findChild(QMenu, "moreMenu")
    assert menu is not None
    others = menu.findChild(QMenu, "compareWith")
    assert others is not None
    [other] = others.actions()
    other.trigger()
    menu.close()
    assert asked == [("versions", {"compare": ["stem-teaching@1.0.0", draft_id]})]


def test_the_other_shelves_are_screens_of_their_own(running: Running, qtbot: QtBot) -> None:
    shown = library(running)
    click(qtbot, shown, "choice-bank")
    assert running.window.current.objectName() == "bank"
    click(qtbot, library(running), "choice-standards")
    assert running.window.current.objectName() == "standards"


def test_a_file_dropped_anywhere_is_shown_before_it_is_kept(running: Running, tmp_path: Path, qtbot: QtBot) -> None:
    library(running)
    path = tmp_path / "rubric.csv"
    path.write_text("Rubric Name,Criteria Name\n", encoding="utf-8")
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path))])
    buttons, keys = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    screen(running).dropEvent(QDropEvent(QPointF(300, 300), Qt.DropAction.CopyAction, data, buttons, keys))
    assert isinstance(pane(running), ImportPane)
    qtbot.waitUntil(lambda: not running.tools.jobs.busy)


def test_a_rubric_is_printed_on_the_whole_page_and_saved(
    running: Running, qtbot: QtBot, dialogs: PlayedDialogs, tmp_path: Path
) -> None:
    shown = library(running)
    choose(shown, "stem-teaching/1.0.0")
    shown.print_()
    view = shown.whole.view
    assert isinstance(view, PrintView)
    click(qtbot, view, "choice-Letter")
    dialogs.files.append(tmp_path / "printed")
    click(qtbot, view, "savePdf")
    qtbot.waitUntil((tmp_path / "printed.pdf").exists)
    assert (tmp_path / "printed.pdf").read_bytes().startswith(b"%PDF")
    qtbot.waitUntil(lambda: not running.tools.jobs.busy)
    click(qtbot, shown, "backFromWhole")
    assert shown.list.isVisible()


def test_escape_leaves_the_whole_page(running: Running, qtbot: QtBot) -> None:
    shown = library(running)
    choose(shown, "stem-teaching/1.0.0")
    click(qtbot, shown, "asAssessor")
    assert isinstance(shown.whole.view, AssessorView)
    press(qtbot, running, Qt.Key.Key_Escape)
    assert shown.list.isVisible()


def test_three_hundred_rubrics_open_in_little_time(running: Running) -> None:
    library(running)
    add_versions(running, 300)
    running.window.go("today")
    before = time.perf_counter()
    shown = library(running)
    taken = time.perf_counter() - before
    assert shown.list.model.rowCount() == 303
    assert taken < 5


def test_an_empty_library_says_how_to_begin(running: Running) -> None:
    shown = library(running)
    shown.list.show_rows((), running.tools.session.workspace)
    assert find(shown, "noRubrics").isVisible()
    assert find(shown, "newFirst").isVisible()


def test_the_table_is_a_sound_model(running: Running, qtmodeltester: object) -> None:
    model = library(running).list.model
    qtmodeltester.check(model)  # type: ignore[attr-defined]
    assert model.columnCount() == len(WIDTHS)
    assert model.index(0, 0).data(Qt.ItemDataRole.ToolTipRole).endswith("stem-coordinator")


def test_languages_have_names_and_no_codes() -> None:
    assert languages_words(("en",)) == "English"
    assert languages_words(("en", "ar", "fr")) == "English +2"
