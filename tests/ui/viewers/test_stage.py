"""One stage for all evidence."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication, QLabel, QTableWidget, QWidget
from pytestqt.qtbot import QtBot

from certdesk import shipped
from certdesk.core.annotations import PageRegion, PhotoRegion, Rect, TextQuote, TimeSpan, WholeItem
from certdesk.evidence.client import EvidenceWorker
from certdesk.ui.theme.source import ThemeSource
from certdesk.ui.viewers.marks_on_media import MediaMark
from certdesk.ui.viewers.pdf_viewer import PdfViewer
from certdesk.ui.viewers.photo_viewer import PhotoViewer
from certdesk.ui.viewers.sheet_scene import Part
from certdesk.ui.viewers.stage import EvidenceStage
from certdesk.ui.viewers.still_maker import StillMaker
from certdesk.ui.viewers.text_viewer import TextViewer
from certdesk.ui.viewers.unknown_viewer import UnknownViewer
from certdesk.ui.viewers.video_player import VideoPlayer
from certdesk.ui.widgets.button import Button


@pytest.fixture
def stage(theme: ThemeSource, worker: EvidenceWorker, show: Callable[..., None]) -> Iterator[EvidenceStage]:
    stills = StillMaker()
    made = EvidenceStage(worker, stills, theme)
    made.set_criterion("T4")
    show(made)
    yield made
    stills.close()


@pytest.fixture
def text(tmp_path: Path) -> Path:
    path = tmp_path / "reflection.txt"
    path.write_text("We compared three filters and changed the order.", encoding="utf-8")
    return path


@pytest.fixture
def strange(tmp_path: Path) -> Path:
    path = tmp_path / "project.xyz"
    path.write_bytes(bytes(range(256)) * 10)
    return path


def test_each_kind_has_its_viewer_and_one_of_each_is_kept(
    stage: EvidenceStage, item: Callable, plan: Path, photo: Path, text: Path, strange: Path, film: Path
) -> None:
    kinds = {plan: PdfViewer, photo: PhotoViewer, text: TextViewer, strange: UnknownViewer, film: VideoPlayer}
    first = {}
    for path, kind in kinds.items():
        stage.show_item(item(path))
        assert type(stage.viewer) is kind
        first[kind] = stage.viewer
    for path, kind in kinds.items():
        stage.show_item(item(path))
        assert stage.viewer is first[kind]


def test_a_film_is_let_go_when_something_else_is_shown(
    qtbot: QtBot, stage: EvidenceStage, item: Callable, film: Path, plan: Path
) -> None:
    stage.show_item(item(film))
    player = stage.player
    qtbot.waitUntil(lambda: not player.still().isNull())
    player.toggle_play()
    qtbot.waitUntil(lambda: player.engine.playing)
    stage.show_item(item(plan))
    assert stage.player is None
    assert player.engine._player.source().isEmpty()


@pytest.mark.parametrize(
    ("medium", "anchor"),
    [
        ("plan", PageRegion(3, Rect(40, 80, 200, 120))),
        ("photo", PhotoRegion(Rect(300, 300, 800, 900))),
        ("film", TimeSpan(2000, 3000)),
        ("text", TextQuote("changed the order")),
        ("strange", WholeItem()),
    ],
)
def test_every_viewer_has_the_common_surface(
    qtbot: QtBot, stage: EvidenceStage, item: Callable, medium: str, anchor: object, request: pytest.FixtureRequest
) -> None:
    path = request.getfixturevalue(medium)
    marks = (MediaMark("a", "T4", anchor, current=True, note="Here"),)
    stage.show_item(item(path, marks))
    stage.go_to(anchor)
    stage.set_marks(())
    stage.set_marks(marks)
    stage.clear_selection()
    place = stage.place()
    assert json.loads(json.dumps(place)) == place
    stage.restore(place)
    assert stage.anchor() is not None
    stage.close_item()
    assert stage.viewer is None
    assert stage.anchor() == WholeItem()


def test_signals_are_passed_on(qtbot: QtBot, stage: EvidenceStage, item: Callable, plan: Path) -> None:
    stage.show_item(item(plan, (MediaMark("a", "T4", PageRegion(1, Rect(0, 0, 400, 500)), current=True),)))
    with qtbot.waitSignal(stage.place_changed):
        stage.viewer.canvas.scroll_to(3)
    with qtbot.waitSignal(stage.anchor_changed):
        stage.viewer.canvas.begin_region()
    stage.clear_selection()
    stage.viewer.canvas.scroll_to(1)
    with qtbot.waitSignal(stage.mark_clicked):
        qtbot.mouseClick(stage.viewer.canvas.viewport(), Qt.MouseButton.LeftButton, pos=stage.rect().center() / 2)


def test_what_is_unknown_says_what_it_is_and_offers_a_copy(
    qtbot: QtBot, stage: EvidenceStage, item: Callable, strange: Path
) -> None:
    with qtbot.waitSignal(stage.problem_shown):
        stage.show_item(item(strange))
    facts = stage.findChild(QLabel, "facts").text()
    assert "SHA-256 abababababab" in facts
    with qtbot.waitSignal(stage.open_elsewhere_requested) as asked:
        qtbot.mouseClick(stage.findChild(Button, "openElsewhere"), Qt.MouseButton.LeftButton)
    assert asked.args == ["project.xyz"]
    assert stage.anchor() == WholeItem()


def test_a_document_without_pages_is_read_instead(
    qtbot: QtBot, stage: EvidenceStage, item: Callable, tmp_path: Path
) -> None:
    path = tmp_path / "letter.rtf"
    path.write_text(r"{\rtf1\ansi Dear colleagues, we met on Monday.}")
    stage.show_item(item(path, described=False))
    stage.go_to(TextQuote("we met"))
    qtbot.waitUntil(lambda: isinstance(stage.viewer, TextViewer) and stage.anchor() != WholeItem())
    assert stage.anchor().quote == "we met"


def test_items_of_the_sample_cohort_can_be_looked_at(qtbot: QtBot, stage: EvidenceStage, item: Callable) -> None:
    folder = shipped.resources() / "sample_cohort" / "KITE-37"
    wanted = {"co-planning.docx": PdfViewer, "filter-tests.heic": PhotoViewer, "shared-table.xlsx": TextViewer}
    if not all((folder / name).is_file() for name in wanted):
        pytest.skip("the sample cohort is not built")
    problems: list[str] = []
    stage.problem_shown.connect(problems.append)
    for name, kind in wanted.items():
        stage.show_item(item(folder / name))
        assert type(stage.viewer) is kind
        if kind is TextViewer:
            qtbot.waitUntil(lambda: bool(stage.viewer.surface.text))
        else:
            qtbot.waitUntil(lambda: bool(stage.viewer._pictures.shots(1)))
    assert problems == []


def test_answers_for_an_item_that_was_left_do_not_appear(
    qtbot: QtBot, stage: EvidenceStage, item: Callable, text: Path, tmp_path: Path
) -> None:
    other = tmp_path / "other.txt"
    other.write_text("Something else entirely.")
    for _turn in range(5):
        stage.show_item(item(text))
        stage.show_item(item(other))
    qtbot.waitUntil(lambda: "entirely" in stage.viewer.view.text)
    assert "filters" not in stage.viewer.view.text


def test_a_stage_can_go_while_answers_are_under_way(
    qtbot: QtBot, theme: ThemeSource, worker: EvidenceWorker, item: Callable, plan: Path
) -> None:
    stills = StillMaker()
    made = EvidenceStage(worker, stills, theme)
    made.show_item(item(plan, described=False))
    gone: list[bool] = []
    made.destroyed.connect(lambda: gone.append(True))
    made.deleteLater()
    qtbot.waitUntil(lambda: bool(gone))
    stills.close()


def test_an_archive_lists_what_is_packed_in_it(
    qtbot: QtBot, stage: EvidenceStage, item: Callable, tmp_path: Path
) -> None:
    import zipfile

    path = tmp_path / "lesson.zip"
    with zipfile.ZipFile(path, "w") as packed:
        packed.writestr("photos/one.jpg", b"x" * 3000)
        packed.writestr("plan.docx", b"y")
    stage.show_item(item(path))
    contents = stage.viewer.findChild(QTableWidget, "archiveList")
    qtbot.waitUntil(contents.isVisible)
    names = [contents.item(row, 0).text() for row in range(contents.rowCount())]
    assert "photos/one.jpg" in names
    assert "plan.docx" in names
    assert stage.looked_at() == {0}, "its list was on screen"
    assert stage.selected() is None
    other = tmp_path / "strange.bin"
    other.write_bytes(bytes(range(200)))
    stage.show_item(item(other))
    assert not contents.isVisible()


@pytest.mark.parametrize("medium", ["text", "plan"])
def test_the_keyboard_stays_in_the_pane_while_an_item_is_opened(
    qtbot: QtBot, stage: EvidenceStage, item: Callable, medium: str, request: pytest.FixtureRequest
) -> None:
    stage.show_item(item(request.getfixturevalue(medium), described=False))
    stage.setFocus()
    assert stage.isAncestorOf(QApplication.focusWidget())
    qtbot.waitUntil(lambda: stage.looked_at() != frozenset())
    shown = stage.viewer.canvas if medium == "plan" else stage.viewer.surface
    assert shown.hasFocus()


def test_another_medium_takes_the_keyboard_over(
    qtbot: QtBot, stage: EvidenceStage, item: Callable, plan: Path, photo: Path, text: Path
) -> None:
    stage.show_item(item(plan))
    stage.setFocus()
    for path in (photo, text, plan):
        stage.show_item(item(path))
        qtbot.waitUntil(lambda: stage.viewer.isAncestorOf(QApplication.focusWidget() or stage))


def test_more_about_an_item_can_be_asked_for(qtbot: QtBot, stage: EvidenceStage, item: Callable, plan: Path) -> None:
    shown = item(plan)
    stage.show_item(shown)
    button = stage.viewer.findChild(Button, "viewerMore")
    with qtbot.waitSignal(stage.menu_asked) as asked:
        qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    assert asked.args == [shown.id, button.mapToGlobal(QPoint(0, button.height()))]


def test_what_is_selected_is_told_from_what_is_looked_at(
    qtbot: QtBot, stage: EvidenceStage, item: Callable, plan: Path, photo: Path
) -> None:
    for path, anchor in ((plan, PageRegion(1, Rect(40, 50, 90, 80))), (photo, PhotoRegion(Rect(40, 50, 90, 80)))):
        stage.show_item(item(path))
        assert stage.selected() is None
        stage.viewer.canvas.select(Part(1, anchor.rect))
        assert stage.selected().rect == anchor.rect
        stage.clear_selection()
        assert stage.selected() is None


def test_a_selection_says_which_key_files_it(qtbot: QtBot, stage: EvidenceStage, item: Callable, plan: Path) -> None:
    stage.set_filing_key("Ctrl+G")
    stage.show_item(item(plan))
    stage.viewer.canvas.select(Part(1, Rect(40, 50, 90, 80)))
    first = stage.viewer.canvas.viewport().grab().toImage()
    assert stage.viewer.canvas.scene.filing_key == "Ctrl+G"
    stage.set_filing_key("")
    assert stage.viewer.canvas.viewport().grab().toImage() != first


def test_a_program_is_not_offered_to_be_opened(
    qtbot: QtBot, stage: EvidenceStage, item: Callable, tmp_path: Path
) -> None:
    path = tmp_path / "holiday.jpg"
    path.write_bytes(b"MZ" + bytes(62) + b"PE\0\0" + bytes(4000))
    stage.show_item(item(path))
    assert stage.viewer is not None
    elsewhere = stage.viewer.findChild(QWidget, "openElsewhere")
    assert elsewhere is not None
    qtbot.waitUntil(lambda: not elsewhere.isVisible())
    assert stage.viewer.focusProxy() is not elsewhere
