"""One run of LibreOffice: a profile of its own, no macros, no network, bounds on time, memory and disk."""

from __future__ import annotations

import contextlib
import hashlib
import html
import json
import os
import signal
import stat
import subprocess
import sys
import threading
import time
from dataclasses import dataclass, field
from pathlib import Path

from certdesk import shipped
from certdesk.evidence import process
from certdesk.evidence.problems import Case, Refused

MAX_PDF = 192 * 2**20
MAX_STAGING = 512 * 2**20
"""Most bytes that a run may leave on the disk."""
FROZEN_ARGUMENT = "--office-jail"
"""In the packed program this first argument means: lock yourself up and become LibreOffice."""
_START = (
    "import sys; sys.path[:0] = {folders!r}; from certdesk.evidence.libreoffice_jail import main; main(sys.argv[1])"
)
_RESTART = 81
"""LibreOffice ends so when it has set up its profile and wants to be started again."""
_MEETING_POINTS = "/tmp"  # noqa: S108 - chosen by LibreOffice, nothing of ours is kept there
_LOOK_EVERY = 0.05
_WEIGH_EVERY = 0.5
_TAIL = 2048
_SETTINGS: tuple[tuple[str, str, str], ...] = (
    ("Common/Security/Scripting", "MacroSecurityLevel", "3"),
    ("Common/Security/Scripting", "DisableMacrosExecution", "true"),
    ("Common/Security/Scripting", "DisableActiveContent", "true"),
    ("Common/Security/Scripting", "DisableOLEAutomation", "true"),
    ("Common/Security/Scripting", "BlockUntrustedRefererLinks", "true"),
    ("Common/Misc", "FirstRun", "false"),
    ("Common/Misc", "CrashReport", "false"),
    ("Common/Misc", "CollectUsageInformation", "false"),
    ("Writer/Content/Update", "Link", "0"),
    ("Calc/Content/Update", "Link", "1"),
    ("Update/Update", "Enabled", "false"),
)
"""Macros off, nothing fetched when a document is opened, no questions. What a version does not know, it ignores."""


@dataclass(slots=True)
class Conversion:
    """Turns one file into a PDF inside ``staging``."""

    program: Path
    installation: Path
    needs: tuple[Path, ...]
    staging: Path
    _process: subprocess.Popen[bytes] | None = None
    _stopped: threading.Event = field(default_factory=threading.Event)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def run(self, document: Path, seconds: float) -> Path:
        """Return the PDF made of ``document``; raises `Refused`."""
        until = time.monotonic() + seconds
        profile, out = self.staging / "profile", self.staging / "out"
        for folder in (profile / "user", out, self.staging / "temp"):
            folder.mkdir(parents=True)
        (profile / "user" / "registrymodifications.xcu").write_text(_settings(), "utf-8")
        (self.staging / "fonts.conf").write_text(_fonts(self.staging), "utf-8")
        made = out / f"{document.stem}.pdf"
        for _attempt in (1, 2):
            status = self._once(document, profile, until)
            if status != _RESTART:
                break
        return _checked(made)

    def stop(self) -> None:
        """End it now, whatever it has started with it."""
        with self._lock:
            self._stopped.set()
            if self._process is not None:
                _end(self._process)

    def _once(self, document: Path, profile: Path, until: float) -> int:
        with self._lock:
            if self._stopped.is_set():
                raise Refused(Case.LAYOUT_FAILED)
            self._process = self._start(document, profile)
            running = self._process
        try:
            return self._wait(running, until)
        finally:
            _end(running)
            running.wait()
            _remove_meeting_point(profile)

    def _wait(self, running: subprocess.Popen[bytes], until: float) -> int:
        weighed = time.monotonic()
        while True:
            with contextlib.suppress(subprocess.TimeoutExpired):
                return running.wait(_LOOK_EVERY)
            now = time.monotonic()
            if now > until:
                raise Refused(Case.LAYOUT_HUNG)
            if now > weighed + _WEIGH_EVERY:
                weighed = now
                if _weight(self.staging) > MAX_STAGING:
                    raise Refused(Case.LAYOUT_FAILED)

    def _start(self, document: Path, profile: Path) -> subprocess.Popen[bytes]:
        command = [
            str(self.program),
            f"-env:UserInstallation={profile.as_uri()}",
            *("--headless", "--invisible", "--norestore", "--nologo", "--nodefault", "--nofirststartwizard"),
            "--nolockcheck",
            *("--convert-to", "pdf", "--outdir", str(self.staging / "out")),
            str(document),
        ]
        # Made in its own group, so that whatever it starts can be ended with it.
        try:
            return subprocess.Popen(
                self._locked_up(command),
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                env=self._environment(profile),
                cwd=self.staging,
                start_new_session=True,
                creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
            )
        except OSError as problem:
            raise Refused(Case.LAYOUT_FAILED) from problem

    def _locked_up(self, command: list[str]) -> list[str]:
        if sys.platform == "win32":
            return command
        order = json.dumps(
            {
                "command": command,
                "installation": str(self.installation),
                "runnable": [str(place) for place in self.needs],
                "readable": [str(shipped.resources() / "fonts")],
                "staging": str(self.staging),
                "sockets": _MEETING_POINTS,
            }
        )
        if getattr(sys, "frozen", False):
            return [sys.executable, FROZEN_ARGUMENT, order]
        start = _START.format(folders=process.library_folders())
        return [sys.executable, "-I", "-B", "-X", "utf8", "-c", start, order]

    def _environment(self, profile: Path) -> dict[str, str]:
        """Return next to nothing: no screen, no session of the person's, no proxy, no settings."""
        kept = ("SYSTEMROOT", "WINDIR", "SYSTEMDRIVE", "LD_LIBRARY_PATH")
        temporary = str(self.staging / "temp")
        return {
            "LANG": "C.UTF-8",
            "SAL_USE_VCLPLUGIN": "svp",
            "SAL_DISABLE_OPENCL": "1",
            "HOME": str(profile),
            "FONTCONFIG_FILE": str(self.staging / "fonts.conf"),
            **dict.fromkeys(("TMPDIR", "TEMP", "TMP"), temporary),
            **{name: os.environ[name] for name in kept if name in os.environ and sys.platform == "win32"},
        }


def _end(running: subprocess.Popen[bytes]) -> None:
    if sys.platform == "win32":
        running.kill()
        return
    with contextlib.suppress(ProcessLookupError, PermissionError):
        os.killpg(running.pid, signal.SIGKILL)


def _remove_meeting_point(profile: Path) -> None:
    """Take away the socket by which LibreOffice finds itself running; it may not do so itself.

    Its name ends in the MD5 digest of the profile's address in UTF-16, each byte in hex without a leading zero.
    """
    digest = hashlib.md5(profile.as_uri().encode("utf-16-le"), usedforsecurity=False).digest()
    for left in Path(_MEETING_POINTS).glob(f"OSL_PIPE_*{''.join(f'{byte:x}' for byte in digest)}"):
        left.unlink(missing_ok=True)


def _weight(folder: Path) -> int:
    """Return how many bytes stand in a folder and those below; a file that vanishes meanwhile weighs nothing."""
    total = 0
    for parent, _folders, files in os.walk(folder):
        for name in files:
            with contextlib.suppress(OSError):
                total += Path(parent, name).lstat().st_size
    return total


def _checked(made: Path) -> Path:
    """Return the PDF if it is one, and whole: what made it had read a stranger's file."""
    try:
        facts = made.lstat()
        if not stat.S_ISREG(facts.st_mode) or not 0 < facts.st_size <= MAX_PDF:
            raise Refused(Case.LAYOUT_FAILED)
        with made.open("rb") as file:
            head = file.read(8)
            file.seek(max(0, facts.st_size - _TAIL))
            tail = file.read()
    except OSError as problem:
        raise Refused(Case.LAYOUT_FAILED) from problem
    if not head.startswith(b"%PDF-") or b"%%EOF" not in tail:
        raise Refused(Case.LAYOUT_FAILED)
    return made


def _settings() -> str:
    items = "".join(
        f'<item oor:path="/org.openoffice.Office.{place}"><prop oor:name="{name}" oor:op="fuse">'
        f"<value>{value}</value></prop></item>"
        for place, name, value in _SETTINGS
    )
    return (
        '<?xml version="1.0" encoding="UTF-8"?><oor:items xmlns:oor="http://openoffice.org/2001/registry" '
        'xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
        f"{items}</oor:items>"
    )


def _fonts(staging: Path) -> str:
    """Return font settings: the system's, and behind them the stand-ins for Word's fonts that the program brings."""
    ours, cache = shipped.resources() / "fonts", staging / "temp" / "fonts"
    return (
        '<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd"><fontconfig>'
        '<include ignore_missing="yes">/etc/fonts/fonts.conf</include>'
        f"<dir>{html.escape(str(ours), quote=False)}</dir>"
        f"<cachedir>{html.escape(str(cache), quote=False)}</cachedir></fontconfig>"
    )
