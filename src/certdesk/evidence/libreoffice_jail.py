"""What LibreOffice starts as: a process that gives up what a converter does not need and then becomes LibreOffice."""

from __future__ import annotations

import ctypes
import json
import os
import resource
import signal
import sys
from pathlib import Path

from certdesk.evidence import sandbox_linux

MEMORY_BYTES = 2 * 2**30
CPU_SECONDS = 60
FILE_BYTES = 256 * 2**20
OPEN_FILES = 512
_PR_SET_PDEATHSIG = 1
_READABLE = (
    "/usr/lib",
    "/usr/lib64",
    "/usr/local/lib",
    "/lib",
    "/lib64",
    "/usr/share",
    "/usr/local/share/fonts",
    "/etc/fonts",
    "/etc/libreoffice",
    "/etc/ld.so.cache",
    "/etc/ld.so.preload",
    "/etc/localtime",
    "/var/lib/libreoffice",
    "/var/spool/libreoffice",
    "/var/cache/fontconfig",
    "/proc/self",
    "/proc/cpuinfo",
    "/proc/meminfo",
    "/sys/devices/system/cpu",
    "/dev/null",
    "/dev/zero",
    "/dev/urandom",
    "/dev/random",
)
_LOADERS = ("/lib64", "/lib", "/usr/lib64", "/usr/lib")
"""Where the system's loader of programs lies, which a program is run by."""


def main(order: str) -> None:
    """Lock this process up as the order says and become the program it names; does not return."""
    told = json.loads(order)
    command = [str(each) for each in told["command"]]
    if sys.platform == "linux":
        # Should the window's process die, nothing is left running.
        ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, int(signal.SIGKILL), 0, 0, 0)
    for limit, amount in (
        (resource.RLIMIT_CPU, CPU_SECONDS),
        (resource.RLIMIT_FSIZE, FILE_BYTES),
        (resource.RLIMIT_NOFILE, OPEN_FILES),
        (resource.RLIMIT_CORE, 0),
        (resource.RLIMIT_DATA, MEMORY_BYTES),
    ):
        _lower(limit, amount)
    if sys.platform == "linux":
        places = sandbox_linux.Places(
            readable=_present([told["installation"], *told["readable"], *_READABLE]),
            runnable=_present([told["installation"], *told["runnable"], *_LOADERS]),
            writable=_present([told["staging"], "/dev/null"]),
            sockets=_present([told["sockets"]]),
        )
        sandbox_linux.lock_program(places)
    os.execv(command[0], command)  # noqa: S606 - no shell is wanted


def _present(places: list[str]) -> tuple[Path, ...]:
    return tuple(path for place in places if (path := Path(place)).exists())


def _lower(limit: int, amount: int) -> None:
    _, hard = resource.getrlimit(limit)
    wanted = amount if hard == resource.RLIM_INFINITY else min(amount, hard)
    try:
        resource.setrlimit(limit, (wanted, wanted))
    except (OSError, ValueError):  # macOS refuses some of them: the time limit outside still holds
        return
