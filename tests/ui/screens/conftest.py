"""Screens over a real workspace and real files; only the person in front of the boxes is played."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot
from tests.support.fixtures import without_backup
from tests.support.lent_reader import looked_at, reader_below
from tests.support.lent_worker import LentWorker

from certdesk import shipped
from certdesk.actions import identifying
from certdesk.actions.assessing import begin_assessment
from certdesk.actions.catalogues import load_built_in_comments
from certdesk.actions.identifying import act_as, people_here
from certdesk.actions.naming import name_candidate
from certdesk.actions.receiving import keep_receive, make_receive, plan_receive
from certdesk.actions.rubric_loading import load_built_in_rubrics
from certdesk.core.progress import silent
from certdesk.evidence.client import EvidenceWorker
from certdesk.store.assessments import find_assessment
from certdesk.store.portfolios import find_portfolio
from certdesk.store.workspace import Workspace
from certdesk.ui.app import Running, build
from certdesk.ui.theme.source import ThemeSource

PASSPHRASE = "forty portfolios"
CODE = "KITE-37"


@dataclass
class PlayedDialogs:
    """Answers boxes with what the test prepared."""

    files: list[Path] = field(default_factory=list)
    reasons: list[str] = field(default_factory=list)
    asked: list[str] = field(default_factory=list)
    handed_over: list[Path] = field(default_factory=list)
    consent: bool = True

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

    def confirm(self, question: str, detail: str, _verb: str) -> bool:
        self.asked.append(f"{question}\n{detail}")
        return self.consent

    def hand_over(self, path: Path) -> bool:
        self.handed_over.append(path)
        return True

    def reason(self, _title: str, _question: str) -> str | None:
        return self.reasons.pop(0) if self.reasons else None


@pytest.fixture
def dialogs() -> PlayedDialogs:
    return PlayedDialogs()


@pytest.fixture(scope="session")
def furnished(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A closed workspace with one assessor, built-in rubrics and comments, made once and copied for each window."""
    folder = tmp_path_factory.mktemp("furnished") / "workspace"
    with Workspace(folder) as workspace:
        plan = identifying.plan_identity(workspace, "Amara Diallo", "assessor", PASSPHRASE)
        identifying.keep(workspace, identifying.make(plan, silent))
        load_built_in_rubrics(workspace, shipped.rubrics())
        load_built_in_comments(workspace, shipped.rubrics())
    return folder


@pytest.fixture(scope="session")
def shared_worker() -> Iterator[EvidenceWorker]:
    """The one process that looks inside files for all windows; it starts when the first of them asks."""
    with EvidenceWorker() as worker:
        yield worker


@pytest.fixture(scope="session")
def stocked(furnished: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The furnished workspace with the portfolio KITE-37 in it: taking files in starts a process, which costs most."""
    folder = tmp_path_factory.mktemp("stocked")
    shutil.copytree(furnished, folder / "workspace")
    with Workspace(folder / "workspace") as workspace, EvidenceWorker() as worker:
        act_as(workspace, people_here(workspace)[0].id)
        plan = plan_receive(workspace, portfolio_folder(folder / CODE))
        received = make_receive(plan, worker, silent)
        keep_receive(workspace, plan, received)
        name_candidate(workspace, received.portfolios[0].portfolio.id, "Miriam Adeyemi")
    return folder / "workspace"


@pytest.fixture
def running(
    request: pytest.FixtureRequest,
    tmp_path: Path,
    theme: ThemeSource,
    dialogs: PlayedDialogs,
    shared_worker: EvidenceWorker,
    qtbot: QtBot,
) -> Iterator[Running]:
    """The window of one assessor; with nothing in it yet unless the test asks for an ``assessment``."""
    template = "stocked" if "assessment" in request.fixturenames else "furnished"
    shutil.copytree(request.getfixturevalue(template), tmp_path / "workspace")
    made = build(Workspace(tmp_path / "workspace"), theme, dialogs, LentWorker(shared_worker))
    made.window.resize(1366, 768)
    made.window.show()
    qtbot.waitExposed(made.window)
    yield made
    with without_backup():
        made.close()


def portfolio_folder(folder: Path) -> Path:
    """Write a small portfolio of three readable files."""
    folder.mkdir()
    for name in ("Reflection", "Plan", "Log"):
        (folder / f"{name}.txt").write_text(f"{name}: pupils changed the order of the layers.\n" * 5, encoding="utf-8")
    return folder


def take_in(running: Running, folder: Path) -> str:
    """Take a folder in and return the portfolio's id."""
    workspace, reader = running.tools.session.workspace, reader_below(folder.parents[1])
    plan = plan_receive(workspace, folder, looked=looked_at(workspace, folder, reader))
    received = make_receive(plan, running.tools.worker, silent, reader=reader)
    running.tools.session.announce(keep_receive(workspace, plan, received).change)
    portfolio = received.portfolios[0].portfolio.id
    running.tools.session.do(name_candidate, portfolio, "Miriam Adeyemi")
    return portfolio


def begin(running: Running, portfolio: str) -> str:
    """Declare no conflict and return the assessment's id."""
    workspace = running.tools.session.workspace
    begin_assessment(workspace, portfolio)
    assessment = find_assessment(workspace.db, portfolio, workspace.person)
    assert assessment is not None
    return assessment.id


@pytest.fixture
def assessment(running: Running) -> str:
    """An assessment that was begun, of a portfolio with three files."""
    return begin(running, find_portfolio(running.tools.session.workspace.db, CODE).id)


def set_due(running: Running, portfolio: str, due: date) -> None:
    """Give a portfolio another due date, as an import would."""
    with running.tools.session.workspace.local_change() as db:
        db.execute("update portfolio set due_on = ? where id = ?", [due.isoformat(), portfolio])


def find(parent: QWidget, name: str) -> QWidget:
    """Find a widget by its object name."""
    found = parent.findChild(QWidget, name)
    assert found is not None, name
    return found


def click(qtbot: QtBot, parent: QWidget, name: str) -> None:
    """Click a widget by its object name."""
    qtbot.mouseClick(find(parent, name), Qt.MouseButton.LeftButton)


def press(qtbot: QtBot, running: Running, *keys: Qt.Key | str) -> None:
    """Press keys in the window, wherever the keyboard is."""
    for key in keys:
        target: QWidget = running.window.focusWidget() or running.window
        if isinstance(key, str):
            qtbot.keyClicks(target, key)
        else:
            qtbot.keyClick(target, key)
