"""Projector mode from Score: large, without the names that the screen below it shows."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot
from tests.ui.screens.conftest import assessment, dialogs, furnished, running, stocked

from certdesk.store.portfolios import item_row, load_items
from certdesk.store.workspace import Workspace
from certdesk.ui.app import Running
from certdesk.ui.screens.training.projector import Projector

__all__ = ["assessment", "dialogs", "furnished", "running", "stocked"]


def shown(running: Running) -> list[Projector]:
    return [one for one in running.window.findChildren(Projector) if one.isVisible()]


def test_score_is_projected_without_names(running: Running, assessment: str, qtbot: QtBot) -> None:
    workspace: Workspace = running.tools.session.workspace
    running.window.go("score", {"assessment": assessment})
    screen = running.window.current
    portfolio = screen.view.portfolio
    items = load_items(workspace.db, portfolio.id)
    with workspace.recording("item.changed", "changed", subject=items[1].id) as recording:
        recording.put("item", item_row(replace(items[1], title="Plan of Miriam Adeyemi")))
    screen.viewing.go_to_item(items[1].id)
    command = next(one for one in running.window.commands() if one.id == "score.project")
    assert command.keys == ("Shift+F11",)
    command.run()
    [projector] = shown(running)
    qtbot.waitUntil(projector.isActiveWindow)
    assert projector.stage.item.id == items[1].id
    said = "\n".join(f"{one.text()} {one.toolTip()}" for one in projector.findChildren(QLabel) if one.isVisible())
    for name in ("Miriam", "Adeyemi", portfolio.code, items[1].file_name):
        assert name not in said
    projector.step(1)
    assert projector.stage.item.id == items[2].id
    qtbot.keyClick(projector, Qt.Key.Key_Escape)
    assert shown(running) == []
    assert [one.id for one in running.window.commands() if one.id == "go.training"] == ["go.training"]
