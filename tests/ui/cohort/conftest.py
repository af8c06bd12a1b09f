"""The lead's window over a small cohort with marks; made once, then copied."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot
from tests.support.building import START, Clock
from tests.support.cohorts import Made, Shape, put_cohort
from tests.support.desks import LEA, identity_at, signer_of
from tests.support.lent_worker import LentWorker
from tests.ui.screens.conftest import PlayedDialogs, shared_worker
from tests.ui.widgets.conftest import show

from certdesk.core.cohorts import CohortState
from certdesk.evidence.client import EvidenceWorker
from certdesk.store.workspace import Workspace
from certdesk.ui.app import Running, build
from certdesk.ui.screens.cohort.screen import CohortScreen
from certdesk.ui.screens.pane import Pane
from certdesk.ui.theme.source import ThemeSource

__all__ = ["shared_worker", "show"]

SHAPE = Shape(candidates=24, assessors=4, double=0.5, seed=3)


@dataclass
class LeadsDesk:
    """The window, what the lead answers in boxes, and the cohort."""

    running: Running
    dialogs: PlayedDialogs
    made: Made

    @property
    def workspace(self) -> Workspace:
        return self.running.tools.session.workspace

    @property
    def screen(self) -> CohortScreen:
        screen = self.running.window.current
        assert isinstance(screen, CohortScreen)
        return screen

    def go(self, pane: str, **params: object) -> Pane:
        self.running.window.go("cohort", {"pane": pane, **params})
        return self.screen.pane

    def finish(self, qtbot: QtBot) -> None:
        qtbot.waitUntil(lambda: not self.running.tools.jobs.busy, timeout=30_000)


def lead(folder: Path) -> Workspace:
    """Open a workspace in which the lead acts."""
    person = signer_of(LEA).identity_id
    workspace = Workspace(folder, clock=Clock(), person=person)
    identity_at(workspace.identities, LEA)
    return workspace


@pytest.fixture(scope="session")
def closed_cohorts(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[CohortState, Made]]:
    """A closed workspace for each state: an open cohort and one that is prepared."""
    folder, made = tmp_path_factory.mktemp("cohorts"), {}
    for state in (CohortState.OPEN, CohortState.PREPARING):
        shape = Shape(SHAPE.candidates, SHAPE.assessors, SHAPE.double, seed=SHAPE.seed, state=state)
        with lead(folder / state.value) as workspace:
            made[state] = put_cohort(workspace, shape)
            with workspace.local_change() as db:
                row = {"id": workspace.person, "name": "Leila Haddad", "role": "lead", "fingerprint": "ab" * 32}
                db["person"].insert({**row, "made_at": START.isoformat()})
    return folder, made


def opened(folder: Path, theme: ThemeSource, worker: EvidenceWorker) -> Running:
    """Open the lead's window over the workspace in a folder."""
    running = build(lead(folder), theme, PlayedDialogs(), LentWorker(worker))
    running.window.resize(1366, 768)
    running.window.show()
    return running


@pytest.fixture(scope="module")
def seen(
    closed_cohorts: tuple[Path, dict[CohortState, Made]],
    tmp_path_factory: pytest.TempPathFactory,
    dressed: ThemeSource,
    shared_worker: EvidenceWorker,
) -> Iterator[LeadsDesk]:
    """One window for all tests of a module that only look, or take back what they did."""
    folder, made = closed_cohorts
    workspace = tmp_path_factory.mktemp("seen") / "workspace"
    shutil.copytree(folder / CohortState.OPEN.value, workspace)
    running = opened(workspace, dressed, shared_worker)
    dialogs = running.tools.dialogs
    assert isinstance(dialogs, PlayedDialogs)
    yield LeadsDesk(running, dialogs, made[CohortState.OPEN])
    running.close()


@pytest.fixture
def sit_down(
    closed_cohorts: tuple[Path, dict[CohortState, Made]],
    tmp_path: Path,
    theme: ThemeSource,
    shared_worker: EvidenceWorker,
    qtbot: QtBot,
) -> Iterator[Callable[..., LeadsDesk]]:
    """Open the lead's window over a copy of the cohort in a state."""
    folder, made = closed_cohorts
    all_of_them: list[Running] = []

    def sat(state: CohortState = CohortState.OPEN) -> LeadsDesk:
        shutil.copytree(folder / state.value, tmp_path / "workspace")
        running = opened(tmp_path / "workspace", theme, shared_worker)
        all_of_them.append(running)
        dialogs = running.tools.dialogs
        assert isinstance(dialogs, PlayedDialogs)
        return LeadsDesk(running, dialogs, made[state])

    yield sat
    for running in all_of_them:
        running.close()


@pytest.fixture
def desk(sit_down: Callable[..., LeadsDesk]) -> LeadsDesk:
    """The lead's desk with the open cohort."""
    return sit_down()
