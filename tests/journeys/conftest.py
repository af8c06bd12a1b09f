"""The real window over a real workspace with real files; only the person in front of the boxes is played."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot
from shiboken6 import isValid
from tests.support.fixtures import without_backup
from tests.support.lent_worker import LentWorker

from certdesk import shipped
from certdesk.actions import identifying
from certdesk.actions.catalogues import load_built_in_comments
from certdesk.actions.rubric_loading import load_built_in_rubrics
from certdesk.core.progress import silent
from certdesk.evidence.client import EvidenceWorker
from certdesk.store.workspace import Workspace
from certdesk.ui.app import Running, build
from certdesk.ui.theme.source import ThemeSource

REPOSITORY = Path(__file__).parents[2]
SAMPLES = REPOSITORY / "resources" / "sample_cohort"
PASSPHRASE = "forty portfolios"


@dataclass
class PlayedDialogs:
    """Answers boxes with what the test prepared."""

    files: list[Path] = field(default_factory=list)
    reasons: list[str] = field(default_factory=list)
    confirms: bool = True

    def choose_file(self, _title: str, _patterns: str) -> Path | None:
        return self.files.pop(0) if self.files else None

    def choose_files(self, _title: str, _patterns: str) -> tuple[Path, ...]:
        chosen = tuple(self.files)
        self.files.clear()
        return chosen

    def choose_folder(self, _title: str) -> Path | None:
        return self.files.pop(0) if self.files else None

    def choose_target(self, _title: str, _suggested: str) -> Path | None:
        return self.files.pop(0) if self.files else None

    def confirm(self, _question: str, _detail: str, _verb: str) -> bool:
        return self.confirms

    def reason(self, _title: str, _question: str) -> str | None:
        return self.reasons.pop(0) if self.reasons else None


@pytest.fixture
def dialogs() -> PlayedDialogs:
    return PlayedDialogs()


@pytest.fixture(scope="session")
def furnished(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A workspace with one assessor and what the program brings, closed; made once, because that takes its time."""
    folder = tmp_path_factory.mktemp("furnished") / "workspace"
    with Workspace(folder) as workspace:
        plan = identifying.plan_identity(workspace, "Amara Diallo", "assessor", PASSPHRASE)
        identifying.keep(workspace, identifying.make(plan, silent))
        load_built_in_rubrics(workspace, shipped.rubrics())
        load_built_in_comments(workspace, shipped.rubrics())
    return folder


@pytest.fixture
def folder(furnished: Path, tmp_path: Path) -> Path:
    """A copy of that workspace."""
    shutil.copytree(furnished, tmp_path / "workspace")
    return tmp_path / "workspace"


@pytest.fixture(scope="session")
def shared_worker() -> Iterator[EvidenceWorker]:
    """The processes that look inside files for all windows; `test_killed_window` has its own, as the program does."""
    with EvidenceWorker(workers=2) as worker:
        yield worker


@pytest.fixture
def opened(
    folder: Path, theme: ThemeSource, dialogs: PlayedDialogs, shared_worker: EvidenceWorker
) -> Iterator[Callable[[], Running]]:
    """Open the window on the workspace, as often as a test likes; all are closed at the end."""
    running: list[Running] = []

    def start() -> Running:
        made = build(Workspace(folder), theme, dialogs, LentWorker(shared_worker))
        running.append(made)
        made.window.show()
        return made

    yield start
    with without_backup():
        for made in running:
            if isValid(made.window):  # else the test has closed it
                made.close()


def find(parent: QWidget, name: str) -> QWidget:
    """Find a widget by its object name."""
    found = parent.findChild(QWidget, name)
    assert found is not None, name
    return found


def click(qtbot: QtBot, parent: QWidget, name: str) -> None:
    """Click a widget by its object name."""
    qtbot.mouseClick(find(parent, name), Qt.MouseButton.LeftButton)


def wait_for_jobs(qtbot: QtBot, running: Running, seconds: int = 30) -> None:
    """Wait until nothing runs beside the window."""
    qtbot.waitUntil(lambda: not running.tools.jobs.busy, timeout=seconds * 1000)
