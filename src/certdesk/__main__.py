"""``python -m certdesk`` is the ``certdesk`` command; the packed program starts here too."""

from __future__ import annotations

import multiprocessing
import sys

# The same word as `certdesk.evidence.process.FROZEN_ARGUMENT`, which nobody should have to load only to compare.
EVIDENCE_WORKER = "--evidence-worker"


def run() -> int:
    """Be a process that looks inside files, where the packed program is asked to; else the command line."""
    if sys.argv[1:2] == [EVIDENCE_WORKER]:
        from certdesk.evidence import worker

        worker.main()
        return 0
    from certdesk.cli.main import main

    return main()


if __name__ == "__main__":
    multiprocessing.freeze_support()
    sys.exit(run())
