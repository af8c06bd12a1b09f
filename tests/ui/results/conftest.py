"""The lead's window over a small cohort: decided, and released; each made once, then copied."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtWidgets import QAbstractButton, QWidget
from pytestqt.qtbot import QtBot
from tests.support.building import START, Clock
from tests.support.cohorts import Made, Shape, put_cohort
from tests.support.desks import LEA, identity_at, signer_of
from tests.support.lent_worker import LentWorker
from tests.ui.screens.conftest import PlayedDialogs, shared_worker

from certdesk.actions.deciding_results import decide_results
from certdesk.actions.releasing import release
from certdesk.core.cohorts import Cohort, CohortState
from certdesk.evidence.client import EvidenceWorker
from certdesk.store.workspace import Workspace
from certdesk.ui.app import Running, build
from certdesk.ui.screens.pane import Pane
from certdesk.ui.screens.results.screen import ResultsScreen
from certdesk.ui.theme.source import ThemeSource

__all__ = ["shared_worker"]

SHAPE = Shape(candidates=14, assessors=4, double=0.4, seed=9, lost=0.1)
DECIDED, RELEASED, ALONE = "decided", "released", "alone"


@dataclass
class LeadsResults:
    """The window, what the lead answers in boxes, and the cohort."""

    running: Running
    dialogs: PlayedDialogs
    made: Made

    @property
    def workspace(self) -> Workspace:
        return self.running.tools.session.workspace

    @property
    def cohort(self) -> Cohort:
        return self.made.cohort

    @property
    def screen(self) -> ResultsScreen:
        screen = self.running.window.current
        assert isinstance(screen, ResultsScreen)
        return screen

    def go(self, pane: str = "", **params: object) -> Pane:
        self.running.window.go("results", {"pane": pane, **params} if pane else {})
        return self.screen.pane

    def find(self, name: str) -> QWidget:
        found = self.screen.pane.findChild(QWidget, name)
        assert found is not None, name
        return found

    def press(self, name: str) -> None:
        pressed = self.find(name)
        assert isinstance(pressed, QAbstractButton)
        assert pressed.isEnabled(), name
        pressed.click()

    def shown(self, name: str) -> bool:
        found = self.screen.pane.findChildren(QWidget, name)
        assert found, name
        return any(one.isVisibleTo(self.screen) for one in found)

    def finish(self, qtbot: QtBot) -> None:
        qtbot.waitUntil(lambda: not self.running.tools.jobs.busy, timeout=30_000)


def lead(folder: Path) -> Workspace:
    """Open a workspace in which the lead acts, a day after everything was signed."""
    person = signer_of(LEA).identity_id
    workspace = Workspace(folder, clock=Clock(START + timedelta(days=1)), person=person)
    identity_at(workspace.identities, LEA)
    return workspace


@pytest.fixture(scope="session")
def closed_results(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Made]:
    """Closed workspaces: one whose results are decided, one in which they are released, one without a cohort."""
    folder = tmp_path_factory.mktemp("results")
    with lead(folder / ALONE):
        pass
    with lead(folder / DECIDED) as workspace:
        made = put_cohort(workspace, SHAPE)
        with workspace.local_change() as db:
            row = {"id": workspace.person, "name": "Leila Haddad", "role": "lead", "fingerprint": "ab" * 32}
            db["person"].insert({**row, "made_at": START.isoformat()})
        decide_results(workspace, made.cohort)
    shutil.copytree(folder / DECIDED, folder / RELEASED)
    with lead(folder / RELEASED) as workspace:
        assert made.cohort.state is CohortState.OPEN
        release(workspace, made.cohort, override="a trial")
    return folder, made


def opened(folder: Path, theme: ThemeSource, worker: EvidenceWorker) -> Running:
    """Open the lead's window; her key is unlocked already."""
    running = build(lead(folder), theme, PlayedDialogs(), LentWorker(worker))
    running.tools.keyring.keep(signer_of(LEA))
    running.window.resize(1366, 768)
    running.window.show()
    return running


@pytest.fixture
def sit_down(
    closed_results: tuple[Path, Made],
    tmp_path: Path,
    theme: ThemeSource,
    shared_worker: EvidenceWorker,
    qtbot: QtBot,
) -> Iterator[Callable[[str], LeadsResults]]:
    """Open the lead's window over a copy of a workspace."""
    folder, made = closed_results
    all_of_them: list[Running] = []

    def sat(state: str = DECIDED) -> LeadsResults:
        shutil.copytree(folder / state, tmp_path / "workspace")
        running = opened(tmp_path / "workspace", theme, shared_worker)
        all_of_them.append(running)
        dialogs = running.tools.dialogs
        assert isinstance(dialogs, PlayedDialogs)
        return LeadsResults(running, dialogs, made)

    yield sat
    for running in all_of_them:
        running.close()
