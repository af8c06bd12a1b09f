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

from certdesk.core.cohorts import CohortState
from certdesk.evidence.client import EvidenceWorker
from certdesk.store.workspace import Workspace
from certdesk.ui.app import Running, build
from certdesk.ui.screens.cohort.screen import CohortScreen
from certdesk.ui.screens.pane import Pane
from certdesk.ui.theme.source import ThemeSource

__all__ = ["shared_worker"]

SHAPE = Shape(candidates=40, assessors=5, double=0.5, seed=3)


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
    opened: list[Running] = []

    def sat(state: CohortState = CohortState.OPEN) -> LeadsDesk:
        shutil.copytree(folder / state.value, tmp_path / "workspace")
        dialogs = PlayedDialogs()
        running = build(lead(tmp_path / "workspace"), theme, dialogs, LentWorker(shared_worker))
        opened.append(running)
        running.window.resize(1366, 768)
        running.window.show()
        qtbot.waitExposed(running.window)
        return LeadsDesk(running, dialogs, made[state])

    yield sat
    for running in opened:
        running.close()


@pytest.fixture
def desk(sit_down: Callable[..., LeadsDesk]) -> LeadsDesk:
    """The lead's desk with the open cohort."""
    return sit_down()
