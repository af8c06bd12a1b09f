"""``python -m certdesk`` is the ``certdesk`` command; the packed program starts here too."""

from __future__ import annotations

import multiprocessing
import sys

# The same word as `certdesk.evidence.process.FROZEN_ARGUMENT`, which nobody should have to load only to compare.
EVIDENCE_WORKER = "--evidence-worker"
INTAKE_READER = "--intake-reader"
"""As in `certdesk.actions.intake_reader`, for the same reason."""
OFFICE_JAIL = "--office-jail"
"""As in `certdesk.evidence.libreoffice_run`, for the same reason."""
MEND_FILE = "--mend-file"
"""As in `certdesk.evidence.mending.making`, for the same reason."""
COPY_FILM, TAKE_STILLS, HEAR_PEAKS = "--copy-film", "--take-stills", "--hear-peaks"
OVERLOOK_FILM = "--overlook-film"
"""As in `certdesk.ui.viewers.proxies` and `certdesk.evidence.film.taking`."""


def run() -> int:
    """Be a process that looks inside files, where the packed program is asked to; else the command line."""
    if sys.argv[1:2] == [EVIDENCE_WORKER]:
        from certdesk.evidence import worker

        worker.main()
        return 0
    if sys.argv[1:2] == [INTAKE_READER]:
        from certdesk.actions import intake_process

        intake_process.main()
        return 0
    if sys.argv[1:2] == [OFFICE_JAIL]:
        from certdesk.evidence import libreoffice_jail

        libreoffice_jail.main(sys.argv[2])
        return 1
    if sys.argv[1:2] == [MEND_FILE]:
        from certdesk.evidence.mending import worker as mending

        return mending.main(sys.argv[2:])
    if sys.argv[1:2] in ([COPY_FILM], [TAKE_STILLS], [HEAR_PEAKS], [OVERLOOK_FILM]):
        return _be_a_film_process(sys.argv[1], sys.argv[2:])
    from certdesk.cli.main import main

    return main()


def _be_a_film_process(task: str, arguments: list[str]) -> int:
    if task == COPY_FILM:
        from certdesk.evidence.film import copying

        return copying.main(arguments)
    if task == TAKE_STILLS:
        from certdesk.evidence.film import stills

        return stills.main(arguments)
    if task == OVERLOOK_FILM:
        from certdesk.evidence.film import overlooking

        return overlooking.main()
    from certdesk.evidence.film import peaks

    return peaks.main()


if __name__ == "__main__":
    multiprocessing.freeze_support()
    sys.exit(run())
