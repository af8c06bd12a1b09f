"""Desks of two people with a window each; keys without passphrases, small real files."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot
from tests.support.building import Clock, a_portfolio, some_items
from tests.support.desks import ADA, BEN, DeskOf, desk
from tests.support.lent_worker import LentWorker
from tests.ui.screens.conftest import PlayedDialogs, shared_worker

from certdesk.core.portfolio import EvidenceItem
from certdesk.evidence.client import EvidenceWorker
from certdesk.store.portfolios import item_row, portfolio_row
from certdesk.store.workspace import Workspace
from certdesk.ui.app import Running, build
from certdesk.ui.screens.exchange.screen import ExchangeScreen
from certdesk.ui.theme.source import ThemeSource

__all__ = ["shared_worker"]


@dataclass
class Desk:
    """A person, the window in front of them, and what they answer in boxes."""

    running: Running
    person: DeskOf
    dialogs: PlayedDialogs

    @property
    def workspace(self) -> Workspace:
        return self.running.tools.session.workspace

    def go(self, pane: str = "now", **params: object) -> ExchangeScreen:
        self.running.window.go("exchange", {"pane": pane, **params})
        return self.screen

    @property
    def screen(self) -> ExchangeScreen:
        screen = self.running.window.current
        assert isinstance(screen, ExchangeScreen)
        return screen

    def codes(self) -> set[str]:
        return {row["code"] for row in self.workspace.db.query("select code from portfolio")}

    def finish(self, qtbot: QtBot) -> None:
        qtbot.waitUntil(lambda: not self.running.tools.jobs.busy, timeout=30_000)


def put_real(workspace: Workspace, scratch: Path, code: str) -> None:
    """Enter a portfolio whose two files are really there."""
    portfolio = a_portfolio(code)
    items: list[EvidenceItem] = []
    for item in some_items(portfolio):
        content = f"{code} {item.title}\n".encode() * 200
        staged = scratch / f"{code}-{item.position}"
        staged.write_bytes(content)
        digest = sha256(content).hexdigest()
        workspace.vault.keep(staged, digest)
        facts = {**item_row(item), "digest": digest, "size": len(content)}
        items.append(facts)
    with workspace.recording("portfolio.received", f"{code} taken in", subject=portfolio.id) as recording:
        recording.put("portfolio", portfolio_row(portfolio))
        for row in items:
            recording.put("item", row)


@pytest.fixture(scope="session")
def closed_desks(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The workspaces of Ada, who has two portfolios, and of Ben; they know each other. Made once, then copied."""
    folder = tmp_path_factory.mktemp("desks")
    ada, ben = desk(folder / ADA, ADA), desk(folder / BEN, BEN)
    ada.knows(ben)
    ben.knows(ada)
    for code in ("P-001", "P-002"):
        put_real(ada.workspace, folder, code)
    ada.workspace.close()
    ben.workspace.close()
    return folder


@pytest.fixture
def sit_down(
    closed_desks: Path, tmp_path: Path, theme: ThemeSource, shared_worker: EvidenceWorker, qtbot: QtBot
) -> Iterator[Callable[[str], Desk]]:
    """Open the window of a person at a copy of their desk, with their key unlocked."""
    made: list[Desk] = []

    def sit(name: str) -> Desk:
        folder = tmp_path / name
        known = (closed_desks / name).exists()
        if known and not folder.exists():
            shutil.copytree(closed_desks / name, folder)
        person = desk(folder, name, rubric=not known, clock=Clock())
        dialogs = PlayedDialogs()
        running = build(person.workspace, theme, dialogs, LentWorker(shared_worker))
        running.tools.keyring.keep(person.signer)
        running.window.resize(1366, 768)
        running.window.show()
        qtbot.waitExposed(running.window)
        made.append(Desk(running, person, dialogs))
        return made[-1]

    yield sit
    for one in made:
        one.running.close()


@pytest.fixture
def stick(tmp_path: Path) -> Path:
    """A folder that stands for a stick."""
    folder = tmp_path / "STICK"
    folder.mkdir()
    return folder
