"""The Training screen over the small workspace, whose portfolio P-001 has a text that a room may see."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot
from tests.support.fixtures import workspace
from tests.support.lent_worker import LentWorker
from tests.support.ui_tools import tools_over
from tests.ui.screens.conftest import PlayedDialogs, shared_worker

from certdesk.evidence.client import EvidenceWorker
from certdesk.store.portfolios import item_row, load_item
from certdesk.store.workspace import Workspace
from certdesk.ui.screens.training.screen import TrainingScreen
from certdesk.ui.theme.source import ThemeSource
from certdesk.ui.tools import Tools

__all__ = ["shared_worker", "workspace"]


def give_text(workspace: Workspace, item_id: str, tmp_path: Path) -> None:
    """Let an item be a text whose file is here."""
    staged = tmp_path / "staged.txt"
    staged.write_text("Pupils changed the order of the layers.\n", encoding="utf-8")
    digest = hashlib.sha256(staged.read_bytes()).hexdigest()
    workspace.vault.keep(staged, digest)
    item = replace(load_item(workspace.db, item_id), digest=digest, kind="text", file_name="Miriam Adeyemi plan.txt")
    with workspace.recording("item.changed", "changed", subject=item_id) as recording:
        recording.put("item", item_row(replace(item, title="Plan of Miriam Adeyemi")))


@pytest.fixture
def tools(workspace: Workspace, theme: ThemeSource, shared_worker: EvidenceWorker, tmp_path: Path) -> Iterator[Tools]:
    give_text(workspace, "item-P-001-0", tmp_path)
    with tools_over(workspace, theme, PlayedDialogs(), LentWorker(shared_worker)) as made:
        yield made


@pytest.fixture
def screen(tools: Tools, qtbot: QtBot) -> TrainingScreen:
    made = TrainingScreen(tools)
    tools.session.changed.connect(made.on_changed)
    qtbot.addWidget(made)
    made.resize(1294, 768)
    return made
