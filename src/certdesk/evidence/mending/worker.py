"""The process that mends one file: ``python -m certdesk.evidence.mending.worker BYTES JOB``.

The file on standard input, what is made to standard output, both files; nothing else can be opened or written. JOB is
JSON, see `Job`. What it tells goes to standard error, a line each: ``P`` and how far it is (a share of 1), ``S`` and a
stretch that is complete, ``F`` and the format of what was made.
"""

from __future__ import annotations

import os
import sys
from dataclasses import dataclass

from certdesk.core.plain import loads
from certdesk.core.recipes import MaskAll, Recipe
from certdesk.evidence.film.copying import take_over
from certdesk.evidence.mending.film_plan import CONTAINERS
from certdesk.evidence.mending.job import Job, exit_code
from certdesk.evidence.mending.refusing import CannotMendError, Reason

_STEP = 0.002
_NO_SPACE = -28
_OFFICE = frozenset({"DOCX", "PPTX", "XLSX", "ODT", "ODP", "ODS", "ODG"})
_WITH_PAGES = frozenset({"PDF", "DOCX", "PPTX", "Apple iWork"})


@dataclass(slots=True)
class _Telling:
    """Tells whoever waits how far it is."""

    descriptor: int
    told: float = 0.0

    def progress(self, share: float) -> None:
        """Tell a share of 1, though not of every picture."""
        if share >= self.told + _STEP:
            self.told = min(1.0, share)
            self.line("P", f"{self.told:.4f}")

    def line(self, kind: str, text: str) -> None:
        """Tell one thing."""
        os.write(self.descriptor, f"{kind} {text}\n".encode("ascii"))


def main(arguments: list[str]) -> int:
    """Lock this process up and mend; the exit code says how it went."""
    source, target, descriptor = take_over()
    telling = _Telling(descriptor)
    job = loads(Job, arguments[1])
    run = _film if job.form in CONTAINERS else _small
    try:
        return run(job, int(arguments[0]), (source, target), telling)
    except CannotMendError as cannot:
        return exit_code(cannot.reason)
    except MemoryError:
        return exit_code(Reason.TOO_LARGE)
    except OSError:
        return exit_code(Reason.NO_ROOM)


def _film(job: Job, most: int, files: tuple[int, int], telling: _Telling) -> int:
    from certdesk.evidence.film import locks
    from certdesk.evidence.film.libraries import FilmError, NoLibrariesError, load

    try:
        libraries = load()
    except NoLibrariesError:
        return exit_code(Reason.NO_LIBRARIES)
    from certdesk.evidence.mending import film_run  # loads Pillow, which has to be there before the lock

    film_run.prepare()
    locks.confine(most)
    try:
        return film_run.run(libraries, job, files, (telling.line, telling.progress))
    except FilmError as refused:
        return exit_code(Reason.NO_ROOM if refused.code == _NO_SPACE else Reason.DAMAGED)


def _small(job: Job, most: int, files: tuple[int, int], telling: _Telling) -> int:
    """Mend what fits into memory: photos, PDFs, office files."""
    from certdesk.evidence.decoders import photos
    from certdesk.evidence.film import locks
    from certdesk.evidence.mending import packed, pdfs  # noqa: F401 - loaded before the lock
    from certdesk.evidence.mending import photos as mending_photos

    photos.prepare()
    locks.confine(most)
    source, target = files
    size = os.fstat(source).st_size
    if size > mending_photos.MAX_BYTES:
        raise CannotMendError(Reason.TOO_LARGE)
    os.lseek(source, 0, os.SEEK_SET)
    with os.fdopen(os.dup(source), "rb") as file:
        data = file.read()
    telling.progress(0.1)
    try:
        form, made = _mended(job, data, source)
    except (CannotMendError, MemoryError, OSError):
        raise
    except Exception as fault:  # a library tripped over hostile bytes
        raise CannotMendError(Reason.DAMAGED) from fault
    _write(target, made)
    telling.line("F", form)
    return 0


def _mended(job: Job, data: bytes, source: int) -> tuple[str, bytes]:
    """Return the format of what is made, and its bytes."""
    from certdesk.evidence.decoders.opened import open_file
    from certdesk.evidence.mending import packed, pdfs, photos

    if _masks(job.recipe) and job.form in _WITH_PAGES:
        opened = open_file(os.dup(source), job.name)
        try:
            return "PDF", pdfs.masked(opened, job.recipe)
        finally:
            opened.close()
    if job.form == "PDF":
        return "PDF", pdfs.mended(data, job.recipe)
    if job.form in _OFFICE:
        return job.form, packed.stripped(data)
    made, form = photos.mended(data, job.form, job.recipe)
    return form, made


def _masks(recipe: tuple[Recipe, ...]) -> bool:
    return any(isinstance(step, MaskAll) for step in recipe)


def _write(target: int, data: bytes) -> None:
    rest = memoryview(data)
    while rest:
        rest = rest[os.write(target, rest) :]


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
