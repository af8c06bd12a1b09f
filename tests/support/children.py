"""Other processes: to hold a lock, to be killed, to run out of room, or to have fewer rights than the tests."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

REPOSITORY = Path(__file__).parents[2]

# Said by a child when it has reached the point that the test waits for.
READY = "ready"

_OPENING = """
import sys
from pathlib import Path
from certdesk.core.errors import StorageError
from tests.support.building import *
folder = Path(sys.argv[1])
"""


def run(code: str, *arguments: object) -> subprocess.CompletedProcess[str]:
    """Run ``code`` to its end, with ``folder`` as its first argument; its last words are in ``stdout``."""
    return subprocess.run(
        _command(code, arguments), capture_output=True, text=True, check=False, env=_environment(), timeout=60
    )


def start(code: str, *arguments: object) -> subprocess.Popen[str]:
    """Start ``code``; the caller reads its lines and ends it."""
    return subprocess.Popen(_command(code, arguments), stdout=subprocess.PIPE, text=True, env=_environment())


def start_until_ready(code: str, *arguments: object) -> subprocess.Popen[str]:
    """Start ``code`` and wait until it has printed `READY`."""
    child = start(code, *arguments)
    assert child.stdout
    assert child.stdout.readline().strip() == READY
    return child


def refusal_elsewhere(folder: Path) -> str:
    """Open a workspace in another process and return what it was told, or an empty text if it got in."""
    code = """
try:
    Workspace(folder).close()
except StorageError as problem:
    print(problem.sentence)
"""
    done = run(code, folder)
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()


def _command(code: str, arguments: tuple[object, ...]) -> list[str]:
    return [sys.executable, "-c", _OPENING + code, *map(str, arguments)]


def _environment() -> dict[str, str]:
    return os.environ | {"PYTHONPATH": str(REPOSITORY), "PYTHONUNBUFFERED": "1"}
