"""Commands run within the tests' own process, so that each takes milliseconds; journeys run them as processes."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from tests.support.command_line import PASSPHRASE
from tests.support.fixtures import without_backup
from tests.support.lent_worker import LentWorker
from tests.support.programmes import made_programme

from certdesk.cli.commands import every_command
from certdesk.cli.main import main, module_of
from certdesk.evidence.client import EvidenceWorker

__all__ = ["Here", "Said", "here", "made", "made_programme", "portfolio"]


@dataclass(frozen=True)
class Said:
    """What a command wrote, and its exit code."""

    code: int
    out: str
    err: str


@dataclass(frozen=True)
class Here:
    """Runs commands on one workspace and catches what they say."""

    workspace: Path
    capture: pytest.CaptureFixture[str]

    def run(self, *words: object) -> Said:
        with without_backup():
            try:
                code = main(["-w", str(self.workspace), *map(str, words)])
            except SystemExit as ended:
                code = int(ended.code or 0)
        said = self.capture.readouterr()
        return Said(code, said.out, said.err)

    def does(self, *words: object) -> str:
        said = self.run(*words)
        assert (said.code, said.err) == (0, ""), said
        return said.out

    def tells(self, *words: object) -> Any:
        return json.loads(self.does(*words, "--json"))

    def refuses(self, *words: object, code: int = 1) -> str:
        said = self.run(*words)
        assert (said.code, said.out) == (code, ""), said
        assert said.err.startswith("certdesk: ")
        assert said.err.count("\n") == 1
        return said.err.removeprefix("certdesk: ").rstrip("\n")


def portfolio(folder: Path, code: str = "KITE-37", title: str = "Bridges", files: Iterable[str] = ()) -> Path:
    """A small portfolio with some notes."""
    folder.mkdir(parents=True)
    (folder / "portfolio.yaml").write_text(
        f"schema: certdesk.portfolio/1\ncode: {code}\ntitle: {json.dumps(title, ensure_ascii=False)}\n"
        "candidate: {name: Miriam Adeyemi}\nrubric: {id: stem-teaching, version: 1.0.0}\n",
        encoding="utf-8",
    )
    (folder / "notes.txt").write_text(f"{code}: they ask\ntwice, and compare.", encoding="utf-8")
    for name in files:
        (folder / name).write_text(f"{code} {name}", encoding="utf-8")
    return folder


@pytest.fixture(scope="session")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A closed workspace with one assessor and the portfolios KITE-37 and FERN-08, nothing marked."""
    folder = tmp_path_factory.mktemp("made")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("CERTDESK_PASSPHRASE", PASSPHRASE)
        assert main(["-w", str(folder / "workspace"), "new", "--name", "Amara Diallo"]) == 0
        paths = [str(portfolio(folder / code, code)) for code in ("KITE-37", "FERN-08")]
        assert main(["-w", str(folder / "workspace"), "import", *paths]) == 0
    return folder / "workspace"


@pytest.fixture(scope="session")
def shared_worker() -> Iterator[EvidenceWorker]:
    """The one process that looks inside files for all commands of a test run."""
    with EvidenceWorker() as shared:
        yield shared


@pytest.fixture(scope="session")
def looking_modules() -> tuple[ModuleType, ...]:
    """The modules whose commands look inside files."""
    commands = [part for command in every_command() for part in (command, *command.parts)]
    modules = dict.fromkeys(module_of(command.group) for command in commands)
    return tuple(module for module in modules if getattr(module, "EvidenceWorker", None) is EvidenceWorker)


@pytest.fixture
def lent_worker(
    shared_worker: EvidenceWorker, looking_modules: tuple[ModuleType, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Lend commands that process: starting one for each took longer than most of them."""
    for module in looking_modules:
        monkeypatch.setattr(module, "EvidenceWorker", lambda **_settings: LentWorker(shared_worker))


@pytest.fixture
def here(
    made: Path,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    lent_worker: None,
) -> Here:
    """A copy of that workspace."""
    monkeypatch.setenv("CERTDESK_PASSPHRASE", PASSPHRASE)
    monkeypatch.delenv("CERTDESK_WORKSPACE", raising=False)
    shutil.copytree(made, tmp_path / "workspace")
    capsys.readouterr()
    return Here(tmp_path / "workspace", capsys)
