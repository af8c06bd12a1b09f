"""What a worker may use: memory, processor time; on Linux no network, no programs and no files of a person's.

Where a system offers less, the worker has less: `confine` returns what could be had, and `in_words` says so to a
person. Windows adds its own lock from outside, see `sandbox_windows`.
"""

from __future__ import annotations

import os
import sys
import threading
from collections.abc import Iterable
from pathlib import Path

from certdesk.core.words import N_, _
from certdesk.evidence import sandbox_linux

MEMORY_BYTES = 2**30
CPU_SECONDS = 10
OPEN_FILES = 64
TOOK_TOO_MUCH = 86
"""How a worker ends that found itself beyond its memory where the system does not see to it."""
_SECONDS_BETWEEN_LOOKS = 0.1

_KEPT_FROM: tuple[tuple[str, frozenset[str]], ...] = (
    (N_("opening other files"), frozenset({"file system"})),
    (N_("writing files"), frozenset({"file system", "writing"})),
    (N_("using the network"), frozenset({"system calls"})),
    (N_("starting programs"), frozenset({"system calls", "processes"})),
    (N_("reaching windows and the clipboard"), frozenset({"system calls", "windows"})),
    (N_("taking more than 1 GB of memory"), frozenset({"memory", "memory watch"})),
    (N_("using the processor without end"), frozenset({"processor", "deadline"})),
)
"""What a reader of evidence should not be able to do, and the limits of which each sees to it."""


def confine(readable: tuple[Path, ...] = (), open_files: int = OPEN_FILES) -> tuple[str, ...]:
    """Limit this process for good and return what is in force.

    ``readable`` are files and folders that it may open for reading, beside its own program. Names: "memory" (or "memory
    watch" where only the worker itself looks), "processor", "files" (open at a time), "writing", "core"; on Linux also
    "file system" and "system calls".
    """
    if sys.platform == "win32":
        return ()
    import resource

    if sys.platform == "linux":
        sandbox_linux.end_with_parent()
        sandbox_linux.be_ended_first()
    # macOS takes a limit on memory and does not keep it.
    memory = "memory" if sys.platform == "linux" else "memory, asked for"
    in_force = []
    for name, limit, amount in (
        (memory, resource.RLIMIT_DATA, MEMORY_BYTES),
        ("files", resource.RLIMIT_NOFILE, open_files),
        ("writing", resource.RLIMIT_FSIZE, 0),
        ("core", resource.RLIMIT_CORE, 0),
    ):
        if _lower(limit, amount):
            in_force.append(name)
    if allow_cpu():
        in_force.append("processor")
    if sys.platform == "linux":
        return (*in_force, *sandbox_linux.lock(readable))
    watch_memory(MEMORY_BYTES)
    return (*in_force, "memory watch")


def in_words(in_force: Iterable[str]) -> tuple[str, ...]:
    """Say in one or two sentences what the reader of evidence is kept from here, and what nothing keeps it from.

    ``in_force`` is what `EvidenceWorker.limits` returns; every worker has its deadline besides.
    """
    held = {*in_force, "deadline"}
    kept = [_(thing) for thing, limits in _KEPT_FROM if limits & held]
    open_to = [_(thing) for thing, limits in _KEPT_FROM if not limits & held]
    told = [_("The part of the program that reads evidence is kept from {things}.").format(things=", ".join(kept))]
    if open_to:
        sentence = _("This system does not keep it from {things}: open files of strangers with care.")
        told.append(sentence.format(things=", ".join(open_to)))
    return tuple(told)


def allow_cpu(seconds: int | None = None) -> bool:
    """Give the next request `CPU_SECONDS` of processor time, or ``seconds``; beyond it the system ends the process."""
    if sys.platform == "win32":
        return False
    import resource

    used = resource.getrusage(resource.RUSAGE_SELF)
    soft = int(used.ru_utime + used.ru_stime) + (CPU_SECONDS if seconds is None else seconds) + 1
    _soft, hard = resource.getrlimit(resource.RLIMIT_CPU)
    resource.setrlimit(resource.RLIMIT_CPU, (soft if hard == resource.RLIM_INFINITY else min(soft, hard), hard))
    return True


def watch_memory(most: int) -> None:
    """End this process, with `TOOK_TOO_MUCH`, soon after it holds more than ``most`` bytes."""
    threading.Thread(target=_watch, args=(most,), name="memory", daemon=True).start()


def held() -> int:
    """Return the most bytes of memory that this process has had at a time; 0 on Windows."""
    if sys.platform == "win32":
        return 0
    import resource

    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return most if sys.platform == "darwin" else most * 1024


def _watch(most: int) -> None:
    waiting = threading.Event()
    while held() <= most:
        waiting.wait(_SECONDS_BETWEEN_LOOKS)
    os._exit(TOOK_TOO_MUCH)


def _lower(limit: int, amount: int) -> bool:
    import resource

    _soft, hard = resource.getrlimit(limit)
    wanted = amount if hard == resource.RLIM_INFINITY else min(amount, hard)
    try:
        resource.setrlimit(limit, (wanted, wanted))
    except (OSError, ValueError):  # macOS refuses some of them
        return False
    return True
