"""``python -m certdesk`` is the ``certdesk`` command."""

from __future__ import annotations

import multiprocessing
import sys

from certdesk.cli.main import main

if __name__ == "__main__":
    multiprocessing.freeze_support()
    sys.exit(main())
