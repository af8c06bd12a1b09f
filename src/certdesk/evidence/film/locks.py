"""What a process that takes films apart may use: it was handed its files open, and needs nothing else."""

from __future__ import annotations

import sys

from certdesk.evidence import sandbox_linux

_MEMORY_BYTES = 3 * 2**29
_OPEN_FILES = 64
_CPU_SECONDS = 6 * 3600
"""Films are long; a process that gets nowhere is ended by the one that started it."""


def confine(file_bytes: int, cpu_seconds: int = _CPU_SECONDS) -> tuple[str, ...]:
    """Limit this process for good, on Linux to no other file, no network and no program; returns what is in force.

    ``file_bytes`` is the largest file that may be written.
    """
    if sys.platform == "win32":
        return ()
    import resource

    if sys.platform == "linux":
        sandbox_linux.end_with_parent()
        sandbox_linux.be_ended_first()
    for limit, amount in (
        (resource.RLIMIT_DATA, _MEMORY_BYTES),
        (resource.RLIMIT_NOFILE, _OPEN_FILES),
        (resource.RLIMIT_FSIZE, file_bytes),
        (resource.RLIMIT_CPU, cpu_seconds),
        (resource.RLIMIT_CORE, 0),
    ):
        _soft, hard = resource.getrlimit(limit)
        allowed = amount if hard == resource.RLIM_INFINITY else min(amount, hard)
        try:
            resource.setrlimit(limit, (allowed, allowed))
        except (OSError, ValueError):  # macOS refuses some of them
            continue
    return sandbox_linux.lock() if sys.platform == "linux" else ()
