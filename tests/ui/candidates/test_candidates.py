"""The list of candidates: from a sheet that is dropped on Today to every portfolio having an owner."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot
from tests.support.building import BEN, furnished
from tests.support.lent_worker import LentWorker
from tests.ui.portfolio_views.conftest import Desk, as_role
from tests.ui.screens.conftest import PlayedDialogs, click, find, press, shared_worker

from certdesk.actions.naming_candidates import CandidateDetails, change_candidate
from certdesk.evidence.client import EvidenceWorker
from certdesk.store.candidates import list_candidates
from certdesk.ui.app import build
from certdesk.ui.screens.candidates.import_pane import ImportPane
from certdesk.ui.screens.candidates.list_pane import ListPane
from certdesk.ui.screens.today import TodayScreen
from certdesk.ui.theme.source import ThemeSource
from certdesk.ui.widgets.button import Button
from certdesk.ui.widgets.combo_box import ComboBox

__all__ = ["shared_worker"]

LIST = """Teachers of the coast,,,
Teacher,Place,Mail,Phone
Miriam Obi,Hill School,miriam@example.org,1
Chipo Moyo,Hill School,chipo@example.org,2
Chipo Moyo,Coast School,moyo@example.org,3
,Coast School,nobody@example.org,4
"""


@pytest.fixture
def desk(tmp_path: Path, theme: ThemeSource, shared_worker: EvidenceWorker, qtbot: QtBot) -> Iterator[Desk]:
    """A coordinator's window over two portfolios: one of somebody on the list, one of a name that two have."""
    workspace = furnished(tmp_path / "workspace")
    change_candidate(workspace, "portfolio-P-001", CandidateDetails(name="Miriam Obi"))
    change_candidate(workspace, "portfolio-P-002", CandidateDetails(name="Chipo Moyo"))
    as_role(workspace, "coordinator")
    dialogs = PlayedDialogs()
    running = build(workspace, theme, dialogs, LentWorker(shared_worker))
    running.window.resize(1366, 768)
    running.window.show()
    qtbot.waitExposed(running.window)
    running.window.activateWindow()
    qtbot.waitUntil(running.window.isActiveWindow)
    yield Desk(running, dialogs)
    running.close()


@pytest.fixture
def sheet(tmp_path: Path) -> Path:
    """A list as people keep them: a title above, headings of their own, a column nobody needs."""
    path = tmp_path / "teachers.csv"
    path.write_text(LIST, encoding="utf-8")
    return path


def looked_at(desk: Desk, qtbot: QtBot) -> ImportPane:
    """Wait until a list is read."""
    desk.finish(qtbot)
    pane = desk.running.window.findChild(ImportPane)
    assert isinstance(pane, ImportPane)
    return pane


def test_a_list_dropped_on_today_is_matched_decided_kept_and_assigned(desk: Desk, qtbot: QtBot, sheet: Path) -> None:
    desk.running.window.go("today")
    today = desk.running.window.current
    assert isinstance(today, TodayScreen)
    today._drop.files_dropped.emit((sheet,))
    pane = looked_at(desk, qtbot)
    assert desk.running.window.current.objectName() == "candidates"
    column = find(pane, "column-1")
    assert isinstance(column, ComboBox)
    assert column.accessibleName() == "Column 2, Place"
    column.set_current("school")
    column.chosen.emit("school")
    field = find(pane, "default-cohort")
    field.setText("2026")  # type: ignore[attr-defined]
    qtbot.keyClick(field, Qt.Key.Key_Return)
    assert find(pane, "keepList").accessibleName() == "Keep 1 candidate"
    pane.table.setFocus()
    press(qtbot, desk.running, "n", "n", "n")  # the third has no name, so it can't be somebody new
    assert find(pane, "keepList").accessibleName() == "Keep 3 candidates"
    press(qtbot, desk.running, "l")
    click(qtbot, pane, "keepList")
    kept = {(one.name, one.school, one.cohort) for one in list_candidates(desk.workspace.db)}
    assert kept == {
        ("Miriam Obi", "Hill School", "2026"),
        ("Chipo Moyo", "Hill School", "2026"),
        ("Chipo Moyo", "Coast School", "2026"),
    }
    listed = desk.running.window.findChild(ListPane)
    assert isinstance(listed, ListPane)
    assert listed.isVisible()
    click(qtbot, listed, "assignSure")
    assert not find(listed, "sureBanner").isVisible()
    codes = {one.name: one.code for one in list_candidates(desk.workspace.db)}
    assert codes["Miriam Obi"] == "P-001"
    listed.list.filters.set_current("decide")
    listed._show_rows()
    assert listed.model.rowCount() == 2, "two people of one name, one portfolio"
    qtbot.waitUntil(lambda: any(one.isVisible() for one in listed.findChildren(Button, "assign-0")))
    next(one for one in listed.findChildren(Button, "assign-0") if one.isVisible()).click()
    assert listed.model.rowCount() == 0
    assert sorted(one.code for one in list_candidates(desk.workspace.db)) == ["", "P-001", "P-002"]


def test_the_same_list_again_renews_and_doubles_nothing(desk: Desk, qtbot: QtBot, sheet: Path) -> None:
    sheet.write_text("Name,School,Email\nMiriam Obi,Hill School,m@example.org\n", encoding="utf-8")
    for expected in ("Keep 1 candidate", "Keep the list", "Keep 1 candidate"):
        desk.running.window.go("candidates", {"file": str(sheet)})
        pane = looked_at(desk, qtbot)
        assert find(pane, "keepList").accessibleName() == expected
        pane.keep()
        if expected == "Keep the list":
            assert not find(pane, "keepList").isEnabled()
            sheet.write_text("Name,School,Email\nMiriam Obi,Coast School,m@example.org\n", encoding="utf-8")
            pane.open(sheet)
            desk.finish(qtbot)
    assert [one.school for one in list_candidates(desk.workspace.db)] == ["Coast School"]


def test_a_list_without_known_names_asks_for_the_column(desk: Desk, qtbot: QtBot, sheet: Path) -> None:
    sheet.write_text("Aaa,Bbb\n12x,Miriam Obi 2\n13x,Chipo Moyo 3\n", encoding="utf-8")
    desk.running.window.go("candidates", {"file": str(sheet)})
    pane = looked_at(desk, qtbot)
    assert not find(pane, "keepList").isEnabled()
    assert "Say above which one it is" in pane._wrong.text()
    column = find(pane, "column-1")
    assert isinstance(column, ComboBox)
    column.chosen.emit("name")
    assert not pane._wrong.isVisible()
    assert find(pane, "keepList").isEnabled()


def test_the_list_is_searched_saved_and_hidden_from_assessors(
    desk: Desk, qtbot: QtBot, sheet: Path, tmp_path: Path
) -> None:
    sheet.write_text("Name,School\nMiriam Obi,Hill School\nChipo Moyo,=1+1\n", encoding="utf-8")
    desk.running.window.go("candidates", {"file": str(sheet)})
    looked_at(desk, qtbot).keep()
    screen = desk.running.window.current
    listed = desk.running.window.findChild(ListPane)
    assert isinstance(listed, ListPane)
    listed.search("hill")
    assert listed.model.rowCount() == 1
    target = tmp_path / "saved.csv"
    desk.dialogs.files.append(target)
    click(qtbot, screen, "saveList")
    saved = target.read_text(encoding="utf-8-sig")
    assert "Miriam Obi" in saved
    assert ",=1" not in saved
    as_role(desk.workspace, "lead", BEN)
    as_role(desk.workspace, "assessor")
    desk.running.window.go("candidates")
    assert not listed.isVisible()
    assert not find(screen, "saveList").isVisible()
