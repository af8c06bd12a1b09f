"""The lead's window over released results of two cohorts: put once, and one window for all tests of a file."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from tests.support.building import START, Clock
from tests.support.cohorts import Made, Shape, put_cohort
from tests.support.desks import LEA, identity_at, signer_of
from tests.support.fixtures import without_backup
from tests.support.lent_worker import LentWorker
from tests.support.results import put_results
from tests.ui.screens.conftest import PlayedDialogs, shared_worker

from certdesk.actions.consenting import record_consent
from certdesk.core.cohorts import ResultState
from certdesk.core.consent import Basis, Consent, Scope
from certdesk.core.plain import digest
from certdesk.core.portfolio import EvidenceItem
from certdesk.evidence.client import EvidenceWorker
from certdesk.store.portfolios import item_row, load_items
from certdesk.store.workspace import Workspace
from certdesk.ui.app import Running, build
from certdesk.ui.screens.insights.screen import InsightsScreen
from certdesk.ui.screens.pane import Pane
from certdesk.ui.theme.source import ThemeSource

__all__ = ["shared_worker"]

NOW, BEFORE = (
    Shape(candidates=90, assessors=4, double=0.4, seed=7),
    Shape(40, 4, 0.1, seed=3, name="2025 B", words=False),
)
COMING = Shape(candidates=12, assessors=2, double=0.0, seed=5, name="2027 A", words=False)


@dataclass
class InsightsDesk:
    """The window, what the lead answers in boxes, and the cohorts."""

    running: Running
    dialogs: PlayedDialogs
    made: Made
    before: Made
    coming: Made

    @property
    def workspace(self) -> Workspace:
        return self.running.tools.session.workspace

    @property
    def screen(self) -> InsightsScreen:
        screen = self.running.window.current
        assert isinstance(screen, InsightsScreen)
        return screen

    def go(self, qtbot: QtBot, pane: str, **params: object) -> Pane:
        self.running.window.go("insights", {"pane": pane, "cohort": self.made.cohort.id, **params})
        self.finish(qtbot)
        return self.screen.pane

    def finish(self, qtbot: QtBot) -> None:
        qtbot.waitUntil(lambda: not self.running.tools.jobs.busy, timeout=30_000)

    def put_file(self, number: int, text: str) -> EvidenceItem:
        """Give a portfolio of the cohort a text that may be an example."""
        portfolio = self.made.portfolios[number]
        path = self.workspace.staging / "text.txt"
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, encoding="utf-8")
        self.workspace.vault.keep(path, digest(text))
        item = load_items(self.workspace.db, portfolio.id)[0]
        kind = {"evidence_type": "pupil_work", "kind": "text", "format": "txt", "file_name": "one.txt"}
        item = replace(item, digest=digest(text), **kind)
        with self.workspace.recording("test", "test") as recording:
            recording.put("item", item_row(item))
        return item

    def agree(self, item: EvidenceItem) -> None:
        scopes = (Scope.ASSESSMENT, Scope.EXEMPLAR)
        record_consent(
            self.workspace, Consent("", item.portfolio_id, "class 9B", Basis.PARENT, scopes, item_id=item.id)
        )


def lead(folder: Path) -> Workspace:
    """Open a workspace in which the lead acts."""
    workspace = Workspace(folder, clock=Clock(), person=signer_of(LEA).identity_id)
    identity_at(workspace.identities, LEA)
    with workspace.local_change() as db:
        row = {"id": workspace.person, "name": "Leila Haddad", "role": "lead", "fingerprint": "ab" * 32}
        db["person"].insert({**row, "made_at": START.isoformat()})
    return workspace


def linked(workspace: Workspace, now: Made, before: Made, count: int) -> None:
    """Say that the first portfolios are new attempts of those of the cohort before."""
    with workspace.local_change() as db:
        for new, old in list(zip(now.portfolios, before.portfolios, strict=False))[:count]:
            row = {"portfolio_id": new.id, "earlier_id": old.id, "at": START.isoformat()}
            db["attempt"].insert(row)


@pytest.fixture(scope="module")
def opened(
    tmp_path_factory: pytest.TempPathFactory, dressed: ThemeSource, qapp: QApplication, shared_worker: EvidenceWorker
) -> Iterator[Callable[[], InsightsDesk]]:
    """Opens the one window of a file."""
    found: list[InsightsDesk] = []

    def desk() -> InsightsDesk:
        if not found:
            workspace = lead(tmp_path_factory.mktemp("insights") / "workspace")
            before, now = put_cohort(workspace, BEFORE), put_cohort(workspace, NOW)
            put_results(workspace, before)
            put_results(workspace, now)
            linked(workspace, now, before, 12)
            coming = put_cohort(workspace, COMING)
            put_results(workspace, coming, ResultState.DECIDED)
            dialogs = PlayedDialogs()
            running = build(workspace, dressed, dialogs, LentWorker(shared_worker))
            running.window.resize(1366, 768)
            running.window.show()
            found.append(InsightsDesk(running, dialogs, now, before, coming))
        return found[0]

    yield desk
    for one in found:
        with without_backup():
            one.running.close()


@pytest.fixture
def desk(opened: Callable[[], InsightsDesk], theme: ThemeSource, qtbot: QtBot) -> InsightsDesk:
    """The lead's window; what a test does to it stays for the next."""
    made = opened()
    made.dialogs.files.clear()
    made.dialogs.reasons.clear()
    return made
