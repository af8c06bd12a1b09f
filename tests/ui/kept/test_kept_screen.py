"""What is due is deleted in the window, and what must stay is held."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot
from tests.support.desks import LEA, signer_of
from tests.support.keeping import desk_later
from tests.support.ui_tools import tools_over
from tests.ui.screens.conftest import PlayedDialogs, click, find

from certdesk.actions.purging import receipts
from certdesk.store.portfolios import load_items
from certdesk.store.retention import list_holds
from certdesk.ui.screens.kept.screen import KeptScreen
from certdesk.ui.theme.source import ThemeSource
from certdesk.ui.tools import Tools


@pytest.fixture
def tools(tmp_path: Path, theme: ThemeSource) -> Iterator[Tools]:
    workspace, _made = desk_later(tmp_path / "workspace")
    with workspace, tools_over(workspace, theme, PlayedDialogs()) as tools:
        tools.keyring.keep(signer_of(LEA))
        yield tools


@pytest.fixture
def screen(tools: Tools, qtbot: QtBot) -> KeptScreen:
    made = KeptScreen(tools)
    tools.session.changed.connect(made.on_changed)
    qtbot.addWidget(made)
    made.resize(1286, 700)
    made.enter({})
    with qtbot.waitExposed(made):
        made.show()
    return made


def test_what_is_due_is_chosen_deleted_and_signed_for(screen, tools, qtbot, tmp_path):
    workspace = tools.session.workspace
    assert screen.model.rowCount() == 2
    click(qtbot, screen, "keptAll")
    assert "2 items" in screen.side.heading.text()
    gone = load_items(workspace.db, screen.chosen()[0].portfolio_id)[0].digest
    with qtbot.waitSignal(screen.side.purged):
        click(qtbot, screen, "purgeGo")
    assert "not even undo" in " ".join(tools.dialogs.asked) or tools.dialogs.asked
    assert not workspace.vault.has(gone)
    [receipt] = receipts(workspace)
    assert receipt.genuine
    assert screen.model.rowCount() == 0
    target = tmp_path / "receipt.json"
    tools.dialogs.files.append(target)
    click(qtbot, screen, f"saveReceipt{receipt.id[-8:]}")
    assert gone in target.read_text()


def test_nothing_is_deleted_when_somebody_thinks_again(screen, tools, qtbot):
    tools.dialogs.consent = False
    screen.choose_all()
    click(qtbot, screen, "purgeGo")
    assert receipts(tools.session.workspace) == ()
    assert screen.model.rowCount() == 2


def test_what_is_chosen_can_be_held_with_a_reason_and_let_go_again(screen, tools, qtbot):
    screen.choose_all()
    click(qtbot, screen, "hold")
    assert list_holds(tools.session.workspace.db) == ()
    find(screen, "holdReason").show_text("Complaint 2026/14")
    click(qtbot, screen, "hold")
    assert [one.reason for one in list_holds(tools.session.workspace.db)] == ["Complaint 2026/14"] * 2
    assert screen.model.rowCount() == 0
    screen.list.filters.set_current("all")
    screen.list.filters.chosen.emit("all")
    screen.list.table.selectAll()
    assert not find(screen, "purgeGo").isEnabled()
    click(qtbot, screen, "lift")
    assert all(one.ended_on for one in list_holds(tools.session.workspace.db))
