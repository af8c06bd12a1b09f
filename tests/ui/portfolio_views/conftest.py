"""A coordinator's window over a workspace with one portfolio, whose files are really there."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import dataclass, replace
from hashlib import sha256
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot
from tests.support.building import a_portfolio, furnished, open_workspace, some_items
from tests.support.lent_worker import LentWorker
from tests.ui.screens.conftest import PlayedDialogs, shared_worker

from certdesk.evidence.client import EvidenceWorker
from certdesk.store.portfolios import item_row, load_items, portfolio_row
from certdesk.store.workspace import Workspace
from certdesk.ui.app import Running, build
from certdesk.ui.screens.portfolio import PortfolioScreen
from certdesk.ui.screens.portfolio_views.sort_view import SortView
from certdesk.ui.theme.source import ThemeSource

__all__ = ["shared_worker"]

HERE = "portfolio-P-001"
PLAN, VIDEO, LOG, POSTER = (f"item-P-001-{number}" for number in range(4))


@dataclass
class Desk:
    """The window, and what the person answers in boxes."""

    running: Running
    dialogs: PlayedDialogs

    @property
    def workspace(self) -> Workspace:
        return self.running.tools.session.workspace

    def screen(self, view: str = "sort", **params: object) -> PortfolioScreen:
        self.running.window.go("portfolio", {"portfolio": HERE, "view": view, **params})
        screen = self.running.window.current
        assert isinstance(screen, PortfolioScreen)
        return screen

    def sort(self, **params: object) -> SortView:
        pane = self.screen("sort", **params).findChild(SortView)
        assert isinstance(pane, SortView)
        return pane

    def types(self) -> dict[str, str]:
        return {item.title: item.evidence_type for item in load_items(self.workspace.db, HERE)}

    def finish(self, qtbot: QtBot) -> None:
        qtbot.waitUntil(lambda: not self.running.tools.jobs.busy, timeout=30_000)


def as_role(workspace: Workspace, role: str, person: str = "") -> None:
    """Give somebody, else whoever acts, another role."""
    person = person or workspace.person
    [row] = list(workspace.db.query("select * from person where id = ?", [person]))
    with workspace.recording("person.made", "role", subject=person) as recording:
        recording.put("person", row | {"role": role})


def put_files(workspace: Workspace, scratch: Path) -> None:
    """Enter a portfolio of four text files, of which two say by their names what they are."""
    portfolio = a_portfolio("P-001")
    names = ("lesson plan.txt", "notes.txt", "reflection.txt", "poster.txt")
    items = some_items(portfolio, ("Plan", "Notes", "Thoughts", "Poster"))
    with workspace.recording("portfolio.received", "P-001 taken in", subject=portfolio.id) as recording:
        recording.put("portfolio", portfolio_row(portfolio))
        for item, name in zip(items, names, strict=True):
            content = f"{name}: pupils measured twice.\n".encode() * 20
            staged = scratch / name
            staged.write_bytes(content)
            digest = sha256(content).hexdigest()
            workspace.vault.keep(staged, digest)
            facts = {"digest": digest, "size": len(content), "file_name": name, "kind": "text", "format": "TXT"}
            recording.put("item", item_row(replace(item, **facts)))


@pytest.fixture(scope="session")
def closed_workspace(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A workspace with one portfolio and two people; made once, then copied."""
    folder = tmp_path_factory.mktemp("sorting")
    with furnished(folder / "workspace", ()) as workspace:
        put_files(workspace, folder)
        as_role(workspace, "coordinator")
    return folder / "workspace"


@pytest.fixture
def desk(
    closed_workspace: Path, tmp_path: Path, theme: ThemeSource, shared_worker: EvidenceWorker, qtbot: QtBot
) -> Iterator[Desk]:
    """The window of a coordinator."""
    shutil.copytree(closed_workspace, tmp_path / "workspace")
    dialogs = PlayedDialogs()
    running = build(open_workspace(tmp_path / "workspace"), theme, dialogs, LentWorker(shared_worker))
    running.window.resize(1366, 768)
    running.window.show()
    qtbot.waitExposed(running.window)
    running.window.activateWindow()
    qtbot.waitUntil(running.window.isActiveWindow)
    yield Desk(running, dialogs)
    running.close()
