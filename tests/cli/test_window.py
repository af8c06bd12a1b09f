"""Handing over to the window, and saying in one line when there is no screen for it."""

from __future__ import annotations

import subprocess
import sys

import pytest
from tests.support.command_line import Desk, command

from certdesk import __main__ as program
from certdesk.cli.window import check_screen
from certdesk.core.errors import NotFoundError
from certdesk.evidence.process import FROZEN_ARGUMENT

linux = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="screens of Linux")


@linux
@pytest.mark.parametrize(
    ("words", "changes", "told"),
    [
        (["open"], {}, "There is no screen here to open a window on (DISPLAY is not set)."),
        ([], {}, "There is no screen here to open a window on (DISPLAY is not set)."),
        (["open-sample", "here"], {}, "There is no screen here to open a window on (DISPLAY is not set)."),
        (["open"], {"DISPLAY": ":9753"}, "The screen :9753, which DISPLAY names, is not there."),
        (["open"], {"WAYLAND_DISPLAY": "wayland-7", "XDG_RUNTIME_DIR": "/nowhere"}, "There is no screen here"),
    ],
)
def test_without_a_screen_one_line_says_what_to_do(tmp_path, words, changes, told):
    desk = Desk(tmp_path / "workspace", changes)
    said = desk.refuses(*words, cwd=tmp_path)
    assert said.startswith(told)
    assert said.endswith("Everything works without a window too: certdesk --help")
    assert not list(tmp_path.iterdir())


@linux
def test_screens_that_may_be_there(tmp_path):
    check_screen({"QT_QPA_PLATFORM": "offscreen"})
    (tmp_path / "wayland-0").touch()
    check_screen({"WAYLAND_DISPLAY": "wayland-0", "XDG_RUNTIME_DIR": str(tmp_path)})
    with pytest.raises(NotFoundError, match="no screen"):
        check_screen({"DISPLAY": ""})


LOADED = """
import contextlib, sys
from certdesk.cli.main import main
with contextlib.suppress(SystemExit):
    main()
print("PySide6" in sys.modules)
"""


def test_the_command_line_never_loads_qt(tmp_path):
    desk = Desk(tmp_path / "workspace").begin()
    for words in (["list"], ["check"], ["sample", "--help"]):
        done = subprocess.run(
            [sys.executable, "-c", LOADED, *words], capture_output=True, text=True, check=True, env=desk.environment
        )
        assert done.stdout.splitlines()[-1] == "False"


def test_the_packed_program_is_its_own_worker():
    assert program.EVIDENCE_WORKER == FROZEN_ARGUMENT


@linux
def test_a_worker_that_is_asked_by_that_word_serves(tmp_path):
    """As the packed program starts it: greeted through the socket that is its standard input."""
    from multiprocessing import Pipe

    ours, theirs = Pipe()
    with ours, theirs, subprocess.Popen(command(FROZEN_ARGUMENT), stdin=theirs.fileno()) as worker:
        theirs.close()
        assert ours.poll(30)
        assert ours.recv_bytes()
        ours.close()
        assert worker.wait(30) == 0
