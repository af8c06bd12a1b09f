"""The import preview: what is taken, skipped or to be decided; nothing is kept before somebody says so."""

from __future__ import annotations

import json
import shutil
from fractions import Fraction
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QWidget
from pytestqt.qtbot import QtBot
from tests.ui.screens.conftest import PlayedDialogs, click, find, press

from certdesk import shipped
from certdesk.core.importing import Verdict
from certdesk.store.frameworks import list_frameworks
from certdesk.store.rubric_drafts import list_drafts
from certdesk.ui.app import Running
from certdesk.ui.screens.rubrics.import_pane import ImportPane
from certdesk.ui.screens.rubrics.import_rows import ImportRows
from certdesk.ui.screens.rubrics.screen import RubricsScreen

HEAD = (
    "Rubric Name,Criteria Name,Criteria Description,Criteria Enable Range,"
    "Rating Name,Rating Description,Rating Points,Rating Name,Rating Description,Rating Points\n"
)
PLAIN = HEAD + "Science report,Question,Is it testable?,false,Full,It names what is measured.,10,None,No question.,0\n"
ASKING = PLAIN + "Science report,Method,How?,false,Full,All steps are there.,10-8,None,No steps.,0\n"
TWO = PLAIN + "Field trip,Safety,Who looks out?,false,Full,Everybody knows.,4,None,Nobody.,0\n"


def opened(running: Running, qtbot: QtBot, path: Path) -> ImportPane:
    running.window.go("rubrics", {"pane": "import", "file": str(path)})
    screen = running.window.current
    assert isinstance(screen, RubricsScreen)
    pane = screen.pane
    assert isinstance(pane, ImportPane)
    qtbot.waitUntil(lambda: not running.tools.jobs.busy)
    return pane


def written(tmp_path: Path, text: str, name: str = "rubric.csv") -> Path:
    path = tmp_path / name
    path.write_text(text, encoding="utf-8")
    return path


def drafts(running: Running) -> list[str]:
    return [draft.rubric.title for draft in list_drafts(running.tools.session.workspace.db)]


def test_a_file_is_recognised_and_said_in_words(running: Running, qtbot: QtBot, tmp_path: Path) -> None:
    pane = opened(running, qtbot, written(tmp_path, PLAIN))
    assert pane.format.currentText() == "Recognised: Canvas rubric CSV"
    assert pane.reading is not None
    assert pane.reading.format == "canvas"
    assert find(pane, "importedRubric-0").isVisible()
    assert find(pane, "keepImport").isEnabled()
    assert drafts(running) == [], "nothing is kept by looking at it"


def test_keeping_begins_a_draft_and_goes_to_the_editor(running: Running, qtbot: QtBot, tmp_path: Path) -> None:
    pane = opened(running, qtbot, written(tmp_path, PLAIN))
    press(qtbot, running, Qt.Key.Key_Tab)
    click(qtbot, pane, "keepImport")
    assert drafts(running) == ["Science report"]
    [draft] = list_drafts(running.tools.session.workspace.db)
    assert running.window.current.place()["draft"] == draft.id


def test_what_only_a_person_can_decide_holds_it_up_until_it_is_answered(
    running: Running, qtbot: QtBot, tmp_path: Path
) -> None:
    pane = opened(running, qtbot, written(tmp_path, ASKING))
    assert pane.reading is not None
    [question] = pane.reading.questions
    assert "10-8" in question.text
    assert not find(pane, "keepImport").isEnabled()
    pane.keep()
    assert drafts(running) == []
    click(qtbot, pane, f"answer-{question.id}-{question.choices[0].id}")
    qtbot.waitUntil(lambda: not running.tools.jobs.busy)
    assert pane.reading.questions == ()
    assert find(pane, "keepImport").isEnabled()
    click(qtbot, pane, f"change-{question.id}")
    qtbot.waitUntil(lambda: not running.tools.jobs.busy)
    assert not find(pane, "keepImport").isEnabled()


def test_any_other_answer_can_be_typed(running: Running, qtbot: QtBot, tmp_path: Path) -> None:
    pane = opened(running, qtbot, written(tmp_path, ASKING))
    assert pane.reading is not None
    [question] = pane.reading.questions
    field = find(pane, f"free-{question.id}")
    assert isinstance(field, QLineEdit)
    field.setFocus()
    press(qtbot, running, "9", Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: not running.tools.jobs.busy)
    [rubric] = pane.reading.rubrics
    method = next(each for each in rubric.criteria if each.title == "Method")
    assert Fraction(9) in method.descriptors


def test_the_first_answer_has_the_keyboard(running: Running, qtbot: QtBot, tmp_path: Path) -> None:
    pane = opened(running, qtbot, written(tmp_path, ASKING))
    assert pane.reading is not None
    [question] = pane.reading.questions
    first = find(pane, f"answer-{question.id}-{question.choices[0].id}")
    qtbot.waitUntil(first.hasFocus)
    press(qtbot, running, Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: not running.tools.jobs.busy)
    assert pane.reading.questions == ()


def test_rows_can_be_filtered_by_what_becomes_of_them(running: Running, qtbot: QtBot, tmp_path: Path) -> None:
    pane = opened(running, qtbot, written(tmp_path, ASKING))
    model = pane.found.model
    everything = model.rowCount()
    click(qtbot, pane, "choice-question")
    assert 0 < model.rowCount() < everything
    row = model.row(0)
    assert row is not None
    assert row.verdict is Verdict.QUESTION


def test_several_rubrics_can_be_chosen_from(running: Running, qtbot: QtBot, tmp_path: Path) -> None:
    pane = opened(running, qtbot, written(tmp_path, TWO))
    assert pane.chosen.chosen() == {0, 1}
    click(qtbot, pane, "look-1")
    assert find(pane, "look-1").isVisible()
    tick = find(pane, "take-0")
    tick.click()  # type: ignore[attr-defined]
    assert pane.chosen.chosen() == {1}
    click(qtbot, pane, "keepImport")
    assert drafts(running) == ["Field trip"]


def test_a_rubric_that_is_here_becomes_its_next_version_or_a_new_one(
    running: Running, qtbot: QtBot, tmp_path: Path
) -> None:
    path = tmp_path / "ours.yaml"
    original = (shipped.rubrics() / "stem_teaching.yaml").read_text(encoding="utf-8")
    path.write_text(original.replace("title: Student collaboration", "title: Working together"), encoding="utf-8")
    pane = opened(running, qtbot, path)
    way = find(pane, "way-0")
    assert way.isVisible()
    assert pane.chosen.as_new() == frozenset()
    click(qtbot, way, "choice-new")
    assert pane.chosen.as_new() == {0}
    click(qtbot, way, "choice-next")
    click(qtbot, pane, "keepImport")
    [draft] = list_drafts(running.tools.session.workspace.db)
    assert (draft.rubric.id, draft.rubric.based_on) == ("stem-teaching", "1.0.0")


def test_what_is_here_word_for_word_needs_no_draft(running: Running, qtbot: QtBot, tmp_path: Path) -> None:
    path = tmp_path / "same.yaml"
    shutil.copyfile(shipped.rubrics() / "stem_teaching.yaml", path)
    pane = opened(running, qtbot, path)
    click(qtbot, pane, "keepImport")
    assert drafts(running) == []
    notice = running.window._notices.current()
    assert notice is not None
    assert "same.yaml" in notice.words


def test_a_file_that_cannot_be_read_says_which_why_and_what_to_do(
    running: Running, qtbot: QtBot, tmp_path: Path
) -> None:
    pane = opened(running, qtbot, tmp_path / "gone.csv")
    broken = find(pane, "cannotRead")
    assert broken.isVisible()
    assert "gone.csv" in broken.accessibleName()
    assert "Check its name" in broken.accessibleName()
    assert not find(pane, "keepImport").isEnabled()
    assert find(pane, "chooseAfterAll").isVisible()


def test_a_file_of_nothing_known_stays_on_the_pane_and_another_can_be_chosen(
    running: Running, qtbot: QtBot, tmp_path: Path, dialogs: PlayedDialogs
) -> None:
    path = tmp_path / "picture.bin"
    path.write_bytes(bytes(range(256)) * 20)
    pane = opened(running, qtbot, path)
    assert "picture.bin" in find(pane, "cannotRead").accessibleName()
    dialogs.files.append(written(tmp_path, PLAIN))
    click(qtbot, pane, "chooseAfterAll")
    qtbot.waitUntil(lambda: pane.reading is not None and not running.tools.jobs.busy)
    assert find(pane, "keepImport").isEnabled()


def test_it_can_be_read_as_another_format(running: Running, qtbot: QtBot, tmp_path: Path) -> None:
    pane = opened(running, qtbot, written(tmp_path, PLAIN))
    pane.format.set_current("moodle")
    pane.format.chosen.emit("moodle")
    qtbot.waitUntil(lambda: not running.tools.jobs.busy)
    assert find(pane, "cannotRead").isVisible()
    pane.format.set_current("canvas")
    pane.format.chosen.emit("canvas")
    qtbot.waitUntil(lambda: pane.reading is not None and not running.tools.jobs.busy)
    assert pane.format.current() == "canvas"


def test_reading_can_be_stopped(running: Running, qtbot: QtBot, tmp_path: Path) -> None:
    path = written(tmp_path, PLAIN)
    running.window.go("rubrics", {"pane": "import", "file": str(path)})
    screen = running.window.current
    assert isinstance(screen, RubricsScreen)
    pane = screen.pane
    assert isinstance(pane, ImportPane)
    click(qtbot, pane, "stopReading")
    qtbot.waitUntil(lambda: not running.tools.jobs.busy)
    assert pane.reading is None
    assert "Stopped" in find(pane, "cannotRead").accessibleName()


def test_leaving_and_coming_back_keeps_the_answers(running: Running, qtbot: QtBot, tmp_path: Path) -> None:
    path = written(tmp_path, ASKING)
    pane = opened(running, qtbot, path)
    assert pane.reading is not None
    [question] = pane.reading.questions
    pane.answer(question.id, question.choices[0].id)
    qtbot.waitUntil(lambda: not running.tools.jobs.busy)
    running.window.go("today")
    again = opened(running, qtbot, path)
    assert again.reading is not None
    assert again.reading.questions == ()


def test_escape_goes_back_to_the_library(running: Running, qtbot: QtBot, tmp_path: Path) -> None:
    pane = opened(running, qtbot, written(tmp_path, PLAIN))
    click(qtbot, pane, "backFromImport")
    assert running.window.current.place()["pane"] == "library"


def test_the_rows_are_a_sound_model(running: Running, qtbot: QtBot, tmp_path: Path, qtmodeltester: object) -> None:
    pane: QWidget = opened(running, qtbot, written(tmp_path, ASKING))
    model = pane.found.model  # type: ignore[attr-defined]
    assert isinstance(model, ImportRows)
    qtmodeltester.check(model)  # type: ignore[attr-defined]
    assert str(model.index(0, 2).data()) in {"Accepted", "Your decision", "Skipped"}


def test_standards_without_a_rubric_are_kept_all_the_same(running: Running, qtbot: QtBot, tmp_path: Path) -> None:
    document = {"identifier": "0f8f5a6e-0000-4000-8000-000000000001", "uri": "x", "title": "Science standards"}
    item = {
        "identifier": "0f8f5a6e-0000-4000-8000-000000000002",
        "uri": "y",
        "fullStatement": "Plans a fair test.",
        "humanCodingScheme": "S.1",
        "CFDocumentURI": {"identifier": document["identifier"], "title": "Science standards", "uri": "x"},
    }
    text = json.dumps({"CFDocument": document, "CFItems": [item], "CFAssociations": []})
    pane = opened(running, qtbot, written(tmp_path, text, "standards.json"))
    assert pane.reading is not None
    assert pane.reading.rubrics == ()
    click(qtbot, pane, "keepImport")
    assert running.window.current.objectName() == "standards"
    assert [each.title for each in list_frameworks(running.tools.session.workspace.db)] == ["Science standards"]
