"""Hand over to the window, which is another program: the command line itself never loads Qt."""

from __future__ import annotations

import argparse
import ctypes.util
import os
import runpy
import sys
from collections.abc import Mapping
from pathlib import Path

from certdesk.core.errors import NotFoundError
from certdesk.core.words import _

SAMPLE_FOLDER = "CertDesk sample"


def open_window(options: argparse.Namespace) -> int:
    """Open the window on a workspace, which is made when it is not there yet."""
    return _run(options.folder or options.workspace)


def open_sample(options: argparse.Namespace) -> int:
    """Open the window on the sample cohort, never in the person's own workspace unless they name it."""
    import platformdirs

    return _run(options.folder or platformdirs.user_documents_path() / SAMPLE_FOLDER, "--sample")


def _run(folder: Path, *arguments: str) -> int:
    if sys.platform.startswith("linux"):
        check_screen(os.environ)
    sys.argv = ["certdesk", *arguments, "--", str(folder)]
    try:
        runpy.run_module("certdesk.ui", run_name="__main__", alter_sys=False)
    except SystemExit as ended:
        return int(ended.code or 0)
    except ImportError as problem:
        if "cannot open shared object" not in str(problem):
            raise
        text = _("The window needs a library of the system that is not installed: {problem}.")
        hint = _("Install it with the system's package manager. Until then every other command works.")
        raise NotFoundError(text.format(problem=str(problem).partition(":")[0]), hint) from problem
    return 0


def check_screen(environment: Mapping[str, str]) -> None:
    """Raise NotFoundError where Qt would end the program with an abort: no screen, or no library to talk to it."""
    if environment.get("QT_QPA_PLATFORM"):
        return
    wayland, display = environment.get("WAYLAND_DISPLAY", ""), environment.get("DISPLAY", "")
    if wayland and (Path(environment.get("XDG_RUNTIME_DIR", "/")) / wayland).exists():
        return
    hint = _("Start CertDesk at a desktop or through “ssh -X”. Everything works without a window too: certdesk --help")
    if not display:
        raise NotFoundError(_("There is no screen here to open a window on (DISPLAY is not set)."), hint)
    if not _answers(display):
        text = _("The screen {display}, which DISPLAY names, is not there.").format(display=display)
        raise NotFoundError(text, hint)
    if not ctypes.util.find_library("xcb-cursor"):
        text = _("The window needs a library of the system that is not installed: {problem}.")
        raise NotFoundError(text.format(problem="libxcb-cursor"), _("On Debian: apt-get install libxcb-cursor0"))


def _answers(display: str) -> bool:
    """Whether a screen of this computer has its socket; one elsewhere ("host:10") can't be told from here."""
    host, _colon, screen = display.rpartition(":")
    if host not in {"", "unix"}:
        return True
    number = screen.partition(".")[0]
    path = f"/tmp/.X11-unix/X{number}"  # noqa: S108 - the place that X has for it
    try:
        listening = Path("/proc/net/unix").read_text(encoding="utf-8", errors="replace")
    except OSError:
        listening = ""
    return Path(path).exists() or f"@{path}\n" in listening
