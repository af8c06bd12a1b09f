"""What a worker may use: memory, processor time; on Linux no network, no programs and no files of a person's.

Where a system offers less, the worker has less: `confine` returns what could be had, so that the program can say so.
"""

from __future__ import annotations

import sys

from certdesk.evidence import sandbox_linux

MEMORY_BYTES = 2**30
CPU_SECONDS = 10
OPEN_FILES = 64


def confine() -> tuple[str, ...]:
    """Limit this process for good and return what is in force.

    Names: "memory", "processor", "files" (open at a time), "writing", "core"; on Linux also "file system" and
    "system calls".
    """
    if sys.platform == "win32":
        return ()
    import resource

    in_force = []
    for name, limit, amount in (
        ("memory", resource.RLIMIT_DATA, MEMORY_BYTES),
        ("files", resource.RLIMIT_NOFILE, OPEN_FILES),
        ("writing", resource.RLIMIT_FSIZE, 0),
        ("core", resource.RLIMIT_CORE, 0),
    ):
        if _lower(limit, amount):
            in_force.append(name)
    if allow_cpu():
        in_force.append("processor")
    if sys.platform == "linux":
        in_force.extend(sandbox_linux.lock())
    return tuple(in_force)


def allow_cpu() -> bool:
    """Give the next request `CPU_SECONDS` of processor time; beyond it the system ends the process."""
    if sys.platform == "win32":
        return False
    import resource

    used = resource.getrusage(resource.RUSAGE_SELF)
    soft = int(used.ru_utime + used.ru_stime) + CPU_SECONDS + 1
    _, hard = resource.getrlimit(resource.RLIMIT_CPU)
    resource.setrlimit(resource.RLIMIT_CPU, (soft if hard == resource.RLIM_INFINITY else min(soft, hard), hard))
    return True


def _lower(limit: int, amount: int) -> bool:
    import resource

    _, hard = resource.getrlimit(limit)
    wanted = amount if hard == resource.RLIM_INFINITY else min(amount, hard)
    try:
        resource.setrlimit(limit, (wanted, wanted))
    except (OSError, ValueError):  # macOS refuses some of them
        return False
    return True
