"""What a process that takes stills or listens to sound may use."""

from __future__ import annotations

import sys

SECONDS = 20
PEAK_SECONDS = 60
_MEMORY_BYTES = 3 * 2**29
_FILE_BYTES = 2**26
_OPEN_FILES = 256


def limit_this_process() -> None:
    """Limit memory, processor time and file size, where the system can."""
    if sys.platform == "win32":
        return
    import resource

    for limit, amount in (
        (resource.RLIMIT_DATA, _MEMORY_BYTES),
        (resource.RLIMIT_CPU, PEAK_SECONDS),
        (resource.RLIMIT_FSIZE, _FILE_BYTES),
        (resource.RLIMIT_NOFILE, _OPEN_FILES),
        (resource.RLIMIT_CORE, 0),
    ):
        _soft, hard = resource.getrlimit(limit)
        allowed = amount if hard == resource.RLIM_INFINITY else min(amount, hard)
        resource.setrlimit(limit, (allowed, allowed))
