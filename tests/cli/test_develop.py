"""The README's two commands, as far as that can be tried without setting everything up again."""

from __future__ import annotations

import ast
import importlib.util
import subprocess
import sys
from pathlib import Path
from types import ModuleType

import pytest

FILE = Path(__file__).parents[2] / "packaging" / "develop.py"


@pytest.fixture
def develop(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    """The file as a module whose checkout lies in ``tmp_path``."""
    spec = importlib.util.spec_from_file_location("develop", FILE)
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    (tmp_path / "packaging" / "requirements").mkdir(parents=True)
    for name in ("run", "dev", "source"):
        (tmp_path / "packaging" / "requirements" / f"{name}.txt").write_text(f"{name}==1", encoding="utf-8")
    (tmp_path / "pyproject.toml").write_text("", encoding="utf-8")
    move(module, tmp_path)
    return module


def move(module: ModuleType, root: Path) -> None:
    module.ROOT, module.VENV = root, root / ".venv"
    module.REQUIREMENTS = root / "packaging" / "requirements"


def install(module: ModuleType, purpose: str) -> None:
    module.VENV.mkdir(exist_ok=True)
    module.stamp(purpose).write_text(module.key(purpose), encoding="utf-8")


def test_an_old_python_can_read_it_and_be_told():
    ast.parse(FILE.read_text(encoding="utf-8"), feature_version=(3, 7))


def test_without_a_word_it_explains_itself():
    done = subprocess.run([sys.executable, FILE], capture_output=True, text=True, check=False)
    assert done.returncode == 2
    assert "develop.py run" in done.stdout


def test_what_is_set_up_is_not_set_up_again(develop, tmp_path):
    assert not develop.is_set_up("run")
    install(develop, "run")
    assert develop.is_set_up("run")
    assert not develop.is_set_up("dev")
    (tmp_path / "packaging" / "requirements" / "run.txt").write_text("run==2", encoding="utf-8")
    assert not develop.is_set_up("run")


def test_what_the_tests_need_is_enough_to_run(develop):
    install(develop, "dev")
    assert develop.is_set_up("run")


def test_a_folder_that_was_moved_is_set_up_again(develop, tmp_path):
    install(develop, "dev")
    moved = tmp_path / "elsewhere"
    moved.mkdir()
    for name in ("packaging", "pyproject.toml", ".venv"):
        (tmp_path / name).rename(moved / name)
    move(develop, moved)
    assert not develop.is_set_up("dev")


def test_a_half_made_environment_is_made_again(develop, tmp_path, monkeypatch):
    monkeypatch.setattr(develop, "BIN", tmp_path / ".venv" / "bin")
    monkeypatch.setattr(develop, "PYTHON", Path(sys.executable))
    assert not develop.venv_works()
    (tmp_path / ".venv" / "bin").mkdir(parents=True)
    (tmp_path / ".venv" / "bin" / "activate").write_text("VIRTUAL_ENV=/elsewhere/.venv", encoding="utf-8")
    assert not develop.venv_works()
    (tmp_path / ".venv" / "bin" / "activate").write_text(f"VIRTUAL_ENV={tmp_path}/.venv", encoding="utf-8")
    assert develop.venv_works()


def test_a_screen_that_nobody_sees_is_none(develop, monkeypatch):
    monkeypatch.setattr(sys, "platform", "linux")
    monkeypatch.setenv("QT_QPA_PLATFORM", "offscreen")
    assert not develop.has_screen()
